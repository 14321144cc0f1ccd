//! Resolution of symbolic references (JVMS 5.4.3): constant-pool entries to classes, fields, methods, constants and call sites.
//!
//! Every success is published in the entry's cell (`metadata::constant_pool`), the first wins; every `LinkageError` is remembered
//! and thrown again. A Methodref is resolved independently of the instruction that uses it; what depends on
//! the instruction (static or not, which target) is decided per use, because tier 0 asks once per site and then quickens.
//!
//! | module | resolves |
//! |---|---|
//! | [`class`] | Class entries |
//! | [`field`] | Fieldref |
//! | [`method`] | Methodref and InterfaceMethodref to a Method, and the polymorphic ones to an adapter |
//! | [`invoke`] | an invoke instruction to its [`Target`] |
//! | [`receiver`] | what calls ask of their receiver |
//! | [`string`], [`constant`] | what `ldc` loads |
//! | [`dynamic`] | call sites and dynamic constants, through `java.lang.invoke.MethodHandleNatives` |
//!
//! Everything here may load classes, run Java, collect, block and throw, but for the questions `*_if_*`. Read next: `method.rs`, `invoke.rs`.

pub mod class;
pub mod constant;
pub mod dynamic;
mod errors;
pub mod field;
pub mod invoke;
pub mod method;
pub mod receiver;
pub mod string;

pub use class::{check_instantiable, class, class_if_resolved, instantiable, named_class};
pub use constant::{constant, slot_if_resolved};
pub use dynamic::{invokedynamic, invokedynamic_if_linked};
pub use field::{field, field_if_resolved};
pub use invoke::{invoke, invoke_if_resolved};

use bytecode::Opcode;
use metadata::{KlassRef, MethodRef, OopSlot};

/// What an instruction wants of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldUse {
    pub is_static: bool,
    pub is_put: bool,
}

/// The four invoke instructions that name a method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InvokeKind {
    Static,
    Special,
    Virtual,
    Interface,
}

impl InvokeKind {
    /// Of the instructions that are one of the four.
    pub fn of(opcode: Opcode) -> Option<InvokeKind> {
        Some(match opcode {
            Opcode::Invokestatic => InvokeKind::Static,
            Opcode::Invokespecial => InvokeKind::Special,
            Opcode::Invokevirtual => InvokeKind::Virtual,
            Opcode::Invokeinterface => InvokeKind::Interface,
            _ => return None,
        })
    }
}

/// What an invoke instruction calls.
#[derive(Clone, Copy)]
pub enum Target {
    /// This method, whatever the receiver is. Method-handle linkers (`linker_kind` != 0) come this way too.
    Direct(MethodRef),
    /// The receiver class's vtable cell `index`.
    Virtual { index: u16, resolved: MethodRef },
    /// The receiver class's itable entry of `interface`, cell `index`.
    Interface {
        interface: KlassRef,
        index: u16,
        resolved: MethodRef,
    },
    /// Push the appendix (if any) as last argument, then call `adapter`, which is static.
    Handle {
        adapter: MethodRef,
        appendix: Option<&'static OopSlot>,
    },
}

/// What `ldc`, `ldc_w`, `ldc2_w` load.
#[derive(Clone, Copy)]
pub enum Constant {
    Int(i32),
    Float(f32),
    Long(i64),
    Double(f64),
    /// The slot lives as long as the class; none is `null` (dynamic constants only).
    Ref(Option<&'static OopSlot>),
}

/// Publishes the object at `address` in cell `cp_index` of `holder`; the first wins. Returns the winner's slot, none for null.
/// No safepoint between reading `address` and this call.
pub(crate) fn publish_slot(
    holder: KlassRef,
    cp_index: u16,
    address: usize,
) -> Option<&'static OopSlot> {
    let pool = &holder.instance().constant_pool;
    if address == 0 {
        return slot_of(pool.publish(cp_index, metadata::constant_pool::NULL_CONSTANT));
    }
    let slot = holder.loader_data.new_slot(address);
    let winner = slot_of(pool.publish(cp_index, std::ptr::from_ref(slot) as u64));
    if !winner.is_some_and(|winner| std::ptr::eq(winner, slot)) {
        holder.loader_data.release_slot(slot);
    }
    winner
}

/// The slot a resolved cell of an object constant names; none for a dynamic constant that is null.
pub(crate) fn slot_of(cell: u64) -> Option<&'static OopSlot> {
    if cell <= metadata::constant_pool::NULL_CONSTANT {
        return None;
    }
    // SAFETY: such cells hold slots of the loader's oop table, which live as long as the loader (metadata reference contract).
    Some(unsafe { &*(cell as usize as *const OopSlot) })
}
