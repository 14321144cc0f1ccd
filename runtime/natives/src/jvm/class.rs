//! Questions about a `java.lang.Class`: kind, names, modifiers, supertypes, signers.
//!
//! Answers are those of the class file, so `getModifiers` of a member class is the InnerClasses row's. JVMS 4.1, 4.7.
//! Read next: `class_attributes.rs`.

use classfile::{BasicType, access};
use heap::Handle;
use linker::strings;
use metadata::well_known as wk;
use metadata::{KlassFlags, KlassRef};
use threads::{JavaResult, JavaThread};

use crate::entry::jvm;
use crate::vm;

/// `Class.getModifiers`: of the InnerClasses row about the class itself if there is one; without `ACC_SUPER`. Arrays have the
/// access of their element, final and abstract.
pub(crate) fn modifiers(klass: KlassRef) -> u16 {
    if let Some(array) = &klass.array {
        const ACCESS: u16 = access::PUBLIC | access::PRIVATE | access::PROTECTED;
        let element = array
            .bottom
            .map_or(access::PUBLIC, |bottom| modifiers(bottom) & ACCESS);
        return element | access::FINAL | access::ABSTRACT;
    }
    let class_file = &klass.instance().class_file;
    // Hidden classes have another name than their rows say, but the same Class entry.
    let own_name = class_file.name();
    let row = class_file.inner_classes().find(|row| {
        row.inner_class == class_file.this_class
            || class_file.pool.class_name(row.inner_class) == Some(own_name)
    });
    let flags = row.map_or(klass.access_flags, |row| {
        row.access_flags & access::INNER_CLASS_MASK
    });
    flags & !access::SUPER
}

/// `Class.getModifiers` of any mirror.
pub fn mirror_modifiers(thread: &JavaThread, mirror: Handle) -> i32 {
    let flags = match vm::klass_of(thread, mirror) {
        Some(klass) => modifiers(klass),
        None => access::PUBLIC | access::FINAL | access::ABSTRACT,
    };
    i32::from(flags)
}

/// `Reflection.getClassAccessFlags`: the class file's own flags.
pub(crate) fn access_flags(thread: &JavaThread, mirror: Handle) -> i32 {
    let flags = match vm::klass_of(thread, mirror) {
        Some(klass) if klass.is_array() => modifiers(klass),
        Some(klass) => klass.access_flags,
        None => access::PUBLIC | access::FINAL | access::ABSTRACT,
    };
    i32::from(flags)
}

pub(crate) fn is_interface(thread: &JavaThread, mirror: Handle) -> bool {
    vm::instance_class_of(thread, mirror).is_some_and(|klass| klass.is_interface())
}

pub(crate) fn is_array(thread: &JavaThread, mirror: Handle) -> bool {
    vm::klass_of(thread, mirror).is_some_and(|klass| klass.is_array())
}

pub(crate) fn is_hidden(thread: &JavaThread, mirror: Handle) -> bool {
    vm::instance_class_of(thread, mirror).is_some_and(|klass| klass.is_hidden())
}

/// `Class.getSuperclass`: none for interfaces, primitives and `Object`.
pub(crate) fn superclass(thread: &JavaThread, mirror: Handle) -> Option<Handle> {
    let klass = vm::klass_of(thread, mirror)?;
    if klass.is_array() {
        return Some(vm::mirror(thread, wk::OBJECT.get()));
    }
    if klass.is_interface() {
        return None;
    }
    klass.super_klass.map(|parent| vm::mirror(thread, parent))
}

/// `Class.isAssignableFrom`.
pub(crate) fn is_assignable(thread: &JavaThread, to: Handle, from: Handle) -> bool {
    match (vm::klass_of(thread, to), vm::klass_of(thread, from)) {
        (Some(to), Some(from)) => from.is_subtype_of(to),
        (None, None) => thread.oop(to) == thread.oop(from),
        _ => false,
    }
}

/// The name as `Class.getName` gives it.
pub(crate) fn java_name(thread: &JavaThread, mirror: Handle) -> String {
    match vm::klass_of(thread, mirror) {
        Some(klass) => klass.external_name(),
        None => vm::type_of(thread.oop(mirror))
            .java_name()
            .unwrap_or("")
            .to_owned(),
    }
}

/// `Class.initClassName`: interned, and remembered in the mirror.
pub(crate) fn init_name(thread: &mut JavaThread, mirror: Handle) -> JavaResult<Handle> {
    let name = java_name(thread, mirror);
    let string = strings::new(thread, &name)?;
    let string = strings::intern(thread, string)?;
    vm::put_ref(thread, mirror, wk::CLASS_NAME.offset(), Some(string));
    Ok(string)
}

