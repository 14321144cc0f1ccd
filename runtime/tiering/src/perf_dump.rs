//! `-XX:+PerfJitDump`: `jit-PID.dump`, by which `perf inject --jit` gives compiled code its names, instructions and source lines. Source:
//! the Linux kernel's `tools/perf/Documentation/jitdump-specification.txt`, version 1.
//!
//! Unlike the map (`perf_map`) records have times, so that an address may be one method's first and another's later; the clock is that of
//! `perf record -k mono`. For the lines compiled code says what each instruction was made for, as with `-XX:+DebugNonSafepoints`.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::sync::{Mutex, PoisonError};

use metadata::MethodRef;
use metadata::code_map::Code;

/// "JiTD", as a number of this machine's byte order.
const MAGIC: u32 = 0x4a69_5444;
const VERSION: u32 = 1;
const HEADER_BYTES: u32 = 40;
/// Of each record, before its own fields.
const RECORD_HEADER_BYTES: usize = 16;

/// Kinds of records.
const LOAD: u32 = 0;
const DEBUG_INFO: u32 = 2;

static DUMP: Mutex<Option<Dump>> = Mutex::new(None);

struct Dump {
    file: File,
    /// Pieces of code so far.
    count: u64,
}

/// Boot: begins the file, if it is wanted. A file that cannot be made is a warning.
pub(crate) fn init() {
    if !flags::get().flags.PerfJitDump {
        return;
    }
    let path = format!("jit-{}.dump", std::process::id());
    match begin(&path) {
        Ok(dump) => *DUMP.lock().unwrap_or_else(PoisonError::into_inner) = Some(dump),
        Err(error) => flags::errln!("{} warning: {path}: {error}", flags::VM_NAME),
    }
}

fn begin(path: &str) -> io::Result<Dump> {
    let mut options = File::options();
    let mut file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    let mut header = Vec::new();
    for word in [
        MAGIC,
        VERSION,
        HEADER_BYTES,
        machine(),
        0,
        std::process::id(),
    ] {
        header.extend_from_slice(&word.to_ne_bytes());
    }
    header.extend_from_slice(&now().to_ne_bytes());
    header.extend_from_slice(&0_u64.to_ne_bytes());
    file.write_all(&header)?;
    // This mapping is how `perf record` learns of the file: it stays for ever.
    // SAFETY: a new mapping of an open file, which nobody touches.
    let mapped = unsafe {
        let access = libc::PROT_READ | libc::PROT_EXEC;
        let bytes = header.len();
        let private = libc::MAP_PRIVATE;
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            access,
            private,
            file.as_raw_fd(),
            0,
        )
    };
    if mapped == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    Ok(Dump { file, count: 0 })
}

/// `e_machine` of an ELF file for this processor.
fn machine() -> u32 {
    const X86_64: u32 = 62;
    const AARCH64: u32 = 183;
    if cfg!(target_arch = "aarch64") {
        AARCH64
    } else {
        X86_64
    }
}

/// Nanoseconds of the monotonic clock.
fn now() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: room for the answer.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Code that is about to be called. A record that cannot be written is lost.
pub(crate) fn add(code: &Code) {
    let mut dump = DUMP.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(dump) = dump.as_mut() {
        let debug_info = record(DEBUG_INFO, &debug_info(code));
        let load = record(LOAD, &load(code, dump.count));
        dump.count += 1;
        let _ = dump.file.write_all(&[debug_info, load].concat());
    }
}

fn record(kind: u32, fields: &[u8]) -> Vec<u8> {
    let bytes = (RECORD_HEADER_BYTES + fields.len()) as u32;
    let mut record = [kind.to_ne_bytes(), bytes.to_ne_bytes()].concat();
    record.extend_from_slice(&now().to_ne_bytes());
    record.extend_from_slice(fields);
    record
}

/// Where code is, its name and its bytes.
fn load(code: &Code, index: u64) -> Vec<u8> {
    // SAFETY: a query without arguments.
    let thread = unsafe { libc::syscall(libc::SYS_gettid) } as u32;
    let mut fields = [std::process::id().to_ne_bytes(), thread.to_ne_bytes()].concat();
    let (start, bytes) = (code.start as u64, code.bytes as u64);
    for word in [start, start, bytes, index] {
        fields.extend_from_slice(&word.to_ne_bytes());
    }
    fields.extend_from_slice(crate::perf_map::name(code).as_bytes());
    fields.push(0);
    // SAFETY: the code's bytes are in the cache, readable, and nobody changes them.
    let bytes = unsafe { std::slice::from_raw_parts(code.start as *const u8, code.bytes) };
    fields.extend_from_slice(bytes);
    fields
}

/// Addresses from which on the code is of a source line.
fn debug_info(code: &Code) -> Vec<u8> {
    let lines = lines(code);
    let mut fields = (code.start as u64).to_ne_bytes().to_vec();
    fields.extend_from_slice(&(lines.len() as u64).to_ne_bytes());
    for line in lines {
        fields.extend_from_slice(&(code.start as u64 + u64::from(line.offset)).to_ne_bytes());
        fields.extend_from_slice(&line.number.to_ne_bytes());
        fields.extend_from_slice(&0_u32.to_ne_bytes());
        fields.extend_from_slice(line.file.as_bytes());
        fields.push(0);
    }
    fields
}

/// From `offset` on the code is of this line.
#[derive(PartialEq, Eq, Debug)]
struct Line {
    offset: u32,
    number: u32,
    file: String,
}

/// Ascending; neighbours differ. Of inlined code the line is that of the inlined method.
fn lines(code: &Code) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (offset, origin) in code.tables.places.iter().copied() {
        let innermost = code.frames(origin).first();
        if let Some((file, number)) = innermost.and_then(|(method, bci)| source(*method, *bci)) {
            let last = lines.last();
            if last.is_none_or(|last| (last.number, &last.file) != (number, &file)) {
                lines.push(Line {
                    offset,
                    number,
                    file,
                });
            }
        }
    }
    lines
}

/// `java/lang/String.java` and the line.
fn source(method: u32, bci: u32) -> Option<(String, u32)> {
    // SAFETY: compiled code names live methods (its class keeps theirs).
    let method = unsafe { MethodRef::from_address(method) }?;
    let line = method.line_number(bci)?;
    let class = &method.klass.instance.as_deref()?.class_file;
    let file = class.pool.utf8(class.attributes.source_file)?;
    let file = String::from_utf8_lossy(file);
    let name = method.klass.name.to_text();
    let path = match name.rsplit_once('/') {
        Some((package, _)) => format!("{package}/{file}"),
        None => file.into_owned(),
    };
    Some((path, u32::from(line)))
}
