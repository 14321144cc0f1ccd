//! The Code attribute (JVMS 4.7.3): sizes, exception table, line and variable tables. Instructions are the verifier's.

use std::collections::HashSet;

use crate::attribute::code::LocalVariable;
use crate::constant_pool::CpTag;
use crate::error::ErrorKind;
use crate::parse::{Checked, Parser, ensure};
use crate::reader::u16_at;

const MAX_CODE_LENGTH: u32 = 65535;

/// Up to so many rows are compared each with each, more are hashed.
const MAX_PAIRWISE: usize = 24;

/// Rows of the variable tables, compared once the whole attribute has been read.
#[derive(Default)]
struct Variables {
    variables: Vec<LocalVariable>,
    types: Vec<LocalVariable>,
}

impl<'a> Parser<'a> {
    /// The reader stands behind the attribute's `length`.
    pub(super) fn parse_code(&mut self, length: u32, argument_slots: u32) -> Checked {
        let start = self.reader.pos;
        self.reader.need(8)?;
        self.reader.u2()?; // max_stack
        let (max_locals, code_length) = (self.reader.u2()?, self.reader.u4()?);
        let arguments_fit = argument_slots <= u32::from(max_locals);
        ensure(!self.verify || arguments_fit, || {
            ErrorKind::ArgumentsAndLocals {}
        })?;
        ensure(code_length > 0 && code_length <= MAX_CODE_LENGTH, || {
            ErrorKind::CodeLength {
                length: code_length,
            }
        })?;
        self.reader.skip(code_length as usize)?;
        self.parse_exception_table(code_length)?;
        let mut variables = Variables::default();
        let mut has_stack_map = false;
        for _ in 0..self.reader.u2()? {
            self.reader.need(6)?;
            let name = self.reader.u2()?;
            let length = self.reader.u4()?;
            let name = self.utf8(name, |index| ErrorKind::CodeAttributeIndex { index })?;
            match name {
                b"LineNumberTable" if self.verify => {
                    self.parse_line_numbers(length, code_length)?
                }
                b"LocalVariableTable" if self.verify => {
                    self.parse_variables(
                        "LocalVariableTable",
                        length,
                        code_length,
                        max_locals,
                        &mut variables.variables,
                    )?;
                }
                b"LocalVariableTypeTable" if self.verify && self.major >= 49 => {
                    self.parse_variables(
                        "LocalVariableTypeTable",
                        length,
                        code_length,
                        max_locals,
                        &mut variables.types,
                    )?;
                }
                b"StackMapTable" if self.major >= 50 => {
                    ensure(!has_stack_map, || ErrorKind::MultipleStackMaps {})?;
                    has_stack_map = true;
                    self.reader.skip(length as usize)?;
                }
                _ => self.reader.skip(length as usize)?,
            }
        }
        let parsed = self.reader.pos - start;
        ensure(parsed == length as usize, || {
            ErrorKind::CodeAttributeLength {}
        })?;
        self.check_variables(&variables)
    }

    fn parse_exception_table(&mut self, code_length: u32) -> Checked {
        let count = usize::from(self.reader.u2()?);
        let rows = self.reader.take(8 * count)?;
        for row in rows.as_chunks::<8>().0 {
            let (start, end, handler, catch_type) = (
                u16_at(row, 0),
                u16_at(row, 2),
                u16_at(row, 4),
                u16_at(row, 6),
            );
            if self.verify {
                ensure(start < end && u32::from(end) <= code_length, || {
                    ErrorKind::ExceptionRange {}
                })?;
                ensure(u32::from(handler) < code_length, || {
                    ErrorKind::ExceptionHandler {}
                })?;
                ensure(
                    catch_type == 0 || self.pool.is(catch_type, CpTag::Class),
                    || ErrorKind::CatchType {},
                )?;
            }
        }
        Ok(())
    }

    fn parse_line_numbers(&mut self, length: u32, code_length: u32) -> Checked {
        let count = u32::from(self.reader.u2()?);
        ensure(length == 2 + 4 * count, || ErrorKind::LineNumberLength {})?;
        let rows = self.reader.take(4 * count as usize)?;
        for row in rows.as_chunks::<4>().0 {
            ensure(u32::from(u16_at(row, 0)) < code_length, || {
                ErrorKind::LineNumberPc {}
            })?;
        }
        Ok(())
    }

