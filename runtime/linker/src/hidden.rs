//! Hidden classes (JEP 371): classes that no other class can name.
//!
//! A hidden class is defined from bytes that say `pkg/Name`; its own name is `pkg/Name+0x<address>`, which external form shows with
//! a slash (`pkg.Name/0x...`). It is in no dictionary; its own constant pool finds it because `define` resolves the entry
//! `this_class` beforehand. Unless it is strong it has loader data of its own and can be unloaded by itself.
//! Read next: `define.rs`.

use heap::Handle;
use metadata::{KlassRef, Symbol};

/// How `Lookup.defineHiddenClass` wants its class.
#[derive(Clone, Copy)]
pub struct Options {
    /// The lookup class: its package, module and, if `nestmate`, its nest are the hidden class's.
    pub lookup_class: KlassRef,
    pub nestmate: bool,
    /// Lives as long as its loader (`ClassOption.STRONG`).
    pub strong: bool,
    /// VM annotations are heeded whatever the loader (`ACCESS_VM_ANNOTATIONS`).
    pub vm_annotations: bool,
    /// Stored in the mirror's `classData` before the class can be seen.
    pub class_data: Option<Handle>,
}

/// The name of a hidden class at address `klass` (not followed) whose bytes say `name`.
pub(crate) fn mangled_name(name: Symbol, klass: KlassRef) -> Symbol {
    let suffix = format!("+0x{:016x}", klass.address());
    Symbol::intern(&[name.bytes(), suffix.as_bytes()].concat())
}
