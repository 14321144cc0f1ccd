//! Operand formats: how many bytes follow an opcode and what they hold (JVMS 6.5, "Format").
//!
//! Not here: reading the bytes (`insn.rs`), the payload of switches (`switch.rs`).

/// The shape of an instruction's operands. Numbers are big-endian.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// No operand.
    None,
    /// The constant is in the opcode (`iconst_3`, `dconst_1`).
    ConstN(i8),
    /// The local variable is in the opcode (`aload_0`).
    LocalN(u8),
    /// Signed byte constant (`bipush`).
    I1,
    /// Signed short constant (`sipush`).
    I2,
    /// Constant-pool index in one byte (`ldc`).
    Cp1,
    /// Constant-pool index in two bytes.
    Cp2,
    /// Local variable in one byte, two after `wide`.
    Local,
    /// Local variable and signed increment, one byte each, two each after `wide`.
    Iinc,
    /// Signed branch offset in two bytes.
    Branch2,
    /// Signed branch offset in four bytes.
    Branch4,
    /// Constant-pool index (2), argument slots (1), zero (1).
    InvokeInterface,
    /// Constant-pool index (2), zeros (2).
    InvokeDynamic,
    /// Element type code of `newarray` (1), see [`crate::ArrayType`].
    NewArray,
    /// Constant-pool index (2), dimensions (1).
    MultiNewArray,
    /// 0-3 bytes of padding, default, low, high, high-low+1 offsets.
    TableSwitch,
    /// 0-3 bytes of padding, default, npairs, npairs of (match, offset).
    LookupSwitch,
    /// A widened instruction follows.
    Wide,
}

impl Format {
    /// Bytes of an instruction of this format, opcode included and not widened; `None` for switches and `wide`.
    pub const fn length(self) -> Option<u32> {
        Some(match self {
            Format::None | Format::ConstN(_) | Format::LocalN(_) => 1,
            Format::I1 | Format::Cp1 | Format::Local | Format::NewArray => 2,
            Format::I2 | Format::Cp2 | Format::Iinc | Format::Branch2 => 3,
            Format::MultiNewArray => 4,
            Format::Branch4 | Format::InvokeInterface | Format::InvokeDynamic => 5,
            Format::TableSwitch | Format::LookupSwitch | Format::Wide => return None,
        })
    }

    /// Bytes of the instruction after a `wide` prefix, prefix included; `None` where `wide` is not allowed.
    pub const fn wide_length(self) -> Option<u32> {
        match self {
            Format::Local => Some(4),
            Format::Iinc => Some(6),
            _ => None,
        }
    }

    /// Whether the first operand is a local variable index, written out or implied by the opcode.
    pub const fn has_local(self) -> bool {
        matches!(self, Format::Local | Format::LocalN(_) | Format::Iinc)
    }

    /// Whether the first operand is a constant-pool index.
    pub const fn has_cp_index(self) -> bool {
        matches!(
            self,
            Format::Cp1
                | Format::Cp2
                | Format::InvokeInterface
                | Format::InvokeDynamic
                | Format::MultiNewArray
        )
    }
}
