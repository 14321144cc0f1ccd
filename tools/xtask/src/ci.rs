//! `cargo xtask ci`: what every commit must pass, in order of cheapness. All steps run, so that one report names all that is wrong.

use crate::workspace::{self, Count, TEST_PROFILE, cargo};
use crate::{Outcome, test, tidy};

pub(crate) fn task(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("ci takes no arguments".to_string());
    }
    let mut count = Count::default();
    count.add(step("format", &["fmt", "--all", "--check"])?);
    count.add(step(
        "lints",
        &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )?);
    println!("== build");
    // Tidy looks at its exports.
    let built = workspace::build(TEST_PROFILE, &["libjvm"]);
    count.add(Count::of(built.map_err(|text| println!("{text}")).is_ok()));
    println!("== tidy");
    count.add(tidy::check()?);
    println!("== tests");
    count.add(test::all()?);
    Ok(count.close())
}

fn step(name: &str, arguments: &[&str]) -> Result<Count, String> {
    println!("== {name}");
    let status = cargo(arguments)
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !status.success() {
        println!("{name}: failed");
    }
    Ok(Count::of(status.success()))
}
