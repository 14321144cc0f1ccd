//! The lines that `-Xlog:gc*` shows of a pause, in the shape of HotSpot's serial collector.

use std::fmt::{self, Write};
use std::time::{Duration, Instant};

use flags::log;
use flags::log::{Level, Tag};

use crate::collect::Cause;
use crate::heap::{Heap, heap};
use crate::space::Space;

const MB: usize = 1 << 20;

/// The lines of a new heap.
pub(crate) fn log_start(heap: &Heap) {
    let config = &heap.config;
    log!(gc; Info, "Using {}", config.collector.name());
    log!(gc, init; Info, "Heap Min Capacity: {}M", (config.min_old + config.initial_young) / MB);
    log!(gc, init; Info, "Heap Initial Capacity: {}M", (config.initial_old + config.initial_young) / MB);
    log!(gc, init; Info, "Heap Max Capacity: {}M", (config.max_old + config.max_young) / MB);
    log!(gc, init; Info, "Pre-touch: {}", if config.pre_touch { "Enabled" } else { "Disabled" });
}

/// The lines `-Xlog:gc+heap+exit` shows when the VM ends.
pub fn log_exit() {
    if flags::log::enabled(&[Tag::gc, Tag::heap, Tag::exit], Level::Info) {
        log!(gc, heap, exit; Info, "Heap");
        for line in layout().lines() {
            log!(gc, heap, exit; Info, "{line}");
        }
    }
}

/// What [`write_layout`] writes.
pub fn layout() -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_layout(&mut text);
    text
}

/// The generations and spaces of the heap, a line each: bytes used, capacities, and addresses of the start, of the end of what is used
/// or committed, and of the end. No lock, no safepoint, no allocation: the numbers are of about now.
///
/// # Errors
/// Those of `out`.
pub fn write_layout(out: &mut dyn Write) -> fmt::Result {
    let heap = heap();
    let occupancy = Occupancy::of(heap);
    let young_end = heap.young_start + heap.config.max_young;
    let young = [heap.young_start, heap.young_committed_end(), young_end];
    write_generation(out, "def new", occupancy.young(), young)?;
    write_space(out, "eden space", &heap.eden)?;
    write_space(out, "from space", heap.occupied_survivor())?;
    write_space(out, "to   space", heap.empty_survivor())?;
    let old = [heap.old.start(), heap.old.end(), heap.old_limit()];
    write_generation(out, "tenured", occupancy.old, old)?;
    write_space(out, " the space", &heap.old)
}

fn write_generation(
    out: &mut dyn Write,
    name: &str,
    (used, capacity): (usize, usize),
    [start, committed, end]: [usize; 3],
) -> fmt::Result {
    let (total, used) = (capacity >> 10, used >> 10);
    let bounds = format_args!("[{start:#018x}, {committed:#018x}, {end:#018x})");
    writeln!(
        out,
        " {name} generation   total {total}K, used {used}K {bounds}"
    )
}

fn write_space(out: &mut dyn Write, name: &str, space: &Space) -> fmt::Result {
    let percent = space.used() * 100 / space.capacity().max(1);
    let (start, top, end) = (space.start(), space.top(), space.end());
    let capacity = space.capacity() >> 10;
    let bounds = format_args!("[{start:#018x}, {top:#018x}, {end:#018x})");
    writeln!(out, "  {name} {capacity}K, {percent:3}% used {bounds}")
}

/// One pause being logged.
pub(crate) struct PauseLog {
    number: u64,
    name: &'static str,
    cause: Cause,
    start: Instant,
    cpu: (Duration, Duration),
    before: Occupancy,
    phase: Option<(u32, &'static str, Instant)>,
}

/// Bytes used and capacities at one moment.
#[derive(Clone, Copy)]
struct Occupancy {
    eden: (usize, usize),
    from: (usize, usize),
    old: (usize, usize),
}

impl Occupancy {
    fn of(heap: &Heap) -> Occupancy {
        let from = heap.occupied_survivor();
        Occupancy {
            eden: (heap.eden.used(), heap.eden.capacity()),
            from: (from.used(), from.capacity()),
            old: (heap.old_used(), heap.old.capacity()),
        }
    }

    fn young(&self) -> (usize, usize) {
        (self.eden.0 + self.from.0, self.eden.1 + self.from.1)
    }

    fn total(&self) -> (usize, usize) {
        (self.young().0 + self.old.0, self.young().1 + self.old.1)
    }
}

/// "4096K(8192K)->12K(8192K)": used and capacity, before and after.
fn change(before: (usize, usize), after: (usize, usize)) -> String {
    let k = |bytes: usize| bytes >> 10;
    format!(
        "{}K({}K)->{}K({}K)",
        k(before.0),
        k(before.1),
        k(after.0),
        k(after.1)
    )
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// User and system time of this process.
fn cpu_times() -> (Duration, Duration) {
    // SAFETY: getrusage fills the zeroed struct it is given.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    let time = |t: libc::timeval| Duration::new(t.tv_sec as u64, t.tv_usec as u32 * 1000);
    (time(usage.ru_utime), time(usage.ru_stime))
}

impl PauseLog {
    pub(crate) fn start(heap: &Heap, number: u64, full: bool, cause: Cause) -> PauseLog {
        let name = if full { "Full" } else { "Young" };
        log!(gc, start; Info, "GC({number}) Pause {name} ({})", cause.text());
        PauseLog {
            number,
            name,
            cause,
            start: Instant::now(),
            cpu: cpu_times(),
            before: Occupancy::of(heap),
            phase: None,
        }
    }

    /// Begins a phase (and ends the one before).
    pub(crate) fn phase(&mut self, index: u32, name: &'static str) {
        self.end_phase();
        log!(gc, phases, start; Info, "GC({}) Phase {index}: {name}", self.number);
        self.phase = Some((index, name, Instant::now()));
    }

    fn end_phase(&mut self) {
        if let Some((index, name, start)) = self.phase.take() {
            let time = milliseconds(start.elapsed());
            log!(gc, phases; Info, "GC({}) Phase {index}: {name} {time:.3}ms", self.number);
        }
    }

    pub(crate) fn end(&mut self, heap: &Heap) {
        self.end_phase();
        let (number, before, after) = (self.number, self.before, Occupancy::of(heap));
        log!(gc, heap; Info, "GC({number}) DefNew: {} Eden: {} From: {}", change(before.young(), after.young()),
            change(before.eden, after.eden), change(before.from, after.from));
        log!(gc, heap; Info, "GC({number}) Tenured: {}", change(before.old, after.old));
        let (used, total) = (before.total().0 / MB, after.total());
        log!(gc; Info, "GC({number}) Pause {} ({}) {used}M->{}M({}M) {:.3}ms", self.name, self.cause.text(), total.0 / MB,
            total.1 / MB, milliseconds(self.start.elapsed()));
        let (user, system) = cpu_times();
        log!(gc, cpu; Info, "GC({number}) User={:.2}s Sys={:.2}s Real={:.2}s",
            user.saturating_sub(self.cpu.0).as_secs_f64(), system.saturating_sub(self.cpu.1).as_secs_f64(),
            self.start.elapsed().as_secs_f64());
    }
}
