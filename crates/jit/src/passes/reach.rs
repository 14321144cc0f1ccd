//! Drops blocks that cannot be reached, and joins a block to the one jump that leads to it.

use crate::ir::{Cfg, Entity, Function, Terminator};

/// See the module documentation.
pub fn run(function: &mut Function) {
    let cfg = Cfg::new(function);
    for index in 0..function.blocks.len() {
        let block = crate::ir::Block::from_index(index);
        if !cfg.is_reachable(block) {
            function.blocks[block] = Default::default();
        }
    }
    // In postorder, so that a chain is joined from its end.
    for block in cfg.order.iter().rev() {
        while let Some(Terminator::Jump(edge)) = &function.blocks[*block].end {
            let next = edge.block;
            let is_only_way = cfg.predecessors(next).len() == 1 && next != *block;
            let throws_before = function.blocks[*block]
                .insts
                .last()
                .is_some_and(|inst| function.insts[*inst].unwind.is_some());
            if !is_only_way || throws_before {
                break;
            }
            let args = edge.args.clone();
            let joined = std::mem::take(&mut function.blocks[next]);
            for (param, arg) in joined.params.iter().zip(args) {
                function.replace(*param, arg);
            }
            let data = &mut function.blocks[*block];
            data.insts.extend(joined.insts);
            data.end = joined.end;
        }
    }
    function.resolve_aliases();
}
