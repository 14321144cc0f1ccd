//! Time, memory figures, processors, garbage collection on demand, and the end of the process.

use std::time::{SystemTime, UNIX_EPOCH};

use threads::JavaThread;

use crate::entry::{jvm, jvm_plain};

/// Nanoseconds of the monotonic clock.
pub(crate) fn nano_time() -> i64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: a valid out pointer; CLOCK_MONOTONIC always exists on Linux.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut now) };
    now.tv_sec * 1_000_000_000 + now.tv_nsec
}

/// Seconds and nanoseconds since 1970.
fn wall_clock() -> (i64, i64) {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(elapsed) => (elapsed.as_secs() as i64, i64::from(elapsed.subsec_nanos())),
        Err(before) => (-(before.duration().as_secs() as i64), 0),
    }
}

/// Milliseconds since 1970.
pub(crate) fn current_time_millis() -> i64 {
    let (seconds, nanos) = wall_clock();
    seconds * 1000 + nanos / 1_000_000
}

/// `VM.getNanoTimeAdjustment`: nanoseconds from `offset` seconds since 1970 to now, -1 if too far away for a useful answer.
pub(crate) fn nano_time_adjustment(offset: i64) -> i64 {
    const MAX_DISTANCE_SECONDS: i64 = 0x1_0000_0000;
    let (seconds, nanos) = wall_clock();
    match seconds.checked_sub(offset) {
        Some(distance) if distance.abs() < MAX_DISTANCE_SECONDS => distance * 1_000_000_000 + nanos,
        _ => -1,
    }
}

/// Processors Java may use: `-XX:ActiveProcessorCount`, else the affinity mask and the cgroup's quota.
pub(crate) fn active_processors() -> i32 {
    let wanted = flags::get().flags.ActiveProcessorCount;
    if wanted > 0 {
        return wanted as i32;
    }
    let available = affinity_count();
    let quota = if flags::get().flags.UseContainerSupport {
        cgroup_quota()
    } else {
        None
    };
    quota.map_or(available, |quota| quota.min(available)).max(1)
}

fn affinity_count() -> i32 {
    // SAFETY: a zeroed set is valid; the size is that of the set.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut set) == 0 {
            return libc::CPU_COUNT(&set);
        }
        libc::sysconf(libc::_SC_NPROCESSORS_ONLN) as i32
    }
}

/// Processors that the control group grants, rounded up: version 2's `cpu.max`, else version 1's quota and period.
fn cgroup_quota() -> Option<i32> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    for line in groups.lines() {
        let mut fields = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (fields.next(), fields.next()) else {
            continue;
        };
        if controllers.is_empty() {
            for folder in [format!("/sys/fs/cgroup{path}"), "/sys/fs/cgroup".to_owned()] {
                if let Ok(text) = std::fs::read_to_string(format!("{folder}/cpu.max")) {
                    let mut words = text.split_whitespace();
                    return rounded_up(words.next()?, words.next()?);
                }
            }
        } else if controllers.split(',').any(|controller| controller == "cpu") {
            for folder in [
                format!("/sys/fs/cgroup/cpu{path}"),
                "/sys/fs/cgroup/cpu".to_owned(),
            ] {
                let quota = std::fs::read_to_string(format!("{folder}/cpu.cfs_quota_us"));
                let period = std::fs::read_to_string(format!("{folder}/cpu.cfs_period_us"));
                if let (Ok(quota), Ok(period)) = (quota, period) {
                    return rounded_up(quota.trim(), period.trim());
                }
            }
        }
    }
    None
}

/// `None` for "max" and -1: no quota.
fn rounded_up(quota: &str, period: &str) -> Option<i32> {
    let (quota, period): (i64, i64) = (quota.parse().ok()?, period.parse().ok()?);
    (quota > 0 && period > 0).then(|| ((quota + period - 1) / period) as i32)
}

