//! What debuggers watch: breakpoints, steps, calls and returns, exceptions, fields. JVMTI "Event Index".
//!
//! [`begin`] makes the interpreter run all code so that it can be watched. Whether a single thread is watched, [`update`] says after every
//! change of what somebody wants; what has happened is then asked for again, environment by environment.
//!
//! Read next: `interpreter::watch`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use bytecode::{Opcode, decode_at};
use classfile::BasicType;
use heap::Handle;
use heap::oop::SlotExt;
use interpreter::watch::{self, FieldOperands, Place, Watch};
use jni::types::{JNIEnv, jboolean, jfieldID, jlong, jmethodID, jobject};
use linker::mirrors;
use linker::resolve::{self, FieldUse};
use metadata::{Field, MethodRef};
use threads::{JavaThread, Value, registry, safepoint};

use crate::bodies::method_id;
use crate::environment::{self, Environment, Pop, key_of};
use crate::events::{Event, call, current, post, tell};

/// From now on code can be watched. Before any Java runs.
pub(crate) fn begin() {
    tiering::interpret_only();
    watch::install(Watch {
        step,
        breakpoint: |thread, place| place_event(thread, Event::BREAKPOINT, place),
        entered,
        left,
        wants_exceptions: || {
            environment::is_wanted(Event::EXCEPTION)
                || environment::is_wanted(Event::EXCEPTION_CATCH)
        },
        thrown,
        caught,
    });
}

/// Events that a thread must be watched for.
const WATCHED: [Event; 3] = [Event::SINGLE_STEP, Event::METHOD_ENTRY, Event::METHOD_EXIT];

fn is_watched(thread: &JavaThread) -> bool {
    let wants = |environment: &&'static Environment| {
        let mut events = WATCHED.iter();
        events.any(|event| environment.wants(*event, thread))
            || environment.has_frame_pops(key_of(thread))
    };
    ARE_FIELDS_WATCHED.load(Ordering::Relaxed) || environment::all().iter().any(wants)
}

fn update_thread(thread: &JavaThread) -> bool {
    let is_on = is_watched(thread);
    let was_on = thread.parts.watched.is_on.swap(is_on, Ordering::Relaxed);
    is_on && !was_on
}

/// What somebody wants has changed: which threads are watched. Stops the world if one is that was not; it is then where it looks.
pub(crate) fn update(thread: &mut JavaThread) {
    if !watch::is_installed() {
        return;
    }
    let mut begins = false;
    registry::for_each(|other| begins |= update_thread(other));
    if begins {
        safepoint::stop_the_world(thread, "EnterInterpOnlyMode", |_| ());
    }
}

/// A thread begins: whether it is watched.
pub(crate) fn thread_starts(thread: &JavaThread) {
    if watch::is_installed() {
        update_thread(thread);
    }
}

// ---- events with a place

/// `SingleStep`, `Breakpoint`.
fn place_event(thread: &mut JavaThread, event: Event, (method, bci): Place) {
    let objects = [current(thread)];
    tell!(thread, event, &objects, |objects| {
        objects[0] => jobject,
        method_id(method) => jmethodID,
        jlong::from(bci) => jlong
    });
}

fn step(thread: &mut JavaThread, place: Place) {
    if ARE_FIELDS_WATCHED.load(Ordering::Relaxed) {
        field_used(thread, place);
    }
    place_event(thread, Event::SINGLE_STEP, place);
}

fn entered(thread: &mut JavaThread, method: MethodRef) {
    let objects = [current(thread)];
    tell!(thread, Event::METHOD_ENTRY, &objects, |objects| {
        objects[0] => jobject,
        method_id(method) => jmethodID
    });
}

/// A value as C passes a `jvalue`: bits, or a local reference.
fn bits_of(value: Value, reference: jobject) -> u64 {
    match value {
        Value::Void => 0,
        Value::Int(value) => u64::from(value as u32),
        Value::Long(value) => value as u64,
        Value::Float(value) => u64::from(value.to_bits()),
        Value::Double(value) => value.to_bits(),
        Value::Ref(_) => reference.addr() as u64,
    }
}

/// `MethodExit`, then `FramePop`.
fn left(thread: &mut JavaThread, method: MethodRef, result: Option<Value>) {
    let by_exception = jboolean::from(result.is_none());
    let value = result.unwrap_or(Value::Void);
    let object = match value {
        Value::Ref(object) => object,
        _ => None,
    };
    let objects = [current(thread), object];
    let event = Event::METHOD_EXIT;
    tell!(thread, event, &objects, |objects| {
        objects[0] => jobject,
        method_id(method) => jmethodID,
        by_exception => jboolean,
        bits_of(value, objects[1]) => u64
    });
    let key = key_of(thread);
    let waits = |environment: &&'static Environment| environment.has_frame_pops(key);
    if !environment::all().iter().any(waits) {
        return;
    }
    let pop = Pop {
        thread: key,
        height: crate::bodies::depth_of(thread),
    };
    post(
        thread,
        Event::FRAME_POP,
        &objects[..1],
        |environment, callback, jni, objects| {
            if !environment.take_frame_pop(pop) {
                return;
            }
            // SAFETY: as the specification says.
            unsafe {
                call!(
                    callback,
                    environment,
                    jni => *mut JNIEnv,
                    objects[0] => jobject,
                    method_id(method) => jmethodID,
                    by_exception => jboolean
                );
            }
        },
    );
    update_thread(thread);
}

