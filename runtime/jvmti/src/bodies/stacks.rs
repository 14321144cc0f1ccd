//! Stack traces. JVMTI "Stack Frame".
//!
//! Frames are those that Java has, hidden ones too, innermost first; of native methods without a place.

use std::ops::ControlFlow;

use heap::Handle;
use jni::types::{jint, jlong, jmethodID, jobject};
use threads::trace::{self, Trace};
use threads::walk::{self, Frame};
use threads::{JavaThread, safepoint};

use super::arguments::*;
use super::threads::state_of;
use crate::entry::Answer;
use crate::environment::{Environment, ThreadKey};
use crate::error::Error;
use crate::memory;
use crate::types::{FrameInfo, Out, StackInfo};

/// The stack of a thread that lives. Stops the world for another thread's.
unsafe fn trace(thread: &mut JavaThread, reference: jobject) -> Result<Trace, Error> {
    // SAFETY: the contract of bodies.
    let (object, key) = unsafe { live_thread(thread, reference)? };
    if is_current(thread, key) {
        return Ok(trace::trace_of(thread));
    }
    let found = trace::traces(thread, &[Some(object)]).pop().flatten();
    found.ok_or(Error::THREAD_NOT_ALIVE)
}

/// Looks at a thread that lives, in a pause unless it is the calling one.
pub(super) fn look_at<R>(
    thread: &mut JavaThread,
    key: ThreadKey,
    look: impl FnOnce(&JavaThread) -> R,
) -> Result<R, Error> {
    if is_current(thread, key) {
        return Ok(look(thread));
    }
    let (mut look, mut found) = (Some(look), None);
    safepoint::stop_the_world(thread, "GetFrame", |world| {
        world.for_each(|other| {
            if is_current(other, key) {
                found = look.take().map(|look| look(other));
            }
        });
    });
    found.ok_or(Error::THREAD_NOT_ALIVE)
}

/// How many frames a stopped thread has.
pub(crate) fn depth_of(thread: &JavaThread) -> usize {
    let mut depth = 0;
    walk::walk(thread, |_| {
        depth += 1;
        ControlFlow::Continue(())
    });
    depth
}

/// The frame of a stopped thread at this depth, counted from the innermost.
pub(super) fn frame_at(thread: &JavaThread, depth: jint) -> Result<Frame, Error> {
    let mut left = usize::try_from(depth).map_err(|_| Error::ILLEGAL_ARGUMENT)?;
    let mut found = None;
    walk::walk(thread, |frame| {
        if left == 0 {
            found = Some(frame);
            return ControlFlow::Break(());
        }
        left -= 1;
        ControlFlow::Continue(())
    });
    found.ok_or(Error::NO_MORE_FRAMES)
}

fn frames(trace: &Trace) -> impl Iterator<Item = FrameInfo> {
    trace.frames.iter().map(|(method, bci)| FrameInfo {
        method: method_id(*method),
        location: bci.map_or(-1, jlong::from),
    })
}

/// `start` counts from the innermost frame, negative from the outermost.
pub(crate) unsafe fn GetStackTrace(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    start: jint,
    max_frames: jint,
    buffer: Out<FrameInfo>,
    count: Out<jint>,
) -> Result<(), Error> {
    let max_frames = usize::try_from(max_frames).map_err(|_| Error::ILLEGAL_ARGUMENT)?;
    // SAFETY: the contract of bodies.
    let trace = unsafe { trace(thread, reference)? };
    let depth = trace.frames.len();
    let start = match usize::try_from(start) {
        Ok(start) if start < depth || start == 0 => Some(start),
        Ok(_) => None,
        Err(_) => depth.checked_sub(start.unsigned_abs() as usize),
    };
    let start = start.ok_or(Error::ILLEGAL_ARGUMENT)?;
    let mut written = 0;
    for frame in frames(&trace).skip(start).take(max_frames) {
        // SAFETY: the contract of bodies: room for this many.
        unsafe { buffer.0.add(written).write(frame) };
        written += 1;
    }
    // SAFETY: the contract of bodies.
    unsafe { count.set(written as jint) };
    Ok(())
}

pub(crate) unsafe fn GetFrameCount(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    count: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { count.set(trace(thread, reference)?.frames.len() as jint) };
    Ok(())
}

pub(crate) unsafe fn GetFrameLocation(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    depth: jint,
    method: Out<jmethodID>,
    location: Out<jlong>,
) -> Result<(), Error> {
    let depth = usize::try_from(depth).map_err(|_| Error::ILLEGAL_ARGUMENT)?;
    // SAFETY: the contract of bodies.
    unsafe {
        let trace = trace(thread, reference)?;
        let frame = frames(&trace).nth(depth).ok_or(Error::NO_MORE_FRAMES)?;
        method.set(frame.method);
        location.set(frame.location);
    }
    Ok(())
}

/// The stacks of these threads in one piece of memory: first the table, then the frames. Stops the world.
unsafe fn put_stacks(
    thread: &mut JavaThread,
    objects: &[Handle],
    max_frames: jint,
    infos: Out<*mut StackInfo>,
) -> Result<Answer, Error> {
    let max_frames = usize::try_from(max_frames).map_err(|_| Error::ILLEGAL_ARGUMENT)?;
    let wanted: Vec<Option<Handle>> = objects.iter().copied().map(Some).collect();
    let mut traces = trace::traces(thread, &wanted);
    for trace in traces.iter_mut().flatten() {
        trace.frames.truncate(max_frames);
    }
    let depth = |trace: &Option<Trace>| trace.as_ref().map_or(0, |trace| trace.frames.len());
    let total: usize = traces.iter().map(depth).sum();
    let table_bytes = objects.len() * size_of::<StackInfo>();
    let memory = memory::allocate(table_bytes + total * size_of::<FrameInfo>())?;
    let table: *mut StackInfo = memory.cast();
    let mut place: *mut FrameInfo = table.wrapping_add(objects.len()).cast();
    let mut answer = Answer::default();
    for (index, (object, trace)) in objects.iter().zip(&traces).enumerate() {
        let row = table.wrapping_add(index);
        // SAFETY: room for all rows and frames was made above.
        unsafe {
            row.write(StackInfo {
                thread: std::ptr::null_mut(),
                state: state_of(thread, *object),
                frames: place,
                frame_count: depth(trace) as jint,
            });
            for frame in trace.iter().flat_map(frames) {
                place.write(frame);
                place = place.add(1);
            }
            answer = answer.and(&raw mut (*row).thread, Some(*object));
        }
    }
    // SAFETY: the contract of bodies.
    unsafe { infos.set(table) };
    Ok(answer)
}

pub(crate) unsafe fn GetAllStackTraces(
    _: &'static Environment,
    thread: &mut JavaThread,
    max_frames: jint,
    infos: Out<*mut StackInfo>,
    count: Out<jint>,
) -> Result<Answer, Error> {
    let objects = trace::live_threads(thread);
    // SAFETY: the contract of bodies.
    unsafe {
        count.set(objects.len() as jint);
        put_stacks(thread, &objects, max_frames, infos)
    }
}

pub(crate) unsafe fn GetThreadListStackTraces(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: jint,
    references: *const jobject,
    max_frames: jint,
    infos: Out<*mut StackInfo>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let references = list(count, references)?.iter();
        let objects = references.map(|reference| java_thread(thread, *reference));
        let objects = objects.collect::<Result<Vec<Handle>, Error>>()?;
        put_stacks(thread, &objects, max_frames, infos)
    }
}
