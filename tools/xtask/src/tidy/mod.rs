//! `cargo xtask tidy`: the rules of the project that no compiler checks. One function per rule, each returning what is wrong.

mod dependencies;
mod exports;
mod sources;

use crate::Outcome;
use crate::workspace::Count;

/// What a rule found.
#[derive(Default)]
pub(crate) struct Findings {
    /// Broken: the rule fails.
    errors: Vec<String>,
    /// Worth a look.
    warnings: Vec<String>,
}

/// One rule: its name and its check.
type Rule = (&'static str, fn() -> Result<Findings, String>);

const RULES: &[Rule] = &[
    ("dependencies point down", dependencies::directions),
    ("safe crates forbid unsafe code", sources::forbid_unsafe),
    ("every source file says what it is", sources::module_docs),
    ("nothing is left undone by macro", sources::no_todo),
    (
        "no compiled Java under version control",
        sources::no_binaries,
    ),
    ("files are not too long", sources::file_lengths),
    ("libjvm exports what the JDK imports", exports::complete),
];

pub(crate) fn task(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("tidy takes no arguments".to_string());
    }
    Ok(check()?.close())
}

/// Runs all rules and prints their findings.
pub(crate) fn check() -> Result<Count, String> {
    let mut count = Count::default();
    for (name, rule) in RULES {
        let findings = rule()?;
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
