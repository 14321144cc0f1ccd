//! THE table of attach operations: what each tool of the JDK asks for.
//!
//! | tool | operation |
//! |---|---|
//! | `jcmd` | `jcmd` (`commands`) |
//! | `jstack` | `threaddump` |
//! | `jinfo` | `properties`, `printflag`, `setflag`, `jcmd` |
//! | `jmap -histo`, `-dump` | `inspectheap`, `dumpheap` |
//! | `VirtualMachine.loadAgent` and its kin | `load`, `agentProperties` |

use std::time::Instant;

use heap::Cause;
use threads::{JavaResult, JavaThread, dump};

use super::heap_dump::Wanted;
use super::request::Request;
use super::{commands, heap_dump, histogram};

/// The text of an answer; `Err`: why there is none.
pub(super) type Answer = Result<String, String>;

/// A row: the name in the request, and what it does with the arguments.
struct Operation {
    name: &'static str,
    run: fn(&mut JavaThread, &[String; 3]) -> Answer,
}

const OPERATIONS: [Operation; 9] = [
    Operation {
        name: "agentProperties",
        run: |thread, _| properties(thread, "serializeAgentPropertiesToByteArray"),
    },
    Operation {
        name: "dumpheap",
        run: |thread, [file, which, level]| {
            let wanted = Wanted {
                is_live: which != "-all",
                overwrites: false,
            };
            match level.is_empty() {
                true => dump_heap(thread, file, wanted),
                false => Err(NO_COMPRESSION.to_owned()),
            }
        },
    },
    Operation {
        name: "inspectheap",
        run: inspect_heap,
    },
    Operation {
        name: "jcmd",
        run: |thread, arguments| commands::run_all(thread, &arguments[0]),
    },
    Operation {
        name: "load",
        run: load_agent,
    },
    Operation {
        name: "printflag",
        run: |_, arguments| Ok(print_flag(&arguments[0])),
    },
    Operation {
        name: "properties",
        run: |thread, _| system_properties(thread),
    },
    Operation {
        name: "setflag",
        run: |_, arguments| set_flag(&arguments[0]),
    },
    Operation {
        name: "threaddump",
        run: |thread, arguments| Ok(thread_dump(thread, arguments[0].contains('l'))),
    },
];

/// Runs a request: the number that the answer begins with, and its text.
pub(super) fn run(thread: &mut JavaThread, request: &Request) -> (i32, String) {
    let name = &request.operation;
    let operation = OPERATIONS.iter().find(|operation| operation.name == name);
    let answer = match operation {
        Some(operation) => (operation.run)(thread, &request.arguments),
        None => Err(format!("Operation {name} not recognized!")),
    };
    match answer {
        Ok(text) => (0, text),
        Err(text) => (-1, text + "\n"),
    }
}

/// Arguments: a library, `true` if that is a path, options. The answer is the text that `VirtualMachine.loadAgent` reads.
fn load_agent(thread: &mut JavaThread, [name, is_path, options]: &[String; 3]) -> Answer {
    if name == "instrument" {
        let loaded = load_module(thread, "java.instrument");
        loaded.map_err(|_thrown| describe_pending(thread))?;
    }
    let home = linker::class_path::java_home();
    let status = jni::agents::attach(thread, name, is_path == "true", options, home)?;
    Ok(format!("return code: {status}\n"))
}

/// The program may not have asked for a module that an agent needs. Runs Java.
fn load_module(thread: &mut JavaThread, name: &str) -> JavaResult<()> {
    let name = linker::strings::new(thread, name)?;
    let descriptor = "(Ljava/lang/String;)Ljava/lang/Module;";
    let class = "jdk/internal/module/Modules";
    natives::call_static(thread, class, "loadModule", descriptor, &[name.into()]).map(|_| ())
}

/// What has been thrown, as text; it is pending no more.
fn describe_pending(thread: &mut JavaThread) -> String {
    let thrown = thread.take_pending();
    thrown.map_or_else(String::new, |thrown| {
        linker::exceptions::describe(thread, thrown)
    })
}

/// The system properties as a property file. Runs Java.
pub(super) fn system_properties(thread: &mut JavaThread) -> Answer {
    properties(thread, "serializePropertiesToByteArray")
}

/// What a method of `VMSupport` makes of properties.
fn properties(thread: &mut JavaThread, method: &str) -> Answer {
    let bytes = call_support(thread, method);
    bytes.map_err(|_thrown| describe_pending(thread))
}

fn call_support(thread: &mut JavaThread, name: &str) -> JavaResult<String> {
    let bytes = natives::call_static(thread, "jdk/internal/vm/VMSupport", name, "()[B", &[])?;
    let bytes = bytes.reference().map(|bytes| thread.oop(bytes).bytes());
    // Property files are Latin-1, with escapes for the rest.
    Ok(bytes
        .unwrap_or_default()
        .into_iter()
        .map(char::from)
        .collect())
}

/// The dump; `with_locks` asks also for the locks of `java.util.concurrent` that threads hold.
pub(super) fn thread_dump(thread: &mut JavaThread, with_locks: bool) -> String {
    let dump = dump::thread_dump(thread);
    match with_locks {
        true => dump + "Locks of java.util.concurrent are not shown.\n",
        false => dump,
    }
}

/// Arguments: `-live` or `-all`, a file for the text instead of the answer.
fn inspect_heap(thread: &mut JavaThread, [which, file, _]: &[String; 3]) -> Answer {
    let is_all = match which.as_str() {
        "-all" => true,
        "" | "-live" => false,
        other => {
            return Err(format!(
                "Invalid argument to inspectheap operation: {other}"
            ));
        }
    };
    let text = histogram::text(thread, is_all);
    if file.is_empty() {
        return Ok(text);
    }
    match thread.blocked(|| std::fs::write(file, text)) {
        Ok(()) => Ok(format!("Heap inspection file created: {file}\n")),
        Err(error) => Err(format!("{file}: {error}")),
    }
}

/// What is said to whoever wants a dump in the format of gzip.
pub(super) const NO_COMPRESSION: &str = "heap dumps are written without compression only";

/// Writes a heap dump.
pub(super) fn dump_heap(thread: &mut JavaThread, file: &str, wanted: Wanted) -> Answer {
    if file.is_empty() {
        return Err("No dump file specified".to_owned());
    }
    let began = Instant::now();
    let outcome = match heap_dump::write(thread, file, wanted) {
        Ok(bytes) => {
            let seconds = began.elapsed().as_secs_f64();
            format!("Heap dump file created [{bytes} bytes in {seconds:.3} secs]")
        }
        Err(error) => format!("Unable to create {file}: {}", reason(&error)),
    };
    Ok(format!("Dumping heap to {file} ...\n{outcome}\n"))
}

/// `File exists`, without the number that Rust adds.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Collects garbage, as `System.gc()` does.
pub(super) fn collect(thread: &mut JavaThread, cause: Cause) {
    heap::collect_full(&mut thread.mutator, cause);
}

/// The flag as an option.
fn print_flag(name: &str) -> String {
    match flags::get().settings.get(name) {
        Some((flags::Value::Bool(on), _)) => {
            format!("-XX:{}{name}\n", if *on { '+' } else { '-' })
        }
        Some((value, _)) => format!("-XX:{name}={value}\n"),
        None => format!("no such flag '{name}'\n"),
    }
}

/// Flags are read once, so that no one changes while the VM runs.
pub(super) fn set_flag(name: &str) -> Answer {
    match flags::find(name) {
        Some(_) => Err(format!("flag '{name}' cannot be changed")),
        None => Err(format!("flag {name} does not exist")),
    }
}
