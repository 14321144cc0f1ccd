//! The tool interface: an agent that asks all its functions (`ToolSuite.java`, `tool_suite.c`) is told by us what HotSpot tells it.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::jni_suite::{compile, directory, run};
use crate::support;

/// What the program prints that `engine`, and the agent beside it, runs.
fn printed(out: &Path, engine: &[OsString]) -> String {
    let library = out.join("libtool.so");
    let mut agent = OsString::from("-agentpath:");
    agent.push(&library);
    agent.push("=options");
    let mut java = Command::new(support::java_home().join("bin/java"));
    java.args(engine).arg(agent);
    // Properties that the agent writes over.
    java.args(["-Dtool.suite=mine", "-Dtool.empty=mine", "-cp"]);
    run(java.arg(out).arg("ToolSuite").arg(&library))
}

#[test]
fn tool_functions() {
    let out = directory("tool");
    let library = out.join("libtool.so");
    let path = library.to_string_lossy();
    let c = ["tool_suite.c", "-shared", "-fPIC", "-o", &path];
    compile(&out, "ToolSuite.java", &c);
    let expected = printed(&out, &[]);
    assert!(expected.ends_with("OnUnload\n"), "{expected}");
    let mut altjvm = OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let modes: [&[&str]; 4] = [
        &[],
        &["-Xcomp"],
        &["-Xint", "-XX:GCStressInterval=20"],
        &[
            "-Xbatch",
            "-XX:Tier3CompileThreshold=20",
            "-XX:DeoptStressInterval=50",
        ],
    ];
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
