//! Objects and the heap. JVMTI "Object", "Force Garbage Collection".

use jni::types::{jint, jlong, jobject};
use threads::JavaThread;

use super::arguments::object;
use crate::environment::Environment;
use crate::error::Error;
use crate::types::Out;

/// Bytes in the heap.
pub(crate) unsafe fn GetObjectSize(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    size: Out<jlong>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let object = object(thread, reference)?;
        size.set(thread.oop(object).size_bytes() as jlong);
    }
    Ok(())
}

pub(crate) unsafe fn GetObjectHashCode(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    hash: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let object = object(thread, reference)?;
        hash.set(heap::identity_hash(thread.oop(object)) as jint);
    }
    Ok(())
}

pub(crate) unsafe fn ForceGarbageCollection(
    _: &'static Environment,
    thread: &mut JavaThread,
) -> Result<(), Error> {
    heap::collect_full(&mut thread.mutator, heap::Cause::SystemGc);
    Ok(())
}
