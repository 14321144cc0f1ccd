//! The inflated monitor: owner, queue of those who want to enter, set of those who wait.
//!
//! The owner word decides who is in; entering and leaving change it without the queue's lock (a newcomer may overtake those who
//! queue). Leaving and queuing are two sides of a Dekker protocol: a contender queues, fences, tries the owner word, sleeps; an
//! owner clears the word, fences, looks at the queue and wakes its head. `successor` names a contender that was woken and has not
//! tried yet: nobody else need be woken until it has.
//!
//! `notify` moves a waiter to the queue without waking it: it could not enter before the notifier leaves anyway.

use std::collections::VecDeque;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU32, AtomicUsize, Ordering, fence};
use std::sync::{Arc, Mutex};

use super::{NotOwner, Usage};
use crate::lock;
use crate::park::{Deadline, Parker};
use crate::registry::ThreadCell;
use crate::status::thread_status;
use crate::thread::JavaThread;

/// Looks at the owner word before a contender queues.
const SPINS: u32 = 60;

/// A thread in the queue or in the wait set.
pub(super) struct Waiter {
    id: u16,
    cell: *const ThreadCell,
    /// It left the wait set by `notify`. Changed under the queues' lock.
    notified: AtomicBool,
}

// SAFETY: `cell` points to memory that is never given back (registry), of which only the event, which is Sync, is used.
unsafe impl Send for Waiter {}
// SAFETY: as above; the rest is atomic.
unsafe impl Sync for Waiter {}

impl Waiter {
    fn of(thread: &JavaThread) -> Arc<Waiter> {
        Arc::new(Waiter {
            id: thread.lock_id,
            cell: thread.cell(),
            notified: AtomicBool::new(false),
        })
    }

    fn event(&self) -> &Parker {
        // SAFETY: cells are never given back (registry), their parkers never written anew.
        unsafe { &(*self.cell).event }
    }
}

#[derive(Default)]
struct Queues {
    entering: VecDeque<Arc<Waiter>>,
    waiting: VecDeque<Arc<Waiter>>,
}

/// Why a thread does not wait any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Woken {
    /// (Or it is to throw what `Thread.stop` sends.)
    Notified,
    TimedOut,
    Interrupted,
}

/// See the module documentation.
#[derive(Default)]
pub(super) struct Monitor {
    /// Address of the object, 0 in a free monitor. Weak: the collector updates or clears it.
    pub(super) object: AtomicUsize,
    /// Lock id, 0 if free.
    owner: AtomicU16,
    successor: AtomicU16,
    /// Entries beyond the first; the owner's.
    recursions: AtomicU32,
    /// Threads that hold on to this monitor across polls: in a queue, or on the way.
    users: AtomicU32,
    entering: AtomicU32,
    queues: Mutex<Queues>,
}

impl Monitor {
    pub(super) fn owner(&self) -> u16 {
        self.owner.load(Ordering::Relaxed)
    }

    /// In a pause only.
    pub(super) fn usage(&self) -> Usage {
        let queues = lock(&self.queues);
        let ids =
            |waiters: &VecDeque<Arc<Waiter>>| waiters.iter().map(|waiter| waiter.id).collect();
        let owner = self.owner();
        Usage {
            owner,
            entries: match owner {
                0 => 0,
                _ => self.recursions.load(Ordering::Relaxed) + 1,
            },
            entering: ids(&queues.entering),
            waiting: ids(&queues.waiting),
        }
    }

    /// Before publication: the state of the thin lock that this monitor replaces.
    pub(super) fn take_over(&self, owner: u16, recursions: u32) {
        self.owner.store(owner, Ordering::Relaxed);
        self.recursions.store(recursions, Ordering::Relaxed);
    }

    /// Nobody owns it, wants to enter or waits. In a pause only.
    pub(super) fn is_idle(&self) -> bool {
        self.owner() == 0 && self.users.load(Ordering::Relaxed) == 0
    }

    /// Back to the state of a fresh monitor, for the next object.
    pub(super) fn reset(&self) {
        self.object.store(0, Ordering::Relaxed);
        self.take_over(0, 0);
        self.successor.store(0, Ordering::Relaxed);
    }

    fn try_acquire(&self, me: u16) -> bool {
        self.owner.load(Ordering::Relaxed) == 0
            && self
                .owner
                .compare_exchange(0, me, Ordering::Acquire, Ordering::Relaxed)
                .is_ok()
    }

    /// Enters. May block and collect.
    pub(super) fn enter(&self, thread: &mut JavaThread) {
        let me = thread.lock_id;
        if self.owner() == me {
            self.recursions.fetch_add(1, Ordering::Relaxed);
            return;
        }
        for _ in 0..SPINS {
            if self.try_acquire(me) {
                return;
            }
            std::hint::spin_loop();
        }
        self.users.fetch_add(1, Ordering::Relaxed);
        let waiter = Waiter::of(thread);
        lock(&self.queues).push_entering(&self.entering, waiter.clone());
        thread.parts.blocked_count.fetch_add(1, Ordering::Relaxed);
        thread.with_status(thread_status::BLOCKED_ON_MONITOR, |thread| {
            self.acquire_queued(thread, &waiter)
        });
        self.users.fetch_sub(1, Ordering::Relaxed);
    }

