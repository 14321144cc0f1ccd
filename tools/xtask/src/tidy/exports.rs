//! The JDK's native libraries bind all their symbols when they are loaded: one that we do not export, and nothing starts.

use super::Findings;
use crate::workspace::{output, stdout_of};
use brolga::jdk;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Symbols by library.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// What the libraries import from the VM.
const PREFIXES: [&str; 3] = ["JVM_", "jio_", "JNI_"];

/// Checks the newest `libjvm.so` (`ci` builds one before); a warning if there is none, no JDK or no `nm`.
pub(crate) fn complete() -> Result<Findings, String> {
    match look() {
        Ok((imports, exported)) if imports.is_empty() => Err(format!(
            "no library of the JDK imports anything of {} exports: the check is broken",
            exported.len()
        )),
        Ok((imports, exported)) => Ok(missing(&imports, &exported)),
        Err(reason) => Ok(Findings {
            errors: Vec::new(),
            warnings: vec![format!("exports were not checked: {reason}")],
        }),
    }
}

/// What the JDK's libraries import, by library, and what ours exports; else why that cannot be seen.
fn look() -> Result<(Imports, BTreeSet<String>), String> {
    let library = newest_library().ok_or("no libjvm.so is built")?;
    let jdk = jdk::search(&jdk::Places::of_process(None)).jdk;
    let jdk = jdk.ok_or_else(jdk::missing_line)?;
    let exported = symbols(&library, "--defined-only")?;
    let mut imports = Imports::new();
    let entries = std::fs::read_dir(jdk.home.join("lib"));
    for entry in entries.into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ext| ext == "so") {
            let wanted = symbols(&path, "--undefined-only")?;
            if !wanted.is_empty() {
                imports.insert(entry.file_name().to_string_lossy().into_owned(), wanted);
            }
        }
    }
    Ok((imports, exported))
}

fn missing(imports: &Imports, exported: &BTreeSet<String>) -> Findings {
    let complain = |(name, wanted): (&String, &BTreeSet<String>)| {
        let lines = wanted
            .difference(exported)
            .map(|symbol| format!("{name} wants {symbol}, which libjvm.so does not export"));
        lines.collect::<Vec<_>>()
    };
    Findings::errors(imports.iter().flat_map(complain))
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
    Ok(symbols_of(&text))
}

/// The VM's symbols in what `nm -D` prints.
fn symbols_of(text: &str) -> BTreeSet<String> {
    let names = text
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(|name| name.split('@').next().unwrap_or(name));
    names
        .filter(|name| PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
        .map(str::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_export_is_found() {
        let wanted =
            symbols_of("   U JVM_Halt@SUNWprivate_1.1\n   U malloc@GLIBC_2.2.5\n   U JVM_Sleep\n");
        assert_eq!(wanted.len(), 2);
        let exported = symbols_of("0000 T JVM_Halt@@SUNWprivate_1.1\n0000 T other\n");
        let imports = Imports::from([("libjava.so".to_string(), wanted)]);
        assert_eq!(
            missing(&imports, &exported).errors,
            ["libjava.so wants JVM_Sleep, which libjvm.so does not export"]
        );
        assert!(missing(&Imports::new(), &exported).errors.is_empty());
    }
}
