//! The heap's part of a thread: TLAB, handles, allocation. Embedded in `threads::JavaThread` as its first field.
//!
//! Fast path: bump `tlab_top` (inlined; the interpreter uses [`Mutator::try_allocate_fast`], compiled code the two fields). Slow
//! path: a new TLAB from eden, memory outside of TLABs, the old generation for large objects, a collection. Memory handed to a TLAB
//! is zeroed at once, so that objects need their header only.

use std::sync::atomic::Ordering;

use abi::object::{ARRAY_LENGTH_OFFSET, KLASS_OFFSET};
use metadata::{InstanceKind, KlassRef};

use crate::collect::{self, Cause};
use crate::handle::HandleArea;
use crate::heap::{Heap, heap, lock};
use crate::object::fill;
use crate::oop::{NoSafepoint, Oop};

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

/// Longest array, in elements.
pub const MAX_ARRAY_LENGTH: usize = i32::MAX as usize - 2;

/// Sizes of adaptive TLABs, bytes. A thread starts with the smallest and doubles with each refill between two collections.
const SMALLEST_TLAB: usize = 16 << 10;
const LARGEST_TLAB: usize = 256 << 10;
/// A TLAB with more than 1/16 of its size left is kept when an object does not fit: that object goes outside.
const WASTE_SHIFT: u32 = 4;

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
    /// Size of the next adaptive TLAB; 0 before the first.
    pub next_tlab_bytes: usize,
    /// Refills since the last collection.
    pub refills: u32,
    /// Slow allocations, for `-XX:OomStressInterval`.
    pub slow_allocations: u32,
    /// Stress collections of this thread.
    pub stress_collections: u32,
}

/// With `-XX:GCStressInterval`, one in so many stress collections is a full one, so that old objects move too.
const FULL_STRESS_PERIOD: u32 = 64;

impl Mutator {
    /// `size` zeroed bytes (multiple of 8) from the TLAB, or `None`: then the caller takes the slow path of an `allocate_*`
    /// function. The caller writes the header before anything can collect.
    #[inline(always)]
    pub fn try_allocate_fast(&mut self, size: usize) -> Option<usize> {
        let start = self.tlab_top;
        if size <= self.tlab_end - start {
            self.tlab_top = start + size;
            Some(start)
        } else {
            None
        }
    }

    #[inline(always)]
    fn allocate_raw(&mut self, size: usize) -> Result<usize, AllocationError> {
        match self.try_allocate_fast(size) {
            Some(address) => Ok(address),
            None => self.allocate_slow(size),
        }
    }

