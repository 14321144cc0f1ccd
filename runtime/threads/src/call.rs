//! Calling Java from Rust, and the entry frames that link the activations of a thread. CONTRACTS 1 and 2 ("Rust -> Java").
//!
//! While Java runs in an activation, `JavaThread::{last_fp, last_pc, java_sp}` describe the innermost Java frame whenever Rust code
//! below it may collect, throw or walk (the interpreter writes them before every such call); where that frame is one of compiled code,
//! `area.anchor_fp` and `anchor_pc` do. A new activation saves them in an [`EntryFrame`] on the Rust stack, linked from the thread; a frame whose CALLER_FP is 0 is the first of its activation, and
//! the walk goes on at the entry frame's saved values.

use std::ptr;

use metadata::MethodRef;

use crate::exception::JavaResult;
use crate::hooks;
use crate::thread::JavaThread;
use crate::value::Value;

/// The link between two activations.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct EntryFrame {
    pub previous: *const EntryFrame,
    pub last_fp: *mut u64,
    pub last_pc: *const u8,
    pub java_sp: *mut u64,
    /// Innermost compiled frame: rbp and pc. 0: the innermost frame is `last_fp`.
    pub anchor_fp: usize,
    pub anchor_pc: usize,
}

/// Runs `method` (already selected: no virtual dispatch) with `arguments`, receiver first. The class must be initialised or being
/// initialised by this thread, or the method is what initialises it. May collect, block, run any Java.
///
/// # Errors
/// The method threw, or the native stack is full: the exception is pending.
pub fn call_java(
    thread: &mut JavaThread,
    method: MethodRef,
    arguments: &[Value],
) -> JavaResult<Value> {
    debug_assert_eq!(
        arguments.iter().map(|value| value.slots()).sum::<usize>(),
        method.argument_slots as usize,
        "arguments of {method}"
    );
    debug_assert!(
        thread.pending.is_null(),
        "Java is called with an exception pending"
    );
    in_new_activation(thread, |thread| {
        (hooks::get().interpret)(thread, method, arguments)
    })
}

/// Runs `body`, which runs Java in an activation of its own: links it to the frames that are there, which must be anchored.
///
/// # Errors
/// Those of `body`, and `StackOverflowError` if the native stack is full.
pub fn in_new_activation<R>(
    thread: &mut JavaThread,
    body: impl FnOnce(&mut JavaThread) -> JavaResult<R>,
) -> JavaResult<R> {
    if !thread.native_stack_ok() {
        return Err(thread.throw_stack_overflow());
    }
    enter_activation(thread, body)
}

/// As [`in_new_activation`], for frames that have been running elsewhere: they go on even if the native stack is full but for its reserve.
///
/// # Errors
/// As [`in_new_activation`].
pub fn in_continued_activation<R>(
    thread: &mut JavaThread,
    body: impl FnOnce(&mut JavaThread) -> JavaResult<R>,
) -> JavaResult<R> {
    if !thread.native_reserve_ok() {
        return Err(thread.throw_stack_overflow());
    }
    enter_activation(thread, body)
}

fn enter_activation<R>(
    thread: &mut JavaThread,
    body: impl FnOnce(&mut JavaThread) -> JavaResult<R>,
) -> JavaResult<R> {
    let entry = EntryFrame {
        previous: thread.entry_frame,
        last_fp: thread.last_fp,
        last_pc: thread.last_pc,
        java_sp: thread.java_sp,
        anchor_fp: thread.area.anchor_fp,
        anchor_pc: thread.area.anchor_pc,
    };
    thread.entry_frame = &entry;
    thread.last_fp = ptr::null_mut();
    thread.last_pc = ptr::null();
    thread.area.anchor_fp = 0;
    let result = body(thread);
    thread.entry_frame = entry.previous;
    thread.last_fp = entry.last_fp;
    thread.last_pc = entry.last_pc;
    thread.java_sp = entry.java_sp;
    thread.area.anchor_fp = entry.anchor_fp;
    thread.area.anchor_pc = entry.anchor_pc;
    result
}
