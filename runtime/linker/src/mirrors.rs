//! `java.lang.Class` objects: one per class, one per primitive type and `void`.
//!
//! A mirror holds the class's statics behind its own fields and never moves. It is made with the class, but for classes loaded
//! before `java.lang.Class` itself, which [`create_missing`] completes. Its `module` field stays null until `java.base` is defined
//! (`modules.rs` patches it). Primitive constants are in place from the start; constant strings come with initialisation
//! ([`set_string_constants`]), because making a string may collect and throw.
//! Read next: `well_known.rs` (the order at boot).

use std::sync::OnceLock;

use abi::ElementKind;
use abi::object::FIRST_FIELD_OFFSET;
use classfile::{BasicType, ClassFile, FieldType, ParseOptions};
use heap::oop::SlotExt;
use heap::{Handle, Oop};
use metadata::module::ModuleEntry;
use metadata::{
    ClassLoaderData, KlassRef, OopSlot, RuntimeConstantPool, Symbol, sym, well_known as wk,
};
use threads::{JavaResult, JavaThread};

use crate::layout::{self, FieldShape};
use crate::members::{self, Trust};
use crate::{arrays, class_path, loading, strings};

/// Mirrors of primitives by `BasicType`, 4 to 11 and 14. Slots of the boot loader's table, so the collector sees them.
static PRIMITIVES: OnceLock<[&'static OopSlot; 15]> = OnceLock::new();

fn primitives() -> &'static [&'static OopSlot; 15] {
    PRIMITIVES.get_or_init(|| std::array::from_fn(|_| ClassLoaderData::boot().new_slot(0)))
}

/// All primitive types and void.
const PRIMITIVE_TYPES: [BasicType; 9] = [
    BasicType::Boolean,
    BasicType::Char,
    BasicType::Float,
    BasicType::Double,
    BasicType::Byte,
    BasicType::Short,
    BasicType::Int,
    BasicType::Long,
    BasicType::Void,
];

/// The class a mirror stands for; none for primitives and void.
pub fn klass_of(mirror: Oop<'_>) -> Option<KlassRef> {
    let address = mirror.get_i64(wk::CLASS_KLASS.offset());
    // SAFETY: the injected field holds 0 or the address of the Klass, which a live mirror keeps alive.
    unsafe { KlassRef::from_address(address as u32) }
}

/// The type a mirror stands for: `Object` or `Array` for classes.
pub fn primitive_of(mirror: Oop<'_>) -> BasicType {
    match klass_of(mirror) {
        Some(klass) if klass.is_array() => BasicType::Array,
        Some(_) => BasicType::Object,
        None => {
            let code = mirror.get_i32(wk::CLASS_PRIMITIVE.offset());
            PRIMITIVE_TYPES
                .into_iter()
                .find(|kind| *kind as i32 == code)
                .unwrap_or(BasicType::Void)
        }
    }
}

/// The mirror of a primitive type or void: null before boot made it.
///
/// # Panics
/// For `Object` and `Array`.
pub fn primitive_mirror(kind: BasicType) -> &'static OopSlot {
    assert!(!kind.is_reference(), "{kind:?} is no primitive");
    primitives()[kind as usize]
}

/// The mirror of a class as a handle.
///
/// # Panics
/// During boot, before the class has its mirror.
pub fn mirror_of(t: &JavaThread, klass: KlassRef) -> Handle {
    t.handle(
        klass
            .mirror
            .oop(t.no_safepoint())
            .expect("a class has its mirror"),
    )
}

/// The mirror of a field descriptor (or `V`); classes are loaded through `loader` as by [`loading::load_for_resolution`].
pub fn mirror_for_descriptor(
    t: &mut JavaThread,
    descriptor: &[u8],
    loader: &'static ClassLoaderData,
) -> JavaResult<Handle> {
    let field = FieldType { descriptor };
    let slot = match field.resolvable_name() {
        None => primitive_mirror(field.basic_type()),
        Some(name) => {
            return loading::load_for_resolution(t, Symbol::intern(name), loader)
                .map(|k| mirror_of(t, k));
        }
    };
    Ok(t.handle(
        slot.oop(t.no_safepoint())
            .expect("boot makes the mirrors of primitives"),
    ))
}

