//! All objects, and what refers to them, as version 1.0 of the interface has it. JVMTI "Heap (1.0)".

use std::ffi::c_void;
use std::ptr::null_mut;

use heap::inspect;
use heap::{NoSafepoint, Oop};
use jni::types::{jclass, jint, jlong, jobject};
use metadata::KlassRef;
use threads::JavaThread;

use super::arguments::*;
use super::heap::{Tagged, filter, for_each_object};
use crate::environment::Environment;
use crate::error::Error;
use crate::heap_walk::{self, Kind, Next, Reference, Visitor};
use crate::types::{ObjectCallback, ReferenceCallback, RootCallback, StackCallback};

/// What callbacks answer.
const ABORT: jint = 0;
const IGNORE: jint = 2;

/// Which objects they are called for.
const ONLY_TAGGED: jint = 1;
const ONLY_UNTAGGED: jint = 2;

fn iterate(
    environment: &'static Environment,
    thread: &mut JavaThread,
    object_filter: jint,
    class: Option<KlassRef>,
    call: ObjectCallback,
    data: *const c_void,
) -> Result<(), Error> {
    let call = call.ok_or(Error::NULL_POINTER)?;
    let tagged = Tagged {
        environment,
        filter: match object_filter {
            ONLY_TAGGED => filter::UNTAGGED,
            ONLY_UNTAGGED => filter::TAGGED,
            _ => 0,
        },
        class: None,
    };
    for_each_object(thread, |object| {
        if !tagged.shows(object) || class.is_some_and(|class| !object.klass().is_subtype_of(class))
        {
            return true;
        }
        let (class_tag, size) = (tagged.class_tag(object), object.size_bytes() as jlong);
        // SAFETY: as the specification says.
        let answer = tagged.with_tag(object, |tag| unsafe {
            call(class_tag, size, tag, data.cast_mut())
        });
        answer != ABORT
    });
    Ok(())
}

pub(crate) unsafe fn IterateOverHeap(
    environment: &'static Environment,
    thread: &mut JavaThread,
    object_filter: jint,
    call: ObjectCallback,
    data: *const c_void,
) -> Result<(), Error> {
    iterate(environment, thread, object_filter, None, call, data)
}

/// Instances of subclasses, too.
pub(crate) unsafe fn IterateOverInstancesOfClass(
    environment: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    object_filter: jint,
    call: ObjectCallback,
    data: *const c_void,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    match unsafe { class(thread, reference)? } {
        Some(class) => iterate(environment, thread, object_filter, Some(class), call, data),
        None => Ok(()),
    }
}

/// The visitor of both walks.
struct Follower {
    tagged: Tagged,
    root: RootCallback,
    stack: StackCallback,
    reference: ReferenceCallback,
    data: *mut c_void,
}

impl Visitor for Follower {
    fn reference(&mut self, reference: &Reference<'_>) -> Next {
        let (tagged, object, data) = (&self.tagged, reference.object, self.data);
        let (class_tag, size) = (tagged.class_tag(object), object.size_bytes() as jlong);
        // Kinds of roots are numbered from 1 there.
        let root = reference.kind as jint - 20;
        let answer = tagged.with_tag(object, |tag| match reference.kind {
            // (It had no such kind.)
            Kind::Superclass => None,
            Kind::StackLocal | Kind::JniLocal => self.stack.map(|call| {
                let owner = reference.thread.map_or(0, |owner| tagged.tag(owner));
                // SAFETY: as the specification says.
                unsafe { call(root, class_tag, size, tag, owner, 0, null_mut(), -1, data) }
            }),
            _ if root > 0 => self.root.map(|call| {
                // SAFETY: as the specification says.
                unsafe { call(root, class_tag, size, tag, data) }
            }),
            kind => self.reference.map(|call| {
                let referrer = reference
                    .referrer
                    .map_or(0, |referrer| tagged.tag(referrer));
                // SAFETY: as the specification says; references in objects have an index or none.
                unsafe {
                    let index = match kind {
                        Kind::Class | Kind::ClassLoader | Kind::Interface => -1,
                        _ => reference.info.index,
                    };
                    call(kind as jint, class_tag, size, tag, referrer, index, data)
                }
            }),
        });
        match answer {
            Some(ABORT) => Next::Stop,
            Some(IGNORE) => Next::Leave,
            _ => Next::Follow,
        }
    }

    fn object(&mut self, _: Oop<'_>) -> bool {
        true
    }
}

pub(crate) unsafe fn IterateOverReachableObjects(
    environment: &'static Environment,
    thread: &mut JavaThread,
    root: RootCallback,
    stack: StackCallback,
    reference: ReferenceCallback,
    data: *const c_void,
) -> Result<(), Error> {
    let mut follower = Follower {
        tagged: Tagged {
            environment,
            filter: 0,
            class: None,
        },
        root,
        stack,
        reference,
        data: data.cast_mut(),
    };
    inspect::with_snapshot(&mut thread.mutator, &mut |snapshot| {
        heap_walk::walk(snapshot, None, &mut follower);
    });
    Ok(())
}

pub(crate) unsafe fn IterateOverObjectsReachableFromObject(
    environment: &'static Environment,
    thread: &mut JavaThread,
    first: jobject,
    reference: ReferenceCallback,
    data: *const c_void,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let first = unsafe { object(thread, first)? };
    reference.ok_or(Error::NULL_POINTER)?;
    let mut follower = Follower {
        tagged: Tagged {
            environment,
            filter: 0,
            class: None,
        },
        root: None,
        stack: None,
        reference,
        data: data.cast_mut(),
    };
    inspect::with_snapshot(&mut thread.mutator, &mut |snapshot| {
        // SAFETY: nothing moves in a pause.
        let first = first.oop(unsafe { NoSafepoint::assume() });
        heap_walk::walk(snapshot, Some(first), &mut follower);
    });
    Ok(())
}
