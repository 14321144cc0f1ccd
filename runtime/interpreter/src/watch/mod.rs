//! Watched execution: breakpoints, steps, calls and returns, exceptions, and frames that end early. JVMTI "Event Index".
//!
//! Once a [`Watch`] is installed, which is before the first method is translated, code is plain: each bytecode has instructions of its own
//! behind an [`Op::Step`], its operands and locals are where it says, and locals that may hold a reference hold one or null. Nothing is compiled.
//! A breakpoint is a step with another opcode. Threads that [`Watched::is_on`] says run by a table of handlers of their own (`run/watch.rs`), which
//! stops at steps, calls and returns; for others a step is an instruction that does nothing.
//!
//! Everything is told on the thread to which it happens, with its anchor written, and may collect, block and run any Java.
//!
//! [`Watched::is_on`]: threads::watch::Watched::is_on

pub(crate) mod stress;

use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use abi::frame::SYNC;
use classfile::BasicType;
use heap::Handle;
use metadata::MethodRef;
use threads::watch::Detour;
use threads::{JavaThread, Value};

use crate::activation::value_of;
use crate::instruction::Instruction;
use crate::maps;
use crate::ops::Op;
use crate::run::{Fp, Pc};
use crate::slow::{self, Next, method_of, poll, save};
use crate::translate;
use crate::translation::Translation;

/// A bytecode of a method.
pub type Place = (MethodRef, u32);

/// Who is told. See the module documentation.
pub struct Watch {
    /// A thread that is watched is about to execute a bytecode.
    pub step: fn(&mut JavaThread, Place),
    /// A thread is about to execute a bytecode that has a breakpoint.
    pub breakpoint: fn(&mut JavaThread, Place),
    /// A thread that is watched has entered a method.
    pub entered: fn(&mut JavaThread, MethodRef),
    /// It leaves one, with a result or by the pending exception.
    pub left: fn(&mut JavaThread, MethodRef, Option<Value>),
    /// Whether anybody wants to know of exceptions.
    pub wants_exceptions: fn() -> bool,
    /// The pending exception was thrown, and will be caught there; `None`: by no method.
    pub thrown: fn(&mut JavaThread, Place, caught: Option<Place>),
    /// The exception has arrived at its handler.
    pub caught: fn(&mut JavaThread, Place, exception: Handle),
}

static WATCH: OnceLock<Watch> = OnceLock::new();

/// From now on code is plain, and told.
pub fn install(watch: Watch) {
    let _ = WATCH.set(watch);
}

/// Whether code is plain.
pub fn is_installed() -> bool {
    WATCH.get().is_some()
}

// ---- what is told

fn bci_of(method: MethodRef, pc: Pc) -> u32 {
    crate::bci_of(method, pc.cast())
}

/// The thread, which is watched, is at a step, behind a prologue or at a return. Where it goes on: here, unless that led elsewhere.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
pub(crate) unsafe fn tell(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    let Some(watch) = WATCH.get() else {
        return (fp, pc);
    };
    // SAFETY: contract of this function: such instructions are in methods.
    unsafe {
        let method = method_of(fp).expect("watched code is a method's");
        save(thread, fp, pc);
        thread.scoped(|thread| match (*pc).op() {
            Op::Entered => (watch.entered)(thread, method),
            op if op.is_return() => {
                let result = result_at(thread, fp, &*pc, method);
                (watch.left)(thread, method, Some(result));
            }
            _ => (watch.step)(thread, (method, bci_of(method, pc))),
        });
        poll(thread, fp, pc)
    }
}

/// What the return instruction is about to return.
///
/// # Safety
/// As [`tell`].
unsafe fn result_at(thread: &JavaThread, fp: Fp, at: &Instruction, method: MethodRef) -> Value {
    let bits = match at.op() {
        Op::RetVoid | Op::RetInit => 0,
        Op::RetK => at.immediate(),
        // SAFETY: contract of this function: register a is the frame's.
        _ => unsafe { *fp.offset(at.a() as isize) },
    };
    // SAFETY: the result is of the method's type, and nothing has collected.
    unsafe {
        value_of(
            thread,
            method.result,
            slow::native::narrow(method.result, bits),
        )
    }
}

/// At a breakpoint.
///
/// # Safety
/// As [`tell`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn breakpoint(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        if let (Some(watch), Some(method)) = (WATCH.get(), method_of(fp)) {
            save(thread, fp, pc);
            thread.scoped(|thread| (watch.breakpoint)(thread, (method, bci_of(method, pc))));
        }
        let next = poll(thread, fp, pc);
        match next == (fp, pc) {
            true => (fp, pc.add(1)),
            false => next,
        }
    }
}

/// A native method begins, in a thread that is watched.
pub(crate) fn native_entered(thread: &mut JavaThread, method: MethodRef) {
    if let Some(watch) = WATCH.get() {
        thread.scoped(|thread| (watch.entered)(thread, method));
    }
}

