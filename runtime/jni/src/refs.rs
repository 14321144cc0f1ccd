//! What a `jobject` is: the address of a slot that the collector visits.
//!
//! What it is: turning references of C into handles and back. Local references are slots of the thread's handle area,
//! global ones of `heap::global`; weak global ones carry a tag in the low bit, which `heap::global` defines. What it is
//! not: the functions that create and delete them (`bodies/references.rs`).
//!
//! Read next: `entry.rs`.

use heap::Handle;
use threads::{JavaResult, JavaThread};

use crate::types::jobject;

/// The handle behind a reference; `None` for null and for a cleared weak reference.
///
/// # Safety
/// `reference` is null or a live JNI reference, usable by this thread; the thread is in_vm.
#[inline]
pub unsafe fn resolve(thread: &JavaThread, reference: jobject) -> Option<Handle> {
    if heap::global::is_weak(reference.cast()) {
        // SAFETY: a tagged reference is a live weak global one.
        let oop = unsafe { heap::global::weak_get(reference.cast(), thread.no_safepoint()) };
        return oop.map(|oop| thread.handle(oop));
    }
    // SAFETY: the caller's promise.
    unsafe { Handle::from_slot(reference.cast::<usize>()) }
}

/// As [`resolve`]; null throws `NullPointerException`.
///
/// # Safety
/// As [`resolve`].
///
/// # Errors
/// The reference is null.
#[inline]
pub unsafe fn resolve_non_null(thread: &mut JavaThread, reference: jobject) -> JavaResult<Handle> {
    // SAFETY: the caller's promise.
    match unsafe { resolve(thread, reference) } {
        Some(handle) => Ok(handle),
        None => Err(thread.throw_empty("java/lang/NullPointerException")),
    }
}
