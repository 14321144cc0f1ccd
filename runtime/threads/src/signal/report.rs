//! The text of a crash: a summary on standard output and everything in `hs_err_pid<N>.log`, in the shapes tools know from HotSpot.
//!
//! Written in a signal handler on an alternate stack: no allocation, no lock; safest first. What hangs all the same is ended by an
//! alarm, what faults again by [`begin`]. `-XX:ErrorFile` (with `%p`), `-XX:+ErrorFileToStdout`, `-XX:+ErrorFileToStderr`.
//! Read next: `crash.rs`, which decides what is a crash.

use std::ffi::{CStr, c_void};
use std::fmt::{self, Write};
use std::ops::ControlFlow;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use abi::object::ARRAY_DATA_OFFSET;
use heap::oop::SlotExt;
use libc::c_int;
use metadata::{MethodRef, code_map, well_known as wk};

use crate::hooks;
use crate::thread::{JavaThread, ThreadState};
use crate::walk::{self, Frame};

const MOST_FRAMES: usize = 64;
/// After this many seconds of reporting the process ends anyway.
const TIME_LIMIT_SECONDS: u32 = 30;

/// Thread that writes a report, 0 if none.
static REPORTING: AtomicU32 = AtomicU32::new(0);
/// The JDK's folder: its `release` file knows the library's version.
static HOME: OnceLock<String> = OnceLock::new();

/// Tells the report where the JDK is. Once, at boot.
pub fn set_java_home(home: String) {
    HOME.get_or_init(|| home);
}

/// Why the process ends.
pub(super) enum Crash<'a> {
    Fault {
        signal: c_int,
        code: c_int,
        pc: usize,
        /// rbp.
        frame: usize,
        address: usize,
    },
    Panic {
        file: &'a str,
        line: u32,
        message: &'a str,
    },
}

/// Writes to a descriptor, without allocation. That nobody reads is no reason to stop.
#[derive(Clone, Copy)]
struct Out(c_int);

impl Out {
    fn bytes(self, bytes: &[u8]) {
        // SAFETY: a valid range; write is signal-safe.
        unsafe { libc::write(self.0, bytes.as_ptr().cast(), bytes.len()) };
    }
}

impl fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes(text.as_bytes());
        Ok(())
    }
}

/// A line of the report.
macro_rules! line {
    ($out:expr) => { $out.bytes(b"\n") };
    ($out:expr, $($format:tt)*) => {{
        let mut out = $out;
        let _ = out.write_fmt(format_args!($($format)*));
        out.bytes(b"\n");
    }};
}

/// A text in a fixed room, terminated for C; what does not fit is left out.
struct Path {
    bytes: [u8; 1024],
    length: usize,
}

impl Path {
    fn new() -> Path {
        Path {
            bytes: [0; 1024],
            length: 0,
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        let kept = bytes.len().min(self.bytes.len() - 1 - self.length);
        self.bytes[self.length..self.length + kept].copy_from_slice(&bytes[..kept]);
        self.length += kept;
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or("?")
    }

    /// A new file of this name.
    fn create(&self) -> Option<Out> {
        let flags = libc::O_CREAT | libc::O_TRUNC | libc::O_WRONLY | libc::O_CLOEXEC;
        // SAFETY: the array is terminated: its last byte is never written.
        let descriptor = unsafe { libc::open(self.bytes.as_ptr().cast(), flags, 0o644) };
        (descriptor >= 0).then_some(Out(descriptor))
    }
}

impl fmt::Write for Path {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes());
        Ok(())
    }
}

/// Begins a report; returns only the first time in a process, with the process's and the thread's id.
fn begin() -> (u32, u32) {
    // SAFETY: queries without preconditions.
    let (process, thread) = unsafe {
        (
            libc::getpid() as u32,
            libc::syscall(libc::SYS_gettid) as u32,
        )
    };
    let first = REPORTING.compare_exchange(0, thread, Ordering::SeqCst, Ordering::SeqCst);
    if let Err(reporter) = first {
        if reporter != thread {
            // Another thread reports and will end the process.
            loop {
                // SAFETY: no preconditions.
                unsafe { libc::pause() };
            }
        }
        line!(
            Out(libc::STDOUT_FILENO),
            "# [a second error while reporting]"
        );
        // SAFETY: the default action ends the process.
        unsafe { libc::abort() }
    }
    // SAFETY: the default action of SIGALRM ends the process.
    unsafe {
        libc::signal(libc::SIGALRM, libc::SIG_DFL);
        libc::alarm(TIME_LIMIT_SECONDS);
    }
    (process, thread)
}

