//! Array elements, lengths and creation.

use bytecode::{Insn, Opcode};

use abi::ElementKind;
use abi::deopt::DeoptReason;

use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Immediate, Op, Type, Value};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn arrays(&mut self, insn: &Insn) -> Built<()> {
        use ElementKind::*;
        use Opcode::*;
        match insn.opcode {
            Iaload => self.load_element(Int),
            Laload => self.load_element(Long),
            Faload => self.load_element(Float),
            Daload => self.load_element(Double),
            Aaload => self.load_element(Reference),
            Baload => self.load_element(Byte),
            Caload => self.load_element(Char),
            Saload => self.load_element(Short),
            Iastore => self.store_element(Int),
            Lastore => self.store_element(Long),
            Fastore => self.store_element(Float),
            Dastore => self.store_element(Double),
            Aastore => self.store_element(Reference),
            Bastore => self.store_element(Byte),
            Castore => self.store_element(Char),
            Sastore => self.store_element(Short),
            Arraylength => {
                let array = self.pop(Type::Ref);
                let length = self.length(array).1;
                self.push(length);
            }
            Newarray => {
                let kind = ElementKind::from_code(insn.array_type_code());
                let Some(kind) = kind.filter(|kind| *kind != Reference) else {
                    return self.malformed(insn.array_type_code().into());
                };
                let class = self.env.primitive_array_class(kind);
                let class = self.class_id(&class);
                let length = self.pop(Type::Int);
                let length = self.op(Op::SizeCheck, &[length]);
                let array = self.op_with(Op::NewArray, None, Immediate::Class(class), &[length]);
                self.push(array);
            }
            Anewarray => self.new_reference_array(insn.cp_index()),
            _ => self.new_multi_array(insn.cp_index(), insn.dimensions().into()),
        }
        Ok(())
    }

    /// Takes index and array off the stack and checks them.
    fn element(&mut self) -> (Value, Value) {
        let index = self.pop(Type::Int);
        let array = self.pop(Type::Ref);
        let (array, length) = self.length(array);
        let index = self.op(Op::BoundsCheck, &[index, length]);
        (array, index)
    }

    /// The array, which is not null, and its length.
    fn length(&mut self, array: Value) -> (Value, Value) {
        let array = self.null_check(array);
        let length = match self.known_length(array) {
            Some(length) => self.constant(Type::Int, length.into()),
            None => self.op(Op::ArrayLength, &[array]),
        };
        (array, length)
    }

    fn load_element(&mut self, kind: ElementKind) {
        if let [.., Some(array), Some(index)] = self.slots.stack[..]
            && let Some(known) = self.known_element(array, index)
        {
            self.pop(Type::Int);
            self.pop(Type::Ref);
            let value = self.value_of(&known);
            self.push(value);
            return;
        }
        let (array, index) = self.element();
        let kind = Immediate::Element(kind);
        let value = self.op_with(Op::ArrayLoad, None, kind, &[array, index]);
        self.push(value);
    }

    fn store_element(&mut self, kind: ElementKind) {
        let value = self.pop(Type::of_element(kind));
        let (array, index) = self.element();
        let value = match kind {
            ElementKind::Reference => self.op(Op::StoreCheck, &[array, value]),
            // `bastore` is for both, and a boolean is one bit: the class of the array decides.
            ElementKind::Byte => self.op(Op::NarrowForByteArray, &[array, value]),
            _ => value,
        };
        let kind = Immediate::Element(kind);
        self.emit(Op::ArrayStore, None, kind, &[array, index, value], None);
    }

    fn new_reference_array(&mut self, cp_index: u16) {
        let class = self.env.array_class_of(self.view.key, cp_index);
        if class.is_none() && self.leave_unresolved(DeoptReason::Unresolved) {
            return;
        }
        let length = self.pop(Type::Int);
        let array = match class {
            Some(class) => {
                let class = Immediate::Class(self.class_id(&class));
                let length = self.op(Op::SizeCheck, &[length]);
                self.op_with(Op::NewArray, None, class, &[length])
            }
            None => {
                let site = self.site(cp_index, vec![Type::Int], Some(Type::Ref));
                self.op_with(Op::NewArraySite, None, Immediate::Site(site), &[length])
            }
        };
        self.push(array);
    }

    /// All lengths are checked before anything is allocated; the runtime does it.
    fn new_multi_array(&mut self, cp_index: u16, dimensions: usize) {
        let mut lengths: Vec<Value> = (0..dimensions).map(|_| self.pop(Type::Int)).collect();
        lengths.reverse();
        let array = match self.env.class_at(self.view.key, cp_index) {
            Some(class) => {
                let class = Immediate::Class(self.class_id(&class));
                self.op_with(Op::NewMultiArray, None, class, &lengths)
            }
            None => {
                let params = vec![Type::Int; dimensions];
                let site = self.site(cp_index, params, Some(Type::Ref));
                self.op_with(Op::NewMultiArraySite, None, Immediate::Site(site), &lengths)
            }
        };
        self.push(array);
    }
}
