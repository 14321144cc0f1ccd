//! Which events an environment gets. JVMTI "Event Management".

use jni::types::{jint, jobject};

use super::arguments::live_thread;
use crate::entry;
use crate::environment::Environment;
use crate::error::Error;
use crate::events::{CALLBACKS, Event};
use crate::execution;
use crate::types::Callback;

/// Modes of `SetEventNotificationMode`.
const DISABLE: jint = 0;
const ENABLE: jint = 1;

pub(crate) unsafe fn SetEventNotificationMode(
    environment: &'static Environment,
    mode: jint,
    number: jint,
    thread: jobject,
) -> Result<(), Error> {
    let (event, need) = Event::of(number).ok_or(Error::INVALID_EVENT_TYPE)?;
    if !matches!(mode, DISABLE | ENABLE) {
        return Err(Error::ILLEGAL_ARGUMENT);
    }
    let enable = mode == ENABLE;
    if let Some(capability) = need
        && enable
        && !environment.capabilities().has(capability)
    {
        return Err(Error::MUST_POSSESS_CAPABILITY);
    }
    if thread.is_null() {
        environment.set_enabled(event, None, enable);
        if !entry::is_live() {
            return Ok(());
        }
    } else if !event.has_threads() || !entry::is_live() {
        return Err(Error::ILLEGAL_ARGUMENT);
    }
    // SAFETY: the contract of bodies: called from native code.
    unsafe {
        entry::inside(|caller| {
            if !thread.is_null() {
                let (_, key) = live_thread(caller, thread)?;
                environment.set_enabled(event, Some(key), enable);
            }
            execution::update(caller);
            Ok(())
        })
    }
}

/// Null: no callbacks at all. `bytes`: the size of the table that the agent was compiled with.
pub(crate) unsafe fn SetEventCallbacks(
    environment: &'static Environment,
    callbacks: *const Callback,
    bytes: jint,
) -> Result<(), Error> {
    let bytes = usize::try_from(bytes).map_err(|_| Error::ILLEGAL_ARGUMENT)?;
    let length = match callbacks.is_null() {
        true => 0,
        false => (bytes / size_of::<Callback>()).min(CALLBACKS),
    };
    let table = match length {
        0 => &[],
        // SAFETY: the contract of bodies: a table of this size.
        _ => unsafe { std::slice::from_raw_parts(callbacks, length) },
    };
    environment.set_callbacks(table);
    Ok(())
}

/// Of compiled methods only with a capability that is not given; stubs have no names to tell.
pub(crate) unsafe fn GenerateEvents(
    environment: &'static Environment,
    number: jint,
) -> Result<(), Error> {
    match Event::of(number) {
        Some((Event::DYNAMIC_CODE_GENERATED, _)) => Ok(()),
        Some((Event::COMPILED_METHOD_LOAD, Some(capability))) => {
            match environment.capabilities().has(capability) {
                true => Ok(()),
                false => Err(Error::MUST_POSSESS_CAPABILITY),
            }
        }
        _ => Err(Error::ILLEGAL_ARGUMENT),
    }
}

/// There are no events beyond the specification.
pub(crate) unsafe fn SetExtensionEventCallback(
    _: &'static Environment,
    _index: jint,
    _callback: Callback,
) -> Result<(), Error> {
    Err(Error::ILLEGAL_ARGUMENT)
}
