//! What the runs of the suite report about compiled code: how often it was left for the interpreter, and why; how much was executed in it. A mode
//! that leaves no code, or compiles little, tests little, and so does a suite that knows few reasons.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::modes::{COUNT, MODES, Mode, Stress};

/// A mode that stresses deopts must have so many on average.
const LEAST_PER_TEST: u64 = 50;
/// All modes together must have so many different reasons.
const LEAST_REASONS: usize = 10;
/// Where bytecodes are counted, so many percent of them must have been executed in compiled code.
const LEAST_COMPILED_PERCENT: u64 = 95;

/// Makes the VM say on stderr where and why code was left.
const LOG: &str = "-Xlog:jit+deopt=debug:stderr:none";

/// What a test says of its compiled code in one mode: `// expect-jit: MODE FACT>=N` (or `<=`) about a line `brolga-jit: ... FACT=n`, or
/// `// expect-jit: MODE REASON at CLASS.METHOD` about a deopt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    mode: String,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    AtLeast { fact: String, bound: u64 },
    AtMost { fact: String, bound: u64 },
    Left { reason: String, method: String },
}

impl Claim {
    /// # Errors
    /// A sentence about what the text should be.
    pub(crate) fn parse(text: &str) -> Result<Claim, String> {
        let wrong = || {
            format!(
                "`expect-jit: {text}` is not `MODE FACT>=N`, `MODE FACT<=N` or `MODE REASON at CLASS.METHOD`"
            )
        };
        let (mode, rest) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let bounded = |sign: &str| {
            let (fact, bound) = rest.split_once(sign)?;
            Some((fact.to_owned(), bound.parse().ok()?))
        };
        let what = if let Some((fact, bound)) = bounded(">=") {
            What::AtLeast { fact, bound }
        } else if let Some((fact, bound)) = bounded("<=") {
            What::AtMost { fact, bound }
        } else {
            let (reason, method) = rest.split_once(" at ").ok_or_else(wrong)?;
            What::Left {
                reason: reason.to_owned(),
                method: method.to_owned(),
            }
        };
        if !MODES.iter().any(|row| row.name == mode) {
            return Err(format!("there is no mode `{mode}`"));
        }
        Ok(Claim {
            mode: mode.to_owned(),
            what,
        })
    }

    /// The option without which a run in `mode` does not show whether `claims` hold.
    pub(crate) fn option(claims: &[Claim], mode: &Mode) -> Option<&'static str> {
        let wants =
            |claim: &Claim| claim.mode == mode.name && matches!(claim.what, What::Left { .. });
        claims.iter().any(wants).then_some(LOG)
    }

    /// A line about what does not hold in this run of `mode`.
    pub(crate) fn judge(&self, mode: &Mode, stderr: &str) -> Option<String> {
        if self.mode != mode.name {
            return None;
        }
        let count = |fact: &str| {
            let found = facts(stderr).find(|(name, _)| *name == fact);
            found.map_or(0, |(_, count)| count)
        };
        match &self.what {
            What::AtLeast { fact, bound } => {
                let count = count(fact);
                (count < *bound).then(|| format!("{fact}={count}, expected at least {bound}\n"))
            }
            What::AtMost { fact, bound } => {
                let count = count(fact);
                (count > *bound).then(|| format!("{fact}={count}, expected at most {bound}\n"))
            }
            What::Left { reason, method } => {
                let (place, reason) = (format!(" at {method}("), format!(" reason={reason}"));
                let mut lines = stderr.lines();
                let shown = lines.any(|line| line.contains(&place) && line.ends_with(&reason));
                (!shown).then(|| format!("no deopt{place}...){reason}\n"))
            }
        }
    }
}

/// The facts of all `brolga-jit:` lines.
fn facts(stderr: &str) -> impl Iterator<Item = (&str, u64)> {
    let lines = stderr.lines();
    let lines = lines.filter_map(|line| line.strip_prefix("brolga-jit: "));
    let facts = lines.flat_map(|line| line.split(' '));
    facts.filter_map(|fact| {
        let (name, number) = fact.split_once('=')?;
        Some((name, number.parse().ok()?))
    })
}

/// The sums of a mode.
#[derive(Default)]
struct Sums {
    deopts: BTreeMap<String, u64>,
    /// Bytecodes of application classes.
    compiled: u64,
    interpreted: u64,
}

