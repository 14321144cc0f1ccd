//! Equal output on HotSpot and here: the part `--bench` of the standard tests, and in every way to run the large set `benches`.

use super::table::{self, Program};
use super::{Mode, Setup, chosen, difference};
use crate::Outcome;
use crate::workspace::{Count, TEST_PROFILE};

/// Collections that must have moved objects in a stress run.
const MOVING_COLLECTIONS: u64 = 500;
/// How often a run must leave compiled code under deopt stress.
const DEOPTS: u64 = 1000;

/// The programs at their smallest sizes print what they print on HotSpot: part of the standard tests.
pub(crate) fn equal_smallest() -> Result<Count, String> {
    let setup = Setup::new(TEST_PROFILE, None)?;
    let mut count = Count::default();
    for program in table::load()? {
        let finding = compare(&setup, &program, &program.smallest)?;
        count.add(report(&program, "smallest", finding));
    }
    close_set(count)
}

/// A way to run every program, at one of its sizes.
struct Way {
    what: &'static str,
    mode: Mode,
    size: fn(&Program) -> Option<&Vec<String>>,
    options: &'static [&'static str],
    /// Collects at each program's interval, and must have moved objects.
    stresses_heap: bool,
    /// Leaves compiled code at every so many guards, and must have left it often.
    stresses_deopt: bool,
}

/// Hot soon, so that much is compiled at small sizes.
const SOON: &[&str] = &[
    "-XX:Tier3CompileThreshold=20",
    "-XX:Tier3BackEdgeThreshold=100",
];

const WAYS: &[Way] = &[
    Way {
        what: "tier 0",
        mode: Mode::Tier0,
        size: |program| Some(&program.speed),
        options: &[],
        stresses_heap: false,
        stresses_deopt: false,
    },
    Way {
        what: "tiered",
        mode: Mode::Brolga,
        size: |program| program.compiled.as_ref(),
        options: &[],
        stresses_heap: false,
        stresses_deopt: false,
    },
    Way {
        what: "-Xcomp",
        mode: Mode::Brolga,
        size: |program| Some(&program.speed),
        options: &["-Xcomp"],
        stresses_heap: false,
        stresses_deopt: false,
    },
    Way {
        what: "deopt stress",
        mode: Mode::Brolga,
        size: |program| Some(&program.speed),
        options: SOON,
        stresses_heap: false,
        stresses_deopt: true,
    },
    Way {
        what: "tier 0, heap stress",
        mode: Mode::Tier0,
        size: |program| Some(&program.stress),
        options: &[],
        stresses_heap: true,
        stresses_deopt: false,
    },
    Way {
        what: "heap stress",
        mode: Mode::Brolga,
        size: |program| Some(&program.stress),
        options: SOON,
        stresses_heap: true,
        stresses_deopt: false,
    },
    Way {
        what: "heap and deopt stress",
        mode: Mode::Brolga,
        size: |program| Some(&program.stress),
        options: SOON,
        stresses_heap: true,
        stresses_deopt: true,
    },
];

/// `cargo xtask test --full benches`: equal output in every way to run.
pub(crate) fn full(names: &[String]) -> Outcome {
    let setup = Setup::new("release", None)?;
    let mut count = Count::default();
    for program in chosen(names)? {
        for way in WAYS {
            if let Some(size) = (way.size)(&program) {
                count.add(report(&program, way.what, way.run(&setup, &program, size)?));
            }
        }
    }
    Ok(close_set(count)?.close())
}

impl Way {
    /// What is wrong with the output or the stress, in a line.
    fn run(
        &self,
        setup: &Setup,
        program: &Program,
        size: &[String],
    ) -> Result<Option<String>, String> {
        let mut options: Vec<String> = self.options.iter().map(ToString::to_string).collect();
        if self.stresses_heap {
            options.push(format!("-XX:GCStressInterval={}", program.interval));
            options.push("-XX:+PrintGCStatistics".to_string());
        }
        if self.stresses_deopt {
            options.push("-XX:DeoptStressInterval=50".to_string());
            options.push("-XX:+PrintJitStatistics".to_string());
        }
        let oracle = setup.run(Mode::HotSpot, &[], program, size)?;
        let ours = setup.run(self.mode, &options, program, size)?;
        if let Some(finding) = difference(&oracle, &ours) {
            return Ok(Some(finding));
        }
        let stderr = String::from_utf8_lossy(&ours.stderr);
        let enough = |wanted: bool, what: &str, count: Option<u64>, least: u64| {
            let count = count.unwrap_or(0);
            (wanted && count < least).then(|| format!("only {count} {what}, {least} are wanted"))
        };
        let moving = brolga::launch::gc_statistic(&stderr, "moving");
        let left = stderr
            .lines()
            .find_map(|line| line.strip_prefix("brolga-jit: deopts="));
        let left = left.and_then(|count| count.parse().ok());
        let moved = "collections that moved objects";
        Ok(
            enough(self.stresses_heap, moved, moving, MOVING_COLLECTIONS)
                .or_else(|| enough(self.stresses_deopt, "deopts", left, DEOPTS)),
        )
    }
}

fn close_set(count: Count) -> Result<Count, String> {
    println!(
        "benches: {} runs equal to HotSpot's, {} not",
        count.passed, count.failed
    );
    Ok(count)
}

fn report(program: &Program, what: &str, finding: Option<String>) -> Count {
    if let Some(finding) = &finding {
        println!("FAILED {} ({what}): {finding}", program.name);
    }
    Count::of(finding.is_none())
}

fn compare(setup: &Setup, program: &Program, size: &[String]) -> Result<Option<String>, String> {
    let oracle = setup.run(Mode::HotSpot, &[], program, size)?;
    let ours = setup.run(Mode::Brolga, &[], program, size)?;
    Ok(difference(&oracle, &ours))
}
