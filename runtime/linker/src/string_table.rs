//! The string table: interned strings, found by their characters. JLS 3.10.5, JVMS 5.1.
//!
//! Weak: a string that only the table knows dies. Sharded; a shard's lock is never held across a safepoint, so strings are made
//! before the lock is taken and given up if another thread was first. Young collections look only at entries that may be young.
//! Read next: `roots.rs` (who calls [`process_weak`]).

use std::sync::{Mutex, MutexGuard};

use heap::{Handle, NoSafepoint, Oop};
use threads::{JavaResult, JavaThread};

use crate::strings::{self, LATIN1, Text};

const SHARDS: usize = 16;

/// An interned string: hash of its characters and address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Interned {
    hash: u32,
    /// It may still be in the young generation: the next young collection must look at it.
    recent: bool,
    address: usize,
}

/// Open addressing, power of two; address 0 = free.
struct Shard {
    cells: Vec<Interned>,
    count: usize,
}

const FREE: Interned = Interned {
    hash: 0,
    recent: false,
    address: 0,
};

static TABLE: [Mutex<Shard>; SHARDS] = [const {
    Mutex::new(Shard {
        cells: Vec::new(),
        count: 0,
    })
}; SHARDS];

fn shard_of(hash: u32) -> MutexGuard<'static, Shard> {
    TABLE[hash as usize % SHARDS]
        .lock()
        .unwrap_or_else(|e| e.into_inner())
}

impl Shard {
    fn find<'t>(&self, hash: u32, text: Text<'_>, proof: NoSafepoint<'t>) -> Option<Oop<'t>> {
        let mask = self.cells.len().checked_sub(1)?;
        let mut index = (hash as usize / SHARDS) & mask;
        while self.cells[index].address != 0 {
            let cell = self.cells[index];
            if cell.hash == hash {
                // SAFETY: the table holds live strings only: `process_weak` drops dead ones in the collection's pause.
                let string = unsafe { Oop::from_address(cell.address, proof) };
                if let Some(string) = string.filter(|string| text.matches(*string)) {
                    return Some(string);
                }
            }
            index = (index + 1) & mask;
        }
        None
    }

    fn insert(&mut self, interned: Interned) {
        if (self.count + 1) * 4 > self.cells.len() * 3 {
            let size = (self.cells.len() * 2).max(256);
            self.rebuild(size);
        }
        self.place(interned);
    }

    fn place(&mut self, interned: Interned) {
        let mask = self.cells.len() - 1;
        let mut index = (interned.hash as usize / SHARDS) & mask;
        while self.cells[index].address != 0 {
            index = (index + 1) & mask;
        }
        self.cells[index] = interned;
        self.count += 1;
    }

    fn rebuild(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.cells, vec![FREE; size]);
        self.count = 0;
        old.into_iter()
            .filter(|cell| cell.address != 0)
            .for_each(|cell| self.place(cell));
    }

    fn process(&mut self, full: bool, alive: &mut dyn FnMut(usize) -> Option<usize>) {
        let mut died = false;
        for cell in self
            .cells
            .iter_mut()
            .filter(|cell| cell.address != 0 && (full || cell.recent))
        {
            let survivor = alive(cell.address).unwrap_or(0);
            // A young survivor always moves; after a full collection anything may be anywhere.
            cell.recent = full || survivor != cell.address;
            cell.address = survivor;
            died |= survivor == 0;
        }
        if died {
            let size = self.cells.len();
            self.rebuild(size);
        }
    }
}

fn find_interned(t: &JavaThread, hash: u32, text: Text<'_>) -> Option<Handle> {
    shard_of(hash)
        .find(hash, text, t.no_safepoint())
        .map(|oop| t.handle(oop))
}

/// Enters `string`, whose characters are `text`, unless an equal one is there; returns the one that counts.
fn enter(t: &JavaThread, hash: u32, text: Text<'_>, string: Handle) -> Handle {
    let mut shard = shard_of(hash);
    if let Some(known) = shard.find(hash, text, t.no_safepoint()) {
        return t.handle(known);
    }
    shard.insert(Interned {
        hash,
        recent: true,
        address: t.oop(string).address(),
    });
    string
}

/// The interned string equal to `string`. Does not collect.
pub fn intern(t: &mut JavaThread, string: Handle) -> JavaResult<Handle> {
    let (value, coder) = strings::parts(t.oop(string));
    if coder == LATIN1 {
        let text = Text::Latin1(value);
        return Ok(enter(t, text.hash(), text, string));
    }
    let units = strings::to_utf16(t.oop(string));
    let text = Text::Utf16(&units);
    Ok(enter(t, text.hash(), text, string))
}

/// The interned string of a constant-pool entry. May collect.
pub fn intern_mutf8(t: &mut JavaThread, text: &[u8]) -> JavaResult<Handle> {
    strings::with_mutf8(text, |text| {
        let hash = text.hash();
        if let Some(known) = find_interned(t, hash, text) {
            return Ok(known);
        }
        let string = strings::allocate(t, text)?;
        Ok(enter(t, hash, text, string))
    })
}

/// Cleans the string table after a collection (`threads::hooks::process_weak_tables`). The world is stopped.
pub fn process_weak(full: bool, alive: &mut dyn FnMut(usize) -> Option<usize>) {
    for shard in &TABLE {
        shard
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .process(full, alive);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_strings_leave_and_survivors_move() {
        let mut shard = Shard {
            cells: Vec::new(),
            count: 0,
        };
        for index in 1..=1000_usize {
            shard.insert(Interned {
                hash: index as u32 * 48,
                recent: true,
                address: index * 8,
            });
        }
        shard.process(false, &mut |address| {
            (address % 16 == 0).then_some(address + 0x10_0000)
        });
        assert_eq!(shard.count, 500);
        assert!(
            shard
                .cells
                .iter()
                .all(|cell| cell.address == 0 || cell.recent)
        );
        shard.process(false, &mut Some);
        shard.process(false, &mut |_| panic!("nothing is recent any more"));
        shard.process(true, &mut |_| None);
        assert_eq!(shard.count, 0);
    }
}
