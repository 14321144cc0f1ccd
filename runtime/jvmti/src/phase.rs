//! How far the VM has come, as agents see it. JVMTI "GetPhase".

use std::sync::atomic::{AtomicI32, Ordering};

use jni::types::jint;

/// The numbers are those of JVMTI.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i32)]
pub(crate) enum Phase {
    /// `Agent_OnLoad` runs.
    OnLoad = 1,
    /// There are no modules yet.
    Primordial = 2,
    /// Java runs, but not the program.
    Start = 6,
    Live = 4,
    Dead = 8,
}

static PHASE: AtomicI32 = AtomicI32::new(Phase::OnLoad as i32);

pub(crate) fn set(phase: Phase) {
    PHASE.store(phase as i32, Ordering::Release);
}

/// The number of the phase.
pub(crate) fn number() -> jint {
    PHASE.load(Ordering::Acquire)
}

pub(crate) fn is(phase: Phase) -> bool {
    number() == phase as i32
}

/// When a function may be called: the names in the table of functions.
#[derive(Clone, Copy)]
#[allow(non_camel_case_types, reason = "words of the table of functions")]
pub(crate) enum Phases {
    any,
    /// OnLoad and live.
    onload,
    /// OnLoad alone.
    load,
    /// Start and live.
    start,
    live,
}

impl Phases {
    /// Is it such a phase now?
    pub(crate) fn are_now(self) -> bool {
        let now = number();
        let is = |phase: Phase| now == phase as i32;
        match self {
            Phases::any => true,
            Phases::onload => is(Phase::OnLoad) || is(Phase::Live),
            Phases::load => is(Phase::OnLoad),
            Phases::start => is(Phase::Start) || is(Phase::Live),
            Phases::live => is(Phase::Live),
        }
    }
}
