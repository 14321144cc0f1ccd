//! `GC.heap_dump`: a dump is read as its specification says (HPROF, "JAVA PROFILE 1.0.2"), and what the program has made is in it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use crate::jni_suite::{directory, run};
use crate::support;

const PROGRAM: &str = "
import java.io.File;
import java.lang.ProcessBuilder.Redirect;

public class Dumped {
    static class Base { int number = 7; Object self = this; }
    static class Derived extends Base { double half = 0.5; byte small = -2; char letter = 'x'; boolean yes = true; float f = 1.5f; short s = -3; }

    static final Derived KEPT = new Derived();
    static final long BIG = Long.parseLong(\"81985529216486895\");
    static final int[][] TABLE = {{1, 2}, {-3}};

    public static void main(String[] args) throws Exception {
        String command = \"GC.heap_dump \" + args[1];
        new ProcessBuilder(args[0], \"\" + ProcessHandle.current().pid(), command).redirectError(Redirect.INHERIT)
            .redirectOutput(Redirect.INHERIT).start().waitFor();
    }
}
";

/// A class as the dump has it.
#[derive(Default)]
struct Class {
    super_class: u64,
    instance_bytes: u32,
    /// Name, type, value.
    statics: Vec<(u64, u8, u64)>,
    fields: Vec<(u64, u8)>,
}

enum Object {
    Instance { class: u64, values: Vec<u8> },
    Objects { elements: Vec<u64> },
    Numbers { kind: u8, data: Vec<u8> },
}

#[derive(Default)]
struct Dump {
    names: HashMap<u64, String>,
    class_names: HashMap<u64, u64>,
    classes: HashMap<u64, Class>,
    objects: HashMap<u64, Object>,
    roots: Vec<u64>,
}

/// Bytes from front to back; running out of them is a failure.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken
    }

    fn number(&mut self, bytes: usize) -> u64 {
        let number = |all: u64, byte: &u8| all << 8 | u64::from(*byte);
        self.take(bytes).iter().fold(0, number)
    }

    fn value(&mut self, kind: u8) -> u64 {
        self.number(size_of_kind(kind))
    }
}

fn size_of_kind(kind: u8) -> usize {
    match kind {
        4 | 8 => 1,
        5 | 9 => 2,
        6 | 10 => 4,
        2 | 7 | 11 => 8,
        other => panic!("no type {other}"),
    }
}

fn read(bytes: &[u8]) -> Dump {
    let mut reader = Reader(bytes);
    assert_eq!(reader.take(19), b"JAVA PROFILE 1.0.2\0");
    assert_eq!(reader.number(4), 8, "bytes of an id");
    reader.take(8);
    let mut dump = Dump::default();
    let mut has_end = false;
    while !reader.0.is_empty() {
        assert!(!has_end, "something behind the end");
        let tag = reader.number(1);
        reader.take(4);
        let length = reader.number(4) as usize;
        let mut body = Reader(reader.take(length));
        match tag {
            0x01 => {
                let id = body.number(8);
                let text = String::from_utf8_lossy(body.0).into_owned();
                assert!(dump.names.insert(id, text).is_none(), "a name twice");
            }
            0x02 => {
                body.take(4);
                let class = body.number(8);
                body.take(4);
                dump.class_names.insert(class, body.number(8));
            }
            0x05 => assert_eq!(length, 12),
            0x1c => segment(&mut dump, body),
            0x2c => has_end = length == 0,
            other => panic!("record {other:#x}"),
        }
    }
    assert!(has_end, "no end");
    dump
}

fn segment(dump: &mut Dump, mut body: Reader<'_>) {
    while !body.0.is_empty() {
        let tag = body.number(1);
        let id = body.number(8);
        match tag {
            0xff | 0x05 => dump.roots.push(id),
            0x20 => {
                body.take(4);
                let super_class = body.number(8);
                body.take(5 * 8);
                let instance_bytes = body.number(4) as u32;
                assert_eq!(body.number(2), 0, "constants");
                let statics = (0..body.number(2)).map(|_| {
                    let (name, kind) = (body.number(8), body.number(1) as u8);
                    (name, kind, body.value(kind))
                });
                let statics = statics.collect();
                let fields = (0..body.number(2)).map(|_| (body.number(8), body.number(1) as u8));
                let fields = fields.collect();
                let class = Class {
                    super_class,
                    instance_bytes,
                    statics,
                    fields,
                };
                assert!(dump.classes.insert(id, class).is_none(), "a class twice");
            }
            _ => {
                body.take(4);
                let object = object(tag, &mut body);
                assert!(dump.objects.insert(id, object).is_none(), "an object twice");
            }
        }
    }
}

fn object(tag: u64, body: &mut Reader<'_>) -> Object {
    match tag {
        0x21 => {
            let class = body.number(8);
            let length = body.number(4) as usize;
            let values = body.take(length).to_vec();
            Object::Instance { class, values }
        }
        0x22 => {
            let length = body.number(4);
            body.take(8);
            let elements = (0..length).map(|_| body.number(8)).collect();
            Object::Objects { elements }
        }
        0x23 => {
            let length = body.number(4) as usize;
            let kind = body.number(1) as u8;
            let data = body.take(length * size_of_kind(kind)).to_vec();
            Object::Numbers { kind, data }
        }
        other => panic!("part {other:#x}"),
    }
}

