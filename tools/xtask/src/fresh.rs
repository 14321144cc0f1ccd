//! `cargo xtask fresh`: do the README's commands work for somebody who has just arrived?
//!
//! A new Debian bookworm with a C compiler and this Rust toolchain, and nothing else (no JDK: the first command must see to that).
//! The committed state is copied in, and the commands are taken from the README itself. Needs root, `debootstrap` and network.
//!
//! How this machine reaches the network (apt's mirror and settings, cargo's configuration, proxies, certificates: `network.rs`) is
//! taken over when it runs. Everything inside runs in mount and process name spaces of its own, so nothing stays mounted or running,
//! and the folder is removed at the end.

mod network;

use crate::Outcome;
use crate::workspace::{self, Count, stdout_of};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The release of Debian.
const SUITE: &str = "bookworm";

/// What the README asks for besides Rust.
const PACKAGES: &str = "gcc,libc6-dev";

/// Says that a folder was made here, and may be removed here.
const MARK: &str = ".brolga-fresh";

#[derive(Debug, PartialEq, Eq)]
struct Options {
    root: PathBuf,
    mirror: Option<String>,
    keep: bool,
}

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let options = parse(arguments)?;
    let commands = readme_commands()?;
    if !workspace::is_root() {
        return Err("fresh makes a new root file system: it wants to be root".to_string());
    }
    for (program, package) in [("debootstrap", "debootstrap"), ("unshare", "util-linux")] {
        if !workspace::answers(program) {
            return Err(format!(
                "fresh wants {program}; install it with: apt-get install {package}"
            ));
        }
    }
    let root = std::path::absolute(&options.root)
        .map_err(|error| format!("{}: {error}", options.root.display()))?;
    make_way(&root)?;
    let outcome = try_commands(&root, &commands, options.mirror);
    if options.keep {
        println!("the root file system is kept in {}", root.display());
    } else {
        remove(&root)?;
    }
    Ok(outcome?.close())
}

fn parse(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options {
        root: workspace::target().join("fresh"),
        mirror: None,
        keep: false,
    };
    let mut rest = arguments.iter();
    while let Some(flag) = rest.next() {
        match flag.as_str() {
            "--keep" => options.keep = true,
            "--root" => options.root = rest.next().ok_or("--root wants a folder")?.into(),
            "--mirror" => options.mirror = Some(rest.next().ok_or("--mirror wants a URL")?.clone()),
            other => {
                return Err(format!(
                    "fresh takes --root DIR, --mirror URL and --keep, not {other}"
                ));
            }
        }
    }
    Ok(options)
}

fn try_commands(root: &Path, commands: &[String], mirror: Option<String>) -> Result<Count, String> {
    println!("== a new Debian {SUITE} in {}", root.display());
    make_debian(root, mirror)?;
    copy_project(root)?;
    let environment = network::take_over(root, SUITE)?;

    let mut count = Count::default();
    for command in commands {
        println!("== {command}");
        let mut inside = in_root(root, &format!("cd /brolga && {command}"))?;
        inside.envs(environment.iter().cloned());
        let ok = inside.status().is_ok_and(|status| status.success());
        println!("{}: {command}", if ok { "works" } else { "FAILS" });
        count.add(Count::of(ok));
    }
    Ok(count)
}

/// The `cargo xtask` lines in the README's first code block.
fn readme_commands() -> Result<Vec<String>, String> {
    let path = workspace::root().join("README.md");
    let text =
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let commands = commands_of(&text);
    if commands.is_empty() {
        Err("the README's first code block has no `cargo xtask` line".to_string())
    } else {
        Ok(commands)
    }
}

fn commands_of(readme: &str) -> Vec<String> {
    let block = readme.split("```").nth(1).unwrap_or("");
    let lines = block
        .lines()
        .map(|line| line.split('#').next().unwrap_or("").trim());
    lines
        .filter(|line| line.starts_with("cargo xtask "))
        .map(str::to_string)
        .collect()
}

/// An empty folder with our mark; one that an interrupted run left is removed, anything else is not ours to touch.
fn make_way(root: &Path) -> Result<(), String> {
    if root.join(MARK).is_file() {
        remove(root)?;
    } else if root.exists() {
        return Err(format!(
            "{} exists, and I did not make it; name another folder with --root",
            root.display()
        ));
    }
    std::fs::create_dir_all(root)
        .and_then(|()| std::fs::write(root.join(MARK), "made by `cargo xtask fresh`\n"))
        .map_err(|error| format!("{}: {error}", root.display()))
}

