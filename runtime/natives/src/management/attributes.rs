//! Numbers and switches of the management interface, by attribute code.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use heap::Handle;
use linker::arrays;
use metadata::ClassLoaderData;
use metadata::well_known as wk;
use threads::{JavaThread, registry};

use crate::entry::slots;

/// Codes of numbers, as libmanagement passes them.
mod long {
    pub(super) const CLASS_LOADED_COUNT: i32 = 1;
    pub(super) const CLASS_UNLOADED_COUNT: i32 = 2;
    pub(super) const THREAD_TOTAL_COUNT: i32 = 3;
    pub(super) const THREAD_LIVE_COUNT: i32 = 4;
    pub(super) const THREAD_PEAK_COUNT: i32 = 5;
    pub(super) const THREAD_DAEMON_COUNT: i32 = 6;
    pub(super) const INIT_DONE_TIME_MS: i32 = 7;
    pub(super) const COMPILE_TIME_MS: i32 = 8;
    pub(super) const GC_TIME_MS: i32 = 9;
    pub(super) const GC_COUNT: i32 = 10;
    pub(super) const UPTIME_MS: i32 = 11;
    pub(super) const VM_GLOBAL_COUNT: i32 = 104;
    pub(super) const SAFEPOINT_COUNT: i32 = 105;
    pub(super) const OS_PROCESS_ID: i32 = 201;
    pub(super) const OS_PHYSICAL_BYTES: i32 = 202;
    pub(super) const GC_EXT_ATTRIBUTE_COUNT: i32 = 401;
}

/// The first code of a switch. In order: verbose collections, verbose class loading, contention monitoring, processor time of
/// threads, allocated bytes of threads.
const FIRST_SWITCH: i32 = 21;

/// Bits of the optional support word, in the order of its C bit field.
mod support {
    pub(super) const CONTENTION_MONITORING: u32 = 1 << 2;
    pub(super) const CURRENT_THREAD_CPU_TIME: u32 = 1 << 3;
    pub(super) const OTHER_THREAD_CPU_TIME: u32 = 1 << 4;
    pub(super) const OBJECT_MONITOR_USAGE: u32 = 1 << 5;
    pub(super) const SYNCHRONIZER_USAGE: u32 = 1 << 6;
    pub(super) const THREAD_ALLOCATED_MEMORY: u32 = 1 << 7;
}

/// Switches that Java may change. But for contention monitoring, what they ask for is done whether they are on or not, or not at all.
fn switch(code: i32) -> Option<&'static AtomicBool> {
    static OFF: [AtomicBool; 2] = [const { AtomicBool::new(false) }; 2];
    static ON: [AtomicBool; 2] = [const { AtomicBool::new(true) }; 2];
    match code - FIRST_SWITCH {
        at @ 0..=1 => Some(&OFF[at as usize]),
        2 => Some(&threads::status::CONTENTION_MONITORING),
        at @ 3..=4 => Some(&ON[at as usize - 3]),
        _ => None,
    }
}

/// The moment from which the figures below count: that of the first question.
struct Start {
    moment: Instant,
    /// How long the process had run then.
    age_millis: i64,
    /// When the process began, since 1970.
    began_millis: i64,
}

fn start() -> &'static Start {
    static START: OnceLock<Start> = OnceLock::new();
    START.get_or_init(|| {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_millis() as i64);
        let age_millis = process_age_millis();
        Start {
            moment: Instant::now(),
            age_millis,
            began_millis: now - age_millis,
        }
    })
}

/// Runs as `System.nanoTime` does (the kernel tells a process's age in ticks).
fn uptime_millis() -> i64 {
    let start = start();
    start.age_millis + start.moment.elapsed().as_millis() as i64
}

/// Milliseconds since the process began, from the kernel; 0 if it does not tell.
fn process_age_millis() -> i64 {
    let read = || -> Option<i64> {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        // Field 22 counts from the process id; the command in field 2 may hold blanks, so count from behind it.
        let ticks: i64 = stat
            .rsplit(')')
            .next()?
            .split_whitespace()
            .nth(19)?
            .parse()
            .ok()?;
        let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
        let seconds: f64 = uptime.split_whitespace().next()?.parse().ok()?;
        // SAFETY: sysconf has no preconditions.
        let per_second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
        Some((seconds * 1000.0) as i64 - ticks * 1000 / per_second)
    };
    read().unwrap_or(0).max(0)
}

fn class_count() -> i64 {
    let mut count = 0;
    ClassLoaderData::for_each(|data| {
        count += data
            .klasses()
            .iter()
            .filter(|klass| klass.is_published())
            .count()
    });
    count as i64
}

