//! `-XX:JitDump=PATTERN,...[:file]` and `-XX:CompileCommand=print,...`: each compile of a method that matches, as text: bytecode, SSA, CLIF,
//! machine code, and the tables by which the runtime understands it.
//!
//! A compile is written whole, under one lock: parts of two never mix. With `-XX:+JitDumpDeterministic` two runs that compile the same write
//! the same: nothing in the text is an address, a time or a count of other compiles. Who reads machine code: `assembly.rs`.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Mutex, OnceLock, PoisonError};

use abi::code::{CallRecord, CompiledCode, FrameRecord, OriginRecord, SlotRecord};
use classfile::dump::DisplayMethod;
use jit::compile::Listing;
use jit::env::CompilerEnv;
use jit::ir::Key;
use metadata::MethodRef;

use crate::assembly::{self, Names};
use crate::commands;
use crate::env::VmEnv;
use crate::patterns::Pattern;
use crate::policy::Task;

struct Wish {
    /// As the user wrote it.
    text: String,
    patterns: Vec<Pattern>,
    /// `None`: stdout.
    file: Option<Mutex<File>>,
}

static WISH: OnceLock<Wish> = OnceLock::new();
/// How many compiles were written, by method and loop: their number in the text.
static WRITTEN: Mutex<BTreeMap<(u32, Option<u32>), u32>> = Mutex::new(BTreeMap::new());

/// Numbers below this are never shown as the address of something.
const LOWEST_ADDRESS: u64 = 1 << 16;

/// Boot: reads the flag and makes the file.
///
/// # Errors
/// A line for the user.
pub(crate) fn init() -> Result<(), String> {
    let text = flags::get().flags.JitDump.clone();
    if text.is_empty() {
        return Ok(());
    }
    let (patterns, path) = split(&text);
    let parsed: Option<Vec<Pattern>> = patterns.split(',').map(Pattern::parse).collect();
    let parsed = parsed.ok_or_else(|| format!("JitDump={text}: not the name of a method"))?;
    let file = match path {
        None => None,
        Some(path) => {
            let made = File::create(path).map_err(|error| format!("JitDump: {path}: {error}"))?;
            Some(Mutex::new(made))
        }
    };
    let _ = WISH.set(Wish {
        text: patterns.to_owned(),
        patterns: parsed,
        file,
    });
    Ok(())
}

