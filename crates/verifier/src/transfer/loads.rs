//! Local variables: loads and stores (JVMS 4.10.1.9).

use bytecode::{Insn, Opcode};

use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::types::{Type, Want};

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn loads(&mut self, insn: &Insn) -> Checked<(), H> {
        let index = insn.local();
        match insn.opcode.base() {
            Opcode::Iload => self.load(index, Type::Integer),
            Opcode::Lload => self.load(index, Type::Long),
            Opcode::Fload => self.load(index, Type::Float),
            Opcode::Dload => self.load(index, Type::Double),
            Opcode::Aload => {
                let local = self.local(index, Want::Reference)?;
                self.push(local)
            }
            Opcode::Istore => self.store(index, Type::Integer),
            Opcode::Lstore => self.store(index, Type::Long),
            Opcode::Fstore => self.store(index, Type::Float),
            Opcode::Dstore => self.store(index, Type::Double),
            // The decoder folds `wide` away, so only `astore` is left.
            _ => {
                let value = self.pop(Want::Reference)?;
                self.set_local(index, value)
            }
        }
    }

    fn load(&mut self, index: u32, local: Type) -> Checked<(), H> {
        match local.second() {
            Some(_) => self.local_pair(index, local)?,
            None => {
                self.local(index, Want::Is(local))?;
            }
        }
        self.push_value(local)
    }

    fn store(&mut self, index: u32, value: Type) -> Checked<(), H> {
        self.pop_value(value)?;
        self.set_local(index, value)
    }
}