/// A native method has ended, with these bits (of the width of its type) or with the pending exception.
///
/// # Safety
/// Bits of a reference are those of an object, and nothing has collected.
pub(crate) unsafe fn native_left(
    thread: &mut JavaThread,
    method: MethodRef,
    result: Option<u64>,
) -> Option<u64> {
    let Some(watch) = WATCH.get() else {
        return result;
    };
    thread.scoped(|thread| {
        // SAFETY: contract of this function.
        let value = result.map(|bits| unsafe { value_of(thread, method.result, bits) });
        (watch.left)(thread, method, value);
        match value {
            Some(Value::Ref(Some(object))) => Some(thread.oop(object).address() as u64),
            _ => result,
        }
    })
}

/// The pending exception looks for a handler from `pc` on. Told once.
///
/// # Safety
/// As [`tell`], and operands of the frame are gone.
pub(crate) unsafe fn unwinding(thread: &mut JavaThread, fp: Fp, pc: Pc) {
    let Some(watch) = WATCH.get() else { return };
    let told = &thread.parts.watched.told;
    if thread.pending.load() == told.load() || !(watch.wants_exceptions)() {
        return;
    }
    // SAFETY: contract of this function.
    unsafe {
        let Some(method) = method_of(fp) else { return };
        told.store(thread.pending.load());
        slow::save_unwinding(thread, fp, pc);
        thread.scoped(|thread| {
            let caught = catcher(thread);
            (watch.thrown)(thread, (method, bci_of(method, pc)), caught);
        });
        thread.suspension_check();
    }
}

/// Where the pending exception will be caught, as far as the frames of the thread tell.
fn catcher(thread: &mut JavaThread) -> Option<Place> {
    let mut places = Vec::new();
    threads::walk::walk(thread, |frame| {
        places.extend(frame.bci().map(|bci| (frame.method, bci)));
        ControlFlow::Continue(())
    });
    let mut places = places.into_iter();
    places.find_map(|(method, bci)| {
        let handler = slow::handler_bci(thread, method, bci)?;
        Some((method, handler))
    })
}

/// An exception has left the frame, which ends.
///
/// # Safety
/// As [`unwinding`].
pub(crate) unsafe fn unwound(thread: &mut JavaThread, fp: Fp, pc: Pc, method: MethodRef) {
    if let Some(watch) = WATCH.get()
        && thread.parts.watched.is_on.load(Ordering::Relaxed)
    {
        // SAFETY: contract of this function.
        unsafe { slow::save_unwinding(thread, fp, pc) };
        thread.scoped(|thread| (watch.left)(thread, method, None));
        thread.suspension_check();
    }
}

/// The exception is in its place at the handler `pc`.
///
/// # Safety
/// As [`tell`], with the exception in the first slot of the stack.
pub(crate) unsafe fn caught(thread: &mut JavaThread, fp: Fp, pc: Pc, method: MethodRef) {
    let Some(watch) = WATCH.get() else { return };
    if thread.parts.watched.told.load() == 0 {
        return;
    }
    thread.parts.watched.told.store(0);
    // SAFETY: contract of this function.
    unsafe {
        save(thread, fp, pc);
        thread.scoped(|thread| {
            let exception = slow::oop_in(thread, fp, abi::frame::HEADER_WORDS as i16);
            if let Some(exception) = exception.map(|exception| thread.handle(exception)) {
                (watch.caught)(thread, (method, bci_of(method, pc)), exception);
            }
        });
        thread.suspension_check();
    }
}

// ---- frames that end early

