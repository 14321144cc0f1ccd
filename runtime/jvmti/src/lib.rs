//! The tool interface (JVMTI): what agents get from `GetEnv`.
//!
//! What it is: environments with their capabilities, the function table, and the events that an agent can have; enough for the JDK's
//! `libinstrument`, and so for `-javaagent`. What it is not: loading agents (`jni::agents`), or anything the VM knows about classes and
//! threads. A function or an event whose capability is not given (`capabilities.rs`) answers as the specification has it for agents
//! that did not ask for the capability.
//!
//! | module | holds |
//! |---|---|
//! | `functions` | THE table of functions: wrappers and slots are expanded from it |
//! | `table`, `entry` | the wrappers; what is asked before a body runs, and how it answers |
//! | `bodies` | the functions, by topic |
//! | `capabilities`, `error` | THE tables of capabilities and of errors |
//! | `events` | THE table of events, and calling agents |
//! | `execution` | breakpoints, steps, calls, exceptions, fields: what debuggers watch |
//! | `tags`, `heap_walk` | numbers that agents give to objects; all objects, and what refers to what |
//! | `environment`, `phase` | what an agent holds; how far the VM has come |
//! | `memory`, `types` | memory that agents free; C's types |
//!
//! Specification: JVM Tool Interface 17. Read next: `functions.rs`, then `events.rs`.

mod bodies;
mod capabilities;
mod entry;
mod environment;
mod error;
mod events;
mod execution;
mod functions;
mod heap_walk;
mod memory;
mod phase;
mod table;
mod tags;
mod types;

use std::ffi::c_void;

use jni::types::jint;
use threads::JavaThread;

/// `GetEnv`: see `jni::Hooks::tool_environment`.
///
/// # Errors
/// `JNI_EVERSION`.
pub fn environment(version: jint) -> Result<*mut c_void, jint> {
    environment::create(version)
}

/// What agents' wrappers of native methods put before their names: see `jni::Hooks::native_prefixes`.
pub fn native_prefixes() -> Vec<Vec<u8>> {
    environment::native_prefixes()
}

/// After a collection: see `threads::hooks::Hooks::process_weak_tables`. The world is stopped.
pub fn process_weak(alive: &mut dyn FnMut(usize) -> Option<usize>) {
    environment::process_weak(alive);
}

/// Boot: the agents of the command line have been loaded.
pub fn agents_are_loaded() {
    phase::set(phase::Phase::Primordial);
}

/// Boot: there are modules. Runs foreign code and Java.
pub fn vm_start(thread: &mut JavaThread) {
    events::vm_start(thread);
}

/// Boot: the VM is complete, the program comes next. Runs foreign code and Java: `premain` of Java agents.
pub fn vm_init(thread: &mut JavaThread) {
    events::vm_init(thread);
}

/// The VM ends: the last event, then `Agent_OnUnload`. Runs foreign code and Java.
pub fn vm_death(thread: &mut JavaThread) {
    events::vm_death(thread);
    jni::agents::unload(thread);
}

/// Somebody asked for a dump of the threads. Runs foreign code.
pub fn data_dump(thread: &mut JavaThread) {
    events::data_dump(thread);
}