/// Patterns and file: the colon between them stands alone.
fn split(text: &str) -> (&str, Option<&str>) {
    let bytes = text.as_bytes();
    let is_alone = |at: &usize| {
        bytes[*at] == b':'
            && bytes.get(at + 1) != Some(&b':')
            && (*at == 0 || bytes[at - 1] != b':')
    };
    match (0..bytes.len()).find(is_alone) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Whether the user wants to see compiles of this method.
pub(crate) fn is_wanted(method: MethodRef) -> bool {
    let patterns = WISH.get().map_or(&[][..], |wish| &wish.patterns);
    patterns.iter().any(|pattern| pattern.matches(method)) || commands::prints(method)
}

/// At exit: a dump that is empty says so.
pub(crate) fn finish() {
    let is_empty = WRITTEN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .is_empty();
    let text = &flags::get().flags.JitDump;
    if is_empty && !text.is_empty() {
        let pattern = WISH.get().map_or(split(text).0, |wish| &wish.text);
        flags::errln!(
            "brolga-dump: no method that matches {pattern} was compiled; methods are compiled when they are hot, with -Xcomp when they are first called"
        );
    }
}

/// Writes a compile that made code, which lies at `start`.
pub(crate) fn made(task: Task, id: u64, code: &CompiledCode, listing: &Listing, start: usize) {
    let is_deterministic = flags::get().flags.JitDumpDeterministic;
    let text = Text::of(listing, is_deterministic);
    let mut out = String::new();
    if !is_deterministic {
        let _ = writeln!(out, "compile {id}, code at {start:#x}");
    }
    let _ = writeln!(
        out,
        "{} bytes of code, {} bytes of frame, {} calls, {} side exits",
        code.bytes.len(),
        code.frame_bytes,
        code.calls.len(),
        code.calls
            .iter()
            .filter(|call| call.state.is_some())
            .count()
    );
    text.bytecode(&mut out, task, listing);
    section(&mut out, "ssa, as built");
    out += &listing.built;
    section(&mut out, "ssa, after all passes");
    out += &listing.optimised;
    section(&mut out, "clif, as lowered");
    text.clif(&mut out, &listing.clif);
    section(&mut out, "clif, optimised");
    text.clif(&mut out, &listing.clif_optimised);
    section(&mut out, "machine code");
    text.machine_code(&mut out, code, listing);
    section(&mut out, "stack maps");
    for call in code.calls.iter().filter(|call| call.state.is_none()) {
        text.stack_map(&mut out, code, call);
    }
    section(&mut out, "deopt points");
    for call in &code.calls {
        text.deopt_point(&mut out, code, call);
    }
    if !code.traps.is_empty() {
        section(&mut out, "traps");
    }
    for trap in &code.traps {
        let place = text.place(&code.origins[trap.origin as usize]);
        let _ = writeln!(
            out,
            "  {:#06x}  {} {place}",
            trap.offset,
            trap.exception.class_name()
        );
    }
    publish(task, &out);
}

/// Writes a compile that ended without code.
pub(crate) fn refused(task: Task, why: &str) {
    let mut out = String::new();
    let listing = Listing::default();
    Text::of(&listing, true).bytecode(&mut out, task, &listing);
    section(&mut out, "refused");
    let _ = writeln!(out, "{why}");
    publish(task, &out);
}

fn section(out: &mut String, title: &str) {
    let _ = writeln!(out, "\n---- {title}");
}

/// Writes all of a compile at once, with its title.
fn publish(task: Task, body: &str) {
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    let number = written
        .entry((task.method.address(), task.header))
        .or_insert(0);
    *number += 1;
    let method = task.method;
    let at = task
        .header
        .map_or(String::new(), |bci| format!(" loop @{bci}"));
    let name = format!("{}.{}{}", method.klass.name, method.name, method.descriptor);
    let text = format!("==== {name}{at}, compile {number} of it\n{body}\n");
    match WISH.get().and_then(|wish| wish.file.as_ref()) {
        None => flags::out!("{text}"),
        Some(file) => {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = file.write_all(text.as_bytes()) {
                flags::errln!("brolga-dump: {error}");
            }
        }
    }
}

/// How the things of one compile are called.
struct Text<'l> {
    names: Names,
    locations: &'l [OriginRecord],
    is_deterministic: bool,
}

impl<'l> Text<'l> {
    fn of(listing: &'l Listing, is_deterministic: bool) -> Text<'l> {
        let mut names = Names::new();
        let rows = listing.names.iter();
        for (key, name) in rows.filter(|(key, _)| key.0 >= LOWEST_ADDRESS) {
            names.entry(key.0).or_insert_with(|| name.clone());
        }
        Text {
            names,
            locations: &listing.locations,
            is_deterministic,
        }
    }

    /// Of a method of the tables.
    fn method(&self, address: u32) -> &str {
        self.names
            .get(&u64::from(address))
            .map_or("?", String::as_str)
    }

    /// `@bci` in the method itself; `inlined@bci < @bci` in one that stands in it.
    fn place(&self, origin: &OriginRecord) -> String {
        let (outermost, inlined) = match origin.0.split_last() {
            Some((last, rest)) => (last, rest),
            None => return String::new(),
        };
        let mut text = String::new();
        for (method, bci) in inlined {
            let name = self.method(*method);
            let name = name.split('(').next().unwrap_or(name);
            let _ = write!(text, "{name}@{bci} < ");
        }
        let _ = write!(text, "@{}", outermost.1);
        text
    }

    /// The method's own bytecode, and that of what is inlined.
    fn bytecode(&self, out: &mut String, task: Task, listing: &Listing) {
        let own = task.method.address();
        let origins = listing.locations.iter().flat_map(|origin| &*origin.0);
        let mut shown = vec![own];
        for (method, _) in origins {
            if !shown.contains(method) {
                shown.push(*method);
            }
        }
        for address in shown {
            match address == own {
                true => section(out, "bytecode"),
                false => section(out, &format!("bytecode of {}", self.method(address))),
            }
            let env = VmEnv::default();
            let view = env.view(Key(u64::from(address)));
            let _ = write!(out, "{}", DisplayMethod(view.class, view.method));
        }
    }

    /// CLIF with its source locations as places and its addresses by name.
    fn clif(&self, out: &mut String, clif: &str) {
        let mut threads = HashSet::new();
        for line in clif.lines() {
            let located = line.strip_prefix('@').and_then(|rest| {
                let (number, rest) = rest.split_once(' ')?;
                let location = usize::from_str_radix(number, 16).ok()?;
                Some((self.locations.get(location)?, rest.trim_start()))
            });
            let (origin, rest) = match located {
                Some((origin, rest)) => (Some(origin), rest),
                None => (None, line.trim()),
            };
            let is_head = rest.starts_with("block") && rest.ends_with(':');
            let is_frame = rest.starts_with("function") || rest == "}" || rest.is_empty();
            let indent = if is_head || is_frame { "" } else { "    " };
            let text = format!("{indent}{}", self.with_names(rest));
            let mut notes: Vec<String> = origin
                .map(|origin| self.place(origin))
                .into_iter()
                .collect();
            if let Some((value, "get_pinned_reg.i64")) = rest.split_once(" = ") {
                threads.insert(value);
            }
            notes.extend(rest.split(' ').filter_map(|word| {
                let (value, offset) = word.split_once('+')?;
                let offset = threads.contains(value).then(|| offset.parse().ok())??;
                assembly::place_in_thread(offset)
            }));
            let _ = match notes.is_empty() {
                true => writeln!(out, "{text}"),
                false => writeln!(out, "{text:<62} ; {}", notes.join(", ")),
            };
        }
    }

    /// A line of CLIF with its addresses by name.
    fn with_names(&self, line: &str) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("0x") {
            let is_digit = |c: char| c.is_ascii_hexdigit() || c == '_';
            let digits = &rest[at + 2..];
            let length = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
            let (digits, behind) = digits.split_at(length);
            let value = u64::from_str_radix(&digits.replace('_', ""), 16);
            let name = value.ok().and_then(|value| self.names.get(&value));
            out += &rest[..at];
            match (name, self.is_deterministic) {
                (Some(name), true) => out += &format!("<{name}>"),
                (Some(name), false) => out += &format!("0x{digits} <{name}>"),
                (None, _) => out += &format!("0x{digits}"),
            }
            rest = behind;
        }
        out + rest
    }

