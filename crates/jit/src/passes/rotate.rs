//! Loop rotation: a loop that tests at its beginning whether to go on tests in front of it once, and from then on at its end. One jump
//! less per round, and what the body begins with is certain to run, so that `hoist` may take checks out of it.

use std::collections::HashMap;

use super::repair;
use crate::ir::{Block, Cfg, Edge, Function, Op, Terminator, Value};

/// Headers with more instructions stay as they are.
const MAX_HEADER: usize = 12;
/// Functions with more blocks are left alone.
const MAX_BLOCKS: usize = 4000;

/// See the module documentation.
pub fn run(function: &mut Function) {
    let cfg = Cfg::new(function);
    if function.blocks.len() > MAX_BLOCKS {
        return;
    }
    for header in repair::loop_headers(&cfg) {
        let cfg = Cfg::new(function);
        let body = cfg.loop_body(header);
        if is_tested_first(function, &body, header) {
            rotate(function, &cfg, header);
        }
    }
}

/// The header decides whether to go on, and may be copied.
fn is_tested_first(function: &Function, body: &[Block], header: Block) -> bool {
    let data = &function.blocks[header];
    let Some(Terminator::Branch {
        then, otherwise, ..
    }) = &data.end
    else {
        return false;
    };
    let inside = |edge: &Edge| body.contains(&edge.block);
    let can_be_copied = |op: Op| repair::can_be_copied(op.effect()) && op != Op::Catch;
    inside(then) != inside(otherwise)
        && then.block != header
        && otherwise.block != header
        && data.insts.len() <= MAX_HEADER
        && data
            .insts
            .iter()
            .all(|inst| can_be_copied(function.insts[*inst].op))
}

fn rotate(function: &mut Function, cfg: &Cfg, header: Block) {
    let Some(front) = repair::block_in_front(function, cfg, header) else {
        return;
    };
    let Some(Terminator::Jump(edge)) = function.blocks[front].end.take() else {
        return;
    };
    let params = function.blocks[header].params.iter().copied();
    let mut copies: HashMap<Value, Value> = params.zip(edge.args).collect();
    let mut pairs: Vec<(Value, Value)> = Vec::new();
    for param in &function.blocks[header].params {
        pairs.push((*param, copies[param]));
    }
    for inst in function.blocks[header].insts.clone() {
        let mut data = function.insts[inst].clone();
        for arg in &mut data.args {
            *arg = *copies.get(arg).unwrap_or(arg);
        }
        if let Some(mut state) = data.state {
            for (from, to) in &copies {
                state = repair::changed_state(function, state, *from, *to);
            }
            data.state = Some(state);
        }
        let result = data.result;
        let copy = function.append(front, data);
        if let (Some(result), Some(copy)) = (result, copy) {
            copies.insert(result, copy);
            pairs.push((result, copy));
        }
    }
    let mut end = function.blocks[header].end.clone();
    if let Some(end) = &mut end {
        let change = |value: &mut Value| *value = *copies.get(value).unwrap_or(value);
        end.operand_mut().into_iter().for_each(change);
        let edges = end.edges_mut();
        edges.flat_map(|edge| &mut edge.args).for_each(change);
    }
    function.blocks[front].end = end;
    repair::run(function, header, front, &pairs);
}
