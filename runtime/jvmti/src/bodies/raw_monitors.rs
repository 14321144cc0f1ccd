//! Raw monitors: locks of agents, used in any phase and by any thread. JVMTI "Raw Monitor".
//!
//! A thread that waits here is in native code: nothing of the VM waits for it.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jni::types::jlong;

use crate::entry;
use crate::environment::Environment;
use crate::error::Error;
use crate::types::{Out, Text};

/// What a `jrawMonitorID` points at. Never freed: whoever uses one that was destroyed gets an error.
pub(crate) struct RawMonitor {
    state: Mutex<State>,
    /// It may be free now.
    freed: Condvar,
    notified: Condvar,
}

#[derive(Default)]
struct State {
    is_destroyed: bool,
    /// The kernel's number of the owner, and how often it has entered.
    owner: Option<u32>,
    entries: u32,
    /// Those who wait and were not notified, the first first.
    waiting: VecDeque<u64>,
    next_ticket: u64,
}

impl RawMonitor {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state, of a monitor that the calling thread owns.
    fn owned(&self) -> Result<MutexGuard<'_, State>, Error> {
        let state = self.state();
        match state.owner == Some(current()) {
            true => Ok(state),
            false => Err(Error::NOT_MONITOR_OWNER),
        }
    }

    /// A thread that was suspended meanwhile does not go on, and has not the monitor, before it is resumed.
    fn enter<'a>(&'a self, mut state: MutexGuard<'a, State>, entries: u32) {
        loop {
            while state.owner.is_some() {
                state = self
                    .freed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            if !is_suspended() {
                state.owner = Some(current());
                state.entries = entries;
                return;
            }
            // Whoever was woken by the last owner would have been another.
            self.freed.notify_one();
            drop(state);
            wait_until_resumed();
            state = self.state();
        }
    }
}

/// Whether the calling thread is one of the VM's, and suspended.
fn is_suspended() -> bool {
    // SAFETY: the calling thread, in native code.
    let thread = unsafe { entry::current_thread() };
    thread.is_some_and(|thread| thread.is_suspended())
}

fn wait_until_resumed() {
    // SAFETY: the calling thread, in native code; there is nothing to answer.
    let _ = unsafe {
        entry::inside(|thread| {
            thread.suspension_check();
            Ok(())
        })
    };
}

fn current() -> u32 {
    // SAFETY: a query without arguments.
    unsafe { libc::gettid() as u32 }
}

/// A monitor that lives.
unsafe fn monitor(monitor: *mut RawMonitor) -> Result<&'static RawMonitor, Error> {
    // SAFETY: the contract of bodies: from `CreateRawMonitor`.
    let monitor = unsafe { monitor.as_ref() }.ok_or(Error::INVALID_MONITOR)?;
    match monitor.state().is_destroyed {
        true => Err(Error::INVALID_MONITOR),
        false => Ok(monitor),
    }
}

pub(crate) unsafe fn CreateRawMonitor(
    _: &'static Environment,
    _name: Text,
    place: Out<*mut RawMonitor>,
) -> Result<(), Error> {
    let monitor = RawMonitor {
        state: Mutex::default(),
        freed: Condvar::new(),
        notified: Condvar::new(),
    };
    // SAFETY: the contract of bodies.
    unsafe { place.set(Box::into_raw(Box::new(monitor))) };
    Ok(())
}

/// The caller may own it, and nobody else.
pub(crate) unsafe fn DestroyRawMonitor(
    _: &'static Environment,
    id: *mut RawMonitor,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let mut state = unsafe { monitor(id)? }.state();
    if state.owner.is_some_and(|owner| owner != current()) {
        return Err(Error::NOT_MONITOR_OWNER);
    }
    state.is_destroyed = true;
    Ok(())
}

pub(crate) unsafe fn RawMonitorEnter(
    _: &'static Environment,
    id: *mut RawMonitor,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let monitor = unsafe { monitor(id)? };
    let mut state = monitor.state();
    if state.owner == Some(current()) {
        state.entries += 1;
    } else {
        monitor.enter(state, 1);
    }
    Ok(())
}

pub(crate) unsafe fn RawMonitorExit(
    _: &'static Environment,
    id: *mut RawMonitor,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let monitor = unsafe { monitor(id)? };
    let mut state = monitor.owned()?;
    state.entries -= 1;
    if state.entries == 0 {
        state.owner = None;
        monitor.freed.notify_one();
    }
    Ok(())
}

/// 0: without a limit of time. (`Thread.interrupt` does not end it.)
pub(crate) unsafe fn RawMonitorWait(
    _: &'static Environment,
    id: *mut RawMonitor,
    millis: jlong,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let monitor = unsafe { monitor(id)? };
    let mut state = monitor.owned()?;
    let entries = state.entries;
    state.owner = None;
    let ticket = state.next_ticket;
    state.next_ticket += 1;
    state.waiting.push_back(ticket);
    monitor.freed.notify_one();
    let limit = u64::try_from(millis).ok().filter(|millis| *millis > 0);
    let end = limit.and_then(|millis| Instant::now().checked_add(Duration::from_millis(millis)));
    while state.waiting.contains(&ticket) {
        state = match end.map(|end| end.saturating_duration_since(Instant::now())) {
            None => monitor
                .notified
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner),
            Some(Duration::ZERO) => break,
            Some(left) => {
                let woken = monitor.notified.wait_timeout(state, left);
                woken.unwrap_or_else(PoisonError::into_inner).0
            }
        };
    }
    // (Time may be up.)
    state.waiting.retain(|other| *other != ticket);
    monitor.enter(state, entries);
    Ok(())
}

/// Lets those go on who have waited longest, at most `count`. Who comes later waits for another notification.
unsafe fn notify(id: *mut RawMonitor, count: usize) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let monitor = unsafe { monitor(id)? };
    let mut state = monitor.owned()?;
    let count = count.min(state.waiting.len());
    state.waiting.drain(..count);
    monitor.notified.notify_all();
    Ok(())
}

pub(crate) unsafe fn RawMonitorNotify(
    _: &'static Environment,
    id: *mut RawMonitor,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { notify(id, 1) }
}

pub(crate) unsafe fn RawMonitorNotifyAll(
    _: &'static Environment,
    id: *mut RawMonitor,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { notify(id, usize::MAX) }
}
