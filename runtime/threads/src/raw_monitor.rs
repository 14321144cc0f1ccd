//! `JVM_RawMonitor*`: plain locks that the JDK's native libraries (libzip) ask the VM for. Used from native code, in any state.

use std::ffi::c_void;
use std::ptr;

/// A new lock, null if there is no memory.
pub fn create() -> *mut c_void {
    // SAFETY: the mutex is initialised in place and never moves.
    unsafe {
        let mutex: *mut libc::pthread_mutex_t =
            libc::calloc(1, size_of::<libc::pthread_mutex_t>()).cast();
        if !mutex.is_null() {
            libc::pthread_mutex_init(mutex, ptr::null());
        }
        mutex.cast()
    }
}

/// Frees a lock.
///
/// # Safety
/// `monitor` came from [`create`], is unlocked and not used again.
pub unsafe fn destroy(monitor: *mut c_void) {
    // SAFETY: the contract of this function.
    unsafe {
        libc::pthread_mutex_destroy(monitor.cast());
        libc::free(monitor);
    }
}

/// Locks. Blocks. 0, or an error number.
///
/// # Safety
/// `monitor` came from [`create`] and lives.
pub unsafe fn enter(monitor: *mut c_void) -> i32 {
    // SAFETY: the contract of this function.
    unsafe { libc::pthread_mutex_lock(monitor.cast()) }
}

/// Unlocks.
///
/// # Safety
/// As [`enter`]; the calling thread has locked it.
pub unsafe fn exit(monitor: *mut c_void) {
    // SAFETY: the contract of this function.
    unsafe { libc::pthread_mutex_unlock(monitor.cast()) };
}
