//! Fields (JVMS 4.10.1.9, protected access 4.10.1.8).
//!
//! Constructors may write fields of their own class before calling another constructor.

use bytecode::{Insn, Opcode};
use classfile::{CpTag, FieldType};

use crate::error::{ErrorKind, VerifyFailure};
use crate::hierarchy::{Hierarchy, Member};
use crate::method::{Checked, Verifier};
use crate::report::Origin;
use crate::types::{Type, Want};

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn fields(&mut self, insn: &Insn) -> Checked<(), H> {
        let index = insn.cp_index();
        self.check_pool_tag(index, &[CpTag::Fieldref])?;
        let pool = &self.class.pool;
        let Some((reference, member)) = pool.member_ref(index).zip(pool.member(index)) else {
            return self.bad_pool_type(index);
        };
        let Some(class) = self.class_type(reference.class_index) else {
            return self.bad_pool_type(index);
        };
        let is_static = matches!(insn.opcode, Opcode::Getstatic | Opcode::Putstatic);
        if !is_static && !matches!(class, Type::Object(_)) {
            let kind = ErrorKind::ReferenceToClass {
                index,
                class: self.external_class_name(),
            };
            return self.bad_constant(kind, index, class);
        }
        let Some(descriptor) = FieldType::parse(member.descriptor) else {
            return self.bad_pool_type(index);
        };
        let value = self.field_type(descriptor).in_frame();
        match insn.opcode {
            Opcode::Getstatic => self.push_slots(value),
            Opcode::Putstatic => self.pop_slots(value),
            Opcode::Getfield => {
                let object = self.pop(Want::Is(class))?;
                self.check_protected_field(
                    insn.opcode,
                    object,
                    member.class,
                    member.name,
                    descriptor,
                )?;
                self.push_slots(value)
            }
            // `putfield`
            _ => {
                self.pop_slots(value)?;
                let mut object = self.pop_any()?;
                if object == Type::UninitializedThis
                    && class == self.this_type
                    && self.declares_field(member.name, member.descriptor)
                {
                    object = self.this_type;
                }
                if !self.is_assignable(class, object)? {
                    let expected = Some((Want::Is(class), Origin::Pool(index)));
                    return self.bad_operand_from(ErrorKind::PutfieldType {}, expected);
                }
                self.check_protected_field(
                    insn.opcode,
                    object,
                    member.class,
                    member.name,
                    descriptor,
                )
            }
        }
    }

    fn declares_field(&self, name: &[u8], descriptor: &[u8]) -> bool {
        self.class.fields.iter().any(|field| {
            self.class.utf8(field.name_index) == name
                && self.class.utf8(field.descriptor_index) == descriptor
        })
    }

    fn check_protected_field(
        &mut self,
        opcode: Opcode,
        object: Type,
        class: &[u8],
        name: &[u8],
        descriptor: FieldType<'_>,
    ) -> Checked<(), H> {
        let descriptor = descriptor.descriptor;
        if self.is_protected_use(object, class, Member::Field, name, descriptor)? {
            let kind = ErrorKind::ProtectedAccess {
                opcode: opcode.name(),
            };
            return self.bad_operand(kind, Want::Is(self.this_type));
        }
        Ok(())
    }

    /// Whether the access breaks JVMS 4.10.1.8: the member is a superclass's, protected and from another package, and the
    /// object is none of this class.
    pub(super) fn is_protected_use(
        &mut self,
        object: Type,
        class: &[u8],
        member: Member,
        name: &[u8],
        descriptor: &[u8],
    ) -> Checked<bool, H> {
        if object == self.this_type
            || class.first() == Some(&b'[')
            || !self.hierarchy.is_superclass_of_current(class)
        {
            return Ok(false);
        }
        let protected = self
            .hierarchy
            .is_protected_in_other_package(class, member, name, descriptor)
            .map_err(VerifyFailure::Loading)?;
        Ok(protected && !self.is_assignable_protected(self.this_type, object)?)
    }
}
