//! An activation: entering the loop from Rust. CONTRACTS 1 ("EntryFrame + run()").
//!
//! ```text
//!  java_sp -> | bottom header: METHOD = 0, CALLER_FP = 0 | result | arguments = locals ... | header of the first frame | ...
//! ```
//! The bottom frame has no method (walkers skip it); its pc is [`BOTTOM`], whose `b` is the result word, so that a return needs no
//! test for "first frame". Behind it stands `Exit`. Read next: `run/mod.rs`.

use std::sync::atomic::{AtomicBool, Ordering};

use abi::frame::{CALLER_FP, HEADER_WORDS, METHOD, RETURN_PC, SYNC};
use classfile::BasicType;
use heap::Oop;
use metadata::MethodRef;
use threads::{JavaResult, JavaThread, Value};

use crate::instruction::Instruction;
use crate::ops::Op;
use crate::run::{Pc, run};

/// Word of the bottom frame that takes the result.
pub(crate) const RESULT: usize = HEADER_WORDS;
/// Words of the bottom frame.
pub(crate) const BOTTOM_WORDS: usize = HEADER_WORDS + 1;

/// Return pc of an activation's first frame, and what follows it.
static BOTTOM: [Instruction; 2] = [
    Instruction::shared(Op::Bottom, RESULT as i16),
    Instruction::shared(Op::Exit, 0),
];
/// Where unwinding goes when the bottom is reached.
static THROWN: Instruction = Instruction::shared(Op::Exit, 0);

/// Count and print instructions.
pub(crate) static TRACING: AtomicBool = AtomicBool::new(false);

pub(crate) fn thrown_pc() -> Pc {
    &THROWN
}

/// Hook `interpret`: runs `method` with `arguments` in a new activation. In state in_vm at entry and exit. May collect, block, run
/// any Java.
///
/// # Errors
/// The method threw: the exception is pending. `StackOverflowError` if either stack is full.
pub fn interpret(
    thread: &mut JavaThread,
    method: MethodRef,
    arguments: &[Value],
) -> JavaResult<Value> {
    let result = run_method(thread, method, |thread, locals| {
        write_arguments(thread, locals, arguments);
    })?;
    // SAFETY: what the method just returned; nothing collected since.
    Ok(unsafe { value_of(thread, method.result, result) })
}

/// Bits as the value of a type.
///
/// # Safety
/// A reference is the address of an object, and nothing has collected since it was read.
pub(crate) unsafe fn value_of(thread: &JavaThread, ty: BasicType, bits: u64) -> Value {
    match ty {
        BasicType::Void => Value::Void,
        BasicType::Long => Value::Long(bits as i64),
        BasicType::Double => Value::Double(f64::from_bits(bits)),
        BasicType::Float => Value::Float(f32::from_bits(bits as u32)),
        BasicType::Object | BasicType::Array => {
            // SAFETY: contract of this function.
            let oop = unsafe { Oop::from_address(bits as usize, thread.no_safepoint()) };
            Value::Ref(oop.map(|oop| thread.handle(oop)))
        }
        _ => Value::Int(bits as i32),
    }
}

/// As [`interpret`]; `write` puts the arguments into the locals, where nothing may collect. The result as bits.
///
/// # Errors
/// As [`interpret`].
pub fn run_method(
    thread: &mut JavaThread,
    method: MethodRef,
    write: impl FnOnce(&mut JavaThread, *mut u64),
) -> JavaResult<u64> {
    let method = method.current();
    let bottom = thread.java_sp;
    let words = BOTTOM_WORDS
        + method.max_locals as usize
        + method.frame_words.load(Ordering::Relaxed) as usize;
    if !thread.native_stack_ok() || bottom.wrapping_add(words) > thread.java_limit {
        return Err(thread.throw_stack_overflow());
    }
    // SAFETY: the words up to the new frame's end are inside the Java stack and above all live frames. `pc` is the code of the method;
    // callers initialise or link its class first (`call_java`).
    unsafe {
        write_bottom(bottom);
        let locals = bottom.add(BOTTOM_WORDS);
        write(thread, locals);
        let fp = locals.add(method.max_locals as usize);
        *fp.add(METHOD) = method.as_ptr() as u64;
        *fp.add(CALLER_FP) = bottom as u64;
        *fp.add(RETURN_PC) = BOTTOM.as_ptr() as u64;
        // Nothing to interpret.
        if method.is_native() && method.linker_kind == 0 && !is_tracing() {
            return crate::slow::native::execute(thread, fp, method);
        }
        let mut pc = method.code.load(Ordering::Acquire) as Pc;
        if crate::slow::count_down(&method) {
            pc = crate::compiled::call_overflow(thread, fp, pc);
        }
        run(thread, fp, pc)
    }
}

/// Writes the frame below the first one of an activation.
///
/// # Safety
/// `bottom` is above all live frames, with room for [`BOTTOM_WORDS`].
pub(crate) unsafe fn write_bottom(bottom: *mut u64) {
    for word in [METHOD, CALLER_FP, RETURN_PC, SYNC, RESULT] {
        // SAFETY: contract of this function.
        unsafe { *bottom.add(word) = 0 };
    }
}

/// Return pc of the first frame of an activation.
pub(crate) fn bottom_pc() -> Pc {
    BOTTOM.as_ptr()
}

/// Whether instructions are counted and printed.
pub(crate) fn is_tracing() -> bool {
    TRACING.load(Ordering::Relaxed)
}

/// Writes the arguments of a call.
fn write_arguments(thread: &JavaThread, locals: *mut u64, arguments: &[Value]) {
    // SAFETY: the locals of a frame that is being made: one slot or two per argument.
    unsafe {
        let mut at = locals;
        for argument in arguments {
            *at = match *argument {
                Value::Void => 0,
                Value::Int(value) => u64::from(value as u32),
                Value::Long(value) => value as u64,
                Value::Float(value) => u64::from(value.to_bits()),
                Value::Double(value) => value.to_bits(),
                Value::Ref(value) => value.map_or(0, |handle| thread.oop(handle).address() as u64),
            };
            at = at.add(argument.slots());
        }
    }
}
