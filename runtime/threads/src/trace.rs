//! Which threads live, and where they are: stack traces of other threads, taken in a pause.
//!
//! Read next: `walk.rs`.

use std::ops::ControlFlow;

use heap::Handle;
use heap::oop::SlotExt;
use metadata::MethodRef;
use metadata::loader_data::Pin;

use crate::thread::JavaThread;
use crate::{registry, safepoint, status, walk};

/// The objects of all live threads that have one.
pub fn live_threads(thread: &JavaThread) -> Vec<Handle> {
    let mut objects = Vec::new();
    registry::for_each(|other| {
        // One that ends may be listed for a while longer.
        let object = other.thread_object.oop(thread.no_safepoint());
        if let Some(object) = object.filter(|object| status::is_alive(*object)) {
            objects.push(thread.handle(object));
        }
    });
    objects
}

/// The frames of a thread as they were in a pause.
#[derive(Default)]
pub struct Trace {
    /// Method and bci, innermost first.
    pub frames: Vec<(MethodRef, Option<u32>)>,
    /// The thread goes on, its frames go: this keeps their classes.
    alive: Vec<Pin>,
}

/// Every frame, hidden ones too: a dump shows where a thread is. The world is stopped, or the thread is the caller.
pub fn trace_of(thread: &JavaThread) -> Trace {
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
pub fn traces(thread: &mut JavaThread, objects: &[Option<Handle>]) -> Vec<Option<Trace>> {
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
