//! Where machine code comes from, and what it says when it leaves to the interpreter: the tables behind Cranelift's source locations.
//!
//! A location is the number of a row here, not of an instruction: block ends, the stack check of the prologue and side exits need one
//! too. `compile` finds the row of a call or trap by its address and makes the records of `abi::code` from it.

use std::collections::HashMap;

use abi::code::{FrameRecord, OriginRecord, SlotRecord, StateRecord};
use abi::deopt::DeoptReason;
use cranelift_codegen::ir::StackSlot;

use crate::ir::{Frame, Function, Origin, State, StateMode, Type, Value};

/// What a source location stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Location {
    pub origin: Origin,
    pub role: Role,
}

/// What the tables of code must know of an instruction besides its origin.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    Plain,
    /// May be met by a walk while the frames of this state hold locks.
    Holding(State),
    /// Leaves to the interpreter in this state.
    Exit(DeoptReason, State),
    /// Returns from the method.
    Return,
}

/// Rows in order of their numbers.
#[derive(Default)]
pub struct Locations {
    rows: Vec<Location>,
    numbers: HashMap<Location, u32>,
    /// Where the objects are that states name as locked.
    pub(super) holders: HashMap<Value, ValuePlace>,
}

/// Where a reference is while code calls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValuePlace {
    Slot(StackSlot),
    /// The address of the row that it can be read from.
    Oop(u64),
}

impl Locations {
    pub(super) fn number(&mut self, location: Location) -> u32 {
        let rows = &mut self.rows;
        *self.numbers.entry(location).or_insert_with(|| {
            rows.push(location);
            rows.len() as u32 - 1
        })
    }

    pub fn get(&self, number: u32) -> Option<&Location> {
        self.rows.get(number as usize)
    }

    /// The objects that the frames of `state` have locked, innermost frame first, and where they are.
    pub fn locks(&self, function: &Function, state: State) -> Vec<(u32, ValuePlace)> {
        let locks = locked(function, state).into_iter();
        locks
            .filter_map(|(depth, value)| Some((depth, *self.holders.get(&value)?)))
            .collect()
    }

    /// In order of their numbers.
    pub fn rows(&self) -> impl Iterator<Item = &Location> {
        self.rows.iter()
    }
}

/// The methods and bcis that `origin` stands for, innermost first.
pub fn origin_record(function: &Function, origin: Origin) -> OriginRecord {
    let mut rows = Vec::new();
    let mut next = Some(origin);
    while let Some(origin) = next {
        let frame = &function.frames[origin.frame];
        rows.push((method_word(function, origin.frame), origin.bci));
        next = frame.caller;
    }
    OriginRecord(rows.into())
}

/// The address of a frame's method.
fn method_word(function: &Function, frame: Frame) -> u32 {
    let method = function.frames[frame].method;
    function.methods[method].key.0 as u32
}

/// The objects that the frames of `state` have locked: the depth of the frame, innermost first, and the object.
pub(super) fn locked(function: &Function, state: State) -> Vec<(u32, Value)> {
    let mut rows = Vec::new();
    let (mut next, mut depth) = (Some(state), 0);
    while let Some(state) = next {
        let data = &function.states[state];
        rows.extend(data.locks.iter().map(|lock| (depth, *lock)));
        next = data.outer;
        depth += 1;
    }
    rows
}

/// The values that a side exit saves, each once: the place in the list is the place in the thread's buffer.
pub fn saved_values(function: &Function, state: State) -> Vec<Value> {
    let mut values = Vec::new();
    let mut next = Some(state);
    while let Some(state) = next {
        let data = &function.states[state];
        for value in data.values() {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        next = data.outer;
    }
    values
}

/// `state` for the runtime, with the buffer as [`saved_values`] says.
pub fn state_record(function: &Function, state: State) -> StateRecord {
    let saved = saved_values(function, state);
    let slot = |value: &Option<Value>| match value {
        None => SlotRecord::Empty,
        Some(value) => SlotRecord::Value {
            index: saved.iter().position(|known| known == value).unwrap_or(0) as u16,
            is_reference: function.type_of(*value) == Type::Ref,
        },
    };
    let mut frames = Vec::new();
    let mut next = Some(state);
    while let Some(state) = next {
        let data = &function.states[state];
        frames.push(FrameRecord {
            method: method_word(function, data.frame),
            bci: data.bci,
            is_after: data.mode == StateMode::After,
            locals: data.locals.iter().map(slot).collect(),
            stack: data.stack.iter().map(slot).collect(),
            locks: data.locks.iter().map(|lock| slot(&Some(*lock))).collect(),
        });
        next = data.outer;
    }
    StateRecord {
        frames: frames.into(),
    }
}
