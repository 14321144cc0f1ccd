//! Throwing, looking and clearing. JNI chapter 4, "Exceptions".

use std::ffi::{CStr, c_char};

use heap::Handle;
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, Value, call_java};

use crate::entry::thread_of;
use crate::refs::resolve;
use crate::types::*;
use crate::vm;

pub(crate) unsafe fn Throw(thread: &mut JavaThread, obj: jthrowable) -> jint {
    // SAFETY: the contract of bodies.
    match unsafe { resolve(thread, obj) } {
        Some(throwable) => {
            let _pending = thread.throw(throwable);
            JNI_OK
        }
        None => JNI_ERR,
    }
}

/// Runs the constructor that takes the message, or, without one, the constructor that takes nothing.
pub(crate) unsafe fn ThrowNew(
    thread: &mut JavaThread,
    clazz: jclass,
    message: *const c_char,
) -> JavaResult<jint> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { vm::klass_argument(thread, clazz)? };
    let throwable = if message.is_null() {
        vm::new_object(thread, klass, "()V", &[])?
    } else {
        // SAFETY: the contract of bodies.
        let message = vm::new_string_utf(thread, unsafe { CStr::from_ptr(message) }.to_bytes())?;
        vm::new_object(
            thread,
            klass,
            "(Ljava/lang/String;)V",
            &[Value::from(message)],
        )?
    };
    let _pending = thread.throw(throwable);
    Ok(JNI_OK)
}

pub(crate) unsafe fn ExceptionOccurred(thread: &mut JavaThread) -> Option<Handle> {
    thread.pending_exception()
}

pub(crate) unsafe fn ExceptionClear(thread: &mut JavaThread) {
    thread.pending.store(0);
}

/// Whether the slot is null does not change when the collector moves the exception, so no state change is needed.
pub(crate) unsafe fn ExceptionCheck(env: *mut JNIEnv) -> jboolean {
    // SAFETY: the contract of bodies.
    let thread = unsafe { thread_of(env) };
    jboolean::from(!thread.pending.is_null())
}

/// Prints the pending exception to stderr as `Throwable.printStackTrace` does, and clears it.
pub(crate) unsafe fn ExceptionDescribe(thread: &mut JavaThread) {
    let Some(throwable) = thread.take_pending() else {
        return;
    };
    if let Some(name) = vm::thread_name(thread) {
        flags::err!("Exception in thread \"{name}\" ");
    }
    let print = vm::select_virtual(thread.oop(throwable), wk::THROWABLE_PRINT_STACK_TRACE.get());
    let printed = print.map(|method| call_java(thread, method, &[Value::from(throwable)]));
    if !matches!(printed, Some(Ok(_))) {
        // What printing threw is not what the caller asked about.
        thread.pending.store(0);
    }
}
