//! The block-offset table: one byte per card of the old generation, from which a card scan finds the object that covers the card's
//! first byte. (HotSpot's technique, described in Detlefs, Printezis: "A generational mostly-concurrent garbage collector", 2000.)
//!
//! ```text
//!  entry 0..=64    the object starts that many words before the card
//!  entry 65 + k    look 2^k cards further down
//! ```
//! Entries are written when an object is placed, so the table is exact below the old generation's top.

use abi::object::CARD_SHIFT;

use crate::cards::CARD_BYTES;
use crate::reservation::Mapping;

const WORD: usize = 8;
const SKIP: u8 = 65;

/// See the module documentation.
#[derive(Debug)]
pub(crate) struct OffsetTable {
    table: Mapping,
    heap_start: usize,
}

impl OffsetTable {
    /// A table for `bytes` of heap from `heap_start` (a multiple of the card size).
    pub(crate) fn new(heap_start: usize, bytes: usize) -> Option<OffsetTable> {
        debug_assert!(heap_start.is_multiple_of(CARD_BYTES));
        Some(OffsetTable {
            table: Mapping::table(bytes.div_ceil(CARD_BYTES))?,
            heap_start,
        })
    }

    fn entry(&self, card: usize) -> *mut u8 {
        debug_assert!(self.table.start() + card < self.table.end());
        (self.table.start() + card) as *mut u8
    }

    /// Notes the object at [start, start + bytes).
    #[inline(always)]
    pub(crate) fn record(&self, start: usize, bytes: usize) {
        let offset = start - self.heap_start;
        let first = offset.div_ceil(CARD_BYTES);
        let last = (offset + bytes - 1) >> CARD_SHIFT;
        if first <= last {
            self.record_cards(first, last, first * CARD_BYTES - offset);
        }
    }

    fn record_cards(&self, first: usize, last: usize, before: usize) {
        // SAFETY: cards of the heap; writers are the collector or hold the old generation's allocation lock.
        unsafe { self.entry(first).write((before / WORD) as u8) };
        let mut distance = 1;
        let mut power = 0;
        while first + distance <= last {
            let count = distance.min(last - first - distance + 1);
            // SAFETY: as above: cards first + distance .. first + distance + count, at most `last`.
            unsafe {
                self.entry(first + distance)
                    .write_bytes(SKIP + power, count)
            };
            distance *= 2;
            power += 1;
        }
    }

    /// Start of the object that covers `address`, the first byte of a card below the old generation's top.
    pub(crate) fn object_covering(&self, address: usize) -> usize {
        debug_assert!(address.is_multiple_of(CARD_BYTES));
        let mut card = (address - self.heap_start) >> CARD_SHIFT;
        loop {
            // SAFETY: a card of the heap; skips lead to lower cards of the same object.
            let entry = unsafe { self.entry(card).read() };
            if entry < SKIP {
                return self.heap_start + card * CARD_BYTES - entry as usize * WORD;
            }
            card -= 1 << (entry - SKIP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_leads_to_its_object() {
        let start = 1 << 32;
        let table = OffsetTable::new(start, 8 << 20).expect("address space");
        let sizes = [
            16, 24, 512, 40, 1024, 520, 5000, 100_000, 8, 3_000_000, 512, 512, 64,
        ];
        let mut objects = Vec::new();
        let mut address = start;
        for size in sizes
            .iter()
            .cycle()
            .take_while(|_| true)
            .scan(0, |total, size| {
                *total += size;
                (*total < 7 << 20).then_some(*size)
            })
        {
            table.record(address, size);
            objects.push((address, address + size));
            address += size;
        }
        for card in (start..address).step_by(CARD_BYTES) {
            let covering = objects
                .iter()
                .find(|(from, to)| (*from..*to).contains(&card))
                .expect("no gaps");
            assert_eq!(table.object_covering(card), covering.0, "card {card:#x}");
        }
    }
}
