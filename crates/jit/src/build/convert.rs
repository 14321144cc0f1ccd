//! Conversions between primitive types.

use bytecode::{Insn, Opcode};

use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Op, Type};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn convert(&mut self, insn: &Insn) -> Built<()> {
        use Type::*;
        let (op, from) = match insn.opcode {
            Opcode::I2l => (Op::I2L, Int),
            Opcode::I2f => (Op::I2F, Int),
            Opcode::I2d => (Op::I2D, Int),
            Opcode::L2i => (Op::L2I, Long),
            Opcode::L2f => (Op::L2F, Long),
            Opcode::L2d => (Op::L2D, Long),
            Opcode::F2i => (Op::F2I, Float),
            Opcode::F2l => (Op::F2L, Float),
            Opcode::F2d => (Op::F2D, Float),
            Opcode::D2i => (Op::D2I, Double),
            Opcode::D2l => (Op::D2L, Double),
            Opcode::D2f => (Op::D2F, Double),
            Opcode::I2b => (Op::I2B, Int),
            Opcode::I2c => (Op::I2C, Int),
            _ => (Op::I2S, Int),
        };
        let value = self.pop(from);
        let value = self.op(op, &[value]);
        self.push(value);
        Ok(())
    }
}
