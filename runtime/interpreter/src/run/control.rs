//! Jumps, switches, returns, `athrow`, and the shared instructions at the ends of activations and methods.

use std::sync::atomic::{Ordering, fence};

use abi::frame::{CALLER_FP, METHOD, RETURN_PC};
use metadata::klass::KlassFlags;
use metadata::{Klass, Method};
use threads::JavaThread;

use super::{Fp, Pc, State};
use crate::slow::{self, Implicit, Next};
use crate::translation::Switch;

/// Polls, and goes on here unless that leads elsewhere.
macro_rules! poll {
    ($s:ident) => {
        if poll_requested!($s) {
            let next = slow::poll($s.thread, $s.fp, $s.pc);
            if next != ($s.fp, $s.pc) {
                ($s.fp, $s.pc) = next;
                return $s.go();
            }
        }
    };
}

/// Returns a value.
macro_rules! leave {
    ($s:ident, $v:expr) => {{
        let v: u64 = $v;
        $s.pc = *$s.fp.add(RETURN_PC) as Pc;
        $s.fp = *$s.fp.add(CALLER_FP) as Fp;
        *$s.fp
            .offset(((*$s.pc).word0.load(Ordering::Relaxed) >> 32) as i16 as isize) = v;
    }};
}

/// Returns a value of a type narrower than int.
macro_rules! narrow {
    ($s:ident, $t:ty) => {
        leave!($s, u64::from(get!($s, $s.a(), u32) as $t as i32 as u32))
    };
}

/// The instruction throws.
///
/// # Safety
/// As [`crate::run::run`].
#[cold]
#[inline(never)]
pub(super) unsafe fn throw_implicit(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    exception: Implicit,
) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (fp, pc) = slow::throw_implicit(thread, fp, pc, exception);
        State::at(thread, fp, pc).go()
    }
}

#[inline(never)]
fn find_case(switch: &Switch, key: i32) -> i32 {
    match switch.keys.binary_search(&key) {
        Ok(index) => switch.displacements[index],
        Err(_) => switch.default,
    }
}

handlers! { s:
    Goto => { jump!(s) }
    GotoB => { back!(s) }
    Jsr => { set!(s, s.a(), u64, w1!(s) >> 32); jump!(s) }
    RetSub => {
        // A subroutine may return backwards: a loop through it must poll.
        poll!(s);
        s.pc = ((*(*s.fp.add(METHOD) as *const Method)).code.load(Ordering::Relaxed) as Pc).add(get!(s, s.a(), u32) as usize);
        return s.go();
    }
    TableSwitch => {
        let switch = &*(w1!(s) as *const Switch);
        let index = get!(s, s.a(), i32).wrapping_sub(switch.low) as u32 as usize;
        s.pc = s.pc.offset(switch.displacements.get(index).copied().unwrap_or(switch.default) as isize);
        return s.go();
    }
    LookupSwitch => {
        s.pc = s.pc.offset(find_case(&*(w1!(s) as *const Switch), get!(s, s.a(), i32)) as isize);
        return s.go();
    }
    Ret => { leave!(s, get!(s, s.a(), u64)) }
    RetZ => { leave!(s, get!(s, s.a(), u64) & 1) }
    RetB => { narrow!(s, i8) }
    RetC => { narrow!(s, u16) }
    RetS => { narrow!(s, i16) }
    RetK => { leave!(s, w1!(s)) }
    RetVoid => {
        // Final fields written by a constructor are visible before the object is.
        fence(Ordering::Release);
        s.pc = *s.fp.add(RETURN_PC) as Pc;
        s.fp = *s.fp.add(CALLER_FP) as Fp;
    }
    RetInit => {
        let klass = &*(klass!(get!(s, s.a(), u64)) as usize as *const Klass);
        if klass.flags.has(KlassFlags::HAS_FINALIZER) { slow!(s, slow::objects::register_finalizer) }
        s.pc = *s.fp.add(RETURN_PC) as Pc;
        s.fp = *s.fp.add(CALLER_FP) as Fp;
    }
    Throw => {
        nonnull!(s, get!(s, s.a(), u64));
        slow!(s, slow::throw_register)
    }
    Bottom => {}
    // The loop of `run` ends here.
    Exit => { return (s.fp, s.pc); }
    Translate => { slow!(s, slow::invoke::translate) }
    NativeEntry => { slow!(s, slow::native::call) }
    CompiledEntry => { slow!(s, crate::compiled::call) }
    RedefinedEntry => { slow!(s, slow::invoke::redefined) }
    AbstractEntry => { slow!(s, slow::invoke::abstract_method) }
}
