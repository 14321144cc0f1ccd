//! The control-flow graph of a function: predecessors, reverse postorder, dominators. Computed whole when a pass asks; any change of
//! edges makes it stale.
//!
//! Dominators: K. D. Cooper, T. J. Harvey, K. Kennedy, "A Simple, Fast Dominance Algorithm", 2001.

use std::collections::HashSet;

use super::entities::{Block, Entity};
use super::function::Function;

/// See the module documentation.
pub struct Cfg {
    /// Blocks that can be reached, entry first, each before those it dominates.
    pub order: Vec<Block>,
    /// By block: its place in `order`.
    places: Vec<Option<u32>>,
    /// Blocks with an edge to the first block, to the second and so on, once per edge, as far as they can be reached.
    predecessors: Vec<Block>,
    /// By block: where its predecessors begin in that list. One more: its end.
    starts: Vec<u32>,
    /// By place: the place of the immediate dominator; the entry's is itself.
    dominators: Vec<u32>,
}

impl Cfg {
    pub fn new(function: &Function) -> Cfg {
        let order = reverse_postorder(function);
        let mut places = vec![None; function.blocks.len()];
        for (place, block) in order.iter().enumerate() {
            places[block.index()] = Some(place as u32);
        }
        let (predecessors, starts) = predecessors(function, &order);
        let mut cfg = Cfg {
            order,
            places,
            predecessors,
            starts,
            dominators: Vec::new(),
        };
        cfg.dominators = cfg.find_dominators();
        cfg
    }

    pub fn is_reachable(&self, block: Block) -> bool {
        self.places[block.index()].is_some()
    }

    pub fn predecessors(&self, block: Block) -> &[Block] {
        let (start, end) = (self.starts[block.index()], self.starts[block.index() + 1]);
        &self.predecessors[start as usize..end as usize]
    }

    /// Of two reachable blocks: is every way to `block` through `dominator`? A block dominates itself.
    pub fn dominates(&self, dominator: Block, block: Block) -> bool {
        let (Some(dominator), Some(mut place)) =
            (self.places[dominator.index()], self.places[block.index()])
        else {
            return false;
        };
        while place > dominator {
            place = self.dominators[place as usize];
        }
        place == dominator
    }

    /// The block that every way to `block` passes last; `None` for the entry and for what cannot be reached.
    pub fn immediate_dominator(&self, block: Block) -> Option<Block> {
        let place = self.places[block.index()]?;
        (place > 0).then(|| self.order[self.dominators[place as usize] as usize])
    }

    /// Whether the edge goes back to a block that dominates its source: it closes a loop.
    pub fn is_back_edge(&self, from: Block, to: Block) -> bool {
        self.dominates(to, from)
    }

    /// The blocks of the loop with this header, the header first; none if it is no header.
    pub fn loop_body(&self, header: Block) -> Vec<Block> {
        let ends = self.predecessors(header).iter().copied();
        let mut todo: Vec<Block> = ends.filter(|from| self.dominates(header, *from)).collect();
        if todo.is_empty() {
            return todo;
        }
        let mut body = vec![header];
        let mut seen = HashSet::from([header]);
        while let Some(block) = todo.pop() {
            if seen.insert(block) {
                body.push(block);
                todo.extend(self.predecessors(block));
            }
        }
        body
    }

    fn find_dominators(&self) -> Vec<u32> {
        const UNKNOWN: u32 = u32::MAX;
        let mut dominators = vec![UNKNOWN; self.order.len()];
        if dominators.is_empty() {
            return dominators;
        }
        dominators[0] = 0;
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for place in 1..self.order.len() {
                let known = self
                    .predecessors(self.order[place])
                    .iter()
                    .filter_map(|block| self.places[block.index()])
                    .filter(|place| dominators[*place as usize] != UNKNOWN);
                let common = known.reduce(|a, b| intersect(&dominators, a, b));
                if let Some(common) = common
                    && dominators[place] != common
                {
                    dominators[place] = common;
                    changed = true;
                }
            }
        }
        dominators
    }
}

fn intersect(dominators: &[u32], mut a: u32, mut b: u32) -> u32 {
    while a != b {
        while a > b {
            a = dominators[a as usize];
        }
        while b > a {
            b = dominators[b as usize];
        }
    }
    a
}

/// Both tables of them in a [`Cfg`].
fn predecessors(function: &Function, order: &[Block]) -> (Vec<Block>, Vec<u32>) {
    let edges = || {
        let of_block = |block: &Block| {
            let from = *block;
            let edges = function.edges(from);
            edges.map(move |edge| (from, edge.block.index()))
        };
        order.iter().flat_map(of_block)
    };
    // First the number of those of each block, two places behind it; then where they begin, one place behind; while the list is filled,
    // where the next goes.
    let mut starts = vec![0; function.blocks.len() + 2];
    edges().for_each(|(_, to)| starts[to + 2] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut predecessors = vec![function.entry(); starts[starts.len() - 1] as usize];
    for (from, to) in edges() {
        predecessors[starts[to + 1] as usize] = from;
        starts[to + 1] += 1;
    }
    starts.pop();
    (predecessors, starts)
}

fn reverse_postorder(function: &Function) -> Vec<Block> {
    let mut order = Vec::new();
    if function.blocks.is_empty() {
        return order;
    }
    let mut seen = vec![false; function.blocks.len()];
    seen[function.entry().index()] = true;
    // The blocks on the way, each with where its successors begin among those that are still to be visited, the last one first.
    let (mut path, mut waiting) = (Vec::new(), Vec::new());
    let enter = |block, path: &mut Vec<(Block, usize)>, waiting: &mut Vec<Block>| {
        path.push((block, waiting.len()));
        waiting.extend(function.edges(block).rev().map(|edge| edge.block));
    };
    enter(function.entry(), &mut path, &mut waiting);
    while let Some((block, first)) = path.last().copied() {
        if waiting.len() == first {
            order.push(block);
            path.pop();
        } else if let Some(next) = waiting.pop()
            && !std::mem::replace(&mut seen[next.index()], true)
        {
            enter(next, &mut path, &mut waiting);
        }
    }
    order.reverse();
    order
}
