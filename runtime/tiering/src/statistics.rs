//! `-XX:+PrintJitStatistics`: what the compiler did, counted; at exit one line per fact, `brolga-jit: <fact>=<n> ...`, on stderr.

use std::sync::atomic::{AtomicU64, Ordering};

use jit::build::Refusal;

use crate::{cache, deopt};

/// `-XX:+CountBytecodes`: bytecodes of application classes that compiled code has executed. (It adds without a lock: of threads that do so at
/// once, one may get lost.)
pub(crate) static EXECUTED: AtomicU64 = AtomicU64::new(0);

/// Where bytecodes were executed, as a line with its end.
pub(crate) fn executed() -> String {
    let compiled = EXECUTED.load(Ordering::Relaxed);
    let interpreted = interpreter::executed_bytecodes();
    format!("brolga-jit: executed compiled={compiled} interpreted={interpreted}\n")
}

/// What is counted of compiles that made code; times of all compiles.
#[derive(Default)]
pub(crate) struct Counters {
    methods: AtomicU64,
    loops: AtomicU64,
    inlined: AtomicU64,
    known_objects: AtomicU64,
    invalid: AtomicU64,
    bytecodes: AtomicU64,
    code_bytes: AtomicU64,
    nanoseconds: AtomicU64,
    refusals: [AtomicU64; REFUSALS.len()],
}

/// A compile that made code.
pub(crate) struct Made {
    pub(crate) is_loop: bool,
    pub(crate) inlined: usize,
    /// Objects found in others, which the code names.
    pub(crate) known_objects: usize,
    pub(crate) bytecodes: usize,
    pub(crate) code_bytes: usize,
}

/// Words for reasons, in the order of [`number`].
const REFUSALS: [&str; 8] = [
    "subroutine",
    "malformed",
    "no_such_entry",
    "no_code",
    "too_long",
    "large_state",
    "cpu",
    "backend",
];

fn number(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::Subroutine => 0,
        Refusal::Malformed(_) => 1,
        Refusal::NoSuchEntry(_) => 2,
        Refusal::NoCode => 3,
        Refusal::TooLong(_) => 4,
        Refusal::LargeState(_) => 5,
        Refusal::Cpu(_) => 6,
        Refusal::Backend(_) => 7,
    }
}

impl Counters {
    pub(crate) const fn new() -> Counters {
        Counters {
            methods: AtomicU64::new(0),
            loops: AtomicU64::new(0),
            inlined: AtomicU64::new(0),
            known_objects: AtomicU64::new(0),
            invalid: AtomicU64::new(0),
            bytecodes: AtomicU64::new(0),
            code_bytes: AtomicU64::new(0),
            nanoseconds: AtomicU64::new(0),
            refusals: [const { AtomicU64::new(0) }; REFUSALS.len()],
        }
    }

    pub(crate) fn made(&self, made: &Made) {
        let add = |counter: &AtomicU64, count: usize| {
            counter.fetch_add(count as u64, Ordering::Relaxed);
        };
        add(
            if made.is_loop {
                &self.loops
            } else {
                &self.methods
            },
            1,
        );
        add(&self.inlined, made.inlined);
        add(&self.known_objects, made.known_objects);
        add(&self.bytecodes, made.bytecodes);
        add(&self.code_bytes, made.code_bytes);
    }

    /// Code was entered no more, because of something outside of it.
    pub(crate) fn invalidated(&self) {
        self.invalid.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn refused(&self, refusal: &Refusal) {
        self.refusals[number(refusal)].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn spent(&self, nanoseconds: u64) {
        self.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    /// The lines, each with its end.
    pub(crate) fn text(&self) -> String {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let (methods, loops) = (get(&self.methods), get(&self.loops));
        let (bytecodes, code_bytes) = (get(&self.bytecodes), get(&self.code_bytes));
        let mut facts = vec![format!(
            "compiles={} methods={methods} loops={loops}",
            methods + loops
        )];
        let refusals: Vec<u64> = self.refusals.iter().map(get).collect();
        facts.push(format!("refusals={}", refusals.iter().sum::<u64>()));
        let named = REFUSALS
            .iter()
            .zip(refusals)
            .filter(|(_, count)| *count > 0);
        facts.extend(named.map(|(reason, count)| format!("refusals.{reason}={count}")));
        let known_objects = get(&self.known_objects);
        facts.push(format!(
            "inlined={} known_objects={known_objects}",
            get(&self.inlined)
        ));
        facts.push(format!("invalidated={}", get(&self.invalid)));
        let deopts = deopt::counts();
        let all: u64 = deopts.iter().map(|(_, count)| count).sum();
        facts.push(format!("deopts={all}"));
        let deopts = deopts.iter();
        facts.extend(deopts.map(|(reason, count)| format!("deopts.{}={count}", reason.text())));
        let per_bytecode = |amount: f64| amount / bytecodes.max(1) as f64;
        let microseconds = get(&self.nanoseconds) as f64 / 1000.0;
        facts.push(format!(
            "compile_us={microseconds:.0} compile_us_per_bytecode={:.1}",
            per_bytecode(microseconds)
        ));
        facts.push(format!("bytecodes={bytecodes}"));
        facts.push(format!(
            "code_bytes={code_bytes} code_bytes_per_bytecode={:.1}",
            per_bytecode(code_bytes as f64)
        ));
        let (used, peak, reserved) = cache::usage();
        facts.push(format!(
            "cache_used={used} cache_peak={peak} cache_reserved={reserved}"
        ));
        let lines = facts.iter().map(|fact| format!("brolga-jit: {fact}\n"));
        lines.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_has_a_line() {
        let counters = Counters::new();
        counters.made(&Made {
            is_loop: true,
            inlined: 3,
            known_objects: 2,
            bytecodes: 10,
            code_bytes: 45,
        });
        counters.refused(&Refusal::TooLong(9000));
        counters.invalidated();
        counters.spent(5_000);
        let text = counters.text();
        for line in [
            "brolga-jit: compiles=1 methods=0 loops=1",
            "brolga-jit: refusals=1",
            "brolga-jit: refusals.too_long=1",
            "brolga-jit: inlined=3 known_objects=2",
            "brolga-jit: invalidated=1",
            "brolga-jit: deopts=0",
            "brolga-jit: compile_us=5 compile_us_per_bytecode=0.5",
            "brolga-jit: bytecodes=10",
            "brolga-jit: code_bytes=45 code_bytes_per_bytecode=4.5",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
    }
}
