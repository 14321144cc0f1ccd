//! Ctrl-C, SIGTERM and SIGHUP as a wish: whoever measures ends the run that is on, and reports what there is.
//!
//! A second signal kills, as if there were no handler: a report that hangs must not hold the terminal.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// From now on these signals set a flag, the second of each kills. One that is ignored stays so (`nohup`).
pub fn watch() {
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        // SAFETY: all-zero bytes are a valid `sigaction`: no handler, an empty mask, no flags.
        let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
        // SAFETY: the pointers are null or to a live local.
        let found = unsafe { libc::sigaction(signal, std::ptr::null(), &raw mut action) };
        if found != 0 || action.sa_sigaction == libc::SIG_IGN {
            continue;
        }
        action.sa_sigaction = request as extern "C" fn(libc::c_int) as libc::sighandler_t;
        action.sa_flags = libc::SA_RESTART | libc::SA_RESETHAND;
        // SAFETY: the handler does nothing but store to an atomic, which is safe in a signal handler.
        unsafe { libc::sigaction(signal, &raw const action, std::ptr::null_mut()) };
    }
}

extern "C" fn request(_: libc::c_int) {
    REQUESTED.store(true, Ordering::Relaxed);
}

/// The command starts with the signals that end programs as they are by default: who starts us may ignore some (`nohup`, a shell's background
/// jobs), and a child would inherit that.
pub fn with_default_signals(command: &mut Command) {
    let reset = || {
        for signal in [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM] {
            // SAFETY: a system call that may be made between fork and exec (signal-safety(7)); no handler is installed.
            unsafe { libc::signal(signal, libc::SIG_DFL) };
        }
        Ok(())
    };
    // SAFETY: `reset` makes such system calls only.
    unsafe { command.pre_exec(reset) };
}

/// Whether one of the signals has come.
pub fn is_requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}
