//! Invocations (JVMS 4.10.1.9, protected access 4.10.1.8); constructors in `constructor.rs`.

use bytecode::{Insn, Opcode};
use classfile::CpTag;
use classfile::constant_pool::Member as MemberText;

use crate::error::ErrorKind;
use crate::hierarchy::{Hierarchy, Member};
use crate::method::{Checked, Signature, Verifier};
use crate::names::NameId;
use crate::types::{Type, Want};

/// The first class file version with methods in interfaces for `invokestatic` and `invokespecial`.
const INTERFACE_METHODS: u16 = 52;
/// The first class file version with `invokedynamic`.
const DYNAMIC: u16 = 51;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn invoke(&mut self, insn: &Insn) -> Checked<(), H> {
        let index = insn.cp_index();
        let any_method = &[CpTag::Methodref, CpTag::InterfaceMethodref];
        let tags: &[CpTag] = match insn.opcode {
            Opcode::Invokeinterface => &[CpTag::InterfaceMethodref],
            Opcode::Invokedynamic => &[CpTag::InvokeDynamic],
            Opcode::Invokestatic | Opcode::Invokespecial
                if self.class.major >= INTERFACE_METHODS =>
            {
                any_method
            }
            _ => &[CpTag::Methodref],
        };
        let tag = self.check_pool_tag(index, tags)?;
        if tag == CpTag::InvokeDynamic {
            return self.invoke_dynamic(insn);
        }
        let pool = &self.class.pool;
        let Some((reference, member)) = pool.member_ref(index).zip(pool.member(index)) else {
            return self.bad_pool_type(index);
        };
        let Some(class) = self.class_type(reference.class_index) else {
            return self.bad_pool_type(index);
        };
        let signature = self.signature_of(index, reference.name_and_type_index)?;
        if insn.opcode == Opcode::Invokeinterface {
            // The operand is redundant, and counts the receiver.
            if u32::from(insn.count()) != signature.argument_slots + 1 {
                return self.bad_code(ErrorKind::InterfaceCount {});
            }
            if !insn.reserved_bytes_are_zero(self.code.code) {
                return self.bad_code(ErrorKind::InterfaceZero {});
            }
        }
        let is_constructor = member.name == b"<init>";
        if member.name.first() == Some(&b'<') {
            if insn.opcode != Opcode::Invokespecial || !is_constructor {
                return self.bad_code(ErrorKind::InternalMethod {});
            }
        } else if insn.opcode == Opcode::Invokespecial {
            self.check_special_class(class, tag)?;
        }
        self.pop_arguments(signature)?;
        match insn.opcode {
            Opcode::Invokestatic => {}
            Opcode::Invokespecial if is_constructor => {
                self.call_constructor(insn, class, &member)?;
            }
            Opcode::Invokespecial => {
                self.pop(Want::Is(self.this_type))?;
            }
            Opcode::Invokevirtual => {
                let object = self.pop(Want::Is(class))?;
                self.check_protected_method(object, &member)?;
            }
            // `invokeinterface`
            _ => {
                self.pop(Want::Is(class))?;
            }
        }
        self.push_result(signature, is_constructor)
    }

    fn invoke_dynamic(&mut self, insn: &Insn) -> Checked<(), H> {
        let index = insn.cp_index();
        if self.class.major < DYNAMIC {
            return self.fail_format(ErrorKind::DynamicVersion {
                major: self.class.major,
                class: self.external_class_name(),
            });
        }
        let pool = &self.class.pool;
        let Some(dynamic) = pool.dynamic(index) else {
            return self.bad_pool_type(index);
        };
        let Some((name, _)) = pool.name_and_type(dynamic.name_and_type_index) else {
            return self.bad_pool_type(index);
        };
        let signature = self.signature_of(index, dynamic.name_and_type_index)?;
        if !insn.reserved_bytes_are_zero(self.code.code) {
            return self.bad_code(ErrorKind::DynamicZero {});
        }
        if name.first() == Some(&b'<') {
            return self.bad_code(ErrorKind::InternalMethod {});
        }
        self.pop_arguments(signature)?;
        self.push_result(signature, false)
    }

    fn signature_of(&mut self, index: u16, name_and_type: u16) -> Checked<Signature, H> {
        match self.class.pool.name_and_type_indices(name_and_type) {
            Some((_, descriptor)) => self.signature(descriptor),
            None => self.bad_pool_type(index),
        }
    }

    fn pop_arguments(&mut self, signature: Signature) -> Checked<(), H> {
        for at in (0..signature.argument_slots).rev() {
            self.pop(Want::Is(self.signature_slot(signature, at)))?;
        }
        Ok(())
    }

    fn push_result(&mut self, signature: Signature, is_constructor: bool) -> Checked<(), H> {
        for at in signature.argument_slots..self.signature_slots(signature) {
            if is_constructor {
                return self.bad_code(ErrorKind::InitResult {});
            }
            self.push(self.signature_slot(signature, at))?;
        }
        Ok(())
    }

    /// `invokespecial` of an ordinary method: of this class, its superclass, a direct superinterface, or any class above.
    fn check_special_class(&mut self, class: Type, tag: CpTag) -> Checked<(), H> {
        let name = self.text_of(class);
        if class == self.this_type
            || self.class.interface_names().any(|direct| direct == name)
            || self.class.super_name() == Some(name)
        {
            return Ok(());
        }
        if !self.is_assignable(class, self.this_type)? {
            return self.bad_code(ErrorKind::SpecialClass {});
        }
        if tag == CpTag::InterfaceMethodref {
            return self.bad_code(ErrorKind::SpecialInterface {});
        }
        Ok(())
    }

    fn check_protected_method(&mut self, object: Type, member: &MemberText<'_>) -> Checked<(), H> {
        let MemberText {
            class,
            name,
            descriptor,
            ..
        } = *member;
        // Arrays have a public `clone` of their own.
        let is_array_clone = matches!(object, Type::Array(_))
            && class == self.names.get(NameId::OBJECT)
            && name == b"clone";
        if self.is_protected_use(object, class, Member::Method, name, descriptor)?
            && !is_array_clone
        {
            let kind = ErrorKind::ProtectedAccess {
                opcode: Opcode::Invokevirtual.name(),
            };
            return self.bad_operand(kind, Want::Is(self.this_type));
        }
        Ok(())
    }
}
