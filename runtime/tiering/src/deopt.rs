//! Leaving compiled code: the interpreter's frames are made of what the code has saved, and go on where it was. DESIGN "Deopt",
//! CONTRACTS 6 ("Deopt and OSR never nest").
//!
//! The compiled frame called the stub from a cold block, with the values of its state in the thread's buffer. If the interpreter had
//! called the frame, the new frames take its place in that activation. If compiled code had, they get an activation of their own, and
//! its result goes to that caller. In both cases the compiled frame is gone.
//! Nothing here collects until the frames hold the values.

use std::sync::atomic::{AtomicU64, Ordering};

use abi::code::{CallRecord, FrameRecord, SlotRecord, StateRecord};
use abi::deopt::DeoptReason;
use heap::{Handle, Oop};
use interpreter::compiled::{self, NewFrame};
use metadata::code_map::Code;
use metadata::{MethodRef, code_map};
use threads::{JavaResult, JavaThread};

use crate::dump::{self, Trigger};
use crate::{compile, history, policy, speculation, stubs, unwind};

/// How often code was left, by reason.
static COUNTS: [AtomicU64; DeoptReason::ALL.len()] =
    [const { AtomicU64::new(0) }; DeoptReason::ALL.len()];

/// Reasons and how often each occurred, those that did.
pub(crate) fn counts() -> Vec<(DeoptReason, u64)> {
    let rows = DeoptReason::ALL.iter().zip(&COUNTS);
    let rows = rows.map(|(reason, count)| (*reason, count.load(Ordering::Relaxed)));
    rows.filter(|(_, count)| *count > 0).collect()
}

/// Behind the stub `deopt`. Leaves in the thread where to go on, and a result in `result_int`.
///
/// # Safety
/// Called by the stub: the frame in the anchor gives up.
pub(crate) unsafe extern "C" fn deoptimize(thread: &mut JavaThread) {
    let (fp, pc) = (thread.area.anchor_fp, thread.area.anchor_pc);
    thread.area.anchor_fp = 0;
    let code = code_map::find(pc).unwrap_or_else(|| panic!("no code at {pc:#x}"));
    let call = code.call_at(pc);
    let (reason, state) = call
        .and_then(|call| call.state)
        .unwrap_or_else(|| panic!("no state in {} at {pc:#x}", code.method));
    COUNTS[reason as usize].fetch_add(1, Ordering::Relaxed);
    let state = &code.tables.states[state as usize];
    let innermost = &state.frames[0];
    let (method, bci) = (method_of(innermost), innermost.bci);
    history::deopt(method, bci, reason);
    flags::log!(jit, deopt; Debug, "{} at {method} @ {bci} reason={}", code.method, reason.text());
    let is_lesson = match reason {
        DeoptReason::Stress => {
            thread.area.guards_left = flags::get().flags.DeoptStressInterval;
            false
        }
        // How often a site may change is counted where it does.
        DeoptReason::CallSite => false,
        _ => learn(code, call, reason),
    };
    let offset = call.map_or(0, |call| call.return_offset);
    dump::deopt(code, offset, (method, bci), reason, is_lesson);
    // SAFETY: the rbp of a frame of compiled code (abi::code).
    let (caller_fp, caller_pc) = unsafe { (*(fp as *const usize), *((fp + 8) as *const usize)) };
    let left = match code_map::is_interpreter_return(caller_pc) {
        true => resume_in_caller(thread, state, caller_fp),
        false => run_for_caller(thread, state, (caller_fp, caller_pc), fp + 16),
    };
    if left.is_err() {
        thread.area.anchor_fp = caller_fp;
        thread.area.anchor_pc = caller_pc;
        // SAFETY: the caller's frame is anchored, and the exception is pending.
        unsafe { unwind::find_handler(thread) };
    }
}

/// What was left out of `code` happens after all: the next code has it. False: it has it already.
fn learn(code: &'static Code, call: Option<&CallRecord>, reason: DeoptReason) -> bool {
    // The site that speculated: a state may name the bytecode behind it.
    let origin = call.and_then(|call| code.tables.origins.get(call.origin as usize));
    let Some((method, bci)) = origin.and_then(|origin| origin.0.first()) else {
        return false;
    };
    // SAFETY: compiled code names live methods.
    let method = unsafe { MethodRef::from_address(*method) };
    let last = compile::last();
    let helps = method.is_some_and(|method| speculation::fail(method, *bci, reason, code.id, last));
    if helps {
        policy::improve(code, Trigger::Deopt);
    }
    helps
}

