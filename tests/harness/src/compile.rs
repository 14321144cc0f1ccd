//! Compiling all tests with one `javac` process into one folder (so top-level class names must differ between files).
//!
//! A file with errors fails its own test only: it is left out and the rest is compiled again. Nothing is compiled when no file
//! has changed since the last time.

use crate::expectation::Test;
use brolga::jdk::Jdk;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compile errors by test name.
pub(crate) type Errors = BTreeMap<String, String>;

/// Compiles `tests` into `classes`, and of the `support` folders (package `support`) what the tests use.
///
/// # Errors
/// A sentence, if `javac` cannot run or fails without naming a file.
pub(crate) fn compile(
    jdk: &Jdk,
    tests: &[Test],
    support: &[PathBuf],
    classes: &Path,
) -> Result<Errors, String> {
    let helpers: Vec<PathBuf> = support.iter().flat_map(|dir| java_files(dir)).collect();
    let stamp = fingerprint(jdk, tests.iter().map(|test| &test.source).chain(&helpers));
    let stamp_file = classes.join(".stamp");
    if std::fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(Errors::new());
    }
    // A class of a file that is gone must not stay.
    let _ = std::fs::remove_dir_all(classes);
    std::fs::create_dir_all(classes).map_err(|error| format!("{}: {error}", classes.display()))?;

    let mut errors = Errors::new();
    let mut remaining: Vec<&Test> = tests.iter().collect();
    while !remaining.is_empty() {
        let output = javac(jdk, &remaining, &helpers, classes)?;
        if output.is_empty() {
            break;
        }
        let blamed = blame(&remaining, &output);
        if blamed.is_empty() {
            return Err(format!("javac failed:\n{output}"));
        }
        remaining.retain(|test| !blamed.contains_key(&test.name));
        errors.extend(blamed);
    }
    if errors.is_empty() {
        std::fs::write(&stamp_file, stamp)
            .map_err(|error| format!("{}: {error}", stamp_file.display()))?;
    }
    Ok(errors)
}

/// Runs `javac` once; the text it printed if it failed, else an empty one.
fn javac(
    jdk: &Jdk,
    tests: &[&Test],
    helpers: &[PathBuf],
    classes: &Path,
) -> Result<String, String> {
    let list = classes.join(".sources");
    let sources: String = tests
        .iter()
        .map(|test| &test.source)
        .chain(helpers)
        .map(|source| format!("\"{}\"\n", source.display()))
        .collect();
    std::fs::write(&list, sources).map_err(|error| format!("{}: {error}", list.display()))?;
    let javac = jdk.program("javac");
    let output = Command::new(&javac)
        .args([
            "-J-XX:TieredStopAtLevel=1",
            "-nowarn",
            "-Xlint:none",
            "-Xmaxerrs",
            "100000",
            "-proc:none",
            "-encoding",
            "UTF-8",
            "-d",
        ])
        .arg(classes)
        .arg(format!("@{}", list.display()))
        .output()
        .map_err(|error| format!("cannot run {}: {error}", javac.display()))?;
    if output.status.success() {
        return Ok(String::new());
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    Ok(if text.is_empty() {
        format!("javac: {}", output.status)
    } else {
        text
    })
}

/// Splits the compiler's output by the file that each error is in.
fn blame(tests: &[&Test], output: &str) -> Errors {
    let mut errors = Errors::new();
    let mut current: Option<String> = None;
    for line in output.lines() {
        let named = tests.iter().find(|test| {
            let path = test.source.to_string_lossy();
            line.strip_prefix(path.as_ref())
                .is_some_and(|rest| rest.starts_with(':'))
        });
        if let Some(test) = named {
            current = if line.contains(": error:") {
                Some(test.name.clone())
            } else {
                None
            };
        }
        if let Some(name) = &current {
            let text: &mut String = errors.entry(name.clone()).or_default();
            text.push_str(line);
            text.push('\n');
        }
    }
    errors
}

/// Changes when a file is added, removed or written.
pub(crate) fn fingerprint<'a>(jdk: &Jdk, files: impl Iterator<Item = &'a PathBuf>) -> String {
    let mut out = format!("{}\n", jdk.version);
    for file in files {
        let modified = std::fs::metadata(file)
            .and_then(|meta| meta.modified())
            .ok();
        out += &format!("{} {modified:?}\n", file.display());
    }
    out
}

/// All `.java` files below a folder, sorted.
pub(crate) fn java_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![dir.to_path_buf()];
    while let Some(dir) = pending.pop() {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|ext| ext == "java") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
