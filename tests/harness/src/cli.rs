//! Command lines of the launcher, each run on HotSpot and on Brolga, with the two outcomes compared: stdout, stderr, exit status.
//!
//! The expectation is HotSpot's outcome of the same minute, so nothing of it is written down. `tests/cli/*.sh` hold the cases: a line
//! `## name`, then the shell script of the case, in which `java` is the launcher under test, `f` the folder that
//! `tests/cli/fixtures/make.sh` has filled, and the functions of `tests/cli/functions.sh` reduce output to its shape where numbers must
//! differ. Known differences stand in `tests/cli/expected-failures.txt` with mode `cli`, checked both ways.

use crate::execute::{self, Run};
use crate::known_failures::KnownFailures;
use crate::tally::Tally;
use crate::verdict::difference;
use crate::{Options, compile};
use brolga::jdk::Jdk;
use brolga::launch;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name that stands in `expected-failures.txt`.
pub(crate) const MODE: &str = "cli";

/// How the two VMs call themselves, in messages that are else the same.
const VM_NAMES: [&str; 2] = ["OpenJDK 64-Bit Server VM", "Brolga 64-Bit Server VM"];

/// The JDK's tools that look at a running process: HotSpot runs them, whatever they look at.
const TOOLS: [&str; 6] = ["jcmd", "jinfo", "jmap", "jps", "jstack", "jstat"];

/// One command line.
#[derive(Debug, PartialEq, Eq)]
struct Case {
    /// `file/name`.
    name: String,
    script: String,
}

/// Runs all cases that the options choose.
///
/// # Errors
/// A sentence, if the fixtures cannot be made or there is nothing to run.
pub(crate) fn run(options: &Options, jdk: &Jdk, engine: &Path) -> Result<Tally, String> {
    let folder = Path::new("tests/cli");
    let cases: Vec<Case> = read_cases(folder)?
        .into_iter()
        .filter(|case| options.chooses(&case.name))
        .collect();
    let work = std::path::absolute(options.work.join("cli"))
        .map_err(|error| format!("{}: {error}", options.work.display()))?;
    let stage = Stage {
        fixtures: make_fixtures(folder, jdk, &work)?,
        functions: std::path::absolute(folder.join("functions.sh"))
            .map_err(|error| error.to_string())?,
        hotspot: launcher(&work.join("hotspot"), jdk, None)?,
        brolga: launcher(&work.join("brolga"), jdk, Some(engine))?,
        options,
    };
    let known = KnownFailures::read(&folder.join("expected-failures.txt"))?;
    let verdicts = execute::each(options.jobs, &cases, |case| stage.judge(case));
    let mut tally = Tally::default();
    if options.filters.is_empty() {
        let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        tally.strangers(&known, &names);
    }
    for (case, text) in cases.iter().zip(verdicts) {
        tally.add(MODE, &case.name, text, known.contains(&case.name, MODE));
    }
    Ok(tally)
}

/// Where cases run.
struct Stage<'a> {
    fixtures: PathBuf,
    functions: PathBuf,
    hotspot: Side,
    brolga: Side,
    options: &'a Options,
}

/// One launcher: `java` in `bin`, and a folder per case below `scratch`.
struct Side {
    bin: PathBuf,
    scratch: PathBuf,
}

impl Stage<'_> {
    /// Runs a case on both sides; the differences.
    fn judge(&self, case: &Case) -> String {
        let run = |side: &Side| self.run(case, side);
        let (hotspot, brolga) = match (run(&self.hotspot), run(&self.brolga)) {
            (Ok(hotspot), Ok(brolga)) => (hotspot, brolga),
            (Err(error), _) | (_, Err(error)) => return error,
        };
        let text = compare(&hotspot, &brolga);
        self.options.tell(MODE, &case.name, &brolga, &text);
        text
    }

    fn run(&self, case: &Case, side: &Side) -> Result<Run, String> {
        let cwd = side.scratch.join(case.name.replace('/', "-"));
        let prepare = || {
            let _ = fs::remove_dir_all(&cwd);
            fs::create_dir_all(&cwd)?;
            symlink(&self.fixtures, cwd.join("f"))
        };
        prepare().map_err(|error: std::io::Error| format!("{}: {error}", cwd.display()))?;
        let mut path = OsString::from(&side.bin);
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!(". '{}'\n{}", self.functions.display(), case.script))
            .current_dir(&cwd)
            .env("PATH", path);
        launch::without_settings(&mut command);
        let mut run = execute::run(&mut command, self.options.timeout);
        for text in [&mut run.stdout, &mut run.stderr] {
            *text = neutral(text, &cwd);
        }
        Ok(run)
    }
}

/// Leaves out what must differ: the folder of the case and the VM's name.
fn neutral(text: &str, cwd: &Path) -> String {
    let mut text = text.replace(&*cwd.to_string_lossy(), "$PWD");
    for name in VM_NAMES {
        text = text.replace(name, "VM");
    }
    text
}

