//! Stack bytecode -> register code: one linear pass after a leader scan. CONTRACTS 6, notes "Where copy elision is unsafe".
//!
//! The abstract operand stack says of every slot where its value is: in its canonical register, still in the register it was
//! loaded from (an elided copy), or a constant. **Loads are elided, stores are never delayed**: locals are always current, so an
//! exception handler, which sees locals only, is always right; before local `l` is overwritten every elided copy of it is made.
//!
//! * At block ends and handler entries everything is canonical; no fusion swallows a branch target.
//! * Before whatever may collect, resolve or call, everything below the operands is canonical (a walker or a later tier names it).
//! * Code that somebody watches is translated plainly: as if each bytecode began a block, which leaves nothing to elide or fuse.
//! * Unreachable code is not translated: nothing is known of its stack.
//!
//! Files by category, as everywhere: `constants loads stack math compare control fields arrays invoke objects`.
//! Not here: what instructions do (`run`). Read next: `stack.rs`, then any category.

mod arrays;
mod compare;
mod constants;
mod control;
mod fields;
mod invoke;
mod loads;
mod math;
mod objects;
mod scan;
mod stack;
mod subroutines;

use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, OnceLock};

use abi::frame::HEADER_WORDS;
use bytecode::{Category, DecodeError, Insn, decode_at};
use classfile::{ClassFile, Code};
use metadata::{AtomicMethodRef, Method, sym};

use crate::instruction::Instruction;
use crate::ops::Op;
use crate::translation::{Handler, Switch, Translation};
use crate::watch;
use stack::Entry;
use subroutines::Subroutines;

/// Why a method cannot be translated: reported as `VerifyError` or `VirtualMachineError` when it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TranslateError {
    /// Code that verification would have rejected (and did not see, for classes that are not verified).
    Malformed { bci: u32 },
    /// More registers than an instruction can name.
    FrameTooLarge,
}

impl From<DecodeError> for TranslateError {
    fn from(error: DecodeError) -> TranslateError {
        TranslateError::Malformed { bci: error.bci }
    }
}

/// Slots above the deepest stack for parallel moves and the appendix of a method-handle call.
pub(crate) const SCRATCH_WORDS: usize = 3;
const UNKNOWN: i32 = -1;

pub(crate) type Result<T> = std::result::Result<T, TranslateError>;

/// A loop condition that is copied to the place of the backward `goto`.
#[derive(Clone, Copy)]
struct Rotation {
    /// The condition itself: the loop's header.
    header: u32,
    /// Where the condition falls through to: the loop's body.
    body: u32,
    /// The bytecode behind the `goto`.
    behind: u32,
}

/// The state of one translation.
struct Translator<'a> {
    method: &'a Method,
    class: &'a ClassFile<'static>,
    code: &'static [u8],
    max_locals: u16,
    /// Register of the first stack slot.
    stack_base: usize,
    out: Vec<Instruction>,
    bcis: Vec<u16>,
    stack: Vec<Entry>,
    /// Slots below this one are canonical (or beyond the top).
    settled: usize,
    /// The deepest the stack has been: what the frame needs, whatever `max_stack` says.
    deepest: usize,
    leader: Vec<bool>,
    /// Stack depth at leaders, once known.
    depth: Vec<i32>,
    /// First instruction of a bytecode, `u32::MAX` if none.
    pcs: Vec<u32>,
    /// (instruction, target bci) of branches.
    fixups: Vec<(u32, u32)>,
    /// (instruction, bci of the header) of backward branches.
    loops: Vec<(u32, u16)>,
    /// Branches that jump if the bytecode does not.
    inverted: Vec<u32>,
    /// Instruction of each switch; its cases hold bcis until the end.
    switch_pcs: Vec<u32>,
    switches: Vec<Switch>,
    /// (instruction, return bci) of `jsr`.
    returns: Vec<(u32, u32)>,
    interface_sites: u16,
    /// The method has subroutines: locals that hold references have registers of their own (`subroutines.rs`).
    subroutines: Option<Subroutines>,
    insn: Insn,
    /// bci of the next bytecode; advanced when a following one is fused.
    next: u32,
    /// While a loop condition is copied to the bottom of its loop.
    rotating: Option<Rotation>,
    bytecodes: u32,
    depths_known: bool,
    /// Each bytecode by itself, behind a step (`watch.rs`).
    is_plain: bool,
}

