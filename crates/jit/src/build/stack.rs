//! Shuffles of the operand stack. They move slots, whatever is in them: a long's upper half moves with it.

use bytecode::{Insn, Opcode};

use super::{Builder, Built};
use crate::env::CompilerEnv;

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn stack(&mut self, insn: &Insn) -> Built<()> {
        // How many slots go off, and which of them, bottom first, come back.
        let (taken, given): (usize, &[usize]) = match insn.opcode {
            Opcode::Pop => (1, &[]),
            Opcode::Pop2 => (2, &[]),
            Opcode::Dup => (1, &[0, 0]),
            Opcode::DupX1 => (2, &[1, 0, 1]),
            Opcode::DupX2 => (3, &[2, 0, 1, 2]),
            Opcode::Dup2 => (2, &[0, 1, 0, 1]),
            Opcode::Dup2X1 => (3, &[1, 2, 0, 1, 2]),
            Opcode::Dup2X2 => (4, &[2, 3, 0, 1, 2, 3]),
            _ => (2, &[1, 0]),
        };
        let stack = &mut self.slots.stack;
        let slots = stack.split_off(stack.len() - taken);
        stack.extend(given.iter().map(|slot| slots[*slot]));
        Ok(())
    }
}
