//! `StackWalker`: batches of frames for `StackStreamFactory.AbstractStackWalker`. `SecurityManager.getClassContext`.
//!
//! A walk is a list of (method, bci) made when it begins: the frames below `callStackWalk` cannot go away while it runs. Java
//! gets the address of the walk as `anchor`; every later request is checked against the walks of the thread that are in progress.

use std::ffi::c_void;
use std::ops::ControlFlow;

use heap::Handle;
use linker::method_handles::natives;
use metadata::well_known as wk;
use metadata::{MethodFlags, MethodRef};
use threads::{JavaResult, JavaThread, Value, call_java};

use crate::entry::jvm;
use crate::{frames, vm};

/// Bits of `mode`, as `StackStreamFactory` defines them.
mod mode {
    pub(super) const FILL_CLASS_REFS_ONLY: i64 = 2;
    pub(super) const GET_CALLER_CLASS: i64 = 4;
    pub(super) const SHOW_HIDDEN_FRAMES: i64 = 32;
    pub(super) const FILL_LIVE_STACK_FRAMES: i64 = 256;
}

/// A walk in progress. Lives on the native stack of `call_stack_walk`.
struct Walk {
    /// The enclosing walk of the same thread.
    outer: *const c_void,
    frames: Vec<(MethodRef, u32)>,
    /// The next frame to deliver.
    next: usize,
}

impl Walk {
    fn new(thread: &JavaThread) -> Walk {
        let mut frames = Vec::new();
        frames::for_each(thread, |_, frame| {
            frames.push((frame.method, frame.bci().unwrap_or(0)));
            ControlFlow::Continue(())
        });
        Walk {
            outer: thread.parts.walk_anchor,
            frames,
            next: 0,
        }
    }

    /// Skips the frames of the stack walker itself.
    fn skip_walker(&mut self, stream: metadata::KlassRef) {
        let walker = wk::ABSTRACT_STACK_WALKER.get();
        let is_walker = |method: MethodRef| {
            let klass = method.klass.original();
            klass == walker
                || klass.super_klass == Some(walker)
                || klass == stream
                || method.klass.name.bytes() == b"java/lang/StackWalker"
        };
        while self
            .frames
            .get(self.next)
            .is_some_and(|(method, _)| is_walker(*method))
        {
            self.next += 1;
        }
    }
}

/// Fills a `StackFrameInfo` for a frame.
fn fill_frame_info(
    thread: &mut JavaThread,
    info: Handle,
    method: MethodRef,
    bci: u32,
) -> JavaResult<()> {
    let member = vm::get_ref(thread, info, wk::STACK_FRAME_INFO_MEMBER_NAME.offset());
    let member = vm::non_null(thread, member)?;
    natives::set_direct(thread, member, method)?;
    thread
        .oop(info)
        .put_i32(wk::STACK_FRAME_INFO_BCI.offset(), bci as i32);
    Ok(())
}

/// Delivers up to `count` frames into `buffer` from `start`. Returns the index behind the last one.
fn fill(
    thread: &mut JavaThread,
    walk: &mut Walk,
    mode: i64,
    count: i32,
    start: i32,
    buffer: Handle,
) -> JavaResult<i32> {
    let room = thread.oop(buffer).length() as i64;
    if start < 0 || count < 0 || i64::from(start) + i64::from(count) > room {
        return Err(thread.throw_new(
            "java/lang/IllegalArgumentException",
            "not enough space in buffers",
        ));
    }
    let wants_methods = mode & mode::FILL_CLASS_REFS_ONLY == 0;
    let shows_hidden = mode & mode::SHOW_HIDDEN_FRAMES != 0 || flags::get().flags.ShowHiddenFrames;
    let mut index = start;
    while index < start + count {
        let Some(&(method, bci)) = walk.frames.get(walk.next) else {
            break;
        };
        walk.next += 1;
        if !shows_hidden && method.flags.has(MethodFlags::HIDDEN) {
            continue;
        }
        if !wants_methods
            && mode & mode::GET_CALLER_CLASS != 0
            && index == start
            && method.flags.has(MethodFlags::CALLER_SENSITIVE)
        {
            let text = format!(
                "StackWalker::getCallerClass called from @CallerSensitive '{}' method",
                method.external_signature()
            );
            return Err(thread.throw_new("java/lang/UnsupportedOperationException", &text));
        }
        if wants_methods {
            let info = thread
                .oop(buffer)
                .element(index as usize)
                .map(|oop| thread.handle(oop));
            let info = vm::non_null(thread, info)?;
            let mark = thread.mutator.handles.mark();
            fill_frame_info(thread, info, method, bci)?;
            thread.mutator.handles.release(mark);
        } else {
            let mirror = vm::mirror(thread, method.klass);
            vm::set_element(thread, buffer, index as usize, Some(mirror));
        }
        index += 1;
    }
    Ok(index)
}

