//! What a command of `brolga` is, and an option of it: the tables from which the parsers, the help, the completions of shells
//! (`completions.rs`) and the manual page (`man.rs`) come. The rows stand where the work is: commands in `main.rs`, options of `bench` in
//! `bench/options/rows.rs`, of `dump` in `dump/options.rs`.

pub mod completions;
pub mod man;

use crate::bench::mode;
use crate::failure::Failure;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The work of a command, given the arguments behind its name.
pub type Work = fn(Vec<OsString>) -> Result<(), Failure>;

/// One command.
pub struct Command {
    pub name: &'static str,
    /// What stands behind the name, for the reader.
    pub arguments: &'static str,
    pub help: &'static str,
    /// Its options, which stand before everything else.
    pub options: fn() -> Vec<OptionText>,
    /// Words of its own that may stand behind the options.
    pub words: fn() -> Vec<&'static str>,
    /// Files may stand there: programs, reports.
    pub takes_files: bool,
    pub work: Work,
}

/// What users read of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionText {
    pub name: &'static str,
    /// What its value is called (`Value::of` knows what may stand there), or its two values; empty: it has none.
    pub value: &'static str,
    pub help: &'static str,
}

/// One option of a command whose settings are `S` and whose arguments are `W`: `String` or `OsString`.
pub struct OptionRow<S, W> {
    pub text: OptionText,
    set: Set<S, W>,
}

/// How an option is set. A value that makes no sense is answered with the end of a sentence that begins with the option's name.
enum Set<S, W> {
    Switch(fn(&mut S)),
    Value(fn(&mut S, W) -> Result<(), String>),
    Pair(fn(&mut S, W, W)),
}

/// An option without a value.
pub const fn switch<S, W>(
    name: &'static str,
    help: &'static str,
    set: fn(&mut S),
) -> OptionRow<S, W> {
    let value = "";
    OptionRow {
        text: OptionText { name, value, help },
        set: Set::Switch(set),
    }
}

/// An option with a value.
pub const fn value<S, W>(
    name: &'static str,
    value: &'static str,
    help: &'static str,
    set: fn(&mut S, W) -> Result<(), String>,
) -> OptionRow<S, W> {
    OptionRow {
        text: OptionText { name, value, help },
        set: Set::Value(set),
    }
}

/// An option with two values, called `OLD NEW`, say.
pub const fn pair<S, W>(
    name: &'static str,
    value: &'static str,
    help: &'static str,
    set: fn(&mut S, W, W),
) -> OptionRow<S, W> {
    OptionRow {
        text: OptionText { name, value, help },
        set: Set::Pair(set),
    }
}

/// Takes options from the front of the arguments, as `--name VALUE` or `--name=VALUE`, until something is none of the table.
///
/// # Errors
/// A sentence about an option.
pub fn take<S, W: AsRef<OsStr> + From<String>>(
    rows: &[OptionRow<S, W>],
    settings: &mut S,
    arguments: &mut Vec<W>,
) -> Result<(), String> {
    while let Some(first) = arguments.first() {
        let first = first.as_ref().to_string_lossy();
        let (name, given) = match first.split_once('=') {
            Some((name, given)) => (name, Some(W::from(given.to_string()))),
            None if first == "-h" => ("--help", None),
            None => (&*first, None),
        };
        let Some(row) = rows.iter().find(|row| row.text.name == name) else {
            break;
        };
        arguments.remove(0);
        let name = row.text.name;
        let mut next = |given: Option<W>| match given {
            Some(given) => Ok(given),
            None if arguments.is_empty() => Err(format!("{name} wants {}", row.text.value)),
            None => Ok(arguments.remove(0)),
        };
        match row.set {
            Set::Switch(_) if given.is_some() => return Err(format!("{name} has no value")),
            Set::Switch(set) => set(settings),
            Set::Value(set) => {
                set(settings, next(given)?).map_err(|text| format!("{name} {text}"))?;
            }
            Set::Pair(set) => {
                let first = next(given)?;
                set(settings, first, next(None)?);
            }
        }
    }
    Ok(())
}

