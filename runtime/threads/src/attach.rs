//! Threads that somebody else made: attaching, detaching, waiting for the last non-daemon thread. JNI specification chapter 5.
//!
//! A native thread becomes a thread of the VM in two steps, because making a `java.lang.Thread` runs Java: [`attach_current`] gives
//! it a `JavaThread`, [`create_thread_object`] its Java object. Read next: `start.rs` for the way out, which all threads share.

use std::sync::atomic::Ordering;

use heap::Handle;
use heap::oop::SlotExt;
use metadata::well_known as wk;
use metadata::{OopSlot, Symbol};

use crate::call::call_java;
use crate::exception::JavaResult;
use crate::registry::{self, CreateError};
use crate::signal::crash::AlternateStack;
use crate::status::{self, thread_status};
use crate::thread::{JavaThread, ThreadState};
use crate::value::Value;
use crate::{safepoint, signal, start, watch};

/// `ThreadGroup` of the VM's own threads.
static SYSTEM_GROUP: OopSlot = OopSlot::null();
/// `ThreadGroup` of the main thread, and of threads that attach without naming one.
static MAIN_GROUP: OopSlot = OopSlot::null();

/// Boot: the group of the VM's own threads.
pub fn set_system_group(thread: &JavaThread, group: Handle) {
    SYSTEM_GROUP.set(Some(thread.oop(group)));
}

/// Boot: the group of the main thread, and of threads that attach without naming one.
pub fn set_main_group(thread: &JavaThread, group: Handle) {
    MAIN_GROUP.set(Some(thread.oop(group)));
}

/// The group of the VM's own threads; none before boot made it.
pub fn system_group(thread: &JavaThread) -> Option<Handle> {
    SYSTEM_GROUP
        .oop(thread.no_safepoint())
        .map(|group| thread.handle(group))
}

/// The group of the main thread; none before boot made it.
pub fn main_group(thread: &JavaThread) -> Option<Handle> {
    MAIN_GROUP
        .oop(thread.no_safepoint())
        .map(|group| thread.handle(group))
}

pub(crate) fn group_slots() -> [*mut usize; 2] {
    [SYSTEM_GROUP.as_ptr(), MAIN_GROUP.as_ptr()]
}

/// Attaches the thread that creates the VM, and installs the handlers of faults. Its Java object comes later:
/// [`bind_main_thread`], its constructor, [`main_thread_runs`].
///
/// # Panics
/// There is no memory for a stack: nothing can run.
pub fn attach_main() -> &'static mut JavaThread {
    signal::boot();
    safepoint::boot();
    match attach_current(false) {
        Ok(thread) => thread,
        Err(error) => panic!("no main thread: {error:?}"),
    }
}

/// Makes `object`, allocated but not constructed, the Java object of an attached thread: the constructor asks for the current
/// thread, which is the one it constructs.
pub fn bind_main_thread(thread: &mut JavaThread, object: Handle) {
    let address = std::ptr::from_mut(thread) as i64;
    let oop = thread.oop(object);
    thread.thread_object.set(Some(oop));
    oop.put_i64_volatile(wk::THREAD_EETOP.offset(), address);
    if let Some(offset) = wk::THREAD_PRIORITY.try_offset() {
        oop.put_i32(offset, NORMAL_PRIORITY);
    }
}

/// The Java object of an attached thread has been constructed.
pub fn main_thread_runs(thread: &mut JavaThread) {
    if let Some(object) = thread.thread_object.oop(thread.no_safepoint()) {
        status::set_status_of(object, thread_status::RUNNABLE);
    }
}

/// `Thread.NORM_PRIORITY`.
const NORMAL_PRIORITY: i32 = 5;

