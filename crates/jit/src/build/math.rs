//! Arithmetic, logic, shifts, `iinc`.

use bytecode::{Insn, Opcode};

use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Op, Type};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn math(&mut self, insn: &Insn) -> Built<()> {
        use Opcode::*;
        use Type::*;
        let (op, ty) = match insn.opcode {
            Iinc => {
                self.increment(insn);
                return Ok(());
            }
            Iadd => (Op::Add, Int),
            Ladd => (Op::Add, Long),
            Fadd => (Op::Add, Float),
            Dadd => (Op::Add, Double),
            Isub => (Op::Sub, Int),
            Lsub => (Op::Sub, Long),
            Fsub => (Op::Sub, Float),
            Dsub => (Op::Sub, Double),
            Imul => (Op::Mul, Int),
            Lmul => (Op::Mul, Long),
            Fmul => (Op::Mul, Float),
            Dmul => (Op::Mul, Double),
            Idiv => (Op::Div, Int),
            Ldiv => (Op::Div, Long),
            Fdiv => (Op::Div, Float),
            Ddiv => (Op::Div, Double),
            Irem => (Op::Rem, Int),
            Lrem => (Op::Rem, Long),
            Frem => (Op::Rem, Float),
            Drem => (Op::Rem, Double),
            Ineg => (Op::Neg, Int),
            Lneg => (Op::Neg, Long),
            Fneg => (Op::Neg, Float),
            Dneg => (Op::Neg, Double),
            Ishl => (Op::Shl, Int),
            Lshl => (Op::Shl, Long),
            Ishr => (Op::Shr, Int),
            Lshr => (Op::Shr, Long),
            Iushr => (Op::Ushr, Int),
            Lushr => (Op::Ushr, Long),
            Iand => (Op::And, Int),
            Land => (Op::And, Long),
            Ior => (Op::Or, Int),
            Lor => (Op::Or, Long),
            Ixor => (Op::Xor, Int),
            _ => (Op::Xor, Long),
        };
        let value = match op {
            Op::Neg => {
                let x = self.pop(ty);
                self.op_of(op, ty, &[x])
            }
            Op::Shl | Op::Shr | Op::Ushr => {
                let count = self.pop(Int);
                let x = self.pop(ty);
                self.op_of(op, ty, &[x, count])
            }
            _ => {
                let y = self.pop(ty);
                let x = self.pop(ty);
                let y = match op {
                    Op::Div | Op::Rem if !ty.is_float() => self.op_of(Op::ZeroCheck, ty, &[y]),
                    _ => y,
                };
                self.op_of(op, ty, &[x, y])
            }
        };
        self.push(value);
        Ok(())
    }

    fn increment(&mut self, insn: &Insn) {
        let index = insn.local() as usize;
        let old = self.sound(self.slots.local(index), Type::Int);
        let by = self.int(insn.increment());
        let new = self.op_of(Op::Add, Type::Int, &[old, by]);
        self.slots.set_local(index, new, Type::Int);
    }
}
