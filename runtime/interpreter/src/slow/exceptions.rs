//! Implicit exceptions and unwinding. JVMS 2.10, 6.5 "Run-time Exceptions".

use std::sync::atomic::Ordering;

use abi::frame::{CALLER_FP, HEADER_WORDS, RETURN_PC, SYNC};
use abi::trap::ImplicitException;
use heap::Oop;
use heap::oop::SlotExt;
use linker::{messages, resolve};
use metadata::{KlassRef, MethodRef};
use threads::{JavaResult, JavaThread};

use super::{Next, method_of, oop_in, poll, save};
use crate::activation::thrown_pc;
use crate::run::{Fp, Pc};
use crate::translation::{Handler, Translation};
use crate::watch;

/// What the loop raises without operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Implicit {
    DivisionByZero,
    /// The message is computed when somebody asks for it.
    NullPointer,
    StackOverflow,
}

/// Raises `exception` at `pc`.
///
/// # Safety
/// `fp` is the innermost frame of this thread, `pc` its instruction.
#[cold]
#[inline(never)]
pub(crate) unsafe fn throw_implicit(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    exception: Implicit,
) -> Next {
    match exception {
        // SAFETY: contract of this function.
        Implicit::DivisionByZero => unsafe {
            throw(
                thread,
                fp,
                pc,
                ImplicitException::Arithmetic,
                Some("/ by zero"),
            )
        },
        // SAFETY: contract of this function.
        Implicit::NullPointer => unsafe {
            throw(thread, fp, pc, ImplicitException::NullPointer, None)
        },
        // SAFETY: contract of this function.
        Implicit::StackOverflow => unsafe {
            save(thread, fp, pc);
            let _ = thread.scoped(|t| t.throw_stack_overflow());
            unwind(thread, fp, pc)
        },
    }
}

/// Creates and raises an exception.
///
/// # Safety
/// As [`throw_implicit`].
#[cold]
pub(crate) unsafe fn throw(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    kind: ImplicitException,
    message: Option<&str>,
) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        save(thread, fp, pc);
        let _ = thread.scoped(|t| match message {
            Some(message) => t.throw_new(kind.class_name(), message),
            None => t.throw_empty(kind.class_name()),
        });
        unwind(thread, fp, pc)
    }
}

/// `ArrayIndexOutOfBoundsException` for `index` into the array at address `array`.
///
/// # Safety
/// As [`throw_implicit`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn throw_array_index(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    index: i32,
    array: u64,
) -> Next {
    // SAFETY: contract of this function; the array is live, and read before anything can collect.
    unsafe {
        let length =
            Oop::from_address(array as usize, thread.no_safepoint()).map_or(0, Oop::length);
        let message = format!("Index {index} out of bounds for length {length}");
        throw(
            thread,
            fp,
            pc,
            ImplicitException::ArrayIndex,
            Some(&message),
        )
    }
}

/// `ArrayStoreException` for the value in register c.
///
/// # Safety
/// As [`throw_implicit`], at a `StoreRef`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn throw_array_store(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let message =
            oop_in(thread, fp, (*pc).c()).map(|value| messages::array_store(value.klass()));
        throw(
            thread,
            fp,
            pc,
            ImplicitException::ArrayStore,
            message.as_deref(),
        )
    }
}

/// `ClassCastException` for the object in register a, at a quick `CheckCast`.
///
/// # Safety
/// As [`throw_implicit`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn throw_class_cast(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function; word 1 of a quick CheckCast is a Klass.
    unsafe {
        let to = KlassRef::from_address((*pc).immediate() as u32);
        let from = oop_in(thread, fp, (*pc).a()).map(Oop::klass);
        let message = from
            .zip(to)
            .map(|(from, to)| messages::class_cast(from, to));
        throw(
            thread,
            fp,
            pc,
            ImplicitException::ClassCast,
            message.as_deref(),
        )
    }
}

/// `athrow` of the non-null reference in register a.
///
/// # Safety
/// As [`throw_implicit`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn throw_register(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        thread.pending.set(oop_in(thread, fp, (*pc).a()));
        unwind(thread, fp, pc)
    }
}

/// Finds the handler of the pending exception, starting at `pc` in `fp`: unlocks and pops frames without one. At the bottom of the
/// activation the loop ends with the exception pending. Loading a catch type may collect and run Java; a handler begins with a
/// poll.
///
/// # Safety
/// As [`throw_implicit`], with an exception pending.
#[cold]
#[inline(never)]
pub(crate) unsafe fn unwind(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    let (mut fp, mut pc) = (fp, pc);
    // SAFETY: frames are popped along the chain of headers; registers named here exist in every frame.
    unsafe {
        watch::unwinding(thread, fp, pc);
        loop {
            let Some(method) = method_of(fp) else {
                return (fp, thrown_pc());
            };
            if let Some(translation) = Translation::of(&method)
                && translation.index_of(pc).is_some()
                && let Some(handler) = find_handler(thread, fp, pc, translation, method.klass)
            {
                *fp.add(HEADER_WORDS) = thread.pending.load() as u64;
                thread.pending.store(0);
                handler.is_reached.store(true, Ordering::Relaxed);
                let pc = translation.code.as_ptr().add(handler.pc as usize);
                watch::caught(thread, fp, pc, method);
                // A handler may cover itself: a loop without a branch.
                return match thread.poll_requested() {
                    true => poll(thread, fp, pc),
                    false => (fp, pc),
                };
            }
            watch::unwound(thread, fp, pc, method);
            if method.is_synchronized() && *fp.add(SYNC) != 0 {
                unlock_frame(thread, fp, pc);
            }
            pc = *fp.add(RETURN_PC) as Pc;
            fp = *fp.add(CALLER_FP) as Fp;
        }
    }
}

