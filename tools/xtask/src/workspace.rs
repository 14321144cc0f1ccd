//! What the tasks share: the root folder, cargo, files under version control, counting.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// The profile of the tests: optimised, with assertions.
pub(crate) const TEST_PROFILE: &str = "checked";

/// The folder of the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) if !dir.is_empty() => PathBuf::from(dir),
        _ => root().join("target"),
    }
}

/// Cargo's output folder of a profile.
pub(crate) fn output(profile: &str) -> PathBuf {
    target().join(if profile == "dev" { "debug" } else { profile })
}

/// `cargo` in the workspace root.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Builds packages in a profile.
///
/// # Errors
/// A sentence, after cargo has printed why.
pub(crate) fn build(profile: &str, packages: &[&str]) -> Result<(), String> {
    let mut command = cargo(&["build", "--quiet", "--profile", profile]);
    packages.iter().for_each(|package| {
        command.args(["--package", package]);
    });
    must_run(&mut command)
        .map_err(|error| format!("cannot build {} ({error})", packages.join(", ")))
}

/// Runs a command that prints for itself.
///
/// # Errors
/// Its name, and why it could not run or how it ended.
pub(crate) fn must_run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .map_err(|error| format!("cannot run {name}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name}: {status}"))
    }
}

/// What a command prints to stdout.
///
/// # Errors
/// A sentence if it cannot run or fails.
pub(crate) fn stdout_of(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("cannot run {name}: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "{name} failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether we run as root.
pub(crate) fn is_root() -> bool {
    stdout_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Whether a program is there and answers `--version`.
pub(crate) fn answers(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Files of the project, relative to the root: tracked ones and new ones that are not ignored.
///
/// # Errors
/// A sentence if git does not answer.
pub(crate) fn files() -> Result<Vec<PathBuf>, String> {
    let list = stdout_of(
        Command::new("git")
            .args(["ls-files", "-z", "-co", "--exclude-standard"])
            .current_dir(root()),
    )?;
    let mut files: Vec<PathBuf> = list
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .collect();
    files.retain(|file| root().join(file).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}

/// Passed and failed checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Count {
    pub(crate) fn of(ok: bool) -> Count {
        Count {
            passed: usize::from(ok),
            failed: usize::from(!ok),
        }
    }

    pub(crate) fn add(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Prints the closing line; the status says whether all passed.
    pub(crate) fn close(self) -> ExitCode {
        println!("{} passed, {} failed", self.passed, self.failed);
        ExitCode::from(u8::from(self.failed > 0))
    }

    /// Reads the numbers of a closing line: cargo's `test result: ok. 5 passed; 0 failed; ...` or ours.
    pub(crate) fn parse(line: &str) -> Option<Count> {
        let numbers = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
            .map_or(line, |(_, rest)| rest);
        let mut parts = numbers.split([',', ';']);
        let mut number = |word: &str| parts.next()?.trim().strip_suffix(word)?.trim().parse().ok();
        Some(Count {
            passed: number("passed")?,
            failed: number("failed")?,
        })
    }
}

/// Runs a command whose stdout goes to the user, and adds up the closing lines in it.
///
/// A command that fails without a failed test counts as one failure.
pub(crate) fn counted(command: &mut Command) -> Result<Count, String> {
    counted_to(command, &mut std::io::stdout())
}

fn counted_to(command: &mut Command, out: &mut dyn Write) -> Result<Count, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run {name}: {error}"))?;
    let mut count = Count::default();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            if let Some(found) = Count::parse(text.trim_end()) {
                count.add(found);
            }
            // Our own stdout may be closed (`| head`): the tests still run to their end.
            let _ = out.write_all(&line);
            line.clear();
        }
    }
    let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
    if !status.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines() {
        let cargo = "test result: FAILED. 24 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.07s";
        assert_eq!(
            Count::parse(cargo),
            Some(Count {
                passed: 24,
                failed: 1
            })
        );
        assert_eq!(
            Count::parse("3 passed, 4 failed"),
            Some(Count {
                passed: 3,
                failed: 4
            })
        );
        assert_eq!(Count::parse("3 tests, passes: hotspot 2, 0.4 s"), None);
    }

    #[test]
    fn output_is_counted() {
        let mut shown = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo '2 passed, 0 failed'; exit 1"]);
        let count = counted_to(&mut command, &mut shown).unwrap();
        assert_eq!(shown, b"2 passed, 0 failed\n");
        assert_eq!(
            count,
            Count {
                passed: 2,
                failed: 1
            }
        );
    }

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("tools/xtask/Cargo.toml").is_file());
    }
}
