//! The programs of `benches/programs` as files, and their command lines. Which there are and at which sizes they run, `brolga` knows:
//! it has the table (`brolga::bench::suite`).

use crate::workspace;
use brolga::bench::suite;
pub(super) use brolga::bench::suite::{Against, Program};
use std::path::{Path, PathBuf};

/// What follows the VM's options on the command line: class path, main class and `size`.
///
/// # Errors
/// The folder of the programs cannot be read.
pub(super) fn arguments(
    program: &Program,
    size: &[String],
    classes: &Path,
) -> Result<Vec<String>, String> {
    let mut arguments: Vec<String> = if program.name == "javac" {
        vec!["-m".into(), "jdk.compiler/com.sun.tools.javac.Main".into()]
    } else {
        vec![
            "-cp".into(),
            classes.display().to_string(),
            program.name.clone(),
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
    suite::parse(&text).map_err(|error| format!("{}: {error}", file.display()))
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
    fn command_lines() {
        let row = suite::row("A|int|1|2 3|3|1|-|-").unwrap();
        assert_eq!(
            arguments(&row, &row.speed, Path::new("/c")).unwrap(),
            ["-cp", "/c", "A", "2", "3"]
        );
    }

    #[test]
    fn placeholders() {
        let mut row = suite::row("javac|default||||1|-|-").unwrap();
        row.speed = vec!["{out}/x".to_string(), "{sources}".to_string()];
        let arguments = arguments(&row, &row.speed, Path::new("/c")).unwrap();
        assert_eq!(
            arguments[..3],
            ["-m", "jdk.compiler/com.sun.tools.javac.Main", "/c/out/x"]
        );
        assert!(arguments[3].ends_with("benches/programs/BinaryTrees.java"));
        assert_eq!(arguments.len(), 3 + sources().unwrap().len());
    }
}
