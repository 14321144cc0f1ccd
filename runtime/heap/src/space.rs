//! A bump-allocated range of the heap: eden, a survivor space, the old generation.
//!
//! ```text
//!  start        top            end (committed)
//!  |  objects   |  free        |
//! ```
//! Everything in [start, top) is parsable while the world is stopped: objects and fillers without gaps (`object.rs`).

use std::sync::atomic::{AtomicUsize, Ordering};

/// See the module documentation. Bounds change only while the world is stopped (the old generation's `end` also under the
/// allocation lock).
#[derive(Default, Debug)]
pub(crate) struct Space {
    start: AtomicUsize,
    top: AtomicUsize,
    end: AtomicUsize,
}

impl Space {
    pub(crate) fn new(start: usize, end: usize) -> Space {
        Space {
            start: start.into(),
            top: start.into(),
            end: end.into(),
        }
    }

    /// New bounds for an empty space.
    pub(crate) fn reset(&self, start: usize, end: usize) {
        self.start.store(start, Ordering::Relaxed);
        self.top.store(start, Ordering::Relaxed);
        self.end.store(end, Ordering::Relaxed);
    }

    pub(crate) fn start(&self) -> usize {
        self.start.load(Ordering::Relaxed)
    }

    pub(crate) fn top(&self) -> usize {
        self.top.load(Ordering::Relaxed)
    }

    pub(crate) fn end(&self) -> usize {
        self.end.load(Ordering::Relaxed)
    }

    pub(crate) fn set_top(&self, top: usize) {
        debug_assert!((self.start()..=self.end()).contains(&top));
        self.top.store(top, Ordering::Relaxed);
    }

    pub(crate) fn set_end(&self, end: usize) {
        self.end.store(end, Ordering::Relaxed);
    }

    pub(crate) fn used(&self) -> usize {
        self.top() - self.start()
    }

    pub(crate) fn free(&self) -> usize {
        self.end() - self.top()
    }

    pub(crate) fn capacity(&self) -> usize {
        self.end() - self.start()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.top() == self.start()
    }

    /// Takes between `least` and `most` bytes (whatever is left in between), against other mutators. Returns [start, end).
    pub(crate) fn take(&self, least: usize, most: usize) -> Option<(usize, usize)> {
        let end = self.end();
        let mut top = self.top();
        loop {
            let bytes = (end - top).min(most);
            if bytes < least {
                return None;
            }
            match self.top.compare_exchange_weak(
                top,
                top + bytes,
                Ordering::Relaxed,
                Ordering::Relaxed,
            ) {
                Ok(_) => return Some((top, top + bytes)),
                Err(now) => top = now,
            }
        }
    }
}
