//! Runs one program to its end and says what it printed and what it cost: CPU time and peak memory as the kernel accounts them
//! (`wait4(2)`), which the standard library does not tell. Children of the program count if the program waited for them.
//!
//! Peak memory is never below that of the process that starts the program, because the kernel passes it on at `execve(2)`: so who
//! measures stays small.

use crate::interrupt;
use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// A finished run.
#[derive(Debug)]
pub struct Run {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    /// When it was started, ns of CLOCK_MONOTONIC: the clock of Java's `System.nanoTime()`.
    pub started_ns: u64,
    pub user: Duration,
    pub system: Duration,
    pub wall: Duration,
    /// Largest resident set.
    pub peak_bytes: u64,
    /// Page faults that were served without reading, and with.
    pub minor_faults: u64,
    pub major_faults: u64,
    /// Killed, and why.
    pub killed: Option<Killed>,
}

/// Why a run was killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Killed {
    /// It took as long as it may.
    TimeLimit,
    /// The user has had enough: [`interrupt::is_requested`].
    Interrupt,
}

impl Run {
    /// User and system time.
    pub fn cpu(&self) -> Duration {
        self.user + self.system
    }

    pub fn timed_out(&self) -> bool {
        self.killed == Some(Killed::TimeLimit)
    }

    /// The last line of standard error.
    pub fn last_words(&self) -> String {
        let text = String::from_utf8_lossy(&self.stderr);
        text.lines().last().unwrap_or("").to_string()
    }
}

/// Why `other` is not what `oracle` is: its status or its standard output, in one line.
pub fn difference(oracle: &Run, other: &Run) -> Option<String> {
    if other.timed_out() {
        return Some("timeout".to_string());
    }
    if other.status != oracle.status {
        return Some(format!("{}: {}", other.status, other.last_words()));
    }
    difference_of_texts("output", &oracle.stdout, &other.stdout)
}

/// Where two texts begin to differ; `what` names them.
pub fn difference_of_texts(what: &str, a: &[u8], b: &[u8]) -> Option<String> {
    if a == b {
        return None;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let line = a[..same].iter().filter(|byte| **byte == b'\n').count() + 1;
    Some(format!(
        "the {what} differs from line {line} on ({} and {} bytes)",
        a.len(),
        b.len()
    ))
}

/// Runs `command` with empty stdin; kills it at `limit`, or when an interrupt is requested. Blocks.
///
/// # Errors
/// The program cannot be started or waited for.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Run> {
    run_with_input(command, Stdio::null(), limit)
}

/// As [`run`], with this standard input.
///
/// # Errors
/// The program cannot be started or waited for.
pub fn run_with_input(command: &mut Command, input: Stdio, limit: Duration) -> io::Result<Run> {
    let (start, started_ns) = (Instant::now(), monotonic_ns());
    let mut child = command
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stdout = child.stdout.take().map(drain);
    let stderr = child.stderr.take().map(drain);
    let pid = child.id() as libc::pid_t;
    let (ended, watch) = mpsc::channel::<()>();
    let guard = thread::spawn(move || guard(child, &watch, limit));
    let waited = wait(pid);
    let wall = start.elapsed();
    // The guard may have given up by itself.
    let _ = ended.send(());
    let killed = guard.join().unwrap_or(None);
    let (status, usage) = waited?;
    let text = |reader: Option<thread::JoinHandle<Vec<u8>>>| {
        reader.and_then(|r| r.join().ok()).unwrap_or_default()
    };
    Ok(Run {
        status: ExitStatus::from_raw(status),
        stdout: text(stdout),
        stderr: text(stderr),
        started_ns,
        user: duration(usage.ru_utime),
        system: duration(usage.ru_stime),
        wall,
        peak_bytes: count(usage.ru_maxrss) * 1024,
        minor_faults: count(usage.ru_minflt),
        major_faults: count(usage.ru_majflt),
        killed,
    })
}