/// Sums by mode.
#[derive(Default)]
pub(crate) struct Reports(Mutex<BTreeMap<&'static str, Sums>>);

impl Reports {
    /// Adds the `brolga-jit:` lines of a run: `deopts.<reason>=<n>` and, of a mode that counts (a test may do so by itself), `executed
    /// compiled=<n> interpreted=<n>`.
    pub(crate) fn add(&self, mode: &Mode, stderr: &str) {
        let mut sums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sums = sums.entry(mode.name).or_default();
        let counts = mode.options.contains(&COUNT);
        for (name, number) in facts(stderr) {
            match name.strip_prefix("deopts.") {
                Some(reason) => *sums.deopts.entry(reason.to_owned()).or_default() += number,
                None if counts && name == "compiled" => sums.compiled += number,
                None if counts && name == "interpreted" => sums.interpreted += number,
                None => {}
            }
        }
    }

    /// What was too little in a run of `tests` tests in all of `modes`: title and text. Prints the sums.
    pub(crate) fn judge(self, modes: &[&Mode], tests: usize) -> Vec<(String, String)> {
        let sums = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
        let mut failures = Vec::new();
        for mode in modes {
            let Some(sums) = sums.get(mode.name) else {
                continue;
            };
            let mut fail = |text: String| failures.push((format!("mode {}", mode.name), text));
            if !sums.deopts.is_empty() {
                let rows = sums.deopts.iter();
                let texts: Vec<String> = rows.map(|row| format!("{} {}", row.0, row.1)).collect();
                println!("deopts in {}: {}", mode.name, texts.join(", "));
            }
            for (reason, count) in &sums.deopts {
                *reasons.entry(reason).or_default() += count;
            }
            let (all, wanted) = (
                sums.deopts.values().sum::<u64>(),
                LEAST_PER_TEST * tests as u64,
            );
            if mode.stresses.contains(&Stress::Deopts) && all < wanted {
                fail(format!("{all} deopts, expected at least {wanted}\n"));
            }
            if mode.options.contains(&COUNT) {
                let executed = sums.compiled + sums.interpreted;
                let percent = (sums.compiled * 100).checked_div(executed).unwrap_or(0);
                println!("executed in compiled code in {}: {percent} %", mode.name);
                if percent < LEAST_COMPILED_PERCENT {
                    let wanted = LEAST_COMPILED_PERCENT;
                    fail(format!(
                        "{percent} % executed in compiled code, expected at least {wanted} %\n"
                    ));
                }
            }
        }
        let is_chosen = |mode: &Mode| modes.iter().any(|chosen| chosen.name == mode.name);
        let mut standard = MODES.iter().filter(|mode| mode.is_standard);
        if standard.all(is_chosen) && reasons.len() < LEAST_REASONS {
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

    fn judge(mode: &str, stderr: &str) -> Vec<(String, String)> {
        let mode = MODES.iter().find(|row| row.name == mode);
        let mode = mode.expect("the mode is there");
        let reports = Reports::default();
        reports.add(mode, stderr);
        reports.judge(&[mode], 2)
    }

    #[test]
    fn a_stress_mode_must_stress() {
        assert!(
            judge(
                "deopt",
                "brolga-jit: deopts=100\nbrolga-jit: deopts.stress=100\n"
            )
            .is_empty()
        );
        assert_eq!(
            judge(
                "deopt",
                "brolga-jit: deopts.stress=60\nbrolga-jit: deopts.unstable_if=39\n"
            ),
            [(
                "mode deopt".to_owned(),
                "99 deopts, expected at least 100\n".to_owned()
            )]
        );
    }

    #[test]
    fn a_compiled_mode_must_compile() {
        let line = |interpreted: u64| {
            format!("brolga-jit: executed compiled=950 interpreted={interpreted}\n")
        };
        assert!(judge("xcomp", &line(50)).is_empty());
        assert_eq!(judge("xcomp", &line(60)).len(), 1);
        assert_eq!(judge("xcomp", "brolga-jit: compiles=1\n").len(), 1);
        // A test that counts by itself.
        assert!(judge("int", &line(60)).is_empty());
    }

    #[test]
    fn claims_hold_or_do_not() {
        let judge = |claim: &str, stderr: &str| {
            let claim = Claim::parse(claim).unwrap_or_else(|e| panic!("{e}"));
            let mode = MODES.iter().find(|row| row.name == "jit");
            claim.judge(mode.expect("the mode is there"), stderr)
        };
        let counted = "brolga-jit: compiles=11 methods=7 loops=4\n";
        assert_eq!(judge("jit loops>=4", counted), None);
        assert!(judge("jit loops>=5", counted).is_some() && judge("jit loops>=1", "").is_some());
        assert_eq!(judge("deopt loops>=5", ""), None);
        assert_eq!(judge("jit loops<=4", counted), None);
        assert!(judge("jit loops<=3", counted).is_some());
        let left = "A.f(I)V at A.g()V @ 23 reason=unstable_if\n";
        assert_eq!(judge("jit unstable_if at A.g", left), None);
        for other in ["jit unstable_if at A.f", "jit unstable at A.g"] {
            assert!(judge(other, left).is_some());
        }
        for wrong in ["jit", "jit loops", "jit loops>=x", "nope loops>=1"] {
            assert!(Claim::parse(wrong).is_err(), "{wrong}");
        }
    }
}
