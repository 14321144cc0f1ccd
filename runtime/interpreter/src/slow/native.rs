//! Calls of native methods and of the method-handle linkers. CONTRACTS 2 ("Java -> native method").
//!
//! A native method has a frame of its own: its arguments are the locals, visited by descriptor. The linkers (`invokeBasic`, `linkTo*`)
//! are native methods whose frame is *replaced* by the target's: a tail call, so that chains of lambda forms need no stack.

use std::sync::atomic::Ordering;

use abi::frame::{CALLER_FP, METHOD, RETURN_PC, SYNC};
use classfile::BasicType;
use heap::Oop;
use linker::method_handles::linkers;
use linker::mirrors;
use metadata::MethodRef;
use threads::hooks::DirectNative;
use threads::{JavaResult, JavaThread, hooks, monitor};

use super::exceptions::{Implicit, throw_implicit};
use super::{Next, method_of, save, unwind};
use crate::run::{Fp, Pc};
use crate::watch;

/// The first instruction of every native method: runs it and returns to the caller's frame.
///
/// # Safety
/// `fp` is the frame of a native method, just pushed.
#[inline(never)]
pub(crate) unsafe fn call(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function; header and locals of the frame are initialised.
    unsafe {
        let method = method_of(fp).expect("a native frame has a method");
        if method.linker_kind != 0 {
            return link(thread, fp, pc, method);
        }
        let result = execute(thread, fp, method);
        let (caller, return_pc) = (*fp.add(CALLER_FP) as Fp, *fp.add(RETURN_PC) as Pc);
        match result {
            Ok(value) => {
                if method.result != BasicType::Void {
                    *caller.offset((*return_pc).b() as isize) = value;
                }
                (caller, return_pc.add(1))
            }
            Err(_) => unwind(thread, caller, return_pc),
        }
    }
}

/// Runs a native method that is no linker in its frame. Its result as bits, of the width of its type.
///
/// # Errors
/// Those of the method.
///
/// # Safety
/// As [`call`].
pub(crate) unsafe fn execute(
    thread: &mut JavaThread,
    fp: Fp,
    method: MethodRef,
) -> JavaResult<u64> {
    // SAFETY: contract of this function.
    let result = unsafe {
        *fp.add(SYNC) = 0;
        let mark = thread.mutator.handles.mark();
        save(thread, fp, std::ptr::null());
        if thread.parts.watched.is_on.load(Ordering::Relaxed) {
            watch::native_entered(thread, method);
        }
        let mut result = if method.is_synchronized() {
            call_locked(thread, fp, method)
        } else {
            invoke(thread, fp, method)
        };
        if thread.is_suspended() {
            result = while_suspended(thread, method, result);
        }
        if thread.parts.watched.is_on.load(Ordering::Relaxed) {
            let bits = result.ok().map(|bits| narrow(method.result, bits));
            let bits = watch::native_left(thread, method, bits);
            result = result.and(Ok(bits.unwrap_or_default()));
        }
        thread.mutator.handles.release(mark);
        result
    };
    Ok(narrow(method.result, result?))
}

/// The bits of a value of this type.
pub(crate) fn narrow(ty: BasicType, bits: u64) -> u64 {
    match ty {
        BasicType::Boolean => bits & 1,
        BasicType::Byte => u64::from(bits as i8 as i32 as u32),
        BasicType::Char => u64::from(bits as u16),
        BasicType::Short => u64::from(bits as i16 as i32 as u32),
        BasicType::Int | BasicType::Float => u64::from(bits as u32),
        _ => bits,
    }
}

