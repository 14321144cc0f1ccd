//! How often compiled code was left for the interpreter over a whole run of the suite, and why: a stress mode that leaves nothing tests
//! nothing, and neither does a suite that knows a few reasons only.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::modes::{Mode, Stress};

/// A mode that stresses deopts must have so many on average.
const LEAST_PER_TEST: u64 = 50;
/// All modes together must have so many different reasons.
const LEAST_REASONS: usize = 10;

/// Counts by mode and reason.
#[derive(Default)]
pub(crate) struct Deopts(Mutex<BTreeMap<&'static str, BTreeMap<String, u64>>>);

impl Deopts {
    /// Adds what a run has reported with `-XX:+PrintJitStatistics`: `brolga-jit: deopts.<reason>=<n>`.
    pub(crate) fn add(&self, mode: &Mode, stderr: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = counts.entry(mode.name).or_default();
        for line in stderr.lines() {
            if let Some(row) = line.strip_prefix("brolga-jit: deopts.")
                && let Some((reason, count)) = row.split_once('=')
                && let Ok(count) = count.parse::<u64>()
            {
                *counts.entry(reason.to_owned()).or_default() += count;
            }
        }
    }

    /// What was too little in a run of `tests` tests in all of `modes`: title and text. Prints what was counted.
    pub(crate) fn judge(self, modes: &[&Mode], tests: usize) -> Vec<(String, String)> {
        let counts = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
        let mut failures = Vec::new();
        for mode in modes {
            let Some(rows) = counts.get(mode.name).filter(|rows| !rows.is_empty()) else {
                continue;
            };
            let texts: Vec<String> = rows
                .iter()
                .map(|row| format!("{} {}", row.0, row.1))
                .collect();
            println!("deopts in {}: {}", mode.name, texts.join(", "));
            for (reason, count) in rows {
                *reasons.entry(reason).or_default() += count;
            }
        }
        let stressed = modes
            .iter()
            .filter(|mode| mode.stresses.contains(&Stress::Deopts));
        for mode in stressed {
            let all: u64 = counts
                .get(mode.name)
                .into_iter()
                .flatten()
                .map(|row| row.1)
                .sum();
            let wanted = LEAST_PER_TEST * tests as u64;
            if all < wanted {
                let title = format!("mode {}", mode.name);
                failures.push((title, format!("{all} deopts, expected at least {wanted}\n")));
            }
        }
        let has_all = crate::modes::MODES
            .iter()
            .all(|mode| modes.iter().any(|m| m.name == mode.name));
        if has_all && reasons.len() < LEAST_REASONS {
            let text = format!(
                "{} reasons for deopts, expected at least {LEAST_REASONS}: {reasons:?}\n",
                reasons.len()
            );
            failures.push(("the suite".to_owned(), text));
        }
        failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modes::MODES;

    #[test]
    fn a_stress_mode_must_stress() {
        let mode = MODES.iter().find(|mode| mode.name == "deopt");
        let mode = mode.expect("the mode is there");
        let judge = |stderr: &str| {
            let deopts = Deopts::default();
            deopts.add(mode, stderr);
            deopts.judge(&[mode], 2)
        };
        assert!(judge("brolga-jit: deopts=100\nbrolga-jit: deopts.stress=100\n").is_empty());
        assert_eq!(
            judge("brolga-jit: deopts.stress=60\nbrolga-jit: deopts.unstable_if=39\n"),
            [(
                "mode deopt".to_owned(),
                "99 deopts, expected at least 100\n".to_owned()
            )]
        );
    }
}
