//! Runs the Java tests: each file carries its expectation, each runs on HotSpot (the oracle) and on Brolga in every mode. With `--cli`
//! it compares command lines on both instead (`cli.rs`).
//!
//! `expectation.rs` has the syntax of the files, `modes.rs` the table of modes. Known failures stand in `expected-failures.txt` of
//! the test folder. Files in its folder `support` are no tests: tests use them. The last line is `N passed, N failed`; the exit status
//! is 0 if nothing failed, 1 if something did, 2 for a harness that could not work.
#![deny(unsafe_code)]

mod bless;
mod cli;
mod compile;
mod compiled;
mod execute;
mod expectation;
mod known_failures;
mod modes;
mod tally;
mod verdict;

use brolga::jdk::{self, Jdk};
use brolga::launch;
use compiled::{Claim, Reports};
use expectation::Test;
use known_failures::KnownFailures;
use modes::{Engine, MODES, Mode};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use tally::{Failure, Tally};

/// Folder below a test folder whose files are no tests: package `support`, used by tests.
const SUPPORT: &str = "support";

const USAGE: &str = "\
harness [options]
  --cli                 compare the command lines of tests/cli instead of running Java tests
  --dir DIR             folder with tests; may be repeated (default tests/java and examples)
  --work DIR            folder for classes and scratch (default target/harness)
  --filter TEXT         only tests whose name contains TEXT; may be repeated
  --modes LIST          only these modes, separated by commas
  --java-only-hotspot   only check that HotSpot does what the tests expect
  --bless               write what HotSpot prints now into the tests' `expect-output` blocks; look at the difference
  --launcher java       run the modes of Brolga on plain `java` too: a test of the tests
  --libjvm PATH         the engine, or its folder (default: BROLGA_LIBJVM, or beside this program)
  --java-home DIR       the JDK (default: as `brolga run` finds it)
  --jobs N              programs at a time (default 2)
  --timeout SECONDS     per program (default 60)
  --verbose             name every run with its time
";

struct Options {
    cli: bool,
    /// The first one has the list of expected failures; names of tests in the others begin with their folder.
    dirs: Vec<PathBuf>,
    work: PathBuf,
    filters: Vec<String>,
    modes: Vec<String>,
    only_hotspot: bool,
    bless: bool,
    plain_java: bool,
    libjvm: Option<PathBuf>,
    java_home: Option<PathBuf>,
    jobs: usize,
    timeout: Duration,
    verbose: bool,
}

fn main() -> ExitCode {
    let result = parse_arguments(std::env::args().skip(1)).and_then(|options| run(&options));
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(text) => {
            eprintln!("harness: {text}");
            ExitCode::from(2)
        }
    }
}

fn parse_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        cli: false,
        dirs: Vec::new(),
        work: PathBuf::from("target/harness"),
        filters: Vec::new(),
        modes: Vec::new(),
        only_hotspot: false,
        bless: false,
        plain_java: false,
        libjvm: None,
        java_home: None,
        jobs: 2,
        timeout: Duration::from_secs(60),
        verbose: false,
    };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
        let number = |text: String| {
            text.parse::<u64>()
                .map_err(|_| format!("not a number: {text}"))
        };
        match argument.as_str() {
            "--cli" => options.cli = true,
            "--dir" => options.dirs.push(value()?.into()),
            "--work" => options.work = value()?.into(),
            "--filter" => options.filters.push(value()?),
            "--modes" => options.modes = value()?.split(',').map(str::to_string).collect(),
            "--java-only-hotspot" => options.only_hotspot = true,
            "--bless" => (options.bless, options.only_hotspot) = (true, true),
            "--launcher" => match value()?.as_str() {
                "java" => options.plain_java = true,
                "brolga" => options.plain_java = false,
                other => return Err(format!("no launcher `{other}`: java or brolga")),
            },
            "--libjvm" => options.libjvm = Some(value()?.into()),
            "--java-home" => options.java_home = Some(value()?.into()),
            "--jobs" => options.jobs = number(value()?)?.max(1) as usize,
            "--timeout" => options.timeout = Duration::from_secs(number(value()?)?),
            "--verbose" => options.verbose = true,
            "--help" | "-h" => return Err(format!("\n{USAGE}")),
            other => return Err(format!("unknown option {other}\n{USAGE}")),
        }
    }
    if options.dirs.is_empty() {
        options.dirs = ["tests/java", "examples"].map(PathBuf::from).to_vec();
    }
    Ok(options)
}