/// Writes the report. Returns only the first time in a process.
pub(super) fn write(crash: &Crash) {
    let ids = begin();
    let options = flags::get();
    let (file, path) = if options.flags.ErrorFileToStdout {
        (Some(Out(libc::STDOUT_FILENO)), None)
    } else if options.flags.ErrorFileToStderr {
        (Some(Out(libc::STDERR_FILENO)), None)
    } else {
        match create_file(&options.flags.ErrorFile, ids.0) {
            Some((file, path)) => (Some(file), Some(path)),
            None => (None, None),
        }
    };
    let summary = Out(libc::STDOUT_FILENO);
    header(summary, crash, ids);
    if let Some(path) = &path {
        line!(
            summary,
            "# An error report file with more information is saved as:"
        );
        line!(summary, "# {}", path.text());
        line!(summary, "#");
    }
    line!(summary, "#");
    let out = file.unwrap_or(summary);
    if path.is_some() {
        header(out, crash, ids);
    }
    details(out, crash, ids);
}

/// `-XX:ErrorFile`, else the standard name in the current folder, else in `/tmp`.
fn create_file(pattern: &str, process: u32) -> Option<(Out, Path)> {
    let mut here = [0_u8; 1024];
    // SAFETY: room of the size named.
    let got = unsafe { libc::getcwd(here.as_mut_ptr().cast(), here.len()) };
    let here = here.split(|byte| *byte == 0).next().unwrap_or(&[]);
    let named = |pattern: &str, folder: &[u8]| {
        let mut path = Path::new();
        if !folder.is_empty() {
            path.push(folder);
            path.push(b"/");
        }
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('%') {
            path.push(before.as_bytes());
            rest = match after.as_bytes().first() {
                Some(b'p') => {
                    let _ = write!(path, "{process}");
                    &after[1..]
                }
                Some(b'%') => {
                    path.push(b"%");
                    &after[1..]
                }
                _ => {
                    path.push(b"%");
                    after
                }
            };
        }
        path.push(rest.as_bytes());
        path.create().map(|out| (out, path))
    };
    const STANDARD: &str = "hs_err_pid%p.log";
    let wanted = (!pattern.is_empty()).then(|| named(pattern, b"")).flatten();
    wanted
        .or_else(|| (!got.is_null()).then(|| named(STANDARD, here)).flatten())
        .or_else(|| named(STANDARD, b"/tmp"))
}

fn header(out: Out, crash: &Crash, (process, thread): (u32, u32)) {
    line!(out, "#");
    line!(
        out,
        "# A fatal error has been detected by the Java Runtime Environment:"
    );
    line!(out, "#");
    match crash {
        Crash::Fault {
            signal, code, pc, ..
        } => line!(
            out,
            "#  {} ({:#x}) at pc={:#018x}{}, pid={process}, tid={thread}",
            signal_name(*signal),
            signal,
            pc,
            match *code {
                libc::SI_USER | libc::SI_TKILL => " (sent by kill)",
                libc::SI_QUEUE => " (sent by sigqueue)",
                _ => "",
            }
        ),
        Crash::Panic {
            file,
            line,
            message,
        } => {
            line!(
                out,
                "#  Internal Error ({file}:{line}), pid={process}, tid={thread}"
            );
            line!(out, "#  fatal error: {message}");
        }
    }
    line!(out, "#");
    library_version(out);
    line!(
        out,
        "# Java VM: {} ({}, {}, {}-{})",
        flags::VM_NAME,
        env!("CARGO_PKG_VERSION"),
        flags::get().mode.info(),
        std::env::consts::OS,
        std::env::consts::ARCH
    );
    line!(out, "# Problematic frame:");
    out.bytes(b"# ");
    match crash {
        Crash::Fault { pc, .. } => native_frame(out, *pc),
        Crash::Panic { .. } => match stack().find(|pc| *pc != 0) {
            Some(pc) => native_frame(out, pc),
            None => line!(out, "?"),
        },
    }
    line!(out, "#");
}

/// `# JRE version: ...`, from the JDK's `release` file.
fn library_version(out: Out) {
    let Some(home) = HOME.get() else { return };
    let mut path = Path::new();
    path.push(home.as_bytes());
    path.push(b"/release");
    let mut buffer = [0_u8; 4096];
    // SAFETY: a terminated path, a buffer of the size named.
    let length = unsafe {
        let descriptor = libc::open(path.bytes.as_ptr().cast(), libc::O_RDONLY);
        if descriptor < 0 {
            return;
        }
        let length = libc::read(descriptor, buffer.as_mut_ptr().cast(), buffer.len());
        libc::close(descriptor);
        length
    };
    let text = &buffer[..usize::try_from(length).unwrap_or(0)];
    let value = |key: &[u8]| {
        text.split(|byte| *byte == b'\n')
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(b"=\""))
            .and_then(|value| std::str::from_utf8(value.split(|byte| *byte == b'"').next()?).ok())
    };
    if let Some(build) = value(b"JAVA_RUNTIME_VERSION") {
        // 17.0.15+6 of 17.0.15+6-Debian-1
        let short = build.split('-').next().unwrap_or(build);
        line!(
            out,
            "# JRE version: OpenJDK Runtime Environment ({short}) (build {build})"
        );
    }
}

