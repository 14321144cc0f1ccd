//! Breakpoints, field watches, and frames that are told or end early. JVMTI "Breakpoint", "Watched Field", "Force Early Return", "Stack Frame".

use std::ops::ControlFlow;

use classfile::BasicType;
use heap::Handle;
use heap::oop::SlotExt;
use interpreter::watch;
use jni::types::{jclass, jfieldID, jint, jlong, jmethodID, jobject};
use linker::redefine;
use metadata::MethodRef;
use threads::JavaThread;
use threads::walk::{self, Frame};
use threads::watch::Detour;

use super::arguments::*;
use super::locals::is_assignable;
use super::stacks::{depth_of, frame_at, look_at};
use crate::environment::{Environment, Pop};
use crate::error::Error;
use crate::execution::{self, FieldWatch};

unsafe fn change_breakpoint(id: jmethodID, location: jlong, is_set: bool) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let method: MethodRef = unsafe { method(id)? };
    let length = method.bytecode().map_or(0, |code| code.code.len() as jlong);
    if !(0..length).contains(&location) {
        return Err(Error::INVALID_LOCATION);
    }
    // Older versions that do the same may still run.
    for version in first(method).versions() {
        if version != method && redefine::is_same_code(&version, &method) {
            watch::set_breakpoint((version, location as u32), is_set);
        }
    }
    match watch::set_breakpoint((method, location as u32), is_set) {
        None => Err(Error::INVALID_LOCATION),
        Some(true) => Ok(()),
        Some(false) if is_set => Err(Error::DUPLICATE),
        Some(false) => Err(Error::NOT_FOUND),
    }
}

pub(crate) unsafe fn SetBreakpoint(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    location: jlong,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { change_breakpoint(id, location, true) }
}

pub(crate) unsafe fn ClearBreakpoint(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    location: jlong,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { change_breakpoint(id, location, false) }
}

unsafe fn change_watch(
    thread: &mut JavaThread,
    class: jclass,
    id: jfieldID,
    kind: FieldWatch,
    is_set: bool,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let found = unsafe {
        prepared(thread, class)?;
        field(id)?
    };
    match execution::watch_field(thread, found, kind, is_set) {
        true => Ok(()),
        false if is_set => Err(Error::DUPLICATE),
        false => Err(Error::NOT_FOUND),
    }
}

macro_rules! define_watches {
    ($($name:ident $kind:ident $is_set:literal;)*) => {
        $(
            pub(crate) unsafe fn $name(
                _: &'static Environment,
                thread: &mut JavaThread,
                class: jclass,
                id: jfieldID,
            ) -> Result<(), Error> {
                // SAFETY: the contract of bodies.
                unsafe { change_watch(thread, class, id, FieldWatch::$kind, $is_set) }
            }
        )*
    };
}

define_watches! {
    SetFieldAccessWatch Access true;
    ClearFieldAccessWatch Access false;
    SetFieldModificationWatch Modification true;
    ClearFieldModificationWatch Modification false;
}

/// A frame of a thread that is suspended, or of the calling one.
unsafe fn stopped_thread(thread: &JavaThread, reference: jobject) -> Result<usize, Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    match is_current(thread, key) || super::threads::is_suspended(key) {
        true => Ok(key),
        false => Err(Error::THREAD_NOT_SUSPENDED),
    }
}

/// Native methods end unseen.
fn interpreted(frame: Frame) -> Result<Frame, Error> {
    match frame.method.is_native() {
        true => Err(Error::OPAQUE_FRAME),
        false => Ok(frame),
    }
}

pub(crate) unsafe fn NotifyFramePop(
    environment: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    depth: jint,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let key = unsafe { stopped_thread(thread, reference)? };
    let height = look_at(thread, key, |other| {
        let frame = interpreted(frame_at(other, depth)?);
        frame.map(|_| depth_of(other) - depth as usize)
    })??;
    let pop = Pop {
        thread: key,
        height,
    };
    environment.add_frame_pop(pop);
    execution::update(thread);
    Ok(())
}

