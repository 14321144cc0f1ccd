//! `/tmp/hsperfdata_USER/PID`: the file by which `jps` and `jcmd -l` find processes of this machine and know what they run. JDK: module
//! `jdk.internal.jvmstat`, format 2.0.
//!
//! ```text
//!  prologue (32 bytes)   magic, byte order, version, is readable, bytes used, overflow, time, offset of the first entry, entries
//!  entry (20 bytes)      its length, offset of the name, vector length, type, flags, unit, variability, offset of the value
//!    name, value         from the beginning of the entry; the next entry is at a multiple of 8
//! ```
//!
//! Only what does not change is told: the file is written once, when the VM has started, and goes with the process. What changes
//! (`jstat`) is not there. `-XX:-UsePerfData`, `-XX:+PerfDisableSharedMem`: no file.

use std::ffi::CStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::PathBuf;
use std::sync::OnceLock;

const MAGIC: u32 = 0xcafe_c0c0;
const VERSION: [u8; 2] = [2, 0];
const PROLOGUE_BYTES: u32 = 32;
const ENTRY_BYTES: u32 = 20;
/// Tools refuse a file whose size is no multiple of a page's.
const PAGE_BYTES: usize = 4096;
/// Flag of entries that tools may rely on.
const SUPPORTED: u8 = 1;
const CONSTANT: u8 = 1;

/// Units.
const TICKS: u8 = 3;
const STRING: u8 = 5;
const HERTZ: u8 = 6;

/// What tools may do: the first letter says that they may attach.
const ATTACHABLE: &str = "1000000000000000000000000000000000000000000000000000000000000000";

static PATH: OnceLock<PathBuf> = OnceLock::new();

/// A value of the file.
enum Value {
    Text(String),
    Long(i64, u8),
}

/// Boot, last: writes the file. Without it tools do not list the process, which is no reason to fail.
pub(crate) fn publish() {
    let flags = &flags::get().flags;
    if !flags.UsePerfData || flags.PerfDisableSharedMem {
        return;
    }
    match write() {
        Ok(path) => {
            PATH.get_or_init(|| path);
            // SAFETY: a function of this library, which is never unloaded.
            unsafe { libc::atexit(remove) };
        }
        Err(error) => flags::log!(perf; Info, "no file for jps: {error}"),
    }
}

/// The process ends.
extern "C" fn remove() {
    // A forked child that ends is not the process that the file is about.
    let own = std::process::id().to_string();
    if let Some(path) = PATH.get().filter(|path| path.ends_with(own)) {
        let _ = fs::remove_file(path);
    }
}

fn write() -> io::Result<PathBuf> {
    let folder = PathBuf::from(format!("/tmp/hsperfdata_{}", user()?));
    match DirBuilder::new().mode(0o755).create(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // Anybody may make such a folder: nothing is written into somebody else's, nor through a link.
    let found = fs::symlink_metadata(&folder)?;
    // SAFETY: a query without arguments.
    let me = unsafe { libc::geteuid() };
    if !found.is_dir() || found.uid() != me || found.mode() & 0o022 != 0 {
        let text = format!("{} is not safe", folder.display());
        return Err(io::Error::other(text));
    }
    let path = folder.join(std::process::id().to_string());
    // Of a process that had the same number.
    let _ = fs::remove_file(&path);
    let mut options = File::options();
    let options = options.write(true).create_new(true).mode(0o600);
    options.open(&path)?.write_all(&content())?;
    Ok(path)
}

fn user() -> io::Result<String> {
    let mut room = [0; 4096];
    let mut found = std::mem::MaybeUninit::<libc::passwd>::uninit();
    let mut entry = std::ptr::null_mut();
    // SAFETY: room of the sizes named, where the entry and its texts are, if `entry` is not null.
    let name = unsafe {
        let (at, length) = (room.as_mut_ptr(), room.len());
        libc::getpwuid_r(libc::geteuid(), found.as_mut_ptr(), at, length, &mut entry);
        entry
            .as_ref()
            .map(|entry| CStr::from_ptr(entry.pw_name).to_string_lossy().into_owned())
    };
    name.ok_or_else(|| io::Error::other("the user has no name"))
}

fn rows() -> Vec<(&'static str, Value)> {
    let options = flags::get();
    let text = |text: &str| Value::Text(text.to_owned());
    let property = |key| text(options.property(key).unwrap_or_default());
    let home = linker::class_path::java_home().display().to_string();
    let uptime = flags::log::uptime().as_nanos() as i64;
    vec![
        ("sun.rt.javaCommand", property("sun.java.command")),
        ("sun.rt.jvmCapabilities", text(ATTACHABLE)),
        (
            "java.rt.vmArgs",
            text(&natives::users_arguments().join(" ")),
        ),
        ("java.rt.vmFlags", text("")),
        ("java.property.java.class.path", property("java.class.path")),
        ("java.property.java.home", Value::Text(home)),
        ("java.property.java.vm.name", text(flags::VM_NAME)),
        (
            "java.property.java.vm.version",
            text(env!("CARGO_PKG_VERSION")),
        ),
        ("java.property.java.vm.info", text(options.mode.info())),
        ("sun.os.hrt.frequency", Value::Long(1_000_000_000, HERTZ)),
        ("sun.rt.vmInitDoneTime", Value::Long(uptime.max(1), TICKS)),
    ]
}

fn content() -> Vec<u8> {
    let rows = rows();
    let entries: Vec<u8> = rows
        .iter()
        .flat_map(|(name, value)| entry(name, value))
        .collect();
    let mut bytes = MAGIC.to_be_bytes().to_vec();
    let is_little = u8::from(cfg!(target_endian = "little"));
    bytes.extend_from_slice(&[is_little, VERSION[0], VERSION[1], 1]);
    let used = PROLOGUE_BYTES + entries.len() as u32;
    let (overflow, time) = (0, 0);
    for word in [
        used,
        overflow,
        time,
        time,
        PROLOGUE_BYTES,
        rows.len() as u32,
    ] {
        bytes.extend_from_slice(&word.to_ne_bytes());
    }
    bytes.extend_from_slice(&entries);
    bytes.resize(bytes.len().next_multiple_of(PAGE_BYTES), 0);
    bytes
}

fn entry(name: &str, value: &Value) -> Vec<u8> {
    let (kind, unit, length, data) = match value {
        Value::Text(text) => {
            let data = [text.as_bytes(), &[0]].concat();
            (b'B', STRING, data.len() as u32, data)
        }
        Value::Long(value, unit) => (b'J', *unit, 0, value.to_ne_bytes().to_vec()),
    };
    let data_offset = (ENTRY_BYTES + name.len() as u32 + 1).next_multiple_of(8);
    let bytes = (data_offset + data.len() as u32).next_multiple_of(8);
    let mut entry = Vec::new();
    for word in [bytes, ENTRY_BYTES, length] {
        entry.extend_from_slice(&word.to_ne_bytes());
    }
    entry.extend_from_slice(&[kind, SUPPORTED, unit, CONSTANT]);
    entry.extend_from_slice(&data_offset.to_ne_bytes());
    entry.extend_from_slice(name.as_bytes());
    entry.resize(data_offset as usize, 0);
    entry.extend_from_slice(&data);
    entry.resize(bytes as usize, 0);
    entry
}
