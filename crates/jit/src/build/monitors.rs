//! `monitorenter`, `monitorexit`, synchronized methods.

use std::ops::Range;

use bytecode::{Insn, Opcode, decode_at};
use classfile::Code;

use super::slots::Slots;
use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Immediate, Op, State, StateMode, Type, Value};

/// A range of code in which the object in a local is locked.
pub(super) struct LockedBlock {
    range: Range<u32>,
    local: usize,
}

/// What compilers make of `synchronized` blocks: handlers for everything that leave the monitor of an object they keep in a local. (Nothing
/// but walks asks for locks: code that locks otherwise runs just as well.)
pub(super) fn locked_blocks(code: &Code<'_>) -> Vec<LockedBlock> {
    let left_by = |handler: u16| {
        let store = decode_at(code.code, u32::from(handler)).ok()?;
        let load = decode_at(code.code, store.next).ok()?;
        let exit = decode_at(code.code, load.next).ok()?;
        let fits = store.opcode.base() == Opcode::Astore
            && load.opcode.base() == Opcode::Aload
            && exit.opcode == Opcode::Monitorexit;
        fits.then(|| load.local() as usize)
    };
    let entries = code.exception_table.iter();
    entries
        // (A handler covers itself, so that what it throws unlocks as well.)
        .filter(|entry| entry.catch_type == 0 && entry.start != entry.handler)
        .filter_map(|entry| {
            Some(LockedBlock {
                range: u32::from(entry.start)..u32::from(entry.end),
                local: left_by(entry.handler)?,
            })
        })
        .collect()
}

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn monitors(&mut self, insn: &Insn) -> Built<()> {
        let object = self.pop(Type::Ref);
        let object = self.null_check(object);
        match insn.opcode {
            Opcode::Monitorenter => {
                // It must not run twice: the interpreter would go on behind it.
                let state = self.state_at(self.next, StateMode::Before);
                self.enter_monitor(object, state);
            }
            _ => self.exit_monitor(object),
        }
        Ok(())
    }

    /// What the frame has locked at `bci`, outermost first.
    pub(super) fn locks(&self, slots: &Slots, bci: u32) -> Vec<Value> {
        // Rows of inner blocks come first.
        let rows = self.locked_blocks.iter().rev();
        let blocks = rows
            .filter(|block| block.range.contains(&bci))
            .filter_map(|block| slots.local(block.local))
            .filter(|value| self.function.type_of(*value) == Type::Ref);
        self.lock.into_iter().chain(blocks).collect()
    }

    /// What a synchronized method locks: its receiver, or the mirror of its class.
    pub(super) fn object_to_lock(&mut self) -> Value {
        let is_static = self.view.method.access_flags & classfile::access::STATIC != 0;
        match self.slots.local(0).filter(|_| !is_static) {
            Some(this) => this,
            None => {
                let mirror = self.env.mirror_of(self.view.key);
                let mirror = self.oop_id(&mirror);
                self.op_with(Op::Oop, None, Immediate::Oop(mirror), &[])
            }
        }
    }

    pub(super) fn enter_monitor(&mut self, object: Value, state: State) {
        let none = Immediate::None;
        self.emit(Op::MonitorEnter, None, none, &[object], Some(state));
    }

    /// Neither blocks nor runs Java, so nobody can throw this code away meanwhile: no state.
    pub(super) fn exit_monitor(&mut self, object: Value) {
        self.emit(Op::MonitorExit, None, Immediate::None, &[object], None);
    }
}
