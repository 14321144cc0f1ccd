//! Global value numbering over the dominator tree: an instruction that computes what a dominating one has computed is replaced by it.
//! Checks are numbered too: a check that has passed above need not run again. On the way constants fold (`fold.rs`), references that
//! cannot be null and indices that are in bounds lose their checks (`range.rs`), and branches on constants become jumps.
//!
//! Memory is not looked at: `load` and its kin are never numbered here.

use std::collections::HashMap;

use super::fold::{Folded, constant_of, fold};
use super::range::{Range, Ranges, facts_of};
use crate::ir::{
    Block, Cfg, Condition, Definition, Effect, Entity, Function, Immediate, Inst, Op, Terminator,
    Type, Value,
};

/// See the module documentation.
pub fn run(function: &mut Function) {
    let cfg = Cfg::new(function);
    let mut children = vec![Vec::new(); function.blocks.len()];
    for block in &cfg.order {
        if let Some(parent) = cfg.immediate_dominator(*block) {
            children[parent.index()].push(*block);
        }
    }
    let ranges = Ranges::new(function, &cfg);
    let mut numbering = Numbering {
        function,
        cfg: &cfg,
        known: HashMap::new(),
        not_null: HashMap::new(),
        ranges,
        decided: HashMap::new(),
        undo: Vec::new(),
    };
    let receivers: Vec<Value> = numbering
        .function
        .frames
        .values()
        .filter_map(|frame| frame.receiver)
        .collect();
    numbering
        .not_null
        .extend(receivers.into_iter().map(|this| (this, ())));
    // A block to enter, or how far to undo when it and what it dominates are done.
    enum Step {
        Enter(Block),
        Leave(usize),
    }
    let mut todo = vec![Step::Enter(numbering.function.entry())];
    while let Some(step) = todo.pop() {
        match step {
            Step::Leave(mark) => numbering.undo_to(mark),
            Step::Enter(block) => {
                todo.push(Step::Leave(numbering.undo.len()));
                numbering.block(block);
                let below = children[block.index()].iter().rev();
                todo.extend(below.map(|child| Step::Enter(*child)));
            }
        }
    }
    function.resolve_aliases();
}

fn is_new(function: &Function, value: Value) -> bool {
    let definition = function.values[value].definition;
    matches!(definition, Definition::Result(inst) if function.insts[inst].op == Op::New)
}

/// What an instruction computes.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    op: Op,
    ty: Option<Type>,
    immediate: Immediate,
    args: Vec<Value>,
}

/// A fact that holds in the blocks below the one that found it.
enum Fact {
    Known(Key),
    NotNull(Value),
    Range(Range),
    Decided(Value),
}

struct Numbering<'f> {
    function: &'f mut Function,
    cfg: &'f Cfg,
    known: HashMap<Key, Value>,
    not_null: HashMap<Value, ()>,
    ranges: Ranges,
    /// Conditions of branches that lead here.
    decided: HashMap<Value, bool>,
    undo: Vec<Fact>,
}

