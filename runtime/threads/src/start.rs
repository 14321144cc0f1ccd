//! Threads that Java starts: `Thread.start0`, the life of the native thread, and the end of every thread. JLS 17.4.4, 11.3.
//!
//! ```text
//!  starter                                      new native thread
//!  JavaThread (state new), eetop, RUNNABLE
//!  list, pthread_create      ------------->     new -> in_vm, Thread.run()
//!                                               uncaught exception -> Thread.dispatchUncaughtException
//!                                               Thread.exit()
//!                                               in its monitor: TERMINATED, eetop = 0, notifyAll (join returns)
//!                                               in_vm -> ended, off the list, memory free
//! ```

use std::ffi::c_void;
use std::io::Write;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::Ordering;

use heap::Handle;
use heap::oop::SlotExt;
use metadata::MethodRef;
use metadata::well_known as wk;

use crate::attach::{self, settle};
use crate::call::call_java;
use crate::critical;
use crate::exception::JavaResult;
use crate::monitor;
use crate::registry;
use crate::stack::{default_stack_bytes, native_stack_bytes};
use crate::status::{self, thread_status};
use crate::thread::{JavaThread, ThreadState};
use crate::watch;

const NO_THREAD: &str =
    "unable to create native thread: possibly out of memory or process/resource limits reached";

/// `Thread.start0`: a native thread that runs `Thread.run()` of `object`. Blocks for moments.
///
/// # Errors
/// `IllegalThreadStateException`: started before. `OutOfMemoryError`: no thread to be had.
pub fn start_thread(thread: &mut JavaThread, object: Handle) -> JavaResult<()> {
    start(thread, object, None)
}

/// A thread of the VM itself: as [`start_thread`], but `body` (in_vm at entry and exit) runs instead of `Thread.run()`.
///
/// # Errors
/// As [`start_thread`].
pub fn start_vm_thread(
    thread: &mut JavaThread,
    object: Handle,
    body: fn(&mut JavaThread),
) -> JavaResult<()> {
    start(thread, object, Some(body))
}

/// A daemon of the VM with a new `java.lang.Thread` of this name in the system group, which runs `body` as in [`start_vm_thread`].
/// Runs Java.
///
/// # Errors
/// No memory, no thread.
pub fn start_system_thread(
    thread: &mut JavaThread,
    name: &str,
    body: fn(&mut JavaThread),
) -> JavaResult<()> {
    let name = status::new_text(thread, name)?;
    let Some(group) = attach::system_group(thread) else {
        return Err(thread.throw_new("java/lang/InternalError", "no system thread group"));
    };
    let object = thread.new_instance(wk::THREAD.get())?;
    let constructor = wk::THREAD_INIT.get();
    let arguments = [object.into(), group.into(), name.into()];
    call_java(thread, constructor, &arguments)?;
    let oop = thread.oop(object);
    if let Some(offset) = wk::THREAD_DAEMON.try_offset() {
        oop.put_bool(offset, true);
    }
    if let Some(offset) = wk::THREAD_PRIORITY.try_offset() {
        oop.put_i32(offset, HIGHER_PRIORITY);
    }
    let arguments = [group.into(), object.into()];
    call_java(thread, wk::THREAD_GROUP_ADD.get(), &arguments)?;
    start_vm_thread(thread, object, body)
}

/// Near the highest of Java's priorities.
const HIGHER_PRIORITY: i32 = 9;

