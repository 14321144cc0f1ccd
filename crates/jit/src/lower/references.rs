//! Where references are while the collector may run: the plan for a function, made before it is lowered.
//!
//! No register survives a call, and the collector may move every object while one runs. So a reference that is live across a call
//! stands in a slot of the frame there, which the call's record names, and is read from it afterwards.
//!
//! * *Hot* calls are those that an operation always makes. What is live across one is stored when it is defined, once, and read again
//!   where it is used.
//! * *Cold* calls are those that an operation makes rarely: a poll, an allocation that finds the buffer full. What is live across cold
//!   ones only is stored and read in the cold code itself; elsewhere it is in registers, loops included.
//! * A call that only throws hands on what the handler needs. What is not stored elsewhere is read where the handler begins: what is not
//!   stored at its definition is in registers always.
//!
//! References that are nothing but others that have passed a check ([`References::root`]) share their place; null has none; a
//! reference of the oop table is read from there.

use std::collections::HashMap;

use crate::ir::bits::Bits;
use crate::ir::{
    Block, Cfg, Definition, Edge, Effect, Entity, Function, Immediate, Inst, InstData, Key, Op,
    SiteData, State, Type, Value,
};

/// What an operation's calls mean for references.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Calls {
    /// None that returns.
    None,
    Cold,
    Hot,
}

pub(super) fn calls(function: &Function, data: &InstData) -> Calls {
    match data.op {
        Op::CallDirect if leaf_of(function, data).is_some() => Calls::Cold,
        Op::Poll | Op::New | Op::NewArray | Op::Initialize | Op::RegisterFinalizer => Calls::Cold,
        op if op.effect().collects() => Calls::Hot,
        _ => Calls::None,
    }
}

/// What a direct call tries first.
pub(super) fn leaf_of(function: &Function, data: &InstData) -> Option<Key> {
    match data.immediate {
        Immediate::Method(method) => function.methods[method].leaf,
        _ => None,
    }
}

/// Where a site that is not linked remembers what it has found; with an appendix it does not.
pub(super) fn remembers(site: &SiteData) -> Option<Key> {
    site.cache.filter(|_| !site.has_appendix)
}

/// Operations that call the runtime to find whom to call: what the second call takes lives across the first, which is so.
fn first_call(function: &Function, data: &InstData) -> Calls {
    match (data.op, data.immediate) {
        (Op::CallSite, Immediate::Site(site)) => match remembers(&function.sites[site]) {
            Some(_) => Calls::Cold,
            None => Calls::Hot,
        },
        _ => Calls::None,
    }
}

/// See the module documentation. References are numbered densely; all sets are of these numbers.
pub(super) struct References {
    /// By value.
    numbers: Vec<Option<u32>>,
    /// By number: the value.
    values: Vec<Value>,
    /// By block.
    live_in: Vec<Bits>,
    /// By block: what is in a register there, whatever the way.
    at_hand: Vec<Bits>,
    /// By block that ends with the way into a loop without hot calls: what the loop wants in registers.
    wanted: HashMap<Block, Bits>,
    /// Stored at their definition.
    pub(super) stored: Bits,
    /// Have a place that changes: a slot, or several registers.
    pub(super) places: Bits,
    /// By number: the color of its slot.
    pub(super) colors: Vec<u32>,
}

/// The value whose content `value` is: operands of checks, not their results.
pub(super) fn root(function: &Function, mut value: Value) -> Value {
    while let Definition::Result(inst) = function.values[value].definition {
        let data = &function.insts[inst];
        value = match data.op {
            Op::NullCheck | Op::Cast => data.args[0],
            Op::StoreCheck => data.args[1],
            _ => return value,
        };
    }
    value
}

