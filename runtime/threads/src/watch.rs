//! Who wants to know when threads begin and end: the tool interface, once an agent asked for it.

use std::sync::OnceLock;

use crate::thread::JavaThread;

/// See the module documentation. Both are called on the thread itself, in_vm, and may run Java.
pub struct Watch {
    /// It has its Java object and has run nothing yet. (Not of the thread that creates the VM.)
    pub started: fn(&mut JavaThread),
    /// It has run everything, and can still run Java.
    pub ends: fn(&mut JavaThread),
}

static WATCH: OnceLock<Watch> = OnceLock::new();

/// From now on every thread is told of; the second time nothing happens.
pub fn install(watch: Watch) {
    let _ = WATCH.set(watch);
}

pub(crate) fn started(thread: &mut JavaThread) {
    if let Some(watch) = WATCH.get() {
        (watch.started)(thread);
    }
}

pub(crate) fn ends(thread: &mut JavaThread) {
    if let Some(watch) = WATCH.get() {
        (watch.ends)(thread);
    }
}
