//! Bad classes and the errors they must give: the files under `cases/`, texts as HotSpot 17 prints them.
//!
//! A case file holds cases: a line `=== name`, classes in the language of `common/assemble.rs` (the first is verified, the
//! others are there to be asked about), a line `expect`, the error's class (or `ok`) and its message. With
//! `VERIFIER_BLESS=1` the expectations are taken anew from the `java` on the PATH.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::assemble::assemble;
use crate::world::{World, modules};
use classfile::source::jimage::JImage;
use classfile::{ClassFile, ParseOptions};
use verifier::{VerifyFailure, verify_class};

struct Case {
    name: String,
    source: String,
    expected: String,
}

fn read_cases(text: &str) -> Vec<Case> {
    let cases = text.split("=== ").skip(1).map(|case| {
        let (name, rest) = case.split_once('\n').unwrap();
        let (source, expected) = rest.split_once("expect\n").unwrap_or((rest, ""));
        Case {
            name: name.trim().into(),
            source: source.into(),
            expected: trimmed(expected),
        }
    });
    cases.collect()
}

/// Without spaces at line ends, which editors like to drop, and without empty lines at the end.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().into()
}

fn files() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files
}

fn verdict(image: JImage<'_>, source: &str) -> String {
    let classes = assemble(source);
    let parsed: Vec<_> = classes
        .iter()
        .map(|(_, bytes)| ClassFile::parse(bytes, &ParseOptions::application(None)))
        .collect();
    let mut world = World::new(image);
    parsed.iter().flatten().for_each(|class| world.add(class));
    let class = match &parsed[0] {
        Ok(class) => class,
        Err(error) => return format!("{:?}\n{}", error.error_class(), error.message()),
    };
    world.current = class.name().to_vec();
    match verify_class(class, &mut world) {
        Ok(()) => "ok".into(),
        Err(VerifyFailure::Verify(error)) => {
            format!("{:?}\n{}", error.error_class(), error.message())
        }
        Err(VerifyFailure::Loading(name)) => format!("NoClassDefFoundError\n{name}"),
    }
}

/// Asks `java` about all cases of a file.
fn bless(path: &Path, cases: &mut [Case]) {
    let dir = std::env::temp_dir().join(format!("verifier-cases-{}", std::process::id()));
    let mut command = Command::new("java");
    command.arg(path.with_file_name("Verdict.java")).arg(&dir);
    for case in cases.iter() {
        let classes = assemble(&case.source);
        // A directory per case, named as its first class, which must be different in every case of a file.
        let root = dir.join(&classes[0].0);
        for (name, bytes) in &classes {
            let file = root.join(format!("{name}.class"));
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        command.arg(&classes[0].0);
    }
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    std::fs::remove_dir_all(&dir).unwrap();
    let verdicts: Vec<&str> = text.split("=== ").skip(1).collect();
    assert_eq!(verdicts.len(), cases.len(), "{text}");
    let mut out = String::new();
    for (case, verdict) in cases.iter_mut().zip(verdicts) {
        case.expected = trimmed(verdict.split_once('\n').unwrap().1);
        out.push_str(&format!(
            "=== {}\n{}expect\n{}\n\n",
            case.name, case.source, case.expected
        ));
    }
    std::fs::write(path, out).unwrap();
}

#[test]
fn cases_give_their_errors() {
    // Classes of the library are needed for superclasses and exceptions.
    let Some(bytes) = modules() else { return };
    let image = JImage::open(&bytes).unwrap();
    let mut failures = Vec::new();
    for path in files() {
        let mut cases = read_cases(&std::fs::read_to_string(&path).unwrap());
        if std::env::var_os("VERIFIER_BLESS").is_some() {
            bless(&path, &mut cases);
        }
        for case in cases {
            let actual = trimmed(&verdict(image, &case.source));
            if actual != case.expected {
                failures.push(format!(
                    "{} {}\n--- expected\n{}\n--- actual\n{actual}\n",
                    path.file_name().unwrap().display(),
                    case.name,
                    case.expected
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
