//! Java bytecode: THE opcode table and everything that is expanded from it. A leaf crate; pure functions over bytes.
//!
//! | module | holds |
//! |---|---|
//! | [`table`] | `for_each_opcode!`: one row per opcode of JVMS 6.5 (code, names, format, stack effect, category, flags) |
//! | [`opcode`] | `Opcode`, `Category`, `Flags`, reserved opcodes, families (`iload_2` is an `iload`) |
//! | [`format`] | operand formats and their lengths |
//! | [`bci`] | `Bci`, a bytecode index as a type |
//! | [`effect`] | stack effects in computational types |
//! | [`insn`] | `decode_at` and the decoded `Insn` |
//! | [`switch`] | `tableswitch` and `lookupswitch` operands, read in place |
//! | [`iter`] | `BytecodeIter` over a method, `validate` |
//! | [`visitor`] | one method per opcode, falling back to one per category |
//! | [`asm`], [`disasm`] | bytes from labels and instructions; text as `javap -c` prints it |
//!
//! Not here: what an instruction means (every tier has its own twelve files named after [`Category`]), and whether operands
//! are well typed (`verifier`). Nothing allocates but `asm`; nothing panics on bad code.
//!
//! Overview:
//! ```
//! use bytecode::{BytecodeIter, Opcode};
//! let code = [0x1a, 0x1b, 0x60, 0xac]; // iload_0, iload_1, iadd, ireturn
//! for insn in BytecodeIter::new(&code) {
//!     let insn = insn?;
//!     match insn.opcode.base() {
//!         Opcode::Iload => assert!(insn.local() < 2),
//!         op => assert_eq!(op.length(), Some(1)),
//!     }
//! }
//! # Ok::<(), bytecode::DecodeError>(())
//! ```
//! Read next: `table.rs`.
#![forbid(unsafe_code)]

pub mod asm;
pub mod bci;
pub mod disasm;
pub mod effect;
pub mod format;
pub mod insn;
pub mod iter;
pub mod opcode;
pub mod switch;
pub mod table;
pub mod visitor;

pub use asm::{Assembler, Label};
pub use bci::Bci;
pub use disasm::{Disassembler, disassemble, write_insn};
pub use effect::{Effect, SlotType};
pub use format::Format;
pub use insn::{DecodeError, DecodeErrorKind, Insn, decode_at};
pub use iter::{BytecodeIter, validate};
pub use opcode::{ArrayType, Category, Flags, Opcode};
pub use switch::{LookupSwitch, TableSwitch};
pub use visitor::{Visitor, dispatch};
