//! Measuring: a program runs in several modes, in turn, and medians are compared, so that the machine's noise hits all of them alike.
//! A figure is CPU time (user and system) or peak memory of a whole process. Outputs are compared in every run.

use super::table::{Against, Program};
use super::{Mode, Setup, difference};
use measure::Run;
use measure::statistics::{geometric_mean, median};

/// Which modes are measured beside each other, and at which sizes.
pub(super) struct Measurement {
    /// What ours is compared with. The first that a program runs in says what it must print.
    references: &'static [Mode],
    ours: Mode,
    /// Does a program run in this reference?
    runs_in: fn(&Program, Mode) -> bool,
    /// A program's size; None: it is not measured.
    size: fn(&Program) -> Option<&[String]>,
    /// Does a program count in the means?
    counts: fn(&Program) -> bool,
    /// How often each program runs in each mode, unless told otherwise.
    rounds: usize,
}

/// Tier 0 beside HotSpot's interpreter and C1, or, where start-up is measured, its defaults.
pub(super) const INTERPRETED: Measurement = Measurement {
    references: &[Mode::HotSpotInterpreter, Mode::HotSpotC1, Mode::HotSpot],
    ours: Mode::Tier0,
    runs_in: |program, mode| match program.against {
        Against::Interpreter => mode != Mode::HotSpot,
        Against::Default => mode == Mode::HotSpot,
    },
    size: |program| Some(&program.speed),
    counts: |_| true,
    rounds: 5,
};

/// Compiled code, as it is reached by default, beside HotSpot's C1 and its defaults.
pub(super) const COMPILED: Measurement = Measurement {
    references: &[Mode::HotSpotC1, Mode::HotSpot],
    ours: Mode::Brolga,
    runs_in: |_, _| true,
    size: |program| program.compiled.as_deref(),
    counts: |program| program.bar.is_some(),
    rounds: 3,
};

/// One program's figures.
pub(super) struct Row {
    pub(super) program: Program,
    references: Vec<(Mode, Figures)>,
    ours: Figures,
}

/// A mode's medians over all runs of one program.
struct Figures {
    cpu_seconds: f64,
    peak_bytes: u64,
    /// How its output is not that of the first run of the first mode.
    difference: Option<String>,
}

impl Measurement {
    /// Measures `programs` and prints the table, each row as soon as it is known.
    ///
    /// # Errors
    /// A program cannot be started. (One that fails is a difference of outputs.)
    pub(super) fn run(
        &self,
        setup: &Setup,
        programs: Vec<Program>,
        rounds: Option<usize>,
    ) -> Result<Vec<Row>, String> {
        let rounds = rounds.unwrap_or(self.rounds);
        environment(rounds);
        self.headings();
        let mut rows = Vec::new();
        for program in programs {
            if let Some(row) = self.row(setup, program, rounds)? {
                println!("{}", self.line(&row));
                row.differences().for_each(|line| println!("{line}"));
                rows.push(row);
            }
        }
        println!("{}", self.means(&rows));
        Ok(rows)
    }

    fn row(&self, setup: &Setup, program: Program, rounds: usize) -> Result<Option<Row>, String> {
        let Some(size) = (self.size)(&program) else {
            return Ok(None);
        };
        let references = self.references.iter().copied();
        let references: Vec<Mode> = references
            .filter(|mode| (self.runs_in)(&program, *mode))
            .collect();
        let modes = [&references[..], &[self.ours]].concat();
        let mut figures = figures(&modes, rounds, |mode| setup.run(mode, &[], &program, size))?;
        let ours = figures.remove(references.len());
        Ok(Some(Row {
            program,
            references: references.into_iter().zip(figures).collect(),
            ours,
        }))
    }

    fn headings(&self) {
        let references = self
            .references
            .iter()
            .map(|mode| mode.heading().to_string());
        let modes = references.clone().chain([self.ours.heading().to_string()]);
        println!(
            "{:<14}{}{}{}",
            "program",
            cells(modes.clone()),
            cells(references.map(|name| format!("/{name}"))),
            cells(modes)
        );
    }

    fn line(&self, row: &Row) -> String {
        let seconds = |figures: &Figures| format!("{:.3}", figures.cpu_seconds);
        let ratio = |figures: &Figures| {
            let ratio = row.ours.cpu_seconds / figures.cpu_seconds;
            format!("{ratio:.2}")
        };
        let memory = |figures: &Figures| format!("{}M", figures.peak_bytes >> 20);
        let references = |cell: &dyn Fn(&Figures) -> String| {
            cells(self.references.iter().map(|mode| {
                let figures = row.reference(*mode);
                figures.map_or("-".into(), cell)
            }))
        };
        let ours = |text: String| cells([text].into_iter());
        [
            format!("{:<14}", row.program.name),
            references(&seconds),
            ours(seconds(&row.ours)),
            references(&ratio),
            references(&memory),
            ours(memory(&row.ours)),
        ]
        .concat()
    }

    /// The last line: the geometric mean of the ratios to each reference.
    fn means(&self, rows: &[Row]) -> String {
        let means = self.references.iter().map(|mode| {
            let counting = rows.iter().filter(|row| (self.counts)(&row.program));
            let ratios: Vec<f64> = counting.filter_map(|row| row.ratio(*mode)).collect();
            geometric_mean(&ratios).map_or("-".into(), |mean| format!("{mean:.2}"))
        });
        let blank = std::iter::repeat_n(String::new(), self.references.len() + 1);
        format!("{:<14}{}{}", "geometric mean", cells(blank), cells(means))
    }
}

