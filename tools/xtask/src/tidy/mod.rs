//! `cargo xtask tidy`: the rules of the project that no compiler checks. One function per rule, each returning what is wrong, and for
//! each a test that plants what it must find.

mod dependencies;
mod exports;
mod sources;

use crate::Outcome;
use crate::workspace::Count;
use sources::Source;

/// What a rule found.
#[derive(Default)]
pub(crate) struct Findings {
    /// Broken: the rule fails.
    errors: Vec<String>,
    /// Worth a look.
    warnings: Vec<String>,
}

impl Findings {
    fn errors(errors: impl Iterator<Item = String>) -> Findings {
        Findings {
            errors: errors.collect(),
            warnings: Vec::new(),
        }
    }
}

/// How a rule looks.
enum Check {
    /// At the files of the project.
    Sources(fn(&[Source]) -> Findings),
    /// At what cargo or the machine says.
    World(fn() -> Result<Findings, String>),
}

/// One rule: its name and its check.
type Rule = (&'static str, Check);

const RULES: &[Rule] = &[
    (
        "dependencies point down",
        Check::World(dependencies::directions),
    ),
    (
        "safe crates forbid unsafe code",
        Check::Sources(sources::forbid_unsafe),
    ),
    (
        "every source file says what it is",
        Check::Sources(sources::module_docs),
    ),
    (
        "unsafe code gives its reasons",
        Check::Sources(sources::safety_comments),
    ),
    (
        "nothing is left undone by macro",
        Check::Sources(sources::no_todo),
    ),
    (
        "closed streams do not stop the VM",
        Check::Sources(sources::no_print),
    ),
    ("lints hold in every crate", Check::Sources(sources::lints)),
    (
        "no compiled Java under version control",
        Check::Sources(sources::no_binaries),
    ),
    (
        "pictures are those of the documentation, and small",
        Check::Sources(sources::pictures),
    ),
    (
        "files are not too long",
        Check::Sources(sources::file_lengths),
    ),
    (
        "every crate is on the map",
        Check::Sources(sources::on_the_map),
    ),
    (
        "every module is on its crate's map",
        Check::Sources(sources::modules_on_the_map),
    ),
    (
        "libjvm exports what the JDK imports",
        Check::World(exports::complete),
    ),
];

pub(crate) fn task(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("tidy takes no arguments".to_string());
    }
    Ok(check()?.close())
}

/// Runs all rules and prints their findings.
pub(crate) fn check() -> Result<Count, String> {
    let sources = sources::all()?;
    let mut count = Count::default();
    for (name, check) in RULES {
        let findings = match check {
            Check::Sources(check) => check(&sources),
            Check::World(check) => check()?,
        };
        findings
            .warnings
            .iter()
            .for_each(|text| println!("warning: {text}"));
        findings
            .errors
            .iter()
            .for_each(|text| println!("error: {text}"));
        if !findings.errors.is_empty() {
            println!("tidy: broken rule: {name}");
        }
        count.add(Count::of(findings.errors.is_empty()));
    }
    Ok(count)
}
