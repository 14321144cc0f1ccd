//! Instructions and the frame states that they need.

use super::{Builder, Slots};
use crate::env::CompilerEnv;
use crate::ir::{
    Edge, Effect, FrameState, Immediate, InstData, Op, Origin, State, StateMode, Terminator, Type,
    Value,
};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn origin(&self) -> Origin {
        Origin {
            frame: self.frame,
            bci: self.bci,
        }
    }

    /// Appends an instruction; if it may throw and a handler covers it, with an edge there, and goes on in a new block.
    pub(super) fn emit(
        &mut self,
        op: Op,
        ty: Option<Type>,
        immediate: Immediate,
        args: &[Value],
        state: Option<State>,
    ) -> Option<Value> {
        self.block?;
        let unwind = match op.effect().throws() {
            true => self.unwind_edge(),
            false => None,
        };
        self.append(op, ty, immediate, args, state, unwind)
    }

    /// As [`Self::emit`]; `unwind`: where what it throws goes on.
    pub(super) fn append(
        &mut self,
        op: Op,
        ty: Option<Type>,
        immediate: Immediate,
        args: &[Value],
        state: Option<State>,
        unwind: Option<Edge>,
    ) -> Option<Value> {
        let block = self.block?;
        let ends_block = unwind.is_some();
        debug_assert!(state.is_some() || op.effect() != Effect::Guards);
        let data = InstData {
            op,
            ty,
            args: args.to_vec(),
            immediate,
            state,
            unwind,
            result: None,
            origin: self.origin(),
        };
        let result = self.function.append(block, data);
        if ends_block {
            let next = self.function.new_block();
            self.end(Terminator::Jump(Edge::new(next, Vec::new())));
            self.block = Some(next);
        }
        result
    }

    /// The result of an operation that has one, without type, immediate and state.
    pub(super) fn op(&mut self, op: Op, args: &[Value]) -> Value {
        self.op_with(op, None, Immediate::None, args)
    }

    /// As [`Self::op`], of a type.
    pub(super) fn op_of(&mut self, op: Op, ty: Type, args: &[Value]) -> Value {
        self.op_with(op, Some(ty), Immediate::None, args)
    }

    pub(super) fn op_with(
        &mut self,
        op: Op,
        ty: Option<Type>,
        immediate: Immediate,
        args: &[Value],
    ) -> Value {
        let state = op.effect().needs_state().then(|| self.state());
        self.emit(op, ty, immediate, args, state)
            .expect("the operation has a result, and control gets here")
    }

    pub(super) fn constant(&mut self, ty: Type, bits: u64) -> Value {
        self.op_with(Op::Const, Some(ty), Immediate::Bits(bits), &[])
    }

    pub(super) fn int(&mut self, value: i32) -> Value {
        self.constant(Type::Int, u64::from(value as u32))
    }

    /// Takes a value off the stack.
    pub(super) fn pop(&mut self, ty: Type) -> Value {
        let value = self.slots.pop(ty);
        self.sound(value, ty)
    }

    /// The value, which code that the verifier has passed has there. In its place something of the type, if there is none: the method is refused.
    pub(super) fn sound(&mut self, value: Option<Value>, ty: Type) -> Value {
        match value.filter(|value| self.function.type_of(*value) == ty) {
            Some(value) => value,
            None => {
                self.is_unsound = true;
                let entry = self.function.entry();
                self.function.add_param(entry, ty)
            }
        }
    }

    pub(super) fn push(&mut self, value: Value) {
        self.slots.push(value, self.function.type_of(value));
    }

    pub(super) fn null_check(&mut self, value: Value) -> Value {
        if self.known_object(value).is_some() {
            return value;
        }
        self.op(Op::NullCheck, &[value])
    }

    // Frame states

    /// The current instruction runs again.
    pub(super) fn state(&mut self) -> State {
        if let Some(state) = self.state_before {
            return state;
        }
        let slots = std::mem::take(&mut self.before);
        let state = self.make_state(&slots, self.bci, StateMode::Before);
        self.before = slots;
        self.state_before = Some(state);
        state
    }

    /// With what the slots hold now.
    pub(super) fn state_at(&mut self, bci: u32, mode: StateMode) -> State {
        let slots = std::mem::take(&mut self.slots);
        let state = self.make_state(&slots, bci, mode);
        self.slots = slots;
        state
    }

    pub(super) fn make_state(&mut self, slots: &Slots, bci: u32, mode: StateMode) -> State {
        let live = match mode {
            StateMode::Before => self.liveness.before(bci).cloned(),
            StateMode::After => self.liveness.during(bci, self.next),
        };
        let runs_again = mode == StateMode::Before && bci == self.bci;
        let is_read = |index: usize| {
            live.as_ref().is_none_or(|live| live.contains(index))
                || runs_again && self.loaded.contains(index)
        };
        let locals = slots.locals.iter().enumerate();
        let locals = locals.map(|(index, value)| value.filter(|_| is_read(index)));
        let state = FrameState {
            frame: self.frame,
            bci,
            mode,
            locals: locals.collect(),
            stack: slots.stack.clone(),
            locks: self.locks(slots, bci),
            outer: self.call.as_ref().map(|call| call.state),
        };
        self.function.states.push(state)
    }
}