/// Translates `method`, which has a Code attribute.
///
/// # Errors
/// See [`TranslateError`].
pub(crate) fn translate(method: &Method, code: &Code<'static>) -> Result<Box<Translation>> {
    let max_locals = method.max_locals.max(method.argument_slots);
    let registers = usize::from(max_locals) + HEADER_WORDS + SCRATCH_WORDS;
    if registers > i16::MAX as usize {
        return Err(TranslateError::FrameTooLarge);
    }
    if code.code.is_empty() {
        return Err(TranslateError::Malformed { bci: 0 });
    }
    let length = code.code.len();
    let is_plain = watch::is_installed();
    let mut translator = Translator {
        method,
        class: &method.klass.instance().class_file,
        code: code.code,
        max_locals,
        stack_base: HEADER_WORDS,
        out: Vec::with_capacity(length / 2 + 4),
        bcis: Vec::with_capacity(length / 2 + 4),
        stack: Vec::with_capacity(usize::from(code.max_stack).min(length) + 2),
        settled: 0,
        deepest: 0,
        leader: vec![is_plain; length + 1],
        depth: vec![UNKNOWN; length + 1],
        pcs: vec![u32::MAX; length + 1],
        fixups: Vec::new(),
        loops: Vec::new(),
        inverted: Vec::new(),
        switch_pcs: Vec::new(),
        switches: Vec::new(),
        returns: Vec::new(),
        interface_sites: 0,
        subroutines: None,
        insn: decode_at(code.code, 0)?,
        next: 0,
        rotating: None,
        bytecodes: 0,
        depths_known: false,
        is_plain,
    };
    translator.scan(code)?;
    translator.find_subroutines(registers)?;
    translator.translate_all()?;
    translator.finish(code)
}

