//! `tests/jni`: every group of JNI functions (`JniSuite.java`, `suite.c`) and the invocation API (`embed.c`), compared with
//! the expectation recorded from HotSpot.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::support;

/// Runs to the end; gives what was printed.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command.output().expect("the command runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?} failed with {}:\n{printed}\n{errors}",
        output.status
    );
    printed
}

/// A fresh directory for one test's binaries.
pub(crate) fn directory(test: &str) -> PathBuf {
    let path = env::temp_dir().join(format!("brolga-{test}-{}", std::process::id()));
    fs::create_dir_all(&path).expect("a temporary directory");
    path
}

pub(crate) fn compile(out: &Path, java: &str, c: &[&str]) {
    let home = support::java_home();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jni");
    run(Command::new(home.join("bin/javac"))
        .arg("-g")
        .arg("-sourcepath")
        .arg(&sources)
        .arg("-d")
        .arg(out)
        .arg(sources.join(java)));
    let mut cc = Command::new("cc");
    cc.current_dir(&sources).args(c);
    cc.arg(format!("-I{}", home.join("include").display()));
    cc.arg(format!("-I{}", home.join("include/linux").display()));
    cc.arg(format!("-L{}", support::libjvm_directory().display()))
        .arg("-ljvm");
    run(&mut cc);
}

fn assert_lines(printed: &str, expected: &str) {
    for (printed, expected) in printed.lines().zip(expected.lines()) {
        assert_eq!(printed, expected);
    }
    assert_eq!(printed.lines().count(), expected.lines().count());
}

/// Compiles and runs `class`, whose argument is the library made of suite.c.
fn suite(test: &str, class: &str, options: &[&str], expected: &str) {
    let out = directory(test);
    let library = out.join("libsuite.so");
    compile(
        &out,
        &format!("{class}.java"),
        &[
            "suite.c",
            "-shared",
            "-fPIC",
            "-o",
            &library.to_string_lossy(),
        ],
    );
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let mut java = Command::new(support::java_home().join("bin/java"));
    let printed = run(java
        .arg(altjvm)
        .args(options)
        .arg("-cp")
        .arg(&out)
        .arg(class)
        .arg(&library));
    assert_lines(&printed, expected);
    fs::remove_dir_all(&out).expect("the temporary directory can go");
}

const FUNCTIONS: &str = include_str!("../jni/JniSuite.expected");

#[test]
fn jni_functions() {
    suite("jni", "JniSuite", &[], FUNCTIONS);
}

#[test]
fn jni_functions_while_everything_moves() {
    suite("jni-gc", "JniSuite", &["-XX:GCStressInterval=1"], FUNCTIONS);
}

#[test]
fn jni_functions_in_many_threads() {
    suite("jni-threads", "JniThreads", &["-Xmx64m"], "finished: 6\n");
}

#[test]
fn an_embedder_on_its_primordial_thread() {
    let out = directory("embed");
    let program = out.join("embed");
    compile(
        &out,
        "Embedded.java",
        &["embed.c", "-o", &program.to_string_lossy()],
    );
    let mut embed = Command::new(&program);
    embed
        .arg(&out)
        .env("JAVA_HOME", support::java_home())
        .env("LD_LIBRARY_PATH", support::libjvm_directory());
    assert_lines(&run(&mut embed), include_str!("../jni/embed.expected"));
    fs::remove_dir_all(&out).expect("the temporary directory can go");
}
