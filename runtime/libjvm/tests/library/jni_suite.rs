//! `tests/jni/JniSuite.java`: every group of JNI functions, compared with the expectation recorded from HotSpot.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::support;

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the command runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed with {}:\n{errors}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Compiles the suite; gives its directory.
fn build() -> PathBuf {
    let home = support::java_home();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jni");
    let out = env::temp_dir().join(format!("brolga-jni-suite-{}", std::process::id()));
    fs::create_dir_all(&out).expect("a temporary directory");
    run(Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(out.join("libsuite.so")).arg(sources.join("suite.c")).args([
        format!("-I{}", home.join("include").display()),
        format!("-I{}", home.join("include/linux").display()),
    ]));
    run(Command::new(home.join("bin/javac")).arg("-d").arg(&out).arg(sources.join("JniSuite.java")));
    out
}

#[test]
#[ignore = "needs a VM that boots"]
fn jni_suite() {
    let out = build();
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let mut command = Command::new(support::java_home().join("bin/java"));
    let printed =
        run(command.arg(altjvm).arg("-cp").arg(&out).arg("JniSuite").arg(out.join("libsuite.so")));
    let expected = include_str!("../jni/JniSuite.expected");
    for (printed, expected) in printed.lines().zip(expected.lines()) {
        assert_eq!(printed, expected);
    }
    assert_eq!(printed.lines().count(), expected.lines().count());
    fs::remove_dir_all(&out).expect("the temporary directory can go");
}
