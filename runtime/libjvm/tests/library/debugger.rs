//! The JDK's own debugger, libjdwp and JDI: `Debugger.java` sees of `Debuggee.java` on us what it sees of it on HotSpot.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::jni_suite::{directory, run};
use crate::support;

fn compile(out: &Path) {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jni");
    let programs = ["Debuggee.java", "Debugger.java"].map(|name| sources.join(name));
    let mut javac = Command::new(support::java_home().join("bin/javac"));
    run(javac.arg("-g").arg("-d").arg(out).args(programs));
}

/// What the debugger prints, which runs on HotSpot, of a debuggee on `engine`.
fn printed(out: &Path, engine: &[OsString]) -> String {
    let java = support::java_home().join("bin/java");
    let mut debugger = Command::new(&java);
    debugger.arg("-cp").arg(out).arg("Debugger");
    run(debugger.arg(java).args(engine))
}

#[test]
fn debugger() {
    let out = directory("debugger");
    compile(&out);
    let expected = printed(&out, &[]);
    let mut altjvm = OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let modes: [&[&str]; 2] = [&[], &["-XX:GCStressInterval=20"]];
    for options in modes {
        let options = options.iter().map(OsString::from);
        let engine: Vec<OsString> = [altjvm.clone()].into_iter().chain(options).collect();
        let told = printed(&out, &engine);
        for (told, expected) in told.lines().zip(expected.lines()) {
            assert_eq!(told, expected, "with {engine:?}");
        }
        assert_eq!(told.lines().count(), expected.lines().count());
    }
    fs::remove_dir_all(&out).expect("the temporary directory can go");
}
