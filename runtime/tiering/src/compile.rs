//! Running the compiler: one task at a time, whoever runs it. `-XX:+PrintCompilation`, `-Xlog:jit+compilation=debug`.
//!
//! A compile looks at classes that must not be unloaded meanwhile: unloading waits for it ([`pause`]). The compiler never waits for a thread
//! of the VM, so that this ends.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use abi::code::CompiledCode;
use jit::build::{Entry, Refusal};
use jit::compile::{Compiler, Listing, OptLevel, Options};
use jit::env::CompilerEnv;
use jit::ir::Key;
use jit::replay::Recorder;
use metadata::code_map::Code;

use crate::env::VmEnv;
use crate::policy::{self, Task};
use crate::statistics::{Counters, Made};
use crate::{cache, commands, dependencies, dump, gdb, history, perf_dump, perf_map, statistics};

/// When the VM started.
static START: OnceLock<Instant> = OnceLock::new();

static COMPILER: Mutex<Option<Compiler>> = Mutex::new(None);

static COUNTERS: Counters = Counters::new();

/// The number of the last compile.
static LAST: AtomicU64 = AtomicU64::new(0);

/// The number of the last compile that has begun.
pub(crate) fn last() -> u64 {
    LAST.load(Ordering::Acquire)
}

fn lock() -> MutexGuard<'static, Option<Compiler>> {
    COMPILER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When the VM started.
pub(crate) fn start() -> Instant {
    *START.get_or_init(Instant::now)
}

/// Keeps compiles from running while the result lives. Waits for the one that is.
pub(crate) fn pause() -> impl Drop {
    lock()
}

/// Boot: makes the compiler.
///
/// # Errors
/// There is none for this machine.
pub(crate) fn init() -> Result<(), String> {
    start();
    let flags = &flags::get().flags;
    let mut options = Options::default();
    if !flags.DontCompileHugeMethods {
        options.max_bytecode = usize::MAX;
    }
    let disabled = flags.JitDisablePasses.split(',');
    let disabled = disabled.filter(|name| !name.is_empty());
    options.disabled_passes = disabled.map(str::to_owned).collect();
    jit::passes::check_names(&options.disabled_passes)
        .map_err(|error| format!("-XX:JitDisablePasses: {error}"))?;
    options.places = flags.DebugNonSafepoints || flags.PerfJitDump;
    options.planted_fault = flags.JitPlantFault;
    options.opt_level = match flags.JitOptLevel.as_str() {
        "speed" => OptLevel::Speed,
        "none" => OptLevel::None,
        other => return Err(format!("-XX:JitOptLevel={other}: there are speed and none")),
    };
    *lock() = Some(Compiler::new(options)?);
    Ok(())
}

/// There is no room for the code of a task, which is still wanted.
pub(crate) struct NoRoom;

/// Why a compile was for nothing.
enum Vain {
    NoRoom,
    /// What it has assumed does not hold any more.
    Outdated,
}

/// Compiles and installs, or refuses, and says so.
///
/// # Errors
/// The code cache is full.
pub(crate) fn run(task: Task) -> Result<(), NoRoom> {
    let mut compiler = lock();
    let Some(compiler) = compiler.as_mut() else {
        return Ok(());
    };
    while policy::is_wanted(task) {
        match attempt(compiler, task) {
            Ok(()) => break,
            Err(Vain::Outdated) => {}
            Err(Vain::NoRoom) => return Err(NoRoom),
        }
    }
    Ok(())
}

fn attempt(compiler: &mut Compiler, task: Task) -> Result<(), Vain> {
    let start = Instant::now();
    let id = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    print(task, id, "");
    let _under_way = history::compile(task, id);
    let env = VmEnv::of(task.method);
    let made = compile(compiler, &env, task, id);
    let outcome = match made {
        Ok((code, listing)) => {
            COUNTERS.made(&Made {
                is_loop: task.header.is_some(),
                inlined: compiler.inlined(),
                known_objects: env.known_objects(),
                bytecodes: task.method.bytecode().map_or(0, |code| code.code.len()),
                code_bytes: code.bytes.len(),
            });
            let shown = listing.map(|listing| dump::record(task, id, start, &code, &listing));
            install(task, id, env, code, shown)
        }
        Err(refusal) => {
            COUNTERS.refused(&refusal);
            let why = format!("   COMPILE SKIPPED: {refusal} (not retryable)");
            print(task, id, &why);
            if dump::is_wanted(task) {
                dump::refused(task, &refusal.to_string());
            }
            policy::refuse(task);
            Ok(())
        }
    };
    COUNTERS.spent(start.elapsed().as_nanos() as u64);
    outcome
}

