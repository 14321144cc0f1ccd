//! Transfer functions of the type flow: the opcode table's stack effects, and the few opcodes they do not tell all about.
//!
//! Kinds of operands are not checked, numbers of slots are.

use bytecode::{Category, Insn, Opcode, SlotType};
use classfile::{BasicType, ClassFile, FieldType, MethodDescriptor};

use super::{FlowErrorKind, Kind};
use crate::transfer::stack::shuffle;

/// A slot while flowing: kinds that payloads tell apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Plain(Kind),
    /// Made by the `new` at that bci.
    Uninit(u16),
    UninitThis,
    /// Return address of the subroutine that starts there.
    Return(u16),
}

impl Slot {
    pub(super) const TOP: Slot = Slot::Plain(Kind::Top);
    pub(super) const REF: Slot = Slot::Plain(Kind::Ref);

    pub(super) fn kind(self) -> Kind {
        match self {
            Slot::Plain(kind) => kind,
            Slot::Uninit(_) | Slot::UninitThis => Kind::Uninit,
            Slot::Return(_) => Kind::ReturnAddress,
        }
    }

    pub(super) fn merge(self, other: Slot) -> Slot {
        if self == other { self } else { Slot::TOP }
    }
}

/// Locals and stack at one point.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct State {
    pub(super) locals: Vec<Slot>,
    pub(super) stack: Vec<Slot>,
    pub(super) max_stack: usize,
}

type Result<T> = std::result::Result<T, FlowErrorKind>;

impl State {
    fn push(&mut self, slot: Slot) -> Result<()> {
        if self.stack.len() >= self.max_stack {
            return Err(FlowErrorKind::StackOverflow);
        }
        self.stack.push(slot);
        Ok(())
    }

    /// A value of one or two slots.
    fn push_kind(&mut self, kind: Kind) -> Result<()> {
        self.push(Slot::Plain(kind))?;
        match kind {
            Kind::Long | Kind::Double => self.push(Slot::Plain(Kind::Second)),
            _ => Ok(()),
        }
    }

    fn push_basic(&mut self, basic: BasicType) -> Result<()> {
        match kind_of(basic) {
            Some(kind) => self.push_kind(kind),
            None => Ok(()),
        }
    }

    pub(super) fn pop(&mut self) -> Result<Slot> {
        self.stack.pop().ok_or(FlowErrorKind::StackUnderflow)
    }

    fn pop_slots(&mut self, count: u32) -> Result<()> {
        let left = self.stack.len().checked_sub(count as usize);
        self.stack
            .truncate(left.ok_or(FlowErrorKind::StackUnderflow)?);
        Ok(())
    }

    fn local(&mut self, index: u32) -> Result<&mut Slot> {
        let slot = self.locals.get_mut(index as usize);
        slot.ok_or(FlowErrorKind::Local(index))
    }

