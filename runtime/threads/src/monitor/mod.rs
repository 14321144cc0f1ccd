//! Monitors: `synchronized`, `Object.wait`, `notify`. JVMS 2.11.10, JLS 17.1-17.2, CONTRACTS 6 ("Mark word").
//!
//! ```text
//!  mark word   unlocked --CAS--> thin {owner id, recursion} --contention, wait, overflow--> inflated {index}
//!                  ^                                                                            |
//!                  +------------- deflated in a pause, when nobody owns or uses it -------------+
//! ```
//! This file has the operations and the thin lock; `heavy.rs` the inflated monitor, `table.rs` where those live. A hash may be
//! installed at any time, so every change of a mark is a CAS of the whole word. Locks are taken and left only in running states,
//! so in a pause no mark changes.
//!
//! Read next: `heavy.rs`.

mod heavy;
mod table;

use std::sync::atomic::{AtomicU64, Ordering};

use abi::{LockTag, MarkWord};
use heap::{Handle, Oop};

use crate::exception::JavaResult;
use crate::park::Deadline;
use crate::thread::JavaThread;
use crate::watch;

pub(crate) use table::{deflate_idle, process_weak};

use heavy::{Monitor, Woken};

/// How often a contender looks at a thin lock before it inflates it.
const SPINS: u32 = 40;

/// The caller does not own the monitor.
struct NotOwner;

fn change(cell: &AtomicU64, from: MarkWord, to: MarkWord, success: Ordering) -> bool {
    cell.compare_exchange(from.0, to.0, success, Ordering::Relaxed)
        .is_ok()
}

/// The mark cell of the object at `address`.
///
/// # Safety
/// `address` is a live object, and no collection can happen for `'a`.
#[inline(always)]
unsafe fn mark_cell<'a>(address: usize) -> &'a AtomicU64 {
    // SAFETY: the contract of this function.
    unsafe { &*((address + abi::object::MARK_OFFSET) as *const AtomicU64) }
}

#[inline(always)]
fn try_enter_thin(cell: &AtomicU64, me: u16) -> bool {
    let mark = MarkWord(cell.load(Ordering::Relaxed));
    match mark.tag() {
        LockTag::Unlocked => change(cell, mark, mark.thin_locked(me), Ordering::Acquire),
        LockTag::Thin if mark.owner() == me => match mark.enter_again() {
            Some(again) => change(cell, mark, again, Ordering::Relaxed),
            None => false,
        },
        _ => false,
    }
}

#[inline(always)]
fn try_exit_thin(cell: &AtomicU64, me: u16) -> bool {
    let mark = MarkWord(cell.load(Ordering::Relaxed));
    mark.tag() == LockTag::Thin
        && mark.owner() == me
        && change(cell, mark, mark.exit_thin(), Ordering::Release)
}

/// Enters the monitor of the object at `object` if that takes one CAS. `false`: nothing happened, call [`enter`].
///
/// # Safety
/// `object` is the address of a live object, and the calling thread (`thread`) is in a running state.
#[inline(always)]
pub unsafe fn fast_enter(thread: &JavaThread, object: usize) -> bool {
    // SAFETY: the contract of this function.
    try_enter_thin(unsafe { mark_cell(object) }, thread.lock_id)
}

/// Leaves the monitor of the object at `object` if that takes one CAS. `false`: nothing happened, call [`exit`].
///
/// # Safety
/// As [`fast_enter`].
#[inline(always)]
pub unsafe fn fast_exit(thread: &JavaThread, object: usize) -> bool {
    // SAFETY: the contract of this function.
    try_exit_thin(unsafe { mark_cell(object) }, thread.lock_id)
}

