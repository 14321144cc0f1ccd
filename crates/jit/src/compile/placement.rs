//! Where code begins, so that its inner loops lie well. Cranelift aligns no blocks; but code may begin anywhere in a line of the CPU's
//! caches, and all its loops move with it. A loop that needs a line more than it must costs up to twice the time (notes/jit 3.3).

use abi::code::ALIGNMENT;

/// CPUs decode in blocks of so many bytes.
const DECODED: u32 = 16;
/// Longer loops hardly gain.
const LONGEST: u32 = 8 * ALIGNMENT as u32;
/// A loop runs so much more often than the one around it, as a power of two; and no more than so deep.
const LOG2_TRIPS: u32 = 3;
const DEEPEST: u32 = 4;

/// The blocks of a function in machine code, in bytes from its beginning.
pub(super) struct Blocks<'a> {
    /// Where they begin, ascending; the first is the entry.
    pub(super) starts: &'a [u32],
    /// From the beginning of one to that of another.
    pub(super) edges: &'a [(u32, u32)],
    /// Behind the last.
    pub(super) end: u32,
}

/// A loop that stands in one piece: its bytes, and how many loops are around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Loop {
    start: u32,
    end: u32,
    depth: u32,
}

/// How many bytes behind a multiple of [`ALIGNMENT`] the code should begin: a multiple of `step`, a power of two.
pub(super) fn skew(blocks: &Blocks, step: u32) -> u32 {
    let loops = loops(blocks);
    let candidates = (0..ALIGNMENT as u32).step_by(step.max(1) as usize);
    let cost = |skew: &u32| -> u32 { loops.iter().map(|row| row.cost(*skew)).sum() };
    // The first of the best: with no loop, 0.
    candidates.min_by_key(cost).unwrap_or(0)
}

impl Loop {
    /// What is lost where the code begins at `skew`: the share of lines that it needs too many, and less for a head inside of what is decoded
    /// together.
    fn cost(&self, skew: u32) -> u32 {
        let line = ALIGNMENT as u32;
        let length = self.end - self.start;
        if length > LONGEST {
            return 0;
        }
        let (start, end) = (self.start + skew, self.end + skew);
        let lines = end.div_ceil(line) - start / line;
        let fewest = length.div_ceil(line);
        let split = DECODED * (lines - fewest) / fewest;
        let inside = u32::from(!start.is_multiple_of(DECODED));
        (split + inside) << (LOG2_TRIPS * self.depth.min(DEEPEST))
    }
}

fn loops(blocks: &Blocks) -> Vec<Loop> {
    let count = blocks.starts.len();
    let mut successors = vec![Vec::new(); count];
    let mut predecessors = vec![Vec::new(); count];
    for (from, to) in blocks.edges {
        let index = |start: &u32| blocks.starts.binary_search(start);
        if let (Ok(from), Ok(to)) = (index(from), index(to)) {
            successors[from].push(to);
            predecessors[to].push(from);
        }
    }
    let mut bodies: Vec<(usize, Vec<bool>)> = Vec::new();
    for (latch, header) in back_edges(&successors) {
        let at = bodies.iter().position(|body| body.0 == header);
        let at = at.unwrap_or_else(|| {
            let mut body = vec![false; count];
            body[header] = true;
            bodies.push((header, body));
            bodies.len() - 1
        });
        // Whatever reaches the latch and not by the header.
        let body = &mut bodies[at].1;
        let mut pending = vec![latch];
        while let Some(block) = pending.pop() {
            if !std::mem::replace(&mut body[block], true) {
                pending.extend(&predecessors[block]);
            }
        }
    }
    let around = |header: usize| bodies.iter().filter(|(_, body)| body[header]).count() as u32 - 1;
    let rows = bodies.iter().map(|(header, body)| {
        // Cold blocks of it are elsewhere.
        let first = (0..*header).rev().take_while(|block| body[*block]).last();
        let behind = (*header..count).find(|block| !body[*block]);
        Loop {
            start: blocks.starts[first.unwrap_or(*header)],
            end: behind.map_or(blocks.end, |block| blocks.starts[block]),
            depth: around(*header),
        }
    });
    rows.collect()
}

/// Edges to a block that is on the way to them, depth first from the entry.
fn back_edges(successors: &[Vec<usize>]) -> Vec<(usize, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::No; successors.len()];
    let mut found = Vec::new();
    let mut way: Vec<(usize, usize)> = Vec::new();
    if !successors.is_empty() {
        seen[0] = Seen::OnTheWay;
        way.push((0, 0));
    }
    while let Some((block, next)) = way.last_mut() {
        let Some(to) = successors[*block].get(*next).copied() else {
            seen[*block] = Seen::Done;
            way.pop();
            continue;
        };
        *next += 1;
        match seen[to] {
            Seen::No => {
                seen[to] = Seen::OnTheWay;
                way.push((to, 0));
            }
            Seen::OnTheWay => found.push((*block, to)),
            Seen::Done => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 -> 10 -> 50 -> 90 -> 10, 50 -> 50 by a cold block at 200, 90 -> 130.
    const NESTED: Blocks = Blocks {
        starts: &[0, 10, 50, 90, 130, 200],
        edges: &[
            (0, 10),
            (10, 50),
            (50, 50),
            (50, 200),
            (200, 50),
            (50, 90),
            (90, 10),
            (90, 130),
        ],
        end: 220,
    };

    #[test]
    fn loops_are_found_without_their_cold_blocks() {
        let row = |start, end, depth| Loop { start, end, depth };
        let mut found = loops(&NESTED);
        found.sort_by_key(|row| row.depth);
        assert_eq!(found, [row(10, 130, 0), row(50, 90, 1)]);
    }

    #[test]
    fn the_innermost_loop_stays_in_a_line_and_begins_well() {
        let skew = skew(&NESTED, 1);
        assert_eq!((50 + skew) % DECODED, 0);
        assert_eq!((50 + skew) / 64, (89 + skew) / 64);
        // Constants of 16 bytes leave four places.
        let rough = super::skew(&NESTED, 16);
        assert_eq!(rough % 16, 0);
        assert_eq!((50 + rough) / 64, (89 + rough) / 64);
    }

    #[test]
    fn code_without_loops_begins_where_lines_do() {
        let blocks = Blocks {
            starts: &[0, 20, 40],
            edges: &[(0, 20), (0, 40), (20, 40)],
            end: 77,
        };
        assert_eq!(skew(&blocks, 1), 0);
        let none = Blocks {
            starts: &[],
            edges: &[],
            end: 0,
        };
        assert_eq!(skew(&none, 1), 0);
    }
}