/// The interpreter called the frame, by the stub whose rbp is `stub`: it goes on in the new frames.
fn resume_in_caller(thread: &mut JavaThread, state: &StateRecord, stub: usize) -> JavaResult<()> {
    // SAFETY: the frame of the stub (abi::code).
    let (fp, pc) = unsafe {
        (
            *((stub as isize + abi::code::CALLER_FP) as *const *mut u64),
            *((stub as isize + abi::code::CALLER_PC) as *const *const u8),
        )
    };
    check_room(thread, state)?;
    // SAFETY: there is room; `fp` is a frame at the invoke `pc`, and `java_sp` is behind it since it called.
    let (fp, pc) = unsafe { push_frames(thread, state, thread.java_sp, fp, pc) };
    thread.area.resume_fp = fp as usize;
    thread.area.resume_pc = pc as usize;
    thread.area.target_pc = stubs::leave_resumed();
    thread.area.target_sp = stub - stubs::LEAVE_BYTES;
    thread.area.target_fp = stub;
    Ok(())
}

/// Compiled code called the frame: an activation of its own runs the new frames, and the caller, which has its stack pointer at `sp` when the
/// call returns, gets the result.
fn run_for_caller(
    thread: &mut JavaThread,
    state: &StateRecord,
    caller: (usize, usize),
    sp: usize,
) -> JavaResult<()> {
    (thread.area.anchor_fp, thread.area.anchor_pc) = caller;
    let bits = threads::call::in_continued_activation(thread, |thread| {
        check_room(thread, state)?;
        let bottom = thread.java_sp;
        // SAFETY: there is room; the frames hold what the state says.
        unsafe {
            let pc = compiled::bottom(bottom);
            let start = bottom.add(compiled::BOTTOM);
            let (fp, pc) = push_frames(thread, state, start, bottom, pc);
            compiled::resume(thread, fp, pc)
        }
    })?;
    thread.area.anchor_fp = 0;
    thread.area.result_int = bits;
    thread.area.target_pc = caller.1;
    thread.area.target_sp = sp;
    thread.area.target_fp = caller.0;
    Ok(())
}

fn method_of(frame: &FrameRecord) -> MethodRef {
    // SAFETY: compiled code names live methods (its class keeps theirs).
    let method = unsafe { MethodRef::from_address(frame.method) };
    method.expect("a frame has a method")
}

/// Room on the Java stack for the frames of `state`, the reserve included: an error would leave them without their handlers.
///
/// # Errors
/// `StackOverflowError` in their caller, if even the reserve is full; what the frames have locked is unlocked.
fn check_room(thread: &mut JavaThread, state: &StateRecord) -> JavaResult<()> {
    let words: usize = state
        .frames
        .iter()
        .map(|frame| NewFrame::words(method_of(frame)))
        .sum();
    if thread.java_sp.wrapping_add(words + compiled::BOTTOM) <= thread.java_reserve_limit() {
        return Ok(());
    }
    thread.scoped(|thread| {
        let locks = state
            .frames
            .iter()
            .flat_map(|frame| frame.locks.iter().rev());
        let locked: Vec<Handle> = locks
            .filter_map(|lock| {
                let word = value_of(thread, *lock);
                // SAFETY: a reference that the code has just saved; nothing has collected since.
                let object = unsafe { Oop::from_address(word as usize, thread.no_safepoint()) };
                object.map(|object| thread.handle(object))
            })
            .collect();
        for object in locked {
            // (It is locked: this does not throw.)
            let _ = threads::monitor::exit(thread, object);
        }
        Err(thread.throw_stack_overflow())
    })
}

fn value_of(thread: &JavaThread, slot: SlotRecord) -> u64 {
    match slot {
        SlotRecord::Empty => 0,
        SlotRecord::Value { index, .. } => thread.area.deopt[usize::from(index)],
    }
}

/// Pushes the frames of `state`, outermost first, from `start` on, called by `caller` at `return_pc`. The innermost and its pc.
///
/// # Safety
/// As [`NewFrame::push`], for all of them.
unsafe fn push_frames(
    thread: &JavaThread,
    state: &StateRecord,
    start: *mut u64,
    caller: *mut u64,
    return_pc: *const u8,
) -> (*mut u64, *const u8) {
    let (mut start, mut fp, mut pc) = (start, caller, return_pc);
    let innermost = state.frames.len() - 1;
    for (depth, record) in state.frames.iter().rev().enumerate() {
        let method = method_of(record);
        // SAFETY: contract of this function; the slots are those of the method at its bci.
        unsafe {
            let frame = NewFrame::push(start, method, fp, pc);
            for (index, slot) in record.locals.iter().enumerate() {
                frame.set_local(index, value_of(thread, *slot));
            }
            for (index, slot) in record.stack.iter().enumerate() {
                frame.set_stack(index, value_of(thread, *slot));
            }
            if let Some(lock) = record.locks.first().filter(|_| method.is_synchronized()) {
                frame.set_lock(value_of(thread, *lock));
            }
            (start, fp) = (frame.end, frame.fp);
            pc = compiled::resume_pc(method, record.bci, record.is_after);
            if depth == innermost && record.is_after {
                pc = compiled::take_result(&frame, pc, thread.area.result_int);
            }
        }
    }
    (fp, pc)
}
