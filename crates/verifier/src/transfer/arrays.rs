//! Arrays: elements, lengths, creation (JVMS 4.10.1.9).
//!
//! What the frame holds as an array is told by its name; `null` passes for any array. `aastore` is checked at run time only.

use bytecode::{ArrayType, Insn, Opcode};
use classfile::BasicType;

use crate::error::ErrorKind;
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::names::NameId;
use crate::report::Origin;
use crate::types::{Type, Want};

/// Most dimensions that an array may have (JVMS 4.4.1).
const MAX_DIMENSIONS: usize = 255;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn arrays(&mut self, insn: &Insn) -> Checked<(), H> {
        match insn.opcode {
            Opcode::Newarray => self.new_array(insn),
            Opcode::Anewarray => self.new_object_array(insn),
            Opcode::Multianewarray => self.new_multi_array(insn),
            opcode if (Opcode::Iaload..=Opcode::Saload).contains(&opcode) => {
                self.load_element(insn)
            }
            opcode if (Opcode::Iastore..=Opcode::Sastore).contains(&opcode) => {
                self.store_element(insn)
            }
            // `arraylength`
            _ => {
                let array = self.pop(Want::Reference)?;
                if !matches!(array, Type::Null | Type::Array(_)) {
                    let opcode = insn.opcode.name();
                    return self.bad_operand_from(ErrorKind::StackTypeIn { opcode }, None);
                }
                self.push(Type::Integer)
            }
        }
    }

    fn load_element(&mut self, insn: &Insn) -> Checked<(), H> {
        self.pop(Want::INTEGER)?;
        match self.pop_array(insn.opcode)? {
            Type::Array(array) => {
                let element = self.element_of(array).in_frame();
                self.push_value(element)
            }
            // From null: the element's type is the instruction's, any reference for `aaload`.
            _ => match element_type(insn.opcode) {
                Some(element) => self.push_value(element),
                None => self.push(Type::Null),
            },
        }
    }

    fn store_element(&mut self, insn: &Insn) -> Checked<(), H> {
        self.pop_value(element_type(insn.opcode).unwrap_or(Type::OBJECT))?;
        self.pop(Want::INTEGER)?;
        self.pop_array(insn.opcode)?;
        Ok(())
    }

    /// The array that an element instruction works on.
    fn pop_array(&mut self, opcode: Opcode) -> Checked<Type, H> {
        let popped = self.pop(Want::Reference)?;
        let element = match popped {
            Type::Null => return Ok(popped),
            Type::Array(array) => self.names.get(array).get(1).copied(),
            _ => None,
        };
        let (expected, fits): (_, &[u8]) = match opcode {
            Opcode::Iaload | Opcode::Iastore => (Some(NameId::INT_ARRAY), b"I"),
            Opcode::Laload | Opcode::Lastore => (Some(NameId::LONG_ARRAY), b"J"),
            Opcode::Faload | Opcode::Fastore => (Some(NameId::FLOAT_ARRAY), b"F"),
            Opcode::Daload | Opcode::Dastore => (Some(NameId::DOUBLE_ARRAY), b"D"),
            Opcode::Caload | Opcode::Castore => (Some(NameId::CHAR_ARRAY), b"C"),
            Opcode::Saload | Opcode::Sastore => (Some(NameId::SHORT_ARRAY), b"S"),
            Opcode::Baload | Opcode::Bastore => (None, b"BZ"),
            _ => (None, b"L["),
        };
        if element.is_some_and(|element| fits.contains(&element)) {
            return Ok(popped);
        }
        let expected = match (expected, opcode) {
            (Some(array), _) => Some(Want::Is(Type::Array(array))),
            (None, Opcode::Aaload | Opcode::Aastore) => Some(Want::Reference),
            (None, _) => None,
        };
        let kind = ErrorKind::StackTypeIn {
            opcode: opcode.name(),
        };
        self.bad_operand_from(kind, expected.map(|want| (want, Origin::Nowhere)))
    }

    fn new_array(&mut self, insn: &Insn) -> Checked<(), H> {
        let Some(element) = insn.array_type() else {
            return self.bad_code(ErrorKind::Newarray {});
        };
        self.pop(Want::INTEGER)?;
        self.push(Type::Array(match element {
            ArrayType::Boolean => NameId::BOOLEAN_ARRAY,
            ArrayType::Char => NameId::CHAR_ARRAY,
            ArrayType::Float => NameId::FLOAT_ARRAY,
            ArrayType::Double => NameId::DOUBLE_ARRAY,
            ArrayType::Byte => NameId::BYTE_ARRAY,
            ArrayType::Short => NameId::SHORT_ARRAY,
            ArrayType::Int => NameId::INT_ARRAY,
            ArrayType::Long => NameId::LONG_ARRAY,
        }))
    }

    fn new_object_array(&mut self, insn: &Insn) -> Checked<(), H> {
        let element = self.operand_class(insn.cp_index())?;
        self.pop(Want::INTEGER)?;
        let name = self.text_of(element);
        let array = match element {
            Type::Array(_) if dimensions(name) >= MAX_DIMENSIONS => {
                return self.bad_code(ErrorKind::AnewarrayDimensions {});
            }
            Type::Array(_) => [b"[", name].concat(),
            _ => [b"[L", name, b";"].concat(),
        };
        let array = self.names.intern_copy(&array);
        self.push(Type::Array(array))
    }

    fn new_multi_array(&mut self, insn: &Insn) -> Checked<(), H> {
        let array = self.operand_class(insn.cp_index())?;
        if !matches!(array, Type::Array(_)) {
            let kind = ErrorKind::MultianewarrayType {};
            return self.bad_constant(kind, insn.cp_index(), array);
        }
        let wanted = insn.dimensions();
        if wanted == 0 || dimensions(self.text_of(array)) < usize::from(wanted) {
            let kind = ErrorKind::MultianewarrayDimensions { dimensions: wanted };
            return self.bad_code(kind);
        }
        for _ in 0..wanted {
            self.pop(Want::INTEGER)?;
        }
        self.push(array)
    }
}

fn dimensions(descriptor: &[u8]) -> usize {
    descriptor.iter().take_while(|byte| **byte == b'[').count()
}

/// The value that an element instruction of primitives moves.
fn element_type(opcode: Opcode) -> Option<Type> {
    Some(match opcode {
        Opcode::Laload | Opcode::Lastore => Type::Long,
        Opcode::Faload | Opcode::Fastore => Type::Float,
        Opcode::Daload | Opcode::Dastore => Type::Double,
        Opcode::Aaload | Opcode::Aastore => return None,
        _ => Type::of_primitive(BasicType::Int),
    })
}
