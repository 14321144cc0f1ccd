//! `cargo xtask fresh`: do the README's commands work for somebody who has just arrived?
//!
//! A new Debian bookworm with a C compiler and this Rust toolchain, and nothing else (no JDK: the first command must see to that).
//! The committed state is copied in, and the commands are taken from the README itself. Needs root and `debootstrap`, and network.

use crate::workspace::{self, Count};
use crate::{Outcome, workspace::stdout_of};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Packages a Rust user has.
const PACKAGES: &str = "ca-certificates,gcc,libc6-dev";

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let mut root = workspace::target().join("fresh");
    let mut mirror = None;
    let mut rest = arguments.iter();
    while let Some(flag) = rest.next() {
        match (flag.as_str(), rest.next()) {
            ("--root", Some(dir)) => root = PathBuf::from(dir),
            ("--mirror", Some(url)) => mirror = Some(url),
            _ => return Err("fresh takes --root DIR and --mirror URL".to_string()),
        }
    }
    if stdout_of(Command::new("id").arg("-u"))?.trim() != "0" {
        return Err("fresh makes a new root file system: it wants to be root".to_string());
    }
    if Command::new("debootstrap")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        return Err(
            "fresh wants debootstrap; install it with: apt-get install debootstrap".to_string(),
        );
    }
    let commands = readme_commands()?;
    if root.exists() {
        return Err(format!(
            "{} exists; remove it or name another folder with --root",
            root.display()
        ));
    }

    println!("== a new Debian in {}", root.display());
    let mut debootstrap = Command::new("debootstrap");
    debootstrap
        .args([
            "--variant=minbase",
            &format!("--include={PACKAGES}"),
            "bookworm",
        ])
        .arg(&root)
        .args(mirror);
    must_run(&mut debootstrap)?;
    copy_toolchain(&root)?;
    copy_project(&root)?;
    // Names resolve, and cargo finds its registry, as they do outside.
    let _ = std::fs::copy("/etc/resolv.conf", root.join("etc/resolv.conf"));

    let mut count = Count::default();
    for command in &commands {
        println!("== {command}");
        let ok = in_root(&root, &format!("cd /brolga && {command}"))
            .status()
            .is_ok_and(|status| status.success());
        println!("{}: {command}", if ok { "works" } else { "FAILS" });
        count.add(Count::of(ok));
    }
    Ok(count.close())
}

/// The `cargo xtask` lines in the README's first code block.
fn readme_commands() -> Result<Vec<String>, String> {
    let path = workspace::root().join("README.md");
    let text =
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let block = text.split("```").nth(1).unwrap_or("");
    let lines = block
        .lines()
        .map(|line| line.split('#').next().unwrap_or("").trim());
    let commands: Vec<String> = lines
        .filter(|line| line.starts_with("cargo xtask "))
        .map(str::to_string)
        .collect();
    if commands.is_empty() {
        Err("the README's first code block has no `cargo xtask` line".to_string())
    } else {
        Ok(commands)
    }
}

fn copy_toolchain(root: &Path) -> Result<(), String> {
    let sysroot = stdout_of(Command::new("rustc").args(["--print", "sysroot"]))?;
    must_run(
        Command::new("cp")
            .args(["-a", sysroot.trim()])
            .arg(root.join("rust")),
    )?;
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let target = root.join("cargo-home");
    std::fs::create_dir_all(&target).map_err(|error| format!("{}: {error}", target.display()))?;
    if let Some(home) = home {
        // A configured mirror is part of reaching the network here.
        let _ = std::fs::copy(home.join("config.toml"), target.join("config.toml"));
    }
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
    must_run(
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

/// A shell command inside the new root, with nothing of the outside environment but proxies. `/proc` is mounted in a name space of
/// its own (the JDK's packages insist on it), so nothing is left mounted.
fn in_root(root: &Path, script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c"]);
    command.arg("mount -t proc proc \"$0/proc\" && exec chroot \"$0\" sh -c \"$1\"");
    command.arg(root).arg(script).env_clear();
    command.env("PATH", "/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    command
        .env("HOME", "/root")
        .env("CARGO_HOME", "/cargo-home");
    for name in [
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
    ] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

fn must_run(command: &mut Command) -> Result<(), String> {
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
