//! Comparisons and conditional branches.

use abi::frame::METHOD;
use metadata::Method;
use threads::JavaThread;

use super::{Fp, Pc, State};
use crate::slow::{self, Next};

/// `fcmpl` and its kin: `unordered` is the answer if one side is NaN.
#[inline(always)]
fn three_way<T: PartialOrd>(x: T, y: T, unordered: i32) -> i32 {
    x.partial_cmp(&y).map_or(unordered, |order| order as i32)
}

/// A backward branch that is taken while a poll is requested.
///
/// # Safety
/// As [`crate::run::run`].
#[cold]
#[inline(never)]
pub(super) unsafe fn polled_branch(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let mut next = slow::poll(thread, fp, pc);
        if next == (fp, pc) {
            let overflows = slow::count_down(&*(*fp.add(METHOD) as *const Method));
            next = match overflows {
                true => crate::compiled::loop_overflow(thread, fp, pc, target(pc)),
                false => (fp, target(pc)),
            };
        }
        let (fp, pc) = next;
        State::at(thread, fp, pc).go()
    }
}

/// A backward branch that is taken, and the method's counter has reached zero.
///
/// # Safety
/// As [`crate::run::run`].
#[cold]
#[inline(never)]
pub(super) unsafe fn overflowed_branch(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (fp, pc) = crate::compiled::loop_overflow(thread, fp, pc, target(pc));
        State::at(thread, fp, pc).go()
    }
}

/// Where the branch at `pc` goes.
unsafe fn target(pc: Pc) -> Pc {
    // SAFETY: contract of the callers: `pc` is a branch of translated code.
    unsafe { pc.offset((*pc).displacement() as isize) }
}

/// Compares two registers.
macro_rules! br {
    ($s:ident, $t:ty, $o:tt, $go:ident) => {
        if get!($s, $s.a(), $t) $o get!($s, $s.b(), $t) {
            $go!($s)
        }
    };
}

/// Compares a register with the constant in word 1.
macro_rules! bk {
    ($s:ident, $t:ty, $o:tt, $go:ident) => {
        if get!($s, $s.a(), $t) $o (w1!($s) as i64 >> 32) as $t {
            $go!($s)
        }
    };
}

/// Negated: with NaN `not less` is not `greater or equal`.
macro_rules! nbr {
    ($s:ident, $t:ty, $o:tt) => {{
        let holds = get!($s, $s.a(), $t) $o get!($s, $s.b(), $t);
        if !holds {
            jump!($s)
        }
    }};
}

handlers! { s:
    LCmp => {
        let (x, y) = (get!(s, s.b(), i64), get!(s, s.c(), i64));
        set!(s, s.a(), i32, i32::from(x > y) - i32::from(x < y))
    }
    FCmpL => { set!(s, s.a(), i32, three_way(get!(s, s.b(), f32), get!(s, s.c(), f32), -1)) }
    FCmpG => { set!(s, s.a(), i32, three_way(get!(s, s.b(), f32), get!(s, s.c(), f32), 1)) }
    DCmpL => { set!(s, s.a(), i32, three_way(get!(s, s.b(), f64), get!(s, s.c(), f64), -1)) }
    DCmpG => { set!(s, s.a(), i32, three_way(get!(s, s.b(), f64), get!(s, s.c(), f64), 1)) }
    IfEq => { br!(s, i32, ==, jump) }
    IfNe => { br!(s, i32, !=, jump) }
    IfLt => { br!(s, i32, <, jump) }
    IfGe => { br!(s, i32, >=, jump) }
    IfGt => { br!(s, i32, >, jump) }
    IfLe => { br!(s, i32, <=, jump) }
    IfEqB => { br!(s, i32, ==, back) }
    IfNeB => { br!(s, i32, !=, back) }
    IfLtB => { br!(s, i32, <, back) }
    IfGeB => { br!(s, i32, >=, back) }
    IfGtB => { br!(s, i32, >, back) }
    IfLeB => { br!(s, i32, <=, back) }
    IfEqK => { bk!(s, i32, ==, jump) }
    IfNeK => { bk!(s, i32, !=, jump) }
    IfLtK => { bk!(s, i32, <, jump) }
    IfGeK => { bk!(s, i32, >=, jump) }
    IfGtK => { bk!(s, i32, >, jump) }
    IfLeK => { bk!(s, i32, <=, jump) }
    IfEqKB => { bk!(s, i32, ==, back) }
    IfNeKB => { bk!(s, i32, !=, back) }
    IfLtKB => { bk!(s, i32, <, back) }
    IfGeKB => { bk!(s, i32, >=, back) }
    IfGtKB => { bk!(s, i32, >, back) }
    IfLeKB => { bk!(s, i32, <=, back) }
    IfAEq => { br!(s, u64, ==, jump) }
    IfANe => { br!(s, u64, !=, jump) }
    IfAEqB => { br!(s, u64, ==, back) }
    IfANeB => { br!(s, u64, !=, back) }
    IfNull => { if get!(s, s.a(), u64) == 0 { jump!(s) } }
    IfNonNull => { if get!(s, s.a(), u64) != 0 { jump!(s) } }
    IfNullB => { if get!(s, s.a(), u64) == 0 { back!(s) } }
    IfNonNullB => { if get!(s, s.a(), u64) != 0 { back!(s) } }
    IfLEq => { br!(s, i64, ==, jump) }
    IfLNe => { br!(s, i64, !=, jump) }
    IfLLt => { br!(s, i64, <, jump) }
    IfLGe => { br!(s, i64, >=, jump) }
    IfLGt => { br!(s, i64, >, jump) }
    IfLLe => { br!(s, i64, <=, jump) }
    IfLEqK => { bk!(s, i64, ==, jump) }
    IfLNeK => { bk!(s, i64, !=, jump) }
    IfLLtK => { bk!(s, i64, <, jump) }
    IfLGeK => { bk!(s, i64, >=, jump) }
    IfLGtK => { bk!(s, i64, >, jump) }
    IfLLeK => { bk!(s, i64, <=, jump) }
    IfFLt => { br!(s, f32, <, jump) }
    IfFNlt => { nbr!(s, f32, <) }
    IfFLe => { br!(s, f32, <=, jump) }
    IfFNle => { nbr!(s, f32, <=) }
    IfFEq => { br!(s, f32, ==, jump) }
    IfFNe => { br!(s, f32, !=, jump) }
    IfDLt => { br!(s, f64, <, jump) }
    IfDNlt => { nbr!(s, f64, <) }
    IfDLe => { br!(s, f64, <=, jump) }
    IfDNle => { nbr!(s, f64, <=) }
    IfDEq => { br!(s, f64, ==, jump) }
    IfDNe => { br!(s, f64, !=, jump) }
}
