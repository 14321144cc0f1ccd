//! Values that got a second definition (a block was copied) become SSA again: parameters where the definitions meet. M. Braun et al.,
//! "Simple and Efficient Construction of Static Single Assignment Form", 2013. `prune` removes parameters that turn out needless.

use std::collections::HashMap;

use crate::ir::{Block, Cfg, Effect, Entity, Function, State, Terminator, Type, Value};

/// One value and its copy, each defined by the end of its block. Uses in these two blocks are right already.
struct Variable<'f> {
    function: &'f mut Function,
    cfg: &'f Cfg,
    ty: Type,
    /// What the variable is where a block ends.
    at_end: HashMap<Block, Value>,
    /// Blocks with a new parameter whose edges do not bring it yet.
    waiting: Vec<Block>,
}

/// Rewrites the uses of the first of each pair outside of `original`, its block, and `copy`, the block of the second.
pub(super) fn run(function: &mut Function, original: Block, copy: Block, pairs: &[(Value, Value)]) {
    let cfg = Cfg::new(function);
    let uses = uses(function, &cfg, pairs);
    for (number, (value, other)) in pairs.iter().enumerate() {
        let ty = function.type_of(*value);
        let mut variable = Variable {
            function: &mut *function,
            cfg: &cfg,
            ty,
            at_end: HashMap::from([(original, *value), (copy, *other)]),
            waiting: Vec::new(),
        };
        for block in &uses[number] {
            if *block != original && *block != copy {
                let now = variable.at_end(*block);
                if now != *value {
                    variable.rewrite(*block, *value, now);
                }
            }
        }
        variable.fill();
    }
}

/// By pair: the blocks that use the first.
fn uses(function: &Function, cfg: &Cfg, pairs: &[(Value, Value)]) -> Vec<Vec<Block>> {
    let numbers: HashMap<Value, usize> = pairs.iter().enumerate().map(|(n, p)| (p.0, n)).collect();
    let mut uses: Vec<Vec<Block>> = vec![Vec::new(); pairs.len()];
    for block in &cfg.order {
        let mut add = |value: Value| {
            if let Some(number) = numbers.get(&value)
                && uses[*number].last() != Some(block)
            {
                uses[*number].push(*block);
            }
        };
        let data = &function.blocks[*block];
        let state_values = |state: State, add: &mut dyn FnMut(Value)| {
            let mut next = Some(state);
            while let Some(state) = next {
                function.states[state].values().for_each(&mut *add);
                next = function.states[state].outer;
            }
        };
        for inst in &data.insts {
            let inst = &function.insts[*inst];
            inst.args.iter().for_each(|arg| add(*arg));
            inst.state
                .iter()
                .for_each(|state| state_values(*state, &mut add));
        }
        for edge in function.edges(*block) {
            edge.args.iter().for_each(|arg| add(*arg));
        }
        if let Some(end) = &data.end {
            end.operand().iter().for_each(|value| add(*value));
            if let Terminator::Deopt { state, .. } = end {
                state_values(*state, &mut add);
            }
        }
    }
    uses
}

impl Variable<'_> {
    fn at_end(&mut self, mut block: Block) -> Value {
        let mut passed = Vec::new();
        let value = loop {
            if let Some(value) = self.at_end.get(&block) {
                break *value;
            }
            passed.push(block);
            match self.cfg.predecessors(block) {
                [only] => block = *only,
                _ => {
                    self.waiting.push(block);
                    break self.function.add_param(block, self.ty);
                }
            }
        };
        self.at_end
            .extend(passed.into_iter().map(|block| (block, value)));
        value
    }

    fn fill(&mut self) {
        while let Some(block) = self.waiting.pop() {
            let mut ways = self.cfg.predecessors(block).to_vec();
            ways.sort_unstable();
            ways.dedup();
            for from in ways {
                let value = self.at_end(from);
                self.for_edges(from, |edge| {
                    if edge.block == block {
                        edge.args.push(value);
                    }
                });
            }
        }
    }

    fn for_edges(&mut self, from: Block, mut visit: impl FnMut(&mut crate::ir::Edge)) {
        let data = &mut self.function.blocks[from];
        if let Some(inst) = data.insts.last() {
            self.function.insts[*inst]
                .unwind
                .iter_mut()
                .for_each(&mut visit);
        }
        if let Some(end) = &mut data.end {
            end.edges_mut().for_each(&mut visit);
        }
    }

    fn rewrite(&mut self, block: Block, from: Value, to: Value) {
        let change = |value: &mut Value| {
            if *value == from {
                *value = to;
            }
        };
        let function = &mut *self.function;
        for inst in function.blocks[block].insts.clone() {
            function.insts[inst].args.iter_mut().for_each(change);
            if let Some(state) = function.insts[inst].state {
                let state = changed_state(function, state, from, to);
                function.insts[inst].state = Some(state);
            }
        }
        if let Some(mut end) = function.blocks[block].end.take() {
            end.operand_mut().into_iter().for_each(change);
            if let Terminator::Deopt { state, .. } = &mut end {
                *state = changed_state(function, *state, from, to);
            }
            function.blocks[block].end = Some(end);
        }
        self.for_edges(block, |edge| edge.args.iter_mut().for_each(change));
    }
}

