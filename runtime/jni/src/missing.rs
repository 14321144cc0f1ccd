//! What happens when an entry point is called whose body is not written yet: never a silent crash.
//!
//! Invariant: every call is counted and leaves a trace that names the function. Read next: `libjvm/src/exports.rs`.

use std::sync::atomic::{AtomicUsize, Ordering};

static CALLS: AtomicUsize = AtomicUsize::new(0);

/// Reports a call of an entry point that has no body yet.
pub fn not_implemented(name: &str) {
    CALLS.fetch_add(1, Ordering::Relaxed);
    eprintln!("{name} is not implemented");
}

/// Number of such calls since the process started.
#[must_use]
pub fn not_implemented_calls() -> usize {
    CALLS.load(Ordering::Relaxed)
}
