//! What the tests show, as text: SSA that reads back, CLIF with names, side exits with their states.

use std::fmt::Write;

use abi::code::CompiledCode;
use abi::deopt::DeoptReason;
use abi::entry::RuntimeEntry;
use abi::thread;
use jit::env::CompilerEnv;
use jit::ir::{
    Definition, Effect, Frame, Function, Immediate, Key, State, StateMode, Terminator, Value,
    check, parse,
};
use jit::lower::places::state_record;

use crate::world::World;

/// The text form; it must be sound and read back.
pub(crate) fn ssa(function: &Function) -> Result<String, String> {
    let text = function.to_string();
    check(function).map_err(|violation| format!("{violation}\n{text}"))?;
    let again = parse(&text).map_err(|error| format!("does not read back: {error}\n{text}"))?;
    match again.to_string() == text {
        true => Ok(text),
        false => Err(format!("reads back as:\n{again}\ninstead of:\n{text}")),
    }
}

/// Cranelift's text without source locations, in which offsets into the thread have names, and constants that stand for something are
/// explained.
pub(crate) fn clif(text: &str, function: &Function) -> String {
    let names = names(function);
    let mut out = String::new();
    let mut threads: Vec<String> = Vec::new();
    for line in text.lines() {
        let (is_located, line) = match line.strip_prefix('@') {
            Some(rest) => (
                true,
                rest.split_once(' ').map_or("", |(_, line)| line).trim(),
            ),
            None => (false, line.trim()),
        };
        let is_in_block = is_located || out.contains("\nblock") && !line.starts_with("block");
        let indent = match line {
            "" | "}" => "",
            _ if line.starts_with("block") || line.starts_with("function") => "",
            _ if is_in_block => "    ",
            _ => "  ",
        };
        if let Some((value, _)) = line.split_once(" = get_pinned_reg") {
            threads.push(value.into());
        }
        let line = { threads.iter() }.fold(line.to_owned(), |line, value| with_field(&line, value));
        let constant = line
            .split_once("iconst.")
            .and_then(|(_, rest)| rest.split_whitespace().nth(1));
        let name = constant.and_then(number).and_then(|number| {
            let mut names = names.iter();
            names.find(|(key, _)| key.0 == number)
        });
        let _ = match name {
            Some((_, name)) => writeln!(out, "{indent}{line:<36} // {name}"),
            None => writeln!(out, "{indent}{line}"),
        };
    }
    out
}

/// What numbers in the code are the addresses of.
fn names(function: &Function) -> Vec<(Key, String)> {
    let classes = function.classes.values();
    let classes = classes.map(|row| (row.key, format!("class {}", row.name)));
    let methods = function.methods.values();
    let methods = methods.map(|row| (row.key, row.name.clone()));
    let fields = function.fields.values();
    let fields = fields.map(|row| (row.key, row.name.clone()));
    let oops = function.oops.values();
    let oops = oops.map(|row| (row.key, format!("oop {:?}", row.text)));
    let counter = { function.counter.iter() }.map(|key| (*key, "counter".to_owned()));
    let validity = { function.validity.iter() }.map(|key| (*key, "validity".to_owned()));
    let caches = function.methods.values();
    let caches = caches.filter_map(|row| Some((row.cache?, format!("cache of {}", row.name))));
    let things = classes.chain(methods).chain(fields).chain(oops);
    let all = things.chain(validity).chain(counter).chain(caches);
    // (IR in text form has no keys.)
    all.filter(|(key, _)| key.0 != 0).collect()
}

/// Cranelift writes 0x0001_0000.
fn number(word: &str) -> Option<u64> {
    let digits = word.replace('_', "");
    match digits.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    }
}

/// `v5+2096`, where v5 is the thread: `v5+thread.poll`.
fn with_field(line: &str, thread: &str) -> String {
    let Some(at) = line.find(&format!("{thread}+")) else {
        return line.into();
    };
    let begins = !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let from = at + thread.len() + 1;
    let rest = &line[from..];
    let length = rest.find([' ', ',']).unwrap_or(rest.len());
    match rest[..length].parse().ok().and_then(thread_field) {
        Some(name) if begins => format!("{}thread.{name}{}", &line[..from], &rest[length..]),
        _ => line.into(),
    }
}

