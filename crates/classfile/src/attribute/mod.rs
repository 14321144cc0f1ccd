//! Attributes (JVMS 4.7): views over their bytes, made on demand.
//!
//! The parser has checked lengths and constant-pool indices of what HotSpot checks; the views check again where a wrong value
//! could read beyond an attribute, and stop there. Indices inside are constant-pool indices unless they say otherwise.
//!
//! Read next: `code.rs`.

pub mod annotation;
pub mod class_level;
pub mod code;
pub mod method_level;

use std::num::NonZeroU32;

use crate::constant_pool::ConstantPool;
use crate::reader::{u16_at, u32_at};

/// Where an attribute's contents start in the class file; the four bytes in front are its length.
/// Read with [`crate::ClassFile::bytes_of`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attr(NonZeroU32);

impl Attr {
    pub(crate) fn new(offset: usize) -> Option<Attr> {
        NonZeroU32::new(u32::try_from(offset).ok()?).map(Attr)
    }

    /// Offset of the contents in the class file.
    pub fn offset(self) -> usize {
        self.0.get() as usize
    }

    /// The contents, without name and length.
    pub fn bytes(self, class: &[u8]) -> &[u8] {
        let offset = self.offset();
        let length = u32_at(class, offset - 4) as usize;
        class
            .get(offset..offset.saturating_add(length))
            .unwrap_or(&[])
    }
}

/// One attribute, known or not.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a> {
    pub name: &'a [u8],
    pub contents: &'a [u8],
    /// Offset of `contents` in the class file.
    pub offset: u32,
}

/// Iterates over an `attributes` table; stops early if it is cut off.
#[derive(Clone)]
pub struct Attributes<'c, 'a> {
    pool: &'c ConstantPool<'a>,
    pos: usize,
    left: u16,
}

impl<'c, 'a> Attributes<'c, 'a> {
    /// `offset` is that of `attributes_count` in the class file.
    pub fn at(pool: &'c ConstantPool<'a>, offset: usize) -> Attributes<'c, 'a> {
        Attributes {
            pool,
            pos: offset + 2,
            left: u16_at(pool.bytes(), offset),
        }
    }

    /// The first attribute of that name.
    pub fn named(mut self, name: &[u8]) -> Option<Attribute<'a>> {
        self.find(|attribute| attribute.name == name)
    }
}

impl<'a> Iterator for Attributes<'_, 'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        self.left = self.left.checked_sub(1)?;
        let bytes = self.pool.bytes();
        let offset = self.pos + 6;
        let length = u32_at(bytes, self.pos + 2) as usize;
        let contents = bytes.get(offset..offset.checked_add(length)?)?;
        let name = self.pool.utf8(u16_at(bytes, self.pos)).unwrap_or(b"");
        self.pos = offset + length;
        Some(Attribute {
            name,
            contents,
            offset: offset as u32,
        })
    }
}

/// Iterates over a table of fixed-size rows of 2-byte numbers.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a, const N: usize> {
    rows: &'a [[u8; N]],
}

impl<'a, const N: usize> Rows<'a, N> {
    /// A table that starts with its 2-byte count; cut to what is there.
    pub(crate) fn counted(bytes: &'a [u8]) -> Rows<'a, N> {
        let rows = bytes.get(2..).unwrap_or(&[]).as_chunks().0;
        Rows {
            rows: &rows[..rows.len().min(usize::from(u16_at(bytes, 0)))],
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Columns of 2 bytes each of row `index`, if there is such a row.
    pub fn get(&self, index: usize) -> Option<Row<'a, N>> {
        self.rows.get(index).map(Row)
    }
}

impl<'a, const N: usize> Iterator for Rows<'a, N> {
    type Item = Row<'a, N>;

    fn next(&mut self) -> Option<Row<'a, N>> {
        let (first, rest) = self.rows.split_first()?;
        self.rows = rest;
        Some(Row(first))
    }
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a, const N: usize>(&'a [u8; N]);

impl<const N: usize> Row<'_, N> {
    /// The 2-byte number in `column` (columns are 2 bytes wide).
    #[inline]
    pub fn u2(&self, column: usize) -> u16 {
        u16_at(self.0, 2 * column)
    }
}
