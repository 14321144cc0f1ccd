//! `cargo xtask ...`: the tasks of a working copy. No dependency but `libc` (through `measure`), so that it builds in seconds.
//!
//! One file per task; `workspace.rs` has what they share. Every task that counts closes with `N passed, N failed`.
#![forbid(unsafe_code)]

mod bench;
mod ci;
mod fresh;
mod jdk;
mod pictures;
mod run;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

/// One task: name, arguments, what it does, its work.
struct Task {
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    work: fn(&[String]) -> Outcome,
}

/// How a task ends: an exit status, or a sentence for the user.
type Outcome = Result<ExitCode, String>;

const TASKS: &[Task] = &[
    Task {
        name: "run",
        arguments: "[--profile P] [java options] File.java [args]",
        help: "build the engine, compile the file with the JDK's javac and run it on Brolga",
        work: run::task,
    },
    Task {
        name: "test",
        arguments: "[--unit] [--java] [--cli] [--bench] [--fuzz] [harness options] | --full SET",
        help: "unit tests, tests/java in every mode, command lines and bench programs against `java`; --full: a large set (jtreg workloads fuzz storms web tools benches xcomp)",
        work: test::task,
    },
    Task {
        name: "bench",
        arguments: "[--jit] [--rounds N] [--engine DIR] [PROGRAM...]",
        help: "CPU time and memory of the programs in benches/ in tier 0 beside HotSpot's interpreter; --jit: of compiled code beside C1",
        work: bench::task,
    },
    Task {
        name: "tidy",
        arguments: "",
        help: "check the rules that no compiler checks",
        work: tidy::task,
    },
    Task {
        name: "ci",
        arguments: "",
        help: "format, lints, tidy, test: what every commit must pass",
        work: ci::task,
    },
    Task {
        name: "bless",
        arguments: "[crate] | --filetests [NAME...] | --java [FILTER...]",
        help: "accept the snapshots that the tests print now (--filetests: of the compiler's files whose path contains NAME); --java: what HotSpot prints becomes what the Java tests expect",
        work: test::bless,
    },
    Task {
        name: "pictures",
        arguments: "",
        help: "make docs/*.png, the pictures of the README: pages of a real run, in headless Chromium",
        work: pictures::task,
    },
    Task {
        name: "fresh",
        arguments: "[--root DIR] [--mirror URL] [--keep]",
        help: "try the README's commands in a new Debian with only Rust and a C compiler (root, debootstrap)",
        work: fresh::task,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        eprint!("{}", usage());
        return ExitCode::from(2);
    };
    if matches!(name.as_str(), "--help" | "-h" | "help") {
        print!("{}", usage());
        return ExitCode::SUCCESS;
    }
    let asks_for_help = matches!(rest, [word] if word == "--help" || word == "-h");
    let outcome = match TASKS.iter().find(|task| task.name == name) {
        Some(task) if asks_for_help => {
            print!("{}", task.usage());
            return ExitCode::SUCCESS;
        }
        Some(task) => (task.work)(rest),
        None => Err(format!("no task `{name}`\n{}", usage())),
    };
    outcome.unwrap_or_else(|text| {
        eprintln!("xtask: {text}");
        ExitCode::from(2)
    })
}

impl Task {
    fn usage(&self) -> String {
        let Task {
            name,
            arguments,
            help,
            ..
        } = self;
        format!("  cargo xtask {name} {arguments}\n      {help}\n")
    }
}

fn usage() -> String {
    TASKS.iter().map(Task::usage).collect()
}
