//! Agents of the command line: `-agentlib`, `-agentpath`, `-javaagent`, `-Xrun`. JVMTI "Start-Up", libraries only.
//!
//! What it is: opening each library and calling its `Agent_OnLoad` (`JVM_OnLoad` for `-Xrun`) before there is a Java thread; a missing
//! library or function, or an agent that does not want to, ends the start with HotSpot's words. What it is not: JVMTI. An agent that
//! asks `GetEnv` for it is refused (`JNI_EVERSION`) and fails its start by itself, which is what the user then reads.

use std::ffi::{CString, c_char, c_void};
use std::path::Path;

use flags::{Agent, AgentKind};

use crate::invocation::java_vm;
use crate::library::NativeLibrary;
use crate::types::{JavaVM, jint};

type OnLoad = unsafe extern "C" fn(*mut JavaVM, *const c_char, *mut c_void) -> jint;

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
    let function = match agent.kind {
        AgentKind::Run => c"JVM_OnLoad",
        _ => c"Agent_OnLoad",
    };
    let Some(on_load) = library.symbol(function) else {
        let function = function.to_string_lossy();
        return Err(format!(
            "Could not find {function} function in the agent library: {name}"
        ));
    };
    let failed = || format!("agent library failed to init: {name}");
    let options = CString::new(options).map_err(|_| failed())?;
    // SAFETY: JVMTI says that a symbol of this name has this type; the strings live on, as agents may keep them.
    let status = unsafe {
        let on_load = std::mem::transmute::<*mut c_void, OnLoad>(on_load.as_ptr());
        on_load(java_vm(), options.into_raw(), std::ptr::null_mut())
    };
    if status == 0 { Ok(()) } else { Err(failed()) }
}

fn open(kind: AgentKind, name: &str, java_home: &Path) -> Result<NativeLibrary, String> {
    if kind == AgentKind::Path {
        return NativeLibrary::open_path(Path::new(name)).map_err(|error| {
            format!("Could not find agent library {name} in absolute path, with error: {error}")
        });
    }
    let file = format!("lib{name}.so");
    let own = java_home.join("lib").join(&file);
    // A library of the JDK, else one that the dynamic linker knows.
    let opened = if own.is_file() {
        NativeLibrary::open_path(&own)
    } else {
        CString::new(file)
            .map_err(|error| error.to_string())
            .and_then(|file| NativeLibrary::open(&file))
    };
    opened.map_err(|error| {
        format!("Could not find agent library {name} on the library path, with error: {error}")
    })
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
