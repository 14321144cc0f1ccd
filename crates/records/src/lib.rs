//! What a dump of the compiler holds: [`Record`]s, one per line, each a JSON object (JSON Lines). The VM writes them, `brolga dump` reads them:
//! both by the types of this crate, so that there is one schema. `docs/dump.md` has it for people who read dumps with programs of their own.
//!
//! | module | holds |
//! |---|---|
//! | `lib.rs` | the lines: what happened when, and reading them |
//! | [`compile`] | a compile, from bytecode to machine code |
//! | [`text`] | records as text |
//!
//! What changes a meaning or takes a field away changes [`VERSION`]; new fields and new kinds of records do not: readers skip what they do not
//! know. Times are microseconds since the VM started; a deterministic dump has none.
//!
//! Read next: `compile.rs`.
#![forbid(unsafe_code)]

pub mod compile;
pub mod text;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use compile::Compile;

/// What the first record of a dump says that it is.
pub const SCHEMA: &str = "brolga-dump";
/// Of the schema.
pub const VERSION: u32 = 1;

/// One line of a dump.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    Start(Start),
    Compile(Box<Compile>),
    Refused(Refused),
    Deopt(Deopt),
    Invalidate(Invalidate),
    Gc(Gc),
    End(End),
    /// Of a later version.
    #[serde(other)]
    Unknown,
}

/// The first record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Start {
    /// [`SCHEMA`].
    pub schema: String,
    /// [`VERSION`].
    pub version: u32,
    /// Name and version of the VM.
    pub vm: String,
    /// The methods that were asked for.
    pub patterns: Vec<String>,
    /// Nothing changes from run to run.
    pub deterministic: bool,
    /// The methods did not run: there is no profile, and little is resolved.
    #[serde(default, rename = "static")]
    pub is_static: bool,
}

/// What is compiled.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Task {
    /// Class (internal name), name and descriptor: `java/lang/String.length()I`.
    pub method: String,
    /// Code that is entered at this loop header instead of the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub osr_bci: Option<u32>,
}

/// A compile that ended without code. The method is left to the interpreter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Refused {
    #[serde(flatten)]
    pub task: Task,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_us: Option<u64>,
    pub reason: String,
    /// The method, if it has bytecode.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<compile::Method>,
}

/// Compiled code was left for the interpreter. Of one point only the first [`Deopt::LIMIT`] are written; [`End`] has the counts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Deopt {
    /// Whose code was left.
    pub compile: u64,
    /// Which of its `deopt_points`.
    pub offset: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_us: Option<u64>,
    /// Where the interpreter went on.
    pub method: String,
    pub bci: u32,
    pub reason: String,
    /// `recompile`: the code is made anew, without what it has speculated on; `interpret`: the interpreter goes on, nothing else.
    pub action: String,
    /// How often it was left there, with this time.
    pub count: u64,
}

impl Deopt {
    /// Records of one point of one compile.
    pub const LIMIT: u64 = 10;
}

/// Code that nobody enters any more.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Invalidate {
    pub compile: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_us: Option<u64>,
    pub reason: String,
}

/// A collection of garbage.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Gc {
    /// Of its end.
    pub time_us: u64,
    /// `young` or `full`.
    pub kind: String,
    pub pause_us: u64,
}

/// The last record, if the VM ended in order.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct End {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_us: Option<u64>,
    /// How many compiles were written, refused ones included.
    pub compiles: u64,
    pub deopts: Vec<DeoptCount>,
    /// Patterns of which nothing was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<Unmatched>,
}

/// A pattern of which nothing was written, and why.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Unmatched {
    pub pattern: String,
    /// Loaded methods that it names: none of them was compiled.
    pub matching: Vec<String>,
    /// If there are none: methods with names that are near.
    pub near: Vec<String>,
}

/// How often code was left at one point.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeoptCount {
    pub compile: u64,
    pub offset: u32,
    pub count: u64,
}

/// What cannot be read.
#[derive(Debug)]
pub enum ReadError {
    /// The first line is not that of a dump.
    NoDump,
    /// Of the schema; this program knows [`VERSION`].
    Version(u32),
    /// The line, beginning with 1, and what is wrong with it.
    Line(usize, serde_json::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NoDump => write!(f, "this is no dump: it does not begin with {SCHEMA}"),
            ReadError::Version(version) => write!(
                f,
                "the dump has version {version} of the schema, this program reads version {VERSION}"
            ),
            ReadError::Line(line, error) => write!(f, "line {line}: {error}"),
        }
    }
}

impl Record {
    /// The record as JSON, with the end of its line.
    pub fn to_line(&self) -> String {
        // (Maps with strings as keys and finite numbers: nothing that JSON lacks.)
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }
}

/// The records of a dump. A last line that is not whole is left out: the VM was ended while it wrote.
///
/// # Errors
/// It is no dump, or one of a version that is not known here.
pub fn read(text: &str) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    let is_whole = text.ends_with('\n');
    let count = text.lines().count();
    for (number, line) in (1..).zip(text.lines()) {
        let record = match serde_json::from_str(line) {
            Ok(record) => record,
            Err(_) if number == 1 => return Err(ReadError::NoDump),
            Err(_) if number == count && !is_whole => break,
            Err(error) => return Err(ReadError::Line(number, error)),
        };
        match (&record, number) {
            (Record::Start(start), 1) if start.schema != SCHEMA => return Err(ReadError::NoDump),
            (Record::Start(start), 1) if start.version != VERSION => {
                return Err(ReadError::Version(start.version));
            }
            (Record::Start(_), 1) | (_, 2..) => records.push(record),
            _ => return Err(ReadError::NoDump),
        }
    }
    match records.is_empty() {
        true => Err(ReadError::NoDump),
        false => Ok(records),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(version: u32) -> String {
        Record::Start(Start {
            schema: SCHEMA.to_owned(),
            version,
            vm: "Brolga".to_owned(),
            patterns: vec!["A.f".to_owned()],
            deterministic: false,
            is_static: false,
        })
        .to_line()
    }

    fn gc() -> Record {
        Record::Gc(Gc {
            time_us: 5,
            kind: "young".to_owned(),
            pause_us: 2,
        })
    }

    #[test]
    fn lines_are_read_back() {
        let text = start(VERSION) + &gc().to_line() + "{\"record\":\"later\",\"x\":1}\n";
        let records = read(&text).unwrap();
        assert_eq!(records[1..], [gc(), Record::Unknown]);
    }

    #[test]
    fn a_line_that_was_cut_off_is_left_out() {
        let text = start(VERSION) + &gc().to_line();
        assert_eq!(read(&text[..text.len() - 5]).unwrap().len(), 1);
        let torn = start(VERSION) + "{\"rec\n" + &gc().to_line();
        assert!(matches!(read(&torn), Err(ReadError::Line(2, _))));
    }

    #[test]
    fn what_is_no_dump_is_refused() {
        for text in ["", "x", "{}\n", &gc().to_line()] {
            assert!(matches!(read(text), Err(ReadError::NoDump)), "{text:?}");
        }
        assert!(matches!(
            read(&start(VERSION + 1)),
            Err(ReadError::Version(_))
        ));
    }
}
