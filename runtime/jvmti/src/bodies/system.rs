//! Properties, time, phase, and the table of JNI functions. JVMTI "System Properties", "Timers", "General", "JNI Function Interception".

use std::ffi::{CStr, c_char};
use std::sync::atomic::Ordering;

use jni::table::JNINativeInterface;
use jni::types::{jboolean, jint, jlong, jobject};
use threads::{JavaThread, park, registry};

use super::arguments::*;
use crate::environment::Environment;
use crate::error::Error;
use crate::memory;
use crate::phase;
use crate::types::{In, Out, Text, TimerInfo};

pub(crate) unsafe fn GetPhase(_: &'static Environment, place: Out<jint>) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { place.set(phase::number()) };
    Ok(())
}

/// Places in methods are bcis.
pub(crate) unsafe fn GetJLocationFormat(
    _: &'static Environment,
    format: Out<jint>,
) -> Result<(), Error> {
    const BCI: jint = 1;
    // SAFETY: the contract of bodies.
    unsafe { format.set(BCI) };
    Ok(())
}

pub(crate) unsafe fn GetSystemProperties(
    _: &'static Environment,
    count: Out<jint>,
    keys: Out<*mut *mut c_char>,
) -> Result<(), Error> {
    let mut names: Vec<String> = Vec::new();
    for (key, _) in natives::properties::all() {
        if !names.contains(&key) {
            names.push(key);
        }
    }
    let texts = names.iter().map(|name| memory::text(name.as_bytes()));
    let texts = texts.collect::<Result<Vec<*mut c_char>, Error>>()?;
    // SAFETY: the contract of bodies.
    unsafe { put_list(count, keys, &texts) }
}

pub(crate) unsafe fn GetSystemProperty(
    _: &'static Environment,
    key: Text,
    value: Out<*mut c_char>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let found = natives::properties::property(&key.to_text()).ok_or(Error::NOT_AVAILABLE)?;
        put_text(value.0, Some(&classfile::mutf8::encode(&found)))
    }
}

/// Null removes the value.
pub(crate) unsafe fn SetSystemProperty(
    _: &'static Environment,
    key: Text,
    value: *const c_char,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (key, value) = unsafe {
        let value = match value.is_null() {
            true => String::new(),
            false => classfile::mutf8::decode(CStr::from_ptr(value).to_bytes()),
        };
        (key.to_text(), value)
    };
    if !natives::properties::is_writable(&key) {
        return Err(Error::NOT_AVAILABLE);
    }
    natives::properties::set_property(&key, &value);
    Ok(())
}

pub(crate) unsafe fn GetAvailableProcessors(
    _: &'static Environment,
    count: Out<jint>,
) -> Result<(), Error> {
    let processors = std::thread::available_parallelism();
    // SAFETY: the contract of bodies.
    unsafe { count.set(processors.map_or(1, |count| count.get() as jint)) };
    Ok(())
}

/// What `-Xlog` and `-verbose` choose stays: the flags are checked and have no effect.
pub(crate) unsafe fn SetVerboseFlag(
    _: &'static Environment,
    flag: jint,
    _value: jboolean,
) -> Result<(), Error> {
    match flag {
        0 | 1 | 2 | 4 => Ok(()),
        _ => Err(Error::ILLEGAL_ARGUMENT),
    }
}

/// Kinds of time in a [`TimerInfo`].
mod kind {
    pub(super) const TOTAL_CPU: i32 = 31;
    pub(super) const ELAPSED: i32 = 32;
}

/// A clock of nanoseconds that goes forward only.
unsafe fn timer(info: Out<TimerInfo>, kind: jint) -> Result<(), Error> {
    let timer = TimerInfo {
        max_value: -1,
        may_skip_forward: 0,
        may_skip_backward: 0,
        kind,
        reserved: [0; 2],
    };
    // SAFETY: the contract of bodies.
    unsafe { info.set(timer) };
    Ok(())
}

pub(crate) unsafe fn GetTimerInfo(
    _: &'static Environment,
    info: Out<TimerInfo>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { timer(info, kind::ELAPSED) }
}

pub(crate) unsafe fn GetCurrentThreadCpuTimerInfo(
    _: &'static Environment,
    info: Out<TimerInfo>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { timer(info, kind::TOTAL_CPU) }
}

pub(crate) unsafe fn GetThreadCpuTimerInfo(
    _: &'static Environment,
    info: Out<TimerInfo>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { timer(info, kind::TOTAL_CPU) }
}

pub(crate) unsafe fn GetTime(_: &'static Environment, nanos: Out<jlong>) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { nanos.set(park::monotonic_nanos() as jlong) };
    Ok(())
}

pub(crate) unsafe fn GetCurrentThreadCpuTime(
    _: &'static Environment,
    nanos: Out<jlong>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { nanos.set(natives::cpu_time::of_current()) };
    Ok(())
}

pub(crate) unsafe fn GetThreadCpuTime(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    nanos: Out<jlong>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    let mut os_id = None;
    registry::for_each(|other| {
        if is_current(other, key) {
            os_id = Some(other.os_thread_id.load(Ordering::Relaxed));
        }
    });
    let os_id = os_id.ok_or(Error::THREAD_NOT_ALIVE)?;
    // SAFETY: the contract of bodies.
    unsafe { nanos.set(natives::cpu_time::of(os_id, false)) };
    Ok(())
}

/// From now on every thread's environment has these functions. A copy is kept for ever, as threads may be using the one before.
pub(crate) unsafe fn SetJNIFunctionTable(
    _: &'static Environment,
    table: In<JNINativeInterface>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies: a whole table.
    let copy = unsafe { std::ptr::read(table.0) };
    registry::set_jni_functions(std::ptr::from_ref(Box::leak(Box::new(copy))).addr());
    Ok(())
}

pub(crate) unsafe fn GetJNIFunctionTable(
    _: &'static Environment,
    table: Out<*mut JNINativeInterface>,
) -> Result<(), Error> {
    let memory: *mut JNINativeInterface = memory::allocate(size_of::<JNINativeInterface>())?.cast();
    let current = registry::jni_functions() as *const JNINativeInterface;
    // SAFETY: the table of all threads, which is never freed; room for it was made above.
    unsafe {
        std::ptr::copy_nonoverlapping(current, memory, 1);
        table.set(memory);
    }
    Ok(())
}
