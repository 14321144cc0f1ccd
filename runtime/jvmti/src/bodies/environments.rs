//! Environments themselves: capabilities, storage, memory, disposal. JVMTI "Memory Management", "Capability", "General".

use std::ffi::{c_char, c_void};
use std::sync::atomic::Ordering;

use jni::types::{jint, jlong};

use super::arguments::put_text;
use crate::capabilities::{self, Capabilities, Capability};
use crate::environment::Environment;
use crate::error::{self, Error};
use crate::execution;
use crate::memory;
use crate::types::{In, Out};

pub(crate) unsafe fn Allocate(
    _: &'static Environment,
    size: jlong,
    place: Out<*mut u8>,
) -> Result<(), Error> {
    let size = usize::try_from(size).map_err(|_| Error::ILLEGAL_ARGUMENT)?;
    // SAFETY: the contract of bodies.
    unsafe { place.set(memory::allocate(size)?.cast()) };
    Ok(())
}

pub(crate) unsafe fn Deallocate(_: &'static Environment, place: *mut u8) -> Result<(), Error> {
    // SAFETY: the contract of bodies: memory of `Allocate` or of a result.
    unsafe { memory::free(place.cast()) };
    Ok(())
}

pub(crate) unsafe fn GetCapabilities(
    environment: &'static Environment,
    capabilities: Out<Capabilities>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { capabilities.set(environment.capabilities()) };
    Ok(())
}

pub(crate) unsafe fn GetPotentialCapabilities(
    _: &'static Environment,
    capabilities: Out<Capabilities>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { capabilities.set(capabilities::potential()) };
    Ok(())
}

/// All or nothing.
pub(crate) unsafe fn AddCapabilities(
    environment: &'static Environment,
    capabilities: In<Capabilities>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let wanted = unsafe { *capabilities.0 };
    if !wanted.without(capabilities::potential()).is_empty() {
        return Err(Error::NOT_AVAILABLE);
    }
    environment.change_capabilities(|had| had.union(wanted));
    let changes_classes = [
        Capability::can_redefine_classes,
        Capability::can_retransform_classes,
    ];
    let mut changes_classes = changes_classes.into_iter().flatten();
    if changes_classes.any(|capability| wanted.has(capability)) {
        tiering::expect_redefinition();
    }
    if capabilities::watches_code(wanted) {
        execution::begin();
    }
    Ok(())
}

pub(crate) unsafe fn RelinquishCapabilities(
    environment: &'static Environment,
    capabilities: In<Capabilities>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let unwanted = unsafe { *capabilities.0 };
    environment.change_capabilities(|had| had.without(unwanted));
    Ok(())
}

pub(crate) unsafe fn GetEnvironmentLocalStorage(
    environment: &'static Environment,
    data: Out<*mut c_void>,
) -> Result<(), Error> {
    let value = environment.local_storage().load(Ordering::Acquire);
    // SAFETY: the contract of bodies.
    unsafe { data.set(value) };
    Ok(())
}

pub(crate) unsafe fn SetEnvironmentLocalStorage(
    environment: &'static Environment,
    data: *mut c_void,
) -> Result<(), Error> {
    environment.local_storage().store(data, Ordering::Release);
    Ok(())
}

pub(crate) unsafe fn DisposeEnvironment(environment: &'static Environment) -> Result<(), Error> {
    environment.dispose();
    Ok(())
}

/// The version of this interface: 17.0.
pub(crate) unsafe fn GetVersionNumber(
    _: &'static Environment,
    version: Out<jint>,
) -> Result<(), Error> {
    const VERSION: jint = 0x3000_0000 | 17 << 16;
    // SAFETY: the contract of bodies.
    unsafe { version.set(VERSION) };
    Ok(())
}

pub(crate) unsafe fn GetErrorName(
    _: &'static Environment,
    number: jint,
    name: Out<*mut c_char>,
) -> Result<(), Error> {
    let text = error::name_of(number).ok_or(Error::ILLEGAL_ARGUMENT)?;
    // SAFETY: the contract of bodies.
    unsafe { put_text(name.0, Some(text.as_bytes())) }
}

/// There are none beyond the specification.
unsafe fn no_extensions(count: Out<jint>, extensions: Out<*mut c_void>) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        count.set(0);
        extensions.set(std::ptr::null_mut());
    }
    Ok(())
}

pub(crate) unsafe fn GetExtensionFunctions(
    _: &'static Environment,
    count: Out<jint>,
    extensions: Out<*mut c_void>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { no_extensions(count, extensions) }
}

pub(crate) unsafe fn GetExtensionEvents(
    _: &'static Environment,
    count: Out<jint>,
    extensions: Out<*mut c_void>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { no_extensions(count, extensions) }
}
