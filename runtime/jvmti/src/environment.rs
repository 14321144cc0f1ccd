//! Environments: what `GetEnv` gives an agent, each with capabilities, callbacks and a choice of events of its own.
//!
//! Invariants: an environment is never freed, so a pointer that an agent kept can always be asked whether it was disposed of. `WANTED` has
//! every event that some environment wants, globally or for a thread.
//! Read next: `events.rs`.

use std::collections::HashMap;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use jni::types::{JNI_EVERSION, jint, jlong};
use threads::JavaThread;

use crate::capabilities::{Capabilities, Capability};
use crate::error::Error;
use crate::events::{CALLBACKS, Event};
use crate::table::{FUNCTIONS, Functions};
use crate::tags::Tags;
use crate::types::Callback;

/// What C sees is the pointer to the functions.
#[repr(C)]
pub(crate) struct Environment {
    functions: *const Functions,
    magic: u64,
    disposed: AtomicBool,
    local_storage: AtomicPtr<c_void>,
    state: Mutex<State>,
}

// SAFETY: the functions are immutable; all else locks or is atomic.
unsafe impl Send for Environment {}
// SAFETY: as above.
unsafe impl Sync for Environment {}

/// Tells an environment from what is none.
const MAGIC: u64 = 0x6272_6f6c_6761_7469;

struct State {
    capabilities: Capabilities,
    callbacks: [Callback; CALLBACKS],
    native_prefixes: Vec<Vec<u8>>,
    /// Bits of events.
    enabled: u64,
    enabled_for: HashMap<ThreadKey, u64>,
    /// `NotifyFramePop`.
    frame_pops: Vec<Pop>,
    /// `SetTag`.
    tags: Tags,
    /// `SetThreadLocalStorage`.
    thread_storage: HashMap<ThreadKey, AtomicPtr<c_void>>,
}

/// A thread by the address of its `JavaThread`, forgotten when it ends.
pub(crate) type ThreadKey = usize;

pub(crate) fn key_of(thread: &JavaThread) -> ThreadKey {
    std::ptr::from_ref(thread).addr()
}

/// A frame whose end is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pop {
    pub(crate) thread: ThreadKey,
    /// Frames of the thread up to this one, the outermost first.
    pub(crate) height: usize,
}

/// All that were made and not disposed of.
static ALL: RwLock<Vec<&'static Environment>> = RwLock::new(Vec::new());

/// See the module documentation.
static WANTED: AtomicU64 = AtomicU64::new(0);

/// Whether anybody wants to see such events: a quick first question.
pub(crate) fn is_wanted(event: Event) -> bool {
    WANTED.load(Ordering::Acquire) & event.bit() != 0
}

/// The environments of now, in the order in which they see class files: those that can see them again come last.
pub(crate) fn all() -> Vec<&'static Environment> {
    let mut all = ALL.read().unwrap_or_else(PoisonError::into_inner).clone();
    all.sort_by_key(|environment| environment.can_retransform());
    all
}

/// The prefixes of native methods of all environments, in the order in which they were put before a name.
pub(crate) fn native_prefixes() -> Vec<Vec<u8>> {
    let of = |environment: &'static Environment| environment.state().native_prefixes.clone();
    all().into_iter().flat_map(of).collect()
}

/// A new environment for this version, as `GetEnv` gives it. From the first one on, classes and threads are watched.
///
/// # Errors
/// `JNI_EVERSION`: we have no such version. JDK 17 has 1.0 to 1.2, 9, 11 and its own.
pub(crate) fn create(version: jint) -> Result<*mut c_void, jint> {
    let (major, minor) = (version >> 16 & 0xfff, version >> 8 & 0xff);
    if !matches!((major, minor), (1, 0..=2) | (9 | 11 | 17, 0)) {
        return Err(JNI_EVERSION);
    }
    crate::events::watch();
    let environment: &'static Environment = Box::leak(Box::new(Environment {
        functions: &raw const FUNCTIONS,
        magic: MAGIC,
        disposed: AtomicBool::new(false),
        local_storage: AtomicPtr::new(null_mut()),
        state: Mutex::new(State {
            capabilities: Capabilities::default(),
            callbacks: [Callback(std::ptr::null()); CALLBACKS],
            native_prefixes: Vec::new(),
            enabled: 0,
            enabled_for: HashMap::new(),
            frame_pops: Vec::new(),
            tags: Tags::default(),
            thread_storage: HashMap::new(),
        }),
    }));
    let mut all = ALL.write().unwrap_or_else(PoisonError::into_inner);
    all.push(environment);
    Ok(std::ptr::from_ref(environment).cast_mut().cast())
}

/// Counts anew what is wanted. Called after every change.
fn update_wanted() {
    let of = |environment: &&Environment| {
        let state = environment.state();
        let threads = state.enabled_for.values();
        threads.fold(state.enabled, |all, mask| all | mask)
    };
    let wanted = all().iter().map(of).fold(0, |all, mask| all | mask);
    WANTED.store(wanted, Ordering::Release);
}

/// A thread has ended: nothing more is known of it.
pub(crate) fn forget_thread(thread: &JavaThread) {
    for environment in all() {
        let mut state = environment.state();
        state.enabled_for.remove(&key_of(thread));
        state.frame_pops.retain(|pop| pop.thread != key_of(thread));
        state.thread_storage.remove(&key_of(thread));
    }
}

