//! The contract between code that runs Java (interpreter now, compiled code later) and the runtime: object header, frame
//! layout, mark word, layout helper. A leaf: it knows no other crate, holds no state, and states each number exactly once.
//!
//! The structs that must match (`metadata::Klass`, `metadata::Method`, `threads::JavaThread`) assert their offsets against
//! the numbers here at compile time.
//!
//! Beside the layouts: `trap.rs` and `deopt.rs`, the reasons for which running code leaves its path; `code.rs`, what the compiler hands
//! to the runtime; `entry.rs`, what compiled code calls; `thread.rs` and
//! `metadata.rs`, where it finds things in threads, classes and methods.
//!
//! Read next: `object.rs` (what an object looks like), `frame.rs` (what an interpreted frame looks like).

pub mod code;
pub mod deopt;
pub mod entry;
pub mod frame;
pub mod layout;
pub mod mark;
pub mod metadata;
pub mod object;
pub mod thread;
pub mod trap;

pub use layout::{ElementKind, LayoutHelper};
pub use mark::{LockTag, MarkWord};
