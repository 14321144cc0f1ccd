//! `brolga bench compare OLD.json NEW.json`: has something become slower? Programs and modes that both reports have are compared: by CPU time
//! of processes, and by time of iterations in the steady state.
//!
//! A change counts if the 95 % interval of the ratio does not contain 1. `--fail-above 5%` fails if such a change, by its estimate, is more
//! than that. `--of process` leaves the iterations out: their wall times tell more of a busy machine than of the engine.
//!
//! Two measurements of one engine, an hour apart, differ by what the machine does in between. `--relative-to hs-c1` divides each time by that
//! of a mode beside which it was taken, in each report: what slows both cancels out.

use super::options::Compare;
use super::output::text::{ratio, seconds};
use super::report::{ModeEntry, ModeReport, ProgramReport, Report};
use super::summary::{MEASURES, Measure};
use measure::statistics::{Groups, Ratio, mean_ratio, median, ratio_of_medians};

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub program: String,
    pub mode: String,
    pub what: &'static str,
    /// Medians in seconds, or as multiples of the reference mode's time.
    pub old: f64,
    pub new: f64,
    /// The new as a multiple of the old.
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
    let comparison = Comparison {
        old: &old,
        new: &new,
        measures: MEASURES
            .into_iter()
            .filter(|(what, _)| compare.of.as_deref().is_none_or(|of| of == *what))
            .collect(),
        reference: compare.relative_to.as_deref(),
    };
    comparison.check()?;
    let changes = comparison.changes();
    if changes.is_empty() {
        return Err("the two reports have nothing in common that could be compared".to_string());
    }
    print!("{}", comparison.text(&changes, compare.fail_above));
    let is_above = |change: &Change| {
        compare
            .fail_above
            .is_some_and(|limit| change.is_above(limit))
    };
    Ok(!changes.iter().any(is_above))
}

/// Two reports, and how they are compared.
struct Comparison<'a> {
    old: &'a Report,
    new: &'a Report,
    measures: Vec<Measure>,
    /// The mode whose time is the unit.
    reference: Option<&'a str>,
}

/// A program in a mode.
type Place<'a> = (&'a ProgramReport, &'a ModeReport);

impl<'a> Comparison<'a> {
    /// # Errors
    /// A sentence: a report lacks the reference mode.
    fn check(&self) -> Result<(), String> {
        let Some(name) = self.reference else {
            return Ok(());
        };
        for (report, which) in [(self.old, "old"), (self.new, "new")] {
            if !report.modes.iter().any(|mode| mode.name == name) {
                return Err(format!(
                    "--relative-to {name}: the {which} report does not have this mode"
                ));
            }
        }
        Ok(())
    }

