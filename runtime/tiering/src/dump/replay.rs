//! `-XX:JitReplay=FILE`: what `-XX:CompileCommand=DumpReplay,...` has recorded is compiled again and shown. Nothing of the program is there.

use std::fs;
use std::time::Instant;

use bytecode::Insn;
use jit::build::Entry;
use jit::compile::Compiler;
use jit::env::{CompilerEnv, MethodView};
use jit::ir::Key;
use jit::replay::{Recording, Replay};
use records::compile::Profile;
use records::{Record, Refused, Task as TaskName};

use super::bytecode::{self as shown, Methods};
use super::record::{self, Subject};
use super::{WISH, events, is_deterministic, lock};
use crate::compile;

impl Methods for Replay<'_> {
    fn view(&self, address: u32) -> MethodView<'_> {
        CompilerEnv::view(self, Key(u64::from(address)))
    }

    fn name(&self, address: u32) -> String {
        let name = Replay::name(self, Key(u64::from(address)));
        name.unwrap_or("?").to_owned()
    }

    // (Answers that have an influence are in the code.)

    fn profile(&self, _: u32, _: &Insn) -> Option<Profile> {
        None
    }

    fn never_caught(&self, _: u32, _: u32) -> bool {
        false
    }
}

/// Compiles what the file holds, and writes the record where `-XX:JitDump` wants it, whatever its patterns; without one, to stdout.
///
/// # Errors
/// A line for the user.
pub(crate) fn run(path: &str) -> Result<(), String> {
    let of_file = |error: String| format!("JitReplay: {path}: {error}");
    let text = fs::read_to_string(path).map_err(|error| of_file(error.to_string()))?;
    let recording = Recording::from_json(&text).map_err(of_file)?;
    let files = recording.class_files().map_err(of_file)?;
    let replay = Replay::new(&recording, &files, fail).map_err(of_file)?;
    let record = compile::alone(|compiler| Ok(record_of(compiler, &recording, &replay)))?;
    match WISH.get() {
        Some(wish) => {
            let mut written = lock();
            written.get_or_insert_default().compiles += 1;
            wish.write(&record, &mut written);
            wish.end(Vec::new(), &mut written);
        }
        None => flags::out!("{record}"),
    }
    Ok(())
}

fn fail(error: &str) -> ! {
    flags::errln!("JitReplay: {error}");
    std::process::exit(1)
}

fn record_of(compiler: &mut Compiler, recording: &Recording, replay: &Replay<'_>) -> Record {
    let started = Instant::now();
    let (method, osr_bci) = (recording.method(), recording.osr_bci());
    let address = method.0 as u32;
    let task = TaskName {
        method: Methods::name(replay, address),
        osr_bci,
    };
    let entry = osr_bci.map_or(Entry::Method, Entry::Osr);
    match compiler.listing(replay, method, entry) {
        Ok((code, listing)) => {
            let subject = Subject {
                id: 1,
                task,
                method: address,
                methods: replay,
                started,
                asked: None,
            };
            let mut compile = record::compile(subject, &code, &listing);
            compile.number = 1;
            Record::Compile(compile)
        }
        Err(refusal) => Record::Refused(Refused {
            task,
            time_us: (!is_deterministic()).then(|| events::since_start(started)),
            reason: refusal.to_string(),
            methods: vec![shown::method(replay, address)],
        }),
    }
}