/// The innermost frame of a suspended thread goes; `value`: what [`Detour::ReturnReference`] returns. `check` looks at the frame and its caller.
unsafe fn end_frame(
    thread: &mut JavaThread,
    reference: jobject,
    detour: Detour,
    value: Option<Handle>,
    check: impl FnOnce(&Frame, Option<&Frame>) -> Result<(), Error>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let key = unsafe { stopped_thread(thread, reference)? };
    look_at(thread, key, |other| {
        let mut frames = Vec::new();
        walk::walk(other, |frame| {
            frames.push(frame);
            match frames.len() {
                2 => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            }
        });
        let innermost = interpreted(*frames.first().ok_or(Error::NO_MORE_FRAMES)?)?;
        check(&innermost, frames.get(1))?;
        // SAFETY: nothing moves in a pause.
        let proof = unsafe { heap::NoSafepoint::assume() };
        let watched = &other.parts.watched;
        watched.reference().set(value.map(|value| value.oop(proof)));
        watched.set_detour(detour);
        Ok(())
    })?
}

/// The frame is gone, and its caller calls again when the thread is resumed.
pub(crate) unsafe fn PopFrame(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        if reference.is_null() {
            return Err(Error::INVALID_THREAD);
        }
        let (_, key) = live_thread(thread, reference)?;
        if is_current(thread, key) {
            return Err(Error::THREAD_NOT_SUSPENDED);
        }
        end_frame(thread, reference, Detour::Pop, None, |_, caller| {
            interpreted(*caller.ok_or(Error::NO_MORE_FRAMES)?).map(|_| ())
        })
    }
}

unsafe fn return_bits(
    thread: &mut JavaThread,
    reference: jobject,
    types: &[BasicType],
    bits: u64,
) -> Result<(), Error> {
    let check = |frame: &Frame, _: Option<&Frame>| match types.contains(&frame.method.result) {
        true => Ok(()),
        false => Err(Error::TYPE_MISMATCH),
    };
    // SAFETY: the contract of bodies.
    unsafe { end_frame(thread, reference, Detour::Return(bits), None, check) }
}

const INTS: &[BasicType] = &[
    BasicType::Boolean,
    BasicType::Byte,
    BasicType::Char,
    BasicType::Short,
    BasicType::Int,
];

macro_rules! define_returns {
    ($($name:ident $types:expr, $ty:ty, $bits:expr;)*) => {
        $(
            pub(crate) unsafe fn $name(
                _: &'static Environment,
                thread: &mut JavaThread,
                reference: jobject,
                value: $ty,
            ) -> Result<(), Error> {
                // SAFETY: the contract of bodies.
                unsafe { return_bits(thread, reference, $types, $bits(value)) }
            }
        )*
    };
}

define_returns! {
    ForceEarlyReturnInt INTS, jint, |value| u64::from(value as u32);
    ForceEarlyReturnLong &[BasicType::Long], jlong, |value| value as u64;
    ForceEarlyReturnFloat &[BasicType::Float], f32, |value| u64::from(f32::to_bits(value));
    ForceEarlyReturnDouble &[BasicType::Double], f64, f64::to_bits;
}

pub(crate) unsafe fn ForceEarlyReturnVoid(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { return_bits(thread, reference, &[BasicType::Void], 0) }
}

pub(crate) unsafe fn ForceEarlyReturnObject(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    value: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let value = jni::resolve(thread, value);
        let class = value.map(|value| thread.oop(value).klass());
        let check = |frame: &Frame, _: Option<&Frame>| {
            let descriptor = frame.method.descriptor.bytes();
            let result = descriptor.rsplit(|byte| *byte == b')').next();
            let result = result.filter(|_| frame.method.result.is_reference());
            let may_be = |ty| class.is_none_or(|class| is_assignable(ty, class));
            match result.is_some_and(may_be) {
                true => Ok(()),
                false => Err(Error::TYPE_MISMATCH),
            }
        };
        end_frame(thread, reference, Detour::ReturnReference, value, check)
    }
}
