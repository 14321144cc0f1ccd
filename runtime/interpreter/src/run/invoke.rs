//! Invocations. The callee's locals begin at the first argument; its header is written here.

use std::sync::atomic::{AtomicU32, Ordering};

use abi::frame::{CALLER_FP, METHOD, RETURN_PC};
use metadata::klass::KlassFlags;
use metadata::{Klass, Method, MethodRef};
use threads::JavaThread;

use super::{Fp, Pc, State};
use crate::ops::Op;
use crate::slow::{self, Implicit, Next};
use crate::translation::HandleSite;

/// Pushes a frame and goes on at the method's first instruction.
macro_rules! enter {
    ($s:ident, $m:expr) => {{
        let m: *const Method = $m;
        // Code before frame size: who sees the code sees its size (`Translation::install`).
        let code = (*m).code.load(Ordering::Acquire) as Pc;
        let callee = $s.fp.offset($s.a()).add((*m).max_locals as usize);
        if callee.wrapping_add((*m).frame_words.load(Ordering::Relaxed) as usize)
            > $s.thread.java_limit
        {
            throw!($s, Implicit::StackOverflow)
        }
        *callee.add(METHOD) = m as u64;
        *callee.add(CALLER_FP) = $s.fp as u64;
        *callee.add(RETURN_PC) = $s.pc as u64;
        $s.fp = callee;
        $s.pc = code;
        if count!(m) {
            return overflowed_call($s.thread, $s.fp, $s.pc);
        }
        return $s.go();
    }};
}

macro_rules! call {
    ($s:ident, $m:expr) => {{
        let m = $m as *const Method;
        if poll_requested!($s) {
            return polled_call($s.thread, $s.fp, $s.pc, m);
        }
        enter!($s, m)
    }};
}

/// The call of `method` at `pc` while a poll is requested.
///
/// # Safety
/// As [`crate::run::run`]; the arguments are in place.
#[cold]
#[inline(never)]
unsafe fn polled_call(thread: &mut JavaThread, fp: Fp, pc: Pc, method: *const Method) -> Next {
    // SAFETY: contract of this function. The method outlives the poll: the class of the code that calls it keeps it alive.
    unsafe {
        let mut next = slow::poll(thread, fp, pc);
        if next == (fp, pc) {
            let instruction = &*pc;
            if instruction.op() == Op::InvokeHandle
                && let Some(appendix) = (*(instruction.immediate() as *const HandleSite)).appendix
            {
                let last = (*method).argument_slots as usize - 1;
                *fp.offset(instruction.a() as isize).add(last) = appendix.load() as u64;
            }
            next = slow::invoke::enter(thread, fp, pc, MethodRef::from_ptr(method));
        }
        let (fp, pc) = next;
        State::at(thread, fp, pc).go()
    }
}

/// The first instruction of a method whose counter reached zero.
///
/// # Safety
/// As [`crate::run::run`]; `fp` is the frame of the method.
#[cold]
#[inline(never)]
unsafe fn overflowed_call(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let pc = crate::compiled::call_overflow(thread, fp, pc);
        State::at(thread, fp, pc).go()
    }
}

handlers! { s:
    InvokeStaticSlow | InvokeSpecialSlow | InvokeVirtualSlow | InvokeInterfaceSlow => { slow!(s, slow::invoke::resolve) }
    InvokeDynamicSlow => { slow!(s, slow::invoke::resolve_dynamic) }
    InvokeStatic => { call!(s, w1!(s)) }
    InvokeSpecial => {
        nonnull!(s, get!(s, s.a(), u64));
        call!(s, w1!(s))
    }
    InvokeVirtual => {
        let o = nonnull!(s, get!(s, s.a(), u64));
        let vtable = (klass!(o) as usize + size_of::<Klass>()) as *const AtomicU32;
        call!(s, (*vtable.add(s.c() as u16 as usize)).load(Ordering::Relaxed) as usize)
    }
    InvokeInterface => {
        let o = nonnull!(s, get!(s, s.a(), u64));
        let cache = w1!(s);
        if cache as u32 != klass!(o) { slow!(s, slow::invoke::interface_miss) }
        call!(s, (cache >> 32) as usize)
    }
    InvokeHandle => {
        let site = &*(w1!(s) as *const HandleSite);
        let adapter = site.adapter.as_ptr();
        if poll_requested!(s) {
            return polled_call(s.thread, s.fp, s.pc, adapter);
        }
        if let Some(appendix) = site.appendix {
            // After the poll: nobody visits this slot until it is the callee's.
            *s.fp.offset(s.a()).add((*adapter).argument_slots as usize - 1) = appendix.load() as u64;
        }
        enter!(s, adapter)
    }
    InvokeFma => {
        set!(s, s.b(), f64, get!(s, s.a(), f64).mul_add(get!(s, s.a() + 2, f64), get!(s, s.a() + 4, f64)))
    }
    InvokeFmaF => {
        set!(s, s.b(), f32, get!(s, s.a(), f32).mul_add(get!(s, s.a() + 1, f32), get!(s, s.a() + 2, f32)))
    }
    InvokeSqrt => { set!(s, s.b(), f64, get!(s, s.a(), f64).sqrt()) }
    InvokeObjectInit => {
        let o = nonnull!(s, get!(s, s.a(), u64));
        let klass = &*(klass!(o) as usize as *const Klass);
        if klass.flags.has(KlassFlags::HAS_FINALIZER) { call!(s, w1!(s)) }
    }
}
