//! `cargo xtask bench`: CPU time and memory of tier 0 beside HotSpot over `benches/programs`; and, for the tests, equal output on
//! both, with and without GC stress.
//!
//! Whole processes are measured, in turn, and medians compared: the machine's noise then hits both sides alike. Outputs are compared
//! in every run. `table.rs` has the programs and sizes.

mod table;

use crate::workspace::{self, Count, TEST_PROFILE};
use crate::{Outcome, jdk};
use measure::Run;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;
use table::{Against, Program};

/// Longest run of one program; far above what any takes, for loaded machines.
const LIMIT: Duration = Duration::from_secs(600);
/// Collections that must have moved objects in a stress run.
const MOVING_COLLECTIONS: u64 = 500;
/// Exit status when two virtual machines print different things.
const DIFFERENT_OUTPUT: u8 = 3;

/// A virtual machine in a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Tier0,
    HotSpot,
    HotSpotInterpreter,
    HotSpotC1,
}

/// The JDK, the built engine, the compiled programs.
struct Setup {
    java: PathBuf,
    engine: PathBuf,
    classes: PathBuf,
}

impl Setup {
    fn new(profile: &str, engine: Option<PathBuf>) -> Result<Setup, String> {
        let jdk = jdk::find_or_install()?;
        let engine = match engine {
            Some(engine) => engine,
            None => {
                workspace::build(profile, &["libjvm"])?;
                workspace::output(profile)
            }
        };
        let engine = brolga::engine::holds_library(&engine)
            .ok_or_else(|| format!("no libjvm.so in {}", engine.display()))?;
        let classes = workspace::target().join("benches");
        std::fs::create_dir_all(classes.join("out"))
            .map_err(|error| format!("{}: {error}", classes.display()))?;
        let mut javac = Command::new(jdk.program("javac"));
        javac.arg("-d").arg(&classes);
        for program in table::load()? {
            let source = table::folder().join(format!("{}.java", program.name));
            if source.is_file() {
                javac.arg(source);
            }
        }
        workspace::stdout_of(&mut javac)?;
        Ok(Setup {
            java: jdk.program("java"),
            engine,
            classes,
        })
    }

    fn run(
        &self,
        mode: Mode,
        options: &[String],
        program: &Program,
        size: &[String],
    ) -> Result<Run, String> {
        let mut command = Command::new(&self.java);
        match mode {
            Mode::Tier0 => {
                command.arg(brolga::launch::altjvm(&self.engine));
                command.arg("-Xint");
            }
            Mode::HotSpot => {}
            Mode::HotSpotInterpreter => {
                command.arg("-Xint");
            }
            Mode::HotSpotC1 => {
                command.arg("-XX:TieredStopAtLevel=1");
            }
        }
        brolga::launch::without_settings(&mut command);
        command
            .args(options)
            .args(program.arguments(size, &self.classes));
        measure::run(&mut command, LIMIT)
            .map_err(|error| format!("{}: {error}", self.java.display()))
    }
}

