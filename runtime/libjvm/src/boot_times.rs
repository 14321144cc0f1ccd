//! `-XX:+PrintBootTimes`: how long each phase of the VM's start took, as a table on stderr, once, when the launcher has found the class
//! whose `main` it will call (or, where there is none, when the VM ends).
//!
//! `boot.rs` says when a phase ends; one phase follows the other. The first line ties the table to the monotonic clock, so that whoever
//! has started the process can tell what came before. `brolga bench --startup` reads the lines: `brolga-boot: NAME MICROSECONDS what`.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use threads::park::monotonic_nanos;

macro_rules! phases {
    ($($phase:ident $name:literal $what:literal;)*) => {
        /// A phase of the start.
        #[derive(Clone, Copy)]
        pub(crate) enum Phase {
            $($phase),*
        }

        /// THE phases in their order: name, and what happens.
        const PHASES: &[(&str, &str)] = &[$(($name, $what)),*];
    };
}

phases! {
    Options "options" "command line, environment, files of options";
    Home "home" "the JDK around the library is found";
    Arenas "arenas" "address space for classes and symbols";
    Heap "heap" "the heap is reserved, the collector made";
    Compiler "compiler" "code cache, stubs, compiler threads";
    Agents "agents" "libraries of agents";
    Image "image" "modules file and boot class path are opened";
    Classes "classes" "the main thread, the classes that the VM knows";
    InitPhase1 "initPhase1" "System: properties, streams, threads";
    Handles "handles" "method handles, thread of signals";
    InitPhase2 "initPhase2" "the module graph";
    InitPhase3 "initPhase3" "security manager, system class loader";
    Tools "tools" "what jcmd and jps need";
    MainClass "main_class" "the launcher finds and initialises it";
}

/// When the first phase began, nanoseconds of the monotonic clock; 0: it has not.
static BEGAN: AtomicU64 = AtomicU64::new(0);
/// When each phase ended, by the same clock; 0: it has not.
static ENDS: [AtomicU64; PHASES.len()] = [const { AtomicU64::new(0) }; PHASES.len()];
static IS_PRINTED: AtomicBool = AtomicBool::new(false);

/// The first phase begins.
pub(crate) fn begin() {
    BEGAN.store(monotonic_nanos(), Relaxed);
}

/// A phase has ended, and the next one begins.
pub(crate) fn end(phase: Phase) {
    ENDS[phase as usize].store(monotonic_nanos(), Relaxed);
}

/// The launcher has its main class.
pub(crate) fn main_is_next() {
    if flags::get().flags.PrintBootTimes && !IS_PRINTED.load(Relaxed) {
        end(Phase::MainClass);
        print();
    }
}

/// Prints the table if it was asked for and has not been printed.
pub(crate) fn print() {
    if flags::get().flags.PrintBootTimes && !IS_PRINTED.swap(true, Relaxed) {
        let ends = ENDS.each_ref().map(|end| end.load(Relaxed));
        for line in lines(BEGAN.load(Relaxed), &ends) {
            flags::errln!("brolga-boot: {line}");
        }
    }
}

/// When it began, a line for each phase that has ended, and one for all.
fn lines(began: u64, ends: &[u64]) -> Vec<String> {
    let mut lines = vec![format!("began at {began} ns of the monotonic clock")];
    let mut before = began;
    let line = |name, from: u64, to: u64, what| {
        let microseconds = to.saturating_sub(from) / 1_000;
        format!("{name:<10} {microseconds:>8} us  {what}")
    };
    for ((name, what), &end) in PHASES.iter().zip(ends).filter(|(_, end)| **end != 0) {
        lines.push(line(name, before, end, what));
        before = end;
    }
    lines.push(line(&"all", began, before, &"from the first to the last"));
    lines
}
