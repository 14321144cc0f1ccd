//! Arithmetic, logic, shifts, `iinc`, conversions. A constant right operand (or left one, if the operation commutes) becomes the
//! immediate of a K form.

use bytecode::Opcode;

use super::{Result, Translator};
use crate::ops::Op;

/// Distance from an RR form to its K form (`ops.rs` keeps it).
const K_INTEGER: u16 = 11;
const K_FLOATING: u16 = 5;

impl Translator<'_> {
    pub(super) fn math(&mut self) -> Result<()> {
        let code = self.insn.opcode as u8;
        match self.insn.opcode {
            Opcode::Iinc => {
                let register = self.local(self.insn.local())?;
                self.kill(register);
                let increment = self.insn.increment() as u32;
                self.emit(Op::IAddK, register, register, 0, u64::from(increment));
                Ok(())
            }
            Opcode::Ineg => self.unary(Op::INeg, 1, 1),
            Opcode::Lneg => self.unary(Op::LNeg, 2, 2),
            Opcode::Fneg => self.unary(Op::FNeg, 1, 1),
            Opcode::Dneg => self.unary(Op::DNeg, 2, 2),
            Opcode::Ishl
            | Opcode::Lshl
            | Opcode::Ishr
            | Opcode::Lshr
            | Opcode::Iushr
            | Opcode::Lushr => {
                let (kind, is_long) = (
                    (code - Opcode::Ishl as u8) / 2,
                    code & 1 == Opcode::Lshl as u8 & 1,
                );
                let first = if is_long { Op::LShl } else { Op::IShl };
                self.binary(
                    first.plus(u16::from(kind)),
                    K_INTEGER,
                    1 + u32::from(is_long),
                    1,
                    false,
                )
            }
            Opcode::Iand
            | Opcode::Land
            | Opcode::Ior
            | Opcode::Lor
            | Opcode::Ixor
            | Opcode::Lxor => {
                let (kind, is_long) = (
                    (code - Opcode::Iand as u8) / 2,
                    code & 1 == Opcode::Land as u8 & 1,
                );
                let first = if is_long { Op::LAnd } else { Op::IAnd };
                let slots = 1 + u32::from(is_long);
                self.binary(first.plus(u16::from(kind)), K_INTEGER, slots, slots, true)
            }
            // iadd .. drem: five operations on four types
            _ => {
                let (kind, of) = (
                    (code - Opcode::Iadd as u8) / 4,
                    (code - Opcode::Iadd as u8) % 4,
                );
                let first = [Op::IAdd, Op::LAdd, Op::FAdd, Op::DAdd][usize::from(of)];
                let distance = if of < 2 { K_INTEGER } else { K_FLOATING };
                let slots = 1 + u32::from(of & 1);
                // NaN payloads aside addition and multiplication commute; Java does not name payloads.
                self.binary(
                    first.plus(u16::from(kind)),
                    distance,
                    slots,
                    slots,
                    kind == 0 || kind == 2,
                )
            }
        }
    }

    pub(super) fn convert(&mut self) -> Result<()> {
        const ROWS: [(Op, u32, u32); 15] = [
            (Op::I2L, 1, 2),
            (Op::I2F, 1, 1),
            (Op::I2D, 1, 2),
            (Op::L2I, 2, 1),
            (Op::L2F, 2, 1),
            (Op::L2D, 2, 2),
            (Op::F2I, 1, 1),
            (Op::F2L, 1, 2),
            (Op::F2D, 1, 2),
            (Op::D2I, 2, 1),
            (Op::D2L, 2, 2),
            (Op::D2F, 2, 1),
            (Op::I2B, 1, 1),
            (Op::I2C, 1, 1),
            (Op::I2S, 1, 1),
        ];
        let (op, from, to) = ROWS[self.insn.opcode as usize - Opcode::I2l as usize];
        self.unary(op, from, to)
    }

    fn unary(&mut self, op: Op, from: u32, to: u32) -> Result<()> {
        let source = self.pop(from)?;
        let target = self.result(to)?;
        self.emit(op, target, source, 0, 0);
        Ok(())
    }

    fn binary(
        &mut self,
        op: Op,
        k_distance: u16,
        slots: u32,
        right_slots: u32,
        commutes: bool,
    ) -> Result<()> {
        if let Some(constant) = self.pop_constant(right_slots) {
            let source = self.pop(slots)?;
            let target = self.result(slots)?;
            self.emit(op.plus(k_distance), target, source, 0, constant);
            return Ok(());
        }
        let right = self.pop(right_slots)?;
        if commutes && let Some(constant) = self.pop_constant(slots) {
            let target = self.result(slots)?;
            self.emit(op.plus(k_distance), target, right, 0, constant);
            return Ok(());
        }
        let left = self.pop(slots)?;
        let target = self.result(slots)?;
        self.emit(op, target, left, right, 0);
        Ok(())
    }
}
