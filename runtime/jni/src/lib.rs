//! JNI: the border between native code and the VM, in both directions.
//!
//! What it is: the function table every `JNIEnv*` points at, the invocation interface, calls from the VM into native
//! methods, and the search for the code of a native method. What it is not: the `JVM_*` functions (`natives`), the
//! exported symbols (`libjvm`), or any knowledge of classes and objects of its own.
//!
//! | module | holds |
//! |---|---|
//! | `functions` | THE table of JNI functions: build script, structs, wrappers and C shim are expanded from it |
//! | [`types`], [`table`] | C's types; the two function tables |
//! | [`entry`] | every way into the VM: `vm_entry` |
//! | [`refs`] | what a `jobject` is |
//! | `wrappers`, `bodies` | the JNI functions, by topic |
//! | [`native`], [`shape`], [`call`] | the way out: calling a native method |
//! | [`link`], [`mangle`], [`library`] | finding its C function |
//! | [`agents`] | agents' libraries |
//! | `async_trace` | `AsyncGetCallTrace` |
//! | `memory`, `missing` | buffers that C holds; entry points without a body |
//! | `vm` | what the bodies ask of the crates below |
//! | [`invocation`], [`hooks`] | the invocation API, and what it reaches above |
//!
//! Specification: Java Native Interface 10. Read next: `entry.rs`.

pub mod agents;
pub mod call;
pub mod entry;
pub mod hooks;
pub mod invocation;
pub mod library;
pub mod link;
pub mod mangle;
pub mod native;
pub mod refs;
pub mod shape;
pub mod table;
pub mod types;
pub mod wrappers;

mod async_trace;
mod bodies;
mod functions;
mod memory;
mod missing;
mod vm;

pub use entry::{java_entry, thread_of, vm_entry};
pub use hooks::{Hooks, Reflection, install};
pub use invocation::env_of;
pub use missing::{not_implemented, not_implemented_calls};
pub use native::call_native_method;
pub use refs::{resolve, resolve_non_null};

#[cfg(test)]
mod shim_tests;
