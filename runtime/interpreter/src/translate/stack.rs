//! The abstract operand stack, and the untyped shuffles (`dup`, `swap`, ...) as operations on it.

use bytecode::Opcode;

use super::{Result, Translator};
use crate::ops::Op;

/// Where the value of a stack slot is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Entry {
    /// In the slot's own register.
    Canonical,
    /// An elided copy: still in this register (a local or a lower stack slot).
    Register(i16),
    /// A constant, in the form the register would have.
    Constant(u64),
    /// Upper half of a long or double.
    Upper,
    /// In the slot's own register: the return address of a subroutine, put there by `jsr`.
    Address,
}

use Entry::{Address, Canonical, Constant, Register, Upper};

impl Translator<'_> {
    /// Register of stack slot `index`.
    pub(super) fn slot(&self, index: usize) -> i16 {
        (self.stack_base + index) as i16
    }

    /// Pushes an entry of `slots` slots.
    pub(super) fn push(&mut self, entry: Entry, slots: u32) {
        if entry != Canonical {
            self.settled = self.settled.min(self.stack.len());
        }
        self.stack.push(entry);
        if slots == 2 {
            self.stack.push(Upper);
        }
        self.deepest = self.deepest.max(self.stack.len());
    }

    /// Makes stack slot `index` canonical.
    fn canonicalize(&mut self, index: usize) {
        match self.stack[index] {
            Register(register) => {
                self.emit(Op::Mov, self.slot(index), register, 0, 0);
            }
            Constant(value) => {
                self.emit(Op::Const, self.slot(index), 0, 0, value);
            }
            Canonical | Upper | Address => return,
        }
        self.stack[index] = Canonical;
    }

    /// Makes everything from slot `from` on canonical; neighbours move in pairs.
    pub(super) fn canonicalize_from(&mut self, from: usize) {
        let mut index = from;
        while index < self.stack.len() {
            if let (Register(x), Some(&Register(y))) =
                (self.stack[index], self.stack.get(index + 1))
            {
                // Both are read before either is written, so a copy of a lower slot stays right.
                self.emit(Op::Mov2, self.slot(index), x, y, 0);
                self.stack[index] = Canonical;
                self.stack[index + 1] = Canonical;
                index += 2;
            } else {
                self.canonicalize(index);
                index += 1;
            }
        }
    }

    /// Makes the whole stack canonical. What an earlier call settled is not looked at again: long initialisers call this with
    /// thousands of slots below.
    pub(super) fn canonicalize_all(&mut self) {
        let settled = self.settled.min(self.stack.len());
        debug_assert!(
            !self.stack[..settled]
                .iter()
                .any(|entry| matches!(entry, Register(_) | Constant(_))),
            "settled slots are canonical"
        );
        self.canonicalize_from(settled);
        self.settled = self.stack.len();
    }

    fn position(&self, slots: u32) -> Result<usize> {
        match self.stack.len().checked_sub(slots as usize) {
            Some(index) => Ok(index),
            None => self.malformed(),
        }
    }

    /// Pops a value and returns the register to read; a constant goes through its canonical slot.
    pub(super) fn pop(&mut self, slots: u32) -> Result<i16> {
        let index = self.position(slots)?;
        let register = match self.stack[index] {
            Register(register) => register,
            Constant(_) => {
                self.canonicalize(index);
                self.slot(index)
            }
            Canonical | Upper | Address => self.slot(index),
        };
        self.stack.truncate(index);
        Ok(register)
    }

    /// Pops a value if it is a constant.
    pub(super) fn pop_constant(&mut self, slots: u32) -> Option<u64> {
        let index = self.stack.len().checked_sub(slots as usize)?;
        let Constant(value) = self.stack[index] else {
            return None;
        };
        self.stack.truncate(index);
        Some(value)
    }

    /// Local register `local` is about to be overwritten: its elided copies must be made now.
    pub(super) fn kill(&mut self, local: i16) {
        for index in self.settled.min(self.stack.len())..self.stack.len() {
            if self.stack[index] == Register(local) {
                self.canonicalize(index);
            }
        }
    }

    /// The register for a result: the local of a directly following store (which is swallowed), else the canonical slot.
    pub(super) fn result(&mut self, slots: u32) -> Result<i16> {
        if let Some((local, length, is_reference)) = self.following_store() {
            let register = if is_reference {
                self.reference_local(local)?
            } else {
                self.local(local)?
            };
            self.next += length;
            self.bytecodes += 1;
            self.kill(register);
            return Ok(register);
        }
        let index = self.stack.len();
        self.push(Canonical, slots);
        Ok(self.slot(index))
    }

    /// Local and length of the store behind this instruction, and whether it is an `astore`, if there is one and nobody jumps to it.
    fn following_store(&self) -> Option<(u32, u32, bool)> {
        let at = self.next as usize;
        if *self.leader.get(at)? {
            return None;
        }
        let code = *self.code.get(at)?;
        match code {
            // istore .. astore
            0x36..=0x3a => Some((
                u32::from(*self.code.get(at + 1)?),
                2,
                code == Opcode::Astore as u8,
            )),
            // istore_0 .. astore_3
            0x3b..=0x4e => Some((
                u32::from((code - 0x3b) % 4),
                1,
                code >= Opcode::Astore0 as u8,
            )),
            _ => None,
        }
    }

    /// Slot `index` as something to copy from.
    fn source(&self, index: usize) -> Entry {
        match self.stack[index] {
            Canonical | Address => Register(self.slot(index)),
            entry => entry,
        }
    }

    /// Pushes what is in slot `index`. A return address must stay recognisable when it is stored (`subroutines.rs`): it is copied at once.
    fn push_copy(&mut self, index: usize) {
        let mut entry = self.source(index);
        if self.stack[index] == Address {
            let target = self.slot(self.stack.len());
            self.emit(Op::Mov, target, self.slot(index), 0, 0);
            entry = Address;
        }
        self.push(entry, 1);
    }

    pub(super) fn shuffle(&mut self) -> Result<()> {
        match self.insn.opcode {
            Opcode::Pop => {
                let index = self.position(1)?;
                self.stack.truncate(index);
            }
            Opcode::Pop2 => {
                let index = self.position(2)?;
                self.stack.truncate(index);
            }
            Opcode::Dup => {
                let index = self.position(1)?;
                self.push_copy(index);
            }
            Opcode::Dup2 => {
                let index = self.position(2)?;
                for from in index..index + 2 {
                    self.push_copy(from);
                }
            }
            Opcode::DupX1 => self.rearrange(2, &[1, 0, 1])?,
            Opcode::DupX2 => self.rearrange(3, &[2, 0, 1, 2])?,
            Opcode::Dup2X1 => self.rearrange(3, &[1, 2, 0, 1, 2])?,
            Opcode::Dup2X2 => self.rearrange(4, &[2, 3, 0, 1, 2, 3])?,
            Opcode::Swap => self.rearrange(2, &[1, 0])?,
            _ => return self.malformed(),
        }
        Ok(())
    }

    /// The top `n` slots become `order` (indices into the old top `n`, bottom first): a parallel move.
    fn rearrange(&mut self, n: u32, order: &[usize]) -> Result<()> {
        let base = self.position(n)?;
        let old: Vec<Entry> = (base..base + n as usize)
            .map(|index| self.source(index))
            .collect();
        let addresses: Vec<bool> = self.stack[base..].iter().map(|e| *e == Address).collect();
        self.stack.truncate(base);
        let mut moves: Vec<(i16, i16)> = Vec::new();
        for (index, &from) in order.iter().enumerate() {
            let target = self.slot(base + index);
            let entry = match old[from] {
                Register(register) if register == target => Canonical,
                Register(register) if register >= self.slot(base) => {
                    moves.push((target, register));
                    Canonical
                }
                entry => entry,
            };
            // The register of a return address is its own slot: it is moved or stays.
            self.push(if addresses[from] { Address } else { entry }, 1);
        }
        while !moves.is_empty() {
            // A move whose target nobody still reads; else a cycle, broken through the scratch slot.
            let free = (0..moves.len()).find(|&i| !moves.iter().any(|other| other.1 == moves[i].0));
            if let Some(index) = free {
                let (target, source) = moves.remove(index);
                self.emit(Op::Mov, target, source, 0, 0);
            } else {
                let scratch = self.slot(self.stack.len().max(base + n as usize));
                let source = moves[0].1;
                self.emit(Op::Mov, scratch, source, 0, 0);
                for other in &mut moves {
                    if other.1 == source {
                        other.1 = scratch;
                    }
                }
            }
        }
        Ok(())
    }
}
