//! Equal output on HotSpot and tier 0: the part `--bench` of the standard tests and the large set `benches`.

use super::table::{self, Program};
use super::{Mode, Setup, chosen, difference};
use crate::Outcome;
use crate::workspace::{Count, TEST_PROFILE};

/// Collections that must have moved objects in a stress run.
const MOVING_COLLECTIONS: u64 = 500;

/// The programs at their smallest sizes print what they print on HotSpot: part of the standard tests.
pub(crate) fn equal_smallest() -> Result<Count, String> {
    let setup = Setup::new(TEST_PROFILE, None)?;
    let mut count = Count::default();
    for program in table::load()? {
        let finding = compare(&setup, &program, &program.smallest, &[])?;
        count.add(report(&program, "smallest", finding));
    }
    close_set(count)
}

/// `cargo xtask test --full benches`: equal output at the measured sizes, and at the stress sizes under GC stress.
pub(crate) fn full(names: &[String]) -> Outcome {
    let setup = Setup::new("release", None)?;
    let mut count = Count::default();
    for program in chosen(names)? {
        let finding = compare(&setup, &program, &program.speed, &[])?;
        count.add(report(&program, "full", finding));
        count.add(report(&program, "stress", stress(&setup, &program)?));
    }
    Ok(close_set(count)?.close())
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

fn compare(
    setup: &Setup,
    program: &Program,
    size: &[String],
    options: &[String],
) -> Result<Option<String>, String> {
    let oracle = setup.run(Mode::HotSpot, &[], program, size)?;
    let ours = setup.run(Mode::Tier0, options, program, size)?;
    Ok(difference(&oracle, &ours))
}

fn stress(setup: &Setup, program: &Program) -> Result<Option<String>, String> {
    let options = [
        format!("-XX:GCStressInterval={}", program.interval),
        "-XX:+PrintGCStatistics".to_string(),
    ];
    let oracle = setup.run(Mode::HotSpot, &[], program, &program.stress)?;
    let ours = setup.run(Mode::Tier0, &options, program, &program.stress)?;
    if let Some(finding) = difference(&oracle, &ours) {
        return Ok(Some(finding));
    }
    Ok(match moving_collections(&ours.stderr) {
        None => Some("no `brolga-gc:` line".to_string()),
        Some(moving) if moving < MOVING_COLLECTIONS => Some(format!(
            "only {moving} collections moved objects, {MOVING_COLLECTIONS} are wanted"
        )),
        Some(_) => None,
    })
}

/// Collections that moved objects, from the VM's `brolga-gc:` line.
fn moving_collections(stderr: &[u8]) -> Option<u64> {
    brolga::launch::gc_statistic(&String::from_utf8_lossy(stderr), "moving")
}
