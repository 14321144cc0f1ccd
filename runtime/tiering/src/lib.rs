//! Compiled code in the VM: what is compiled and when, where code lives, how it is called, how it calls the VM and is left again.
//! DESIGN "Code cache", "Deopt", "Calls"; CONTRACTS 1, 2, 4, 5, 6.
//!
//! | module | holds |
//! |---|---|
//! | `policy` | what is compiled when: counters, queue, what became of each method |
//! | `compile` | one compile: compiler, code cache, `-XX:+PrintCompilation` |
//! | [`env`] | what the compiler asks of the VM |
//! | `known` | what the heap holds and never changes any more |
//! | `commands`, `patterns` | `-XX:CompileCommand`; how methods are named in it |
//! | `dump` | `-XX:JitDump`: compiles from bytecode to machine code, and what becomes of them, as text or JSON |
//! | [`inspect`] | the code cache and the compiler's queue as text, for who attaches |
//! | `history` | the last compiles and deopts, for crash reports |
//! | `gdb` | `-XX:+GdbJit` |
//! | `statistics`, `perf_map`, `perf_dump` | `-XX:+PrintJitStatistics`, `-XX:+PerfMap`, `-XX:+PerfJitDump` |
//! | `cache` | the arena that code lies in |
//! | `caches` | what interface calls remember |
//! | `stubs` | assembly: between compiled code, interpreter and Rust |
//! | `call` | calls in both directions, polls |
//! | `unwind` | exceptions in compiled code |
//! | `deopt` | leaving compiled code for the interpreter |
//! | `dependencies` | what code assumes of classes and call sites |
//! | `redefine` | methods that get other bytecode; the stress mode of invalidation |
//! | `speculation` | where that was no use |
//! | `entries` | the runtime entries: what compiled code calls |
//!
//! Read next: `policy.rs`, `stubs.rs`.

mod cache;
mod caches;
mod call;
mod commands;
mod compile;
mod deopt;
mod dependencies;
mod dump;
pub mod entries;
pub mod env;
mod gdb;
mod history;
pub mod inspect;
mod known;
mod patterns;
mod perf_dump;
mod perf_map;
mod policy;
mod redefine;
mod speculation;
mod statistics;
mod stubs;
mod unwind;

use std::sync::atomic::Ordering;

pub use call::{enter_compiled, enter_loop};
pub use compile::print_statistics;
pub use dependencies::{call_site_changes, overridden};
pub use dump::before_shutdown;
pub use env::use_leaves;
pub use history::write as write_history;
pub use policy::{disable as interpret_only, overflow, unload};
pub use redefine::{expect as expect_redefinition, redefined};

/// Boot, before the first class is loaded and the first thread made: code can be called. Compiles nothing with `-Xint`.
///
/// # Errors
/// A line for the user.
pub fn boot() -> Result<(), String> {
    let options = flags::get();
    let flags = &options.flags;
    let is_off = options.mode == flags::Mode::Interpreted
        || flags.TieredStopAtLevel == 0
        || flags.ReservedCodeCacheSize == 0
        || flags.WatchStress;
    commands::init();
    dump::init()?;
    if !flags.JitReplay.is_empty() {
        dump::replay(&flags.JitReplay)?;
        std::process::exit(0);
    }
    if is_off {
        return Ok(());
    }
    perf_map::init();
    perf_dump::init();
    compile::init()?;
    let bytes = flags.ReservedCodeCacheSize as usize;
    cache::init(bytes, stubs::interpreter_return())?;
    threads::thread::set_runtime_entries(stubs::table());
    let fresh = metadata::method::entry_points();
    let stub = stubs::interpret as *const () as usize;
    fresh.from_compiled.store(stub, Ordering::Release);
    let linkers = stubs::link as *const () as usize;
    fresh.linkers.store(linkers, Ordering::Release);
    policy::enable();
    redefine::boot();
    Ok(())
}
