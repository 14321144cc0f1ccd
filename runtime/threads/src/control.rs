//! What the heap asks of the threads: `heap::MutatorControl`. CONTRACTS 4 lists the roots.

use std::mem::offset_of;
use std::ptr;

use heap::control::RootKind;
use heap::{Mutator, MutatorControl, RootVisitor};
use metadata::ClassLoaderData;

use crate::thread::JavaThread;
use crate::{attach, critical, hooks, monitor, pending, registry, safepoint, stack, watch};

pub(crate) static CONTROL: Control = Control;

/// The implementation that boot gives to `heap::control::install`.
pub fn control() -> &'static dyn MutatorControl {
    &CONTROL
}

/// See [`control`].
pub(crate) struct Control;

/// Where a thread has its mutator.
const MUTATOR: usize = offset_of!(JavaThread, mutator);

fn visit_thread(thread: &JavaThread, visitor: &mut dyn RootVisitor) {
    thread
        .mutator
        .handles
        .for_each_slot(|slot| visitor.slot(slot));
    visitor.slot(thread.pending.as_ptr());
    visitor.slot(thread.thread_object.as_ptr());
    visitor.slot(thread.parts.async_exception.as_ptr());
    for slot in thread.parts.watched.slots() {
        visitor.slot(slot.as_ptr());
    }
    visitor.slot(thread.area.appendix.as_ptr().cast());
    (hooks::get().visit_frames)(thread, visitor);
}

impl MutatorControl for Control {
    fn stop_the_world(&self, requester: &mut Mutator, operation: &mut dyn FnMut()) -> bool {
        let thread = JavaThread::current();
        assert!(
            ptr::eq(thread.wrapping_byte_add(MUTATOR).cast(), requester),
            "the requester is the current thread"
        );
        // SAFETY: the current thread's struct; the caller lends its mutator for the call and, like every caller of something
        // that may collect, holds no other reference to the thread.
        let thread = unsafe { &mut *thread };
        if thread.parts.critical_sections > 0 {
            return true;
        }
        let ran = safepoint::stop_the_world_once(thread, "Collect", |_world| {
            let may_move = critical::may_move();
            if may_move {
                // Before anything moves: deflation writes marks.
                monitor::deflate_idle();
                operation();
                critical::let_begin();
            }
            may_move
        });
        if ran == Some(false) {
            critical::wait_for_end(thread);
        }
        ran == Some(true)
    }

    fn visit_roots(&self, kind: RootKind, visitor: &mut dyn RootVisitor) {
        match kind {
            RootKind::Threads => registry::for_each(|thread| visit_thread(thread, visitor)),
            RootKind::Global => {
                attach::group_slots()
                    .into_iter()
                    .for_each(|slot| visitor.slot(slot));
                visitor.slot(stack::preallocated_slot());
                (hooks::get().visit_global_roots)(visitor);
            }
        }
    }

    fn for_each_mutator(&self, visit: &mut dyn FnMut(&mut Mutator)) {
        registry::for_each_pointer(|thread| {
            // SAFETY: listed threads live, and the world is stopped (contract of the trait).
            visit(unsafe { &mut (*thread).mutator });
        });
    }

    fn process_weak_tables(&self, full: bool, alive: &mut dyn FnMut(usize) -> Option<usize>) {
        monitor::process_weak(alive);
        (hooks::get().process_weak_tables)(full, alive);
    }

    fn unloads_classes(&self) -> bool {
        flags::get().flags.ClassUnloading
    }

    fn unload(&self, dead: &[&'static ClassLoaderData]) {
        (hooks::get().unload)(dead);
    }

    fn collects(&self, begins: bool) {
        watch::collects(begins);
    }

    fn notify_pending_references(&self) {
        pending::notify();
    }
}
