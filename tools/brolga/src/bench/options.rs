//! The command line of `brolga bench`: our options stand first, what follows is a command line for `java` or names of the built-in suite.
//! One table of options serves the parser and the help.

use super::mode;

/// What the user wants.
#[derive(Debug)]
pub enum Request {
    /// To read this.
    Help(String),
    Compare(Compare),
    Measure(Box<Settings>),
}

/// `bench compare`.
#[derive(Debug, PartialEq)]
pub struct Compare {
    pub old: String,
    pub new: String,
    /// The share by which a program may be slower: 0.05 for `5%`.
    pub fail_above: Option<f64>,
}

/// How to measure, and where reports go.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Names of modes, and modes that the user made (`--mode`); empty: the usual ones.
    pub modes: Vec<String>,
    pub custom_modes: Vec<String>,
    pub base: Option<String>,
    /// `auto`, `none`, or where a `java` is.
    pub with_java: Option<String>,
    pub is_quick: bool,
    processes: Option<usize>,
    executions: Option<usize>,
    iterations: Option<usize>,
    seconds: Option<f64>,
    pub calls: usize,
    pub timeout_seconds: f64,
    pub seed: u64,
    pub cpus: Option<usize>,
    pub stdin: Option<String>,
    pub compares_stderr: bool,
    pub ignores_output: bool,
    pub allows_failure: bool,
    pub is_startup: bool,
    /// `Class::method`.
    pub method: Option<String>,
    pub json: Option<String>,
    pub jmh_json: Option<String>,
    pub csv: Option<String>,
    pub markdown: Option<String>,
    pub html: Option<String>,
    /// Names of the suite; None: not the suite, unless `command` is empty.
    pub suite: Option<Vec<String>>,
    /// What `java` would get.
    pub command: Vec<String>,
}

impl Settings {
    fn new() -> Settings {
        Settings {
            calls: 1,
            timeout_seconds: 600.0,
            seed: 1,
            ..Settings::default()
        }
    }

    /// Runs of the whole program in each mode.
    pub fn processes(&self) -> usize {
        self.processes.unwrap_or(if self.is_quick { 3 } else { 10 })
    }

    /// Processes in which the program runs again and again, in each mode.
    pub fn executions(&self) -> usize {
        self.executions.unwrap_or(match self.is_startup {
            true => 0,
            false if self.is_quick => 3,
            false => 5,
        })
    }

    /// How often, at most.
    pub fn iterations(&self) -> usize {
        self.iterations
            .unwrap_or(if self.is_quick { 20 } else { 60 })
    }

    /// How long, at most (the iteration that runs then is the last).
    pub fn seconds(&self) -> f64 {
        self.seconds
            .unwrap_or(if self.is_quick { 2.0 } else { 10.0 })
    }

    /// The files that are to be written.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let files = [
            &self.json,
            &self.jmh_json,
            &self.csv,
            &self.markdown,
            &self.html,
        ];
        files.into_iter().flatten().map(String::as_str)
    }
}

/// Sets what an option is for, given its value (empty if it has none).
type Set = fn(&mut Settings, String) -> Result<(), String>;

/// One option.
struct Row {
    name: &'static str,
    /// What its value is called; None: it has none.
    value: Option<&'static str>,
    help: &'static str,
    set: Set,
}

const fn row(name: &'static str, value: Option<&'static str>, help: &'static str, set: Set) -> Row {
    Row {
        name,
        value,
        help,
        set,
    }
}

