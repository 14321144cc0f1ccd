//! `brolga bench compare OLD.json NEW.json`: has something become slower? Programs and modes that both reports have are compared: by CPU time
//! of processes, and by time of iterations in the steady state.
//!
//! A change counts if the 95 % interval of the ratio does not contain 1. `--fail-above 5%` fails if such a change, by its estimate, is more
//! than that. `--of process` leaves the iterations out: their wall times tell more of a busy machine than of the engine.

use super::options::Compare;
use super::output::text::{ratio, seconds};
use super::report::{ModeReport, ProgramReport, Report};
use super::summary::MEASURES;
use measure::statistics::{Groups, Ratio, mean_ratio, median, ratio_of_medians};

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub program: String,
    pub mode: String,
    pub what: &'static str,
    /// Medians in seconds.
    pub old: f64,
    pub new: f64,
    /// New time as a multiple of the old.
    pub ratio: Ratio,
}

impl Change {
    /// Slower by more than `limit`, and not by chance.
    fn is_above(&self, limit: f64) -> bool {
        self.ratio.estimate > 1.0 + limit
            && self
                .ratio
                .interval
                .is_some_and(|interval| interval.low > 1.0)
    }

    fn verdict(&self, limit: Option<f64>) -> &'static str {
        match self.ratio.interval {
            None => "too few runs",
            Some(_) if !self.ratio.shows_difference() => "no difference shown",
            Some(_) if limit.is_some_and(|limit| self.is_above(limit)) => "SLOWER, above the limit",
            Some(_) if self.ratio.estimate > 1.0 => "slower",
            Some(_) => "faster",
        }
    }
}

/// Reads both reports, prints their comparison; true if nothing is above the limit.
///
/// # Errors
/// A sentence: a report cannot be read, or they have nothing in common.
pub fn task(compare: &Compare) -> Result<bool, String> {
    let (old, new) = (Report::read(&compare.old)?, Report::read(&compare.new)?);
    let mut changes = changes(&old, &new);
    if let Some(of) = &compare.of {
        changes.retain(|change| change.what == of);
    }
    if changes.is_empty() {
        return Err("the two reports have nothing in common that could be compared".to_string());
    }
    print!("{}", text(&old, &new, &changes, compare.fail_above));
    let is_above = |change: &Change| {
        compare
            .fail_above
            .is_some_and(|limit| change.is_above(limit))
    };
    Ok(!changes.iter().any(is_above))
}

/// Everything that both have.
pub fn changes(old: &Report, new: &Report) -> Vec<Change> {
    let mut changes = Vec::new();
    for (before, after) in pairs(old, new) {
        for (what, groups) in MEASURES {
            let (a, b) = (groups(before.1), groups(after.1));
            if let Some(ratio) = ratio_of_medians(&b, &a, new.plan.seed) {
                changes.push(Change {
                    program: before.0.name.clone(),
                    mode: before.1.mode.clone(),
                    what,
                    old: median(&a.concat()),
                    new: median(&b.concat()),
                    ratio,
                });
            }
        }
    }
    changes
}

/// A program in a mode.
type Place<'a> = (&'a ProgramReport, &'a ModeReport);

fn pairs<'a>(old: &'a Report, new: &'a Report) -> Vec<(Place<'a>, Place<'a>)> {
    let mut pairs = Vec::new();
    for before in &old.programs {
        let Some(after) = new.programs.iter().find(|p| p.name == before.name) else {
            continue;
        };
        for mode in &before.modes {
            if let Some(same) = after.modes.iter().find(|m| m.mode == mode.mode) {
                pairs.push(((before, mode), (after, same)));
            }
        }
    }
    pairs
}

fn text(old: &Report, new: &Report, changes: &[Change], limit: Option<f64>) -> String {
    let mut out = warnings(old, new);
    out += &format!(
        "{:<16} {:<9} {:<9} {:>8} {:>8}  {:<19} {}\n",
        "program", "mode", "of", "old", "new", "new / old", "verdict"
    );
    for change in changes {
        out += &format!(
            "{:<16.16} {:<9.9} {:<9} {:>8} {:>8}  {:<19} {}\n",
            change.program,
            change.mode,
            change.what,
            seconds(change.old),
            seconds(change.new),
            ratio(&change.ratio, ""),
            change.verdict(limit),
        );
    }
    out += &means(old, new);
    if let Some(limit) = limit {
        let above = changes
            .iter()
            .filter(|change| change.is_above(limit))
            .count();
        let limit = limit * 100.0;
        out += &format!(
            "{above} of {} above the limit of {limit} %\n",
            changes.len()
        );
    }
    out
}

