//! Monitors: who has them and who waits. JVMTI "Thread", "Object".

use std::collections::HashSet;

use heap::oop::SlotExt;
use heap::{Handle, NoSafepoint, Oop};
use jni::types::{jint, jobject};
use threads::{JavaThread, locks, monitor, safepoint, status};

use super::arguments::*;
use super::stacks::look_at;
use crate::entry::Answer;
use crate::environment::Environment;
use crate::error::Error;
use crate::memory;
use crate::types::{MonitorDepth, MonitorUsage, Out};

/// Objects at addresses that were found in a pause, before anything has collected.
fn handles(thread: &JavaThread, addresses: impl IntoIterator<Item = usize>) -> Vec<Handle> {
    let object = |address| {
        // SAFETY: as above.
        let object = unsafe { Oop::from_address(address, thread.no_safepoint()) };
        object.map(|object| thread.handle(object))
    };
    addresses.into_iter().filter_map(object).collect()
}

/// The monitors that a thread holds, with the depths of their frames.
unsafe fn held(
    thread: &mut JavaThread,
    reference: jobject,
) -> Result<(Vec<Handle>, Vec<usize>), Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    let mut rows = look_at(thread, key, locks::monitors)?;
    // Of a frame what it entered first comes first; and each only once.
    rows.reverse();
    rows.sort_by_key(|(_, depth)| *depth);
    let mut known = HashSet::new();
    rows.retain(|(object, _)| known.insert(*object));
    let (addresses, depths): (Vec<usize>, Vec<usize>) = rows.into_iter().unzip();
    Ok((handles(thread, addresses), depths))
}

pub(crate) unsafe fn GetOwnedMonitorInfo(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    count: Out<jint>,
    monitors: Out<*mut jobject>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let (objects, _) = held(thread, reference)?;
        put_references(count, monitors, &objects)
    }
}

pub(crate) unsafe fn GetOwnedMonitorStackDepthInfo(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    count: Out<jint>,
    monitors: Out<*mut MonitorDepth>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let (objects, depths) = unsafe { held(thread, reference)? };
    let rows = depths.into_iter().map(|depth| MonitorDepth {
        monitor: std::ptr::null_mut(),
        depth: depth as jint,
    });
    let rows: Vec<MonitorDepth> = rows.collect();
    // SAFETY: the contract of bodies; the list was made just now.
    let first: *mut MonitorDepth = unsafe {
        put_list(count, monitors, &rows)?;
        *monitors.0
    };
    let objects = objects.into_iter().enumerate();
    Ok(objects.fold(Answer::default(), |answer, (index, object)| {
        // SAFETY: a row of the list.
        let place = unsafe { &raw mut (*first.add(index)).monitor };
        answer.and(place, Some(object))
    }))
}

/// The monitor that a thread waits to enter, or to be notified by.
pub(crate) unsafe fn GetCurrentContendedMonitor(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    place: Out<jobject>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    let found = look_at(thread, key, |other| {
        // SAFETY: nothing moves in a pause.
        let object = other.thread_object.oop(unsafe { NoSafepoint::assume() })?;
        let status = status::status_of(object);
        locks::awaited_monitor(other, status)
    })?;
    let found = handles(thread, found).pop();
    Ok(Answer::reference(place.0, found))
}

/// Who has a monitor, who wants to enter, and who waits to be notified.
pub(crate) unsafe fn GetObjectMonitorUsage(
    _: &'static Environment,
    thread: &mut JavaThread,
    object: jobject,
    place: Out<MonitorUsage>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let object = unsafe { super::arguments::object(thread, object)? };
    let (usage, threads) = safepoint::stop_the_world(thread, "GetMonitorUsage", |world| {
        // SAFETY: nothing moves in a pause.
        let usage = monitor::usage(object.oop(unsafe { NoSafepoint::assume() }));
        let mut threads = Vec::new();
        world.for_each(|other| {
            threads.extend(locks::object_of(other).map(|object| (other.lock_id, object)));
        });
        (usage, threads)
    });
    let of = |id: &u16| threads.iter().find(|row| row.0 == *id).map(|row| row.1);
    let owner = handles(thread, of(&usage.owner)).pop();
    let waiting = handles(thread, usage.waiting.iter().filter_map(of));
    let entering = handles(thread, usage.entering.iter().filter_map(of));
    // Those who wait to be notified will want to enter.
    let all = [entering, waiting.clone()].concat();
    // SAFETY: the contract of bodies: room for the structure, and lists that are made here.
    unsafe {
        let list = |objects: &[Handle]| memory::array(&vec![std::ptr::null_mut(); objects.len()]);
        let (waiters, notify_waiters) = (list(&all)?, list(&waiting)?);
        place.set(MonitorUsage {
            owner: std::ptr::null_mut(),
            entry_count: usage.entries as jint,
            waiter_count: all.len() as jint,
            waiters,
            notify_waiter_count: waiting.len() as jint,
            notify_waiters,
        });
        let mut answer = Answer::reference(&raw mut (*place.0).owner, owner);
        for (first, objects) in [(waiters, all), (notify_waiters, waiting)] {
            for (index, object) in objects.into_iter().enumerate() {
                answer = answer.and(first.add(index), Some(object));
            }
        }
        Ok(answer)
    }
}
