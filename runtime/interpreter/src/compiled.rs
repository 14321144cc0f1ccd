//! From the interpreter to compiled code and back. CONTRACTS 2 ("interpreter -> compiled", "OSR entry"), 6 ("Deopt and OSR never nest").
//!
//! A method with code has [`entry`] as its first instruction. The frame that the call has pushed gives its arguments to the code and is
//! gone while that runs; a loop that is entered gives all its values, and its frame is gone for good.
//! Read next: `runtime/tiering`.

use std::sync::atomic::Ordering;

use abi::frame::{CALLER_FP, METHOD, RETURN_PC, SYNC};
use classfile::BasicType;
use metadata::MethodRef;
use threads::JavaThread;
use threads::hooks::{self, Outcome};

use crate::activation::{self, BOTTOM_WORDS};
use crate::run::{Fp, Pc, run};
use crate::slow::{Next, method_of, save, unwind};
use crate::translate;
use crate::translation::Translation;

/// The first instruction of methods that have compiled code.
pub fn entry() -> *mut u8 {
    std::ptr::from_ref(&crate::COMPILED).cast_mut().cast()
}

/// `method` is interpreted again, or another one in its place: its code is not entered any more.
pub fn leave(method: MethodRef) {
    let first = match Translation::of(&method) {
        _ if method.is_superseded() => std::ptr::from_ref(&crate::REDEFINED).cast_mut().cast(),
        Some(translation) => translation.code.as_ptr().cast_mut().cast(),
        None => metadata::method::entry_points().for_flags(method.access_flags),
    };
    method.code.store(first, Ordering::Release);
}

