//! `Opcode` and its properties, expanded from the table (`table.rs`); JVMS 6.2, 6.5 and 7.
//!
//! Read next: `insn.rs`.

use std::fmt;

use crate::effect::{Effect, slot_type};
use crate::for_each_opcode;
use crate::format::Format;

/// The twelve words by which every tier's files are named; each opcode has one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Category {
    /// Constants pushed (and `nop`).
    Constants,
    /// Local variables read and written (and the `wide` prefix).
    Loads,
    /// Untyped shuffles of the operand stack.
    Stack,
    /// Arithmetic, logic, shifts, `iinc`.
    Math,
    /// Conversions between primitive types.
    Convert,
    /// Comparisons and conditional branches.
    Compare,
    /// Jumps, switches, returns, `athrow`, subroutines.
    Control,
    /// Fields, static and of instances.
    Fields,
    /// Array elements, lengths and creation.
    Arrays,
    /// Invocations.
    Invoke,
    /// `new`, `checkcast`, `instanceof`.
    Objects,
    /// `monitorenter`, `monitorexit`.
    Monitors,
}

impl Category {
    pub const ALL: [Category; 12] = [
        Category::Constants,
        Category::Loads,
        Category::Stack,
        Category::Math,
        Category::Convert,
        Category::Compare,
        Category::Control,
        Category::Fields,
        Category::Arrays,
        Category::Invoke,
        Category::Objects,
        Category::Monitors,
    ];
}

/// A set of the table's flags.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Flags(u8);

impl Flags {
    pub const NONE: Flags = Flags(0);
    /// May throw by itself.
    pub const THROWS: Flags = Flags(1);
    /// May jump to a target that the instruction names (for `ret`: that a local holds).
    pub const BRANCH: Flags = Flags(2);
    /// Control never reaches the next instruction in the ordinary way.
    pub const ENDS_BLOCK: Flags = Flags(4);
    /// Calls a method.
    pub const INVOKE: Flags = Flags(8);
    /// May create an object (exceptions aside).
    pub const ALLOCATES: Flags = Flags(16);

    pub const fn contains(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    pub const fn union(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

macro_rules! flag {
    (throws) => {
        Flags::THROWS
    };
    (branch) => {
        Flags::BRANCH
    };
    (ends_block) => {
        Flags::ENDS_BLOCK
    };
    (invoke) => {
        Flags::INVOKE
    };
    (allocates) => {
        Flags::ALLOCATES
    };
}

macro_rules! define_opcodes {
    ($(($code:literal, $variant:ident, $visit:ident, $name:literal, $format:ident $(($implicit:literal))?,
        [$($pop:ident)*] => [$($push:ident)*], $category:ident, [$($flag:ident)*], $section:literal))*) => {
        /// An opcode of JVMS 6.5. Reserved opcodes ([`RESERVED`]) are none: they may not stand in a class file.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Opcode {
            $(#[doc = concat!("`", $name, "`")] $variant = $code,)*
        }

        impl Opcode {
            /// All opcodes in order of their codes.
            pub const ALL: [Opcode; [$($code),*].len()] = [$(Opcode::$variant),*];
        }

        const ROWS: [Row; Opcode::ALL.len()] = [$(Row {
            name: $name,
            format: Format::$format $(($implicit))?,
            effect: Effect { pops: &[$(slot_type!($pop)),*], pushes: &[$(slot_type!($push)),*] },
            category: Category::$category,
            flags: Flags::NONE $(.union(flag!($flag)))*,
            section: $section,
        }),*];
    };
}
for_each_opcode!(define_opcodes);

struct Row {
    name: &'static str,
    format: Format,
    effect: Effect,
    category: Category,
    flags: Flags,
    section: &'static str,
}

static TABLE: [Row; Opcode::ALL.len()] = ROWS;

static FROM_U8: [Option<Opcode>; 256] = {
    let mut map = [None; 256];
    let mut i = 0;
    while i < Opcode::ALL.len() {
        map[Opcode::ALL[i] as usize] = Some(Opcode::ALL[i]);
        i += 1;
    }
    map
};

/// Opcodes that JVMS 6.2 reserves: for debuggers and implementations, never in a class file.
pub const RESERVED: [(u8, &str); 3] = [(0xca, "breakpoint"), (0xfe, "impdep1"), (0xff, "impdep2")];

impl Opcode {
    /// The opcode with this code, if the table has it.
    #[inline]
    pub fn from_u8(code: u8) -> Option<Opcode> {
        FROM_U8[usize::from(code)]
    }

    #[inline]
    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// `"if_icmpne"`
    pub fn name(self) -> &'static str {
        self.row().name
    }

    #[inline]
    pub fn format(self) -> Format {
        self.row().format
    }

    #[inline]
    pub fn effect(self) -> &'static Effect {
        &self.row().effect
    }

    #[inline]
    pub fn category(self) -> Category {
        self.row().category
    }

    #[inline]
    pub fn flags(self) -> Flags {
        self.row().flags
    }

    /// The anchor in JVMS 6.5.
    pub fn section(self) -> &'static str {
        self.row().section
    }

