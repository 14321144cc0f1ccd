//! Walking a method's code from its first byte to its last.

use crate::insn::{DecodeError, Insn, decode_at};

/// Iterates over the instructions in code order; stops after the first error.
#[derive(Clone, Debug)]
pub struct BytecodeIter<'a> {
    code: &'a [u8],
    bci: u32,
}

impl<'a> BytecodeIter<'a> {
    pub fn new(code: &'a [u8]) -> BytecodeIter<'a> {
        BytecodeIter { code, bci: 0 }
    }

    /// Starts at `bci`, which must be an instruction's first byte for the result to mean anything.
    pub fn starting_at(code: &'a [u8], bci: u32) -> BytecodeIter<'a> {
        BytecodeIter { code, bci }
    }

    /// Index of the instruction that comes next.
    pub fn bci(&self) -> u32 {
        self.bci
    }

    pub fn code(&self) -> &'a [u8] {
        self.code
    }
}

impl Iterator for BytecodeIter<'_> {
    type Item = Result<Insn, DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.bci as usize >= self.code.len() {
            return None;
        }
        let insn = decode_at(self.code, self.bci);
        self.bci = match &insn {
            Ok(insn) => insn.next,
            Err(_) => self.code.len() as u32,
        };
        Some(insn)
    }
}

/// Scans the whole code: every instruction decodes, and the last one ends where the code ends. Calls `start` with each
/// instruction. Branch targets are the caller's to check, against the starts it collected.
///
/// # Errors
/// The first instruction that does not decode.
pub fn validate(code: &[u8], mut start: impl FnMut(&Insn)) -> Result<(), DecodeError> {
    for insn in BytecodeIter::new(code) {
        start(&insn?);
    }
    Ok(())
}
