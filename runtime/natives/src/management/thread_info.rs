//! Threads of the management interface: `ThreadInfo` objects, processor time, allocated bytes.
//!
//! Locks and their owners are not told: contention monitoring, monitor usage and synchronizer usage are not among the supported
//! options (`attributes`).

use abi::object::ARRAY_DATA_OFFSET;
use heap::Handle;
use heap::oop::SlotExt;
use linker::{arrays, loading};
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, Value, registry, safepoint, status};

use crate::entry::slots;
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
    let mut found = Vec::new();
    registry::for_each(|other| {
        if let Some(object) = other.thread_object.oop(thread.no_safepoint()) {
            found.push((
                object.get_i64(wk::THREAD_TID.offset()),
                thread.handle(object),
            ));
        }
    });
    found
}

/// The trace of a live thread as `StackTraceElement[]`, cut to `depth` elements; empty for depth 0.
fn trace(thread: &mut JavaThread, object: Handle, depth: i32) -> JavaResult<Handle> {
    let element = wk::STACK_TRACE_ELEMENT.get();
    if depth == 0 {
        return arrays::new_object_array(thread, element, 0);
    }
    let threads = arrays::new_object_array(thread, wk::THREAD.get(), 1)?;
    vm::set_element(thread, threads, 0, Some(object));
    let dumped = crate::jvm::threads::dump_threads(thread, Some(threads))?;
    let Some(all) = thread.oop(dumped).element(0).map(|oop| thread.handle(oop)) else {
        return arrays::new_object_array(thread, element, 0);
    };
    let length = thread.oop(all).length();
    let kept = usize::try_from(depth).map_or(length, |depth| depth.min(length));
    if kept == length {
        return Ok(all);
    }
    let cut = arrays::new_object_array(thread, element, kept as i32)?;
    heap::copy_elements(
        abi::ElementKind::Reference,
        thread.oop(all),
        0,
        thread.oop(cut),
        0,
        kept,
    );
    Ok(cut)
}

/// A `java.lang.management.ThreadInfo` of a live thread. `depth` -1: the whole trace.
fn info(thread: &mut JavaThread, object: Handle, depth: i32) -> JavaResult<Handle> {
    const NOT_TOLD: Value = Value::Long(-1);
    let status = status::status_of(thread.oop(object));
    let trace = trace(thread, object, depth)?;
    let descriptor = "(Ljava/lang/Thread;ILjava/lang/Object;Ljava/lang/Thread;JJJJ[Ljava/lang/StackTraceElement;)V";
    let arguments = [
        Value::from(object),
        Value::Int(status),
        Value::Ref(None),
        Value::Ref(None),
        Value::Long(0),
        NOT_TOLD,
        Value::Long(0),
        NOT_TOLD,
        Value::from(trace),
    ];
    vm::new_object(
        thread,
        "java/lang/management/ThreadInfo",
        descriptor,
        &arguments,
    )
}

/// Infos of the threads with these identifiers into `array`; null for threads that do not live.
fn fill_infos(thread: &mut JavaThread, ids: &[i64], depth: i32, array: Handle) -> JavaResult<()> {
    let live = live_threads(thread);
    for (index, id) in ids.iter().enumerate() {
        let Some((_, object)) = live.iter().find(|(other, _)| other == id) else {
            continue;
        };
        thread.scoped(|thread| {
            let info = info(thread, *object, depth)?;
            vm::set_element(thread, array, index, Some(info));
            Ok(())
        })?;
    }
    Ok(())
}

/// Processor time of a kernel thread, ns; -1 if it is gone. `user_only`: without time in the kernel, which Linux tells in ticks.
fn cpu_time(os_id: u32, user_only: bool) -> i64 {
    let stat = std::fs::read_to_string(format!("/proc/self/task/{os_id}/stat")).unwrap_or_default();
    let mut fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(11);
    let mut next = || fields.next().and_then(|text| text.parse::<i64>().ok());
    let (Some(user), Some(system)) = (next(), next()) else {
        return -1;
    };
    // SAFETY: sysconf has no preconditions.
    let per_second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
    let ticks = if user_only { user } else { user + system };
    ticks * (1_000_000_000 / per_second)
}

/// Processor time of the calling thread, ns.
fn own_cpu_time() -> i64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: a valid out pointer.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut now) };
    now.tv_sec * 1_000_000_000 + now.tv_nsec
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
        return own_cpu_time();
    }
    let os_id = about(thread, id, |other| {
        other
            .os_thread_id
            .load(std::sync::atomic::Ordering::Relaxed)
    });
    os_id.map_or(-1, |os_id| cpu_time(os_id, !with_system))
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
        fill_infos(t, &ids, depth, infos)?;
        Ok(0)
    }
    /// Identifiers null: all threads.
    fn DumpThreads(t, ids: Option<Handle>, _monitors: bool, _synchronizers: bool, depth: i32) -> Handle {
        let ids = match ids {
            Some(ids) => longs(t, ids),
            None => live_threads(t).into_iter().map(|(id, _)| id).collect(),
        };
        let class = loading::boot_class(t, "java/lang/management/ThreadInfo")?;
        let infos = arrays::new_object_array(t, class, ids.len() as i32)?;
        let depth = if depth == i32::MAX { -1 } else { depth };
        fill_infos(t, &ids, depth, infos)?;
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
        Err(crate::entry::not_implemented(t, "the management function FindCircularBlockedThreads"))
    }
    fn FindDeadlocks(t, _monitors_only: bool) -> Option<Handle> {
        Err(crate::entry::not_implemented(t, "the management function FindDeadlocks"))
    }
}
