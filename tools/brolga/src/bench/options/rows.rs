//! The options of `brolga bench`: ONE table.

use super::Settings;

/// Sets what an option is for, given its value (empty if it has none).
pub(super) type Set = fn(&mut Settings, String) -> Result<(), String>;

/// One option.
pub(super) struct Row {
    pub(super) name: &'static str,
    /// What its value is called; None: it has none.
    pub(super) value: Option<&'static str>,
    pub(super) help: &'static str,
    pub(super) set: Set,
}

const fn row(name: &'static str, value: Option<&'static str>, help: &'static str, set: Set) -> Row {
    Row {
        name,
        value,
        help,
        set,
    }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "--modes",
        Some("LIST"),
        "modes, separated by commas",
        |s, value| {
            s.modes = value.split(',').map(str::to_string).collect();
            Ok(())
        },
    ),
    row(
        "--mode",
        Some("NAME=MODE,FLAG,..."),
        "one more mode: another with flags of java",
        |s, value| {
            s.custom_modes.push(value);
            Ok(())
        },
    ),
    row(
        "--base",
        Some("MODE"),
        "the mode that others are compared with (the first)",
        |s, value| {
            s.base = Some(value);
            Ok(())
        },
    ),
    row(
        "--with-java",
        Some("auto|none|PATH"),
        "the java of the modes hs...",
        |s, value| {
            s.with_java = Some(value);
            Ok(())
        },
    ),
    row(
        "--quick",
        None,
        "fewer and shorter runs: 3 processes, 3 times 20 iterations",
        |s, _| {
            s.is_quick = true;
            Ok(())
        },
    ),
    row(
        "--processes",
        Some("N"),
        "runs of the whole program per mode (10); 0: none",
        |s, value| {
            s.processes = Some(number(&value)?);
            Ok(())
        },
    ),
    row(
        "--executions",
        Some("N"),
        "processes with iterations per mode (5); 0: none",
        |s, value| {
            s.executions = Some(number(&value)?);
            Ok(())
        },
    ),
    row(
        "--iterations",
        Some("N"),
        "iterations in such a process (60)",
        |s, value| {
            s.iterations = Some(positive(&value)?);
            Ok(())
        },
    ),
    row(
        "--seconds",
        Some("S"),
        "the longest that they may take (10)",
        |s, value| {
            s.seconds = Some(seconds(&value)?);
            Ok(())
        },
    ),
    row(
        "--method",
        Some("CLASS::METHOD"),
        "iterations call this static method, not main",
        |s, value| match value.split_once("::") {
            Some((class, method)) if !class.is_empty() && !method.is_empty() => {
                s.method = Some(value);
                Ok(())
            }
            _ => Err(format!("wants CLASS::METHOD, not `{value}`")),
        },
    ),
    row(
        "--calls",
        Some("N"),
        "calls of it in an iteration (1)",
        |s, value| {
            s.calls = positive(&value)?;
            Ok(())
        },
    ),
    row(
        "--suite",
        None,
        "built-in programs: those named behind the options, or all",
        |s, _| {
            s.suite = Some(Vec::new());
            Ok(())
        },
    ),
    row(
        "--startup",
        None,
        "start-up: `java -version`, an empty program, Hello",
        |s, _| {
            s.is_startup = true;
            Ok(())
        },
    ),
    row("--timeout", Some("S"), "longest run (600)", |s, value| {
        s.timeout_seconds = seconds(&value)?;
        Ok(())
    }),
    row(
        "--seed",
        Some("N"),
        "of the order of runs and of the resampling (1)",
        |s, value| {
            s.seed = number(&value)? as u64;
            Ok(())
        },
    ),
    row(
        "--cpus",
        Some("N"),
        "programs run on the first N processors only",
        |s, value| {
            s.cpus = Some(positive(&value)?);
            Ok(())
        },
    ),
    row(
        "--stdin",
        Some("FILE"),
        "the input of each run (nothing)",
        |s, value| {
            s.stdin = Some(value);
            Ok(())
        },
    ),
    row(
        "--compare-stderr",
        None,
        "standard error must be equal too",
        |s, _| {
            s.compares_stderr = true;
            Ok(())
        },
    ),
    row(
        "--ignore-output",
        None,
        "outputs need not be equal (the program prints times, say)",
        |s, _| {
            s.ignores_output = true;
            Ok(())
        },
    ),
    row(
        "--allow-failure",
        None,
        "measure a program that fails in every mode",
        |s, _| {
            s.allows_failure = true;
            Ok(())
        },
    ),
    row(
        "--json",
        Some("FILE"),
        "report with all samples",
        |s, value| {
            s.json = Some(value);
            Ok(())
        },
    ),
    row(
        "--jmh-json",
        Some("FILE"),
        "report as JMH writes it",
        |s, value| {
            s.jmh_json = Some(value);
            Ok(())
        },
    ),
    row(
        "--csv",
        Some("FILE"),
        "a line for each sample",
        |s, value| {
            s.csv = Some(value);
            Ok(())
        },
    ),
    row("--md", Some("FILE"), "report as Markdown", |s, value| {
        s.markdown = Some(value);
        Ok(())
    }),
    row(
        "--html",
        Some("FILE"),
        "report with plots, one page",
        |s, value| {
            s.html = Some(value);
            Ok(())
        },
    ),
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
