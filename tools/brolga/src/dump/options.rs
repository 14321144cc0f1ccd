//! The options of `brolga dump`: they stand before those of `java`.

use crate::command::{self, OptionRow, OptionText, pair, switch, value};
use std::ffi::OsString;
use std::path::PathBuf;

/// ONE table.
const ROWS: &[OptionRow<Options, OsString>] = &[
    value(
        "--method",
        "PATTERN",
        "methods: pkg.Class, pkg.Class::name, pkg/Class.name(I)V; `*` stands for anything. May be repeated; behind it \
         conditions (@osr @normal @size>200 @size<50), before it `!`: all but these",
        |o, pattern| {
            o.patterns.push(pattern.to_string_lossy().into_owned());
            Ok(())
        },
    ),
    value(
        "--html",
        "FILE",
        "one page with everything in it: index, panes that are linked, inlining, deopts, graphs",
        |o, file| file_of(&mut o.html, file),
    ),
    value(
        "--json",
        "FILE",
        "the records, one per line; docs/dump.md has the schema",
        |o, file| file_of(&mut o.json, file),
    ),
    value(
        "--output",
        "FILE",
        "the text goes there. Without any of the three it is printed when the program has ended",
        |o, file| file_of(&mut o.output, file),
    ),
    switch(
        "--passes",
        "the text has the IR after each pass, not only first and last",
        |o| o.all_passes = true,
    ),
    switch(
        "--deterministic",
        "no addresses, times, profiles: two runs that compile the same write the same",
        |o| o.deterministic = true,
    ),
    switch(
        "--static",
        "runs nothing: all methods of the class, and of classes that a pattern names whole, are compiled without a profile",
        |o| o.is_static = true,
    ),
    value(
        "--source",
        "DIR",
        "where sources of packages are, besides the usual places. May be repeated",
        |o, folder| {
            o.sources.push(folder.into());
            Ok(())
        },
    ),
    value(
        "--from",
        "FILE",
        "shows a dump that was written before",
        |o, file| file_of(&mut o.from, file),
    ),
    value(
        "--replay",
        "FILE",
        "compiles again what the java option -XX:CompileCommand=DumpReplay,PATTERN has recorded in replay_pid*_compid*.log, without \
         the program; java options may follow, such as -XX:JitDisablePasses=...",
        |o, file| file_of(&mut o.replay, file),
    ),
    pair("--diff", "OLD NEW", "compares two dumps", |o, old, new| {
        o.diff = Some((old.into(), new.into()));
    }),
    switch("--help", "this text", |o| o.help = true),
];

fn file_of(option: &mut Option<PathBuf>, file: OsString) -> Result<(), String> {
    *option = Some(file.into());
    Ok(())
}

/// What users read of the options.
pub fn texts() -> Vec<OptionText> {
    ROWS.iter().map(|row| row.text).collect()
}

/// What `brolga dump --help` prints.
pub fn help() -> String {
    let options = command::help(&texts());
    format!(
        "\
brolga dump: what the compiler makes of methods, from bytecode to machine code

  brolga dump [--java-home DIR] --method PATTERN [options] [java options] Main [args]
      runs a program, and shows each compile of the methods and what became of its code
  brolga dump [--java-home DIR] --replay FILE [options] [java options]
      compiles a method again that was recorded, without the program
  brolga dump --from FILE [options]
      shows a dump that was written before, with --json or by the VM itself
      (-XX:JitDump=PATTERN,...:FILE -XX:JitDumpFormat=json)
  brolga dump --diff OLD NEW [--method PATTERN]
      compares two dumps: compiles of the same methods, their text line by line

Options
{options}
The program's status is that of `brolga dump`; 1 if it succeeded and the dump is empty, or a PATTERN names nothing.
Methods are compiled when they are hot; with the java option -Xcomp when they are first called.
"
    )
}

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    pub help: bool,
    pub patterns: Vec<String>,
    pub html: Option<PathBuf>,
    pub json: Option<PathBuf>,
    pub output: Option<PathBuf>,
    pub all_passes: bool,
    pub deterministic: bool,
    /// Nothing runs.
    pub is_static: bool,
    pub sources: Vec<PathBuf>,
    /// A dump that was written before.
    pub from: Option<PathBuf>,
    /// The recording of a compile.
    pub replay: Option<PathBuf>,
    /// Two dumps.
    pub diff: Option<(PathBuf, PathBuf)>,
}

