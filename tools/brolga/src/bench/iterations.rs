//! The second measure: the program runs again and again in one process, by a small driver in Java (`BrolgaIterations.java`), which shows how
//! it warms up. The virtual machine's log says what happened meanwhile.

use super::boot;
use super::marks;
use super::mode::Machine;
use super::report::{Compiler, Execution, ModeReport};
use super::runner::{Runner, orders};
use super::target::{Start, Target};
use crate::failure::Failure;
use measure::Run;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};

/// The driver's class and source.
pub(super) const DRIVER: (&str, &str) = ("BrolgaIterations", include_str!("BrolgaIterations.java"));

/// Runs a program; fills in executions and differences. The reports are in the order of the modes. If the user has had enough, what there
/// is stays.
///
/// # Errors
/// It cannot be started.
pub(super) fn measure(
    runner: &mut Runner<'_>,
    target: &Target,
    files: &Files,
    reports: &mut [ModeReport],
) -> Result<(), Failure> {
    let (modes, settings) = (runner.modes, runner.settings);
    let reference = runner.reference();
    let mut checksums: Vec<Vec<Vec<String>>> = modes.iter().map(|_| Vec::new()).collect();
    let mut stops: Vec<Option<Stop>> = modes.iter().map(|_| None).collect();
    'rounds: for order in orders(modes.len(), settings.executions(), settings.seed) {
        for at in order {
            if reports[at].note.is_some() {
                runner.skip(1);
                continue;
            }
            let mode = &modes[at];
            let words = words(target, settings, files, mode.machine);
            files.clear();
            let Some(run) = runner.run(&target.name, mode, &words)? else {
                break 'rounds;
            };
            let told = Told::parse(&std::fs::read_to_string(&files.report).unwrap_or_default());
            let log = std::fs::read_to_string(&files.log).unwrap_or_default();
            if let Some(why) = told.complaint(&run) {
                reports[at].note = Some(why);
                stops[at] = Some(Stop {
                    done: told.iterations.len(),
                    is_crash: !run.timed_out() && run.status.signal().is_some(),
                });
            }
            if !told.iterations.is_empty() {
                reports[at]
                    .executions
                    .push(told.execution(&run, &log, mode.machine));
                checksums[at].push(told.checksums);
            }
        }
    }
    if settings.ignores_output {
        return Ok(());
    }
    let expected = checksums[reference].first().cloned().unwrap_or_default();
    for (report, found) in reports.iter_mut().zip(&checksums) {
        let first = found
            .iter()
            .find_map(|found| first_difference(&expected, found));
        if let Some(iteration) = first.filter(|_| report.difference.is_none()) {
            let other = &modes[reference].name;
            report.difference = Some(format!(
                "not as {other}: another result in iteration {}",
                iteration + 1
            ));
        }
    }
    for (at, stop) in stops.iter().enumerate() {
        let Some(stop) = stop else { continue };
        let others = checksums
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let is_alone = stop.is_alone(others.flat_map(|(_, found)| found).map(Vec::len));
        if is_alone && reports[at].difference.is_none() {
            reports[at].difference = reports[at].note.clone();
        }
    }
    Ok(())
}

/// An execution that ended before its time.
struct Stop {
    /// Iterations that it finished.
    done: usize,
    /// Killed by a signal.
    is_crash: bool,
}

impl Stop {
    /// Whether that is a difference of this mode: a crash always is, else others must have come further.
    fn is_alone(&self, mut others: impl Iterator<Item = usize>) -> bool {
        self.is_crash || others.any(|done| done > self.done)
    }
}

/// The first iteration that both have and in which they differ.
fn first_difference(expected: &[String], found: &[String]) -> Option<usize> {
    expected.iter().zip(found).position(|(a, b)| a != b)
}

/// Where the driver is, and the files that it and the log go to.
pub(super) struct Files {
    pub(super) driver: PathBuf,
    report: PathBuf,
    log: PathBuf,
}

impl Files {
    pub(super) fn new(driver: PathBuf, scratch: &Path) -> Files {
        Files {
            driver,
            report: scratch.join("iterations.txt"),
            log: scratch.join("iterations.log"),
        }
    }

    fn clear(&self) {
        for file in [&self.report, &self.log] {
            // It need not be there.
            let _ = std::fs::remove_file(file);
        }
    }
}