/// Why `ours` is not what `oracle` is, in one line.
fn difference(oracle: &Run, ours: &Run) -> Option<String> {
    let last = |run: &Run| {
        let text = String::from_utf8_lossy(&run.stderr).into_owned();
        text.lines().last().unwrap_or("").to_string()
    };
    if !oracle.status.success() {
        return Some(format!("HotSpot: {}: {}", oracle.status, last(oracle)));
    }
    if ours.timed_out {
        return Some("timeout".to_string());
    }
    if ours.status != oracle.status {
        return Some(format!("{}: {}", ours.status, last(ours)));
    }
    let (a, b) = (&oracle.stdout, &ours.stdout);
    if a == b {
        return None;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let line = a[..same].iter().filter(|byte| **byte == b'\n').count() + 1;
    Some(format!(
        "the output differs from line {line} on ({} and {} bytes)",
        a.len(),
        b.len()
    ))
}

/// Collections that moved objects, from the VM's `brolga-gc:` line.
fn moving_collections(stderr: &[u8]) -> Option<u64> {
    brolga::launch::gc_statistic(&String::from_utf8_lossy(stderr), "moving")
}

/// The programs at their smallest sizes print what they print on HotSpot: part of the standard tests.
pub(crate) fn equal_smallest() -> Result<Count, String> {
    let setup = Setup::new(TEST_PROFILE, None)?;
    let mut count = Count::default();
    for program in table::load()? {
        let finding = compare(&setup, &program, &program.smallest, &[])?;
        count.add(report(&program, "smallest", finding));
    }
    close_set(count)
}

/// `cargo xtask test --full benches`: equal output at the measured sizes, and at the stress sizes under GC stress.
pub(crate) fn full(names: &[String]) -> Outcome {
    let setup = Setup::new("release", None)?;
    let mut count = Count::default();
    for program in chosen(names)? {
        let finding = compare(&setup, &program, &program.speed, &[])?;
        count.add(report(&program, "full", finding));
        count.add(report(&program, "stress", stress(&setup, &program)?));
    }
    Ok(close_set(count)?.close())
}

fn close_set(count: Count) -> Result<Count, String> {
    println!(
        "benches: {} runs equal to HotSpot's, {} not",
        count.passed, count.failed
    );
    Ok(count)
}

fn report(program: &Program, what: &str, finding: Option<String>) -> Count {
    if let Some(finding) = &finding {
        println!("FAILED {} ({what}): {finding}", program.name);
    }
    Count::of(finding.is_none())
}

fn compare(
    setup: &Setup,
    program: &Program,
    size: &[String],
    options: &[String],
) -> Result<Option<String>, String> {
    let oracle = setup.run(Mode::HotSpot, &[], program, size)?;
    let ours = setup.run(Mode::Tier0, options, program, size)?;
    Ok(difference(&oracle, &ours))
}

fn stress(setup: &Setup, program: &Program) -> Result<Option<String>, String> {
    let options = [
        format!("-XX:GCStressInterval={}", program.interval),
        "-XX:+PrintGCStatistics".to_string(),
    ];
    let oracle = setup.run(Mode::HotSpot, &[], program, &program.stress)?;
    let ours = setup.run(Mode::Tier0, &options, program, &program.stress)?;
    if let Some(finding) = difference(&oracle, &ours) {
        return Ok(Some(finding));
    }
    Ok(match moving_collections(&ours.stderr) {
        None => Some("no `brolga-gc:` line".to_string()),
        Some(moving) if moving < MOVING_COLLECTIONS => Some(format!(
            "only {moving} collections moved objects, {MOVING_COLLECTIONS} are wanted"
        )),
        Some(_) => None,
    })
}

fn chosen(names: &[String]) -> Result<Vec<Program>, String> {
    let programs = table::load()?;
    if let Some(unknown) = names
        .iter()
        .find(|name| !programs.iter().any(|p| p.name == **name))
    {
        let all: Vec<&str> = programs.iter().map(|p| p.name.as_str()).collect();
        return Err(format!(
            "no program `{unknown}`; there are: {}",
            all.join(" ")
        ));
    }
    Ok(programs
        .into_iter()
        .filter(|p| names.is_empty() || names.contains(&p.name))
        .collect())
}

/// `cargo xtask bench [--runs N] [--engine DIR] [PROGRAM...]`.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let (mut runs, mut engine, mut names) = (5, None, Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--runs" => {
                runs = rest
                    .next()
                    .and_then(|value| value.parse().ok())
                    .filter(|runs| *runs > 0)
                    .ok_or("--runs wants a number")?;
            }
            "--engine" => engine = Some(rest.next().ok_or("--engine wants a folder")?.into()),
            option if option.starts_with('-') => return Err(format!("unknown option {option}")),
            name => names.push(name.to_string()),
        }
    }
    let programs = chosen(&names)?;
    let setup = Setup::new("release", engine)?;
    environment(runs);
    println!(
        "{:<14} {:>7} {:>7} {:>7} {:>8} {:>7} {:>8} {:>8}",
        "program", "HotSpot", "C1", "ours", "/HotSpot", "/C1", "HotSpot", "ours"
    );
    let mut same = true;
    let (mut to_interpreter, mut to_c1) = (Vec::new(), Vec::new());
    for program in &programs {
        let modes: &[Mode] = match program.against {
            Against::Interpreter => &[Mode::HotSpotInterpreter, Mode::HotSpotC1, Mode::Tier0],
            Against::Default => &[Mode::HotSpot, Mode::Tier0],
        };
        let measured = measure(&setup, program, modes, runs)?;
        let (first, ours) = (&measured[0], &measured[modes.len() - 1]);
        let c1 = (modes.len() == 3).then(|| &measured[1]);
        let ratio = ours.cpu / first.cpu;
        if let Some(c1) = c1 {
            to_interpreter.push(ratio);
            to_c1.push(ours.cpu / c1.cpu);
        }
        let star = if c1.is_none() { "*" } else { "" };
        println!(
            "{:<14} {:>7.3} {:>7} {:>7.3} {ratio:>8.2} {:>7} {:>7}M {:>7}M",
            format!("{}{star}", program.name),
            first.cpu,
            c1.map_or("-".into(), |c1| format!("{:.3}", c1.cpu)),
            ours.cpu,
            c1.map_or("-".into(), |c1| format!("{:.1}", ours.cpu / c1.cpu)),
            first.peak_bytes >> 20,
            ours.peak_bytes >> 20,
        );
        if let Some(finding) = &ours.difference {
            same = false;
            println!("  DIFFERENT: {finding}");
        }
    }
    if !to_interpreter.is_empty() {
        let (interpreter, c1) = (geometric_mean(&to_interpreter), geometric_mean(&to_c1));
        println!(
            "{:<14} {:>7} {:>7} {:>7} {interpreter:>8.2} {c1:>7.1}",
            "geometric mean", "", "", ""
        );
    }
    println!("* against HotSpot with its default settings; all others against -Xint");
    Ok(ExitCode::from(if same { 0 } else { DIFFERENT_OUTPUT }))
}