    /// Writes one slot; a two-slot value it tears apart is gone.
    fn set_slot(&mut self, index: u32, new: Slot) -> Result<()> {
        let old = std::mem::replace(self.local(index)?, new);
        match old.kind() {
            Kind::Long | Kind::Double => {
                if let Ok(next) = self.local(index + 1) {
                    *next = Slot::TOP;
                }
            }
            // Where a long and a double met, an upper slot is left without a lower one.
            Kind::Second if index > 0 => {
                let below = self.local(index - 1)?;
                if matches!(below.kind(), Kind::Long | Kind::Double) {
                    *below = Slot::TOP;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn initialize(&mut self, old: Slot) {
        if old.kind() == Kind::Uninit {
            for slot in self.locals.iter_mut().chain(&mut self.stack) {
                if *slot == old {
                    *slot = Slot::REF;
                }
            }
        }
    }

    /// The effect of one instruction; `jsr` and `ret` are `walk.rs`'s.
    pub(super) fn apply(&mut self, class: &ClassFile<'_>, insn: &Insn) -> Result<()> {
        match insn.opcode.category() {
            Category::Loads => self.apply_local(insn),
            Category::Stack => self.apply_shuffle(insn.opcode),
            Category::Fields => self.apply_field(class, insn),
            Category::Invoke => self.apply_invoke(class, insn),
            _ => match insn.opcode.base() {
                Opcode::Ldc | Opcode::Ldc2W => self.apply_constant(class, insn.cp_index()),
                Opcode::Iinc => self.local(insn.local()).map(|_| ()),
                Opcode::Multianewarray => {
                    self.pop_slots(u32::from(insn.dimensions()))?;
                    self.push(Slot::REF)
                }
                Opcode::New => self.push(Slot::Uninit(insn.bci as u16)),
                _ => self.apply_effect(insn.opcode),
            },
        }
    }

    /// What the opcode table says.
    fn apply_effect(&mut self, opcode: Opcode) -> Result<()> {
        let effect = opcode.effect();
        self.pop_slots(effect.pop_slots().unwrap_or(0))?;
        for slot in effect.pushes {
            self.push_kind(match slot {
                SlotType::Int => Kind::Int,
                SlotType::Long => Kind::Long,
                SlotType::Float => Kind::Float,
                SlotType::Double => Kind::Double,
                SlotType::Reference => Kind::Ref,
                SlotType::ReturnAddress | SlotType::AnySlot | SlotType::Operand => Kind::Top,
            })?;
        }
        Ok(())
    }

    fn apply_local(&mut self, insn: &Insn) -> Result<()> {
        let index = insn.local();
        match insn.opcode.base() {
            Opcode::Aload => {
                let slot = *self.local(index)?;
                self.push(slot)
            }
            Opcode::Lstore | Opcode::Dstore => {
                let (upper, lower) = (self.pop()?, self.pop()?);
                self.set_slot(index, Slot::TOP)?;
                self.set_slot(index + 1, upper)?;
                *self.local(index)? = lower;
                Ok(())
            }
            Opcode::Istore | Opcode::Fstore | Opcode::Astore => {
                let slot = self.pop()?;
                self.set_slot(index, slot)
            }
            load => {
                let slots = load.effect().push_slots().unwrap_or(1);
                self.local(index + slots - 1)?;
                self.apply_effect(load)
            }
        }
    }

    fn apply_shuffle(&mut self, opcode: Opcode) -> Result<()> {
        let shuffle = shuffle(opcode);
        let count: u8 = shuffle.pops.iter().sum();
        let mut taken = [Slot::TOP; 4];
        for slot in &mut taken[..usize::from(count)] {
            *slot = self.pop()?;
        }
        shuffle
            .pushes
            .iter()
            .try_for_each(|from| self.push(taken[usize::from(*from)]))
    }

    fn apply_constant(&mut self, class: &ClassFile<'_>, index: u16) -> Result<()> {
        use classfile::CpTag;
        let kind = match class.pool.tag(index) {
            Some(CpTag::Integer) => Kind::Int,
            Some(CpTag::Float) => Kind::Float,
            Some(CpTag::Long) => Kind::Long,
            Some(CpTag::Double) => Kind::Double,
            Some(CpTag::String | CpTag::Class | CpTag::MethodHandle | CpTag::MethodType) => {
                Kind::Ref
            }
            Some(CpTag::Dynamic) => {
                let descriptor = class
                    .pool
                    .dynamic(index)
                    .and_then(|dynamic| class.pool.name_and_type(dynamic.name_and_type_index))
                    .and_then(|(_, descriptor)| FieldType::parse(descriptor));
                let constant = descriptor.and_then(|descriptor| kind_of(descriptor.basic_type()));
                constant.ok_or(FlowErrorKind::Pool(index))?
            }
            _ => return Err(FlowErrorKind::Pool(index)),
        };
        self.push_kind(kind)
    }

    fn apply_field(&mut self, class: &ClassFile<'_>, insn: &Insn) -> Result<()> {
        let index = insn.cp_index();
        let descriptor = class.pool.member(index).map(|member| member.descriptor);
        let field = descriptor.and_then(FieldType::parse);
        let field = field.ok_or(FlowErrorKind::Pool(index))?;
        match insn.opcode {
            Opcode::Getstatic => self.push_basic(field.basic_type()),
            Opcode::Putstatic => self.pop_slots(field.slots()),
            Opcode::Getfield => {
                self.pop()?;
                self.push_basic(field.basic_type())
            }
            _ => self.pop_slots(field.slots() + 1),
        }
    }

    fn apply_invoke(&mut self, class: &ClassFile<'_>, insn: &Insn) -> Result<()> {
        let index = insn.cp_index();
        let pool = &class.pool;
        let name_and_type = match pool.member_ref(index) {
            Some(member) => Some(member.name_and_type_index),
            None => pool.dynamic(index).map(|it| it.name_and_type_index),
        };
        let (name, descriptor) = name_and_type
            .and_then(|index| pool.name_and_type(index))
            .ok_or(FlowErrorKind::Pool(index))?;
        let descriptor = MethodDescriptor::parse(descriptor).ok_or(FlowErrorKind::Pool(index))?;
        self.pop_slots(descriptor.argument_slots())?;
        if !matches!(insn.opcode, Opcode::Invokestatic | Opcode::Invokedynamic) {
            let receiver = self.pop()?;
            if insn.opcode == Opcode::Invokespecial && name == b"<init>" {
                self.initialize(receiver);
            }
        }
        self.push_basic(descriptor.return_type().basic_type())
    }
}

/// `None` for void.
pub(super) fn kind_of(basic: BasicType) -> Option<Kind> {
    Some(match basic {
        BasicType::Boolean
        | BasicType::Char
        | BasicType::Byte
        | BasicType::Short
        | BasicType::Int => Kind::Int,
        BasicType::Float => Kind::Float,
        BasicType::Long => Kind::Long,
        BasicType::Double => Kind::Double,
        BasicType::Object | BasicType::Array => Kind::Ref,
        BasicType::Void => return None,
    })
}