/// `callStackWalk`: the first batch, then Java consumes the stream.
pub(crate) fn call_stack_walk(
    thread: &mut JavaThread,
    stream: Handle,
    mode: i64,
    skip: i32,
    count: i32,
    start: i32,
    buffer: Option<Handle>,
) -> JavaResult<Option<Handle>> {
    let Some(buffer) = buffer else {
        return Err(thread.throw_new("java/lang/NullPointerException", "frames_array is NULL"));
    };
    if mode & mode::FILL_LIVE_STACK_FRAMES != 0 {
        return Err(crate::entry::not_implemented(thread, "LiveStackFrame"));
    }
    let mut walk = Walk::new(thread);
    walk.skip_walker(thread.oop(stream).klass());
    walk.next += usize::try_from(skip).unwrap_or(0);
    let end = fill(thread, &mut walk, mode, count, start, buffer)?;
    if end == start {
        return Err(thread.throw_new("java/lang/InternalError", "stack walk: decode failed"));
    }
    let anchor: *const c_void = (&raw const walk).cast();
    thread.parts.walk_anchor = anchor;
    let arguments = [
        Value::from(stream),
        Value::Long(anchor as i64),
        Value::Int(skip),
        Value::Int(count),
        Value::Int(start),
        Value::Int(end),
    ];
    let result = call_java(thread, wk::DO_STACK_WALK.get(), &arguments);
    thread.parts.walk_anchor = walk.outer;
    result.map(Value::reference)
}

/// `fetchStackFrames`: the next batch of a walk in progress.
pub(crate) fn more_stack_walk(
    thread: &mut JavaThread,
    mode: i64,
    anchor: i64,
    count: i32,
    start: i32,
    buffer: Option<Handle>,
) -> JavaResult<i32> {
    let Some(buffer) = buffer else {
        return Err(thread.throw_new("java/lang/NullPointerException", "frames_array is NULL"));
    };
    let mut candidate = thread.parts.walk_anchor;
    while !candidate.is_null() && candidate as i64 != anchor {
        // SAFETY: the chain links walks of this thread that are in progress: they live on its native stack.
        candidate = unsafe { (*candidate.cast::<Walk>()).outer };
    }
    if candidate.is_null() {
        return Err(thread.throw_new("java/lang/InternalError", "doStackWalk: corrupted buffers"));
    }
    // SAFETY: as above; the walk's owner is below this call and does not touch it until `doStackWalk` returns.
    let walk = unsafe { &mut *candidate.cast_mut().cast::<Walk>() };
    fill(thread, walk, mode, count, start, buffer)
}

/// `SecurityManager.getClassContext`: classes of all frames that security checks see, natives left out.
fn class_context(thread: &mut JavaThread) -> JavaResult<Handle> {
    let mut klasses = Vec::new();
    frames::for_each(thread, |_, frame| {
        if !frames::is_ignored(frame.method) && !frame.method.is_native() {
            klasses.push(frame.method.klass);
        }
        ControlFlow::Continue(())
    });
    vm::class_array(thread, &klasses)
}

jvm! {
    fn JVM_CallStackWalk(
        t, stream: Handle, mode: i64, skip: i32, count: i32, start: i32, buffer: Option<Handle>,
    ) -> Option<Handle> {
        call_stack_walk(t, stream, mode, skip, count, start, buffer)
    }
    fn JVM_MoreStackWalk(
        t, _stream: Option<Handle>, mode: i64, anchor: i64, count: i32, start: i32, buffer: Option<Handle>,
    ) -> i32 {
        more_stack_walk(t, mode, anchor, count, start, buffer)
    }
    fn JVM_GetClassContext(t) -> Handle {
        class_context(t)
    }
}
