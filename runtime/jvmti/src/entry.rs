//! Every way from an agent's function call to a body: environment, phase, thread, capability, arguments, and back.
//!
//! Invariants: a body of kind `vm` runs in_vm; handles made in it are dead when it returns, but for those of its [`Answer`], which become
//! local references; an exception that is pending when an agent calls is pending again when the function returns, and none else is.

use heap::oop::SlotExt;
use heap::{Handle, HandleMark};
use jni::types::{jint, jobject};
use threads::JavaThread;

use crate::capabilities::Capability;
use crate::environment::Environment;
use crate::error::{self, Error};
use crate::phase::{self, Phase, Phases};

/// What a body gives beyond what it has written itself: references, and where they go.
#[derive(Default)]
pub(crate) struct Answer(Vec<(*mut jobject, Option<Handle>)>);

impl From<()> for Answer {
    fn from((): ()) -> Answer {
        Answer::default()
    }
}

impl Answer {
    /// One reference. The place is valid for writing.
    pub(crate) fn reference(place: *mut jobject, object: Option<Handle>) -> Answer {
        Answer(vec![(place, object)])
    }

    /// One more.
    pub(crate) fn and(mut self, place: *mut jobject, object: Option<Handle>) -> Answer {
        self.0.push((place, object));
        self
    }

    /// Both.
    pub(crate) fn with(mut self, other: Answer) -> Answer {
        self.0.extend(other.0);
        self
    }

    /// Ends the handle scope that began at `mark`, and writes local references.
    ///
    /// # Safety
    /// The places are valid.
    unsafe fn finish(self, thread: &mut JavaThread, mark: HandleMark) {
        // Nothing from here on collects.
        let object = |object: Option<Handle>| object.map(|object| thread.oop(object).address());
        let rows = self.0.into_iter();
        let rows: Vec<_> = rows.map(|(place, it)| (place, object(it))).collect();
        thread.mutator.handles.release(mark);
        for (place, address) in rows {
            // SAFETY: the object that a handle named just now.
            let oop = unsafe {
                heap::Oop::from_address(address.unwrap_or_default(), thread.no_safepoint())
            };
            let local = oop.map(|oop| thread.mutator.handles.push_local(oop).slot().cast());
            // SAFETY: the caller's promise.
            unsafe { place.write(local.unwrap_or(std::ptr::null_mut())) };
        }
    }
}

fn code(result: Result<(), Error>) -> jint {
    result.err().map_or(error::NONE, |error| error.0)
}

/// The calling thread, if it is one of the VM's.
///
/// # Safety
/// It is in native code, and nobody else borrows it.
pub(crate) unsafe fn current_thread() -> Option<&'static mut JavaThread> {
    // SAFETY: null, or the calling thread's own, which is alive.
    unsafe { JavaThread::current().as_mut() }
}

/// What is asked before a body runs, in HotSpot's order.
///
/// # Safety
/// As [`Environment::of`].
unsafe fn admit(
    environment: *mut Environment,
    phases: Phases,
    capability: Option<Capability>,
    needs_thread: bool,
    check: impl FnOnce() -> Result<(), Error>,
) -> Result<&'static Environment, Error> {
    if !phases.are_now() {
        return Err(Error::WRONG_PHASE);
    }
    if needs_thread && JavaThread::current().is_null() {
        return Err(Error::UNATTACHED_THREAD);
    }
    // SAFETY: the caller's promise.
    let environment = unsafe { Environment::of(environment)? };
    if capability.is_some_and(|capability| !environment.capabilities().has(capability)) {
        return Err(Error::MUST_POSSESS_CAPABILITY);
    }
    check()?;
    Ok(environment)
}

/// Kind `raw`.
///
/// # Safety
/// C promises what the specification asks.
pub(crate) unsafe fn raw(
    environment: *mut Environment,
    phases: Phases,
    capability: Option<Capability>,
    check: impl FnOnce() -> Result<(), Error>,
    body: impl FnOnce(&'static Environment) -> Result<(), Error>,
) -> jint {
    // SAFETY: the caller's promise.
    let admitted = unsafe { admit(environment, phases, capability, false, check) };
    code(admitted.and_then(body))
}

/// Kind `vm`. May block at entry, and does what the body does.
///
/// # Safety
/// C promises what the specification asks.
pub(crate) unsafe fn vm<A: Into<Answer>>(
    environment: *mut Environment,
    phases: Phases,
    capability: Option<Capability>,
    check: impl FnOnce() -> Result<(), Error>,
    body: impl FnOnce(&'static Environment, &mut JavaThread) -> Result<A, Error>,
) -> jint {
    // SAFETY: the caller's promise.
    let admitted = unsafe { admit(environment, phases, capability, true, check) };
    // SAFETY: the caller's promise: it is in native code.
    code(admitted.and_then(|environment| unsafe { inside(|thread| body(environment, thread)) }))
}

/// Runs `body` in_vm on the calling thread.
///
/// # Safety
/// The thread is in_native; the places in the body's answer are valid.
pub(crate) unsafe fn inside<A: Into<Answer>>(
    body: impl FnOnce(&mut JavaThread) -> Result<A, Error>,
) -> Result<(), Error> {
    // SAFETY: the caller's promise.
    let thread = unsafe { current_thread() }.ok_or(Error::UNATTACHED_THREAD)?;
    thread.leave_native();
    let mark = thread.mutator.handles.mark();
    let before = thread.take_pending();
    let result = body(thread);
    thread.pending.store(0);
    if let Some(exception) = before {
        let oop = thread.oop(exception);
        thread.pending.set(Some(oop));
    }
    let result = match result {
        Ok(answer) => {
            // SAFETY: the caller's promise.
            unsafe { answer.into().finish(thread, mark) };
            Ok(())
        }
        Err(error) => {
            thread.mutator.handles.release(mark);
            Err(error)
        }
    };
    thread.enter_native();
    result
}

/// Functions that live threads alone have do not find them before there are any.
pub(crate) fn is_live() -> bool {
    phase::is(Phase::Live)
}
