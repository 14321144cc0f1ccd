//! JNI: the border between native code and the VM, in both directions.
//!
//! What it is: the function table every `JNIEnv*` points at, the invocation interface, calls from the VM into native
//! methods, and the search for the code of a native method. What it is not: the `JVM_*` functions (`natives`), the
//! exported symbols (`libjvm`), or any knowledge of classes and objects of its own.
//!
//! A walk: `functions.rs` is THE table; `table.rs` makes the structs of it; `shape.rs` and `call.rs` are the way out to
//! native code; `mangle.rs` and `library.rs` find it. Specification: Java Native Interface 10.

#![allow(dead_code, reason = "phase 1")]
pub mod call;
pub mod library;
pub mod mangle;
pub mod shape;
pub mod table;
pub mod types;

mod functions;
pub mod invocation;
mod missing;

pub use missing::{not_implemented, not_implemented_calls};
#[cfg(test)]
mod shim_tests;