/// Kills `child` at the limit or on request, unless told before that it has ended.
fn guard(mut child: Child, ended: &mpsc::Receiver<()>, limit: Duration) -> Option<Killed> {
    /// How soon a request is seen.
    const WATCH: Duration = Duration::from_millis(50);
    let start = Instant::now();
    let why = loop {
        let left = limit.saturating_sub(start.elapsed());
        if ended.recv_timeout(left.min(WATCH)) != Err(mpsc::RecvTimeoutError::Timeout) {
            return None;
        }
        if interrupt::is_requested() {
            break Killed::Interrupt;
        }
        if start.elapsed() >= limit {
            break Killed::TimeLimit;
        }
    };
    child.kill().is_ok().then_some(why)
}

fn drain(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What could be read before an error is all there is.
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

/// Waits for child `pid`: its status and what it used.
fn wait(pid: libc::pid_t) -> io::Result<(i32, libc::rusage)> {
    let mut status = 0;
    // SAFETY: all-zero bytes are a valid `rusage`: it holds integers only.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    loop {
        // SAFETY: both pointers are to live locals of the types that wait4(2) writes.
        let result = unsafe { libc::wait4(pid, &raw mut status, 0, &raw mut usage) };
        if result == pid {
            return Ok((status, usage));
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

fn duration(time: libc::timeval) -> Duration {
    Duration::from_secs(count(time.tv_sec)) + Duration::from_micros(count(time.tv_usec))
}

fn monotonic_ns() -> u64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer is to a live local. The clock exists, so the call cannot fail.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    count(now.tv_sec) * 1_000_000_000 + count(now.tv_nsec)
}

/// What the kernel counts is not negative.
fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, limit: Duration) -> Run {
        run(Command::new("sh").arg("-c").arg(script), limit).unwrap()
    }

    #[test]
    fn output_and_status() {
        let r = sh("echo a; echo b >&2; exit 3", Duration::from_secs(60));
        assert_eq!(
            (r.stdout.as_slice(), r.stderr.as_slice()),
            (&b"a\n"[..], &b"b\n"[..])
        );
        assert_eq!((r.status.code(), r.killed), (Some(3), None));
        assert!(r.peak_bytes > 100_000, "{}", r.peak_bytes);
    }

    #[test]
    fn work_costs_time() {
        let busy = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
        let (busy, idle) = (
            sh(busy, Duration::from_secs(60)),
            sh("sleep 0.05", Duration::from_secs(60)),
        );
        assert!(busy.cpu() > idle.cpu());
        assert!(idle.wall >= Duration::from_millis(50));
    }

    #[test]
    fn the_limit_kills() {
        let r = sh("exec sleep 1000", Duration::from_millis(50));
        assert!(r.timed_out() && r.status.signal() == Some(libc::SIGKILL));
    }

    #[test]
    fn input_reaches_the_program() {
        let input = std::fs::File::open("/proc/self/comm").unwrap();
        let limit = Duration::from_secs(60);
        let run = run_with_input(&mut Command::new("cat"), input.into(), limit).unwrap();
        assert!(run.stdout.ends_with(b"\n"));
        assert_eq!(sh("cat", limit).stdout, b"");
    }

    #[test]
    fn differences_are_named() {
        let sh = |script| sh(script, Duration::from_secs(60));
        let oracle = sh("printf 'a\\nb\\n'");
        assert_eq!(difference(&oracle, &sh("printf 'a\\nb\\n'")), None);
        assert_eq!(
            difference(&oracle, &sh("printf 'a\\nc\\n'")).unwrap(),
            "the output differs from line 2 on (4 and 4 bytes)"
        );
        assert_eq!(
            difference(&oracle, &sh("echo oh >&2; exit 7")).unwrap(),
            "exit status: 7: oh"
        );
    }

    #[test]
    fn what_cannot_start_is_an_error() {
        assert!(run(&mut Command::new("/nonexistent/x"), Duration::from_secs(1)).is_err());
    }
}