/// Takes `--java-home DIR`, which stands before all other arguments of a command.
///
/// # Errors
/// There is no value.
pub fn take_java_home(arguments: &mut Vec<OsString>) -> Result<Option<PathBuf>, String> {
    let mut found = None;
    take(&[JAVA_HOME], &mut found, arguments)?;
    Ok(found)
}

/// The option of all commands that need a JDK.
const JAVA_HOME: OptionRow<Option<PathBuf>, OsString> = value(
    "--java-home",
    "DIR",
    "the JDK to use; stands first",
    |found, dir| {
        *found = Some(dir.into());
        Ok(())
    },
);

/// The options of a command that has `--java-home` and those of tables.
pub fn texts(rows: impl IntoIterator<Item = OptionText>) -> Vec<OptionText> {
    [JAVA_HOME.text].into_iter().chain(rows).collect()
}

/// What may stand as the value of an option, as completions need it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    File,
    Folder,
    /// One of these.
    Word(Vec<&'static str>),
    /// Some of these, separated by commas.
    List(Vec<&'static str>),
    /// What no shell can guess.
    Free,
}

impl Value {
    /// What the name of a value stands for.
    fn of(name: &'static str) -> Value {
        match name {
            "FILE" | "OLD NEW" => Value::File,
            "DIR" => Value::Folder,
            "MODE" => Value::Word(mode::names()),
            "MODE,..." => Value::List(mode::names()),
            _ if name.contains('|') => {
                let is_literal = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
                Value::Word(name.split('|').filter(is_literal).collect())
            }
            _ => Value::Free,
        }
    }
}

/// Lines of help about options, at most 110 columns wide.
pub fn help(options: &[OptionText]) -> String {
    const INDENT: usize = 31;
    const WIDTH: usize = 110;
    let mut out = String::new();
    for option in options {
        let mut line = format!("  {:<28}", format!("{} {}", option.name, option.value));
        for word in option.help.split(' ') {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                out += &format!("{line}\n");
                line = " ".repeat(INDENT - 1);
            }
            line += &format!(" {word}");
        }
        out += &format!("{line}\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Debug, PartialEq)]
    struct Settings {
        is_quick: bool,
        count: usize,
        pair: Option<(String, String)>,
    }

    const ROWS: &[OptionRow<Settings, String>] = &[
        switch("--quick", "is quick", |s| s.is_quick = true),
        value("--count", "N", "how many", |s, value: String| {
            s.count = value.parse().map_err(|_| format!("wants N, not {value}"))?;
            Ok(())
        }),
        pair("--diff", "OLD NEW", "two", |s, old, new| {
            s.pair = Some((old, new));
        }),
    ];

    fn taken(text: &str) -> Result<(Settings, String), String> {
        let mut settings = Settings::default();
        let mut words = text.split(' ').map(str::to_string).collect();
        take(ROWS, &mut settings, &mut words)?;
        Ok((settings, words.join(" ")))
    }

    #[test]
    fn options_come_first() {
        let (settings, rest) = taken("--quick --count=3 --diff a b Main --count 4").unwrap();
        assert!(settings.is_quick && settings.count == 3);
        assert_eq!(settings.pair, Some(("a".to_string(), "b".to_string())));
        assert_eq!(rest, "Main --count 4");
    }

    #[test]
    fn wrong_values() {
        let error = |text: &str| taken(text).unwrap_err();
        assert_eq!(error("--count"), "--count wants N");
        assert_eq!(error("--count x"), "--count wants N, not x");
        assert_eq!(error("--quick=1"), "--quick has no value");
        assert_eq!(error("--diff a"), "--diff wants OLD NEW");
    }

    #[test]
    fn values_by_their_names() {
        assert_eq!(
            Value::of("auto|none|PATH"),
            Value::Word(vec!["auto", "none"])
        );
        assert_eq!(Value::of("FILE"), Value::File);
        assert_eq!(Value::of("N"), Value::Free);
    }

    #[test]
    fn help_is_wrapped() {
        let option = OptionText {
            name: "--long",
            value: "N",
            help: "word word word word word word word word word word word word word word word word word",
        };
        let text = help(&[option]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.len() <= 110), "{text}");
        assert!(lines[1].starts_with("                               word"));
    }
}
