//! Threads of the management interface: `ThreadInfo` objects, deadlocks, processor time, allocated bytes.
//! Read next: `locks.rs`.

use std::sync::atomic::Ordering;

use abi::object::ARRAY_DATA_OFFSET;
use heap::Handle;
use heap::oop::SlotExt;
use linker::{arrays, loading};
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, Value, registry, safepoint, trace};

use super::cpu_time;
use super::locks::{self, Snapshot};
use crate::entry::slots;
use crate::jvm::threads::trace_elements;
use crate::vm;

/// The elements of a `long[]`.
fn longs(thread: &JavaThread, array: Handle) -> Vec<i64> {
    let oop = thread.oop(array);
    (0..oop.length())
        .map(|index| oop.get_i64((ARRAY_DATA_OFFSET + 8 * index) as u32))
        .collect()
}

fn put_long(thread: &JavaThread, array: Handle, index: usize, value: i64) {
    let oop = thread.oop(array);
    if index < oop.length() {
        oop.put_i64((ARRAY_DATA_OFFSET + 8 * index) as u32, value);
    }
}

/// The objects of all live threads, with their Java identifiers.
fn live_threads(thread: &JavaThread) -> Vec<(i64, Handle)> {
    let id = |object| thread.oop(object).get_i64(wk::THREAD_TID.offset());
    let objects = trace::live_threads(thread).into_iter();
    objects.map(|object| (id(object), object)).collect()
}

/// What a `ThreadInfo` tells, in handles.
struct Facts {
    id: i64,
    object: Handle,
    snapshot: Snapshot,
    awaited: Option<Handle>,
    owner: Option<Handle>,
    monitors: Vec<(Handle, usize)>,
}

/// The facts of the live threads with `ids`. Stops the world.
fn facts(thread: &mut JavaThread, ids: &[i64]) -> Vec<Facts> {
    let snapshots = locks::snapshots(thread, |id| ids.contains(&id));
    let handle = |address| locks::handle(thread, address);
    snapshots
        .into_iter()
        .map(|(id, snapshot)| Facts {
            id,
            object: handle(snapshot.thread),
            awaited: snapshot.awaited.map(handle),
            owner: snapshot.owner.map(handle),
            monitors: snapshot
                .monitors
                .iter()
                .map(|(object, depth)| (handle(*object), *depth))
                .collect(),
            snapshot,
        })
        .collect()
}

/// How much of a thread is told.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    /// Frames; -1: all.
    depth: i32,
    monitors: bool,
    /// Synchronizers with their owners.
    synchronizers: Option<&'a [(Handle, Handle)]>,
}

fn object_array(thread: &mut JavaThread, objects: &[Handle]) -> JavaResult<Handle> {
    let array = arrays::new_object_array(thread, wk::OBJECT.get(), objects.len() as i32)?;
    for (index, object) in objects.iter().enumerate() {
        vm::set_element(thread, array, index, Some(*object));
    }
    Ok(array)
}

/// Locked objects as `Object[]`, and the depths of their frames as `int[]`.
fn monitor_arrays(
    thread: &mut JavaThread,
    facts: &Facts,
    frames: usize,
) -> JavaResult<(Handle, Handle)> {
    let (objects, depths): (Vec<Handle>, Vec<usize>) = facts
        .monitors
        .iter()
        .copied()
        .filter(|(_, depth)| *depth < frames)
        .unzip();
    let array = object_array(thread, &objects)?;
    let numbers = arrays::new_primitive_array(thread, abi::ElementKind::Int, depths.len() as i32)?;
    for (index, depth) in depths.into_iter().enumerate() {
        let offset = (ARRAY_DATA_OFFSET + 4 * index) as u32;
        thread.oop(numbers).put_i32(offset, depth as i32);
    }
    Ok((array, numbers))
}

/// Bits that the library expects beside those of `threadStatus`.
const SUSPENDED: i32 = 0x10_0000;
const IN_NATIVE: i32 = 0x40_0000;