/// Bytes of `java.lang.Class`'s own fields: where statics start in a mirror. Known before the class is loaded, because classes
/// that come first have statics too; without a JDK (tests) a fixed size.
pub(crate) fn class_size() -> u32 {
    static SIZE: OnceLock<u32> = OnceLock::new();
    const WITHOUT_JDK: u32 = 96;
    *SIZE.get_or_init(|| {
        let name = sym::JAVA_LANG_CLASS.get();
        let Some((bytes, _)) = class_path::find(name) else {
            return WITHOUT_JDK;
        };
        let Ok(class_file) = ClassFile::parse(bytes, &ParseOptions::boot(None)) else {
            return WITHOUT_JDK;
        };
        let pool = RuntimeConstantPool::new(class_file.pool.len());
        let fields = members::fields(
            &class_file,
            &pool,
            name,
            Trust {
                boot: true,
                annotations: true,
                hidden: false,
            },
        );
        let shapes: Vec<FieldShape> = fields.iter().map(|field| field.shape).collect();
        layout::lay_out(&shapes, FIRST_FIELD_OFFSET as u32, 0).size_bytes as u32
    })
}

/// Makes the mirror of a class that has none. Does nothing before `java.lang.Class` is known. May collect.
pub(crate) fn create(
    t: &mut JavaThread,
    klass: KlassRef,
    protection_domain: Option<Handle>,
    class_data: Option<Handle>,
) -> JavaResult<()> {
    let Some(class_klass) = wk::CLASS
        .try_get()
        .filter(|_| wk::CLASS_KLASS.try_offset().is_some())
    else {
        return Ok(());
    };
    let size = match &klass.instance {
        Some(instance) => instance.mirror_size as usize,
        None => class_klass.layout.instance_size(),
    };
    let address = match t.mutator.allocate_mirror(class_klass, size) {
        Ok(oop) => oop.address(),
        Err(error) => return Err(t.throw_out_of_memory(error)),
    };
    let proof = t.no_safepoint();
    // SAFETY: just allocated; nothing collected since.
    let mirror =
        unsafe { Oop::from_address(address, proof) }.expect("allocation returns an object");
    mirror.put_i64(wk::CLASS_KLASS.offset(), i64::from(klass.address()));
    mirror.put_ref(
        wk::CLASS_LOADER_FIELD.offset(),
        defining_loader(klass).loader.oop(proof),
    );
    mirror.put_ref(
        wk::CLASS_MODULE.offset(),
        module_of(klass).object.oop(proof),
    );
    mirror.put_ref(
        wk::CLASS_PROTECTION_DOMAIN.offset(),
        protection_domain.map(|domain| domain.oop(proof)),
    );
    if let (Some(data), Some(offset)) = (class_data, wk::CLASS_CLASS_DATA.try_offset()) {
        mirror.put_ref(offset, Some(data.oop(proof)));
    }
    if let Some(array) = &klass.array {
        let component = match array.component {
            Some(component) => component.mirror.oop(proof),
            None => primitive_mirror(basic_type(array.element)).oop(proof),
        };
        mirror.put_ref(wk::CLASS_COMPONENT_TYPE.offset(), component);
    }
    set_primitive_constants(klass, mirror);
    klass.mirror.set(Some(mirror));
    Ok(())
}

/// The loader an array's mirror names is that of its elements.
fn defining_loader(klass: KlassRef) -> &'static ClassLoaderData {
    klass.loader_data.resolving()
}

/// The module a class is in; arrays are in that of their elements, arrays of primitives in `java.base`.
pub fn module_of(klass: KlassRef) -> &'static ModuleEntry {
    match &klass.array {
        None => klass.instance().module,
        Some(array) => array
            .bottom
            .map_or_else(ModuleEntry::java_base, |bottom| bottom.instance().module),
    }
}

fn basic_type(kind: ElementKind) -> BasicType {
    BasicType::from_char(kind.descriptor()).unwrap_or(BasicType::Object)
}

