//! What the collector must know of this crate: VM-wide strong roots, weak tables, and what to forget when classes go.
//!
//! Everything strong that this crate keeps lies in slots of loader data (mirrors, constants, appendices, errors, preallocated
//! exceptions), which the collector visits by loader; so there are no roots here. Read next: `heap::control`.

use heap::RootVisitor;

use crate::method_handles::resolved_method;
use crate::resolve::dynamic;
use crate::{constraints, nest, strings};

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

/// Forgets everything about the classes of the loaders that the collection did not mark; they are freed afterwards. The world is
/// stopped.
pub fn unload() {
    nest::unload();
    dynamic::unload();
    constraints::purge();
}