/// The driver's command line: the program's options, its class path and the driver's, what to call.
fn words(
    target: &Target,
    settings: &super::options::Settings,
    files: &Files,
    machine: Machine,
) -> Vec<String> {
    let mut words = target.java_options.clone();
    let own_path = Target::take_class_path(&mut words);
    words.extend(marks::options(machine, &files.log));
    if machine == Machine::Brolga {
        words.push(boot::OPTION.to_string());
    }
    let (kind, name, path) = match (&target.method, &target.start) {
        (Some(method), _) => ("method", method.clone(), own_path),
        (None, Start::Jar(file)) => ("jar", file.clone(), Some(file.clone())),
        (None, Start::Module(module)) => {
            let (module, class) = module.split_once('/').unwrap_or((module, ""));
            let package = class.rsplit_once('.').map_or("", |(package, _)| package);
            words.extend([
                format!("--add-modules={module}"),
                format!("--add-opens={module}/{package}=ALL-UNNAMED"),
            ]);
            ("main", class.to_string(), own_path)
        }
        (None, Start::Class(class)) => ("main", class.clone(), own_path),
        (None, Start::Options) => ("main", String::new(), own_path),
    };
    let path = path.unwrap_or_else(|| ".".to_string());
    let limit = (settings.seconds() * 1e9) as u64;
    let input = if settings.stdin.is_some() {
        "input"
    } else {
        "-"
    };
    words.extend([
        "-cp".to_string(),
        format!("{path}:{}", files.driver.display()),
        DRIVER.0.to_string(),
        files.report.display().to_string(),
        kind.to_string(),
        name,
        settings.iterations().to_string(),
        limit.to_string(),
        settings.calls.to_string(),
        input.to_string(),
    ]);
    let arguments = target.iteration_arguments.as_ref();
    words.extend(arguments.unwrap_or(&target.arguments).iter().cloned());
    words
}

/// What the driver wrote.
#[derive(Debug, Default, PartialEq)]
struct Told {
    main_ns: Option<u64>,
    tied_ns: Option<u64>,
    /// Start and duration.
    iterations: Vec<(u64, u64)>,
    checksums: Vec<String>,
    failed: Option<String>,
    is_complete: bool,
}

impl Told {
    fn parse(text: &str) -> Told {
        let mut told = Told::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok());
            match words[0] {
                "main" => told.main_ns = number(1),
                "tied" => told.tied_ns = number(1),
                "i" => {
                    // A line that was not written to its end counts for nothing.
                    if let (Some(start), Some(duration), Some(sum)) =
                        (number(1), number(2), words.get(3))
                    {
                        told.iterations.push((start, duration));
                        told.checksums.push((*sum).to_string());
                    }
                }
                "failed" => told.failed = Some(line["failed ".len().min(line.len())..].to_string()),
                "end" => told.is_complete = true,
                _ => {}
            }
        }
        told
    }

    /// Why there are fewer iterations than were wanted.
    fn complaint(&self, run: &Run) -> Option<String> {
        if run.timed_out() {
            return Some("stopped at the time limit".to_string());
        }
        if let Some(failed) = &self.failed {
            let done = self.iterations.len();
            return Some(format!("iteration {} fails: {failed}", done + 1));
        }
        if self.is_complete {
            return None;
        }
        let status = run.status;
        Some(match self.main_ns {
            Some(_) => {
                format!("no more iterations: the program ends the virtual machine ({status})")
            }
            // The launcher says first what is wrong.
            None => {
                let said = String::from_utf8_lossy(&run.stderr);
                let said: Vec<&str> = said.lines().take(3).collect();
                format!("no iterations ({status}): {}", said.join("; "))
            }
        })
    }

    fn execution(&self, run: &Run, log: &str, machine: Machine) -> Execution {
        let marks = marks::parse(log, self.tied_ns, &self.iterations);
        let stderr = String::from_utf8_lossy(&run.stderr);
        let compiler = match machine {
            Machine::Brolga => brolga_compiler(&stderr),
            Machine::HotSpot => hotspot_compiler(&String::from_utf8_lossy(&run.stdout)),
        };
        Execution {
            startup_ns: self
                .main_ns
                .map_or(0, |main| main.saturating_sub(run.started_ns)),
            boot: boot::parse(&stderr, run.started_ns),
            peak_bytes: run.peak_bytes,
            iterations_ns: self.iterations.iter().map(|(_, time)| *time).collect(),
            marks: marks.listed,
            marks_left_out: marks.left_out,
            compiler,
        }
    }
}