/// A `java.lang.management.ThreadInfo`.
fn info(thread: &mut JavaThread, facts: &mut Facts, wanted: Wanted<'_>) -> JavaResult<Handle> {
    let times = threads::status::CONTENTION_MONITORING.load(Ordering::Relaxed);
    let time = |millis: i64| Value::Long(if times { millis } else { -1 });
    let mut status = facts.snapshot.status;
    if facts.snapshot.is_suspended {
        status |= SUSPENDED;
    }
    if facts.snapshot.is_in_native {
        status |= IN_NATIVE;
    }
    let trace = &mut facts.snapshot.trace;
    if let Ok(depth) = usize::try_from(wanted.depth) {
        trace.frames.truncate(depth);
    }
    let frames = trace.frames.len();
    let trace = trace_elements(thread, trace)?;
    let mut monitors = (None, None);
    if wanted.monitors {
        let (objects, depths) = monitor_arrays(thread, facts, frames)?;
        monitors = (Some(objects), Some(depths));
    }
    let mut synchronizers = None;
    if let Some(all) = wanted.synchronizers {
        let owned: Vec<Handle> = all
            .iter()
            .filter(|(_, owner)| thread.oop(*owner) == thread.oop(facts.object))
            .map(|(object, _)| *object)
            .collect();
        synchronizers = Some(object_array(thread, &owned)?);
    }
    let descriptor = "(Ljava/lang/Thread;ILjava/lang/Object;Ljava/lang/Thread;JJJJ[Ljava/lang/StackTraceElement;\
                      [Ljava/lang/Object;[I[Ljava/lang/Object;)V";
    let arguments = [
        Value::from(facts.object),
        Value::Int(status),
        Value::Ref(facts.awaited),
        Value::Ref(facts.owner),
        Value::Long(facts.snapshot.blocked_count),
        time(facts.snapshot.blocked_millis),
        Value::Long(facts.snapshot.waited_count),
        time(facts.snapshot.waited_millis),
        Value::from(trace),
        Value::Ref(monitors.0),
        Value::Ref(monitors.1),
        Value::Ref(synchronizers),
    ];
    vm::new_object(
        thread,
        "java/lang/management/ThreadInfo",
        descriptor,
        &arguments,
    )
}

/// Infos of the threads with these identifiers into `array`; null for threads that do not live.
fn fill_infos(
    thread: &mut JavaThread,
    ids: &[i64],
    wanted: Wanted<'_>,
    array: Handle,
) -> JavaResult<()> {
    let mut live = facts(thread, ids);
    for (index, id) in ids.iter().enumerate() {
        let Some(facts) = live.iter_mut().find(|facts| facts.id == *id) else {
            continue;
        };
        thread.scoped(|thread| {
            let info = info(thread, facts, wanted)?;
            vm::set_element(thread, array, index, Some(info));
            Ok(())
        })?;
    }
    Ok(())
}

/// A `Thread[]` of the deadlocked threads, null if there are none.
fn deadlocks(thread: &mut JavaThread, monitors_only: bool) -> JavaResult<Option<Handle>> {
    let found = locks::deadlocked(thread, monitors_only);
    if found.is_empty() {
        return Ok(None);
    }
    let array = arrays::new_object_array(thread, wk::THREAD.get(), found.len() as i32)?;
    for (index, object) in found.into_iter().enumerate() {
        vm::set_element(thread, array, index, Some(object));
    }
    Ok(Some(array))
}

/// Something about the thread with a Java identifier (0: the calling one); none if it does not live.
fn about<R>(thread: &JavaThread, id: i64, ask: impl Fn(&JavaThread) -> R) -> Option<R> {
    if id == 0 {
        return Some(ask(thread));
    }
    let mut found = None;
    registry::for_each(|other| {
        let object = other.thread_object.oop(thread.no_safepoint());
        if object.is_some_and(|object| object.get_i64(wk::THREAD_TID.offset()) == id) {
            found = Some(ask(other));
        }
    });
    found
}

