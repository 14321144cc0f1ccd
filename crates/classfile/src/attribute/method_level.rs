//! Attributes of methods other than Code and annotations: Exceptions (JVMS 4.7.5), MethodParameters (4.7.24).

/// A row of MethodParameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MethodParameter {
    /// Utf8 entry, or 0: no name.
    pub name_index: u16,
    /// `FINAL`, `SYNTHETIC`, `MANDATED` of [`crate::access`].
    pub access_flags: u16,
}

use crate::attribute::Rows;

/// Class entries of the declared exceptions.
pub fn exceptions(contents: &[u8]) -> impl ExactSizeIterator<Item = u16> + '_ {
    let rows = Rows::<2>::counted(contents);
    (0..rows.len()).map(move |index| rows.get(index).map_or(0, |row| row.u2(0)))
}

/// The parameters, in order; the table's count is one byte.
pub fn method_parameters(contents: &[u8]) -> impl Iterator<Item = MethodParameter> + '_ {
    let count = usize::from(contents.first().copied().unwrap_or(0));
    let rows: &[[u8; 4]] = contents.get(1..).unwrap_or(&[]).as_chunks().0;
    rows.iter().take(count).map(|row| MethodParameter {
        name_index: u16::from_be_bytes([row[0], row[1]]),
        access_flags: u16::from_be_bytes([row[2], row[3]]),
    })
}
