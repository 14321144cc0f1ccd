//! What is known of ints where a block begins: from branches that were taken on the way. For bounds checks that cannot fail.
//!
//! An index is good if it is known to be below the length, and not to be negative. The first comes from the condition of a loop, the
//! second from where the index starts and how it goes on: a counter that starts at 0 or above and is only counted up where it is below
//! something does not overflow.

use std::collections::HashSet;

use super::fold::constant_of;
use crate::ir::{
    Block, Cfg, Condition, Definition, Entity, Function, Immediate, Inst, Op, Terminator, Type,
    Value,
};

/// How deep the reasons for an int not to be negative are followed.
const MAX_DEPTH: u32 = 4;

/// Facts that hold from some block on; `number` takes them back where they end.
#[derive(Default)]
pub(super) struct Ranges {
    /// The first is below the second (signed).
    less: HashSet<(Value, Value)>,
    not_negative: HashSet<Value>,
    /// By instruction: its block, before any pass moved it.
    blocks: Vec<Option<Block>>,
}

/// One row of [`Ranges`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Range {
    Less(Value, Value),
    NotNegative(Value),
}

impl Ranges {
    pub(super) fn new(function: &Function, cfg: &Cfg) -> Ranges {
        let mut blocks = vec![None; function.insts.len()];
        for block in &cfg.order {
            for inst in &function.blocks[*block].insts {
                blocks[inst.index()] = Some(*block);
            }
        }
        Ranges {
            blocks,
            ..Ranges::default()
        }
    }

    /// False: it was known.
    pub(super) fn learn(&mut self, range: Range) -> bool {
        match range {
            Range::Less(x, y) => self.less.insert((x, y)),
            Range::NotNegative(x) => self.not_negative.insert(x),
        }
    }

    pub(super) fn forget(&mut self, range: Range) {
        match range {
            Range::Less(x, y) => self.less.remove(&(x, y)),
            Range::NotNegative(x) => self.not_negative.remove(&x),
        };
    }

    /// Whether a bounds check of `index` against `length`, which is some array's, always passes.
    pub(super) fn is_in_bounds(
        &self,
        function: &Function,
        cfg: &Cfg,
        index: Value,
        length: Value,
    ) -> bool {
        let facts = |value| {
            Facts {
                function,
                cfg,
                ranges: self,
            }
            .is_not_negative(value, MAX_DEPTH)
        };
        self.less.contains(&(index, length)) && facts(index)
    }
}

/// What `condition` being `holds` says of the ints that it compares.
pub(super) fn facts_of(function: &Function, condition: Value, holds: bool) -> Vec<Range> {
    let Definition::Result(inst) = function.values[function.resolve(condition)].definition else {
        return Vec::new();
    };
    let data = &function.insts[inst];
    let (Op::Compare, Some(Type::Int), Immediate::Condition(condition)) =
        (data.op, data.ty, data.immediate)
    else {
        return Vec::new();
    };
    let (x, y) = (
        function.resolve(data.args[0]),
        function.resolve(data.args[1]),
    );
    let condition = if holds {
        condition
    } else {
        condition.negated()
    };
    let constant = |value| constant_of(function, value).map(|bits| bits as i32);
    let above = |low: Value, high: Value, least: i32| {
        // `low < high` or `low <= high`, and `low` is at least so much.
        constant(low)
            .is_some_and(|low| low >= least)
            .then_some(Range::NotNegative(high))
    };
    match condition {
        Condition::Lt => [Some(Range::Less(x, y)), above(x, y, -1)],
        Condition::Gt => [Some(Range::Less(y, x)), above(y, x, -1)],
        Condition::Le => [above(x, y, 0), None],
        Condition::Ge => [above(y, x, 0), None],
        _ => [None, None],
    }
    .into_iter()
    .flatten()
    .collect()
}

struct Facts<'f> {
    function: &'f Function,
    cfg: &'f Cfg,
    ranges: &'f Ranges,
}

