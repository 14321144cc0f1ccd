//! The JDK's native libraries bind all their symbols when they are loaded: one that we do not export, and nothing starts.

use super::Findings;
use crate::workspace::{output, stdout_of};
use brolga::jdk;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the libraries import from the VM.
const PREFIXES: [&str; 3] = ["JVM_", "jio_", "JNI_"];

/// Checks the newest `libjvm.so`; a warning if there is none, no JDK or no `nm`.
pub(crate) fn complete() -> Result<Findings, String> {
    let mut findings = Findings::default();
    let Some(library) = newest_library() else {
        findings
            .warnings
            .push("no libjvm.so is built: its exports were not checked".to_string());
        return Ok(findings);
    };
    let Some(jdk) = jdk::search(&jdk::Places::of_process(None)).jdk else {
        findings
            .warnings
            .push(format!("exports were not checked: {}", jdk::missing_line()));
        return Ok(findings);
    };
    let exported = match symbols(&library, "--defined-only") {
        Ok(exported) => exported,
        Err(text) => {
            findings
                .warnings
                .push(format!("exports were not checked: {text}"));
            return Ok(findings);
        }
    };
    let libraries = std::fs::read_dir(jdk.home.join("lib"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    for importer in libraries.filter(|path| path.extension().is_some_and(|ext| ext == "so")) {
        let name = importer
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for missing in symbols(&importer, "--undefined-only")?.difference(&exported) {
            findings.errors.push(format!(
                "{name} wants {missing}, which libjvm.so does not export"
            ));
        }
    }
    Ok(findings)
}

fn newest_library() -> Option<PathBuf> {
    let built = ["checked", "release", "dev"].map(|profile| output(profile).join("libjvm.so"));
    built
        .into_iter()
        .filter(|path| path.is_file())
        .max_by_key(|path| path.metadata().and_then(|meta| meta.modified()).ok())
}

/// Dynamic symbols of a library that belong to the VM's interface, versions stripped.
fn symbols(library: &Path, which: &str) -> Result<BTreeSet<String>, String> {
    let text = stdout_of(Command::new("nm").args(["-D", which]).arg(library))?;
    let names = text
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(|name| name.split('@').next().unwrap_or(name));
    Ok(names
        .filter(|name| PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
        .map(str::to_string)
        .collect())
}
