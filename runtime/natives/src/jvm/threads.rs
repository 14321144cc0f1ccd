//! `java.lang.Thread`: start, sleep, interruption, lists and dumps of threads.
//!
//! What it is not: how threads run and stop (`threads`).

use heap::Handle;
use heap::oop::SlotExt;
use linker::{arrays, exceptions};
use metadata::well_known as wk;
use threads::trace::{self, Trace};
use threads::{JavaResult, JavaThread, monitor, park, safepoint, start};

use crate::entry::jvm;
use crate::vm;

/// The `java.lang.Thread` object of the calling thread.
pub(crate) fn current(thread: &JavaThread) -> Option<Handle> {
    thread
        .thread_object
        .oop(thread.no_safepoint())
        .map(|oop| thread.handle(oop))
}

/// A `Thread[]` of all live threads that have an object.
fn all_threads(thread: &mut JavaThread) -> JavaResult<Handle> {
    let objects = trace::live_threads(thread);
    let array = arrays::new_object_array(thread, wk::THREAD.get(), objects.len() as i32)?;
    for (index, object) in objects.into_iter().enumerate() {
        vm::set_element(thread, array, index, Some(object));
    }
    Ok(array)
}

/// A `StackTraceElement[]`.
pub(crate) fn trace_elements(thread: &mut JavaThread, trace: &Trace) -> JavaResult<Handle> {
    let class = wk::STACK_TRACE_ELEMENT.get();
    linker::init::initialize(thread, class)?;
    let array = arrays::new_object_array(thread, class, trace.frames.len() as i32)?;
    for (index, (method, bci)) in trace.frames.iter().enumerate() {
        thread.scoped(|thread| {
            let element = thread.new_instance(class)?;
            exceptions::fill_stack_trace_element(thread, element, *method, *bci)?;
            vm::set_element(thread, array, index, Some(element));
            Ok(())
        })?;
    }
    Ok(array)
}

/// `Thread.dumpThreads`: a `StackTraceElement[][]`, null for threads that do not live.
pub(crate) fn dump_threads(thread: &mut JavaThread, objects: Option<Handle>) -> JavaResult<Handle> {
    let objects = vm::non_null(thread, objects)?;
    let objects = vm::elements(thread, objects);
    if objects.is_empty() {
        return Err(thread.throw_empty("java/lang/IllegalArgumentException"));
    }
    let traces = trace::traces(thread, &objects);
    let element_array = arrays::array_class_of(thread, wk::STACK_TRACE_ELEMENT.get())?;
    let result = arrays::new_object_array(thread, element_array, traces.len() as i32)?;
    for (index, trace) in traces.iter().enumerate() {
        let Some(trace) = trace else { continue };
        thread.scoped(|thread| {
            let elements = trace_elements(thread, trace)?;
            vm::set_element(thread, result, index, Some(elements));
            Ok(())
        })?;
    }
    Ok(result)
}

fn stop(thread: &mut JavaThread, target: Handle, throwable: Option<Handle>) -> JavaResult<()> {
    let throwable = vm::non_null(thread, throwable)?;
    if current(thread).is_some_and(|current| thread.oop(current) == thread.oop(target)) {
        return Err(thread.throw(throwable));
    }
    start::stop_thread(thread, target, throwable);
    Ok(())
}

/// The kernel's name of the calling thread: at most 15 bytes.
fn set_native_name(name: &str) {
    const LONGEST: usize = 15;
    let short = match name.len() {
        0..=LONGEST => name.to_owned(),
        // As the kernel's tools show long names: head and tail.
        _ => name
            .chars()
            .take(7)
            .chain("..".chars())
            .chain(name.chars().skip(name.chars().count().saturating_sub(6)))
            .collect(),
    };
    if let Ok(text) = std::ffi::CString::new(short) {
        // SAFETY: a terminated text for the calling thread.
        unsafe { libc::pthread_setname_np(libc::pthread_self(), text.as_ptr()) };
    }
}

jvm! {
    fn JVM_CurrentThread(t, _class: *mut u8) -> Option<Handle> {
        Ok(current(t))
    }
    fn JVM_StartThread(t, object: Handle) {
        start::start_thread(t, object)
    }
    fn JVM_StopThread(t, object: Handle, throwable: Option<Handle>) {
        stop(t, object, throwable)
    }
    fn JVM_SuspendThread(t, object: Handle) {
        safepoint::suspend_thread(t, object);
        Ok(())
    }
    /// `Thread.stop` asks for it every time.
    fn JVM_ResumeThread(t, object: Handle) {
        safepoint::resume_thread(t, object);
        Ok(())
    }
    fn JVM_SetThreadPriority(t, object: Handle, priority: i32) {
        park::set_priority(t, object, priority);
        Ok(())
    }
    fn JVM_Yield(t, _class: *mut u8) {
        park::yield_now(t);
        Ok(())
    }
    fn JVM_Sleep(t, _class: *mut u8, millis: i64) {
        park::sleep(t, millis)
    }
    fn JVM_SleepNanos(t, _class: *mut u8, nanos: i64) {
        if nanos < 0 {
            return Err(t.throw_new("java/lang/IllegalArgumentException", "nanosecond timeout value out of range"));
        }
        park::sleep(t, nanos / 1_000_000 + i64::from(nanos % 1_000_000 != 0))
    }
    fn JVM_Interrupt(t, object: Handle) {
        park::interrupt(t.oop(object));
        Ok(())
    }
    fn JVM_HoldsLock(t, _class: *mut u8, object: Handle) -> bool {
        Ok(monitor::holds_lock(t, t.oop(object)))
    }
    fn JVM_GetAllThreads(t, _class: *mut u8) -> Handle {
        all_threads(t)
    }
    fn JVM_DumpThreads(t, _class: *mut u8, objects: Option<Handle>) -> Handle {
        dump_threads(t, objects)
    }
    fn JVM_DumpAllStacks(t, _class: *mut u8) {
        let text = threads::dump::thread_dump(t);
        flags::out!("{text}");
        Ok(())
    }
    /// Only the calling thread can be renamed.
    fn JVM_SetNativeThreadName(t, object: Handle, name: Option<Handle>) {
        let is_current = current(t).is_some_and(|current| t.oop(current) == t.oop(object));
        if let Some(name) = name.filter(|_| is_current) {
            set_native_name(&linker::strings::to_rust(t.oop(name)));
        }
        Ok(())
    }
    /// The stack trace of one thread, null if it does not live.
    fn JVM_GetStackTrace(t, object: Handle) -> Option<Handle> {
        match trace::traces(t, &[Some(object)]).pop().flatten() {
            Some(trace) => {
                trace_elements(t, &trace).map(Some)
            }
            None => Ok(None),
        }
    }
}
