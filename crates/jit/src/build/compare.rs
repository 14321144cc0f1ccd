//! Comparisons and conditional branches. A three-way comparison whose result goes straight into a branch becomes one comparison.

use abi::deopt::DeoptReason;
use bytecode::{Insn, Opcode};

use super::speculate::Unseen;
use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Condition, Definition, Edge, Immediate, Op, StateMode, Terminator, Type, Value};

/// A condition that a branch tests, possibly the other way round.
struct Test {
    value: Value,
    /// The branch is taken if the value is 0.
    inverted: bool,
}

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn compare(&mut self, insn: &Insn) -> Built<()> {
        use Condition::*;
        use Opcode::*;
        let (condition, ty, with_zero) = match insn.opcode {
            Lcmp => return self.compare3(Type::Long, 1),
            Fcmpl => return self.compare3(Type::Float, -1),
            Fcmpg => return self.compare3(Type::Float, 1),
            Dcmpl => return self.compare3(Type::Double, -1),
            Dcmpg => return self.compare3(Type::Double, 1),
            Ifeq => (Eq, Type::Int, true),
            Ifne => (Ne, Type::Int, true),
            Iflt => (Lt, Type::Int, true),
            Ifge => (Ge, Type::Int, true),
            Ifgt => (Gt, Type::Int, true),
            Ifle => (Le, Type::Int, true),
            IfIcmpeq => (Eq, Type::Int, false),
            IfIcmpne => (Ne, Type::Int, false),
            IfIcmplt => (Lt, Type::Int, false),
            IfIcmpge => (Ge, Type::Int, false),
            IfIcmpgt => (Gt, Type::Int, false),
            IfIcmple => (Le, Type::Int, false),
            IfAcmpeq => (Eq, Type::Ref, false),
            IfAcmpne => (Ne, Type::Ref, false),
            Ifnull => (Eq, Type::Ref, true),
            _ => (Ne, Type::Ref, true),
        };
        let right = match with_zero {
            true => None,
            false => Some(self.pop(ty)),
        };
        let left = self.pop(ty);
        let test = match right {
            None if ty == Type::Int => self.test_of_three_way(condition, left),
            _ => None,
        };
        let test = match test {
            Some(test) => test,
            None => {
                let right = right.unwrap_or_else(|| self.constant(ty, 0));
                if let Some(holds) = self.known_comparison(condition, ty, left, right) {
                    self.decided(holds, insn.target() as u32);
                    return Ok(());
                }
                let immediate = Immediate::Condition(condition);
                Test {
                    value: self.op_with(Op::Compare, Some(ty), immediate, &[left, right]),
                    inverted: false,
                }
            }
        };
        self.branch(test, insn.target() as u32);
        Ok(())
    }

    fn compare3(&mut self, ty: Type, nan: i8) -> Built<()> {
        let right = self.pop(ty);
        let left = self.pop(ty);
        let value = self.op_with(Op::Compare3, Some(ty), Immediate::Nan(nan), &[left, right]);
        self.push(value);
        Ok(())
    }

    /// `result condition 0`, where `result` is that of a three-way comparison, as a comparison of its operands.
    fn test_of_three_way(&mut self, condition: Condition, result: Value) -> Option<Test> {
        let Definition::Result(inst) = self.function.values[result].definition else {
            return None;
        };
        let data = &self.function.insts[inst];
        let (Op::Compare3, Some(ty), Immediate::Nan(nan)) = (data.op, data.ty, data.immediate)
        else {
            return None;
        };
        let args = data.args.clone();
        // With NaN every condition but `ne` is false: ask the opposite where the result for NaN makes the condition true.
        let nan_holds = match condition {
            Condition::Lt | Condition::Le => nan < 0,
            Condition::Gt | Condition::Ge => nan > 0,
            _ => false,
        };
        let inverted = ty.is_float() && nan_holds;
        let condition = match inverted {
            true => condition.negated(),
            false => condition,
        };
        let immediate = Immediate::Condition(condition);
        Some(Test {
            value: self.op_with(Op::Compare, Some(ty), immediate, &args),
            inverted,
        })
    }

    /// Ends the block at a branch whose way is known.
    fn decided(&mut self, is_taken: bool, target: u32) {
        if is_taken {
            let edge = self.edge_with_poll(target);
            self.end(Terminator::Jump(edge));
        }
    }

    /// Ends the block: to `target` if the test holds, else to the next instruction.
    fn branch(&mut self, test: Test, target: u32) {
        let Some(from) = self.block else { return };
        let unseen = self.unseen_way();
        let taken = match unseen {
            Some(Unseen::Taken) => self.exit_at(target, DeoptReason::UnstableIf),
            _ => self.edge_with_poll(target),
        };
        let falls = match unseen {
            Some(Unseen::NotTaken) => {
                self.block = None;
                self.exit_at(self.next, DeoptReason::UnstableIf)
            }
            _ => self.edge_to_next(),
        };
        let resumed = self.block.take();
        self.block = Some(from);
        let (then, otherwise) = match test.inverted {
            false => (taken, falls),
            true => (falls, taken),
        };
        self.end(Terminator::Branch {
            condition: test.value,
            then,
            otherwise,
        });
        self.block = resumed;
    }

    /// An edge to `target`; backwards through a block with a poll. Leaves the current block as it is.
    pub(super) fn edge_with_poll(&mut self, target: u32) -> Edge {
        match target > self.bci {
            true => self.edge_to(target),
            false => self.polled_edge(target),
        }
    }

    /// An edge to `target` through a block with a poll. Leaves the current block as it is.
    pub(super) fn polled_edge(&mut self, target: u32) -> Edge {
        let from = self.block;
        let block = self.start_block();
        self.poll(target);
        let edge = self.edge_to(target);
        self.end(Terminator::Jump(edge));
        self.block = from;
        Edge::new(block, Vec::new())
    }

    /// A poll on the way to `target`, where the interpreter would go on.
    pub(super) fn poll(&mut self, target: u32) {
        self.stress(target);
        let state = self.state_at(target, StateMode::Before);
        self.emit(Op::Poll, None, Immediate::None, &[], Some(state));
    }

    /// An edge to the next instruction, and the block to go on in; `None` if that is a merge point.
    fn edge_to_next(&mut self) -> Edge {
        if self.heads.contains_key(&self.next) {
            self.block = None;
            return self.edge_to(self.next);
        }
        let block = self.start_block();
        Edge::new(block, Vec::new())
    }
}
