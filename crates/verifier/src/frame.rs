//! The current frame: types of locals and operand stack at one instruction, changed by the transfer functions.
//!
//! Storage is reused from method to method. Slots above the top of the stack keep their last value until overwritten: a
//! failing instruction's message shows the stack as it was before, from [`Frame::begin`]'s mark.
//! Invariant: `locals[locals_size..]` are `Top`; a `Long` is followed by its `LongSecond` unless a frame read from the
//! StackMapTable ends there.

use crate::error::ErrorKind;
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::report::{Origin, Reason, View};
use crate::types::{Type, Want};

#[derive(Default)]
pub(crate) struct Frame {
    pub(crate) bci: u32,
    /// In a constructor: `this` is not initialized yet.
    pub(crate) this_uninitialized: bool,
    /// `max_locals` long.
    pub(crate) locals: Vec<Type>,
    pub(crate) locals_size: usize,
    /// `max_stack` long.
    pub(crate) stack: Vec<Type>,
    pub(crate) stack_size: usize,
    mark: usize,
    /// Changes with the locals: handlers need no second look at the same locals.
    pub(crate) locals_version: u32,
}

impl Frame {
    /// Empties the frame for a method.
    pub(crate) fn reset(&mut self, max_locals: u16, max_stack: u16) {
        self.locals.clear();
        self.locals.resize(usize::from(max_locals), Type::Top);
        self.stack.clear();
        self.stack.resize(usize::from(max_stack), Type::Top);
        (self.bci, self.this_uninitialized) = (0, false);
        (self.locals_size, self.stack_size, self.mark) = (0, 0, 0);
        self.locals_version = 0;
    }

    /// The next instruction starts.
    pub(crate) fn begin(&mut self, bci: u32) {
        (self.bci, self.mark) = (bci, self.stack_size);
    }

    pub(crate) fn live_locals(&self) -> &[Type] {
        &self.locals[..self.locals_size]
    }

