//! Events: the table of them, and calling agents when one happens. JVMTI "Event Index".
//!
//! Agents are called on the thread to which it happens, in order of their environments, in native code and without locks of ours.
//! Read next: `environment.rs`.

use std::ffi::{CString, c_char};
use std::ptr::{null, null_mut};
use std::sync::atomic::Ordering;

use heap::Handle;
use heap::oop::SlotExt;
use jni::agents::outside;
use jni::types::{JNIEnv, jboolean, jint, jlong, jobject};
use linker::watch::{Changed, ClassFileSeen};
use linker::{loading, mirrors};
use metadata::KlassRef;
use threads::JavaThread;

use crate::capabilities::Capability;
use crate::environment::{self, Environment};
use crate::execution;
use crate::memory;
use crate::phase::{self, Phase};
use crate::types::Callback;

/// The number of the first event, which is the first in the table of callbacks.
const FIRST: jint = 50;
/// Places in the table of callbacks.
pub(crate) const CALLBACKS: usize = 37;

/// A kind of event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Event(jint);

macro_rules! define_events {
    ($($number:literal $need:ident $name:ident;)*) => {
        #[allow(dead_code, reason = "a table: of some events nobody tells yet")]
        impl Event {
            $(pub(crate) const $name: Event = Event($number);)*
        }

        /// Each with the capability that it needs.
        const ALL: &[(Event, Option<Capability>)] = &[$((Event($number), Capability::$need)),*];
    };
}

// Number, the capability that an environment needs to have it, name. `DYNAMIC_CODE_GENERATED` can be had and never comes: our stubs have no names;
// `RESOURCE_EXHAUSTED` neither, whose kinds have capabilities.
define_events! {
    50 none VM_INIT;
    51 none VM_DEATH;
    52 none THREAD_START;
    53 none THREAD_END;
    54 none CLASS_FILE_LOAD_HOOK;
    55 none CLASS_LOAD;
    56 none CLASS_PREPARE;
    57 none VM_START;
    58 can_generate_exception_events EXCEPTION;
    59 can_generate_exception_events EXCEPTION_CATCH;
    60 can_generate_single_step_events SINGLE_STEP;
    61 can_generate_frame_pop_events FRAME_POP;
    62 can_generate_breakpoint_events BREAKPOINT;
    63 can_generate_field_access_events FIELD_ACCESS;
    64 can_generate_field_modification_events FIELD_MODIFICATION;
    65 can_generate_method_entry_events METHOD_ENTRY;
    66 can_generate_method_exit_events METHOD_EXIT;
    67 can_generate_native_method_bind_events NATIVE_METHOD_BIND;
    68 can_generate_compiled_method_load_events COMPILED_METHOD_LOAD;
    69 can_generate_compiled_method_load_events COMPILED_METHOD_UNLOAD;
    70 none DYNAMIC_CODE_GENERATED;
    71 none DATA_DUMP_REQUEST;
    73 can_generate_monitor_events MONITOR_WAIT;
    74 can_generate_monitor_events MONITOR_WAITED;
    75 can_generate_monitor_events MONITOR_CONTENDED_ENTER;
    76 can_generate_monitor_events MONITOR_CONTENDED_ENTERED;
    80 none RESOURCE_EXHAUSTED;
    81 can_generate_garbage_collection_events GARBAGE_COLLECTION_START;
    82 can_generate_garbage_collection_events GARBAGE_COLLECTION_FINISH;
    83 can_generate_object_free_events OBJECT_FREE;
    84 can_generate_vm_object_alloc_events VM_OBJECT_ALLOC;
    86 can_generate_sampled_object_alloc_events SAMPLED_OBJECT_ALLOC;
}

impl Event {
    /// The kind of event with this number, and the capability that it needs.
    pub(crate) fn of(number: jint) -> Option<(Event, Option<Capability>)> {
        ALL.iter().find(|(event, _)| event.0 == number).copied()
    }

    /// Its place in the table of callbacks.
    pub(crate) fn index(self) -> usize {
        (self.0 - FIRST) as usize
    }

