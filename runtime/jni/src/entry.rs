//! Every way into the VM from native code: finding the thread, the state change, the handle scope, the result.
//!
//! What it is: the prologue and epilogue that all JNI functions (`wrappers.rs`) and all `JVM_*` functions (`natives`)
//! share. What it is not: any function's body.
//!
//! Invariants (CONTRACTS 3): a body runs in_vm with `&mut JavaThread`; handles made in it are dead when it returns, but
//! for the one it returns, which becomes a local reference of the caller's frame; what it throws stays pending on the
//! thread and the C caller gets zero. Read next: `refs.rs`, `wrappers.rs`.

use heap::{Handle, HandleMark};
use threads::{JavaResult, JavaThread};

use crate::types::{JNIEnv, Zero, jobject};

/// The thread that an environment belongs to.
///
/// # Safety
/// `env` is the environment of the current thread, as the VM gave it out.
#[inline]
pub unsafe fn thread_of<'a>(env: *mut JNIEnv) -> &'a mut JavaThread {
    // SAFETY: the caller's promise; only the thread itself uses its `JavaThread` mutably.
    unsafe { &mut *JavaThread::from_env(env.cast()) }
}

/// The environment of a thread. Its first word is `JNI_TABLE`'s address from the thread's creation on
/// (`invocation::begin_create` sets it).
#[inline]
pub fn env_of(thread: &mut JavaThread) -> *mut JNIEnv {
    thread.env().cast()
}

/// Runs `body` in state in_vm and gives C its answer.
///
/// May block at entry (safepoint). `body` may answer a C value, `Option<Handle>` (which becomes a local reference), or
/// either of them in a `JavaResult`.
///
/// # Safety
/// `env` is the current thread's; the thread is in_native.
#[inline]
pub unsafe fn vm_entry<R: Zero, A: Reply<R>>(
    env: *mut JNIEnv,
    body: impl FnOnce(&mut JavaThread) -> A,
) -> R {
    // SAFETY: the caller's promise.
    let thread = unsafe { thread_of(env) };
    thread.leave_native();
    let mark = thread.mutator.handles.mark();
    let reply = body(thread);
    let result = reply.finish(thread, mark);
    thread.enter_native();
    result
}

/// As [`vm_entry`], but does nothing and answers zero when an exception is pending already.
///
/// # Safety
/// As [`vm_entry`].
#[inline]
pub unsafe fn java_entry<R: Zero, A: Reply<R>>(
    env: *mut JNIEnv,
    body: impl FnOnce(&mut JavaThread) -> A,
) -> R {
    // SAFETY: the caller's promise.
    let thread = unsafe { thread_of(env) };
    if !thread.pending.is_null() {
        return R::ZERO;
    }
    // SAFETY: the caller's promise.
    unsafe { vm_entry(env, body) }
}

/// What a body may answer to a C function returning `R`.
pub trait Reply<R> {
    /// Ends the handle scope that began at `mark` and turns the answer into C's.
    fn finish(self, thread: &mut JavaThread, mark: HandleMark) -> R;
}

impl<R: Zero> Reply<R> for R {
    #[inline]
    fn finish(self, thread: &mut JavaThread, mark: HandleMark) -> R {
        thread.mutator.handles.release(mark);
        self
    }
}

/// An answer of a body that has arranged the handle scopes itself (`PopLocalFrame`).
pub struct Kept<R>(pub R);

impl<R: Zero> Reply<R> for Kept<R> {
    #[inline]
    fn finish(self, _thread: &mut JavaThread, _mark: HandleMark) -> R {
        self.0
    }
}

impl Reply<jobject> for Option<Handle> {
    #[inline]
    fn finish(self, thread: &mut JavaThread, mark: HandleMark) -> jobject {
        // The raw reference crosses nothing that collects: releasing and pushing handles does not.
        let oop = self.map(|handle| thread.oop(handle));
        thread.mutator.handles.release(mark);
        oop.map_or(std::ptr::null_mut(), |oop| {
            thread.mutator.handles.push_local(oop).slot().cast()
        })
    }
}

impl Reply<jobject> for Handle {
    #[inline]
    fn finish(self, thread: &mut JavaThread, mark: HandleMark) -> jobject {
        Some(self).finish(thread, mark)
    }
}

impl<R: Zero, A: Reply<R>> Reply<R> for JavaResult<A> {
    #[inline]
    fn finish(self, thread: &mut JavaThread, mark: HandleMark) -> R {
        match self {
            Ok(answer) => answer.finish(thread, mark),
            Err(_) => {
                thread.mutator.handles.release(mark);
                R::ZERO
            }
        }
    }
}
