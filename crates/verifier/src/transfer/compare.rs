//! Comparisons and conditional branches (JVMS 4.10.1.9): operands as the opcode table says, then the target's frame.
//!
//! References may be compared before they are initialized.

use bytecode::{Insn, SlotType};

use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::types::Want;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn compare(&mut self, insn: &Insn) -> Checked<(), H> {
        match insn.opcode.effect().pops {
            [SlotType::Reference] => {
                self.pop(Want::Reference)?;
            }
            [SlotType::Reference, SlotType::Reference] => {
                self.pop(Want::Reference)?;
                self.pop(Want::Reference)?;
            }
            _ => self.apply_effect(insn)?,
        }
        if insn.opcode.is_branch() {
            self.branch_to(insn.target())?;
        }
        Ok(())
    }
}
