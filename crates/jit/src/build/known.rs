//! What the VM knows the value of: static finals, and what never changes any more in an object that is known. From these follow the class of
//! a receiver, the target of a method handle, and with them most of what a variable handle does.
//!
//! An object is known where it is the result of `oop`. Blocks hide that: a merge point makes parameters of what the slots hold. Where a
//! method has no backward branch, all edges to a merge point are there before it is built, and what they agree on goes on as it is.

use abi::deopt::DeoptReason;

use super::{Builder, Built};
use crate::env::{CallFacts, ClassFacts, CompilerEnv, ConstantFacts, LinkerKind, MethodFacts};
use crate::ir::{
    Block, Condition, Definition, Entity, Immediate, Key, Op, Terminator, Type, Value,
};
use crate::passes::fold::{compare_ints, constant_of};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    /// The object that a value always is.
    pub(super) fn known_object(&self, value: Value) -> Option<Key> {
        if self.progress.is_off {
            return None;
        }
        let Definition::Result(inst) =
            self.function.values[self.function.resolve(value)].definition
        else {
            return None;
        };
        let data = &self.function.insts[inst];
        match (data.op, data.immediate) {
            (Op::Oop, Immediate::Oop(oop)) => Some(self.function.oops[oop].key),
            _ => None,
        }
    }

    /// The int that a value always is.
    pub(super) fn known_int(&self, value: Value) -> Option<i32> {
        let bits = constant_of(&self.function, value)?;
        (self.function.type_of(value) == Type::Int).then_some(bits as i32)
    }

    pub(super) fn value_of(&mut self, facts: &ConstantFacts) -> Value {
        match facts {
            ConstantFacts::Null => self.constant(Type::Ref, 0),
            ConstantFacts::Primitive(ty, bits) => self.constant(*ty, *bits),
            ConstantFacts::Oop(oop) => {
                let oop = self.oop_id(oop);
                self.op_with(Op::Oop, None, Immediate::Oop(oop), &[])
            }
        }
    }

    /// The value of the field at `cp_index`, static if there is no object, if it never changes any more.
    pub(super) fn known_field(
        &self,
        object: Option<Value>,
        cp_index: u16,
    ) -> Option<ConstantFacts> {
        if self.progress.is_off || self.block.is_none() {
            return None;
        }
        match object {
            None => self.env.static_value(self.view.key, cp_index),
            Some(object) => {
                let object = self.known_object(object)?;
                self.env.field_value(object, self.view.key, cp_index)
            }
        }
    }

    /// The value of the field that the instruction reads, if it seldom changes.
    pub(super) fn assumed_field(&mut self, object: Value) -> Option<ConstantFacts> {
        let object = self.known_object(object)?;
        let known = self.env.assume_field(object, self.view.key, self.bci)?;
        self.assume(DeoptReason::CallSite);
        Some(known)
    }

    /// The same of an array's element.
    pub(super) fn known_element(&self, array: Value, index: Value) -> Option<ConstantFacts> {
        let array = self.known_object(array)?;
        let index = u32::try_from(self.known_int(index)?).ok()?;
        self.env.element_value(array, index)
    }

    pub(super) fn known_length(&self, array: Value) -> Option<u32> {
        self.env.array_length(self.known_object(array)?)
    }

    /// Whether a comparison of ints or references holds, where that is known.
    pub(super) fn known_comparison(
        &self,
        condition: Condition,
        ty: Type,
        left: Value,
        right: Value,
    ) -> Option<bool> {
        if self.progress.is_off {
            return None;
        }
        if ty == Type::Int {
            let (left, right) = (self.known_int(left)?, self.known_int(right)?);
            let bits = compare_ints(
                Immediate::Condition(condition),
                left.into(),
                right.into(),
                32,
            )?;
            return Some(bits != 0);
        }
        let is_null = |value| constant_of(&self.function, value) == Some(0);
        let (a, b) = (self.known_object(left), self.known_object(right));
        let equal = match (a, b) {
            (Some(a), Some(b)) => self.env.are_same(a, b)?,
            (Some(_), None) if is_null(right) => false,
            (None, Some(_)) if is_null(left) => false,
            (None, None) if is_null(left) && is_null(right) => true,
            _ => return None,
        };
        Some(equal == (condition == Condition::Eq))
    }

    /// Whether a value, which is known, is of a class: `checkcast` passes it.
    pub(super) fn known_instance(&self, object: Value, class: &ClassFacts) -> Option<bool> {
        let actual = self.env.class_of(self.known_object(object)?)?;
        Some(self.env.is_subclass(actual.key, class.key))
    }

    /// What a call through a table runs if the receiver, the first argument, is known.
    pub(super) fn known_target(&self, args: &[Value]) -> Option<MethodFacts> {
        let receiver = self.env.class_of(self.known_object(args[0])?)?;
        let target = self.env.selected(self.view.key, self.bci, receiver.key)?;
        self.fits(&target, args).then_some(target)
    }

    /// Whether the method takes such arguments.
    fn fits(&self, method: &MethodFacts, args: &[Value]) -> bool {
        let types = args.iter().map(|arg| self.function.type_of(*arg));
        types.eq(method.params.iter().copied())
    }

    /// What a linker goes on to, and with which arguments, if the argument that names it is known.
    pub(super) fn known_link(
        &self,
        kind: LinkerKind,
        linker: &MethodFacts,
        args: &[Value],
    ) -> Option<(CallFacts, Vec<Value>)> {
        let mut args = args.to_vec();
        let named = match kind {
            LinkerKind::Basic => *args.first()?,
            LinkerKind::Static | LinkerKind::Receiver => args.pop()?,
        };
        let named = self.known_object(named)?;
        let receiver = args.first().and_then(|first| self.known_object(*first));
        let facts = self.env.linked(linker.key, named, receiver)?;
        let (CallFacts::Direct(target) | CallFacts::Virtual(target)) = &facts else {
            return None;
        };
        let has_same_result = linker.result.is_none() || linker.result == target.result;
        (self.fits(target, &args) && has_same_result).then_some((facts, args))
    }

    /// A linked handle or call site: its adapter in the place of the call, if the handle is known.
    pub(super) fn inline_adapter(
        &mut self,
        adapter: &MethodFacts,
        args: &[Value],
    ) -> Built<Option<Option<Value>>> {
        let mut ends = args.iter().take(1).chain(args.last());
        let is_known = ends.any(|arg| self.known_object(*arg).is_some());
        if !is_known || !self.fits(adapter, args) {
            return Ok(None);
        }
        self.inline(adapter, args)
    }

    // Merge points

    /// What a block results in to which only blocks from number `first` on lead: its parameter, or what all of them bring.
    pub(super) fn merged(&self, first: usize, block: Block, param: Value) -> Value {
        let mut brought = None;
        for index in first..self.function.blocks.len() {
            let from = &self.function.blocks[Block::from_index(index)];
            match &from.end {
                Some(Terminator::Jump(edge)) if edge.block == block => {
                    let value = self.function.resolve(edge.args[0]);
                    if brought.is_some_and(|brought| brought != value) {
                        return param;
                    }
                    brought = Some(value);
                }
                _ => {}
            }
        }
        brought.unwrap_or(param)
    }
}
