//! What compilers make of `synchronized` blocks: the only place in a class file that says which object a frame has locked.
//!
//! Such a block keeps its object in a local and has a handler for everything that leaves the monitor (JLS 14.19). Code that locks otherwise
//! runs just as well; nobody but dumps of locks asks.

use std::ops::Range;

use bytecode::{Opcode, decode_at};

use crate::Code;

/// A range of code in which the object in a local is locked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LockedBlock {
    pub range: Range<u32>,
    pub local: usize,
}

impl Code<'_> {
    /// The blocks of this code, inner ones first.
    pub fn locked_blocks(&self) -> Vec<LockedBlock> {
        let left_by = |handler: u16| {
            let store = decode_at(self.code, u32::from(handler)).ok()?;
            let load = decode_at(self.code, store.next).ok()?;
            let exit = decode_at(self.code, load.next).ok()?;
            let fits = store.opcode.base() == Opcode::Astore
                && load.opcode.base() == Opcode::Aload
                && exit.opcode == Opcode::Monitorexit;
            fits.then(|| load.local() as usize)
        };
        let entries = self.exception_table.iter();
        entries
            // (A handler covers itself, so that what it throws unlocks as well.)
            .filter(|entry| entry.catch_type == 0 && entry.start != entry.handler)
            .filter_map(|entry| {
                Some(LockedBlock {
                    range: u32::from(entry.start)..u32::from(entry.end),
                    local: left_by(entry.handler)?,
                })
            })
            .filter(|block| block.local < usize::from(self.max_locals))
            .collect()
    }
}