impl Numbering<'_> {
    fn undo_to(&mut self, mark: usize) {
        while self.undo.len() > mark {
            match self.undo.pop() {
                Some(Fact::Known(key)) => drop(self.known.remove(&key)),
                Some(Fact::NotNull(value)) => drop(self.not_null.remove(&value)),
                Some(Fact::Range(range)) => self.ranges.forget(range),
                Some(Fact::Decided(condition)) => drop(self.decided.remove(&condition)),
                None => return,
            }
        }
    }

    fn learn_not_null(&mut self, value: Value) {
        if self.not_null.insert(value, ()).is_none() {
            self.undo.push(Fact::NotNull(value));
        }
    }

    fn block(&mut self, block: Block) {
        self.learn_from_branch(block);
        let insts = std::mem::take(&mut self.function.blocks[block].insts);
        let kept = insts.into_iter().filter(|inst| self.keeps(*inst)).collect();
        self.function.blocks[block].insts = kept;
        self.end(block);
    }

    /// A block that is entered only where a reference was found not to be null knows that.
    fn learn_from_branch(&mut self, block: Block) {
        let [from] = self.cfg.predecessors(block) else {
            return;
        };
        let Some(Terminator::Branch {
            condition,
            then,
            otherwise,
        }) = &self.function.blocks[*from].end
        else {
            return;
        };
        let condition = self.function.resolve(*condition);
        let holds = then.block == block;
        if then.block != otherwise.block {
            if self.decided.insert(condition, holds).is_none() {
                self.undo.push(Fact::Decided(condition));
            }
            for range in facts_of(self.function, condition, holds) {
                if self.ranges.learn(range) {
                    self.undo.push(Fact::Range(range));
                }
            }
        }
        let Definition::Result(inst) = self.function.values[condition].definition else {
            return;
        };
        let data = &self.function.insts[inst];
        let not_null_if = match data.immediate {
            Immediate::Condition(Condition::Ne) => then.block,
            Immediate::Condition(Condition::Eq) => otherwise.block,
            _ => return,
        };
        if data.op != Op::Compare || data.ty != Some(Type::Ref) || not_null_if != block {
            return;
        }
        let (left, right) = (data.args[0], data.args[1]);
        for (value, other) in [(left, right), (right, left)] {
            if constant_of(self.function, other) == Some(0) {
                let value = self.function.resolve(value);
                self.learn_not_null(value);
            }
        }
    }

    /// False: the instruction is not needed, its result is another value.
    fn keeps(&mut self, inst: Inst) -> bool {
        let function = &mut *self.function;
        for number in 0..function.insts[inst].args.len() {
            let arg = function.insts[inst].args[number];
            function.insts[inst].args[number] = function.resolve(arg);
        }
        let data = &function.insts[inst];
        let Some(result) = data.result else {
            // What `new` has made here has no finalizer.
            return data.op != Op::RegisterFinalizer || !is_new(function, data.args[0]);
        };
        let op = data.op;
        if matches!(op.effect(), Effect::Pure | Effect::Checks)
            && let Some(value) = self.replacement(inst)
        {
            self.function.replace(result, value);
            return false;
        }
        if self.is_never_null(inst) {
            self.learn_not_null(result);
        }
        true
    }

    /// The value that a pure instruction or check results in, if it is another's. A constant takes the instruction's place.
    fn replacement(&mut self, inst: Inst) -> Option<Value> {
        let data = &self.function.insts[inst];
        let first = data.args.first().copied();
        let not_null = |value: &Value| self.not_null.contains_key(value);
        if data.op == Op::NullCheck && first.as_ref().is_some_and(not_null) {
            return first;
        }
        if data.op == Op::BoundsCheck {
            let (index, length) = (data.args[0], data.args[1]);
            if self
                .ranges
                .is_in_bounds(self.function, self.cfg, index, length)
            {
                return Some(index);
            }
        }
        let folded = match self.compares_with_null(inst) {
            Some(bits) => Some(Folded::Constant(bits)),
            None => fold(self.function, data),
        };
        match folded {
            Some(Folded::Value(value)) => return Some(self.function.resolve(value)),
            Some(Folded::Constant(bits)) => self.become_constant(inst, bits),
            None => {}
        }
        let data = &self.function.insts[inst];
        let mut args = data.args.clone();
        if data.op.is_commutative() {
            args.sort();
        }
        let key = Key {
            op: data.op,
            ty: data.ty,
            immediate: data.immediate,
            args,
        };
        if let Some(value) = self.known.get(&key) {
            return Some(*value);
        }
        // Where a handler may follow, the block dominates the handler too, which comes after a check that failed.
        if let Some(result) = data.result.filter(|_| data.unwind.is_none()) {
            self.known.insert(key.clone(), result);
            self.undo.push(Fact::Known(key));
        }
        None
    }

    /// The result of comparing a reference that is not null with null.
    fn compares_with_null(&self, inst: Inst) -> Option<u64> {
        let data = &self.function.insts[inst];
        if data.op != Op::Compare || data.ty != Some(Type::Ref) {
            return None;
        }
        let is_null = |value: Value| constant_of(self.function, value) == Some(0);
        let (left, right) = (data.args[0], data.args[1]);
        let never_equal = self.not_null.contains_key(&left) && is_null(right)
            || self.not_null.contains_key(&right) && is_null(left);
        never_equal.then_some((data.immediate == Immediate::Condition(Condition::Ne)).into())
    }

    fn become_constant(&mut self, inst: Inst, bits: u64) {
        let result = self.function.insts[inst].result;
        let data = &mut self.function.insts[inst];
        data.op = Op::Const;
        data.ty = result.map(|result| self.function.values[result].ty);
        data.args.clear();
        data.immediate = Immediate::Bits(bits);
        data.unwind = None;
    }

    fn is_never_null(&self, inst: Inst) -> bool {
        let data = &self.function.insts[inst];
        match data.op {
            Op::NullCheck
            | Op::Oop
            | Op::Catch
            | Op::New
            | Op::NewSite
            | Op::NewArray
            | Op::NewMultiArray
            | Op::NewArraySite
            | Op::NewMultiArraySite => true,
            Op::Cast | Op::CastSite => self.not_null.contains_key(&data.args[0]),
            _ => false,
        }
    }

    /// What a branch on this condition that leads here has found.
    fn decision(&self, condition: Value) -> Option<i32> {
        let condition = self.function.resolve(condition);
        self.decided.get(&condition).map(|holds| i32::from(*holds))
    }

    /// Decides the branch if its condition is known.
    fn end(&mut self, block: Block) {
        let Some(end) = &self.function.blocks[block].end else {
            return;
        };
        let known = |value: &Value| constant_of(self.function, *value).map(|bits| bits as i32);
        let edge = match end {
            Terminator::Branch {
                condition,
                then,
                otherwise,
            } => match known(condition).or_else(|| self.decision(*condition)) {
                Some(0) => otherwise,
                Some(_) => then,
                None => return,
            },
            Terminator::Switch {
                value,
                cases,
                default,
            } => match known(value) {
                Some(key) => {
                    let found = cases.binary_search_by_key(&key, |(key, _)| *key);
                    found.map_or(default, |number| &cases[number].1)
                }
                None => return,
            },
            _ => return,
        };
        self.function.blocks[block].end = Some(Terminator::Jump(edge.clone()));
    }
}
