//! `brolga bench` from outside, on a JDK that is a shell script: its "virtual machines" print what the test wants, take as long as it
//! wants, and fail where it wants. What real machines do is in `real.rs`.

mod fake;
mod real;

use fake::{Fake, json};

#[test]
fn processes_are_compared() {
    let fake = Fake::new("processes", "echo out of $MODE");
    let run =
        fake.bench("--modes interp,tiered --processes 3 --ignore-output --json r.json Main a");
    assert_eq!(run.status, 0, "{run:?}");
    for text in [
        "Main\n",
        "  interp  ",
        "  tiered  ",
        "speed of interp",
        "MB",
    ] {
        assert!(run.stdout.contains(text), "{text} in {run:?}");
    }
    for line in run.stdout.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let report = json(&fake.read("r.json"));
    assert_eq!(report["schema"], "brolga-bench");
    assert_eq!(report["version"], 1);
    assert_eq!(
        report["programs"][0]["command"],
        serde_json::json!(["Main", "a"])
    );
    let modes = report["programs"][0]["modes"].as_array().unwrap();
    for mode in modes {
        assert_eq!(mode["processes"].as_array().unwrap().len(), 3);
        assert!(mode["processes"][0]["peak_bytes"].as_u64().unwrap() > 0);
    }
    let summary = &report["summary"]["programs"][0]["modes"][1];
    assert!(
        summary["processes"]["speed"]["low"].is_number(),
        "{summary}"
    );
}

#[test]
fn a_wrong_answer_in_one_mode_is_found() {
    let fake = Fake::new("wrong", "test $MODE = tiered && echo 41 || echo 42");
    let run = fake.bench("--modes interp,tiered,hs-int --processes 2 Main");
    assert_eq!(run.status, 3, "{run:?}");
    let text =
        "DIFFERENT: tiered: not as hs-int: the output differs from line 1 on (3 and 3 bytes)";
    assert!(run.stdout.contains(text), "{run:?}");
    assert!(!run.stdout.contains("DIFFERENT: interp"), "{run:?}");
}

#[test]
fn a_late_wrong_answer_is_found() {
    // Only the fifth run of all prints something else.
    let fake = Fake::new(
        "late",
        "echo x >> count; test $(wc -l < count) = 5 && echo 41 || echo 42",
    );
    let run = fake.bench("--modes interp,tiered --processes 3 Main");
    assert_eq!(run.status, 3, "{run:?}");
    assert!(
        run.stdout.contains("in run 3: the output differs"),
        "{run:?}"
    );
}

#[test]
fn failing_in_one_mode_only_is_a_difference() {
    let fake = Fake::new(
        "fails",
        "test $MODE = tiered && { echo oh >&2; exit 7; }; exit 0",
    );
    let run = fake.bench("--modes interp,tiered --processes 2 Main");
    assert_eq!(run.status, 3, "{run:?}");
    assert!(
        run.stdout
            .contains("tiered: not as interp: exit status: 7: oh"),
        "{run:?}"
    );
}

#[test]
fn error_output_counts_on_request() {
    let fake = Fake::new("stderr", "echo $MODE >&2");
    let modes = "--modes interp,tiered --processes 1 Main";
    assert_eq!(fake.bench(modes).status, 0);
    let run = fake.bench(&format!("--compare-stderr {modes}"));
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stdout.contains("the error output differs"), "{run:?}");
}

