//! Itables: which method a call through an interface runs. JVMS 5.4.6, JVMS 6 `invokeinterface`.
//!
//! Each interface numbers its own inheritable methods when it is defined ([`needs_index`]). A class's table is made at the first
//! interface call on one of its instances: most classes of a start-up never need theirs. No safepoint.
//! Read next: `lookup.rs`.

use classfile::access;
use metadata::klass::ItableEntry;
use metadata::reference::AtomicMethodRef;
use metadata::{Klass, KlassRef, MethodFlags, MethodRef, Symbol};

/// Interface methods that can be called through an itable: neither static nor private, nor `<clinit>`.
pub fn needs_index(access_flags: u16, is_initializer: bool) -> bool {
    access_flags & (access::STATIC | access::PRIVATE) == 0 && !is_initializer
}

/// The table of a class, none (empty) for array classes.
pub fn entries(klass: &Klass) -> &[ItableEntry] {
    match &klass.instance {
        Some(instance) => instance.itable.get_or_init(|| build(klass)),
        None => &[],
    }
}

/// One entry per superinterface that has methods to call.
fn build(klass: &Klass) -> Box<[ItableEntry]> {
    let interfaces = klass.instance().all_interfaces.iter();
    interfaces
        .filter_map(|interface| entry(klass, *interface))
        .collect()
}

fn entry(klass: &Klass, interface: KlassRef) -> Option<ItableEntry> {
    let numbered = interface
        .instance()
        .methods
        .iter()
        .filter(|method| method.itable_index() >= 0);
    let methods: Box<[AtomicMethodRef]> = numbered
        .map(|method| {
            debug_assert!(method.itable_index() >= 0);
            AtomicMethodRef::new(select(klass, method.name, method.descriptor))
        })
        .collect();
    (!methods.is_empty()).then_some(ItableEntry { interface, methods })
}

/// The method that an instance of `klass` runs for an interface method: the first class upwards that declares it (neither
/// static nor private), else the default method or overpass in the class's cell. None: nothing is selected, or it is abstract.
/// An overpass is not selected (only calls through the class run it): the call ends with `AbstractMethodError`, as HotSpot has it.
pub fn select(klass: &Klass, name: Symbol, descriptor: Symbol) -> Option<MethodRef> {
    let mut above = Some(klass.this());
    while let Some(class) = above {
        let found = class.find_declared_method(name, descriptor);
        if let Some(method) = found.filter(|method| !method.is_static() && !method.is_private()) {
            return (!method.is_abstract()).then_some(method);
        }
        above = class.super_klass;
    }
    let cells = klass.vtable().iter().filter_map(|cell| cell.load());
    let mut of_interfaces = cells.filter(|method| {
        method.name == name
            && method.descriptor == descriptor
            && (method.klass.is_interface() || method.flags.has(MethodFlags::SYNTHESIZED))
    });
    of_interfaces
        .next_back()
        .filter(|method| !method.is_abstract())
}
