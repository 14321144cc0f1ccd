//! File tests of the compiler: `tests/filetests/**`, each file with its expectation inside.
//!
//! | `; test` | shows |
//! |---|---|
//! | `ssa`, `ssa built` | a method after all passes, or as it is built from bytecode |
//! | `clif` | as it is lowered, before Cranelift does anything; `clif optimised`: after Cranelift's own passes |
//! | `run` | nothing: the `; run:` lines say what the method does when it is called, and HotSpot is asked whether that is right |
//! | `deopt` | where the code may be left, and in which states |
//! | `pass NAME ...`, `lower`, `check` | (files of IR) these passes, one after another; the CLIF; what is wrong |
//!
//! Options behind `ssa`, `clif` and `deopt`: `of METHOD` (else the first one that has code), `osr BCI` (entered at this loop), `traps`
//! (checks are traps), `without PASS`. `cargo xtask bless --filetests` writes what is shown into the files; `cargo test -p jit --test filetests --
//! NAME` runs the files whose path contains NAME. All files together have every opcode and every operation of the IR (`coverage.rs`).
//! With `--verbose` it names each first: wrong code may end the process.
//!
//! | file | holds |
//! |---|---|
//! | `file.rs` | the syntax of a file |
//! | `world.rs`, `told.rs` | what the compiler is told: of the classes, by directives |
//! | `show.rs`, `listing.rs` | what is shown: how it comes about, as text |
//! | `run.rs`, `machine.rs`, `stubs.rs` | calls: as text; of machine code, without a VM; what the code calls |
//! | `oracle.rs` | HotSpot |
//! | `difference.rs` | expected and shown, line by line |
//! | `coverage.rs` | what no file has |
//!
//! Read next: `file.rs`.

#[path = "../../../verifier/tests/verify/assemble.rs"]
mod assemble;
mod coverage;
mod difference;
mod file;
mod listing;
mod machine;
mod oracle;
mod run;
mod show;
mod stubs;
mod told;
mod world;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use classfile::{ClassFile, ParseOptions};
use jit::build::{Entry, build};

use coverage::Coverage;
use file::{Language, TestFile};
use oracle::Question;
use run::Runner;
use world::World;

/// What one run has seen.
struct Tests {
    folder: PathBuf,
    bless: bool,
    runner: Runner,
    /// Classes by file, for HotSpot.
    classes: Vec<Vec<(String, Vec<u8>)>>,
    questions: Vec<Question>,
    coverage: Coverage,
}

fn main() -> ExitCode {
    match run_all() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(101),
        Err(text) => {
            println!("filetests: {text}");
            ExitCode::from(101)
        }
    }
}

/// How many files failed.
fn run_all() -> Result<usize, String> {
    let is_verbose = std::env::args().any(|argument| argument == "--verbose");
    let is_filter = |argument: &String| !argument.starts_with('-');
    let filters: Vec<String> = std::env::args().skip(1).filter(is_filter).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/filetests");
    let mut files = Vec::new();
    find(&folder, &mut files)?;
    let name = |path: &Path| {
        path.strip_prefix(&folder)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    files.retain(|path| {
        filters.is_empty() || filters.iter().any(|filter| name(path).contains(filter))
    });
    let mut tests = Tests {
        folder: folder.clone(),
        bless: std::env::var_os("BLESS").is_some(),
        runner: Runner::new()?,
        classes: Vec::new(),
        questions: Vec::new(),
        coverage: Coverage::default(),
    };
    let known_failures = known_failures(&folder)?;
    let mut failed = 0;
    for path in &files {
        // (The name comes first: code that runs may end the process.)
        if is_verbose {
            print!("test {} ... ", name(path));
            std::io::stdout()
                .flush()
                .map_err(|error| error.to_string())?;
        }
        let reason = known_failures.iter().find(|row| row.0 == name(path));
        let tried = catch_unwind(AssertUnwindSafe(|| tests.file(path, reason.is_none())));
        let text = match tried {
            Ok(Ok(())) => None,
            Ok(Err(text)) => Some(text),
            Err(_) => Some("panicked, see above".into()),
        };
        let text = match (text, reason) {
            (None, Some(_)) => Some(format!("passes: take it off {KNOWN_FAILURES}")),
            (Some(_), Some(_)) => None,
            (text, None) => text,
        };
        if is_verbose {
            println!("{}", if text.is_none() { "ok" } else { "FAILED" });
        }
        if let Some(text) = text {
            failed += 1;
            println!("{}: {text}", name(path));
        }
    }
    let mut count = files.len();
    if !tests.questions.is_empty() {
        count += 1;
        match tests.ask()? {
            Some(wrong) if !wrong.is_empty() => {
                failed += 1;
                println!("HotSpot does not agree:\n{}", wrong.join("\n"));
            }
            Some(_) => {}
            None => println!("there is no java: the `run:` lines were not compared with HotSpot"),
        }
    }
    if filters.is_empty() {
        count += 1;
        let missing = tests.coverage.missing();
        if !missing.is_empty() {
            failed += 1;
            println!("no file has: {}", missing.join(", "));
        }
    }
    if failed > 0 && !tests.bless {
        println!("if what is shown is right: cargo xtask bless --filetests");
    }
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    let passed = count - failed;
    println!(
        "test result: {verdict}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out"
    );
    Ok(failed)
}

/// Files that cannot pass yet, and why: a line each.
const KNOWN_FAILURES: &str = "expected-failures.txt";

fn known_failures(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let path = folder.join(KNOWN_FAILURES);
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let row = |line: &str| {
        let (name, reason) = line
            .split_once(' ')
            .ok_or(format!("{KNOWN_FAILURES}: no reason: {line}"))?;
        match folder.join(name).is_file() {
            true => Ok((name.to_owned(), reason.to_owned())),
            false => Err(format!("{KNOWN_FAILURES}: no file {name}")),
        }
    };
    lines.map(row).collect()
}

/// The test files below a folder, in order.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => find(&path, files)?,
            Some("jasm" | "ir") => files.push(path),
            _ => {}
        }
    }
    Ok(())
}