/// The thread was suspended in the method, which may have blocked: its caller, perhaps compiled code that does not poll soon, does not go on
/// before it is resumed.
///
/// # Safety
/// `result` is that of the method; nothing has collected since.
#[cold]
unsafe fn while_suspended(
    thread: &mut JavaThread,
    method: MethodRef,
    result: JavaResult<u64>,
) -> JavaResult<u64> {
    let object = match (method.result, &result) {
        (BasicType::Object | BasicType::Array, Ok(address)) => {
            // SAFETY: contract of this function.
            let object = unsafe { Oop::from_address(*address as usize, thread.no_safepoint()) };
            object.map(|object| thread.handle(object))
        }
        _ => None,
    };
    thread.suspension_check();
    match object {
        Some(object) => Ok(thread.oop(object).address() as u64),
        None => result,
    }
}

unsafe fn invoke(thread: &mut JavaThread, fp: Fp, method: MethodRef) -> JavaResult<u64> {
    if !thread.native_stack_ok() {
        return Err(thread.throw_stack_overflow());
    }
    let direct = method.direct_native.load(Ordering::Acquire);
    if direct == 0 {
        return (hooks::get().call_native)(thread, method, fp);
    }
    // SAFETY: `direct_native` is 0 or a DirectNative (its documentation); the arguments are the frame's locals.
    unsafe {
        let function = std::mem::transmute::<usize, DirectNative>(direct);
        function(thread, fp.sub(method.max_locals as usize))
    }
}

/// A synchronized native method: the monitor is released on every exit.
unsafe fn call_locked(thread: &mut JavaThread, fp: Fp, method: MethodRef) -> JavaResult<u64> {
    // SAFETY: as `call`; the receiver is the first local.
    unsafe {
        let object = if method.is_static() {
            mirrors::mirror_of(thread, method.klass)
        } else {
            let receiver = *fp.sub(method.max_locals as usize) as usize;
            let oop = Oop::from_address(receiver, thread.no_safepoint());
            thread.handle(oop.expect("a receiver is never null"))
        };
        monitor::enter(thread, object);
        *fp.add(SYNC) = thread.oop(object).address() as u64;
        let result = invoke(thread, fp, method);
        // The raw result must survive the release, which may block.
        let is_reference = method.result.is_reference();
        let kept = match result {
            Ok(value) if is_reference => Oop::from_address(value as usize, thread.no_safepoint())
                .map(|oop| thread.handle(oop)),
            _ => None,
        };
        let exception = if result.is_err() {
            thread.take_pending()
        } else {
            None
        };
        *fp.add(SYNC) = 0;
        monitor::exit(thread, object)?;
        if let Some(exception) = exception {
            return Err(thread.throw(exception));
        }
        if is_reference {
            Ok(kept.map_or(0, |handle| thread.oop(handle).address() as u64))
        } else {
            result
        }
    }
}

/// Replaces the linker's frame by its target's.
unsafe fn link(thread: &mut JavaThread, fp: Fp, _pc: Pc, linker: MethodRef) -> Next {
    // SAFETY: as `call`; nothing collects between the selection and the new header.
    unsafe {
        let locals = fp.sub(linker.max_locals as usize);
        let (caller, return_pc) = (*fp.add(CALLER_FP), *fp.add(RETURN_PC));
        let popped = (caller as Fp, return_pc as Pc);
        let last = locals.add(usize::from(linker.argument_slots).saturating_sub(1));
        let target = match linkers::select(thread, linker, *locals, *last) {
            Ok(target) => target,
            Err(error) => {
                save(thread, popped.0, popped.1);
                let _ = thread.scoped(|t| linkers::throw(t, error));
                return unwind(thread, popped.0, popped.1);
            }
        };
        let code = target.code.load(Ordering::Acquire) as Pc;
        let callee = locals.add(target.max_locals as usize);
        if callee.wrapping_add(target.frame_words.load(Ordering::Relaxed) as usize)
            > thread.java_limit
        {
            return throw_implicit(thread, popped.0, popped.1, Implicit::StackOverflow);
        }
        *callee.add(METHOD) = target.as_ptr() as u64;
        *callee.add(CALLER_FP) = caller;
        *callee.add(RETURN_PC) = return_pc;
        (callee, code)
    }
}
