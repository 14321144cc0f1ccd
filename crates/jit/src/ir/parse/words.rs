//! Words, numbers, and the names of values, blocks and rows.

use super::{MAX_NUMBER, Parsed, Reader};
use crate::ir::entities::{Block, Entity, Frame, Value};
use crate::ir::function::{Definition, Edge, Origin, ValueData};
use crate::ir::types::Type;

impl Reader<'_> {
    pub(super) fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
        while let Some(comment) = self.rest.strip_prefix("//") {
            self.rest = comment
                .split_once('\n')
                .map_or("", |(_, rest)| rest)
                .trim_start();
        }
    }

    pub(super) fn glimpse(&self) -> &str {
        self.rest.lines().next().unwrap_or("")
    }

    /// Takes `word` if it comes next; a word of letters only as a whole.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        self.skip_space();
        let Some(rest) = self.rest.strip_prefix(word) else {
            return false;
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if word.ends_with(is_name) && rest.starts_with(is_name) {
            return false;
        }
        self.rest = rest;
        true
    }

    pub(super) fn expect(&mut self, word: &str) -> Parsed<()> {
        if self.eat(word) {
            return Ok(());
        }
        Err(format!("expected `{word}` at {:?}", self.glimpse()))
    }

    pub(super) fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &str {
        self.skip_space();
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    pub(super) fn word(&mut self) -> Parsed<String> {
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        match word.is_empty() {
            false => Ok(word.to_owned()),
            true => Err(format!("expected a word at {:?}", self.glimpse())),
        }
    }

    pub(super) fn string(&mut self) -> Parsed<String> {
        self.skip_space();
        let mut text = String::new();
        let mut chars = self.rest.char_indices();
        if !matches!(chars.next(), Some((_, '"'))) {
            return Err(format!("expected a string at {:?}", self.glimpse()));
        }
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(text);
                }
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => text.push('\n'),
                    Some('r') => text.push('\r'),
                    Some('t') => text.push('\t'),
                    Some('0') => text.push('\0'),
                    Some('u') => {
                        let digits: String = chars
                            .by_ref()
                            .map(|(_, c)| c)
                            .skip(1)
                            .take_while(|c| *c != '}')
                            .collect();
                        let code = u32::from_str_radix(&digits, 16).ok();
                        text.push(code.and_then(char::from_u32).ok_or("no such character")?);
                    }
                    Some(c) => text.push(c),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Err("a string without end".to_owned())
    }

    pub(super) fn number<T: std::str::FromStr>(&mut self) -> Parsed<T> {
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        let error = format!("{word:?} is no number that fits");
        word.parse().map_err(|_| error)
    }

    pub(super) fn ty(&mut self) -> Parsed<Type> {
        let word = self.word()?;
        let mut letters = word.chars();
        match (letters.next().and_then(Type::from_letter), letters.next()) {
            (Some(ty), None) => Ok(ty),
            _ => Err(format!("{word:?} is no type")),
        }
    }

    // Entities

    /// A number behind `prefix`, if that comes next.
    pub(super) fn entity_if<E: Entity>(&mut self) -> Parsed<Option<E>> {
        self.skip_space();
        let Some(rest) = self.rest.strip_prefix(E::PREFIX) else {
            return Ok(None);
        };
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(None);
        }
        self.rest = rest;
        let index: usize = self
            .take_while(|c| c.is_ascii_digit())
            .parse()
            .map_err(|_| "a number that is too large".to_owned())?;
        if index >= MAX_NUMBER {
            return Err(format!("{}{index}: the number is too large", E::PREFIX));
        }
        Ok(Some(E::from_index(index)))
    }

    pub(super) fn entity<E: Entity>(&mut self) -> Parsed<E> {
        let found = self.entity_if()?;
        found.ok_or_else(|| format!("expected {}N at {:?}", E::PREFIX, self.glimpse()))
    }

    /// The name of the next row of a table, whose numbers ascend from 0.
    pub(super) fn row_name<E: Entity>(&mut self, rows: usize) -> Parsed<()> {
        let entity: E = self.entity()?;
        match entity.index() == rows {
            true => Ok(()),
            false => Err(format!("{entity:?} is not number {rows}")),
        }
    }

    pub(super) fn value_if(&mut self) -> Parsed<Option<Value>> {
        let value: Option<Value> = self.entity_if()?;
        if let Some(value) = value {
            while self.function.values.len() <= value.index() {
                let placeholder = ValueData {
                    ty: Type::Int,
                    definition: Definition::Param(self.function.entry()),
                };
                self.function.values.push(placeholder);
                self.defined.push(false);
            }
        }
        Ok(value)
    }

    pub(super) fn value(&mut self) -> Parsed<Value> {
        let found = self.value_if()?;
        found.ok_or_else(|| format!("expected a value at {:?}", self.glimpse()))
    }

    pub(super) fn define(&mut self, value: Value, ty: Type, definition: Definition) -> Parsed<()> {
        if std::mem::replace(&mut self.defined[value.index()], true) {
            return Err(format!("{value} is defined twice"));
        }
        self.function.values[value] = ValueData { ty, definition };
        Ok(())
    }

    pub(super) fn block_name(&mut self) -> Parsed<Block> {
        let block: Block = self.entity()?;
        while self.function.blocks.len() <= block.index() {
            self.function.new_block();
        }
        Ok(block)
    }

    pub(super) fn origin(&mut self) -> Parsed<Origin> {
        self.expect("@")?;
        let frame = Frame::from_index(self.number::<u16>()?.into());
        self.expect(":")?;
        Ok(Origin {
            frame,
            bci: self.number()?,
        })
    }

    pub(super) fn edge(&mut self) -> Parsed<Edge> {
        let block = self.block_name()?;
        let mut args = Vec::new();
        if self.eat("(") {
            loop {
                args.push(self.value()?);
                if self.eat(")") {
                    break;
                }
                self.expect(",")?;
            }
        }
        Ok(Edge { block, args })
    }
}
