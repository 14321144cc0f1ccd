//! Comparing a run with what its test expects.

use crate::execute::{End, Run};
use crate::expectation::Test;
use crate::modes::{Mode, Stress};

/// Lines of stderr shown with a failure.
const STDERR_LINES: usize = 25;
/// Lines of a difference shown with a failure.
const DIFF_LINES: usize = 40;

/// Why a run fails; empty if it passes.
pub(crate) fn judge(test: &Test, mode: &Mode, run: &Run, check_stress: bool) -> String {
    let mut out = String::new();
    if run.end != End::Exit(test.exit) {
        out += &format!(
            "ended with {}, expected exit status {}\n",
            run.end, test.exit
        );
    }
    let actual: Vec<&str> = run.stdout.lines().collect();
    if actual != test.stdout {
        out += "stdout differs (- expected, + printed):\n";
        out += &difference(&test.stdout, &actual);
    }
    for text in test
        .stderr_contains
        .iter()
        .filter(|text| !run.stderr.contains(text.as_str()))
    {
        out += &format!("stderr does not contain: {text}\n");
    }
    // (Where there is no engine of ours, nothing is compiled by it.)
    let claims = test.claims.iter().filter(|_| check_stress);
    out.extend(claims.filter_map(|claim| claim.judge(mode, &run.stderr)));
    let stresses_gc = mode.stresses.contains(&Stress::Collections);
    if check_stress && stresses_gc && run.end == End::Exit(test.exit) {
        match collections(&run.stderr) {
            None => {
                out += "no `brolga-gc:` line on stderr: this mode did not stress the collector\n"
            }
            Some(n) if n < test.stress_minimum => {
                out += &format!(
                    "{n} collections, expected at least {}\n",
                    test.stress_minimum
                )
            }
            Some(_) => {}
        }
    }
    let stops = mode.stresses.contains(&Stress::Stops);
    if check_stress && stops && run.end == End::Exit(test.exit) && told(&run.stderr) == 0 {
        out += "no `brolga-watch:` line on stderr: nothing was watched\n";
    }
    if !out.is_empty() && !run.stderr.is_empty() {
        let lines: Vec<&str> = run.stderr.lines().collect();
        out += "stderr:\n";
        lines
            .iter()
            .take(STDERR_LINES)
            .for_each(|line| out += &format!("    {line}\n"));
        if lines.len() > STDERR_LINES {
            out += &format!("    ... {} more lines\n", lines.len() - STDERR_LINES);
        }
    }
    out
}

/// Collections that `-XX:+PrintGCStatistics` reported: `brolga-gc: young=<n> full=<n> ...`.
fn collections(stderr: &str) -> Option<u64> {
    let field = |name| brolga::launch::gc_statistic(stderr, name);
    Some(field("young")? + field("full")?)
}

/// Places that `-XX:+WatchStress` reported: `brolga-watch: told=<n>`.
fn told(stderr: &str) -> u64 {
    let mut lines = stderr.lines();
    let number = lines.find_map(|line| line.strip_prefix("brolga-watch: told="));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Expected against actual, as a longest-common-subsequence diff: `-` expected and missing, `+` printed and not expected.
pub(crate) fn difference(expected: &[String], actual: &[&str]) -> String {
    let mut out = String::new();
    // Equal heads and tails need no table.
    let head = expected
        .iter()
        .zip(actual)
        .take_while(|(e, a)| e == *a)
        .count();
    let tail = expected[head..]
        .iter()
        .rev()
        .zip(actual[head..].iter().rev())
        .take_while(|(e, a)| e == *a)
        .count();
    let (e, a) = (
        &expected[head..expected.len() - tail],
        &actual[head..actual.len() - tail],
    );
    let context = |line: &str| format!("      {line}\n");
    if head > 0 {
        out += &context(&expected[head - 1]);
    }
    let lines = if e.len() * a.len() > 4_000_000 {
        whole(e, a)
    } else {
        minimal(e, a)
    };
    lines.iter().take(DIFF_LINES).for_each(|line| out += line);
    if lines.len() > DIFF_LINES {
        out += &format!("    ... {} more lines\n", lines.len() - DIFF_LINES);
    } else if tail > 0 {
        out += &context(&expected[expected.len() - tail]);
    }
    out
}

fn whole(e: &[String], a: &[&str]) -> Vec<String> {
    e.iter()
        .map(|line| format!("    - {line}\n"))
        .chain(a.iter().map(|line| format!("    + {line}\n")))
        .collect()
}

fn minimal(e: &[String], a: &[&str]) -> Vec<String> {
    let width = a.len() + 1;
    let mut common = vec![0u32; (e.len() + 1) * width];
    for i in (0..e.len()).rev() {
        for j in (0..a.len()).rev() {
            common[i * width + j] = if e[i] == a[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < e.len() || j < a.len() {
        if i < e.len() && j < a.len() && e[i] == a[j] {
            out.push(format!("      {}\n", e[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == a.len()
            || (i < e.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            out.push(format!("    - {}\n", e[i]));
            i += 1;
        } else {
            out.push(format!("    + {}\n", a[j]));
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modes::MODES;

    fn run(stdout: &str, stderr: &str, end: End) -> Run {
        Run {
            end,
            stdout: stdout.to_string(),
            stderr: stderr.to_string(),
            seconds: 0.0,
        }
    }

    #[test]
    fn differences_are_shown() {
        let test = Test {
            stdout: ["a", "b", "c", "d"].map(str::to_string).to_vec(),
            ..Test::default()
        };
        assert_eq!(
            judge(
                &test,
                &MODES[0],
                &run("a\nb\nc\nd\n", "noise", End::Exit(0)),
                true
            ),
            ""
        );
        let text = judge(
            &test,
            &MODES[0],
            &run("a\nx\nc\nd\n", "", End::Signal(11)),
            true,
        );
        assert_eq!(
            text,
            "ended with killed by signal 11, expected exit status 0\n\
             stdout differs (- expected, + printed):\n      a\n    - b\n    + x\n      c\n"
        );
    }

    #[test]
    fn a_stress_mode_must_stress() {
        let stress = MODES.iter().find(|mode| mode.name == "gc").unwrap();
        let test = Test {
            stress_minimum: 3,
            ..Test::default()
        };
        let judge = |stderr: &str| judge(&test, stress, &run("", stderr, End::Exit(0)), true);
        assert_eq!(judge("brolga-gc: young=2 full=1 moved=77"), "");
        assert!(
            judge("brolga-gc: young=2 full=0 moved=77")
                .starts_with("2 collections, expected at least 3")
        );
        assert!(judge("").starts_with("no `brolga-gc:` line"));
    }
}
