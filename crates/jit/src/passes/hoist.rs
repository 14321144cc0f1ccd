//! What a loop computes anew in every round, though it cannot change, is computed once in front of it.
//!
//! * Pure operations whose operands are defined outside.
//! * Loads, if the loop writes nothing of that kind or field, calls nothing and orders nothing. (At a poll other threads may run, but
//!   nothing says that the loop must see what they write.)
//!   Neither, if it might fault because a branch of the loop stands for a check that it needs.
//! * Checks, only at the beginning of the header: if the loop is entered, they run before anything else is done or fails.

use super::fold::constant_of;
use super::repair;
use crate::ir::{
    Block, Cfg, Definition, Effect, Entity, Function, Immediate, Inst, InstData, Op, Value,
};

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
        let loop_ = Loop::new(function, &cfg, header, &body);
        if loop_.has_candidate(function) {
            loop_.hoist(function, &cfg);
        }
    }
}

struct Loop {
    header: Block,
    /// In order.
    body: Vec<Block>,
    /// By block: in the loop.
    inside: Vec<bool>,
    /// By instruction: its block.
    blocks: Vec<Option<Block>>,
    /// What the loop writes; an operation that writes what is not known, orders or calls: everything.
    written: Vec<Immediate>,
    writes_all: bool,
}

impl Loop {
    fn new(function: &Function, cfg: &Cfg, header: Block, body: &[Block]) -> Loop {
        let mut inside = vec![false; function.blocks.len()];
        body.iter().for_each(|block| inside[block.index()] = true);
        let in_order = cfg.order.iter().copied();
        let mut made = Loop {
            header,
            body: in_order.filter(|block| inside[block.index()]).collect(),
            inside,
            blocks: repair::blocks_of_insts(function, cfg),
            written: Vec::new(),
            writes_all: false,
        };
        for block in &made.body {
            for inst in &function.blocks[*block].insts {
                let data = &function.insts[*inst];
                match data.op.effect() {
                    Effect::Writes => match data.op {
                        Op::StoreAt | Op::CompareAndSet | Op::CompareAndExchange => {
                            made.writes_all = true
                        }
                        _ => made.written.push(data.immediate),
                    },
                    Effect::Calls => made.writes_all |= data.op != Op::Poll,
                    Effect::Orders => made.writes_all = true,
                    _ => made.writes_all |= is_volatile(function, data),
                }
            }
        }
        made
    }

    fn is_inside(&self, function: &Function, value: Value) -> bool {
        let block = match function.values[value].definition {
            Definition::Param(block) => Some(block),
            Definition::Result(inst) => self.blocks[inst.index()],
            Definition::Alias(_) => None,
        };
        block.is_some_and(|block| self.inside[block.index()])
    }

    /// Whether the instruction does the same in every round. `certain`: it runs before anything else in the loop is seen.
    fn is_invariant(&self, function: &Function, data: &InstData, certain: bool) -> bool {
        let may_move = match data.op.effect() {
            Effect::Pure => certain || is_safe(function, data),
            Effect::Checks => certain && data.unwind.is_none(),
            Effect::Reads => {
                let is_plain = matches!(data.op, Op::Load | Op::LoadStatic | Op::ArrayLoad)
                    && !is_volatile(function, data);
                let is_safe = certain || is_safe(function, data);
                is_safe && is_plain && !self.writes_all && !self.written.contains(&data.immediate)
            }
            _ => false,
        };
        may_move && !data.args.iter().any(|arg| self.is_inside(function, *arg))
    }

    fn has_candidate(&self, function: &Function) -> bool {
        self.body.iter().any(|block| {
            let mut insts = function.blocks[*block].insts.iter();
            insts.any(|inst| {
                self.is_invariant(function, &function.insts[*inst], *block == self.header)
            })
        })
    }

    fn hoist(mut self, function: &mut Function, cfg: &Cfg) {
        let Some(front) = repair::block_in_front(function, cfg, self.header) else {
            return;
        };
        for block in self.body.clone() {
            let mut certain = block == self.header;
            let mut kept: Vec<Inst> = Vec::new();
            for inst in std::mem::take(&mut function.blocks[block].insts) {
                let data = &function.insts[inst];
                if self.is_invariant(function, data, certain) {
                    function.blocks[front].insts.push(inst);
                    self.blocks[inst.index()] = None;
                } else {
                    certain &= matches!(data.op.effect(), Effect::Pure | Effect::Reads);
                    kept.push(inst);
                }
            }
            function.blocks[block].insts = kept;
        }
    }
}

/// Whether the operands have passed what they need themselves. (Where a branch has tested them, `number` drops the checks.)
fn is_safe(function: &Function, data: &InstData) -> bool {
    let op_of = |number: usize| {
        let value = *data.args.get(number)?;
        match function.values[value].definition {
            Definition::Result(inst) => Some(function.insts[inst].op),
            _ => None,
        }
    };
    let is_object = || match op_of(0) {
        Some(op) => matches!(
            op,
            Op::NullCheck | Op::New | Op::NewArray | Op::Oop | Op::Catch
        ),
        None => function
            .frames
            .values()
            .any(|frame| frame.receiver == data.args.first().copied()),
    };
    match data.op {
        Op::ArrayLength | Op::ClassOf | Op::MirrorOf | Op::NarrowForByteArray | Op::Load => {
            is_object()
        }
        Op::ArrayLoad => is_object() && op_of(1) == Some(Op::BoundsCheck),
        Op::Div | Op::Rem if data.ty.is_some_and(|ty| !ty.is_float()) => {
            op_of(1) == Some(Op::ZeroCheck)
                || constant_of(function, data.args[1]).is_some_and(|bits| bits != 0)
        }
        _ => true,
    }
}

fn is_volatile(function: &Function, data: &InstData) -> bool {
    matches!(data.immediate, Immediate::Field(field) if function.fields[field].is_volatile)
}
