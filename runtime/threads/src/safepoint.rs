//! Safepoints: stopping all threads for an operation, and the slow path of polls. CONTRACTS 3.
//!
//! An operation runs on the thread that asked for it, one at a time:
//! ```text
//!  requester                                        every other thread
//!  operation lock, registry lock (as blocked)
//!  world.stopped = true
//!  set all poll words; SeqCst fence
//!  wait until each state counts as stopped          poll != 0: state = blocked, signal "arrived",
//!  run the operation                                wait while world.stopped,
//!  clear poll words; world.stopped = false, wake    state back, SeqCst fence, poll again
//! ```
//! The registry lock keeps the list as it is. Threads in native code run on and meet their poll word when they come back.

use std::ops::ControlFlow;
use std::ptr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering, fence};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use heap::{Handle, NoSafepoint};

use crate::lock;
use crate::registry::{self, Registry};
use crate::status;
use crate::thread::{JavaThread, ThreadState};
use crate::walk;

/// Poll bit: an operation wants the thread stopped.
pub const POLL_SAFEPOINT: usize = 1;
/// Poll bit: the VM has ended; the thread blocks for ever.
pub const POLL_FREEZE: usize = 2;
/// Poll bit: another thread threw an exception into this one.
pub const POLL_ASYNC: usize = 4;
/// Poll bit: the thread is suspended (`Thread.suspend`).
pub const POLL_SUSPEND: usize = 8;

/// Whether polls have to wait.
static STOPPED: Mutex<bool> = Mutex::new(false);
/// `STOPPED` became false.
static RESUMED: Condvar = Condvar::new();
/// A thread stopped at a poll.
static ARRIVED: Condvar = Condvar::new();
/// Held by the requester of the running operation.
static OPERATION: Mutex<()> = Mutex::new(());
/// Operations that ran so far.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// How often a requester looks at a state before it sleeps, and how long it then sleeps at a time: threads that go to native code
/// do not signal.
const LOOKS: u32 = 200;
const NAP: Duration = Duration::from_micros(100);

/// Proof that all threads but the one that runs the operation are stopped.
pub struct World(());

impl World {
    /// Every thread, the requester included. `visit` may read all of it.
    pub fn for_each(&self, visit: impl FnMut(&JavaThread)) {
        registry::for_each(visit);
    }
}

/// Number of operations that ran so far.
pub fn count() -> u64 {
    COUNT.load(Ordering::Relaxed)
}

/// Runs `operation` on this thread while all others are stopped. The caller is in_vm, holds no raw reference and no lock. Blocks
/// while another thread's operation runs; `operation` neither blocks on other threads of the VM nor allocates in the heap.
/// Addresses that it found are good until the requester's next poll.
///
/// `name` is what `-Xlog:safepoint` calls it.
pub fn stop_the_world<R>(
    requester: &mut JavaThread,
    name: &'static str,
    operation: impl FnOnce(&World) -> R,
) -> R {
    let turn = take_turn(requester);
    let result = run_stopped(ptr::from_mut(requester), name, operation);
    drop(turn);
    result
}

/// As [`stop_the_world`], unless another operation that was begun with this function ran while the caller waited for its turn:
/// then `None`, and the caller looks again whether it still needs its own.
pub fn stop_the_world_once<R>(
    requester: &mut JavaThread,
    name: &'static str,
    operation: impl FnOnce(&World) -> R,
) -> Option<R> {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    let before = RUNS.load(Ordering::Acquire);
    let turn = take_turn(requester);
    if RUNS.load(Ordering::Acquire) != before {
        drop(turn);
        return None;
    }
    let result = run_stopped(ptr::from_mut(requester), name, operation);
    RUNS.fetch_add(1, Ordering::Release);
    drop(turn);
    Some(result)
}

/// As [`stop_the_world`] for a native thread that is not attached.
pub fn stop_the_world_unattached<R>(name: &'static str, operation: impl FnOnce(&World) -> R) -> R {
    debug_assert!(
        JavaThread::current().is_null(),
        "the caller is not attached"
    );
    let operation_lock = lock(&OPERATION);
    let registry = registry::lock_registry();
    let result = run_stopped(ptr::null_mut(), name, operation);
    drop((registry, operation_lock));
    result
}