    /// Takes the monitor for a thread that is in the queue, and takes the thread out of it.
    fn acquire_queued(&self, thread: &mut JavaThread, waiter: &Arc<Waiter>) {
        let me = waiter.id;
        thread
            .parts
            .blocked_on
            .store(ptr::from_ref(self) as usize, Ordering::Relaxed);
        while !self.try_acquire(me) {
            // From here on somebody who leaves must wake us again.
            let _ = self
                .successor
                .compare_exchange(me, 0, Ordering::Relaxed, Ordering::Relaxed);
            fence(Ordering::SeqCst);
            if self.try_acquire(me) {
                break;
            }
            thread.wait_for_event(&Deadline::Never);
        }
        thread.parts.blocked_on.store(0, Ordering::Relaxed);
        let mut queues = lock(&self.queues);
        queues.entering.retain(|other| !Arc::ptr_eq(other, waiter));
        self.entering
            .store(queues.entering.len() as u32, Ordering::Relaxed);
        let _ = self
            .successor
            .compare_exchange(me, 0, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Leaves once.
    pub(super) fn exit(&self, me: u16) -> Result<(), NotOwner> {
        if self.owner() != me {
            return Err(NotOwner);
        }
        if self.recursions.load(Ordering::Relaxed) > 0 {
            self.recursions.fetch_sub(1, Ordering::Relaxed);
            return Ok(());
        }
        self.release();
        Ok(())
    }

    /// Leaves however often `me` entered, if it did.
    pub(super) fn release_if_owned(&self, me: u16) {
        if self.owner() == me {
            self.recursions.store(0, Ordering::Relaxed);
            self.release();
        }
    }

    fn release(&self) {
        self.owner.store(0, Ordering::Release);
        fence(Ordering::SeqCst);
        if self.entering.load(Ordering::Relaxed) != 0 && self.successor.load(Ordering::Relaxed) == 0
        {
            self.wake_successor();
        }
    }

    #[cold]
    fn wake_successor(&self) {
        let queues = lock(&self.queues);
        let Some(head) = queues.entering.front().cloned() else {
            return;
        };
        self.successor.store(head.id, Ordering::Relaxed);
        drop(queues);
        head.event().give();
    }

    /// Waits as the owner; owner again on return. An interruption is cleared, unless it was notified too. May collect.
    pub(super) fn wait(&self, thread: &mut JavaThread, deadline: &Deadline) -> Woken {
        let waiter = Waiter::of(thread);
        self.users.fetch_add(1, Ordering::Relaxed);
        lock(&self.queues).waiting.push_back(waiter.clone());
        let recursions = self.recursions.swap(0, Ordering::Relaxed);
        self.release();
        let status = match deadline {
            Deadline::Never => thread_status::IN_OBJECT_WAIT,
            _ => thread_status::IN_OBJECT_WAIT_TIMED,
        };
        thread.with_status(status, |thread| {
            while !waiter.notified.load(Ordering::Acquire)
                && !deadline.has_passed()
                && !thread.is_interrupted(false)
                && !thread.has_async_exception()
            {
                thread.wait_for_event(deadline);
            }
        });
        let notified = {
            let mut queues = lock(&self.queues);
            let notified = waiter.notified.load(Ordering::Relaxed);
            if !notified {
                queues.waiting.retain(|other| !Arc::ptr_eq(other, &waiter));
                queues.push_entering(&self.entering, waiter.clone());
            }
            notified
        };
        thread.with_status(thread_status::BLOCKED_ON_MONITOR, |thread| {
            self.acquire_queued(thread, &waiter)
        });
        self.recursions.store(recursions, Ordering::Relaxed);
        self.users.fetch_sub(1, Ordering::Relaxed);
        match notified {
            true => Woken::Notified,
            false if thread.is_interrupted(true) => Woken::Interrupted,
            false if deadline.has_passed() => Woken::TimedOut,
            false => Woken::Notified,
        }
    }

    /// Moves up to `count` waiters, the longest waiting first, to the queue. The caller is the owner.
    pub(super) fn notify(&self, count: usize) {
        let mut queues = lock(&self.queues);
        for _ in 0..count {
            let Some(waiter) = queues.waiting.pop_front() else {
                break;
            };
            waiter.notified.store(true, Ordering::Release);
            queues.push_entering(&self.entering, waiter);
        }
    }
}

impl Queues {
    /// Queues `waiter`; `count` is the length for those who look without the lock.
    fn push_entering(&mut self, count: &AtomicU32, waiter: Arc<Waiter>) {
        self.entering.push_back(waiter);
        count.store(self.entering.len() as u32, Ordering::Relaxed);
        // The queuing side of the Dekker protocol: the count before the next look at the owner.
        fence(Ordering::SeqCst);
    }
}

impl std::fmt::Debug for Monitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "monitor@{:p} owner={} users={}",
            ptr::from_ref(self),
            self.owner(),
            self.users.load(Ordering::Relaxed)
        )
    }
}