fn signal_name(signal: c_int) -> &'static str {
    match signal {
        libc::SIGSEGV => "SIGSEGV",
        libc::SIGBUS => "SIGBUS",
        libc::SIGILL => "SIGILL",
        libc::SIGFPE => "SIGFPE",
        _ => "signal",
    }
}

fn details(out: Out, crash: &Crash, (_, os_thread): (u32, u32)) {
    line!(out, "\n---------------  T H R E A D  ---------------\n");
    // SAFETY: null or the current thread's struct, read by the thread itself.
    let thread = unsafe { JavaThread::current().as_ref() };
    match thread {
        None => line!(out, "Current thread is native thread, id={os_thread}"),
        Some(thread) => {
            let _ = write!(
                { out },
                "Current thread ({:#018x}):  JavaThread \"",
                ptr::from_ref(thread) as usize
            );
            thread_name(out, thread);
            line!(out, "\" [{}, id={os_thread}]", state_name(thread.state()));
        }
    }
    if let Crash::Fault {
        signal,
        code,
        address,
        ..
    } = crash
    {
        line!(
            out,
            "\nsiginfo: si_signo: {signal} ({}), si_code: {code}, si_addr: {address:#018x}",
            signal_name(*signal)
        );
    }
    line!(
        out,
        "\nNative frames: (j=interpreted, V=VM code, C=native code)"
    );
    let fault_pc = match crash {
        Crash::Fault { pc, .. } => *pc,
        Crash::Panic { .. } => 0,
    };
    // The frames of the handler itself say nothing.
    let skipped = stack().position(|pc| pc == fault_pc).unwrap_or(0);
    stack().skip(skipped).for_each(|pc| native_frame(out, pc));
    if let Some(thread) = thread {
        java_frames(out, thread, crash);
    }
    line!(out, "\n---------------  P R O C E S S  ---------------\n");
    heap_state(out);
    line!(out, "VM Arguments:");
    out.bytes(b"jvm_args:");
    let options = flags::get();
    for argument in &options.input_arguments {
        out.bytes(b" ");
        out.bytes(argument.as_bytes());
    }
    for (label, key) in [
        ("java_command", "sun.java.command"),
        ("java_class_path (initial)", "java.class.path"),
    ] {
        let _ = write!(
            { out },
            "\n{label}: {}",
            options.property(key).unwrap_or("<unknown>")
        );
    }
    line!(out, "\n");
    // Last: it follows pointers that the crash may have spoilt.
    if let Some(hooks) = hooks::installed() {
        line!(out, "---------------  C O M P I L E R  ---------------\n");
        let _ = (hooks.write_compiler_history)(&mut { out });
        line!(out);
    }
    line!(out, "END.");
}

/// Ranges of the heap, and how often it was collected.
fn heap_state(out: Out) {
    if !heap::exists() {
        return;
    }
    line!(out, "Heap:");
    let _ = heap::write_layout(&mut { out });
    let done = heap::statistics();
    line!(
        out,
        "Collections: {} young ({} ms), {} full ({} ms), {} of them moved objects\n",
        done.young,
        done.young_ns / 1_000_000,
        done.full,
        done.full_ns / 1_000_000,
        done.moving
    );
}

/// Without the conversions that allocate: names in Latin-1 are written as they are.
fn thread_name(out: Out, thread: &JavaThread) {
    let object = thread.thread_object.oop(thread.no_safepoint());
    let name = object
        .zip(wk::THREAD_NAME.try_offset())
        .and_then(|(object, offset)| object.get_ref(offset));
    let value = name.and_then(|name| name.get_ref(wk::STRING_VALUE.try_offset()?));
    match value {
        Some(value) => {
            let mut bytes = [0; 256];
            let length = value.length().min(bytes.len());
            for (index, byte) in bytes.iter_mut().enumerate().take(length) {
                *byte = value.get_u8((ARRAY_DATA_OFFSET + index) as u32);
            }
            out.bytes(&bytes[..length]);
        }
        None => out.bytes(b"<unnamed thread>"),
    }
}

fn state_name(state: ThreadState) -> &'static str {
    match state {
        ThreadState::InJava => "_thread_in_Java",
        ThreadState::InVm => "_thread_in_vm",
        ThreadState::InNative => "_thread_in_native",
        ThreadState::Blocked => "_thread_blocked",
        _ => "_thread_new",
    }
}