const ROWS: &[Row] = &[
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

/// Reads the arguments behind `bench` (and behind `--java-home`).
///
/// # Errors
/// A sentence.
pub fn parse(arguments: Vec<String>) -> Result<Request, String> {
    match arguments.first().map(String::as_str) {
        Some("compare") => return compare(&arguments[1..]),
        Some("--help" | "-h" | "help") => return Ok(Request::Help(help())),
        _ => {}
    }
    let mut settings = Settings::new();
    let mut rest = arguments.into_iter().peekable();
    while let Some(argument) = rest.peek() {
        let (name, value) = split(argument);
        let Some(row) = ROWS.iter().find(|row| row.name == name) else {
            break;
        };
        let name = row.name;
        rest.next();
        let value = match (row.value, value) {
            (Some(_), Some(value)) => value,
            (Some(called), None) => rest.next().ok_or(format!("{name} wants {called}"))?,
            (None, None) => String::new(),
            (None, Some(_)) => return Err(format!("{name} has no value")),
        };
        (row.set)(&mut settings, value).map_err(|error| format!("{name} {error}"))?;
    }
    settings.command = rest.collect();
    if settings.suite.is_some() {
        settings.suite = Some(std::mem::take(&mut settings.command));
    }
    consistent(settings)
}

fn consistent(settings: Settings) -> Result<Request, String> {
    let has_program = !settings.command.is_empty();
    let program = settings.command.first().map_or("", String::as_str);
    if settings.is_startup && (has_program || settings.suite.is_some() || settings.method.is_some())
    {
        return Err("--startup has programs of its own".to_string());
    }
    if settings.method.is_some() && settings.suite.is_some() {
        return Err("--method and --suite exclude each other".to_string());
    }
    if settings.calls > 1 && settings.method.is_none() {
        return Err("--calls goes with --method".to_string());
    }
    if settings.processes() == 0 && settings.executions() == 0 {
        return Err("--processes 0 --executions 0 leaves nothing to measure".to_string());
    }
    // What neither we nor java know would else be java's complaint, in every mode.
    if program.starts_with("--") && ROWS.iter().any(|row| row.name == split(program).0) {
        return Err(format!("{program} stands behind the program"));
    }
    Ok(Request::Measure(Box::new(settings)))
}

fn split(argument: &str) -> (&str, Option<String>) {
    match argument.split_once('=') {
        Some((name, value)) if name.starts_with("--") => (name, Some(value.to_string())),
        _ => (argument, None),
    }
}

fn compare(arguments: &[String]) -> Result<Request, String> {
    let (mut files, mut fail_above) = (Vec::new(), None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (name, value) = split(argument);
        match name {
            "--help" | "-h" => return Ok(Request::Help(help())),
            "--fail-above" => {
                let value = value.or_else(|| rest.next().cloned());
                fail_above = Some(share(&value.ok_or("--fail-above wants a share: 5%")?)?);
            }
            option if option.starts_with('-') => {
                return Err(format!("bench compare has no option {option}"));
            }
            file => files.push(file.to_string()),
        }
    }
    let Ok([old, new]) = <[String; 2]>::try_from(files) else {
        return Err("bench compare wants two reports: OLD.json NEW.json".to_string());
    };
    Ok(Request::Compare(Compare {
        old,
        new,
        fail_above,
    }))
}

/// `5%` or `0.05`.
fn share(text: &str) -> Result<f64, String> {
    let (digits, unit) = match text.strip_suffix('%') {
        Some(digits) => (digits, 100.0),
        None => (text, 1.0),
    };
    match digits.trim().parse::<f64>() {
        Ok(value) if (0.0..1e6).contains(&value) => Ok(value / unit),
        _ => Err(format!(
            "--fail-above wants a share such as 5%, not `{text}`"
        )),
    }
}

/// What `brolga bench --help` prints.
pub fn help() -> String {
    let mut out = String::from(
        "\
brolga bench [--java-home DIR] [options] [java options] Main | -jar FILE | -m MODULE/CLASS | File.java [args]
brolga bench [options] --method CLASS::METHOD [java options] [--] [args]
brolga bench [options] [--suite [PROGRAM...]]      the built-in programs
brolga bench compare OLD.json NEW.json [--fail-above 5%]

Runs a program in several modes and compares times, memory and outputs: as whole processes, and again and
again in one process, which shows how it warms up.

Options
",
    );
    for row in ROWS {
        let value = row.value.map_or(String::new(), |value| format!(" {value}"));
        out += &format!("  {:<28} {}\n", format!("{}{value}", row.name), row.help);
    }
    out += "\nModes\n";
    out += &mode::help();
    out += "
Exit status: 0; 1 the program or the virtual machine cannot run, or `compare` found it slower; 2 wrong use;
3 outputs differ between modes; 130 interrupted (what was measured until then is reported).
";
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_string).collect()
    }

    fn settings(text: &str) -> Settings {
        match parse(words(text)) {
            Ok(Request::Measure(settings)) => *settings,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn ours_first_then_javas() {
        let s = settings("--quick --modes interp,tiered --json=o.json -cp x --json Main --quick 3");
        assert!(s.is_quick);
        assert_eq!(s.modes, ["interp", "tiered"]);
        assert_eq!(s.files().collect::<Vec<_>>(), ["o.json"]);
        assert_eq!(s.command, words("-cp x --json Main --quick 3"));
        assert_eq!((s.processes(), s.executions(), s.suite), (3, 3, None));
    }

    #[test]
    fn defaults() {
        let s = settings("Main");
        assert_eq!((s.processes(), s.executions(), s.iterations()), (10, 5, 60));
        assert_eq!(settings("--quick --processes 7 Main").processes(), 7);
        assert_eq!(settings("--startup").executions(), 0);
    }

    #[test]
    fn programs_of_the_suite() {
        assert_eq!(
            settings("--suite MatMul Fasta").suite.unwrap(),
            ["MatMul", "Fasta"]
        );
        assert!(settings("--quick").command.is_empty());
    }

    #[test]
    fn wrong_options() {
        let error = |text: &str| parse(words(text)).unwrap_err();
        assert_eq!(error("--processes"), "--processes wants N");
        assert_eq!(
            error("--processes x M"),
            "--processes wants a number, not `x`"
        );
        assert_eq!(error("--iterations 0 M"), "--iterations wants at least 1");
        assert_eq!(error("--seconds -1 M"), "--seconds wants seconds, not `-1`");
        assert_eq!(error("--quick=1 M"), "--quick has no value");
        assert_eq!(
            error("--method f M"),
            "--method wants CLASS::METHOD, not `f`"
        );
        assert_eq!(error("--calls 5 M"), "--calls goes with --method");
        assert_eq!(error("--startup M"), "--startup has programs of its own");
        assert!(error("--processes 0 --executions 0 M").ends_with("nothing to measure"));
    }

    #[test]
    fn comparisons() {
        let Ok(Request::Compare(compare)) = parse(words("compare a.json b.json --fail-above 5%"))
        else {
            panic!("no comparison")
        };
        let wanted = Compare {
            old: "a.json".to_string(),
            new: "b.json".to_string(),
            fail_above: Some(0.05),
        };
        assert_eq!(compare, wanted);
        let error = |text: &str| parse(words(text)).unwrap_err();
        assert!(error("compare a").starts_with("bench compare wants two reports"));
        assert!(error("compare a b --fail-above x").contains("not `x`"));
        assert!(error("compare a b --fail").contains("no option --fail"));
    }

    #[test]
    fn help_has_every_option_in_its_width() {
        let text = help();
        for row in ROWS {
            assert!(text.contains(&format!("  {}", row.name)), "{}", row.name);
        }
        for line in text.lines() {
            assert!(line.chars().count() <= 110, "{line}");
        }
    }
}
