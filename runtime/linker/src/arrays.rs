//! Array classes and array objects. JVMS 5.3.3, 6 (`newarray`, `anewarray`, `multianewarray`).
//!
//! Classes of arrays are made at first use and hang off their component (`Klass::array_klass`, for primitives a table here), so
//! there is one per component whatever the loader. They are initialised from the start, and dispatch like `Object`.
//! Read next: `loading.rs` (names of arrays).

use abi::{ElementKind, LayoutHelper};
use classfile::access;
use heap::Handle;
use metadata::arena::MetaspaceFull;
use metadata::reference::AtomicKlassRef;
use metadata::{
    ArrayKlass, ClassLoaderData, ClassState, Klass, KlassFlags, KlassRef, MethodRef, Symbol,
    well_known as wk,
};
use threads::{JavaResult, JavaThread};

use crate::{exceptions, mirrors};

/// Classes of one-dimensional arrays of primitives, by `ElementKind`.
static PRIMITIVE_ARRAYS: [AtomicKlassRef; 12] = [const { AtomicKlassRef::empty() }; 12];

/// The types that are no references.
pub const PRIMITIVE_KINDS: [ElementKind; 8] = [
    ElementKind::Boolean,
    ElementKind::Char,
    ElementKind::Float,
    ElementKind::Double,
    ElementKind::Byte,
    ElementKind::Short,
    ElementKind::Int,
    ElementKind::Long,
];

const MAX_DIMENSIONS: u8 = 255;

/// The class of arrays whose component is `component`. Made at first use. May collect.
/// Throws `OutOfMemoryError`; `IllegalArgumentException` beyond 255 dimensions.
pub fn array_class_of(t: &mut JavaThread, component: KlassRef) -> JavaResult<KlassRef> {
    if let Some(known) = component.array_klass.load() {
        return Ok(known);
    }
    let array = match &component.array {
        None => ArrayKlass {
            component: Some(component),
            bottom: Some(component),
            element: ElementKind::Reference,
            dimensions: 1,
        },
        Some(inner) if inner.dimensions == MAX_DIMENSIONS => {
            return Err(t.throw_empty("java/lang/IllegalArgumentException"));
        }
        Some(inner) => ArrayKlass {
            component: Some(component),
            bottom: inner.bottom,
            element: ElementKind::Reference,
            dimensions: inner.dimensions + 1,
        },
    };
    let name = match &component.array {
        None => [b"[L", component.name.bytes(), b";"].concat(),
        Some(_) => [b"[", component.name.bytes()].concat(),
    };
    let made = allocate(array, Symbol::intern(&name), component.loader_data);
    let klass = made.map_err(|MetaspaceFull| exceptions::throw_metaspace(t))?;
    mirrors::create(t, klass, None, None)?;
    Ok(component.array_klass.publish(klass))
}

/// A new array class without a mirror. JLS 4.10.3: its supertypes are `Object`, `Cloneable`, `Serializable`.
fn allocate(
    array: ArrayKlass,
    name: Symbol,
    data: &'static ClassLoaderData,
) -> Result<KlassRef, MetaspaceFull> {
    let object = wk::OBJECT.get();
    let layout = LayoutHelper::array(array.element);
    let mut klass = Klass::new(name, layout, Some(object), data);
    let visibility = array.bottom.map_or(access::PUBLIC, |bottom| {
        bottom.access_flags & access::PUBLIC
    });
    klass.access_flags = visibility | access::FINAL | access::ABSTRACT;
    klass.flags = KlassFlags(KlassFlags::CLONEABLE);
    let supers = [wk::CLONEABLE.get(), wk::SERIALIZABLE.get()];
    klass.secondary_supers = data.allocate_slice(&supers)?;
    klass.array = Some(array);
    klass.set_state(ClassState::Initialized);
    let cells: Vec<MethodRef> = object
        .vtable()
        .iter()
        .filter_map(|cell| cell.load())
        .collect();
    Klass::allocate(klass, &cells)
}

