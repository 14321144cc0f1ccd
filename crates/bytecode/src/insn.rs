//! `decode_at`: one instruction out of a code array, operands read and short forms made explicit (JVMS 6.5).
//!
//! Hot: the interpreter's translator and the verifier decode every method through it. One table load, one small match on the
//! format, no allocation. `wide` is folded into the instruction it widens, so `Opcode::Wide` never reaches a caller.
//!
//! Checked: the opcode exists, the instruction lies inside the code, switch ranges are sane. Not checked: that branch targets
//! are instructions, that operands fit the constant pool or the locals, that zero bytes are zero (all `verifier`'s).
//!
//! Read next: `switch.rs`, `iter.rs`.

use std::fmt;

use crate::format::Format;
use crate::opcode::{ArrayType, Opcode};
use crate::switch::{LookupSwitch, TableSwitch};

/// A decoded instruction. 20 bytes; the operands' meaning is [`Opcode::format`]'s and the accessors'.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Insn {
    /// The opcode; the widened one after `wide`.
    pub opcode: Opcode,
    /// Whether a `wide` prefix stood in front (then `bci` is the prefix's).
    pub wide: bool,
    /// Index of the first byte.
    pub bci: u32,
    /// Index of the next instruction, at most the code's length.
    pub next: u32,
    /// Local variable, constant-pool index, constant, branch target (absolute), `newarray` code, or for switches the index of
    /// the first byte after the padding.
    a: i32,
    /// `iinc`: increment. `invokeinterface`: argument slots. `multianewarray`: dimensions. Switches: number of cases.
    b: i32,
}

impl Insn {
    /// Local variable index of loads, stores, `iinc` and `ret`, implicit or not.
    #[inline]
    pub fn local(&self) -> u32 {
        debug_assert!(
            self.opcode.format().has_local(),
            "{} has no local",
            self.opcode
        );
        self.a as u32
    }

    /// Constant-pool index of all formats that have one. Not checked against any pool.
    #[inline]
    pub fn cp_index(&self) -> u16 {
        debug_assert!(
            self.opcode.format().has_cp_index(),
            "{} has no constant",
            self.opcode
        );
        self.a as u16
    }

    /// The constant of `bipush`, `sipush` and `<t>const_<n>` as an integer; 0 for `aconst_null`.
    #[inline]
    pub fn constant(&self) -> i32 {
        self.a
    }

    /// `iinc`'s increment.
    #[inline]
    pub fn increment(&self) -> i32 {
        self.b
    }

    /// Absolute branch target of one-target branches. May lie anywhere, also below 0: compare before use.
    #[inline]
    pub fn target(&self) -> i32 {
        debug_assert!(
            matches!(self.opcode.format(), Format::Branch2 | Format::Branch4),
            "{} has no target",
            self.opcode
        );
        self.a
    }

    /// `multianewarray`'s dimensions; 0 is for the verifier to reject.
    #[inline]
    pub fn dimensions(&self) -> u8 {
        self.b as u8
    }

    /// `invokeinterface`'s count operand (historical: the descriptor says the same).
    #[inline]
    pub fn count(&self) -> u8 {
        self.b as u8
    }

    /// `newarray`'s raw operand.
    #[inline]
    pub fn array_type_code(&self) -> u8 {
        self.a as u8
    }

    /// `newarray`'s element type, if the operand names one.
    #[inline]
    pub fn array_type(&self) -> Option<ArrayType> {
        ArrayType::from_u8(self.a as u8)
    }

    /// Length in bytes, prefix and padding included.
    #[inline]
    pub fn length(&self) -> u32 {
        self.next - self.bci
    }

