//! Field access: always emitted in the slow form; the first execution resolves and quickens.

use bytecode::Opcode;
use classfile::FieldType;

use super::{Result, Translator};
use crate::ops::Op;

impl Translator<'_> {
    pub(super) fn fields(&mut self) -> Result<()> {
        let index = self.insn.cp_index();
        let Some(ty) = self.field_type(index) else {
            return self.malformed();
        };
        let (slots, is_reference) = (ty.slots(), ty.basic_type().is_reference());
        let word = u64::from(index);
        match self.insn.opcode {
            Opcode::Getstatic => {
                self.canonicalize_all();
                let target = self.result(slots)?;
                self.emit(
                    if is_reference {
                        Op::GetStaticRefSlow
                    } else {
                        Op::GetStaticSlow
                    },
                    target,
                    0,
                    0,
                    word,
                );
            }
            Opcode::Putstatic => {
                let value = self.pop(slots)?;
                self.canonicalize_all();
                self.emit(Op::PutStaticSlow, value, 0, 0, word);
            }
            Opcode::Getfield => {
                let object = self.pop(1)?;
                self.canonicalize_all();
                let target = self.result(slots)?;
                self.emit(
                    if is_reference {
                        Op::GetFieldRefSlow
                    } else {
                        Op::GetFieldSlow
                    },
                    target,
                    object,
                    0,
                    word,
                );
            }
            _ => {
                let value = self.pop(slots)?;
                let object = self.pop(1)?;
                self.canonicalize_all();
                self.emit(Op::PutFieldSlow, object, value, 0, word);
            }
        }
        Ok(())
    }

    /// The type of the field that entry `index` names.
    pub(super) fn field_type(&self, index: u16) -> Option<FieldType<'static>> {
        FieldType::parse(self.class.pool.member(index)?.descriptor)
    }
}
