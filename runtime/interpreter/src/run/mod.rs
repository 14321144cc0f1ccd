//! The loop. One activation runs any number of interpreted frames; it re-enters itself only below native code. CONTRACTS 1, 6.
//!
//! Every opcode is a function of its own over the same few machine registers, and ends by calling the next opcode's function in tail
//! position. An optimised build makes jumps of these calls (`build.rs`, cfg `tail_calls`): no call, no common dispatch, and
//! each function is compiled by itself, so that a rare path in one costs nothing in another. Without optimisation each function
//! returns where to go on and [`run`] calls the next one.
//!
//! * `fp` points at the frame's header, registers are `fp[signed number]`, `pc` is the current instruction (`abi::frame`).
//! * The return pc in a callee's header is the caller's invoke instruction: its `b` says where the result goes, and it is the
//!   caller's throw pc; execution resumes behind it.
//! * Every slow path is `#[cold] #[inline(never)]`, lives in `slow/`, takes `(thread, fp, pc)` and returns where to go on. They write
//!   the thread's anchor; the functions here never do. No function here may have a local whose address escapes: it would need a
//!   stack frame, and its last call would not be a jump.
//! * The state is in_vm throughout (`threads::state`): polls are at backward branches and calls.
//!
//! Raw references live in registers only; nothing here holds one across a call that may collect.
//! Files by category, as everywhere: `constants math compare control fields arrays invoke objects`, and `watch`; `shapes` has what they share.
//! Read next: `shapes.rs`, then any category, then `slow/mod.rs`.

#[macro_use]
mod shapes;

mod arrays;
mod compare;
mod constants;
mod control;
mod fields;
mod invoke;
mod math;
mod objects;
mod watch;

use std::sync::atomic::Ordering;

use threads::{JavaThread, Thrown};

use crate::activation::is_tracing;
use crate::instruction::Instruction;
use crate::ops::{ALL, Op, PROFILED};
use crate::slow::Next;

/// A frame pointer: the address of a frame's header.
pub(crate) type Fp = *mut u64;
/// The address of an instruction.
pub(crate) type Pc = *const Instruction;

/// The function of one opcode: thread, frame, instruction, its word 0, the table to dispatch by. Returns where the activation ended.
type Handler = unsafe fn(&mut JavaThread, Fp, Pc, u64, &'static Table) -> Next;

/// The handlers of some opcodes.
type Rows = &'static [(Op, Handler)];

/// One handler per opcode, and behind them the profiled forms.
struct Table([Handler; 2 * PROFILED as usize]);

/// The state of execution between two instructions; lives in machine registers.
struct State<'a> {
    thread: &'a mut JavaThread,
    fp: Fp,
    pc: Pc,
    word0: u64,
    table: &'static Table,
}

impl<'a> State<'a> {
    /// Before the instruction at `pc` is dispatched, by the table that the thread has now.
    fn at(thread: &'a mut JavaThread, fp: Fp, pc: Pc) -> State<'a> {
        State {
            table: table_of(thread),
            thread,
            fp,
            pc,
            word0: 0,
        }
    }

    #[inline(always)]
    fn a(&self) -> isize {
        (self.word0 >> 16) as i16 as isize
    }

    #[inline(always)]
    fn b(&self) -> isize {
        (self.word0 >> 32) as i16 as isize
    }

    #[inline(always)]
    fn c(&self) -> isize {
        (self.word0 >> 48) as i16 as isize
    }

    /// Goes on at `pc` of frame `fp`.
    ///
    /// # Safety
    /// As [`run`].
    #[inline(always)]
    unsafe fn go(self) -> Next {
        if cfg!(tail_calls) {
            // SAFETY: contract of this function; word 0 begins with an opcode, and the table has a row for each.
            unsafe {
                let word0 = (*self.pc).word0.load(Ordering::Acquire);
                let handler = *self.table.0.get_unchecked(row(word0));
                handler(self.thread, self.fp, self.pc, word0, self.table)
            }
        } else {
            (self.fp, self.pc)
        }
    }

    /// Goes on behind `pc`.
    ///
    /// # Safety
    /// As [`run`].
    #[inline(always)]
    unsafe fn next(mut self) -> Next {
        // SAFETY: contract of this function: code does not end with an instruction that falls through.
        unsafe {
            self.pc = self.pc.add(1);
            self.go()
        }
    }
}

/// The table of most threads.
static TABLE: Table = Table(all_rows());
/// The table when instructions are counted and printed: [`traced`] for every opcode.
static TRACING_TABLE: Table = Table([traced as Handler; 2 * PROFILED as usize]);
/// The table of threads whose execution is watched.
static WATCHED_TABLE: Table = Table([watch::watched as Handler; 2 * PROFILED as usize]);

/// The table to dispatch by. It changes while a thread is stopped or in a slow path: these go on by [`State::at`].
fn table_of(thread: &JavaThread) -> &'static Table {
    if thread.parts.watched.is_on.load(Ordering::Relaxed) {
        &WATCHED_TABLE
    } else if is_tracing() {
        &TRACING_TABLE
    } else {
        &TABLE
    }
}

