//! Arithmetic, logic, shifts and `iinc` (JVMS 4.10.1.9): all but `iinc` as the opcode table says.

use bytecode::{Insn, Opcode};

use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::types::Want;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn math(&mut self, insn: &Insn) -> Checked<(), H> {
        match insn.opcode {
            Opcode::Iinc => {
                self.local(insn.local(), Want::INTEGER)?;
                Ok(())
            }
            _ => self.apply_effect(insn),
        }
    }
}
