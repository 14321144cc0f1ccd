//! `monitorenter`, `monitorexit`, synchronized methods.

use bytecode::{Insn, Opcode};

use super::slots::Slots;
use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Immediate, Op, State, StateMode, Type, Value};

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
