//! Phases of our virtual machine's start, from the lines of `-XX:+PrintBootTimes`.

use super::report::{BootPhase, Execution, ProgramReport};
use measure::statistics::median;

/// What comes before the machine's first phase: `fork`, the dynamic linker, the JDK's launcher, `dlopen` of the library.
const LAUNCHER: &str = "launcher";
/// The line that sums up.
const ALL: &str = "all";

/// The option that prints the lines.
pub(super) const OPTION: &str = "-XX:+PrintBootTimes";

/// The phases, the launcher's first, of a process that was started at a time of the monotonic clock; none if there are no such lines.
pub(super) fn parse(stderr: &str, started_ns: u64) -> Vec<BootPhase> {
    let lines = stderr.lines();
    let lines = lines.filter_map(|line| line.strip_prefix("brolga-boot: "));
    let phase = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (name, ns) = match words[..] {
            ["began", "at", began, ..] => {
                let began = began.parse::<u64>().ok()?;
                (LAUNCHER, began.saturating_sub(started_ns))
            }
            [name, us, "us", ..] if name != ALL => (name, us.parse::<u64>().ok()? * 1_000),
            _ => return None,
        };
        let name = name.to_string();
        Some(BootPhase { name, ns })
    };
    lines.filter_map(phase).collect()
}

/// A phase, and the median of its times in each mode, seconds; None: a mode of another machine.
pub(super) type Row = (String, Vec<Option<f64>>);

/// The phases of all modes, in their order.
pub(super) fn rows(program: &ProgramReport) -> Vec<Row> {
    let executions = || program.modes.iter().flat_map(|mode| &mode.executions);
    let longest = executions().max_by_key(|execution| execution.boot.len());
    let phases = longest.map_or(&[][..], |execution| &execution.boot);
    phases
        .iter()
        .map(|phase| {
            let medians = program.modes.iter();
            let medians = medians.map(|mode| median_of(&phase.name, &mode.executions));
            (phase.name.clone(), medians.collect())
        })
        .collect()
}

fn median_of(name: &str, executions: &[Execution]) -> Option<f64> {
    let phases = executions.iter().flat_map(|execution| &execution.boot);
    let seconds: Vec<f64> = phases
        .filter(|phase| phase.name == name)
        .map(|phase| phase.ns as f64 / 1e9)
        .collect();
    (!seconds.is_empty()).then(|| median(&seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::tests;

    const LINES: &str = "x\nbrolga-boot: began at 5000 ns of the monotonic clock\n\
                         brolga-boot: heap 3 us  the heap\nbrolga-boot: all 3 us  all\n";

    #[test]
    fn phases_of_a_process() {
        let phase = |name: &str, ns| BootPhase {
            name: name.to_string(),
            ns,
        };
        let wanted = [phase("launcher", 4_000), phase("heap", 3_000)];
        assert_eq!(parse(LINES, 1_000), wanted);
        assert!(parse("no such lines", 1).is_empty());
    }

    #[test]
    fn medians_by_mode() {
        let mut report = tests::of_processes(&[("hs-int", &[1]), ("tiered", &[1])]);
        let program = &mut report.programs[0];
        for started_ns in [1_000, 3_000, 2_000] {
            let mut execution = tests::execution(&[1]);
            execution.boot = parse(LINES, started_ns);
            program.modes[1].executions.push(execution);
        }
        let rows = rows(program);
        assert_eq!(rows[0], ("launcher".to_string(), vec![None, Some(3e-6)]));
        assert_eq!(rows[1], ("heap".to_string(), vec![None, Some(3e-6)]));
    }
}
