//! Monitors under contention, with waits, and with objects that move.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicUsize, Ordering};

use abi::{LockTag, MarkWord};
use heap::control::RootKind;
use heap::{MutatorControl, RootVisitor};

use super::*;
use crate::control::CONTROL;
use crate::testing::{attached, caught, give_thread_object, handle, object, raw_object};
use crate::{park, safepoint};

#[test]
fn recursion_overflows_into_inflation_and_back() {
    attached(|thread| {
        let lock = object(thread);
        let address = thread.oop(lock).address();
        let depth = MarkWord::MAX_RECURSION + 10;
        for _ in 0..depth {
            enter(thread, lock);
        }
        assert_eq!(thread.oop(lock).mark().tag(), LockTag::Inflated);
        assert!(holds_lock(thread, thread.oop(lock)));
        for _ in 0..depth {
            assert!(exit(thread, lock).is_ok());
        }
        assert!(!holds_lock(thread, thread.oop(lock)));
        let thrown = exit(thread, lock).expect_err("not the owner any more");
        let expected = (
            "java/lang/IllegalMonitorStateException".to_owned(),
            "current thread is not owner".to_owned(),
        );
        assert_eq!(caught(thread, thrown), expected);
        CONTROL.stop_the_world(&mut thread.mutator, &mut || ());
        // Another test's pause may have been the one that ran: it deflates just as well.
        assert_eq!(thread.oop(lock).mark().tag(), LockTag::Unlocked);
        // SAFETY: the object lives for ever.
        assert!(unsafe { fast_enter(thread, address) && fast_exit(thread, address) });
    });
}

#[test]
fn the_hash_survives_every_transition() {
    attached(|thread| {
        let lock = object(thread);
        enter(thread, lock);
        let cell = thread.oop(lock).mark_cell();
        cell.store(
            MarkWord(cell.load(Ordering::Relaxed))
                .with_hash(4711)
                .with_age(3)
                .0,
            Ordering::Relaxed,
        );
        inflate(thread.oop(lock));
        let mark = thread.oop(lock).mark();
        assert_eq!(
            (mark.tag(), mark.hash(), mark.age()),
            (LockTag::Inflated, 4711, 3)
        );
        assert!(exit(thread, lock).is_ok());
        CONTROL.stop_the_world(&mut thread.mutator, &mut || ());
        assert_eq!(
            thread.oop(lock).mark(),
            MarkWord::NEW.with_hash(4711).with_age(3)
        );
    });
}

#[test]
fn four_threads_count_under_one_monitor() {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    const EACH: u32 = 20_000;
    let address = raw_object();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || {
                attached(|thread| {
                    let lock = handle(thread, address);
                    for _ in 0..EACH {
                        enter(thread, lock);
                        // Two steps on purpose: lost updates show missing exclusion.
                        let seen = COUNT.load(Ordering::Relaxed);
                        COUNT.store(seen + 1, Ordering::Relaxed);
                        assert!(exit(thread, lock).is_ok());
                        thread.safepoint_check();
                    }
                });
            });
        }
    });
    assert_eq!(COUNT.load(Ordering::Relaxed), 4 * EACH);
}

#[test]
fn two_threads_take_turns_by_wait_and_notify() {
    static TURN: AtomicU32 = AtomicU32::new(0);
    const ROUNDS: u32 = 2_000;
    let address = raw_object();
    std::thread::scope(|scope| {
        for side in 0..2 {
            scope.spawn(move || {
                attached(|thread| {
                    let lock = handle(thread, address);
                    for _ in 0..ROUNDS {
                        enter(thread, lock);
                        while TURN.load(Ordering::Relaxed) % 2 != side {
                            assert!(wait(thread, lock, 0, 0).is_ok());
                        }
                        TURN.fetch_add(1, Ordering::Relaxed);
                        assert!(notify_all(thread, lock).is_ok());
                        assert!(exit(thread, lock).is_ok());
                    }
                });
            });
        }
    });
    assert_eq!(TURN.load(Ordering::Relaxed), 2 * ROUNDS);
}

#[test]
fn wait_ends_by_time_and_restores_the_recursion() {
    attached(|thread| {
        let lock = object(thread);
        enter(thread, lock);
        enter(thread, lock);
        assert!(wait(thread, lock, 0, 1000).is_ok());
        assert!(exit(thread, lock).is_ok());
        assert!(holds_lock(thread, thread.oop(lock)));
        assert!(exit(thread, lock).is_ok());
        assert!(!holds_lock(thread, thread.oop(lock)));
        let thrown = wait(thread, lock, 1, 0).expect_err("not the owner");
        assert_eq!(
            caught(thread, thrown).0,
            "java/lang/IllegalMonitorStateException"
        );
        let thrown = wait(thread, lock, -1, 0).expect_err("a negative time");
        let expected = (
            "java/lang/IllegalArgumentException".to_owned(),
            "timeout value is negative".to_owned(),
        );
        assert_eq!(caught(thread, thrown), expected);
    });
}