fn thread_field(offset: i32) -> Option<String> {
    let fields = [
        (thread::POLL, "poll"),
        (thread::NATIVE_LIMIT, "native_limit"),
        (thread::PENDING, "pending"),
        (thread::THREAD_OBJECT, "thread_object"),
        (thread::TLAB_TOP, "tlab_top"),
        (thread::TLAB_END, "tlab_end"),
        (thread::CARD_BASE, "card_base"),
        (thread::GUARDS_LEFT, "guards_left"),
        (thread::APPENDIX, "appendix"),
    ];
    if let Some((_, name)) = fields.iter().find(|row| row.0 == offset) {
        return Some((*name).into());
    }
    let mut entries = RuntimeEntry::ALL.iter();
    if let Some(entry) = entries.find(|entry| thread::entry(**entry) == offset) {
        return Some(format!("entry.{}", entry.text()));
    }
    let saved = 0..thread::DEOPT_VALUES as i32;
    let saved = { saved }.find(|index| thread::DEOPT + 8 * index == offset);
    Some(format!("deopt[{}]", saved?))
}

/// Where code may be left: reason and place of each exit, the frames that the interpreter gets, and what the values in them are.
///
/// # Errors
/// The tables of the code say something else.
pub(crate) fn exits(
    world: &World<'_>,
    function: &Function,
    code: &CompiledCode,
) -> Result<String, String> {
    let mut out = String::new();
    let exits = exits_of(function);
    let in_code = { code.calls.iter() }.filter_map(|call| call.state);
    for (reason, state) in in_code {
        let record = &code.states[state as usize];
        let is_this = |exit: &&(DeoptReason, State, Frame, u32)| {
            exit.0 == reason && state_record(function, exit.1) == *record
        };
        if exits.iter().find(is_this).is_none() {
            return Err(format!(
                "the code leaves for {} in a state that nobody named",
                reason.text()
            ));
        }
    }
    for (reason, state, frame, bci) in exits {
        let record = state_record(function, state);
        let mut calls = code.calls.iter().filter_map(|call| call.state);
        let is_in_code =
            calls.any(|call| call.0 == reason && code.states[call.1 as usize] == record);
        let method = method_of(function, frame);
        let _ = write!(out, "{} at {}", reason.text(), place(world, method, bci));
        let _ = writeln!(
            out,
            "{}",
            if is_in_code { "" } else { " (not in the code)" }
        );
        let mut named: Vec<Value> = Vec::new();
        let mut next = Some(state);
        while let Some(state) = next {
            let data = &function.states[state];
            let mode = match data.mode {
                StateMode::Before => "before",
                StateMode::After => "after",
            };
            let method = method_of(function, data.frame);
            let _ = write!(out, "  {mode} {}", place(world, method, data.bci));
            let _ = write!(out, "  locals {}", slots(&data.locals));
            let _ = write!(out, "  stack {}", slots(&data.stack));
            let locks: Vec<_> = data.locks.iter().copied().map(Some).collect();
            let _ = match locks.is_empty() {
                true => writeln!(out),
                false => writeln!(out, "  locks {}", slots(&locks)),
            };
            named.extend(data.values());
            next = data.outer;
        }
        named.sort_unstable();
        named.dedup();
        for value in named {
            if let Definition::Result(inst) = function.values[value].definition {
                let _ = writeln!(out, "    {}", function.display_inst(inst));
            }
        }
    }
    if out.is_empty() {
        out += "no exits\n";
    }
    Ok(out)
}

/// Exits in the order of blocks: reason, state, origin.
fn exits_of(function: &Function) -> Vec<(DeoptReason, State, Frame, u32)> {
    let mut exits = Vec::new();
    for block in function.blocks.values() {
        for inst in &block.insts {
            let data = &function.insts[*inst];
            if let (Effect::Guards, Immediate::Reason(reason), Some(state)) =
                (data.op.effect(), data.immediate, data.state)
            {
                exits.push((reason, state, data.origin.frame, data.origin.bci));
            }
        }
        if let Some(Terminator::Deopt {
            reason,
            state,
            origin,
        }) = &block.end
        {
            exits.push((*reason, *state, origin.frame, origin.bci));
        }
    }
    exits
}

fn method_of(function: &Function, frame: Frame) -> Key {
    let frame = &function.frames[frame];
    function.methods[frame.method].key
}

/// `T.f@5 iload_0`
pub(crate) fn place(world: &World<'_>, method: Key, bci: u32) -> String {
    let name = world.facts(method).name;
    let name = name.split('(').next().unwrap_or("");
    match world.opcode_at(method, bci) {
        Some(opcode) => format!("{name}@{bci} {opcode}"),
        None => format!("{name}@{bci}"),
    }
}

fn slots(slots: &[Option<Value>]) -> String {
    let text = |slot: &Option<Value>| slot.map_or("-".into(), |value| value.to_string());
    let texts: Vec<String> = slots.iter().map(text).collect();
    format!("[{}]", texts.join(" "))
}