/// How programs are started.
struct Launch<'a> {
    jdk: &'a Jdk,
    /// Folder of our engine; `None` with `--launcher java`.
    engine: Option<PathBuf>,
    classes: PathBuf,
    scratch: PathBuf,
    timeout: Duration,
}

fn run(options: &Options) -> Result<bool, String> {
    let start = Instant::now();
    let search = jdk::search(&jdk::Places::of_process(options.java_home.clone()));
    let jdk = search.jdk.ok_or_else(jdk::missing_line)?;
    if options.cli {
        let engine = named_engine(options)?;
        let tally = cli::run(options, &jdk, &engine)?;
        return Ok(tally.report(tally.runs(), &[cli::MODE], start.elapsed()));
    }
    let modes = chosen_modes(options)?;
    let (tests, failures) = load(options)?;
    if tests.is_empty() && failures.is_empty() {
        return Err(options.nothing_to_run());
    }

    let work = std::path::absolute(&options.work)
        .map_err(|error| format!("{}: {error}", options.work.display()))?;
    let launch = Launch {
        jdk: &jdk,
        engine: engine_folder(options, &modes)?,
        classes: work.join("classes"),
        scratch: work.join("scratch"),
        timeout: options.timeout,
    };
    std::fs::create_dir_all(&launch.scratch)
        .map_err(|error| format!("{}: {error}", launch.scratch.display()))?;
    let support: Vec<PathBuf> = options.dirs.iter().map(|dir| dir.join(SUPPORT)).collect();
    let errors = compile::compile(&jdk, &tests, &support, &launch.classes)?;
    let mut tally = Tally {
        failures,
        ..Tally::default()
    };
    tally
        .failures
        .extend(errors.iter().map(|(name, text)| Failure {
            title: format!("{name} does not compile"),
            text: text.clone(),
        }));

    let known = KnownFailures::read(&options.dirs[0].join("expected-failures.txt"))?;
    if options.filters.is_empty() {
        let names: Vec<&str> = tests.iter().map(|test| test.name.as_str()).collect();
        tally.strangers(&known, &names);
    }

    let jobs: Vec<(&Test, &Mode)> = tests
        .iter()
        .filter(|test| !errors.contains_key(&test.name))
        .flat_map(|test| modes.iter().map(move |mode| (test, *mode)))
        .filter(|(test, mode)| mode.engine == Engine::HotSpot || test.runs_in(mode.name))
        .collect();
    let reports = Reports::default();
    let verdicts = execute::each(options.jobs, &jobs, |(test, mode)| {
        let limit = launch.timeout * mode.patience;
        let run = execute::run(&mut launch.command(test, mode), limit);
        reports.add(mode, &run.stderr);
        let text = if options.bless {
            bless::write(test, &run)
        } else {
            verdict::judge(test, mode, &run, launch.engine.is_some())
        };
        options.tell(mode.name, &test.name, &run, &text);
        text
    });
    for ((test, mode), text) in jobs.iter().zip(verdicts) {
        // On plain java nothing of ours runs, so nothing is known to fail.
        let ours = mode.engine == Engine::Brolga && launch.engine.is_some();
        let expected = ours && known.contains(&test.name, mode.name);
        tally.add(mode.name, &test.name, text, expected);
    }
    if options.filters.is_empty() && launch.engine.is_some() {
        let rows = reports.judge(&modes, tests.len()).into_iter();
        let rows = rows.map(|(title, text)| Failure { title, text });
        tally.failures.extend(rows);
    }
    let names: Vec<&str> = modes.iter().map(|mode| mode.name).collect();
    Ok(tally.report(tests.len(), &names, start.elapsed()))
}

impl Options {
    /// Whether `--filter` lets a name pass.
    fn chooses(&self, name: &str) -> bool {
        self.filters.is_empty() || self.filters.iter().any(|filter| name.contains(filter))
    }

    /// Why no test was found.
    fn nothing_to_run(&self) -> String {
        let folders: Vec<String> = self
            .dirs
            .iter()
            .map(|dir| dir.display().to_string())
            .collect();
        let folders = folders.join(" and ");
        match self.filters.as_slice() {
            [] => format!("no tests in {folders}"),
            filters => format!(
                "no test in {folders} has a name that contains {}",
                filters.join(" or ")
            ),
        }
    }

