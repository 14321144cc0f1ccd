//! Monitors: `monitorenter`, `monitorexit`, and the prologue and epilogue of synchronized methods. JVMS 2.11.10.

use abi::frame::SYNC;
use heap::Oop;
use linker::mirrors;
use threads::{JavaThread, monitor};

use super::exceptions::{Implicit, throw_implicit};
use super::{Next, calling, method_of, oop_in};
use crate::run::{Fp, Pc};

/// `monitorenter` of register a.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[inline(never)]
pub(crate) unsafe fn enter(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let Some(object) = oop_in(thread, fp, (*pc).a()) else {
            return throw_implicit(thread, fp, pc, Implicit::NullPointer);
        };
        if monitor::fast_enter(thread, object.address()) {
            return (fp, pc.add(1));
        }
        let mark = thread.mutator.handles.mark();
        let handle = thread.handle(object);
        super::save(thread, fp, pc);
        monitor::enter(thread, handle);
        thread.mutator.handles.release(mark);
        (fp, pc.add(1))
    }
}

/// `monitorexit` of register a.
///
/// # Safety
/// As [`enter`].
#[inline(never)]
pub(crate) unsafe fn exit(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        match oop_in(thread, fp, (*pc).a()) {
            None => return throw_implicit(thread, fp, pc, Implicit::NullPointer),
            Some(object) if monitor::fast_exit(thread, object.address()) => return (fp, pc.add(1)),
            Some(_) => {}
        }
        let done = calling(thread, fp, pc, |t| {
            match oop_in(t, fp, (*pc).a()).map(|oop| t.handle(oop)) {
                // Here HotSpot gives no message, other than for notify and JNI.
                Some(handle) => monitor::exit(t, handle).map_err(|_| {
                    t.take_pending();
                    t.throw_empty("java/lang/IllegalMonitorStateException")
                }),
                None => Ok(()),
            }
        });
        match done {
            Ok(()) => (fp, pc.add(1)),
            Err(next) => next,
        }
    }
}

/// Locks the receiver or the class's mirror and remembers it in the header: local 0 may be overwritten.
///
/// # Safety
/// As [`enter`]; the first instruction of a synchronized method.
#[inline(never)]
pub(crate) unsafe fn enter_method(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function; the receiver is in local 0.
    unsafe {
        *fp.add(SYNC) = 0;
        let method = method_of(fp).expect("a running method");
        let address = if method.is_static() {
            method.klass.mirror.load() as u64
        } else {
            *fp.sub(method.max_locals as usize)
        };
        if monitor::fast_enter(thread, address as usize) {
            *fp.add(SYNC) = address;
            return (fp, pc.add(1));
        }
        let mark = thread.mutator.handles.mark();
        let handle = if method.is_static() {
            mirrors::mirror_of(thread, method.klass)
        } else {
            let receiver = oop_in(thread, fp, -(method.max_locals as i16));
            thread.handle(receiver.expect("a receiver is never null"))
        };
        super::save(thread, fp, pc);
        monitor::enter(thread, handle);
        *fp.add(SYNC) = thread.oop(handle).address() as u64;
        thread.mutator.handles.release(mark);
        (fp, pc.add(1))
    }
}

/// Unlocks what [`enter_method`] locked.
///
/// # Safety
/// As [`enter`]; before the return of a synchronized method.
#[inline(never)]
pub(crate) unsafe fn exit_method(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let address = *fp.add(SYNC) as usize;
        match Oop::from_address(address, thread.no_safepoint()) {
            None => return (fp, pc.add(1)),
            Some(object) if monitor::fast_exit(thread, object.address()) => {
                *fp.add(SYNC) = 0;
                return (fp, pc.add(1));
            }
            Some(_) => {}
        }
        // Cleared first: the monitor is not released twice if this throws.
        let done = calling(thread, fp, pc, |t| {
            let handle = Oop::from_address(address, t.no_safepoint()).map(|oop| t.handle(oop));
            *fp.add(SYNC) = 0;
            handle.map_or(Ok(()), |handle| monitor::exit(t, handle))
        });
        match done {
            Ok(()) => (fp, pc.add(1)),
            Err(next) => next,
        }
    }
}
