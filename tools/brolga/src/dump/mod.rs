//! `brolga dump`: runs a program whose VM writes records of what its compiler does (crate `records`), and shows them: as text, as one page of HTML,
//! or as they are. Dumps that were written before are shown and compared the same way.
//!
//! | file | holds |
//! |---|---|
//! | `options.rs` | the command line |
//! | `child.rs` | running the program, with signals passed on |
//! | `diff.rs` | two texts, line by line; what makes texts of two compiles alike |
//! | `text.rs` | records as text, two dumps compared |
//! | `page.rs` | the HTML page: index, and each compile packed |
//! | `sources.rs` | finding the sources of methods |
//! | `page/` | what the page consists of: template, style, scripts |
//!
//! Read next: `page.rs`.

mod child;
mod diff;
pub mod options;
mod page;
mod sources;
mod text;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use records::Record;

use options::Options;

/// Status of a command that went well, and whose dump lacks what was asked for.
const LACKING: u8 = 1;

/// Runs `java`, which has its launcher's options already, with the rest of the command line; writes what is asked for when it has ended, however it
/// ended. The status of `brolga dump`.
///
/// # Errors
/// A line for the user: a file cannot be written, the program cannot be started.
pub fn of_program(mut java: Command, options: &Options, rest: &[OsString]) -> Result<u8, String> {
    let outputs = [&options.html, &options.json, &options.output];
    for path in outputs.into_iter().flatten() {
        // Before the program runs, not after.
        File::create(path).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    let place = match &options.json {
        Some(path) => Place::Kept(path.clone()),
        None => Place::Temporary(temporary()),
    };
    let patterns = match &options.replay {
        Some(_) => "*".to_owned(),
        None => options.patterns.join(","),
    };
    let mut flag = OsString::from(format!("-XX:JitDump={patterns}:"));
    flag.push(place.path());
    java.arg(flag).arg("-XX:JitDumpFormat=json");
    if options.deterministic {
        // What is known when a method is compiled depends on when that is.
        java.args(["-XX:+JitDumpDeterministic", "-Xbatch"]);
    }
    if options.is_static {
        java.args(["-XX:+JitDumpStatic", "--dry-run"]);
    }
    java.args(rest);
    if let Some(recording) = &options.replay {
        let mut flag = OsString::from("-XX:JitReplay=");
        flag.push(recording);
        // (The launcher wants something to do.)
        java.arg(flag).arg("-version");
    }
    let status = child::run(&mut java)?;
    let records = match fs::read_to_string(place.path()) {
        // The VM has not got far enough, and has said why.
        Ok(text) if text.is_empty() && status != 0 => return Ok(status),
        Ok(text) => records::read(&text).map_err(|error| error.to_string())?,
        Err(_) if status != 0 => return Ok(status),
        Err(error) => return Err(format!("the VM has written no dump: {error}")),
    };
    show(&records, options, &class_path(rest))?;
    Ok(match status {
        0 if is_lacking(&records) => LACKING,
        status => status,
    })
}

/// Nothing was compiled, or nothing has the name that a pattern asks for.
fn is_lacking(records: &[Record]) -> bool {
    let is_compile = |record: &Record| matches!(record, Record::Compile(_) | Record::Refused(_));
    let unmatched = records.iter().flat_map(|record| match record {
        Record::End(end) => end.unmatched.as_slice(),
        _ => &[],
    });
    let mut unknown = unmatched.filter(|row| row.matching.is_empty());
    !records.iter().any(is_compile) || unknown.next().is_some()
}

/// Shows a dump that was written before, or compares two. The status of `brolga dump`.
///
/// # Errors
/// A line for the user.
pub fn of_records(options: &Options) -> Result<u8, String> {
    if let Some((old, new)) = &options.diff {
        let (old, new) = (read(old)?, read(new)?);
        let compared = text::compare(&old, &new, &options.patterns);
        write_text(options, &compared.text)?;
        return Ok(u8::from(compared.differs));
    }
    let Some(from) = &options.from else {
        return Ok(0);
    };
    let records = read(from)?;
    if let Some(path) = &options.json {
        fs::copy(from, path).map_err(|error| cannot_write(path, &error))?;
    }
    show(&records, options, &[])?;
    Ok(0)
}

fn read(path: &Path) -> Result<Vec<Record>, String> {
    let with_path = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| with_path(&error))?;
    records::read(&text).map_err(|error| with_path(&error))
}

/// Writes page and text, as asked for.
fn show(records: &[Record], options: &Options, class_path: &[PathBuf]) -> Result<(), String> {
    if let Some(path) = &options.html {
        let sources = sources::find(records, &options.sources, class_path);
        let page = page::html(records, &sources);
        fs::write(path, page).map_err(|error| cannot_write(path, &error))?;
    }
    if options.output.is_some() || options.prints() {
        write_text(options, &text::of(records, options.all_passes))?;
    }
    Ok(())
}

fn write_text(options: &Options, text: &str) -> Result<(), String> {
    match &options.output {
        Some(path) => fs::write(path, text).map_err(|error| cannot_write(path, &error)),
        // (Whoever reads may have read enough.)
        None => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            Ok(())
        }
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}

/// Where the VM writes its records.
enum Place {
    Kept(PathBuf),
    /// Removed when they are read.
    Temporary(PathBuf),
}

impl Place {
    fn path(&self) -> &Path {
        match self {
            Place::Kept(path) | Place::Temporary(path) => path,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Place::Temporary(path) = self {
            // (If it is there.)
            let _ = fs::remove_file(path);
        }
    }
}

fn temporary() -> PathBuf {
    std::env::temp_dir().join(format!("brolga-dump-{}.json", std::process::id()))
}

/// Where classes and sources of a program lie: its class path, the folder of a jar, the folder of a source file.
fn class_path(arguments: &[OsString]) -> Vec<PathBuf> {
    let mut places = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if ["-cp", "-classpath", "--class-path"]
            .iter()
            .any(|option| word == option)
        {
            places.extend(words.next().iter().flat_map(std::env::split_paths));
        } else if Path::new(word)
            .extension()
            .is_some_and(|end| end == "java" || end == "jar")
        {
            places.extend(Path::new(word).parent().map(Path::to_path_buf));
        }
    }
    if let Some(path) = std::env::var_os("CLASSPATH") {
        places.extend(std::env::split_paths(&path));
    }
    places
}