fn start(
    thread: &mut JavaThread,
    object: Handle,
    body: Option<fn(&mut JavaThread)>,
) -> JavaResult<()> {
    if status::is_alive(thread.oop(object))
        || status::status_of(thread.oop(object)) != thread_status::NEW
    {
        return Err(thread.throw_empty("java/lang/IllegalThreadStateException"));
    }
    let (stack_bytes, is_daemon) = {
        let oop = thread.oop(object);
        let stack = wk::THREAD_STACK_SIZE
            .try_offset()
            .map_or(0, |offset| oop.get_i64(offset));
        let is_daemon = wk::THREAD_DAEMON
            .try_offset()
            .is_some_and(|offset| oop.get_bool(offset));
        (usize::try_from(stack).unwrap_or(0), is_daemon)
    };
    // Listed before it gets its object, so that a collection finds the slot.
    let child = thread.blocked(|| {
        registry::create(stack_bytes, is_daemon).inspect(|child| registry::add(*child))
    });
    let Ok(child) = child else {
        return Err(no_thread(thread, object, stack_bytes));
    };
    {
        let oop = thread.oop(object);
        // SAFETY: created above; it has no native thread yet, and the collector does not run now.
        unsafe {
            (*child).thread_object.set(Some(oop));
            (*child).parts.body = body;
        }
        // Whoever finds it alive finds the thread, too.
        oop.put_i64_volatile(wk::THREAD_EETOP.offset(), child as i64);
        status::set_status_of(oop, thread_status::RUNNABLE);
    }
    let started = thread.blocked(|| create_native_thread(child));
    if started {
        return Ok(());
    }
    let oop = thread.oop(object);
    oop.put_i64_volatile(wk::THREAD_EETOP.offset(), 0);
    status::set_status_of(oop, thread_status::NEW);
    thread.blocked(|| {
        registry::remove(child, is_daemon);
        // SAFETY: off the list, and no native thread ever ran with it.
        unsafe { registry::destroy(child) };
    });
    Err(no_thread(thread, object, stack_bytes))
}

#[cold]
fn no_thread(thread: &mut JavaThread, object: Handle, stack_bytes: usize) -> crate::Thrown {
    let java_bytes = if stack_bytes == 0 {
        default_stack_bytes()
    } else {
        stack_bytes
    };
    let kilobytes = native_stack_bytes(java_bytes) / 1024;
    flags::log!(os, thread; Warning,
        "Failed to start thread \"Unknown thread\" - pthread_create failed (EAGAIN) for attributes: stacksize: {kilobytes}k, guardsize: 0k, detached.");
    let name = status::name_of(thread.oop(object));
    flags::log!(os, thread; Warning, "Failed to start the native thread for java.lang.Thread \"{name}\"");
    thread.throw_new("java/lang/OutOfMemoryError", NO_THREAD)
}

fn create_native_thread(child: *mut JavaThread) -> bool {
    let mut attributes = MaybeUninit::uninit();
    let mut id = 0;
    // SAFETY: attributes are initialised before use and destroyed after; the new thread owns `child` from here on.
    unsafe {
        libc::pthread_attr_init(attributes.as_mut_ptr());
        libc::pthread_attr_setdetachstate(attributes.as_mut_ptr(), libc::PTHREAD_CREATE_DETACHED);
        libc::pthread_attr_setstacksize(
            attributes.as_mut_ptr(),
            native_stack_bytes((*child).java_stack_bytes),
        );
        let error = libc::pthread_create(&mut id, attributes.as_ptr(), run_thread, child.cast());
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        error == 0
    }
}

/// The native thread of a started `JavaThread`.
extern "C" fn run_thread(argument: *mut c_void) -> *mut c_void {
    // SAFETY: `create_native_thread` passed a listed thread in state new, which is this thread's from now on.
    let thread: &'static mut JavaThread = unsafe { &mut *argument.cast() };
    settle(thread);
    thread.return_to(ThreadState::InVm);
    let object = thread
        .thread_object
        .oop(thread.no_safepoint())
        .map(|oop| thread.handle(oop));
    watch::started(thread);
    if let Some(body) = thread.parts.body {
        body(thread);
    } else if let Some(object) = object {
        let run = select_virtual(thread, object, wk::THREAD_RUN.get());
        // What it throws stays pending: `finish` dispatches it.
        let _ = call_java(thread, run, &[object.into()]);
    }
    finish(thread);
    ptr::null_mut()
}

/// The method that a virtual call of `method` on `receiver` runs.
fn select_virtual(thread: &JavaThread, receiver: Handle, method: MethodRef) -> MethodRef {
    let klass = thread.oop(receiver).klass();
    let index = usize::try_from(method.vtable_index()).ok();
    index
        .and_then(|index| klass.vtable().get(index)?.load())
        .unwrap_or(method)
}

/// The end of a thread that has a Java object (or failed to get one): state in_vm, no Java frames. Runs Java.
pub(crate) fn finish(thread: &'static mut JavaThread) {
    let object = thread
        .thread_object
        .oop(thread.no_safepoint())
        .map(|oop| thread.handle(oop));
    if let Some(object) = object {
        dispatch_uncaught(thread, object);
        let _ = call_java(thread, wk::THREAD_EXIT.get(), &[object.into()]);
        thread.take_pending();
        watch::ends(thread);
        monitor::enter(thread, object);
        // Whoever joins it finds it gone.
        registry::begin_to_leave(thread);
        {
            let oop = thread.oop(object);
            status::set_status_of(oop, thread_status::TERMINATED);
            oop.put_i64_volatile(wk::THREAD_EETOP.offset(), 0);
        }
        let told = monitor::notify_all(thread, object).and_then(|()| monitor::exit(thread, object));
        debug_assert!(told.is_ok(), "the monitor was entered above");
    }
    leave(thread);
}

