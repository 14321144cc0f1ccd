//! `brolga bench` on the JDK of this machine and the engine that was built beside `brolga`.

use crate::fake::{Ended, Fake, json};
use brolga::jdk::{self, Places};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// `|` in a hot loop: what a planted fault of the compiler gets wrong. `main` with an argument ends the virtual machine.
const UNIONS: &str = "
public class Unions {
    static int sum(int from, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) sum = sum * 31 + ((from - i) | i);
        return sum;
    }

    public static void main(String[] args) {
        System.out.println(sum(-5, 3_000_000));
        if (args.length > 0) System.exit(0);
    }
}
";

const READS: &str = "
public class Reads {
    public static void main(String[] args) {
        System.out.println(new java.util.Scanner(System.in).nextLine());
    }
}
";

fn world(name: &str) -> Fake {
    let fake = Fake::new(&format!("real-{name}"), "true");
    fake.write("Unions.java", UNIONS);
    fake.write("Reads.java", READS);
    fake
}

fn bench(fake: &Fake, arguments: &str) -> Ended {
    let beside = Path::new(env!("CARGO_BIN_EXE_brolga")).with_file_name("libjvm.so");
    let shown = beside.display();
    assert!(beside.is_file(), "{shown} is missing: build libjvm");
    fake.bench_on(&java_home(), &beside, arguments)
}

fn java_home() -> PathBuf {
    let jdk = jdk::search(&Places::of_process(None)).jdk;
    jdk.expect("a JDK").home
}

fn mode<'a>(report: &'a Value, name: &str) -> &'a Value {
    let modes = report["programs"][0]["modes"].as_array();
    let found = modes.and_then(|modes| modes.iter().find(|mode| mode["mode"] == name));
    found.unwrap_or_else(|| panic!("no mode {name} in {report}"))
}

#[test]
fn a_fault_of_the_compiler_is_found() {
    let fake = world("fault");
    let modes = "--modes interp,tiered,hs-int --mode broken=tiered,-XX:+JitPlantFault,-Xbatch";
    let run = bench(
        &fake,
        &format!("{modes} --processes 1 --executions 0 Unions.java"),
    );
    assert_eq!(run.status, 3, "{run:?}");
    let text = "DIFFERENT: broken: not as hs-int: the output differs from line 1 on";
    assert!(run.stdout.contains(text), "{run:?}");
    assert_eq!(run.stdout.matches("DIFFERENT").count(), 1, "{run:?}");

    let run = bench(
        &fake,
        &format!("{modes} --processes 0 --executions 1 --iterations 4 Unions.java"),
    );
    assert_eq!(run.status, 3, "{run:?}");
    let text = "DIFFERENT: broken: not as hs-int: another result in iteration";
    assert!(run.stdout.contains(text), "{run:?}");
    assert_eq!(run.stdout.matches("DIFFERENT").count(), 1, "{run:?}");
}

#[test]
fn iterations_are_measured_and_explained() {
    let fake = world("iterations");
    let files = "--json r.json --html r.html --csv r.csv --md r.md --jmh-json jmh.json";
    let run = bench(
        &fake,
        &format!(
            "--modes interp,tiered,hs-c1 --processes 0 --executions 3 --iterations 12 {files} Unions.java"
        ),
    );
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("outputs: the same in 3 modes"),
        "{run:?}"
    );
    let report = json(&fake.read("r.json"));
    for name in ["interp", "tiered", "hs-c1"] {
        for execution in mode(&report, name)["executions"].as_array().unwrap() {
            assert_eq!(
                execution["iterations_ns"].as_array().unwrap().len(),
                12,
                "{name}"
            );
            assert!(execution["startup_ns"].as_u64().unwrap() > 0, "{name}");
        }
    }
    for name in ["tiered", "hs-c1"] {
        let execution = &mode(&report, name)["executions"][0];
        assert!(
            execution["compiler"]["compiles"].as_u64().unwrap() > 0,
            "{name}"
        );
        let marks = execution["marks"].as_array().unwrap();
        let of_sum = |mark: &&Value| mark["text"].as_str().unwrap().contains("Unions::sum");
        let first = marks.iter().find(of_sum);
        let first = first.unwrap_or_else(|| panic!("{name}: no mark of the loop in {marks:?}"));
        assert!(
            ["compile", "osr"].contains(&first["kind"].as_str().unwrap()),
            "{first}"
        );
    }
    assert_eq!(
        mode(&report, "interp")["executions"][0]["compiler"]["compiles"],
        0
    );
    assert!(fake.read("r.html").contains("class=\"curve m1\""));
    assert_eq!(fake.read("r.csv").lines().count(), 1 + 3 * 3 * 12);
    assert!(fake.read("r.md").contains("### Unions"));
    assert_eq!(json(&fake.read("jmh.json")).as_array().unwrap().len(), 3);
}

