//! What is compiled, when, and by whom. DESIGN "Life of a method".
//!
//! A method's counter overflows into [`overflow`], which puts a task into the queue: the method from its beginning, or from a loop header that
//! a thread is at. One thread compiles (`compile.rs`); with `-Xbatch` and `-Xcomp` it is the thread that asks, which waits, and the compiler
//! thread only frees code.
//!
//! What became of a method is kept here, by its address, until its class is unloaded. Read next: `retire.rs`, `compile.rs`.

mod retire;

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use metadata::code_map::{self, Code};
use metadata::{MethodFlags, MethodRef};
use threads::JavaThread;

use crate::dump::{self, Trigger};
use crate::{commands, compile};

use retire::reclaim;
pub use retire::unload;
pub(crate) use retire::{count_site, improve, invalidate, invalidate_all};

/// A method to compile: from its beginning, or from the loop header at this bci.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Task {
    pub(crate) method: MethodRef,
    pub(crate) header: Option<u32>,
}

impl Task {
    /// The method from its beginning.
    pub(crate) fn whole(method: MethodRef) -> Task {
        Task {
            method,
            header: None,
        }
    }

    /// What `code` was made for.
    pub(crate) fn of(code: &Code) -> Task {
        Task {
            method: code.method,
            header: code.osr_bci,
        }
    }
}

/// What became of a task.
enum Outcome {
    Queued,
    /// It will not be tried again.
    Refused,
    Installed(&'static Code),
    /// There is code, and better code is being made.
    Improving(&'static Code),
}

impl Outcome {
    fn code(&self) -> Option<&'static Code> {
        match self {
            Outcome::Installed(code) | Outcome::Improving(code) => Some(code),
            Outcome::Queued | Outcome::Refused => None,
        }
    }
}

#[derive(Default)]
struct State {
    tasks: HashMap<(u32, Option<u32>), Outcome>,
    queue: VecDeque<Task>,
    /// Code that nobody enters any more; stacks may have frames of it.
    retired: Vec<&'static Code>,
    /// How many of `retired` were still on stacks when code was freed last.
    kept: usize,
    /// A thread that compiled by itself found no room.
    wants_room: bool,
    /// Code was evicted, and none has been installed since.
    was_evicted: bool,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);
static QUEUED: Condvar = Condvar::new();
/// Methods are compiled.
static ENABLED: AtomicBool = AtomicBool::new(false);

fn lock() -> MutexGuard<'static, Option<State>> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The counter of a method that is never looked at again.
const NEVER: u32 = u32::MAX;
/// Pieces of code that nobody enters any more, before it is worth a stop to free them.
const MANY_RETIRED: usize = 16;
/// How often code may ask the VM what is known by now, before it is made anew.
const MANY_SITE_CALLS: u32 = 1000;
/// Loop ends between two looks at a loop whose code is being made.
const SOON: u32 = 1000;

/// Boot: methods are compiled from now on.
pub(crate) fn enable() {
    *lock() = Some(State::default());
    ENABLED.store(true, Ordering::Release);
    let threshold = match compiles_at_once() || flags::get().flags.JitRandomTiers != 0 {
        true => 1,
        false => calls_before_profile(),
    };
    let fresh = metadata::method::entry_points();
    fresh.counter.store(threshold, Ordering::Relaxed);
    let name = "C1 CompilerThread0".to_owned();
    let spawned = std::thread::Builder::new().name(name).spawn(work);
    if spawned.is_err() {
        disable();
    }
}

fn compiles_at_once() -> bool {
    flags::get().mode == flags::Mode::Compiled
}

/// Calls and loop ends before a method is compiled.
fn calls_before_code() -> u32 {
    flags::get().flags.Tier3CompileThreshold.max(1) as u32
}

/// Calls and loop ends before a method is profiled: not too many to see something afterwards.
fn calls_before_profile() -> u32 {
    let wanted = flags::get().flags.Tier3InvocationThreshold.max(1) as u32;
    wanted.min(calls_before_code().div_ceil(2))
}

/// How often something must have been seen before it tells what will not be.
pub(crate) fn enough() -> u64 {
    let percentage = flags::get().flags.ProfileMaturityPercentage as u64;
    (u64::from(calls_before_code()) * percentage / 100).clamp(1, 40)
}

fn is_background() -> bool {
    flags::get().flags.BackgroundCompilation && !compiles_at_once()
}

/// No method is compiled any more; code that there is goes on running.
pub fn disable() {
    ENABLED.store(false, Ordering::Release);
}

/// Hook `counter_overflow`.
pub fn overflow(
    _thread: &mut JavaThread,
    method: MethodRef,
    header: Option<u32>,
) -> Option<&'static Code> {
    if !ENABLED.load(Ordering::Acquire) || !may_compile(method) {
        method.counter.store(NEVER, Ordering::Relaxed);
        return None;
    }
    let tier = random_tier(method);
    if tier == Some(Tier::Never) {
        method.counter.store(NEVER, Ordering::Relaxed);
        return None;
    }
    let is_at_once = compiles_at_once() || tier == Some(Tier::AtOnce);
    if !is_at_once && interpreter::profile::start(method) {
        let rest = calls_before_code().saturating_sub(calls_before_profile());
        method.counter.store(rest.max(1), Ordering::Relaxed);
        return None;
    }
    ask_for(Task::whole(method));
    let again = match header {
        Some(_) if !flags::get().flags.UseOnStackReplacement => NEVER,
        None if !compiles_at_once() => flags::get().flags.Tier3BackEdgeThreshold.max(1) as u32,
        _ => SOON,
    };
    method.counter.store(again, Ordering::Relaxed);
    header?;
    if again == NEVER {
        return None;
    }
    ask_for(Task { method, header })
}

