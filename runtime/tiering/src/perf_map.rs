//! `-XX:+PerfMap`: a line for each piece of compiled code, where `perf` looks for it. Source: `perf-report`, "perf-PID.map".
//!
//! There is no line for code that is gone: space of freed code is not used again while the map is written (`cache`).

use std::fs::File;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use metadata::code_map::Code;

use crate::policy;

static MAP: Mutex<Option<File>> = Mutex::new(None);

/// Boot: begins the file, if it is wanted. A file that cannot be made is a warning.
pub(crate) fn init() {
    if !flags::get().flags.PerfMap {
        return;
    }
    let path = path();
    match File::create(&path) {
        Ok(file) => *MAP.lock().unwrap_or_else(PoisonError::into_inner) = Some(file),
        Err(error) => flags::errln!("{} warning: {path}: {error}", flags::VM_NAME),
    }
}

/// Code that is about to be called. A line that cannot be written is lost.
pub(crate) fn add(code: &Code) {
    let mut map = MAP.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(map) = map.as_mut() {
        let _ = map.write_all(line(code).as_bytes());
    }
}

/// A map of the code that there is now, for a process that was started without the flag.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn write_now() -> std::io::Result<()> {
    if flags::get().flags.PerfMap {
        return Ok(());
    }
    let mut text = String::new();
    policy::for_each_code(|code, _| text += &line(code));
    std::fs::write(path(), text)
}

fn path() -> String {
    format!("/tmp/perf-{}.map", std::process::id())
}

fn line(code: &Code) -> String {
    format!("{:x} {:x} {}\n", code.start, code.bytes, name(code))
}

/// What tools call the code.
pub(crate) fn name(code: &Code) -> String {
    let method = code.method;
    let at = code
        .osr_bci
        .map_or(String::new(), |bci| format!(" @ {bci}"));
    format!(
        "{}::{}{}{at}",
        method.klass.external_name(),
        method.name,
        method.descriptor
    )
}
