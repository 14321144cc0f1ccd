//! Which threads there are: the list, the current thread, memory of `JavaThread`s, ids for thin locks. CONTRACTS 3, 6.
//!
//! Two locks: [`Registry`] is held by whoever changes the list and, for the whole pause, by whoever stops the world; so nobody
//! appears or leaves in a pause. It is taken in state blocked (or by a thread not yet listed). The list itself sits in a
//! read-write lock below it, which readers hold for moments.
//!
//! Memory of a `JavaThread` is never given back, only reused for other threads: whoever read `Thread.eetop` may unpark a thread
//! that ended meanwhile; a spurious permit is allowed, a stray write would not be.

use std::cell::Cell;
use std::ffi::c_void;
use std::mem::offset_of;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU8, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, RwLock};

use heap::Mutator;
use metadata::OopSlot;

use crate::lock;
use crate::park::Parker;
use crate::safepoint;
use crate::stack::JavaStack;
use crate::thread::{JavaThread, ThreadParts, ThreadState};

/// A thread and what outlives it.
#[repr(C)]
pub(crate) struct ThreadCell {
    thread: JavaThread,
    /// `Unsafe.park`.
    pub(crate) parker: Parker,
    /// Everything else a thread sleeps for: monitors, `Object.wait`, `Thread.sleep`.
    pub(crate) event: Parker,
}

/// Counts and ids, under the registry's lock.
pub(crate) struct Registry {
    counts: ThreadCounts,
    /// Of the live ones those that are on their way out: all, and daemons.
    leaving: (usize, usize),
    next_lock_id: u32,
    free_lock_ids: Vec<u16>,
    free_cells: Vec<AtomicPtr<ThreadCell>>,
    /// Poll bits that a new thread starts with.
    pub(crate) initial_poll: usize,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry {
    counts: ThreadCounts {
        live: 0,
        daemons: 0,
        peak: 0,
        started: 0,
    },
    leaving: (0, 0),
    next_lock_id: 1,
    free_lock_ids: Vec::new(),
    free_cells: Vec::new(),
    initial_poll: 0,
});

static THREADS: RwLock<Vec<AtomicPtr<JavaThread>>> = RwLock::new(Vec::new());

/// A non-daemon thread has left.
static LEFT: Condvar = Condvar::new();

thread_local! {
    static CURRENT: Cell<*mut JavaThread> = const { Cell::new(ptr::null_mut()) };
}

/// Why there is no new thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CreateError {
    /// 65535 threads live.
    TooManyThreads,
    /// No memory for a stack.
    OutOfMemory,
}

/// The registry's lock. The caller is blocked, or no thread of the VM.
pub(crate) fn lock_registry() -> MutexGuard<'static, Registry> {
    lock(&REGISTRY)
}

impl JavaThread {
    /// The thread that runs this code, null if it is not attached.
    #[inline]
    pub fn current() -> *mut JavaThread {
        CURRENT.with(Cell::get)
    }

    pub(crate) fn set_current(thread: *mut JavaThread) {
        CURRENT.with(|current| current.set(thread));
    }

    /// The thread of a `JNIEnv*`.
    ///
    /// # Safety
    /// `env` is the `JNIEnv*` of a live thread (`JavaThread::env`).
    #[inline]
    pub unsafe fn from_env(env: *mut c_void) -> *mut JavaThread {
        // SAFETY: `env` points at the `jni_functions` field of a `JavaThread`.
        unsafe { env.byte_sub(offset_of!(JavaThread, jni_functions)).cast() }
    }

    /// This thread's `JNIEnv*`.
    #[inline]
    pub fn env(&mut self) -> *mut c_void {
        // The whole thread's provenance, since `from_env` goes back from the field to the struct.
        ptr::from_mut(self)
            .wrapping_byte_add(offset_of!(JavaThread, jni_functions))
            .cast()
    }

    pub(crate) fn cell(&self) -> &ThreadCell {
        // SAFETY: every JavaThread is the first field of a ThreadCell (`create`).
        unsafe { &*ptr::from_ref(self).cast::<ThreadCell>() }
    }
}

