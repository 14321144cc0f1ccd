//! Bytecode of a method, with its lines in the source and what the interpreter has counted so far.

use bytecode::{BytecodeIter, Insn};
use classfile::constant_pool::ConstantPool;
use classfile::dump::write_constant;
use interpreter::profile;
use jit::env::{CompilerEnv, MethodView};
use jit::ir::Key;
use metadata::MethodRef;
use records::compile::{Handler, Instruction, Method, Profile};

use super::{is_deterministic, name_of};
use crate::env::VmEnv;

/// Where the methods of a compile are, by their addresses.
pub(super) trait Methods {
    fn view(&self, address: u32) -> MethodView<'_>;
    /// Class, name and descriptor.
    fn name(&self, address: u32) -> String;
    /// What the instruction has met.
    fn profile(&self, address: u32, insn: &Insn) -> Option<Profile>;
    /// The handler at `bci` has never caught anything.
    fn never_caught(&self, address: u32, bci: u32) -> bool;
}

/// In this VM. Addresses are those of live methods: unloading waits for the compile.
pub(super) struct Loaded(VmEnv);

impl Loaded {
    pub(super) fn new() -> Loaded {
        Loaded(VmEnv::default())
    }

    fn method(address: u32) -> Option<MethodRef> {
        // SAFETY: a live method (see the type).
        unsafe { MethodRef::from_address(address) }
    }
}

impl Methods for Loaded {
    fn view(&self, address: u32) -> MethodView<'_> {
        self.0.view(Key(u64::from(address)))
    }

    fn name(&self, address: u32) -> String {
        Loaded::method(address).map_or_else(|| "?".to_owned(), name_of)
    }

    /// A deterministic dump has no counts.
    fn profile(&self, address: u32, insn: &Insn) -> Option<Profile> {
        match is_deterministic() {
            true => None,
            false => profile_at(Loaded::method(address)?, insn),
        }
    }

    fn never_caught(&self, address: u32, bci: u32) -> bool {
        let is_known = !is_deterministic();
        is_known && Loaded::method(address).is_some_and(|method| profile::never_caught(method, bci))
    }
}

/// Column of what a constant-pool entry is.
const COMMENT_COLUMN: usize = 28;

/// The method at an address that the compile has named.
pub(super) fn method(methods: &dyn Methods, address: u32) -> Method {
    let view = methods.view(address);
    let name = methods.name(address);
    let Some(code) = view.class.code(view.method) else {
        return Method {
            name,
            ..Method::default()
        };
    };
    let pool = &view.class.pool;
    let rows = BytecodeIter::new(code.code).flatten();
    let rows = rows.map(|insn| Instruction {
        bci: insn.bci,
        line: code.line_number(pool, insn.bci).map(u32::from),
        text: text(pool, &insn, code.code),
        profile: methods.profile(address, &insn),
    });
    let handlers = code.exception_table.iter().map(|row| Handler {
        start: row.start.into(),
        end: row.end.into(),
        handler: row.handler.into(),
        catches: match row.catch_type {
            0 => "any".to_owned(),
            class => constant(pool, class),
        },
        never_caught: methods.never_caught(address, row.handler.into()),
    });
    Method {
        name,
        source: source(&view),
        max_stack: code.max_stack,
        max_locals: code.max_locals,
        bytecode: rows.collect(),
        handlers: handlers.collect(),
    }
}

fn source(view: &MethodView<'_>) -> Option<String> {
    let index = view.class.attributes.source_file;
    (index != 0).then(|| view.class.pool.display(index).to_string())
}

fn constant(pool: &ConstantPool<'_>, index: u16) -> String {
    let mut text = String::new();
    // (A String takes whatever is written.)
    let _ = write_constant(pool, index, &mut text);
    text
}

/// One instruction; a switch takes several lines.
fn text(pool: &ConstantPool<'_>, insn: &Insn, code: &[u8]) -> String {
    let mut text = String::new();
    // (As above.)
    let _ = bytecode::write_insn(insn, code, &mut text);
    match insn.opcode.format().has_cp_index() {
        true => format!(
            "{text:<COMMENT_COLUMN$} // {}",
            constant(pool, insn.cp_index())
        ),
        false => text,
    }
}

fn profile_at(method: MethodRef, insn: &Insn) -> Option<Profile> {
    if let Some([taken, not_taken]) = profile::branch_at(method, insn.bci) {
        return Some(Profile::Branch { taken, not_taken });
    }
    if let Some(counts) = profile::switch_at(method, insn.bci) {
        return Some(Profile::Switch { counts });
    }
    if let Some(met) = profile::classes_at(method, insn.bci) {
        let seen = met.seen.iter();
        return Some(Profile::Classes {
            seen: seen
                .map(|(klass, count)| (klass.name.to_string(), *count))
                .collect(),
            others: met.others,
            nulls: met.nulls,
        });
    }
    let resolves = insn.opcode.format().has_cp_index();
    (resolves && profile::never_ran(method, insn.bci)).then_some(Profile::NeverRan)
}
