//! Stack effects in computational types (JVMS 2.11.1), as the table states them.
//!
//! Not here: effects that depend on a constant-pool entry; such a row holds [`SlotType::Operand`] and
//! [`Effect::is_variable`] says so. `multianewarray` pops one `I` per dimension and is variable too.

/// One element of a stack effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SlotType {
    /// `I`: int, and boolean, byte, char, short.
    Int,
    /// `J`: long, two slots.
    Long,
    /// `F`
    Float,
    /// `D`: double, two slots.
    Double,
    /// `A`: reference.
    Reference,
    /// `R`: return address of `jsr`.
    ReturnAddress,
    /// `W`: one slot of any type.
    AnySlot,
    /// `V`: the instruction's operand says; any number of slots.
    Operand,
}

impl SlotType {
    /// Stack slots taken: 1 or 2; `None` for [`SlotType::Operand`].
    pub const fn slots(self) -> Option<u32> {
        match self {
            SlotType::Long | SlotType::Double => Some(2),
            SlotType::Operand => None,
            _ => Some(1),
        }
    }
}

/// What an instruction takes from and leaves on the operand stack, bottom first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effect {
    pub pops: &'static [SlotType],
    pub pushes: &'static [SlotType],
}

impl Effect {
    /// Whether the operand takes part in the effect (fields, invocations, `ldc`, `multianewarray`).
    pub fn is_variable(&self) -> bool {
        self.pops
            .iter()
            .chain(self.pushes)
            .any(|s| *s == SlotType::Operand)
    }

    /// Slots popped, if the row says.
    pub fn pop_slots(&self) -> Option<u32> {
        self.pops.iter().map(|s| s.slots()).sum()
    }

    /// Slots pushed, if the row says.
    pub fn push_slots(&self) -> Option<u32> {
        self.pushes.iter().map(|s| s.slots()).sum()
    }
}

macro_rules! slot_type {
    (I) => {
        $crate::effect::SlotType::Int
    };
    (J) => {
        $crate::effect::SlotType::Long
    };
    (F) => {
        $crate::effect::SlotType::Float
    };
    (D) => {
        $crate::effect::SlotType::Double
    };
    (A) => {
        $crate::effect::SlotType::Reference
    };
    (R) => {
        $crate::effect::SlotType::ReturnAddress
    };
    (W) => {
        $crate::effect::SlotType::AnySlot
    };
    (V) => {
        $crate::effect::SlotType::Operand
    };
}
pub(crate) use slot_type;
