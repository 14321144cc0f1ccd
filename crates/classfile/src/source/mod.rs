//! Where class files come from: the JDK's image, jars, directories. Readers over byte slices; mapping files is the linker's.
//!
//! Input may be hostile: every offset and size is checked, sizes claimed by an archive bound what is inflated, and nothing is
//! allocated ahead of data. Read next: `jimage.rs`.

pub mod compressed;
pub mod dir;
pub mod jar;
pub mod jimage;

use std::fmt;

/// What is wrong with a container or an entry of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceError {
    /// No jimage of this byte order and version, or no zip.
    NotAContainer,
    /// An offset or size that leads out of the file.
    OutOfBounds,
    /// Compressed by an unknown method, or encrypted.
    UnsupportedMethod,
    /// Compressed data that does not give what its header says.
    CorruptData,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SourceError::NotAContainer => "not a readable container",
            SourceError::OutOfBounds => "offset or size out of bounds",
            SourceError::UnsupportedMethod => "unsupported compression",
            SourceError::CorruptData => "corrupt compressed data",
        })
    }
}

impl std::error::Error for SourceError {}

/// `len` bytes of `bytes` from `start`.
pub(crate) fn slice(bytes: &[u8], start: u64, len: u64) -> Result<&[u8], SourceError> {
    let end = start.checked_add(len).ok_or(SourceError::OutOfBounds)?;
    let (start, end) = (usize::try_from(start), usize::try_from(end));
    let (Ok(start), Ok(end)) = (start, end) else {
        return Err(SourceError::OutOfBounds);
    };
    bytes.get(start..end).ok_or(SourceError::OutOfBounds)
}

/// Little-endian number of `N` bytes at `at`.
pub(crate) fn le<const N: usize>(bytes: &[u8], at: u64) -> Result<u64, SourceError> {
    let raw = slice(bytes, at, N as u64)?;
    Ok(raw
        .iter()
        .rev()
        .fold(0, |value, byte| value << 8 | u64::from(*byte)))
}
