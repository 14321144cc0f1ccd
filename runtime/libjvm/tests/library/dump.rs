//! `-XX:JitDump`, `-XX:+PerfMap`, `-XX:+PrintJitStatistics`: compiles of a method of the class library, as text.

use std::fs;
use std::process::{Command, Output};

use records::Record;
use records::compile::Line;

/// A method that every start calls, compiled when it is first called.
const METHOD: &str = "java.lang.StringLatin1::hashCode";

/// `java -version` with nothing compiled but the method.
fn run(options: &[&str]) -> Output {
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(crate::support::libjvm_directory());
    let only = format!("-XX:CompileCommand=compileonly,{METHOD}");
    let output = Command::new(crate::support::java_home().join("bin/java"))
        .arg(altjvm)
        .args(["-Xcomp", "-XX:CompileCommand=quiet", &only])
        .args(options)
        .arg("-version")
        .output()
        .expect("java runs");
    assert!(output.status.success(), "{output:?}");
    output
}

fn dump() -> String {
    let dump = format!("-XX:JitDump={METHOD}");
    let output = run(&[&dump, "-XX:+JitDumpDeterministic"]);
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_dump_has_all_parts_and_is_the_same_twice() {
    let text = dump();
    for part in [
        "==== java/lang/StringLatin1.hashCode([B)I, compile 1 of it\n",
        "\n---- bytecode\n",
        "\n---- ssa, as built\n",
        "\n---- ssa, after all passes\n",
        "\n---- clif, as lowered\n",
        "\n---- clif, optimised\n",
        "\n---- machine code\n",
        "\n---- stack maps\n",
        "\n---- deopt points\n",
        // The runtime is called by name.
        "+thread.native_limit]",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert_eq!(text, dump());
}

/// The records of a run whose dump goes into a file of this name.
fn records(name: &str, options: &[&str]) -> Vec<Record> {
    let path = std::env::temp_dir().join(format!("brolga-{name}-{}.jsonl", std::process::id()));
    let dump = format!("-XX:JitDump={METHOD}:{}", path.display());
    let all = [&[&dump, "-XX:JitDumpFormat=json"], options].concat();
    run(&all);
    let text = fs::read_to_string(&path).expect("a dump");
    fs::remove_file(&path).expect("the dump is ours");
    records::read(&text).expect("records")
}

#[test]
fn records_have_all_parts() {
    let records = records("parts", &[]);
    let compile = records.iter().find_map(|record| match record {
        Record::Compile(compile) => Some(compile),
        _ => None,
    });
    let compile = compile.expect("a compile");
    assert_eq!(compile.task.method, "java/lang/StringLatin1.hashCode([B)I");
    assert!(compile.address.is_some());
    assert_eq!(compile.trigger.as_deref(), Some("counter"));
    let times = compile.times.as_ref().expect("times");
    let phases: Vec<&str> = times
        .phases
        .iter()
        .map(|phase| phase.name.as_str())
        .collect();
    assert_eq!(phases, ["build", "passes", "lower", "generate"]);
    let method = &compile.methods[0];
    assert_eq!(method.source.as_deref(), Some("StringLatin1.java"));
    assert!(method.bytecode.iter().all(|row| row.line.is_some()));
    assert_eq!(compile.ssa[0].name, "build");
    assert!(compile.ssa.len() > 1, "no pass changes anything");
    // In every step there are lines that come from the loop's `iadd`.
    let iadd = method.bytecode.iter().find(|row| row.text == "iadd");
    let bci = iadd.expect("an iadd").bci;
    let place = compile
        .origins
        .iter()
        .position(|chain| chain[..] == [(0, bci)]);
    assert!(place.is_some(), "no origin @{bci}");
    let has = |lines: &[Line]| lines.iter().any(|line| line.origin == place);
    assert!(compile.ssa.iter().all(|pass| has(&pass.lines)));
    assert!(has(&compile.clif) && has(&compile.clif_optimised));
    assert!(compile.code.iter().any(|line| line.origin == place));
    let Some(Record::End(end)) = records.last() else {
        panic!("no end: {records:?}");
    };
    assert_eq!((end.compiles, end.unmatched.len()), (1, 0));
}

#[test]
fn deterministic_records_are_the_same_twice() {
    let first = records("first", &["-XX:+JitDumpDeterministic"]);
    assert_eq!(first, records("second", &["-XX:+JitDumpDeterministic"]));
}

#[test]
fn a_dump_of_nothing_says_so() {
    let output = run(&["-XX:JitDump=java.lang.StringLatin::hashcode"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    let message = "brolga-dump: no method that matches java.lang.StringLatin::hashcode was compiled: no loaded method has such a name; near are:\n";
    assert!(errors.contains(message), "{errors}");
    assert!(
        errors.contains("\n  java/lang/StringLatin1.hashCode([B)I\n"),
        "{errors}"
    );
}

#[test]
fn perf_and_statistics_know_the_code() {
    let output = Command::new("sh")
        .args(["-c", "echo $$; exec \"$@\"", "sh"])
        .arg(crate::support::java_home().join("bin/java"))
        .arg({
            let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
            altjvm.push(crate::support::libjvm_directory());
            altjvm
        })
        .args(["-Xcomp", "-XX:CompileCommand=quiet", "-XX:+PerfMap"])
        .arg(format!("-XX:CompileCommand=compileonly,{METHOD}"))
        .args(["-XX:+PrintJitStatistics", "-version"])
        .output()
        .expect("java runs");
    let pid = String::from_utf8_lossy(&output.stdout);
    let path = format!("/tmp/perf-{}.map", pid.trim());
    let map = fs::read_to_string(&path).expect("a map");
    fs::remove_file(&path).expect("the map is ours");
    let row = map
        .lines()
        .find(|row| row.ends_with(&format!(" {METHOD}([B)I")));
    let numbers: Vec<_> = row
        .expect("a row")
        .split(' ')
        .take(2)
        .map(|number| u64::from_str_radix(number, 16).expect("hexadecimal"))
        .collect();
    assert!(numbers[0] > 0 && numbers[1] > 0, "{map}");
    let errors = String::from_utf8_lossy(&output.stderr);
    let value = |name: &str| -> Option<f64> {
        let facts = errors
            .lines()
            .filter_map(|line| line.strip_prefix("brolga-jit: "));
        let mut facts = facts.flat_map(|line| line.split(' '));
        facts.find_map(|fact| fact.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    };
    assert!(value("compiles") >= Some(1.0), "{errors}");
    assert_eq!(value("refusals"), Some(0.0), "{errors}");
    assert!(value("code_bytes_per_bytecode") > Some(0.0), "{errors}");
    assert!(value("cache_peak") >= Some(numbers[1] as f64), "{errors}");
}