/// The row of [`Table`] for a word 0: its opcode, profiled or not.
#[inline(always)]
fn row(word0: u64) -> usize {
    usize::from(word0 as u16)
}

/// Collects the rows of the categories. Evaluated by the compiler: an opcode without a handler, or with two, does not compile.
const fn all_rows() -> [Handler; 2 * PROFILED as usize] {
    let categories: [Rows; 9] = [
        constants::ROWS,
        math::ROWS,
        compare::ROWS,
        control::ROWS,
        fields::ROWS,
        arrays::ROWS,
        invoke::ROWS,
        objects::ROWS,
        watch::ROWS,
    ];
    let mut table = [profiled as Handler; 2 * PROFILED as usize];
    let mut seen = [false; ALL.len()];
    let mut rows = 0;
    let mut category = 0;
    while category < categories.len() {
        let mut row = 0;
        while row < categories[category].len() {
            let (op, handler) = categories[category][row];
            assert!(!seen[op as usize], "an opcode has two handlers");
            seen[op as usize] = true;
            table[op as usize] = handler;
            rows += 1;
            row += 1;
        }
        category += 1;
    }
    assert!(rows == ALL.len(), "an opcode has no handler");
    table
}

/// Counts and prints the instruction, then executes it.
///
/// # Safety
/// As [`run`].
unsafe fn traced(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    word0: u64,
    table: &'static Table,
) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        crate::trace::step(thread, fp, pc);
        TABLE.0[row(word0)](thread, fp, pc, word0, table)
    }
}

/// Records what the instruction meets, then executes it.
///
/// # Safety
/// As [`run`].
unsafe fn profiled(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    word0: u64,
    table: &'static Table,
) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        crate::profile::record(fp, pc);
        TABLE.0[Op::of_word(word0) as usize](thread, fp, pc, word0, table)
    }
}

/// Runs from `pc` in frame `fp` until the activation's bottom frame is reached.
///
/// # Safety
/// `fp` is a frame on this thread's Java stack whose callers end in a bottom frame of this activation; `pc` is an instruction of its
/// method; the class of the method is linked (its code was verified, or comes from a trusted loader).
pub(crate) unsafe fn run(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Result<u64, Thrown> {
    let (mut fp, mut pc) = (fp, pc);
    // SAFETY: contract of this function; each handler returns the place where it stopped.
    unsafe {
        loop {
            let word0 = (*pc).word0.load(Ordering::Acquire);
            let op = Op::of_word(word0);
            if op == Op::Exit {
                break;
            }
            let table = table_of(thread);
            (fp, pc) = table.0[row(word0)](thread, fp, pc, word0, table);
        }
        let result = *fp.add(crate::activation::RESULT);
        match thread.check_pending() {
            Err(thrown) if pc == crate::activation::thrown_pc() => Err(thrown),
            _ => Ok(result),
        }
    }
}