    pub(crate) fn bit(self) -> u64 {
        1 << self.index()
    }

    /// Is it one that can be had for a single thread? JVMTI "SetEventNotificationMode".
    pub(crate) fn has_threads(self) -> bool {
        const GLOBAL: [Event; 8] = [
            Event::VM_INIT,
            Event::VM_START,
            Event::VM_DEATH,
            Event::THREAD_START,
            Event::COMPILED_METHOD_LOAD,
            Event::COMPILED_METHOD_UNLOAD,
            Event::DYNAMIC_CODE_GENERATED,
            Event::DATA_DUMP_REQUEST,
        ];
        !GLOBAL.contains(&self)
    }
}

/// From now on the VM tells us of classes and threads.
pub(crate) fn watch() {
    linker::watch::install(linker::watch::Watch {
        class_file,
        loaded: |thread, klass| class_event(thread, Event::CLASS_LOAD, klass),
        prepared: |thread, klass| class_event(thread, Event::CLASS_PREPARE, klass),
    });
    threads::watch::install(threads::watch::Watch {
        started: |thread| {
            execution::thread_starts(thread);
            thread_event(thread, Event::THREAD_START);
        },
        ends: |thread| {
            thread_event(thread, Event::THREAD_END);
            thread.parts.watched.is_over.store(true, Ordering::Relaxed);
            environment::forget_thread(thread);
        },
        contends,
        waits,
        waited,
        collects: |begins| {
            bare_event(match begins {
                true => Event::GARBAGE_COLLECTION_START,
                false => Event::GARBAGE_COLLECTION_FINISH,
            });
        },
        has_freed: environment::has_freed,
        tell_freed,
    });
}