/// When a method is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tier {
    Never,
    AtOnce,
    WhenHot,
}

/// `-XX:JitRandomTiers`: the same for a method whenever the program runs.
fn random_tier(method: MethodRef) -> Option<Tier> {
    let seed = flags::get().flags.JitRandomTiers;
    if seed == 0 {
        return None;
    }
    // FNV-1a.
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed;
    let names = [method.klass.name, method.name, method.descriptor];
    for byte in names.iter().flat_map(|name| name.bytes()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Some(match (hash >> 32) % 3 {
        0 => Tier::Never,
        1 => Tier::AtOnce,
        _ => Tier::WhenHot,
    })
}

/// Whether the method is compiled at all, as far as is known without looking at its code.
pub(crate) fn may_compile(method: MethodRef) -> bool {
    // The VM reads the locals of some frames: these stay with the interpreter.
    let is_read = method.flags.has(MethodFlags::SCOPED)
        || method.klass.name.bytes() == b"java/security/AccessController"
            && method.name.bytes() == b"executePrivileged";
    // Natives, and what the VM has made, have none.
    let has_code = method.bytecode().is_some();
    let has_future = !method.is_class_initializer() && !method.is_superseded();
    !is_read && has_code && has_future && commands::allows(method)
}

/// The code of a task, if there is some; else it will be compiled, or has been if nobody does it in the background.
fn ask_for(task: Task) -> Option<&'static Code> {
    let key = (task.method.address(), task.header);
    {
        let mut state = lock();
        let state = state.as_mut()?;
        if let Some(outcome) = state.tasks.get(&key) {
            return outcome.code();
        }
        state.tasks.insert(key, Outcome::Queued);
        dump::asked(
            task,
            task.header.map_or(Trigger::Counter, |_| Trigger::Loop),
        );
        if is_background() {
            // Loops first: somebody is in them.
            match task.header {
                Some(_) => state.queue.push_front(task),
                None => state.queue.push_back(task),
            }
            QUEUED.notify_one();
            return None;
        }
    }
    run_now(task);
    lock().as_ref()?.tasks.get(&key)?.code()
}

/// Takes tasks that `wanted` chooses out of the queue, first ones first.
pub(crate) fn take_queued(wanted: impl Fn(Task) -> bool) -> Vec<Task> {
    let mut state = lock();
    let queue = state.as_mut().map(|state| &mut state.queue);
    let Some(queue) = queue else {
        return Vec::new();
    };
    let (taken, rest) = queue.drain(..).partition(|task| wanted(*task));
    *queue = rest;
    Vec::from(taken)
}

/// Compiles a method that nobody has called, if it may be compiled and was not.
pub(crate) fn compile_uncalled(method: MethodRef) {
    let task = Task::whole(method);
    let key = (method.address(), None);
    if !ENABLED.load(Ordering::Acquire) || !may_compile(method) {
        return;
    }
    if let Some(state) = lock().as_mut() {
        if state.tasks.contains_key(&key) {
            return;
        }
        state.tasks.insert(key, Outcome::Queued);
        dump::asked(task, Trigger::Static);
    }
    run_now(task);
}

/// Whether methods are compiled.
pub(crate) fn is_enabled() -> bool {
    ENABLED.load(Ordering::Acquire)
}

/// What waits for the compiler, first what comes first.
pub(crate) fn queue() -> Vec<Task> {
    let state = lock();
    let queue = state.as_ref().map(|state| state.queue.iter().copied());
    queue.into_iter().flatten().collect()
}

