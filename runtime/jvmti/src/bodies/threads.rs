//! Threads. JVMTI "Thread".

use std::ffi::c_void;
use std::sync::{Mutex, PoisonError};

use heap::Handle;
use jni::agents::outside;
use jni::types::{jint, jobject};
use linker::strings;
use metadata::well_known as wk;
use threads::{JavaThread, ThreadState, registry, safepoint, start, status, trace};

use super::arguments::*;
use super::thread_groups::offset;
use crate::entry::Answer;
use crate::environment::{Environment, ThreadKey};
use crate::error::{self, Error};
use crate::types::{Out, StartFunction, ThreadInfo};

/// Bits of `GetThreadState` beyond those of `Thread.threadStatus`.
mod state {
    pub(super) const SUSPENDED: i32 = 0x10_0000;
    pub(super) const INTERRUPTED: i32 = 0x20_0000;
    pub(super) const IN_NATIVE: i32 = 0x40_0000;
}

/// What the `JavaThread` of this key answers, if it lives.
fn ask<R>(key: ThreadKey, question: impl Fn(&JavaThread) -> R) -> Option<R> {
    let mut answer = None;
    registry::for_each(|other| {
        if is_current(other, key) {
            answer = Some(question(other));
        }
    });
    answer
}

pub(super) fn is_suspended(key: ThreadKey) -> bool {
    ask(key, JavaThread::is_suspended).unwrap_or_default()
}

/// The state of a thread as bits.
pub(super) fn state_of(thread: &JavaThread, object: Handle) -> jint {
    let interrupted = offset(thread, object, "interrupted", "Z");
    let oop = thread.oop(object);
    let mut bits = status::status_of(oop);
    if interrupted.is_some_and(|offset| oop.get_bool(offset)) {
        bits |= state::INTERRUPTED;
    }
    let key = status::eetop(oop) as ThreadKey;
    let more = ask(key, |other| {
        let is_native = other.state() == ThreadState::InNative;
        let suspended = other.is_suspended();
        (if suspended { state::SUSPENDED } else { 0 })
            | if is_native { state::IN_NATIVE } else { 0 }
    });
    bits | more.unwrap_or_default()
}

pub(crate) unsafe fn GetThreadState(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    bits: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let object = java_thread(thread, reference)?;
        bits.set(state_of(thread, object));
    }
    Ok(())
}

pub(crate) unsafe fn GetCurrentThread(
    _: &'static Environment,
    thread: &mut JavaThread,
    place: Out<jobject>,
) -> Result<Answer, Error> {
    // SAFETY: null is the calling thread.
    let own = unsafe { java_thread(thread, std::ptr::null_mut())? };
    Ok(Answer::reference(place.0, Some(own)))
}

pub(crate) unsafe fn GetAllThreads(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: Out<jint>,
    threads: Out<*mut jobject>,
) -> Result<Answer, Error> {
    let objects = trace::live_threads(thread);
    // SAFETY: the contract of bodies.
    unsafe { put_references(count, threads, &objects) }
}

pub(crate) unsafe fn GetThreadInfo(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    info: Out<ThreadInfo>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let object = unsafe { java_thread(thread, reference)? };
    let loader = offset(
        thread,
        object,
        "contextClassLoader",
        "Ljava/lang/ClassLoader;",
    );
    let oop = thread.oop(object);
    let name = oop.get_ref(wk::THREAD_NAME.offset()).map(strings::to_mutf8);
    let priority = wk::THREAD_PRIORITY.try_offset();
    let daemon = wk::THREAD_DAEMON.try_offset();
    let handle = |offset: u32| oop.get_ref(offset).map(|found| thread.handle(found));
    // SAFETY: the contract of bodies.
    unsafe {
        (*info.0).priority = priority.map_or(0, |offset| oop.get_i32(offset));
        (*info.0).is_daemon = daemon.map_or(0, |offset| u8::from(oop.get_bool(offset)));
        put_text(&raw mut (*info.0).name, name.as_deref())?;
        let group = handle(wk::THREAD_GROUP_FIELD.offset());
        let answer = Answer::reference(&raw mut (*info.0).thread_group, group);
        Ok(answer.and(
            &raw mut (*info.0).context_class_loader,
            loader.and_then(handle),
        ))
    }
}

unsafe fn suspend(thread: &mut JavaThread, reference: jobject) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (object, key) = unsafe { live_thread(thread, reference)? };
    if is_suspended(key) {
        return Err(Error::THREAD_SUSPENDED);
    }
    safepoint::suspend_thread(thread, object);
    Ok(())
}

unsafe fn resume(thread: &mut JavaThread, reference: jobject) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (object, key) = unsafe { live_thread(thread, reference)? };
    if !is_suspended(key) {
        return Err(Error::THREAD_NOT_SUSPENDED);
    }
    safepoint::resume_thread(thread, object);
    Ok(())
}

