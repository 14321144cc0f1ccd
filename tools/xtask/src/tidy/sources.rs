//! Rules about source files.

use super::Findings;
use crate::workspace::{files, root};
use std::path::{Path, PathBuf};

/// Longer files are named, not refused.
const LONG_FILE_LINES: usize = 1_000;

/// Crates of `crates/` that may hold unsafe code, and why.
const UNSAFE_KNOWLEDGE: &[(&str, &str)] =
    &[("abi", "layouts of structures that compiled code reads")];

fn rust_files() -> Result<Vec<(PathBuf, String)>, String> {
    let rust = files()?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ext| ext == "rs"));
    rust.map(|file| Ok((file.clone(), read(&file)?))).collect()
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(root().join(file))
        .map_err(|error| format!("{}: {error}", file.display()))
}

/// Every file opens with `//!`.
pub(crate) fn module_docs() -> Result<Findings, String> {
    let mut findings = Findings::default();
    for (file, text) in rust_files()? {
        if !text.starts_with("//!") {
            findings
                .errors
                .push(format!("{}: does not open with //!", file.display()));
        }
    }
    Ok(findings)
}

/// No macro stands for missing code. (Clippy sees the code that is compiled here; this sees all of it.)
pub(crate) fn no_todo() -> Result<Findings, String> {
    let mut findings = Findings::default();
    for (file, text) in rust_files()? {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for name in ["todo", "unimplemented", "dbg"] {
                if code.contains(&format!("{name}!(")) {
                    findings
                        .errors
                        .push(format!("{}:{}: {name}!", file.display(), number + 1));
                }
            }
        }
    }
    Ok(findings)
}

/// Java is compiled when it is tested.
pub(crate) fn no_binaries() -> Result<Findings, String> {
    let mut findings = Findings::default();
    for file in files()? {
        if file
            .extension()
            .is_some_and(|ext| ext == "class" || ext == "jar")
        {
            findings
                .errors
                .push(format!("{}: compiled Java", file.display()));
        }
    }
    Ok(findings)
}

/// A long file is usually several things.
pub(crate) fn file_lengths() -> Result<Findings, String> {
    let mut findings = Findings::default();
    for (file, text) in rust_files()? {
        let lines = text.lines().count();
        if lines > LONG_FILE_LINES {
            findings
                .warnings
                .push(format!("{}: {lines} lines", file.display()));
        }
    }
    Ok(findings)
}

/// `crates/` is knowledge: pure functions, no unsafe code.
pub(crate) fn forbid_unsafe() -> Result<Findings, String> {
    let mut findings = Findings::default();
    for (file, text) in rust_files()? {
        let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
        if let [crates, name, src, lib] = &parts[..]
            && (crates, src, lib) == (&"crates".into(), &"src".into(), &"lib.rs".into())
            && !UNSAFE_KNOWLEDGE.iter().any(|(allowed, _)| allowed == name)
            && !text.contains("#![forbid(unsafe_code)]")
        {
            findings
                .errors
                .push(format!("{}: no #![forbid(unsafe_code)]", file.display()));
        }
    }
    Ok(findings)
}