impl Dump {
    fn class(&self, name: &str) -> (u64, &Class) {
        let is_named = |(_, id): &(&u64, &u64)| self.names[id] == name;
        let (class, _) = self.class_names.iter().find(is_named).expect("a class");
        (*class, &self.classes[class])
    }

    fn static_value(&self, class: &str, field: &str) -> u64 {
        let statics = &self.class(class).1.statics;
        let row = statics.iter().find(|(name, ..)| self.names[name] == field);
        row.expect("a static field").2
    }

    /// The fields of an instance by their names, its own class's first.
    fn fields(&self, class: u64, values: &[u8]) -> Vec<(&str, u8, u64)> {
        let mut reader = Reader(values);
        let mut fields = Vec::new();
        let mut at = class;
        while at != 0 {
            let class = &self.classes[&at];
            for (name, kind) in &class.fields {
                fields.push((&self.names[name][..], *kind, reader.value(*kind)));
            }
            at = class.super_class;
        }
        assert!(reader.0.is_empty(), "more values than fields");
        fields
    }
}

#[test]
fn a_dump_has_what_the_program_has_made() {
    let folder = directory("heap-dump");
    fs::write(folder.join("Dumped.java"), PROGRAM).expect("a file");
    let home = support::java_home();
    run(Command::new(home.join("bin/javac"))
        .arg("Dumped.java")
        .current_dir(&folder));
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let mut java = Command::new(home.join("bin/java"));
    java.arg(altjvm).args(["-cp", ".", "Dumped"]);
    java.arg(home.join("bin/jcmd")).arg("out.hprof");
    java.current_dir(&folder).stdin(Stdio::null());
    let file = folder.join("out.hprof");
    let told = run(&mut java);
    assert!(told.contains("Heap dump file created ["), "{told}");
    // What is there is not written over.
    let told = run(&mut java);
    assert!(
        told.contains("Unable to create") && told.contains("File exists"),
        "{told}"
    );
    let mode = fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let dump = read(&fs::read(&file).expect("a dump"));

    let (derived, class) = dump.class("Dumped$Derived");
    let kept = dump.static_value("Dumped", "KEPT");
    let Object::Instance { class: of, values } = &dump.objects[&kept] else {
        panic!("no instance");
    };
    assert_eq!((*of, values.len() as u32), (derived, class.instance_bytes));
    let fields = dump.fields(derived, values);
    let wanted = [
        ("half", 7, 0.5f64.to_bits()),
        ("small", 8, 0xfe),
        ("letter", 5, u64::from(b'x')),
        ("yes", 4, 1),
        ("f", 6, u64::from(1.5f32.to_bits())),
        ("s", 9, 0xfffd),
        ("number", 10, 7),
        ("self", 2, kept),
    ];
    assert_eq!(fields, wanted);
    assert_eq!(dump.static_value("Dumped", "BIG"), 0x0123_4567_89ab_cdef);
    let table = dump.static_value("Dumped", "TABLE");
    let Object::Objects { elements } = &dump.objects[&table] else {
        panic!("no array");
    };
    let Object::Numbers { kind: 10, data } = &dump.objects[&elements[1]] else {
        panic!("no int[]");
    };
    assert_eq!(data[..], (-3i32).to_be_bytes());
    assert_all_is_there(&dump);
    fs::remove_dir_all(&folder).expect("the folder goes");
}

/// Whatever is referred to is in the dump, and everything hangs on a root.
fn assert_all_is_there(dump: &Dump) {
    let is_there = |id: &u64| dump.objects.contains_key(id) || dump.classes.contains_key(id);
    let (mut seen, mut ready) = (HashSet::new(), dump.roots.clone());
    while let Some(id) = ready.pop() {
        if id == 0 || !seen.insert(id) {
            continue;
        }
        assert!(is_there(&id), "{id:#x} is missing");
        if let Some(class) = dump.classes.get(&id) {
            ready.push(class.super_class);
            let references = class.statics.iter().filter(|(_, kind, _)| *kind == 2);
            ready.extend(references.map(|(_, _, value)| value));
        }
        match dump.objects.get(&id) {
            Some(Object::Instance { class, values }) => {
                ready.push(*class);
                let fields = dump.fields(*class, values);
                let references = fields.iter().filter(|(_, kind, _)| *kind == 2);
                ready.extend(references.map(|(_, _, value)| *value));
            }
            Some(Object::Objects { elements }) => ready.extend(elements),
            Some(Object::Numbers { .. }) | None => {}
        }
    }
    let objects = dump.objects.len();
    let reached = seen.iter().filter(|id| dump.objects.contains_key(id));
    let reached = reached.count();
    assert!(
        objects > 1000 && reached * 10 > objects * 9,
        "{reached} of {objects}"
    );
}
