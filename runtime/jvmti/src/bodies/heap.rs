//! All objects, and what refers to them. JVMTI "Heap", "Heap (1.0)".
//!
//! Callbacks run while the world is stopped. A tag that a callback writes is the object's from then on.

use std::ffi::c_void;
use std::ptr::{null, null_mut};

use abi::ElementKind;
use heap::inspect;
use heap::{NoSafepoint, Oop};
use jni::types::{jclass, jint, jlong, jobject};
use linker::strings;
use metadata::{KlassRef, well_known as wk};
use threads::JavaThread;

use super::arguments::*;
use crate::environment::Environment;
use crate::error::Error;
use crate::heap_walk::{self, Info, Kind, Next, Reference, Visitor};
use crate::types::{
    HeapCallbacks, In, ObjectCallback, ReferenceCallback, RootCallback, StackCallback,
};

/// What callbacks of the heap answer.
const VISIT_OBJECTS: jint = 0x100;
const VISIT_ABORT: jint = 0x8000;

/// Objects that callbacks are not called for. JVMTI "Heap filter flags".
mod filter {
    use super::jint;

    pub(super) const TAGGED: jint = 0x4;
    pub(super) const UNTAGGED: jint = 0x8;
    pub(super) const CLASS_TAGGED: jint = 0x10;
    pub(super) const CLASS_UNTAGGED: jint = 0x20;
}

/// The tags of an environment, and the objects that its agent wants to see.
struct Tagged {
    environment: &'static Environment,
    filter: jint,
    class: Option<KlassRef>,
}

impl Tagged {
    fn tag(&self, object: Oop<'_>) -> jlong {
        self.environment.with_tags(|tags| tags.get(object))
    }

    /// The tag of a class.
    fn class_tag(&self, object: Oop<'_>) -> jlong {
        let slot = object.klass().original().mirror.load();
        // SAFETY: the mirror of a class, which does not move in a pause.
        let mirror = unsafe { Oop::from_address(slot, NoSafepoint::assume()) };
        mirror.map_or(0, |mirror| self.tag(mirror))
    }

    fn shows(&self, object: Oop<'_>) -> bool {
        let (tag, class_tag) = (self.tag(object), self.class_tag(object));
        let hides = |flag, is_so| self.filter & flag != 0 && is_so;
        let is_hidden = hides(filter::TAGGED, tag != 0)
            || hides(filter::UNTAGGED, tag == 0)
            || hides(filter::CLASS_TAGGED, class_tag != 0)
            || hides(filter::CLASS_UNTAGGED, class_tag == 0);
        !is_hidden
            && self
                .class
                .is_none_or(|class| object.klass().original() == class)
    }

    /// Calls an agent with the place of the object's tag.
    fn with_tag<R>(&self, object: Oop<'_>, call: impl FnOnce(*mut jlong) -> R) -> R {
        let before = self.tag(object);
        let mut tag = before;
        let result = call(&raw mut tag);
        if tag != before {
            self.environment.with_tags(|tags| tags.set(object, tag));
        }
        result
    }