/// Blockers of the thread whose `Thread.eetop` is `eetop`, which may have ended since.
pub(crate) fn cell_of_eetop<'a>(eetop: i64) -> Option<&'a ThreadCell> {
    // SAFETY: eetop is 0 or the address of a ThreadCell; cells are never given back (module documentation), and the two parkers,
    // all that is used of it, are never written anew.
    unsafe { (eetop as *const ThreadCell).as_ref() }
}

impl Registry {
    fn take_lock_id(&mut self) -> Option<u16> {
        if let Some(id) = self.free_lock_ids.pop() {
            return Some(id);
        }
        let id = u16::try_from(self.next_lock_id).ok()?;
        self.next_lock_id += 1;
        Some(id)
    }
}

/// A new thread in state new, not listed. `stack_bytes` 0 means -Xss.
///
/// # Errors
/// See [`CreateError`].
pub(crate) fn create(stack_bytes: usize, is_daemon: bool) -> Result<*mut JavaThread, CreateError> {
    let stack = JavaStack::map(stack_bytes).ok_or(CreateError::OutOfMemory)?;
    let mut registry = lock_registry();
    let Some(lock_id) = registry.take_lock_id() else {
        stack.unmap();
        return Err(CreateError::TooManyThreads);
    };
    let thread = JavaThread {
        area: crate::thread::new_area(),
        poll: AtomicUsize::new(registry.initial_poll),
        native_limit: 0,
        pending: OopSlot::null(),
        mutator: Mutator::default(),
        state: AtomicU8::new(ThreadState::New as u8),
        last_fp: ptr::null_mut(),
        last_pc: ptr::null(),
        java_sp: stack.base,
        java_limit: stack.limit(),
        entry_frame: ptr::null(),
        jni_functions: AtomicUsize::new(JNI_FUNCTIONS.load(Ordering::Acquire)),
        thread_object: OopSlot::null(),
        lock_id,
        is_daemon,
        os_thread_id: AtomicU32::new(0),
        java_stack_base: stack.base,
        java_stack_bytes: stack.bytes,
        parts: ThreadParts::new(),
    };
    let Some(cell) = registry.free_cells.pop() else {
        let cell = Box::new(ThreadCell {
            thread,
            parker: Parker::new(),
            event: Parker::new(),
        });
        return Ok(Box::into_raw(cell).cast());
    };
    let cell = cell.into_inner();
    // SAFETY: a free cell holds no thread; the parkers stay in place because late unparkers may use them now. Permits that the last
    // thread did not take are not the new one's.
    unsafe {
        (&raw mut (*cell).thread).write(thread);
        (*cell).parker.try_take();
        (*cell).event.try_take();
    }
    Ok(cell.cast())
}

/// Ends a thread's struct: stacks unmapped, id and memory free for others.
///
/// # Safety
/// `thread` came from [`create`], is not listed, holds no monitor, and nobody uses it any more.
pub(crate) unsafe fn destroy(thread: *mut JavaThread) {
    // SAFETY: the caller gives the thread up.
    unsafe {
        JavaStack {
            base: (*thread).java_stack_base,
            bytes: (*thread).java_stack_bytes,
        }
        .unmap();
        let lock_id = (*thread).lock_id;
        ptr::drop_in_place(thread);
        let mut registry = lock_registry();
        registry.free_lock_ids.push(lock_id);
        registry.free_cells.push(AtomicPtr::new(thread.cast()));
    }
}

/// Adds a created thread to the list. The caller is blocked, or no thread of the VM yet.
pub(crate) fn add(thread: *mut JavaThread) {
    let mut registry = lock_registry();
    // SAFETY: created, not yet listed: only the caller uses it.
    let is_daemon = unsafe { (*thread).is_daemon };
    let leaving = registry.leaving.0;
    let counts = &mut registry.counts;
    counts.live += 1;
    counts.daemons += usize::from(is_daemon);
    counts.peak = counts.peak.max(counts.live - leaving);
    counts.started += 1;
    // A pause, or the end of the VM, may have come between creation and now.
    // SAFETY: as above; atomic field.
    unsafe {
        (*thread)
            .poll
            .fetch_or(registry.initial_poll, Ordering::Relaxed)
    };
    THREADS
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .push(AtomicPtr::new(thread));
}

