//! `-XX:+WatchStress`: all threads are watched, by somebody who collects now and then where they stop.

use std::sync::atomic::{AtomicU64, Ordering};

use heap::Cause;
use threads::JavaThread;

use super::Watch;

/// Places that were told.
static TOLD: AtomicU64 = AtomicU64::new(0);
/// Places from one collection to the next.
const INTERVAL: u64 = 10_007;

fn told(thread: &mut JavaThread) {
    if TOLD
        .fetch_add(1, Ordering::Relaxed)
        .is_multiple_of(INTERVAL)
    {
        heap::collect_young(&mut thread.mutator, Cause::Stress);
    }
}

/// Boot, if the flag is set.
pub(crate) fn boot() {
    if !flags::get().flags.WatchStress {
        return;
    }
    super::install(Watch {
        step: |thread, _| told(thread),
        breakpoint: |thread, _| told(thread),
        entered: |thread, _| told(thread),
        left: |thread, _, _| told(thread),
        wants_exceptions: || true,
        thrown: |thread, _, _| told(thread),
        caught: |thread, _, _| told(thread),
    });
}

/// At exit: how much was told, on stderr.
pub(crate) fn print_statistics() {
    if flags::get().flags.WatchStress {
        flags::errln!("brolga-watch: told={}", TOLD.load(Ordering::Relaxed));
    }
}