fn install(
    task: Task,
    id: u64,
    env: VmEnv,
    code: CompiledCode,
    shown: Option<Box<records::Compile>>,
) -> Result<(), Vain> {
    let (assumptions, constants) = env.take();
    let (validity, relied) = assumptions.take();
    let code = cache::place(task, id, code, validity, constants).ok_or(Vain::NoRoom)?;
    let installed = dependencies::install(relied, code, |code| {
        if let Some(shown) = shown {
            dump::made(task, shown, code.start);
        }
        perf_map::add(&code);
        perf_dump::add(&code);
        gdb::add(&code);
        policy::install(task, code)
    });
    installed.map_err(|code| {
        cache::free(&code);
        Vain::Outdated
    })
}

fn compile(
    compiler: &mut Compiler,
    env: &VmEnv,
    task: Task,
    id: u64,
) -> Result<(CompiledCode, Option<Listing>), Refusal> {
    let method = Key(u64::from(task.method.address()));
    let entry = task.header.map_or(Entry::Method, Entry::Osr);
    let mut make = |env: &dyn CompilerEnv| match dump::is_wanted(task) {
        true => {
            let (code, listing) = compiler.listing(env, method, entry)?;
            Ok((code, Some(listing)))
        }
        false => Ok((compiler.compile(env, method, entry)?, None)),
    };
    if !commands::dumps_replay(task.method) {
        return make(env);
    }
    let recorder = Recorder::new(env);
    let made = make(&recorder);
    let path = format!("replay_pid{}_compid{id}.log", std::process::id());
    let recording = recorder.finish(method, task.header).to_json();
    if let Err(error) = fs::write(&path, recording) {
        flags::errln!("Could not open {path}: {error}");
    }
    made
}

/// Runs `run` with a compiler that the flags describe, before the VM has classes.
///
/// # Errors
/// There is none for this machine, or what `run` says.
pub(crate) fn alone<R>(run: impl FnOnce(&mut Compiler) -> Result<R, String>) -> Result<R, String> {
    init()?;
    match lock().as_mut() {
        Some(compiler) => run(compiler),
        None => Err("no compiler".to_owned()),
    }
}

/// A line in HotSpot's shape: time since the start in ms, number, flags, tier, method, size. The log has its own time.
/// `end`: what became of it.
fn print(task: Task, id: u64, end: &str) {
    let is_printed = flags::get().flags.PrintCompilation;
    let is_logged = flags::log::enabled(
        &[flags::log::Tag::jit, flags::log::Tag::compilation],
        flags::log::Level::Debug,
    );
    if !is_printed && !is_logged {
        return;
    }
    let line = format!("{}{end}", described(task, id));
    flags::log!(jit, compilation; Debug, "{line}");
    if is_printed {
        let uptime = start().elapsed().as_millis();
        flags::outln!("{uptime:>7} {line}");
    }
}

/// Number, flags, tier, method and size of a compile, in HotSpot's columns.
pub(crate) fn described(task: Task, id: u64) -> String {
    let method = task.method;
    let handlers = method
        .bytecode()
        .is_some_and(|code| code.exception_table.iter().next().is_some());
    let shown = [
        (task.header.is_some(), '%'),
        (method.is_synchronized(), 's'),
        (handlers, '!'),
        (!flags::get().flags.BackgroundCompilation, 'b'),
        (false, 'n'),
    ];
    let shown: String = shown
        .iter()
        .map(|(is, letter)| if *is { *letter } else { ' ' })
        .collect();
    let at = task.header.map_or(String::new(), |bci| format!(" @ {bci}"));
    let size = method.bytecode().map_or(0, |code| code.code.len());
    let name = format!(
        "{}::{}",
        method.klass.external_name(),
        method.name.to_text()
    );
    format!("{id:>4} {shown} 1       {name}{at} ({size} bytes)")
}

/// Code is invalid.
pub(crate) fn count_invalid() {
    COUNTERS.invalidated();
}

/// Nobody enters `code` any more: says so to who wants to know.
pub(crate) fn retired(code: &Code, why: &str) {
    print(Task::of(code), code.id, "   made not entrant");
    dump::retired(code, why);
}

/// At exit: `-XX:+PrintJitStatistics`, and what a dump has to say in the end.
pub fn print_statistics() {
    if flags::get().flags.PrintJitStatistics {
        flags::err!("{}", COUNTERS.text());
    }
    if flags::get().flags.CountBytecodes {
        flags::err!("{}", statistics::executed());
    }
    dump::finish();
}