impl Translator<'_> {
    fn malformed<T>(&self) -> Result<T> {
        Err(TranslateError::Malformed { bci: self.insn.bci })
    }

    fn local(&self, index: u32) -> Result<i16> {
        if index >= u32::from(self.max_locals) {
            return self.malformed();
        }
        Ok((index as i32 - i32::from(self.max_locals)) as i16)
    }

    fn emit(&mut self, op: Op, a: i16, b: i16, c: i16, word1: u64) -> u32 {
        self.out.push(Instruction::new(op, a, b, c, word1));
        self.bcis.push(self.insn.bci as u16);
        self.out.len() as u32 - 1
    }

    fn branch_to(&mut self, instruction: u32, target: u32) {
        self.fixups.push((instruction, target));
    }

    /// A backward branch to `target`, which belongs to the loop with this header.
    fn branch_back(&mut self, instruction: u32, target: u32, header: u32) {
        self.loops.push((instruction, header as u16));
        self.branch_to(instruction, target);
    }

    /// The stack has its present depth at `target`.
    fn note_depth(&mut self, target: u32) {
        self.depth[target as usize] = self.stack.len() as i32;
    }

    /// Keeps the deepest stack, which an instruction must be able to name.
    fn note_deepest(&mut self) -> Result<()> {
        self.deepest = self.deepest.max(self.stack.len());
        if self.stack_base + self.deepest + SCRATCH_WORDS > i16::MAX as usize {
            return Err(TranslateError::FrameTooLarge);
        }
        Ok(())
    }

    fn translate_all(&mut self) -> Result<()> {
        let length = self.code.len() as u32;
        // The prologue belongs to bci 0; the scan left another instruction here.
        self.insn = decode_at(self.code, 0)?;
        if self.method.is_synchronized() {
            self.emit(Op::SyncEnter, 0, 0, 0, 0);
        }
        self.split_arguments();
        if self.is_plain {
            self.emit(Op::Entered, 0, 0, 0, 0);
        }
        let mut bci = 0;
        let mut reachable = true;
        while bci < length {
            if self.leader[bci as usize] {
                if reachable {
                    self.canonicalize_all();
                } else if self.depth[bci as usize] == UNKNOWN && !self.depths_known {
                    self.find_depths()?;
                }
                match self.depth[bci as usize] {
                    UNKNOWN if reachable => self.depth[bci as usize] = self.stack.len() as i32,
                    UNKNOWN => {}
                    depth => {
                        if reachable && depth != self.stack.len() as i32 {
                            return Err(TranslateError::Malformed { bci });
                        }
                        self.stack.clear();
                        self.stack.resize(depth as usize, Entry::Canonical);
                        self.note_deepest()?;
                        self.enter_subroutine(bci);
                        reachable = true;
                    }
                }
            }
            if !reachable {
                bci = decode_at(self.code, bci)?.next;
                continue;
            }
            self.pcs[bci as usize] = self.out.len() as u32;
            self.insn = decode_at(self.code, bci)?;
            self.next = self.insn.next;
            let ends = self.insn.opcode.ends_block();
            if self.is_plain {
                self.emit(Op::Step, 0, 0, 0, 0);
            }
            self.one()?;
            self.note_deepest()?;
            reachable = !ends;
            bci = self.next;
        }
        if reachable {
            Err(TranslateError::Malformed { bci: length })
        } else {
            Ok(())
        }
    }

    /// Translates the instruction `self.insn`.
    fn one(&mut self) -> Result<()> {
        // (A `nop` becomes nothing, and counts for nothing.)
        self.bytecodes += u32::from(self.insn.opcode != bytecode::Opcode::Nop);
        match self.insn.opcode.category() {
            Category::Constants => self.constants(),
            Category::Loads => self.loads(),
            Category::Stack => self.shuffle(),
            Category::Math => self.math(),
            Category::Convert => self.convert(),
            Category::Compare => self.compare(),
            Category::Control => self.control(),
            Category::Fields => self.fields(),
            Category::Arrays => self.arrays(),
            Category::Invoke => self.invoke(),
            Category::Objects => self.objects(),
            Category::Monitors => self.monitors(),
        }
    }

    fn pc_of(&self, bci: u32) -> Result<u32> {
        match self.pcs.get(bci as usize) {
            Some(pc) if *pc != u32::MAX => Ok(*pc),
            _ => Err(TranslateError::Malformed { bci }),
        }
    }

    fn finish(mut self, code: &Code<'static>) -> Result<Box<Translation>> {
        self.check_subroutines()?;
        let stack_words = self.stack_base - HEADER_WORDS + self.deepest + SCRATCH_WORDS;
        for &(instruction, target) in &self.fixups {
            let displacement = self.pc_of(target)? as i32 - instruction as i32;
            let word = self.out[instruction as usize].word1.get_mut();
            *word = *word & !0xffff_ffff | u64::from(displacement as u32);
        }
        for &(instruction, target) in &self.returns {
            // A subroutine that never returns leaves the code behind its call untranslated.
            let pc = self.pc_of(target).unwrap_or(0);
            let word = self.out[instruction as usize].word1.get_mut();
            *word = *word & 0xffff_ffff | u64::from(pc) << 32;
        }
        let mut switches = std::mem::take(&mut self.switches).into_boxed_slice();
        for (switch, &pc) in switches.iter_mut().zip(&self.switch_pcs) {
            for target in &mut switch.displacements {
                *target = self.pc_of(*target as u32)? as i32 - pc as i32;
            }
            switch.default = self.pc_of(switch.default as u32)? as i32 - pc as i32;
            *self.out[pc as usize].word1.get_mut() = &raw const *switch as u64;
        }
        let mut handlers = Vec::with_capacity(code.exception_table.len());
        for entry in code.exception_table.iter() {
            // A handler that nothing reaches was not translated: then nothing in its range was.
            if let Ok(pc) = self.pc_of(u32::from(entry.handler)) {
                let pc = self.handler_entry(u32::from(entry.handler), pc);
                handlers.push(Handler {
                    start_bci: entry.start,
                    end_bci: entry.end,
                    handler_bci: entry.handler,
                    catch_type: entry.catch_type,
                    pc,
                    is_reached: AtomicBool::new(false),
                });
            }
        }
        let leaders = (0u16..).zip(self.leader.iter().zip(&self.pcs));
        let blocks = leaders
            .filter(|(bci, (is_leader, pc))| (**is_leader || *bci == 0) && **pc != u32::MAX)
            .map(|(bci, (_, pc))| (bci, *pc));
        Ok(Box::new(Translation {
            code: self.out.into_boxed_slice(),
            bcis: self.bcis.into_boxed_slice(),
            handlers: handlers.into_boxed_slice(),
            switches,
            loops: self.loops.into_boxed_slice(),
            blocks: blocks.collect(),
            inverted: self.inverted.into_boxed_slice(),
            profile: OnceLock::new(),
            sites: (0..self.interface_sites)
                .map(|_| AtomicMethodRef::empty())
                .collect(),
            handle_sites: Mutex::default(),
            max_locals: self.max_locals,
            stack_base: self.stack_base as u16,
            stack_words: stack_words as u16,
            bytecodes: self.bytecodes,
            flow: OnceLock::new(),
            maps: Mutex::default(),
        }))
    }

    /// Whether this is `Object.<init>`, where finalizable objects are registered.
    fn is_object_constructor(&self) -> bool {
        self.method.klass.super_klass.is_none() && self.method.name == sym::INIT
    }
}