/// Visits all code in the cache, with whether it is still entered. Nothing is freed meanwhile.
pub(crate) fn for_each_code(mut visit: impl FnMut(&Code, bool)) {
    let state = lock();
    let Some(state) = state.as_ref() else { return };
    let entered = state.tasks.values().filter_map(Outcome::code);
    entered.for_each(|code| visit(code, true));
    state.retired.iter().for_each(|code| visit(code, false));
}

/// Compiles on the thread that asks. If there is no room, the compiler thread makes some, and the method will be asked for again.
fn run_now(task: Task) {
    let made = compile::run(task);
    let mut state = lock();
    let Some(state_now) = state.as_mut() else {
        return;
    };
    if made.is_ok() {
        if state_now.is_much_retired() {
            QUEUED.notify_one();
        }
    } else if state_now.was_evicted {
        drop(state);
        give_up(task);
    } else {
        state_now.wants_room = true;
        let key = (task.method.address(), task.header);
        match state_now.tasks.get(&key).and_then(Outcome::code) {
            Some(code) => drop(state_now.tasks.insert(key, Outcome::Installed(code))),
            None => drop(state_now.tasks.remove(&key)),
        }
        task.method
            .counter
            .store(calls_before_code(), Ordering::Relaxed);
        QUEUED.notify_one();
    }
}

/// There is no room for code any more.
fn give_up(task: Task) {
    for line in [
        "CodeCache is full. Compiler has been disabled.",
        "Try increasing the code cache size using -XX:ReservedCodeCacheSize=",
    ] {
        flags::errln!("OpenJDK 64-Bit Server VM warning: {line}");
    }
    refuse(task);
    disable();
}

/// What the compiler thread does next.
enum Job {
    Compile(Task),
    /// Frees code; `evicts` as in [`reclaim`].
    Reclaim {
        evicts: bool,
    },
}

impl State {
    fn is_much_retired(&self) -> bool {
        self.retired.len() >= self.kept + MANY_RETIRED
    }

    fn next_job(&mut self) -> Option<Job> {
        if std::mem::take(&mut self.wants_room) {
            return Some(Job::Reclaim { evicts: true });
        }
        if self.is_much_retired() {
            return Some(Job::Reclaim { evicts: false });
        }
        self.queue.pop_front().map(Job::Compile)
    }
}

/// The compiler thread.
fn work() {
    loop {
        let job = {
            let mut state = lock();
            loop {
                match state.as_mut().and_then(State::next_job) {
                    Some(job) => break job,
                    None => {
                        state = QUEUED.wait(state).unwrap_or_else(PoisonError::into_inner);
                    }
                }
            }
        };
        match job {
            Job::Reclaim { evicts } => reclaim(evicts),
            Job::Compile(task) => {
                let mut made = compile::run(task);
                if made.is_err() {
                    reclaim(true);
                    made = compile::run(task);
                }
                if made.is_err() {
                    give_up(task);
                }
            }
        }
    }
}

/// Whether the task is still wanted: its class may have been unloaded since it was queued, or the cache be full. Under the lock of
/// `compile`.
pub(crate) fn is_wanted(task: Task) -> bool {
    if !ENABLED.load(Ordering::Acquire) || task.method.is_superseded() {
        return false;
    }
    let state = lock();
    let tasks = state.as_ref().map(|state| &state.tasks);
    tasks.is_some_and(|tasks| tasks.contains_key(&(task.method.address(), task.header)))
}

/// Makes finished code reachable: found by pc, then called.
pub(crate) fn install(task: Task, code: Box<Code>) -> &'static Code {
    let code: &'static Code = Box::leak(code);
    code_map::publish(code);
    {
        let mut state = lock();
        if let Some(state) = state.as_mut() {
            state.was_evicted = false;
            let key = (task.method.address(), task.header);
            let before = state.tasks.insert(key, Outcome::Installed(code));
            if let Some(before) = before.and_then(|before| before.code()) {
                compile::retired(before, "replaced");
                state.retired.push(before);
            }
        }
    }
    if task.header.is_none() {
        let method = task.method;
        method.entry.store(code.start, Ordering::Release);
        method
            .code
            .store(interpreter::compiled::entry(), Ordering::Release);
    }
    code
}

pub(crate) fn refuse(task: Task) {
    if let Some(state) = lock().as_mut() {
        let key = (task.method.address(), task.header);
        let outcome = state.tasks.entry(key).or_insert(Outcome::Refused);
        *outcome = match outcome.code() {
            Some(code) => Outcome::Installed(code),
            None => Outcome::Refused,
        };
    }
}
