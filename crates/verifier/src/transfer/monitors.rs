//! `monitorenter` and `monitorexit` (JVMS 4.10.1.9). Whether they pair up is nobody's business here.

use bytecode::Insn;

use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::types::Want;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn monitors(&mut self, _: &Insn) -> Checked<(), H> {
        self.pop(Want::Reference)?;
        Ok(())
    }
}