fn remove(root: &Path) -> Result<(), String> {
    workspace::must_run(
        Command::new("rm")
            .args(["-rf", "--one-file-system", "--"])
            .arg(root),
    )
}

fn make_debian(root: &Path, mirror: Option<String>) -> Result<(), String> {
    let log = root.with_extension("log");
    let file =
        std::fs::File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let errors = file
        .try_clone()
        .map_err(|error| format!("{}: {error}", log.display()))?;
    // What debootstrap mounts inside must not stay if it is interrupted.
    let mut debootstrap = Command::new("unshare");
    debootstrap
        .args(["--mount", "debootstrap", "--variant=minbase"])
        .args([&format!("--include={PACKAGES}"), SUITE])
        .arg(root)
        .args(mirror.or_else(|| network::mirror(SUITE)))
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(errors);
    workspace::must_run(&mut debootstrap).map_err(|error| {
        format!(
            "debootstrap failed ({error}); what it printed is in {}",
            log.display()
        )
    })?;
    let _ = std::fs::remove_file(&log);
    Ok(())
}

fn copy_project(root: &Path) -> Result<(), String> {
    let mut archive = Command::new("git");
    archive
        .args(["archive", "--prefix=brolga/", "HEAD"])
        .current_dir(workspace::root())
        .stdout(Stdio::piped());
    let mut archive = archive
        .spawn()
        .map_err(|error| format!("cannot run git: {error}"))?;
    let stdout = archive.stdout.take().ok_or("git gave no output")?;
    workspace::must_run(
        Command::new("tar")
            .arg("-x")
            .current_dir(root)
            .stdin(stdout),
    )?;
    let status = archive.wait().map_err(|error| format!("git: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("git archive: {status}"))
    }
}

/// A shell command inside the new root, with nothing of the outside environment. The toolchain, `/dev` and `/proc` (the JDK's
/// packages insist on it) are mounted in name spaces that die with the command.
fn in_root(root: &Path, script: &str) -> Result<Command, String> {
    let sysroot = stdout_of(Command::new("rustc").args(["--print", "sysroot"]))?;
    std::fs::create_dir_all(root.join("rust"))
        .map_err(|error| format!("{}: {error}", root.display()))?;
    let mut command = Command::new("unshare");
    command.args(["--mount", "--pid", "--fork", "--kill-child", "sh", "-ec"]);
    command.arg(
        "mount -t proc proc \"$0/proc\"; mount --rbind /dev \"$0/dev\"; mount --bind \"$1\" \"$0/rust\"
         exec chroot \"$0\" sh -c \"$2\"",
    );
    command
        .arg(root)
        .args([sysroot.trim(), script])
        .env_clear()
        .env("PATH", "/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("HOME", "/root")
        .env("CARGO_HOME", network::CARGO_HOME);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let words = |line: &str| {
            let words: Vec<String> = line.split_whitespace().map(str::to_string).collect();
            parse(&words)
        };
        let options = words("--root /r --mirror http://m/debian --keep").unwrap();
        assert_eq!(options.root, Path::new("/r"));
        assert_eq!(options.mirror.as_deref(), Some("http://m/debian"));
        assert!(options.keep);
        assert!(words("").unwrap().root.ends_with("fresh"));
        assert_eq!(words("--root").unwrap_err(), "--root wants a folder");
        assert!(words("--nope").is_err());
    }

    #[test]
    fn the_readme_has_its_two_commands() {
        let commands = readme_commands().unwrap();
        assert_eq!(commands.len(), 2, "{commands:?}");
        assert!(commands[0].starts_with("cargo xtask run examples/"));
        assert!(commands_of("```sh\ncargo build\n```\n```sh\ncargo xtask x\n```").is_empty());
    }

    #[test]
    fn a_folder_of_somebody_else_stays() {
        let root = std::env::temp_dir().join(format!("brolga-fresh-{}", std::process::id()));
        std::fs::create_dir_all(root.join("theirs")).unwrap();
        assert!(make_way(&root).unwrap_err().contains("I did not make it"));
        assert!(root.join("theirs").is_dir());
        std::fs::write(root.join(MARK), "").unwrap();
        make_way(&root).unwrap();
        assert!(!root.join("theirs").exists() && root.join(MARK).is_file());
        remove(&root).unwrap();
        assert!(!root.exists());
    }
}
