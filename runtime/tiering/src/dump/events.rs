//! What happens to compiles that are dumped: they are asked for, their code is left, nobody enters it any more. And pauses for garbage, which
//! explain what the times do not.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use abi::deopt::DeoptReason;
use metadata::MethodRef;
use metadata::code_map::Code;
use records::{Deopt, DeoptCount, Gc, Invalidate, Record};

use super::{WISH, is_deterministic, is_wanted, lock as lock_written, name_of, publish};
use crate::compile;
use crate::policy::Task;

/// Why a compile is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trigger {
    /// The method's counter: it is hot, or with `-Xcomp` called for the first time.
    Counter,
    /// A loop of it is hot.
    Loop,
    /// Its code was left for a reason that comes again.
    Deopt,
    /// Its code asks the VM for what could be known by now.
    Sites,
    /// Its code assumed what does not hold any more.
    Invalidated,
    /// Nobody called it: it is to be seen without a run.
    Static,
}

impl Trigger {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Trigger::Counter => "counter",
            Trigger::Loop => "loop",
            Trigger::Deopt => "deopt",
            Trigger::Sites => "sites",
            Trigger::Invalidated => "invalidated",
            Trigger::Static => "static",
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) at: Instant,
    pub(super) trigger: Trigger,
}

#[derive(Default)]
struct State {
    /// Tasks in the queue, by method and loop.
    asked: HashMap<(u32, Option<u32>), Asked>,
    /// Compiles that were written: their numbers in the dump, by those of the VM.
    written: HashMap<u64, u64>,
    /// By number in the dump and offset.
    deopts: HashMap<(u64, u32), u64>,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);
/// Somebody wants to know.
static IS_ON: AtomicBool = AtomicBool::new(false);

fn lock() -> MutexGuard<'static, Option<State>> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_on() -> bool {
    IS_ON.load(Ordering::Relaxed)
}

/// Boot: there is a dump.
pub(super) fn init() {
    IS_ON.store(true, Ordering::Relaxed);
    heap::observe_pauses(collected);
}

/// Microseconds from the start of the VM to `time`.
pub(super) fn since_start(time: Instant) -> u64 {
    time.saturating_duration_since(compile::start()).as_micros() as u64
}

/// Now; a deterministic dump has no times.
pub(super) fn now() -> Option<u64> {
    (!is_deterministic()).then(|| since_start(Instant::now()))
}

/// A task is asked for; it waits from now on.
pub(crate) fn asked(task: Task, trigger: Trigger) {
    if is_on() && is_wanted(task) {
        let asked = Asked {
            at: Instant::now(),
            trigger,
        };
        let key = (task.method.address(), task.header);
        lock().get_or_insert_default().asked.insert(key, asked);
    }
}

pub(super) fn take_asked(task: Task) -> Option<Asked> {
    let key = (task.method.address(), task.header);
    lock().as_mut()?.asked.remove(&key)
}

/// The compile `id` stands in the dump as number `shown`.
pub(super) fn was_written(id: u64, shown: u64) {
    if is_on() {
        lock().get_or_insert_default().written.insert(id, shown);
    }
}

/// The number in the dump of the compile that made `code`, if it is in it.
fn shown(code: &Code) -> Option<u64> {
    lock().as_ref()?.written.get(&code.id).copied()
}

/// `code` was left at the call that returns to `offset`; the interpreter goes on at `bci` of `method`. `is_lesson`: the code is made anew.
pub(crate) fn deopt(
    code: &Code,
    offset: u32,
    (method, bci): (MethodRef, u32),
    reason: DeoptReason,
    is_lesson: bool,
) {
    let Some(compile) = is_on().then(|| shown(code)).flatten() else {
        return;
    };
    let count = {
        let mut state = lock();
        let deopts = &mut state.get_or_insert_default().deopts;
        let count = deopts.entry((compile, offset)).or_insert(0);
        *count += 1;
        *count
    };
    if count > Deopt::LIMIT {
        return;
    }
    let action = match is_lesson {
        true => "recompile",
        false => "interpret",
    };
    let record = Record::Deopt(Deopt {
        compile,
        offset,
        time_us: now(),
        method: name_of(method),
        bci,
        reason: reason.text().to_owned(),
        action: action.to_owned(),
        count,
    });
    publish(Task::of(code), &record, &mut lock_written());
}

/// Nobody enters `code` any more.
pub(crate) fn retired(code: &Code, why: &str) {
    let Some(compile) = is_on().then(|| shown(code)).flatten() else {
        return;
    };
    let record = Record::Invalidate(Invalidate {
        compile,
        time_us: now(),
        reason: why.to_owned(),
    });
    publish(Task::of(code), &record, &mut lock_written());
}

/// A pause for garbage has ended. The world is stopped.
fn collected(is_full: bool, pause: Duration) {
    let Some((wish, time_us)) = WISH.get().zip(now()) else {
        return;
    };
    if wish.is_json {
        let record = Record::Gc(Gc {
            time_us,
            kind: if is_full { "full" } else { "young" }.to_owned(),
            pause_us: pause.as_micros() as u64,
        });
        wish.write(&record, &mut lock_written());
    }
}

/// How often code was left at each point.
pub(super) fn deopt_counts() -> Vec<DeoptCount> {
    let state = lock();
    let rows = state.iter().flat_map(|state| &state.deopts);
    let mut rows: Vec<DeoptCount> = rows
        .map(|((compile, offset), count)| DeoptCount {
            compile: *compile,
            offset: *offset,
            count: *count,
        })
        .collect();
    rows.sort_by_key(|row| (row.compile, row.offset));
    rows
}
