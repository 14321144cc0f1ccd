//! Where compiled code finds things in classes and methods, which live below 4 GB. `metadata` asserts these numbers.

/// In a class: its [`crate::LayoutHelper`].
pub const KLASS_LAYOUT: i32 = 0;
/// In a class: its state, one byte; [`CLASS_INITIALIZED`] means that no barrier is needed.
pub const KLASS_STATE: i32 = 4;
pub const CLASS_INITIALIZED: i64 = 3;
/// In a class: superclasses by depth, four bytes each.
pub const KLASS_DISPLAY: i32 = 8;
/// Superclasses at this depth or deeper are not in the display.
pub const DISPLAY_LENGTH: u32 = 8;
/// In a class: the interface, or superclass that is not in the display, that a type test found last. A hint.
pub const KLASS_SECONDARY_CACHE: i32 = 40;
/// In a class: its mirror, which does not move.
pub const KLASS_MIRROR: i32 = 104;
/// In a class: the first cell of the vtable, four bytes each: addresses of methods.
pub const KLASS_VTABLE: i32 = 160;
/// In a method: the address of the code that compiled callers jump to.
pub const METHOD_ENTRY: i32 = 16;
/// What a dirty card holds.
pub const DIRTY_CARD: i64 = 1;