    /// As messages show it: the stack before the instruction.
    pub(crate) fn view(&self) -> View<'_> {
        View {
            bci: self.bci,
            this_uninitialized: self.this_uninitialized,
            locals: self.live_locals(),
            stack: &self.stack[..self.mark],
        }
    }

    /// Becomes a frame of the StackMapTable, whose sizes are within the maxima.
    pub(crate) fn assume(&mut self, locals: &[Type], stack: &[Type], this_uninitialized: bool) {
        if self.locals_size > locals.len() {
            self.locals[locals.len()..self.locals_size].fill(Type::Top);
        }
        self.locals[..locals.len()].copy_from_slice(locals);
        self.locals_size = locals.len();
        self.stack[..stack.len()].copy_from_slice(stack);
        self.stack_size = stack.len();
        self.this_uninitialized = this_uninitialized;
        self.locals_version += 1;
    }

    /// Replaces an uninitialized type everywhere.
    pub(crate) fn initialize(&mut self, old: Type, new: Type) {
        let (locals, stack) = (self.locals_size, self.stack_size);
        let slots = self.locals[..locals]
            .iter_mut()
            .chain(&mut self.stack[..stack]);
        slots
            .filter(|slot| **slot == old)
            .for_each(|slot| *slot = new);
        if old == Type::UninitializedThis {
            self.this_uninitialized = false;
        }
        self.locals_version += 1;
    }

    /// Writes one slot; the halves of two-word values it tears apart become unusable.
    fn write_local(&mut self, index: usize, new: Type) {
        let old = self.locals[index];
        if old == new {
            return;
        }
        if old.second().is_some()
            && let Some(next) = self.locals.get_mut(index + 1)
        {
            *next = Type::Top;
        }
        if old.is_second() && index > 0 {
            self.locals[index - 1] = Type::Top;
        }
        self.locals[index] = new;
        self.locals_version += 1;
    }
}

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    /// Pushes a one-word value.
    #[inline]
    pub(crate) fn push(&mut self, new: Type) -> Checked<(), H> {
        let frame = &mut self.frame;
        match frame.stack.get_mut(frame.stack_size) {
            Some(slot) => {
                *slot = new;
                frame.stack_size += 1;
                Ok(())
            }
            None => self.stack_overflow(),
        }
    }

    /// Pushes a value of one or two words.
    #[inline]
    pub(crate) fn push_value(&mut self, new: Type) -> Checked<(), H> {
        let Some(second) = new.second() else {
            return self.push(new);
        };
        if self.frame.stack_size + 2 > self.frame.stack.len() {
            return self.stack_overflow();
        }
        self.push(new)?;
        self.push(second)
    }

    #[cold]
    fn stack_overflow(&self) -> Checked<(), H> {
        let frame = &self.frame;
        self.fail_in(
            ErrorKind::StackOverflow {},
            frame.bci,
            Reason::Overflow,
            Some(frame.view()),
        )
    }

    #[cold]
    fn stack_underflow<T>(&self) -> Checked<T, H> {
        let frame = &self.frame;
        self.fail_in(
            ErrorKind::StackUnderflow {},
            frame.bci,
            Reason::Underflow,
            Some(frame.view()),
        )
    }

    /// Pops a slot of whatever type.
    #[inline]
    pub(crate) fn pop_any(&mut self) -> Checked<Type, H> {
        match self.frame.stack_size {
            0 => self.stack_underflow(),
            size => {
                self.frame.stack_size = size - 1;
                Ok(self.frame.stack[size - 1])
            }
        }
    }

    /// Pops one slot that must be what is wanted.
    #[inline]
    pub(crate) fn pop(&mut self, want: Want) -> Checked<Type, H> {
        let top = self.pop_any()?;
        if self.accepts(want, top)? {
            return Ok(top);
        }
        self.bad_operand(ErrorKind::StackType {}, want)
    }

    /// Pops a value of one or two words.
    #[inline]
    pub(crate) fn pop_value(&mut self, wanted: Type) -> Checked<(), H> {
        let Some(second) = wanted.second() else {
            self.pop(Want::Is(wanted))?;
            return Ok(());
        };
        // If both halves are wrong it is the lower one that is reported.
        let upper = self.pop(Want::Is(second));
        self.pop(Want::Is(wanted))?;
        upper.map(|_| ())
    }

    /// Pops a value of one or two words, slot by slot.
    pub(crate) fn pop_slots(&mut self, wanted: Type) -> Checked<(), H> {
        if let Some(second) = wanted.second() {
            self.pop(Want::Is(second))?;
        }
        self.pop(Want::Is(wanted))?;
        Ok(())
    }

    /// Pushes a value of one or two words, slot by slot: the lower half is there when the upper one overflows the stack.
    pub(crate) fn push_slots(&mut self, new: Type) -> Checked<(), H> {
        self.push(new)?;
        match new.second() {
            Some(second) => self.push(second),
            None => Ok(()),
        }
    }

    /// The value just popped is not what `kind` says it should be.
    #[cold]
    pub(crate) fn bad_operand<T>(&self, kind: ErrorKind, want: Want) -> Checked<T, H> {
        self.bad_operand_from(kind, Some((want, Origin::Nowhere)))
    }

    /// The same, with the origin of what was expected, or nothing expected in particular.
    #[cold]
    pub(crate) fn bad_operand_from<T>(
        &self,
        kind: ErrorKind,
        expected: Option<(Want, Origin)>,
    ) -> Checked<T, H> {
        let frame = &self.frame;
        let at = frame.stack_size;
        let actual = frame.stack.get(at).copied().unwrap_or(Type::Top);
        let actual = (Want::Is(actual), Origin::Stack(at));
        self.fail_in(
            kind,
            frame.bci,
            Reason::WrongType { actual, expected },
            Some(frame.view()),
        )
    }

    #[cold]
    fn bad_local_index<T>(&self, kind: ErrorKind, index: u32) -> Checked<T, H> {
        self.fail_in(kind, self.frame.bci, Reason::LocalIndex(index), None)
    }

    #[cold]
    fn bad_local<T>(&self, index: usize, want: Want) -> Checked<T, H> {
        let actual = (Want::Is(self.frame.locals[index]), Origin::Local(index));
        let expected = Some((want, Origin::Nowhere));
        let reason = Reason::WrongType { actual, expected };
        let kind = ErrorKind::LocalType {};
        self.fail_in(kind, self.frame.bci, reason, Some(self.frame.view()))
    }

    /// Reads a local of one word.
    #[inline]
    pub(crate) fn local(&mut self, index: u32, want: Want) -> Checked<Type, H> {
        let at = index as usize;
        let Some(&local) = self.frame.locals.get(at) else {
            return self.bad_local_index(ErrorKind::LocalOverflow {}, index);
        };
        if !self.accepts(want, local)? {
            return self.bad_local(at, want);
        }
        Ok(local)
    }

    /// Reads a local of two words.
    #[inline]
    pub(crate) fn local_pair(&mut self, index: u32, wanted: Type) -> Checked<(), H> {
        let at = index as usize;
        if at + 1 >= self.frame.locals_size {
            return self.bad_local_index(ErrorKind::LocalPairOverflow {}, index);
        }
        if self.frame.locals[at] != wanted {
            return self.bad_local(at, Want::Is(wanted));
        }
        match wanted.second() {
            Some(second) if self.frame.locals[at + 1] != second => {
                self.bad_local(at + 1, Want::Is(second))
            }
            _ => Ok(()),
        }
    }

    /// Writes a local of one or two words.
    #[inline]
    pub(crate) fn set_local(&mut self, index: u32, new: Type) -> Checked<(), H> {
        let at = index as usize;
        let end = at + if new.second().is_some() { 2 } else { 1 };
        let frame = &mut self.frame;
        if end > frame.locals.len() {
            return self.bad_local_index(ErrorKind::LocalOverflow {}, index);
        }
        if let Some(second) = new.second() {
            // The upper slot first: writing the lower one tears an old pair apart and would take the new half with it.
            frame.write_local(at, Type::Top);
            frame.write_local(at + 1, second);
            frame.locals[at] = new;
        } else {
            frame.write_local(at, new);
        }
        frame.locals_size = frame.locals_size.max(end);
        Ok(())
    }
}
