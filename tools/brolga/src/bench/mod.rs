//! `brolga bench`: a program in several modes, compared.
//!
//! ```text
//! options -> mode (which machines and flags), target (what runs; sources compiled into scratch or the cache)
//!   -> runner: one run after the other, in balanced order
//!        processes: the whole program        iterations: again and again in one process, with marks of the machine's log
//!   -> report (raw samples) -> summary (figures) -> output
//! compare: two reports
//! ```
//!
//! Running and statistics are the crate `measure`'s; the programs of the suite are `benches/programs`. `docs/bench.md` is for users.

mod boot;
pub mod compare;
mod environment;
mod iterations;
mod marks;
pub mod mode;
pub mod options;
pub mod output;
mod processes;
pub mod report;
mod runner;
mod scratch;
pub mod suite;
pub mod summary;
mod target;

use crate::failure::Failure;
use crate::jdk::Jdk;
use iterations::Files;
use mode::{Machine, Mode};
use options::{Request, Settings};
use output::table::{self, Colour};
use output::{html, rows};
use report::{ModeEntry, ModeReport, Plan, ProgramReport, Report};
use runner::Runner;
use scratch::Scratch;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use target::Target;

/// Exit status when a program does not do the same in all modes.
pub const DIFFERENT: u8 = 3;
/// Exit status when `compare` finds something slower than it may be.
pub const SLOWER: u8 = 1;
/// Exit status after Ctrl-C.
const INTERRUPTED: u8 = 130;

/// `brolga bench`, given the arguments behind `--java-home`; `machine` finds the JDK and the folder of the engine.
///
/// # Errors
/// Wrong use, nothing to measure, or an exit status that says what was found.
pub fn task(
    arguments: Vec<String>,
    machine: impl FnOnce() -> Result<(Jdk, PathBuf), Failure>,
) -> Result<(), Failure> {
    match options::parse(arguments).map_err(Failure::Usage)? {
        Request::Help(text) => {
            print!("{text}");
            Ok(())
        }
        Request::Compare(compare) => match compare::task(&compare).map_err(Failure::Usage)? {
            true => Ok(()),
            false => Err(Failure::Status(SLOWER)),
        },
        Request::Measure(settings) => {
            let (jdk, engine) = machine()?;
            let report = measure(&settings, &jdk, &engine)?;
            if report.has_differences() {
                return Err(Failure::Status(DIFFERENT));
            }
            match report.interrupted {
                true => Err(Failure::Status(INTERRUPTED)),
                false => Ok(()),
            }
        }
    }
}

/// Measures, prints each program when it is done, writes the reports.
fn measure(settings: &Settings, jdk: &Jdk, engine: &Path) -> Result<Report, Failure> {
    for file in settings.files() {
        report::check_writable(file).map_err(Failure::Usage)?;
    }
    let modes = mode::chosen(settings, jdk).map_err(Failure::Usage)?;
    let scratch = Scratch::new().map_err(Failure::Start)?;
    let targets = target::all(settings, jdk, &scratch)?;
    measure::interrupt::watch();

    let mut report = Report {
        schema: report::SCHEMA.to_string(),
        version: report::VERSION,
        environment: environment::before(jdk, engine, &modes),
        plan: plan(settings),
        modes: modes.iter().map(entry).collect(),
        programs: Vec::new(),
        interrupted: false,
    };
    let processor_time = environment::ProcessorTime::now();
    let driver = driver(settings, &targets, jdk, &scratch)?;
    let mut runner = Runner::new(
        settings,
        &modes,
        engine.to_path_buf(),
        runs(settings, &targets) * modes.len(),
    )?;
    print!("{}", table::head(&report));
    let colour = match std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        true => Colour::Red,
        false => Colour::Plain,
    };
    for target in &targets {
        let measured = program(&mut runner, target, driver.as_ref())?;
        runner.clear();
        print!("\n{}", table::program(&report, &measured, colour));
        report.programs.push(measured);
        report.interrupted = measure::interrupt::is_requested();
        if report.interrupted {
            println!("interrupted: this is what was measured until then");
            break;
        }
    }
    if report.programs.len() > 1 {
        print!("\n{}", table::means(&report));
    }
    report.environment.load_after = environment::load();
    report.environment.steal = processor_time.steal_until(environment::ProcessorTime::now());
    write(settings, &report)?;
    Ok(report)
}

