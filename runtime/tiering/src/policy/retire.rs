//! Code that is entered no more: replaced by better code, invalid, evicted, of a class that is unloaded. It is freed when no stack has a frame of
//! it. CONTRACTS 5, "freeing code".

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use abi::deopt::DeoptReason;
use metadata::code_map::{self, Code};
use metadata::{ClassLoaderData, MethodRef};
use threads::safepoint;
use threads::walk::{self, Activation};

use super::{
    ENABLED, MANY_SITE_CALLS, Outcome, QUEUED, State, Task, calls_before_code, is_background, lock,
    run_now,
};
use crate::dump::{self, Trigger};
use crate::{cache, caches, compile, dependencies, gdb, history, speculation};

/// `code` was left for a reason that will come again: it is made anew. What is entered in a loop is made again when it is asked for.
pub(crate) fn improve(code: &'static Code, why: Trigger) {
    let task = Task::of(code);
    let key = (task.method.address(), task.header);
    {
        let mut state = lock();
        let Some(state) = state.as_mut() else { return };
        match state.tasks.get(&key) {
            Some(Outcome::Installed(installed)) if std::ptr::eq(*installed, code) => {}
            _ => return,
        }
        if task.header.is_some() {
            state.tasks.remove(&key);
            state.retired.push(code);
            compile::retired(code, why.text());
            return;
        }
        state.tasks.insert(key, Outcome::Improving(code));
        dump::asked(task, why);
        if is_background() {
            // First: until it is done, code is entered that is left again.
            state.queue.push_front(task);
            QUEUED.notify_one();
            return;
        }
    }
    run_now(task);
}

/// Code that will go on at `pc` has asked for a constant-pool entry that was not resolved when it was compiled. Loops in it leave it when there is
/// better code.
pub(crate) fn count_site(pc: usize) {
    let Some(code) = code_map::find(pc) else {
        return;
    };
    if code.site_calls.fetch_add(1, Ordering::Relaxed) + 1 == MANY_SITE_CALLS {
        improve(code, Trigger::Sites);
        if let Some(validity) = &code.validity {
            validity.store(1, Ordering::Release);
        }
    }
}

/// `code` assumes what does not hold any more: nobody enters it from now on. It is made anew.
pub(crate) fn invalidate(code: &'static Code, why: DeoptReason) {
    if let Some(state) = lock().as_mut() {
        state.invalidate(code, why);
    }
}

