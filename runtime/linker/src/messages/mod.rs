//! The texts users see in errors of linkage, casts and calls. Interface, not decoration: programs and tests compare them.
//!
//! | module | says |
//! |---|---|
//! | [`place`] | where a class lives: "class A is in module m of loader 'app'" |
//! | [`linkage`] | access errors, unimplemented methods, wrong kinds of members |
//! | [`npe`], `sources` | what was null (JEP 358) |
//!
//! Nothing here allocates Java objects or blocks. Read next: `place.rs`.

pub mod linkage;
pub mod npe;
pub mod place;
mod sources;

pub use linkage::{
    abstract_method, class_access, does_not_implement, field_access, method_access,
    selected_not_public, special_receiver, super_access, unselected_default,
};
pub use npe::null_pointer;
pub use place::{joint_place, loader_name_and_id, place, places};

use heap::Oop;
use metadata::{KlassRef, MethodFlags};

use crate::exceptions::backtrace;

/// `class A cannot be cast to class B (...)`.
pub fn class_cast(from: KlassRef, to: KlassRef) -> String {
    format!(
        "class {from} cannot be cast to class {to} ({})",
        places(from, to)
    )
}

/// Message of an `ArrayStoreException` for storing an instance of `value`.
pub fn array_store(value: KlassRef) -> String {
    value.external_name()
}

/// What `NullPointerException.getMessage` adds for an exception that the VM raised (`JVM_GetExtendedNPEMessage`); none for one that
/// the program made, or that comes from a hidden frame or native method.
pub fn null_pointer_of(exception: Oop<'_>) -> Option<String> {
    let (method, bci) = backtrace::origin(exception)?;
    if !flags::get().flags.ShowCodeDetailsInExceptionMessages
        || method.flags.has(MethodFlags::HIDDEN)
    {
        return None;
    }
    null_pointer(method, bci?)
}
