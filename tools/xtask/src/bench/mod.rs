//! `cargo xtask bench`: CPU time and memory beside HotSpot over `benches/programs`, of tier 0 or, with `--jit`, of compiled code;
//! and, for the tests, equal output on both, in every way to run.
//!
//! Here is what all of them share: the modes, one run of a program in a mode, how outputs differ. `table.rs` has the programs and
//! sizes, `speed.rs` measures, `bars.rs` says what compiled code should reach, `equality.rs` is for the tests.

mod bars;
mod equality;
mod speed;
mod table;

use crate::{Outcome, jdk, workspace};
use measure::Run;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;
use table::Program;

pub(crate) use equality::{equal_smallest, full};

/// Longest run of one program; far above what any takes, for loaded machines.
const LIMIT: Duration = Duration::from_secs(600);
/// Exit status when two virtual machines print different things.
const DIFFERENT_OUTPUT: u8 = 3;

/// A virtual machine in a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Brolga,
    Tier0,
    HotSpot,
    HotSpotInterpreter,
    HotSpotC1,
}

impl Mode {
    /// Its heading in tables.
    fn heading(self) -> &'static str {
        match self {
            Mode::Brolga => "brolga",
            Mode::Tier0 => "tier 0",
            Mode::HotSpot => "default",
            Mode::HotSpotInterpreter => "-Xint",
            Mode::HotSpotC1 => "C1",
        }
    }

    fn is_ours(self) -> bool {
        matches!(self, Mode::Brolga | Mode::Tier0)
    }

    /// The option that chooses it, if it is not the default of its machine.
    fn option(self) -> Option<&'static str> {
        match self {
            Mode::Brolga | Mode::HotSpot => None,
            Mode::Tier0 | Mode::HotSpotInterpreter => Some("-Xint"),
            Mode::HotSpotC1 => Some("-XX:TieredStopAtLevel=1"),
        }
    }
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
        javac.arg("-d").arg(&classes).args(table::sources()?);
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
        if mode.is_ours() {
            command.arg(brolga::launch::altjvm(&self.engine));
        }
        brolga::launch::without_settings(&mut command);
        command
            .args(mode.option())
            .args(options)
            .args(table::arguments(program, size, &self.classes)?);
        measure::run(&mut command, LIMIT)
            .map_err(|error| format!("{}: {error}", self.java.display()))
    }
}

/// Why `other` is not what `oracle`, a run on HotSpot, is, in one line.
fn difference(oracle: &Run, other: &Run) -> Option<String> {
    if !oracle.status.success() {
        let last = oracle.last_words();
        return Some(format!("HotSpot: {}: {last}", oracle.status));
    }
    measure::difference(oracle, other)
}

/// The programs of these names; all if there are none.
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

/// `cargo xtask bench [--jit] [--rounds N] [--engine DIR] [PROGRAM...]`.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let (mut jit, mut rounds, mut engine, mut names) = (false, None, None, Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--jit" => jit = true,
            "--rounds" => {
                // Odd, so that a median is a measured run.
                let odd = rest.next().and_then(|value| value.parse::<usize>().ok());
                rounds = Some(
                    odd.filter(|rounds| rounds % 2 == 1)
                        .ok_or("--rounds wants an odd number")?,
                );
            }
            "--engine" => engine = Some(rest.next().ok_or("--engine wants a folder")?.into()),
            option if option.starts_with('-') => return Err(format!("unknown option {option}")),
            name => names.push(name.to_string()),
        }
    }
    let programs = chosen(&names)?;
    let setup = Setup::new("release", engine)?;
    let measurement = if jit {
        &speed::COMPILED
    } else {
        &speed::INTERPRETED
    };
    let rows = measurement.run(&setup, programs, rounds)?;
    if jit {
        let complete = names.is_empty();
        bars::verdicts(&bars::ratios(&rows), complete)
            .iter()
            .for_each(|line| println!("{line}"));
    }
    let same = rows.iter().all(speed::Row::outputs_are_equal);
    Ok(ExitCode::from(if same { 0 } else { DIFFERENT_OUTPUT }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_checked() {
        let error = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
            task(&arguments).unwrap_err()
        };
        assert_eq!(error(&["--rounds", "4"]), "--rounds wants an odd number");
        assert_eq!(
            error(&["--jit", "--rounds"]),
            "--rounds wants an odd number"
        );
        assert_eq!(error(&["--engine"]), "--engine wants a folder");
        assert_eq!(error(&["--jit", "--fast"]), "unknown option --fast");
        assert!(error(&["--jit", "Nothing"]).starts_with("no program `Nothing`; there are: Hello"));
    }
}
