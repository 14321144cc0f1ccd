//! Local variables: loads are elided, stores are done at once.

use bytecode::Opcode;

use super::stack::Entry::{Address, Register};
use super::{Result, Translator};
use crate::ops::Op;

impl Translator<'_> {
    pub(super) fn loads(&mut self) -> Result<()> {
        let opcode = self.insn.opcode.base();
        let index = self.insn.local();
        let register = match opcode {
            Opcode::Astore if self.stack.last() == Some(&Address) => self.address_local(index)?,
            Opcode::Aload | Opcode::Astore => self.reference_local(index)?,
            _ => self.local(index)?,
        };
        let slots = match opcode {
            Opcode::Lload | Opcode::Dload | Opcode::Lstore | Opcode::Dstore => 2,
            _ => 1,
        };
        if opcode < Opcode::Istore {
            self.push(Register(register), slots);
            return Ok(());
        }
        if let Some(value) = self.pop_constant(slots) {
            self.kill(register);
            self.emit(Op::Const, register, 0, 0, value);
            return Ok(());
        }
        let source = self.pop(slots)?;
        self.kill(register);
        if source != register {
            self.emit(Op::Mov, register, source, 0, 0);
        }
        Ok(())
    }
}
