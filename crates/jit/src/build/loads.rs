//! Local variables read and written.

use bytecode::{Insn, Opcode};

use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::Type;

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn loads(&mut self, insn: &Insn) -> Built<()> {
        use Opcode::*;
        let index = insn.local() as usize;
        let (ty, is_store) = match insn.opcode.base() {
            Iload => (Type::Int, false),
            Lload => (Type::Long, false),
            Fload => (Type::Float, false),
            Dload => (Type::Double, false),
            Aload => (Type::Ref, false),
            Istore => (Type::Int, true),
            Lstore => (Type::Long, true),
            Fstore => (Type::Float, true),
            Dstore => (Type::Double, true),
            _ => (Type::Ref, true),
        };
        if is_store {
            let value = self.pop(ty);
            self.slots.set_local(index, value, ty);
            // A long below that now lacks its upper half is no value any more.
            if let Some(below) = index.checked_sub(1)
                && let Some(value) = self.slots.local(below)
                && self.function.type_of(value).slots() == 2
            {
                self.slots.locals[below] = None;
            }
        } else {
            let value = self.sound(self.slots.local(index), ty);
            self.push(value);
        }
        Ok(())
    }
}
