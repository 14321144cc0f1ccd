//! What leaves the loop: slow paths take `(thread, fp, pc)` and return where to go on (the same instruction again after quickening,
//! the next one, a callee's first, an exception handler, or the end of the activation).
//!
//! Rules: the anchor is written ([`save`]) before anything that may collect, throw or walk; handles made inside are released; a raw
//! reference is read from its register again after such a call. Slow forms never read their own word 1 (`instruction.rs`).
//! Read next: `exceptions.rs`, `invoke.rs`.

pub(crate) mod arrays;
pub(crate) mod constants;
mod exceptions;
pub(crate) mod fields;
pub(crate) mod invoke;
pub(crate) mod monitors;
pub(crate) mod native;
pub(crate) mod objects;

use std::sync::atomic::Ordering;

use abi::frame::{HEADER_WORDS, METHOD};
use bytecode::{Insn, decode_at};
use heap::Oop;
use metadata::{Method, MethodRef};
use threads::{JavaResult, JavaThread};

pub(crate) use exceptions::{
    Implicit, handler_bci, save_unwinding, throw_array_index, throw_array_store, throw_class_cast,
    throw_implicit, throw_register, unlock_frame, unwind,
};

use crate::activation::BOTTOM_WORDS;
use crate::run::{Fp, Pc};
use crate::translation::Translation;
use crate::watch;

/// Where the loop goes on.
pub(crate) type Next = (Fp, Pc);

/// The method of a frame; `None` in the bottom frame.
///
/// # Safety
/// `fp` is a frame of this thread.
pub(crate) unsafe fn method_of(fp: Fp) -> Option<MethodRef> {
    // SAFETY: the header of a frame holds its method or 0.
    unsafe { MethodRef::from_address(*fp.add(METHOD) as u32) }
}

/// Writes the anchor: `fp` is the innermost frame, at `pc`.
///
/// # Safety
/// As [`method_of`].
pub(crate) unsafe fn save(thread: &mut JavaThread, fp: Fp, pc: Pc) {
    // SAFETY: contract of this function.
    let method = unsafe { method_of(fp) };
    let words = match method {
        Some(method) => (method.frame_words.load(Ordering::Relaxed) as usize).max(HEADER_WORDS),
        None => BOTTOM_WORDS,
    };
    thread.last_fp = fp;
    thread.last_pc = pc.cast();
    thread.java_sp = fp.wrapping_add(words);
}

/// The method and bytecode instruction at `pc`.
///
/// # Safety
/// `fp` is an interpreted frame of this thread and `pc` an instruction of its translation.
pub(crate) unsafe fn site(fp: Fp, pc: Pc) -> (MethodRef, &'static Translation, Insn) {
    // SAFETY: contract of this function.
    let method = unsafe { method_of(fp) }.expect("an interpreted frame has a method");
    let translation = Translation::of(&method).expect("a running method is translated");
    let code = method.bytecode().expect("a translated method has bytecode");
    let insn = decode_at(code.code, translation.bci_of(pc)).expect("translated code decodes");
    (method, translation, insn)
}

/// Runs `body` in a handle scope with the anchor written; `Err` is the way to the handler.
///
/// # Safety
/// As [`site`].
pub(crate) unsafe fn calling<R>(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    body: impl FnOnce(&mut JavaThread) -> JavaResult<R>,
) -> Result<R, Next> {
    // SAFETY: contract of this function.
    unsafe {
        save(thread, fp, pc);
        thread.scoped(body).map_err(|_| unwind(thread, fp, pc))
    }
}

/// The reference in register `register`, as an object.
///
/// # Safety
/// The register holds a reference or null.
pub(crate) unsafe fn oop_in(thread: &JavaThread, fp: Fp, register: i16) -> Option<Oop<'_>> {
    // SAFETY: contract of this function.
    unsafe {
        Oop::from_address(
            *fp.offset(register as isize) as usize,
            thread.no_safepoint(),
        )
    }
}

/// A poll that found the word set: blocks for a safepoint operation and while suspended, throws an asynchronous exception.
///
/// # Safety
/// As [`save`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn poll(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        save(thread, fp, pc);
        thread.safepoint_check();
        thread.suspension_check();
        if let Some(next) = watch::detour(thread, fp, pc) {
            return next;
        }
        match thread.check_async_exception() {
            Ok(()) => (fp, pc),
            Err(_) => unwind(thread, fp, pc),
        }
    }
}

/// Counts a call or a backward branch whose handler does not. True: that was the last step.
pub(crate) fn count_down(method: &Method) -> bool {
    let left = method.counter.load(Ordering::Relaxed).wrapping_sub(1);
    method.counter.store(left, Ordering::Relaxed);
    left == 0
}