/// [`save`] while an exception looks for its handler at `pc`: the operands there are gone, and where it is a call, its arguments were
/// the callee's to overwrite.
///
/// # Safety
/// As [`save`], and the frame is a method's.
pub(crate) unsafe fn save_unwinding(thread: &mut JavaThread, fp: Fp, pc: Pc) {
    // SAFETY: contract of this function; the operand stack is what lies above the header.
    unsafe {
        save(thread, fp, pc);
        let operands = thread.java_sp.offset_from_unsigned(fp) - HEADER_WORDS;
        fp.add(HEADER_WORDS).write_bytes(0, operands);
    }
}

/// Releases the monitor of a synchronized method that ends by an exception. If it is not held (native code released it), an
/// `IllegalMonitorStateException` takes the place of the exception, as JVMS 2.11.10 says.
pub(crate) unsafe fn unlock_frame(thread: &mut JavaThread, fp: Fp, pc: Pc) {
    // SAFETY: `fp` is a frame of this thread whose SYNC word holds a live object.
    unsafe {
        save_unwinding(thread, fp, pc);
        thread.scoped(|t| {
            let exception = t.take_pending();
            let object = Oop::from_address(*fp.add(SYNC) as usize, t.no_safepoint())
                .map(|oop| t.handle(oop));
            *fp.add(SYNC) = 0;
            let released = object.is_none_or(|object| threads::monitor::exit(t, object).is_ok());
            if released && let Some(exception) = exception {
                let _ = t.throw(exception);
            }
        });
    }
}

/// The first row of the exception table that covers `pc` and catches the pending exception. If a catch type cannot be resolved, that
/// error becomes the pending exception and the search goes on from the row's handler.
unsafe fn find_handler(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    translation: &'static Translation,
    holder: KlassRef,
) -> Option<&'static Handler> {
    let mut bci = translation.bci_of(pc) as u16;
    'again: loop {
        for handler in &translation.handlers {
            if bci < handler.start_bci || bci >= handler.end_bci {
                continue;
            }
            // SAFETY: `fp` is the innermost frame.
            let before = |thread: &mut JavaThread| unsafe { save_unwinding(thread, fp, pc) };
            match catches(thread, holder, handler.catch_type, before) {
                Ok(true) => return Some(handler),
                Ok(false) => {}
                Err(_) => {
                    bci = handler.handler_bci;
                    continue 'again;
                }
            }
        }
        return None;
    }
}

/// Whether a row with this catch type catches the pending exception. `before`: is called before a class is loaded.
///
/// # Errors
/// The catch type cannot be resolved: that is pending now.
fn catches(
    thread: &mut JavaThread,
    holder: KlassRef,
    catch_type: u16,
    before: impl FnOnce(&mut JavaThread),
) -> JavaResult<bool> {
    if catch_type == 0 {
        return Ok(true);
    }
    let catches = match resolve::class_if_resolved(holder, catch_type) {
        Some(klass) => klass,
        None => {
            before(thread);
            thread.scoped(|t| {
                let exception = t.take_pending();
                let klass = resolve::class(t, holder, catch_type)?;
                if let Some(exception) = exception {
                    let _ = t.throw(exception);
                }
                Ok(klass)
            })?
        }
    };
    let thrown = thread.pending.oop(thread.no_safepoint()).map(Oop::klass);
    Ok(thrown.is_some_and(|klass| klass.is_subtype_of(catches)))
}

/// Where `method` would handle the pending exception, thrown at `bci`. The anchor is written; the exception stays pending.
pub(crate) fn handler_bci(thread: &mut JavaThread, method: MethodRef, bci: u32) -> Option<u32> {
    let code = method.bytecode()?;
    let bci = bci as u16;
    let mut rows = code
        .exception_table
        .iter()
        .filter(|row| (row.start..row.end).contains(&bci));
    let found = rows.find(|row| {
        thread.scoped(|thread| {
            let pending = thread.pending.oop(thread.no_safepoint());
            let exception = pending.map(|exception| thread.handle(exception));
            // (A class that cannot be found is thrown at the handler.)
            let catches = catches(thread, method.klass, row.catch_type, |_| {}).unwrap_or(true);
            let exception = exception.map(|exception| thread.oop(exception));
            thread.pending.set(exception);
            catches
        })
    });
    found.map(|row| u32::from(row.handler))
}
