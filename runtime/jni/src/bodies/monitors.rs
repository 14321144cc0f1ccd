//! Monitors. JNI chapter 4, "Monitor Operations".

use threads::{JavaResult, JavaThread, monitor};

use crate::refs::resolve_non_null;
use crate::types::*;

/// Blocks until the monitor is free.
pub(crate) unsafe fn MonitorEnter(thread: &mut JavaThread, obj: jobject) -> JavaResult<jint> {
    // SAFETY: the contract of bodies.
    let object = unsafe { resolve_non_null(thread, obj)? };
    monitor::enter_jni(thread, object);
    Ok(JNI_OK)
}

/// Allowed with an exception pending, which stays.
pub(crate) unsafe fn MonitorExit(thread: &mut JavaThread, obj: jobject) -> jint {
    // SAFETY: the contract of bodies.
    let Ok(object) = (unsafe { resolve_non_null(thread, obj) }) else {
        return JNI_ERR;
    };
    match monitor::exit_jni(thread, object) {
        Ok(()) => JNI_OK,
        Err(_) => JNI_ERR,
    }
}
