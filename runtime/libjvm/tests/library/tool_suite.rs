//! The tool interface: agents that ask all its functions (`ToolSuite.java`, `tool_suite.c`) and watch how a program runs (`WatchSuite.java`,
//! `watch_suite.c`) are told by us what HotSpot tells them.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::jni_suite::{compile, directory, run};
use crate::support;

/// A program, and the agent beside it.
struct Suite {
    class: &'static str,
    agent: &'static str,
    /// Options of every run.
    options: &'static [&'static str],
    /// How its output ends.
    last: &'static str,
}

impl Suite {
    /// What the program prints that `engine` runs.
    fn printed(&self, out: &Path, engine: &[OsString]) -> String {
        let library = out.join("libtool.so");
        let mut agent = OsString::from("-agentpath:");
        agent.push(&library);
        agent.push("=options");
        let mut java = Command::new(support::java_home().join("bin/java"));
        java.args(engine).arg(agent).args(self.options).arg("-cp");
        run(java.arg(out).arg(self.class).arg(&library))
    }

    /// In each of the modes the program prints what it prints on HotSpot.
    fn check(&self, modes: &[&[&str]]) {
        let out = directory(self.class);
        let library = out.join("libtool.so");
        let path = library.to_string_lossy();
        let c = [self.agent, "-shared", "-fPIC", "-o", &path];
        compile(&out, &format!("{}.java", self.class), &c);
        let expected = self.printed(&out, &[]);
        assert!(expected.ends_with(self.last), "{expected}");
        let mut altjvm = OsString::from("-XXaltjvm=");
        altjvm.push(support::libjvm_directory());
        for options in modes {
            let options = options.iter().map(OsString::from);
            let engine: Vec<OsString> = [altjvm.clone()].into_iter().chain(options).collect();
            let told = self.printed(&out, &engine);
            for (told, expected) in told.lines().zip(expected.lines()) {
                assert_eq!(told, expected, "with {engine:?}");
            }
            assert_eq!(told.lines().count(), expected.lines().count());
        }
        fs::remove_dir_all(&out).expect("the temporary directory can go");
    }
}

#[test]
fn tool_functions() {
    let suite = Suite {
        class: "ToolSuite",
        agent: "tool_suite.c",
        // Properties that the agent writes over.
        options: &["-Dtool.suite=mine", "-Dtool.empty=mine"],
        last: "OnUnload\n",
    };
    suite.check(&[
        &[],
        &["-Xcomp"],
        &["-Xint", "-XX:GCStressInterval=20"],
        &[
            "-Xbatch",
            "-XX:Tier3CompileThreshold=20",
            "-XX:DeoptStressInterval=50",
        ],
    ]);
}

#[test]
fn watched_execution() {
    let suite = Suite {
        class: "WatchSuite",
        agent: "watch_suite.c",
        options: &[],
        last: "event 74 NONE\n",
    };
    suite.check(&[&[], &["-Xcomp"], &["-XX:GCStressInterval=20"]]);
}