    fn machine_code(&self, out: &mut String, code: &CompiledCode, listing: &Listing) {
        let note = |begin: u32, end: u32| {
            let mut notes = Vec::new();
            let call = code.calls.iter().find(|call| call.return_offset == end);
            let ranges = &listing.ranges;
            let range = ranges
                .iter()
                .find(|range| (range.0..range.1).contains(&begin));
            let origin = match (call, range) {
                (Some(call), _) => code.origins.get(call.origin as usize),
                (None, Some(range)) => listing.locations.get(range.2 as usize),
                (None, None) => None,
            };
            notes.extend(origin.map(|origin| self.place(origin)));
            if let Some(call) = call {
                notes.extend(
                    call.state
                        .map(|(reason, _)| format!("deopt {}", reason.text())),
                );
                notes.extend(references(call));
                notes.extend(call.handler.map(|at| format!("handler {at:#06x}")));
            }
            let trap = code.traps.iter().find(|trap| trap.offset == begin);
            notes.extend(trap.map(|trap| format!("trap {}", trap.exception.class_name())));
            notes.join(", ")
        };
        assembly::write(out, &code.bytes, &self.names, !self.is_deterministic, &note);
    }

    fn stack_map(&self, out: &mut String, code: &CompiledCode, call: &CallRecord) {
        let place = self.place(&code.origins[call.origin as usize]);
        let references = references(call).unwrap_or_else(|| "no references".to_owned());
        let _ = writeln!(out, "  {:#06x}  {place}: {references}", call.return_offset);
    }

    fn deopt_point(&self, out: &mut String, code: &CompiledCode, call: &CallRecord) {
        let Some((reason, state)) = call.state else {
            return;
        };
        let place = self.place(&code.origins[call.origin as usize]);
        let at = call.return_offset;
        let _ = writeln!(out, "  {at:#06x}  {} {place}", reason.text());
        for frame in &code.states[state as usize].frames {
            self.frame(out, frame);
        }
    }

    fn frame(&self, out: &mut String, frame: &FrameRecord) {
        let when = if frame.is_after { "after" } else { "before" };
        let _ = write!(
            out,
            "      {when} {}@{}",
            self.method(frame.method),
            frame.bci
        );
        for (title, slots) in [
            ("locals", &frame.locals),
            ("stack", &frame.stack),
            ("locks", &frame.locks),
        ] {
            let slots: Vec<String> = slots.iter().map(slot).collect();
            if !slots.is_empty() {
                let _ = write!(out, ", {title} [{}]", slots.join(" "));
            }
        }
        out.push('\n');
    }
}