/// Makes the calling thread a thread of the VM, in state in_vm, without a Java object. Blocks while a safepoint operation runs.
///
/// # Errors
/// See [`CreateError`].
///
/// # Panics
/// The thread is attached already: a bug of the VM.
pub fn attach_current(is_daemon: bool) -> Result<&'static mut JavaThread, CreateError> {
    assert!(JavaThread::current().is_null(), "a thread attaches once");
    let thread = registry::create(0, is_daemon)?;
    // SAFETY: just created; this thread owns it until it detaches.
    let thread = unsafe { &mut *thread };
    settle(thread);
    registry::add(thread);
    thread.return_to(ThreadState::InVm);
    Ok(thread)
}

/// Makes `thread`, in state new, the one of the calling native thread.
pub(crate) fn settle(thread: &mut JavaThread) {
    // SAFETY: a query without arguments.
    let id = unsafe { libc::syscall(libc::SYS_gettid) };
    thread.os_thread_id.store(id as u32, Ordering::Relaxed);
    thread.find_native_limit();
    thread.parts.alternate_stack = AlternateStack::install();
    JavaThread::set_current(thread);
}

/// Makes the `java.lang.Thread` of an attached thread that has none, in `group`, with `name` or a generated one, as running. Does
/// not add it to the group. Runs Java.
///
/// # Errors
/// What the constructor throws, or no memory.
pub fn create_thread_object(
    thread: &mut JavaThread,
    group: Handle,
    name: Option<Handle>,
) -> JavaResult<()> {
    let klass = wk::THREAD.get();
    let object = thread.new_instance(klass)?;
    bind_main_thread(thread, object);
    let unnamed = || {
        let descriptor = Symbol::intern(b"(Ljava/lang/ThreadGroup;Ljava/lang/Runnable;)V");
        klass.find_declared_method(Symbol::intern(b"<init>"), descriptor)
    };
    let constructor = match name {
        Some(_) => wk::THREAD_INIT.get(),
        None => unnamed().unwrap_or_else(|| wk::THREAD_INIT.get()),
    };
    call_java(
        thread,
        constructor,
        &[object.into(), group.into(), name.into()],
    )?;
    let oop = thread.oop(object);
    if let (true, Some(offset)) = (thread.is_daemon, wk::THREAD_DAEMON.try_offset()) {
        oop.put_bool(offset, true);
    }
    main_thread_runs(thread);
    Ok(())
}

/// [`create_thread_object`] for a thread that attaches through JNI: in the main group if none is given, and added to it.
///
/// # Errors
/// As [`create_thread_object`].
pub fn attach_java(
    thread: &mut JavaThread,
    group: Option<Handle>,
    name: Option<Handle>,
) -> JavaResult<()> {
    let Some(group) = group.or_else(|| main_group(thread)) else {
        return Err(thread.throw_new("java/lang/InternalError", "no thread group to attach to"));
    };
    create_thread_object(thread, group, name)?;
    let object = thread
        .thread_object
        .oop(thread.no_safepoint())
        .map(|oop| thread.handle(oop));
    call_java(
        thread,
        wk::THREAD_GROUP_ADD.get(),
        &[group.into(), Value::Ref(object)],
    )?;
    watch::started(thread);
    Ok(())
}

/// Ends the current thread for the VM (state in_vm, no Java frames): uncaught exception, `Thread.exit`, joiners. Runs Java.
pub fn detach_current(thread: &'static mut JavaThread) {
    start::finish(thread);
}

/// Ends the current thread for the VM without running Java: an attach that failed half way, or a unit test.
pub fn abandon_current(thread: &'static mut JavaThread) {
    if let Some(object) = thread.thread_object.oop(thread.no_safepoint()) {
        object.put_i64_volatile(wk::THREAD_EETOP.offset(), 0);
    }
    start::leave(thread);
}

/// Waits until the current thread is the last one that is no daemon: `DestroyJavaVM`. Blocks.
pub fn wait_until_last_non_daemon(thread: &mut JavaThread) {
    let mine = usize::from(!thread.is_daemon);
    thread.blocked(|| registry::wait_for_non_daemons(mine));
}
