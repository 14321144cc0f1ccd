//! `brolga dump` as a user runs it: on programs that end, end badly, or do not end; files that cannot be written; names that do not exist.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use brolga::jdk::{self, Places};
use records::{Compile, Record};

/// A method that inlines another, and is left when its argument changes its sign.
const HOT: &str = "
public class Hot {
    static int twice(int x) { return x + x; }

    static int step(int x) {
        if (x < 0) return -1;
        return twice(x) + 1;
    }

    public static void main(String[] args) throws Exception {
        int sum = 0;
        for (int i = 0; i < 100_000; i++) sum += step(i);
        for (int i = 0; i < 100_000; i++) sum += step(-i);
        System.out.println(\"sum \" + sum);
        if (args.length > 0 && args[0].equals(\"waits\")) Thread.sleep(1_000_000);
        if (args.length > 0) System.exit(Integer.parseInt(args[0]));
    }
}
";

/// A folder of a test's own, with the program compiled; removed at the end.
struct World {
    folder: PathBuf,
    java_home: PathBuf,
}

impl World {
    fn new(name: &str) -> World {
        let beside = Path::new(env!("CARGO_BIN_EXE_brolga")).with_file_name("libjvm.so");
        assert!(
            beside.is_file(),
            "{} is missing: build the package libjvm",
            beside.display()
        );
        let jdk = jdk::search(&Places::of_process(None)).jdk.expect("a JDK");
        let folder = std::env::temp_dir().join(format!("brolga-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("Hot.java"), HOT).expect("a file");
        let world = World {
            java_home: jdk.home.clone(),
            folder,
        };
        let compiled = Command::new(jdk.program("javac"))
            .args(["-g", "Hot.java"])
            .current_dir(&world.folder)
            .status();
        assert!(compiled.expect("javac runs").success());
        world
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_brolga"));
        brolga::launch::without_settings(&mut command);
        command
            .arg("dump")
            .args(arguments.split(' '))
            .current_dir(&self.folder)
            .env("JAVA_HOME", &self.java_home)
            .env_remove("BROLGA_LIBJVM");
        command
    }

    fn dump(&self, arguments: &str) -> Output {
        self.command(arguments).output().expect("brolga runs")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).expect("the dump is written")
    }

    fn records(&self, name: &str) -> Vec<Record> {
        records::read(&self.read(name)).expect("records")
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // (What cannot be removed stays.)
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn compiles(records: &[Record]) -> Vec<&Compile> {
    let rows = records.iter().filter_map(|record| match record {
        Record::Compile(compile) => Some(&**compile),
        _ => None,
    });
    rows.collect()
}

#[test]
fn text_follows_what_the_program_prints() {
    let world = World::new("text");
    let output = world.dump("--method Hot.step -Xbatch -cp . Hot");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let shown = text(&output.stdout);
    assert!(shown.starts_with("sum "), "{shown}");
    for part in [
        "==== Hot.step(I)I, compile 1 of it\n",
        "; line 6\n",
        ", not 0 (100 %)\n",
        "@7 Hot.twice(I)I: inlined, 4 bytes\n",
        "==== deopt at ",
        "==== Hot.step(I)I, compile 2 of it\n",
    ] {
        assert!(shown.contains(part), "no {part:?} in\n{shown}");
    }
}

/// Recordings in the folder, by the number of their compile.
fn recordings(world: &World) -> BTreeMap<u64, String> {
    let files = fs::read_dir(&world.folder).expect("the folder");
    let names = files.map(|file| text(file.expect("a file").file_name().as_encoded_bytes()));
    let numbered = names.filter_map(|name| {
        let (_, number) = name.strip_suffix(".log")?.split_once("_compid")?;
        Some((number.parse().expect("a number"), name))
    });
    numbered.collect()
}

#[test]
fn recordings_make_the_same_code() {
    let world = World::new("replay");
    let record = "-XX:CompileCommand=quiet -XX:CompileCommand=DumpReplay,Hot.step";
    let output = world.dump(&format!(
        "--method Hot.step --deterministic --json d.json {record} -cp . Hot"
    ));
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let all = world.records("d.json");
    let (made, recordings) = (compiles(&all), recordings(&world));
    assert!(made.len() >= 2, "{} compiles", made.len());
    assert_eq!(recordings.len(), made.len());
    for (recording, compile) in recordings.values().zip(made) {
        let output = world.dump(&format!(
            "--replay {recording} --deterministic --json r.json"
        ));
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let again = world.records("r.json");
        let [again] = compiles(&again)[..] else {
            panic!("one compile in {again:?}");
        };
        assert_eq!(again.task, compile.task);
        assert_eq!(again.ssa, compile.ssa);
        assert_eq!(again.clif, compile.clif);
        assert_eq!(again.code, compile.code);
        assert_eq!(again.deopt_points, compile.deopt_points);
        let names = |compile: &Compile| -> Vec<String> {
            compile.methods.iter().map(|row| row.name.clone()).collect()
        };
        assert_eq!(names(again), names(compile));
    }
    let first = &recordings[recordings.keys().next().expect("a recording")];
    let output = world.dump(&format!(
        "--replay {first} -XX:JitDisablePasses=hoist,number"
    ));
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(text(&output.stdout).starts_with("==== Hot.step(I)I, compile 1 of it\n"));
    let output = world.dump("--replay Hot.java");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    // (As HotSpot: what keeps the VM from starting stands in stdout.)
    assert!(
        text(&output.stdout).contains("JitReplay: Hot.java: "),
        "{output:?}"
    );
}

#[test]
fn records_are_linked() {
    let world = World::new("links");
    let output = world.dump("--method Hot::step --json d.json -Xbatch -cp . Hot");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let records = world.records("d.json");
    let compiles = compiles(&records);
    let deopt = records.iter().find_map(|record| match record {
        Record::Deopt(deopt) => Some(deopt),
        _ => None,
    });
    let deopt = deopt.expect("a deopt");
    assert_eq!(
        (deopt.reason.as_str(), deopt.action.as_str()),
        ("unstable_if", "recompile")
    );
    let left = compiles.iter().find(|compile| compile.id == deopt.compile);
    let left = left.expect("the compile that was left");
    assert!(
        left.deopt_points
            .iter()
            .any(|point| point.offset == deopt.offset)
    );
    let ended = records.iter().any(|record| {
        matches!(record, Record::Invalidate(end) if end.compile == left.id && end.reason == "replaced")
    });
    assert!(ended, "the code was not replaced");
    let better = compiles
        .iter()
        .find(|compile| compile.trigger.as_deref() == Some("deopt"));
    assert_eq!(better.expect("a better compile").number, 2);
    let Some(Record::End(end)) = records.last() else {
        panic!("no end");
    };
    let count = end.deopts.iter().find(|row| row.compile == left.id);
    assert_eq!(count.map(|row| row.offset), Some(deopt.offset));
}

#[test]
fn a_page_has_all_compiles_and_sources() {
    let world = World::new("page");
    let output = world.dump("--method Hot.* --json d.json --html d.html -Xbatch -cp . Hot");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page = world.read("d.html");
    for compile in compiles(&world.records("d.json")) {
        assert!(page.contains(&format!("id=\"compile-{}\"", compile.id)));
    }
    assert!(page.contains("id=\"source-Hot.java\""));
    let outside = ["http://", "https://", "src="];
    let pages_own = page.replace("http://www.w3.org/2000/svg", "");
    assert!(
        !outside.iter().any(|word| pages_own.contains(word)),
        "it is not self-contained"
    );
    let again = world.dump("--from d.json --html e.html");
    assert_eq!(again.status.code(), Some(0), "{again:?}");
    assert_eq!(world.read("e.html"), page);
}

#[test]
fn patterns_have_conditions_and_exceptions() {
    let world = World::new("patterns");
    let output = world.dump("--method Hot@osr --method Hot.twice --method !Hot.main@size<9 --json d.json -Xbatch -cp . Hot");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let records = world.records("d.json");
    let compiles = compiles(&records);
    assert!(!compiles.is_empty());
    for compile in compiles {
        let is_loop = compile.task.osr_bci.is_some() && compile.task.method.starts_with("Hot.main");
        assert!(
            is_loop || compile.task.method == "Hot.twice(I)I",
            "{:?}",
            compile.task
        );
    }
    let without = world.dump("--method Hot --method !Hot --json d.json -Xbatch -cp . Hot");
    assert_eq!(without.status.code(), Some(1), "{without:?}");
}

#[test]
fn a_source_file_is_run_and_shown() {
    let world = World::new("source");
    let folder = world.folder.join("elsewhere");
    fs::create_dir(&folder).expect("a folder");
    fs::rename(world.folder.join("Hot.java"), folder.join("Hot.java")).expect("a file");
    fs::remove_file(world.folder.join("Hot.class")).expect("a file");
    let output = world.dump("--method Hot.step --html d.html elsewhere/Hot.java");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(world.read("d.html").contains("id=\"source-Hot.java\""));
}

#[test]
fn an_empty_dump_fails_and_shows_near_names() {
    let world = World::new("empty");
    let output = world.dump("--method Hut.stepp --html d.html -cp . Hot");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let errors = text(&output.stderr);
    assert!(errors.contains("  Hot.step(I)I\n"), "{errors}");
    assert!(world.read("d.html").contains("Hot.step(I)I"));
    // One of two patterns.
    let some = world.dump("--method Hot.step --method Hot.twise --json d.json -Xbatch -cp . Hot");
    assert_eq!(some.status.code(), Some(1), "{some:?}");
    assert!(text(&some.stderr).contains("  Hot.twice(I)I\n"), "{some:?}");
    assert!(!compiles(&world.records("d.json")).is_empty());
}

#[test]
fn a_program_that_fails_is_dumped() {
    let world = World::new("fails");
    let output = world.dump("--method Hot.step --json d.json -Xbatch -cp . Hot 7");
    assert_eq!(output.status.code(), Some(7), "{output:?}");
    assert!(!compiles(&world.records("d.json")).is_empty());
    let output = world.dump("--method Hot.step --html d.html -cp . NoSuchClass");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stderr).contains("NoSuchClass"), "{output:?}");
}

#[test]
fn a_program_that_does_not_end_is_dumped_when_it_is_interrupted() {
    let world = World::new("waits");
    let mut command =
        world.command("--method Hot.step --json d.json --html d.html -Xbatch -cp . Hot waits");
    measure::interrupt::with_default_signals(&mut command);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("brolga runs");
    let stdout = child.stdout.take().expect("a pipe");
    let first = BufReader::new(stdout).lines().next();
    assert!(first.expect("a line").expect("text").starts_with("sum "));
    let interrupted = Command::new("sh")
        .args(["-c", &format!("kill -s INT {}", child.id())])
        .status();
    assert!(interrupted.expect("sh runs").success());
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(130));
    let records = world.records("d.json");
    assert!(!compiles(&records).is_empty());
    assert!(
        matches!(records.last(), Some(Record::End(_))),
        "the VM did not end in order"
    );
    assert!(world.read("d.html").contains("id=\"compile-"));
}

#[test]
fn what_cannot_be_written_or_read_is_said() {
    let world = World::new("bad");
    for (arguments, message) in [
        (
            "--method Hot.step --html no/d.html -cp . Hot",
            "cannot write no/d.html",
        ),
        ("--method Hot.step --json . -cp . Hot", "cannot write ."),
        ("--from no.json", "no.json"),
        ("--from Hot.java", "this is no dump"),
    ] {
        let output = world.dump(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments}: {output:?}");
        assert!(
            text(&output.stderr).contains(message),
            "{arguments}: {output:?}"
        );
        // Nothing ran.
        assert!(output.stdout.is_empty(), "{arguments}: {output:?}");
    }
    for arguments in ["-cp . Hot", "--method Hot.step", "--from x y"] {
        let output = world.dump(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {output:?}");
    }
    assert!(text(&world.dump("--help").stdout).contains("--html FILE"));
}

#[test]
fn a_class_is_compiled_without_a_run() {
    let world = World::new("static");
    let output = world
        .dump("--method Hot.* --method java.util.BitSet::set(I)V --static --json d.json -cp . Hot");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stdout.is_empty(), "it ran: {output:?}");
    let records = world.records("d.json");
    let Some(Record::Start(start)) = records.first() else {
        panic!("no start");
    };
    assert!(start.is_static);
    let compiles = compiles(&records);
    let names: Vec<&str> = compiles
        .iter()
        .map(|compile| compile.task.method.as_str())
        .collect();
    for name in [
        "Hot.<init>()V",
        "Hot.main([Ljava/lang/String;)V",
        "Hot.step(I)I",
        "Hot.twice(I)I",
        "java/util/BitSet.set(I)V",
    ] {
        assert!(names.contains(&name), "no {name} in {names:?}");
    }
    let missing = world.dump("--method No.Such::method --static -cp . Hot");
    assert_eq!(missing.status.code(), Some(1), "{missing:?}");
    let errors = text(&missing.stderr);
    assert!(
        errors.contains("cannot load No/Such: java.lang.ClassNotFoundException"),
        "{errors}"
    );
}

#[test]
fn compiles_are_printed_in_columns() {
    let world = World::new("columns");
    let output = Command::new(env!("CARGO_BIN_EXE_brolga"))
        .args(["run", "-Xbatch", "-XX:+PrintCompilation", "-cp"])
        .arg(&world.folder)
        .arg("Hot")
        .env("JAVA_HOME", &world.java_home)
        .env_remove("BROLGA_LIBJVM")
        .output()
        .expect("brolga runs");
    let shown = text(&output.stdout);
    // Time, number, flags, tier, method, size.
    let ends: Vec<&str> = { shown.lines() }
        .filter_map(|line| {
            let (head, end) = line.split_once("Hot::step")?;
            let words: Vec<&str> = head.split_whitespace().collect();
            assert!(matches!(words[..], [_, _, "b", "1"]), "{line}");
            assert!(
                { words[..2].iter() }.all(|word| word.parse::<u64>().is_ok()),
                "{line}"
            );
            Some(end)
        })
        .collect();
    let made = " (13 bytes)";
    assert_eq!(
        ends,
        [made, made, " (13 bytes)   made not entrant"],
        "{shown}"
    );
}

#[test]
fn dumps_are_compared() {
    let world = World::new("compared");
    let run = |name: &str, options: &str| {
        let arguments =
            format!("--method Hot.step --deterministic --json {name} {options} -cp . Hot");
        let output = world.dump(&arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    };
    run("one.json", "-Xshare:auto");
    run("two.json", "-Xshare:auto");
    assert_eq!(world.read("one.json"), world.read("two.json"));
    let kept = "-XX:CompileCommand=quiet -XX:CompileCommand=dontinline,Hot.twice";
    run("three.json", kept);
    let same = world.dump("--diff one.json two.json");
    assert_eq!(same.status.code(), Some(0), "{same:?}");
    let other = world.dump("--diff one.json three.json");
    assert_eq!(other.status.code(), Some(1), "{other:?}");
    let shown = text(&other.stdout);
    let expected = "==== Hot.step(I)I\n---- calls\n- @7 Hot.twice(I)I: inlined, 4 bytes\n+ @7 Hot.twice(I)I: the VM keeps it a call\n";
    assert!(shown.starts_with(expected), "{shown}");
}
