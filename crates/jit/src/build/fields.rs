//! Fields, static and of instances. JVMS 6.5.getfield and its kin: resolution comes before the null check.

use bytecode::{Insn, Opcode};
use classfile::FieldType;

use abi::ElementKind;
use abi::deopt::DeoptReason;

use super::{Builder, Built};
use crate::env::{CompilerEnv, FieldFacts};
use crate::ir::{Immediate, Op, Ordering, Type, Value};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn fields(&mut self, insn: &Insn) -> Built<()> {
        let cp_index = insn.cp_index();
        let is_static = matches!(insn.opcode, Opcode::Getstatic | Opcode::Putstatic);
        let is_put = matches!(insn.opcode, Opcode::Putstatic | Opcode::Putfield);
        let descriptor = match self.view.class.pool.member(cp_index) {
            Some(member) => member.descriptor,
            None => return self.malformed(cp_index),
        };
        let kind = descriptor
            .first()
            .and_then(|first| ElementKind::from_descriptor(*first));
        let (Some(kind), Some(ty)) = (kind, super::type_of_field(FieldType { descriptor })) else {
            return self.malformed(cp_index);
        };
        let facts = self
            .env
            .field_at(self.view.key, cp_index, is_static, is_put);
        let leaves = match &facts {
            None => self.leave_unresolved(DeoptReason::Unresolved),
            Some(facts) if is_static => self.leave_uninitialized(&facts.class),
            Some(_) => false,
        };
        if leaves {
            return Ok(());
        }
        let value = match is_put {
            true => Some(self.pop(ty)),
            false => None,
        };
        let object = match is_static {
            true => None,
            false => Some(self.pop(Type::Ref)),
        };
        let known = match is_put {
            true => None,
            false => self
                .known_field(object, cp_index)
                .or_else(|| self.assumed_field(object?)),
        };
        if let Some(known) = known {
            let value = self.value_of(&known);
            self.push(value);
            return Ok(());
        }
        let loaded = match facts {
            Some(facts) => self.access(&facts, object, value),
            None => self.access_site(cp_index, kind, object, value),
        };
        if let Some(loaded) = loaded {
            self.push(loaded);
        }
        Ok(())
    }

    fn access(
        &mut self,
        facts: &FieldFacts,
        object: Option<Value>,
        value: Option<Value>,
    ) -> Option<Value> {
        let field = Immediate::Field(self.field_id(facts));
        let Some(object) = object else {
            self.initialize(&facts.class);
            return match value {
                None => Some(self.op_with(Op::LoadStatic, None, field, &[])),
                Some(value) => self.emit(Op::StoreStatic, None, field, &[value], None),
            };
        };
        let object = self.null_check(object);
        match value {
            None => Some(self.op_with(Op::Load, None, field, &[object])),
            Some(value) => self.emit(Op::Store, None, field, &[object, value], None),
        }
    }

    /// The runtime resolves the field at its first use and says where it is. Whether it is volatile is not known here: it may be.
    fn access_site(
        &mut self,
        cp_index: u16,
        kind: ElementKind,
        object: Option<Value>,
        value: Option<Value>,
    ) -> Option<Value> {
        let site = Immediate::Site(self.site(cp_index, Vec::new(), Some(Type::Long)));
        let (base, offset) = match object {
            Some(object) => {
                let offset = self.op_with(Op::FieldOffset, None, site, &[]);
                (self.null_check(object), offset)
            }
            None => {
                let address = self.op_with(Op::StaticAddress, None, site, &[]);
                (self.constant(Type::Ref, 0), address)
            }
        };
        let kind = Immediate::Element(kind);
        match value {
            None => {
                let loaded = self.op_with(Op::LoadAt, None, kind, &[base, offset]);
                self.fence(Ordering::Acquire);
                Some(loaded)
            }
            Some(value) => {
                self.fence(Ordering::Release);
                self.emit(Op::StoreAt, None, kind, &[base, offset, value], None);
                self.fence(Ordering::Full);
                None
            }
        }
    }

    /// The barrier in front of uses of a class that is not initialised.
    pub(super) fn initialize(&mut self, class: &crate::env::ClassFacts) {
        if !class.is_initialized {
            let class = Immediate::Class(self.class_id(class));
            let state = self.state();
            self.emit(Op::Initialize, None, class, &[], Some(state));
        }
    }
}