    /// Bytes of the instruction, not widened; `None` for switches and `wide`.
    #[inline]
    pub fn length(self) -> Option<u32> {
        self.format().length()
    }

    pub fn throws(self) -> bool {
        self.flags().contains(Flags::THROWS)
    }

    pub fn is_branch(self) -> bool {
        self.flags().contains(Flags::BRANCH)
    }

    /// Whether control never falls through to the next instruction.
    pub fn ends_block(self) -> bool {
        self.flags().contains(Flags::ENDS_BLOCK)
    }

    pub fn is_invoke(self) -> bool {
        self.flags().contains(Flags::INVOKE)
    }

    pub fn allocates(self) -> bool {
        self.flags().contains(Flags::ALLOCATES)
    }

    pub fn is_return(self) -> bool {
        (Opcode::Ireturn..=Opcode::Return).contains(&self)
    }

    /// The general form of a short or wide form: `iload_2` gives `iload`, `astore_0` `astore`, `goto_w` `goto`, `jsr_w`
    /// `jsr`, `ldc_w` `ldc`; any other opcode is its own. [`crate::Insn`] has the operand in the same place for both.
    #[inline]
    pub fn base(self) -> Opcode {
        BASE[self as usize]
    }
}

static BASE: [Opcode; Opcode::ALL.len()] = {
    let mut map = Opcode::ALL;
    let mut i = 0;
    while i < map.len() {
        map[i] = match ROWS[i].format {
            Format::LocalN(_) if i < Opcode::Istore as usize => {
                Opcode::ALL[Opcode::Iload as usize + (i - Opcode::Iload0 as usize) / 4]
            }
            Format::LocalN(_) => {
                Opcode::ALL[Opcode::Istore as usize + (i - Opcode::Istore0 as usize) / 4]
            }
            _ => Opcode::ALL[i],
        };
        i += 1;
    }
    map[Opcode::GotoW as usize] = Opcode::Goto;
    map[Opcode::JsrW as usize] = Opcode::Jsr;
    map[Opcode::LdcW as usize] = Opcode::Ldc;
    map
};

impl fmt::Display for Opcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Opcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Element types of `newarray` (JVMS 6.5.newarray, table 6.5.newarray-A). The discriminant is the operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum ArrayType {
    Boolean = 4,
    Char = 5,
    Float = 6,
    Double = 7,
    Byte = 8,
    Short = 9,
    Int = 10,
    Long = 11,
}

impl ArrayType {
    /// `None` for operands that the verifier rejects.
    pub const fn from_u8(code: u8) -> Option<ArrayType> {
        Some(match code {
            4 => ArrayType::Boolean,
            5 => ArrayType::Char,
            6 => ArrayType::Float,
            7 => ArrayType::Double,
            8 => ArrayType::Byte,
            9 => ArrayType::Short,
            10 => ArrayType::Int,
            11 => ArrayType::Long,
            _ => return None,
        })
    }

    /// As Java spells it.
    pub const fn name(self) -> &'static str {
        match self {
            ArrayType::Boolean => "boolean",
            ArrayType::Char => "char",
            ArrayType::Float => "float",
            ArrayType::Double => "double",
            ArrayType::Byte => "byte",
            ArrayType::Short => "short",
            ArrayType::Int => "int",
            ArrayType::Long => "long",
        }
    }

    /// The descriptor's character.
    pub const fn descriptor(self) -> u8 {
        match self {
            ArrayType::Boolean => b'Z',
            ArrayType::Char => b'C',
            ArrayType::Float => b'F',
            ArrayType::Double => b'D',
            ArrayType::Byte => b'B',
            ArrayType::Short => b'S',
            ArrayType::Int => b'I',
            ArrayType::Long => b'J',
        }
    }
}