    /// Tells the primitive values in an object. False: stop.
    fn primitives(&self, object: Oop<'_>, callbacks: &HeapCallbacks, data: *mut c_void) -> bool {
        if !self.shows(object) {
            return true;
        }
        let (class, size) = (object.klass(), object.size_bytes() as jlong);
        let class_tag = self.class_tag(object);
        let mut answers = 0;
        // SAFETY (of all calls): as the specification says.
        if class == wk::STRING.get()
            && let Some(call) = callbacks.string_value
        {
            let units = strings::to_utf16(object);
            let length = units.len() as jint;
            answers |= self.with_tag(object, |tag| unsafe {
                call(class_tag, size, tag, units.as_ptr(), length, data)
            });
        }
        if class.is_array() {
            let element = class.array().element;
            let is_primitive =
                class.array().component.is_none() && element != ElementKind::Reference;
            if let Some(call) = callbacks.array_value.filter(|_| is_primitive) {
                let (length, values) = (object.length() as jint, object.array_data());
                answers |= self.with_tag(object, |tag| unsafe {
                    call(
                        class_tag,
                        size,
                        tag,
                        length,
                        character(element),
                        values.cast(),
                        data,
                    )
                });
            }
            return answers & VISIT_ABORT == 0;
        }
        let Some(call) = callbacks.field_value else {
            return answers & VISIT_ABORT == 0;
        };
        let statics = heap_walk::class_of_mirror(object).filter(|class| !class.is_array());
        let own = heap_walk::numbered_fields(class).into_iter();
        let own = own.filter(|(_, field)| !field.is_static());
        let of_class = statics.map(heap_walk::numbered_fields).unwrap_or_default();
        let of_class = of_class.into_iter().filter(|(_, field)| {
            field.is_static() && statics.is_some_and(|class| field.holder == class)
        });
        for (number, field) in own.chain(of_class) {
            if field.kind == ElementKind::Reference {
                continue;
            }
            let kind = match field.is_static() {
                true => Kind::StaticField,
                false => Kind::Field,
            };
            let info = Info::of_index(number);
            let bits = value_at(object.address() + field.offset as usize, field.kind);
            answers |= self.with_tag(object, |tag| unsafe {
                call(
                    kind as jint,
                    &raw const info,
                    class_tag,
                    tag,
                    bits,
                    character(field.kind),
                    data,
                )
            });
            if answers & VISIT_ABORT != 0 {
                return false;
            }
        }
        true
    }
}

/// The first character of a primitive type's descriptor.
fn character(kind: ElementKind) -> jint {
    jint::from(match kind {
        ElementKind::Boolean => b'Z',
        ElementKind::Char => b'C',
        ElementKind::Float => b'F',
        ElementKind::Double => b'D',
        ElementKind::Byte => b'B',
        ElementKind::Short => b'S',
        ElementKind::Int => b'I',
        ElementKind::Long => b'J',
        ElementKind::Reference => b'L',
    })
}

/// A field's value as a `jvalue`.
fn value_at(address: usize, kind: ElementKind) -> u64 {
    // SAFETY: a field of an object of the stopped heap.
    unsafe {
        match kind.log2_size() {
            0 => u64::from(*(address as *const u8)),
            1 => u64::from(*(address as *const u16)),
            2 => u64::from(*(address as *const u32)),
            _ => *(address as *const u64),
        }
    }
}

/// -1: no array.
fn length_of(object: Oop<'_>) -> jint {
    match object.klass().is_array() {
        true => object.length() as jint,
        false => -1,
    }
}

/// Calls `visit` for every object until it says no.
fn for_each_object(thread: &mut JavaThread, mut visit: impl FnMut(Oop<'_>) -> bool) {
    inspect::with_snapshot(&mut thread.mutator, &mut |snapshot| {
        let mut goes_on = true;
        snapshot.for_each_object(&mut |object, _| goes_on = goes_on && visit(object));
    });
}

/// A class whose instances alone are told; null: all.
unsafe fn only(thread: &JavaThread, class: jclass) -> Result<Option<KlassRef>, Error> {
    if class.is_null() {
        return Ok(None);
    }
    // SAFETY: the contract of bodies.
    unsafe { super::arguments::class(thread, class) }
}

/// Whether a class that was asked for has no instances: an interface, or a primitive type.
fn is_without_instances(class: jclass, found: Option<KlassRef>) -> bool {
    !class.is_null() && found.is_none_or(|found| found.is_interface())
}

/// Every object, those that nobody reaches any more too.
pub(crate) unsafe fn IterateThroughHeap(
    environment: &'static Environment,
    thread: &mut JavaThread,
    heap_filter: jint,
    class: jclass,
    callbacks: In<HeapCallbacks>,
    data: *const c_void,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (callbacks, only) = unsafe { (&*callbacks.0, only(thread, class)?) };
    if is_without_instances(class, only) {
        return Ok(());
    }
    let tagged = Tagged {
        environment,
        filter: heap_filter,
        class: only,
    };
    let data = data.cast_mut();
    for_each_object(thread, |object| {
        if !tagged.shows(object) {
            return true;
        }
        let (class_tag, size) = (tagged.class_tag(object), object.size_bytes() as jlong);
        let answer = callbacks.iteration.map_or(VISIT_OBJECTS, |call| {
            // SAFETY: as the specification says.
            tagged.with_tag(object, |tag| unsafe {
                call(class_tag, size, tag, length_of(object), data)
            })
        });
        answer & VISIT_ABORT == 0 && tagged.primitives(object, callbacks, data)
    });
    Ok(())
}

/// The visitor of [`FollowReferences`].
struct Follower<'a> {
    tagged: Tagged,
    callbacks: &'a HeapCallbacks,
    data: *mut c_void,
}

