//! Permits: `Unsafe.park`, sleep, interrupt, and the event on which every other wait of a thread is built.
//!
//! A [`Parker`] is one futex word. Permits may be spurious but are never lost. Times: relative ones are measured by the
//! monotonic clock, absolute ones (`parkUntil`) by the wall clock.

use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

use heap::{Handle, Oop};
use metadata::well_known as wk;

use crate::exception::JavaResult;
use crate::status::{self, thread_status};
use crate::thread::JavaThread;

const NANOS_PER_SECOND: i64 = 1_000_000_000;

/// Until when to wait.
#[derive(Clone, Copy, Debug)]
pub enum Deadline {
    Never,
    /// A time of CLOCK_MONOTONIC.
    Monotonic(libc::timespec),
    /// A time of CLOCK_REALTIME.
    Realtime(libc::timespec),
}

fn now(clock: libc::clockid_t) -> libc::timespec {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: a valid out pointer.
    unsafe { libc::clock_gettime(clock, &mut time) };
    time
}

/// Nanoseconds of the monotonic clock, which is `System.nanoTime`'s.
pub fn monotonic_nanos() -> u64 {
    let time = now(libc::CLOCK_MONOTONIC);
    (time.tv_sec * NANOS_PER_SECOND + time.tv_nsec) as u64
}

impl Deadline {
    /// `nanos` from now; a negative time is now.
    pub fn after_nanos(nanos: i64) -> Deadline {
        let nanos = nanos.max(0);
        let mut time = now(libc::CLOCK_MONOTONIC);
        time.tv_sec = time.tv_sec.saturating_add(nanos / NANOS_PER_SECOND);
        time.tv_nsec += nanos % NANOS_PER_SECOND;
        if time.tv_nsec >= NANOS_PER_SECOND {
            time.tv_sec = time.tv_sec.saturating_add(1);
            time.tv_nsec -= NANOS_PER_SECOND;
        }
        Deadline::Monotonic(time)
    }

    /// `millis` from now; never later than some 292 years.
    pub fn after_millis(millis: i64) -> Deadline {
        Deadline::after_nanos(millis.saturating_mul(1_000_000))
    }

    /// A wall-clock time in ms since 1970.
    pub fn at_millis(millis: i64) -> Deadline {
        let millis = millis.max(0);
        Deadline::Realtime(libc::timespec {
            tv_sec: millis / 1000,
            tv_nsec: millis % 1000 * 1_000_000,
        })
    }

    pub fn has_passed(&self) -> bool {
        let (time, clock) = match self {
            Deadline::Never => return false,
            Deadline::Monotonic(time) => (time, libc::CLOCK_MONOTONIC),
            Deadline::Realtime(time) => (time, libc::CLOCK_REALTIME),
        };
        let now = now(clock);
        (now.tv_sec, now.tv_nsec) >= (time.tv_sec, time.tv_nsec)
    }
}

/// A binary semaphore.
pub struct Parker {
    permit: AtomicU32,
}

impl Parker {
    pub(crate) const fn new() -> Parker {
        Parker {
            permit: AtomicU32::new(0),
        }
    }

    /// Takes the permit if it is there.
    pub(crate) fn try_take(&self) -> bool {
        self.permit.load(Ordering::Relaxed) != 0 && self.permit.swap(0, Ordering::Acquire) != 0
    }

    /// Waits for the permit and takes it; returns earlier at the deadline, and sometimes for no reason. The caller is blocked.
    pub(crate) fn wait(&self, deadline: &Deadline) {
        if self.try_take() {
            return;
        }
        let (time, clock) = match deadline {
            Deadline::Never => (ptr::null(), 0),
            Deadline::Monotonic(time) => (ptr::from_ref(time), 0),
            Deadline::Realtime(time) => (ptr::from_ref(time), libc::FUTEX_CLOCK_REALTIME),
        };
        let operation = libc::FUTEX_WAIT_BITSET | libc::FUTEX_PRIVATE_FLAG | clock;
        // SAFETY: the word lives as long as `self`; `time` is null or a valid timespec; the bitset form takes absolute times.
        unsafe {
            libc::syscall(
                libc::SYS_futex,
                self.permit.as_ptr(),
                operation,
                0,
                time,
                ptr::null::<u32>(),
                libc::FUTEX_BITSET_MATCH_ANY,
            );
        }
        self.permit.swap(0, Ordering::Acquire);
    }

    /// Gives the permit, and wakes the owner if it waits. Any thread, any state.
    pub(crate) fn give(&self) {
        if self.permit.swap(1, Ordering::Release) == 0 {
            // SAFETY: as in `wait`; waking touches no memory.
            unsafe {
                libc::syscall(
                    libc::SYS_futex,
                    self.permit.as_ptr(),
                    libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG,
                    1,
                )
            };
        }
    }
}

