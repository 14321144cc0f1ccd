//! Drops block parameters to which every edge brings the same value (or the parameter itself): the values that loops and joins only
//! pass through. What is left is, for reducible control flow, minimal SSA (M. Braun et al., "Simple and Efficient Construction of
//! Static Single Assignment Form", 2013).

use crate::ir::{Block, Cfg, Edge, Entity, Function, Value};

/// See the module documentation.
pub fn run(function: &mut Function) {
    let cfg = Cfg::new(function);
    let incoming = incoming_args(function, &cfg);
    let mut removed: Vec<Vec<bool>> = function
        .blocks
        .values()
        .map(|block| vec![false; block.params.len()])
        .collect();
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for block in &cfg.order {
            if *block == function.entry() {
                continue;
            }
            for number in 0..function.blocks[*block].params.len() {
                if removed[block.index()][number] {
                    continue;
                }
                let param = function.blocks[*block].params[number];
                let args = incoming[block.index()].iter().skip(number).copied();
                let args = args.step_by(removed[block.index()].len());
                if let Some(value) = only_value(function, param, args) {
                    function.replace(param, value);
                    removed[block.index()][number] = true;
                    changed = true;
                }
            }
        }
    }
    remove_params(function, &removed);
    function.resolve_aliases();
}

/// The value that all `args` are, `param` itself aside.
fn only_value(
    function: &Function,
    param: Value,
    args: impl Iterator<Item = Value>,
) -> Option<Value> {
    let mut only = None;
    for arg in args {
        let arg = function.resolve(arg);
        if arg == param || only == Some(arg) {
            continue;
        }
        if only.replace(arg).is_some() {
            return None;
        }
    }
    only
}

/// By block: the arguments of each edge to it, edge by edge.
fn incoming_args(function: &Function, cfg: &Cfg) -> Vec<Vec<Value>> {
    let mut incoming = vec![Vec::new(); function.blocks.len()];
    for block in &cfg.order {
        for edge in function.edges(*block) {
            incoming[edge.block.index()].extend_from_slice(&edge.args);
        }
    }
    incoming
}

/// Takes parameters out of their blocks, and their arguments out of all edges. `removed`: by block, by parameter.
pub(super) fn remove_params(function: &mut Function, removed: &[Vec<bool>]) {
    let keep = |values: &mut Vec<Value>, block: Block| {
        let mut flags = removed[block.index()].iter();
        values.retain(|_| flags.next() == Some(&false));
    };
    let prune = |edge: &mut Edge| keep(&mut edge.args, edge.block);
    for index in 0..function.blocks.len() {
        let block = Block::from_index(index);
        let data = &mut function.blocks[block];
        keep(&mut data.params, block);
        if let Some(inst) = data.insts.last() {
            function.insts[*inst].unwind.iter_mut().for_each(prune);
        }
        if let Some(end) = &mut data.end {
            end.edges_mut().for_each(prune);
        }
    }
}