impl Options {
    /// Takes the options from the front of the arguments.
    ///
    /// # Errors
    /// A sentence about them.
    pub fn take(arguments: &mut Vec<OsString>) -> Result<Options, String> {
        let mut options = Options::default();
        command::take(ROWS, &mut options, arguments)?;
        options.check(arguments)?;
        Ok(options)
    }

    fn check(&self, rest: &[OsString]) -> Result<(), String> {
        self.check_source()?;
        let runs = self.from.is_none() && self.diff.is_none() && !self.help;
        let unknown = rest.first().map(|first| first.to_string_lossy());
        match unknown {
            Some(word) if !runs && !self.help => Err(format!(
                "--from and --diff run nothing: what is {word} to mean? (brolga dump --help)"
            )),
            _ if self.replay.is_some() && runs => Ok(()),
            _ if runs && self.patterns.is_empty() => Err(
                "dump wants --method 'pkg/Class.name*' before the options of java (brolga dump --help)"
                    .to_owned(),
            ),
            None if runs => Err("dump wants a program to run (brolga dump --help)".to_owned()),
            _ => Ok(()),
        }
    }

    /// What is shown has one source, and only those that run or compare choose from it.
    fn check_source(&self) -> Result<(), String> {
        let given = [
            ("--replay", self.replay.is_some()),
            ("--from", self.from.is_some()),
            ("--diff", self.diff.is_some()),
            ("--static", self.is_static),
            ("--method", !self.patterns.is_empty()),
        ];
        let given = given.into_iter().filter(|(_, is_there)| *is_there);
        let names: Vec<&str> = given.map(|(name, _)| name).collect();
        match names[..] {
            [] | [_] | ["--diff" | "--static", "--method"] => Ok(()),
            [one, other, ..] => Err(format!(
                "{one} and {other} exclude each other (brolga dump --help)"
            )),
        }
    }

    /// Nothing but the text on stdout is asked for.
    pub fn prints(&self) -> bool {
        self.html.is_none() && self.json.is_none() && self.output.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(arguments: &[&str]) -> Result<(Options, Vec<OsString>), String> {
        let mut arguments = arguments.iter().map(OsString::from).collect();
        let options = Options::take(&mut arguments)?;
        Ok((options, arguments))
    }

    #[test]
    fn options_stand_before_those_of_java() {
        let (options, rest) = take(&["--method", "A::f", "-cp", "x", "Main", "--json"]).unwrap();
        assert_eq!(options.patterns, ["A::f"]);
        assert!(options.prints());
        assert_eq!(rest, ["-cp", "x", "Main", "--json"]);
        let all = "--deterministic --method=A.f --html h --json=j --output o --method B --source s --passes M";
        let words: Vec<&str> = all.split(' ').collect();
        let (options, rest) = take(&words).unwrap();
        assert_eq!(rest, ["M"]);
        assert_eq!(options.patterns, ["A.f", "B"]);
        assert!(options.deterministic && options.all_passes && !options.prints());
        assert_eq!(options.html, Some(PathBuf::from("h")));
    }

    #[test]
    fn dumps_are_read_without_a_program() {
        let (options, _) = take(&["--from", "x.json", "--html", "y"]).unwrap();
        assert_eq!(options.from, Some(PathBuf::from("x.json")));
        let (options, _) = take(&["--diff", "a", "b"]).unwrap();
        assert_eq!(options.diff, Some((PathBuf::from("a"), PathBuf::from("b"))));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for bad in [
            "Main",
            "--method",
            "--method A",
            "--deterministic=1 M",
            "--from x Main",
            "--diff x",
            "--replay r --method A",
            "--replay r --static",
            "--from x --method A",
            "--from x --replay r",
            "--diff a b --static",
        ] {
            let words: Vec<&str> = bad.split(' ').collect();
            assert!(take(&words).is_err(), "{bad}");
        }
        assert!(take(&[]).is_err());
        assert!(take(&["--help"]).unwrap().0.help);
        assert!(take(&["--diff", "a", "b", "--method", "A"]).is_ok());
        assert!(take(&["--replay", "r"]).is_ok());
    }
}
