//! Reads the text form (`print.rs`) back. For tests and tools; what it accepts it has not checked (`check.rs`).
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | a function from its name to its closing brace |
//! | `words.rs` | words, numbers, names of things |
//! | `tables.rs` | rows of its tables, frame states |
//! | `body.rs` | blocks and instructions |
//!
//! Read next: `tables.rs`.

mod body;
mod tables;
mod words;

use std::fmt;

use crate::ir::entities::{Entity, Value};
use crate::ir::function::Function;

/// Highest number of a value or block in a text: a typing error must not cost a gigabyte.
const MAX_NUMBER: usize = 1 << 20;

/// What cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

/// Reads one function.
///
/// # Errors
/// The first thing that is not the text form.
pub fn parse(text: &str) -> Result<Function, ParseError> {
    let mut reader = Reader {
        function: Function::default(),
        defined: Vec::new(),
        rest: text,
    };
    let parsed = reader.function();
    let line = text[..text.len() - reader.rest.len()].lines().count();
    match parsed {
        Ok(()) => Ok(reader.function),
        Err(message) => Err(ParseError {
            line: line.max(1),
            message,
        }),
    }
}

type Parsed<T> = Result<T, String>;

struct Reader<'t> {
    function: Function,
    /// By value: whether its definition was read.
    defined: Vec<bool>,
    rest: &'t str,
}

impl Reader<'_> {
    fn function(&mut self) -> Parsed<()> {
        self.expect("function")?;
        self.function.name = self.string()?;
        self.expect("{")?;
        while self.table_row()? {}
        while !self.eat("}") {
            self.block()?;
        }
        self.skip_space();
        if !self.rest.is_empty() {
            return Err(format!(
                "more text behind the function: {:?}",
                self.glimpse()
            ));
        }
        self.check_all_defined()
    }

    /// Numbers may be left out, but not used without a definition.
    fn check_all_defined(&self) -> Parsed<()> {
        let text = self.function.to_string();
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let names: std::collections::HashSet<&str> = words.collect();
        let gaps = self.defined.iter().enumerate().filter(|(_, is)| !**is);
        let mut gaps = gaps.map(|(index, _)| Value::from_index(index).to_string());
        match gaps.find(|name| names.contains(name.as_str())) {
            Some(name) => Err(format!("{name} is used and never defined")),
            None => Ok(()),
        }
    }
}
