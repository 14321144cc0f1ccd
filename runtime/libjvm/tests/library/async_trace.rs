//! `AsyncGetCallTrace`: some thousand samples by SIGPROF over code of all kinds and tiers (`AsyncTrace.java`, `async_trace.c`), while another
//! thread stops the world. Nothing may crash, and nearly all samples must be right.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

use crate::jni_suite::{compile, directory, run};
use crate::support;

/// The samples of one kind of work.
struct Samples {
    all: u64,
    /// Without frames.
    none: u64,
    /// The right method is innermost.
    top: u64,
    /// It is on the stack.
    stack: u64,
    /// `main` is outermost.
    bottom: u64,
    /// Frames of the deepest stack.
    deepest: u64,
    /// Different bytecodes of the right method that were innermost.
    places: u64,
}

/// Kinds that spend all their time in one method.
const LOOPS: [&str; 3] = ["arithmetic", "arrays", "fields"];
const KINDS: usize = 11;

fn sampled(test: &str, options: &[&str]) -> HashMap<String, Samples> {
    let out = directory(test);
    let library = out.join("libasync.so");
    let path = library.to_string_lossy();
    let c = ["async_trace.c", "-shared", "-fPIC", "-o", &path];
    compile(&out, "AsyncTrace.java", &c);
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let mut java = Command::new(support::java_home().join("bin/java"));
    java.arg(altjvm).args(options).arg("-cp").arg(&out);
    let printed = run(java.arg("AsyncTrace").arg(&library));
    fs::remove_dir_all(&out).expect("the temporary directory can go");
    let mut lines = printed.lines();
    // No environment; no room; no context; and a stack of one frame that is asked for outside of a handler.
    assert_eq!(lines.next(), Some("refused -8 0 -8, else 1"), "{printed}");
    let samples = |line: &str| {
        let mut words = line.split(' ');
        let kind = words.next().expect("a kind").to_owned();
        let mut number = || words.next()?.parse().ok();
        let mut next = || number().unwrap_or_else(|| panic!("no number in: {line}"));
        let samples = Samples {
            all: next(),
            none: next(),
            top: next(),
            stack: next(),
            bottom: next(),
            deepest: next(),
            places: next(),
        };
        (kind, samples)
    };
    lines.map(samples).collect()
}

/// Three quarters must be right; measured are 97 of 100 and more.
fn assert_most_are_right(kinds: &HashMap<String, Samples>) {
    assert_eq!(kinds.len(), KINDS);
    for (kind, samples) in kinds {
        let most = samples.all * 3 / 4;
        let text = |what: &str, count: u64| format!("{kind}: {what} {count} of {}", samples.all);
        assert!(
            samples.all - samples.none >= most,
            "{}",
            text("none", samples.none)
        );
        assert!(samples.stack >= most, "{}", text("stack", samples.stack));
        assert!(samples.bottom >= most, "{}", text("bottom", samples.bottom));
        if LOOPS.contains(&&kind[..]) {
            assert!(samples.top >= most, "{}", text("top", samples.top));
        }
    }
    let deepest = kinds["recursion"].deepest;
    assert!(deepest > 60, "{deepest} frames");
}

/// What is inlined where is not told between calls without `-XX:+DebugNonSafepoints`, so the methods are compiled by themselves.
const SEPARATELY: [&str; 2] = [
    "-XX:CompileCommand=quiet",
    "-XX:CompileCommand=dontinline,AsyncTrace::*",
];

#[test]
fn interpreted_code() {
    assert_most_are_right(&sampled("async-int", &["-Xint"]));
}

#[test]
fn interpreted_and_compiled_code() {
    assert_most_are_right(&sampled("async", &SEPARATELY));
}

#[test]
fn compiled_code() {
    let options = [SEPARATELY[0], SEPARATELY[1], "-Xcomp"];
    assert_most_are_right(&sampled("async-comp", &options));
}

/// With everything inlined. Loops without calls have one place that is known, their poll; with places of their own between calls the samples
/// are of many bytecodes. (That these are right, `jit::compile::tests` and `perf_dump` tell.)
#[test]
fn code_with_all_its_places() {
    const PLACES: [&str; 2] = ["-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"];
    let (with, without) = (
        sampled("async-places", &PLACES),
        sampled("async-no-places", &[]),
    );
    assert_most_are_right(&with);
    let places = |kinds: &HashMap<String, Samples>| -> u64 {
        LOOPS.iter().map(|kind| kinds[*kind].places).sum()
    };
    let (with, without) = (places(&with), places(&without));
    assert!(
        with > without,
        "samples of {with} bytecodes, and of {without} without the flag"
    );
}

/// With everything inlined, under stress: whatever comes, the stack ends at `main`.
#[test]
fn code_that_is_left_and_collected_all_the_time() {
    let options = [
        "-XX:GCStressInterval=500",
        "-XX:DeoptStressInterval=100",
        "-XX:SafepointStressInterval=500",
    ];
    for (kind, samples) in sampled("async-stress", &options) {
        let (all, bottom) = (samples.all, samples.bottom);
        assert!(bottom >= all / 2, "{kind}: {bottom} of {all}");
    }
}
