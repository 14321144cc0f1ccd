//! The Code attribute (JVMS 4.7.3) and the tables inside it.
//!
//! The narrower counts of class files before version 45.3 are not known here, as HotSpot does not know them.
//! [`Code`] is made from fixed offsets alone; the nested attributes are searched when asked for, so the interpreter's first
//! look at a method touches the code and the exception table only.

use crate::attribute::{Attributes, Row, Rows};
use crate::constant_pool::ConstantPool;
use crate::reader::{u16_at, u32_at};

/// A method's code.
#[derive(Clone, Copy, Debug)]
pub struct Code<'a> {
    /// Operand stack slots.
    pub max_stack: u16,
    /// Local variable slots, arguments included.
    pub max_locals: u16,
    pub code: &'a [u8],
    /// Offset of `code` in the class file.
    pub code_offset: u32,
    pub exception_table: ExceptionTable<'a>,
    attributes_offset: u32,
}

/// A row of the exception table, bcis all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExceptionEntry {
    pub start: u16,
    /// Exclusive.
    pub end: u16,
    pub handler: u16,
    /// Class entry of the constant pool, or 0: catches everything.
    pub catch_type: u16,
}

/// The exception table, in order of precedence.
#[derive(Clone, Copy, Debug)]
pub struct ExceptionTable<'a>(Rows<'a, 8>);

fn exception_entry(row: Row<'_, 8>) -> ExceptionEntry {
    ExceptionEntry {
        start: row.u2(0),
        end: row.u2(1),
        handler: row.u2(2),
        catch_type: row.u2(3),
    }
}

impl<'a> ExceptionTable<'a> {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, index: usize) -> Option<ExceptionEntry> {
        self.0.get(index).map(exception_entry)
    }

    pub fn iter(&self) -> impl Iterator<Item = ExceptionEntry> + use<'a> {
        self.0.map(exception_entry)
    }
}

/// A row of LineNumberTable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineNumber {
    pub start: u16,
    pub line: u16,
}

/// A row of LocalVariableTable or LocalVariableTypeTable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocalVariable {
    pub start: u16,
    pub length: u16,
    pub name_index: u16,
    /// Descriptor, in LocalVariableTypeTable a generic signature.
    pub descriptor_index: u16,
    /// First local slot.
    pub slot: u16,
}

impl<'a> Code<'a> {
    /// `offset` is that of the attribute's contents.
    pub(crate) fn at(class: &'a [u8], offset: usize) -> Option<Code<'a>> {
        let (max_stack, max_locals) = (u16_at(class, offset), u16_at(class, offset + 2));
        let (length, start) = (u32_at(class, offset + 4) as usize, offset + 8);
        let code = class.get(start..start.checked_add(length)?)?;
        let table = start + length;
        let exception_table = ExceptionTable(Rows::counted(class.get(table..)?));
        let attributes_offset = (table + 2 + 8 * exception_table.len()) as u32;
        Some(Code {
            max_stack,
            max_locals,
            code,
            code_offset: start as u32,
            exception_table,
            attributes_offset,
        })
    }

    /// The attributes of the attribute.
    pub fn attributes<'c>(&self, pool: &'c ConstantPool<'a>) -> Attributes<'c, 'a> {
        Attributes::at(pool, self.attributes_offset as usize)
    }

    /// Contents of StackMapTable (JVMS 4.7.4): number of entries and the frames. None if absent.
    pub fn stack_map_table(&self, pool: &ConstantPool<'a>) -> Option<&'a [u8]> {
        self.attributes(pool)
            .named(b"StackMapTable")
            .map(|attribute| attribute.contents)
    }

    /// Rows of all LineNumberTables, in file order (which need not be that of bcis).
    pub fn line_numbers<'c>(
        &self,
        pool: &'c ConstantPool<'a>,
    ) -> impl Iterator<Item = LineNumber> + use<'c, 'a> {
        self.attributes(pool)
            .filter(|attribute| attribute.name == b"LineNumberTable")
            .flat_map(|attribute| Rows::<4>::counted(attribute.contents))
            .map(|row| LineNumber {
                start: row.u2(0),
                line: row.u2(1),
            })
    }

    /// The source line of the instruction at `bci`: that of the row with the highest start not above it.
    pub fn line_number(&self, pool: &ConstantPool<'a>, bci: u32) -> Option<u16> {
        let mut best: Option<LineNumber> = None;
        for row in self.line_numbers(pool) {
            if u32::from(row.start) == bci {
                return Some(row.line);
            }
            if u32::from(row.start) < bci && best.is_none_or(|best| row.start >= best.start) {
                best = Some(row);
            }
        }
        best.map(|row| row.line)
    }

    fn variables<'c>(
        &self,
        pool: &'c ConstantPool<'a>,
        name: &'static [u8],
    ) -> impl Iterator<Item = LocalVariable> + use<'c, 'a> {
        self.attributes(pool)
            .filter(move |attribute| attribute.name == name)
            .flat_map(|attribute| Rows::<10>::counted(attribute.contents))
            .map(|row| LocalVariable {
                start: row.u2(0),
                length: row.u2(1),
                name_index: row.u2(2),
                descriptor_index: row.u2(3),
                slot: row.u2(4),
            })
    }

    /// Rows of all LocalVariableTables.
    pub fn local_variables<'c>(
        &self,
        pool: &'c ConstantPool<'a>,
    ) -> impl Iterator<Item = LocalVariable> + use<'c, 'a> {
        self.variables(pool, b"LocalVariableTable")
    }

    /// Rows of all LocalVariableTypeTables.
    pub fn local_variable_types<'c>(
        &self,
        pool: &'c ConstantPool<'a>,
    ) -> impl Iterator<Item = LocalVariable> + use<'c, 'a> {
        self.variables(pool, b"LocalVariableTypeTable")
    }
}