/// A type by its Java keyword.
fn primitive_by_name(name: &str) -> Option<BasicType> {
    const ALL: [BasicType; 9] = [
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
    ALL.into_iter().find(|kind| kind.java_name() == Some(name))
}

/// The mirror of a primitive type or void.
pub(crate) fn primitive_mirror(thread: &JavaThread, kind: BasicType) -> Option<Handle> {
    let slot = linker::mirrors::primitive_mirror(kind);
    heap::oop::SlotExt::oop(slot, thread.no_safepoint()).map(|oop| thread.handle(oop))
}

fn interfaces(thread: &mut JavaThread, mirror: Handle) -> JavaResult<Handle> {
    let klasses: Vec<KlassRef> = match vm::klass_of(thread, mirror) {
        Some(klass) if klass.is_array() => vec![wk::CLONEABLE.get(), wk::SERIALIZABLE.get()],
        Some(klass) => klass.instance().interfaces.to_vec(),
        None => Vec::new(),
    };
    vm::class_array(thread, &klasses)
}

jvm! {
    fn JVM_GetClassModifiers(t, class: Handle) -> i32 {
        Ok(mirror_modifiers(t, class))
    }
    fn JVM_GetClassAccessFlags(t, class: Handle) -> i32 {
        Ok(access_flags(t, class))
    }
    fn JVM_IsInterface(t, class: Handle) -> bool {
        Ok(is_interface(t, class))
    }
    fn JVM_IsArrayClass(t, class: Handle) -> bool {
        Ok(is_array(t, class))
    }
    fn JVM_IsPrimitiveClass(t, class: Handle) -> bool {
        Ok(vm::klass_of(t, class).is_none())
    }
    fn JVM_IsHiddenClass(t, class: Handle) -> bool {
        Ok(is_hidden(t, class))
    }
    fn JVM_IsRecord(t, class: Handle) -> bool {
        Ok(vm::instance_class_of(t, class).is_some_and(|klass| klass.flags.has(KlassFlags::RECORD)))
    }
    fn JVM_InitClassName(t, class: Handle) -> Handle {
        init_name(t, class)
    }
    fn JVM_GetClassInterfaces(t, class: Handle) -> Handle {
        interfaces(t, class)
    }
    fn JVM_FindPrimitiveClass(t, name: *const libc::c_char) -> Option<Handle> {
        // SAFETY: C passes a terminated text.
        let name = unsafe { std::ffi::CStr::from_ptr(name) }.to_string_lossy();
        match primitive_by_name(&name) {
            Some(kind) => Ok(primitive_mirror(t, kind)),
            None => Err(t.throw_new("java/lang/ClassNotFoundException", &name)),
        }
    }
    /// A copy of the signers, null if there are none.
    fn JVM_GetClassSigners(t, class: Handle) -> Option<Handle> {
        let Some(signers) = vm::get_ref(t, class, wk::CLASS_SIGNERS.offset()) else { return Ok(None) };
        if !t.oop(signers).layout().is_reference_array() {
            return Ok(Some(signers));
        }
        let length = t.oop(signers).length();
        let copy = linker::arrays::new_object_array(t, wk::OBJECT.get(), length as i32)?;
        heap::copy_elements(abi::ElementKind::Reference, t.oop(signers), 0, t.oop(copy), 0, length);
        Ok(Some(copy))
    }
    /// Primitives and arrays have no signers.
    fn JVM_SetClassSigners(t, class: Handle, signers: Option<Handle>) {
        if vm::instance_class_of(t, class).is_some() {
            vm::put_ref(t, class, wk::CLASS_SIGNERS.offset(), signers);
        }
        Ok(())
    }
    fn JVM_GetProtectionDomain(t, class: Handle) -> Option<Handle> {
        if vm::instance_class_of(t, class).is_none() {
            return Ok(None);
        }
        Ok(vm::get_ref(t, class, wk::CLASS_PROTECTION_DOMAIN.offset()))
    }
    /// Major version in the low half, minor in the high one; -1 for types without a class file.
    fn JVM_GetClassFileVersion(t, class: Handle) -> i32 {
        Ok(vm::instance_class_of(t, class).map_or(-1, |klass| {
            let class_file = &klass.instance().class_file;
            i32::from(class_file.major) | i32::from(class_file.minor) << 16
        }))
    }
}
