//! What the figures depend on, from `/proc`, `/sys` and the files of the machines. What cannot be read is left empty.

use super::mode::{self, Machine, Mode};
use super::report::Environment;
use crate::jdk::Jdk;
use std::fs::{File, read_to_string};
use std::io::Read;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Looks around before the measurement.
pub(super) fn before(jdk: &Jdk, engine: &Path, modes: &[Mode]) -> Environment {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH);
    let hotspot = modes.iter().find(|mode| mode.machine == Machine::HotSpot);
    Environment {
        created: since_epoch.map_or(0, |time| time.as_secs()),
        cpu: field("/proc/cpuinfo", "model name"),
        processors: std::thread::available_parallelism().map_or(0, usize::from),
        kernel: line("/proc/sys/kernel/osrelease"),
        memory_bytes: kilobytes(&field("/proc/meminfo", "MemTotal")) * 1024,
        limits: limits(),
        governor: Some(line(
            "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor",
        ))
        .filter(|text| !text.is_empty()),
        load_before: load(),
        load_after: String::new(),
        steal: 0.0,
        java_home: jdk.home.display().to_string(),
        java_version: jdk.version.clone(),
        brolga_version: env!("CARGO_PKG_VERSION").to_string(),
        engine: fingerprint(&engine.join(crate::engine::LIBRARY)),
        hotspot: hotspot.and_then(|mode| mode::version(&mode.java).ok()),
    }
}

/// Processor time until now: what the host took, and all.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProcessorTime {
    stolen: u64,
    all: u64,
}

impl ProcessorTime {
    pub(super) fn now() -> ProcessorTime {
        ProcessorTime::parse(&field("/proc/stat", "cpu "))
    }

    /// `user nice system idle iowait irq softirq steal ...` in ticks.
    fn parse(text: &str) -> ProcessorTime {
        let ticks: Vec<u64> = text
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .take(8)
            .collect();
        ProcessorTime {
            stolen: ticks.get(7).copied().unwrap_or(0),
            all: ticks.iter().sum(),
        }
    }

    /// The share that the host took since then.
    pub(super) fn steal_until(self, now: ProcessorTime) -> f64 {
        let all = now.all.saturating_sub(self.all).max(1);
        now.stolen.saturating_sub(self.stolen) as f64 / all as f64
    }
}

/// The first three words of `/proc/loadavg`.
pub(super) fn load() -> String {
    let load = line("/proc/loadavg");
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The processors that this process may use, in order.
pub(super) fn allowed_processors() -> Vec<usize> {
    parse_list(&field("/proc/self/status", "Cpus_allowed_list"))
}

/// `0-2,5`.
fn parse_list(text: &str) -> Vec<usize> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.trim().parse::<usize>().ok()?..=last.trim().parse::<usize>().ok()?)
    };
    text.split(',').filter_map(range).flatten().collect()
}

/// Limits of the control group, of either version.
fn limits() -> Vec<String> {
    const FILES: [(&str, &str); 4] = [
        ("cpu.max", "/sys/fs/cgroup/cpu.max"),
        ("memory.max", "/sys/fs/cgroup/memory.max"),
        ("cpu.cfs_quota_us", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
        (
            "memory.limit_in_bytes",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        ),
    ];
    let found = FILES.iter().map(|(name, file)| (name, line(file)));
    let found = found.filter(|(_, text)| !text.is_empty());
    found
        .map(|(name, text)| format!("{name}: {text}"))
        .collect()
}

fn line(file: &str) -> String {
    let text = read_to_string(file).unwrap_or_default();
    text.trim().to_string()
}

/// What stands behind a key, and behind the colon if there is one.
fn field(file: &str, key: &str) -> String {
    let text = read_to_string(file).unwrap_or_default();
    let found = text.lines().find_map(|line| line.strip_prefix(key));
    let value = found.unwrap_or("").trim_start();
    value.strip_prefix(':').unwrap_or(value).trim().to_string()
}

fn kilobytes(text: &str) -> u64 {
    let digits = text.split_whitespace().next().unwrap_or("");
    digits.parse().unwrap_or(0)
}

/// FNV-1a of a file's content, by words of 8 bytes: enough to tell builds apart, and quick. The file is read in pieces, because the
/// kernel counts our peak memory as the least of the programs that we start.
fn fingerprint(file: &Path) -> String {
    let Ok(mut file) = File::open(file) else {
        return String::new();
    };
    let (mut hash, mut piece): (u64, _) = (0xcbf2_9ce4_8422_2325, vec![0; 1 << 16]);
    while let Ok(length @ 1..) = file.read(&mut piece) {
        for chunk in piece[..length].chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_the_host() {
        let before = ProcessorTime::parse("10 0 10 70 5 0 0 5 99 99");
        let after = ProcessorTime::parse("60 0 30 170 5 0 0 35 99 99");
        assert_eq!((before.stolen, before.all), (5, 100));
        assert_eq!(before.steal_until(after), 0.15);
        assert_eq!(before.steal_until(before), 0.0);
    }

    #[test]
    fn lists_of_processors() {
        assert_eq!(parse_list("0-2,5"), [0, 1, 2, 5]);
        assert_eq!(parse_list("7"), [7]);
        assert!(parse_list("").is_empty());
        assert!(!allowed_processors().is_empty());
    }
}
