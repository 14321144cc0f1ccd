//! Threads of the VM: `JavaThread`, states and safepoints, monitors, park, calls into Java, stack walking, signals.
//! CONTRACTS 1-3 are the rules.
//!
//! | module | holds |
//! |---|---|
//! | [`thread`] | `JavaThread`: everything a thread owns |
//! | [`value`] | `Value`: an argument or result of a Java call, references as handles |
//! | [`exception`] | `Thrown`: "an exception is pending"; throwing |
//! | [`call`] | calling Java from Rust; entry frames |
//! | [`walk`] | frames of a thread, innermost first |
//! | [`hooks`] | the few upward calls: set once at boot by linker, interpreter, jni |
//!
//! Read next: `thread.rs`, then `hooks.rs`.

pub mod call;
pub mod exception;
pub mod hooks;
pub mod thread;
pub mod value;
pub mod walk;

pub use call::{EntryFrame, call_java};
pub use exception::{JavaResult, Thrown};
pub use thread::{JavaThread, ThreadState};
pub use value::Value;
