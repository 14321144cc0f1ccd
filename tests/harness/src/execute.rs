//! Running one program with a time limit and collecting what it prints.

use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

/// Output kept per stream, bytes; what follows is read and dropped.
const KEEP_BYTES: usize = 4 << 20;

/// How a run ended, with its output.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) end: End,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) seconds: f64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Exit(i32),
    Signal(i32),
    Timeout,
    /// The program could not be started.
    NotStarted,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Exit(status) => write!(f, "exit status {status}"),
            End::Signal(signal) => write!(f, "killed by signal {signal}"),
            End::Timeout => f.write_str("timeout"),
            End::NotStarted => f.write_str("could not be started"),
        }
    }
}

/// Runs `command` to its end, or kills its process group at the limit.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Run {
    let start = Instant::now();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    measure::interrupt::with_default_signals(command);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let stderr = format!("{}: {error}", command.get_program().to_string_lossy());
            return Run {
                end: End::NotStarted,
                stdout: String::new(),
                stderr,
                seconds: 0.0,
            };
        }
    };
    let stdout = child
        .stdout
        .take()
        .map(|stream| std::thread::spawn(move || collect(stream)));
    let stderr = child
        .stderr
        .take()
        .map(|stream| std::thread::spawn(move || collect(stream)));
    let mut pause = Duration::from_millis(1);
    let end = loop {
        match child.try_wait() {
            Ok(Some(status)) => break ended(status),
            Ok(None) if start.elapsed() < limit => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(10));
            }
            _ => {
                kill_group(child.id());
                let _ = child.kill();
                let _ = child.wait();
                break End::Timeout;
            }
        }
    };
    let text = |reader: Option<std::thread::JoinHandle<String>>| {
        reader.and_then(|r| r.join().ok()).unwrap_or_default()
    };
    Run {
        end,
        stdout: text(stdout),
        stderr: text(stderr),
        seconds: start.elapsed().as_secs_f64(),
    }
}

/// Does `work` for every job on `threads` threads; the results in the order of the jobs.
pub(crate) fn each<J: Sync, R: Send>(
    threads: usize,
    jobs: &[J],
    work: impl Fn(&J) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut results = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else {
                return results;
            };
            results.push((at, work(job)));
        }
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(take)).collect();
        let finish = |worker: ScopedJoinHandle<'_, Vec<(usize, R)>>| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(finish).collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

fn ended(status: ExitStatus) -> End {
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Exit(code),
        (None, Some(signal)) => End::Signal(signal),
        (None, None) => End::NotStarted,
    }
}

/// Children of the program hold its pipes: they go with it. (The shell's own `kill`: a small system has no program of that name.)
fn kill_group(pid: u32) {
    let _ = Command::new("sh")
        .args(["-c", "kill -s KILL -- -$0"])
        .arg(pid.to_string())
        .stderr(Stdio::null())
        .status();
}

fn collect(mut stream: impl Read) -> String {
    let mut kept = Vec::new();
    let mut chunk = [0; 1 << 16];
    while let Ok(n @ 1..) = stream.read(&mut chunk) {
        let room = KEEP_BYTES.saturating_sub(kept.len());
        kept.extend_from_slice(&chunk[..n.min(room)]);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, millis: u64) -> Run {
        run(
            Command::new("sh").arg("-c").arg(script),
            Duration::from_millis(millis),
        )
    }

    #[test]
    fn results_keep_their_order() {
        let jobs: Vec<u64> = (0..40).collect();
        let slow_first = |job: &u64| {
            std::thread::sleep(Duration::from_millis(if *job == 0 { 20 } else { 0 }));
            job * 2
        };
        let doubled: Vec<u64> = jobs.iter().map(|job| job * 2).collect();
        assert_eq!(each(3, &jobs, slow_first), doubled);
        assert!(each(0, &[] as &[u64], slow_first).is_empty());
    }

    #[test]
    fn ends() {
        let r = sh("echo a; echo b >&2; exit 3", 10_000);
        assert_eq!(
            (r.end, r.stdout.as_str(), r.stderr.as_str()),
            (End::Exit(3), "a\n", "b\n")
        );
        assert_eq!(sh("kill -ABRT $$", 10_000).end, End::Signal(6));
        assert_eq!(sh("echo x; sleep 100 & sleep 100", 100).end, End::Timeout);
        assert_eq!(
            run(&mut Command::new("/nonexistent/x"), Duration::from_secs(1)).end,
            End::NotStarted
        );
    }
}
