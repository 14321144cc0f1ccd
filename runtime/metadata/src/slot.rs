//! A reference outside the heap: a word that the collector finds, visits and updates.
//!
//! The word is the address of an object or 0. Metadata never dereferences it (objects are `heap`'s); it only owns the place.
//! Plain reads and writes are Relaxed atomics: a slot is written by mutators at points where the world runs and by the
//! collector only while it is stopped.

use std::sync::atomic::{AtomicUsize, Ordering};

/// One reference outside the heap. 8 bytes, pinned: the collector keeps no address of it beyond a pause, its owner keeps it in
/// place (oop tables grow by chunks, never by reallocation).
#[repr(transparent)]
#[derive(Default)]
pub struct OopSlot(AtomicUsize);

impl OopSlot {
    pub const fn null() -> OopSlot {
        OopSlot(AtomicUsize::new(0))
    }

    pub fn load(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    pub fn load_acquire(&self) -> usize {
        self.0.load(Ordering::Acquire)
    }

    pub fn store(&self, address: usize) {
        self.0.store(address, Ordering::Relaxed);
    }

    pub fn store_release(&self, address: usize) {
        self.0.store(address, Ordering::Release);
    }

    /// Publishes `address` if the slot is still null. Returns the winner: `address`, or what was there.
    pub fn publish(&self, address: usize) -> usize {
        match self
            .0
            .compare_exchange(0, address, Ordering::AcqRel, Ordering::Acquire)
        {
            Ok(_) => address,
            Err(winner) => winner,
        }
    }

    pub fn is_null(&self) -> bool {
        self.load() == 0
    }

    /// The word itself, for code that visits it in place (collector) or embeds its address (compiler).
    pub fn as_ptr(&self) -> *mut usize {
        self.0.as_ptr()
    }
}