fn java_frames(out: Out, thread: &JavaThread, crash: &Crash<'_>) {
    line!(
        out,
        "\nJava frames: (J=compiled, tier 1, j=interpreted, tier 0, n=native method; the number is the bci)"
    );
    let mut anchor = (thread.area.anchor_fp, thread.area.anchor_pc);
    if let Crash::Fault { pc, frame, .. } = crash
        && code_map::find(*pc).is_some()
    {
        native_frame(out, *pc);
        // SAFETY: the rbp of a frame of compiled code: the caller's and the return pc lie there (abi::code).
        anchor = unsafe { (*(*frame as *const usize), *((*frame + 8) as *const usize)) };
    }
    // In these the anchor is what the last call into the VM wrote; elsewhere it may be older than the frames.
    if !matches!(
        thread.state(),
        ThreadState::InVm | ThreadState::InNative | ThreadState::Blocked
    ) {
        line!(out, "(the innermost may be missing)");
    }
    let mut count = 0;
    walk::walk_from(thread, anchor, |frame| {
        java_frame(out, &frame);
        count += 1;
        if count == MOST_FRAMES {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
}

/// `j  java.lang.Thread.run()V+11 java.base@17.0.15`.
fn java_frame(out: Out, frame: &Frame) {
    let method = &frame.method;
    let bci = frame.bci();
    out.bytes(match bci {
        Some(_) if frame.is_compiled() => b"J  ",
        Some(_) => b"j  ",
        None => b"n  ",
    });
    method_name(out, method);
    let _ = write!({ out }, "+{}", bci.unwrap_or(0));
    if let Some(instance) = method.klass.instance.as_deref()
        && let Some(module) = instance.module.name
    {
        out.bytes(b" ");
        out.bytes(module.bytes());
        if let Some(version) = instance.module.version() {
            let _ = write!({ out }, "@{version}");
        }
    }
    line!(out);
}

/// `java.lang.Thread.run()V`.
fn method_name(out: Out, method: &MethodRef) {
    for part in method
        .klass
        .name
        .bytes()
        .split_inclusive(|byte| *byte == b'/')
    {
        match part.split_last() {
            Some((b'/', name)) => {
                out.bytes(name);
                out.bytes(b".");
            }
            _ => out.bytes(part),
        }
    }
    out.bytes(b".");
    out.bytes(method.name.bytes());
    out.bytes(method.descriptor.bytes());
}

unsafe extern "C" {
    fn backtrace(buffer: *mut *mut c_void, size: c_int) -> c_int;
}

/// The first call loads the unwinder, which allocates: not in a handler.
pub(super) fn prepare() {
    // SAFETY: room for one frame.
    unsafe { backtrace([ptr::null_mut()].as_mut_ptr(), 1) };
}

/// Program counters of the calling thread's native stack, innermost first.
fn stack() -> impl Iterator<Item = usize> {
    let mut frames = [ptr::null_mut(); MOST_FRAMES];
    // SAFETY: glibc's own unwinder; the buffer has the size named.
    let count = unsafe { backtrace(frames.as_mut_ptr(), MOST_FRAMES as c_int) };
    frames
        .into_iter()
        .take(usize::try_from(count).unwrap_or(0))
        .map(|frame| frame as usize)
}

/// `C  [libfoo.so+0x1119]  Java_Foo_bar+0x19`, or `J  Foo.bar()V [0x00007f8a10000040+0x19]`.
fn native_frame(out: Out, pc: usize) {
    if let Some(code) = code_map::find(pc) {
        out.bytes(b"J  ");
        method_name(out, &code.method);
        line!(out, " [{:#018x}+{:#x}]", code.start, pc - code.start);
        return;
    }
    let library = |pc: usize| {
        // SAFETY: `info` is filled in if the result is non-zero; names live as long as their library.
        unsafe {
            let mut info: libc::Dl_info = std::mem::zeroed();
            (libc::dladdr(pc as *const c_void, &mut info) != 0).then_some(info)
        }
    };
    let Some(info) = library(pc) else {
        line!(out, "C  {pc:#018x}");
        return;
    };
    let own = library(native_frame as *const () as usize);
    let in_vm = own.is_some_and(|own| own.dli_fbase == info.dli_fbase);
    let text = |name: *const libc::c_char| {
        // SAFETY: null or a terminated name, see above.
        (!name.is_null()).then(|| unsafe { CStr::from_ptr(name).to_bytes() })
    };
    let path = text(info.dli_fname).unwrap_or(b"?");
    out.bytes(if in_vm { b"V  [" } else { b"C  [" });
    out.bytes(path.rsplit(|byte| *byte == b'/').next().unwrap_or(path));
    let _ = write!({ out }, "+{:#x}]", pc - info.dli_fbase as usize);
    if let Some(name) = text(info.dli_sname) {
        out.bytes(b"  ");
        out.bytes(name);
        let _ = write!({ out }, "+{:#x}", pc.wrapping_sub(info.dli_saddr as usize));
    }
    line!(out);
}