fn compare(hotspot: &Run, brolga: &Run) -> String {
    let mut out = String::new();
    if hotspot.end != brolga.end {
        out += &format!("HotSpot: {}, Brolga: {}\n", hotspot.end, brolga.end);
    }
    for (name, theirs, ours) in [
        ("stdout", &hotspot.stdout, &brolga.stdout),
        ("stderr", &hotspot.stderr, &brolga.stderr),
    ] {
        if theirs != ours {
            let theirs: Vec<String> = theirs.lines().map(str::to_string).collect();
            let ours: Vec<&str> = ours.lines().collect();
            out += &format!("{name} differs (- HotSpot, + Brolga):\n");
            out += &difference(&theirs, &ours);
        }
    }
    out
}

fn read_cases(folder: &Path) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| {
        file.extension().is_some_and(|extension| extension == "sh")
            && !file.ends_with("functions.sh")
    });
    files.sort();
    for file in files {
        let text =
            fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        cases.extend(parse(&stem, &text)?);
    }
    Ok(cases)
}

/// Cuts a file at its `## name` lines.
fn parse(file: &str, text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            let name = format!("{file}/{}", name.trim());
            if name.contains(' ') || cases.iter().any(|case| case.name == name) {
                return Err(format!("tests/cli: `{name}` is no name, or is there twice"));
            }
            cases.push(Case {
                name,
                script: String::new(),
            });
        } else if let Some(case) = cases.last_mut() {
            case.script.push_str(line);
            case.script.push('\n');
        }
    }
    match cases.iter().find(|case| case.script.trim().is_empty()) {
        Some(case) => Err(format!("tests/cli: {} runs nothing", case.name)),
        None => Ok(cases),
    }
}

/// Makes the fixtures again if one of their sources has changed.
fn make_fixtures(folder: &Path, jdk: &Jdk, work: &Path) -> Result<PathBuf, String> {
    let sources = std::path::absolute(folder.join("fixtures"))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = compile::java_files(&sources);
    files.push(sources.join("make.sh"));
    let stamp = compile::fingerprint(jdk, files.iter());
    let target = work.join("fixtures");
    let stamp_file = work.join("fixtures.stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(target);
    }
    let _ = fs::remove_file(&stamp_file);
    let _ = fs::remove_dir_all(&target);
    fs::create_dir_all(&target).map_err(|error| format!("{}: {error}", target.display()))?;
    let mut path = jdk.home.join("bin").into_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command
        .arg(sources.join("make.sh"))
        .arg(&sources)
        .current_dir(&target)
        .env("PATH", path);
    launch::without_settings(&mut command);
    let output = command
        .output()
        .map_err(|error| format!("cannot run sh: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "tests/cli/fixtures/make.sh failed:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    fs::write(&stamp_file, stamp).map_err(|error| format!("{}: {error}", stamp_file.display()))?;
    Ok(target)
}

/// A folder with the command `java`: the JDK's, or `brolga run` on an engine.
fn launcher(side: &Path, jdk: &Jdk, engine: Option<&Path>) -> Result<Side, String> {
    let bin = side.join("bin");
    let make = || {
        let _ = fs::remove_dir_all(side);
        fs::create_dir_all(&bin)?;
        for tool in TOOLS {
            symlink(jdk.program(tool), bin.join(tool))?;
        }
        let java = bin.join("java");
        let Some(engine) = engine else {
            return symlink(jdk.program("java"), java);
        };
        let brolga = std::env::current_exe()?.with_file_name("brolga");
        let script = format!(
            "#!/bin/sh\nBROLGA_LIBJVM='{}' exec '{}' run --java-home '{}' \"$@\"\n",
            engine.display(),
            brolga.display(),
            jdk.home.display()
        );
        fs::write(&java, script)?;
        fs::set_permissions(&java, fs::Permissions::from_mode(0o755))
    };
    make().map_err(|error: std::io::Error| format!("{}: {error}", side.display()))?;
    Ok(Side {
        bin,
        scratch: side.join("scratch"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::execute::End;

    #[test]
    fn cases_are_cut() {
        let text = "# about the file\n## one\njava -version\n# why\n\n## two\njava x\n";
        let cases = parse("f", text).unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].name, "f/one");
        assert_eq!(cases[0].script, "java -version\n# why\n\n");
        assert!(parse("f", "## a\njava\n## a\njava\n").is_err());
        assert!(parse("f", "## a\n\n## b\njava\n").is_err());
    }

    #[test]
    fn every_stream_and_the_status_count() {
        let run = |stdout: &str, stderr: &str, status: i32| Run {
            end: End::Exit(status),
            stdout: stdout.to_string(),
            stderr: stderr.to_string(),
            seconds: 0.0,
        };
        let hotspot = run("a\n", "b\n", 1);
        assert_eq!(compare(&hotspot, &run("a\n", "b\n", 1)), "");
        assert!(compare(&hotspot, &run("x\n", "b\n", 1)).starts_with("stdout differs"));
        assert!(compare(&hotspot, &run("a\n", "", 1)).starts_with("stderr differs"));
        assert!(compare(&hotspot, &run("a\n", "b\n", 0)).starts_with("HotSpot: exit status 1"));
    }

    #[test]
    fn names_and_folders_are_neutral() {
        assert_eq!(
            neutral(
                "Brolga 64-Bit Server VM warning: /w/c/log",
                Path::new("/w/c")
            ),
            "VM warning: $PWD/log"
        );
        assert_eq!(neutral("OpenJDK 64-Bit Server VM", Path::new("/w")), "VM");
    }
}
