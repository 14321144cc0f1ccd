//! `-XX:JitDump=PATTERN,...[:file]` and `-XX:CompileCommand=print,...`: each compile of a method that matches, and what becomes of its code, as
//! text or, with `-XX:JitDumpFormat=json`, as records of the crate `records`, one line each.
//!
//! A record is written whole, under one lock: parts of two never mix. With `-XX:+JitDumpDeterministic` two runs that compile the same write
//! the same: nothing in them is an address, a time or a count of other compiles.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | what is wanted, and where it goes |
//! | `selection.rs` | patterns |
//! | `record.rs` | a compile as a record: its tables |
//! | `bytecode.rs`, `ir.rs`, `code.rs` | its steps: bytecode with profiles, SSA and CLIF, machine code |
//! | `assembly.rs` | machine code as text |
//! | `events.rs` | what happens to compiled code: asked for, left, invalid; collections of garbage |
//! | `near.rs` | why there is nothing of a pattern |
//! | `unrun.rs` | methods compiled without a run |
//! | `replay.rs` | a compile that was recorded, made again |
//!
//! Read next: `record.rs`.

mod assembly;
mod bytecode;
mod code;
mod events;
mod ir;
mod near;
mod record;
mod replay;
mod selection;
mod unrun;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use abi::code::CompiledCode;
use jit::compile::Listing;
use metadata::MethodRef;
use records::{Compile, End, Record, Refused, SCHEMA, Start, Task as TaskName, Unmatched, VERSION};

use crate::policy::{self, Task};
use crate::{commands, compile};

use bytecode::Loaded;
use record::Subject;
use selection::Selection;

pub(crate) use events::{Trigger, asked, deopt, retired};
pub(crate) use replay::run as replay;
pub use unrun::before_shutdown;

/// What `-XX:JitDump` asks for.
struct Wish {
    selection: Selection,
    /// `None`: stdout.
    file: Option<File>,
    is_json: bool,
}

static WISH: OnceLock<Wish> = OnceLock::new();

/// What was written.
#[derive(Default)]
struct Written {
    /// How many compiles, by method and loop: the number in their titles.
    numbers: BTreeMap<(u32, Option<u32>), u32>,
    /// Compiles, refused ones included.
    compiles: u64,
    has_failed: bool,
    /// The last record is written.
    is_finished: bool,
}