impl Facts<'_> {
    fn is_not_negative(&self, value: Value, depth: u32) -> bool {
        let value = self.function.resolve(value);
        if self.ranges.not_negative.contains(&value) {
            return true;
        }
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        match self.function.values[value].definition {
            Definition::Result(inst) => self.result_is_not_negative(inst, depth),
            Definition::Param(block) => self.counts_up(block, value, depth),
            Definition::Alias(_) => false,
        }
    }

    fn result_is_not_negative(&self, inst: Inst, depth: u32) -> bool {
        let data = &self.function.insts[inst];
        if data
            .result
            .is_none_or(|result| self.function.type_of(result) != Type::Int)
        {
            return false;
        }
        let arg = |number: usize| self.is_not_negative(data.args[number], depth);
        let is_small_element = matches!(
            data.immediate,
            Immediate::Element(abi::ElementKind::Char | abi::ElementKind::Boolean)
        );
        match data.op {
            Op::Const => matches!(data.immediate, Immediate::Bits(bits) if bits as i32 >= 0),
            Op::ArrayLength | Op::BoundsCheck | Op::SizeCheck | Op::I2C | Op::Compare => true,
            Op::ArrayLoad => is_small_element,
            Op::And => arg(0) || arg(1),
            Op::Shr | Op::Rem => arg(0),
            Op::Ushr => {
                let count = constant_of(self.function, data.args[1]);
                arg(0) || count.is_some_and(|count| count & 31 != 0)
            }
            Op::Div => arg(0) && arg(1),
            Op::Min => arg(0) && arg(1),
            Op::Max => arg(0) || arg(1),
            _ => false,
        }
    }

    /// A parameter of a loop's header that starts at 0 or above and is counted up by 1 where it is below something.
    fn counts_up(&self, header: Block, counter: Value, depth: u32) -> bool {
        // Nobody says what the parameters of the method are.
        if header == self.function.entry() {
            return false;
        }
        let params = &self.function.blocks[header].params;
        let Some(place) = params.iter().position(|param| *param == counter) else {
            return false;
        };
        let below = self.where_below(header, counter);
        let mut ways = self.cfg.predecessors(header).iter();
        ways.all(|from| {
            let edges = self.function.edges(*from);
            let mut edges = edges.filter(|edge| edge.block == header);
            edges.all(|edge| {
                let arg = self.function.resolve(edge.args[place]);
                arg == counter
                    || below.is_some_and(|below| self.is_next(arg, counter, below))
                    || !self.cfg.is_back_edge(*from, header) && self.is_not_negative(arg, depth)
            })
        })
    }

    /// The block that is entered only where the counter is below something.
    fn where_below(&self, header: Block, counter: Value) -> Option<Block> {
        let Some(Terminator::Branch {
            condition,
            then,
            otherwise,
        }) = &self.function.blocks[header].end
        else {
            return None;
        };
        let ways = [(then.block, true), (otherwise.block, false)];
        let found = ways.into_iter().find(|(block, holds)| {
            let facts = facts_of(self.function, *condition, *holds);
            let is_below = |range: &Range| matches!(range, Range::Less(x, _) if *x == counter);
            self.cfg.predecessors(*block) == [header] && facts.iter().any(is_below)
        });
        found.map(|(block, _)| block)
    }

    /// `counter + 1`, computed where the counter is below something.
    fn is_next(&self, value: Value, counter: Value, below: Block) -> bool {
        let Definition::Result(inst) = self.function.values[value].definition else {
            return false;
        };
        let data = &self.function.insts[inst];
        let (x, y) = match *data.args {
            [x, y] if data.op == Op::Add => (self.function.resolve(x), self.function.resolve(y)),
            _ => return false,
        };
        let is_one = |value| constant_of(self.function, value) == Some(1);
        let counts = x == counter && is_one(y) || y == counter && is_one(x);
        let block = self.ranges.blocks[inst.index()];
        counts && block.is_some_and(|block| self.cfg.dominates(below, block))
    }
}
