//! Finding members by name, and selecting methods by receiver. JVMS 5.4.3.2-5.4.3.4, 5.4.6.
//!
//! Pure reads of linked metadata: no access checks (`access`), no loading, no safepoint, no throwing. Signature-polymorphic names
//! are recognised here ([`polymorphic`]) but given a target by `resolve::method`.
//! Read next: `resolve/method.rs`.

use metadata::method::vtable_index;
use metadata::{Field, Klass, KlassRef, Method, MethodRef, Symbol, sym, well_known as wk};

use crate::itable;

/// Method resolution in a class (JVMS 5.4.3.3 steps 2 and 3): declared, then superclasses, then superinterfaces. Arrays have the
/// methods of `Object`.
pub fn method(klass: KlassRef, name: Symbol, descriptor: Symbol) -> Option<MethodRef> {
    class_method(klass, name, descriptor).or_else(|| superinterface_method(klass, name, descriptor))
}

/// As [`method`], as if there were no static methods: the selection of `invokespecial`.
pub fn instance_method(klass: KlassRef, name: Symbol, descriptor: Symbol) -> Option<MethodRef> {
    superclasses(klass)
        .filter_map(|klass| klass.find_declared_method(name, descriptor))
        .find(|method| !method.is_static())
        .or_else(|| superinterface_method(klass, name, descriptor))
        .filter(|method| !method.is_static())
}

/// A method declared by the class or a superclass; interfaces are not searched.
pub fn class_method(klass: KlassRef, name: Symbol, descriptor: Symbol) -> Option<MethodRef> {
    superclasses(klass).find_map(|klass| klass.find_declared_method(name, descriptor))
}

/// Method resolution in an interface (JVMS 5.4.3.4): declared, then public instance methods of `Object`, then superinterfaces.
pub fn interface_method(
    interface: KlassRef,
    name: Symbol,
    descriptor: Symbol,
) -> Option<MethodRef> {
    interface
        .find_declared_method(name, descriptor)
        .or_else(|| {
            let object = wk::OBJECT
                .try_get()?
                .find_declared_method(name, descriptor)?;
            (object.is_public() && !object.is_static()).then_some(object)
        })
        .or_else(|| superinterface_method(interface, name, descriptor))
}

/// The maximally-specific superinterface method if there is exactly one that is not abstract, else any superinterface method that
/// is neither private nor static.
fn superinterface_method(klass: KlassRef, name: Symbol, descriptor: Symbol) -> Option<MethodRef> {
    let instance = klass.instance.as_deref()?;
    let candidates: Vec<MethodRef> = instance
        .all_interfaces
        .iter()
        .filter_map(|interface| interface.find_declared_method(name, descriptor))
        .filter(|method| !method.is_static() && !method.is_private())
        .collect();
    let maximal = |method: &&MethodRef| {
        !candidates
            .iter()
            .any(|other| other.klass != method.klass && other.klass.is_subtype_of(method.klass))
    };
    let mut concrete = candidates
        .iter()
        .filter(maximal)
        .filter(|method| !method.is_abstract());
    match (concrete.next(), concrete.next()) {
        (Some(only), None) => Some(*only),
        _ => candidates.iter().find(maximal).copied(),
    }
}

/// Field resolution (JVMS 5.4.3.2): declared, then direct superinterfaces, then the superclass.
pub fn field(klass: KlassRef, name: Symbol, descriptor: Symbol) -> Option<&'static Field> {
    let instance = klass.instance.as_deref()?;
    if let Some(field) = klass.find_declared_field(name, descriptor) {
        // SAFETY: fields live in their class's InstanceKlass, which is never replaced: the metadata reference contract.
        return Some(unsafe { &*std::ptr::from_ref(field) });
    }
    instance
        .interfaces
        .iter()
        .find_map(|interface| self::field(*interface, name, descriptor))
        .or_else(|| self::field(klass.super_klass?, name, descriptor))
}

/// The class itself and its superclasses, nearest first.
pub fn superclasses(klass: KlassRef) -> impl Iterator<Item = KlassRef> {
    std::iter::successors(Some(klass), |klass| klass.super_klass)
}

/// Is `klass` `other` or a subclass of it? (Superclass chain only.)
pub fn is_subclass_of(klass: KlassRef, other: KlassRef) -> bool {
    superclasses(klass).any(|klass| klass == other)
}

/// The signature-polymorphic method that `name` means in `klass` (JVMS 2.9.3): declared by `MethodHandle` or `VarHandle`, native,
/// variable arity with the single parameter `Object[]`. The descriptor of the call site does not matter.
pub fn polymorphic(klass: KlassRef, name: Symbol) -> Option<MethodRef> {
    if !wk::METHOD_HANDLE.is(&klass) && !wk::VAR_HANDLE.is(&klass) {
        return None;
    }
    let native_varargs = classfile::access::NATIVE | classfile::access::VARARGS;
    klass.instance().methods.iter().copied().find(|method| {
        method.name == name
            && method.access_flags & native_varargs == native_varargs
            && method.descriptor.starts_with(b"([Ljava/lang/Object;)")
    })
}

/// Is `method` called without looking at the receiver's class?
pub fn is_statically_bound(method: &Method) -> bool {
    method.is_static()
        || method.is_private()
        || method.is_constructor()
        || !method.klass.is_interface()
            && (method.is_final()
                || method.klass.is_final()
                || method.vtable_index() == vtable_index::NONVIRTUAL)
}

/// What the receiver's class runs for vtable cell `index`. May be abstract.
///
/// # Panics
/// The index does not come from a class the receiver is an instance of: a bug of the VM.
#[inline]
pub fn virtual_target(receiver: &Klass, index: u16) -> MethodRef {
    receiver.vtable()[index as usize]
        .load()
        .expect("vtable cells are filled at creation")
}

/// What the receiver's class runs for itable cell `index` of `interface`. None: the class does not implement the interface
/// (ask [`Klass::is_subtype_of`]), or no method was selected.
#[inline]
pub fn interface_target(receiver: &Klass, interface: KlassRef, index: u16) -> Option<MethodRef> {
    let entry = itable::entries(receiver)
        .iter()
        .find(|entry| entry.interface == interface)?;
    entry.methods.get(index as usize)?.load()
}

/// Method selection (JVMS 5.4.6) for an already resolved method, as JNI and reflection call it. None: no implementation.
pub fn select(receiver: &Klass, resolved: MethodRef) -> Option<MethodRef> {
    if is_statically_bound(&resolved) {
        return Some(resolved);
    }
    if resolved.klass.is_interface() {
        let index = u16::try_from(resolved.itable_index()).ok()?;
        return interface_target(receiver, resolved.klass, index);
    }
    let index = u16::try_from(resolved.vtable_index()).ok()?;
    receiver.vtable().get(index as usize)?.load()
}

/// Is it `java.lang.Object.clone`, which arrays make public?
pub fn is_object_clone(method: &Method) -> bool {
    method.name == sym::CLONE && wk::OBJECT.is(&method.klass)
}
