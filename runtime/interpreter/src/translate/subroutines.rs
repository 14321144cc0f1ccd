//! Methods with subroutines (`jsr`, `ret`; class files before version 51). JVMS 4.10.2.5.
//!
//! A subroutine runs for several callers, and a local may hold a reference for one of them and a number for another: no oop map of
//! the subroutine could tell. So in such methods a local that is accessed by `aload` and `astore` has a second register below the
//! stack (above it the frames of callees lie). These registers start as null and never hold anything but references; numbers and
//! return addresses stay in the first.
//!
//! ```text
//!  | locals | header | thrown | reference locals | stack | scratch |
//! ```
//! The word `thrown` is where unwinding leaves an exception in every frame; the entry of a handler moves it to the stack.
//!
//! A return address is followed from `jsr` to the `astore` in the first block of the subroutine. Code that stores it in a later block
//! (no compiler ever did) is refused.

use abi::frame::HEADER_WORDS;
use bytecode::{Opcode, decode_at};

use super::stack::Entry;
use super::{Result, TranslateError, Translator};
use crate::maps::argument_map;
use crate::ops::Op;

/// See the module documentation.
pub(super) struct Subroutines {
    /// Register of the first reference local.
    first: i16,
    entries: Vec<u32>,
    /// Locals that an `astore` of a return address wrote.
    stored: Vec<u32>,
    /// Locals that a `ret` reads.
    read: Vec<u32>,
}

impl Translator<'_> {
    /// Looks for `jsr` (after the leader scan). `registers` is the frame's size without reference locals.
    pub(super) fn find_subroutines(&mut self, registers: usize) -> Result<()> {
        let mut entries = Vec::new();
        let mut bci = 0;
        // Only methods with a `jsr` byte anywhere need the walk over instructions.
        if !self.code.iter().any(|byte| matches!(*byte, 0xa8 | 0xc9)) {
            return Ok(());
        }
        while (bci as usize) < self.code.len() {
            let insn = decode_at(self.code, bci)?;
            if insn.opcode.base() == Opcode::Jsr {
                entries.push(insn.target() as u32);
            }
            bci = insn.next;
        }
        if entries.is_empty() {
            return Ok(());
        }
        let added = 1 + usize::from(self.max_locals);
        if registers + added > i16::MAX as usize {
            return Err(TranslateError::FrameTooLarge);
        }
        let first = (HEADER_WORDS + 1) as i16;
        self.stack_base = HEADER_WORDS + added;
        self.subroutines = Some(Subroutines {
            first,
            entries,
            stored: Vec::new(),
            read: Vec::new(),
        });
        Ok(())
    }

    /// The prologue: reference locals are null, but for the arguments.
    pub(super) fn split_arguments(&mut self) {
        let Some(first) = self
            .subroutines
            .as_ref()
            .map(|subroutines| subroutines.first)
        else {
            return;
        };
        for local in 0..self.max_locals as i16 {
            self.emit(Op::Const, first + local, 0, 0, 0);
        }
        let locals = self.max_locals as i16;
        for register in argument_map(self.method) {
            self.emit(Op::Mov, first + locals + register, register, 0, 0);
        }
    }

    /// At the head of a subroutine its return address is on the stack.
    pub(super) fn enter_subroutine(&mut self, bci: u32) {
        if let Some(subroutines) = &self.subroutines
            && subroutines.entries.contains(&bci)
            && let Some(top) = self.stack.last_mut()
        {
            *top = Entry::Address;
        }
    }

    /// Register of local `index` for a reference.
    pub(super) fn reference_local(&self, index: u32) -> Result<i16> {
        let register = self.local(index)?;
        Ok(match &self.subroutines {
            Some(subroutines) => subroutines.first + index as i16,
            None => register,
        })
    }

    /// Register of local `index` for a return address that is stored.
    pub(super) fn address_local(&mut self, index: u32) -> Result<i16> {
        if let Some(subroutines) = &mut self.subroutines {
            subroutines.stored.push(index);
        }
        self.local(index)
    }

    /// Notes that a `ret` reads local `index`.
    pub(super) fn return_local(&mut self, index: u32) -> Result<i16> {
        if let Some(subroutines) = &mut self.subroutines {
            subroutines.read.push(index);
        }
        self.local(index)
    }

    /// The pc where the exception handler at `bci`, which begins at `pc`, is entered from unwinding.
    pub(super) fn handler_entry(&mut self, bci: u32, pc: u32) -> u32 {
        if self.subroutines.is_none() {
            return pc;
        }
        self.insn.bci = bci;
        let entry = self.emit(Op::Mov, self.slot(0), HEADER_WORDS as i16, 0, 0);
        let displacement = pc as i32 - (entry as i32 + 1);
        self.emit(Op::Goto, 0, 0, 0, u64::from(displacement as u32));
        entry
    }

    /// Every `ret` reads what an `astore` of a return address wrote.
    pub(super) fn check_subroutines(&self) -> Result<()> {
        let Some(subroutines) = &self.subroutines else {
            return Ok(());
        };
        if subroutines
            .read
            .iter()
            .all(|local| subroutines.stored.contains(local))
        {
            Ok(())
        } else {
            self.malformed()
        }
    }
}