/// Where the thread goes on if its innermost frame is to end.
///
/// # Safety
/// As [`tell`].
pub(crate) unsafe fn detour(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Option<Next> {
    WATCH.get()?;
    let detour = thread.parts.watched.take_detour()?;
    // SAFETY: contract of this function; who asked for the detour saw a frame of a method that a method called.
    unsafe {
        let method = method_of(fp)?;
        if method.is_synchronized() && *fp.add(SYNC) != 0 {
            slow::unlock_frame(thread, fp, pc);
            thread.pending.store(0);
        }
        let bits = match detour {
            Detour::Pop => return Some(call_again(fp, pc, method)),
            Detour::Return(bits) => bits,
            Detour::ReturnReference => {
                let slot = thread.parts.watched.reference();
                let address = slot.load();
                slot.store(0);
                address as u64
            }
        };
        let bits = left_early(thread, fp, pc, method, bits);
        let (caller, call) = slow::invoke::pop(fp, 0);
        if method.result != BasicType::Void {
            *caller.offset((*call).b() as isize) = bits;
        }
        Some((caller, call.add(1)))
    }
}

/// The frame returns these bits, which is told. The bits afterwards.
unsafe fn left_early(thread: &mut JavaThread, fp: Fp, pc: Pc, method: MethodRef, bits: u64) -> u64 {
    let is_watched = thread.parts.watched.is_on.load(Ordering::Relaxed);
    let Some(watch) = WATCH.get().filter(|_| is_watched) else {
        return bits;
    };
    // SAFETY: contract of `detour`: the bits are a result of the method, and nothing has collected.
    unsafe {
        thread.scoped(|thread| {
            let value = value_of(thread, method.result, bits);
            slow::save_unwinding(thread, fp, pc);
            (watch.left)(thread, method, Some(value));
            match value {
                Value::Ref(Some(object)) => thread.oop(object).address() as u64,
                _ => bits,
            }
        })
    }
}

/// The frame's caller, before its call. Arguments are what the frame has made of them; where one is no reference any more, it is null.
unsafe fn call_again(fp: Fp, pc: Pc, method: MethodRef) -> Next {
    // SAFETY: contract of `detour`; arguments are the first locals.
    unsafe {
        for register in maps::argument_map(&method) {
            let index = i32::from(register) + i32::from(method.max_locals);
            if !is_reference(method, pc, index as u16) {
                *fp.offset(register as isize) = 0;
            }
        }
        let (caller, call) = slow::invoke::pop(fp, 0);
        let again = method_of(caller).and_then(|caller| {
            let step = step_at(Translation::of(&caller)?, bci_of(caller, call))?;
            Some(std::ptr::from_ref(step))
        });
        (caller, again.unwrap_or(call))
    }
}

// ---- places and locals

fn step_at(translation: &'static Translation, bci: u32) -> Option<&'static Instruction> {
    let rows = &translation.blocks;
    let row = rows.binary_search_by_key(&bci, |row| row.0.into()).ok()?;
    let instruction = translation.code.get(rows[row].1 as usize);
    instruction.filter(|found| matches!(found.op(), Op::Step | Op::Breakpoint))
}

/// The breakpoint at a place, set or cleared. Whether that changed anything; `None`: no bytecode that can be reached begins there.
pub fn set_breakpoint((method, bci): Place, is_set: bool) -> Option<bool> {
    let translation = match Translation::of(&method) {
        Some(translation) => translation,
        None => translate::translate(&method, &method.bytecode()?)
            .ok()?
            .install(&method),
    };
    let step = step_at(translation, bci)?;
    let op = if is_set { Op::Breakpoint } else { Op::Step };
    let changes = step.op() != op;
    step.quicken(op, None, 0);
    Some(changes)
}

/// No breakpoint of the method is left.
pub(crate) fn clear_breakpoints(method: MethodRef) {
    let code = Translation::of(&method).map(|translation| &translation.code);
    let steps = code.into_iter().flatten();
    for step in steps.filter(|step| step.op() == Op::Breakpoint) {
        step.quicken(Op::Step, None, 0);
    }
}

/// Where a frame of `method` has its local `index`. `None`: the frame is another's, or keeps references elsewhere (a method with subroutines).
pub fn local(method: MethodRef, fp: *mut u64, index: u16) -> Option<*mut u64> {
    let translation = Translation::of(&method)?;
    let is_plain = usize::from(translation.stack_base) == abi::frame::HEADER_WORDS;
    let locals = translation.max_locals;
    let place = fp
        .wrapping_sub(usize::from(locals))
        .wrapping_add(usize::from(index));
    (is_plain && index < locals && !fp.is_null()).then_some(place)
}

/// Whether a frame at `pc` holds a reference or null in local `index`.
pub fn is_reference(method: MethodRef, pc: *const Instruction, index: u16) -> bool {
    let Some(translation) = Translation::of(&method) else {
        return false;
    };
    let register = i32::from(index) - i32::from(translation.max_locals);
    translation.index_of(pc).is_some_and(|at| {
        let map = maps::map_at(&method, translation, at, false);
        map.iter().any(|found| i32::from(*found) == register)
    })
}

/// What an instruction does with a field that is told at the step before it: the object, `None` for a static field, and the value that is put.
pub struct FieldOperands {
    pub object: Option<Handle>,
    pub value: Value,
}

/// Those of the bytecode that the thread, which calls this while it is told a step, is about to execute. `None`: it does not use a field, or null's.
pub fn field_operands(thread: &JavaThread, ty: BasicType) -> Option<FieldOperands> {
    let (fp, step): (Fp, Pc) = (thread.last_fp, thread.last_pc.cast());
    // SAFETY: the thread's innermost frame is at a step; what follows is of the same method, with registers of its frame.
    unsafe {
        let at = &*step.add(1);
        let (object, value) = match at.op() {
            op if (Op::GetFieldSlow..=Op::GetFieldRefVolatile).contains(&op) => {
                (Some(at.b()), None)
            }
            op if (Op::PutFieldSlow..=Op::PutFieldVolatile).contains(&op) => {
                (Some(at.a()), Some(at.b()))
            }
            op if (Op::GetStaticSlow..=Op::GetStaticRefVolatile).contains(&op) => (None, None),
            op if (Op::PutStaticSlow..=Op::PutStaticVolatile).contains(&op) => (None, Some(at.a())),
            _ => return None,
        };
        let object = match object {
            Some(register) => Some(thread.handle(slow::oop_in(thread, fp, register)?)),
            None => None,
        };
        let value = value.map_or(Value::Void, |register| {
            value_of(
                thread,
                ty,
                slow::native::narrow(ty, *fp.offset(register as isize)),
            )
        });
        Some(FieldOperands { object, value })
    }
}