    fn parse_variables(
        &mut self,
        table: &'static str,
        length: u32,
        code_length: u32,
        max_locals: u16,
        out: &mut Vec<LocalVariable>,
    ) -> Checked {
        let count = u32::from(self.reader.u2()?);
        ensure(length == 2 + 10 * count, || ErrorKind::VariablesLength {
            table,
        })?;
        let rows = self.reader.take(10 * count as usize)?;
        for row in rows.as_chunks::<10>().0 {
            let variable = LocalVariable {
                start: u16_at(row, 0),
                length: u16_at(row, 2),
                name_index: u16_at(row, 4),
                descriptor_index: u16_at(row, 6),
                slot: u16_at(row, 8),
            };
            self.check_variable(&variable, table, code_length, max_locals)?;
            out.push(variable);
        }
        Ok(())
    }

    fn check_variable(
        &self,
        row: &LocalVariable,
        table: &'static str,
        code_length: u32,
        max_locals: u16,
    ) -> Checked {
        let (start, length, slot) = (row.start, row.length, row.slot);
        ensure(u32::from(start) < code_length, || {
            ErrorKind::VariableStart { start, table }
        })?;
        let end = u32::from(start) + u32::from(length);
        ensure(end <= code_length, || ErrorKind::VariableLength {
            length,
            table,
        })?;
        let name = self.utf8(row.name_index, |index| ErrorKind::VariableName {
            index,
            table,
        })?;
        let descriptor = self.utf8(row.descriptor_index, |index| {
            ErrorKind::VariableDescriptor { index, table }
        })?;
        self.check_field_name(name)?;
        let mut last = slot;
        if table == "LocalVariableTable" {
            self.check_field_descriptor(name, descriptor)?;
            if matches!(descriptor, b"J" | b"D") {
                last = slot.saturating_add(1);
            }
        }
        ensure(last < max_locals, || ErrorKind::VariableSlot {
            slot,
            table,
        })
    }

    /// No variable twice, every generic row beside an ordinary one.
    fn check_variables(&self, rows: &Variables) -> Checked {
        if self.major < 49
            || rows.variables.is_empty()
            || rows.types.is_empty() && rows.variables.len() < 2
        {
            return Ok(());
        }
        // Rows are compared without the descriptor; names by content.
        let name_of = |row: &LocalVariable| self.pool.utf8(row.name_index).unwrap_or(b"");
        let same = |a: &LocalVariable, b: &LocalVariable| {
            (a.start, a.length, a.slot) == (b.start, b.length, b.slot)
                && (a.name_index == b.name_index || name_of(a) == name_of(b))
        };
        let name = |row: &LocalVariable| name_of(row).into();
        if rows.variables.len() + rows.types.len() <= MAX_PAIRWISE {
            for (at, row) in rows.variables.iter().enumerate() {
                let repeated = rows.variables[..at]
                    .iter()
                    .any(|earlier| same(earlier, row));
                ensure(!repeated, || ErrorKind::DuplicateVariable {
                    name: name(row),
                })?;
            }
            for (at, row) in rows.types.iter().enumerate() {
                let matched = rows.variables.iter().any(|variable| same(variable, row));
                ensure(matched, || ErrorKind::UnmatchedVariableType {
                    name: name(row),
                })?;
                let repeated = rows.types[..at].iter().any(|earlier| same(earlier, row));
                ensure(!repeated, || ErrorKind::DuplicateVariableType {
                    name: name(row),
                })?;
            }
            return Ok(());
        }
        let key = |row: &LocalVariable| (row.start, row.length, row.slot, name_of(row));
        let mut seen = HashSet::with_capacity(rows.variables.len());
        for row in &rows.variables {
            ensure(seen.insert(key(row)), || ErrorKind::DuplicateVariable {
                name: name(row),
            })?;
        }
        let mut seen_types = HashSet::with_capacity(rows.types.len());
        for row in &rows.types {
            ensure(seen.contains(&key(row)), || {
                ErrorKind::UnmatchedVariableType { name: name(row) }
            })?;
            ensure(seen_types.insert(key(row)), || {
                ErrorKind::DuplicateVariableType { name: name(row) }
            })?;
        }
        Ok(())
    }
}
