//! Critical sections of JNI: while a thread is in one, nothing moves, so that it may have the address of an array. JNI chapter 4,
//! "GetPrimitiveArrayCritical"; HotSpot calls it the GC locker.
//!
//! A collection that meets a critical section lets the world go on and waits for its end; from then on until it has run no new section begins
//! ([`enter`] says so, and the caller makes a copy). Sections end soon: a thread in one neither waits for another thread nor runs Java code.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use crate::lock;
use crate::thread::JavaThread;

/// Critical sections of all threads, nested ones included. Grows only while its thread is in_vm: whoever has stopped the world may rely on it.
static SECTIONS: AtomicUsize = AtomicUsize::new(0);
/// A collection waits for `SECTIONS` to be 0.
static WANTED: AtomicBool = AtomicBool::new(false);
static LOCK: Mutex<()> = Mutex::new(());
/// `SECTIONS` became 0 while it was wanted.
static NONE_LEFT: Condvar = Condvar::new();

/// Begins a critical section, unless a collection waits for those that there are. The thread is in_vm. Objects stay where they are until
/// the matching [`leave`].
#[must_use]
pub fn enter(thread: &mut JavaThread) -> bool {
    if WANTED.load(Ordering::Acquire) {
        return false;
    }
    thread.parts.critical_sections += 1;
    SECTIONS.fetch_add(1, Ordering::SeqCst);
    true
}

/// Ends a section of this thread.
pub fn leave(thread: &mut JavaThread) {
    debug_assert!(
        thread.parts.critical_sections > 0,
        "a section that ends has begun"
    );
    thread.parts.critical_sections -= 1;
    if SECTIONS.fetch_sub(1, Ordering::SeqCst) == 1 && WANTED.load(Ordering::SeqCst) {
        drop(lock(&LOCK));
        NONE_LEFT.notify_all();
    }
}

/// Ends all sections that native code of this thread, which ends, has begun.
pub(crate) fn leave_forgotten(thread: &mut JavaThread) {
    while thread.parts.critical_sections > 0 {
        leave(thread);
    }
}

/// Whether objects may move. The world is stopped.
pub(crate) fn may_move() -> bool {
    SECTIONS.load(Ordering::SeqCst) == 0
}

/// Waits, as a blocked thread, until no thread is in a critical section, and keeps new ones from beginning until [`let_begin`].
pub(crate) fn wait_for_end(thread: &mut JavaThread) {
    WANTED.store(true, Ordering::SeqCst);
    thread.blocked(|| {
        let mut guard = lock(&LOCK);
        while SECTIONS.load(Ordering::SeqCst) != 0 {
            guard = NONE_LEFT
                .wait(guard)
                .unwrap_or_else(PoisonError::into_inner);
        }
    });
}

/// A collection has run: sections may begin. The world is stopped.
pub(crate) fn let_begin() {
    WANTED.store(false, Ordering::Release);
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use heap::MutatorControl;

    use super::*;
    use crate::control::CONTROL;
    use crate::testing::attached;

    #[test]
    fn a_collection_waits_for_sections() {
        static IN_SECTION: AtomicUsize = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let holder = scope.spawn(|| {
                attached(|thread| {
                    assert!(enter(thread));
                    IN_SECTION.store(1, Ordering::SeqCst);
                    // In native code with an address of an array, until somebody wants to move it.
                    thread.enter_native();
                    while !WANTED.load(Ordering::SeqCst) {
                        std::thread::yield_now();
                    }
                    IN_SECTION.store(2, Ordering::SeqCst);
                    thread.leave_native();
                    let other_begins = enter(thread);
                    leave(thread);
                    other_begins
                })
            });
            attached(|thread| {
                while IN_SECTION.load(Ordering::SeqCst) == 0 {
                    thread.blocked(std::thread::yield_now);
                }
                let mut seen = 0;
                let mutator = &mut thread.mutator;
                while !CONTROL.stop_the_world(mutator, &mut || {
                    assert!(may_move());
                    seen = IN_SECTION.load(Ordering::SeqCst);
                }) {}
                assert_eq!(seen, 2, "it ran after the section");
                assert!(!WANTED.load(Ordering::SeqCst));
                // Who is in a section itself cannot wait for its end.
                assert!(enter(thread));
                let mut ran = false;
                assert!(CONTROL.stop_the_world(&mut thread.mutator, &mut || ran = true) && !ran);
                leave(thread);
            });
            let other_began = holder.join().expect("the holder ends");
            assert!(!other_began, "no section begins while a collection waits");
        });
    }
}
