//! `-XX:JitDump`, `-XX:+PerfMap`, `-XX:+PrintJitStatistics`: compiles of a method of the class library, as text.

use std::fs;
use std::process::{Command, Output};

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

#[test]
fn a_dump_of_nothing_says_so() {
    let output = run(&["-XX:JitDump=no.Such::method"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        errors.contains("brolga-dump: no method that matches no.Such::method was compiled"),
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