    /// The cases of a `tableswitch` decoded from this `code`.
    ///
    /// # Panics
    /// If `code` is shorter than the code that the instruction was decoded from.
    #[inline]
    pub fn table_switch<'a>(&self, code: &'a [u8]) -> TableSwitch<'a> {
        debug_assert_eq!(self.opcode, Opcode::Tableswitch);
        TableSwitch::new(self.bci, &code[self.a as usize..self.next as usize])
    }

    /// The cases of a `lookupswitch` decoded from this `code`.
    ///
    /// # Panics
    /// If `code` is shorter than the code that the instruction was decoded from.
    #[inline]
    pub fn lookup_switch<'a>(&self, code: &'a [u8]) -> LookupSwitch<'a> {
        debug_assert_eq!(self.opcode, Opcode::Lookupswitch);
        LookupSwitch::new(self.bci, &code[self.a as usize..self.next as usize])
    }

    /// Calls `f` with every target the instruction names, in operand order, a switch's default first. Not `ret`, not the
    /// fall-through.
    pub fn for_each_target(&self, code: &[u8], mut f: impl FnMut(i32)) {
        match self.opcode.format() {
            Format::Branch2 | Format::Branch4 => f(self.a),
            Format::TableSwitch => {
                let switch = self.table_switch(code);
                f(switch.default_target());
                switch.targets().for_each(f);
            }
            Format::LookupSwitch => {
                let switch = self.lookup_switch(code);
                f(switch.default_target());
                switch.pairs().for_each(|(_, target)| f(target));
            }
            _ => {}
        }
    }

    /// Whether the bytes that JVMS fixes to zero are zero: after `invokeinterface`'s count, after `invokedynamic`'s index, a
    /// switch's padding. True for all other instructions.
    pub fn reserved_bytes_are_zero(&self, code: &[u8]) -> bool {
        let (from, to) = match self.opcode.format() {
            Format::InvokeInterface => (self.bci + 4, self.bci + 5),
            Format::InvokeDynamic => (self.bci + 3, self.bci + 5),
            Format::TableSwitch | Format::LookupSwitch => (self.bci + 1, self.a as u32),
            _ => return true,
        };
        code.get(from as usize..to as usize)
            .is_some_and(|bytes| bytes.iter().all(|b| *b == 0))
    }
}

/// Why bytes are no instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DecodeError {
    /// Index of the instruction's first byte.
    pub bci: u32,
    pub kind: DecodeErrorKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecodeErrorKind {
    /// No such opcode, or a reserved one.
    UnknownOpcode(u8),
    /// The code ends inside the instruction (or before it).
    Truncated,
    /// `wide` in front of an opcode that has no wide form.
    BadWide(u8),
    /// `tableswitch` with low above high.
    SwitchRange { low: i32, high: i32 },
    /// `lookupswitch` with a negative number of pairs.
    SwitchPairs(i32),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            DecodeErrorKind::UnknownOpcode(code) => write!(f, "unknown opcode 0x{code:02x}")?,
            DecodeErrorKind::Truncated => write!(f, "truncated instruction")?,
            DecodeErrorKind::BadWide(code) => write!(f, "wide in front of opcode 0x{code:02x}")?,
            DecodeErrorKind::SwitchRange { low, high } => {
                write!(f, "tableswitch with low {low} above high {high}")?
            }
            DecodeErrorKind::SwitchPairs(n) => write!(f, "lookupswitch with {n} pairs")?,
        }
        write!(f, " at bci {}", self.bci)
    }
}

impl std::error::Error for DecodeError {}

