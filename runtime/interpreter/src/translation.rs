//! `Translation`: a method's register code and its side tables (what the loop does not read for every instruction).
//!
//! Owned by the method through `Method::interpreter_data`; `Method::code` points at `code[0]`. Published once, never changed but for
//! quickened instructions, call sites and cached oop maps. Read next: `translate/mod.rs` (who makes it), `maps.rs`.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};

use bytecode::decode_at;
use metadata::{AtomicMethodRef, Method, MethodRef, OopSlot};

use crate::instruction::Instruction;
use crate::maps::{Flow, OopMap};
use crate::ops::Op;
use crate::profile::Profile;

/// The cases of one switch; displacements in instructions from the switch.
pub struct Switch {
    pub low: i32,
    /// lookupswitch only: ascending keys.
    pub keys: Box<[i32]>,
    pub displacements: Box<[i32]>,
    pub default: i32,
}

impl Switch {
    /// The case for `key`, by its place; the default comes behind them all.
    pub fn case_of(&self, key: i32) -> usize {
        let cases = self.displacements.len();
        let case = match self.keys.is_empty() {
            true => Some(key.wrapping_sub(self.low) as u32 as usize),
            false => self.keys.binary_search(&key).ok(),
        };
        case.filter(|case| *case < cases).unwrap_or(cases)
    }
}

/// A row of the exception table in terms of register code.
#[derive(Debug)]
pub struct Handler {
    pub start_bci: u16,
    /// Exclusive.
    pub end_bci: u16,
    pub handler_bci: u16,
    pub catch_type: u16,
    pub pc: u32,
    /// Has caught something.
    pub is_reached: AtomicBool,
}

/// What a linked `invokedynamic` or `MethodHandle.invokeExact` site calls.
pub struct HandleSite {
    pub adapter: MethodRef,
    pub appendix: Option<&'static OopSlot>,
}

/// See the module documentation.
pub struct Translation {
    pub code: Box<[Instruction]>,
    /// pc -> bci of the group it belongs to.
    pub bcis: Box<[u16]>,
    pub handlers: Box<[Handler]>,
    /// Pinned: instructions hold the addresses.
    pub switches: Box<[Switch]>,
    /// Backward branches, ascending, each with the bci of the loop header that it leads to.
    pub loops: Box<[(u32, u16)]>,
    /// Where blocks begin, ascending: bci and pc. All slots are in their canonical places there.
    pub blocks: Box<[(u16, u32)]>,
    /// Branches whose jump means that the bytecode's condition does not hold.
    pub inverted: Box<[u32]>,
    /// What the instructions have met since the method is warm.
    pub profile: OnceLock<Profile>,
    /// Resolved interface methods by site number (register c of `InvokeInterface`).
    pub sites: Box<[AtomicMethodRef]>,
    pub handle_sites: Mutex<Vec<Box<HandleSite>>>,
    pub max_locals: u16,
    /// Register of the first stack slot: `HEADER_WORDS`, or more in a method with subroutines.
    pub stack_base: u16,
    /// Stack slots and scratch (and what a method with subroutines adds) above the header.
    pub stack_words: u16,
    /// The bytecodes translated: size accounting.
    pub bytecodes: u32,
    /// Oop maps: states at block heads, and the maps of single pcs (index * 2, + 1 if a callee's frame exists).
    pub flow: OnceLock<Flow>,
    pub maps: Mutex<HashMap<u32, OopMap>>,
}

