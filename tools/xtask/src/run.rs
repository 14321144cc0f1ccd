//! `cargo xtask run File.java`: from a clean checkout to a running program in one command.

use crate::{Outcome, jdk, workspace};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode};

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let (profile, arguments) = match arguments {
        [flag, profile, rest @ ..] if flag == "--profile" => (profile.as_str(), rest),
        rest => ("release", rest),
    };
    let Some(at) = arguments
        .iter()
        .position(|argument| argument.ends_with(".java"))
    else {
        return Err("run wants a file: cargo xtask run examples/Life.java".to_string());
    };
    let (java_options, source, program_arguments) = (
        &arguments[..at],
        Path::new(&arguments[at]),
        &arguments[at + 1..],
    );
    let text = std::fs::read_to_string(source)
        .map_err(|error| format!("{}: {error}", source.display()))?;

    let jdk = jdk::find_or_install()?;
    workspace::build(profile, &["libjvm", "brolga"])?;
    let output = workspace::output(profile);
    let engine = brolga::engine::holds_library(&output)
        .ok_or_else(|| format!("the build left no libjvm.so in {}", output.display()))?;

    let stem = source
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let classes = workspace::target().join("xtask-run").join(&stem);
    // Classes of an earlier version of the file must not stay.
    let _ = std::fs::remove_dir_all(&classes);
    std::fs::create_dir_all(&classes).map_err(|error| format!("{}: {error}", classes.display()))?;
    let javac = jdk.program("javac");
    let status = Command::new(&javac)
        .args(["-encoding", "UTF-8", "-d"])
        .arg(&classes)
        .arg(source)
        .status();
    match status {
        Ok(status) if status.success() => {}
        Ok(_) => return Ok(ExitCode::from(1)),
        Err(error) => return Err(format!("cannot run {}: {error}", javac.display())),
    }

    let error = Command::new(output.join("brolga"))
        .arg("run")
        .arg("--java-home")
        .arg(&jdk.home)
        .args(java_options)
        .arg("-cp")
        .arg(&classes)
        .arg(brolga::launch::main_class(&text, &stem))
        .args(program_arguments)
        .env("BROLGA_LIBJVM", engine)
        .exec();
    Err(format!("cannot run brolga: {error}"))
}
