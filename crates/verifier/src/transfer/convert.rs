//! Conversions between primitive types (JVMS 4.10.1.9): as the opcode table says.

use bytecode::Insn;

use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn convert(&mut self, insn: &Insn) -> Checked<(), H> {
        self.apply_effect(insn)
    }
}
