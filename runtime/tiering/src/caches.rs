//! Words in which interface calls of compiled code remember a receiver's class and the method that it has (`jit::env`, `call_cache`).
//!
//! Code writes a word once, from 0; only unloading, while the world is stopped, writes 0 again: a word keeps no class alive, and must not
//! outlive one whose address another gets.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use metadata::MethodRef;

#[derive(Default)]
struct State {
    /// By address of the method and bci of the call.
    cells: HashMap<(u32, u32), &'static AtomicU64>,
    /// Of methods that are no more.
    free: Vec<&'static AtomicU64>,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<State>> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The word of a call.
pub(crate) fn cell(method: MethodRef, bci: u32) -> &'static AtomicU64 {
    let mut state = lock();
    let State { cells, free } = state.get_or_insert_default();
    let fresh = || free.pop().unwrap_or_else(|| Box::leak(Box::default()));
    cells.entry((method.address(), bci)).or_insert_with(fresh)
}

/// Forgets all classes, and the words of methods that are not alive. The world is stopped.
pub(crate) fn clear(is_alive: impl Fn(u32) -> bool) {
    let mut state = lock();
    let Some(State { cells, free }) = state.as_mut() else {
        return;
    };
    cells.retain(|(method, _), cell| {
        cell.store(0, Ordering::Relaxed);
        let lives = is_alive(*method);
        if !lives {
            free.push(cell);
        }
        lives
    });
}