static WRITTEN: Mutex<Option<Written>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Written>> {
    WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Boot: reads the flags and makes the file.
///
/// # Errors
/// A line for the user.
pub(crate) fn init() -> Result<(), String> {
    let flags = &flags::get().flags;
    let is_json = match flags.JitDumpFormat.as_str() {
        "text" => false,
        "json" => true,
        other => return Err(format!("-XX:JitDumpFormat={other}: text or json")),
    };
    let text = &flags.JitDump;
    if text.is_empty() {
        return Ok(());
    }
    let (patterns, path) = split(text);
    let selection = Selection::parse(patterns)
        .ok_or_else(|| format!("JitDump={patterns}: not the name of a method"))?;
    let file = path.map(|path| {
        File::create(path).map_err(|error| format!("JitDump: cannot write {path}: {error}"))
    });
    let wish = Wish {
        selection,
        file: file.transpose()?,
        is_json,
    };
    let start = Start {
        schema: SCHEMA.to_owned(),
        version: VERSION,
        vm: format!("Brolga {}", env!("CARGO_PKG_VERSION")),
        patterns: patterns.split(',').map(str::to_owned).collect(),
        deterministic: flags.JitDumpDeterministic,
        is_static: flags.JitDumpStatic,
    };
    let wish = WISH.get_or_init(|| wish);
    wish.write(&Record::Start(start), &mut lock());
    events::init();
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

impl Wish {
    /// Writes a record whole. Whoever calls holds the lock.
    fn write(&self, record: &Record, written: &mut Option<Written>) {
        let text = match self.is_json {
            true => record.to_line(),
            false => record.to_string(),
        };
        let written = written.get_or_insert_default();
        if written.is_finished {
            return;
        }
        let Some(mut file) = self.file.as_ref() else {
            return flags::out!("{text}");
        };
        if let Err(error) = file.write_all(text.as_bytes())
            && !written.has_failed
        {
            // (Once: the disk is full, and will be.)
            written.has_failed = true;
            flags::errln!("brolga-dump: {error}");
        }
    }

    /// Writes the last record. Whoever calls holds the lock.
    fn end(&self, unmatched: Vec<Unmatched>, written: &mut Option<Written>) {
        let end = Record::End(End {
            time_us: events::now(),
            compiles: written.as_ref().map_or(0, |written| written.compiles),
            deopts: events::deopt_counts(),
            unmatched,
        });
        if self.is_json {
            self.write(&end, written);
        }
        written.get_or_insert_default().is_finished = true;
    }
}

fn is_deterministic() -> bool {
    flags::get().flags.JitDumpDeterministic
}

/// Whether the user wants to see this compile.
pub(crate) fn is_wanted(task: Task) -> bool {
    WISH.get().is_some_and(|wish| wish.selection.has(task)) || commands::prints(task.method)
}

/// The method as records name it.
fn name_of(method: MethodRef) -> String {
    format!("{}.{}{}", method.klass.name, method.name, method.descriptor)
}

fn task_name(task: Task) -> TaskName {
    TaskName {
        method: name_of(task.method),
        osr_bci: task.header,
    }
}

/// Writes a record about a method to whoever asked for it.
fn publish(task: Task, record: &Record, written: &mut Option<Written>) {
    let is_compile = matches!(record, Record::Compile(_) | Record::Refused(_));
    if let Some(wish) = WISH.get().filter(|wish| wish.selection.has(task)) {
        wish.write(record, written);
        if is_compile {
            wish.selection.meets(task);
        }
    }
    if is_compile && commands::prints(task.method) {
        flags::out!("{record}");
    }
}

/// The record of a compile that began at `started` and ends now.
pub(crate) fn record(
    task: Task,
    id: u64,
    started: Instant,
    code: &CompiledCode,
    listing: &Listing,
) -> Box<Compile> {
    let subject = Subject {
        id,
        task: task_name(task),
        method: task.method.address(),
        methods: &Loaded::new(),
        started,
        asked: events::take_asked(task),
    };
    record::compile(subject, code, listing)
}

/// Writes a compile that made code, which lies at `start`.
pub(crate) fn made(task: Task, mut compile: Box<Compile>, start: usize) {
    let mut written = lock();
    let state = written.get_or_insert_default();
    state.compiles += 1;
    let number = state.number(task);
    compile.number = number;
    let id = compile.id;
    match is_deterministic() {
        true => compile.id = state.compiles,
        false => compile.address = Some(format!("{start:#x}")),
    }
    events::was_written(id, compile.id);
    publish(task, &Record::Compile(compile), &mut written);
}

/// Writes a compile that ended without code.
pub(crate) fn refused(task: Task, why: &str) {
    let record = Record::Refused(Refused {
        task: task_name(task),
        time_us: events::now(),
        reason: why.to_owned(),
        methods: vec![bytecode::method(&Loaded::new(), task.method.address())],
    });
    let mut written = lock();
    written.get_or_insert_default().compiles += 1;
    publish(task, &record, &mut written);
}

impl Written {
    /// The next number of a task.
    fn number(&mut self, task: Task) -> u32 {
        let key = (task.method.address(), task.header);
        let number = self.numbers.entry(key).or_insert(0);
        *number += 1;
        *number
    }
}

/// At exit: the last record. A dump that is empty says so.
pub(crate) fn finish() {
    let Some(wish) = WISH.get() else { return };
    // What was asked for and waits would have been seen in a program that runs longer.
    for task in policy::take_queued(is_wanted) {
        if compile::run(task).is_err() {
            break;
        }
    }
    // A compile that is under way ends first, and no class is unloaded.
    let _compiler = compile::pause();
    let compiles = lock().as_ref().map_or(0, |written| written.compiles);
    let unmatched: Vec<Unmatched> = { wish.selection.unmatched() }.map(near::why).collect();
    for row in &unmatched {
        flags::err!("brolga-dump: {row}");
    }
    if compiles == 0 && unmatched.iter().any(|row| !row.matching.is_empty()) {
        let when = "methods are compiled when they are hot, with -Xcomp when they are first called";
        flags::errln!("brolga-dump: {when}");
    }
    wish.end(unmatched, &mut lock());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_colon_begins_the_file() {
        assert_eq!(split("A.f"), ("A.f", None));
        assert_eq!(split("A::f"), ("A::f", None));
        assert_eq!(split("A::f:out.txt"), ("A::f", Some("out.txt")));
        assert_eq!(split("a/A.f*:/x/y:z"), ("a/A.f*", Some("/x/y:z")));
    }
}
