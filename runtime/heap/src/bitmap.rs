//! Mark bits of a full collection: one bit per 8 bytes of the reservation, set for *every* word of a live object. So a population
//! count answers how many live bytes precede an object in its 512-byte block, which is all that compaction needs
//! (Kermany, Petrank: "The Compressor", 2006). An object is marked if the bit of its first word is set.

use crate::reservation::Mapping;

/// Bytes that one word of the bitmap covers; also the block of the forwarding table.
pub(crate) const BLOCK_BYTES: usize = 64 * 8;

/// See the module documentation. Used by the collector only.
#[derive(Debug)]
pub(crate) struct Bitmap {
    table: Mapping,
    heap_start: usize,
}

impl Bitmap {
    pub(crate) fn new(heap_start: usize, bytes: usize) -> Option<Bitmap> {
        debug_assert!(heap_start.is_multiple_of(BLOCK_BYTES));
        Some(Bitmap {
            table: Mapping::table(bytes.div_ceil(BLOCK_BYTES) * 8)?,
            heap_start,
        })
    }

    /// Block number of an address.
    #[inline(always)]
    pub(crate) fn block_of(&self, address: usize) -> usize {
        (address - self.heap_start) / BLOCK_BYTES
    }

    fn pointer(&self, block: usize) -> *mut u64 {
        debug_assert!(self.table.start() + block * 8 < self.table.end());
        (self.table.start() + block * 8) as *mut u64
    }

    /// The bits of a block.
    #[inline(always)]
    pub(crate) fn word(&self, block: usize) -> u64 {
        // SAFETY: a block of the heap; only the collector uses the table.
        unsafe { self.pointer(block).read() }
    }

    /// The bit of an address within its block's word.
    #[inline(always)]
    pub(crate) fn bit(address: usize) -> u32 {
        (address / 8 % 64) as u32
    }

    #[inline(always)]
    pub(crate) fn is_marked(&self, address: usize) -> bool {
        self.word(self.block_of(address)) >> Bitmap::bit(address) & 1 != 0
    }

    /// Sets the bits of [address, address + bytes).
    #[inline(always)]
    pub(crate) fn mark(&self, address: usize, bytes: usize) {
        let (mut block, bit) = (self.block_of(address), Bitmap::bit(address));
        let mut words = bytes / 8;
        let here = words.min(64 - bit as usize);
        self.or(block, ones(here) << bit);
        words -= here;
        while words > 0 {
            block += 1;
            self.or(block, ones(words.min(64)));
            words -= words.min(64);
        }
    }

    #[inline(always)]
    fn or(&self, block: usize, bits: u64) {
        // SAFETY: a block of the heap; only the collector uses the table.
        unsafe { self.pointer(block).write(self.pointer(block).read() | bits) };
    }

    /// First marked address in [from, limit), multiples of 8; `limit` if there is none.
    #[inline(always)]
    pub(crate) fn next_marked(&self, from: usize, limit: usize) -> usize {
        if from >= limit {
            return limit;
        }
        let mut block = self.block_of(from);
        let last = self.block_of(limit - 8);
        let mut bits = self.word(block) & (u64::MAX << Bitmap::bit(from));
        while bits == 0 {
            if block == last {
                return limit;
            }
            block += 1;
            bits = self.word(block);
        }
        (self.heap_start + block * BLOCK_BYTES + bits.trailing_zeros() as usize * 8).min(limit)
    }

    /// Number of marked bytes in `address`'s block below it.
    #[inline(always)]
    pub(crate) fn live_below(&self, address: usize) -> usize {
        let below = self.word(self.block_of(address)) & !(u64::MAX << Bitmap::bit(address));
        below.count_ones() as usize * 8
    }

    /// Clears everything and gives the memory back.
    pub(crate) fn clear(&self) {
        self.table.discard(self.table.start(), self.table.end());
    }
}

fn ones(count: usize) -> u64 {
    if count >= 64 {
        u64::MAX
    } else {
        (1 << count) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_across_blocks() {
        let start = 1 << 33;
        let map = Bitmap::new(start, 1 << 20).expect("address space");
        map.mark(start + 16, 24);
        map.mark(start + 504, 16 + 512 * 3);
        map.mark(start + 512 * 6, 512);
        assert!(
            map.is_marked(start + 16) && map.is_marked(start + 32) && !map.is_marked(start + 40)
        );
        assert_eq!(map.next_marked(start, start + 4096), start + 16);
        assert_eq!(map.next_marked(start + 40, start + 4096), start + 504);
        assert_eq!(
            map.next_marked(start + 504 + 16 + 512 * 3, start + 4096),
            start + 512 * 6
        );
        assert_eq!(map.next_marked(start + 512 * 7, start + 4096), start + 4096);
        assert_eq!(map.live_below(start + 504), 24);
        map.clear();
        assert_eq!(map.next_marked(start, start + (1 << 20)), start + (1 << 20));
    }
}
