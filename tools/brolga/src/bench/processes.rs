//! The first measure: the whole program, from the start of its process to the end, several times in each mode. Every run's output and
//! exit status are compared with those of one mode.

use super::report::{ModeReport, ProcessSample};
use super::runner::{Runner, orders};
use super::target::Target;
use crate::failure::Failure;
use measure::{Run, difference_of_texts};

/// Runs a program; fills in samples and differences. The reports are in the order of the modes. If the user has had enough, what there
/// is stays.
///
/// # Errors
/// It cannot be started, or fails in every mode.
pub(super) fn measure(
    runner: &mut Runner<'_>,
    target: &Target,
    reports: &mut [ModeReport],
) -> Result<(), Failure> {
    let (modes, settings) = (runner.modes, runner.settings);
    let reference = runner.reference();
    let words = target.words();
    let mut expected: Option<(&str, Run)> = None;
    for (round, order) in orders(modes.len(), settings.processes(), settings.seed)
        .iter()
        .enumerate()
    {
        let mut runs: Vec<Option<Run>> = modes.iter().map(|_| None).collect();
        for &at in order {
            if reports[at].note.is_some() {
                runner.skip(1);
                continue;
            }
            let Some(run) = runner.run(&target.name, &modes[at], &words)? else {
                return Ok(());
            };
            match run.timed_out() {
                true => {
                    let limit = settings.timeout_seconds;
                    reports[at].note = Some(format!("still ran after {limit} s: stopped"));
                }
                false => reports[at].processes.push(sample(&run)),
            }
            runs[at] = Some(run);
        }
        if round == 0 {
            can_be_measured(target, &runs, settings.allows_failure)?;
            // If the reference has not ended, the first that has.
            let ended = |run: &Option<Run>| run.as_ref().is_some_and(|run| !run.timed_out());
            let at = match ended(&runs[reference]) {
                true => Some(reference),
                false => runs.iter().position(ended),
            };
            expected = at.and_then(|at| Some((&modes[at].name[..], runs[at].take()?)));
        }
        let Some((other, expected)) = &expected else {
            continue;
        };
        for (report, run) in reports.iter_mut().zip(&runs) {
            let Some(run) = run else { continue };
            let found = difference(expected, run, settings.compares_stderr);
            if !settings.ignores_output && report.difference.is_none() {
                report.difference = found.map(|found| {
                    let times = if round == 0 {
                        String::new()
                    } else {
                        format!(" in run {}", round + 1)
                    };
                    format!("not as {other}{times}: {found}")
                });
            }
        }
    }
    Ok(())
}

fn sample(run: &Run) -> ProcessSample {
    ProcessSample {
        wall_ns: run.wall.as_nanos() as u64,
        user_ns: run.user.as_nanos() as u64,
        system_ns: run.system.as_nanos() as u64,
        peak_bytes: run.peak_bytes,
        minor_faults: run.minor_faults,
        major_faults: run.major_faults,
    }
}

fn difference(expected: &Run, run: &Run, with_stderr: bool) -> Option<String> {
    measure::difference(expected, run).or_else(|| {
        let wanted = with_stderr.then_some(&expected.stderr)?;
        difference_of_texts("error output", wanted, &run.stderr)
    })
}

/// A program that fails everywhere is a mistake of its user: a class without main, a missing file, no input.
fn can_be_measured(
    target: &Target,
    runs: &[Option<Run>],
    allows_failure: bool,
) -> Result<(), Failure> {
    let mut ended = runs.iter().flatten().peekable();
    let Some(first) = ended.peek().copied() else {
        return Ok(());
    };
    if allows_failure || ended.any(|run| run.timed_out() || run.status.success()) {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&first.stderr);
    let lines: Vec<&str> = said.lines().collect();
    let last = lines[lines.len().saturating_sub(12)..].join("\n");
    Err(Failure::Start(format!(
        "{} fails in every mode ({}), so there is nothing to compare:\n{last}\n\
         (Programs get no input unless --stdin names a file; --allow-failure measures them all the same.)",
        target.name, first.status
    )))
}