/// Calls every environment that wants the event. `objects` become local references, null for none; `call` casts the callback to the
/// type that the event has. In_vm; runs foreign code and Java.
pub(crate) fn post(
    thread: &mut JavaThread,
    event: Event,
    objects: &[Option<Handle>],
    mut call: impl FnMut(&'static Environment, Callback, *mut JNIEnv, &[jobject]),
) {
    let is_over = thread.parts.watched.is_over.load(Ordering::Relaxed);
    if !environment::is_wanted(event) || !has_started() || is_over {
        return;
    }
    let pending = thread.take_pending();
    for environment in environment::all() {
        let Some(callback) = environment.callback(event, Some(thread)) else {
            continue;
        };
        let jni = jni::env_of(thread).cast();
        let frame = thread.mutator.handles.enter_frame();
        let local = |object: &Option<Handle>| match object {
            Some(object) => {
                let oop = thread.oop(*object);
                thread.mutator.handles.push_local(oop).slot().cast()
            }
            None => null_mut(),
        };
        let locals: Vec<jobject> = objects.iter().map(local).collect();
        outside(thread, || call(environment, callback, jni, &locals));
        thread.mutator.handles.leave_frame(frame);
    }
    // An agent may have suspended the thread, to look at it here.
    thread.suspension_check();
    if let Some(exception) = pending {
        let exception = thread.oop(exception);
        thread.pending.set(Some(exception));
    }
}

/// Calls a callback, with the type of its event. To be used in `unsafe`: the agent set a function of this type for the event.
macro_rules! call {
    ($callback:expr, $environment:expr $(, $argument:expr => $ty:ty)*) => {{
        let function = std::mem::transmute::<
            *const std::ffi::c_void,
            unsafe extern "C" fn(*const Environment $(, $ty)*),
        >($callback.0);
        function($environment $(, $argument)*)
    }};
}

/// Tells an event of the calling thread: `objects` become local references, the first of which is the thread's; then come the arguments
/// behind the JNI environment, with their types.
macro_rules! tell {
    ($thread:expr, $event:expr, $objects:expr, |$locals:ident| { $($argument:expr => $ty:ty),* $(,)? }) => {
        $crate::events::post($thread, $event, $objects, |environment, callback, jni, $locals| {
            // SAFETY: as the specification says.
            unsafe {
                $crate::events::call!(
                    callback, environment, jni => *mut jni::types::JNIEnv $(, $argument => $ty)*
                );
            }
        })
    };
}

pub(crate) use {call, tell};

/// `VMStart`, and the phase: there are modules, and agents may use JNI.
pub(crate) fn vm_start(thread: &mut JavaThread) {
    phase::set(Phase::Start);
    post(
        thread,
        Event::VM_START,
        &[],
        |environment, callback, jni, _| {
            // SAFETY: as the specification says.
            unsafe { call!(callback, environment, jni => *mut JNIEnv) };
        },
    );
}

/// `VMInit`, and the phase: the VM is complete.
pub(crate) fn vm_init(thread: &mut JavaThread) {
    phase::set(Phase::Live);
    execution::thread_starts(thread);
    thread_event(thread, Event::VM_INIT);
}

/// `VMDeath`, and the phase.
pub(crate) fn vm_death(thread: &mut JavaThread) {
    if !phase::is(Phase::Live) {
        return;
    }
    tell_freed(thread);
    post(
        thread,
        Event::VM_DEATH,
        &[],
        |environment, callback, jni, _| {
            // SAFETY: as the specification says.
            unsafe { call!(callback, environment, jni => *mut JNIEnv) };
        },
    );
    phase::set(Phase::Dead);
}

/// `DataDumpRequest`.
pub(crate) fn data_dump(thread: &mut JavaThread) {
    post(
        thread,
        Event::DATA_DUMP_REQUEST,
        &[],
        |environment, callback, _, _| {
            // SAFETY: as the specification says.
            unsafe { call!(callback, environment) };
        },
    );
}

/// Is Java, as agents may use it, there?
fn has_started() -> bool {
    phase::is(Phase::Start) || phase::is(Phase::Live)
}

pub(crate) fn current(thread: &JavaThread) -> Option<Handle> {
    let object = thread.thread_object.oop(thread.no_safepoint());
    object.map(|object| thread.handle(object))
}

/// An event of the calling thread.
fn thread_event(thread: &mut JavaThread, event: Event) {
    if !has_started() || !environment::is_wanted(event) {
        return;
    }
    let objects = [current(thread)];
    post(
        thread,
        event,
        &objects,
        |environment, callback, jni, objects| {
            // SAFETY: as the specification says.
            unsafe { call!(callback, environment, jni => *mut JNIEnv, objects[0] => jobject) };
        },
    );
}

/// An event of a class, on the calling thread.
fn class_event(thread: &mut JavaThread, event: Event, klass: KlassRef) {
    if !has_started() || !environment::is_wanted(event) {
        return;
    }
    let objects = [current(thread), Some(mirrors::mirror_of(thread, klass))];
    post(
        thread,
        event,
        &objects,
        |environment, callback, jni, objects| {
            let (own, mirror) = (objects[0], objects[1]);
            // SAFETY: as the specification says.
            unsafe {
                call!(callback, environment, jni => *mut JNIEnv, own => jobject, mirror => jobject)
            };
        },
    );
}

/// An event that says nothing but that it is; agents do not touch Java in it.
fn bare_event(event: Event) {
    if !environment::is_wanted(event) {
        return;
    }
    for environment in environment::all() {
        if let Some(callback) = environment.callback(event, None) {
            // SAFETY: as the specification says.
            unsafe { call!(callback, environment) };
        }
    }
}

/// `MonitorContendedEnter`, `MonitorContendedEntered`.
fn contends(thread: &mut JavaThread, object: Handle, begins: bool) {
    let event = match begins {
        true => Event::MONITOR_CONTENDED_ENTER,
        false => Event::MONITOR_CONTENDED_ENTERED,
    };
    let objects = [current(thread), Some(object)];
    tell!(thread, event, &objects, |objects| {
        objects[0] => jobject,
        objects[1] => jobject
    });
}

/// `MonitorWait`.
fn waits(thread: &mut JavaThread, object: Handle, millis: i64) {
    let objects = [current(thread), Some(object)];
    tell!(thread, Event::MONITOR_WAIT, &objects, |objects| {
        objects[0] => jobject,
        objects[1] => jobject,
        millis => jlong
    });
}

/// `MonitorWaited`.
fn waited(thread: &mut JavaThread, object: Handle, timed_out: bool) {
    let objects = [current(thread), Some(object)];
    tell!(thread, Event::MONITOR_WAITED, &objects, |objects| {
        objects[0] => jobject,
        objects[1] => jobject,
        jboolean::from(timed_out) => jboolean
    });
}

/// `ObjectFree`, for all that are gone.
fn tell_freed(thread: &mut JavaThread) {
    let mut freed = environment::take_freed();
    outside(thread, || {
        for (environment, tag) in freed.drain(..) {
            if let Some(callback) = environment.callback(Event::OBJECT_FREE, None) {
                // SAFETY: as the specification says.
                unsafe { call!(callback, environment, tag => jlong) };
            }
        }
    });
}

/// A class file that is being defined.
fn class_file(thread: &mut JavaThread, seen: ClassFileSeen<'_>) -> Changed {
    show_class_file(thread, seen, Audience::All)
}

/// Which environments see a class file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    All,
    /// Those that may see it again.
    Again,
}

