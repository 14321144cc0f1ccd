//! The last things that the compiler and deoptimisation did, kept where a signal handler may read them: for crash reports, and for who asks
//! what is being compiled.
//!
//! Words only, written without a lock: an event that is read while it is written may be torn, which a report can bear. Methods are kept by
//! address until their class is unloaded ([`forget`]).

use std::fmt;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};

use abi::deopt::DeoptReason;
use metadata::MethodRef;

use crate::policy::Task;

/// Events of a kind that are kept.
const KEPT: usize = 10;
/// In place of a bci: the method from its beginning.
const NO_BCI: u32 = u32::MAX;

/// A method, where in it, and a number: of the compile, or of the reason.
struct Event {
    method: AtomicU32,
    bci: AtomicU32,
    number: AtomicU64,
}

impl Event {
    const fn none() -> Event {
        Event {
            method: AtomicU32::new(0),
            bci: AtomicU32::new(NO_BCI),
            number: AtomicU64::new(0),
        }
    }

    fn set(&self, method: MethodRef, bci: Option<u32>, number: u64) {
        self.number.store(number, Ordering::Relaxed);
        self.bci.store(bci.unwrap_or(NO_BCI), Ordering::Relaxed);
        self.method.store(method.address(), Ordering::Release);
    }

    fn get(&self) -> Option<(MethodRef, Option<u32>, u64)> {
        // SAFETY: the address of a method that is not unloaded, or 0 (module documentation).
        let method = unsafe { MethodRef::from_address(self.method.load(Ordering::Acquire)) }?;
        let bci = Some(self.bci.load(Ordering::Relaxed)).filter(|bci| *bci != NO_BCI);
        Some((method, bci, self.number.load(Ordering::Relaxed)))
    }
}

/// The last events of a kind.
struct Ring {
    events: [Event; KEPT],
    /// How many there have been.
    count: AtomicUsize,
}

impl Ring {
    const fn new() -> Ring {
        Ring {
            events: [const { Event::none() }; KEPT],
            count: AtomicUsize::new(0),
        }
    }

    fn add(&self, method: MethodRef, bci: Option<u32>, number: u64) {
        let at = self.count.fetch_add(1, Ordering::Relaxed);
        self.events[at % KEPT].set(method, bci, number);
    }

    /// Oldest first.
    fn last(&self) -> impl Iterator<Item = &Event> {
        let count = self.count.load(Ordering::Relaxed);
        (count.saturating_sub(KEPT)..count).map(|at| &self.events[at % KEPT])
    }
}

static UNDER_WAY: Event = Event::none();
static COMPILES: Ring = Ring::new();
static DEOPTS: Ring = Ring::new();

/// A compile that is under way while this lives.
pub(crate) struct UnderWay;

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.method.store(0, Ordering::Release);
    }
}

/// A compile begins. Under the lock of `compile`: there is one at a time.
pub(crate) fn compile(task: Task, id: u64) -> UnderWay {
    COMPILES.add(task.method, task.header, id);
    UNDER_WAY.set(task.method, task.header, id);
    UnderWay
}

/// Compiled code was left.
pub(crate) fn deopt(method: MethodRef, bci: u32, reason: DeoptReason) {
    DEOPTS.add(method, Some(bci), reason as u64);
}

/// Forgets events of methods that are not alive. The world is stopped, and nothing is compiled.
pub(crate) fn forget(lives: impl Fn(u32) -> bool) {
    for event in COMPILES.events.iter().chain(&DEOPTS.events) {
        let method = event.method.load(Ordering::Relaxed);
        if method != 0 && !lives(method) {
            event.method.store(0, Ordering::Release);
        }
    }
}

/// The compile under way, with its number. The caller is a thread that unloading waits for.
pub(crate) fn under_way() -> Option<(Task, u64)> {
    let (method, header, id) = UNDER_WAY.get()?;
    Some((Task { method, header }, id))
}

/// Writes what is known, for a crash report: no allocation, no lock.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn fmt::Write) -> fmt::Result {
    let (used, bytes) = crate::cache::figures();
    writeln!(out, "Code cache: used {}K of {}K", used >> 10, bytes >> 10)?;
    match UNDER_WAY.get() {
        Some(event) => {
            write!(out, "Compile under way: ")?;
            write_compile(out, event)?;
        }
        None => writeln!(out, "Compile under way: none")?,
    }
    writeln!(out, "\nLast compiles (number, method, loop header):")?;
    for event in COMPILES.last().filter_map(Event::get) {
        write_compile(out, event)?;
    }
    writeln!(out, "\nLast deoptimisations (reason, method, bci):")?;
    for (method, bci, reason) in DEOPTS.last().filter_map(Event::get) {
        let reason = DeoptReason::ALL.get(reason as usize);
        let reason = reason.map_or("?", |reason| reason.text());
        write!(out, "{reason:>24}  ")?;
        write_name(out, method)?;
        writeln!(out, " @ {}", bci.unwrap_or(0))?;
    }
    Ok(())
}

fn write_compile(
    out: &mut dyn fmt::Write,
    (method, header, id): (MethodRef, Option<u32>, u64),
) -> fmt::Result {
    write!(out, "{id:>5}  ")?;
    write_name(out, method)?;
    match header {
        Some(bci) => writeln!(out, " @ {bci}"),
        None => writeln!(out),
    }
}

/// As it is in the class file: other forms allocate.
fn write_name(out: &mut dyn fmt::Write, method: MethodRef) -> fmt::Result {
    for part in [
        method.klass.name.bytes(),
        b".",
        method.name.bytes(),
        method.descriptor.bytes(),
    ] {
        part.utf8_chunks()
            .try_for_each(|chunk| out.write_str(chunk.valid()))?;
    }
    Ok(())
}
