//! `AsyncGetCallTrace`: the stack of a thread that a signal has interrupted, as profilers ask for it that know HotSpot's (async-profiler,
//! honest-profiler). It is no part of JNI; the structures and numbers are those of its callers. The walk is `threads::async_walk`.

use std::ffi::c_void;
use std::ops::ControlFlow;

use threads::JavaThread;
use threads::async_walk::{self, Registers, Unwalkable};

use crate::types::{JNIEnv, jint, jmethodID};

/// One frame.
#[repr(C)]
pub(crate) struct CallFrame {
    /// The bci; [`NATIVE`] of a native method.
    pub lineno: jint,
    pub method_id: jmethodID,
}

/// What the caller passes, and where the answer goes.
#[repr(C)]
pub(crate) struct CallTrace {
    /// Of the thread that runs the handler.
    pub env_id: *mut JNIEnv,
    /// Frames that there are, or a reason below 1 why there are none.
    pub num_frames: jint,
    /// Room for as many frames as are asked for.
    pub frames: *mut CallFrame,
}

/// `lineno` of a native method.
const NATIVE: jint = -3;

// Why there are no frames.
const NO_JAVA_FRAME: jint = 0;
const UNKNOWN_JAVA: jint = -5;
const THREAD_EXIT: jint = -8;

/// Fills in at most `depth` frames, innermost first. Signal-safe.
///
/// # Safety
/// Called by a signal handler with its own third argument as `context`, in the thread of `trace.env_id`; `frames` has room for `depth`.
#[unsafe(export_name = "rs_AsyncGetCallTrace")]
pub(crate) unsafe extern "C" fn async_get_call_trace(
    trace: *mut CallTrace,
    depth: jint,
    context: *mut c_void,
) {
    // SAFETY: the caller's promise.
    let trace = unsafe { &mut *trace };
    trace.num_frames = if trace.env_id.is_null() {
        THREAD_EXIT
    } else {
        // SAFETY: the caller's promise.
        unsafe { frames(trace, depth, context) }
    };
}

/// # Safety
/// As [`async_get_call_trace`].
unsafe fn frames(trace: &CallTrace, depth: jint, context: *mut c_void) -> jint {
    // SAFETY: the caller's promise.
    let thread = unsafe { JavaThread::from_env(trace.env_id.cast()) };
    if thread != JavaThread::current() || context.is_null() {
        return THREAD_EXIT;
    }
    if depth <= 0 {
        return NO_JAVA_FRAME;
    }
    // SAFETY: the caller's promise.
    let registers = unsafe { Registers::of_signal(context.cast()) };
    let mut count = 0;
    // SAFETY: as above.
    let walked = unsafe {
        async_walk::walk(thread, &registers, &mut |method, bci| {
            let frame = CallFrame {
                lineno: bci.map_or(NATIVE, |bci| bci as jint),
                method_id: method.as_ptr().cast_mut().cast(),
            };
            // SAFETY: `count` is below `depth`.
            trace.frames.add(count as usize).write(frame);
            count += 1;
            match count < depth {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        })
    };
    match walked {
        Ok(()) => count,
        Err(Unwalkable::NoJava) => NO_JAVA_FRAME,
        Err(Unwalkable::Unknown) => UNKNOWN_JAVA,
        Err(Unwalkable::NotRunning) => THREAD_EXIT,
    }
}
