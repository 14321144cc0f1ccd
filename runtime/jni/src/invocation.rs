//! The invocation API: creating, attaching to and destroying the VM (JNI specification chapter 5).
//!
//! What it is: the three exported `JNI_*` functions and the bodies of `JNIInvokeInterface`. What it is not: the boot
//! itself, which is handed in through `set_boot`. Read next: `table.rs`.

#![allow(
    non_snake_case,
    reason = "the names are those of the JNI specification"
)]

use std::ffi::c_void;

use crate::types::*;

/// # Safety
/// As the JNI specification demands: all pointers are valid, `args` is a `JavaVMInitArgs`.
#[unsafe(export_name = "rs_JNI_CreateJavaVM")]
pub unsafe extern "C" fn JNI_CreateJavaVM(
    _vm: *mut *mut JavaVM,
    _env: *mut *mut c_void,
    _args: *mut c_void,
) -> jint {
    crate::not_implemented("JNI_CreateJavaVM");
    JNI_ERR
}

/// # Safety
/// `buffer` has room for `length` pointers, `count` is valid or null.
#[unsafe(export_name = "rs_JNI_GetCreatedJavaVMs")]
pub unsafe extern "C" fn JNI_GetCreatedJavaVMs(
    _buffer: *mut *mut JavaVM,
    _length: jsize,
    count: *mut jsize,
) -> jint {
    if !count.is_null() {
        // SAFETY: the caller's promise.
        unsafe { *count = 0 };
    }
    JNI_OK
}

/// # Safety
/// `args` starts with a version and is as long as that version's struct.
#[unsafe(export_name = "rs_JNI_GetDefaultJavaVMInitArgs")]
pub unsafe extern "C" fn JNI_GetDefaultJavaVMInitArgs(_args: *mut c_void) -> jint {
    JNI_EVERSION
}
