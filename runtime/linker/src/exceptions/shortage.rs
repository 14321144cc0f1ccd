//! What the flags ask for when memory runs out for the first time: write a heap dump, run commands, abort, exit. The error is thrown
//! afterwards if the process is still there.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use threads::{JavaThread, hooks};

/// Acts on the first `OutOfMemoryError` that the VM throws; `text` is its message. May block while commands run.
pub(super) fn report(t: &mut JavaThread, text: &str) {
    static REPORTED: AtomicBool = AtomicBool::new(false);
    let options = &flags::get().flags;
    if REPORTED.swap(true, Ordering::Relaxed) {
        return;
    }
    let error = format!("java.lang.OutOfMemoryError: {text}");
    if options.HeapDumpOnOutOfMemoryError {
        let told = (hooks::get().dump_heap)(t, &dump_file(&options.HeapDumpPath));
        flags::outln!("{error}\n{}", told.trim_end());
    }
    let commands = &options.OnOutOfMemoryError;
    if !commands.is_empty() {
        let commands = commands.join(";");
        t.blocked(|| run(&error, &commands));
    }
    if options.CrashOnOutOfMemoryError {
        flags::outln!("Aborting due to {error}");
        panic!("fatal error: OutOfMemory encountered: {text}");
    }
    if options.ExitOnOutOfMemoryError {
        flags::outln!("Terminating due to {error}");
        std::process::exit(3);
    }
}

/// The file of the heap dump: the one of the flag, or one with the process's id in the folder of the flag.
fn dump_file(path: &str) -> String {
    let name = format!("java_pid{}.hprof", std::process::id());
    match path {
        "" => name,
        folder if Path::new(folder).is_dir() => Path::new(folder).join(name).display().to_string(),
        file => file.to_owned(),
    }
}

/// Runs the commands one after another; they are separated by `;`.
fn run(error: &str, commands: &str) {
    flags::outln!("#\n# {error}\n# -XX:OnOutOfMemoryError=\"{commands}\"");
    let pid = std::process::id().to_string();
    for command in commands
        .split(';')
        .map(str::trim)
        .filter(|command| !command.is_empty())
    {
        let command = command.replace("%p", &pid).replace("%%", "%");
        flags::outln!("#   Executing /bin/sh -c \"{command}\"...");
        if let Err(error) = Command::new("/bin/sh").args(["-c", &command]).status() {
            flags::outln!("# {error}");
        }
    }
}
