//! `cargo xtask test`: unit tests by cargo, then the Java tests by the harness; `--full SET` for the large sets; `bless`.

use crate::workspace::{self, Count, TEST_PROFILE};
use crate::{Outcome, bench, jdk};
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
        what: "servers under load",
    },
];

/// The set that is a part of this program.
const BENCHES: &str = "benches";

pub(crate) fn task(arguments: &[String]) -> Outcome {
    match arguments {
        [flag, set, rest @ ..] if flag == "--full" => full(set, rest),
        [flag] if flag == "--full" => Err(format!("--full wants a set: {}", names())),
        _ => {
            let only = |name: &str| arguments.iter().any(|argument| argument == name);
            let harness: Vec<&String> = arguments
                .iter()
                .filter(|a| *a != "--unit" && *a != "--java")
                .collect();
            let mut count = Count::default();
            if !only("--java") {
                count.add(unit_tests(&[])?);
            }
            if !only("--unit") {
                count.add(java_tests(&harness)?);
            }
            // Options choose among the Java tests.
            if arguments.is_empty() {
                count.add(bench::equal_smallest()?);
            }
            Ok(count.close())
        }
    }
}

/// `cargo xtask bless [crate]`: the snapshot tests write what they print instead of comparing it. `cargo xtask bless --java FILTER`:
/// the Java tests take over what HotSpot prints.
pub(crate) fn bless(arguments: &[String]) -> Outcome {
    if let [flag, filters @ ..] = arguments
        && flag == "--java"
    {
        let mut options = vec!["--bless".to_string()];
        for filter in filters {
            options.extend(["--filter".to_string(), filter.clone()]);
        }
        let count = java_tests(&options.iter().collect::<Vec<_>>())?;
        println!("look at the changes with: git diff");
        return Ok(count.close());
    }
    let mut command = workspace::cargo(&["test", "--quiet", "--profile", TEST_PROFILE]);
    match arguments {
        [] => command.arg("--workspace"),
        [package] => command.args(["--package", package]),
        _ => return Err("bless wants at most one crate".to_string()),
    };
    let count = workspace::counted(command.env("BLESS", "1"))?;
    println!("look at the changes with: git diff");
    Ok(count.close())
}

/// All standard tests, for `ci`.
pub(crate) fn all() -> Result<Count, String> {
    let mut count = unit_tests(&[])?;
    count.add(java_tests(&[])?);
    count.add(bench::equal_smallest()?);
    Ok(count)
}

fn unit_tests(extra: &[&str]) -> Result<Count, String> {
    let arguments = [
        "test",
        "--quiet",
        "--workspace",
        "--no-fail-fast",
        "--profile",
        TEST_PROFILE,
    ];
    workspace::counted(workspace::cargo(&arguments).args(extra))
}

fn java_tests(harness_options: &[&String]) -> Result<Count, String> {
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
        .args(harness_options);
    workspace::counted(&mut command)
}

fn full(name: &str, arguments: &[String]) -> Outcome {
    if name == BENCHES {
        return bench::full(arguments);
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
    let mut command = Command::new(&program);
    command.args(arguments).current_dir(workspace::root());
    command
        .env("JAVA_HOME", &jdk.home)
        .env("BROLGA_LIBJVM", workspace::output("release"));
    Ok(workspace::counted(&mut command)?.close())
}

fn names() -> String {
    FULL_SETS
        .iter()
        .map(|set| set.name)
        .chain([BENCHES])
        .collect::<Vec<_>>()
        .join(" ")
}
