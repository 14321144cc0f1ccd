//! Attributes of classes: InnerClasses (JVMS 4.7.6), EnclosingMethod (4.7.7), BootstrapMethods (4.7.23), NestMembers (4.7.29),
//! Record (4.7.30), PermittedSubclasses (4.7.31).
//!
//! Each function takes an attribute's contents, as [`crate::ClassFile::bytes_of`] gives them.

use crate::attribute::{Attributes, Rows};
use crate::constant_pool::ConstantPool;
use crate::reader::{u16_at, u32_at};

/// A row of InnerClasses. Indices of 0 mean "none".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InnerClass {
    /// Class entry of the member.
    pub inner_class: u16,
    /// Class entry of the class it is a member of; 0 for local and anonymous classes.
    pub outer_class: u16,
    /// Utf8 entry of the simple name; 0 for anonymous classes.
    pub name_index: u16,
    /// As declared in the source; see [`crate::access::INNER_CLASS_MASK`].
    pub access_flags: u16,
}

/// Rows of InnerClasses.
pub fn inner_classes(contents: &[u8]) -> impl Iterator<Item = InnerClass> + '_ {
    Rows::<8>::counted(contents).map(|row| InnerClass {
        inner_class: row.u2(0),
        outer_class: row.u2(1),
        name_index: row.u2(2),
        access_flags: row.u2(3),
    })
}

/// EnclosingMethod: a Class entry, and a NameAndType entry or 0.
pub fn enclosing_method(contents: &[u8]) -> (u16, u16) {
    (u16_at(contents, 0), u16_at(contents, 2))
}

/// Class entries of NestMembers or PermittedSubclasses.
pub fn classes(contents: &[u8]) -> impl Iterator<Item = u16> + '_ {
    Rows::<2>::counted(contents).map(|row| row.u2(0))
}

/// A row of BootstrapMethods.
#[derive(Clone, Copy, Debug)]
pub struct BootstrapMethod<'a> {
    /// MethodHandle entry.
    pub method: u16,
    arguments: Rows<'a, 2>,
}

impl<'a> BootstrapMethod<'a> {
    /// Loadable constants, by constant-pool index.
    pub fn arguments(&self) -> impl Iterator<Item = u16> + use<'a> {
        self.arguments.map(|row| row.u2(0))
    }

    pub fn argument_count(&self) -> usize {
        self.arguments.len()
    }
}

/// Rows of BootstrapMethods. Rows vary in length: to find the n-th one walks (callers resolve each call site once).
pub fn bootstrap_methods(contents: &[u8]) -> impl Iterator<Item = BootstrapMethod<'_>> {
    let mut rest = contents.get(2..).unwrap_or(&[]);
    (0..u16_at(contents, 0)).map_while(move |_| {
        let method = u16_at(rest, 0);
        let arguments = Rows::counted(rest.get(2..)?);
        rest = rest.get(4 + 2 * arguments.len()..)?;
        Some(BootstrapMethod { method, arguments })
    })
}

/// A component of Record.
#[derive(Clone)]
pub struct RecordComponent<'c, 'a> {
    pub name_index: u16,
    pub descriptor_index: u16,
    /// Signature, annotations.
    pub attributes: Attributes<'c, 'a>,
}

/// Components of the Record attribute whose contents start at `offset` in the class file.
pub fn record_components<'c, 'a>(
    pool: &'c ConstantPool<'a>,
    offset: usize,
) -> impl Iterator<Item = RecordComponent<'c, 'a>> + use<'c, 'a> {
    let bytes = pool.bytes();
    let mut pos = offset + 2;
    (0..u16_at(bytes, offset)).map(move |_| {
        let at = pos;
        pos += 6;
        for _ in 0..u16_at(bytes, at + 4) {
            pos = pos
                .saturating_add(6 + u32_at(bytes, pos + 2) as usize)
                .min(bytes.len());
        }
        RecordComponent {
            name_index: u16_at(bytes, at),
            descriptor_index: u16_at(bytes, at + 2),
            attributes: Attributes::at(pool, at + 4),
        }
    })
}
