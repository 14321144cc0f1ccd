//! `benches/programs/table.txt`: which programs there are and at which sizes they run. The file explains its columns.

use crate::workspace;
use std::path::{Path, PathBuf};

/// What a program is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// HotSpot's interpreter, and beside it its first compiler.
    Interpreter,
    /// HotSpot as it is: start-up.
    Default,
}

/// One program. Sizes are command-line arguments.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Program {
    pub(super) name: String,
    pub(super) against: Against,
    pub(super) smallest: Vec<String>,
    pub(super) speed: Vec<String>,
    pub(super) stress: Vec<String>,
    /// Allocations between two collections under stress.
    pub(super) interval: u32,
    /// The size at which compiled code is measured; None: it is not.
    pub(super) compiled: Option<Vec<String>>,
    /// The most that compiled code should take, as a multiple of the time of HotSpot's C1; None: the program counts in no mean.
    pub(super) bar: Option<f64>,
}

impl Program {
    /// What follows the VM's options on the command line: class path, main class and `size`.
    ///
    /// # Errors
    /// The folder of the programs cannot be read.
    pub(super) fn arguments(&self, size: &[String], classes: &Path) -> Result<Vec<String>, String> {
        let mut arguments: Vec<String> = if self.name == "javac" {
            vec!["-m".into(), "jdk.compiler/com.sun.tools.javac.Main".into()]
        } else {
            vec![
                "-cp".into(),
                classes.display().to_string(),
                self.name.clone(),
            ]
        };
        let programs = folder().display().to_string();
        let out = classes.join("out").display().to_string();
        for argument in size {
            if argument == "{sources}" {
                arguments.extend(sources()?.iter().map(|path| path.display().to_string()));
            } else {
                arguments.push(
                    argument
                        .replace("{programs}", &programs)
                        .replace("{out}", &out),
                );
            }
        }
        Ok(arguments)
    }
}

/// Where the programs are.
pub(super) fn folder() -> PathBuf {
    workspace::root().join("benches/programs")
}

/// The source files of the programs, by name.
///
/// # Errors
/// The folder cannot be read.
pub(super) fn sources() -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder().display());
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(folder()).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "java")
        {
            sources.push(path);
        }
    }
    sources.sort();
    Ok(sources)
}

/// All programs.
///
/// # Errors
/// The file, its line and what is wrong there.
pub(super) fn load() -> Result<Vec<Program>, String> {
    let file = folder().join("table.txt");
    let text =
        std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    parse(&text).map_err(|error| format!("{}: {error}", file.display()))
}

fn parse(text: &str) -> Result<Vec<Program>, String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(at, line)| row(line).map_err(|error| format!("line {}: {error}", at + 1)))
        .collect()
}

/// One line of the table.
pub(super) fn row(line: &str) -> Result<Program, String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let [
        name,
        against,
        smallest,
        speed,
        stress,
        interval,
        compiled,
        bar,
    ] = columns[..]
    else {
        return Err(format!("{} columns instead of 8", columns.len()));
    };
    let words = |text: &str| text.split_whitespace().map(str::to_string).collect();
    let present = |text| Some(text).filter(|text| *text != "-");
    let multiple = |text: &str| match text.parse() {
        Ok(bar) if bar > 0.0 => Ok(bar),
        _ => Err(format!("`{text}` is no bar")),
    };
    Ok(Program {
        name: name.to_string(),
        against: match against {
            "int" => Against::Interpreter,
            "default" => Against::Default,
            other => return Err(format!("`{other}` is neither `int` nor `default`")),
        },
        smallest: words(smallest),
        speed: words(speed),
        stress: words(stress),
        interval: match interval.parse() {
            Ok(interval @ 1..) => interval,
            _ => return Err(format!("`{interval}` is no interval")),
        },
        compiled: present(compiled).map(words),
        bar: present(bar).map(multiple).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_a_row() {
        let rows = load().unwrap();
        for path in sources().unwrap() {
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(rows.iter().any(|row| row.name == name), "no row: {name}");
        }
        for row in rows.iter().filter(|row| row.name != "javac") {
            assert!(
                folder().join(format!("{}.java", row.name)).is_file(),
                "{}",
                row.name
            );
        }
    }

    #[test]
    fn rows() {
        let row = &parse("# x\n\nA | int | 1 | 2 3 | | 50 | 4 5 | 1.2\n").unwrap()[0];
        assert_eq!(
            row.arguments(&row.speed, Path::new("/c")).unwrap(),
            ["-cp", "/c", "A", "2", "3"]
        );
        assert_eq!(
            (row.against, row.stress.len(), row.interval),
            (Against::Interpreter, 0, 50)
        );
        assert_eq!(row.compiled.as_ref().unwrap(), &["4", "5"]);
        assert_eq!(row.bar, Some(1.2));
        let row = &parse("A|int|1|2|3|1|-|-").unwrap()[0];
        assert_eq!((&row.compiled, row.bar), (&None, None));
    }

    #[test]
    fn wrong_rows() {
        let error = |line| parse(line).unwrap_err();
        assert_eq!(error("A|int|1|2|3|1|4"), "line 1: 7 columns instead of 8");
        assert_eq!(error("A|int|1|2|3|0|4|3"), "line 1: `0` is no interval");
        assert_eq!(error("A|int|1|2|3|1|4|x"), "line 1: `x` is no bar");
        assert_eq!(
            error("A|c1|1|2|3|1|4|3"),
            "line 1: `c1` is neither `int` nor `default`"
        );
    }

    #[test]
    fn placeholders() {
        let mut row = row("javac|default||||1|-|-").unwrap();
        row.speed = vec!["{out}/x".to_string(), "{sources}".to_string()];
        let arguments = row.arguments(&row.speed, Path::new("/c")).unwrap();
        assert_eq!(
            arguments[..3],
            ["-m", "jdk.compiler/com.sun.tools.javac.Main", "/c/out/x"]
        );
        assert!(arguments[3].ends_with("benches/programs/BinaryTrees.java"));
        assert_eq!(arguments.len(), 3 + sources().unwrap().len());
    }
}