/// After a collection: objects with tags are elsewhere or gone. The world is stopped.
pub(crate) fn process_weak(alive: &mut dyn FnMut(usize) -> Option<usize>) {
    let mut has_freed = false;
    for environment in all() {
        let wants_freed = environment.callback(Event::OBJECT_FREE, None).is_some();
        environment.with_tags(|tags| {
            tags.process(alive);
            if !wants_freed {
                tags.take_freed();
            }
            has_freed |= tags.has_freed();
        });
    }
    HAS_FREED.fetch_or(has_freed, Ordering::Release);
}

/// Some environment has tags of objects that are gone.
static HAS_FREED: AtomicBool = AtomicBool::new(false);

/// Whether there are tags to tell of objects that are gone.
pub(crate) fn has_freed() -> bool {
    HAS_FREED.load(Ordering::Acquire)
}

/// Those tags.
pub(crate) fn take_freed() -> Vec<(&'static Environment, jlong)> {
    HAS_FREED.store(false, Ordering::Release);
    let of = |environment: &'static Environment| {
        let freed = environment.with_tags(Tags::take_freed);
        freed.into_iter().map(move |tag| (environment, tag))
    };
    all().into_iter().flat_map(of).collect()
}

impl Environment {
    /// What C passes as its environment, if it is one.
    ///
    /// # Safety
    /// `environment` is null, or readable.
    pub(crate) unsafe fn of(
        environment: *const Environment,
    ) -> Result<&'static Environment, Error> {
        // SAFETY: the caller's promise.
        let environment = unsafe { environment.as_ref() }.ok_or(Error::INVALID_ENVIRONMENT)?;
        match environment.magic == MAGIC && !environment.is_disposed() {
            true => Ok(environment),
            false => Err(Error::INVALID_ENVIRONMENT),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_disposed(&self) -> bool {
        self.disposed.load(Ordering::Acquire)
    }

    /// No more events, no more functions.
    pub(crate) fn dispose(&self) {
        self.disposed.store(true, Ordering::Release);
        let mut all = ALL.write().unwrap_or_else(PoisonError::into_inner);
        all.retain(|other| !std::ptr::eq(*other, self));
        drop(all);
        update_wanted();
    }

    pub(crate) fn capabilities(&self) -> Capabilities {
        self.state().capabilities
    }

    /// Whether it may see class files again.
    pub(crate) fn can_retransform(&self) -> bool {
        let capability = Capability::can_retransform_classes;
        capability.is_some_and(|capability| self.capabilities().has(capability))
    }

    pub(crate) fn change_capabilities(&self, change: impl FnOnce(Capabilities) -> Capabilities) {
        let mut state = self.state();
        state.capabilities = change(state.capabilities);
    }

    pub(crate) fn set_native_prefixes(&self, prefixes: Vec<Vec<u8>>) {
        self.state().native_prefixes = prefixes;
    }

    pub(crate) fn local_storage(&self) -> &AtomicPtr<c_void> {
        &self.local_storage
    }

    /// The functions from the first event on; those beyond `callbacks` are none.
    pub(crate) fn set_callbacks(&self, callbacks: &[Callback]) {
        let mut state = self.state();
        state.callbacks = [Callback(std::ptr::null()); CALLBACKS];
        let length = callbacks.len().min(CALLBACKS);
        state.callbacks[..length].copy_from_slice(&callbacks[..length]);
    }

    /// Enables or disables an event, everywhere or for one thread.
    pub(crate) fn set_enabled(&self, event: Event, thread: Option<ThreadKey>, enable: bool) {
        let mut state = self.state();
        let mask = match thread {
            None => &mut state.enabled,
            Some(key) => state.enabled_for.entry(key).or_default(),
        };
        *mask = *mask & !event.bit() | if enable { event.bit() } else { 0 };
        drop(state);
        update_wanted();
    }

    /// The function to call for an event on this thread.
    pub(crate) fn callback(&self, event: Event, thread: Option<&JavaThread>) -> Option<Callback> {
        let state = self.state();
        let own = thread.and_then(|thread| state.enabled_for.get(&key_of(thread)));
        let enabled = state.enabled | own.copied().unwrap_or_default();
        let callback = state.callbacks[event.index()];
        let is_wanted = enabled & event.bit() != 0 && !callback.0.is_null();
        (is_wanted && !self.is_disposed()).then_some(callback)
    }

    /// Whether it wants this event of this thread.
    pub(crate) fn wants(&self, event: Event, thread: &JavaThread) -> bool {
        self.callback(event, Some(thread)).is_some()
    }

    /// Once is enough.
    pub(crate) fn add_frame_pop(&self, pop: Pop) {
        let mut state = self.state();
        if !state.frame_pops.contains(&pop) {
            state.frame_pops.push(pop);
        }
    }

    /// The frame ends. Whether it is told.
    pub(crate) fn take_frame_pop(&self, pop: Pop) -> bool {
        let mut state = self.state();
        let before = state.frame_pops.len();
        state.frame_pops.retain(|other| *other != pop);
        state.frame_pops.len() != before
    }

    pub(crate) fn has_frame_pops(&self, thread: ThreadKey) -> bool {
        let state = self.state();
        state.frame_pops.iter().any(|pop| pop.thread == thread)
    }

    /// The tags of its objects. No collection runs meanwhile.
    pub(crate) fn with_tags<R>(&self, change: impl FnOnce(&mut Tags) -> R) -> R {
        change(&mut self.state().tags)
    }

    pub(crate) fn thread_storage(&self, thread: ThreadKey) -> *mut c_void {
        let state = self.state();
        let value = state.thread_storage.get(&thread);
        value.map_or(null_mut(), |value| value.load(Ordering::Relaxed))
    }

    pub(crate) fn set_thread_storage(&self, thread: ThreadKey, value: *mut c_void) {
        let mut state = self.state();
        state.thread_storage.insert(thread, AtomicPtr::new(value));
    }
}
