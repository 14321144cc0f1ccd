//! A VM of cardboard for unit tests: classes without class files, objects in leaked memory, hooks that run closures as methods.
//!
//! Tests share one process and run at the same time, so every object here lives for ever, and threads are daemons unless a test
//! is about those that are not.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use abi::LayoutHelper;
use abi::object::KLASS_OFFSET;
use heap::{Handle, Oop};
use metadata::well_known as wk;
use metadata::{ClassLoaderData, Klass, KlassRef, Method, MethodRef, Symbol};

use crate::exception::{JavaResult, Thrown};
use crate::hooks::{self, Hooks};
use crate::thread::JavaThread;
use crate::value::Value;
use crate::{attach, lock};

const WORDS: usize = 8;

/// What a fake method does.
type Body = fn(&mut JavaThread, &[Value]) -> JavaResult<Value>;

thread_local! {
    /// Class and message of the last exception this thread threw.
    static LAST_THROWN: RefCell<(String, String)> = const { RefCell::new((String::new(), String::new())) };
}

static BODIES: Mutex<Option<HashMap<MethodRef, Body>>> = Mutex::new(None);
/// What `Thread.run` does, by the address of the thread object.
static RUNS: Mutex<Option<HashMap<usize, Body>>> = Mutex::new(None);

fn klass() -> KlassRef {
    static KLASS: OnceLock<KlassRef> = OnceLock::new();
    *KLASS.get_or_init(|| {
        let layout = LayoutHelper::instance(8 * WORDS, false);
        let klass = Klass::new(
            Symbol::intern(b"test/Thing"),
            layout,
            None,
            ClassLoaderData::boot(),
        );
        Klass::allocate(klass, &[]).expect("room for a class")
    })
}

/// A fresh object at an address of its own: 8 words, the header included.
pub(crate) fn raw_object() -> usize {
    let words: &'static mut [u64; WORDS] = Box::leak(Box::new([0; WORDS]));
    let address = words.as_ptr() as usize;
    // SAFETY: inside the words above.
    unsafe { ((address + KLASS_OFFSET) as *mut u32).write(klass().address()) };
    address
}

/// A handle for an object of [`raw_object`].
pub(crate) fn handle(thread: &JavaThread, address: usize) -> Handle {
    // SAFETY: objects of tests live for ever.
    let oop = unsafe { Oop::from_address(address, thread.no_safepoint()) };
    thread.handle(oop.expect("not null"))
}

pub(crate) fn object(thread: &JavaThread) -> Handle {
    handle(thread, raw_object())
}

/// Class and message of the exception that `thrown` stands for; takes it.
pub(crate) fn caught(thread: &mut JavaThread, _thrown: Thrown) -> (String, String) {
    assert!(thread.take_pending().is_some(), "Err means pending");
    LAST_THROWN.with(RefCell::take)
}

fn throw_new(thread: &mut JavaThread, class_name: &str, message: Option<&str>) -> Thrown {
    LAST_THROWN.set((
        class_name.to_owned(),
        message.unwrap_or_default().to_owned(),
    ));
    let error = object(thread);
    thread.throw(error)
}

fn method(name: &[u8], descriptor: &[u8], body: Body) -> MethodRef {
    let method = Method::new(
        klass(),
        Symbol::intern(name),
        Symbol::intern(descriptor),
        0,
        0,
        std::ptr::null_mut(),
    );
    let place = ClassLoaderData::boot()
        .allocate_value(method)
        .expect("room for a method");
    // SAFETY: just placed in the class region, for ever.
    let method = unsafe { MethodRef::from_ptr(place) };
    lock(&BODIES).get_or_insert_default().insert(method, body);
    method
}

fn interpret(thread: &mut JavaThread, method: MethodRef, arguments: &[Value]) -> JavaResult<Value> {
    let body = lock(&BODIES)
        .as_ref()
        .and_then(|bodies| bodies.get(&method).copied());
    body.map_or(Ok(Value::Void), |body| body(thread, arguments))
}