/// ConstantValue of static fields that are no strings. JVMS 4.7.2.
fn set_primitive_constants(klass: KlassRef, mirror: Oop<'_>) {
    let Some(instance) = &klass.instance else {
        return;
    };
    let pool = &instance.class_file.pool;
    for field in instance.fields.iter().filter(|field| field.is_static()) {
        let index = instance.class_file.fields[field.class_file_index as usize].constant_value;
        if index == 0 {
            continue;
        }
        let int = pool.integer(index).unwrap_or(0);
        match field.kind {
            ElementKind::Boolean | ElementKind::Byte => mirror.put_u8(field.offset, int as u8),
            ElementKind::Char | ElementKind::Short => mirror.put_u16(field.offset, int as u16),
            ElementKind::Int => mirror.put_i32(field.offset, int),
            ElementKind::Float => {
                mirror.put_u32(field.offset, pool.float(index).unwrap_or(0.0).to_bits())
            }
            ElementKind::Long => mirror.put_i64(field.offset, pool.long(index).unwrap_or(0)),
            ElementKind::Double => {
                mirror.put_u64(field.offset, pool.double(index).unwrap_or(0.0).to_bits())
            }
            ElementKind::Reference => {}
        }
    }
}

/// ConstantValue of static `String` fields: part of initialisation, before `<clinit>` (JVMS 5.5 step 6). May collect.
pub fn set_string_constants(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    let Some(instance) = &klass.instance else {
        return Ok(());
    };
    let statics = instance
        .fields
        .iter()
        .filter(|field| field.is_static() && field.kind == ElementKind::Reference);
    for field in statics {
        let index = instance.class_file.fields[field.class_file_index as usize].constant_value;
        let Some(text) = instance.class_file.pool.string(index) else {
            continue;
        };
        let mark = t.mutator.handles.mark();
        let string = strings::intern_mutf8(t, text);
        if let Ok(string) = string {
            let mirror = klass
                .mirror
                .oop(t.no_safepoint())
                .expect("a class has its mirror");
            mirror.put_ref(field.offset, Some(t.oop(string)));
        }
        t.mutator.handles.release(mark);
        string?;
    }
    Ok(())
}

/// Boot: mirrors of the primitive types, then of every class loaded so far.
pub(crate) fn create_missing(t: &mut JavaThread) -> JavaResult<()> {
    let class_klass = wk::CLASS.get();
    for kind in PRIMITIVE_TYPES {
        let address = match t
            .mutator
            .allocate_mirror(class_klass, class_klass.layout.instance_size())
        {
            Ok(oop) => oop.address(),
            Err(error) => return Err(t.throw_out_of_memory(error)),
        };
        // SAFETY: just allocated; nothing collected since.
        let mirror = unsafe { Oop::from_address(address, t.no_safepoint()) }
            .expect("allocation returns an object");
        mirror.put_i32(wk::CLASS_PRIMITIVE.offset(), kind as i32);
        primitive_mirror(kind).set(Some(mirror));
    }
    arrays::create_primitive_arrays(t)?;
    for klass in ClassLoaderData::boot().klasses() {
        if klass.mirror.is_null() {
            create(t, klass, None, None)?;
        }
    }
    Ok(())
}

/// `java.base` was defined: fills in the module of every mirror that was made before.
pub(crate) fn patch_modules(t: &JavaThread) {
    let proof = t.no_safepoint();
    let java_base = ModuleEntry::java_base().object.oop(proof);
    let offset = wk::CLASS_MODULE.offset();
    for kind in PRIMITIVE_TYPES {
        if let Some(mirror) = primitive_mirror(kind).oop(proof) {
            mirror.put_ref(offset, java_base);
        }
    }
    ClassLoaderData::for_each(|data| {
        for klass in data.klasses() {
            if let Some(mirror) = klass
                .mirror
                .oop(proof)
                .filter(|mirror| mirror.get_ref(offset).is_none())
            {
                mirror.put_ref(offset, module_of(klass).object.oop(proof));
            }
        }
    });
}