impl Tests {
    /// Runs the tests of one file; writes it instead, if wanted.
    fn file(&mut self, path: &Path, may_bless: bool) -> Result<(), String> {
        let file = TestFile::read(path)?;
        let (shown, outcomes) = match file.language {
            Language::Ir => (show::ir(&file, &mut self.coverage)?, Vec::new()),
            Language::Assembly => self.show_assembly(&file)?,
        };
        if self.bless && may_bless {
            return file.bless(&shown, &outcomes);
        }
        let mut wrong = String::new();
        for (test, text) in &shown {
            let expected = file.expectation(test);
            if expected != text {
                wrong += &format!("\n  test {test}:\n{}", difference::of(expected, text));
            }
        }
        for (run, outcome) in file.runs.iter().zip(&outcomes) {
            if run.outcome != *outcome {
                let arguments = run.arguments.join(", ");
                wrong += &format!("\n  run: {}({arguments})\n", run.method);
                wrong += &difference::of(&run.outcome, outcome);
            }
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(wrong),
        }
    }

    /// Texts by test, and outcomes of the run lines.
    #[expect(clippy::type_complexity, reason = "two lists")]
    fn show_assembly(
        &mut self,
        file: &TestFile,
    ) -> Result<(Vec<(String, String)>, Vec<String>), String> {
        let bytes = assemble::assemble(&file.source);
        let options = ParseOptions::application(None);
        let parsed = bytes.iter().map(|(name, bytes)| {
            let class = ClassFile::parse(bytes, &options);
            class.map_err(|error| format!("class {name}: {}", error.message()))
        });
        let classes: Vec<ClassFile<'_>> = parsed.collect::<Result<_, String>>()?;
        classes
            .iter()
            .for_each(|class| self.coverage.add_class(class));
        let world = World::new(classes.iter().collect(), &file.directives)?;
        let mut shown = Vec::new();
        let mut outcomes = Vec::new();
        for test in &file.tests {
            if test != "run" {
                shown.push((
                    test.clone(),
                    show::method(&world, test, &mut self.coverage)?,
                ));
            }
        }
        if file.runs.is_empty() == file.tests.iter().any(|test| test == "run") {
            return Err("`; test run` and `; run:` lines go together".into());
        }
        for line in &file.runs {
            let method = world.method_named(&line.method)?;
            if let Ok(function) = build(&world, method, Entry::Method) {
                self.coverage.add_function(&function);
            }
            let ran = self.runner.run(&world, line)?;
            if let Some((call, claim)) = ran.question {
                let name = file.path.strip_prefix(&self.folder).unwrap_or(&file.path);
                self.questions.push(Question {
                    place: format!(
                        "{}: {}({})",
                        name.display(),
                        line.method,
                        line.arguments.join(", ")
                    ),
                    folder: self.classes.len(),
                    call,
                    claim,
                });
            }
            outcomes.push(ran.text);
        }
        drop(world);
        self.classes.push(bytes);
        Ok((shown, outcomes))
    }

    fn ask(&self) -> Result<Option<Vec<String>>, String> {
        oracle::disagreements(
            &self.folder.join("Oracle.java"),
            &self.classes,
            &self.questions,
        )
    }
}
