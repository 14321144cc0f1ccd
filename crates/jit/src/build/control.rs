//! Jumps, switches, returns, `athrow`.

use std::collections::BTreeMap;

use abi::deopt::DeoptReason;
use bytecode::{Insn, Opcode, decode_at};
use classfile::BasicType;

use super::{Builder, Built};
use crate::env::CompilerEnv;
use crate::ir::{Edge, Immediate, Op, Ordering, Terminator, Type, Value};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn control(&mut self, insn: &Insn) -> Built<()> {
        match insn.opcode.base() {
            Opcode::Goto => {
                let target = insn.target() as u32;
                if target <= self.bci {
                    self.poll(target);
                }
                let edge = self.edge_to(target);
                self.end(Terminator::Jump(edge));
            }
            Opcode::Tableswitch => {
                let switch = insn.table_switch(self.code.code);
                let keys = (i64::from(switch.low())..).map(|key| key as i32);
                let cases = keys.zip(switch.targets()).collect();
                self.switch(cases, switch.default_target());
            }
            Opcode::Lookupswitch => {
                let switch = insn.lookup_switch(self.code.code);
                self.switch(switch.pairs().collect(), switch.default_target());
            }
            Opcode::Athrow => {
                let exception = self.pop(Type::Ref);
                let exception = self.null_check(exception);
                let (unwind, origin) = (self.unwind_edge(), self.origin());
                self.end(Terminator::Throw {
                    exception,
                    unwind,
                    origin,
                });
            }
            Opcode::Ireturn => self.return_value(Type::Int),
            Opcode::Lreturn => self.return_value(Type::Long),
            Opcode::Freturn => self.return_value(Type::Float),
            Opcode::Dreturn => self.return_value(Type::Double),
            Opcode::Areturn => self.return_value(Type::Ref),
            _ => self.leave(None),
        }
        Ok(())
    }

    /// Counts the instruction as executed, with those that follow it as a matter of course.
    pub(super) fn count(&mut self, insn: &Insn) {
        let Some(counter) = self.env.bytecode_counter(self.view.key) else {
            return;
        };
        if self.counted == 0 {
            let mut next = *insn;
            self.counted = 1;
            while !next.opcode.ends_block()
                && !next.opcode.is_branch()
                && !self.heads.contains_key(&next.next)
                && let Ok(following) = decode_at(self.code.code, next.next)
            {
                next = following;
                self.counted += 1;
            }
            self.function.counter = Some(counter);
            self.bci = insn.bci;
            let count = Immediate::Bits(self.counted as u64);
            self.emit(Op::Count, None, count, &[], None);
        }
        self.counted -= 1;
    }

    fn switch(&mut self, cases: Vec<(i32, i32)>, default: i32) {
        let targets: Vec<i32> = cases.iter().map(|case| case.1).chain([default]).collect();
        let left_out = self.unseen_targets(&targets);
        let exit = match left_out.is_empty() {
            true => None,
            false => Some(self.exit_here(DeoptReason::UnstableSwitch)),
        };
        let value = self.pop(Type::Int);
        let mut edge = |target: i32| match &exit {
            Some(exit) if left_out.contains(&target) => exit.clone(),
            _ => self.edge_with_poll(target as u32),
        };
        // Keys ascend, as the verifier demands; in unverified code one of equal keys does as well as another.
        let others = cases.into_iter().filter(|(_, target)| *target != default);
        let cases: BTreeMap<i32, Edge> = others.map(|(key, target)| (key, edge(target))).collect();
        let default = edge(default);
        self.end(Terminator::Switch {
            value,
            cases: cases.into_iter().collect(),
            default,
        });
    }

    /// Sub-int results are narrowed by the method that returns them (JVMS 6.5.ireturn).
    fn return_value(&mut self, ty: Type) {
        let value = self.pop(ty);
        let descriptor = self.view.class.utf8(self.view.method.descriptor_index);
        let basic = classfile::MethodDescriptor::parse(descriptor)
            .map(|descriptor| descriptor.return_type().basic_type());
        let value = match basic {
            Some(BasicType::Boolean) => {
                let one = self.int(1);
                self.op_of(Op::And, Type::Int, &[value, one])
            }
            Some(BasicType::Byte) => self.op(Op::I2B, &[value]),
            Some(BasicType::Char) => self.op(Op::I2C, &[value]),
            Some(BasicType::Short) => self.op(Op::I2S, &[value]),
            _ => value,
        };
        self.leave(Some(value));
    }

    fn leave(&mut self, value: Option<Value>) {
        let returned = value.map(|value| self.function.type_of(value));
        self.is_unsound |= returned != self.facts.result;
        if self.view.class.utf8(self.view.method.name_index) == b"<init>" {
            if self.view.class.super_name().is_none() {
                let this = self.sound(self.slots.local(0), Type::Ref);
                let state = self.state();
                let none = Immediate::None;
                self.emit(Op::RegisterFinalizer, None, none, &[this], Some(state));
            }
            // Final fields are visible before the object is (JLS 17.5).
            self.fence(Ordering::StoreStore);
        }
        if let Some(lock) = self.lock {
            self.exit_monitor(lock);
        }
        match &self.call {
            None => self.end(Terminator::Return(value)),
            Some(call) => {
                let edge = Edge::new(call.next, value.into_iter().collect());
                self.end(Terminator::Jump(edge));
            }
        }
    }
}