impl Visitor for Follower<'_> {
    fn reference(&mut self, reference: &Reference<'_>) -> Next {
        let (tagged, object) = (&self.tagged, reference.object);
        let Some(call) = self.callbacks.reference.filter(|_| tagged.shows(object)) else {
            return Next::Follow;
        };
        let mut info = reference.info;
        let has_info = match reference.kind {
            Kind::Field | Kind::StaticField | Kind::ArrayElement | Kind::ConstantPool => true,
            Kind::StackLocal | Kind::JniLocal => {
                info.stack.thread_tag = reference.thread.map_or(0, |owner| tagged.tag(owner));
                true
            }
            _ => false,
        };
        let info = if has_info { &raw const info } else { null() };
        let (class_tag, size) = (tagged.class_tag(object), object.size_bytes() as jlong);
        let (kind, length) = (reference.kind as jint, length_of(object));
        let data = self.data;
        // SAFETY (of all calls): as the specification says.
        let answer = match reference.referrer {
            None => tagged.with_tag(object, |tag| unsafe {
                call(
                    kind,
                    info,
                    class_tag,
                    0,
                    size,
                    tag,
                    null_mut(),
                    length,
                    data,
                )
            }),
            Some(referrer) => {
                let referrer_class = tagged.class_tag(referrer);
                tagged.with_tag(object, |tag| match referrer == object {
                    true => unsafe {
                        call(
                            kind,
                            info,
                            class_tag,
                            referrer_class,
                            size,
                            tag,
                            tag,
                            length,
                            data,
                        )
                    },
                    false => tagged.with_tag(referrer, |other| unsafe {
                        call(
                            kind,
                            info,
                            class_tag,
                            referrer_class,
                            size,
                            tag,
                            other,
                            length,
                            data,
                        )
                    }),
                })
            }
        };
        match answer {
            answer if answer & VISIT_ABORT != 0 => Next::Stop,
            answer if answer & VISIT_OBJECTS != 0 => Next::Follow,
            _ => Next::Leave,
        }
    }

    fn object(&mut self, object: Oop<'_>) -> bool {
        self.tagged.primitives(object, self.callbacks, self.data)
    }
}

/// What can be reached from an object, null: from the roots.
pub(crate) unsafe fn FollowReferences(
    environment: &'static Environment,
    thread: &mut JavaThread,
    heap_filter: jint,
    class: jclass,
    first: jobject,
    callbacks: In<HeapCallbacks>,
    data: *const c_void,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (callbacks, only, first) = unsafe {
        let first = match first.is_null() {
            true => None,
            false => Some(object(thread, first)?),
        };
        (&*callbacks.0, only(thread, class)?, first)
    };
    if is_without_instances(class, only) {
        return Ok(());
    }
    let tagged = Tagged {
        environment,
        filter: heap_filter,
        class: only,
    };
    let mut follower = Follower {
        tagged,
        callbacks,
        data: data.cast_mut(),
    };
    inspect::with_snapshot(&mut thread.mutator, &mut |snapshot| {
        // SAFETY: nothing moves in a pause.
        let first = first.map(|first| first.oop(unsafe { NoSafepoint::assume() }));
        heap_walk::walk(snapshot, first, &mut follower);
    });
    Ok(())
}

// ---- as version 1.0 has it

/// What the callbacks of 1.0 answer.
const ABORT: jint = 0;
const IGNORE: jint = 2;

/// Which objects those of 1.0 are called for.
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

/// The visitor of the functions of 1.0.
struct OldFollower {
    tagged: Tagged,
    root: RootCallback,
    stack: StackCallback,
    reference: ReferenceCallback,
    data: *mut c_void,
}

impl Visitor for OldFollower {
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
    let mut follower = OldFollower {
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
    let mut follower = OldFollower {
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
