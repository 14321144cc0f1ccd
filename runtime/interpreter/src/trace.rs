//! Looking inside: `-XX:+TraceBytecodes`, `-XX:+PrintInterpreterStatistics`, `-XX:+CountBytecodes`, `-XX:PrintRegisterCode=<pattern>`. Output goes to stderr
//! (stdout for register code, which is a listing). Only the tracing copy of the loop calls [`step`].

use std::sync::atomic::{AtomicU64, Ordering};

use metadata::Method;
use threads::JavaThread;

use crate::ops::{Op, TABLE};
use crate::run::{Fp, Pc};
use crate::slow::method_of;
use crate::translation::Translation;

/// Executions by opcode; 512 is above the number of opcodes (checked in `print_statistics`).
static COUNTS: [AtomicU64; 512] = [const { AtomicU64::new(0) }; 512];
static METHODS: AtomicU64 = AtomicU64::new(0);
static BYTECODES: AtomicU64 = AtomicU64::new(0);
static INSTRUCTIONS: AtomicU64 = AtomicU64::new(0);

/// Bytecodes of application classes that were interpreted, with [`SHARE_BITS`] of fraction: an instruction stands for its share of the method's.
static EXECUTED: AtomicU64 = AtomicU64::new(0);
const SHARE_BITS: u32 = 8;

/// `-XX:+CountBytecodes`: bytecodes of application classes that were interpreted.
pub fn executed_bytecodes() -> u64 {
    EXECUTED.load(Ordering::Relaxed) >> SHARE_BITS
}

/// One instruction is about to run.
///
/// # Safety
/// As a slow path.
#[inline(never)]
pub(crate) unsafe fn step(thread: &JavaThread, fp: Fp, pc: Pc) {
    // SAFETY: contract of this function.
    let instruction = unsafe { &*pc };
    // (The bottom of an activation is no frame of a method.)
    if instruction.op() == Op::Exit {
        return;
    }
    // SAFETY: contract of this function.
    let method = unsafe { method_of(fp) };
    COUNTS[instruction.op() as usize].fetch_add(1, Ordering::Relaxed);
    if flags::get().flags.CountBytecodes
        && let Some(method) = method.filter(|method| method.klass.is_of_application())
        && let Some(translation) = Translation::of(&method)
    {
        let instructions = translation.code.len() as u64;
        let share = (u64::from(translation.bytecodes) << SHARE_BITS) / instructions.max(1);
        EXECUTED.fetch_add(share, Ordering::Relaxed);
    }
    if !flags::get().flags.TraceBytecodes {
        return;
    }
    if let Some(method) = method {
        let bci = Translation::of(&method).map_or(0, |translation| translation.bci_of(pc));
        flags::errln!("[{}] {method} @{bci} {instruction}", thread.lock_id);
    }
}

/// A method was translated: counts, prints it if `PrintRegisterCode` asks for it, and hands it on.
pub(crate) fn translated(
    method: &Method,
    translation: &'static Translation,
) -> &'static Translation {
    METHODS.fetch_add(1, Ordering::Relaxed);
    BYTECODES.fetch_add(u64::from(translation.bytecodes), Ordering::Relaxed);
    INSTRUCTIONS.fetch_add(translation.code.len() as u64, Ordering::Relaxed);
    let pattern = &flags::get().flags.PrintRegisterCode;
    if !pattern.is_empty() && (pattern == "*" || method.to_string().contains(pattern.as_str())) {
        flags::out!("{}", translation.dump(method));
    }
    translation
}

/// `-XX:+PrintInterpreterStatistics`, `-XX:+WatchStress`: called once at exit.
pub fn print_statistics() {
    crate::watch::stress::print_statistics();
    if !flags::get().flags.PrintInterpreterStatistics {
        return;
    }
    assert!(
        TABLE.len() <= COUNTS.len(),
        "the counters cover the opcodes"
    );
    let (methods, bytecodes) = (
        METHODS.load(Ordering::Relaxed),
        BYTECODES.load(Ordering::Relaxed),
    );
    let instructions = INSTRUCTIONS.load(Ordering::Relaxed);
    flags::errln!(
        "brolga-interpreter: methods={methods} bytecodes={bytecodes} instructions={instructions}"
    );
    let mut rows: Vec<(u64, Op)> = crate::ops::ALL
        .iter()
        .map(|op| (COUNTS[*op as usize].load(Ordering::Relaxed), *op))
        .collect();
    rows.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let total: u64 = rows.iter().map(|(count, _)| count).sum();
    for (count, op) in rows.iter().filter(|(count, _)| *count > 0) {
        flags::errln!(
            "{count:>14} {:5.1}% {op:?}",
            *count as f64 * 100.0 / total as f64
        );
    }
}