/// Enters the monitor. May block and collect; throws nothing.
pub fn enter(thread: &mut JavaThread, object: Handle) {
    for _ in 0..SPINS {
        let cell = thread.oop(object).mark_cell();
        if try_enter_thin(cell, thread.lock_id) {
            return;
        }
        let mark = MarkWord(cell.load(Ordering::Relaxed));
        let full = mark.tag() == LockTag::Thin
            && mark.owner() == thread.lock_id
            && mark.enter_again().is_none();
        if mark.tag() == LockTag::Inflated || full {
            break;
        }
        std::hint::spin_loop();
    }
    let owner = owner_of(thread.oop(object));
    let is_contended = owner != 0 && owner != thread.lock_id;
    if is_contended {
        watch::contends(thread, object, true);
    }
    inflate(thread.oop(object)).enter(thread);
    if is_contended {
        watch::contends(thread, object, false);
    }
}

/// Leaves the monitor. Does not block.
///
/// # Errors
/// `IllegalMonitorStateException`: the thread does not own it.
pub fn exit(thread: &mut JavaThread, object: Handle) -> JavaResult<()> {
    exit_oop(thread, thread.oop(object)).map_err(|NotOwner| not_owner(thread))
}

/// As [`exit`] for a raw reference of a thread that runs Java: an unbalanced exit is left to the caller (`false`).
pub fn try_exit(thread: &JavaThread, object: Oop<'_>) -> bool {
    exit_oop(thread, object).is_ok()
}

fn exit_oop(thread: &JavaThread, object: Oop<'_>) -> Result<(), NotOwner> {
    let cell = object.mark_cell();
    loop {
        if try_exit_thin(cell, thread.lock_id) {
            return Ok(());
        }
        let mark = MarkWord(cell.load(Ordering::Acquire));
        match mark.tag() {
            LockTag::Thin if mark.owner() == thread.lock_id => {}
            LockTag::Inflated => return table::get(mark.monitor()).exit(thread.lock_id),
            _ => return Err(NotOwner),
        }
    }
}

#[cold]
fn not_owner(thread: &mut JavaThread) -> crate::Thrown {
    thread.throw_new(
        "java/lang/IllegalMonitorStateException",
        "current thread is not owner",
    )
}

/// JNI `MonitorEnter`: inflates, so that what native code never leaves can be found when the thread ends.
pub fn enter_jni(thread: &mut JavaThread, object: Handle) {
    inflate(thread.oop(object)).enter(thread);
    thread.parts.jni_monitors += 1;
}

/// JNI `MonitorExit`.
///
/// # Errors
/// As [`exit`].
pub fn exit_jni(thread: &mut JavaThread, object: Handle) -> JavaResult<()> {
    exit(thread, object)?;
    thread.parts.jni_monitors = thread.parts.jni_monitors.saturating_sub(1);
    Ok(())
}

/// Leaves every monitor that native code of this thread entered and forgot.
pub(crate) fn release_forgotten(thread: &mut JavaThread) {
    if std::mem::take(&mut thread.parts.jni_monitors) > 0 {
        table::release_all_of(thread.lock_id);
    }
}

/// Runs `body` inside the monitor of `object`.
pub fn locked<R>(
    thread: &mut JavaThread,
    object: Handle,
    body: impl FnOnce(&mut JavaThread) -> R,
) -> R {
    enter(thread, object);
    let result = body(thread);
    let left = try_exit(thread, thread.oop(object));
    debug_assert!(left, "the body leaves the monitor as it found it");
    result
}

/// `Thread.holdsLock`.
pub fn holds_lock(thread: &JavaThread, object: Oop<'_>) -> bool {
    owner_of(object) == thread.lock_id
}

/// Lock id of the owner, 0 if nobody owns the monitor.
pub fn owner_of(object: Oop<'_>) -> u16 {
    let mark = object.mark();
    match mark.tag() {
        LockTag::Thin => mark.owner(),
        LockTag::Inflated => table::get(mark.monitor()).owner(),
        LockTag::Unlocked | LockTag::Forwarded => 0,
    }
}

/// Who has a monitor and who wants it, by lock id.
#[derive(Default)]
pub struct Usage {
    /// 0: nobody.
    pub owner: u16,
    /// How often the owner has entered.
    pub entries: u32,
    pub entering: Vec<u16>,
    /// Those who wait to be notified.
    pub waiting: Vec<u16>,
}

