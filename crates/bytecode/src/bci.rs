//! `Bci`: a bytecode index as a type of its own, for signatures and tables where a bare integer could be taken for a slot,
//! a pc or a line. Hot loops over code use the `u32` inside ([`crate::Insn::bci`]).

use std::fmt;

/// An index into the code array of one method, in bytes. Always below 65,536 in loaded classes (JVMS 4.7.3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
pub struct Bci(pub u32);

impl Bci {
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<u16> for Bci {
    fn from(raw: u16) -> Bci {
        Bci(u32::from(raw))
    }
}

impl fmt::Display for Bci {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Bci {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}