// ---- exceptions

fn thrown(thread: &mut JavaThread, (method, bci): Place, catcher: Option<Place>) {
    let exception = thread.pending.oop(thread.no_safepoint());
    let exception = exception.map(|exception| thread.handle(exception));
    let objects = [current(thread), exception];
    let (catch_method, catch_bci) = match catcher {
        Some((method, bci)) => (method_id(method), jlong::from(bci)),
        None => (std::ptr::null_mut(), 0),
    };
    let event = Event::EXCEPTION;
    tell!(thread, event, &objects, |objects| {
        objects[0] => jobject,
        method_id(method) => jmethodID,
        jlong::from(bci) => jlong,
        objects[1] => jobject,
        catch_method => jmethodID,
        catch_bci => jlong
    });
}

fn caught(thread: &mut JavaThread, (method, bci): Place, exception: Handle) {
    let objects = [current(thread), Some(exception)];
    let event = Event::EXCEPTION_CATCH;
    tell!(thread, event, &objects, |objects| {
        objects[0] => jobject,
        method_id(method) => jmethodID,
        jlong::from(bci) => jlong,
        objects[1] => jobject
    });
}

// ---- fields

/// What of a field is watched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FieldWatch {
    Access,
    Modification,
}

/// Addresses of fields.
static WATCHED_FIELDS: Mutex<Vec<(usize, FieldWatch)>> = Mutex::new(Vec::new());
/// Whether there are some.
static ARE_FIELDS_WATCHED: AtomicBool = AtomicBool::new(false);

fn is_field_watched(field: &Field, kind: FieldWatch) -> bool {
    let fields = WATCHED_FIELDS.lock();
    let row = (std::ptr::from_ref(field).addr(), kind);
    fields
        .unwrap_or_else(PoisonError::into_inner)
        .contains(&row)
}

/// Sets or clears a watch. False: it was as wanted.
pub(crate) fn watch_field(
    thread: &mut JavaThread,
    field: &Field,
    kind: FieldWatch,
    is_set: bool,
) -> bool {
    let row = (std::ptr::from_ref(field).addr(), kind);
    {
        let fields = WATCHED_FIELDS.lock();
        let mut fields = fields.unwrap_or_else(PoisonError::into_inner);
        if fields.contains(&row) == is_set {
            return false;
        }
        match is_set {
            true => fields.push(row),
            false => fields.retain(|other| *other != row),
        }
        ARE_FIELDS_WATCHED.store(!fields.is_empty(), Ordering::Relaxed);
    }
    update(thread);
    true
}

/// The innermost frame is about to use a field, perhaps.
fn field_used(thread: &mut JavaThread, (method, bci): Place) {
    let insn = method.bytecode().map(|code| decode_at(code.code, bci));
    let Some(Ok(insn)) = insn else { return };
    let (kind, is_static) = match insn.opcode {
        Opcode::Getfield => (FieldWatch::Access, false),
        Opcode::Getstatic => (FieldWatch::Access, true),
        Opcode::Putfield => (FieldWatch::Modification, false),
        Opcode::Putstatic => (FieldWatch::Modification, true),
        _ => return,
    };
    let usage = FieldUse {
        is_put: kind == FieldWatch::Modification,
        is_static,
    };
    // (What cannot be resolved throws when it is executed.)
    let Ok(field) = resolve::field(thread, method, insn.cp_index(), usage) else {
        thread.take_pending();
        return;
    };
    if !is_field_watched(field, kind) {
        return;
    }
    let kind_character = field.descriptor.bytes().first().copied();
    let ty = kind_character.and_then(BasicType::from_char);
    let operands = ty.and_then(|ty| watch::field_operands(thread, ty));
    let Some(FieldOperands { object, value }) = operands else {
        return;
    };
    let value_object = match value {
        Value::Ref(object) => object,
        _ => None,
    };
    let holder = mirrors::mirror_of(thread, field.holder);
    let objects = [current(thread), Some(holder), object, value_object];
    let id: jfieldID = std::ptr::from_ref(field).cast_mut().cast();
    let place = jlong::from(bci);
    match kind {
        FieldWatch::Access => tell!(thread, Event::FIELD_ACCESS, &objects, |objects| {
            objects[0] => jobject,
            method_id(method) => jmethodID,
            place => jlong,
            objects[1] => jobject,
            objects[2] => jobject,
            id => jfieldID
        }),
        FieldWatch::Modification => tell!(thread, Event::FIELD_MODIFICATION, &objects, |objects| {
            objects[0] => jobject,
            method_id(method) => jmethodID,
            place => jlong,
            objects[1] => jobject,
            objects[2] => jobject,
            id => jfieldID,
            kind_character.unwrap_or_default() => u8,
            bits_of(value, objects[3]) => u64
        }),
    }
}
