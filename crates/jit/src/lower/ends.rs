//! Edges and the ends of blocks.

use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder};
use cranelift_frontend::Switch;

use abi::entry::RuntimeEntry;

use super::places::Role;
use super::{Lowering, trap};
use crate::ir::{Edge, Entity, Frame, Origin, Terminator};

impl Lowering<'_, '_> {
    pub(super) fn edge_args(&mut self, edge: &Edge) -> (clif::Block, Vec<BlockArg>) {
        let args = edge.args.iter().map(|arg| BlockArg::Value(self.get(*arg)));
        let args = args.collect();
        (self.blocks[&edge.block], args)
    }

    pub(super) fn end(&mut self, end: &Terminator) {
        match end {
            Terminator::Jump(edge) => {
                let (target, args) = self.edge_args(edge);
                self.builder.ins().jump(target, &args);
            }
            Terminator::Branch {
                condition,
                then,
                otherwise,
            } => {
                let condition = match self.conditions.get(condition) {
                    Some(condition) => *condition,
                    None => self.get(*condition),
                };
                let (then, then_args) = self.edge_args(then);
                let (otherwise, other_args) = self.edge_args(otherwise);
                let ins = self.builder.ins();
                ins.brif(condition, then, &then_args, otherwise, &other_args);
            }
            Terminator::Switch {
                value,
                cases,
                default,
            } => self.switch(*value, cases, default),
            Terminator::Return(value) => {
                // (Where it returns is nothing that anybody asks for.)
                let origin = Origin {
                    frame: Frame::from_index(0),
                    bci: 0,
                };
                self.locate(origin, Role::Return);
                let values: Vec<_> = value.iter().map(|value| self.get(*value)).collect();
                self.builder.ins().return_(&values);
            }
            Terminator::Throw {
                exception,
                unwind,
                origin,
            } => {
                self.locate(*origin, Role::Plain);
                self.unwind = unwind.clone();
                let exception = self.get(*exception);
                self.call_entry(RuntimeEntry::Throw, &[exception]);
                self.builder.ins().trap(trap::UNREACHABLE);
                self.unwind = None;
            }
            Terminator::Deopt {
                reason,
                state,
                origin,
            } => self.side_exit(*origin, *reason, *state),
        }
    }

    /// Cranelift's switch has edges without arguments: those that bring some get a block of their own.
    fn switch(&mut self, value: crate::ir::Value, cases: &[(i32, Edge)], default: &Edge) {
        let mut between: Vec<(clif::Block, clif::Block, Vec<BlockArg>)> = Vec::new();
        let mut way = |lowering: &mut Self, edge: &Edge| {
            let (target, args) = lowering.edge_args(edge);
            if args.is_empty() {
                return target;
            }
            if let Some((block, ..)) = between.iter().find(|row| row.1 == target && row.2 == args) {
                return *block;
            }
            let block = lowering.builder.create_block();
            between.push((block, target, args));
            block
        };
        let mut switch = Switch::new();
        for (key, edge) in cases {
            let block = way(self, edge);
            switch.set_entry(u128::from(*key as u32), block);
        }
        let default = way(self, default);
        let value = self.get(value);
        switch.emit(&mut self.builder, value, default);
        for (block, target, args) in between {
            self.go_on_in(block);
            self.builder.ins().jump(target, &args);
        }
    }
}
