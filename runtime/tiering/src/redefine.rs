//! Methods that get other bytecode: code that has the old one in it is entered no more. Whoever is in it stays: its activations are of the old
//! method (JVM TI, `RedefineClasses`).
//!
//! `-XX:JitInvalidationStressInterval=N` does this to compiled methods, one after the other, although nothing has happened to them: so code is
//! entered, left, thrown away and made anew at the same time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use abi::deopt::DeoptReason;
use metadata::MethodRef;
use metadata::code_map::Code;

use crate::dependencies;

/// An agent may redefine classes.
static IS_EXPECTED: AtomicBool = AtomicBool::new(false);

/// Whether code must know when what it has inlined is redefined.
pub(crate) fn is_expected() -> bool {
    IS_EXPECTED.load(Ordering::Acquire)
}

/// From now on classes may be redefined. What has been compiled before is entered no more, as it would not notice. (Who is in such code
/// goes on with what is inlined there until it leaves.)
pub fn expect() {
    if !IS_EXPECTED.swap(true, Ordering::AcqRel) {
        dependencies::invalidate_all(DeoptReason::Redefined, |codes| codes);
    }
}

/// `methods` have other bytecode now: they are superseded already. How much of their own code was invalid then.
pub fn redefined(methods: &[MethodRef]) -> usize {
    dependencies::superseded(methods);
    dependencies::invalidate_all(DeoptReason::Redefined, |codes| {
        let is_of_one = |code: &&'static Code| methods.contains(&code.method);
        codes.into_iter().filter(is_of_one).collect()
    })
}

/// Boot: starts the stress thread, if it is wanted.
pub(crate) fn boot() {
    let flags = &flags::get().flags;
    let interval = Duration::from_micros(flags.JitInvalidationStressInterval as u64);
    if interval.is_zero() {
        return;
    }
    let clock = || {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(1, |now| now.as_micros() as u64 | 1)
    };
    let mut random = match u64::from(flags.StressSeed) {
        0 => clock(),
        seed => seed,
    };
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(interval);
            // Marsaglia, Xorshift RNGs.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            dependencies::invalidate_all(DeoptReason::Redefined, |codes| {
                let at = random.checked_rem(codes.len() as u64);
                at.map(|at| codes[at as usize]).into_iter().collect()
            });
        }
    });
}