impl References {
    pub(super) fn new(function: &Function, cfg: &Cfg) -> References {
        let mut references = References {
            numbers: vec![None; function.values.len()],
            values: Vec::new(),
            live_in: Vec::new(),
            at_hand: Vec::new(),
            wanted: HashMap::new(),
            stored: Bits::default(),
            places: Bits::default(),
            colors: Vec::new(),
        };
        references.number(function, cfg);
        let count = references.values.len();
        references.live_in = vec![Bits::new(count); function.blocks.len()];
        references.stored = Bits::new(count);
        references.places = Bits::new(count);
        references.find_live(function, cfg);
        references.find_places(function, cfg);
        references.find_wanted(function, cfg);
        references.find_at_hand(function, cfg);
        references
    }

    /// The number of the reference whose content `value` is; `None`: no reference, or null.
    pub(super) fn number_of(&self, value: Value) -> Option<usize> {
        self.numbers[value.index()].map(|number| number as usize)
    }

    pub(super) fn value(&self, number: usize) -> Value {
        self.values[number]
    }

    pub(super) fn count(&self) -> usize {
        self.values.len()
    }

    /// What is live where `block` begins, its parameters not included.
    pub(super) fn live_in(&self, block: Block) -> &Bits {
        &self.live_in[block.index()]
    }

    pub(super) fn at_hand(&self, block: Block) -> &Bits {
        &self.at_hand[block.index()]
    }

    pub(super) fn wanted_behind(&self, block: Block) -> Option<&Bits> {
        self.wanted.get(&block)
    }

    fn number(&mut self, function: &Function, cfg: &Cfg) {
        let mut add = |value: Value| {
            let is_null = matches!(function.values[value].definition,
                Definition::Result(inst) if function.insts[inst].op == Op::Const);
            if function.type_of(value) != Type::Ref || is_null {
                return;
            }
            let root = root(function, value);
            if root == value {
                self.numbers[value.index()] = Some(self.values.len() as u32);
                self.values.push(value);
            } else {
                // (In this order the root has its number, or is null.)
                self.numbers[value.index()] = self.numbers[root.index()];
            }
        };
        for block in &cfg.order {
            let data = &function.blocks[*block];
            data.params.iter().for_each(|param| add(*param));
            let results = data.insts.iter().filter_map(|i| function.insts[*i].result);
            results.for_each(&mut add);
        }
    }

    fn insert(&self, set: &mut Bits, value: Value) {
        if let Some(number) = self.number_of(value) {
            set.insert(number);
        }
    }

    fn remove(&self, set: &mut Bits, value: Value) {
        if let Some(number) = self.number_of(value)
            && self.values[number] == value
        {
            set.remove(number);
        }
    }

    /// What the exceptional way needs.
    pub(super) fn live_on(&self, edge: &Edge) -> Bits {
        let mut live = self.live_in[edge.block.index()].clone();
        edge.args
            .iter()
            .for_each(|arg| self.insert(&mut live, *arg));
        live
    }

    fn insert_state(&self, function: &Function, set: &mut Bits, state: State) {
        let mut next = Some(state);
        while let Some(state) = next {
            let data = &function.states[state];
            data.values().for_each(|value| self.insert(set, value));
            next = data.outer;
        }
    }

    /// `live` behind an instruction becomes `live` in front of it.
    fn step_back(&self, function: &Function, data: &InstData, live: &mut Bits) {
        if let Some(result) = data.result {
            self.remove(live, result);
        }
        data.args.iter().for_each(|arg| self.insert(live, *arg));
        if let (Effect::Guards, Some(state)) = (data.op.effect(), data.state) {
            self.insert_state(function, live, state);
        }
    }

    /// What is live behind the last instruction of a block. (The exceptional way of that instruction is not behind it.)
    fn live_out(&self, function: &Function, block: Block) -> Bits {
        use crate::ir::Terminator;
        let mut live = Bits::new(self.values.len());
        let Some(end) = &function.blocks[block].end else {
            return live;
        };
        for edge in end.edges() {
            live.union(&self.live_on(edge));
        }
        end.operand()
            .iter()
            .for_each(|value| self.insert(&mut live, *value));
        if let Terminator::Deopt { state, .. } = end {
            self.insert_state(function, &mut live, *state);
        }
        live
    }