/// `ClassFileLoadHook`: each agent sees what the one before it made of the bytes.
pub(crate) fn show_class_file(
    thread: &mut JavaThread,
    seen: ClassFileSeen<'_>,
    audience: Audience,
) -> Changed {
    if !has_started() || !environment::is_wanted(Event::CLASS_FILE_LOAD_HOOK) {
        return Changed::default();
    }
    let mark = thread.mutator.handles.mark();
    let name = seen.name.and_then(|name| CString::new(name.bytes()).ok());
    let name = name.as_ref().map_or(null(), |name| name.as_ptr());
    let objects = [
        seen.redefined
            .map(|klass| mirrors::mirror_of(thread, klass)),
        loading::loader_object(thread, seen.loader),
        seen.protection_domain,
    ];
    let mut changed: Option<Vec<u8>> = None;
    let mut again: Option<Option<Vec<u8>>> = None;
    let event = Event::CLASS_FILE_LOAD_HOOK;
    post(
        thread,
        event,
        &objects,
        |environment, callback, jni, objects| {
            // Those that may see it again come last.
            if environment.can_retransform() {
                again.get_or_insert_with(|| changed.clone());
            } else if audience == Audience::Again {
                return;
            }
            let bytes = changed.as_deref().unwrap_or(seen.bytes);
            let (mut new_length, mut new_bytes): (jint, *mut u8) = (0, null_mut());
            // SAFETY: as the specification says. What comes back is memory of `Allocate`, ours now.
            unsafe {
                call!(
                    callback,
                    environment,
                    jni => *mut JNIEnv,
                    objects[0] => jobject,
                    objects[1] => jobject,
                    name => *const c_char,
                    objects[2] => jobject,
                    bytes.len() as jint => jint,
                    bytes.as_ptr() => *const u8,
                    &raw mut new_length => *mut jint,
                    &raw mut new_bytes => *mut *mut u8
                );
                if !new_bytes.is_null() {
                    let length = usize::try_from(new_length).unwrap_or_default();
                    changed = Some(std::slice::from_raw_parts(new_bytes, length).to_vec());
                    memory::free(new_bytes.cast());
                }
            }
        },
    );
    thread.mutator.handles.release(mark);
    // What nobody may see again is what all have made of it.
    let again = again.unwrap_or_else(|| changed.clone());
    Changed { changed, again }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_place() {
        for (event, _) in ALL {
            assert!(event.index() < CALLBACKS);
            assert_eq!(Event::of(event.0).map(|(event, _)| event), Some(*event));
        }
        assert_eq!(Event::of(72), None);
        assert!(Event::CLASS_LOAD.has_threads() && !Event::VM_INIT.has_threads());
    }
}
