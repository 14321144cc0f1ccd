//! `java.lang.Thread`: start, sleep, interruption, lists and dumps of threads.
//!
//! What it is not: how threads run and stop (`threads`).

use std::ops::ControlFlow;

use heap::Handle;
use heap::oop::SlotExt;
use linker::{arrays, exceptions};
use metadata::MethodRef;
use metadata::loader_data::Pin;
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, monitor, park, registry, safepoint, start, status, walk};

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
    let mut objects = Vec::new();
    registry::for_each(|other| {
        // One that ends may be listed for a while longer.
        let object = other.thread_object.oop(thread.no_safepoint());
        if let Some(object) = object.filter(|object| status::is_alive(*object)) {
            objects.push(thread.handle(object));
        }
    });
    let array = arrays::new_object_array(thread, wk::THREAD.get(), objects.len() as i32)?;
    for (index, object) in objects.into_iter().enumerate() {
        vm::set_element(thread, array, index, Some(object));
    }
    Ok(array)
}

/// The frames of a thread as they were in a pause.
#[derive(Default)]
pub(crate) struct Trace {
    /// Method and bci.
    pub(crate) frames: Vec<(MethodRef, Option<u32>)>,
    /// The thread goes on, its frames go: this keeps their classes.
    alive: Vec<Pin>,
}

/// Every frame, hidden ones too: a dump shows where a thread is.
pub(crate) fn trace_of(thread: &JavaThread) -> Trace {
    let mut trace = Trace::default();
    walk::walk(thread, |frame| {
        trace.frames.push((frame.method, frame.bci()));
        let data = frame.method.klass.loader_data;
        if !data.is_builtin() {
            trace.alive.push(data.pin());
        }
        ControlFlow::Continue(())
    });
    trace
}

/// The stack traces of the threads with these objects; none for threads that do not live. Stops the world.
fn traces(thread: &mut JavaThread, objects: &[Option<Handle>]) -> Vec<Option<Trace>> {
    safepoint::stop_the_world(thread, "ThreadDump", |world| {
        let mut traces: Vec<Option<Trace>> = Vec::new();
        traces.resize_with(objects.len(), || None);
        world.for_each(|other| {
            // SAFETY: the world is stopped and nothing collects inside the operation.
            let proof = unsafe { heap::NoSafepoint::assume() };
            let Some(object) = other.thread_object.oop(proof) else {
                return;
            };
            for (wanted, trace) in objects.iter().zip(&mut traces) {
                if wanted.is_some_and(|wanted| wanted.oop(proof) == object) {
                    *trace = Some(trace_of(other));
                }
            }
        });
        traces
    })
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
    let traces = traces(thread, &objects);
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
        match traces(t, &[Some(object)]).pop().flatten() {
            Some(trace) => {
                trace_elements(t, &trace).map(Some)
            }
            None => Ok(None),
        }
    }
}
