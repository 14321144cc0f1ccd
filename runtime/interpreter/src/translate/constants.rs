//! `nop`, constants in the code, `ldc`. Numbers become entries of the abstract stack; objects are loaded by an instruction.

use bytecode::Opcode;
use classfile::{BasicType, CpTag};

use super::stack::Entry::Constant;
use super::{Result, Translator};
use crate::ops::Op;

impl Translator<'_> {
    pub(super) fn constants(&mut self) -> Result<()> {
        let value = self.insn.constant();
        match self.insn.opcode {
            Opcode::Nop => {}
            // (A debugger may change what is null: the local that it is stored in holds references.)
            Opcode::AconstNull if self.is_plain => {
                let target = self.result(1)?;
                self.emit(Op::Null, target, 0, 0, 0);
            }
            Opcode::AconstNull => self.push(Constant(0), 1),
            Opcode::Lconst0 | Opcode::Lconst1 => self.push(Constant(value as u64), 2),
            Opcode::Fconst0 | Opcode::Fconst1 | Opcode::Fconst2 => {
                self.push(Constant(u64::from((value as f32).to_bits())), 1)
            }
            Opcode::Dconst0 | Opcode::Dconst1 => self.push(Constant(f64::from(value).to_bits()), 2),
            Opcode::Ldc | Opcode::LdcW | Opcode::Ldc2W => return self.ldc(),
            // iconst, bipush, sipush
            _ => self.push(Constant(u64::from(value as u32)), 1),
        }
        Ok(())
    }

    fn ldc(&mut self) -> Result<()> {
        let index = self.insn.cp_index();
        let pool = &self.class.pool;
        match pool.tag(index) {
            Some(CpTag::Integer) => {
                let value = pool.integer(index).unwrap_or(0);
                self.push(Constant(u64::from(value as u32)), 1);
            }
            Some(CpTag::Float) => {
                let value = pool.float(index).unwrap_or(0.0);
                self.push(Constant(u64::from(value.to_bits())), 1);
            }
            Some(CpTag::Long) => {
                let value = pool.long(index).unwrap_or(0);
                self.push(Constant(value as u64), 2);
            }
            Some(CpTag::Double) => {
                let value = pool.double(index).unwrap_or(0.0);
                self.push(Constant(value.to_bits()), 2);
            }
            Some(_) => {
                let Some(slots) = self.constant_slots(index) else {
                    return self.malformed();
                };
                let is_reference = self.dynamic_type(index).is_none_or(BasicType::is_reference);
                self.canonicalize_all();
                let target = self.result(slots)?;
                let op = if is_reference {
                    Op::LdcRefSlow
                } else {
                    Op::LdcSlow
                };
                self.emit(op, target, 0, 0, u64::from(index));
            }
            None => return self.malformed(),
        }
        Ok(())
    }

    /// The type of a dynamic constant; `None` for other entries.
    fn dynamic_type(&self, index: u16) -> Option<BasicType> {
        let pool = &self.class.pool;
        if pool.tag(index) != Some(CpTag::Dynamic) {
            return None;
        }
        let (_, descriptor) = pool.name_and_type(pool.dynamic(index)?.name_and_type_index)?;
        BasicType::from_char(*descriptor.first()?)
    }

    /// Stack slots of what `ldc` of entry `index` pushes.
    pub(super) fn constant_slots(&self, index: u16) -> Option<u32> {
        Some(match self.class.pool.tag(index)? {
            CpTag::Long | CpTag::Double => 2,
            CpTag::Dynamic => self.dynamic_type(index)?.slots(),
            CpTag::Integer
            | CpTag::Float
            | CpTag::String
            | CpTag::Class
            | CpTag::MethodHandle
            | CpTag::MethodType => 1,
            _ => return None,
        })
    }
}