/// As [`invalidate`], of what `choose` takes of all code that is entered. How much that was.
pub(crate) fn invalidate_all(
    why: DeoptReason,
    choose: impl FnOnce(Vec<&'static Code>) -> Vec<&'static Code>,
) -> usize {
    let mut state = lock();
    let Some(state) = state.as_mut() else {
        return 0;
    };
    let entered = state.tasks.values().filter_map(Outcome::code);
    let chosen = choose(entered.collect());
    for code in &chosen {
        state.invalidate(code, why);
    }
    chosen.len()
}

impl State {
    fn invalidate(&mut self, code: &'static Code, why: DeoptReason) {
        let task = Task::of(code);
        let key = (task.method.address(), task.header);
        let is_entered = |outcome: &Outcome| {
            let entered = outcome.code();
            entered.is_some_and(|entered| std::ptr::eq(entered, code))
        };
        if !self.tasks.get(&key).is_some_and(is_entered) {
            return;
        }
        if let Some(validity) = &code.validity {
            validity.store(1, Ordering::Release);
        }
        compile::count_invalid();
        compile::retired(code, why.text());
        self.retired.push(code);
        let was = self.tasks.remove(&key);
        if task.header.is_some() {
            return;
        }
        // If nobody makes it in the background, the next call asks for it.
        interpret_again(task.method, 1);
        let has_future = ENABLED.load(Ordering::Acquire) && !task.method.is_superseded();
        if !is_background() || !has_future {
            return;
        }
        self.tasks.insert(key, Outcome::Queued);
        dump::asked(task, Trigger::Invalidated);
        if !matches!(was, Some(Outcome::Improving(_))) {
            self.queue.push_back(task);
            QUEUED.notify_one();
        }
    }
}

/// Frees code that nobody enters any more and no stack has a frame of. `evicts`: all code that no stack has a frame of is not entered any more;
/// what is hot is compiled again. Stops the world; the caller is the compiler thread, between two compiles.
pub(super) fn reclaim(evicts: bool) {
    safepoint::stop_the_world_unattached("ReclaimCode", |world| {
        let mut running = HashSet::new();
        world.for_each(|thread| {
            walk::activations(thread, |activation| {
                if let Activation::Compiled { code, .. } = activation {
                    running.insert(std::ptr::from_ref(code));
                }
                ControlFlow::Continue(())
            });
        });
        let mut guard = lock();
        let Some(state) = guard.as_mut() else { return };
        if evicts {
            let idle = |outcome: &Outcome| match outcome {
                Outcome::Installed(code) => !running.contains(&std::ptr::from_ref(*code)),
                _ => false,
            };
            let evicted = state.tasks.extract_if(|_, outcome| idle(outcome));
            for code in evicted.filter_map(|(_, outcome)| outcome.code()) {
                if code.osr_bci.is_none() {
                    interpret_again(code.method, calls_before_code());
                }
                compile::retired(code, "evicted");
                state.retired.push(code);
            }
        }
        let is_idle = |code: &mut &'static Code| !running.contains(&std::ptr::from_ref(*code));
        let freed: Vec<&'static Code> = state.retired.extract_if(.., is_idle).collect();
        state.kept = state.retired.len();
        state.was_evicted = evicts;
        // (Who invalidates code has the lock of `dependencies` first.)
        drop(guard);
        dependencies::forget(
            |_| true,
            |code| !freed.iter().any(|freed| std::ptr::eq(*freed, code)),
        );
        freed.into_iter().for_each(free);
    });
}

/// The method has no code any more; counts again from `counter`.
fn interpret_again(method: MethodRef, counter: u32) {
    interpreter::compiled::leave(method);
    let fresh = metadata::method::entry_points();
    let stub = fresh.from_compiled.load(Ordering::Acquire);
    method.entry.store(stub, Ordering::Release);
    method.counter.store(counter, Ordering::Relaxed);
}

/// Code that nobody enters, finds or runs.
fn free(code: &'static Code) {
    code_map::withdraw(code);
    gdb::remove(code);
    cache::free(code);
    // SAFETY: leaked by `install`; nobody finds it any more.
    drop(unsafe { Box::from_raw(std::ptr::from_ref(code).cast_mut()) });
}

/// Forgets the methods of `dead` and frees their code, of which no stack has a frame. The world is stopped. (Code and call caches are there
/// also when nothing is compiled any more.)
pub fn unload(dead: &[&'static ClassLoaderData]) {
    if dead.is_empty() {
        return;
    }
    // A compile that is under way may ask about dead classes: it ends first.
    let _compiler = compile::pause();
    let lives = |method: u32| {
        // SAFETY: a method that was alive at the last collection; its memory is freed after this.
        let method = unsafe { MethodRef::from_address(method) };
        method.is_some_and(|method| method.klass.loader_data.is_marked())
    };
    caches::clear(lives);
    speculation::forget(lives);
    history::forget(lives);
    dependencies::forget(lives, |code| lives(code.method.address()));
    let mut state = lock();
    let Some(state) = state.as_mut() else { return };
    state
        .queue
        .retain(|task| task.method.klass.loader_data.is_marked());
    state.tasks.retain(|(method, _), outcome| {
        let lives = lives(*method);
        if let (false, Some(code)) = (lives, outcome.code()) {
            free(code);
        }
        lives
    });
    let is_dead = |code: &mut &'static Code| !lives(code.method.address());
    state.retired.extract_if(.., is_dead).for_each(free);
    state.kept = state.kept.min(state.retired.len());
}