/// Ends the process with `status`, as `System.exit` does after its hooks: other threads stop at their next return to the VM.
pub(crate) fn exit_process(thread: Option<&mut JavaThread>, status: i32) -> ! {
    if let Some(thread) = thread {
        jni::hooks::vm_death(thread);
        threads::registry::freeze_others(thread);
        crate::vm::before_exit();
        thread.enter_native();
    }
    if let Some(hook) = jni::invocation::exit_hook() {
        // SAFETY: the embedder's function; it may return, then the process ends below.
        unsafe { hook(status) };
    }
    // SAFETY: runs exit handlers; the calling thread holds no lock of the VM.
    unsafe { libc::exit(status) }
}

/// The calling thread, for functions that get no environment. `None`: not attached.
///
/// # Safety
/// The thread is in_native, and nobody else holds its `&mut`.
pub(crate) unsafe fn current<'a>() -> Option<&'a mut JavaThread> {
    // SAFETY: the caller's promise.
    unsafe { JavaThread::current().as_mut() }
}

jvm! {
    fn JVM_CurrentTimeMillis(_t, _class: *mut u8) -> i64 {
        Ok(current_time_millis())
    }
    fn JVM_NanoTime(_t, _class: *mut u8) -> i64 {
        Ok(nano_time())
    }
    fn JVM_GetNanoTimeAdjustment(_t, _class: *mut u8, offset: i64) -> i64 {
        Ok(nano_time_adjustment(offset))
    }
}

jvm_plain! {
    fn JVM_ActiveProcessorCount() -> i32 {
        active_processors()
    }
    fn JVM_BeforeHalt() {}
    fn JVM_Halt(status: i32) {
        // SAFETY: called from native code of a Java thread.
        let mut thread = unsafe { current() };
        if let Some(thread) = &mut thread {
            thread.leave_native();
        }
        exit_process(thread, status)
    }
    fn JVM_GC() {
        // SAFETY: called from native code of a Java thread.
        if let Some(thread) = unsafe { current() } {
            thread.leave_native();
            crate::vm::collect(thread);
            thread.enter_native();
        }
    }
    fn JVM_TotalMemory() -> i64 {
        crate::vm::heap_figures().committed as i64
    }
    fn JVM_FreeMemory() -> i64 {
        let figures = crate::vm::heap_figures();
        figures.committed.saturating_sub(figures.used) as i64
    }
    fn JVM_MaxMemory() -> i64 {
        crate::vm::heap_figures().max as i64
    }
    /// Asked by the distributed collector of RMI: milliseconds since the last full collection. Says "long ago", so that it asks for
    /// one at its own interval.
    fn JVM_MaxObjectInspectionAge() -> i64 {
        i64::MAX
    }
    fn JVM_IsSupportedJNIVersion(version: i32) -> u8 {
        u8::from(jni::invocation::is_supported_version(version))
    }
    fn JVM_IsUseContainerSupport() -> u8 {
        u8::from(flags::get().flags.UseContainerSupport)
    }
    fn JVM_SupportsCX8() -> u8 {
        1
    }
    fn JVM_IsStaticallyLinked() -> u8 {
        0
    }
    fn JVM_IsForeignLinkerSupported() -> u8 {
        0
    }
    fn JVM_IsPreviewEnabled() -> u8 {
        u8::from(flags::get().enable_preview)
    }
    fn JVM_IsContainerized() -> u8 {
        u8::from(flags::get().flags.UseContainerSupport && cgroup_quota().is_some())
    }
    fn JVM_PrintWarningAtDynamicAgentLoad() -> u8 {
        1
    }
    /// Nothing to change: separators are `/` already.
    fn JVM_NativePath(path: *mut libc::c_char) -> *mut libc::c_char {
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quota_is_rounded_up() {
        assert_eq!(rounded_up("150000", "100000"), Some(2));
        assert_eq!(rounded_up("max", "100000"), None);
        assert_eq!(rounded_up("-1", "100000"), None);
    }

    #[test]
    fn adjustment_is_the_distance() {
        let seconds = current_time_millis() / 1000;
        let nanos = nano_time_adjustment(seconds);
        assert!((-1_000_000_000..2_000_000_000).contains(&nanos));
        assert_eq!(nano_time_adjustment(seconds - (1 << 33)), -1);
        assert_eq!(nano_time_adjustment(i64::MIN), -1);
    }
}
