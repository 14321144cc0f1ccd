//! Constants (and `nop`).

use abi::deopt::DeoptReason;
use bytecode::{Insn, Opcode};
use classfile::constant_pool::Constant;

use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Immediate, Op, Type};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn constants(&mut self, insn: &Insn) -> Built<()> {
        use Opcode::*;
        let number = insn.constant();
        let value = match insn.opcode {
            Nop => return Ok(()),
            AconstNull => self.constant(Type::Ref, 0),
            Lconst0 | Lconst1 => self.constant(Type::Long, i64::from(number) as u64),
            Fconst0 | Fconst1 | Fconst2 => {
                self.constant(Type::Float, (number as f32).to_bits().into())
            }
            Dconst0 | Dconst1 => self.constant(Type::Double, f64::from(number).to_bits()),
            Ldc | LdcW | Ldc2W => return self.load_constant(insn.cp_index()),
            _ => self.int(number),
        };
        self.push(value);
        Ok(())
    }

    fn load_constant(&mut self, cp_index: u16) -> Built<()> {
        let pool = &self.view.class.pool;
        let ty = match pool.get(cp_index) {
            Some(Constant::Integer(value)) => {
                let value = self.int(value);
                self.push(value);
                return Ok(());
            }
            Some(Constant::Float(value)) => {
                let value = self.constant(Type::Float, value.to_bits().into());
                self.push(value);
                return Ok(());
            }
            Some(Constant::Long(value)) => {
                let value = self.constant(Type::Long, value as u64);
                self.push(value);
                return Ok(());
            }
            Some(Constant::Double(value)) => {
                let value = self.constant(Type::Double, value.to_bits());
                self.push(value);
                return Ok(());
            }
            Some(Constant::Dynamic(site)) => {
                let descriptor = pool
                    .name_and_type(site.name_and_type_index)
                    .map(|(_, descriptor)| classfile::FieldType { descriptor });
                match descriptor.and_then(super::type_of_field) {
                    Some(ty) => ty,
                    None => return self.malformed(cp_index),
                }
            }
            Some(_) => Type::Ref,
            None => return self.malformed(cp_index),
        };
        let facts = self.env.constant_at(self.view.key, cp_index);
        if facts.is_none() && self.leave_unresolved(DeoptReason::Unresolved) {
            return Ok(());
        }
        let value = match facts {
            Some(known) => self.value_of(&known),
            None => {
                let site = self.site(cp_index, Vec::new(), Some(ty));
                self.op_with(Op::Constant, Some(ty), Immediate::Site(site), &[])
            }
        };
        self.push(value);
        Ok(())
    }
}