#[test]
fn what_ends_the_machine_has_no_iterations() {
    let fake = world("exits");
    let run = bench(
        &fake,
        "--modes interp,tiered --processes 1 --executions 1 --json r.json Unions.java now",
    );
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("the program ends the virtual machine"),
        "{run:?}"
    );
    let report = json(&fake.read("r.json"));
    assert_eq!(
        mode(&report, "tiered")["processes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        mode(&report, "tiered")["executions"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn static_methods() {
    let fake = world("methods");
    let call = "--modes interp,tiered --executions 1 --iterations 3";
    let run = bench(&fake, &format!("{call} --method Unions::sum 5 1000"));
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr.contains("ClassNotFoundException: Unions"),
        "{run:?}"
    );
    fake.javac(&java_home(), "Unions.java");
    let run = bench(
        &fake,
        &format!("{call} --calls 20 --method Unions::sum -cp classes -- -5 1000"),
    );
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("Unions::sum\n  iteration"), "{run:?}");
    let run = bench(
        &fake,
        &format!("{call} --method Unions::sums -cp classes 1"),
    );
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("Unions has:"), "{run:?}");
    assert!(run.stderr.contains("sum/2"), "{run:?}");
}

#[test]
fn every_iteration_has_the_input() {
    let fake = world("reads");
    fake.write("words", "hello\n");
    let run = bench(
        &fake,
        "--modes interp,hs-int --processes 1 --executions 1 --iterations 3 --stdin words --json r.json Reads.java",
    );
    assert_eq!(run.status, 0, "{run:?}");
    let report = json(&fake.read("r.json"));
    let times = &mode(&report, "interp")["executions"][0]["iterations_ns"];
    assert_eq!(times.as_array().unwrap().len(), 3);
    let run = bench(&fake, "--modes interp --executions 0 Reads.java");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("NoSuchElementException"), "{run:?}");
}

#[test]
fn sources_that_cannot_run() {
    let fake = world("sources");
    fake.write("Broken.java", "class Broken { int }");
    fake.write("NoMain.java", "class NoMain { }");
    let run = bench(&fake, "--modes interp Broken.java");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr.contains("javac fails\nBroken.java:1: error"),
        "{run:?}"
    );
    let run = bench(&fake, "--modes interp Missing.java");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("Missing.java: No such file"), "{run:?}");
    let run = bench(&fake, "--modes interp NoMain.java");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr.contains("Main method not found in class NoMain"),
        "{run:?}"
    );
}

#[test]
fn built_in_programs() {
    let fake = world("suite");
    let run = bench(
        &fake,
        "--quick --modes interp,hs-int --processes 1 --executions 1 --iterations 2 --suite Hello StringBuild",
    );
    assert_eq!(run.status, 0, "{run:?}");
    for text in [
        "\nHello\n",
        "\nStringBuild\n",
        "geometric mean of 2 programs",
    ] {
        assert!(run.stdout.contains(text), "{text} in {run:?}");
    }
    let run = bench(&fake, "--startup --modes interp,tiered --processes 1");
    assert_eq!(run.status, 0, "{run:?}");
    let texts = ["\n-version\n", "\nEmpty\n", "\nHello\n", "\n  until main "];
    let phases = ["\n  launcher ", "\n  initPhase2 ", "\n  main_class "];
    for text in texts.into_iter().chain(phases) {
        assert!(run.stdout.contains(text), "{text} in {run:?}");
    }
}
