//! A JDK with `javac` for the tasks: found as `brolga run` finds it, else installed where that is ours to do.

use crate::workspace;
use brolga::jdk::{self, Jdk};
use std::process::Command;

/// Finds a JDK, or installs one if we are root on a system with `apt-get`.
///
/// # Errors
/// One line with the command that installs one.
pub(crate) fn find_or_install() -> Result<Jdk, String> {
    if let Some(jdk) = find() {
        return Ok(jdk);
    }
    if !(workspace::is_root() && workspace::answers("apt-get")) {
        return Err(jdk::missing_line());
    }
    println!(
        "no JDK {} with javac found: {}",
        jdk::FEATURE_VERSION,
        jdk::INSTALL_COMMAND
    );
    let package = jdk::INSTALL_COMMAND.rsplit(' ').next().unwrap_or_default();
    let apt_get = |arguments: &[&str]| {
        let status = Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status();
        status.is_ok_and(|status| status.success())
    };
    // The package lists of a new system are empty; if the update fails, old lists may still do.
    apt_get(&["update", "-qq"]);
    apt_get(&[
        "install",
        "--yes",
        "-qq",
        "--option=Dpkg::Use-Pty=0",
        "--no-install-recommends",
        package,
    ]);
    find().ok_or_else(|| format!("the installation failed; {}", jdk::missing_line()))
}

fn find() -> Option<Jdk> {
    jdk::search(&jdk::Places::of_process(None))
        .jdk
        .filter(|jdk| jdk.program("javac").is_file())
}
