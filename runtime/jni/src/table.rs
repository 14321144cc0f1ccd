//! The two function tables of JNI as C sees them.
//!
//! What it is: the `repr(C)` structs expanded from `functions.rs`, and the declarations of the C shim's functions that
//! fill the variadic slots. What it is not: the wrappers (`wrappers.rs`) or the bodies (`bodies/`).
//!
//! Invariant: every slot is one pointer, so the structs have no padding; the number of slots is asserted.
//! Read next: `wrappers.rs`.
#![allow(
    non_snake_case,
    reason = "slots have the names of the JNI specification"
)]

use std::ffi::{c_char, c_void};

use crate::functions::{for_each_invoke_function, for_each_jni_function};
use crate::types::*;

/// The type of a slot, by row kind; `$env` is the type of the first argument.
macro_rules! slot_type {
    ($env:ty; reserved) => { *const c_void };
    ($env:ty; dots $(($arg:ty))* $(-> $ret:ty)?) => { unsafe extern "C" fn(*mut $env, $($arg,)* ...) $(-> $ret)? };
    ($env:ty; list $(($arg:ty))* $(-> $ret:ty)?) => { unsafe extern "C" fn(*mut $env, $($arg,)* va_list) $(-> $ret)? };
    ($env:ty; $kind:ident $(($arg:ty))* $(-> $ret:ty)?) => { unsafe extern "C" fn(*mut $env $(, $arg)*) $(-> $ret)? };
}

macro_rules! define_jni_struct {
    ($($kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? ;)*) => {
        /// The table behind a `JNIEnv*`.
        #[repr(C)]
        pub struct JNINativeInterface {
            $(pub $name: slot_type!(JNIEnv; $kind $(($ty))* $(-> $ret)?),)*
        }

        /// The slot names in order.
        pub const JNI_FUNCTION_NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}
for_each_jni_function!(define_jni_struct);

macro_rules! define_invoke_struct {
    ($($kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? ;)*) => {
        /// The table behind a `JavaVM*`.
        #[repr(C)]
        pub struct JNIInvokeInterface {
            $(pub $name: slot_type!(JavaVM; $kind $(($ty))* $(-> $ret)?),)*
        }
    };
}
for_each_invoke_function!(define_invoke_struct);

// SAFETY: both tables are immutable arrays of code addresses; the reserved slots are null.
unsafe impl Sync for JNINativeInterface {}
// SAFETY: as above.
unsafe impl Sync for JNIInvokeInterface {}

const _: () = {
    assert!(JNI_FUNCTION_NAMES.len() == 234);
    assert!(size_of::<JNINativeInterface>() == 234 * size_of::<*const c_void>());
    assert!(size_of::<JNIInvokeInterface>() == 8 * size_of::<*const c_void>());
};

/// Declares the C shim's function for a variadic row, nothing for the others.
macro_rules! declare_shim {
    ($($kind:ident $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)? ;)*) => {
        /// The C shim's functions, under the names of their slots.
        pub(crate) mod shim {
            use super::*;
            unsafe extern "C" {
                $(declare_shim_row!($kind $name ($($arg: $ty),*) $(-> $ret)?);)*
            }
        }
    };
}
macro_rules! declare_shim_row {
    (dots $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)?) => {
        #[link_name = concat!("c_", stringify!($name))]
        pub(crate) fn $name(env: *mut JNIEnv, $($arg: $ty,)* ...) $(-> $ret)?;
    };
    (list $name:ident ( $($arg:ident : $ty:ty),* ) $(-> $ret:ty)?) => {
        #[link_name = concat!("c_", stringify!($name))]
        pub(crate) fn $name(env: *mut JNIEnv, $($arg: $ty,)* list: va_list) $(-> $ret)?;
    };
    ($($other:tt)*) => {};
}
for_each_jni_function!(declare_shim);
