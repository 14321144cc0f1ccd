//! Waiting for the list of pending references: `Reference.waitForReferencePendingList`. The list itself is the heap's.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::lock;
use crate::thread::JavaThread;

/// Held while the question "is there anything" is asked by a waiter, and by the collector when it says "there is".
static PENDING: Mutex<()> = Mutex::new(());
static ARRIVED: Condvar = Condvar::new();

/// Blocks until `has_pending` answers true. It is asked in state blocked, under a lock: it only looks at a word outside the heap.
pub fn wait(thread: &mut JavaThread, has_pending: impl Fn() -> bool) {
    thread.blocked(|| {
        let mut guard = lock(&PENDING);
        while !has_pending() {
            guard = ARRIVED.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
    });
}

/// The list is no longer empty.
pub fn notify() {
    let _guard = lock(&PENDING);
    ARRIVED.notify_all();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::attached;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn the_waiter_sees_what_arrived() {
        static THERE: AtomicBool = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| attached(|thread| wait(thread, || THERE.load(Ordering::Relaxed))));
            THERE.store(true, Ordering::Relaxed);
            notify();
        });
    }
}