impl Translation {
    /// The translation of `method`, if it has one.
    pub fn of(method: &Method) -> Option<&'static Translation> {
        let data = method
            .interpreter_data
            .load(Ordering::Acquire)
            .cast::<Translation>();
        // SAFETY: `interpreter_data` is null or a Translation leaked by `install`, which lives as long as its method; a method
        // that runs or is walked is alive (metadata reference contract).
        unsafe { data.as_ref() }
    }

    /// Publishes `self` as the code of `method`; the first of several racing translations wins.
    pub fn install(self: Box<Translation>, method: &Method) -> &'static Translation {
        let (words, data) = (self.frame_words(), Box::into_raw(self));
        let cell = &method.interpreter_data;
        match cell.compare_exchange(
            std::ptr::null_mut(),
            data.cast(),
            Ordering::AcqRel,
            Ordering::Acquire,
        ) {
            Ok(_) => {
                // SAFETY: just leaked; the method owns it now.
                let translation = unsafe { &*data };
                // Frame size first: who sees the code sees the size (a call reads them in the opposite order).
                method.frame_words.store(words, Ordering::Release);
                method.code.store(
                    translation.code.as_ptr().cast_mut().cast(),
                    Ordering::Release,
                );
                translation
            }
            Err(winner) => {
                // SAFETY: `data` lost the race and was seen by nobody; the winner was published by this function.
                unsafe {
                    drop(Box::from_raw(data));
                    &*winner.cast::<Translation>()
                }
            }
        }
    }

    /// Words above `fp` that a frame may touch.
    pub fn frame_words(&self) -> u16 {
        abi::frame::HEADER_WORDS as u16 + self.stack_words
    }

    /// Index of the instruction at `pc`; `None` for shared instructions.
    pub fn index_of(&self, pc: *const Instruction) -> Option<u32> {
        let offset = (pc as usize).wrapping_sub(self.code.as_ptr() as usize);
        let index = offset / size_of::<Instruction>();
        (index < self.code.len()).then_some(index as u32)
    }

    /// The header of the loop that the backward branch at `pc` closes. All it reads is in its canonical place there, and getting there
    /// by another way than the branch's own (a condition that is tested twice) has no effect.
    pub fn loop_header(&self, pc: *const Instruction) -> Option<u32> {
        let index = self.index_of(pc)?;
        let at = self.loops.binary_search_by_key(&index, |row| row.0).ok()?;
        Some(u32::from(self.loops[at].1))
    }

    /// Where a frame goes on whose locals and stack are in their canonical places: at the bytecode at `bci`; or, if that has run already, as
    /// the caller that waits for what it called. `None`: no instruction begins there (the bytecode is part of an earlier one's).
    pub fn resume_at(&self, bci: u32, is_after: bool) -> Option<&Instruction> {
        let block = self.blocks.binary_search_by_key(&bci, |row| row.0.into());
        if let (false, Ok(block)) = (is_after, block) {
            return self.code.get(self.blocks[block].1 as usize);
        }
        let mut rows = self.code.iter().zip(&self.bcis);
        let found = rows.find(|(instruction, at)| {
            u32::from(**at) == bci && (!is_after || instruction.op().is_invoke())
        });
        found.map(|(instruction, _)| instruction)
    }

    /// Bytecode index of `pc`, 0 for shared instructions.
    pub fn bci_of(&self, pc: *const Instruction) -> u32 {
        self.index_of(pc)
            .map_or(0, |index| u32::from(self.bcis[index as usize]))
    }

    /// One line per instruction: `pc bci opcode registers immediate`. Addresses are left out, so the text is deterministic.
    pub fn dump(&self, method: &Method) -> String {
        let mut out = format!(
            "{method}: {} bytecodes, {} instructions\n",
            self.bytecodes,
            self.code.len()
        );
        for (index, instruction) in self.code.iter().enumerate() {
            let bci = self.bcis[index];
            let _ = write!(out, "{index:4} @{bci:<4} {instruction}");
            let op = instruction.op();
            let word = instruction.immediate();
            let name = op.row().name;
            if op.is_branch() {
                let _ = write!(
                    out,
                    " -> {}",
                    index as i64 + i64::from(instruction.displacement())
                );
                if op != Op::Jsr && (name.ends_with('K') || name.ends_with("KB")) {
                    let _ = write!(out, " ({})", (word as i64) >> 32);
                }
            } else if name.ends_with('K') || op == Op::Const {
                let _ = write!(out, " #{word:#x}");
            } else if name.ends_with("Slow") || op.is_invoke() {
                let code = method.bytecode();
                let insn = code
                    .as_ref()
                    .and_then(|code| decode_at(code.code, u32::from(bci)).ok());
                if let Some(insn) = insn.filter(|insn| insn.opcode.format().has_cp_index()) {
                    let pool = &method.klass.instance().class_file.pool;
                    match pool.member(insn.cp_index()) {
                        Some(m) => {
                            let text = |bytes| classfile::mutf8::display(bytes).to_string();
                            let _ = write!(
                                out,
                                " {}.{}{}",
                                text(m.class),
                                text(m.name),
                                text(m.descriptor)
                            );
                        }
                        None => {
                            let _ = write!(out, " cp#{}", insn.cp_index());
                        }
                    }
                }
            }
            let end = out.trim_end().len();
            out.truncate(end);
            out.push('\n');
        }
        for (index, instruction) in self.code.iter().enumerate() {
            if matches!(instruction.op(), Op::TableSwitch | Op::LookupSwitch) {
                let _ = writeln!(out, "switch at {index}");
            }
        }
        for handler in &self.handlers {
            let _ = writeln!(
                out,
                "handler [{}, {}) -> {} catch cp#{}",
                handler.start_bci, handler.end_bci, handler.pc, handler.catch_type
            );
        }
        out
    }
}
