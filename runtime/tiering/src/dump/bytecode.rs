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

/// Column of what a constant-pool entry is.
const COMMENT_COLUMN: usize = 28;

/// The method at an address that the compile has named.
pub(super) fn method(env: &VmEnv, address: u32) -> Method {
    let view = env.view(Key(u64::from(address)));
    // SAFETY: addresses of methods in a compile are those of live methods: unloading waits for it.
    let method = unsafe { MethodRef::from_address(address) };
    let Some((method, code)) = method.zip(view.class.code(view.method)) else {
        return Method {
            name: method.map_or_else(|| "?".to_owned(), name_of),
            ..Method::default()
        };
    };
    let pool = &view.class.pool;
    let rows = BytecodeIter::new(code.code).flatten();
    let rows = rows.map(|insn| Instruction {
        bci: insn.bci,
        line: code.line_number(pool, insn.bci).map(u32::from),
        text: text(pool, &insn, code.code),
        profile: profile_at(method, &insn),
    });
    let handlers = code.exception_table.iter().map(|row| Handler {
        start: row.start.into(),
        end: row.end.into(),
        handler: row.handler.into(),
        catches: match row.catch_type {
            0 => "any".to_owned(),
            class => constant(pool, class),
        },
        never_caught: !is_deterministic() && profile::never_caught(method, row.handler.into()),
    });
    Method {
        name: name_of(method),
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

/// What the instruction has met; a deterministic dump has no counts.
fn profile_at(method: MethodRef, insn: &Insn) -> Option<Profile> {
    if is_deterministic() {
        return None;
    }
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
