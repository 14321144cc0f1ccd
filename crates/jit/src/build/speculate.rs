//! What the profile has never seen is not compiled: the code leaves for the interpreter there, which knows how to go on. What it has
//! seen of one or two classes is compiled for these. DESIGN "Deopt".
//!
//! States name the bytecode that the interpreter runs next. That of a branch whose other way is left out is the target: the
//! interpreter may have fused the branch with the comparison in front of it, but every target has an instruction of its own.

use std::collections::BTreeSet;

use abi::deopt::DeoptReason;

use super::{Builder, Built};
use crate::env::{CallFacts, ClassFacts, CompilerEnv, MethodFacts};
use crate::ir::{
    Block, Condition, Edge, Entity, Immediate, InstData, Op, State, StateMode, Terminator, Type,
    Value,
};

/// The share of one class, in percent, that makes a test for it worthwhile where others occur.
const DOMINANT_PERCENT: u64 = 90;

/// Which way of a branch the profile has never seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unseen {
    Taken,
    NotTaken,
}

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    fn speculates(&self, reason: DeoptReason) -> bool {
        !self.progress.is_off && self.env.may_speculate(self.view.key, self.bci, reason)
    }

    /// The interpreter goes on in `state`: ends the block.
    pub(super) fn leave_code(&mut self, reason: DeoptReason, state: State) {
        let origin = self.origin();
        self.end(Terminator::Deopt {
            reason,
            state,
            origin,
        });
    }

    /// A block that leaves in `state`.
    fn exit(&mut self, reason: DeoptReason, state: State) -> Edge {
        let block = self.function.new_block();
        self.function.blocks[block].end = Some(Terminator::Deopt {
            reason,
            state,
            origin: self.origin(),
        });
        Edge::new(block, Vec::new())
    }

    /// A block that leaves for the current instruction.
    pub(super) fn exit_here(&mut self, reason: DeoptReason) -> Edge {
        let state = self.state();
        self.exit(reason, state)
    }

    /// Leaves at `target`, with what the slots hold now.
    pub(super) fn exit_at(&mut self, target: u32, reason: DeoptReason) -> Edge {
        let state = self.state_at(target, StateMode::Before);
        self.exit(reason, state)
    }

    /// The way of the branch here that is left out.
    pub(super) fn unseen_way(&self) -> Option<Unseen> {
        if !self.speculates(DeoptReason::UnstableIf) {
            return None;
        }
        let profile = self.env.branch_profile(self.view.key, self.bci)?;
        match (profile.taken, profile.not_taken) {
            (0, 1..) => Some(Unseen::Taken),
            (1.., 0) => Some(Unseen::NotTaken),
            _ => None,
        }
    }

    /// Of the targets of the switch here, by case and the default last, those that are left out.
    pub(super) fn unseen_targets(&self, targets: &[i32]) -> BTreeSet<i32> {
        let profile = match self.speculates(DeoptReason::UnstableSwitch) {
            true => self.env.switch_profile(self.view.key, self.bci),
            false => None,
        };
        let Some(counts) = profile else {
            return BTreeSet::new();
        };
        let rows = || targets.iter().zip(&counts);
        let seen: BTreeSet<i32> = rows().filter(|row| *row.1 > 0).map(|row| *row.0).collect();
        rows()
            .map(|row| *row.0)
            .filter(|target| !seen.contains(target))
            .collect()
    }

    /// What the instruction resolves is not known, and it never ran: it is left out, with all that follows. True: it was.
    pub(super) fn leave_unresolved(&mut self, reason: DeoptReason) -> bool {
        let leaves = self.speculates(reason) && self.env.never_ran(self.view.key, self.bci);
        if leaves {
            let state = self.state();
            self.leave_code(reason, state);
        }
        leaves
    }

    /// As [`Self::leave_unresolved`], of what initialises `class`.
    pub(super) fn leave_uninitialized(&mut self, class: &ClassFacts) -> bool {
        !class.is_initialized && self.leave_unresolved(DeoptReason::Uninitialized)
    }

    /// At the beginning of a handler that has never caught anything: it is left out. The exception is on the stack.
    pub(super) fn leave_cold_handler(&mut self, bci: u32) {
        let rows = self.code.exception_table.iter();
        let is_handler = { rows }.any(|row| u32::from(row.handler) == bci);
        self.bci = bci;
        if is_handler
            && self.speculates(DeoptReason::Exception)
            && self.env.never_caught(self.view.key, bci)
        {
            let state = self.state_at(bci, StateMode::Before);
            self.leave_code(DeoptReason::Exception, state);
        }
    }

    /// Code that asks the VM about constant-pool entries is made anew when they are known: its loops are left then, where they poll.
    pub(super) fn watch_loops(&mut self) {
        let function = &mut self.function;
        let asks =
            { function.insts.values() }.any(|data| matches!(data.immediate, Immediate::Site(_)));
        if self.progress.is_off || !asks {
            return;
        }
        function.validity = Some(self.env.validity());
        for index in 0..function.blocks.len() {
            let block = Block::from_index(index);
            let mut insts = function.blocks[block].insts.iter();
            let Some(at) = insts.position(|inst| function.insts[*inst].op == Op::Poll) else {
                continue;
            };
            let poll = function.blocks[block].insts[at];
            let watch = InstData {
                op: Op::Assume,
                immediate: Immediate::Reason(DeoptReason::Unresolved),
                unwind: None,
                ..function.insts[poll].clone()
            };
            let watch = function.new_inst(watch);
            function.blocks[block].insts.insert(at, watch);
        }
    }

    /// Stress: where the interpreter could go on, at `bci` with what the slots hold, code is left now and then.
    pub(super) fn stress(&mut self, bci: u32) {
        if self.env.wants_stress() && self.block.is_some() {
            let state = self.state_at(bci, StateMode::Before);
            let fine = self.int(1);
            let reason = Immediate::Reason(DeoptReason::Stress);
            self.emit(Op::Guard, None, reason, &[fine], Some(state));
        }
    }

    /// Goes on in one new block or another. The first is current then.
    fn fork(&mut self, condition: Value) -> (Block, Block) {
        let (then, otherwise) = (self.function.new_block(), self.function.new_block());
        self.end(Terminator::Branch {
            condition,
            then: Edge::new(then, Vec::new()),
            otherwise: Edge::new(otherwise, Vec::new()),
        });
        self.block = Some(then);
        (then, otherwise)
    }

    /// Goes on in one of two blocks: the first, which becomes the current one, if an object of class `actual` is of exactly `class`.
    fn fork_by_class(&mut self, actual: Value, class: &ClassFacts) -> Block {
        let class = Immediate::Class(self.class_id(class));
        let expected = self.op_with(Op::Class, None, class, &[]);
        let equal = Immediate::Condition(Condition::Eq);
        let is = self.op_with(Op::Compare, Some(Type::Int), equal, &[actual, expected]);
        self.fork(is).1
    }

    /// Ends the current block with a jump to `next` that brings `value`.
    fn join(&mut self, next: Block, value: Option<Value>) {
        self.end(Terminator::Jump(Edge::new(
            next,
            value.into_iter().collect(),
        )));
    }

    /// A virtual call of a method that nothing overrides, as far as is known: its code in the place of the call, if it is to be inlined. What
    /// it results in; `None`: it is a call.
    pub(super) fn inline_assumed(&mut self, args: &[Value]) -> Built<Option<Option<Value>>> {
        if self.progress.is_off || self.block.is_none() {
            return Ok(None);
        }
        let target = self.env.assume_only(self.view.key, self.bci);
        let Some(target) = target.filter(|target| self.is_inlined(target)) else {
            return Ok(None);
        };
        self.assume(DeoptReason::ClassHierarchy);
        self.inline(&target, args)
    }

    /// Leaves the code here if something does not hold any more that it assumes.
    pub(super) fn assume(&mut self, reason: DeoptReason) {
        let state = self.state();
        self.function.validity = Some(self.env.validity());
        let reason = Immediate::Reason(reason);
        self.emit(Op::Assume, None, reason, &[], Some(state));
    }

    /// A call through a table whose receiver, the first argument, was of few classes: tests for them, and calls their methods directly.
    /// What it results in; `None`: the profile does not help.
    pub(super) fn call_by_class(
        &mut self,
        facts: &CallFacts,
        args: &[Value],
    ) -> Built<Option<Option<Value>>> {
        let (CallFacts::Virtual(method) | CallFacts::Interface(method)) = facts else {
            return Ok(None);
        };
        let profile = match self.block.is_some() && !self.progress.is_off {
            true => self.env.class_profile(self.view.key, self.bci),
            false => None,
        };
        let Some(profile) = profile else {
            return Ok(None);
        };
        let selected = profile.seen.iter().map(|(class, count)| {
            let target = self.env.selected(self.view.key, self.bci, class.key);
            Some((class.clone(), target?, *count))
        });
        let mut targets: Vec<(ClassFacts, MethodFacts, u32)> = selected.flatten().collect();
        let all: u64 = profile.seen.iter().map(|row| u64::from(row.1)).sum();
        let all = all + u64::from(profile.others);
        let is_complete = profile.others == 0 && targets.len() == profile.seen.len();
        if !is_complete {
            targets.truncate(1);
            targets.retain(|row| u64::from(row.2) * 100 >= all * DOMINANT_PERCENT);
        }
        if targets.is_empty() {
            return Ok(None);
        }
        let reason = match targets.len() {
            1 => DeoptReason::ClassCheck,
            _ => DeoptReason::Bimorphic,
        };
        let next = self.function.new_block();
        let result = method.result.map(|ty| self.function.add_param(next, ty));
        let state = self.state();
        let actual = self.op(Op::ClassOf, &[args[0]]);
        for (class, target, _) in &targets {
            let other = self.fork_by_class(actual, class);
            let result = match self.inline(target, args)? {
                Some(result) => result,
                None => self.call_method(Op::CallDirect, target, args),
            };
            self.join(next, result);
            self.block = Some(other);
        }
        if is_complete && self.speculates(reason) {
            self.leave_code(reason, state);
        } else {
            let result = self.call_through_table(facts, args);
            self.join(next, result);
        }
        self.block = Some(next);
        Ok(Some(result))
    }

    /// A type test that costs a walk, of objects that were of one class so far: its result, known when the class is. `None`: the profile does not
    /// help. `instanceof` results in an int; `checkcast` in the object.
    pub(super) fn test_by_class(
        &mut self,
        class: &ClassFacts,
        object: Value,
        is_cast: bool,
    ) -> Option<Value> {
        // (A class that stands in the display is found there at once.)
        if class.shape.depth.is_some() || !self.speculates(DeoptReason::TypeProfile) {
            return None;
        }
        let profile = self.env.class_profile(self.view.key, self.bci)?;
        let [(seen, _)] = profile.seen.as_slice() else {
            return None;
        };
        let is_subclass = self.env.is_subclass(seen.key, class.key);
        if profile.others > 0 || is_cast && !is_subclass {
            return None;
        }
        let leaves_null = profile.nulls == 0 && self.speculates(DeoptReason::NullSeen);
        let state = self.state();
        let null = self.constant(Type::Ref, 0);
        let equal = Immediate::Condition(Condition::Eq);
        let is_null = self.op_with(Op::Compare, Some(Type::Ref), equal, &[object, null]);
        let next = self.function.new_block();
        let result = (!is_cast).then(|| self.function.add_param(next, Type::Int));
        let (_, some) = self.fork(is_null);
        if leaves_null {
            self.leave_code(DeoptReason::NullSeen, state);
        } else {
            let no = (!is_cast).then(|| self.int(0));
            self.join(next, no);
        }
        self.block = Some(some);
        let not_null = self.null_check(object);
        let actual = self.op(Op::ClassOf, &[not_null]);
        let other = self.fork_by_class(actual, seen);
        let known = (!is_cast).then(|| self.int(i32::from(is_subclass)));
        self.join(next, known);
        self.block = Some(other);
        self.leave_code(DeoptReason::TypeProfile, state);
        self.block = Some(next);
        Some(result.unwrap_or(object))
    }
}
