//! The code cache and the compiler of a running process as text, in HotSpot's shapes: what `jcmd PID Compiler.codecache` and its kin show.
//!
//! The caller is a thread of the VM in state in_vm, so that no class is unloaded meanwhile. Read next: `cache.rs`, `policy.rs`.

use std::fmt::Write;

use crate::{cache, compile, history, perf_map, policy};

/// The tier of all compiled code.
const TIER: u32 = 1;

/// Size, use and bounds of the code cache, and whether methods are compiled.
pub fn code_cache() -> String {
    let (used, peak, bytes) = cache::usage();
    let (start, end) = cache::bounds();
    let kilobytes = |bytes: usize| bytes >> 10;
    let mut methods = 0;
    policy::for_each_code(|_, _| methods += 1);
    let state = match policy::is_enabled() {
        true => "enabled",
        false => "disabled",
    };
    format!(
        "CodeCache: size={}Kb used={}Kb max_used={}Kb free={}Kb\n bounds [{start:#018x}, {:#018x}, {end:#018x}]\n \
         total_blobs={methods} nmethods={methods} adapters=0\n compilation: {state}\n",
        kilobytes(bytes),
        kilobytes(used),
        kilobytes(peak),
        kilobytes(bytes - used),
        start + peak,
    )
}

/// A line for each piece of code by address: number of the compile, tier, state (0: it is entered, 2: no more), method, addresses of the
/// first byte, of the first instruction, and behind the last.
pub fn code_list() -> String {
    let mut lines = Vec::new();
    policy::for_each_code(|code, is_entered| {
        let (method, start) = (code.method, code.start);
        let state = if is_entered { 0 } else { 2 };
        let line = format!(
            "{} {TIER} {state} {}.{}{} [{start:#018x}, {start:#018x} - {:#018x}]\n",
            code.id,
            method.klass.external_name(),
            method.name,
            method.descriptor,
            start + code.bytes
        );
        lines.push((start, line));
    });
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What is being compiled, and what waits for it.
pub fn queue() -> String {
    let mut text = "Current compiles: \n".to_owned();
    if let Some((task, id)) = history::under_way() {
        let _ = writeln!(text, "{}", compile::described(task, id));
    }
    if !policy::is_enabled() {
        return text + "\n";
    }
    text += "\nC1 compile queue:\n";
    let waiting = policy::queue();
    for task in &waiting {
        let _ = writeln!(text, "{}", compile::described(*task, 0));
    }
    if waiting.is_empty() {
        text += "Empty\n";
    }
    text + "\n"
}

/// Writes `/tmp/perf-PID.map` for the code that there is now.
///
/// # Errors
/// The file cannot be written.
pub fn write_perf_map() -> std::io::Result<()> {
    perf_map::write_now()
}
