//! Whether all files together have every opcode and every operation of the IR: a new one without a file is found.

use std::collections::BTreeSet;

use bytecode::{BytecodeIter, Opcode};
use classfile::ClassFile;
use jit::ir::{Function, Op};

/// What occurs in the files: opcodes in their bytecode, operations in what is shown of it.
#[derive(Default)]
pub(crate) struct Coverage {
    opcodes: BTreeSet<Opcode>,
    operations: BTreeSet<&'static str>,
}

/// What the assembler of the files cannot write, and a prefix, which the opcode behind it is decoded with.
const NOT_WRITTEN: [Opcode; 2] = [Opcode::Invokedynamic, Opcode::Wide];

impl Coverage {
    pub(crate) fn add_class(&mut self, class: &ClassFile<'_>) {
        let codes = class.methods.iter().filter_map(|method| class.code(method));
        for code in codes {
            let insns = BytecodeIter::new(code.code).flatten();
            self.opcodes.extend(insns.map(|insn| insn.opcode));
        }
    }

    pub(crate) fn add_function(&mut self, function: &Function) {
        let insts = { function.blocks.values() }.flat_map(|block| &block.insts);
        self.operations
            .extend(insts.map(|inst| function.insts[*inst].op.row().text));
    }

    /// What no file has.
    pub(crate) fn missing(&self) -> Vec<String> {
        let opcodes = Opcode::ALL
            .iter()
            .filter(|opcode| !self.opcodes.contains(opcode) && !NOT_WRITTEN.contains(opcode));
        let operations = Op::ALL.iter().map(|op| op.row().text);
        let operations = operations.filter(|op| !self.operations.contains(op));
        let opcodes = opcodes.map(|opcode| opcode.to_string());
        opcodes
            .chain(operations.map(|op| format!("IR {op}")))
            .collect()
    }
}