/// A thread that ends is counted no more from now on, which is before anybody who joins it goes on. Blocks as [`counts`].
pub(crate) fn begin_to_leave(thread: &mut JavaThread) {
    thread.parts.is_leaving = true;
    let is_daemon = thread.is_daemon;
    thread.blocked(|| {
        let mut registry = lock_registry();
        registry.leaving.0 += 1;
        registry.leaving.1 += usize::from(is_daemon);
    });
}

/// Removes a thread from the list. Same condition as for [`add`].
pub(crate) fn remove(thread: *mut JavaThread, is_daemon: bool) {
    let mut registry = lock_registry();
    registry.counts.live -= 1;
    registry.counts.daemons -= usize::from(is_daemon);
    // SAFETY: the thread is listed, and the caller is it, or it never ran.
    if unsafe { (*thread).parts.is_leaving } {
        registry.leaving.0 -= 1;
        registry.leaving.1 -= usize::from(is_daemon);
    }
    THREADS
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .retain(|entry| entry.load(Ordering::Relaxed) != thread);
    LEFT.notify_all();
}

/// Waits until at most `remaining` non-daemon threads are left. The caller is blocked.
pub(crate) fn wait_for_non_daemons(remaining: usize) {
    let mut registry = lock_registry();
    while registry.counts.live - registry.counts.daemons > remaining {
        registry = LEFT.wait(registry).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Calls `visit` for every listed thread. None of them leaves meanwhile; outside of a pause only the atomic fields may be
/// looked at. `visit` neither blocks nor polls.
pub fn for_each(mut visit: impl FnMut(&JavaThread)) {
    for_each_pointer(|thread| {
        // SAFETY: listed threads are alive while the list is locked.
        visit(unsafe { &*thread });
    });
}

pub(crate) fn for_each_pointer(mut visit: impl FnMut(*mut JavaThread)) {
    for thread in THREADS
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .iter()
    {
        visit(thread.load(Ordering::Relaxed));
    }
}

/// How many threads there are and were.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThreadCounts {
    pub live: usize,
    /// Of the live ones.
    pub daemons: usize,
    /// Most that lived at a time, since the start or [`reset_peak`].
    pub peak: usize,
    /// All that were ever started or attached.
    pub started: u64,
}

/// The counts now. Blocks while a safepoint operation runs.
pub fn counts(thread: &mut JavaThread) -> ThreadCounts {
    thread.blocked(|| {
        let registry = lock_registry();
        ThreadCounts {
            live: registry.counts.live - registry.leaving.0,
            daemons: registry.counts.daemons - registry.leaving.1,
            ..registry.counts
        }
    })
}

/// Begins to look for the peak anew. Blocks as [`counts`].
pub fn reset_peak(thread: &mut JavaThread) {
    thread.blocked(|| {
        let mut registry = lock_registry();
        registry.counts.peak = registry.counts.live - registry.leaving.0;
    });
}

/// Table that every `JNIEnv` starts with.
static JNI_FUNCTIONS: AtomicUsize = AtomicUsize::new(0);

/// The JNI function table of threads to come.
pub fn jni_functions() -> usize {
    JNI_FUNCTIONS.load(Ordering::Acquire)
}

/// Sets the JNI function table of all threads, those to come included.
pub fn set_jni_functions(table: usize) {
    JNI_FUNCTIONS.store(table, Ordering::Release);
    for_each(|thread| thread.jni_functions.store(table, Ordering::Release));
}

/// Freezes every other thread at its next return to the VM, for ever: what the end of the process needs. The caller is in_vm.
pub fn freeze_others(thread: &mut JavaThread) {
    let me = ptr::from_mut(thread);
    thread.blocked(|| {
        let mut registry = lock_registry();
        registry.initial_poll |= safepoint::POLL_FREEZE;
        for_each_pointer(|other| {
            if other != me {
                // SAFETY: listed threads are alive; atomic field.
                unsafe {
                    (*other)
                        .poll
                        .fetch_or(safepoint::POLL_FREEZE, Ordering::SeqCst)
                };
            }
        });
    });
}
