//! Threads of the VM: `JavaThread`, states and safepoints, monitors, park, calls into Java, stack walking, signals.
//! CONTRACTS 1-3 are the rules.
//!
//! | module | holds |
//! |---|---|
//! | [`thread`] | `JavaThread`: everything a thread owns |
//! | [`state`] | transitions between the states, the Dekker protocol |
//! | [`registry`] | the list of threads, the current thread, lock ids |
//! | [`stack`] | the Java stack, its limits, stack overflow |
//! | [`attach`] | threads that somebody else made: attach, detach, waiting for the last one |
//! | [`start`] | threads that Java starts: from `Thread.start` to the end |
//! | [`status`] | fields of the `java.lang.Thread` object: status, name, interruption |
//! | [`safepoint`] | stopping the world, the slow path of polls |
//! | [`critical`] | sections of native code in which nothing moves |
//! | [`control`] | what the heap asks of the threads (`heap::MutatorControl`) |
//! | [`monitor`] | `synchronized`, wait and notify |
//! | [`park`] | permits, `Unsafe.park`, sleep, interrupt |
//! | [`raw_monitor`] | locks of the JDK's native libraries |
//! | [`pending`] | waiting for the list of pending references |
//! | [`signal`] | signals: those Java handles, and crashes |
//! | [`dump`], [`locks`] | the text of a thread dump; who waits for whom |
//! | [`value`] | `Value`: an argument or result of a Java call, references as handles |
//! | [`exception`] | `Thrown`: "an exception is pending"; throwing |
//! | [`call`] | calling Java from Rust; entry frames |
//! | [`walk`], [`async_walk`] | frames of a thread, innermost first; from a signal handler |
//! | [`trace`] | stack traces of other threads |
//! | [`watch`] | who wants to know when threads begin and end |
//! | [`hooks`] | the few upward calls: set once at boot by linker, interpreter, jni |
//!
//! Ranks of locks, outermost first; none is held across a poll: safepoint operation, registry, list of threads, world, the queues
//! of a monitor, the monitor table, pending references.
//!
//! Read next: `thread.rs`, then `state.rs` and `safepoint.rs`, then `hooks.rs`.

pub mod async_walk;
pub mod attach;
pub mod call;
pub mod control;
pub mod critical;
pub mod dump;
pub mod exception;
pub mod hooks;
pub mod locks;
pub mod monitor;
pub mod park;
pub mod pending;
pub mod raw_monitor;
pub mod registry;
pub mod safepoint;
pub mod signal;
pub mod stack;
pub mod start;
pub mod state;
pub mod status;
pub mod thread;
pub mod trace;
pub mod value;
pub mod walk;
pub mod watch;

#[cfg(test)]
mod testing;

pub use call::{EntryFrame, call_java};
pub use control::control;
pub use exception::{JavaResult, Thrown};
pub use thread::{JavaThread, ThreadState};
pub use value::Value;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks `mutex`. Poisoning means nothing here: a panic aborts the process.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