/// A file that the user wants, and how it is made.
type Output<'a> = (&'a Option<String>, fn(&Report) -> String);

fn write(settings: &Settings, report: &Report) -> Result<(), Failure> {
    let outputs: [Output<'_>; 5] = [
        (&settings.json, Report::to_json),
        (&settings.jmh_json, rows::jmh),
        (&settings.csv, rows::csv),
        (&settings.markdown, rows::markdown),
        (&settings.html, html::page),
    ];
    for (file, make) in outputs {
        if let Some(file) = file {
            report::write(file, &make(report)).map_err(Failure::Start)?;
        }
    }
    Ok(())
}

/// One program in all modes.
fn program(
    runner: &mut Runner<'_>,
    target: &Target,
    driver: Option<&Files>,
) -> Result<ProgramReport, Failure> {
    let mut modes: Vec<ModeReport> = runner
        .modes
        .iter()
        .map(|mode| ModeReport {
            mode: mode.name.clone(),
            ..ModeReport::default()
        })
        .collect();
    if measures_processes(runner.settings, target) {
        processes::measure(runner, target, &mut modes)?;
    }
    if let Some(driver) = driver.filter(|_| target.can_iterate()) {
        iterations::measure(runner, target, driver, &mut modes)?;
    }
    let is_empty = |mode: &ModeReport| mode.processes.is_empty() && mode.executions.is_empty();
    if modes.iter().all(is_empty) && !measure::interrupt::is_requested() {
        let why = modes.iter().find_map(|mode| mode.note.clone());
        let why = why.unwrap_or_else(|| "nothing was measured".to_string());
        return Err(Failure::Start(format!("{}: {why}", target.name)));
    }
    Ok(ProgramReport {
        name: target.name.clone(),
        command: target.words(),
        modes,
    })
}

/// A static method has no process of its own to measure.
fn measures_processes(settings: &Settings, target: &Target) -> bool {
    settings.processes() > 0 && target.method.is_none()
}

/// Runs per mode.
fn runs(settings: &Settings, targets: &[Target]) -> usize {
    let of = |target: &Target| {
        let processes = if measures_processes(settings, target) {
            settings.processes()
        } else {
            0
        };
        let executions = if target.can_iterate() {
            settings.executions()
        } else {
            0
        };
        processes + executions
    };
    targets.iter().map(of).sum()
}

/// The driver of iterations, if there will be some.
fn driver(
    settings: &Settings,
    targets: &[Target],
    jdk: &Jdk,
    scratch: &Scratch,
) -> Result<Option<Files>, Failure> {
    if settings.executions() == 0 || !targets.iter().any(Target::can_iterate) {
        return Ok(None);
    }
    let classes = scratch::compiled(jdk, scratch, "driver", &[iterations::DRIVER]);
    let classes = classes.map_err(Failure::Start)?;
    Ok(Some(Files::new(classes, scratch.path())))
}

fn plan(settings: &Settings) -> Plan {
    Plan {
        processes: settings.processes(),
        executions: settings.executions(),
        iterations: settings.iterations(),
        seconds: settings.seconds(),
        calls: settings.calls,
        seed: settings.seed,
        cpus: settings.cpus,
    }
}

fn entry(mode: &Mode) -> ModeEntry {
    ModeEntry {
        name: mode.name.clone(),
        is_hotspot: mode.machine == Machine::HotSpot,
        java: mode.java.display().to_string(),
        options: mode.options.clone(),
    }
}