/// The world is stopped.
pub fn usage(object: Oop<'_>) -> Usage {
    let mark = object.mark();
    match mark.tag() {
        LockTag::Thin => Usage {
            owner: mark.owner(),
            entries: mark.recursion() as u32 + 1,
            ..Usage::default()
        },
        LockTag::Inflated => table::get(mark.monitor()).usage(),
        LockTag::Unlocked | LockTag::Forwarded => Usage::default(),
    }
}

/// The object whose monitor a stopped thread waits to enter.
pub fn blocked_on(thread: &JavaThread) -> Option<Oop<'_>> {
    let monitor = thread.parts.blocked_on.load(Ordering::Relaxed) as *const Monitor;
    // SAFETY: null or a monitor, which are never freed; the thread's interest keeps it with its object.
    let object = unsafe { monitor.as_ref() }?.object.load(Ordering::Relaxed);
    // SAFETY: the collector keeps the word up to date, and the world is stopped.
    unsafe { Oop::from_address(object, thread.no_safepoint()) }
}

/// `Object.wait`: 0 ms and 0 ns is for ever. May collect.
///
/// # Errors
/// `IllegalArgumentException`, `IllegalMonitorStateException`, `InterruptedException`, what `Thread.stop` sends.
pub fn wait(thread: &mut JavaThread, object: Handle, millis: i64, nanos: i32) -> JavaResult<()> {
    if millis < 0 {
        return Err(thread.throw_new(
            "java/lang/IllegalArgumentException",
            "timeout value is negative",
        ));
    }
    if !holds_lock(thread, thread.oop(object)) {
        return Err(not_owner(thread));
    }
    let deadline = match (millis, nanos) {
        (0, 0) => Deadline::Never,
        _ => Deadline::after_nanos(
            millis
                .saturating_mul(1_000_000)
                .saturating_add(i64::from(nanos)),
        ),
    };
    watch::waits(thread, object, millis);
    let woken = match thread.is_interrupted(true) {
        true => Woken::Interrupted,
        false => inflate(thread.oop(object)).wait(thread, &deadline),
    };
    watch::waited(thread, object, woken == Woken::TimedOut);
    if woken == Woken::Interrupted {
        return Err(thread.throw_empty("java/lang/InterruptedException"));
    }
    thread.check_async_exception()
}

/// `Object.notify`.
///
/// # Errors
/// `IllegalMonitorStateException`.
pub fn notify(thread: &mut JavaThread, object: Handle) -> JavaResult<()> {
    notify_some(thread, object, 1)
}

/// `Object.notifyAll`.
///
/// # Errors
/// `IllegalMonitorStateException`.
pub fn notify_all(thread: &mut JavaThread, object: Handle) -> JavaResult<()> {
    notify_some(thread, object, usize::MAX)
}

fn notify_some(thread: &mut JavaThread, object: Handle, count: usize) -> JavaResult<()> {
    let oop = thread.oop(object);
    if !holds_lock(thread, oop) {
        return Err(not_owner(thread));
    }
    let mark = oop.mark();
    // Whoever waits has inflated the lock.
    if mark.tag() == LockTag::Inflated {
        table::get(mark.monitor()).notify(count);
    }
    Ok(())
}

/// The inflated monitor of `object`, made if need be. The caller uses it before its next poll, or registers as a user first.
fn inflate(object: Oop<'_>) -> &'static Monitor {
    let cell = object.mark_cell();
    loop {
        let mark = MarkWord(cell.load(Ordering::Acquire));
        if mark.tag() == LockTag::Inflated {
            return table::get(mark.monitor());
        }
        debug_assert_ne!(mark.tag(), LockTag::Forwarded, "no collection runs");
        let (index, monitor) = table::allocate(object.address());
        if mark.tag() == LockTag::Thin {
            monitor.take_over(mark.owner(), mark.recursion() as u32);
        }
        if change(cell, mark, mark.inflated(index), Ordering::AcqRel) {
            return monitor;
        }
        table::free(index);
    }
}

#[cfg(test)]
mod tests;
