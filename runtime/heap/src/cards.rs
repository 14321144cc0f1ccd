//! The card table: one byte per 512 bytes of the reservation, 0 = clean. Every store of a reference into the heap marks the card of
//! the *slot* (precise marks: a card says nothing about the rest of its object). Young collections scan dirty cards of the old and
//! of the mirror space instead of those spaces. DESIGN "Memory manager"; `notes/gc.md` 5.2.
//!
//! Read next: `young.rs` (who scans them), `offsets.rs` (how a scan finds the first object of a card).

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use abi::object::CARD_SHIFT;

use crate::reservation::Mapping;

/// `card table - (heap start >> CARD_SHIFT)`, so that marking needs one add.
pub static CARD_BASE: AtomicUsize = AtomicUsize::new(0);

/// Bytes that one card covers.
pub(crate) const CARD_BYTES: usize = 1 << CARD_SHIFT;
pub(crate) const CLEAN: u8 = 0;
pub(crate) const DIRTY: u8 = 1;

/// Marks the card of the slot at `address` dirty.
#[inline(always)]
pub fn card_mark(address: usize) {
    let base = CARD_BASE.load(Ordering::Relaxed);
    if base != 0 {
        // SAFETY: the card table covers the whole reservation, and `address` is a slot of an object in it.
        unsafe { &*((base + (address >> CARD_SHIFT)) as *const AtomicU8) }
            .store(DIRTY, Ordering::Relaxed);
    }
}

/// Marks the cards of `bytes` (not 0) bytes from `address` on.
pub fn card_mark_range(address: usize, bytes: usize) {
    let base = CARD_BASE.load(Ordering::Relaxed);
    if base == 0 {
        return;
    }
    for card in address >> CARD_SHIFT..=(address + bytes - 1) >> CARD_SHIFT {
        // SAFETY: as in `card_mark`.
        unsafe { &*((base + card) as *const AtomicU8) }.store(DIRTY, Ordering::Relaxed);
    }
}

/// The table itself, as collections use it.
#[derive(Debug)]
pub(crate) struct CardTable {
    table: Mapping,
    heap_start: usize,
}

impl CardTable {
    /// A clean table for `bytes` of heap from `heap_start` (a multiple of the card size).
    pub(crate) fn new(heap_start: usize, bytes: usize) -> Option<CardTable> {
        debug_assert!(heap_start.is_multiple_of(CARD_BYTES));
        // Eight bytes more, so that a scan may read whole words.
        Some(CardTable {
            table: Mapping::table(bytes.div_ceil(CARD_BYTES) + 8)?,
            heap_start,
        })
    }

    /// Makes this the table that [`card_mark`] writes.
    pub(crate) fn install(&self) {
        CARD_BASE.store(
            self.table
                .start()
                .wrapping_sub(self.heap_start >> CARD_SHIFT),
            Ordering::Relaxed,
        );
    }

    fn card(&self, address: usize) -> *mut u8 {
        debug_assert!(address >= self.heap_start);
        (self.table.start() + ((address - self.heap_start) >> CARD_SHIFT)) as *mut u8
    }

    /// Marks the card of `address`. The world is stopped.
    #[inline(always)]
    pub(crate) fn dirty(&self, address: usize) {
        // SAFETY: the table covers the heap; only the collector runs.
        unsafe { self.card(address).write(DIRTY) };
    }

    pub(crate) fn is_dirty(&self, address: usize) -> bool {
        // SAFETY: the table covers the heap.
        unsafe { self.card(address).read() != CLEAN }
    }

    /// Cleans the next run of dirty cards in [from, limit) and returns the heap range it covers (cut at `limit`). The world is
    /// stopped.
    pub(crate) fn take_dirty_run(&self, from: usize, limit: usize) -> Option<(usize, usize)> {
        if from >= limit {
            return None;
        }
        let end = self.card(limit - 1) as usize + 1;
        let mut card = self.card(from) as usize;
        // SAFETY: for every access: [card, end) is in the table, which has eight bytes to spare behind its last card.
        let byte = |card: usize| unsafe { (card as *const u8).read() };
        // SAFETY: as above; eight cards at a time.
        let word = |card: usize| unsafe { (card as *const u64).read_unaligned() };
        while card < end && byte(card) == CLEAN {
            card += if word(card) == 0 { 8 } else { 1 };
        }
        if card >= end {
            return None;
        }
        let first = card;
        while card < end && byte(card) != CLEAN {
            // SAFETY: a card in the table; only the collector runs.
            unsafe { (card as *mut u8).write(CLEAN) };
            card += 1;
        }
        let address = |card: usize| self.heap_start + ((card - self.table.start()) << CARD_SHIFT);
        Some((address(first).max(from), address(card).min(limit)))
    }

    /// Cleans everything and gives the memory back.
    pub(crate) fn clear(&self) {
        self.table.discard(self.table.start(), self.table.end());
    }
}
