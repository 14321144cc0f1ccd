//! Signals. `dispatch.rs`: those that Java handles (`sun.misc.Signal`, shutdown hooks, thread dumps on SIGQUIT). `crash.rs`: faults
//! of the VM or of native code, which end the process with a report (`report.rs`).
//!
//! Handlers allocate nothing and take no lock. SIGPIPE and SIGXFSZ are swallowed: without that the first write to a closed socket
//! ends the process. Read next: `dispatch.rs`.

pub mod crash;
pub mod dispatch;
mod report;

pub use dispatch::{find, raise, register, start_dispatcher, wait_for_signal};
pub use report::set_java_home;

use libc::{c_int, sigaction, siginfo_t};
use std::ffi::c_void;
use std::sync::Once;

type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);

/// Installs `handler` for `signal`; the mask blocks nothing that reports errors.
fn install(signal: c_int, handler: Handler, extra_flags: c_int) {
    // SAFETY: the struct is completely set; the handler follows the rules of the module documentation.
    unsafe {
        let mut action: sigaction = std::mem::zeroed();
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_RESTART | extra_flags;
        libc::sigemptyset(&mut action.sa_mask);
        sigaction(signal, &action, std::ptr::null_mut());
    }
}

extern "C" fn swallow(_signal: c_int, _info: *mut siginfo_t, _context: *mut c_void) {}

/// Installs the handlers that the process needs from the first moment on. More than one call does no harm.
pub fn boot() {
    static BOOT: Once = Once::new();
    BOOT.call_once(|| {
        survive_broken_pipes();
        crash::boot();
    });
}

/// Writing to what nobody reads is an error of the write, and no more. Before the VM prints anything; again does no harm.
pub fn survive_broken_pipes() {
    for signal in [libc::SIGPIPE, libc::SIGXFSZ] {
        install(signal, swallow, 0);
    }
}