fn references(call: &CallRecord) -> Option<String> {
    let slots: Vec<String> = call
        .references
        .iter()
        .map(|offset| format!("rsp+{offset:#x}"))
        .collect();
    (!slots.is_empty()).then(|| format!("references {}", slots.join(" ")))
}

/// The place in the thread's buffer, with `r` if it is a reference.
fn slot(slot: &SlotRecord) -> String {
    match slot {
        SlotRecord::Empty => "-".to_owned(),
        SlotRecord::Value {
            index,
            is_reference,
        } => format!("{index}{}", if *is_reference { "r" } else { "" }),
    }
}

#[cfg(test)]
mod tests {
    use abi::code::StateRecord;
    use abi::deopt::DeoptReason;
    use abi::thread::PENDING;

    use super::*;

    #[test]
    fn a_single_colon_begins_the_file() {
        assert_eq!(split("A.f"), ("A.f", None));
        assert_eq!(split("A::f"), ("A::f", None));
        assert_eq!(split("A::f:out.txt"), ("A::f", Some("out.txt")));
        assert_eq!(split("a/A.f*:/x/y:z"), ("a/A.f*", Some("/x/y:z")));
    }

    #[test]
    fn clif_shows_places_and_names() {
        let listing = Listing {
            names: vec![
                (Key(0x1234_5678), "A.f()V".to_owned()),
                (Key(0x2000_0000), "B.g()V".to_owned()),
            ],
            locations: vec![OriginRecord(Box::new([(0x2000_0000, 3), (0x1234_5678, 7)]))],
            ..Listing::default()
        };
        for (is_deterministic, constant) in [(true, "<A.f()V>"), (false, "0x1234_5678 <A.f()V>")] {
            let text = Text::of(&listing, is_deterministic);
            let mut out = String::new();
            let clif = [
                "block0:",
                "@0000    v1 = iconst.i64 0x1234_5678",
                "         v2 = iconst.i64 0x9",
                "@0000    v3 = get_pinned_reg.i64",
                &format!("         v4 = load.i64 v3+{PENDING}"),
            ];
            text.clif(&mut out, &clif.join("\n"));
            let expected = [
                "block0:".to_owned(),
                format!(
                    "    {:<58} ; B.g@3 < @7",
                    format!("v1 = iconst.i64 {constant}")
                ),
                "    v2 = iconst.i64 0x9".to_owned(),
                format!("    {:<58} ; B.g@3 < @7", "v3 = get_pinned_reg.i64"),
                format!(
                    "    {:<58} ; thread.pending",
                    format!("v4 = load.i64 v3+{PENDING}")
                ),
            ];
            let expected = expected.map(|line| line + "\n").concat();
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn deopt_points_show_all_frames() {
        let slot = |index, is_reference| SlotRecord::Value {
            index,
            is_reference,
        };
        let frame = |method, bci, is_after| FrameRecord {
            method,
            bci,
            is_after,
            locals: Box::new([slot(0, true), SlotRecord::Empty]),
            stack: Box::new([slot(1, false)]),
            locks: Box::new([]),
        };
        let listing = Listing {
            names: vec![
                (Key(0x1234_5678), "A.f()V".to_owned()),
                (Key(0x2000_0000), "B.g()V".to_owned()),
            ],
            ..Listing::default()
        };
        let call = CallRecord {
            return_offset: 0x40,
            origin: 0,
            state: Some((DeoptReason::UnstableIf, 0)),
            handler: None,
            references: Box::new([]),
            locks: Box::new([]),
        };
        let code = CompiledCode {
            origins: vec![OriginRecord(Box::new([(0x2000_0000, 3), (0x1234_5678, 7)]))],
            states: vec![StateRecord {
                frames: Box::new([frame(0x2000_0000, 3, false), frame(0x1234_5678, 7, true)]),
            }],
            ..CompiledCode::default()
        };
        let mut out = String::new();
        Text::of(&listing, true).deopt_point(&mut out, &code, &call);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(
            lines,
            [
                "  0x0040  unstable_if B.g@3 < @7",
                "      before B.g()V@3, locals [0r -], stack [1]",
                "      after A.f()V@7, locals [0r -], stack [1]",
            ]
        );
    }
}
