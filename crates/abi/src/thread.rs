//! The part of a thread that compiled code reads and writes: the first bytes of `JavaThread`. Compiled code holds the thread's address
//! in a register that nothing else uses ([`REGISTER`]). Source: CONTRACTS 2 and 4.

use std::mem::offset_of;
use std::sync::atomic::AtomicUsize;

use crate::entry::RuntimeEntry;

/// The register that holds the thread: Cranelift's pinned one on x86-64.
pub const REGISTER: &str = "r15";
/// Values that a side exit can hand over.
pub const DEOPT_VALUES: usize = 256;

/// See the module documentation.
#[repr(C)]
pub struct ThreadArea {
    /// Non-zero: go to the slow path of the next poll.
    pub poll: AtomicUsize,
    /// The native stack may not grow below this address.
    pub native_limit: usize,
    /// Address of the card of address 0.
    pub card_base: usize,
    /// Frame and return address of compiled code while it is in the VM.
    pub anchor_fp: usize,
    pub anchor_pc: usize,
    /// The pending exception: the collector visits it.
    pub pending: AtomicUsize,
    /// The appendix of the call site that was linked last: the collector visits it.
    pub appendix: AtomicUsize,
    /// A result while code is thrown away under it.
    pub result_int: u64,
    pub result_float: u64,
    /// Addresses of the stubs, by [`RuntimeEntry`].
    pub entries: [usize; RuntimeEntry::COUNT],
    /// What a side exit saves, in the order of its state.
    pub deopt: [u64; DEOPT_VALUES],
}

/// Offsets in the area, hence in `JavaThread`.
pub const POLL: i32 = offset_of!(ThreadArea, poll) as i32;
pub const NATIVE_LIMIT: i32 = offset_of!(ThreadArea, native_limit) as i32;
pub const CARD_BASE: i32 = offset_of!(ThreadArea, card_base) as i32;
pub const PENDING: i32 = offset_of!(ThreadArea, pending) as i32;
pub const APPENDIX: i32 = offset_of!(ThreadArea, appendix) as i32;
pub const DEOPT: i32 = offset_of!(ThreadArea, deopt) as i32;
/// Behind the area the allocation buffer: top and end.
pub const TLAB_TOP: i32 = size_of::<ThreadArea>() as i32;
pub const TLAB_END: i32 = TLAB_TOP + 8;

/// Offset of the address of an entry's stub.
pub const fn entry(entry: RuntimeEntry) -> i32 {
    offset_of!(ThreadArea, entries) as i32 + 8 * entry as i32
}
