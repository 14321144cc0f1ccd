//! The part of a thread that compiled code and the assembly stubs read and write: the first bytes of `JavaThread`. Compiled code holds the
//! thread's address in a register that nothing else uses ([`REGISTER`]). Source: CONTRACTS 2 and 4.

use std::mem::offset_of;
use std::sync::atomic::AtomicU64;

use crate::entry::RuntimeEntry;

/// The register that holds the thread: Cranelift's pinned one on x86-64.
pub const REGISTER: &str = "r15";
/// Values that a side exit can hand over.
pub const DEOPT_VALUES: usize = 256;

/// See the module documentation.
#[repr(C)]
pub struct ThreadArea {
    /// The innermost frame of compiled code while it is in the VM: its rbp and the pc it will go on at. 0: the innermost frame is an
    /// interpreted one, or code is running.
    pub anchor_fp: usize,
    pub anchor_pc: usize,
    /// Where the unwinder or the interpreter's exit goes on: pc, rsp, rbp.
    pub target_pc: usize,
    pub target_sp: usize,
    pub target_fp: usize,
    /// The interpreted frame that goes on where compiled code was left, and its register pc.
    pub resume_fp: usize,
    pub resume_pc: usize,
    /// The result of compiled code, as bits, where it does not travel in a register.
    pub result_int: u64,
    pub result_float: u64,
    /// The appendix of the call site that was linked last: the collector visits it.
    pub appendix: AtomicU64,
    /// Stress: guards until the one that code is left at (`-XX:DeoptStressInterval`).
    pub guards_left: u64,
    /// Address of the card of address 0.
    pub card_base: usize,
    /// Addresses of the stubs, by [`RuntimeEntry`].
    pub entries: [usize; RuntimeEntry::COUNT],
    /// What a side exit saves, in the order of its state.
    pub deopt: [u64; DEOPT_VALUES],
}

macro_rules! offsets {
    ($($name:ident $field:ident),* $(,)?) => {
        $(pub const $name: i32 = offset_of!(ThreadArea, $field) as i32;)*
    };
}

// Offsets in the area, hence in `JavaThread`.
offsets! {
    ANCHOR_FP anchor_fp,
    ANCHOR_PC anchor_pc,
    TARGET_PC target_pc,
    TARGET_SP target_sp,
    TARGET_FP target_fp,
    RESULT_INT result_int,
    RESULT_FLOAT result_float,
    APPENDIX appendix,
    GUARDS_LEFT guards_left,
    CARD_BASE card_base,
    DEOPT deopt,
}

// Behind the area, in this order; `threads` asserts it.

/// Non-zero: go to the slow path of the next poll.
pub const POLL: i32 = size_of::<ThreadArea>() as i32;
/// The native stack may not grow below this address.
pub const NATIVE_LIMIT: i32 = POLL + 8;
/// The pending exception.
pub const PENDING: i32 = POLL + 16;
/// The `java.lang.Thread` object.
pub const THREAD_OBJECT: i32 = POLL + 24;
/// The allocation buffer: top and end.
pub const TLAB_TOP: i32 = POLL + 32;
pub const TLAB_END: i32 = POLL + 40;

/// Offset of the address of an entry's stub.
pub const fn entry(entry: RuntimeEntry) -> i32 {
    offset_of!(ThreadArea, entries) as i32 + 8 * entry as i32
}
