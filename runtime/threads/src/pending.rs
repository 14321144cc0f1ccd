//! Waiting for the list of pending references: `Reference.waitForReferencePendingList`. The list itself is the heap's.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::thread::JavaThread;
use crate::{lock, watch};

/// Held while the question "is there anything" is asked by a waiter, and by the collector when it says "there is".
static PENDING: Mutex<()> = Mutex::new(());
static ARRIVED: Condvar = Condvar::new();

/// Blocks until `has_pending` answers true. It is asked in state blocked, under a lock: it only looks at a word outside the heap.
/// Meanwhile the thread, which has nothing else to do, tells agents of the objects that are gone.
pub fn wait(thread: &mut JavaThread, has_pending: impl Fn() -> bool) {
    loop {
        thread.blocked(|| {
            let mut guard = lock(&PENDING);
            while !has_pending() && !watch::has_freed() {
                guard = ARRIVED.wait(guard).unwrap_or_else(PoisonError::into_inner);
            }
        });
        if watch::has_freed() {
            watch::tell_freed(thread);
        }
        if has_pending() {
            return;
        }
    }
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