/// Looks into the heap from a thread of any kind and state, the compiler's too. `None`: an operation runs or is about to. `look` is short,
/// and neither allocates, blocks nor polls.
pub fn look<R>(look: impl FnOnce(NoSafepoint<'_>) -> R) -> Option<R> {
    // SAFETY: null, or this thread, which is here.
    let thread = unsafe { JavaThread::current().as_ref() };
    let runs_java =
        |thread: &JavaThread| matches!(thread.state(), ThreadState::InJava | ThreadState::InVm);
    let _operation = match thread.is_some_and(runs_java) {
        // No operation runs before this thread has stopped.
        true => None,
        // None begins while this is held. (Whoever holds it may wait for this thread in another way: no waiting.)
        false => Some(OPERATION.try_lock().ok()?),
    };
    // SAFETY: no operation runs, so nothing moves, until `look` is done.
    Some(look(unsafe { NoSafepoint::assume() }))
}

/// The two locks of a running operation.
struct Turn {
    _registry: MutexGuard<'static, Registry>,
    _operation: MutexGuard<'static, ()>,
}

/// Waits for the operation lock and the registry lock as a blocked thread. A thread to be frozen must not keep them: bits are set
/// under the registry lock, so looking once it is held is enough.
fn take_turn(requester: &mut JavaThread) -> Turn {
    let poll: *const AtomicUsize = &requester.poll;
    requester.blocked(|| {
        let operation = lock(&OPERATION);
        let registry = registry::lock_registry();
        // SAFETY: the requester's own field; its thread is here.
        if unsafe { (*poll).load(Ordering::Relaxed) } & POLL_FREEZE != 0 {
            drop((registry, operation));
            freeze();
        }
        Turn {
            _registry: registry,
            _operation: operation,
        }
    })
}

/// The operation lock and the registry lock are held.
fn run_stopped<R>(
    requester: *mut JavaThread,
    name: &'static str,
    operation: impl FnOnce(&World) -> R,
) -> R {
    let mut times = Times::begin();
    *lock(&STOPPED) = true;
    registry::for_each_pointer(|thread| {
        if thread != requester {
            // SAFETY: listed threads are alive; atomic field.
            unsafe { (*thread).poll.fetch_or(POLL_SAFEPOINT, Ordering::Relaxed) };
        }
    });
    fence(Ordering::SeqCst);
    registry::for_each_pointer(|thread| {
        if thread != requester {
            wait_until_stopped(thread);
        }
    });
    times.all_have_stopped();
    let result = operation(&World(()));
    registry::for_each_pointer(|thread| {
        // SAFETY: as above.
        unsafe { (*thread).poll.fetch_and(!POLL_SAFEPOINT, Ordering::Release) };
    });
    COUNT.fetch_add(1, Ordering::Relaxed);
    *lock(&STOPPED) = false;
    RESUMED.notify_all();
    times.log(name);
    result
}

/// When what happened, for `-Xlog:safepoint`; no clock is read if nobody wants to know.
struct Times(Option<[Instant; 2]>);

impl Times {
    fn begin() -> Times {
        let wanted = flags::log::enabled(&[flags::log::Tag::safepoint], flags::log::Level::Info);
        Times(wanted.then(|| [Instant::now(); 2]))
    }

    fn all_have_stopped(&mut self) {
        if let Some([_, stopped]) = &mut self.0 {
            *stopped = Instant::now();
        }
    }

    fn log(self, name: &str) {
        /// End of the operation before.
        static LAST: Mutex<Option<Instant>> = Mutex::new(None);
        let Some([begun, stopped]) = self.0 else {
            return;
        };
        let now = Instant::now();
        let last = lock(&LAST).replace(now);
        let since = last.map_or_else(flags::log::uptime, |last| begun.duration_since(last));
        flags::log!(safepoint; Info,
            "Safepoint \"{name}\", Time since last: {} ns, Reaching safepoint: {} ns, Cleanup: 0 ns, At safepoint: {} ns, Total: {} ns",
            since.as_nanos(), (stopped - begun).as_nanos(), (now - stopped).as_nanos(), (now - begun).as_nanos());
    }
}

fn wait_until_stopped(thread: *mut JavaThread) {
    // SAFETY: the thread is listed, and the registry is locked; atomic field.
    let stopped = || unsafe { (*thread).state.load(Ordering::Acquire) };
    let stopped = || ThreadState::from_byte(stopped()).counts_as_stopped();
    for look in 0..LOOKS {
        if stopped() {
            return;
        }
        if look % 16 == 15 {
            std::thread::yield_now()
        } else {
            std::hint::spin_loop()
        }
    }
    let mut world = lock(&STOPPED);
    while !stopped() {
        (world, _) = ARRIVED
            .wait_timeout(world, NAP)
            .unwrap_or_else(PoisonError::into_inner);
    }
}

/// The slow path of a poll. The thread is in a running state and keeps it.
#[cold]
#[inline(never)]
pub(crate) fn stop_here(thread: &mut JavaThread) {
    loop {
        let poll = thread.poll.load(Ordering::Acquire);
        if poll & (POLL_SAFEPOINT | POLL_FREEZE) == 0 {
            return;
        }
        let state = thread
            .state
            .swap(ThreadState::Blocked as u8, Ordering::AcqRel);
        debug_assert!(
            !ThreadState::from_byte(state).counts_as_stopped(),
            "only running threads poll"
        );
        if poll & POLL_FREEZE != 0 {
            ARRIVED.notify_all();
            freeze();
        }
        let mut stopped = lock(&STOPPED);
        ARRIVED.notify_all();
        while *stopped {
            stopped = RESUMED
                .wait(stopped)
                .unwrap_or_else(PoisonError::into_inner);
        }
        drop(stopped);
        thread.state.store(state, Ordering::Relaxed);
        fence(Ordering::SeqCst);
    }
}

/// `Thread.suspend0`: the thread with this `Thread` object runs no Java code from the return of this function until
/// [`resume_thread`]; nothing happens if it does not live. Blocks until it has stopped. What it holds it keeps: monitors, locks.
///
/// A thread that is blocked or in native code counts as stopped; it stops itself at its first poll in Java code.
pub fn suspend_thread(requester: &mut JavaThread, object: Handle) {
    let eetop = status::eetop(requester.oop(object));
    let is_running = |set: bool| {
        let mut running = false;
        registry::for_each(|other| {
            if ptr::from_ref(other) as i64 == eetop {
                if set {
                    other.poll.fetch_or(POLL_SUSPEND, Ordering::SeqCst);
                }
                let suspended = other.poll.load(Ordering::SeqCst) & POLL_SUSPEND != 0;
                running = suspended && !other.state().counts_as_stopped();
            }
        });
        running
    };
    if ptr::from_ref(requester) as i64 == eetop {
        is_running(true);
        return requester.suspension_check();
    }
    let mut running = is_running(true);
    requester.blocked(|| {
        while running {
            std::thread::sleep(NAP);
            running = is_running(false);
        }
    });
}

/// `Thread.resume0`: lets a suspended thread go on, however often it was suspended.
pub fn resume_thread(thread: &JavaThread, object: Handle) {
    let eetop = status::eetop(thread.oop(object));
    registry::for_each(|other| {
        if ptr::from_ref(other) as i64 == eetop {
            other.poll.fetch_and(!POLL_SUSPEND, Ordering::SeqCst);
        }
    });
    let world = lock(&STOPPED);
    RESUMED.notify_all();
    drop(world);
}

impl JavaThread {
    /// Whether another thread (or itself) suspended this one.
    pub fn is_suspended(&self) -> bool {
        self.poll.load(Ordering::Relaxed) & POLL_SUSPEND != 0
    }

    /// Blocks while this thread is suspended. Only where it runs Java code: it holds no lock of the VM there. Polls of tier 0 call
    /// it after `safepoint_check`.
    #[inline]
    pub fn suspension_check(&mut self) {
        if self.is_suspended() {
            self.wait_until_resumed();
        }
    }

    #[cold]
    fn wait_until_resumed(&mut self) {
        let poll: *const AtomicUsize = &self.poll;
        self.blocked(|| {
            let mut world = lock(&STOPPED);
            // SAFETY: the calling thread's own field, which is atomic.
            while unsafe { (*poll).load(Ordering::SeqCst) } & POLL_SUSPEND != 0 {
                world = RESUMED.wait(world).unwrap_or_else(PoisonError::into_inner);
            }
        });
    }
}

/// With `-XX:SafepointStressInterval=N`: a thread that stops the world and walks all stacks every N microseconds.
pub(crate) fn boot() {
    let interval = flags::get().flags.SafepointStressInterval;
    if interval == 0 {
        return;
    }
    let interval = Duration::from_micros(interval as u64);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(interval);
            stop_the_world_unattached("SafepointStress", |world| {
                world.for_each(|thread| {
                    walk::walk(thread, |frame| {
                        std::hint::black_box(frame.bci());
                        ControlFlow::Continue(())
                    })
                });
            });
        }
    });
}

