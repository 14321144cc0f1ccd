//! Runs one program to its end and says what it printed and what it cost: CPU time and peak memory as the kernel accounts them
//! (`wait4(2)`), which the standard library does not tell. Children of the program count if the program waited for them.
//!
//! Not here: repeating, comparing, statistics (`xtask bench`).

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
    /// User and system time.
    pub cpu: Duration,
    pub wall: Duration,
    /// Largest resident set.
    pub peak_bytes: u64,
    /// Killed at the limit.
    pub timed_out: bool,
}

/// Runs `command` with empty stdin; kills it at `limit`. Blocks.
///
/// # Errors
/// The program cannot be started or waited for.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Run> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
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
    let timed_out = guard.join().unwrap_or(false);
    let (status, usage) = waited?;
    let text = |reader: Option<thread::JoinHandle<Vec<u8>>>| {
        reader.and_then(|r| r.join().ok()).unwrap_or_default()
    };
    Ok(Run {
        status: ExitStatus::from_raw(status),
        stdout: text(stdout),
        stderr: text(stderr),
        cpu: duration(usage.ru_utime) + duration(usage.ru_stime),
        wall,
        peak_bytes: u64::try_from(usage.ru_maxrss).unwrap_or(0) * 1024,
        timed_out,
    })
}

/// Kills `child` unless told in time that it has ended. True if it was killed.
fn guard(mut child: Child, ended: &mpsc::Receiver<()>, limit: Duration) -> bool {
    let late = ended.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
    late && child.kill().is_ok()
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
    let part = |value: i64| u64::try_from(value).unwrap_or(0);
    Duration::from_secs(part(time.tv_sec)) + Duration::from_micros(part(time.tv_usec))
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
        assert_eq!((r.status.code(), r.timed_out), (Some(3), false));
        assert!(r.peak_bytes > 100_000, "{}", r.peak_bytes);
    }

    #[test]
    fn work_costs_time() {
        let busy = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
        let (busy, idle) = (
            sh(busy, Duration::from_secs(60)),
            sh("sleep 0.05", Duration::from_secs(60)),
        );
        assert!(busy.cpu > idle.cpu);
        assert!(idle.wall >= Duration::from_millis(50));
    }

    #[test]
    fn the_limit_kills() {
        let r = sh("exec sleep 1000", Duration::from_millis(50));
        assert!(r.timed_out && r.status.signal() == Some(libc::SIGKILL));
    }

    #[test]
    fn what_cannot_start_is_an_error() {
        assert!(run(&mut Command::new("/nonexistent/x"), Duration::from_secs(1)).is_err());
    }
}
