//! Access flags as in class files (JVMS tables 4.1-B, 4.5-A, 4.6-A, 4.7.6-A), as plain bits of a `u16`.
//!
//! Not here: the checks of which may stand together (`parse/modifiers.rs`), and flags a VM adds of its own.

pub const PUBLIC: u16 = 0x0001;
pub const PRIVATE: u16 = 0x0002;
pub const PROTECTED: u16 = 0x0004;
pub const STATIC: u16 = 0x0008;
pub const FINAL: u16 = 0x0010;
/// Classes; the same bit as [`SYNCHRONIZED`].
pub const SUPER: u16 = 0x0020;
/// Methods.
pub const SYNCHRONIZED: u16 = 0x0020;
/// Fields; the same bit as [`BRIDGE`].
pub const VOLATILE: u16 = 0x0040;
/// Methods.
pub const BRIDGE: u16 = 0x0040;
/// Fields; the same bit as [`VARARGS`].
pub const TRANSIENT: u16 = 0x0080;
/// Methods.
pub const VARARGS: u16 = 0x0080;
pub const NATIVE: u16 = 0x0100;
pub const INTERFACE: u16 = 0x0200;
pub const ABSTRACT: u16 = 0x0400;
pub const STRICT: u16 = 0x0800;
pub const SYNTHETIC: u16 = 0x1000;
pub const ANNOTATION: u16 = 0x2000;
pub const ENUM: u16 = 0x4000;
/// Classes: a module descriptor, no class.
pub const MODULE: u16 = 0x8000;
/// Parameters (JVMS 4.7.24); the same bit as [`MODULE`].
pub const MANDATED: u16 = 0x8000;

/// The bits of a class that mean something; others are ignored (JVMS 4.1).
pub const CLASS_MASK: u16 =
    PUBLIC | FINAL | SUPER | INTERFACE | ABSTRACT | SYNTHETIC | ANNOTATION | ENUM;
/// The bits of an InnerClasses entry that mean something.
pub const INNER_CLASS_MASK: u16 = CLASS_MASK | PRIVATE | PROTECTED | STATIC;
/// The bits of a field that mean something.
pub const FIELD_MASK: u16 =
    PUBLIC | PRIVATE | PROTECTED | STATIC | FINAL | VOLATILE | TRANSIENT | SYNTHETIC | ENUM;
/// The bits of a method that mean something.
pub const METHOD_MASK: u16 = PUBLIC
    | PRIVATE
    | PROTECTED
    | STATIC
    | FINAL
    | SYNCHRONIZED
    | BRIDGE
    | VARARGS
    | NATIVE
    | ABSTRACT
    | STRICT
    | SYNTHETIC;
