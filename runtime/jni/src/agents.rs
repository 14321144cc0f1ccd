//! Libraries of agents: `-agentlib`, `-agentpath`, `-javaagent`, `-Xrun`, and those loaded into a VM that runs. JVMTI "Start-Up",
//! "Shutdown".
//!
//! What it is: opening each library and calling its `Agent_OnLoad` (for `-Xrun` rather `JVM_OnLoad`) before there is a Java thread, or its
//! `Agent_OnAttach` later, and `Agent_OnUnload` at the end; a missing library or function, or an agent that does not want to, ends
//! the start with HotSpot's words. What it is not: what agents then ask for (`jvmti`).

use std::ffi::{CStr, CString, c_char, c_void};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use flags::{Agent, AgentKind};
use threads::JavaThread;

use crate::invocation::java_vm;
use crate::library::NativeLibrary;
use crate::types::{JNI_OK, JavaVM, jint};

type OnLoad = unsafe extern "C" fn(*mut JavaVM, *const c_char, *mut c_void) -> jint;
type OnUnload = unsafe extern "C" fn(*mut JavaVM);

/// The agents that were loaded, in order.
static LOADED: Mutex<Vec<NativeLibrary>> = Mutex::new(Vec::new());

fn remember(library: NativeLibrary) {
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    loaded.push(library);
}

/// Loads the agents in order. Runs foreign code, may block; no Java runs.
///
/// # Errors
/// Why the VM cannot start, for the user.
pub fn load(agents: &[Agent], java_home: &Path) -> Result<(), String> {
    agents
        .iter()
        .try_for_each(|agent| load_one(agent, java_home))
}

fn load_one(agent: &Agent, java_home: &Path) -> Result<(), String> {
    // A Java agent is an option of the library that knows about jars.
    let (name, options) = match agent.kind {
        AgentKind::Java if agent.options.is_empty() => ("instrument", agent.name.clone()),
        AgentKind::Java => ("instrument", format!("{}={}", agent.name, agent.options)),
        _ => (agent.name.as_str(), agent.options.clone()),
    };
    let library = open(agent.kind, name, java_home)?;
    // `-Xrun` is older than agents, and takes these too.
    let (functions, wanted): (&[&CStr], &str) = match agent.kind {
        AgentKind::Run => (
            &[c"JVM_OnLoad", c"Agent_OnLoad"],
            "JVM_OnLoad or Agent_OnLoad function in the",
        ),
        _ => (&[c"Agent_OnLoad"], "Agent_OnLoad function in the agent"),
    };
    let mut found = functions.iter().filter_map(|name| library.symbol(name));
    let Some(on_load) = found.next() else {
        return Err(format!("Could not find {wanted} library: {name}"));
    };
    let failed = || format!("agent library failed to init: {name}");
    let options = CString::new(options).map_err(|_| failed())?;
    // SAFETY: JVMTI says that a symbol of this name has this type.
    match unsafe { call_on_load(on_load.as_ptr(), options) } {
        JNI_OK => {
            remember(library);
            Ok(())
        }
        _ => Err(failed()),
    }
}

/// # Safety
/// `on_load` is an `Agent_OnLoad` or an `Agent_OnAttach`.
unsafe fn call_on_load(on_load: *mut c_void, options: CString) -> jint {
    // SAFETY: the caller's promise; the strings live on, as agents may keep them.
    unsafe {
        let on_load = std::mem::transmute::<*mut c_void, OnLoad>(on_load);
        on_load(java_vm(), options.into_raw(), std::ptr::null_mut())
    }
}

/// Loads an agent into the VM that runs, and says what its `Agent_OnAttach` returned. `is_path`: `name` is no name but a file. Runs
/// foreign code, which runs Java.
///
/// # Errors
/// Why there is no such agent, for whoever asked for it.
pub fn attach(
    thread: &mut JavaThread,
    name: &str,
    is_path: bool,
    options: &str,
    java_home: &Path,
) -> Result<jint, String> {
    let kind = if is_path {
        AgentKind::Path
    } else {
        AgentKind::Library
    };
    let opened = outside(thread, || dlopen(kind, name, java_home));
    let library = opened.map_err(|error| format!("{name} was not loaded.\n{error}"))?;
    let missing = || format!("Agent_OnAttach is not available in {name}");
    let on_attach = library.symbol(c"Agent_OnAttach").ok_or_else(missing)?;
    let options = CString::new(options).map_err(|error| error.to_string())?;
    // SAFETY: JVMTI says that a symbol of this name has this type.
    let status = outside(thread, || unsafe {
        call_on_load(on_attach.as_ptr(), options)
    });
    if status == JNI_OK {
        remember(library);
    }
    Ok(status)
}

/// The VM ends: `Agent_OnUnload` of every agent that was loaded and has one.
pub fn unload(thread: &mut JavaThread) {
    let loaded = std::mem::take(&mut *LOADED.lock().unwrap_or_else(PoisonError::into_inner));
    for library in loaded {
        if let Some(on_unload) = library.symbol(c"Agent_OnUnload") {
            // SAFETY: JVMTI says that a symbol of this name has this type.
            outside(thread, || unsafe {
                let on_unload = std::mem::transmute::<*mut c_void, OnUnload>(on_unload.as_ptr());
                on_unload(java_vm());
            });
        }
    }
}

/// Calls foreign code, which may use JNI: what it leaves behind, references and an exception, is dropped. From in_vm, and back to it.
pub fn outside<R>(thread: &mut JavaThread, call: impl FnOnce() -> R) -> R {
    let handles = thread.mutator.handles.enter_frame();
    let frames = thread.parts.jni_frames.len();
    thread.enter_native();
    let result = call();
    thread.leave_native();
    thread.parts.jni_frames.truncate(frames);
    thread.pending.store(0);
    thread.mutator.handles.leave_frame(handles);
    result
}

fn open(kind: AgentKind, name: &str, java_home: &Path) -> Result<NativeLibrary, String> {
    let place = match kind {
        AgentKind::Path => "in absolute path",
        _ => "on the library path",
    };
    dlopen(kind, name, java_home).map_err(|error| {
        format!("Could not find agent library {name} {place}, with error: {error}")
    })
}

/// A file, a library of the JDK, or else one that the dynamic linker knows. `Err`: what the latter says.
fn dlopen(kind: AgentKind, name: &str, java_home: &Path) -> Result<NativeLibrary, String> {
    if kind == AgentKind::Path {
        return NativeLibrary::open_path(Path::new(name));
    }
    let file = format!("lib{name}.so");
    let own = java_home.join("lib").join(&file);
    match own.is_file() {
        true => NativeLibrary::open_path(&own),
        false => NativeLibrary::open_path(Path::new(&file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(kind: AgentKind, name: &str) -> String {
        let agent = Agent {
            kind,
            name: name.to_owned(),
            options: String::new(),
        };
        load(&[agent], Path::new("/no/jdk")).expect_err(name)
    }

    #[test]
    fn complaints() {
        assert!(
            agent(AgentKind::Library, "nonsense")
                .starts_with("Could not find agent library nonsense on the library path, with error: libnonsense.so: ")
        );
        assert!(agent(AgentKind::Path, "/no/x.so").starts_with(
            "Could not find agent library /no/x.so in absolute path, with error: /no/x.so: "
        ));
        assert_eq!(
            agent(AgentKind::Path, "libc.so.6"),
            "Could not find Agent_OnLoad function in the agent library: libc.so.6"
        );
    }
}
