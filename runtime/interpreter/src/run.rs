//! The loop. One activation runs any number of interpreted frames; it re-enters itself only below native code. CONTRACTS 1, 6.
//!
//! * `fp` points at the frame's header, registers are `fp[signed number]`, `pc` is the current instruction (`abi::frame`).
//! * The return pc in a callee's header is the caller's invoke instruction: its `b` says where the result goes, and it is the
//!   caller's throw pc; execution resumes behind it.
//! * Every slow path is `#[cold] #[inline(never)]`, lives in `slow/`, takes `(thread, fp, pc)` and returns where to go on: inlined ones
//!   make the loop four times as long and spill `fp` and `pc`. They write the thread's anchor; the loop never does.
//! * The state is in_vm throughout (`threads::state`): polls are at backward branches and calls.
//!
//! Raw references live in registers only; nothing here holds one across a call that may collect.
//! Read next: `slow/mod.rs`.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};

use abi::frame::{CALLER_FP, METHOD, RETURN_PC};
use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, KLASS_OFFSET};
use metadata::klass::KlassFlags;
use metadata::{Klass, Method, OopSlot};
use threads::{JavaThread, Thrown};

use crate::instruction::Instruction;
use crate::ops::Op::{self, *};
use crate::slow::{self, Implicit};
use crate::translation::{HandleSite, Switch};

/// A frame pointer: the address of a frame's header.
pub(crate) type Fp = *mut u64;
/// The address of an instruction.
pub(crate) type Pc = *const Instruction;

/// Arrays up to this many elements are allocated in the loop.
const FAST_ARRAY_LENGTH: u32 = 1 << 16;

#[cold]
#[inline(never)]
fn float_remainder(a: f32, b: f32) -> f32 {
    a % b
}

#[cold]
#[inline(never)]
fn double_remainder(a: f64, b: f64) -> f64 {
    a % b
}

#[inline(never)]
fn find_case(switch: &Switch, key: i32) -> i32 {
    match switch.keys.binary_search(&key) {
        Ok(index) => switch.displacements[index],
        Err(_) => switch.default,
    }
}

/// `fcmpl` and its kin: `unordered` is the answer if one side is NaN.
#[inline(always)]
fn three_way<T: PartialOrd>(x: T, y: T, unordered: i32) -> i32 {
    x.partial_cmp(&y).map_or(unordered, |order| order as i32)
}

/// Subtype test behind the equality test of the loop.
#[inline(never)]
fn is_subtype(klass: u32, of: u64) -> bool {
    // SAFETY: both are addresses of live classes: an object's header, and a quickened instruction of a class that resolved it.
    unsafe { (*(klass as usize as *const Klass)).is_subtype_of((*(of as *const Klass)).this()) }
}

/// May `value` (class) be stored into an array of class `array`?
#[inline(always)]
fn may_store(array: u32, value: u32) -> bool {
    // SAFETY: both come from headers of live objects.
    let (array, value) = unsafe {
        (
            &*(array as usize as *const Klass),
            &*(value as usize as *const Klass),
        )
    };
    match array.array.as_ref().and_then(|array| array.component) {
        Some(component) => {
            std::ptr::eq(component.as_ptr(), value) || value.is_subtype_of(component)
        }
        None => false,
    }
}

