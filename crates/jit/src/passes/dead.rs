//! Drops instructions, block parameters and frame states that nobody uses. What a state names is used if the state is.

use crate::ir::{Block, Cfg, Definition, Entity, Function, State, Table, Terminator, Value};

use super::prune::remove_params;

/// See the module documentation.
pub fn run(function: &mut Function) {
    let cfg = Cfg::new(function);
    let mut marker = Marker {
        function,
        live: vec![false; function.values.len()],
        states: vec![false; function.states.len()],
        todo: Vec::new(),
    };
    for block in &cfg.order {
        marker.mark_block(*block);
    }
    marker.drain(&cfg);
    let (live, states) = (marker.live, marker.states);
    for block in &cfg.order {
        let insts = &function.insts;
        function.blocks[*block].insts.retain(|inst| {
            let data = &insts[*inst];
            let is_used = data.result.is_some_and(|result| live[result.index()]);
            is_used || data.op.effect().is_observable() || data.op == crate::ir::Op::Catch
        });
    }
    let entry = function.entry();
    let removed: Vec<Vec<bool>> = function
        .blocks
        .iter()
        .map(|(block, data)| {
            let is_dead = |value: &Value| block != entry && !live[value.index()];
            data.params.iter().map(is_dead).collect()
        })
        .collect();
    remove_params(function, &removed);
    remove_states(function, &cfg, &states);
}

/// Numbers the states anew, those in use only.
fn remove_states(function: &mut Function, cfg: &Cfg, used: &[bool]) {
    let mut kept: Table<State, _> = Table::new();
    let mut names = vec![None; used.len()];
    for (state, data) in function.states.iter() {
        if used[state.index()] {
            names[state.index()] = Some(kept.push(data.clone()));
        }
    }
    let rename = |state: &mut State| {
        *state = names[state.index()].expect("a state that is named is used");
    };
    for index in 0..kept.len() {
        kept[State::from_index(index)]
            .outer
            .iter_mut()
            .for_each(rename);
    }
    function.states = kept;
    for block in &cfg.order {
        for inst in &function.blocks[*block].insts {
            function.insts[*inst].state.iter_mut().for_each(rename);
        }
        if let Some(Terminator::Deopt { state, .. }) = &mut function.blocks[*block].end {
            rename(state);
        }
    }
}

struct Marker<'f> {
    function: &'f Function,
    live: Vec<bool>,
    states: Vec<bool>,
    todo: Vec<Value>,
}

impl Marker<'_> {
    fn mark(&mut self, value: Value) {
        if !std::mem::replace(&mut self.live[value.index()], true) {
            self.todo.push(value);
        }
    }

    fn mark_state(&mut self, state: State) {
        if !std::mem::replace(&mut self.states[state.index()], true) {
            let data = &self.function.states[state];
            data.values().for_each(|value| self.mark(value));
            if let Some(outer) = data.outer {
                self.mark_state(outer);
            }
        }
    }

    /// Everything that is used whatever becomes of results.
    fn mark_block(&mut self, block: Block) {
        let data = &self.function.blocks[block];
        for inst in &data.insts {
            let inst = &self.function.insts[*inst];
            if inst.op.effect().is_observable() {
                inst.args.iter().for_each(|arg| self.mark(*arg));
                inst.state
                    .into_iter()
                    .for_each(|state| self.mark_state(state));
            }
        }
        if let Some(end) = &data.end {
            end.operand().into_iter().for_each(|value| self.mark(value));
            if let Terminator::Deopt { state, .. } = end {
                self.mark_state(*state);
            }
        }
    }

    /// What the values that are used are made of.
    fn drain(&mut self, cfg: &Cfg) {
        while let Some(value) = self.todo.pop() {
            match self.function.values[value].definition {
                Definition::Result(inst) => {
                    let args = &self.function.insts[inst].args;
                    args.iter().for_each(|arg| self.mark(*arg));
                }
                Definition::Param(block) => {
                    let params = &self.function.blocks[block].params;
                    let Some(number) = params.iter().position(|param| *param == value) else {
                        continue;
                    };
                    for from in cfg.predecessors(block) {
                        for edge in self.function.edges(*from) {
                            if edge.block == block {
                                self.mark(edge.args[number]);
                            }
                        }
                    }
                }
                Definition::Alias(value) => self.mark(value),
            }
        }
    }
}
