//! `OutOfMemoryError`: preallocated at boot, because when one is needed nothing can be allocated.
//!
//! Two errors have arrays for a backtrace of their own and are used once each, whatever the text (that is how many `java` shows a
//! trace of); after them one shared object per text, without a trace, is thrown. Read next: `heap::mutator`.

use std::sync::{Mutex, OnceLock};

use heap::oop::SlotExt;
use heap::{AllocationError, Handle};
use metadata::{ClassLoaderData, OopSlot, well_known as wk};
use threads::{JavaResult, JavaThread, Thrown};

use super::{backtrace, shortage};
use crate::strings;

/// Errors with room for a backtrace.
const WITH_TRACE: usize = 2;
/// Frames that fit such a backtrace.
const TRACE_DEPTH: usize = 64;

macro_rules! texts {
    ($($name:ident $text:literal;)*) => {
        /// Why there is no memory.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(usize)]
        pub enum Shortage { $($name),* }

        const TEXTS: &[&str] = &[$($text),*];
    };
}

texts! {
    Heap "Java heap space";
    ArraySize "Requested array size exceeds VM limit";
    OverheadLimit "GC overhead limit exceeded";
    Metaspace "Metaspace";
    ClassSpace "Compressed class space";
}

struct Preallocated {
    shared: Vec<&'static OopSlot>,
    with_trace: Mutex<Vec<&'static OopSlot>>,
}

static PREALLOCATED: OnceLock<Preallocated> = OnceLock::new();

/// Creates the preallocated errors. At boot, when the well-known classes are loaded; runs no Java.
///
/// # Errors
/// The heap is too small for them.
pub fn prepare(t: &mut JavaThread) -> JavaResult<()> {
    let keep =
        |t: &JavaThread, error: Handle| ClassLoaderData::boot().new_slot(t.oop(error).address());
    let klass = wk::OUT_OF_MEMORY_ERROR.get();
    let mut shared = Vec::new();
    for text in TEXTS {
        let text = strings::new(t, text)?;
        let error = t.new_instance(klass)?;
        super::set_up(t, error, Some(text));
        shared.push(keep(t, error));
    }
    let mut with_trace = Vec::new();
    for _ in 0..WITH_TRACE {
        let error = t.new_instance(klass)?;
        let trace = backtrace::allocate(t, TRACE_DEPTH, TRACE_DEPTH)?;
        t.oop(error)
            .put_ref(wk::THROWABLE_BACKTRACE.offset(), Some(t.oop(trace)));
        with_trace.push(keep(t, error));
    }
    let _ = PREALLOCATED.set(Preallocated {
        shared,
        with_trace: Mutex::new(with_trace),
    });
    Ok(())
}

/// Throws the `OutOfMemoryError` for a failed allocation. Allocates nothing if the heap is full.
pub fn throw_out_of_memory(t: &mut JavaThread, error: AllocationError) -> Thrown {
    match error {
        AllocationError::HeapFull => throw(t, Shortage::Heap),
        AllocationError::ArrayTooLarge => throw(t, Shortage::ArraySize),
        AllocationError::OverheadLimit => throw(t, Shortage::OverheadLimit),
    }
}

/// `OutOfMemoryError: Metaspace`.
pub fn throw_metaspace(t: &mut JavaThread) -> Thrown {
    throw(t, Shortage::Metaspace)
}

fn throw(t: &mut JavaThread, reason: Shortage) -> Thrown {
    let text = TEXTS[reason as usize];
    shortage::report(t, text);
    let Some(preallocated) = PREALLOCATED.get() else {
        flags::errln!(
            "Error occurred during initialization of VM\njava.lang.OutOfMemoryError: {text}"
        );
        std::process::exit(1);
    };
    let error_in = |t: &JavaThread, slot: &'static OopSlot| {
        slot.oop(t.no_safepoint())
            .map(|error| t.handle(error))
            .expect("a preallocated error")
    };
    let shared = error_in(t, preallocated.shared[reason as usize]);
    let with_trace = preallocated
        .with_trace
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .pop();
    let Some(slot) = with_trace else {
        return t.throw(shared);
    };
    let error = error_in(t, slot);
    ClassLoaderData::boot().release_slot(slot);
    fill_in(t, error, shared);
    t.throw(error)
}

/// Writes the current stack into the arrays the error brought along, and takes the message of `shared`.
fn fill_in(t: &JavaThread, error: Handle, shared: Handle) {
    let object = t.oop(error);
    let captured = backtrace::capture(t, object.klass(), TRACE_DEPTH.min(backtrace::depth_limit()));
    // The library was not initialised when the error was made.
    let message = t
        .oop(shared)
        .get_ref(wk::THROWABLE_MESSAGE.offset())
        .map(|text| t.handle(text));
    super::set_up(t, error, message);
    if let Some(trace) = object.get_ref(wk::THROWABLE_BACKTRACE.offset()) {
        backtrace::write(t, object, trace, &captured);
    }
}
