//! A cursor over class file bytes. Every read is checked; running out of bytes is one error, `Truncated`.

use crate::error::{ErrorKind, Fail};

#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) pos: usize,
}

/// Big-endian u16 at `at`, 0 beyond the end: for places that were checked before.
#[inline]
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |two| u16::from_be_bytes(*two))
}

/// Big-endian u32 at `at`, 0 beyond the end: for places that were checked before.
#[inline]
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |four| u32::from_be_bytes(*four))
}

#[cold]
fn truncated() -> Fail {
    Box::new(ErrorKind::Truncated {})
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], pos: usize) -> Reader<'a> {
        Reader { bytes, pos }
    }

    pub(crate) fn remaining(&self) -> usize {
        self.bytes.len() - self.pos
    }

    /// Fails unless `count` more bytes are there.
    #[inline]
    pub(crate) fn need(&self, count: usize) -> Result<(), Fail> {
        if count > self.remaining() {
            Err(truncated())
        } else {
            Ok(())
        }
    }

    #[inline]
    pub(crate) fn u1(&mut self) -> Result<u8, Fail> {
        let value = *self.bytes.get(self.pos).ok_or_else(truncated)?;
        self.pos += 1;
        Ok(value)
    }

    #[inline]
    pub(crate) fn u2(&mut self) -> Result<u16, Fail> {
        let two = self
            .bytes
            .get(self.pos..)
            .and_then(|rest| rest.first_chunk())
            .ok_or_else(truncated)?;
        self.pos += 2;
        Ok(u16::from_be_bytes(*two))
    }

    #[inline]
    pub(crate) fn u4(&mut self) -> Result<u32, Fail> {
        let four = self
            .bytes
            .get(self.pos..)
            .and_then(|rest| rest.first_chunk())
            .ok_or_else(truncated)?;
        self.pos += 4;
        Ok(u32::from_be_bytes(*four))
    }

    #[inline]
    pub(crate) fn skip(&mut self, count: usize) -> Result<(), Fail> {
        self.need(count)?;
        self.pos += count;
        Ok(())
    }

    #[inline]
    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Fail> {
        self.need(count)?;
        let taken = &self.bytes[self.pos..self.pos + count];
        self.pos += count;
        Ok(taken)
    }
}