pub(crate) unsafe fn SuspendThread(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { suspend(thread, reference) }
}

pub(crate) unsafe fn ResumeThread(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { resume(thread, reference) }
}

/// Does something to each thread of a list, and notes how that went.
unsafe fn for_each(
    count: jint,
    references: *const jobject,
    results: *mut jint,
    mut change: impl FnMut(jobject) -> Result<(), Error>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let references = unsafe { list(count, references)? };
    if results.is_null() {
        return Err(Error::NULL_POINTER);
    }
    for (index, reference) in references.iter().enumerate() {
        let result = change(*reference);
        let number = result.err().map_or(error::NONE, |error| error.0);
        // SAFETY: the contract of bodies: as many results.
        unsafe { results.add(index).write(number) };
    }
    Ok(())
}

/// The calling thread, if it is in the list, comes last.
pub(crate) unsafe fn SuspendThreadList(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: jint,
    references: *const jobject,
    results: *mut jint,
) -> Result<(), Error> {
    let mut own = None;
    // SAFETY: the contract of bodies.
    unsafe {
        for_each(count, references, results, |reference| {
            let (_, key) = live_thread(thread, reference)?;
            if is_current(thread, key) {
                own = Some(reference);
                return Ok(());
            }
            suspend(thread, reference)
        })?;
        own.map_or(Ok(()), |own| suspend(thread, own))
    }
}

pub(crate) unsafe fn ResumeThreadList(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: jint,
    references: *const jobject,
    results: *mut jint,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        for_each(count, references, results, |reference| {
            resume(thread, reference)
        })
    }
}

pub(crate) unsafe fn StopThread(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    exception: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (target, exception) = unsafe {
        let (target, _) = live_thread(thread, reference)?;
        (target, object(thread, exception)?)
    };
    start::stop_thread(thread, target, exception);
    Ok(())
}

pub(crate) unsafe fn InterruptThread(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (object, _) = unsafe { live_thread(thread, reference)? };
    natives::call_virtual(thread, object, "interrupt", "()V", &[])?;
    Ok(())
}

pub(crate) unsafe fn GetThreadLocalStorage(
    environment: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    data: Out<*mut c_void>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let (_, key) = live_thread(thread, reference)?;
        data.set(environment.thread_storage(key));
    }
    Ok(())
}

pub(crate) unsafe fn SetThreadLocalStorage(
    environment: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    data: *mut c_void,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    environment.set_thread_storage(key, data);
    Ok(())
}

/// A thread that an agent has started and that does not run yet: by the address of its `JavaThread`, what it runs.
struct Start {
    thread: ThreadKey,
    environment: &'static Environment,
    function: StartFunction,
    argument: *mut c_void,
}

// SAFETY: the agent passes its argument from one thread to the other.
unsafe impl Send for Start {}

static STARTS: Mutex<Vec<Start>> = Mutex::new(Vec::new());

/// `thread`: an object that has not been started. It becomes a daemon.
pub(crate) unsafe fn RunAgentThread(
    environment: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    function: StartFunction,
    argument: *const c_void,
    priority: jint,
) -> Result<(), Error> {
    if !(1..=10).contains(&priority) {
        return Err(Error::INVALID_PRIORITY);
    }
    if reference.is_null() {
        return Err(Error::INVALID_THREAD);
    }
    // SAFETY: the contract of bodies.
    let object = unsafe { java_thread(thread, reference)? };
    if status::is_alive(thread.oop(object)) {
        return Err(Error::INVALID_THREAD);
    }
    let oop = thread.oop(object);
    if let Some(offset) = wk::THREAD_DAEMON.try_offset() {
        oop.put_bool(offset, true);
    }
    if let Some(offset) = wk::THREAD_PRIORITY.try_offset() {
        oop.put_i32(offset, priority);
    }
    // The new thread waits for its row: the list is locked until its address is known.
    let mut starts = thread.blocked(|| STARTS.lock().unwrap_or_else(PoisonError::into_inner));
    start::start_vm_thread(thread, object, run)?;
    starts.push(Start {
        thread: status::eetop(thread.oop(object)) as ThreadKey,
        environment,
        function,
        argument: argument.cast_mut(),
    });
    Ok(())
}

/// The life of an agent's thread.
fn run(thread: &mut JavaThread) {
    let key = crate::environment::key_of(thread);
    let start = thread.blocked(|| {
        let mut starts = STARTS.lock().unwrap_or_else(PoisonError::into_inner);
        let row = starts.iter().position(|start| start.thread == key)?;
        Some(starts.remove(row))
    });
    let Some(Start {
        environment,
        function: Some(function),
        argument,
        ..
    }) = start
    else {
        return;
    };
    let jni = jni::env_of(thread).cast();
    // SAFETY: as the specification says.
    outside(thread, || unsafe { function(environment, jni, argument) });
}