/// [`entry`]: runs the code with the arguments in the frame just pushed, and delivers its result.
///
/// # Safety
/// `fp` is the frame just pushed, of a method with code.
#[cold]
#[inline(never)]
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
#[cold]
#[inline(never)]
pub(crate) unsafe fn call_overflow(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Pc {
    // SAFETY: contract of this function.
    let Some(method) = (unsafe { method_of(fp) }) else {
        return pc;
    };
    (hooks::get().counter_overflow)(thread, method, None);
    method.code.load(Ordering::Acquire).cast::<_>()
}

/// A backward branch to `target` is taken, and the counter has reached zero. Where to go on: if there is code for the loop, the frame is
/// gone then. (A pair in registers: memory of the caller's would keep it from a tail call.)
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`, a backward branch to `target`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn loop_overflow(thread: &mut JavaThread, fp: Fp, pc: Pc, target: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe { enter_loop(thread, fp, pc) }.unwrap_or((fp, target))
}

/// Runs the code for the loop that the branch `pc` goes back in, if there is some.
///
/// # Safety
/// As [`loop_overflow`].
unsafe fn enter_loop(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Option<Next> {
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

// ---- frames that compiled code leaves behind

/// The translation of a method that compiled code leaves for the interpreter.
///
/// # Panics
/// It cannot be translated: the compiler reads the same bytecode, and refuses what has no translation.
pub fn translation_of(method: MethodRef) -> &'static Translation {
    if let Some(translation) = Translation::of(&method) {
        return translation;
    }
    let code = method.bytecode().expect("compiled code has bytecode");
    match translate::translate(&method, &code) {
        Ok(translation) => {
            let had_code = method.code.load(Ordering::Acquire);
            let translation = translation.install(&method);
            // Calls go on to the compiled code, or to the newer method.
            if had_code == entry() || method.is_superseded() {
                method.code.store(had_code, Ordering::Release);
            }
            translation
        }
        Err(error) => panic!("{method} was compiled, but cannot be interpreted: {error:?}"),
    }
}

/// A frame to be pushed: what it holds is written by the caller of [`push`].
pub struct NewFrame {
    pub method: MethodRef,
    /// All its words, the locals first.
    pub start: *mut u64,
    pub fp: *mut u64,
    /// Behind its last word.
    pub end: *mut u64,
}

impl NewFrame {
    /// The words that a frame of `method` takes.
    pub fn words(method: MethodRef) -> usize {
        let translation = translation_of(method);
        usize::from(translation.max_locals) + usize::from(translation.frame_words())
    }

    /// A frame at `start`, which is called by frame `caller` at `return_pc`. All its slots are 0.
    ///
    /// # Safety
    /// `start` is the first word above all frames of this thread, with room for [`NewFrame::words`]; `caller` and `return_pc` are a frame
    /// and its invoke, or those of [`bottom`].
    pub unsafe fn push(
        start: *mut u64,
        method: MethodRef,
        caller: *mut u64,
        return_pc: *const u8,
    ) -> NewFrame {
        let translation = translation_of(method);
        // SAFETY: contract of this function.
        unsafe {
            let words = NewFrame::words(method);
            std::slice::from_raw_parts_mut(start, words).fill(0);
            let fp = start.add(usize::from(translation.max_locals));
            *fp.add(METHOD) = method.as_ptr() as u64;
            *fp.add(CALLER_FP) = caller as u64;
            *fp.add(RETURN_PC) = return_pc as u64;
            NewFrame {
                method,
                start,
                fp,
                end: start.add(words),
            }
        }
    }

    /// # Safety
    /// `index` is a local of the method.
    pub unsafe fn set_local(&self, index: usize, value: u64) {
        // SAFETY: contract of this function.
        unsafe { *self.start.add(index) = value };
    }

    /// # Safety
    /// `index` is a slot of the method's stack.
    pub unsafe fn set_stack(&self, index: usize, value: u64) {
        let base = translation_of(self.method).stack_base;
        // SAFETY: contract of this function.
        unsafe { *self.fp.add(usize::from(base) + index) = value };
    }

    /// What a synchronized method has locked.
    ///
    /// # Safety
    /// `object` is a reference.
    pub unsafe fn set_lock(&self, object: u64) {
        // SAFETY: the header is part of every frame.
        unsafe { *self.fp.add(SYNC) = object };
    }
}

/// Where a frame of `method` goes on whose slots are in their places: at the bytecode at `bci`, or, if that has run (`is_after`), as the
/// caller that waits for its result.
///
/// # Panics
/// No instruction begins there: the compiler must not leave code at such places ([`Translation::resume_at`]).
pub fn resume_pc(method: MethodRef, bci: u32, is_after: bool) -> *const u8 {
    let found = translation_of(method).resume_at(bci, is_after);
    let instruction = found.unwrap_or_else(|| panic!("{method} cannot go on at {bci}"));
    std::ptr::from_ref(instruction).cast()
}

/// Gives the frame, which waits at the invoke `pc`, the result of its call. Where it goes on.
///
/// # Safety
/// `bits` is a result of the call's type, if it has one.
pub unsafe fn take_result(frame: &NewFrame, pc: *const u8, bits: u64) -> *const u8 {
    let pc: Pc = pc.cast();
    let bci = translation_of(frame.method).bci_of(pc);
    let value = match crate::maps::result_type(&frame.method, bci) {
        BasicType::Void => None,
        BasicType::Long | BasicType::Double | BasicType::Object | BasicType::Array => Some(bits),
        _ => Some(u64::from(bits as u32)),
    };
    // SAFETY: `pc` is an invoke of the frame's method: `b` is a register of the frame if there is a result.
    unsafe {
        if let Some(value) = value {
            *frame.fp.offset((*pc).b() as isize) = value;
        }
        pc.add(1).cast()
    }
}

/// Words of the frame below the first one of an activation.
pub const BOTTOM: usize = BOTTOM_WORDS;

/// Writes the frame below the first one of a new activation. Its return pc.
///
/// # Safety
/// `start` is the first word above all frames of this thread, with room for [`BOTTOM`] words.
pub unsafe fn bottom(start: *mut u64) -> *const u8 {
    // SAFETY: contract of this function.
    unsafe { activation::write_bottom(start) };
    activation::bottom_pc().cast()
}

/// Runs the activation whose innermost frame is `fp` from `pc` on; it ends in a frame of [`bottom`]. The result as bits.
///
/// # Errors
/// An exception that no frame of the activation handles is pending.
///
/// # Safety
/// The frames were pushed by [`NewFrame::push`] and hold what their methods read.
pub unsafe fn resume(
    thread: &mut JavaThread,
    fp: *mut u64,
    pc: *const u8,
) -> threads::JavaResult<u64> {
    // SAFETY: contract of this function.
    unsafe { run(thread, fp, pc.cast()) }
}
