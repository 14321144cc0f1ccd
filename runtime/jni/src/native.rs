//! Calling a native method: from its I-frame to C and back. CONTRACTS 2, row "Java -> native method".
//!
//! What it is: the hook `threads::Hooks::call_native`. Arguments are the frame's locals; references become handles, the
//! thread is in_native while C runs, and everything C leaves behind (local references, local frames) is dropped at the
//! return. What it is not: natives the VM implements without a JNI transition (`Method.direct_native`), which the
//! interpreter calls itself; nor the monitor of a synchronized native or the check of the native stack, which the
//! interpreter does for both kinds.
//!
//! Invariant: the native's frame is the innermost Java frame and the anchor describes it. Read next: `shape.rs`,
//! `call.rs`, `link.rs`.

use std::sync::atomic::Ordering;

use heap::{Handle, Oop};
use metadata::MethodRef;
use threads::hooks::DirectNative;
use threads::{JavaResult, JavaThread};

use crate::call::call_native;
use crate::entry::env_of;
use crate::hooks;
use crate::link::native_function;
use crate::refs::resolve;
use crate::shape::{NativeArgs, shape_of};
use crate::types::jobject;
use crate::vm;

/// Calls `method`, whose frame is at `fp`. Returns the raw result: an int sign-extended, a float in the low half, a
/// reference as its address, valid until the caller stores it. Runs anything.
///
/// # Errors
/// The method could not be linked, or C left an exception pending.
pub fn call_native_method(
    thread: &mut JavaThread,
    method: MethodRef,
    fp: *mut u64,
) -> JavaResult<u64> {
    if method.native_function.load(Ordering::Acquire) == 0
        && let Some(direct) =
            hooks::direct_native(method.klass.name, method.name, method.descriptor)
    {
        method
            .direct_native
            .store(direct as usize, Ordering::Release);
        crate::link::tell(method);
        return call_direct(thread, method, direct, fp);
    }
    let frame = thread.mutator.handles.enter_frame();
    let result = call_linked(thread, method, fp);
    // Turned into an address only now: nothing after this collects.
    let word = result.map(|answer| match answer {
        Answer::Word(word) => word,
        Answer::Reference(handle) => handle.map_or(0, |handle| thread.oop(handle).address() as u64),
    });
    thread.mutator.handles.leave_frame(frame);
    word
}

/// The first call of a native that the VM implements itself; later ones the interpreter makes without asking here.
fn call_direct(
    thread: &mut JavaThread,
    method: MethodRef,
    direct: DirectNative,
    fp: *mut u64,
) -> JavaResult<u64> {
    let mark = thread.mutator.handles.mark();
    // SAFETY: the frame's locals lie directly below its header (`abi::frame`).
    let result = direct(thread, unsafe {
        fp.sub(usize::from(method.argument_slots))
    });
    thread.mutator.handles.release(mark);
    result
}

/// What C returned.
enum Answer {
    Word(u64),
    Reference(Option<Handle>),
}

fn call_linked(thread: &mut JavaThread, method: MethodRef, fp: *mut u64) -> JavaResult<Answer> {
    let function = native_function(thread, method)?;
    let shape = shape_of(&method);
    let slots = usize::from(method.argument_slots);
    // SAFETY: the frame's locals lie directly below its header (`abi::frame`) and are the arguments. Nothing from here to
    // the call collects, so nobody changes them while the slice lives.
    let locals = unsafe { std::slice::from_raw_parts(fp.sub(slots), slots) };
    let holder = if shape.is_static {
        vm::mirror(thread, method.klass)
    } else {
        // SAFETY: slot 0 is the receiver, which the interpreter has tested for null.
        unsafe { argument(thread, locals[0]) }.expect("a receiver is not null")
    };
    let env = env_of(thread) as u64;
    let mut args = NativeArgs::default();
    shape.marshal(&mut args, env, holder.slot() as u64, locals, |_, word| {
        // SAFETY: a reference argument of the running call, up to date: the collector visits the frame.
        unsafe { argument(thread, word) }.map_or(0, |handle| handle.slot() as u64)
    });

    let frames = thread.parts.jni_frames.len();
    thread.enter_native();
    // SAFETY: `function` was found under the name, or registered for, a method of this shape; the thread is in_native.
    let returned = unsafe { call_native(function, &args.ints, &args.fps, args.stack()) };
    thread.leave_native();
    thread.parts.jni_frames.truncate(frames);

    let word = shape.result_word(returned);
    let answer = if shape.result.is_reference() && thread.pending.is_null() {
        // SAFETY: C returned a JNI reference; its frame has not been popped yet.
        Answer::Reference(unsafe { resolve(thread, word as jobject) })
    } else {
        Answer::Word(word)
    };
    thread.check_pending()?;
    Ok(answer)
}

/// A reference argument as a handle.
///
/// # Safety
/// `word` is null or the address of a live object, and nothing collected since it was read.
unsafe fn argument(thread: &JavaThread, word: u64) -> Option<Handle> {
    // SAFETY: the caller's promise.
    let oop = unsafe { Oop::from_address(word as usize, thread.no_safepoint()) }?;
    Some(thread.handle(oop))
}

/// For the C shim: one letter per parameter. Called in_native; touches no object.
///
/// # Safety
/// `method` is a `jmethodID` whose class is loaded.
#[cfg(not(test))]
#[unsafe(export_name = "rs_method_shape")]
unsafe extern "C" fn method_shape(method: *const metadata::Method) -> *const std::ffi::c_char {
    // SAFETY: the caller's promise.
    shape_of(unsafe { &*method }).letters().as_ptr()
}

#[cfg(test)]
#[path = "native_tests.rs"]
mod tests;
