//! Java exceptions in Rust: the pending exception is a slot of the thread, and `Err(Thrown)` says it is set.
//!
//! `Thrown` can only be made by storing an exception, so `?` cannot lose one. Whoever handles an error takes it with
//! [`JavaThread::take_pending`].

use heap::Handle;
use heap::oop::SlotExt;

use crate::hooks;
use crate::thread::JavaThread;

/// Proof that an exception is pending on the current thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use]
pub struct Thrown(());

/// Result of anything that may throw.
pub type JavaResult<T> = Result<T, Thrown>;

impl JavaThread {
    /// Makes `throwable` the pending exception.
    pub fn throw(&mut self, throwable: Handle) -> Thrown {
        self.pending.set(Some(throwable.oop(self.no_safepoint())));
        Thrown(())
    }

    /// Creates an exception of the boot class `class_name` (internal form) with `message` and makes it pending. Runs Java
    /// (constructor, class initialisation); if that throws, the other exception is pending instead.
    pub fn throw_new(&mut self, class_name: &str, message: &str) -> Thrown {
        (hooks::get().throw_new)(self, class_name, Some(message))
    }

    /// As [`JavaThread::throw_new`] without a message.
    pub fn throw_empty(&mut self, class_name: &str) -> Thrown {
        (hooks::get().throw_new)(self, class_name, None)
    }

    /// Turns a failed allocation into the pending `OutOfMemoryError`. Does not allocate Java objects if the heap is full.
    pub fn throw_out_of_memory(&mut self, error: heap::AllocationError) -> Thrown {
        (hooks::get().throw_out_of_memory)(self, error)
    }

    /// The pending exception as proof, if there is one: what code does after calling C.
    pub fn check_pending(&self) -> JavaResult<()> {
        if self.pending.is_null() {
            Ok(())
        } else {
            Err(Thrown(()))
        }
    }

    /// Takes the pending exception off the thread.
    pub fn take_pending(&mut self) -> Option<Handle> {
        let handle = self
            .pending
            .oop(self.no_safepoint())
            .map(|oop| self.handle(oop));
        self.pending.store(0);
        handle
    }

    /// The pending exception without clearing it.
    pub fn pending_exception(&self) -> Option<Handle> {
        self.pending
            .oop(self.no_safepoint())
            .map(|oop| self.handle(oop))
    }
}
