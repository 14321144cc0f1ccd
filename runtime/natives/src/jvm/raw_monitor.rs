//! Locks of native libraries (libzip): no object, no thread of Java.

use std::ffi::c_void;

use threads::raw_monitor;

use crate::entry::jvm_plain;

jvm_plain! {
    fn JVM_RawMonitorCreate() -> *mut c_void {
        raw_monitor::create()
    }
    fn JVM_RawMonitorDestroy(monitor: *mut c_void) {
        // SAFETY: C destroys a monitor it made, once, when nobody uses it.
        unsafe { raw_monitor::destroy(monitor) }
    }
    fn JVM_RawMonitorEnter(monitor: *mut c_void) -> i32 {
        // SAFETY: C passes a monitor that lives.
        unsafe { raw_monitor::enter(monitor) }
    }
    fn JVM_RawMonitorExit(monitor: *mut c_void) {
        // SAFETY: C passes a monitor that it entered.
        unsafe { raw_monitor::exit(monitor) }
    }
}
