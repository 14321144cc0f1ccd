//! The options of `brolga bench`: ONE table, and one of `bench compare`.

use super::{Compare, MEASURES, Settings};
use crate::command::{OptionRow, switch, value};

pub(super) const ROWS: &[OptionRow<Settings, String>] = &[
    value(
        "--modes",
        "MODE,...",
        "modes, separated by commas",
        |s, value| {
            s.modes = value.split(',').map(str::to_string).collect();
            Ok(())
        },
    ),
    value(
        "--mode",
        "NAME=MODE,FLAG,...",
        "one more mode: another with flags of java",
        |s, value| {
            s.custom_modes.push(value);
            Ok(())
        },
    ),
    value(
        "--base",
        "MODE",
        "the mode that others are compared with (the first)",
        |s, value| {
            s.base = Some(value);
            Ok(())
        },
    ),
    value(
        "--with-java",
        "auto|none|PATH",
        "the java of the modes hs...",
        |s, value| {
            s.with_java = Some(value);
            Ok(())
        },
    ),
    switch(
        "--quick",
        "fewer and shorter runs: 3 processes, 3 times 20 iterations",
        |s| s.is_quick = true,
    ),
    value(
        "--processes",
        "N",
        "runs of the whole program per mode (10); 0: none",
        |s, value| {
            s.processes = Some(number(&value)?);
            Ok(())
        },
    ),
    value(
        "--executions",
        "N",
        "processes with iterations per mode (5); 0: none",
        |s, value| {
            s.executions = Some(number(&value)?);
            Ok(())
        },
    ),
    value(
        "--iterations",
        "N",
        "iterations in such a process (60)",
        |s, value| {
            s.iterations = Some(positive(&value)?);
            Ok(())
        },
    ),
    value(
        "--seconds",
        "S",
        "the longest that they may take (10)",
        |s, value| {
            s.seconds = Some(seconds(&value)?);
            Ok(())
        },
    ),
    value(
        "--method",
        "CLASS::METHOD",
        "iterations call this static method, not main",
        |s, value| match value.split_once("::") {
            Some((class, method)) if !class.is_empty() && !method.is_empty() => {
                s.method = Some(value);
                Ok(())
            }
            _ => Err(format!("wants CLASS::METHOD, not `{value}`")),
        },
    ),
    value(
        "--calls",
        "N",
        "calls of it in an iteration (1)",
        |s, value| {
            s.calls = positive(&value)?;
            Ok(())
        },
    ),
    switch(
        "--suite",
        "built-in programs: those named behind the options, or all",
        |s| s.suite = Some(Vec::new()),
    ),
    switch(
        "--startup",
        "start-up: `java -version`, an empty program, Hello",
        |s| s.is_startup = true,
    ),
    value("--timeout", "S", "longest run (600)", |s, value| {
        s.timeout_seconds = seconds(&value)?;
        Ok(())
    }),
    value(
        "--seed",
        "N",
        "of the order of runs and of the resampling (1)",
        |s, value| {
            s.seed = number(&value)? as u64;
            Ok(())
        },
    ),
    value(
        "--cpus",
        "N",
        "programs run on the first N processors only",
        |s, value| {
            s.cpus = Some(positive(&value)?);
            Ok(())
        },
    ),
    value(
        "--stdin",
        "FILE",
        "the input of each run (nothing)",
        |s, value| {
            s.stdin = Some(value);
            Ok(())
        },
    ),
    switch(
        "--compare-stderr",
        "standard error must be equal too",
        |s| s.compares_stderr = true,
    ),
    switch(
        "--ignore-output",
        "outputs need not be equal (the program prints times, say)",
        |s| s.ignores_output = true,
    ),
    switch(
        "--allow-failure",
        "measure a program that fails in every mode",
        |s| s.allows_failure = true,
    ),
    value("--json", "FILE", "report with all samples", |s, value| {
        s.json = Some(value);
        Ok(())
    }),
    value(
        "--jmh-json",
        "FILE",
        "report as JMH writes it",
        |s, value| {
            s.jmh_json = Some(value);
            Ok(())
        },
    ),
    value("--csv", "FILE", "a line for each sample", |s, value| {
        s.csv = Some(value);
        Ok(())
    }),
    value("--md", "FILE", "report as Markdown", |s, value| {
        s.markdown = Some(value);
        Ok(())
    }),
    value(
        "--html",
        "FILE",
        "report with plots, one page",
        |s, value| {
            s.html = Some(value);
            Ok(())
        },
    ),
    switch("--help", "this text", |s| s.is_help = true),
];

/// Those of `bench compare`, which may stand among the reports.
pub(super) const COMPARE_ROWS: &[OptionRow<Compare, String>] = &[
    value(
        "--fail-above",
        "SHARE",
        "compare: the share by which a program may be slower, 5%",
        |c, value| {
            c.fail_above = Some(share(&value)?);
            Ok(())
        },
    ),
    value(
        "--of",
        "process|iteration",
        "compare: only this measure",
        |c, value| {
            if !MEASURES.iter().any(|(what, _)| *what == value) {
                return Err(format!("wants process or iteration, not `{value}`"));
            }
            c.of = Some(value);
            Ok(())
        },
    ),
    value(
        "--relative-to",
        "MODE",
        "compare: times as multiples of this mode's, so that the machine's state cancels out",
        |c, value| {
            c.relative_to = Some(value);
            Ok(())
        },
    ),
    switch("--help", "this text", |c| c.is_help = true),
];

fn number(text: &str) -> Result<usize, String> {
    text.parse()
        .map_err(|_| format!("wants a number, not `{text}`"))
}

fn positive(text: &str) -> Result<usize, String> {
    match number(text)? {
        0 => Err("wants at least 1".to_string()),
        number => Ok(number),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if value > 0.0 && value < 1e6 => Ok(value),
        _ => Err(format!("wants seconds, not `{text}`")),
    }
}

/// `5%` or `0.05`.
fn share(text: &str) -> Result<f64, String> {
    let (digits, unit) = match text.strip_suffix('%') {
        Some(digits) => (digits, 100.0),
        None => (text, 1.0),
    };
    match digits.trim().parse::<f64>() {
        Ok(value) if (0.0..1e6).contains(&value) => Ok(value / unit),
        _ => Err(format!("wants a share such as 5%, not `{text}`")),
    }
}
