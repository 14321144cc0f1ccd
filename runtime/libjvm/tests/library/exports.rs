//! The export table against the bodies in the source and against the symbols of the built library.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// name -> is `done`, read from the table's text.
fn table() -> BTreeMap<String, bool> {
    let text = include_str!("../../src/exports.rs");
    let mut rows = BTreeMap::new();
    for line in text.lines() {
        let Some((status, name)) = line
            .trim()
            .strip_suffix(';')
            .and_then(|row| row.split_once(' '))
        else {
            continue;
        };
        if status == "done" || status == "later" {
            assert!(
                rows.insert(name.to_owned(), status == "done").is_none(),
                "{name} is listed twice"
            );
        }
    }
    rows
}

/// Every body in a source tree: `export_name = "rs_X"` or a function named like an export (the `jvm!` macro of `natives`)
/// in Rust, a function `rs_jio_x` in C.
fn bodies(directory: &Path, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            bodies(&path, found)?;
            continue;
        }
        let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
            continue;
        };
        let starts: &[(&str, &str)] = match extension {
            "rs" => &[("export_name = \"rs_", ""), ("fn JVM_", "JVM_")],
            "c" => &[("\nint rs_", "")],
            _ => continue,
        };
        let text = fs::read_to_string(&path)?;
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let text = code.join("\n");
        for (start, prefix) in starts {
            for rest in text.split(start).skip(1) {
                let name = rest
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap_or_default();
                found.insert(format!("{prefix}{name}"));
            }
        }
    }
    // A helper of the C shim's, not an export.
    found.remove("method_shape");
    Ok(())
}

#[test]
fn a_row_is_done_exactly_when_it_has_a_body() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for part in ["natives/src", "jni/src", "jni/shim", "libjvm/src"] {
        bodies(&runtime.join(part), &mut found).expect("the sources are readable");
    }
    let done: BTreeSet<String> = table()
        .into_iter()
        .filter_map(|(name, done)| done.then_some(name))
        .collect();
    let unlisted: Vec<_> = found.difference(&done).collect();
    let missing: Vec<_> = done.difference(&found).collect();
    assert!(
        unlisted.is_empty(),
        "bodies whose row is not `done`: {unlisted:?}"
    );
    assert!(
        missing.is_empty(),
        "`done` rows without a body: {missing:?}"
    );
}

#[test]
fn every_row_is_exported_with_its_version() {
    let output = Command::new("nm")
        .args(["--dynamic", "--defined-only"])
        .arg(crate::support::libjvm_directory().join("libjvm.so"))
        .output()
        .expect("nm runs");
    let symbols = String::from_utf8_lossy(&output.stdout);
    let exported: BTreeSet<&str> = symbols
        .lines()
        .filter_map(|line| line.split(' ').nth(2)?.strip_suffix("@@SUNWprivate_1.1"))
        .collect();
    let rows = table();
    assert_eq!(rows.len(), 228);
    let expected: BTreeSet<&str> = rows.keys().map(String::as_str).collect();
    assert_eq!(
        expected.difference(&exported).collect::<Vec<_>>(),
        Vec::<&&str>::new()
    );
}
