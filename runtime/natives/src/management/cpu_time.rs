//! Processor time of threads.

/// Processor time of a kernel thread, ns; -1 if it is gone. `user_only`: without time in the kernel, which Linux tells in ticks.
pub fn of(os_id: u32, user_only: bool) -> i64 {
    let stat = std::fs::read_to_string(format!("/proc/self/task/{os_id}/stat")).unwrap_or_default();
    let mut fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(11);
    let mut next = || fields.next().and_then(|text| text.parse::<i64>().ok());
    let (Some(user), Some(system)) = (next(), next()) else {
        return -1;
    };
    // SAFETY: sysconf has no preconditions.
    let per_second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
    let ticks = if user_only { user } else { user + system };
    ticks * (1_000_000_000 / per_second)
}

/// Processor time of the calling thread, ns.
pub fn of_current() -> i64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: a valid out pointer.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut now) };
    now.tv_sec * 1_000_000_000 + now.tv_nsec
}