fn time_of(thread: &JavaThread, id: i64, with_system: bool) -> i64 {
    if id == 0 && with_system {
        return cpu_time::of_current();
    }
    let os_id = about(thread, id, |other| {
        other.os_thread_id.load(Ordering::Relaxed)
    });
    os_id.map_or(-1, |os_id| cpu_time::of(os_id, !with_system))
}

/// Bytes allocated by each live thread, by Java identifier, without what is in its current buffer. Stops the world.
fn allocated(thread: &mut JavaThread) -> Vec<(i64, i64)> {
    safepoint::stop_the_world(thread, "ThreadDump", |world| {
        let mut all = Vec::new();
        world.for_each(|other| {
            // SAFETY: the world is stopped and nothing collects inside the operation.
            let proof = unsafe { heap::NoSafepoint::assume() };
            let id = other
                .thread_object
                .oop(proof)
                .map_or(0, |object| object.get_i64(wk::THREAD_TID.offset()));
            all.push((id, other.mutator.allocated_bytes as i64));
        });
        all
    })
}

fn allocated_by(thread: &mut JavaThread, id: i64) -> i64 {
    if id == 0 {
        return thread.mutator.allocated_bytes as i64;
    }
    allocated(thread)
        .into_iter()
        .find(|(other, _)| *other == id)
        .map_or(-1, |(_, bytes)| bytes)
}

slots! {
    /// Depth -1: whole traces; 0: none.
    fn GetThreadInfo(t, ids: Handle, depth: i32, infos: Handle) -> i32 {
        let ids = longs(t, ids);
        let wanted = Wanted { depth, monitors: false, synchronizers: None };
        fill_infos(t, &ids, wanted, infos)?;
        Ok(0)
    }
    /// Identifiers null: all threads.
    fn DumpThreads(t, ids: Option<Handle>, monitors: bool, synchronizers: bool, depth: i32) -> Handle {
        let ids = match ids {
            Some(ids) => longs(t, ids),
            None => live_threads(t).into_iter().map(|(id, _)| id).collect(),
        };
        let class = loading::boot_class(t, "java/lang/management/ThreadInfo")?;
        let infos = arrays::new_object_array(t, class, ids.len() as i32)?;
        let owned = synchronizers.then(|| locks::owned_synchronizers(t));
        let wanted = Wanted { depth, monitors, synchronizers: owned.as_deref() };
        fill_infos(t, &ids, wanted, infos)?;
        Ok(infos)
    }
    fn GetThreadCpuTime(t, id: i64) -> i64 {
        Ok(time_of(t, id, true))
    }
    fn GetThreadCpuTimeWithKind(t, id: i64, with_system: bool) -> i64 {
        Ok(time_of(t, id, with_system))
    }
    fn GetThreadCpuTimesWithKind(t, ids: Handle, times: Handle, with_system: bool) {
        for (index, id) in longs(t, ids).into_iter().enumerate() {
            let time = time_of(t, id, with_system);
            put_long(t, times, index, time);
        }
        Ok(())
    }
    fn GetOneThreadAllocatedMemory(t, id: i64) -> i64 {
        Ok(allocated_by(t, id))
    }
    fn GetThreadAllocatedMemory(t, ids: Handle, sizes: Handle) {
        let all = allocated(t);
        for (index, id) in longs(t, ids).into_iter().enumerate() {
            let bytes = all.iter().find(|(other, _)| *other == id).map_or(-1, |(_, bytes)| *bytes);
            put_long(t, sizes, index, bytes);
        }
        Ok(())
    }
    /// Of the threads that live.
    fn GetTotalThreadAllocatedMemory(t) -> i64 {
        Ok(allocated(t).into_iter().map(|(_, bytes)| bytes).sum())
    }
    /// The VM has no threads of its own that Java does not see.
    fn GetInternalThreadTimes(_t, _names: Handle, _times: Handle) -> i32 {
        Ok(0)
    }
    fn FindCircularBlockedThreads(t) -> Option<Handle> {
        deadlocks(t, true)
    }
    fn FindDeadlocks(t, monitors_only: bool) -> Option<Handle> {
        deadlocks(t, monitors_only)
    }
}
