//! Calls between interpreted and compiled code, in both directions, and the poll. CONTRACTS 2.
//!
//! Arguments travel as in C: integers and references in six registers, floating point in eight, the rest on the stack; the first integer
//! is the method (`abi::code`). Read next: `stubs.rs`.

use std::mem::MaybeUninit;

use classfile::BasicType;
use linker::method_handles::linkers;
use metadata::MethodRef;
use metadata::code_map::Code;
use threads::JavaThread;
use threads::hooks::Outcome;

use crate::stubs::{self, SavedArguments};

const INT_REGISTERS: usize = 6;
const FLOAT_REGISTERS: usize = 8;
/// JVMS 4.3.3: a method has at most 255 arguments.
const MAX_STACK: usize = 256;

/// Arguments of compiled code, as the stub takes them.
#[repr(C)]
pub(crate) struct Arguments {
    pub(crate) ints: [u64; INT_REGISTERS],
    pub(crate) floats: [u64; FLOAT_REGISTERS],
    /// Even.
    pub(crate) stack_count: usize,
    pub(crate) stack: [MaybeUninit<u64>; MAX_STACK],
    int_count: usize,
    float_count: usize,
}

impl Arguments {
    /// Those of a call whose first argument is `first`, and nothing else yet.
    fn fill(into: &mut MaybeUninit<Arguments>, first: u64) -> &mut Arguments {
        let arguments = into.as_mut_ptr();
        // SAFETY: every field but the words of `stack`, which may be uninitialised, is written.
        unsafe {
            (*arguments).ints = [0; INT_REGISTERS];
            (*arguments).ints[0] = first;
            (*arguments).floats = [0; FLOAT_REGISTERS];
            (*arguments).stack_count = 0;
            (*arguments).int_count = 1;
            (*arguments).float_count = 0;
            &mut *arguments
        }
    }

    fn push(&mut self, word: u64, is_float: bool) {
        if is_float && self.float_count < FLOAT_REGISTERS {
            self.floats[self.float_count] = word;
            self.float_count += 1;
        } else if !is_float && self.int_count < INT_REGISTERS {
            self.ints[self.int_count] = word;
            self.int_count += 1;
        } else {
            self.stack[self.stack_count] = MaybeUninit::new(word);
            self.stack_count += 1;
        }
    }

    fn finish(&mut self) {
        if !self.stack_count.is_multiple_of(2) {
            self.stack[self.stack_count] = MaybeUninit::new(0);
            self.stack_count += 1;
        }
    }
}

/// Calls `visit` for each argument of `method`, receiver first: its slot among the locals, and whether it travels in a floating-point register.
#[inline]
fn for_each_argument(method: MethodRef, mut visit: impl FnMut(usize, bool)) {
    let mut slot = 0;
    for argument in method.arguments() {
        visit(slot, argument.is_float());
        slot += argument.slots();
    }
}

/// Hook `enter_compiled`.
///
/// # Safety
/// The contract of the hook: `locals` are the arguments, `fp` is an interpreted frame of this thread at `pc`, and anchored.
pub unsafe fn enter_compiled(
    thread: &mut JavaThread,
    method: MethodRef,
    locals: *const u64,
    fp: *mut u64,
    pc: *const u8,
) -> Outcome {
    let target = method.entry.load(std::sync::atomic::Ordering::Acquire);
    let mut arguments = MaybeUninit::uninit();
    let arguments = Arguments::fill(&mut arguments, u64::from(method.address()));
    // SAFETY: the arguments are in the locals, by descriptor.
    for_each_argument(method, |slot, is_float| unsafe {
        arguments.push(*locals.add(slot), is_float);
    });
    enter(thread, target, arguments, method, fp, pc)
}

/// Hook `enter_loop`.
///
/// # Safety
/// The contract of the hook: `frame` is the frame just popped, at the loop header that `code` begins at; `fp` and `pc` as for
/// [`enter_compiled`].
pub unsafe fn enter_loop(
    thread: &mut JavaThread,
    code: &'static Code,
    frame: *mut u64,
    fp: *mut u64,
    pc: *const u8,
) -> Outcome {
    let method = code.method;
    let mut arguments = MaybeUninit::uninit();
    // The code loads all it needs before it does anything else: nobody writes to the popped frame meanwhile.
    let arguments = Arguments::fill(&mut arguments, frame as u64);
    enter(thread, code.start, arguments, method, fp, pc)
}

