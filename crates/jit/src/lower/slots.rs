//! References as CLIF: variables that change their registers at calls, and slots of the frame. `references.rs` has the plan.

use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{
    self as clif, InstBuilder, StackSlotData, StackSlotKind, UserStackMapEntry,
};
use cranelift_frontend::Variable;

use super::places::ValuePlace;
use super::references::root;
use super::{Lowering, REGION_SLOTS, REGION_VM};
use crate::ir::bits::Bits;
use crate::ir::{Block, Definition, Entity, Immediate, OopId, Op, Value};

impl Lowering<'_, '_> {
    pub(super) fn set_reference(&mut self, value: Value, made: clif::Value) {
        self.values[value.index()] = Some(made);
        self.facts.references.push(made);
        let Some(number) = self.references.number_of(value) else {
            return;
        };
        let is_root = self.references.value(number) == value;
        if !is_root || !self.references.places.contains(number) {
            return;
        }
        let variable = self.variable(number);
        self.builder.def_var(variable, made);
        self.at_hand.insert(number);
        if self.references.stored.contains(number) {
            self.store_in_slot(number);
        }
    }

    pub(super) fn get_reference(&mut self, value: Value) -> Option<clif::Value> {
        let number = self.references.number_of(value);
        match number.filter(|number| self.references.places.contains(*number)) {
            None => self.values[root(self.function, value).index()],
            Some(number) if self.at_hand.contains(number) => {
                let variable = self.variable(number);
                Some(self.builder.use_var(variable))
            }
            Some(number) => Some(self.read_slot(number)),
        }
    }

    fn variable(&mut self, number: usize) -> Variable {
        match self.variables[number] {
            Some(variable) => variable,
            None => {
                let variable = self.builder.declare_var(I64);
                self.variables[number] = Some(variable);
                variable
            }
        }
    }

    /// The row of the oop table that the reference always can be read from.
    fn oop_of(&self, number: usize) -> Option<OopId> {
        let value = self.references.value(number);
        let Definition::Result(inst) = self.function.values[value].definition else {
            return None;
        };
        let data = &self.function.insts[inst];
        match data.immediate {
            Immediate::Oop(oop) if data.op == Op::Oop => Some(oop),
            _ => None,
        }
    }

    /// Where the objects are that states name as locked.
    pub(super) fn find_holders(&mut self) {
        let states = self.function.states.values();
        let locks: Vec<Value> = states.flat_map(|state| state.locks.clone()).collect();
        for lock in locks {
            let Some(number) = self.references.number_of(lock) else {
                continue;
            };
            let place = match self.oop_of(number) {
                Some(oop) => Some(ValuePlace::Oop(self.function.oops[oop].key.0)),
                None => {
                    let color = self.references.colors[number] as usize;
                    let slot = self.slots.get(color).copied().flatten();
                    slot.map(ValuePlace::Slot)
                }
            };
            if let Some(place) = place {
                self.locations.holders.insert(lock, place);
            }
        }
    }

    fn slot(&mut self, number: usize) -> clif::StackSlot {
        let color = self.references.colors[number] as usize;
        if self.slots.len() <= color {
            self.slots.resize(color + 1, None);
        }
        match self.slots[color] {
            Some(slot) => slot,
            None => {
                let data = StackSlotData::new(StackSlotKind::ExplicitSlot, 8, 3);
                let slot = self.builder.create_sized_stack_slot(data);
                self.slots[color] = Some(slot);
                self.facts.slots.insert(slot);
                slot
            }
        }
    }

    fn store_in_slot(&mut self, number: usize) {
        if self.oop_of(number).is_some() {
            return;
        }
        let slot = self.slot(number);
        let variable = self.variable(number);
        let value = self.builder.use_var(variable);
        let flags = self.flags(REGION_SLOTS);
        let address = self.builder.ins().stack_addr(I64, slot, 0);
        self.builder.ins().store(flags, value, address, 0);
    }

    fn read_slot(&mut self, number: usize) -> clif::Value {
        let value = match self.oop_of(number) {
            Some(oop) => self.read_oop(oop),
            None => {
                let slot = self.slot(number);
                let flags = self.flags(REGION_SLOTS);
                let address = self.builder.ins().stack_addr(I64, slot, 0);
                self.builder.ins().load(I64, flags, address, 0)
            }
        };
        self.facts.references.push(value);
        let variable = self.variable(number);
        self.builder.def_var(variable, value);
        self.at_hand.insert(number);
        value
    }

    /// The collector updates the row: nothing may be assumed of its content.
    pub(super) fn read_oop(&mut self, oop: OopId) -> clif::Value {
        let row = self.long(self.function.oops[oop].key.0 as i64);
        let flags = self.flags(REGION_VM);
        self.builder.ins().load(I64, flags, row, 0)
    }

    /// In front of a call: what is live stands in slots. These, for its stack map.
    pub(super) fn save(&mut self, live: &Bits) -> Vec<UserStackMapEntry> {
        let mut entries = Vec::new();
        for number in live.iter() {
            if self.oop_of(number).is_some() {
                continue;
            }
            if !self.references.stored.contains(number) {
                self.store_in_slot(number);
            }
            entries.push(UserStackMapEntry {
                ty: I64,
                slot: self.slot(number),
                offset: 0,
            });
        }
        entries
    }

    /// Behind a cold call, in the cold code: what is live and was in registers is so again.
    pub(super) fn read_again(&mut self, at_hand: &Bits) {
        let mut live = self.live.clone();
        live.intersect(at_hand);
        for number in live.iter() {
            self.read_slot(number);
        }
    }

    /// What is not stored at its definition is in its slot where a handler begins, and in registers from there on.
    pub(super) fn read_what_handlers_need(&mut self, block: Block) {
        let first = self.function.blocks[block].insts.first();
        if first.is_none_or(|inst| self.function.insts[*inst].op != Op::Catch) {
            return;
        }
        for number in self.references.live_in(block).clone().iter() {
            if !self.references.stored.contains(number) {
                self.read_slot(number);
            }
        }
    }

    /// In front of a loop without calls: what it uses is in registers from here on.
    pub(super) fn read_what_loops_want(&mut self, block: Block) {
        let Some(wanted) = self.references.wanted_behind(block).cloned() else {
            return;
        };
        for number in wanted.iter() {
            if !self.at_hand.contains(number) {
                self.read_slot(number);
            }
        }
    }
}
