//! One instruction of the register code: two u64 words. CONTRACTS 6, "Quickening and caches".
//!
//! ```text
//!  word 0:  bits 0-15 opcode (and PROFILED) | 16-31 a | 32-47 b | 48-63 c      (a, b, c: signed register numbers relative to fp)
//!  word 1:  immediate
//! ```
//! Quickening stores word 1 (Relaxed), then word 0 (Release); dispatch loads word 0 (Acquire). A slow form never reads its own word 1
//! (another thread may be quickening it): it goes back to the bytecode through pc -> bci.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::ops::{Format, Op, PROFILED};

/// See the module documentation.
#[repr(C, align(16))]
pub struct Instruction {
    pub word0: AtomicU64,
    pub word1: AtomicU64,
}

/// A word 0.
pub fn pack(op: Op, a: i16, b: i16, c: i16) -> u64 {
    op as u64 | u64::from(a as u16) << 16 | u64::from(b as u16) << 32 | u64::from(c as u16) << 48
}

impl Instruction {
    pub const fn raw(word0: u64, word1: u64) -> Instruction {
        Instruction {
            word0: AtomicU64::new(word0),
            word1: AtomicU64::new(word1),
        }
    }

    pub fn new(op: Op, a: i16, b: i16, c: i16, word1: u64) -> Instruction {
        Instruction::raw(pack(op, a, b, c), word1)
    }

    /// A shared instruction without operands, for statics.
    pub const fn shared(op: Op, b: i16) -> Instruction {
        Instruction::raw(op as u64 | (b as u16 as u64) << 32, 0)
    }

    pub fn op(&self) -> Op {
        // SAFETY: word 0 is only written from `pack`.
        unsafe { Op::of_word(self.word0.load(Ordering::Acquire)) }
    }

    pub fn a(&self) -> i16 {
        (self.word0.load(Ordering::Relaxed) >> 16) as i16
    }

    pub fn b(&self) -> i16 {
        (self.word0.load(Ordering::Relaxed) >> 32) as i16
    }

    pub fn c(&self) -> i16 {
        (self.word0.load(Ordering::Relaxed) >> 48) as i16
    }

    pub fn immediate(&self) -> u64 {
        self.word1.load(Ordering::Relaxed)
    }

    /// The displacement of a branch, in instructions.
    pub fn displacement(&self) -> i32 {
        self.immediate() as i32
    }

    /// Replaces a slow form by the quick one that every thread would choose; registers a and b stay.
    pub fn quicken(&self, op: Op, c: Option<i16>, word1: u64) {
        let old = self.word0.load(Ordering::Relaxed);
        let c = c.unwrap_or((old >> 48) as i16);
        self.word1.store(word1, Ordering::Relaxed);
        let quick = pack(op, (old >> 16) as i16, (old >> 32) as i16, c);
        let is_profiled = old & u64::from(PROFILED);
        self.word0.store(quick | is_profiled, Ordering::Release);
    }

    /// From now on executing it is recorded. (If another thread quickens it meanwhile, one of the two is lost: it happens again, or the
    /// instruction has no profile.)
    pub fn profile(&self) {
        let old = self.word0.load(Ordering::Relaxed);
        let new = old | u64::from(PROFILED);
        let _ = self
            .word0
            .compare_exchange(old, new, Ordering::Release, Ordering::Relaxed);
    }
}

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.op().row();
        let (a, b, c) = (self.a(), self.b(), self.c());
        let registers = match row.format {
            Format::N => String::new(),
            Format::D | Format::S => format!("r{a}"),
            Format::DS | Format::SS | Format::Call => format!("r{a} r{b}"),
            Format::DSS | Format::SSS | Format::D2SS => format!("r{a} r{b} r{c}"),
        };
        write!(f, "{:<18} {registers}", row.name)
    }
}
