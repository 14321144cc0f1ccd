//! An assembler: code bytes from instructions and labels. For tests, stubs and generated classes, not for speed.
//!
//! It never widens or shortens an instruction by itself but in [`Assembler::local`] and [`Assembler::iinc`] (which take the
//! shortest form), so that instruction lengths are the caller's choice.

use std::fmt;

use crate::format::Format;
use crate::insn::Insn;
use crate::opcode::Opcode;

/// A place in the code, bound or yet to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(usize);

/// Why [`Assembler::finish`] gave no code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsmError {
    /// A branch names a label that was never bound.
    Unbound(Label),
    /// A two-byte offset does not reach.
    TooFar { from: u32, to: u32 },
    /// The operand given does not belong to the opcode.
    Operand(Opcode),
}

impl fmt::Display for AsmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AsmError::Unbound(label) => write!(f, "label {} is not bound", label.0),
            AsmError::TooFar { from, to } => {
                write!(f, "branch from {from} to {to} does not fit 16 bits")
            }
            AsmError::Operand(opcode) => write!(f, "wrong operand for {opcode}"),
        }
    }
}

impl std::error::Error for AsmError {}

struct Fixup {
    /// The instruction whose bci the offset is relative to.
    from: u32,
    /// Where the offset goes.
    at: usize,
    width: usize,
    label: Label,
}

/// Collects code; errors are kept and come out of [`Assembler::finish`].
#[derive(Default)]
pub struct Assembler {
    code: Vec<u8>,
    labels: Vec<Option<u32>>,
    fixups: Vec<Fixup>,
    error: Option<AsmError>,
}

impl Assembler {
    pub fn new() -> Assembler {
        Assembler::default()
    }

    /// Index of the next instruction.
    pub fn bci(&self) -> u32 {
        self.code.len() as u32
    }

