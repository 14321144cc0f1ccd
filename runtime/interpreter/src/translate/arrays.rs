//! Array elements, lengths, creation.

use bytecode::Opcode;

use super::{Result, Translator};
use crate::ops::Op;

impl Translator<'_> {
    pub(super) fn arrays(&mut self) -> Result<()> {
        match self.insn.opcode {
            Opcode::Iaload | Opcode::Faload => self.load(Op::Load32, Some(Op::Load32K), 1),
            Opcode::Laload | Opcode::Daload => self.load(Op::Load64, None, 2),
            Opcode::Aaload => self.load(Op::LoadRef, Some(Op::LoadRefK), 1),
            Opcode::Baload => self.load(Op::LoadI8, None, 1),
            Opcode::Caload => self.load(Op::LoadU16, None, 1),
            Opcode::Saload => self.load(Op::LoadI16, None, 1),
            Opcode::Iastore | Opcode::Fastore => self.store(Op::Store32, Some(Op::Store32K), 1),
            Opcode::Lastore | Opcode::Dastore => self.store(Op::Store64, None, 2),
            Opcode::Aastore => self.store(Op::StoreRef, None, 1),
            Opcode::Bastore => self.store(Op::Store8, Some(Op::Store8K), 1),
            Opcode::Castore | Opcode::Sastore => self.store(Op::Store16, None, 1),
            Opcode::Arraylength => {
                let array = self.pop(1)?;
                let target = self.result(1)?;
                self.emit(Op::ArrayLength, target, array, 0, 0);
                Ok(())
            }
            Opcode::Newarray => {
                self.new_array(Op::NewArraySlow, u64::from(self.insn.array_type_code()))
            }
            Opcode::Anewarray => self.new_array(Op::ANewArraySlow, u64::from(self.insn.cp_index())),
            _ => {
                let (dimensions, index) =
                    (usize::from(self.insn.dimensions()), self.insn.cp_index());
                let Some(base) = self.stack.len().checked_sub(dimensions) else {
                    return self.malformed();
                };
                self.canonicalize_all();
                self.stack.truncate(base);
                let target = self.result(1)?;
                self.emit(
                    Op::MultiNewArray,
                    self.slot(base),
                    target,
                    dimensions as i16,
                    u64::from(index),
                );
                Ok(())
            }
        }
    }

    fn load(&mut self, op: Op, k_form: Option<Op>, slots: u32) -> Result<()> {
        if let Some(k_form) = k_form
            && let Some(index) = self.pop_constant(1)
        {
            let array = self.pop(1)?;
            let target = self.result(slots)?;
            self.emit(k_form, target, array, 0, index);
            return Ok(());
        }
        let index = self.pop(1)?;
        let array = self.pop(1)?;
        let target = self.result(slots)?;
        self.emit(op, target, array, index, 0);
        Ok(())
    }

    fn store(&mut self, op: Op, k_form: Option<Op>, slots: u32) -> Result<()> {
        if let Some(k_form) = k_form
            && let Some(value) = self.pop_constant(slots)
        {
            let index = self.pop(1)?;
            let array = self.pop(1)?;
            self.emit(k_form, array, index, 0, value);
            return Ok(());
        }
        let value = self.pop(slots)?;
        let index = self.pop(1)?;
        let array = self.pop(1)?;
        self.emit(op, array, index, value, 0);
        Ok(())
    }

    fn new_array(&mut self, op: Op, word: u64) -> Result<()> {
        let length = self.pop(1)?;
        self.canonicalize_all();
        let target = self.result(1)?;
        self.emit(op, target, length, 0, word);
        Ok(())
    }
}