fn enter(
    thread: &mut JavaThread,
    target: usize,
    arguments: &mut Arguments,
    method: MethodRef,
    fp: *mut u64,
    pc: *const u8,
) -> Outcome {
    arguments.finish();
    if !thread.native_stack_ok() {
        let _ = thread.throw_stack_overflow();
        return Outcome::Threw;
    }
    // SAFETY: `target` is code for these arguments; the frame that calls is anchored (hook's contract). Nothing has collected since the
    // arguments were read.
    match unsafe { stubs::enter(thread, target, arguments, fp, pc) } {
        stubs::RETURNED => Outcome::Returned(match method.result {
            BasicType::Float | BasicType::Double => thread.area.result_float,
            _ => thread.area.result_int,
        }),
        stubs::THREW => Outcome::Threw,
        _ => Outcome::Resumed {
            fp: thread.area.resume_fp as *mut u64,
            pc: thread.area.resume_pc as *const u8,
        },
    }
}

/// Behind the stub of the same name: compiled code calls `method`, which has no code. The result as bits; or an exception is pending.
///
/// # Safety
/// Called by the stub: the caller's frame is anchored, `saved` are the registers, `stack` the arguments on the stack.
pub(crate) unsafe extern "C" fn interpret(
    thread: &mut JavaThread,
    method: u64,
    saved: &SavedArguments,
    stack: *const u64,
) -> u64 {
    // SAFETY: the stub's promise: the first argument is a method.
    let method = unsafe { callee(method) };
    let result = threads::call::in_new_activation(thread, |thread| {
        // SAFETY: the stub's promise; the locals are those of the new frame.
        interpreter::run_method(thread, method, |_, locals| unsafe {
            write_arguments(method, saved, stack, locals);
        })
    });
    result.unwrap_or(0)
}

/// Behind the stub `link`: the method that the linker `method` goes on to; 0: an exception is pending.
///
/// # Safety
/// As [`interpret`].
pub(crate) unsafe extern "C" fn select(
    thread: &mut JavaThread,
    method: u64,
    saved: &SavedArguments,
    stack: *const u64,
) -> u64 {
    // SAFETY: the stub's promise.
    let method = unsafe { callee(method) };
    // Before the last argument, which is a reference where it is looked at.
    let (mut ints, mut floats) = (0, 0);
    for argument in method.arguments() {
        match argument.is_float() {
            true => floats += 1,
            false => ints += 1,
        }
    }
    let last = match ints {
        0 => 0,
        1..=5 => saved.ints[ints - 1],
        // SAFETY: behind the other arguments that found no register.
        _ => unsafe { *stack.add(ints - 6 + usize::saturating_sub(floats, FLOAT_REGISTERS)) },
    };
    // SAFETY: the first argument and the last one, live references where the linker reads them.
    let selected = unsafe { linkers::select(thread, method, saved.ints[0], last) };
    match selected {
        Ok(target) => u64::from(target.address()),
        Err(error) => {
            let _ = thread.scoped(|thread| linkers::throw(thread, error));
            0
        }
    }
}

/// # Safety
/// `method` is the first argument of a call by compiled code.
unsafe fn callee(method: u64) -> MethodRef {
    // SAFETY: contract of this function: compiled code keeps what it calls alive.
    let method = unsafe { MethodRef::from_address(method as u32) };
    method.expect("compiled code names the method it calls")
}

/// Writes the arguments of a call of `method` into locals.
///
/// # Safety
/// `saved` and `stack` are the arguments of such a call; `locals` has room for them.
unsafe fn write_arguments(
    method: MethodRef,
    saved: &SavedArguments,
    stack: *const u64,
    locals: *mut u64,
) {
    let (mut ints, mut floats) = (saved.ints.iter(), saved.floats.iter());
    let mut stack = stack;
    for_each_argument(method, |slot, is_float| {
        let register = match is_float {
            true => floats.next(),
            false => ints.next(),
        };
        // SAFETY: an argument of the call, by the same rule that the caller placed it by.
        unsafe {
            let word = register.copied().unwrap_or_else(|| {
                let word = *stack;
                stack = stack.add(1);
                word
            });
            *locals.add(slot) = word;
        }
    });
}

/// Behind the stub of the same name.
///
/// # Safety
/// Called by the stub: the frame that polls is anchored.
pub(crate) unsafe extern "C" fn poll(thread: &mut JavaThread) {
    thread.safepoint_check();
    thread.suspension_check();
    // An exception from another thread is pending afterwards: the stub looks.
    let _ = thread.check_async_exception();
}
