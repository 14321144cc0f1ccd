//! `sun.misc.Signal`: numbers, handlers, raising. Hands on to `threads::signal`.

use std::ffi::{CStr, c_char, c_void};

use threads::signal::dispatch;

use crate::entry::jvm_plain;

jvm_plain! {
    /// The number of a signal named without `SIG`, -1 if there is none.
    fn JVM_FindSignal(name: *const c_char) -> i32 {
        if name.is_null() {
            return -1;
        }
        // SAFETY: C passes a terminated text.
        let name = unsafe { CStr::from_ptr(name) };
        name.to_str().ok().and_then(dispatch::find).unwrap_or(-1)
    }
    /// -1: refused; else the previous handler as `dispatch::handler` numbers them.
    fn JVM_RegisterSignal(signal: i32, handler: *mut c_void) -> *mut c_void {
        // SAFETY: Java passes one of the handler numbers, or an address it got from here.
        unsafe { dispatch::register(signal, handler as isize) as *mut c_void }
    }
    fn JVM_RaiseSignal(signal: i32) -> u8 {
        u8::from(dispatch::raise(signal))
    }
    /// For signal handlers of embedders that chain to the VM by name: says "not mine", because the VM installs its own.
    fn JVM_handle_linux_signal(_signal: i32, _info: *mut c_void, _context: *mut c_void, _abort: i32) -> i32 {
        0
    }
}