/// Gives the pending exception, if there is one, to the thread's handler.
fn dispatch_uncaught(thread: &mut JavaThread, object: Handle) {
    let Some(exception) = thread.take_pending() else {
        return;
    };
    let dispatch = wk::THREAD_DISPATCH_UNCAUGHT.get();
    if call_java(thread, dispatch, &[object.into(), exception.into()]).is_ok() {
        return;
    }
    if let Some(second) = thread.take_pending() {
        let class = thread.oop(second).klass().external_name();
        let name = thread.name();
        // Nobody is left who could be told that standard error is gone.
        let _ = writeln!(
            std::io::stderr(),
            "\nException: {class} thrown from the UncaughtExceptionHandler in thread \"{name}\""
        );
    }
}

/// Leaves the VM: the thread's struct is gone on return. State in_vm, no Java frames.
pub(crate) fn leave(thread: &'static mut JavaThread) {
    monitor::release_forgotten(thread);
    critical::leave_forgotten(thread);
    debug_assert!(
        thread.entry_frame.is_null(),
        "a thread ends without Java frames"
    );
    if let Some(stack) = thread.parts.alternate_stack.take() {
        stack.remove();
    }
    thread.mutator.retire_tlab();
    let is_daemon = thread.is_daemon;
    thread
        .state
        .store(ThreadState::Ended as u8, Ordering::Release);
    let thread = ptr::from_mut(thread);
    registry::remove(thread, is_daemon);
    JavaThread::set_current(ptr::null_mut());
    // SAFETY: off the list, monitors left, and this thread touches it no more.
    unsafe { registry::destroy(thread) };
}

impl JavaThread {
    /// Throws what another thread sent with [`stop_thread`], if anything. Polls of tier 0 call it after `safepoint_check`.
    ///
    /// # Errors
    /// The exception is now pending.
    #[inline]
    pub fn check_async_exception(&mut self) -> JavaResult<()> {
        if self.has_async_exception() {
            self.take_async_exception()
        } else {
            Ok(())
        }
    }

    /// Whether [`JavaThread::check_async_exception`] will throw: waits of Java code end then.
    #[inline]
    pub(crate) fn has_async_exception(&self) -> bool {
        self.poll.load(Ordering::Relaxed) & crate::safepoint::POLL_ASYNC != 0
    }

    #[cold]
    fn take_async_exception(&mut self) -> JavaResult<()> {
        self.poll
            .fetch_and(!crate::safepoint::POLL_ASYNC, Ordering::Relaxed);
        let exception = self
            .parts
            .async_exception
            .oop(self.no_safepoint())
            .map(|oop| self.handle(oop));
        self.parts.async_exception.store(0);
        match exception {
            Some(exception) => Err(self.throw(exception)),
            None => Ok(()),
        }
    }
}