impl JavaThread {
    /// Sleeps on this thread's event until it is given, the deadline, or for no reason. May collect.
    pub(crate) fn wait_for_event(&mut self, deadline: &Deadline) {
        let event = ptr::from_ref(&self.cell().event);
        self.blocked(|| {
            // SAFETY: the event of the calling thread outlives the call.
            unsafe { (*event).wait(deadline) }
        });
    }
}

/// `Unsafe.park`: `time` in ns from now, or in ms since 1970 if `absolute`; 0 and not absolute is for ever. Blocks, throws nothing.
pub fn park(thread: &mut JavaThread, absolute: bool, time: i64) {
    if thread.cell().parker.try_take() || thread.is_interrupted(false) {
        return;
    }
    if time < 0 || absolute && time == 0 {
        return;
    }
    let (deadline, status) = match (absolute, time) {
        (true, millis) => (Deadline::at_millis(millis), thread_status::PARKED_TIMED),
        (false, 0) => (Deadline::Never, thread_status::PARKED),
        (false, nanos) => (Deadline::after_nanos(nanos), thread_status::PARKED_TIMED),
    };
    let parker = ptr::from_ref(&thread.cell().parker);
    thread.with_status(status, |thread| {
        thread.blocked(|| {
            // SAFETY: the parker of the calling thread outlives the call.
            unsafe { (*parker).wait(&deadline) }
        });
    });
}

/// `Unsafe.unpark`: nothing happens if the thread does not live.
pub fn unpark(thread_object: Oop<'_>) {
    if let Some(cell) = status::cell_of(thread_object) {
        cell.parker.give();
    }
}

/// `Thread.interrupt0`: wakes the thread wherever it waits. (`Thread.interrupt` has set the flag, which the thread may have cleared by now.)
pub fn interrupt(thread_object: Oop<'_>) {
    if let Some(cell) = status::cell_of(thread_object) {
        cell.parker.give();
        cell.event.give();
    }
}

/// `Thread.sleep`. Blocks.
///
/// # Errors
/// `IllegalArgumentException` for a negative time, `InterruptedException`, what `Thread.stop` sends.
pub fn sleep(thread: &mut JavaThread, millis: i64) -> JavaResult<()> {
    if millis < 0 {
        return Err(thread.throw_new(
            "java/lang/IllegalArgumentException",
            "timeout value is negative",
        ));
    }
    if !thread.is_interrupted(true) {
        if millis == 0 {
            yield_now(thread);
            return Ok(());
        }
        let deadline = Deadline::after_millis(millis);
        let interrupted = thread.with_status(thread_status::SLEEPING, |thread| {
            loop {
                if thread.is_interrupted(true) {
                    return true;
                }
                if deadline.has_passed() || thread.has_async_exception() {
                    return false;
                }
                thread.wait_for_event(&deadline);
            }
        });
        if !interrupted {
            return thread.check_async_exception();
        }
    }
    Err(thread.throw_new("java/lang/InterruptedException", "sleep interrupted"))
}

/// `Thread.yield`.
pub fn yield_now(thread: &mut JavaThread) {
    thread.blocked(std::thread::yield_now);
}

/// `Thread.setPriority0`. Linux gives all threads of a process the same share unless it is told otherwise with privileges, so this
/// only remembers the number, as HotSpot's default policy does.
pub fn set_priority(thread: &JavaThread, thread_object: Handle, priority: i32) {
    if let Some(offset) = wk::THREAD_PRIORITY.try_offset() {
        thread.oop(thread_object).put_i32(offset, priority);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permits_are_not_lost_and_do_not_add_up() {
        let parker = Parker::new();
        parker.give();
        parker.give();
        parker.wait(&Deadline::Never);
        assert!(!parker.try_take());
        parker.wait(&Deadline::after_nanos(1));
        parker.wait(&Deadline::at_millis(1));
    }

    /// Wake-ups may be spurious, so each side looks at whose turn it is; a lost permit would stop both for ever.
    #[test]
    fn two_threads_wake_each_other() {
        const TURNS: u32 = 2000;
        let parkers = [Parker::new(), Parker::new()];
        let turn = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for side in 0..2 {
                let (parkers, turn) = (&parkers, &turn);
                scope.spawn(move || {
                    loop {
                        let now = turn.load(Ordering::Acquire);
                        if now >= TURNS {
                            break;
                        }
                        if now % 2 == side {
                            turn.store(now + 1, Ordering::Release);
                            parkers[1 - side as usize].give();
                        } else {
                            parkers[side as usize].wait(&Deadline::Never);
                        }
                    }
                });
            }
        });
    }

    #[test]
    fn deadlines_saturate() {
        assert!(!Deadline::after_millis(i64::MAX).has_passed());
        assert!(Deadline::after_millis(-1).has_passed());
        assert!(!Deadline::at_millis(i64::MAX).has_passed());
        assert!(!Deadline::Never.has_passed());
    }
}
