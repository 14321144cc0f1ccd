//! `cargo xtask test`: unit tests by cargo, the Java tests and the command lines by the harness, a little fuzzing; `--full SET` for the
//! large sets; `bless`.

use crate::workspace::{self, Count, TEST_PROFILE};
use crate::{Outcome, bench, jdk};
use brolga::jdk::Jdk;
use std::process::Command;

/// A large set: lives in `tests/NAME`, and has content if there is a `run` program.
struct FullSet {
    name: &'static str,
    what: &'static str,
}

const FULL_SETS: &[FullSet] = &[
    FullSet {
        name: "jtreg",
        what: "the JDK's own regression tests",
    },
    FullSet {
        name: "workloads",
        what: "real programs and libraries",
    },
    FullSet {
        name: "fuzz",
        what: "generated programs and mutated class files against HotSpot",
    },
    FullSet {
        name: "storms",
        what: "out-of-memory, stack-overflow, thread and class-loading storms",
    },
    FullSet {
        name: "web",
        what: "the HTML pages of the command line, in a browser",
    },
    FullSet {
        name: "tools",
        what: "Maven and Ant on a home of ours, JPype with our library",
    },
];

/// The set that is a part of this program.
const BENCHES: &str = "benches";
/// The mode of the harness in which everything is compiled, the class library included.
const XCOMP: &str = "xcomp";

pub(crate) fn task(arguments: &[String]) -> Outcome {
    match arguments {
        [flag, set, rest @ ..] if flag == "--full" => full(set, rest),
        [flag] if flag == "--full" => Err(format!("--full wants a set: {}", names())),
        _ => {
            let is_part = |argument: &&String| PARTS.iter().any(|part| part.flag == **argument);
            let (named, harness): (Vec<&String>, Vec<&String>) =
                arguments.iter().partition(is_part);
            Ok(parts(&named, &harness)?.close())
        }
    }
}

/// `cargo xtask bless [crate]`: the snapshot tests write what they print instead of comparing it; `--filetests NAME`: only these file tests
/// of the compiler. `cargo xtask bless --java FILTER`: the Java tests take over what HotSpot prints.
pub(crate) fn bless(arguments: &[String]) -> Outcome {
    if let [flag, filters @ ..] = arguments
        && flag == "--java"
    {
        let mut options = vec!["--bless".to_string()];
        for filter in filters {
            options.extend(["--filter".to_string(), filter.clone()]);
        }
        let count = harness(&[], &options.iter().collect::<Vec<_>>())?;
        println!("look at the changes with: git diff");
        return Ok(count.close());
    }
    let mut command = workspace::cargo(&["test", "--quiet", "--profile", TEST_PROFILE]);
    match arguments {
        [] => command.arg("--workspace"),
        [flag, names @ ..] if flag == "--filetests" => {
            let tests = ["--package", "jit", "--test", "filetests", "--"];
            command.args(tests).args(names)
        }
        [package] if !package.starts_with('-') => command.args(["--package", package]),
        _ => return Err("bless wants a crate, --filetests or --java, or nothing".to_string()),
    };
    let count = workspace::counted(command.env("BLESS", "1"))?;
    if count == Count::default() {
        return Err("there is no such test".to_string());
    }
    println!("look at the changes with: git diff");
    Ok(count.close())
}

/// A part of the standard set: its flag, and its work on the options for the harness.
struct Part {
    flag: &'static str,
    work: fn(&[&String]) -> Result<Count, String>,
}

const PARTS: &[Part] = &[
    Part {
        flag: "--unit",
        work: unit_tests,
    },
    Part {
        flag: "--java",
        work: |options| harness(&[], options),
    },
    Part {
        flag: "--cli",
        work: |options| harness(&["--cli"], options),
    },
    Part {
        flag: "--bench",
        // The options choose among the tests of the harness.
        work: |options| match options {
            [] => bench::equal_smallest(),
            _ => Ok(Count::default()),
        },
    },
    Part {
        flag: "--fuzz",
        work: |options| match options {
            [] => quick_fuzz(),
            _ => Ok(Count::default()),
        },
    },
];

/// The whole standard set, for `ci`.
pub(crate) fn all() -> Result<Count, String> {
    parts(&[], &[])
}

/// Runs the named parts, or all of them if none is named.
fn parts(named: &[&String], harness_options: &[&String]) -> Result<Count, String> {
    let mut count = Count::default();
    for part in PARTS {
        if named.is_empty() || named.iter().any(|flag| *flag == part.flag) {
            count.add((part.work)(harness_options)?);
        }
    }
    Ok(count)
}

/// A handful of the fuzz set; where there is no python3 the program says so and passes.
fn quick_fuzz() -> Result<Count, String> {
    let jdk = jdk::find_or_install()?;
    workspace::build(TEST_PROFILE, &["libjvm", "brolga"])?;
    let mut command = set_program("fuzz", &jdk, TEST_PROFILE);
    workspace::counted(command.arg("--quick"))
}

/// The program of a set, told where the JDK and our engine are.
pub(crate) fn set_program(set: &str, jdk: &Jdk, profile: &str) -> Command {
    let mut command = Command::new(workspace::root().join("tests").join(set).join("run"));
    command
        .current_dir(workspace::root())
        .env("JAVA_HOME", &jdk.home)
        .env("BROLGA_LIBJVM", workspace::output(profile));
    command
}

/// The harness's options are not for cargo.
fn unit_tests(_: &[&String]) -> Result<Count, String> {
    let arguments = [
        "test",
        "--quiet",
        "--workspace",
        "--no-fail-fast",
        "--profile",
        TEST_PROFILE,
    ];
    workspace::counted(&mut workspace::cargo(&arguments))
}

/// The harness on the engine of the tests' profile.
fn harness(kind: &[&str], options: &[&String]) -> Result<Count, String> {
    let jdk = jdk::find_or_install()?;
    workspace::build(TEST_PROFILE, &["libjvm", "brolga", "harness"])?;
    let output = workspace::output(TEST_PROFILE);
    let mut command = Command::new(output.join("harness"));
    command.current_dir(workspace::root());
    command
        .arg("--work")
        .arg(workspace::target().join("harness"))
        .arg("--java-home")
        .arg(&jdk.home);
    // A user's BROLGA_LIBJVM must not decide what the tests test.
    command
        .arg("--libjvm")
        .arg(&output)
        .env_remove("BROLGA_LIBJVM")
        .args(kind)
        .args(options);
    workspace::counted(&mut command)
}

fn full(name: &str, arguments: &[String]) -> Outcome {
    if name == BENCHES {
        return bench::full(arguments);
    }
    if name == XCOMP {
        let options: Vec<&String> = arguments.iter().collect();
        return Ok(harness(&["--modes", XCOMP], &options)?.close());
    }
    let Some(set) = FULL_SETS.iter().find(|set| set.name == name) else {
        return Err(format!("no set `{name}`; there are: {}", names()));
    };
    let program = workspace::root().join("tests").join(set.name).join("run");
    if !program.is_file() {
        return Err(format!(
            "the set `{}` ({}) has no content yet: there is no tests/{}/run",
            set.name, set.what, set.name
        ));
    }
    let jdk = jdk::find_or_install()?;
    workspace::build("release", &["libjvm", "brolga"])?;
    let mut command = set_program(set.name, &jdk, "release");
    Ok(workspace::counted(command.args(arguments))?.close())
}

fn names() -> String {
    FULL_SETS
        .iter()
        .map(|set| set.name)
        .chain([BENCHES, XCOMP])
        .collect::<Vec<_>>()
        .join(" ")
}