    /// Goes backwards through a block; `visit` gets each instruction with what is live behind it, its exceptional way included, and its
    /// own result. What is live in front of the first.
    fn walk_back(
        &self,
        function: &Function,
        block: Block,
        mut visit: impl FnMut(Inst, &InstData, &Bits),
    ) -> Bits {
        let mut live = self.live_out(function, block);
        for inst in function.blocks[block].insts.iter().rev() {
            let data = &function.insts[*inst];
            if let Some(edge) = &data.unwind {
                live.union(&self.live_on(edge));
            }
            visit(*inst, data, &live);
            self.step_back(function, data, &mut live);
        }
        let params = &function.blocks[block].params;
        params
            .iter()
            .for_each(|param| self.remove(&mut live, *param));
        live
    }

    fn find_live(&mut self, function: &Function, cfg: &Cfg) {
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for block in cfg.order.iter().rev() {
                let live = self.walk_back(function, *block, |_, _, _| {});
                changed |= self.live_in[block.index()].union(&live);
            }
        }
    }

    /// What is live across the calls of each instruction of a block that makes some, its result not included.
    pub(super) fn live_across(&self, function: &Function, block: Block) -> HashMap<Inst, Bits> {
        let mut rows = HashMap::new();
        self.walk_back(function, block, |inst, data, live| {
            if calls(function, data) != Calls::None {
                let mut live = live.clone();
                if let Some(result) = data.result {
                    self.remove(&mut live, result);
                }
                rows.insert(inst, live);
            }
        });
        rows
    }

    /// What needs a place, and which slots may be one.
    fn find_places(&mut self, function: &Function, cfg: &Cfg) {
        let count = self.values.len();
        let mut stored = Bits::new(count);
        let mut places = Bits::new(count);
        for block in &cfg.order {
            self.walk_back(function, *block, |_, data, live| {
                let mut live = live.clone();
                if let Some(result) = data.result {
                    self.remove(&mut live, result);
                }
                match calls(function, data) {
                    Calls::Hot => {
                        let first = first_call(function, data);
                        let mut both = live.clone();
                        if first != Calls::None {
                            let args = data.args.iter();
                            args.for_each(|arg| self.insert(&mut both, *arg));
                        }
                        stored.union(if first == Calls::Hot { &both } else { &live });
                        places.union(&both);
                    }
                    Calls::Cold => {
                        places.union(&live);
                    }
                    Calls::None => {}
                }
                if let Some(edge) = &data.unwind {
                    places.union(&self.live_on(edge));
                }
            });
            let end = &function.blocks[*block].end;
            if let Some(crate::ir::Terminator::Throw {
                unwind: Some(edge), ..
            }) = end
            {
                places.union(&self.live_on(edge));
            }
        }
        self.stored = stored;
        self.places = places;
        self.color(function, cfg);
    }

    /// Slots: references that are live at once have different ones.
    fn color(&mut self, function: &Function, cfg: &Cfg) {
        let count = self.values.len();
        let mut neighbors: Vec<Bits> = vec![Bits::default(); count];
        for number in self.places.iter() {
            neighbors[number] = Bits::new(count);
        }
        let mut meet = |value: Value, live: &Bits| {
            let Some(number) = self.number_of(value) else {
                return;
            };
            if self.values[number] == value && self.places.contains(number) {
                neighbors[number].union(live);
            }
        };
        for block in &cfg.order {
            let live = self.walk_back(function, *block, |_, data, live| {
                data.result.iter().for_each(|result| meet(*result, live));
            });
            // Parameters are defined at once.
            let mut live = live;
            let params = &function.blocks[*block].params;
            params
                .iter()
                .for_each(|param| self.insert(&mut live, *param));
            params.iter().for_each(|param| meet(*param, &live));
        }
        let mut colors: Vec<u32> = vec![u32::MAX; count];
        for number in self.places.iter() {
            for other in neighbors[number].clone().iter() {
                if other != number && self.places.contains(other) {
                    neighbors[other].insert(number);
                }
            }
        }
        for number in self.places.iter() {
            let near = neighbors[number].iter().filter(|other| *other != number);
            let mut taken: Vec<u32> = near.map(|other| colors[other]).collect();
            taken.sort_unstable();
            taken.dedup();
            let mut free = (0..).zip(&taken).filter(|(due, color)| due != *color);
            let behind = taken.iter().filter(|color| **color != u32::MAX).count() as u32;
            colors[number] = free.next().map_or(behind, |(due, _)| due);
        }
        self.colors = colors;
    }

    /// Loops without hot calls keep in registers what they use: it is read in front of them.
    fn find_wanted(&mut self, function: &Function, cfg: &Cfg) {
        let is_hot = |block: &Block| {
            let mut insts = function.blocks[*block].insts.iter();
            insts.any(|inst| calls(function, &function.insts[*inst]) == Calls::Hot)
        };
        for header in &cfg.order {
            let body = cfg.loop_body(*header);
            if body.is_empty() || body.iter().any(is_hot) {
                continue;
            }
            let mut used = Bits::new(self.values.len());
            for block in &body {
                self.walk_back(function, *block, |_, data, _| {
                    data.args
                        .iter()
                        .for_each(|arg| self.insert(&mut used, *arg));
                });
                if let Some(end) = &function.blocks[*block].end {
                    end.operand()
                        .iter()
                        .for_each(|value| self.insert(&mut used, *value));
                }
            }
            used.intersect(&self.live_in[header.index()]);
            used.intersect(&self.stored);
            for from in cfg.predecessors(*header) {
                let end = &function.blocks[*from].end;
                if !body.contains(from) && matches!(end, Some(crate::ir::Terminator::Jump(_))) {
                    self.wanted.insert(*from, used.clone());
                }
            }
        }
    }

    fn find_at_hand(&mut self, function: &Function, cfg: &Cfg) {
        let count = self.values.len();
        // What is never stored is read again where a handler begins.
        let mut none = Bits::full(count);
        self.stored.iter().for_each(|number| none.remove(number));
        let mut at_hand = vec![Bits::full(count); function.blocks.len()];
        at_hand[function.entry().index()] = Bits::new(count);
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for block in &cfg.order {
                let out = self.at_hand_behind(function, *block, &at_hand[block.index()]);
                let data = &function.blocks[*block];
                let end = data.end.as_ref();
                let mut narrow = |edge: &Edge, out: &Bits| {
                    let known = &mut at_hand[edge.block.index()];
                    if !known.is_subset(out) {
                        known.intersect(out);
                        changed = true;
                    }
                };
                let is_throw = matches!(end, Some(crate::ir::Terminator::Throw { .. }));
                for edge in end.into_iter().flat_map(crate::ir::Terminator::edges) {
                    narrow(edge, if is_throw { &none } else { &out });
                }
                let last = data.insts.last().map(|inst| &function.insts[*inst]);
                if let Some(edge) = last.and_then(|data| data.unwind.as_ref()) {
                    narrow(edge, &none);
                }
            }
        }
        self.at_hand = at_hand;
    }

    /// What lowering has in registers where a block ends.
    fn at_hand_behind(&self, function: &Function, block: Block, at_hand: &Bits) -> Bits {
        let mut out = at_hand.clone();
        let data = &function.blocks[block];
        data.params
            .iter()
            .for_each(|param| self.insert(&mut out, *param));
        for inst in &data.insts {
            let data = &function.insts[*inst];
            data.args.iter().for_each(|arg| self.insert(&mut out, *arg));
            if calls(function, data) == Calls::Hot {
                out.clear();
            }
            data.result
                .iter()
                .for_each(|result| self.insert(&mut out, *result));
        }
        if let Some(end) = &data.end {
            end.operand()
                .iter()
                .for_each(|value| self.insert(&mut out, *value));
            let args = end.edges().flat_map(|edge| &edge.args);
            args.for_each(|arg| self.insert(&mut out, *arg));
        }
        if let Some(wanted) = self.wanted.get(&block) {
            out.union(wanted);
        }
        out
    }
}
