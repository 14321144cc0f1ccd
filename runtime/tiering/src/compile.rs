//! Running the compiler: one task at a time, whoever runs it. `-XX:+PrintCompilation`.
//!
//! A compile looks at classes that must not be unloaded meanwhile: unloading waits for it ([`pause`]). The compiler never waits for a thread
//! of the VM, so that this ends.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use abi::code::CompiledCode;
use jit::build::{Entry, Refusal};
use jit::compile::{Compiler, Options};
use jit::ir::Key;

use crate::env::VmEnv;
use crate::policy::{self, Task};
use crate::{cache, commands};

/// When the VM started.
static START: OnceLock<Instant> = OnceLock::new();

static COMPILER: Mutex<Option<Compiler>> = Mutex::new(None);

/// What `-XX:+PrintJitStatistics` prints.
#[derive(Default)]
struct Counters {
    compiles: AtomicU64,
    refusals: AtomicU64,
    bytecodes: AtomicU64,
    code_bytes: AtomicU64,
    nanoseconds: AtomicU64,
}

static COUNTERS: Counters = Counters {
    compiles: AtomicU64::new(0),
    refusals: AtomicU64::new(0),
    bytecodes: AtomicU64::new(0),
    code_bytes: AtomicU64::new(0),
    nanoseconds: AtomicU64::new(0),
};

fn lock() -> MutexGuard<'static, Option<Compiler>> {
    COMPILER.lock().unwrap_or_else(PoisonError::into_inner)
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
    START.get_or_init(Instant::now);
    let flags = &flags::get().flags;
    let mut options = Options::default();
    if !flags.DontCompileHugeMethods {
        options.max_bytecode = usize::MAX;
    }
    let disabled = flags.JitDisablePasses.split(',');
    options.disabled_passes = disabled.map(str::to_owned).collect();
    options.planted_fault = flags.JitPlantFault;
    *lock() = Some(Compiler::new(options)?);
    Ok(())
}

/// Compiles and installs, or refuses, and says so.
pub(crate) fn run(task: Task) {
    let mut compiler = lock();
    let Some(compiler) = compiler.as_mut() else {
        return;
    };
    if !policy::is_wanted(task) {
        return;
    }
    let start = Instant::now();
    let id = COUNTERS.compiles.fetch_add(1, Ordering::Relaxed) + 1;
    match compile(compiler, task) {
        Ok(code) => {
            let bytes = code.bytes.len() as u64;
            COUNTERS.code_bytes.fetch_add(bytes, Ordering::Relaxed);
            print(task, id, None);
            match cache::place(task.method, task.header, code) {
                Some(code) => policy::install(task, code),
                None => {
                    flags::errln!(
                        "OpenJDK 64-Bit Server VM warning: CodeCache is full. Compiler has been disabled."
                    );
                    flags::errln!(
                        "OpenJDK 64-Bit Server VM warning: Try increasing the code cache size using -XX:ReservedCodeCacheSize="
                    );
                    policy::refuse(task);
                    policy::disable();
                }
            }
        }
        Err(refusal) => {
            COUNTERS.refusals.fetch_add(1, Ordering::Relaxed);
            print(task, id, Some(&refusal));
            policy::refuse(task);
        }
    }
    let bytecodes = task.method.bytecode().map_or(0, |code| code.code.len());
    COUNTERS
        .bytecodes
        .fetch_add(bytecodes as u64, Ordering::Relaxed);
    let spent = start.elapsed().as_nanos() as u64;
    COUNTERS.nanoseconds.fetch_add(spent, Ordering::Relaxed);
}

fn compile(compiler: &mut Compiler, task: Task) -> Result<CompiledCode, Refusal> {
    let env = VmEnv;
    let method = Key(u64::from(task.method.address()));
    let entry = task.header.map_or(Entry::Method, Entry::Osr);
    if !commands::prints(task.method) {
        return compiler.compile(&env, method, entry);
    }
    let (code, listing) = compiler.listing(&env, method, entry)?;
    flags::outln!(
        "{}\n{}\n{}\n{}\n{}",
        listing.built,
        listing.optimised,
        listing.clif,
        listing.clif_optimised,
        listing.assembly
    );
    Ok(code)
}

/// A line in HotSpot's shape: time since the start in ms, number, flags, tier, method, size.
fn print(task: Task, id: u64, refusal: Option<&Refusal>) {
    if !flags::get().flags.PrintCompilation {
        return;
    }
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
    let why = refusal.map_or(String::new(), |refusal| {
        format!("   COMPILE SKIPPED: {refusal} (not retryable)")
    });
    flags::outln!(
        "{:>7} {id:>4} {shown} 1       {name}{at} ({size} bytes){why}",
        START.get().map_or(0, |start| start.elapsed().as_millis())
    );
}

/// `-XX:+PrintJitStatistics`: at exit, on stderr.
pub fn print_statistics() {
    if !flags::get().flags.PrintJitStatistics {
        return;
    }
    let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let (used, peak, reserved) = cache::usage();
    flags::errln!(
        "brolga-jit: compiles={} refusals={} bytecodes={} code_bytes={} ms={} cache={used}/{peak}/{reserved}",
        get(&COUNTERS.compiles),
        get(&COUNTERS.refusals),
        get(&COUNTERS.bytecodes),
        get(&COUNTERS.code_bytes),
        get(&COUNTERS.nanoseconds) / 1_000_000,
    );
}
