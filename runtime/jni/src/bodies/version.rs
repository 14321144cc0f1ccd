//! `GetVersion`, `GetJavaVM`, `FatalError`. JNI chapter 4, "Version Information", "Java VM Interface", "Exceptions".

use std::ffi::{CStr, c_char};
use std::ops::ControlFlow;

use linker::exceptions::backtrace;
use threads::walk::walk;

use crate::entry::thread_of;
use crate::invocation::java_vm;
use crate::types::*;

pub(crate) unsafe fn GetVersion(_env: *mut JNIEnv) -> jint {
    JNI_VERSION_10
}

pub(crate) unsafe fn GetJavaVM(_env: *mut JNIEnv, vm: *mut *mut JavaVM) -> jint {
    if vm.is_null() {
        return JNI_EINVAL;
    }
    // SAFETY: the contract of bodies.
    unsafe { *vm = java_vm() };
    JNI_OK
}

/// Prints the message and the Java stack, and aborts the process.
pub(crate) unsafe fn FatalError(env: *mut JNIEnv, message: *const c_char) {
    // SAFETY: the contract of bodies.
    let (thread, message) = unsafe { (thread_of(env), text(message)) };
    let mut report = format!("FATAL ERROR in native method: {message}\n");
    walk(thread, |frame| {
        report += &format!("\tat {}\n", backtrace::line(frame.method, frame.bci()));
        ControlFlow::Continue(())
    });
    flags::out!("{report}");
    std::process::abort();
}

/// A C text for messages; null is empty.
///
/// # Safety
/// `text` is null or terminated.
unsafe fn text(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the caller's promise.
    classfile::mutf8::decode(unsafe { CStr::from_ptr(text) }.to_bytes())
}
