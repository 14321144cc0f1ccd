//! Objects: creation, casts, monitors.

use std::sync::atomic::AtomicU32;

use abi::object::KLASS_OFFSET;
use metadata::Klass;

use crate::slow;

/// Subtype test behind the equality test of the handlers.
#[inline(never)]
fn is_subtype(klass: u32, of: u64) -> bool {
    // SAFETY: both are addresses of live classes: an object's header, and a quickened instruction of a class that resolved it.
    unsafe { (*(klass as usize as *const Klass)).is_subtype_of((*(of as *const Klass)).this()) }
}

handlers! { s:
    NewSlow => { slow!(s, slow::objects::resolve_new) }
    New => {
        let word = w1!(s);
        let place = s.thread.mutator.tlab_top;
        let end = place + (word >> 32) as usize;
        if end > s.thread.mutator.tlab_end { slow!(s, slow::objects::allocate) }
        s.thread.mutator.tlab_top = end;
        store!(AtomicU32, place + KLASS_OFFSET, word as u32);
        set!(s, s.a(), u64, place as u64)
    }
    NewKlass => { slow!(s, slow::objects::allocate) }
    CheckCastSlow => {
        if get!(s, s.a(), u64) != 0 { slow!(s, slow::objects::resolve_cast) }
    }
    CheckCast => {
        let o = get!(s, s.a(), u64);
        if o != 0 {
            let (from, to) = (klass!(o), w1!(s));
            if u64::from(from) != to && !is_subtype(from, to) { slow!(s, slow::throw_class_cast) }
        }
    }
    InstanceOfSlow => {
        if get!(s, s.b(), u64) != 0 { slow!(s, slow::objects::resolve_cast) }
        set!(s, s.a(), i32, 0)
    }
    InstanceOf => {
        let o = get!(s, s.b(), u64);
        let is = o != 0 && { let (from, to) = (klass!(o), w1!(s)); u64::from(from) == to || is_subtype(from, to) };
        set!(s, s.a(), i32, is as i32)
    }
    MonitorEnter => { slow!(s, slow::monitors::enter) }
    MonitorExit => { slow!(s, slow::monitors::exit) }
    SyncEnter => { slow!(s, slow::monitors::enter_method) }
    SyncExit => { slow!(s, slow::monitors::exit_method) }
}
