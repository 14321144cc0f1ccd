//! Constants: `aconst_null` to `ldc2_w`, and `nop` (JVMS 4.10.1.9, 4.4).
//!
//! `ldc` takes constants of one word, `ldc2_w` of two; a Dynamic constant is as wide as its descriptor says. Which tags may
//! stand in which version is the parser's.

use bytecode::{Insn, Opcode};
use classfile::{CpTag, FieldType};

use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::names::NameId;
use crate::types::Type;

const ONE_WORD: &[CpTag] = &[
    CpTag::Integer,
    CpTag::Float,
    CpTag::String,
    CpTag::Class,
    CpTag::MethodHandle,
    CpTag::MethodType,
    CpTag::Dynamic,
];
const TWO_WORDS: &[CpTag] = &[CpTag::Long, CpTag::Double, CpTag::Dynamic];

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn constants(&mut self, insn: &Insn) -> Checked<(), H> {
        match insn.opcode {
            Opcode::AconstNull => self.push(Type::Null),
            Opcode::Ldc | Opcode::LdcW => self.load_constant(insn, ONE_WORD),
            Opcode::Ldc2W => self.load_constant(insn, TWO_WORDS),
            _ => self.apply_effect(insn),
        }
    }

    fn load_constant(&mut self, insn: &Insn, tags: &[CpTag]) -> Checked<(), H> {
        let index = insn.cp_index();
        let constant = match self.check_pool_tag(index, tags)? {
            CpTag::Integer => Type::Integer,
            CpTag::Float => Type::Float,
            CpTag::Long => Type::Long,
            CpTag::Double => Type::Double,
            CpTag::String => Type::Object(NameId::STRING),
            CpTag::Class => Type::Object(NameId::CLASS),
            CpTag::MethodHandle => Type::Object(NameId::METHOD_HANDLE),
            CpTag::MethodType => Type::Object(NameId::METHOD_TYPE),
            _ => {
                let constant = self.dynamic_type(index).unwrap_or(Type::Top);
                let is_wide = constant.second().is_some();
                if constant == Type::Top || is_wide != (insn.opcode == Opcode::Ldc2W) {
                    return self.bad_pool_type(index);
                }
                constant
            }
        };
        self.push_value(constant)
    }

    fn dynamic_type(&mut self, index: u16) -> Option<Type> {
        let pool = &self.class.pool;
        let dynamic = pool.dynamic(index)?;
        let (_, descriptor) = pool.name_and_type(dynamic.name_and_type_index)?;
        let constant = FieldType::parse(descriptor)?;
        Some(self.field_type(constant).in_frame())
    }
}
