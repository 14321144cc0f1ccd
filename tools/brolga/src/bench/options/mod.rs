//! The command line of `brolga bench`: our options stand first, what follows is a command line for `java` or names of the built-in suite.
//! One table of options (`rows.rs`) serves the parser, the help, completions and the manual page.

mod rows;

use super::mode;
use super::summary::MEASURES;
use crate::command::{self, OptionText};
use rows::{COMPARE_ROWS, ROWS};

/// What the user wants.
#[derive(Debug)]
pub enum Request {
    /// To read this.
    Help(String),
    Compare(Compare),
    Measure(Box<Settings>),
}

/// `bench compare`.
#[derive(Debug, Default, PartialEq)]
pub struct Compare {
    pub old: String,
    pub new: String,
    /// The share by which a program may be slower: 0.05 for `5%`.
    pub fail_above: Option<f64>,
    /// Only this measure: `process` or `iteration`.
    pub of: Option<String>,
    /// The mode whose time is the unit.
    pub relative_to: Option<String>,
    is_help: bool,
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
    is_help: bool,
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
            true => self.processes(),
            false if self.is_quick => 3,
            false => 5,
        })
    }

    /// How often, at most. Start-up is over when the first begins.
    pub fn iterations(&self) -> usize {
        self.iterations.unwrap_or(match self.is_startup {
            true => 1,
            false if self.is_quick => 20,
            false => 60,
        })
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

/// Reads the arguments behind `bench` (and behind `--java-home`).
///
/// # Errors
/// A sentence.
pub fn parse(arguments: Vec<String>) -> Result<Request, String> {
    match arguments.first().map(String::as_str) {
        Some("compare") => return compare(arguments[1..].to_vec()),
        Some("help") => return Ok(Request::Help(help())),
        _ => {}
    }
    let (mut settings, mut rest) = (Settings::new(), arguments);
    command::take(ROWS, &mut settings, &mut rest)?;
    if settings.is_help {
        return Ok(Request::Help(help()));
    }
    settings.command = rest;
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
    let name = program.split('=').next().unwrap_or(program);
    if program.starts_with("--") && ROWS.iter().any(|row| row.text.name == name) {
        return Err(format!("{program} stands behind the program"));
    }
    Ok(Request::Measure(Box::new(settings)))
}

fn compare(arguments: Vec<String>) -> Result<Request, String> {
    let (mut compare, mut files, mut rest) = (Compare::default(), Vec::new(), arguments);
    loop {
        command::take(COMPARE_ROWS, &mut compare, &mut rest)?;
        if compare.is_help {
            return Ok(Request::Help(help()));
        }
        if rest.is_empty() {
            break;
        }
        let file = rest.remove(0);
        if file.starts_with('-') {
            return Err(format!("bench compare has no option {file}"));
        }
        files.push(file);
    }
    let Ok([old, new]) = <[String; 2]>::try_from(files) else {
        return Err("bench compare wants two reports: OLD.json NEW.json".to_string());
    };
    (compare.old, compare.new) = (old, new);
    Ok(Request::Compare(compare))
}

/// The options, those of `compare` too.
pub fn texts() -> Vec<OptionText> {
    let help = |text: &OptionText| text.name == "--help";
    let compare = COMPARE_ROWS.iter().map(|row| row.text);
    let all = compare.filter(|text| !help(text)).collect::<Vec<_>>();
    ROWS.iter().map(|row| row.text).chain(all).collect()
}

/// What `brolga bench --help` prints.
pub fn help() -> String {
    let mut out = String::from(
        "\
brolga bench [--java-home DIR] [options] [java options] Main | -jar FILE | -m MODULE/CLASS | File.java [args]
brolga bench [options] --method CLASS::METHOD [java options] [--] [args]
brolga bench [options] [--suite [PROGRAM...]]      the built-in programs
brolga bench compare OLD.json NEW.json [--fail-above 5%] [--of process|iteration] [--relative-to MODE]

Runs a program in several modes and compares times, memory and outputs: as whole processes, and again and
again in one process, which shows how it warms up.

Options
",
    );
    out += &command::help(&texts());
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
        let s = settings("--startup --quick");
        assert_eq!((s.processes(), s.executions(), s.iterations()), (3, 3, 1));
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
        let Ok(Request::Compare(compare)) = parse(words(
            "compare a.json b.json --of=process --fail-above 5% --relative-to hs-c1",
        )) else {
            panic!("no comparison")
        };
        let wanted = Compare {
            old: "a.json".to_string(),
            new: "b.json".to_string(),
            fail_above: Some(0.05),
            of: Some("process".to_string()),
            relative_to: Some("hs-c1".to_string()),
            is_help: false,
        };
        assert_eq!(compare, wanted);
        let error = |text: &str| parse(words(text)).unwrap_err();
        assert!(error("compare a").starts_with("bench compare wants two reports"));
        assert!(error("compare a b --fail-above x").contains("not `x`"));
        assert!(error("compare a b --fail").contains("no option --fail"));
        assert!(error("compare a b --of x").contains("not `x`"));
    }

    #[test]
    fn help_has_every_option_in_its_width() {
        let text = help();
        for row in ROWS {
            let name = row.text.name;
            assert!(text.contains(&format!("  {name}")), "{name}");
        }
        for line in text.lines() {
            assert!(line.chars().count() <= 110, "{line}");
        }
    }
}
