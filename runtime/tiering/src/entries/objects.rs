//! Allocation that compiled code could not do in its thread's buffer, initialisation barriers, finalizers. JVMS 6.5.new, newarray,
//! multianewarray, 5.5; JLS 12.6.

use linker::{arrays, finalizers, init};
use threads::JavaThread;

use super::{class, handle, lengths, run};

pub(super) extern "C" fn new_instance(t: &mut JavaThread, of: i32) -> usize {
    // SAFETY: invariant of entries.
    let klass = unsafe { class(of) };
    run(t, |t| {
        let object = t.new_instance(klass)?;
        Ok(t.oop(object).address())
    })
}

pub(super) extern "C" fn new_array(t: &mut JavaThread, of: i32, length: i32) -> usize {
    // SAFETY: invariant of entries.
    let klass = unsafe { class(of) };
    run(t, |t| {
        let length = arrays::check_length(t, length)?;
        let array = t.new_array(klass, length)?;
        Ok(t.oop(array).address())
    })
}

pub(super) extern "C" fn new_multi_array(
    t: &mut JavaThread,
    of: i32,
    count: i32,
    at: i64,
) -> usize {
    // SAFETY: invariant of entries.
    let (klass, lengths) = unsafe { (class(of), lengths(count, at)) };
    run(t, |t| {
        let array = arrays::new_multi_array(t, klass, &lengths)?;
        Ok(t.oop(array).address())
    })
}

/// Returns at once if this thread is initialising the class already.
pub(super) extern "C" fn initialize(t: &mut JavaThread, of: i32) {
    // SAFETY: invariant of entries.
    let klass = unsafe { class(of) };
    run(t, |t| init::initialize(t, klass));
}

/// The end of `Object.<init>`.
pub(super) extern "C" fn register_finalizer(t: &mut JavaThread, address: usize) {
    run(t, |t| {
        // SAFETY: invariant of entries; nothing collected yet.
        match unsafe { handle(t, address) } {
            Some(object) if finalizers::has_finalizer(t.oop(object)) => {
                finalizers::register(t, object)
            }
            _ => Ok(()),
        }
    });
}