    /// Everything that both have.
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (before, after) in self.pairs() {
            for (what, groups) in &self.measures {
                let (a, b) = (self.times(before, *groups), self.times(after, *groups));
                if let Some(ratio) = ratio_of_medians(&b, &a, self.new.plan.seed) {
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

    /// Programs and modes that both reports have, without the reference.
    fn pairs(&self) -> Vec<(Place<'a>, Place<'a>)> {
        let mut pairs = Vec::new();
        for before in &self.old.programs {
            let Some(after) = self.new.programs.iter().find(|p| p.name == before.name) else {
                continue;
            };
            for mode in &before.modes {
                let same = after.modes.iter().find(|m| m.mode == mode.mode);
                if let Some(same) = same.filter(|_| self.reference != Some(&mode.mode)) {
                    pairs.push(((before, mode), (after, same)));
                }
            }
        }
        pairs
    }

    /// The samples of a program in a mode, in seconds or in times of the reference: each execution by the one of the same round, which the
    /// same state of the machine has slowed.
    fn times(&self, (program, mode): Place<'_>, groups: fn(&ModeReport) -> Groups) -> Groups {
        let times = groups(mode);
        let Some(name) = self.reference else {
            return times;
        };
        let Some(reference) = program.modes.iter().find(|mode| mode.mode == name) else {
            return Groups::new();
        };
        let rounds = times.into_iter().zip(groups(reference));
        rounds
            .filter(|(_, reference)| !reference.is_empty())
            .map(|(times, reference)| {
                let unit = median(&reference);
                times.into_iter().map(|time| time / unit).collect()
            })
            .collect()
    }

    fn text(&self, changes: &[Change], limit: Option<f64>) -> String {
        let mut out = self.warnings();
        if let Some(name) = self.reference {
            out += &format!("times are multiples of those of {name} in the same report\n");
        }
        out += &format!(
            "{:<16} {:<9} {:<9} {:>8} {:>8}  {:<19} {}\n",
            "program", "mode", "of", "old", "new", "new / old", "verdict"
        );
        let time = |time: f64| match self.reference {
            None => seconds(time),
            Some(_) => format!("{time:.2}"),
        };
        for change in changes {
            out += &format!(
                "{:<16.16} {:<9.9} {:<9} {:>8} {:>8}  {:<19} {}\n",
                change.program,
                change.mode,
                change.what,
                time(change.old),
                time(change.new),
                ratio(&change.ratio, ""),
                change.verdict(limit),
            );
        }
        out += &self.means();
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
    fn means(&self) -> String {
        let mut out = String::new();
        for mode in &self.old.modes {
            for (what, groups) in &self.measures {
                if let Some((count, mean)) = self.mean(&mode.name, *groups).filter(|m| m.0 > 1) {
                    let label = format!("geometric mean of {count}");
                    let mean = ratio(&mean, "");
                    out += &format!("{label:<26} {:<9.9} {what:<9} {mean}\n", mode.name);
                }
            }
        }
        out
    }

    /// Over how many programs, and the mean of their ratios.
    fn mean(&self, mode: &str, groups: fn(&ModeReport) -> Groups) -> Option<(usize, Ratio)> {
        let pairs: Vec<(Groups, Groups)> = self
            .pairs()
            .into_iter()
            .filter(|(before, _)| before.1.mode == mode)
            .map(|(before, after)| (self.times(after, groups), self.times(before, groups)))
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .collect();
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (&a[..], &b[..])).collect();
        Some((pairs.len(), mean_ratio(&pairs, self.new.plan.seed)?))
    }

    /// What makes the comparison one of other things than the engines.
    fn warnings(&self) -> String {
        let (a, b) = (&self.old.environment, &self.new.environment);
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
        // What is the unit must be one program.
        let is_it = |mode: &&ModeEntry| self.reference == Some(&mode.name);
        if let Some(mode) = self.old.modes.iter().find(is_it) {
            match (mode.is_hotspot, &a.hotspot, &b.hotspot) {
                (true, Some(a), Some(b)) => differ("HotSpot", a, b),
                (true, ..) => {}
                (false, ..) => differ("engine", &a.engine, &b.engine),
            }
        }
        if a.is_busy() || b.is_busy() {
            out +=
                "warning: a machine was busy: wall times of iterations say little (--of process)\n";
        }
        for ((before, _), (after, _)) in self.pairs() {
            if before.command != after.command {
                out += &format!("warning: {} ran with other arguments\n", before.name);
                break;
            }
        }
        out + &self.drift()
    }

    /// The same build of HotSpot in both reports is a measure of the machine.
    fn drift(&self) -> String {
        let (a, b) = (&self.old.environment, &self.new.environment);
        if self.reference.is_some() || a.hotspot != b.hotspot {
            return String::new();
        }
        let changed = self.old.modes.iter().find(|mode| {
            let changed = |(_, groups): &Measure| {
                self.mean(&mode.name, *groups)
                    .is_some_and(|(_, mean)| mean.shows_difference())
            };
            mode.is_hotspot && self.measures.iter().any(changed)
        });
        changed.map_or_else(String::new, |mode| {
            let name = &mode.name;
            format!(
                "warning: {name}, one program in both, changed too: the machine has (--relative-to {name})\n"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::of_processes;
    use super::*;

    const BASE: &[u64] = &[100, 101, 99, 100, 102, 98];

    fn comparison<'a>(
        old: &'a Report,
        new: &'a Report,
        reference: Option<&'a str>,
    ) -> Comparison<'a> {
        Comparison {
            old,
            new,
            measures: MEASURES.to_vec(),
            reference,
        }
    }

    fn verdict(new: &[u64], limit: Option<f64>) -> (&'static str, bool) {
        let (old, new) = (
            of_processes(&[("tiered", BASE)]),
            of_processes(&[("tiered", new)]),
        );
        let changes = comparison(&old, &new, None).changes();
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
        let comparison = comparison(&old, &new, None);
        let changes = comparison.changes();
        assert_eq!(changes.len(), 2);
        let text = comparison.text(&changes, Some(0.05));
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

    #[test]
    fn a_machine_that_became_slower_is_no_change() {
        let slowed = |by: f64| BASE.iter().map(|time| (*time as f64 * by) as u64).collect();
        let (slow, slower): (Vec<u64>, Vec<u64>) = (slowed(1.3), slowed(1.8));
        let old = of_processes(&[("tiered", BASE), ("hs-c1", BASE)]);
        let same = of_processes(&[("tiered", &slow), ("hs-c1", &slow)]);
        let worse = of_processes(&[("tiered", &slower), ("hs-c1", &slow)]);
        let verdicts = |new: &Report, reference: Option<&str>| -> Vec<&'static str> {
            let comparison = comparison(&old, new, reference);
            assert_eq!(comparison.check(), Ok(()));
            let changes = comparison.changes();
            changes
                .iter()
                .map(|change| change.verdict(Some(0.05)))
                .collect()
        };
        let above = "SLOWER, above the limit";
        assert_eq!(verdicts(&same, None), [above, above]);
        assert_eq!(verdicts(&same, Some("hs-c1")), ["no difference shown"]);
        assert_eq!(verdicts(&worse, Some("hs-c1")), [above]);
        let warned = |new: &Report, reference: Option<&str>| {
            let comparison = comparison(&old, new, reference);
            comparison.warnings().contains("--relative-to hs-c1")
        };
        assert!(warned(&same, None) && !warned(&same, Some("hs-c1")) && !warned(&old, None));
        let (mut before, mut after) = (old.clone(), same.clone());
        before.environment.hotspot = Some("17".to_string());
        after.environment.hotspot = Some("21".to_string());
        let warnings = comparison(&before, &after, Some("hs-c1")).warnings();
        assert_eq!(warnings, "warning: other HotSpot: 17 / 21\n");
        after.environment.engine = "new".to_string();
        let warnings = comparison(&before, &after, Some("tiered")).warnings();
        assert_eq!(warnings, "warning: other engine:  / new\n");
        assert_eq!(
            comparison(&old, &same, Some("hs-c2")).check().unwrap_err(),
            "--relative-to hs-c2: the old report does not have this mode"
        );
    }
}
