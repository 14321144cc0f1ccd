//! Comparisons and conditional branches. `lcmp`, `fcmp`, `dcmp` are fused with a directly following `if`.
//!
//! Backward int and reference branches have opcodes of their own (counter and poll); backward long and floating ones are an
//! inverted branch over a `GotoB`.

use bytecode::{Insn, Opcode, decode_at};

use super::{Result, Translator};
use crate::ops::Op::{self, *};

/// Opcodes of one condition: forward and, if there is one, backward.
type Pair = (Op, Option<Op>);

impl Translator<'_> {
    pub(super) fn compare(&mut self) -> Result<()> {
        let opcode = self.insn.opcode;
        let code = opcode as u8;
        match opcode {
            Opcode::Lcmp => self.three_way(LCmp, 2),
            Opcode::Fcmpl => self.three_way(FCmpL, 1),
            Opcode::Fcmpg => self.three_way(FCmpG, 1),
            Opcode::Dcmpl => self.three_way(DCmpL, 2),
            Opcode::Dcmpg => self.three_way(DCmpG, 2),
            Opcode::IfAcmpeq | Opcode::IfAcmpne => {
                let target = self.insn.target() as u32;
                let right = self.pop(1)?;
                let left = self.pop(1)?;
                let (equal, unequal) = ((IfAEq, Some(IfAEqB)), (IfANe, Some(IfANeB)));
                let (taken, inverse) = if opcode == Opcode::IfAcmpeq {
                    (equal, unequal)
                } else {
                    (unequal, equal)
                };
                self.branch(taken, inverse, left, right, 0, target)
            }
            Opcode::Ifnull | Opcode::Ifnonnull => {
                let target = self.insn.target() as u32;
                let value = self.pop(1)?;
                let (null, nonnull) = ((IfNull, Some(IfNullB)), (IfNonNull, Some(IfNonNullB)));
                let (taken, inverse) = if opcode == Opcode::Ifnull {
                    (null, nonnull)
                } else {
                    (nonnull, null)
                };
                self.branch(taken, inverse, value, 0, 0, target)
            }
            _ if code >= Opcode::IfIcmpeq as u8 => {
                self.int_branch(code - Opcode::IfIcmpeq as u8, false)
            }
            _ => self.int_branch(code - Opcode::Ifeq as u8, true),
        }
    }

    /// `condition`: 0 eq, 1 ne, 2 lt, 3 ge, 4 gt, 5 le, as in the bytecode; so `condition ^ 1` is its negation.
    fn int_branch(&mut self, condition: u8, with_zero: bool) -> Result<()> {
        let target = self.insn.target() as u32;
        let pair = |first: Op, back: Op, condition: u8| -> Pair {
            (
                first.plus(u16::from(condition)),
                Some(back.plus(u16::from(condition))),
            )
        };
        let constant = if with_zero {
            Some(0)
        } else {
            self.pop_constant(1)
        };
        match constant {
            Some(k) => {
                let left = self.pop(1)?;
                let (taken, inverse) = (
                    pair(IfEqK, IfEqKB, condition),
                    pair(IfEqK, IfEqKB, condition ^ 1),
                );
                self.branch(taken, inverse, left, 0, k as u32, target)
            }
            None => {
                let right = self.pop(1)?;
                let left = self.pop(1)?;
                let (taken, inverse) = (
                    pair(IfEq, IfEqB, condition),
                    pair(IfEq, IfEqB, condition ^ 1),
                );
                self.branch(taken, inverse, left, right, 0, target)
            }
        }
    }

    fn three_way(&mut self, op: Op, slots: u32) -> Result<()> {
        let next = self.next;
        let following = decode_at(self.code, next)?;
        let code = following.opcode as u8;
        if !(Opcode::Ifeq as u8..=Opcode::Ifle as u8).contains(&code) || self.leader[next as usize]
        {
            let right = self.pop(slots)?;
            let left = self.pop(slots)?;
            let target = self.result(1)?;
            self.emit(op, target, left, right, 0);
            return Ok(());
        }
        let condition = code - Opcode::Ifeq as u8;
        self.next = following.next;
        self.bytecodes += 1;
        let target = following.target() as u32;
        if op == LCmp {
            return self.long_branch(condition, following, target);
        }
        let right = self.pop(slots)?;
        let left = self.pop(slots)?;
        // With NaN the L form yields -1 (less), the G form 1 (greater). Rows from IfFLt: lt, not lt, le, not le, eq, ne.
        let is_greater = op == FCmpG || op == DCmpG;
        let (row, swap) = match (condition, is_greater) {
            (0, _) => (4, false),
            (1, _) => (5, false),
            (2, true) => (0, false), // a < b
            (2, false) => (3, true), // !(b <= a)
            (3, true) => (1, false), // !(a < b)
            (3, false) => (2, true), // b <= a
            (4, true) => (3, false), // !(a <= b)
            (4, false) => (0, true), // b < a
            (_, true) => (2, false), // a <= b
            (_, false) => (1, true), // !(b < a)
        };
        let (a, b) = if swap { (right, left) } else { (left, right) };
        let first = if op == FCmpG || op == FCmpL {
            IfFLt
        } else {
            IfDLt
        };
        self.insn = following;
        self.branch(
            (first.plus(row), None),
            (first.plus(row ^ 1), None),
            a,
            b,
            0,
            target,
        )
    }

    /// `lcmp` and `following`, an `if` with this condition.
    fn long_branch(&mut self, condition: u8, following: Insn, target: u32) -> Result<()> {
        let condition = u16::from(condition);
        if let Some(constant) = self.pop_constant(2) {
            if constant as i64 == i64::from(constant as i32) {
                let left = self.pop(2)?;
                self.insn = following;
                let (taken, inverse) = (
                    (IfLEqK.plus(condition), None),
                    (IfLEqK.plus(condition ^ 1), None),
                );
                return self.branch(taken, inverse, left, 0, constant as u32, target);
            }
            self.push(super::stack::Entry::Constant(constant), 2);
        }
        let right = self.pop(2)?;
        let left = self.pop(2)?;
        self.insn = following;
        self.branch(
            (IfLEq.plus(condition), None),
            (IfLEq.plus(condition ^ 1), None),
            left,
            right,
            0,
            target,
        )
    }

    /// Emits a conditional branch to `target` whose operands are popped.
    fn branch(
        &mut self,
        taken: Pair,
        inverse: Pair,
        a: i16,
        b: i16,
        k: u32,
        target: u32,
    ) -> Result<()> {
        self.canonicalize_all();
        let k = u64::from(k) << 32;
        if let Some(rotation) = self.rotating {
            // A loop condition copied to the bottom: not taken -> back to the body; taken -> leave.
            match inverse.1 {
                Some(back) => {
                    let branch = self.emit(back, a, b, 0, k);
                    self.inverted.push(branch);
                    self.branch_back(branch, rotation.body, rotation.header);
                }
                None => {
                    self.emit(taken.0, a, b, 0, k | 2);
                    let back = self.emit(GotoB, 0, 0, 0, 0);
                    self.branch_back(back, rotation.body, rotation.header);
                }
            }
            self.note_depth(target);
            if target != rotation.behind {
                let leave = self.emit(Goto, 0, 0, 0, 0);
                self.branch_to(leave, target);
            }
            return Ok(());
        }
        self.note_depth(target);
        if target > self.insn.bci {
            let branch = self.emit(taken.0, a, b, 0, k);
            self.branch_to(branch, target);
        } else if let Some(back) = taken.1 {
            let branch = self.emit(back, a, b, 0, k);
            self.branch_back(branch, target, target);
        } else {
            let over = self.emit(inverse.0, a, b, 0, k | 2);
            self.inverted.push(over);
            let back = self.emit(GotoB, 0, 0, 0, 0);
            self.branch_back(back, target, target);
        }
        Ok(())
    }
}
