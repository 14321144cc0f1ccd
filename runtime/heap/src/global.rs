//! Global references of JNI and of the VM: slots that live until they are deleted; strong or weak. CONTRACTS 4.
//!
//! A strong global reference *is* the address of its slot, so [`Handle::from_slot`] resolves it. A weak one is the address of its
//! slot with the low bit set ([`is_weak`]), so that it is never taken for a strong one; [`weak_get`] resolves it. Weak slots are
//! cleared by the collector after phantom references were processed. What this is not: JNI's rules about them (`jni`).
//!
//! Slots never move. All functions are thread-safe; none may collect or block on a safepoint.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use crate::handle::Handle;
use crate::oop::{NoSafepoint, Oop};

const CHUNK_BYTES: usize = 2048;
const CHUNK: usize = CHUNK_BYTES / size_of::<usize>();
const WEAK_TAG: usize = 1;

/// Aligned to its size, so that a slot leads to its chunk.
#[repr(C, align(2048))]
struct Chunk([AtomicUsize; CHUNK]);

const _: () = assert!(size_of::<Chunk>() == CHUNK_BYTES && align_of::<Chunk>() == CHUNK_BYTES);

/// Chunks of slots and the slots that are free in them.
#[derive(Default)]
struct Slab {
    #[allow(clippy::vec_box, reason = "slots must not move when the vector grows")]
    chunks: Vec<Box<Chunk>>,
    /// Addresses of the chunks.
    starts: HashSet<usize>,
    free: Vec<usize>,
    /// The same as `free`: a slot of a chunk is live if it is not here.
    free_set: HashSet<usize>,
}

impl Slab {
    fn add(&mut self, value: usize) -> usize {
        if self.free.is_empty() {
            let chunk = Box::new(Chunk([const { AtomicUsize::new(0) }; CHUNK]));
            let start = chunk.0.as_ptr() as usize;
            self.free.extend(
                (0..CHUNK)
                    .rev()
                    .map(|index| start + index * size_of::<usize>()),
            );
            self.free_set.extend(&self.free);
            self.starts.insert(start);
            self.chunks.push(chunk);
        }
        let slot = self.free.pop().expect("a chunk was just added");
        self.free_set.remove(&slot);
        // SAFETY: `slot` is the address of a word in one of our chunks, which are never freed.
        unsafe { &*(slot as *const AtomicUsize) }.store(value, Ordering::Release);
        slot
    }

    fn contains(&self, slot: usize) -> bool {
        slot.is_multiple_of(align_of::<usize>())
            && self.starts.contains(&(slot & !(CHUNK_BYTES - 1)))
            && !self.free_set.contains(&slot)
    }

    fn remove(&mut self, slot: usize) -> bool {
        if !self.contains(slot) {
            return false;
        }
        // SAFETY: `contains` found it in one of our chunks.
        unsafe { &*(slot as *const AtomicUsize) }.store(0, Ordering::Release);
        self.free_set.insert(slot);
        self.free.push(slot);
        true
    }

    fn for_each_slot(&self, mut visit: impl FnMut(*mut usize)) {
        for slot in self.chunks.iter().flat_map(|chunk| chunk.0.iter()) {
            if slot.load(Ordering::Relaxed) != 0 {
                visit(slot.as_ptr());
            }
        }
    }
}

static STRONG: Mutex<Option<Slab>> = Mutex::new(None);
static WEAK: Mutex<Option<Slab>> = Mutex::new(None);

fn with<R>(slab: &Mutex<Option<Slab>>, body: impl FnOnce(&mut Slab) -> R) -> R {
    let mut guard: MutexGuard<'_, _> = slab.lock().unwrap_or_else(|e| e.into_inner());
    body(guard.get_or_insert_default())
}

/// What a word is as a global reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GlobalKind {
    Strong,
    Weak,
}

/// A new strong global reference: the address of a slot that holds `oop` until [`delete`].
pub fn new(oop: Oop<'_>) -> *mut usize {
    with(&STRONG, |slab| slab.add(oop.address())) as *mut usize
}

/// As [`new`], as a handle that is valid until the slot is deleted.
pub fn new_handle(oop: Oop<'_>) -> Handle {
    // SAFETY: the slot is visited by the collector and lives until it is deleted.
    unsafe { Handle::from_slot(new(oop)) }.expect("the slot was just filled")
}

/// Ends a strong global reference. False if `slot` is none (a JNI error of the caller).
pub fn delete(slot: *mut usize) -> bool {
    with(&STRONG, |slab| slab.remove(slot as usize))
}

/// A new weak global reference (tagged: see [`is_weak`]).
pub fn new_weak(oop: Oop<'_>) -> *mut usize {
    (with(&WEAK, |slab| slab.add(oop.address())) | WEAK_TAG) as *mut usize
}

/// Ends a weak global reference. False if `reference` is none.
pub fn delete_weak(reference: *mut usize) -> bool {
    is_weak(reference) && with(&WEAK, |slab| slab.remove(reference as usize & !WEAK_TAG))
}

/// True for what [`new_weak`] returns; false for null, strong and local references.
#[inline(always)]
pub fn is_weak(reference: *mut usize) -> bool {
    reference as usize & WEAK_TAG != 0
}

/// The object of a weak global reference, `None` once it was collected.
///
/// # Safety
/// `reference` came from [`new_weak`] and was not deleted.
pub unsafe fn weak_get<'a>(reference: *mut usize, proof: NoSafepoint<'a>) -> Option<Oop<'a>> {
    let slot = (reference as usize & !WEAK_TAG) as *const AtomicUsize;
    // SAFETY: a live weak reference is the tagged address of a slot, which holds 0 or a live object.
    unsafe { Oop::from_address((*slot).load(Ordering::Acquire), proof) }
}

/// What `reference` is, if it is a live global reference. For `GetObjectRefType` and `-Xcheck:jni`; slow.
pub fn kind_of(reference: *mut usize) -> Option<GlobalKind> {
    if is_weak(reference) {
        return with(&WEAK, |slab| slab.contains(reference as usize & !WEAK_TAG))
            .then_some(GlobalKind::Weak);
    }
    with(&STRONG, |slab| slab.contains(reference as usize)).then_some(GlobalKind::Strong)
}

/// Visits every strong slot in use. The world is stopped.
pub(crate) fn for_each_strong(visit: impl FnMut(*mut usize)) {
    with(&STRONG, |slab| slab.for_each_slot(visit));
}

/// Visits every weak slot that is not cleared. The world is stopped.
pub(crate) fn for_each_weak(visit: impl FnMut(*mut usize)) {
    with(&WEAK, |slab| slab.for_each_slot(visit));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_stable_reused_and_checked() {
        let mut slab = Slab::default();
        let slots: Vec<usize> = (1..=CHUNK + 5).map(|value| slab.add(value * 8)).collect();
        assert!(slots.iter().all(|slot| slab.contains(*slot)));
        assert!(slab.remove(slots[3]) && !slab.remove(slots[3]) && !slab.contains(slots[3] + 1));
        let mut seen = 0;
        slab.for_each_slot(|_| seen += 1);
        assert_eq!(seen, CHUNK + 4);
        assert_eq!(slab.add(8), slots[3]);
    }
}