/// Runs from `pc` in frame `fp` until the activation's bottom frame is reached. `TRACE` is the copy of the loop that counts and prints.
///
/// # Safety
/// `fp` is a frame on this thread's Java stack whose callers end in a bottom frame of this activation; `pc` is an instruction of its
/// method; the class of the method is linked (its code was verified, or comes from a trusted loader).
#[rustfmt::skip]
#[allow(clippy::neg_cmp_op_on_partial_ord, reason = "with NaN `not less` is not `greater or equal`")]
pub(crate) unsafe fn run<const TRACE: bool>(th: &mut JavaThread, fp: Fp, pc: Pc) -> Result<u64, Thrown> {
    let (mut fp, mut pc) = (fp, pc);
    // SAFETY: registers named by instructions lie inside the frame (translation checked them, calls check the frame against the
    // stack limit); references in registers are live objects (oop maps keep them so); addresses in quickened words belong to
    // metadata that the method's class keeps alive; heap memory is accessed by atomics only.
    unsafe { loop {
        let word0 = (*pc).word0.load(Ordering::Acquire);
        let op = Op::of_word(word0);

        macro_rules! a { () => { (word0 >> 16) as i16 as isize }; }
        macro_rules! b { () => { (word0 >> 32) as i16 as isize }; }
        macro_rules! c { () => { (word0 >> 48) as i16 as isize }; }
        macro_rules! w1 { () => { (*pc).word1.load(Ordering::Relaxed) }; }
        macro_rules! get { ($r:expr, $t:ty) => { *(fp.offset($r) as *const $t) }; }
        macro_rules! set {
            ($r:expr, i32, $v:expr) => { *fp.offset($r) = u64::from($v as u32) };
            ($r:expr, i64, $v:expr) => { *fp.offset($r) = $v as u64 };
            ($r:expr, f32, $v:expr) => { *fp.offset($r) = u64::from(f32::to_bits($v)) };
            ($r:expr, f64, $v:expr) => { *fp.offset($r) = f64::to_bits($v) };
            ($r:expr, u64, $v:expr) => { *fp.offset($r) = $v };
        }
        // a slow path decides where to go on
        macro_rules! slow { ($path:path $(, $more:expr)*) => {{ (fp, pc) = $path(th, fp, pc $(, $more)*); continue; }}; }
        macro_rules! throw { ($e:expr) => { slow!(slow::throw_implicit, $e) }; }
        macro_rules! jump { () => {{ pc = pc.offset(w1!() as i32 as isize); continue; }}; }
        macro_rules! poll {
            () => {
                if th.poll.load(Ordering::Relaxed) != 0 {
                    let next = slow::poll(th, fp, pc);
                    if next != (fp, pc) { (fp, pc) = next; continue; }
                }
            };
        }
        macro_rules! count {
            ($m:expr) => {{
                let m: &Method = &*$m;
                let n = m.counter.load(Ordering::Relaxed).wrapping_sub(1);
                m.counter.store(n, Ordering::Relaxed);
                if n == 0 { slow::overflow(m) }
            }};
        }
        macro_rules! back {
            () => {{
                poll!();
                count!(*fp.add(METHOD) as *const Method);
                jump!()
            }};
        }
        // handler shapes: two registers, register and constant, one register
        macro_rules! rr {
            ($t:tt, $y:ty, $f:expr) => {{
                let f: fn($t, $y) -> $t = $f;
                let v = f(get!(b!(), $t), get!(c!(), $y));
                set!(a!(), $t, v)
            }};
        }
        macro_rules! rk {
            (f32, $y:ty, $f:expr) => {{
                let f: fn(f32, f32) -> f32 = $f;
                let v = f(get!(b!(), f32), f32::from_bits(w1!() as u32));
                set!(a!(), f32, v)
            }};
            (f64, $y:ty, $f:expr) => {{
                let f: fn(f64, f64) -> f64 = $f;
                let v = f(get!(b!(), f64), f64::from_bits(w1!()));
                set!(a!(), f64, v)
            }};
            ($t:tt, $y:ty, $f:expr) => {{
                let f: fn($t, $y) -> $t = $f;
                let v = f(get!(b!(), $t), w1!() as $y);
                set!(a!(), $t, v)
            }};
        }
        macro_rules! un {
            ($from:ty, $to:tt, $f:expr) => {{
                let f: fn($from) -> $to = $f;
                let v = f(get!(b!(), $from));
                set!(a!(), $to, v)
            }};
        }
        macro_rules! div {
            ($t:tt, $y:expr, $f:ident) => {{
                let y = $y as $t;
                if y == 0 { throw!(Implicit::DivisionByZero) }
                let v = get!(b!(), $t).$f(y);
                set!(a!(), $t, v)
            }};
        }
        macro_rules! br { ($t:ty, $o:tt, $go:ident) => { if get!(a!(), $t) $o get!(b!(), $t) { $go!() } }; }
        macro_rules! bk { ($t:ty, $o:tt, $go:ident) => { if get!(a!(), $t) $o (w1!() as i64 >> 32) as $t { $go!() } }; }
        macro_rules! nbr { ($t:ty, $o:tt) => { if !(get!(a!(), $t) $o get!(b!(), $t)) { jump!() } }; }
        // heap access
        macro_rules! load { ($t:ty, $at:expr) => { (*(($at) as *const $t)).load(Ordering::Relaxed) }; }
        macro_rules! store { ($t:ty, $at:expr, $v:expr) => { (*(($at) as *const $t)).store($v, Ordering::Relaxed) }; }
        macro_rules! store_ref {
            ($at:expr, $v:expr) => {{
                let at = $at as usize;
                // Release: whoever reads the reference sees the object initialised.
                (*(at as *const AtomicUsize)).store($v as usize, Ordering::Release);
                heap::card_mark(at);
            }};
        }
        macro_rules! nonnull {
            ($o:expr) => {{ let o: u64 = $o; if o == 0 { throw!(Implicit::NullPointer) } o }};
        }
        macro_rules! klass { ($o:expr) => { load!(AtomicU32, $o + KLASS_OFFSET as u64) }; }
        macro_rules! elem {
            ($array:expr, $index:expr, $size:expr) => {{
                let o = nonnull!($array);
                let i = $index as u32;
                if i >= load!(AtomicU32, o + ARRAY_LENGTH_OFFSET as u64) {
                    slow!(slow::throw_array_index, i as i32, o)
                }
                o + ARRAY_DATA_OFFSET as u64 + u64::from(i) * $size
            }};
        }
        macro_rules! ld {
            ($at:ty, $via:ty, $size:literal) => {{
                let e = elem!(get!(b!(), u64), get!(c!(), u32), $size);
                set!(a!(), i32, load!($at, e) as $via as i32)
            }};
        }
        macro_rules! st {
            ($at:ty, $t:ty, $size:literal) => {{
                let e = elem!(get!(a!(), u64), get!(b!(), u32), $size);
                store!($at, e, get!(c!(), u64) as $t)
            }};
        }
        macro_rules! gf {
            ($at:ty, $via:ty) => {{
                let o = nonnull!(get!(b!(), u64));
                set!(a!(), i32, load!($at, o + w1!()) as $via as i32)
            }};
        }
        macro_rules! pf {
            ($at:ty, $t:ty) => {{
                let o = nonnull!(get!(a!(), u64));
                store!($at, o + w1!(), get!(b!(), u64) as $t)
            }};
        }
        // boolean arrays keep the lowest bit only
        macro_rules! byte_mask {
            ($o:expr) => {{
                let layout = (*(klass!($o) as usize as *const Klass)).layout;
                if layout.0 >> 4 & 0xf == abi::ElementKind::Boolean as u32 { 1u8 } else { 0xff }
            }};
        }
        macro_rules! call_unpolled {
            ($m:expr) => {{
                let m: *const Method = $m;
                // Code before frame size: who sees the code sees its size (`Translation::install`).
                let code = (*m).code.load(Ordering::Acquire) as Pc;
                let callee = fp.offset(a!()).add((*m).max_locals as usize);
                if callee.wrapping_add((*m).frame_words.load(Ordering::Relaxed) as usize) > th.java_limit {
                    throw!(Implicit::StackOverflow)
                }
                *callee.add(METHOD) = m as u64;
                *callee.add(CALLER_FP) = fp as u64;
                *callee.add(RETURN_PC) = pc as u64;
                fp = callee;
                pc = code;
                count!(m);
                continue;
            }};
        }
        macro_rules! call { ($m:expr) => {{ let m = $m as *const Method; poll!(); call_unpolled!(m) }}; }
        macro_rules! leave {
            ($v:expr) => {{
                let v: u64 = $v;
                pc = *fp.add(RETURN_PC) as Pc;
                fp = *fp.add(CALLER_FP) as Fp;
                *fp.offset(((*pc).word0.load(Ordering::Relaxed) >> 32) as i16 as isize) = v;
            }};
        }
        macro_rules! narrow { ($t:ty) => { leave!(u64::from(get!(a!(), u32) as $t as i32 as u32)) }; }

        if TRACE { crate::trace::step(th, fp, pc) }

        match op {
            Mov => set!(a!(), u64, get!(b!(), u64)),
            Mov2 => {
                let (x, y) = (get!(b!(), u64), get!(c!(), u64));
                set!(a!(), u64, x);
                set!(a!() + 1, u64, y)
            }
            Const => set!(a!(), u64, w1!()),
            Nop => {}
            LdcSlow | LdcRefSlow => slow!(slow::constants::load),
            LdcRef => set!(a!(), u64, (*(w1!() as *const OopSlot)).load() as u64),

            IAdd => rr!(i32, i32, |x, y| x.wrapping_add(y)),
            IAddK => rk!(i32, i32, |x, y| x.wrapping_add(y)),
            ISub => rr!(i32, i32, |x, y| x.wrapping_sub(y)),
            ISubK => rk!(i32, i32, |x, y| x.wrapping_sub(y)),
            IMul => rr!(i32, i32, |x, y| x.wrapping_mul(y)),
            IMulK => rk!(i32, i32, |x, y| x.wrapping_mul(y)),
            IDiv => div!(i32, get!(c!(), i32), wrapping_div),
            IDivK => div!(i32, w1!(), wrapping_div),
            IRem => div!(i32, get!(c!(), i32), wrapping_rem),
            IRemK => div!(i32, w1!(), wrapping_rem),
            IAnd => rr!(i32, i32, |x, y| x & y),
            IAndK => rk!(i32, i32, |x, y| x & y),
            IOr => rr!(i32, i32, |x, y| x | y),
            IOrK => rk!(i32, i32, |x, y| x | y),
            IXor => rr!(i32, i32, |x, y| x ^ y),
            IXorK => rk!(i32, i32, |x, y| x ^ y),
            IShl => rr!(i32, u32, |x, y| x.wrapping_shl(y)),
            IShlK => rk!(i32, u32, |x, y| x.wrapping_shl(y)),
            IShr => rr!(i32, u32, |x, y| x.wrapping_shr(y)),
            IShrK => rk!(i32, u32, |x, y| x.wrapping_shr(y)),
            IUshr => rr!(i32, u32, |x, y| (x as u32).wrapping_shr(y) as i32),
            IUshrK => rk!(i32, u32, |x, y| (x as u32).wrapping_shr(y) as i32),
            INeg => un!(i32, i32, |x| x.wrapping_neg()),

            LAdd => rr!(i64, i64, |x, y| x.wrapping_add(y)),
            LAddK => rk!(i64, i64, |x, y| x.wrapping_add(y)),
            LSub => rr!(i64, i64, |x, y| x.wrapping_sub(y)),
            LSubK => rk!(i64, i64, |x, y| x.wrapping_sub(y)),
            LMul => rr!(i64, i64, |x, y| x.wrapping_mul(y)),
            LMulK => rk!(i64, i64, |x, y| x.wrapping_mul(y)),
            LDiv => div!(i64, get!(c!(), i64), wrapping_div),
            LDivK => div!(i64, w1!(), wrapping_div),
            LRem => div!(i64, get!(c!(), i64), wrapping_rem),
            LRemK => div!(i64, w1!(), wrapping_rem),
            LAnd => rr!(i64, i64, |x, y| x & y),
            LAndK => rk!(i64, i64, |x, y| x & y),
            LOr => rr!(i64, i64, |x, y| x | y),
            LOrK => rk!(i64, i64, |x, y| x | y),
            LXor => rr!(i64, i64, |x, y| x ^ y),
            LXorK => rk!(i64, i64, |x, y| x ^ y),
            LShl => rr!(i64, u32, |x, y| x.wrapping_shl(y)),
            LShlK => rk!(i64, u32, |x, y| x.wrapping_shl(y)),
            LShr => rr!(i64, u32, |x, y| x.wrapping_shr(y)),
            LShrK => rk!(i64, u32, |x, y| x.wrapping_shr(y)),
            LUshr => rr!(i64, u32, |x, y| (x as u64).wrapping_shr(y) as i64),
            LUshrK => rk!(i64, u32, |x, y| (x as u64).wrapping_shr(y) as i64),
            LNeg => un!(i64, i64, |x| x.wrapping_neg()),

            FAdd => rr!(f32, f32, |x, y| x + y),
            FAddK => rk!(f32, f32, |x, y| x + y),
            FSub => rr!(f32, f32, |x, y| x - y),
            FSubK => rk!(f32, f32, |x, y| x - y),
            FMul => rr!(f32, f32, |x, y| x * y),
            FMulK => rk!(f32, f32, |x, y| x * y),
            FDiv => rr!(f32, f32, |x, y| x / y),
            FDivK => rk!(f32, f32, |x, y| x / y),
            FRem => rr!(f32, f32, |x, y| float_remainder(x, y)),
            FRemK => rk!(f32, f32, |x, y| float_remainder(x, y)),
            FNeg => un!(f32, f32, |x| -x),
            DAdd => rr!(f64, f64, |x, y| x + y),
            DAddK => rk!(f64, f64, |x, y| x + y),
            DSub => rr!(f64, f64, |x, y| x - y),
            DSubK => rk!(f64, f64, |x, y| x - y),
            DMul => rr!(f64, f64, |x, y| x * y),
            DMulK => rk!(f64, f64, |x, y| x * y),
            DDiv => rr!(f64, f64, |x, y| x / y),
            DDivK => rk!(f64, f64, |x, y| x / y),
            DRem => rr!(f64, f64, |x, y| double_remainder(x, y)),
            DRemK => rk!(f64, f64, |x, y| double_remainder(x, y)),
            DNeg => un!(f64, f64, |x| -x),

            I2L => un!(i32, i64, |x| i64::from(x)),
            I2F => un!(i32, f32, |x| x as f32),
            I2D => un!(i32, f64, |x| f64::from(x)),
            L2I => un!(i64, i32, |x| x as i32),
            L2F => un!(i64, f32, |x| x as f32),
            L2D => un!(i64, f64, |x| x as f64),
            // Rust's float-to-int casts saturate and send NaN to 0, as JVMS 6.5.f2i asks.
            F2I => un!(f32, i32, |x| x as i32),
            F2L => un!(f32, i64, |x| x as i64),
            F2D => un!(f32, f64, |x| f64::from(x)),
            D2I => un!(f64, i32, |x| x as i32),
            D2L => un!(f64, i64, |x| x as i64),
            D2F => un!(f64, f32, |x| x as f32),
            I2B => un!(i32, i32, |x| i32::from(x as i8)),
            I2C => un!(i32, i32, |x| i32::from(x as u16)),
            I2S => un!(i32, i32, |x| i32::from(x as i16)),

            LCmp => {
                let (x, y) = (get!(b!(), i64), get!(c!(), i64));
                set!(a!(), i32, i32::from(x > y) - i32::from(x < y))
            }
            FCmpL => set!(a!(), i32, three_way(get!(b!(), f32), get!(c!(), f32), -1)),
            FCmpG => set!(a!(), i32, three_way(get!(b!(), f32), get!(c!(), f32), 1)),
            DCmpL => set!(a!(), i32, three_way(get!(b!(), f64), get!(c!(), f64), -1)),
            DCmpG => set!(a!(), i32, three_way(get!(b!(), f64), get!(c!(), f64), 1)),
            IfEq => br!(i32, ==, jump),
            IfNe => br!(i32, !=, jump),
            IfLt => br!(i32, <, jump),
            IfGe => br!(i32, >=, jump),
            IfGt => br!(i32, >, jump),
            IfLe => br!(i32, <=, jump),
            IfEqB => br!(i32, ==, back),
            IfNeB => br!(i32, !=, back),
            IfLtB => br!(i32, <, back),
            IfGeB => br!(i32, >=, back),
            IfGtB => br!(i32, >, back),
            IfLeB => br!(i32, <=, back),
            IfEqK => bk!(i32, ==, jump),
            IfNeK => bk!(i32, !=, jump),
            IfLtK => bk!(i32, <, jump),
            IfGeK => bk!(i32, >=, jump),
            IfGtK => bk!(i32, >, jump),
            IfLeK => bk!(i32, <=, jump),
            IfEqKB => bk!(i32, ==, back),
            IfNeKB => bk!(i32, !=, back),
            IfLtKB => bk!(i32, <, back),
            IfGeKB => bk!(i32, >=, back),
            IfGtKB => bk!(i32, >, back),
            IfLeKB => bk!(i32, <=, back),
            IfAEq => br!(u64, ==, jump),
            IfANe => br!(u64, !=, jump),
            IfAEqB => br!(u64, ==, back),
            IfANeB => br!(u64, !=, back),
            IfNull => if get!(a!(), u64) == 0 { jump!() },
            IfNonNull => if get!(a!(), u64) != 0 { jump!() },
            IfNullB => if get!(a!(), u64) == 0 { back!() },
            IfNonNullB => if get!(a!(), u64) != 0 { back!() },
            IfLEq => br!(i64, ==, jump),
            IfLNe => br!(i64, !=, jump),
            IfLLt => br!(i64, <, jump),
            IfLGe => br!(i64, >=, jump),
            IfLGt => br!(i64, >, jump),
            IfLLe => br!(i64, <=, jump),
            IfLEqK => bk!(i64, ==, jump),
            IfLNeK => bk!(i64, !=, jump),
            IfLLtK => bk!(i64, <, jump),
            IfLGeK => bk!(i64, >=, jump),
            IfLGtK => bk!(i64, >, jump),
            IfLLeK => bk!(i64, <=, jump),
            IfFLt => br!(f32, <, jump),
            IfFNlt => nbr!(f32, <),
            IfFLe => br!(f32, <=, jump),
            IfFNle => nbr!(f32, <=),
            IfFEq => br!(f32, ==, jump),
            IfFNe => br!(f32, !=, jump),
            IfDLt => br!(f64, <, jump),
            IfDNlt => nbr!(f64, <),
            IfDLe => br!(f64, <=, jump),
            IfDNle => nbr!(f64, <=),
            IfDEq => br!(f64, ==, jump),
            IfDNe => br!(f64, !=, jump),

            Goto => jump!(),
            GotoB => back!(),
            Jsr => { set!(a!(), u64, w1!() >> 32); jump!() }
            RetSub => {
                // A subroutine may return backwards: a loop through it must poll.
                poll!();
                pc = ((*(*fp.add(METHOD) as *const Method)).code.load(Ordering::Relaxed) as Pc).add(get!(a!(), u32) as usize);
                continue;
            }
            TableSwitch => {
                let switch = &*(w1!() as *const Switch);
                let index = get!(a!(), i32).wrapping_sub(switch.low) as u32 as usize;
                pc = pc.offset(switch.displacements.get(index).copied().unwrap_or(switch.default) as isize);
                continue;
            }
            LookupSwitch => {
                pc = pc.offset(find_case(&*(w1!() as *const Switch), get!(a!(), i32)) as isize);
                continue;
            }
            Ret => leave!(get!(a!(), u64)),
            RetZ => leave!(get!(a!(), u64) & 1),
            RetB => narrow!(i8),
            RetC => narrow!(u16),
            RetS => narrow!(i16),
            RetK => leave!(w1!()),
            RetVoid => {
                // Final fields written by a constructor are visible before the object is.
                fence(Ordering::Release);
                pc = *fp.add(RETURN_PC) as Pc;
                fp = *fp.add(CALLER_FP) as Fp;
            }
            RetInit => {
                let klass = &*(klass!(get!(a!(), u64)) as usize as *const Klass);
                if klass.flags.has(KlassFlags::HAS_FINALIZER) { slow!(slow::objects::register_finalizer) }
                pc = *fp.add(RETURN_PC) as Pc;
                fp = *fp.add(CALLER_FP) as Fp;
            }
            Throw => {
                nonnull!(get!(a!(), u64));
                slow!(slow::throw_register)
            }

            GetFieldSlow | GetFieldRefSlow | PutFieldSlow => slow!(slow::fields::resolve_instance),
            GetStaticSlow | GetStaticRefSlow | PutStaticSlow => slow!(slow::fields::resolve_static),
            GetFieldI8 => gf!(AtomicU8, i8),
            GetFieldU16 => gf!(AtomicU16, u16),
            GetFieldI16 => gf!(AtomicU16, i16),
            GetField32 => gf!(AtomicU32, u32),
            GetField64 | GetFieldRef => {
                let o = nonnull!(get!(b!(), u64));
                set!(a!(), u64, load!(AtomicU64, o + w1!()))
            }
            GetFieldVolatile | GetFieldRefVolatile => {
                let o = nonnull!(get!(b!(), u64));
                set!(a!(), u64, slow::fields::read_volatile(o + w1!(), c!() as u8))
            }
            PutFieldBool => {
                let o = nonnull!(get!(a!(), u64));
                store!(AtomicU8, o + w1!(), get!(b!(), u8) & 1)
            }
            PutField8 => pf!(AtomicU8, u8),
            PutField16 => pf!(AtomicU16, u16),
            PutField32 => pf!(AtomicU32, u32),
            PutField64 => pf!(AtomicU64, u64),
            PutFieldRef => {
                let o = nonnull!(get!(a!(), u64));
                store_ref!(o + w1!(), get!(b!(), u64))
            }
            PutFieldVolatile => {
                let o = nonnull!(get!(a!(), u64));
                slow::fields::write_volatile(o + w1!(), c!() as u8, get!(b!(), u64))
            }
            GetStaticI8 => set!(a!(), i32, load!(AtomicU8, w1!()) as i8 as i32),
            GetStaticU16 => set!(a!(), i32, load!(AtomicU16, w1!()) as i32),
            GetStaticI16 => set!(a!(), i32, load!(AtomicU16, w1!()) as i16 as i32),
            GetStatic32 => set!(a!(), i32, load!(AtomicU32, w1!())),
            GetStatic64 | GetStaticRef => set!(a!(), u64, load!(AtomicU64, w1!())),
            GetStaticVolatile | GetStaticRefVolatile => set!(a!(), u64, slow::fields::read_volatile(w1!(), c!() as u8)),
            PutStaticBool => store!(AtomicU8, w1!(), get!(a!(), u8) & 1),
            PutStatic8 => store!(AtomicU8, w1!(), get!(a!(), u8)),
            PutStatic16 => store!(AtomicU16, w1!(), get!(a!(), u16)),
            PutStatic32 => store!(AtomicU32, w1!(), get!(a!(), u32)),
            PutStatic64 => store!(AtomicU64, w1!(), get!(a!(), u64)),
            PutStaticRef => store_ref!(w1!(), get!(a!(), u64)),
            PutStaticVolatile => slow::fields::write_volatile(w1!(), c!() as u8, get!(a!(), u64)),

            ArrayLength => {
                let o = nonnull!(get!(b!(), u64));
                set!(a!(), i32, load!(AtomicU32, o + ARRAY_LENGTH_OFFSET as u64))
            }
            LoadI8 => ld!(AtomicU8, i8, 1),
            LoadU16 => ld!(AtomicU16, u16, 2),
            LoadI16 => ld!(AtomicU16, i16, 2),
            Load32 => ld!(AtomicU32, u32, 4),
            Load64 | LoadRef => {
                let e = elem!(get!(b!(), u64), get!(c!(), u32), 8);
                set!(a!(), u64, load!(AtomicU64, e))
            }
            Load32K => {
                let e = elem!(get!(b!(), u64), w1!(), 4);
                set!(a!(), i32, load!(AtomicU32, e))
            }
            LoadRefK => {
                let e = elem!(get!(b!(), u64), w1!(), 8);
                set!(a!(), u64, load!(AtomicU64, e))
            }
            Store8 => {
                let e = elem!(get!(a!(), u64), get!(b!(), u32), 1);
                store!(AtomicU8, e, get!(c!(), u8) & byte_mask!(get!(a!(), u64)))
            }
            Store8K => {
                let e = elem!(get!(a!(), u64), get!(b!(), u32), 1);
                store!(AtomicU8, e, w1!() as u8 & byte_mask!(get!(a!(), u64)))
            }
            Store16 => st!(AtomicU16, u16, 2),
            Store32 => st!(AtomicU32, u32, 4),
            Store32K => {
                let e = elem!(get!(a!(), u64), get!(b!(), u32), 4);
                store!(AtomicU32, e, w1!() as u32)
            }
            Store64 => st!(AtomicU64, u64, 8),
            StoreRef => {
                let e = elem!(get!(a!(), u64), get!(b!(), u32), 8);
                let v = get!(c!(), u64);
                if v != 0 && !may_store(klass!(get!(a!(), u64)), klass!(v)) { slow!(slow::throw_array_store) }
                store_ref!(e, v)
            }
            NewArraySlow | ANewArraySlow => slow!(slow::arrays::resolve),
            NewArray => {
                let klass = w1!();
                let length = get!(b!(), u32);
                let bytes = (*(klass as *const Klass)).layout.array_size(length as usize % FAST_ARRAY_LENGTH as usize);
                let place = th.mutator.tlab_top;
                if length >= FAST_ARRAY_LENGTH || place + bytes > th.mutator.tlab_end { slow!(slow::arrays::allocate) }
                th.mutator.tlab_top = place + bytes;
                // Fresh memory is zero, and so is the mark of a new object.
                store!(AtomicU64, place + KLASS_OFFSET, klass | u64::from(length) << 32);
                set!(a!(), u64, place as u64)
            }
            MultiNewArray => slow!(slow::arrays::allocate_multi),

            InvokeStaticSlow | InvokeSpecialSlow | InvokeVirtualSlow | InvokeInterfaceSlow => slow!(slow::invoke::resolve),
            InvokeDynamicSlow => slow!(slow::invoke::resolve_dynamic),
            InvokeStatic => call!(w1!()),
            InvokeSpecial => {
                nonnull!(get!(a!(), u64));
                call!(w1!())
            }
            InvokeVirtual => {
                let o = nonnull!(get!(a!(), u64));
                let vtable = (klass!(o) as usize + size_of::<Klass>()) as *const AtomicU32;
                call!((*vtable.add(c!() as u16 as usize)).load(Ordering::Relaxed) as usize)
            }
            InvokeInterface => {
                let o = nonnull!(get!(a!(), u64));
                let cache = w1!();
                if cache as u32 != klass!(o) { slow!(slow::invoke::interface_miss) }
                call!((cache >> 32) as usize)
            }
            InvokeHandle => {
                poll!();
                let site = &*(w1!() as *const HandleSite);
                let adapter = site.adapter.as_ptr();
                if let Some(appendix) = site.appendix {
                    // After the poll: nobody visits this slot until it is the callee's.
                    *fp.offset(a!()).add((*adapter).argument_slots as usize - 1) = appendix.load() as u64;
                }
                call_unpolled!(adapter)
            }
            InvokeSqrt => set!(b!(), f64, get!(a!(), f64).sqrt()),
            InvokeObjectInit => {
                let o = nonnull!(get!(a!(), u64));
                let klass = &*(klass!(o) as usize as *const Klass);
                if klass.flags.has(KlassFlags::HAS_FINALIZER) { call!(w1!()) }
            }

            NewSlow => slow!(slow::objects::resolve_new),
            New => {
                let word = w1!();
                let place = th.mutator.tlab_top;
                let end = place + (word >> 32) as usize;
                if end > th.mutator.tlab_end { slow!(slow::objects::allocate) }
                th.mutator.tlab_top = end;
                store!(AtomicU32, place + KLASS_OFFSET, word as u32);
                set!(a!(), u64, place as u64)
            }
            NewKlass => slow!(slow::objects::allocate),
            CheckCastSlow => {
                if get!(a!(), u64) != 0 { slow!(slow::objects::resolve_cast) }
            }
            CheckCast => {
                let o = get!(a!(), u64);
                if o != 0 {
                    let (from, to) = (klass!(o), w1!());
                    if u64::from(from) != to && !is_subtype(from, to) { slow!(slow::throw_class_cast) }
                }
            }
            InstanceOfSlow => {
                if get!(b!(), u64) != 0 { slow!(slow::objects::resolve_cast) }
                set!(a!(), i32, 0)
            }
            InstanceOf => {
                let o = get!(b!(), u64);
                let is = o != 0 && { let (from, to) = (klass!(o), w1!()); u64::from(from) == to || is_subtype(from, to) };
                set!(a!(), i32, is as i32)
            }
            MonitorEnter => slow!(slow::monitors::enter),
            MonitorExit => slow!(slow::monitors::exit),
            SyncEnter => slow!(slow::monitors::enter_method),
            SyncExit => slow!(slow::monitors::exit_method),

            Bottom => {}
            Exit => {
                let result = *fp.add(crate::activation::RESULT);
                return match th.check_pending() {
                    Err(thrown) if pc == crate::activation::thrown_pc() => Err(thrown),
                    _ => Ok(result),
                };
            }
            Translate => slow!(slow::invoke::translate),
            NativeEntry => slow!(slow::native::call),
            AbstractEntry => slow!(slow::invoke::abstract_method),
        }
        pc = pc.add(1);
    } }
}
