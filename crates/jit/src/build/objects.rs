//! `new`, `checkcast`, `instanceof`.

use abi::deopt::DeoptReason;
use bytecode::{Insn, Opcode};

use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Immediate, Op, Type};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn objects(&mut self, insn: &Insn) -> Built<()> {
        let cp_index = insn.cp_index();
        let class = self.env.class_at(self.view.key, cp_index);
        let class_is_known = class.is_some();
        if insn.opcode == Opcode::New {
            let object = match class.filter(|class| class.is_plain) {
                Some(class) => {
                    let class = Immediate::Class(self.class_id(&class));
                    self.op_with(Op::New, None, class, &[])
                }
                None => {
                    let reason = match class_is_known {
                        true => DeoptReason::Uninitialized,
                        false => DeoptReason::Unresolved,
                    };
                    if self.leave_unresolved(reason) {
                        return Ok(());
                    }
                    let site = self.site(cp_index, Vec::new(), Some(Type::Ref));
                    self.op_with(Op::NewSite, None, Immediate::Site(site), &[])
                }
            };
            self.push(object);
            return Ok(());
        }
        if !class_is_known && self.leave_unresolved(DeoptReason::Unresolved) {
            return Ok(());
        }
        let is_cast = insn.opcode == Opcode::Checkcast;
        let object = self.pop(Type::Ref);
        if let Some(class) = &class
            && let Some(is_instance) = self.known_instance(object, class)
            && (is_instance || !is_cast)
        {
            let result = match is_cast {
                true => object,
                false => self.int(is_instance.into()),
            };
            self.push(result);
            return Ok(());
        }
        if let Some(class) = &class
            && let Some(result) = self.test_by_class(class, object, is_cast)
        {
            self.push(result);
            return Ok(());
        }
        let result = match class {
            Some(class) => {
                let class = Immediate::Class(self.class_id(&class));
                let op = if is_cast { Op::Cast } else { Op::InstanceOf };
                self.op_with(op, None, class, &[object])
            }
            None => {
                let (op, ty) = match is_cast {
                    true => (Op::CastSite, Type::Ref),
                    false => (Op::InstanceOfSite, Type::Int),
                };
                let site = self.site(cp_index, vec![Type::Ref], Some(ty));
                self.op_with(op, None, Immediate::Site(site), &[object])
            }
        };
        self.push(result);
        Ok(())
    }
}
