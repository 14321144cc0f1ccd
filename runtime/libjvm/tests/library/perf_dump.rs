//! `-XX:+PerfJitDump`: the file as `perf inject --jit` reads it.

use std::fs;
use std::process::Command;

use crate::support;

/// A method that every start calls, compiled when it is first called.
const METHOD: &str = "java.lang.StringLatin1::hashCode";

/// Fields of a file in this machine's byte order, from the front.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(count);
        self.0 = rest;
        bytes
    }

    fn word(&mut self) -> u32 {
        u32::from_ne_bytes(self.bytes(4).try_into().expect("four bytes"))
    }

    fn long(&mut self) -> u64 {
        u64::from_ne_bytes(self.bytes(8).try_into().expect("eight bytes"))
    }

    fn text(&mut self) -> String {
        let end = self.0.iter().position(|byte| *byte == 0).expect("an end");
        let text = String::from_utf8(self.bytes(end).to_vec()).expect("text");
        self.bytes(1);
        text
    }
}

#[test]
fn a_dump_has_names_bytes_and_lines() {
    let folder = std::env::temp_dir().join(format!("brolga-perf-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(support::libjvm_directory());
    let output = Command::new(support::java_home().join("bin/java"))
        .arg(altjvm)
        .args(["-Xcomp", "-XX:+PerfJitDump", "-XX:CompileCommand=quiet"])
        .arg(format!("-XX:CompileCommand=compileonly,{METHOD}"))
        .arg("-version")
        .current_dir(&folder)
        .output()
        .expect("java runs");
    assert!(output.status.success(), "{output:?}");
    let mut files = fs::read_dir(&folder).expect("the folder");
    let path = files.next().expect("a dump").expect("an entry").path();
    let name = path.file_name().expect("a name").to_string_lossy();
    assert!(
        name.starts_with("jit-") && name.ends_with(".dump"),
        "{name}"
    );
    let dump = fs::read(&path).expect("the dump");
    fs::remove_dir_all(&folder).expect("the folder is ours");

    let mut fields = Fields(&dump);
    assert_eq!(
        (fields.word(), fields.word(), fields.word()),
        (0x4a69_5444, 1, 40)
    );
    let (_machine, _padding, process) = (fields.word(), fields.word(), fields.word());
    assert_eq!(name, format!("jit-{process}.dump"));
    let (mut time, _flags) = (fields.long(), fields.long());
    let mut described = 0;
    let mut loaded = 0;
    while !fields.0.is_empty() {
        let (kind, bytes, now) = (fields.word(), fields.word(), fields.long());
        assert!(now >= time, "records are in order");
        time = now;
        let mut record = Fields(fields.bytes(bytes as usize - 16));
        match kind {
            0 => {
                assert_eq!(record.word(), process);
                let (_thread, start, same) = (record.word(), record.long(), record.long());
                assert_eq!(start, same);
                assert_eq!(start, described, "lines come before the code");
                let (length, index) = (record.long(), record.long());
                assert_eq!(index, loaded);
                assert_eq!(record.text(), format!("{METHOD}([B)I"));
                assert_eq!(record.0.len() as u64, length);
                loaded += 1;
            }
            2 => {
                described = record.long();
                let count = record.long();
                assert!(count > 0, "no lines");
                let mut last = 0;
                for _ in 0..count {
                    let (address, line, _) = (record.long(), record.word(), record.word());
                    assert!(address > last && line > 0);
                    last = address;
                    assert_eq!(record.text(), "java/lang/StringLatin1.java");
                }
                assert!(record.0.is_empty());
            }
            other => panic!("record of kind {other}"),
        }
    }
    assert!(loaded > 0, "no code");
}
