//! What happened while iterations ran, from the log of the virtual machine: compiles, compiles of running loops (OSR), code that was left
//! or given up (deopt), collections.
//!
//! The log counts its time from the start of the machine. The driver begins with `System.gc()`, so the first such collection in the log
//! ties that time to the clock of the iterations. Without it (`-XX:+DisableExplicitGC`) there are no marks. A compile is marked where it
//! begins.

use super::mode::Machine;
use super::report::{Mark, MarkKind};
use std::path::Path;

/// More marks than these make no picture.
const MOST: usize = 1_000;

/// The options that write the log, and that tell at exit what the compiler did.
pub(super) fn options(machine: Machine, log: &Path) -> Vec<String> {
    let (deopts, statistics) = match machine {
        Machine::Brolga => (",jit+deopt=debug", "-XX:+PrintJitStatistics"),
        Machine::HotSpot => ("", "-XX:+CITime"),
    };
    let log = log.display();
    vec![
        format!("-Xlog:gc,jit+compilation=debug{deopts}:file={log}:uptimenanos,tags:filecount=0"),
        statistics.to_string(),
    ]
}

/// Marks in the order of their time.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Marks {
    pub(super) listed: Vec<Mark>,
    pub(super) left_out: usize,
}

/// Marks from the first iteration to the last. `tied_ns` is when the driver's collection had ended, `iterations` are start and duration,
/// both by the driver's clock.
pub(super) fn parse(log: &str, tied_ns: Option<u64>, iterations: &[(u64, u64)]) -> Marks {
    let mut marks = Marks::default();
    let events: Vec<(u64, MarkKind, &str)> = log.lines().filter_map(event).collect();
    let tie = events
        .iter()
        .find(|(_, _, text)| text.contains("(System.gc())"));
    let (Some((tie, ..)), Some(tied_ns)) = (tie, tied_ns) else {
        return marks;
    };
    let (Some((first, _)), Some((last, duration))) = (iterations.first(), iterations.last()) else {
        return marks;
    };
    for (uptime, kind, text) in &events {
        let at = (tied_ns + uptime).saturating_sub(*tie);
        if at < *first || at > last + duration {
            continue;
        }
        let running = iterations.partition_point(|(start, _)| *start <= at);
        let mark = Mark {
            at_ns: at - first,
            iteration: running.saturating_sub(1),
            kind: *kind,
            text: (*text).to_string(),
            count: 1,
        };
        let is_full = marks.listed.len() == MOST;
        match marks.listed.last_mut() {
            Some(last) if last.is_again(&mark) => last.count += 1,
            _ if is_full => marks.left_out += 1,
            _ => marks.listed.push(mark),
        }
    }
    marks
}

/// Uptime, kind and text of `[123ns][jit,compilation]    7 %     1       A::f @ 33 (25 bytes)` and its like.
fn event(line: &str) -> Option<(u64, MarkKind, &str)> {
    let (uptime, rest) = line.strip_prefix('[')?.split_once("ns")?;
    let uptime = uptime.trim().parse().ok()?;
    let (tags, text) = rest.split_once("][")?.1.split_once(']')?;
    let text = text.strip_prefix(' ')?;
    let (kind, text) = match tags.trim_end() {
        "gc" => (MarkKind::Gc, text.split_once(") ")?.1),
        "jit,deopt" => (MarkKind::Deopt, text),
        "jit,compilation" => compile(text)?,
        _ => return None,
    };
    Some((uptime, kind, text))
}

/// Columns of `-XX:+PrintCompilation`: id, five letters, tier, method.
fn compile(text: &str) -> Option<(MarkKind, &str)> {
    let text = text.trim_start();
    let (_, rest) = text.split_once(' ')?;
    let (letters, rest) = rest.split_at_checked(5)?;
    let method = rest
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let method = method.trim();
    if method.contains("COMPILE SKIPPED")
        || method.ends_with("made zombie")
        || letters.contains('n')
    {
        return None;
    }
    let kind = match method.ends_with("made not entrant") {
        true => MarkKind::Deopt,
        false if letters.contains('%') => MarkKind::Osr,
        false => MarkKind::Compile,
    };
    Some((kind, method))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
[200ns][gc] Using G1
[1000ns][jit,compilation]    1       3       java.lang.Object::<init> (1 bytes)
[2000ns][gc             ] GC(0) Pause Full (System.gc()) 4M->4M(40M) 4.891ms
[2150ns][jit,compilation]   12 %  b  1       A::f @ 33 (25 bytes)
[2160ns][jit,compilation]   13  s!   4       A::g (9 bytes)
[2170ns][jit,compilation]   14     n 0       java.lang.System::arraycopy (native)   (static)
[2180ns][jit,compilation]   15       1       A::h (9000 bytes)   COMPILE SKIPPED: too long (not retryable)
[2250ns][jit,deopt] A.f()V at A.f()V @ 45 reason=unstable_if
[2251ns][jit,deopt] A.f()V at A.f()V @ 45 reason=unstable_if
[2260ns][jit,compilation]   12 %     4       A::f @ 33 (25 bytes)   made not entrant
[2290ns][gc             ] GC(1) Pause Young (Normal) 1M->0M(36M) 1.000ms
[9999ns][gc             ] GC(2) Pause Young (Normal) 1M->0M(36M) 1.000ms
";

    #[test]
    fn events_of_iterations() {
        // The collection ended at 7000 of the driver's clock, so the log is 5000 behind.
        let marks = parse(LOG, Some(7_000), &[(7_100, 100), (7_200, 100)]);
        let shown: Vec<String> = marks
            .listed
            .iter()
            .map(|m| {
                format!(
                    "{} {} {:?} {}x {}",
                    m.at_ns, m.iteration, m.kind, m.count, m.text
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "50 0 Osr 1x A::f @ 33 (25 bytes)",
                "60 0 Compile 1x A::g (9 bytes)",
                "150 1 Deopt 2x A.f()V at A.f()V @ 45 reason=unstable_if",
                "160 1 Deopt 1x A::f @ 33 (25 bytes)   made not entrant",
                "190 1 Gc 1x Pause Young (Normal) 1M->0M(36M) 1.000ms",
            ]
        );
    }

    #[test]
    fn what_cannot_be_tied_is_not_told() {
        assert_eq!(parse(LOG, None, &[(0, 100_000)]), Marks::default());
        let untied = LOG.replace("System.gc()", "Allocation");
        assert_eq!(
            parse(&untied, Some(7_000), &[(0, 100_000)]),
            Marks::default()
        );
    }

    #[test]
    fn too_many_are_counted() {
        let mut log = "[0ns][gc] GC(0) Pause Full (System.gc()) 1M->1M(1M) 1ms\n".to_string();
        for at in 0..MOST + 5 {
            log += &format!("[{at}ns][jit,deopt] f{at}\n");
        }
        let marks = parse(&log, Some(0), &[(0, 1_000_000)]);
        // The driver's own collection is one of them here.
        assert_eq!((marks.listed.len(), marks.left_out), (MOST, 6));
    }
}