    /// `--verbose`: one line per run.
    fn tell(&self, mode: &str, name: &str, run: &execute::Run, text: &str) {
        if self.verbose {
            let word = if text.is_empty() { "pass" } else { "FAIL" };
            println!("{word} {mode:<8} {:6.2} s  {name}", run.seconds);
        }
    }
}

/// The modes that this run uses.
fn chosen_modes(options: &Options) -> Result<Vec<&'static Mode>, String> {
    if let Some(unknown) = options
        .modes
        .iter()
        .find(|name| MODES.iter().all(|mode| mode.name != **name))
    {
        return Err(format!(
            "no mode `{unknown}`; there are: {}",
            MODES
                .iter()
                .map(|mode| mode.name)
                .collect::<Vec<_>>()
                .join(" ")
        ));
    }
    let wanted = |mode: &&Mode| {
        (!options.only_hotspot || mode.engine == Engine::HotSpot)
            && match options.modes.is_empty() {
                true => mode.is_standard,
                false => options.modes.iter().any(|name| name == mode.name),
            }
    };
    Ok(MODES.iter().filter(wanted).collect())
}

/// Reads all test files; files with wrong directives become failures.
fn load(options: &Options) -> Result<(Vec<Test>, Vec<Failure>), String> {
    let (mut tests, mut failures) = (Vec::new(), Vec::new());
    for (name, path) in named_files(&options.dirs) {
        if !options.chooses(&name) {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        match Test::parse(&name, &path, &text, options.bless) {
            Ok(test) => tests.push(test),
            Err(text) => failures.push(Failure {
                title: name,
                text: text + "\n",
            }),
        }
    }
    Ok((tests, failures))
}

/// All test files with their names: the path below the folder, without `.java`; in all folders but the first, with the folder's own
/// name in front.
fn named_files(dirs: &[PathBuf]) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    for (at, dir) in dirs.iter().enumerate() {
        let above = dir.parent().filter(|_| at > 0).unwrap_or(dir);
        for path in compile::java_files(dir) {
            if path.starts_with(dir.join(SUPPORT)) {
                continue;
            }
            let name = path.strip_prefix(above).unwrap_or(&path).with_extension("");
            files.push((name.to_string_lossy().into_owned(), path));
        }
    }
    files
}

fn engine_folder(options: &Options, modes: &[&Mode]) -> Result<Option<PathBuf>, String> {
    if options.plain_java || modes.iter().all(|mode| mode.engine == Engine::HotSpot) {
        return Ok(None);
    }
    named_engine(options).map(Some)
}

/// The engine of `--libjvm`, else the one that `brolga run` would take.
fn named_engine(options: &Options) -> Result<PathBuf, String> {
    match &options.libjvm {
        Some(place) => brolga::engine::holds_library(place)
            .ok_or_else(|| format!("no libjvm.so at {}", place.display())),
        None => brolga::engine::folder(),
    }
}

impl Launch<'_> {
    fn command(&self, test: &Test, mode: &Mode) -> Command {
        let mut command = Command::new(self.jdk.program("java"));
        let options = mode.options.iter();
        let options =
            options.map(|option| option.replace("{class}", &test.main_class.replace('.', "/")));
        match (mode.engine, &self.engine) {
            (Engine::Brolga, Some(folder)) => {
                let log = Claim::option(&test.claims, mode);
                command.arg(launch::altjvm(folder)).args(options).args(log);
            }
            // A test of the tests: HotSpot does not know our flags.
            (Engine::Brolga, None) => {
                command
                    .arg("-XX:+IgnoreUnrecognizedVMOptions")
                    .args(options);
            }
            (Engine::HotSpot, _) => {}
        }
        command
            .args(&test.vm_options)
            .arg("-cp")
            .arg(&self.classes)
            .arg(&test.main_class)
            .args(&test.arguments);
        command.current_dir(&self.scratch);
        launch::without_settings(&mut command);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let words = |line: &str| parse_arguments(line.split(' ').map(str::to_string));
        let options = words("--dir d --filter a --filter b --modes int,gc --jobs 3 --timeout 5")
            .unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(options.dirs, [PathBuf::from("d")]);
        assert_eq!(
            (options.filters.len(), options.modes.len(), options.jobs),
            (2, 2, 3)
        );
        assert_eq!(chosen_modes(&options).map(|modes| modes.len()), Ok(2));
        assert!(words("--jobs x").is_err() && words("--nope").is_err() && words("--dir").is_err());
    }
}
