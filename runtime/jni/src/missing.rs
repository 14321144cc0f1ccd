//! What happens when an entry point is called whose body is not written yet: never a silent crash.
//!
//! Invariant: every call is counted and leaves a trace that names the function. Read next: `libjvm/src/exports.rs`.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::entry::{env_of, java_entry};
use crate::invocation::current_thread;

static CALLS: AtomicUsize = AtomicUsize::new(0);

/// Reports a call of an entry point that has no body yet.
pub fn not_implemented(name: &str) {
    CALLS.fetch_add(1, Ordering::Relaxed);
    match current_thread() {
        // Called by native code: in_native. The error stays pending.
        Some(thread) => {
            // SAFETY: the environment is the current thread's own.
            unsafe {
                java_entry(env_of(thread), |thread| {
                    let _pending = thread.throw_new(
                        "java/lang/InternalError",
                        &format!("{name} is not implemented"),
                    );
                });
            }
        }
        None => flags::errln!("{name} is not implemented"),
    }
}

/// Number of such calls since the process started.
#[must_use]
pub fn not_implemented_calls() -> usize {
    CALLS.load(Ordering::Relaxed)
}