impl Row {
    /// Our CPU time as a multiple of a reference's; None if the program did not run in it.
    pub(super) fn ratio(&self, reference: Mode) -> Option<f64> {
        let reference = self.reference(reference)?;
        Some(self.ours.cpu_seconds / reference.cpu_seconds)
    }

    pub(super) fn outputs_are_equal(&self) -> bool {
        self.differences().next().is_none()
    }

    fn reference(&self, mode: Mode) -> Option<&Figures> {
        self.references
            .iter()
            .find_map(|(of, figures)| (*of == mode).then_some(figures))
    }

    fn differences(&self) -> impl Iterator<Item = String> {
        let references = self.references.iter();
        references
            .map(|(mode, figures)| (mode.heading(), figures))
            .chain([("ours", &self.ours)])
            .filter_map(|(name, figures)| {
                let finding = figures.difference.as_ref()?;
                Some(format!("  DIFFERENT, {name}: {finding}"))
            })
    }
}

/// Runs the modes in turn, every second round in reverse; the output of each is compared with the first mode's.
fn figures(
    modes: &[Mode],
    rounds: usize,
    run: impl Fn(Mode) -> Result<Run, String>,
) -> Result<Vec<Figures>, String> {
    let mut samples: Vec<Vec<Run>> = modes.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..modes.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for mode in order {
            samples[mode].push(run(modes[mode])?);
        }
    }
    let figures = samples.iter().map(|runs| Figures {
        cpu_seconds: median(&values(runs, |run| run.cpu().as_secs_f64())),
        peak_bytes: median(&values(runs, |run| run.peak_bytes as f64)) as u64,
        difference: runs.iter().find_map(|run| difference(&samples[0][0], run)),
    });
    Ok(figures.collect())
}

fn values(runs: &[Run], value: impl Fn(&Run) -> f64) -> Vec<f64> {
    runs.iter().map(value).collect()
}

/// Cells of a table's line, to the right.
fn cells(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| format!(" {text:>8}")).collect()
}

/// What the figures depend on.
fn environment(rounds: usize) {
    let line = |file: &str, key: &str| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let found = text
            .lines()
            .find(|line| line.starts_with(key))
            .unwrap_or("");
        found
            .rsplit(": ")
            .next()
            .unwrap_or(found)
            .trim()
            .to_string()
    };
    println!(
        "CPU seconds (user + system) of whole processes, medians of {rounds} rounds in turn; ours as a multiple of them; peak memory"
    );
    let load = line("/proc/loadavg", "");
    let load: Vec<&str> = load.split(' ').take(3).collect();
    println!(
        "{}, load {}",
        line("/proc/cpuinfo", "model name"),
        load.join(" ")
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::process::Command;
    use std::time::Duration;

    #[test]
    fn modes_run_in_turn_and_every_output_is_compared() {
        let order = RefCell::new(Vec::new());
        let modes = [Mode::HotSpotC1, Mode::HotSpot, Mode::Brolga];
        let found = figures(&modes, 3, |mode| {
            let mut order = order.borrow_mut();
            order.push(mode);
            // Only the last run of all prints something else.
            let text = if order.len() == 9 { "b" } else { "a" };
            measure::run(Command::new("echo").arg(text), Duration::from_secs(60))
                .map_err(|error| error.to_string())
        })
        .unwrap();
        let [c1, hotspot, brolga] = modes;
        assert_eq!(
            order.into_inner(),
            [
                c1, hotspot, brolga, brolga, hotspot, c1, c1, hotspot, brolga
            ]
        );
        let differences = found.iter().map(|figures| figures.difference.is_some());
        assert_eq!(differences.collect::<Vec<_>>(), [false, false, true]);
    }

    fn row(name: &str, line: &str, cpu: [f64; 3]) -> Row {
        let mut program = brolga::bench::suite::row(line).unwrap();
        program.name = name.to_string();
        let figures = |cpu_seconds| Figures {
            cpu_seconds,
            peak_bytes: 5 << 20,
            difference: None,
        };
        Row {
            program,
            references: vec![
                (Mode::HotSpotC1, figures(cpu[0])),
                (Mode::HotSpot, figures(cpu[1])),
            ],
            ours: figures(cpu[2]),
        }
    }

    #[test]
    fn lines_and_means() {
        let rows = [
            row("A", "A|int|1|2|1|50|9|3", [1.0, 0.5, 2.0]),
            row("B", "B|int|1|2|1|50|9|3", [2.0, 1.0, 1.0]),
            row("NoBar", "C|int|1|2|1|50|9|-", [1.0, 1.0, 50.0]),
        ];
        assert_eq!(
            COMPILED.line(&rows[0]),
            "A                 1.000    0.500    2.000     2.00     4.00       5M       5M       5M"
        );
        assert_eq!(
            COMPILED.means(&rows),
            "geometric mean                                1.00     2.00"
        );
        assert_eq!(rows[1].ratio(Mode::HotSpotC1), Some(0.5));
        assert_eq!(rows[1].ratio(Mode::HotSpotInterpreter), None);
    }

    #[test]
    fn differences_are_listed_with_their_mode() {
        let mut row = row("A", "A|int|1|2|1|50|9|3", [1.0, 0.5, 2.0]);
        assert!(row.outputs_are_equal());
        row.references[1].1.difference = Some("x".to_string());
        row.ours.difference = Some("y".to_string());
        let lines: Vec<String> = row.differences().collect();
        assert_eq!(lines, ["  DIFFERENT, default: x", "  DIFFERENT, ours: y"]);
    }
}
