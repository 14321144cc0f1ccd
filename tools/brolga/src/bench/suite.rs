//! The built-in programs: the sources of `benches/programs`, part of this binary, and the table of the sizes at which they run (the file
//! explains its columns). `cargo xtask bench` reads the same table.

/// `benches/programs/table.txt`.
pub const TABLE: &str = include_str!("../../../../benches/programs/table.txt");

macro_rules! sources {
    ($($name:ident)*) => {
        &[$((
            stringify!($name),
            include_str!(concat!("../../../../benches/programs/", stringify!($name), ".java")),
        )),*]
    };
}

/// Name and source of each program.
pub const SOURCES: &[(&str, &str)] = sources! {
    BinaryTrees ConcMap Exceptions FannkuchRedux Fasta Hello KNucleotide MandelbrotOwn MatMul Megamorphic NBodyOwn PiDigits QuickSort
    RegexBench RevComp Sha256 SpectralNorm StreamsBench StringBuild
};

/// What a program is measured against by `cargo xtask bench`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// HotSpot's interpreter, and beside it its first compiler.
    Interpreter,
    /// HotSpot as it is: start-up.
    Default,
}

/// One program. Sizes are command-line arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    pub name: String,
    pub against: Against,
    pub smallest: Vec<String>,
    pub speed: Vec<String>,
    pub stress: Vec<String>,
    /// Allocations between two collections under stress.
    pub interval: u32,
    /// The size at which compiled code is measured; None: it is not.
    pub compiled: Option<Vec<String>>,
    /// The most that compiled code should take, as a multiple of the time of HotSpot's C1; None: the program counts in no mean.
    pub bar: Option<f64>,
}

/// The programs of a table.
///
/// # Errors
/// The line and what is wrong there.
pub fn parse(text: &str) -> Result<Vec<Program>, String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(at, line)| row(line).map_err(|error| format!("line {}: {error}", at + 1)))
        .collect()
}

/// One line of the table.
///
/// # Errors
/// What is wrong there.
pub fn row(line: &str) -> Result<Program, String> {
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

/// The programs that `brolga bench` measures: those with a source here and a size; by these names, all if there are none.
///
/// # Errors
/// There is no program of a name.
pub fn chosen(names: &[String]) -> Result<Vec<Program>, String> {
    let mut programs = parse(TABLE)?;
    programs.retain(|program| SOURCES.iter().any(|(name, _)| *name == program.name));
    if let Some(unknown) = names
        .iter()
        .find(|name| !programs.iter().any(|program| program.name == **name))
    {
        let all: Vec<&str> = programs.iter().map(|program| &program.name[..]).collect();
        return Err(format!(
            "no program `{unknown}` in the suite; there are: {}",
            all.join(" ")
        ));
    }
    programs.retain(|program| names.is_empty() || names.contains(&program.name));
    Ok(programs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_program_is_in_the_binary() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/programs");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".java").map(str::to_string))
            .collect();
        files.sort();
        let names: Vec<&str> = SOURCES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, files);
    }

    #[test]
    fn programs_by_name() {
        let all = chosen(&[]).unwrap();
        assert_eq!(all.len(), SOURCES.len());
        let two = chosen(&["MatMul".to_string(), "Fasta".to_string()]).unwrap();
        let names: Vec<&str> = two.iter().map(|program| &program.name[..]).collect();
        assert_eq!(names, ["Fasta", "MatMul"]);
        let error = chosen(&["Nothing".to_string()]).unwrap_err();
        assert!(error.starts_with("no program `Nothing` in the suite; there are: Hello"));
    }

    #[test]
    fn rows() {
        let row = &parse("# x\n\nA | int | 1 | 2 3 | | 50 | 4 5 | 1.2\n").unwrap()[0];
        assert_eq!(row.speed, ["2", "3"]);
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
}
