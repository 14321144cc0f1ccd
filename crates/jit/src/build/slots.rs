//! Locals and operand stack while a method is built: SSA values in JVM slots. A long or double is in the lower of its two slots; the
//! upper one is empty, as is a slot that holds nothing usable.

use crate::ir::{Type, Value};

#[derive(Clone, Default)]
pub(super) struct Slots {
    pub(super) locals: Vec<Option<Value>>,
    pub(super) stack: Vec<Option<Value>>,
}

impl Slots {
    /// Takes over the content of `other`, in the memory that is here.
    pub(super) fn copy_from(&mut self, other: &Slots) {
        self.locals.clone_from(&other.locals);
        self.stack.clone_from(&other.stack);
    }

    pub(super) fn push(&mut self, value: Value, ty: Type) {
        self.stack.push(Some(value));
        if ty.slots() == 2 {
            self.stack.push(None);
        }
    }

    /// The topmost slot, as it is.
    pub(super) fn pop_slot(&mut self) -> Option<Value> {
        self.stack.pop().flatten()
    }

    /// The topmost value of a type; `None` if code that the type flow has passed holds none there, which it never does.
    pub(super) fn pop(&mut self, ty: Type) -> Option<Value> {
        if ty.slots() == 2 {
            self.stack.pop();
        }
        self.pop_slot()
    }

    pub(super) fn set_local(&mut self, index: usize, value: Value, ty: Type) {
        let end = index + ty.slots();
        if self.locals.len() < end {
            self.locals.resize(end, None);
        }
        // Half of a long that ends here is no value any more.
        self.locals[index] = Some(value);
        self.locals[index + 1..end].fill(None);
    }

    pub(super) fn local(&self, index: usize) -> Option<Value> {
        self.locals.get(index).copied().flatten()
    }
}
