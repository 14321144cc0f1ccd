//! The heap's part of a thread: TLAB, handles, allocation. Embedded in `threads::JavaThread` as its first field.

use metadata::KlassRef;

use crate::handle::HandleArea;
use crate::oop::Oop;

/// Why an allocation failed; `threads` turns it into the preallocated or a fresh `OutOfMemoryError`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AllocationError {
    /// "Java heap space"
    HeapFull,
    /// "Requested array size exceeds VM limit"
    ArrayTooLarge,
    /// "GC overhead limit exceeded"
    OverheadLimit,
}

/// See the module documentation. `top` and `end` are read by interpreter and compiled code.
#[repr(C)]
#[derive(Default)]
pub struct Mutator {
    /// Next free byte of the TLAB.
    pub tlab_top: usize,
    /// End of the TLAB: everything in [top, end) is zero.
    pub tlab_end: usize,
    pub tlab_start: usize,
    /// Bytes allocated by this thread in retired TLABs and outside of TLABs.
    pub allocated_bytes: u64,
    /// Allocations until the next stress collection (`-XX:GCStressInterval`).
    pub stress_countdown: u32,
    pub handles: HandleArea,
}

impl Mutator {
    /// A zeroed instance of `klass`, header set. May collect: every raw reference of this thread is dead afterwards.
    ///
    /// # Errors
    /// The heap is full even after a full collection that cleared soft references.
    #[inline]
    pub fn allocate_instance(&mut self, klass: KlassRef) -> Result<Oop<'_>, AllocationError> {
        let size = klass.layout.instance_size();
        self.allocate(klass, size, None)
    }

    /// A zeroed array of `length` (non-negative) elements. May collect.
    ///
    /// # Errors
    /// As [`Mutator::allocate_instance`]; too large for the VM's limit.
    pub fn allocate_array(&mut self, array_klass: KlassRef, length: usize) -> Result<Oop<'_>, AllocationError> {
        if length > crate::MAX_ARRAY_LENGTH {
            return Err(AllocationError::ArrayTooLarge);
        }
        self.allocate(array_klass, array_klass.layout.array_size(length), Some(length as u32))
    }
}
