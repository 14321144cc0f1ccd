//! Identity hashes: 31 bits in the mark word, drawn at the first question. Not address-based: objects move.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

use abi::MarkWord;

use crate::oop::Oop;

/// What `System.identityHashCode` answers: never 0, the same for the object's life, whatever its lock state.
pub fn identity_hash(oop: Oop<'_>) -> u32 {
    let cell = oop.mark_cell();
    let mut mark = MarkWord(cell.load(Ordering::Acquire));
    let mut fresh = 0;
    loop {
        if mark.hash() != 0 {
            return mark.hash();
        }
        if fresh == 0 {
            fresh = next_hash();
        }
        // Every lock transition is a CAS of the whole word too, so neither side loses the other's bits.
        match cell.compare_exchange(
            mark.0,
            mark.with_hash(fresh).0,
            Ordering::AcqRel,
            Ordering::Acquire,
        ) {
            Ok(_) => return fresh,
            Err(now) => mark = MarkWord(now),
        }
    }
}

/// A thread-local xorshift (Marsaglia), each thread seeded differently; the same sequence in every run of one thread.
fn next_hash() -> u32 {
    static SEEDS: AtomicU64 = AtomicU64::new(0x9e37_79b9_7f4a_7c15);
    thread_local!(static STATE: Cell<u64> = const { Cell::new(0) });
    STATE.with(|state| {
        let mut x = state.get();
        if x == 0 {
            x = SEEDS.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed) | 1;
        }
        loop {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            let hash = (x >> 32 & MarkWord::HASH_MASK) as u32;
            if hash != 0 {
                state.set(x);
                return hash;
            }
        }
    })
}
