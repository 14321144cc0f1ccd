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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) name: String,
    pub(super) against: Against,
    pub(super) smallest: Vec<String>,
    pub(super) speed: Vec<String>,
    pub(super) stress: Vec<String>,
    /// Allocations between two collections under stress.
    pub(super) interval: u32,
}

impl Program {
    /// What follows the VM's options on the command line: class path, main class and `size`.
    pub(super) fn arguments(&self, size: &[String], classes: &Path) -> Vec<String> {
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
        arguments.extend(
            size.iter()
                .map(|a| a.replace("{programs}", &programs).replace("{out}", &out)),
        );
        arguments
    }
}

/// Where the programs are.
pub(super) fn folder() -> PathBuf {
    workspace::root().join("benches/programs")
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

fn row(line: &str) -> Result<Program, String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let [name, against, smallest, speed, stress, interval] = columns[..] else {
        return Err(format!("{} columns instead of 6", columns.len()));
    };
    let words = |text: &str| text.split_whitespace().map(str::to_string).collect();
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
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_a_row() {
        let rows = load().unwrap();
        for entry in std::fs::read_dir(folder()).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "java")
            {
                let name = path.file_stem().unwrap().to_str().unwrap();
                assert!(rows.iter().any(|row| row.name == name), "no row: {name}");
            }
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
        let row = &parse("# x\n\nA | int | 1 | 2 3 | | 50\n").unwrap()[0];
        assert_eq!(
            row.arguments(&row.speed, Path::new("/c")),
            ["-cp", "/c", "A", "2", "3"]
        );
        assert_eq!(
            (row.against, row.stress.len(), row.interval),
            (Against::Interpreter, 0, 50)
        );
        assert_eq!(
            parse("A | int | 1 | 2 | 3").unwrap_err(),
            "line 1: 5 columns instead of 6"
        );
        assert_eq!(
            parse("A|int|1|2|3|0").unwrap_err(),
            "line 1: `0` is no interval"
        );
        assert!(parse("A|c1|1|2|3|1").is_err());
    }
}
