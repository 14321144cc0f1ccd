//! The functions behind the slots of the table, expanded from `functions.rs`: one wrapper per row, and the table.
//!
//! What it is: glue. A wrapper is named like its slot, does what its row says (`entry.rs`) and calls the body of that name in `bodies/`.
#![allow(
    non_snake_case,
    reason = "functions have the names of the JVMTI specification"
)]

use std::ffi::{c_char, c_void};

use jni::table::JNINativeInterface;
use jni::types::{jboolean, jclass, jfieldID, jint, jlong, jmethodID, jobject};

use crate::bodies;
use crate::bodies::raw_monitors::RawMonitor;
use crate::capabilities::{Capabilities, Capability};
use crate::entry;
use crate::environment::Environment;
use crate::error::Error;
use crate::functions::for_each_tool_function;
use crate::phase::Phases;
use crate::types::*;

/// A slot: the address of a wrapper, null in reserved ones.
#[repr(transparent)]
pub(crate) struct Slot(*const c_void);

// SAFETY: the address of code.
unsafe impl Sync for Slot {}

/// One wrapper. SAFETY of all: C promises what the JVMTI specification asks of callers.
macro_rules! wrapper {
    (raw $phases:ident $capability:ident $name:ident ($($arg:ident : $ty:ty),*)) => {
        unsafe extern "C" fn $name(environment: *mut Environment $(, $arg: $ty)*) -> jint {
            let check = || {
                $(Argument::check(&$arg)?;)*
                Ok(())
            };
            // SAFETY: see `wrapper`.
            unsafe {
                entry::raw(environment, Phases::$phases, Capability::$capability, check, |environment| {
                    bodies::$name(environment $(, $arg)*)
                })
            }
        }
    };
    (vm $phases:ident $capability:ident $name:ident ($($arg:ident : $ty:ty),*)) => {
        unsafe extern "C" fn $name(environment: *mut Environment $(, $arg: $ty)*) -> jint {
            let check = || {
                $(Argument::check(&$arg)?;)*
                Ok(())
            };
            // SAFETY: see `wrapper`.
            unsafe {
                entry::vm(environment, Phases::$phases, Capability::$capability, check, |environment, thread| {
                    bodies::$name(environment, thread $(, $arg)*)
                })
            }
        }
    };
    (absent $phases:ident $capability:ident $name:ident ()) => {
        unsafe extern "C" fn $name(environment: *mut Environment) -> jint {
            // SAFETY: see `wrapper`.
            unsafe {
                entry::raw(environment, Phases::$phases, Capability::$capability, || Ok(()), |_| {
                    Err(Error::MUST_POSSESS_CAPABILITY)
                })
            }
        }
    };
    (reserved $($other:tt)*) => {};
}

macro_rules! slot {
    (reserved $name:ident) => {
        Slot(std::ptr::null())
    };
    ($kind:ident $name:ident) => {
        Slot($name as *const c_void)
    };
}

macro_rules! define_table {
    ($($kind:ident $phases:ident $capability:ident $name:ident ($($arg:ident : $ty:ty),* $(,)?);)*) => {
        $(wrapper!($kind $phases $capability $name ($($arg: $ty),*));)*

        /// What the first word of an environment points at.
        pub(crate) type Functions = [Slot; [$(stringify!($name)),*].len()];

        pub(crate) static FUNCTIONS: Functions = [$(slot!($kind $name)),*];
    };
}
for_each_tool_function!(define_table);

const _: () = assert!(size_of::<Functions>() == 156 * size_of::<usize>());
