//! `Field`: a declared or injected field with its place. JVMS 4.5.
//!
//! Instance fields are at `offset` from the object; static fields at `offset` from the class mirror (so that `Unsafe` addresses
//! both as base and offset).

use std::fmt;

use abi::ElementKind;
use classfile::access;

use crate::reference::KlassRef;
use crate::symbol::Symbol;

/// Facts beyond the access flags, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FieldFlags(pub u8);

impl FieldFlags {
    /// Added by the VM, invisible to Java.
    pub const INJECTED: u8 = 1;
    pub const STABLE: u8 = 2;
    pub const CONTENDED: u8 = 4;
}

/// One field. Lives in its class's `InstanceKlass`.
pub struct Field {
    pub holder: KlassRef,
    pub name: Symbol,
    pub descriptor: Symbol,
    pub offset: u32,
    pub access_flags: u16,
    /// Index into the class file's fields; `u16::MAX` for injected ones.
    pub class_file_index: u16,
    pub kind: ElementKind,
    pub flags: FieldFlags,
}

impl Field {
    pub fn is_static(&self) -> bool {
        self.access_flags & access::STATIC != 0
    }

    pub fn is_final(&self) -> bool {
        self.access_flags & access::FINAL != 0
    }

    pub fn is_volatile(&self) -> bool {
        self.access_flags & access::VOLATILE != 0
    }

    pub fn is_private(&self) -> bool {
        self.access_flags & access::PRIVATE != 0
    }

    pub fn is_injected(&self) -> bool {
        self.flags.0 & FieldFlags::INJECTED != 0
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} {}", self.holder, self.name, self.descriptor)
    }
}