#[inline]
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[inline]
fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Decodes the instruction that starts at `bci`. `code` is one method's whole code array (switch padding is relative to its
/// start).
///
/// # Errors
/// See [`DecodeErrorKind`]; `bci` at or beyond the end of the code is `Truncated`.
#[inline]
pub fn decode_at(code: &[u8], bci: u32) -> Result<Insn, DecodeError> {
    let fail = |kind| DecodeError { bci, kind };
    let truncated = fail(DecodeErrorKind::Truncated);
    let rest = code.get(bci as usize..).ok_or(truncated)?;
    let first = *rest.first().ok_or(truncated)?;
    let Some(opcode) = Opcode::from_u8(first) else {
        return Err(fail(DecodeErrorKind::UnknownOpcode(first)));
    };
    let byte = |at: usize| rest.get(at).copied().ok_or(truncated);
    let short = |at: usize| u16_at(rest, at).ok_or(truncated);
    let (a, b, length) = match opcode.format() {
        Format::None => (0, 0, 1),
        Format::ConstN(n) => (i32::from(n), 0, 1),
        Format::LocalN(n) => (i32::from(n), 0, 1),
        Format::I1 => (i32::from(byte(1)? as i8), 0, 2),
        Format::Cp1 | Format::Local | Format::NewArray => (i32::from(byte(1)?), 0, 2),
        Format::I2 => (i32::from(short(1)? as i16), 0, 3),
        Format::Cp2 => (i32::from(short(1)?), 0, 3),
        Format::Branch2 => (bci as i32 + i32::from(short(1)? as i16), 0, 3),
        Format::Iinc => (i32::from(byte(1)?), i32::from(byte(2)? as i8), 3),
        Format::MultiNewArray => (i32::from(short(1)?), i32::from(byte(3)?), 4),
        Format::InvokeInterface => {
            byte(4)?;
            (i32::from(short(1)?), i32::from(byte(3)?), 5)
        }
        Format::InvokeDynamic => {
            byte(4)?;
            (i32::from(short(1)?), 0, 5)
        }
        Format::Branch4 => {
            let offset = i32_at(rest, 1).ok_or(truncated)?;
            ((bci as i32).wrapping_add(offset), 0, 5)
        }
        Format::TableSwitch | Format::LookupSwitch | Format::Wide => {
            return decode_rare(code, bci, opcode);
        }
    };
    Ok(Insn {
        opcode,
        wide: false,
        bci,
        next: bci + length,
        a,
        b,
    })
}

/// Switches and `wide`: out of line to keep the common path small.
#[cold]
fn decode_rare(code: &[u8], bci: u32, opcode: Opcode) -> Result<Insn, DecodeError> {
    let fail = |kind| DecodeError { bci, kind };
    let truncated = fail(DecodeErrorKind::Truncated);
    if opcode == Opcode::Wide {
        let rest = &code[bci as usize..];
        let byte = *rest.get(1).ok_or(truncated)?;
        let widened = Opcode::from_u8(byte).ok_or(fail(DecodeErrorKind::BadWide(byte)))?;
        let length = widened
            .format()
            .wide_length()
            .ok_or(fail(DecodeErrorKind::BadWide(byte)))?;
        let a = i32::from(u16_at(rest, 2).ok_or(truncated)?);
        let b = if length == 6 {
            i32::from(u16_at(rest, 4).ok_or(truncated)? as i16)
        } else {
            0
        };
        return Ok(Insn {
            opcode: widened,
            wide: true,
            bci,
            next: bci + length,
            a,
            b,
        });
    }
    let payload = ((bci | 3) + 1) as usize;
    let word = |n: usize| i32_at(code, payload + 4 * n).ok_or(truncated);
    word(0)?;
    let (cases, bytes) = if opcode == Opcode::Tableswitch {
        let (low, high) = (word(1)?, word(2)?);
        if low > high {
            return Err(fail(DecodeErrorKind::SwitchRange { low, high }));
        }
        let cases = i64::from(high) - i64::from(low) + 1;
        (cases, 12 + 4 * cases)
    } else {
        let pairs = word(1)?;
        if pairs < 0 {
            return Err(fail(DecodeErrorKind::SwitchPairs(pairs)));
        }
        (i64::from(pairs), 8 + 8 * i64::from(pairs))
    };
    let next = payload as i64 + bytes;
    if next > code.len() as i64 {
        return Err(truncated);
    }
    Ok(Insn {
        opcode,
        wide: false,
        bci,
        next: next as u32,
        a: payload as i32,
        b: cases as i32,
    })
}
