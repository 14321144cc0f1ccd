//! Jumps, switches, returns, `athrow`, subroutines; loop rotation.
//!
//! Rotation: at a backward `goto` to a short pure condition the condition is copied, inverted, to the bottom: one fused
//! instruction per iteration. Those bytecodes then have two pcs; bci -> pc names the first.

use bytecode::{Category, Opcode, decode_at};
use classfile::BasicType;

use super::stack::Entry::Address;
use super::{Result, Rotation, Translator};
use crate::ops::Op;
use crate::translation::Switch;

/// Longest loop condition that is copied, in bytecodes.
const MAX_ROTATED: usize = 8;

impl Translator<'_> {
    pub(super) fn control(&mut self) -> Result<()> {
        match self.insn.opcode.base() {
            Opcode::Goto => self.goto(self.insn.target() as u32),
            Opcode::Jsr => {
                let target = self.insn.target() as u32;
                self.canonicalize_all();
                // The subroutine is assumed to pop its address and return.
                if self.depth[self.next as usize] < 0 {
                    self.note_depth(self.next);
                }
                let register = self.slot(self.stack.len());
                self.push(Address, 1);
                self.note_depth(target);
                let jump = self.emit(Op::Jsr, register, 0, 0, 0);
                self.branch_to(jump, target);
                self.returns.push((jump, self.next));
                Ok(())
            }
            Opcode::Ret => {
                let register = self.return_local(self.insn.local())?;
                self.canonicalize_all();
                self.emit(Op::RetSub, register, 0, 0, 0);
                Ok(())
            }
            Opcode::Tableswitch => {
                let source = self.pop(1)?;
                let switch = self.insn.table_switch(self.code);
                let targets: Vec<i32> = switch.targets().collect();
                self.switch(
                    Op::TableSwitch,
                    source,
                    switch.low(),
                    Vec::new(),
                    targets,
                    switch.default_target(),
                )
            }
            Opcode::Lookupswitch => {
                let source = self.pop(1)?;
                let switch = self.insn.lookup_switch(self.code);
                let (keys, targets) = switch.pairs().unzip();
                self.switch(
                    Op::LookupSwitch,
                    source,
                    0,
                    keys,
                    targets,
                    switch.default_target(),
                )
            }
            Opcode::Athrow => {
                let source = self.pop(1)?;
                self.emit(Op::Throw, source, 0, 0, 0);
                Ok(())
            }
            _ => self.return_(),
        }
    }

    fn goto(&mut self, target: u32) -> Result<()> {
        self.canonicalize_all();
        self.note_depth(target);
        if target > self.insn.bci {
            let jump = self.emit(Op::Goto, 0, 0, 0, 0);
            self.branch_to(jump, target);
            return Ok(());
        }
        if let Some(fall) = self.rotatable(target) {
            let (insn, next) = (self.insn, self.next);
            self.rotating = Some(Rotation {
                header: target,
                body: fall,
                behind: next,
            });
            let mut bci = target;
            while bci < fall {
                self.insn = decode_at(self.code, bci)?;
                self.next = self.insn.next;
                self.one()?;
                bci = self.next;
            }
            self.rotating = None;
            self.insn = insn;
            self.next = next;
            return Ok(());
        }
        let jump = self.emit(Op::GotoB, 0, 0, 0, 0);
        self.branch_back(jump, target, target);
        Ok(())
    }

    /// May the block at `target` be copied to the bottom of its loop? Returns the fall-through of its conditional.
    fn rotatable(&self, target: u32) -> Option<u32> {
        if !self.stack.is_empty() || self.rotating.is_some() {
            return None;
        }
        let mut bci = target;
        for _ in 0..MAX_ROTATED {
            if bci != target && self.leader[bci as usize] {
                return None;
            }
            let insn = decode_at(self.code, bci).ok()?;
            let movable = match insn.opcode.category() {
                Category::Compare if insn.opcode.is_branch() => {
                    return (insn.target() as u32 > self.insn.bci).then_some(insn.next);
                }
                Category::Constants => {
                    !matches!(insn.opcode, Opcode::Ldc | Opcode::LdcW | Opcode::Ldc2W)
                }
                Category::Loads => insn.opcode.base() < Opcode::Istore,
                Category::Math => insn.opcode != Opcode::Iinc,
                Category::Convert | Category::Compare => true,
                Category::Arrays => {
                    insn.opcode == Opcode::Arraylength
                        || (Opcode::Iaload..=Opcode::Saload).contains(&insn.opcode)
                }
                Category::Fields => matches!(insn.opcode, Opcode::Getfield | Opcode::Getstatic),
                _ => false,
            };
            if !movable {
                return None;
            }
            bci = insn.next;
        }
        None
    }

    fn switch(
        &mut self,
        op: Op,
        source: i16,
        low: i32,
        keys: Vec<i32>,
        targets: Vec<i32>,
        default: i32,
    ) -> Result<()> {
        self.canonicalize_all();
        for target in targets.iter().chain([&default]) {
            self.note_depth(*target as u32);
        }
        // An unsorted lookupswitch (only unverified code has one) would defeat the binary search.
        if !keys.is_sorted() {
            return self.malformed();
        }
        let pc = self.emit(op, source, 0, 0, 0);
        self.switch_pcs.push(pc);
        self.switches.push(Switch {
            low,
            keys: keys.into_boxed_slice(),
            displacements: targets.into_boxed_slice(),
            default,
        });
        Ok(())
    }

    fn return_(&mut self) -> Result<()> {
        let is_synchronized = self.method.is_synchronized();
        if self.insn.opcode == Opcode::Return {
            if is_synchronized {
                self.emit(Op::SyncExit, 0, 0, 0, 0);
            }
            if self.is_object_constructor() {
                let receiver = self.local(0)?;
                self.emit(Op::RetInit, receiver, 0, 0, 0);
            } else {
                self.emit(Op::RetVoid, 0, 0, 0, 0);
            }
            return Ok(());
        }
        let slots = if matches!(self.insn.opcode, Opcode::Lreturn | Opcode::Dreturn) {
            2
        } else {
            1
        };
        // HotSpot narrows the int of an `ireturn` to the declared type.
        let narrow = |value: u64| -> u64 {
            let value = value as i32;
            u64::from(match self.method.result {
                BasicType::Boolean => value & 1,
                BasicType::Byte => i32::from(value as i8),
                BasicType::Char => i32::from(value as u16),
                BasicType::Short => i32::from(value as i16),
                _ => value,
            } as u32)
        };
        if let Some(constant) = self.pop_constant(slots) {
            let constant = if self.insn.opcode == Opcode::Ireturn {
                narrow(constant)
            } else {
                constant
            };
            if is_synchronized {
                self.emit(Op::SyncExit, 0, 0, 0, 0);
            }
            self.emit(Op::RetK, 0, 0, 0, constant);
            return Ok(());
        }
        let source = self.pop(slots)?;
        if is_synchronized {
            self.emit(Op::SyncExit, 0, 0, 0, 0);
        }
        let op = match (self.insn.opcode, self.method.result) {
            (Opcode::Ireturn, BasicType::Boolean) => Op::RetZ,
            (Opcode::Ireturn, BasicType::Byte) => Op::RetB,
            (Opcode::Ireturn, BasicType::Char) => Op::RetC,
            (Opcode::Ireturn, BasicType::Short) => Op::RetS,
            _ => Op::Ret,
        };
        self.emit(op, source, 0, 0, 0);
        Ok(())
    }
}
