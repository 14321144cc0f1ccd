//! All objects, and what refers to them. JVMTI "Heap".
//!
//! Callbacks run while the world is stopped. A tag that a callback writes is the object's from then on. Read next: `heap_1_0.rs`.

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
use crate::types::{HeapCallbacks, In};

/// What callbacks of the heap answer.
const VISIT_OBJECTS: jint = 0x100;
const VISIT_ABORT: jint = 0x8000;

/// Objects that callbacks are not called for. JVMTI "Heap filter flags".
pub(super) mod filter {
    use super::jint;

    pub(in super::super) const TAGGED: jint = 0x4;
    pub(in super::super) const UNTAGGED: jint = 0x8;
    pub(super) const CLASS_TAGGED: jint = 0x10;
    pub(super) const CLASS_UNTAGGED: jint = 0x20;
}

/// The tags of an environment, and the objects that its agent wants to see.
pub(super) struct Tagged {
    pub(super) environment: &'static Environment,
    pub(super) filter: jint,
    pub(super) class: Option<KlassRef>,
}

impl Tagged {
    pub(super) fn tag(&self, object: Oop<'_>) -> jlong {
        self.environment.with_tags(|tags| tags.get(object))
    }

    /// The tag of a class.
    pub(super) fn class_tag(&self, object: Oop<'_>) -> jlong {
        let slot = object.klass().original().mirror.load();
        // SAFETY: the mirror of a class, which does not move in a pause.
        let mirror = unsafe { Oop::from_address(slot, NoSafepoint::assume()) };
        mirror.map_or(0, |mirror| self.tag(mirror))
    }

    pub(super) fn shows(&self, object: Oop<'_>) -> bool {
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
    pub(super) fn with_tag<R>(&self, object: Oop<'_>, call: impl FnOnce(*mut jlong) -> R) -> R {
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
        let answers = match object.klass().is_array() {
            true => self.array_value(object, callbacks, data),
            false => {
                self.string_value(object, callbacks, data) | self.fields(object, callbacks, data)
            }
        };
        answers & VISIT_ABORT == 0
    }

    fn string_value(&self, object: Oop<'_>, callbacks: &HeapCallbacks, data: *mut c_void) -> jint {
        let is_string = object.klass() == wk::STRING.get();
        let Some(call) = callbacks.string_value.filter(|_| is_string) else {
            return 0;
        };
        let (class_tag, size) = (self.class_tag(object), object.size_bytes() as jlong);
        let units = strings::to_utf16(object);
        let (first, length) = (units.as_ptr(), units.len() as jint);
        // SAFETY: as the specification says.
        let call = |tag| unsafe { call(class_tag, size, tag, first, length, data) };
        self.with_tag(object, call)
    }

    fn array_value(&self, object: Oop<'_>, callbacks: &HeapCallbacks, data: *mut c_void) -> jint {
        let class = object.klass();
        let array = class.array();
        let is_primitive = array.component.is_none() && array.element != ElementKind::Reference;
        let Some(call) = callbacks.array_value.filter(|_| is_primitive) else {
            return 0;
        };
        let (class_tag, size) = (self.class_tag(object), object.size_bytes() as jlong);
        let (length, ty) = (object.length() as jint, character(array.element));
        let values = object.array_data().cast();
        // SAFETY: as the specification says.
        let call = |tag| unsafe { call(class_tag, size, tag, length, ty, values, data) };
        self.with_tag(object, call)
    }

    /// Fields of an object, and the static ones of the class whose mirror it is.
    fn fields(&self, object: Oop<'_>, callbacks: &HeapCallbacks, data: *mut c_void) -> jint {
        let Some(call) = callbacks.field_value else {
            return 0;
        };
        let own = heap_walk::numbered_fields(object.klass()).into_iter();
        let own = own.filter(|(_, field)| !field.is_static());
        let class = heap_walk::class_of_mirror(object).filter(|class| !class.is_array());
        let of_class = class.map(heap_walk::numbered_fields).unwrap_or_default();
        let of_class = of_class.into_iter().filter(|(_, field)| {
            field.is_static() && class.is_some_and(|class| field.holder == class)
        });
        let all = own.chain(of_class);
        let primitive = all.filter(|(_, field)| field.kind != ElementKind::Reference);
        let class_tag = self.class_tag(object);
        let mut answers = 0;
        for (number, field) in primitive {
            let kind = match field.is_static() {
                true => Kind::StaticField,
                false => Kind::Field,
            } as jint;
            let (info, ty) = (Info::of_index(number), character(field.kind));
            let bits = value_at(object.address() + field.offset as usize, field.kind);
            // SAFETY: as the specification says.
            let call = |tag| unsafe { call(kind, &raw const info, class_tag, tag, bits, ty, data) };
            answers |= self.with_tag(object, call);
            if answers & VISIT_ABORT != 0 {
                break;
            }
        }
        answers
    }
}

/// A primitive type as C has it.
fn character(kind: ElementKind) -> jint {
    jint::from(kind.descriptor())
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
pub(super) fn for_each_object(thread: &mut JavaThread, mut visit: impl FnMut(Oop<'_>) -> bool) {
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
        let tell = |referrer_class, tag, other| {
            // SAFETY: as the specification says.
            unsafe {
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
            }
        };
        let answer = tagged.with_tag(object, |tag| match reference.referrer {
            None => tell(0, tag, null_mut()),
            // An object that refers to itself has one tag.
            Some(referrer) if referrer == object => tell(class_tag, tag, tag),
            Some(referrer) => {
                let referrer_class = tagged.class_tag(referrer);
                tagged.with_tag(referrer, |other| tell(referrer_class, tag, other))
            }
        });
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
