//! What a set of runs came to: passes, failures, known failures, and the closing lines.

use crate::known_failures::KnownFailures;
use std::collections::BTreeMap;
use std::time::Duration;

/// One failure, for the report.
pub(crate) struct Failure {
    pub(crate) title: String,
    pub(crate) text: String,
}

/// What a set of runs came to.
#[derive(Default)]
pub(crate) struct Tally {
    /// Passes by mode.
    pub(crate) passed: BTreeMap<&'static str, usize>,
    /// Failures that the list of known ones names.
    pub(crate) expected: usize,
    pub(crate) failures: Vec<Failure>,
}

impl Tally {
    /// Adds a verdict: empty `text` is a pass; `known` says whether the list expects a failure.
    pub(crate) fn add(&mut self, mode: &'static str, name: &str, text: String, known: bool) {
        match (text.is_empty(), known) {
            (true, false) => *self.passed.entry(mode).or_insert(0) += 1,
            (false, true) => self.expected += 1,
            (passes, _) => self.failures.push(Failure {
                title: format!("{name} [{mode}]"),
                text: if passes {
                    "passes, but is in expected-failures.txt: remove it there\n".to_string()
                } else {
                    text
                },
            }),
        }
    }

    /// Lines of the list that name no test are failures.
    pub(crate) fn strangers(&mut self, known: &KnownFailures, names: &[&str]) {
        let stranger = |name: String| Failure {
            title: name,
            text: "is in expected-failures.txt, and there is no such test\n".to_string(),
        };
        self.failures
            .extend(known.strangers(names).into_iter().map(stranger));
    }

    /// All verdicts.
    pub(crate) fn runs(&self) -> usize {
        self.passed.values().sum::<usize>() + self.expected + self.failures.len()
    }

    /// Prints the failures and the closing lines; whether nothing failed.
    pub(crate) fn report(&self, tests: usize, modes: &[&'static str], elapsed: Duration) -> bool {
        for failure in &self.failures {
            println!("FAIL {}", failure.title);
            failure.text.lines().for_each(|line| println!("    {line}"));
        }
        let per_mode: Vec<String> = modes
            .iter()
            .map(|mode| format!("{mode} {}", self.passed.get(mode).unwrap_or(&0)))
            .collect();
        let known = if self.expected > 0 {
            format!(", {} failed as expected", self.expected)
        } else {
            String::new()
        };
        println!(
            "{tests} tests, passes: {}{known}, {:.1} s",
            per_mode.join(", "),
            elapsed.as_secs_f64()
        );
        println!(
            "{} passed, {} failed",
            self.passed.values().sum::<usize>(),
            self.failures.len()
        );
        self.failures.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_failures_are_checked_both_ways() {
        let mut tally = Tally::default();
        tally.add("int", "a", String::new(), false);
        tally.add("int", "b", "differs\n".to_string(), true);
        assert_eq!(
            (tally.runs(), tally.expected, tally.failures.len()),
            (2, 1, 0)
        );
        tally.add("int", "c", String::new(), true);
        tally.add("gc", "d", "differs\n".to_string(), false);
        assert!(tally.failures[0].text.starts_with("passes, but is in"));
        assert_eq!(tally.failures[1].title, "d [gc]");
        assert_eq!(tally.runs(), 4);
        assert!(!tally.report(4, &["int", "gc"], Duration::ZERO));
    }
}
