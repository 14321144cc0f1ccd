//! `cargo xtask pictures`: the pictures of the README, `docs/*.png`. Each is a page of a real run of the engine, photographed in headless
//! Chromium by `tests/web/pictures.py`. They are the only generated files under version control; `tidy` keeps it so, and keeps them small.

use crate::workspace::{self, root};
use crate::{Outcome, jdk, test};
use std::process::ExitCode;

pub(crate) fn task(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("pictures takes no arguments".to_string());
    }
    let jdk = jdk::find_or_install()?;
    workspace::build("release", &["libjvm", "brolga"])?;
    let mut command = test::set_program("web", &jdk, "release");
    command.arg("--pictures").arg(root().join("docs"));
    workspace::must_run(&mut command)?;
    println!("look at them before you commit them");
    Ok(ExitCode::SUCCESS)
}