fn freeze() -> ! {
    loop {
        // SAFETY: pause has no preconditions.
        unsafe { libc::pause() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry;
    use crate::testing::attached;
    use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize};

    #[test]
    fn the_world_stops_and_goes_on() {
        static STOP: AtomicBool = AtomicBool::new(false);
        static WORK: [AtomicU64; 4] = [const { AtomicU64::new(0) }; 4];
        static READY: AtomicUsize = AtomicUsize::new(0);
        let sum = || {
            WORK.iter()
                .map(|work| work.load(Ordering::Relaxed))
                .sum::<u64>()
        };
        std::thread::scope(|scope| {
            for (index, work) in WORK.iter().enumerate() {
                scope.spawn(move || {
                    attached(|thread| {
                        READY.fetch_add(1, Ordering::SeqCst);
                        while !STOP.load(Ordering::Relaxed) {
                            work.fetch_add(1, Ordering::Relaxed);
                            thread.safepoint_check();
                            if index % 2 == 0 {
                                thread.enter_native();
                                std::hint::black_box(index);
                                thread.leave_native();
                            }
                        }
                    });
                });
            }
            // Two requesters, so that they meet.
            let requesters: Vec<_> = (0..2)
                .map(|_| {
                    scope.spawn(move || {
                        attached(|thread| {
                            while READY.load(Ordering::SeqCst) < 4 {
                                thread.blocked(std::thread::yield_now);
                            }
                            for _ in 0..200 {
                                stop_the_world(thread, "Test", |world| {
                                    let before = sum();
                                    let mut listed = 0;
                                    // (A thread on its way out of native code may look as if it ran until it has polled.)
                                    world.for_each(|_| listed += 1);
                                    assert!(listed >= 5);
                                    (0..100).for_each(|_| std::hint::spin_loop());
                                    assert_eq!(sum(), before, "nobody works in a pause");
                                });
                            }
                        });
                    })
                })
                .collect();
            for requester in requesters {
                requester.join().expect("the requester ends");
            }
            STOP.store(true, Ordering::Relaxed);
        });
        assert!(count() >= 400);
    }

    #[test]
    fn threads_are_found_by_env_and_by_thread_local() {
        assert!(JavaThread::current().is_null());
        attached(|thread| {
            let me = std::ptr::from_mut(thread);
            assert_eq!(JavaThread::current(), me);
            // SAFETY: this thread's own JNIEnv.
            assert_eq!(unsafe { JavaThread::from_env(thread.env()) }, me);
            let mut listed = false;
            registry::for_each(|other| listed |= std::ptr::eq(other, me));
            assert!(listed);
            assert!(thread.native_stack_ok() && thread.native_limit != 0);
            assert!((1..=u16::MAX).contains(&thread.lock_id));
        });
        assert!(JavaThread::current().is_null());
    }
}