/// From `-XX:+PrintJitStatistics`.
fn brolga_compiler(stderr: &str) -> Option<Compiler> {
    let facts = stderr
        .lines()
        .filter_map(|line| line.strip_prefix("brolga-jit: "));
    let facts: Vec<(&str, &str)> = facts
        .flat_map(|line| line.split(' '))
        .filter_map(|fact| fact.split_once('='))
        .collect();
    let number = |name: &str| {
        let found = facts.iter().find(|(fact, _)| *fact == name);
        found.and_then(|(_, value)| value.parse::<u64>().ok())
    };
    Some(Compiler {
        time_ns: number("compile_us")? * 1_000,
        compiles: number("compiles")?,
        code_bytes: number("code_bytes")?,
        deopts: number("deopts"),
    })
}

/// From `-XX:+CITime`.
fn hotspot_compiler(stdout: &str) -> Option<Compiler> {
    let number = |name: &str| {
        let line = stdout
            .lines()
            .find(|line| line.trim_start().starts_with(name))?;
        let value = line.split_once(':')?.1.trim_start();
        let digits = value.split([' ', 's']).next()?;
        digits.parse::<f64>().ok()
    };
    Some(Compiler {
        time_ns: (number("Total compilation time")? * 1e9) as u64,
        compiles: number("Total compiled methods")? as u64,
        code_bytes: number("nmethod code size").unwrap_or(0.0) as u64,
        deopts: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use std::time::Duration;

    const TOLD: &str = "main 100\ntied 200\ni 300 50 abc\ni 360 40 abc\ni 400 3";

    fn run(script: &str) -> Run {
        let mut command = Command::new("sh");
        measure::run(command.args(["-c", script]), Duration::from_secs(60)).expect("sh runs")
    }

    #[test]
    fn lines_of_the_driver() {
        let told = Told::parse(TOLD);
        // The last line was not written to its end.
        assert_eq!(told.iterations, [(300, 50), (360, 40)]);
        assert_eq!(told.checksums, ["abc", "abc"]);
        assert_eq!((told.main_ns, told.tied_ns), (Some(100), Some(200)));
        assert!(!told.is_complete);
    }

    #[test]
    fn why_there_are_no_more() {
        let complaint = |told: &str, script: &str| Told::parse(told).complaint(&run(script));
        assert_eq!(complaint("main 1\nend", "true"), None);
        assert_eq!(
            complaint("main 1\ni 1 2 3\nfailed java.lang.Error: x y", "true").unwrap(),
            "iteration 2 fails: java.lang.Error: x y"
        );
        assert_eq!(
            complaint("main 1", "exit 3").unwrap(),
            "no more iterations: the program ends the virtual machine (exit status: 3)"
        );
        assert_eq!(
            complaint("", "echo a >&2; echo b >&2; exit 1").unwrap(),
            "no iterations (exit status: 1): a; b"
        );
    }

    #[test]
    fn who_fails_alone() {
        let stop = |done, is_crash| Stop { done, is_crash };
        assert!(stop(5, false).is_alone([3, 6].into_iter()));
        assert!(!stop(5, false).is_alone([3, 5].into_iter()));
        assert!(stop(5, true).is_alone([3].into_iter()));
    }

    #[test]
    fn another_result() {
        let sums = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
        assert_eq!(first_difference(&sums("a b c"), &sums("a b")), None);
        assert_eq!(first_difference(&sums("a b c"), &sums("a x c d")), Some(1));
    }

    #[test]
    fn costs_of_compilers() {
        let ours = "x\nbrolga-jit: compiles=3 methods=2 loops=1\nbrolga-jit: deopts=4\n\
                    brolga-jit: compile_us=5\nbrolga-jit: code_bytes=6 code_bytes_per_bytecode=4.5\n";
        let wanted = Compiler {
            time_ns: 5_000,
            compiles: 3,
            code_bytes: 6,
            deopts: Some(4),
        };
        assert_eq!(brolga_compiler(ours), Some(wanted));
        assert_eq!(brolga_compiler("x"), None);
        let hotspot = "  Total compilation time   :   0.077 s\n  Total compiled methods    :       71 methods\n\
                         nmethod code size         :    77568 bytes\n";
        let wanted = Compiler {
            time_ns: 77_000_000,
            compiles: 71,
            code_bytes: 77_568,
            deopts: None,
        };
        assert_eq!(hotspot_compiler(hotspot), Some(wanted));
    }
}