/// `Thread.stop0`: `exception` is thrown in the thread of `object` at its next poll.
pub fn stop_thread(thread: &mut JavaThread, object: Handle, exception: Handle) {
    let eetop = status::eetop(thread.oop(object));
    let address = thread.oop(exception).address();
    registry::for_each(|other| {
        if ptr::from_ref(other) as i64 == eetop {
            other.parts.async_exception.store_release(address);
            other
                .poll
                .fetch_or(crate::safepoint::POLL_ASYNC, Ordering::SeqCst);
            other.cell().event.give();
            other.cell().parker.give();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attach::wait_until_last_non_daemon;
    use crate::park;
    use crate::testing::{UNCAUGHT, attached, caught, give_thread_object, thread_object};
    use std::sync::atomic::{AtomicU32, AtomicUsize};

    /// What `Thread.join` does.
    fn join(thread: &mut JavaThread, object: Handle) {
        monitor::enter(thread, object);
        while status::is_alive(thread.oop(object)) {
            assert!(monitor::wait(thread, object, 0, 0).is_ok());
        }
        assert!(monitor::exit(thread, object).is_ok());
    }

    #[test]
    fn a_thread_lives_from_start_to_join() {
        static RAN: AtomicU32 = AtomicU32::new(0);
        attached(|thread| {
            for _ in 0..50 {
                let object = thread_object(thread, true, |thread, _| {
                    RAN.fetch_add(1, Ordering::SeqCst);
                    assert!(park::sleep(thread, 1).is_ok());
                    Ok(crate::Value::Void)
                });
                assert!(start_thread(thread, object).is_ok());
                let thrown = start_thread(thread, object).expect_err("it is started");
                assert_eq!(
                    caught(thread, thrown).0,
                    "java/lang/IllegalThreadStateException"
                );
                join(thread, object);
                assert_eq!(
                    status::status_of(thread.oop(object)),
                    thread_status::TERMINATED
                );
            }
        });
        assert_eq!(RAN.load(Ordering::SeqCst), 50);
    }

    #[test]
    fn an_uncaught_exception_goes_to_the_handler() {
        attached(|thread| {
            let object = thread_object(thread, true, |thread, _| {
                Err(thread.throw_empty("java/lang/Error"))
            });
            assert!(start_thread(thread, object).is_ok());
            join(thread, object);
            assert_eq!(thread.oop(object).get_i32(UNCAUGHT), 1);
        });
    }

    #[test]
    fn the_end_waits_for_threads_that_are_no_daemons() {
        static DONE: AtomicU32 = AtomicU32::new(0);
        attached(|thread| {
            for _ in 0..3 {
                let object = thread_object(thread, false, |thread, _| {
                    assert!(park::sleep(thread, 5).is_ok());
                    DONE.fetch_add(1, Ordering::SeqCst);
                    Ok(crate::Value::Void)
                });
                assert!(start_thread(thread, object).is_ok());
            }
            wait_until_last_non_daemon(thread);
            assert_eq!(DONE.load(Ordering::SeqCst), 3);
        });
    }

    #[test]
    fn a_stack_too_large_is_an_error_java_can_catch() {
        attached(|thread| {
            let object = thread_object(thread, true, |_, _| Ok(crate::Value::Void));
            thread
                .oop(object)
                .put_i64(wk::THREAD_STACK_SIZE.offset(), i64::MAX / 2);
            let thrown = start_thread(thread, object).expect_err("no such stack");
            assert_eq!(
                caught(thread, thrown),
                (
                    "java/lang/OutOfMemoryError".to_owned(),
                    NO_THREAD.to_owned()
                )
            );
            assert!(!status::is_alive(thread.oop(object)));
        });
    }

    #[test]
    fn an_exception_can_be_thrown_into_another_thread() {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        attached(|thread| {
            let object = thread_object(thread, true, |thread, _| {
                RUNS.store(1, Ordering::Release);
                loop {
                    thread.safepoint_check();
                    thread.check_async_exception()?;
                }
            });
            assert!(start_thread(thread, object).is_ok());
            while RUNS.load(Ordering::Acquire) == 0 {
                park::yield_now(thread);
            }
            let exception = crate::testing::object(thread);
            stop_thread(thread, object, exception);
            join(thread, object);
            assert_eq!(thread.oop(object).get_i32(UNCAUGHT), 1);
        });
    }

    #[test]
    fn park_unpark_and_interrupt() {
        static SLEEPER: AtomicUsize = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                attached(|thread| {
                    let me = give_thread_object(thread);
                    let oop = thread.oop(me);
                    park::unpark(oop);
                    park::park(thread, false, 0);
                    park::park(thread, false, 1000);
                    park::park(thread, true, 1);
                    SLEEPER.store(thread.oop(me).address(), Ordering::Release);
                    // An hour, if nobody interrupts.
                    let thrown = park::sleep(thread, 3_600_000).expect_err("interrupted");
                    let expected = (
                        "java/lang/InterruptedException".to_owned(),
                        "sleep interrupted".to_owned(),
                    );
                    assert_eq!(caught(thread, thrown), expected);
                    assert!(!thread.is_interrupted(false));
                });
            });
            attached(|thread| {
                while SLEEPER.load(Ordering::Acquire) == 0 {
                    park::yield_now(thread);
                }
                let sleeper = crate::testing::handle(thread, SLEEPER.load(Ordering::Acquire));
                crate::testing::interrupt(thread.oop(sleeper));
            });
        });
    }
}
