//! Where inflated monitors live: a table of up to 2^22, in chunks that never move. An object's mark holds the index.
//!
//! Looking up takes no lock. A monitor belongs to one object from inflation until a pause in which nobody uses it (deflation), or
//! until its object is dead.

use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

use abi::{LockTag, MarkWord};

use super::heavy::Monitor;
use super::mark_cell;
use crate::lock;

const CHUNK: usize = 256;
const CHUNKS: usize = (MarkWord::MAX_MONITOR as usize + 1) / CHUNK;

type Chunk = [Monitor; CHUNK];

static TABLE: [AtomicPtr<Chunk>; CHUNKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS];
/// Indices below this have been used. Grows under the lock of `FREE`.
static USED: AtomicUsize = AtomicUsize::new(0);
static FREE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// The monitor at an index found in a mark.
pub(super) fn get(index: u32) -> &'static Monitor {
    let chunk = TABLE[index as usize / CHUNK].load(Ordering::Acquire);
    // SAFETY: indices come from `allocate`, which has put the chunk there; chunks are never freed.
    unsafe { &(*chunk)[index as usize % CHUNK] }
}

/// A free monitor for `object`.
///
/// # Panics
/// 2^22 monitors are in use: each of them has an owner or a waiter, or was inflated since the last collection.
pub(super) fn allocate(object: usize) -> (u32, &'static Monitor) {
    let mut free = lock(&FREE);
    let index = free.pop().unwrap_or_else(|| {
        let index = USED.load(Ordering::Relaxed);
        assert!(
            index <= MarkWord::MAX_MONITOR as usize,
            "4194304 inflated monitors"
        );
        let chunk = &TABLE[index / CHUNK];
        if chunk.load(Ordering::Relaxed).is_null() {
            let fresh: Box<Chunk> = Box::new(std::array::from_fn(|_| Monitor::default()));
            chunk.store(Box::into_raw(fresh), Ordering::Release);
        }
        USED.store(index + 1, Ordering::Release);
        index as u32
    });
    let monitor = get(index);
    monitor.object.store(object, Ordering::Relaxed);
    (index, monitor)
}

/// Gives a monitor back that no mark refers to (any more).
pub(super) fn free(index: u32) {
    get(index).reset();
    lock(&FREE).push(index);
}

fn for_each(mut visit: impl FnMut(u32, &'static Monitor)) {
    for index in 0..USED.load(Ordering::Acquire) as u32 {
        let monitor = get(index);
        if monitor.object.load(Ordering::Relaxed) != 0 {
            visit(index, monitor);
        }
    }
}

/// Leaves all inflated monitors that `owner` owns.
pub(super) fn release_all_of(owner: u16) {
    for_each(|_, monitor| monitor.release_if_owned(owner));
}

/// Deflates every monitor that nobody uses; hash and age stay in the mark. In a pause, before objects move.
pub(crate) fn deflate_idle() {
    for_each(|index, monitor| {
        if !monitor.is_idle() {
            return;
        }
        // SAFETY: the last collection left the address of a live object here, or it was inflated since; nothing has moved.
        let cell = unsafe { mark_cell(monitor.object.load(Ordering::Relaxed)) };
        let mark = MarkWord(cell.load(Ordering::Relaxed));
        debug_assert_eq!(
            (mark.tag(), mark.monitor()),
            (LockTag::Inflated, index),
            "mark and monitor belong together"
        );
        cell.store(mark.unlocked().0, Ordering::Relaxed);
        free(index);
    });
}

/// Follows survivors and drops the monitors of dead objects. In a pause, once the collector knows.
pub(crate) fn process_weak(alive: &mut dyn FnMut(usize) -> Option<usize>) {
    for_each(
        |index, monitor| match alive(monitor.object.load(Ordering::Relaxed)) {
            Some(address) => monitor.object.store(address, Ordering::Relaxed),
            None => free(index),
        },
    );
}
