//! The mirror space: `java.lang.Class` objects, which do not move, so that the address of a static field is a constant as long as
//! its class lives (CONTRACTS 6, "Mirrors and constants"). Swept by full collections; swept cells are reused for mirrors of exactly
//! the same size. Young collections find references out of it through dirty cards, like those out of the old generation.
//!
//! Mirrors stand in a table of their own, sorted by address: their size (statics included) is not in their header, and between
//! allocation and connection to a Klass nothing else knows it.

use crate::config::PAGE;
use crate::object::Object;
use crate::reservation::Mapping;

const COMMIT_STEP: usize = 64 << 10;

#[derive(Clone, Copy, Debug)]
struct Cell {
    start: usize,
    bytes: usize,
    live: bool,
}

/// See the module documentation. Guarded by a lock of its owner.
#[derive(Debug)]
pub(crate) struct MirrorSpace {
    cells: Vec<Cell>,
    free: Vec<usize>,
    top: usize,
    committed: usize,
    limit: usize,
}

impl MirrorSpace {
    /// An empty space in [start, limit), which is reserved and not committed.
    pub(crate) fn new(start: usize, limit: usize) -> MirrorSpace {
        MirrorSpace {
            cells: Vec::new(),
            free: Vec::new(),
            top: start,
            committed: start,
            limit,
        }
    }

    /// Zeroed memory for a mirror of `bytes` (multiple of 8). None: the space is full.
    pub(crate) fn allocate(&mut self, memory: &Mapping, bytes: usize) -> Option<usize> {
        if let Some(position) = self
            .free
            .iter()
            .position(|&index| self.cells[index].bytes == bytes)
        {
            let index = self.free.swap_remove(position);
            self.cells[index].live = true;
            let start = self.cells[index].start;
            // SAFETY: a swept cell of this space, `bytes` long, that nobody refers to.
            unsafe { std::ptr::write_bytes(start as *mut u8, 0, bytes) };
            return Some(start);
        }
        let end = self.top.checked_add(bytes)?;
        if end > self.limit {
            return None;
        }
        if end > self.committed {
            let target = end
                .next_multiple_of(PAGE)
                .max(self.committed + COMMIT_STEP)
                .min(self.limit);
            if !memory.commit(self.committed, target) {
                return None;
            }
            self.committed = target;
        }
        let start = self.top;
        self.top = end;
        self.cells.push(Cell {
            start,
            bytes,
            live: true,
        });
        Some(start)
    }

    /// End of the used part.
    pub(crate) fn top(&self) -> usize {
        self.top
    }

    /// Visits mirrors that overlap [low, high), with their size. The world is stopped.
    pub(crate) fn for_each_overlapping(
        &self,
        low: usize,
        high: usize,
        mut visit: impl FnMut(Object, usize),
    ) {
        let first = self
            .cells
            .partition_point(|cell| cell.start + cell.bytes <= low);
        for cell in self.cells[first..]
            .iter()
            .take_while(|cell| cell.start < high)
            .filter(|cell| cell.live)
        {
            // SAFETY: a live cell holds a mirror whose header was set before its thread could stop.
            visit(unsafe { Object::at(cell.start) }, cell.bytes);
        }
    }

    /// Visits every mirror with its size. The world is stopped.
    pub(crate) fn for_each(&self, visit: impl FnMut(Object, usize)) {
        self.for_each_overlapping(0, usize::MAX, visit);
    }

    /// Frees the mirrors that `is_live` denies. Returns their number.
    pub(crate) fn sweep(&mut self, is_live: impl Fn(usize) -> bool) -> usize {
        let mut freed = 0;
        for (index, cell) in self
            .cells
            .iter_mut()
            .enumerate()
            .filter(|(_, cell)| cell.live)
        {
            if !is_live(cell.start) {
                cell.live = false;
                self.free.push(index);
                freed += 1;
            }
        }
        freed
    }
}
