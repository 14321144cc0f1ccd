//! Gaps: free memory between the objects of an old generation that is swept and not compacted (`-XX:+UseMarkSweepGC`).
//!
//! Each gap is a filler (`object.rs`), so the space stays parsable. Segregated fits (Wilson, Johnstone, Neely, Boles, "Dynamic storage
//! allocation: a survey and critical review", 1995): gaps below 512 bytes stand in a list for each size, linked through the word behind the
//! filler's header; larger ones in a tree by size, best fit first. What finds no gap of its own size is bumped from a *chunk*, one larger gap,
//! so that objects that are promoted together lie together. Gaps of 8 bytes are left to the next sweep.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::heap::lock;
use crate::object::{fill, filler_at};

const WORD: usize = 8;
/// Gaps of this many words and more are in the tree.
const LARGE_WORDS: usize = 64;
/// A gap holds its size and the address of the next.
const SMALLEST_WORDS: usize = 2;
/// A chunk has this many bytes at least, if there is such a gap.
const CHUNK_BYTES: usize = 8 << 10;

/// See the module documentation.
#[derive(Default, Debug)]
pub(crate) struct Gaps {
    lists: Mutex<Lists>,
    /// What can be taken in all: a copy of `Lists::bytes` for readers without the lock.
    bytes: AtomicUsize,
}

#[derive(Debug)]
struct Lists {
    /// By words: the first gap of this size, or 0.
    small: [usize; LARGE_WORDS],
    /// Bit n: `small[n]` has a gap.
    occupied: u64,
    /// Size in bytes, and address.
    large: BTreeSet<(usize, usize)>,
    /// What is left of the chunk: [start, end).
    chunk: (usize, usize),
    bytes: usize,
}

impl Default for Lists {
    fn default() -> Lists {
        Lists {
            small: [0; LARGE_WORDS],
            occupied: 0,
            large: BTreeSet::new(),
            chunk: (0, 0),
            bytes: 0,
        }
    }
}

impl Gaps {
    /// Bytes that can be taken, though perhaps not at once.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Forgets all gaps, which stay fillers.
    pub(crate) fn clear(&self) {
        *lock(&self.lists) = Lists::default();
        self.bytes.store(0, Ordering::Relaxed);
    }

    /// Makes [start, end) a gap.
    ///
    /// # Safety
    /// It is committed memory of the old generation that holds no live object, and in no gap; the world is stopped.
    pub(crate) unsafe fn add(&self, start: usize, end: usize) {
        let mut lists = lock(&self.lists);
        // SAFETY: the caller's promise.
        unsafe { lists.add(start, end) };
        self.bytes.store(lists.bytes, Ordering::Relaxed);
    }

    /// Memory (not zeroed) for an object of `bytes`. None: no gap is large enough.
    #[inline]
    pub(crate) fn take(&self, bytes: usize) -> Option<usize> {
        if self.bytes() < bytes {
            return None;
        }
        let mut lists = lock(&self.lists);
        let place = lists.take(bytes);
        self.bytes.store(lists.bytes, Ordering::Relaxed);
        place
    }

    /// Whether `take` would find room for `bytes`.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        let lists = lock(&self.lists);
        let largest_small = lists.occupied.checked_ilog2().unwrap_or(0) as usize * WORD;
        let largest = lists.large.last().map_or(largest_small, |(size, _)| *size);
        largest.max(lists.chunk.1 - lists.chunk.0) >= bytes
    }

    /// Visits what the gaps in the tree hold behind their headers: [start, end).
    pub(crate) fn for_each_large(&self, mut visit: impl FnMut(usize, usize)) {
        for (bytes, start) in &lock(&self.lists).large {
            visit(start + WORD, start + bytes);
        }
    }

    /// What is wrong with the lists. The world is stopped.
    pub(crate) fn problem(&self) -> Option<String> {
        lock(&self.lists).problem()
    }
}

impl Lists {
    /// # Safety
    /// As [`Gaps::add`].
    unsafe fn add(&mut self, start: usize, end: usize) {
        // SAFETY: the caller's promise.
        unsafe { fill(start, end) };
        let words = (end - start) / WORD;
        if words < SMALLEST_WORDS {
            return;
        }
        self.bytes += end - start;
        if words >= LARGE_WORDS {
            self.large.insert((end - start, start));
            return;
        }
        // SAFETY: the gap has a second word, which is the lists'.
        unsafe { ((start + WORD) as *mut usize).write(self.small[words]) };
        self.small[words] = start;
        self.occupied |= 1 << words;
    }

    fn take(&mut self, bytes: usize) -> Option<usize> {
        let words = bytes / WORD;
        if words >= LARGE_WORDS {
            let gap = *self.large.range((bytes, 0)..).next()?;
            self.large.remove(&gap);
            return Some(self.split(gap.1, gap.0, bytes));
        }
        if let Some(gap) = self.pop(words) {
            return Some(gap);
        }
        if self.chunk.1 - self.chunk.0 < bytes && !self.find_chunk(bytes) {
            return self.take_from_larger(words);
        }
        let (start, end) = self.chunk;
        self.chunk.0 = start + bytes;
        self.bytes -= bytes;
        // SAFETY: the rest of the chunk, which nobody uses.
        unsafe { fill(start + bytes, end) };
        Some(start)
    }

    /// The first gap of exactly so many words.
    fn pop(&mut self, words: usize) -> Option<usize> {
        let gap = self.small[words];
        if gap == 0 {
            return None;
        }
        // SAFETY: a gap of this list: its second word is the address of the next.
        self.small[words] = unsafe { ((gap + WORD) as *const usize).read() };
        if self.small[words] == 0 {
            self.occupied &= !(1 << words);
        }
        self.bytes -= words * WORD;
        Some(gap)
    }

