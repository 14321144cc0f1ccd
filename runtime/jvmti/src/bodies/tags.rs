//! Tags of objects. JVMTI "Heap".

use heap::{Handle, Oop};
use jni::types::{jint, jlong, jobject};
use threads::JavaThread;

use super::arguments::*;
use crate::entry::Answer;
use crate::environment::Environment;
use crate::error::Error;
use crate::memory;
use crate::types::Out;

pub(crate) unsafe fn GetTag(
    environment: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    tag: Out<jlong>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let object = object(thread, reference)?;
        tag.set(environment.with_tags(|tags| tags.get(thread.oop(object))));
    }
    Ok(())
}

/// 0: none any more.
pub(crate) unsafe fn SetTag(
    environment: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    tag: jlong,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let object = unsafe { object(thread, reference)? };
    environment.with_tags(|tags| tags.set(thread.oop(object), tag));
    Ok(())
}

/// The objects that have one of the tags.
pub(crate) unsafe fn GetObjectsWithTags(
    environment: &'static Environment,
    thread: &mut JavaThread,
    count: jint,
    wanted: *const jlong,
    found: Out<jint>,
    objects: *mut *mut jobject,
    tags: *mut *mut jlong,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let wanted = unsafe { list(count, wanted)? };
    if wanted.contains(&0) {
        return Err(Error::ILLEGAL_ARGUMENT);
    }
    let mut rows = environment.with_tags(|tags| tags.all());
    rows.retain(|(_, tag)| wanted.contains(tag));
    let handle = |address: &usize| -> Option<Handle> {
        // SAFETY: objects of the table are where it says until the thread polls.
        let object = unsafe { Oop::from_address(*address, thread.no_safepoint()) };
        object.map(|object| thread.handle(object))
    };
    let handles: Vec<Handle> = rows.iter().filter_map(|(at, _)| handle(at)).collect();
    // SAFETY: the contract of bodies.
    unsafe {
        if !tags.is_null() {
            let values: Vec<jlong> = rows.iter().map(|(_, tag)| *tag).collect();
            tags.write(memory::array(&values)?);
        }
        match objects.is_null() {
            true => {
                found.set(rows.len() as jint);
                Ok(Answer::default())
            }
            false => put_references(found, Out(objects), &handles),
        }
    }
}
