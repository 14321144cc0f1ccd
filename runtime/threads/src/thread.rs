//! `JavaThread`: everything one thread of the VM owns. CONTRACTS 1 (stacks), 3 (states).
//!
//! `&mut JavaThread` is the licence to be in the VM: what may collect, block or run Java takes it. `&JavaThread` (through
//! [`JavaThread::no_safepoint`]) is the licence to hold raw references. Other threads see only the atomic fields, and everything
//! else while this thread is stopped at a safepoint.

use std::ffi::c_void;
use std::mem::offset_of;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use abi::entry::RuntimeEntry;
use abi::thread::{DEOPT_VALUES, ThreadArea};
use heap::{Handle, Mutator, NoSafepoint, Oop};
use metadata::{KlassRef, OopSlot};

use crate::call::EntryFrame;
use crate::exception::JavaResult;
use crate::signal::crash::AlternateStack;
use crate::watch::Watched;

/// See CONTRACTS 3.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum ThreadState {
    New = 0,
    InJava = 1,
    InVm = 2,
    InNative = 3,
    Blocked = 4,
    Ended = 5,
}

/// See the module documentation. The first fields are read by compiled code (`abi::thread`) and the interpreter.
#[repr(C)]
pub struct JavaThread {
    pub area: ThreadArea,
    /// Non-zero: go to the poll's slow path at the next back edge, call or return.
    pub poll: AtomicUsize,
    /// Native stack may not grow below this address when calling into Java or C.
    pub native_limit: usize,
    /// The pending exception.
    pub pending: OopSlot,
    /// The `java.lang.Thread` object.
    pub thread_object: OopSlot,
    pub mutator: Mutator,
    pub state: AtomicU8,
    /// Innermost Java frame while Rust code below it may collect, throw or walk.
    pub last_fp: *mut u64,
    pub last_pc: *const u8,
    /// First free word of the Java stack above the innermost frame: where a new activation starts.
    pub java_sp: *mut u64,
    /// Frames may not reach beyond this word.
    pub java_limit: *mut u64,
    pub entry_frame: *const EntryFrame,
    /// JNI: the first word of a `JNIEnv` is the function table, so `&jni_functions` is this thread's `JNIEnv*`.
    pub jni_functions: AtomicUsize,
    // ---- cold from here on
    /// 1..=65535 while the thread lives: owner of thin locks.
    pub lock_id: u16,
    pub is_daemon: bool,
    pub os_thread_id: AtomicU32,
    pub java_stack_base: *mut u64,
    pub java_stack_bytes: usize,
    /// What the parts above keep per thread: monitors, park, interruption (`threads`), JNI frames (`jni`), ...
    pub parts: crate::thread::ThreadParts,
}

// What compiled code finds behind the area.
const _: () = {
    assert!(offset_of!(JavaThread, area) == 0);
    assert!(offset_of!(JavaThread, poll) == abi::thread::POLL as usize);
    assert!(offset_of!(JavaThread, native_limit) == abi::thread::NATIVE_LIMIT as usize);
    assert!(offset_of!(JavaThread, pending) == abi::thread::PENDING as usize);
    assert!(offset_of!(JavaThread, thread_object) == abi::thread::THREAD_OBJECT as usize);
    let mutator = offset_of!(JavaThread, mutator);
    assert!(mutator + offset_of!(Mutator, tlab_top) == abi::thread::TLAB_TOP as usize);
    assert!(mutator + offset_of!(Mutator, tlab_end) == abi::thread::TLAB_END as usize);
};

/// Addresses of the runtime entries (`abi::entry`): what the areas of new threads hold. Set before the first thread is made.
static ENTRIES: OnceLock<[usize; RuntimeEntry::COUNT]> = OnceLock::new();

/// Boot: what compiled code calls. Without it no code can be compiled.
pub fn set_runtime_entries(entries: [usize; RuntimeEntry::COUNT]) {
    let is_first = ENTRIES.set(entries).is_ok();
    assert!(is_first, "runtime entries are set once");
}

/// The area of a new thread.
pub(crate) fn new_area() -> ThreadArea {
    ThreadArea {
        anchor_fp: 0,
        anchor_pc: 0,
        target_pc: 0,
        target_sp: 0,
        target_fp: 0,
        resume_fp: 0,
        resume_pc: 0,
        result_int: 0,
        result_float: 0,
        appendix: AtomicU64::new(0),
        guards_left: flags::get().flags.DeoptStressInterval,
        card_base: heap::CARD_BASE.load(Ordering::Relaxed),
        entries: ENTRIES.get().copied().unwrap_or([0; RuntimeEntry::COUNT]),
        deopt: [0; DEOPT_VALUES],
    }
}

