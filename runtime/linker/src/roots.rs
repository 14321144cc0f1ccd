//! What the collector must know of this crate: VM-wide strong roots, weak tables, and what to forget when classes go.
//!
//! Everything strong that this crate keeps lies in slots of loader data (mirrors, constants, appendices, errors, preallocated
//! exceptions), which the collector visits by loader; so there are no roots here. Read next: `heap::control`.

use heap::RootVisitor;
use metadata::{ClassLoaderData, KlassRef};

use crate::method_handles::resolved_method;
use crate::resolve::dynamic;
use crate::{nest, strings};

/// Visits strong roots that belong to no loader. Hook.
pub fn visit_global_roots(visitor: &mut dyn RootVisitor) {
    // See above: all of them are slots of loader data.
    let _ = visitor;
}

/// Cleans and updates weak tables (strings, resolved-method names). Hook. The world is stopped.
pub fn process_weak_tables(full: bool, alive: &mut dyn FnMut(usize) -> Option<usize>) {
    strings::process_weak(full, alive);
    resolved_method::process_weak(alive);
}

/// Forgets everything about the classes of a loader that is about to be freed. The world is stopped.
pub fn unload(data: &'static ClassLoaderData) {
    let klasses = data.klasses();
    let dead_klass = |address: u32| klasses.iter().any(|klass| klass.address() == address);
    let dead_method = |address: u32| {
        let declares = |klass: &KlassRef| {
            klass.instance.as_deref().is_some_and(|instance| {
                instance
                    .methods
                    .iter()
                    .any(|method| method.address() == address)
            })
        };
        klasses.iter().any(declares)
    };
    nest::unload(&dead_klass);
    dynamic::unload(&dead_method);
}
