//! What the report of a crash says of heap and compiler. (Its header and the thread: `tests/cli/crash.sh`.)

use std::fs;
use std::process::Command;

use crate::support;

const CRASHES: &str = "public class Crashes {
    static int work(int n) { int sum = 0; for (int i = 0; i < n; i++) sum += i ^ sum; return sum; }
    static void crash(sun.misc.Unsafe unsafe) { unsafe.putInt(16L, 1); }
    public static void main(String[] a) throws Exception {
        var field = sun.misc.Unsafe.class.getDeclaredField(\"theUnsafe\");
        field.setAccessible(true);
        for (int i = 0; i < 5000; i++) work(100);
        System.gc();
        crash((sun.misc.Unsafe) field.get(null));
    }
}";

#[test]
fn a_report_tells_of_heap_and_compiler() {
    let folder = std::env::temp_dir().join(format!("brolga-report-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("Crashes.java"), CRASHES).expect("a file");
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let output = Command::new(support::java_home().join("bin/java"))
        .arg(altjvm)
        .args(["-Xbatch", "-XX:ErrorFile=report.txt", "Crashes.java"])
        .current_dir(&folder)
        .output()
        .expect("java runs");
    assert!(!output.status.success(), "{output:?}");
    let report = fs::read_to_string(folder.join("report.txt")).expect("a report");
    fs::remove_dir_all(&folder).expect("the folder is ours");
    let mut rest = report.as_str();
    for part in [
        "  Crashes.crash(Lsun/misc/Unsafe;)V",
        "\nHeap:\n def new generation   total ",
        "\n tenured generation   total ",
        "\nCollections: ",
        "C O M P I L E R",
        "\nCode cache: used ",
        "\nCompile under way: none\n",
        "\nLast compiles ",
        "\nLast deoptimisations ",
        "\nEND.",
    ] {
        let at = rest.find(part);
        rest = &rest[at.unwrap_or_else(|| panic!("no {part:?} in\n{report}"))..];
    }
    let compiles = report.split("\nLast compiles ").nth(1).expect("a section");
    let compiles = compiles.split("\n\n").next().expect("a section");
    let is_row = |line: &str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    assert!(
        compiles.lines().filter(|line| is_row(line)).count() > 1,
        "{compiles}"
    );
}
