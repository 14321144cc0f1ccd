//! What the tool interface knows of threads: when they begin and end, how they wait for monitors, and what it wants of one thread's execution.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

use heap::Handle;
use metadata::OopSlot;

use crate::pending;
use crate::thread::JavaThread;

/// See the module documentation. Unless they say otherwise, they are called on the thread itself, in_vm, and may run Java.
pub struct Watch {
    /// It has its Java object and has run nothing yet. (Not of the thread that creates the VM.)
    pub started: fn(&mut JavaThread),
    /// It has run everything, and can still run Java.
    pub ends: fn(&mut JavaThread),
    /// It is about to wait for a monitor, or has got it.
    pub contends: fn(&mut JavaThread, Handle, begins: bool),
    /// It is about to wait to be notified, for so many milliseconds (0: for ever).
    pub waits: fn(&mut JavaThread, Handle, millis: i64),
    /// It has waited.
    pub waited: fn(&mut JavaThread, Handle, timed_out: bool),
    /// A collection begins or ends. The world is stopped: no Java, nothing of the heap.
    pub collects: fn(begins: bool),
    /// Whether tagged objects are gone that nobody was told of. No lock is taken that is held across a pause.
    pub has_freed: fn() -> bool,
    /// Now they are told, on a thread of the VM's.
    pub tell_freed: fn(&mut JavaThread),
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

pub(crate) fn contends(thread: &mut JavaThread, object: Handle, begins: bool) {
    if let Some(watch) = WATCH.get() {
        (watch.contends)(thread, object, begins);
    }
}

pub(crate) fn waits(thread: &mut JavaThread, object: Handle, millis: i64) {
    if let Some(watch) = WATCH.get() {
        (watch.waits)(thread, object, millis);
    }
}

pub(crate) fn waited(thread: &mut JavaThread, object: Handle, timed_out: bool) {
    if let Some(watch) = WATCH.get() {
        (watch.waited)(thread, object, timed_out);
    }
}

pub(crate) fn collects(begins: bool) {
    if let Some(watch) = WATCH.get() {
        (watch.collects)(begins);
        if !begins && (watch.has_freed)() {
            pending::notify();
        }
    }
}

pub(crate) fn has_freed() -> bool {
    WATCH.get().is_some_and(|watch| (watch.has_freed)())
}

pub(crate) fn tell_freed(thread: &mut JavaThread) {
    if let Some(watch) = WATCH.get() {
        (watch.tell_freed)(thread);
    }
}

/// What the tool interface wants of one thread's execution. The interpreter asks where it may stop (`interpreter::watch`); others write while the
/// thread is stopped or suspended.
pub struct Watched {
    /// Its bytecodes, calls and returns are told.
    pub is_on: AtomicBool,
    /// Its end was told: nothing comes after that.
    pub is_over: AtomicBool,
    /// The exception that was told and is not caught yet.
    pub told: OopSlot,
    detour: AtomicU8,
    result: AtomicU64,
    reference: OopSlot,
}

/// What a thread does instead of going on in its innermost frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detour {
    /// The frame is gone, and its caller calls once more.
    Pop,
    /// The frame returns this, as bits.
    Return(u64),
    /// The frame returns the reference of the given slot.
    ReturnReference,
}

impl Watched {
    pub(crate) fn new() -> Watched {
        Watched {
            is_on: AtomicBool::new(flags::get().flags.WatchStress),
            is_over: AtomicBool::new(false),
            told: OopSlot::null(),
            detour: AtomicU8::new(0),
            result: AtomicU64::new(0),
            reference: OopSlot::null(),
        }
    }

    pub(crate) fn slots(&self) -> [&OopSlot; 2] {
        [&self.told, &self.reference]
    }

    /// The thread, which is suspended, goes this way when it is resumed.
    pub fn set_detour(&self, detour: Detour) {
        let number = match detour {
            Detour::Pop => 1,
            Detour::Return(bits) => {
                self.result.store(bits, Ordering::Relaxed);
                2
            }
            Detour::ReturnReference => 3,
        };
        self.detour.store(number, Ordering::Release);
    }

    /// Where [`Detour::ReturnReference`] finds it.
    pub fn reference(&self) -> &OopSlot {
        &self.reference
    }

    /// The thread goes that way now.
    pub fn take_detour(&self) -> Option<Detour> {
        match self.detour.swap(0, Ordering::Acquire) {
            0 => None,
            1 => Some(Detour::Pop),
            2 => Some(Detour::Return(self.result.load(Ordering::Relaxed))),
            _ => Some(Detour::ReturnReference),
        }
    }
}
