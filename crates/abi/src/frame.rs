//! The interpreted frame on the Java stack. Source: CONTRACTS 1 and 6 ("Tier 0 as measured").
//!
//! ```text
//!            lower addresses                                                     higher addresses
//!  | local 0 .. local L-1 | METHOD | CALLER_FP | RETURN_PC | SYNC | stack 0 .. stack S-1 | scratch |
//!                         ^ fp                                     ^ fp[HEADER_WORDS]
//! ```
//! Registers are numbered relative to `fp` and signed: local `i` is register `i - L`, stack slot `k` is register
//! `HEADER_WORDS + k`. A slot is 8 bytes; `long` and `double` take two slots with the value in the lower one. The callee's
//! locals overlap the caller's outgoing operand slots: arguments are not copied.

/// Word index of the `Method` address (u64).
pub const METHOD: usize = 0;
/// Word index of the caller's `fp` (0 for the first frame of an activation).
pub const CALLER_FP: usize = 1;
/// Word index of the address of the caller's invoke instruction (where the result goes, and the caller's throw pc).
pub const RETURN_PC: usize = 2;
/// Word index of the object a synchronized method locked (0: none). A reference: it is a root.
pub const SYNC: usize = 3;
/// Words between the locals and the operand stack.
pub const HEADER_WORDS: usize = 4;
/// Bytes of one slot.
pub const SLOT_BYTES: usize = 8;

/// Register number of local `index` in a method with `max_locals` locals.
pub const fn local_register(index: u16, max_locals: u16) -> i32 {
    index as i32 - max_locals as i32
}

/// Register number of operand-stack slot `index`.
pub const fn stack_register(index: u16) -> i32 {
    HEADER_WORDS as i32 + index as i32
}