    /// Another chunk, with room for `bytes`; what is left of the one before becomes a gap.
    fn find_chunk(&mut self, bytes: usize) -> bool {
        let fitting = self.large.range((CHUNK_BYTES.max(bytes), 0)..).next();
        let Some(gap) = fitting.or(self.large.last()).copied() else {
            return false;
        };
        self.large.remove(&gap);
        let (start, end) = std::mem::replace(&mut self.chunk, (gap.1, gap.1 + gap.0));
        self.bytes -= end - start;
        // SAFETY: a part of a gap, in no list.
        unsafe { self.add(start, end) };
        true
    }

    /// A part of a small gap that is larger than so many words.
    fn take_from_larger(&mut self, words: usize) -> Option<usize> {
        let larger = self.occupied & (u64::MAX << words);
        if larger == 0 {
            return None;
        }
        let found = larger.trailing_zeros() as usize;
        let gap = self.pop(found)?;
        self.bytes += found * WORD;
        Some(self.split(gap, found * WORD, words * WORD))
    }

    /// Takes `wanted` bytes of a gap that is in no list any more, and gives the rest back.
    fn split(&mut self, gap: usize, bytes: usize, wanted: usize) -> usize {
        self.bytes -= bytes;
        // SAFETY: the rest of a gap, in no list.
        unsafe { self.add(gap + wanted, gap + bytes) };
        gap
    }

    fn problem(&self) -> Option<String> {
        let mut bytes = self.chunk.1 - self.chunk.0;
        let mut check = |start: usize, size: usize| {
            bytes += size;
            // SAFETY: a gap; if it is none, this is a word of committed heap memory all the same.
            let filler = unsafe { filler_at(start) };
            (filler != Some(size)).then(|| format!("gap of {size} bytes at {start:#x}: {filler:?}"))
        };
        for (size, start) in &self.large {
            if let Some(problem) = check(*start, *size) {
                return Some(problem);
            }
        }
        for (words, first) in self.small.iter().enumerate() {
            let mut gap = *first;
            while gap != 0 {
                if let Some(problem) = check(gap, words * WORD) {
                    return Some(problem);
                }
                // SAFETY: a gap of this list: its second word is the address of the next.
                gap = unsafe { ((gap + WORD) as *const usize).read() };
            }
        }
        (bytes != self.bytes).then(|| format!("gaps of {bytes} bytes, {} counted", self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gaps of these sizes, one behind the other with a word between.
    fn gaps_of(memory: &mut [u64], sizes: &[usize]) -> Gaps {
        let gaps = Gaps::default();
        let mut start = memory.as_mut_ptr() as usize;
        let end = start + memory.len() * WORD;
        for size in sizes {
            assert!(start + size <= end);
            // SAFETY: memory of this test.
            unsafe { gaps.add(start, start + size) };
            start += size + WORD;
        }
        gaps
    }

    #[test]
    fn the_exact_size_first() {
        let mut memory = vec![0; 1 << 12];
        let base = memory.as_mut_ptr() as usize;
        let gaps = gaps_of(&mut memory, &[48, 32, 48, 8192, 1024]);
        assert_eq!(gaps.bytes(), 48 + 32 + 48 + 8192 + 1024);
        assert_eq!(gaps.take(32), Some(base + 56));
        assert_eq!(gaps.take(48), Some(base + 96));
        assert_eq!(gaps.take(48), Some(base));
        // None of this size any more: from the chunk, which is the first of 8 kB.
        let chunk = base + 152;
        assert_eq!(gaps.take(48), Some(chunk));
        assert_eq!(gaps.take(24), Some(chunk + 48));
        assert_eq!(gaps.problem(), None);
        // The best fit of the large ones; the chunk is not among them.
        assert_eq!(gaps.take(1000), Some(chunk + 8200));
        assert_eq!(gaps.take(1024), None);
        assert!(gaps.has_room(8192 - 72) && !gaps.has_room(8192 - 64));
        assert_eq!(gaps.bytes(), 8192 - 72 + 24);
        assert_eq!(gaps.problem(), None);
        gaps.clear();
        assert_eq!((gaps.bytes(), gaps.take(16)), (0, None));
    }

    #[test]
    fn small_gaps_are_split_at_last() {
        let mut memory = vec![0; 64];
        let base = memory.as_mut_ptr() as usize;
        let gaps = gaps_of(&mut memory, &[64, 8, 24]);
        assert_eq!(gaps.bytes(), 88, "8 bytes are no gap");
        assert_eq!(gaps.take(16), Some(base + 88), "the smallest that fits");
        assert_eq!(gaps.bytes(), 64, "8 bytes are left, and lost");
        assert_eq!(gaps.take(40), Some(base));
        assert_eq!(gaps.take(24), Some(base + 40));
        assert_eq!((gaps.take(16), gaps.bytes()), (None, 0));
        assert_eq!(gaps.problem(), None);
    }

    #[test]
    fn what_is_taken_never_overlaps() {
        let mut memory = vec![0; 1 << 16];
        let base = memory.as_mut_ptr() as usize;
        let sizes: Vec<usize> = (0..200).map(|n| 16 + n * 37 % 4000 / 8 * 8).collect();
        let gaps = gaps_of(&mut memory, &sizes);
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for n in 0_usize.. {
            let bytes = 16 + n * 89 % 900 / 8 * 8;
            let Some(place) = gaps.take(bytes) else {
                break;
            };
            assert!(place >= base && place + bytes <= base + (8 << 16));
            taken.push((place, place + bytes));
            assert_eq!(gaps.problem(), None);
        }
        assert!(taken.len() > 500, "{}", taken.len());
        taken.sort_unstable();
        assert!(taken.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    }
}