fn run(thread: &mut JavaThread, arguments: &[Value]) -> JavaResult<Value> {
    let object = arguments[0].reference().expect("a receiver");
    let address = thread.oop(object).address();
    let body = lock(&RUNS)
        .as_ref()
        .and_then(|runs| runs.get(&address).copied());
    body.map_or(Ok(Value::Void), |body| body(thread, arguments))
}

/// A `java.lang.Thread` that was not started, whose `run` is `body`.
pub(crate) fn thread_object(thread: &JavaThread, daemon: bool, body: Body) -> Handle {
    let object = object(thread);
    let oop = thread.oop(object);
    oop.put_bool(wk::THREAD_DAEMON.offset(), daemon);
    lock(&RUNS)
        .get_or_insert_default()
        .insert(oop.address(), body);
    object
}

/// `Thread.interrupt` of the thread with this object.
pub(crate) fn interrupt(thread_object: Oop<'_>) {
    let flag = wk::THREAD_INTERRUPTED.try_offset().expect("set at boot");
    thread_object.put_u8_volatile(flag, 1);
    crate::park::interrupt(thread_object);
}

/// A Java object for an attached thread.
pub(crate) fn give_thread_object(thread: &mut JavaThread) -> Handle {
    use heap::oop::SlotExt;
    let object = object(thread);
    let oop = thread.oop(object);
    thread.thread_object.set(Some(oop));
    oop.put_i64(wk::THREAD_EETOP.offset(), std::ptr::from_ref(thread) as i64);
    object
}

fn boot() {
    static BOOT: OnceLock<()> = OnceLock::new();
    BOOT.get_or_init(|| {
        hooks::install(Hooks {
            throw_new,
            throw_out_of_memory: |thread, _| throw_new(thread, "java/lang/OutOfMemoryError", None),
            initialize: |_, _| Ok(()),
            interpret,
            visit_frames: |_, _| {},
            bci_of: |_, _| 0,
            bci_at: |_, _| Some(0),
            frame_words: |_| 4,
            enter_compiled: |_, _, _, _, _| hooks::Outcome::Threw,
            enter_loop: |_, _, _, _, _| hooks::Outcome::Threw,
            counter_overflow: |_, _, _| None,
            overridden: |_| {},
            call_site_changes: |_, store| store(),
            call_native: |_, _, _| Ok(0),
            visit_global_roots: |_| {},
            process_weak_tables: |_, _| {},
            write_compiler_history: |_| Ok(()),
            asked_to_attach: |_| false,
            dump_heap: |_, _| String::new(),
            unload: |_| {},
        });
        wk::THREAD_EETOP.set_offset(16);
        wk::THREAD_STACK_SIZE.set_offset(24);
        wk::THREAD_STATUS.set_offset(32);
        wk::THREAD_INTERRUPTED.set_offset(36);
        wk::THREAD_DAEMON.set_offset(37);
        wk::THREAD_RUN.set(method(b"run", b"()V", run));
        wk::THREAD_EXIT.set(method(b"exit", b"()V", |_, _| Ok(Value::Void)));
        wk::THREAD_DISPATCH_UNCAUGHT.set(method(
            b"dispatch",
            b"(Ljava/lang/Throwable;)V",
            |thread, arguments| {
                let object = arguments[0].reference().expect("a receiver");
                thread.oop(object).put_i32(UNCAUGHT, 1);
                Ok(Value::Void)
            },
        ));
    });
}

/// Offset of the word that the handler of uncaught exceptions sets.
pub(crate) const UNCAUGHT: u32 = 48;

/// Runs `body` on this native thread as a thread of the VM.
pub(crate) fn attached<R>(body: impl FnOnce(&mut JavaThread) -> R) -> R {
    boot();
    let thread = attach::attach_current(true).expect("room for a thread");
    let result = thread.scoped(body);
    attach::abandon_current(thread);
    result
}
