//! The options of `brolga dump`: they stand before those of `java`.

use std::ffi::OsString;
use std::path::PathBuf;

/// What `brolga dump --help` prints.
pub const HELP: &str = "\
brolga dump: what the compiler makes of methods, from bytecode to machine code

  brolga dump [--java-home DIR] --method PATTERN [options] [java options] Main [args]
      runs a program, and shows each compile of the methods and what became of its code
  brolga dump --from FILE [options]
      shows a dump that was written before, with --json or by the VM itself
      (-XX:JitDump=PATTERN,...:FILE -XX:JitDumpFormat=json)
  brolga dump --diff OLD NEW [--method PATTERN]
      compares two dumps: compiles of the same methods, their text line by line

Options:
  --method PATTERN   methods: pkg.Class, pkg.Class::name, pkg/Class.name(I)V; `*` stands for anything. May be repeated; behind it
                     conditions (@osr @normal @size>200 @size<50), before it `!`: all but these
  --html FILE        one page with everything in it: index, panes that are linked, inlining, deopts, graphs
  --json FILE        the records, one per line; docs/dump.md has the schema
  --output FILE      the text goes there. Without any of the three it is printed when the program has ended
  --passes           the text has the IR after each pass, not only first and last
  --deterministic    no addresses, times, profiles: two runs that compile the same write the same
  --static           runs nothing: all methods of the class, and of classes that a pattern names whole, are compiled without a profile
  --source DIR       where sources of packages are, besides the usual places. May be repeated
  --help             this text

The program's status is that of `brolga dump`; 1 if it succeeded and the dump is empty, or a PATTERN names nothing. Methods are compiled when they are hot; with the java option
-Xcomp when they are first called.
";

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
        while let Some(first) = arguments.first() {
            let first = first.to_string_lossy().into_owned();
            let (name, given) = match first.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(OsString::from(value))),
                None => (first, None),
            };
            let is_switch = matches!(
                name.as_str(),
                "--help" | "-h" | "--deterministic" | "--static" | "--passes"
            );
            let has_value = matches!(
                name.as_str(),
                "--method" | "--html" | "--json" | "--output" | "--source" | "--from" | "--diff"
            );
            if !is_switch && !has_value {
                break;
            }
            arguments.remove(0);
            let mut value = || match given.clone() {
                Some(value) => Ok(value),
                None if arguments.is_empty() => Err(format!("{name} wants a value")),
                None => Ok(arguments.remove(0)),
            };
            match name.as_str() {
                _ if is_switch && given.is_some() => return Err(format!("{name} has no value")),
                "--deterministic" => options.deterministic = true,
                "--static" => options.is_static = true,
                "--passes" => options.all_passes = true,
                "--method" => options
                    .patterns
                    .push(value()?.to_string_lossy().into_owned()),
                "--html" => options.html = Some(value()?.into()),
                "--json" => options.json = Some(value()?.into()),
                "--output" => options.output = Some(value()?.into()),
                "--source" => options.sources.push(value()?.into()),
                "--from" => options.from = Some(value()?.into()),
                "--diff" => {
                    let old = value()?;
                    if arguments.is_empty() {
                        return Err("--diff wants two dumps".to_owned());
                    }
                    options.diff = Some((old.into(), arguments.remove(0).into()));
                }
                _ => options.help = true,
            }
        }
        options.check(arguments)?;
        Ok(options)
    }

    fn check(&self, rest: &[OsString]) -> Result<(), String> {
        let runs = self.from.is_none() && self.diff.is_none() && !self.help;
        let unknown = rest.first().map(|first| first.to_string_lossy());
        match unknown {
            Some(word) if !runs && !self.help => Err(format!(
                "--from and --diff run nothing: what is {word} to mean? (brolga dump --help)"
            )),
            _ if runs && self.patterns.is_empty() => Err(
                "dump wants --method 'pkg/Class.name*' before the options of java (brolga dump --help)"
                    .to_owned(),
            ),
            None if runs => Err("dump wants a program to run (brolga dump --help)".to_owned()),
            _ => Ok(()),
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
        ] {
            let words: Vec<&str> = bad.split(' ').collect();
            assert!(take(&words).is_err(), "{bad}");
        }
        assert!(take(&[]).is_err());
        assert!(take(&["--help"]).unwrap().0.help);
    }
}
