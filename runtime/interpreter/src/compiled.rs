//! From the interpreter to compiled code and back. CONTRACTS 2 ("interpreter -> compiled", "OSR entry"), 6 ("Deopt and OSR never nest").
//!
//! A method with code has [`entry`] as its first instruction. The frame that the call has pushed gives its arguments to the code and is
//! gone while that runs; a loop that is entered gives all its values, and its frame is gone for good.
//! Read next: `runtime/tiering`.

use std::sync::atomic::Ordering;

use abi::frame::{CALLER_FP, RETURN_PC};
use classfile::BasicType;
use metadata::MethodRef;
use threads::JavaThread;
use threads::hooks::{self, Outcome};

use crate::run::{Fp, Pc};
use crate::slow::{Next, method_of, save, unwind};
use crate::translation::Translation;

/// The first instruction of methods that have compiled code.
pub fn entry() -> *mut u8 {
    std::ptr::from_ref(&crate::COMPILED).cast_mut().cast()
}

/// [`entry`]: runs the code with the arguments in the frame just pushed, and delivers its result.
///
/// # Safety
/// `fp` is the frame just pushed, of a method with code.
pub(crate) unsafe fn call(thread: &mut JavaThread, fp: Fp, _pc: Pc) -> Next {
    // SAFETY: contract of this function: header and locals of the frame are initialised.
    unsafe {
        let method = method_of(fp).expect("a method is entered");
        let locals = fp.sub(method.max_locals as usize);
        let (caller, return_pc) = (*fp.add(CALLER_FP) as Fp, *fp.add(RETURN_PC) as Pc);
        save(thread, caller, return_pc);
        let enter = hooks::get().enter_compiled;
        let outcome = enter(thread, method, locals, caller, return_pc.cast());
        deliver(thread, method, outcome, caller, return_pc)
    }
}

/// Where the interpreter goes on when code that the frame `caller` called at `return_pc` has ended.
unsafe fn deliver(
    thread: &mut JavaThread,
    method: MethodRef,
    outcome: Outcome,
    caller: Fp,
    return_pc: Pc,
) -> Next {
    // SAFETY: `caller` is a frame of this thread at an invoke, whose `b` says where results go.
    unsafe {
        match outcome {
            Outcome::Returned(bits) => {
                let value = match method.result {
                    BasicType::Void => return (caller, return_pc.add(1)),
                    BasicType::Long | BasicType::Double | BasicType::Object | BasicType::Array => {
                        bits
                    }
                    _ => u64::from(bits as u32),
                };
                *caller.offset((*return_pc).b() as isize) = value;
                (caller, return_pc.add(1))
            }
            Outcome::Threw => unwind(thread, caller, return_pc),
            Outcome::Resumed { fp, pc } => (fp, pc.cast()),
        }
    }
}

/// The counter of the method whose frame was just pushed has reached zero. Its first instruction, which may be another one now.
///
/// # Safety
/// `fp` is the frame of a method, `pc` its first instruction.
pub(crate) unsafe fn call_overflow(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Pc {
    // SAFETY: contract of this function.
    let Some(method) = (unsafe { method_of(fp) }) else {
        return pc;
    };
    (hooks::get().counter_overflow)(thread, method, None);
    method.code.load(Ordering::Acquire).cast::<_>()
}

/// A backward branch is taken, and the counter has reached zero. Where to go on, if there is code for the loop: the frame is gone then.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`, a backward branch.
pub(crate) unsafe fn loop_overflow(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Option<Next> {
    // SAFETY: contract of this function.
    unsafe {
        let method = method_of(fp)?;
        let header = Translation::of(&method)?.loop_header(pc)?;
        save(thread, fp, pc);
        let code = (hooks::get().counter_overflow)(thread, method, Some(header))?;
        let (caller, return_pc) = (*fp.add(CALLER_FP) as Fp, *fp.add(RETURN_PC) as Pc);
        save(thread, caller, return_pc);
        let enter = hooks::get().enter_loop;
        let outcome = enter(thread, code, fp, caller, return_pc.cast());
        Some(deliver(thread, method, outcome, caller, return_pc))
    }
}
