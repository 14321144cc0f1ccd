//! A test file, read and written back.
//!
//! ```text
//! // What the file shows, in a sentence; more if need be.
//! ; test ssa                                 what to show: the kinds are in `main.rs`
//! ; branch T.f @1 taken 0 not_taken 100      what the VM knows: `world.rs`
//!
//! class T                                    classes as `verifier/tests/verify/assemble.rs` reads them (NAME.jasm),
//! method static f (I)I                       or a function in the text form of the IR (NAME.ir)
//!   0: iload_0                               a label that is a number is checked: the bci
//!   1: ifle 6
//!
//! ; run: f(5) == 6                           calls, and what comes of them: `run.rs`
//!
//! ; expect ssa                               written by `cargo xtask bless`, read by you
//! ; function "T.f(I)I" {
//! ```

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// See the module documentation.
pub(crate) struct TestFile {
    pub(crate) path: PathBuf,
    pub(crate) language: Language,
    /// What `; test` lines say, in order.
    pub(crate) tests: Vec<String>,
    /// Other lines that begin with `;`, and their numbers, from 1.
    pub(crate) directives: Vec<(usize, String)>,
    pub(crate) runs: Vec<RunLine>,
    /// Without what begins with `;`, all lines in their places.
    pub(crate) source: String,
    /// Texts by `; test` line.
    expectations: Vec<(String, String)>,
    /// All lines in front of the expectations.
    head: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Language {
    Assembly,
    Ir,
}

/// `; run: METHOD(ARGUMENTS) OUTCOME`
#[derive(Clone)]
pub(crate) struct RunLine {
    /// In the file, from 0.
    index: usize,
    pub(crate) method: String,
    pub(crate) arguments: Vec<String>,
    pub(crate) outcome: String,
}

impl TestFile {
    /// # Errors
    /// A sentence about what cannot be read.
    pub(crate) fn read(path: &Path) -> Result<TestFile, String> {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let language = match path.extension().and_then(|extension| extension.to_str()) {
            Some("jasm") => Language::Assembly,
            Some("ir") => Language::Ir,
            _ => return Err("a test file is a .jasm or a .ir".into()),
        };
        if !text.starts_with("// ") {
            return Err("the first line does not say what the file shows: `// ...`".into());
        }
        let lines = || text.lines();
        let is_expectation = |line: &str| line.starts_with("; expect ");
        let head: Vec<String> = lines()
            .take_while(|line| !is_expectation(line))
            .map(String::from)
            .collect();
        let mut file = TestFile {
            path: path.to_owned(),
            language,
            tests: Vec::new(),
            directives: Vec::new(),
            runs: Vec::new(),
            source: String::new(),
            expectations: Vec::new(),
            head,
        };
        for (index, line) in file.head.iter().enumerate() {
            let said = line.strip_prefix(';').map(str::trim);
            file.source += if said.is_some() { "" } else { line };
            file.source += "\n";
            let Some(said) = said else { continue };
            if let Some(test) = said.strip_prefix("test ") {
                file.tests.push(test.trim().into());
            } else if let Some(call) = said.strip_prefix("run:") {
                let run = run_line(index, call);
                let wrong = || format!("line {}: not `run: METHOD(ARGUMENTS) ...`", index + 1);
                file.runs.push(run.ok_or_else(wrong)?);
            } else if !said.is_empty() {
                file.directives.push((index + 1, said.into()));
            }
        }
        for line in lines().skip(file.head.len()) {
            if let Some(test) = line.strip_prefix("; expect ") {
                file.expectations.push((test.into(), String::new()));
            } else if let Some((_, text)) = file.expectations.last_mut() {
                let line = line
                    .strip_prefix(';')
                    .ok_or("an expectation is followed by more than comments")?;
                *text += line.strip_prefix(' ').unwrap_or(line);
                *text += "\n";
            }
        }
        if file.tests.is_empty() {
            return Err("no `; test ...`".into());
        }
        let tests = &file.tests;
        let stray = |row: &&(String, String)| !tests.contains(&row.0);
        match file.expectations.iter().find(stray) {
            Some((test, _)) => Err(format!("`; expect {test}` without `; test {test}`")),
            None => Ok(file),
        }
    }

    /// What the file says that this test shows.
    pub(crate) fn expectation(&self, test: &str) -> &str {
        let mut rows = self.expectations.iter();
        rows.find(|row| row.0 == test).map_or("", |row| &row.1)
    }

    /// Writes what the tests have shown: texts by test, outcomes by run line.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn bless(
        &self,
        shown: &[(String, String)],
        outcomes: &[String],
    ) -> Result<(), String> {
        let mut lines = self.head.clone();
        for (run, outcome) in self.runs.iter().zip(outcomes) {
            let arguments = run.arguments.join(", ");
            lines[run.index] = format!("; run: {}({arguments}) {outcome}", run.method);
        }
        let mut text = lines.join("\n").trim_end().to_owned() + "\n";
        for (test, shown) in shown.iter().filter(|row| !row.1.is_empty()) {
            let _ = writeln!(text, "\n; expect {test}");
            for line in shown.lines() {
                let _ = writeln!(text, "{}", format!("; {line}").trim_end());
            }
        }
        // Empty lines between expectations are not wanted.
        let written = text.replace("\n\n; expect ", "\n; expect ");
        let written = written.replacen("\n; expect ", "\n\n; expect ", 1);
        std::fs::write(&self.path, written).map_err(|error| error.to_string())
    }
}

fn run_line(index: usize, text: &str) -> Option<RunLine> {
    let (method, rest) = text.trim().split_once('(')?;
    let (arguments, outcome) = rest.split_once(')')?;
    Some(RunLine {
        index,
        method: method.into(),
        arguments: split_outside_brackets(arguments),
        outcome: outcome.trim().into(),
    })
}

/// `1, [2, 3]` has two parts.
fn split_outside_brackets(text: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = text.split(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == ',' && depth == 0
    });
    let parts = parts.map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}