#[test]
fn failing_everywhere_is_the_programs_fault() {
    let fake = Fake::new(
        "main",
        "echo Error: Main method not found in class X >&2; exit 1",
    );
    let run = fake.bench("--modes interp,tiered --json r.json X");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr
            .contains("X fails in every mode (exit status: 1)"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("Main method not found in class X"),
        "{run:?}"
    );
    assert!(run.stderr.contains("--stdin"), "{run:?}");
    assert!(!fake.exists("r.json"), "a report of nothing");
    let run = fake.bench("--allow-failure --modes interp,tiered --processes 1 X");
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_program_that_never_ends_in_one_mode() {
    let fake = Fake::new("never", "test $MODE = tiered && exec sleep 1000; echo done");
    let run = fake.bench("--modes interp,tiered --processes 2 --timeout 2 Main");
    assert_eq!(run.status, 3, "{run:?}");
    assert!(
        run.stdout
            .contains("note: tiered: still ran after 2 s: stopped"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("tiered: not as interp: timeout"),
        "{run:?}"
    );
    // It is the one that others are compared with.
    let fake = Fake::new(
        "never-first",
        "test $MODE = interp && exec sleep 1000; echo done",
    );
    let run = fake.bench("--modes interp,tiered --processes 2 --timeout 2 Main");
    assert_eq!(run.status, 3, "{run:?}");
    assert!(
        run.stdout.contains("interp: not as tiered: timeout"),
        "{run:?}"
    );
    let fake = Fake::new("never-ever", "exec sleep 1000");
    let run = fake.bench("--modes interp,tiered --processes 2 --timeout 2 Main");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("still ran after 2 s"), "{run:?}");
}

#[test]
fn an_interrupt_reports_what_there_is() {
    // From its fourth run on the program never ends.
    let script = "echo x >> count; test $(wc -l < count) -lt 4 || exec sleep 1000; echo done";
    let fake = Fake::new("interrupt", script);
    let run = fake.interrupted(
        "--modes interp,tiered --processes 5 --json r.json Main",
        |fake| fake.exists("count") && fake.read("count").lines().count() == 4,
    );
    assert_eq!(run.status, 130, "{run:?}");
    assert!(run.stdout.contains("interrupted"), "{run:?}");
    let report = json(&fake.read("r.json"));
    assert_eq!(report["interrupted"], true);
    let count = |at: usize| {
        report["programs"][0]["modes"][at]["processes"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count(0) + count(1), 3);
}

#[test]
fn input_comes_from_a_file() {
    let fake = Fake::new("input", "cat");
    fake.write("words", "hello\n");
    let run = fake.bench("--modes interp --processes 1 --stdin words --compare-stderr Main");
    assert_eq!(run.status, 0, "{run:?}");
    let run = fake.bench("--modes interp --processes 1 --stdin nothing Main");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr.contains("--stdin nothing: No such file"),
        "{run:?}"
    );
}

#[test]
fn modes_are_flags() {
    let fake = Fake::new("modes", "echo \"$@\" >> commands");
    let run = fake.bench(
        "--modes interp,hs-c1 --mode plain=tiered,-XX:JitOptLevel=none,-Xmx1g --base plain --processes 1 -cp c Main 1",
    );
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("speed of plain"), "{run:?}");
    let altjvm = format!("-XXaltjvm={}", fake.path("engine").display());
    let mut commands: Vec<String> = fake.read("commands").lines().map(str::to_string).collect();
    commands.sort();
    let mut wanted = [
        format!("{altjvm} -Xint -cp c Main 1"),
        format!("{altjvm} -XX:JitOptLevel=none -Xmx1g -cp c Main 1"),
        "-XX:TieredStopAtLevel=1 -cp c Main 1".to_string(),
    ];
    wanted.sort();
    assert_eq!(commands, wanted);
}

#[test]
fn wrong_use_is_told() {
    let fake = Fake::new("usage", "true");
    let error = |arguments: &str| {
        let run = fake.bench(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:?}");
        run.stderr
    };
    assert!(error("--modes opt Main").contains("opt: the optimising compiler is not built yet"));
    assert!(error("--modes quick Main").contains("no mode `quick`; there are: interp"));
    assert!(error("--modes interp,interp Main").contains("mode `interp` twice"));
    assert!(error("--modes hs --with-java none Main").contains("mode hs: there is none"));
    assert!(error("--base hs --modes interp Main").contains("--base hs"));
    assert!(error("--json /nonexistent/r.json Main").contains("cannot write /nonexistent/r.json"));
    assert!(error("--suite Nothing").contains("no program `Nothing` in the suite"));
    assert!(error("--cpus 100000 Main").contains("--cpus 100000: there are"));
    assert!(error("-cp x").contains("there is no class"));
    assert!(error("compare r.json").contains("wants two reports"));
    assert!(error("compare a.json b.json").contains("a.json: No such file"));
}

#[test]
fn help_needs_no_jdk() {
    let fake = Fake::new("help", "true");
    let run = fake.without_jdk("--help");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("--fail-above 5%") && run.stdout.contains("hs-c2"),
        "{run:?}"
    );
}

#[test]
fn a_slower_build_is_flagged() {
    let fake = Fake::new("slower", "true");
    let run = fake.bench("--modes interp --processes 7 --json measured.json Main");
    assert_eq!(run.status, 0, "{run:?}");
    // The times of a shell say nothing: these do.
    let write = |file: &str, milliseconds: u64| {
        let mut report = json(&fake.read("measured.json"));
        let samples = report["programs"][0]["modes"][0]["processes"].as_array_mut();
        for (at, sample) in samples.unwrap().iter_mut().enumerate() {
            sample["user_ns"] = ((milliseconds + at as u64) * 1_000_000).into();
            sample["system_ns"] = 0.into();
        }
        fake.write(file, &report.to_string());
    };
    write("old.json", 100);
    write("new.json", 130);
    let run = fake.bench("compare old.json new.json --fail-above 20%");
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("SLOWER, above the limit"), "{run:?}");
    let run = fake.bench("compare old.json new.json --fail-above=0.5");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("slower"), "{run:?}");
    let run = fake.bench("compare old.json old.json --fail-above 0%");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("no difference shown"), "{run:?}");
}
