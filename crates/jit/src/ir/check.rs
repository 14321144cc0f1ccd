//! The invariants of the IR. A function that breaks one is a bug of whoever made it: the compiler's, never the program's.
//!
//! 1. Reachable blocks have an end; the entry has no edge to it.
//! 2. An instruction stands in one place. Operands, result, type and immediate are what its row in `ops.rs` says.
//! 3. A definition dominates its uses; on an unwind edge the instruction's own result is not defined.
//! 4. An edge brings the arguments that the block's parameters ask for.
//! 5. Only an instruction that may throw has an unwind edge, and it is the last of its block. Unwind edges lead to blocks that begin
//!    with `catch`, and nothing else does; `catch` stands nowhere else.
//! 6. A guard has a state. The frames of a state and its outer ones are the callers of each other; what a state names is defined
//!    where it is used.
//! 7. Types at the ends fit: conditions and switches are ints with ascending keys, a return is the method's.
//!
//! Blocks that cannot be reached are not looked at.

use std::fmt;

use super::cfg::Cfg;
use super::entities::{Block, Entity, Inst, State, Value};
use super::function::{Definition, Edge, Function, Immediate, InstData, Terminator};
use super::ops::{Condition, Effect, ImmediateKind, Op};
use super::types::Type;

/// Where and how an invariant is broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    pub block: Block,
    /// The instruction as text; `None`: the end or the parameters of the block.
    pub instruction: Option<String>,
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.block)?;
        if let Some(instruction) = &self.instruction {
            write!(f, ": {instruction}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Violation {}

/// Checks all invariants.
///
/// # Errors
/// The first that is broken.
pub fn check(function: &Function) -> Result<(), Violation> {
    if function.blocks.is_empty() {
        return Err(Violation {
            block: function.entry(),
            instruction: None,
            message: "a function has an entry".to_owned(),
        });
    }
    let cfg = Cfg::new(function);
    let mut checker = Checker {
        function,
        cfg: &cfg,
        places: vec![None; function.insts.len()],
    };
    checker.place_instructions()?;
    cfg.order
        .iter()
        .try_for_each(|block| checker.check_block(*block))
}

type Checked = Result<(), String>;

struct Checker<'f> {
    function: &'f Function,
    cfg: &'f Cfg,
    /// By instruction: its block and its number there.
    places: Vec<Option<(Block, usize)>>,
}

/// A point in the code: in front of the instruction with this number.
#[derive(Clone, Copy)]
struct Point {
    block: Block,
    number: usize,
}

impl Checker<'_> {
    fn violation(&self, block: Block, inst: Option<Inst>, message: String) -> Violation {
        Violation {
            block,
            instruction: inst.map(|inst| self.function.display_inst(inst).to_string()),
            message,
        }
    }

    fn place_instructions(&mut self) -> Result<(), Violation> {
        for block in &self.cfg.order {
            for (number, inst) in self.function.blocks[*block].insts.iter().enumerate() {
                if self.places[inst.index()]
                    .replace((*block, number))
                    .is_some()
                {
                    let message = "the instruction stands twice".to_owned();
                    return Err(self.violation(*block, Some(*inst), message));
                }
            }
        }
        Ok(())
    }

    fn check_block(&self, block: Block) -> Result<(), Violation> {
        let data = &self.function.blocks[block];
        let in_block = |message| self.violation(block, None, message);
        self.check_entries(block).map_err(in_block)?;
        for (number, inst) in data.insts.iter().enumerate() {
            self.check_inst(Point { block, number }, *inst)
                .map_err(|message| self.violation(block, Some(*inst), message))?;
        }
        let point = Point {
            block,
            number: data.insts.len(),
        };
        let Some(end) = &data.end else {
            return Err(in_block("the block has no end".to_owned()));
        };
        self.check_end(point, end)
            .map_err(|message| in_block(format!("{end}: {message}")))
    }

    /// How the block is entered fits how it begins.
    fn check_entries(&self, block: Block) -> Checked {
        let predecessors = self.cfg.predecessors(block);
        if block == self.function.entry() && !predecessors.is_empty() {
            return Err("an edge leads to the entry".to_owned());
        }
        let begins_with_catch = self.begins_with_catch(block);
        for from in predecessors {
            let data = &self.function.blocks[*from];
            let mut ends = data.end.iter().flat_map(Terminator::edges);
            let is_throw = matches!(data.end, Some(Terminator::Throw { .. }));
            let plain = !is_throw && ends.any(|edge| edge.block == block);
            if begins_with_catch && plain {
                return Err(format!("{from} enters a handler without an exception"));
            }
        }
        Ok(())
    }

    fn begins_with_catch(&self, block: Block) -> bool {
        let first = self.function.blocks[block].insts.first();
        first.is_some_and(|inst| self.function.insts[*inst].op == Op::Catch)
    }

    fn check_inst(&self, point: Point, inst: Inst) -> Checked {
        let data = &self.function.insts[inst];
        let row = data.op.row();
        match data.ty {
            Some(ty) if !row.types.contains(&ty) => return Err(format!("no form for {ty}")),
            None if !row.types.is_empty() => return Err("the form is missing".to_owned()),
            _ => {}
        }
        self.check_immediate(data)?;
        self.check_operands(point, data)?;
        if data.op == Op::Catch && point.number != 0 {
            return Err("`catch` is the first of its block".to_owned());
        }
        if let Some(edge) = &data.unwind {
            let last = self.function.blocks[point.block].insts.len() - 1;
            if !data.op.effect().throws() || point.number != last {
                return Err("only the last of a block that may throw unwinds".to_owned());
            }
            self.check_unwind(point, edge)?;
        }
        match data.state {
            Some(state) => self.check_state(point, state)?,
            None if data.op.effect() == Effect::Guards => {
                return Err("a guard has a state".to_owned());
            }
            None => {}
        }
        if self.function.frames.get(data.origin.frame).is_none() {
            return Err("the origin's frame does not exist".to_owned());
        }
        Ok(())
    }

    fn check_immediate(&self, data: &InstData) -> Checked {
        let function = self.function;
        let exists = match (data.op.row().immediate, data.immediate) {
            (ImmediateKind::None, Immediate::None)
            | (ImmediateKind::Element, Immediate::Element(_))
            | (ImmediateKind::Reason, Immediate::Reason(_))
            | (ImmediateKind::Exception, Immediate::Exception(_))
            | (ImmediateKind::Ordering, Immediate::Ordering(_)) => true,
            (ImmediateKind::Bits, Immediate::Bits(bits)) => match data.ty {
                Some(Type::Int | Type::Float) => bits >> 32 == 0,
                Some(Type::Ref) => bits == 0,
                _ => true,
            },
            (ImmediateKind::Condition, Immediate::Condition(condition)) => match data.ty {
                Some(Type::Ref) => matches!(condition, Condition::Eq | Condition::Ne),
                Some(Type::Float | Type::Double) => {
                    !matches!(condition, Condition::Below | Condition::AtLeast)
                }
                _ => true,
            },
            (ImmediateKind::Nan, Immediate::Nan(nan)) => nan.abs() == 1,
            (ImmediateKind::Field, Immediate::Field(field)) => function.fields.get(field).is_some(),
            (ImmediateKind::Class, Immediate::Class(class)) => {
                function.classes.get(class).is_some()
            }
            (ImmediateKind::Method, Immediate::Method(method)) => {
                function.methods.get(method).is_some()
            }
            (ImmediateKind::Oop, Immediate::Oop(oop)) => function.oops.get(oop).is_some(),
            (ImmediateKind::Site, Immediate::Site(site)) => function.sites.get(site).is_some(),
            _ => return Err("the immediate is not of the row's kind".to_owned()),
        };
        match exists {
            true => Ok(()),
            false => Err("the immediate does not exist, or not in this form".to_owned()),
        }
    }

    fn check_operands(&self, point: Point, data: &InstData) -> Checked {
        let row = data.op.row();
        let fixed = row.operands.iter().flatten().count();
        let is_open = fixed < row.operands.len();
        let count = data.args.len();
        if count < fixed || (count > fixed && !is_open) {
            return Err(format!("{count} operands where {fixed} are due"));
        }
        for (slot, arg) in row.operands.iter().flatten().zip(&data.args) {
            let due = self.function.slot_type(*slot, data.ty, data.immediate);
            self.check_use(point, *arg, due)?;
        }
        for arg in &data.args[fixed..] {
            self.check_use(point, *arg, None)?;
        }
        let params = match data.immediate {
            Immediate::Method(method) => &self.function.methods[method].params,
            Immediate::Site(site) if data.op == Op::CallSite => &self.function.sites[site].params,
            _ => return Ok(()),
        };
        let is_named = data.op != Op::CallTarget;
        let args = data.args.iter().skip(usize::from(!is_named));
        let types = args.map(|arg| self.function.type_of(*arg));
        match types.eq(params.iter().copied()) {
            true => Ok(()),
            false => Err("the operands are not what the method takes".to_owned()),
        }
    }

    /// `value` is defined at `point`, of type `due` if that is known.
    fn check_use(&self, point: Point, value: Value, due: Option<Type>) -> Checked {
        let Some(data) = self.function.values.get(value) else {
            return Err(format!("{value} does not exist"));
        };
        if let Some(due) = due
            && data.ty != due
        {
            return Err(format!("{value} is {} where {due} is due", data.ty));
        }
        let is_defined = match data.definition {
            Definition::Alias(new) => return Err(format!("{value} was replaced by {new}")),
            Definition::Param(block) => {
                let is_listed = self.function.blocks[block].params.contains(&value);
                is_listed && self.cfg.dominates(block, point.block)
            }
            Definition::Result(inst) => match self.places[inst.index()] {
                Some((block, number)) if block == point.block => number < point.number,
                Some((block, _)) => self.cfg.dominates(block, point.block),
                None => false,
            },
        };
        match is_defined {
            true => Ok(()),
            false => Err(format!("{value} is not defined here")),
        }
    }

    fn check_edge(&self, point: Point, edge: &Edge) -> Checked {
        let Some(target) = self.function.blocks.get(edge.block) else {
            return Err(format!("{} does not exist", edge.block));
        };
        if target.params.len() != edge.args.len() {
            let (brought, due) = (edge.args.len(), target.params.len());
            return Err(format!(
                "{} takes {due} arguments, not {brought}",
                edge.block
            ));
        }
        for (param, arg) in target.params.iter().zip(&edge.args) {
            self.check_use(point, *arg, Some(self.function.type_of(*param)))?;
        }
        Ok(())
    }

    fn check_unwind(&self, point: Point, edge: &Edge) -> Checked {
        self.check_edge(point, edge)?;
        match self.begins_with_catch(edge.block) {
            true => Ok(()),
            false => Err(format!("{} does not catch", edge.block)),
        }
    }

    fn check_state(&self, point: Point, state: State) -> Checked {
        let Some(data) = self.function.states.get(state) else {
            return Err(format!("{state} does not exist"));
        };
        for value in data.values() {
            self.check_use(point, value, None)
                .map_err(|message| format!("{state}: {message}"))?;
        }
        let Some(frame) = self.function.frames.get(data.frame) else {
            return Err(format!("{state}: its frame does not exist"));
        };
        match (frame.caller, data.outer) {
            (None, None) => Ok(()),
            (Some(caller), Some(outer)) => {
                let fits =
                    self.function.states.get(outer).is_some_and(|outer| {
                        (outer.frame, outer.bci) == (caller.frame, caller.bci)
                    });
                match fits {
                    true => self.check_state(point, outer),
                    false => Err(format!("{state}: {outer} is not its caller's")),
                }
            }
            _ => Err(format!("{state}: a state is as deep as its frame")),
        }
    }

    fn check_end(&self, point: Point, end: &Terminator) -> Checked {
        let due = match end {
            Terminator::Branch { .. } | Terminator::Switch { .. } => Some(Type::Int),
            Terminator::Throw { .. } => Some(Type::Ref),
            _ => None,
        };
        if let Some(value) = end.operand() {
            self.check_use(point, value, due)?;
        }
        match end {
            Terminator::Switch { cases, .. } if !cases.is_sorted_by(|(a, _), (b, _)| a < b) => {
                return Err("the keys do not ascend".to_owned());
            }
            Terminator::Return(value) => {
                let method = self.function.frames.values().next().map(|f| f.method);
                let due = method.and_then(|m| self.function.methods.get(m)?.result);
                if value.map(|value| self.function.type_of(value)) != due {
                    return Err("the method returns something else".to_owned());
                }
            }
            Terminator::Throw {
                unwind: Some(edge), ..
            } => return self.check_unwind(point, edge),
            Terminator::Deopt { state, .. } => return self.check_state(point, *state),
            _ => {}
        }
        end.edges()
            .try_for_each(|edge| self.check_edge(point, edge))
    }
}
