//! The functions behind the slots of the JNI table, expanded from `functions.rs`: one wrapper per row, and the table.
//!
//! What it is: glue. A wrapper is named like its slot, does what its row's kind says, and calls the body of that name in
//! `bodies/`. What it is not: the variadic functions, which are C (`shim/varargs.c`).
//!
//! Invariant: `JNI_TABLE` is what every thread's `JNIEnv` points at unless somebody replaced it. Read next: `bodies/`.
#![allow(
    non_snake_case,
    reason = "functions have the names of the JNI specification"
)]

use std::ffi::{c_char, c_void};

use crate::bodies;
use crate::entry::{java_entry, vm_entry};
use crate::functions::for_each_jni_function;
use crate::table::{JNINativeInterface, shim};
use crate::types::*;

/// One wrapper. SAFETY of all: C promises what the JNI specification asks of callers, above all that `env` is the
/// current thread's.
macro_rules! wrapper {
    (vm $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)?) => {
        unsafe extern "C" fn $name(env: *mut JNIEnv $(, $arg: $ty)*) $(-> $ret)? {
            // SAFETY: see `wrapper`.
            unsafe { vm_entry(env, |thread| bodies::$name(thread $(, $arg)*)) }
        }
    };
    (java $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)?) => {
        unsafe extern "C" fn $name(env: *mut JNIEnv $(, $arg: $ty)*) $(-> $ret)? {
            // SAFETY: see `wrapper`.
            unsafe { java_entry(env, |thread| bodies::$name(thread $(, $arg)*)) }
        }
    };
    (raw $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)?) => {
        unsafe extern "C" fn $name(env: *mut JNIEnv $(, $arg: $ty)*) $(-> $ret)? {
            // SAFETY: see `wrapper`.
            unsafe { bodies::$name(env $(, $arg)*) }
        }
    };
    ($($other:tt)*) => {};
}

macro_rules! slot_value {
    (reserved $name:ident) => {
        std::ptr::null::<c_void>()
    };
    (dots $name:ident) => {
        shim::$name
    };
    (list $name:ident) => {
        shim::$name
    };
    ($kind:ident $name:ident) => {
        $name
    };
}

macro_rules! define_wrappers {
    ($($kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? ;)*) => {
        $(wrapper!($kind $name ($($arg: $ty),*) $(-> $ret)?);)*

        /// The table of all threads.
        pub static JNI_TABLE: JNINativeInterface = JNINativeInterface { $($name: slot_value!($kind $name),)* };
    };
}
for_each_jni_function!(define_wrappers);