#[test]
fn interruption_ends_a_wait() {
    static WAITS: AtomicBool = AtomicBool::new(false);
    let address = raw_object();
    let waiter = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            attached(|thread| {
                let me = give_thread_object(thread);
                waiter.store(thread.oop(me).address(), Ordering::Release);
                let lock = handle(thread, address);
                enter(thread, lock);
                WAITS.store(true, Ordering::Release);
                let thrown = wait(thread, lock, 0, 0).expect_err("interrupted");
                assert_eq!(caught(thread, thrown).0, "java/lang/InterruptedException");
                assert!(
                    !thread.is_interrupted(false),
                    "throwing clears the interruption"
                );
                assert!(holds_lock(thread, thread.oop(lock)));
                assert!(exit(thread, lock).is_ok());
            });
        });
        attached(|thread| {
            while !WAITS.load(Ordering::Acquire) {
                park::yield_now(thread);
            }
            let lock = handle(thread, address);
            // Entered only once the waiter has left the monitor.
            enter(thread, lock);
            let object = handle(thread, waiter.load(Ordering::Acquire));
            crate::testing::interrupt(thread.oop(object));
            assert!(exit(thread, lock).is_ok());
        });
    });
}

/// Moves the objects of one test, as a copying collector would.
struct Mover<'a> {
    moved: &'a HashMap<usize, usize>,
}

impl RootVisitor for Mover<'_> {
    fn slot(&mut self, slot: *mut usize) {
        // SAFETY: the control hands out live slots while the world is stopped.
        unsafe {
            if let Some(new) = self.moved.get(&*slot) {
                *slot = *new;
            }
        }
    }
}

#[test]
fn monitors_follow_objects_that_move() {
    const OBJECTS: usize = 3;
    const EACH: i64 = 4_000;
    static COUNTS: [AtomicI64; OBJECTS] = [const { AtomicI64::new(0) }; OBJECTS];
    static STARTED: AtomicU32 = AtomicU32::new(0);
    static DONE: AtomicU32 = AtomicU32::new(0);
    let mut addresses: Vec<usize> = (0..OBJECTS).map(|_| raw_object()).collect();
    // The first addresses only: the workers make handles before the collector begins.
    let first = addresses.clone();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            let first = first.clone();
            scope.spawn(move || {
                attached(|thread| {
                    let locks: Vec<Handle> = first
                        .iter()
                        .map(|address| handle(thread, *address))
                        .collect();
                    STARTED.fetch_add(1, Ordering::SeqCst);
                    for turn in 0..EACH {
                        let index = turn as usize % OBJECTS;
                        enter(thread, locks[index]);
                        let seen = COUNTS[index].load(Ordering::Relaxed);
                        if turn % 64 == 0 {
                            assert!(wait(thread, locks[index], 0, 1000).is_ok());
                        }
                        let now = COUNTS[index].load(Ordering::Relaxed);
                        COUNTS[index].store(now + 1, Ordering::Relaxed);
                        assert!(now >= seen);
                        assert!(exit(thread, locks[index]).is_ok());
                        thread.safepoint_check();
                    }
                    DONE.fetch_add(1, Ordering::SeqCst);
                });
            });
        }
        attached(|thread| {
            while STARTED.load(Ordering::SeqCst) < 3 {
                park::yield_now(thread);
            }
            while DONE.load(Ordering::SeqCst) < 3 {
                let mutator: *mut heap::Mutator = &mut thread.mutator;
                // SAFETY: this thread's own part.
                CONTROL.stop_the_world(unsafe { &mut *mutator }, &mut || {
                    let moved: HashMap<usize, usize> =
                        addresses.iter().map(|old| (*old, copy(*old))).collect();
                    CONTROL.visit_roots(RootKind::Threads, &mut Mover { moved: &moved });
                    CONTROL.process_weak_tables(false, &mut |old| {
                        Some(moved.get(&old).copied().unwrap_or(old))
                    });
                    addresses
                        .iter_mut()
                        .for_each(|address| *address = moved[address]);
                });
                park::yield_now(thread);
            }
        });
    });
    assert_eq!(
        COUNTS
            .iter()
            .map(|count| count.load(Ordering::Relaxed))
            .sum::<i64>(),
        3 * EACH
    );
    assert!(safepoint::count() > 0);
}

/// A copy with the old mark; what is left behind faults every lock operation.
fn copy(old: usize) -> usize {
    let new = raw_object();
    // SAFETY: both are objects of tests, alive for ever; the world is stopped.
    unsafe {
        *(new as *mut u64) = *(old as *const u64);
        *(old as *mut u64) = MarkWord::forwarded_to(new).0;
    }
    new
}
