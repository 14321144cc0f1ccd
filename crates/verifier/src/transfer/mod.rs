//! Transfer functions (JVMS 4.10.1.9): what each instruction demands of the current frame and leaves in it.
//!
//! One file per [`Category`] of the opcode table, the names that every tier uses. Where the table's stack effect says all
//! there is to say, [`Verifier::apply_effect`] takes it from there.
//!
//! Order matters: of several faults of one instruction HotSpot's first is reported.

mod arrays;
mod compare;
mod constants;
mod constructor;
mod control;
mod convert;
mod fields;
mod invoke;
mod loads;
mod math;
mod monitors;
mod objects;
pub(crate) mod stack;

use bytecode::{Category, Insn, SlotType};

use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::types::Type;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    /// Dispatches to the category's file.
    pub(crate) fn transfer(&mut self, insn: &Insn) -> Checked<(), H> {
        match insn.opcode.category() {
            Category::Constants => self.constants(insn),
            Category::Loads => self.loads(insn),
            Category::Stack => self.stack(insn),
            Category::Math => self.math(insn),
            Category::Convert => self.convert(insn),
            Category::Compare => self.compare(insn),
            Category::Control => self.control(insn),
            Category::Fields => self.fields(insn),
            Category::Arrays => self.arrays(insn),
            Category::Invoke => self.invoke(insn),
            Category::Objects => self.objects(insn),
            Category::Monitors => self.monitors(insn),
        }
    }

    /// Pops and pushes what the opcode table says, from the top of the stack down; references may be of any initialized
    /// type. Only for opcodes whose operands take no part in the effect.
    fn apply_effect(&mut self, insn: &Insn) -> Checked<(), H> {
        let effect = insn.opcode.effect();
        for slot in effect.pops.iter().rev() {
            self.pop_value(value_type(*slot))?;
        }
        for slot in effect.pushes {
            self.push_value(value_type(*slot))?;
        }
        Ok(())
    }
}

/// The type that stands for a computational type of the opcode table.
fn value_type(slot: SlotType) -> Type {
    match slot {
        SlotType::Int => Type::Integer,
        SlotType::Long => Type::Long,
        SlotType::Float => Type::Float,
        SlotType::Double => Type::Double,
        SlotType::Reference => Type::OBJECT,
        // Not in the rows of opcodes that come here.
        SlotType::ReturnAddress | SlotType::AnySlot | SlotType::Operand => Type::Top,
    }
}