    /// A zeroed instance of `klass`, header set. May collect: every raw reference of this thread is dead afterwards.
    ///
    /// # Errors
    /// The heap is full even after a full collection that cleared soft references.
    #[inline]
    pub fn allocate_instance(&mut self, klass: KlassRef) -> Result<Oop<'_>, AllocationError> {
        debug_assert!(
            klass.kind != InstanceKind::Mirror,
            "mirrors have a space of their own"
        );
        let address = self.allocate_raw(klass.layout.instance_size())?;
        // SAFETY: fresh zeroed memory for an instance of `klass`; the class word completes its header, and nothing collects before
        // the oop is dropped.
        unsafe {
            ((address + KLASS_OFFSET) as *mut u32).write(klass.address());
            Ok(Oop::from_address(address, NoSafepoint::assume()).expect("objects are not at 0"))
        }
    }

    /// A zeroed array of `length` (non-negative) elements. May collect.
    ///
    /// # Errors
    /// As [`Mutator::allocate_instance`]; too large for the VM's limit.
    #[inline]
    pub fn allocate_array(
        &mut self,
        array_klass: KlassRef,
        length: usize,
    ) -> Result<Oop<'_>, AllocationError> {
        if length > MAX_ARRAY_LENGTH {
            return Err(AllocationError::ArrayTooLarge);
        }
        let address = self.allocate_raw(array_klass.layout.array_size(length))?;
        // SAFETY: as for instances.
        unsafe {
            ((address + KLASS_OFFSET) as *mut u32).write(array_klass.address());
            ((address + ARRAY_LENGTH_OFFSET) as *mut u32).write(length as u32);
            Ok(Oop::from_address(address, NoSafepoint::assume()).expect("objects are not at 0"))
        }
    }

    /// A zeroed mirror of `size_bytes` (fields of `java.lang.Class` plus statics), header set. It never moves. May collect. The
    /// caller connects it (`CLASS_KLASS`) before anything else can collect if it has statics that hold references.
    ///
    /// # Errors
    /// The mirror space is full.
    #[cold]
    pub fn allocate_mirror(
        &mut self,
        class_klass: KlassRef,
        size_bytes: usize,
    ) -> Result<Oop<'_>, AllocationError> {
        let heap = heap();
        let bytes = abi::object::align_object(size_bytes.max(class_klass.layout.instance_size()));
        let take = || lock(&heap.mirrors).allocate(&heap.memory, bytes);
        let address = match take() {
            Some(address) => address,
            None => {
                collect::collect_full(self, Cause::MetadataThreshold);
                take().ok_or(AllocationError::HeapFull)?
            }
        };
        self.allocated_bytes += bytes as u64;
        // SAFETY: fresh zeroed memory, as for instances.
        unsafe {
            ((address + KLASS_OFFSET) as *mut u32).write(class_klass.address());
            Ok(Oop::from_address(address, NoSafepoint::assume()).expect("objects are not at 0"))
        }
    }

    /// Bytes this thread has allocated so far (`ThreadMXBean.getThreadAllocatedBytes`).
    pub fn total_allocated_bytes(&self) -> u64 {
        self.allocated_bytes + (self.tlab_top - self.tlab_start) as u64
    }

    #[cold]
    #[inline(never)]
    fn allocate_slow(&mut self, size: usize) -> Result<usize, AllocationError> {
        let heap = heap();
        if heap.config.counts_allocations() {
            self.stress(heap)?;
        }
        let mut desperate = false;
        loop {
            if let Some(address) = self.allocate_once(heap, size, desperate) {
                return Ok(address);
            }
            collect::for_allocation(self, size)?;
            desperate = true;
        }
    }

    /// One attempt without collecting. `desperate`: small objects may go to the old generation.
    fn allocate_once(&mut self, heap: &Heap, size: usize, desperate: bool) -> Option<usize> {
        let large = size > heap.large_object_limit();
        if !large && heap.config.use_tlab && !heap.config.counts_allocations() {
            let left = self.tlab_end - self.tlab_top;
            let tlab_bytes = self.tlab_bytes(heap);
            if size < tlab_bytes && left <= tlab_bytes >> WASTE_SHIFT {
                let limit = tlab_bytes.max(size);
                if let Some((start, end)) = heap.eden.take(size, limit) {
                    self.retire_tlab();
                    self.install_tlab(start, end);
                    return self.try_allocate_fast(size);
                }
            }
        }
        let in_eden = || heap.eden.take(size, size).map(|(start, _)| start);
        let address = if large {
            heap.allocate_old(size, desperate).or_else(in_eden)?
        } else {
            in_eden().or_else(|| {
                if desperate {
                    heap.allocate_old(size, true)
                } else {
                    None
                }
            })?
        };
        // SAFETY: `size` bytes that were just taken for this thread; the world does not stop before the object is complete,
        // because this thread does not.
        unsafe { std::ptr::write_bytes(address as *mut u8, 0, size) };
        self.allocated_bytes += size as u64;
        Some(address)
    }

    fn tlab_bytes(&self, heap: &Heap) -> usize {
        match heap.config.tlab_size {
            0 => {
                self.next_tlab_bytes
                    .clamp(SMALLEST_TLAB, LARGEST_TLAB)
                    .min(heap.eden.capacity() / 16)
                    .max(1024)
                    & !7
            }
            fixed => fixed.min(heap.eden.capacity()) & !7,
        }
    }

    fn install_tlab(&mut self, start: usize, end: usize) {
        // SAFETY: [start, end) of eden was just taken for this thread.
        unsafe { std::ptr::write_bytes(start as *mut u8, 0, end - start) };
        (self.tlab_start, self.tlab_top, self.tlab_end) = (start, start, end);
        self.refills += 1;
        self.next_tlab_bytes = (2 * (end - start)).clamp(SMALLEST_TLAB, LARGEST_TLAB);
    }

    /// Gives the rest of the TLAB up: eden is parsable there afterwards. Called at every stop, and by a thread that ends.
    pub fn retire_tlab(&mut self) {
        self.allocated_bytes += (self.tlab_top - self.tlab_start) as u64;
        // SAFETY: the rest belongs to this thread, which is the caller or is stopped.
        unsafe { fill(self.tlab_top, self.tlab_end) };
        (self.tlab_start, self.tlab_top, self.tlab_end) = (0, 0, 0);
    }

    /// At a collection: as [`Mutator::retire_tlab`], and the next TLAB gets smaller if this thread allocated little.
    pub(crate) fn prepare_for_collection(&mut self) {
        self.retire_tlab();
        if self.refills < 2 {
            self.next_tlab_bytes /= 2;
        }
        self.refills = 0;
    }

    /// The stress modes that count allocations.
    fn stress(&mut self, heap: &Heap) -> Result<(), AllocationError> {
        self.slow_allocations = self.slow_allocations.wrapping_add(1);
        let oom = heap.config.oom_interval;
        if oom != 0 && self.slow_allocations.is_multiple_of(oom) {
            return Err(AllocationError::HeapFull);
        }
        if heap.config.stress_interval == 0 {
            return Ok(());
        }
        if self.stress_countdown == 0 {
            self.stress_countdown = heap.config.stress_interval;
        }
        self.stress_countdown -= 1;
        if self.stress_countdown == 0 {
            self.stress_collections = self.stress_collections.wrapping_add(1);
            let full = heap.config.stress_full
                || self.stress_collections.is_multiple_of(FULL_STRESS_PERIOD);
            collect::stress(self, full);
        }
        Ok(())
    }
}

/// Takes the references that the collector found dead since the last call: the first of a list linked by `discovered`, for
/// `Reference.getAndClearReferencePendingList`.
pub fn take_pending_list<'a>(proof: NoSafepoint<'a>) -> Option<Oop<'a>> {
    let head = heap().pending.swap(0, Ordering::AcqRel);
    // SAFETY: the collector keeps the head valid; it cannot run while `proof` lives.
    unsafe { Oop::from_address(head, proof) }
}

/// True if [`take_pending_list`] would answer a list now.
pub fn has_pending() -> bool {
    heap().pending.load(Ordering::Acquire) != 0
}