    pub fn new_label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() - 1)
    }

    /// Binds `label` to the current place (again, if it was bound).
    pub fn bind(&mut self, label: Label) -> &mut Self {
        self.labels[label.0] = Some(self.code.len() as u32);
        self
    }

    /// A new label bound here.
    pub fn here(&mut self) -> Label {
        let label = self.new_label();
        self.bind(label);
        label
    }

    fn check(&mut self, opcode: Opcode, fits: bool) {
        if !fits && self.error.is_none() {
            self.error = Some(AsmError::Operand(opcode));
        }
    }

    /// An instruction without operands.
    pub fn op(&mut self, opcode: Opcode) -> &mut Self {
        self.check(opcode, opcode.length() == Some(1));
        self.code.push(opcode as u8);
        self
    }

    /// `bipush`, `newarray`, `ldc`, or a local in one byte.
    pub fn op_u8(&mut self, opcode: Opcode, operand: u8) -> &mut Self {
        self.check(opcode, opcode.length() == Some(2));
        self.code.extend([opcode as u8, operand]);
        self
    }

    /// `sipush`, or a constant-pool index in two bytes.
    pub fn op_u16(&mut self, opcode: Opcode, operand: u16) -> &mut Self {
        self.check(opcode, matches!(opcode.format(), Format::I2 | Format::Cp2));
        self.code.push(opcode as u8);
        self.code.extend(operand.to_be_bytes());
        self
    }

    /// A load, store or `ret` of any local: short form, one byte or `wide`, whichever is shortest.
    pub fn local(&mut self, opcode: Opcode, local: u16) -> &mut Self {
        self.check(opcode, opcode.format() == Format::Local);
        let first_short = match opcode {
            Opcode::Ret => None,
            _ if opcode < Opcode::Istore => {
                Some(Opcode::Iload0 as u8 + 4 * (opcode as u8).wrapping_sub(Opcode::Iload as u8))
            }
            _ => {
                Some(Opcode::Istore0 as u8 + 4 * (opcode as u8).wrapping_sub(Opcode::Istore as u8))
            }
        };
        match (first_short, local) {
            (Some(first), 0..=3) => self.code.push(first + local as u8),
            (_, 0..=255) => self.code.extend([opcode as u8, local as u8]),
            _ => self.wide(opcode, local),
        }
        self
    }

    fn wide(&mut self, opcode: Opcode, local: u16) {
        self.code.extend([Opcode::Wide as u8, opcode as u8]);
        self.code.extend(local.to_be_bytes());
    }

    /// `iinc`, wide if need be.
    pub fn iinc(&mut self, local: u16, increment: i16) -> &mut Self {
        if let (Ok(local), Ok(increment)) = (u8::try_from(local), i8::try_from(increment)) {
            self.code
                .extend([Opcode::Iinc as u8, local, increment as u8]);
        } else {
            self.wide(Opcode::Iinc, local);
            self.code.extend(increment.to_be_bytes());
        }
        self
    }

    /// Pushes an int by the shortest of `iconst`, `bipush` and `sipush`; `None` if it needs a constant-pool entry.
    pub fn int(&mut self, value: i32) -> Option<&mut Self> {
        match value {
            -1..=5 => self.code.push((Opcode::Iconst0 as i32 + value) as u8),
            -128..=127 => self.code.extend([Opcode::Bipush as u8, value as u8]),
            -32768..=32767 => {
                self.op_u16(Opcode::Sipush, value as u16);
            }
            _ => return None,
        }
        Some(self)
    }

    /// Any one-target branch.
    pub fn branch(&mut self, opcode: Opcode, label: Label) -> &mut Self {
        let width = match opcode.format() {
            Format::Branch2 => 2,
            Format::Branch4 => 4,
            _ => {
                self.check(opcode, false);
                return self;
            }
        };
        let from = self.bci();
        self.code.push(opcode as u8);
        self.offset(from, width, label);
        self
    }

    fn offset(&mut self, from: u32, width: usize, label: Label) {
        self.fixups.push(Fixup {
            from,
            at: self.code.len(),
            width,
            label,
        });
        self.code.resize(self.code.len() + width, 0);
    }

    /// `invokeinterface` with its historical argument-slot count.
    pub fn invokeinterface(&mut self, cp_index: u16, count: u8) -> &mut Self {
        self.code.push(Opcode::Invokeinterface as u8);
        self.code.extend(cp_index.to_be_bytes());
        self.code.extend([count, 0]);
        self
    }

    pub fn invokedynamic(&mut self, cp_index: u16) -> &mut Self {
        self.code.push(Opcode::Invokedynamic as u8);
        self.code.extend(cp_index.to_be_bytes());
        self.code.extend([0, 0]);
        self
    }

    pub fn multianewarray(&mut self, cp_index: u16, dimensions: u8) -> &mut Self {
        self.code.push(Opcode::Multianewarray as u8);
        self.code.extend(cp_index.to_be_bytes());
        self.code.push(dimensions);
        self
    }

    fn switch_head(&mut self, opcode: Opcode, default: Label) -> u32 {
        let from = self.bci();
        self.code.push(opcode as u8);
        self.code.resize(self.code.len().next_multiple_of(4), 0);
        self.offset(from, 4, default);
        from
    }

    /// Cases `low`, `low + 1`, ...; `targets` must not be empty.
    pub fn table_switch(&mut self, low: i32, default: Label, targets: &[Label]) -> &mut Self {
        self.check(Opcode::Tableswitch, !targets.is_empty());
        let from = self.switch_head(Opcode::Tableswitch, default);
        self.code.extend(low.to_be_bytes());
        self.code
            .extend((low.wrapping_add(targets.len() as i32 - 1)).to_be_bytes());
        for target in targets {
            self.offset(from, 4, *target);
        }
        self
    }

    /// Pairs of key and target, emitted in the order given (JVMS wants ascending keys).
    pub fn lookup_switch(&mut self, default: Label, pairs: &[(i32, Label)]) -> &mut Self {
        let from = self.switch_head(Opcode::Lookupswitch, default);
        self.code.extend((pairs.len() as i32).to_be_bytes());
        for (key, target) in pairs {
            self.code.extend(key.to_be_bytes());
            self.offset(from, 4, *target);
        }
        self
    }

    /// Emits `insn`, decoded from `code`, at the current place: same form, branch offsets kept.
    pub fn copy(&mut self, insn: &Insn, code: &[u8]) -> &mut Self {
        let head = match insn.opcode.format() {
            Format::TableSwitch | Format::LookupSwitch => 1,
            _ => insn.length(),
        };
        let (from, next) = (insn.bci as usize, insn.next as usize);
        self.code.extend(&code[from..from + head as usize]);
        if head != insn.length() {
            self.code.resize(self.code.len().next_multiple_of(4), 0);
            self.code.extend(&code[((insn.bci | 3) + 1) as usize..next]);
        }
        self
    }

    /// The code, with all offsets filled in.
    ///
    /// # Errors
    /// The first wrong operand, unbound label or offset out of reach.
    pub fn finish(mut self) -> Result<Vec<u8>, AsmError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        for fixup in &self.fixups {
            let to = self.labels[fixup.label.0].ok_or(AsmError::Unbound(fixup.label))?;
            let offset = to as i32 - fixup.from as i32;
            let bytes = offset.to_be_bytes();
            if fixup.width == 2 && i16::try_from(offset).is_err() {
                return Err(AsmError::TooFar {
                    from: fixup.from,
                    to,
                });
            }
            self.code[fixup.at..fixup.at + fixup.width].copy_from_slice(&bytes[4 - fixup.width..]);
        }
        Ok(self.code)
    }
}