/// A line per mode and measure that more than one program has.
fn means(old: &Report, new: &Report) -> String {
    let mut out = String::new();
    for mode in &old.modes {
        for (what, groups) in MEASURES {
            let pairs: Vec<(Groups, Groups)> = pairs(old, new)
                .iter()
                .filter(|(before, _)| before.1.mode == mode.name)
                .map(|(before, after)| (groups(after.1), groups(before.1)))
                .filter(|(a, b)| !a.is_empty() && !b.is_empty())
                .collect();
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| (&a[..], &b[..])).collect();
            if let Some(mean) = mean_ratio(&pairs, new.plan.seed).filter(|_| pairs.len() > 1) {
                let label = format!("geometric mean of {}", pairs.len());
                out += &format!(
                    "{label:<26} {:<9.9} {what:<9} {}\n",
                    mode.name,
                    ratio(&mean, "")
                );
            }
        }
    }
    out
}

/// What makes the comparison one of other things than the engines.
fn warnings(old: &Report, new: &Report) -> String {
    let (a, b) = (&old.environment, &new.environment);
    let mut out = String::new();
    let mut differ = |what: &str, a: &str, b: &str| {
        if a != b {
            out += &format!("warning: other {what}: {a} / {b}\n");
        }
    };
    differ("processor", &a.cpu, &b.cpu);
    differ(
        "number of processors",
        &a.processors.to_string(),
        &b.processors.to_string(),
    );
    differ("kernel", &a.kernel, &b.kernel);
    differ("class library", &a.java_version, &b.java_version);
    if a.is_busy() || b.is_busy() {
        out += "warning: a machine was busy: wall times of iterations say little (--of process)\n";
    }
    for ((before, _), (after, _)) in pairs(old, new) {
        if before.command != after.command {
            out += &format!("warning: {} ran with other arguments\n", before.name);
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::of_processes;
    use super::*;

    const BASE: &[u64] = &[100, 101, 99, 100, 102, 98];

    fn verdict(new: &[u64], limit: Option<f64>) -> (&'static str, bool) {
        let changes = changes(
            &of_processes(&[("tiered", BASE)]),
            &of_processes(&[("tiered", new)]),
        );
        let above = limit.is_some_and(|limit| changes[0].is_above(limit));
        (changes[0].verdict(limit), above)
    }

    #[test]
    fn verdicts() {
        assert_eq!(verdict(BASE, Some(0.05)), ("no difference shown", false));
        let slow: Vec<u64> = BASE.iter().map(|time| time + 20).collect();
        assert_eq!(
            verdict(&slow, Some(0.05)),
            ("SLOWER, above the limit", true)
        );
        assert_eq!(verdict(&slow, Some(0.30)), ("slower", false));
        assert_eq!(verdict(&slow, None), ("slower", false));
        let fast: Vec<u64> = BASE.iter().map(|time| time / 2).collect();
        assert_eq!(verdict(&fast, Some(0.05)), ("faster", false));
        assert_eq!(verdict(&[200, 201], Some(0.05)), ("too few runs", false));
        // Much slower in the middle, but half of the runs are as before.
        let wild = [100, 100, 99, 130, 200, 300];
        assert_eq!(verdict(&wild, Some(0.05)), ("no difference shown", false));
    }

    #[test]
    fn the_table_fits() {
        let (mut old, mut new) = (
            of_processes(&[("interp", BASE), ("tiered", BASE)]),
            of_processes(&[("tiered", BASE), ("hs", BASE)]),
        );
        for report in [&mut old, &mut new] {
            let mut second = report.programs[0].clone();
            second.name = "AProgramWithALongName".to_string();
            report.programs.push(second);
        }
        new.environment.cpu = "other".to_string();
        let changes = changes(&old, &new);
        assert_eq!(changes.len(), 2);
        let text = text(&old, &new, &changes, Some(0.05));
        assert!(
            text.starts_with("warning: other processor:  / other\n"),
            "{text}"
        );
        assert!(text.contains("geometric mean of 2"), "{text}");
        assert!(text.ends_with("0 of 2 above the limit of 5 %\n"), "{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= 96, "{line}");
        }
    }
}