/// The state with one value for another: a copy, others may name it too.
pub(super) fn changed_state(
    function: &mut Function,
    state: State,
    from: Value,
    to: Value,
) -> State {
    let mut data = function.states[state].clone();
    let outer = data
        .outer
        .map(|outer| changed_state(function, outer, from, to));
    let is_named = data.values().any(|value| value == from);
    if !is_named && outer == data.outer {
        return state;
    }
    data.outer = outer;
    for value in data.values_mut().filter(|value| **value == from) {
        *value = to;
    }
    function.states.push(data)
}

/// Whether an instruction may be in a function twice.
pub(super) fn can_be_copied(effect: Effect) -> bool {
    matches!(
        effect,
        Effect::Pure | Effect::Reads | Effect::Checks | Effect::Guards
    )
}

/// Blocks in an order in which what is inside comes before what is outside: headers of loops, innermost first.
pub(super) fn loop_headers(cfg: &Cfg) -> Vec<Block> {
    let is_header = |block: &&Block| {
        let mut ways = cfg.predecessors(**block).iter();
        ways.any(|from| cfg.is_back_edge(*from, **block))
    };
    cfg.order.iter().rev().filter(is_header).copied().collect()
}

/// The block in front of a loop: the only way in, and it only goes there. Made if there is none. `None`: the loop is entered by an
/// exception.
pub(super) fn block_in_front(function: &mut Function, cfg: &Cfg, header: Block) -> Option<Block> {
    let ways: Vec<Block> = cfg.predecessors(header).to_vec();
    let mut outside: Vec<Block> = ways
        .into_iter()
        .filter(|from| !cfg.is_back_edge(*from, header))
        .collect();
    outside.sort_unstable();
    outside.dedup();
    let ends_plainly = |from: Block, function: &Function| {
        let data = &function.blocks[from];
        let last = data.insts.last().map(|inst| &function.insts[*inst]);
        last.is_none_or(|inst| inst.unwind.is_none())
    };
    if let [from] = outside[..]
        && matches!(function.blocks[from].end, Some(Terminator::Jump(_)))
        && ends_plainly(from, function)
    {
        return Some(from);
    }
    let first = function.blocks[header].insts.first();
    if first.is_some_and(|inst| function.insts[*inst].op == crate::ir::Op::Catch) {
        return None;
    }
    let front = function.new_block();
    let types: Vec<Type> = function.blocks[header]
        .params
        .iter()
        .map(|param| function.values[*param].ty)
        .collect();
    let params = types
        .into_iter()
        .map(|ty| function.add_param(front, ty))
        .collect();
    function.blocks[front].end = Some(Terminator::Jump(crate::ir::Edge::new(header, params)));
    for from in outside {
        if let Some(end) = &mut function.blocks[from].end {
            for edge in end.edges_mut().filter(|edge| edge.block == header) {
                edge.block = front;
            }
        }
    }
    Some(front)
}

/// Insts by block, as far as it can be reached.
pub(super) fn blocks_of_insts(function: &Function, cfg: &Cfg) -> Vec<Option<Block>> {
    let mut blocks = vec![None; function.insts.len()];
    for block in &cfg.order {
        for inst in &function.blocks[*block].insts {
            blocks[inst.index()] = Some(*block);
        }
    }
    blocks
}
