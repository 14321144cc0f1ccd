//! Upward calls: the places where a lower layer must reach a higher one. One table, installed once at boot by `libjvm`; nothing
//! else registers itself upward (models: dependency inversion with one named device).

use std::fmt;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use heap::{AllocationError, Oop, RootVisitor};
use metadata::code_map::Code;
use metadata::{ClassLoaderData, KlassRef, MethodRef};

use crate::exception::{JavaResult, Thrown};
use crate::thread::JavaThread;
use crate::value::Value;

/// A native method bound to the VM itself: called by the interpreter in state in_vm without JNI transition. `arguments` are the
/// slots of the frame (receiver first; long and double two slots, value in the lower); references are raw addresses that are
/// dead after anything that may collect, so make handles first (`JavaThread::argument`). Returns the raw result (references:
/// the address, valid until the caller stores it).
pub type DirectNative = fn(&mut JavaThread, arguments: *mut u64) -> JavaResult<u64>;

/// What compiled code tries first where it calls a native method that has one: the method's work, if it needs neither the collector nor an
/// exception nor time. `slots`: the arguments, as for [`DirectNative`]; the first slot is where the result goes. 0: nothing was done,
/// the method is to be called.
pub type LeafNative = extern "C" fn(&mut JavaThread, slots: *mut u64) -> u32;

/// How compiled code that the interpreter called has ended.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// With this result, as bits.
    Returned(u64),
    /// The exception is pending.
    Threw,
    /// It was left for the interpreter: frames stand on the Java stack, the innermost is `fp`, at register pc `pc`.
    Resumed { fp: *mut u64, pc: *const u8 },
}

/// See the module documentation. The comment names who fills the row.
pub struct Hooks {
    /// linker: create and throw an exception by class name.
    pub throw_new: fn(&mut JavaThread, class_name: &str, message: Option<&str>) -> Thrown,
    /// linker: throw the right `OutOfMemoryError`.
    pub throw_out_of_memory: fn(&mut JavaThread, AllocationError) -> Thrown,
    /// linker: the class is initialised, or throws (JVMS 5.5).
    pub initialize: fn(&mut JavaThread, KlassRef) -> JavaResult<()>,
    /// interpreter: run `method` with `arguments` in a new activation on this thread (in state in_vm at entry and exit).
    pub interpret: fn(&mut JavaThread, MethodRef, &[Value]) -> JavaResult<Value>,
    /// interpreter: visit the references of all interpreted frames of a stopped thread (or the caller).
    pub visit_frames: fn(&JavaThread, &mut dyn RootVisitor),
    /// interpreter: the bci of a register pc in `method`.
    pub bci_of: fn(MethodRef, pc: *const u8) -> u32,
    /// interpreter: the same, if the pc is one of the method's; no allocation, no lock.
    pub bci_at: fn(MethodRef, pc: *const u8) -> Option<u32>,
    /// interpreter: walk helper: the class of a frame's pc needs no more than the header; here for compiled frames later.
    pub frame_words: fn(MethodRef) -> usize,
    /// tiering: run the compiled code of a method with the arguments at `locals`, called by the frame `fp` at `pc` (anchored).
    pub enter_compiled: unsafe fn(
        &mut JavaThread,
        MethodRef,
        locals: *const u64,
        fp: *mut u64,
        pc: *const u8,
    ) -> Outcome,
    /// tiering: run compiled code that begins at a loop header, with the values in `frame`, which is popped: `fp` and `pc` are its
    /// caller's (anchored).
    pub enter_loop: unsafe fn(
        &mut JavaThread,
        &'static Code,
        frame: *mut u64,
        fp: *mut u64,
        pc: *const u8,
    ) -> Outcome,
    /// tiering: the counter of a method reached zero, at a call or at the end of the loop with this header: decides what is
    /// compiled and sets the counter again. Code to enter at the header, if there is some. May block, never runs Java.
    pub counter_overflow:
        fn(&mut JavaThread, MethodRef, header: Option<u32>) -> Option<&'static Code>,
    /// tiering: what the compiler does and did last, for a crash report: no allocation, no lock.
    pub write_compiler_history: fn(&mut dyn fmt::Write) -> fmt::Result,
    /// tiering: before a class may get instances: it overrides these methods.
    pub overridden: fn(&[MethodRef]),
    /// tiering: a call site gets another target, which `store` does.
    pub call_site_changes: fn(Oop<'_>, store: &mut dyn FnMut()),
    /// jni: call a native method whose frame (`fp`) is on the Java stack; arguments are the frame's locals. Links it first.
    /// Returns the raw result like [`DirectNative`].
    pub call_native: fn(&mut JavaThread, MethodRef, fp: *mut u64) -> JavaResult<u64>,
    /// linker: visit VM-wide strong roots; natives and jni add theirs to `heap::global`.
    pub visit_global_roots: fn(&mut dyn RootVisitor),
    /// libjvm: whether SIGQUIT was meant for the attach socket, which listens from then on; else it asks for a thread dump. Runs Java.
    pub asked_to_attach: fn(&mut JavaThread) -> bool,
    /// libjvm: writes a dump of the heap into a new file; what to tell of that.
    pub dump_heap: fn(&mut JavaThread, file: &str) -> String,
    /// libjvm: forget everything about the classes of these loader data, log and free them (`heap::MutatorControl::unload`).
    pub unload: fn(&[&'static ClassLoaderData]),
    /// linker: weak tables after a collection (string table, resolved method names).
    pub process_weak_tables: fn(full: bool, alive: &mut dyn FnMut(usize) -> Option<usize>),
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// Installs the table. Once, at boot.
pub fn install(hooks: Hooks) {
    assert!(HOOKS.set(hooks).is_ok(), "hooks are installed once");
}

/// The table.
///
/// # Panics
/// Before `install`.
pub fn get() -> &'static Hooks {
    HOOKS.get().expect("boot installs the hooks first")
}

/// The table, `None` before `install`.
pub(crate) fn installed() -> Option<&'static Hooks> {
    HOOKS.get()
}

/// Result of a visitor: go on or stop.
pub type Walk = ControlFlow<()>;