/// Per-thread state of single modules; each field is used by one module only.
pub struct ThreadParts {
    /// `jni`: marks of `PushLocalFrame`.
    pub jni_frames: Vec<heap::HandleFrame>,
    /// `natives`: JVMTI-like or security walks in progress.
    pub walk_anchor: *const c_void,
    /// `monitor`: monitors that native code entered and has not left.
    pub(crate) jni_monitors: u32,
    /// `critical`: sections that this thread is in.
    pub(crate) critical_sections: u32,
    /// `monitor`: address of the inflated monitor this thread waits to enter, 0 if none, for reports.
    pub(crate) blocked_on: AtomicUsize,
    /// How often this thread waited to enter a monitor, and how often it slept, parked or waited, for `ThreadInfo`.
    pub blocked_count: AtomicU64,
    pub waited_count: AtomicU64,
    /// Time spent so while contention monitoring was on.
    pub blocked_ns: AtomicU64,
    pub waited_ns: AtomicU64,
    /// `stack`: the reserve is open while a `StackOverflowError` is made.
    pub(crate) reserve_open: bool,
    /// `stack`: the end of the native stack, 0 if it is not known.
    pub(crate) native_top: usize,
    /// `start`: what the native thread runs instead of `Thread.run`.
    pub(crate) body: Option<fn(&mut JavaThread)>,
    /// `signal`: the alternate signal stack, from `attach::settle` to the end.
    pub(crate) alternate_stack: Option<AlternateStack>,
    /// `registry`: the thread is no longer counted, though still listed.
    pub(crate) is_leaving: bool,
    /// `start`: an exception that another thread throws into this one (`Thread.stop`).
    pub(crate) async_exception: OopSlot,
    /// `interpreter`: what is told of its execution.
    pub watched: Watched,
}

impl ThreadParts {
    pub(crate) fn new() -> ThreadParts {
        ThreadParts {
            jni_frames: Vec::new(),
            walk_anchor: std::ptr::null(),
            jni_monitors: 0,
            critical_sections: 0,
            blocked_on: AtomicUsize::new(0),
            blocked_count: AtomicU64::new(0),
            waited_count: AtomicU64::new(0),
            blocked_ns: AtomicU64::new(0),
            waited_ns: AtomicU64::new(0),
            reserve_open: false,
            native_top: 0,
            body: None,
            alternate_stack: None,
            is_leaving: false,
            async_exception: OopSlot::null(),
            watched: Watched::new(),
        }
    }
}

impl JavaThread {
    /// The licence to hold raw references until the thread is used mutably again.
    #[inline(always)]
    pub fn no_safepoint(&self) -> NoSafepoint<'_> {
        NoSafepoint::of(&self.mutator)
    }

    /// A handle for `oop`, valid in the current handle scope.
    #[inline]
    pub fn handle(&self, oop: Oop<'_>) -> Handle {
        self.mutator.handles.push(oop)
    }

    /// `handle.oop(..)`, shorter.
    #[inline]
    pub fn oop(&self, handle: Handle) -> Oop<'_> {
        handle.oop(self.no_safepoint())
    }

    /// A raw argument word of a [`crate::hooks::DirectNative`] as a handle.
    ///
    /// # Safety
    /// `word` is a reference argument of the running call, and nothing collected since the call began.
    pub unsafe fn argument(&self, word: u64) -> Option<Handle> {
        // SAFETY: the contract of this function.
        unsafe { Oop::from_address(word as usize, self.no_safepoint()) }.map(|oop| self.handle(oop))
    }

    /// Runs `body` in a handle scope of its own; handles made inside are dead afterwards.
    pub fn scoped<R>(&mut self, body: impl FnOnce(&mut JavaThread) -> R) -> R {
        let mark = self.mutator.handles.mark();
        let result = body(self);
        self.mutator.handles.release(mark);
        result
    }

    /// As [`JavaThread::scoped`], keeping one reference.
    pub fn scoped_ref(
        &mut self,
        body: impl FnOnce(&mut JavaThread) -> JavaResult<Option<Handle>>,
    ) -> JavaResult<Option<Handle>> {
        let mark = self.mutator.handles.mark();
        let result = body(self)?;
        let Some(inner) = result else {
            self.mutator.handles.release(mark);
            return Ok(None);
        };
        let oop = inner.oop(self.no_safepoint());
        self.mutator.handles.release(mark);
        Ok(Some(self.handle(oop)))
    }

    /// A zeroed instance. The class is linked and no mirror class. May collect.
    pub fn new_instance(&mut self, klass: KlassRef) -> JavaResult<Handle> {
        match self.mutator.allocate_instance(klass) {
            Ok(oop) => {
                let address = oop.address();
                Ok(self.handle_at(address))
            }
            Err(error) => Err(self.throw_out_of_memory(error)),
        }
    }

    /// A zeroed array of `length` elements of an array class. May collect.
    pub fn new_array(&mut self, array_klass: KlassRef, length: usize) -> JavaResult<Handle> {
        match self.mutator.allocate_array(array_klass, length) {
            Ok(oop) => {
                let address = oop.address();
                Ok(self.handle_at(address))
            }
            Err(error) => Err(self.throw_out_of_memory(error)),
        }
    }

    fn handle_at(&self, address: usize) -> Handle {
        // SAFETY: `address` is the object the allocation above just returned; nothing collected since.
        let oop = unsafe { Oop::from_address(address, self.no_safepoint()) };
        self.handle(oop.expect("allocation returns an object"))
    }
}