fn physical_bytes() -> i64 {
    // SAFETY: sysconf has no preconditions.
    unsafe { libc::sysconf(libc::_SC_PHYS_PAGES) * libc::sysconf(libc::_SC_PAGESIZE) }
}

/// The value of an attribute, -1 for one that is not known. `collector`: which of the two, by its name.
fn value(thread: &mut JavaThread, code: i32, collector: Option<super::memory::Collector>) -> i64 {
    use super::memory::Collector;
    let statistics = heap::statistics();
    match code {
        // Java takes the unloaded ones off.
        long::CLASS_LOADED_COUNT => class_count() + ClassLoaderData::unloaded_classes() as i64,
        long::CLASS_UNLOADED_COUNT => ClassLoaderData::unloaded_classes() as i64,
        long::COMPILE_TIME_MS => 0,
        long::THREAD_TOTAL_COUNT => registry::counts(thread).started as i64,
        long::THREAD_PEAK_COUNT => registry::counts(thread).peak as i64,
        long::THREAD_LIVE_COUNT => registry::counts(thread).live as i64,
        long::THREAD_DAEMON_COUNT => registry::counts(thread).daemons as i64,
        long::INIT_DONE_TIME_MS => start().began_millis,
        long::UPTIME_MS => uptime_millis(),
        long::GC_COUNT => match collector {
            Some(Collector::Young) => statistics.young as i64,
            Some(Collector::Full) => statistics.full as i64,
            None => (statistics.young + statistics.full) as i64,
        },
        long::GC_TIME_MS => match collector {
            Some(Collector::Young) => statistics.young_ns as i64 / 1_000_000,
            Some(Collector::Full) => statistics.full_ns as i64 / 1_000_000,
            None => (statistics.young_ns + statistics.full_ns) as i64 / 1_000_000,
        },
        long::VM_GLOBAL_COUNT => flags::rows().count() as i64,
        long::SAFEPOINT_COUNT => threads::safepoint::count() as i64,
        long::OS_PROCESS_ID => i64::from(std::process::id()),
        long::OS_PHYSICAL_BYTES => physical_bytes(),
        long::GC_EXT_ATTRIBUTE_COUNT => 1,
        _ => -1,
    }
}

slots! {
    fn GetVersion(_t) -> i32 {
        Ok(super::VERSION_3)
    }
    fn GetOptionalSupport(_t, out: *mut u32) -> i32 {
        let bits = support::CONTENTION_MONITORING
            | support::CURRENT_THREAD_CPU_TIME
            | support::OTHER_THREAD_CPU_TIME
            | support::OBJECT_MONITOR_USAGE
            | support::SYNCHRONIZER_USAGE
            | support::THREAD_ALLOCATED_MEMORY;
        // SAFETY: C passes room for the word.
        unsafe { out.write(bits) };
        Ok(0)
    }
    fn GetLongAttribute(t, manager: Option<Handle>, code: i32) -> i64 {
        let collector = manager.and_then(|manager| super::memory::collector_of(t, manager));
        Ok(value(t, code, collector))
    }
    /// Answers how many were known.
    fn GetLongAttributes(t, manager: Option<Handle>, codes: *const i32, count: i32, out: *mut i64) -> i32 {
        let collector = manager.and_then(|manager| super::memory::collector_of(t, manager));
        let mut known = 0;
        for index in 0..usize::try_from(count).unwrap_or(0) {
            // SAFETY: C passes `count` codes and room for as many values.
            unsafe {
                let value = value(t, *codes.add(index), collector);
                out.add(index).write(value);
                known += i32::from(value != -1);
            }
        }
        Ok(known)
    }
    fn GetBoolAttribute(_t, code: i32) -> bool {
        Ok(switch(code).is_some_and(|switch| switch.load(Ordering::Relaxed)))
    }
    /// Answers the old value.
    fn SetBoolAttribute(_t, code: i32, on: bool) -> bool {
        Ok(switch(code).is_some_and(|switch| switch.swap(on, Ordering::Relaxed)))
    }
    /// Only the peak of threads is kept, so there is nothing else to reset. True: done.
    fn ResetStatistic(t, _object: i64, kind: i32) -> bool {
        const PEAK_THREAD_COUNT: i32 = 801;
        if kind == PEAK_THREAD_COUNT {
            registry::reset_peak(t);
        }
        Ok(true)
    }
    /// No notifications are sent.
    fn SetGCNotificationEnabled(_t, _manager: Option<Handle>, _on: bool) {
        Ok(())
    }
    fn SetDiagnosticFrameworkNotificationEnabled(_t, _on: bool) {
        Ok(())
    }
    /// There are no diagnostic commands.
    fn GetDiagnosticCommands(t) -> Handle {
        arrays::new_object_array(t, wk::STRING.get(), 0)
    }
}
