//! The shape of every object in the heap. Source: DESIGN "Object model".
//!
//! ```text
//!  +0  u64 mark word      lock tag, owner, recursion, identity hash, age (see `mark`)
//!  +8  u32 class          absolute address of the Klass, which lives below 4 GB
//!  +12 u32 array length   (arrays)        | first instance field (objects)
//!  +16 array data         (arrays)        | further fields
//! ```
//! Objects are 8-byte aligned and sized. References in the heap are 8 bytes wide and go through `heap::Slot`.

/// Offset of the mark word.
pub const MARK_OFFSET: usize = 0;
/// Offset of the 32-bit class reference.
pub const KLASS_OFFSET: usize = 8;
/// Offset of an array's length (i32, never negative).
pub const ARRAY_LENGTH_OFFSET: usize = 12;
/// Offset of the first element of any array: what `Unsafe.arrayBaseOffset` answers for every type.
pub const ARRAY_DATA_OFFSET: usize = 16;
/// Where the first instance field of a class without superclass fields may start.
pub const FIRST_FIELD_OFFSET: usize = 12;
/// Size of an object without fields, in bytes.
pub const MIN_OBJECT_SIZE: usize = 16;
/// Alignment of objects and of their sizes, in bytes.
pub const OBJECT_ALIGNMENT: usize = 8;
/// Size of a reference in the heap, in bytes. Compressed references would change this one number and `heap::Slot`.
pub const REFERENCE_SIZE: usize = 8;
/// log2 of the number of bytes that one card covers.
pub const CARD_SHIFT: usize = 9;

/// Rounds a size in bytes up to object alignment.
pub const fn align_object(size_bytes: usize) -> usize {
    (size_bytes + OBJECT_ALIGNMENT - 1) & !(OBJECT_ALIGNMENT - 1)
}
