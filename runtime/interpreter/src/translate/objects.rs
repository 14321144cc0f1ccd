//! `new`, `checkcast`, `instanceof`, monitors.

use bytecode::Opcode;

use super::stack::Entry::{Address, Canonical, Constant, Register, Upper};
use super::{Result, Translator};
use crate::ops::Op;

impl Translator<'_> {
    pub(super) fn objects(&mut self) -> Result<()> {
        let word = u64::from(self.insn.cp_index());
        match self.insn.opcode {
            Opcode::New => {
                self.canonicalize_all();
                let target = self.result(1)?;
                self.emit(Op::NewSlow, target, 0, 0, word);
            }
            Opcode::Checkcast => {
                // The value stays where it is; the check only reads it.
                let Some(index) = self.stack.len().checked_sub(1) else {
                    return self.malformed();
                };
                let elided = self.stack[index];
                self.canonicalize_from_below(index);
                let register = match elided {
                    Register(register) => register,
                    // null passes every cast
                    Constant(_) => return Ok(()),
                    Canonical | Upper | Address => self.slot(index),
                };
                self.emit(Op::CheckCastSlow, register, 0, 0, word);
            }
            _ => {
                let object = self.pop(1)?;
                self.canonicalize_all();
                let target = self.result(1)?;
                self.emit(Op::InstanceOfSlow, target, object, 0, word);
            }
        }
        Ok(())
    }

    /// Everything below slot `top` becomes canonical; `top`, an operand of the instruction, stays as it is.
    fn canonicalize_from_below(&mut self, top: usize) {
        let above = self.stack.split_off(top);
        self.canonicalize_all();
        above.into_iter().for_each(|entry| self.push(entry, 1));
    }

    pub(super) fn monitors(&mut self) -> Result<()> {
        let object = self.pop(1)?;
        self.canonicalize_all();
        let op = if self.insn.opcode == Opcode::Monitorenter {
            Op::MonitorEnter
        } else {
            Op::MonitorExit
        };
        self.emit(op, object, 0, 0, 0);
        Ok(())
    }
}
