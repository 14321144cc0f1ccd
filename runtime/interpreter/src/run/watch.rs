//! Where watched code may stop. Read next: `crate::watch`.

use threads::JavaThread;

use super::{Fp, Pc, State, TABLE, Table, row};
use crate::ops::Op;
use crate::slow::Next;
use crate::watch;

handlers! { s:
    Entered | Step => {}
    Breakpoint => { slow!(s, watch::breakpoint) }
}

/// Tells where the thread is, if this is a place that is told, and executes the instruction.
///
/// # Safety
/// As [`crate::run::run`].
pub(super) unsafe fn watched(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    word0: u64,
    table: &'static Table,
) -> Next {
    // SAFETY: contract of this function; word 0 begins with an opcode.
    unsafe {
        let op = Op::of_word(word0);
        match op.is_return() || matches!(op, Op::Entered | Op::Step | Op::Breakpoint) {
            true => told(thread, fp, pc),
            false => TABLE.0[row(word0)](thread, fp, pc, word0, table),
        }
    }
}

/// [`watched`], at a place that is told.
///
/// # Safety
/// As [`crate::run::run`].
#[cold]
#[inline(never)]
unsafe fn told(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let next = watch::tell(thread, fp, pc);
        let mut state = State::at(thread, next.0, next.1);
        if next != (fp, pc) {
            return state.go();
        }
        state.word0 = (*pc).word0.load(std::sync::atomic::Ordering::Acquire);
        TABLE.0[row(state.word0)](state.thread, fp, pc, state.word0, state.table)
    }
}