/// Boot: classes of arrays of primitives. `Object`, `Cloneable`, `Serializable` and the mirrors of primitives exist.
pub(crate) fn create_primitive_arrays(t: &mut JavaThread) -> JavaResult<()> {
    use heap::oop::SlotExt;
    for kind in PRIMITIVE_KINDS {
        let array = ArrayKlass {
            component: None,
            bottom: None,
            element: kind,
            dimensions: 1,
        };
        let name = Symbol::intern(&[b'[', kind.descriptor()]);
        let made = allocate(array, name, ClassLoaderData::boot());
        let klass = made.map_err(|MetaspaceFull| exceptions::throw_metaspace(t))?;
        mirrors::create(t, klass, None, None)?;
        PRIMITIVE_ARRAYS[kind as usize].store(Some(klass));
        let basic_type =
            classfile::BasicType::from_char(kind.descriptor()).expect("kinds have descriptors");
        if let Some(mirror) = mirrors::primitive_mirror(basic_type).oop(t.no_safepoint()) {
            mirror.put_i64(wk::CLASS_ARRAY_KLASS.offset(), i64::from(klass.address()));
        }
    }
    Ok(())
}

/// The class of one-dimensional arrays of a primitive.
///
/// # Panics
/// Before boot made them; for `Reference`.
pub fn primitive_array(kind: ElementKind) -> KlassRef {
    match PRIMITIVE_ARRAYS
        .get(kind as usize)
        .and_then(AtomicKlassRef::load)
    {
        Some(klass) => klass,
        None => panic!("arrays of {kind:?} are used before they are made"),
    }
}

/// A zeroed array. `NegativeArraySizeException`, `OutOfMemoryError`. May collect.
pub fn new_primitive_array(
    t: &mut JavaThread,
    kind: ElementKind,
    length: i32,
) -> JavaResult<Handle> {
    let length = check_length(t, length)?;
    t.new_array(primitive_array(kind), length)
}

/// An array of nulls with elements of class `component`. `NegativeArraySizeException`, `OutOfMemoryError`. May collect.
pub fn new_object_array(
    t: &mut JavaThread,
    component: KlassRef,
    length: i32,
) -> JavaResult<Handle> {
    let length = check_length(t, length)?;
    let klass = array_class_of(t, component)?;
    t.new_array(klass, length)
}

/// `multianewarray`: an array of class `klass` and, `dimensions.len()` deep, the arrays in it. May collect.
/// `NegativeArraySizeException` names the first negative dimension.
pub fn new_multi_array(
    t: &mut JavaThread,
    klass: KlassRef,
    dimensions: &[i32],
) -> JavaResult<Handle> {
    let mut lengths = Vec::with_capacity(dimensions.len());
    for length in dimensions {
        lengths.push(check_length(t, *length)?);
    }
    allocate_nested(t, klass, &lengths)
}

fn allocate_nested(t: &mut JavaThread, klass: KlassRef, lengths: &[usize]) -> JavaResult<Handle> {
    let [length, inner @ ..] = lengths else {
        return Err(t.throw_empty("java/lang/IllegalArgumentException"));
    };
    let array = t.new_array(klass, *length)?;
    let component = klass.array.as_ref().and_then(|array| array.component);
    if let (Some(component), false) = (component, inner.is_empty()) {
        for index in 0..*length {
            t.scoped(|t| {
                let element = allocate_nested(t, component, inner)?;
                t.oop(array).set_element(index, Some(t.oop(element)));
                Ok(())
            })?;
        }
    }
    Ok(array)
}

/// A length that is not negative, else `NegativeArraySizeException: -1`.
pub fn check_length(t: &mut JavaThread, length: i32) -> JavaResult<usize> {
    match usize::try_from(length) {
        Ok(length) => Ok(length),
        Err(_) => Err(t.throw_new("java/lang/NegativeArraySizeException", &length.to_string())),
    }
}