/// What the figures depend on.
fn environment(runs: usize) {
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
        "CPU seconds (user + system) of whole processes, medians of {runs} runs in turn; peak memory"
    );
    let load = line("/proc/loadavg", "");
    let load: Vec<&str> = load.split(' ').take(3).collect();
    println!(
        "{}, load {}",
        line("/proc/cpuinfo", "model name"),
        load.join(" ")
    );
}

/// A mode's medians over all runs of one program.
struct Measured {
    /// Seconds.
    cpu: f64,
    peak_bytes: u64,
    difference: Option<String>,
}

/// Runs the modes in turn, every second round in reverse; the output of each is compared with the first mode's.
fn measure(
    setup: &Setup,
    program: &Program,
    modes: &[Mode],
    runs: usize,
) -> Result<Vec<Measured>, String> {
    let mut samples: Vec<Vec<Run>> = modes.iter().map(|_| Vec::new()).collect();
    for round in 0..runs {
        let mut order: Vec<usize> = (0..modes.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for mode in order {
            samples[mode].push(setup.run(modes[mode], &[], program, &program.speed)?);
        }
    }
    Ok(samples
        .iter()
        .map(|runs| Measured {
            cpu: median(runs.iter().map(|run| run.cpu.as_secs_f64()).collect()),
            peak_bytes: median(runs.iter().map(|run| run.peak_bytes as f64).collect()) as u64,
            difference: runs
                .iter()
                .zip(&samples[0])
                .find_map(|(run, oracle)| difference(oracle, run)),
        })
        .collect())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[half],
        _ => (values[half - 1] + values[half]) / 2.0,
    }
}

fn geometric_mean(values: &[f64]) -> f64 {
    (values.iter().map(|value| value.ln()).sum::<f64>() / values.len() as f64).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!((geometric_mean(&[0.5, 2.0, 1.0]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn differences_are_named() {
        let sh = |script: &str| {
            measure::run(Command::new("sh").arg("-c").arg(script), LIMIT).expect("sh runs")
        };
        let oracle = sh("printf 'a\\nb\\n'");
        assert_eq!(difference(&oracle, &sh("printf 'a\\nb\\n'")), None);
        assert_eq!(
            difference(&oracle, &sh("printf 'a\\nc\\n'")).unwrap(),
            "the output differs from line 2 on (4 and 4 bytes)"
        );
        assert_eq!(
            difference(&oracle, &sh("echo oh >&2; exit 7")).unwrap(),
            "exit status: 7: oh"
        );
    }
}
