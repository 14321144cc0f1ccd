//! Faults: SIGSEGV, SIGBUS, SIGILL, SIGFPE, and panics of the VM end the process with a report: what, where, thread, Java frames
//! (method, bci, tier), native frames.
//!
//! The report is written from the faulting thread's signal handler on its alternate stack, without allocation or locks as far as
//! it goes; what could fail comes last, and a second fault ends the process at once. A fault in a thread that is not attached goes
//! to the handler that was there before the VM.

use std::ffi::c_void;
use std::fmt::{self, Write};
use std::mem::MaybeUninit;
use std::ops::ControlFlow;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use libc::{c_int, siginfo_t};

use crate::thread::{JavaThread, ThreadState};
use crate::walk;

/// The signals of faults: never blocked in any mask.
pub(super) const FAULTS: [c_int; 4] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE];

const ALTERNATE_STACK_BYTES: usize = 128 * 1024;
const MOST_FRAMES: usize = 64;

/// Thread that writes a report, 0 if none.
static REPORTING: AtomicU32 = AtomicU32::new(0);
/// Actions from before the VM, in the order of `FAULTS`.
static PREVIOUS: Mutex<[Option<libc::sigaction>; FAULTS.len()]> = Mutex::new([None; FAULTS.len()]);

/// Answers whether a fault at `pc` is expected, and where to go on: for accesses that may fault (`Unsafe`, mapped files) and code
/// that traps. Address of a `fn(signal, pc, address) -> new pc or 0`, 0 if nobody installed one.
static RECOVERY: AtomicUsize = AtomicUsize::new(0);

/// `(signal, pc, fault address) -> pc to go on at, 0 for a crash`. Runs in the signal handler: no allocation, no lock.
pub type Recovery = extern "C" fn(c_int, usize, usize) -> usize;

/// Installs the recovery table's look-up.
pub fn set_recovery(recovery: Recovery) {
    RECOVERY.store(recovery as *const () as usize, Ordering::Release);
}

/// Writes to standard error without allocation.
struct Raw;

impl fmt::Write for Raw {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // SAFETY: the bytes of a str; write is signal-safe.
        unsafe { libc::write(libc::STDERR_FILENO, text.as_ptr().cast(), text.len()) };
        Ok(())
    }
}

/// A line of the report. Standard error being closed is no reason to stop.
macro_rules! line {
    ($($format:tt)*) => {{
        let _ = write!(Raw, $($format)*);
        let _ = Raw.write_str("\n");
    }};
}

pub(super) fn boot() {
    let mut previous = crate::lock(&PREVIOUS);
    for (signal, before) in FAULTS.into_iter().zip(previous.iter_mut()) {
        let mut action = MaybeUninit::uninit();
        // SAFETY: a query with a valid out pointer, initialised on success.
        *before = unsafe {
            (libc::sigaction(signal, ptr::null(), action.as_mut_ptr()) == 0)
                .then(|| action.assume_init())
        };
        // Not deferred: a fault while reporting comes back here, and is the end.
        super::install(signal, fault, libc::SA_ONSTACK | libc::SA_NODEFER);
    }
    drop(previous);
    // The first call loads the unwinder, which allocates: not in a handler.
    // SAFETY: room for one frame.
    unsafe { backtrace([ptr::null_mut()].as_mut_ptr(), 1) };
    let standard = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        standard(info);
        report_panic();
    }));
}

/// An alternate signal stack of ours, and the one that the thread had before.
pub(crate) struct AlternateStack {
    base: *mut c_void,
    previous: libc::stack_t,
}

impl AlternateStack {
    /// Gives the calling thread an alternate stack large enough for a report. `None`: no memory.
    pub(crate) fn install() -> Option<AlternateStack> {
        // SAFETY: sets the calling thread's alternate stack; the mapping lives until `remove`.
        unsafe {
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
            let access = libc::PROT_READ | libc::PROT_WRITE;
            let base = libc::mmap(ptr::null_mut(), ALTERNATE_STACK_BYTES, access, flags, -1, 0);
            if base == libc::MAP_FAILED {
                return None;
            }
            let stack = libc::stack_t {
                ss_sp: base,
                ss_flags: 0,
                ss_size: ALTERNATE_STACK_BYTES,
            };
            let mut previous: libc::stack_t = std::mem::zeroed();
            libc::sigaltstack(&stack, &mut previous);
            Some(AlternateStack { base, previous })
        }
    }

    /// Gives the calling thread, which installed it, its previous one back.
    pub(crate) fn remove(self) {
        // SAFETY: the thread leaves the stack before its memory goes.
        unsafe {
            libc::sigaltstack(&self.previous, ptr::null_mut());
            libc::munmap(self.base, ALTERNATE_STACK_BYTES);
        }
    }
}

extern "C" fn fault(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: the kernel passes valid pointers to a SA_SIGINFO handler.
    let address = unsafe { (*info).si_addr() } as usize;
    let pc = program_counter(context);
    let recovery = RECOVERY.load(Ordering::Acquire);
    if recovery != 0 {
        // SAFETY: `set_recovery` stored a function of this type.
        let recovery: Recovery = unsafe { std::mem::transmute::<usize, Recovery>(recovery) };
        let resume = recovery(signal, pc, address);
        if resume != 0 {
            set_program_counter(context, resume);
            return;
        }
    }
    if JavaThread::current().is_null() {
        hand_to_previous(signal);
        return;
    }
    line!("#");
    line!("# A fatal error has been detected by {}:", flags::VM_NAME);
    line!("#");
    line!(
        "#  {} ({:#x}) at pc={:#018x}, address={:#x}",
        signal_name(signal),
        signal,
        pc,
        address
    );
    report_rest();
    // SAFETY: no preconditions.
    unsafe { libc::abort() }
}

/// The program returns from the handler, faults again, and meets the action from before the VM.
fn hand_to_previous(signal: c_int) {
    let position = FAULTS.iter().position(|fault| *fault == signal);
    let previous = PREVIOUS
        .try_lock()
        .ok()
        .and_then(|previous| position.and_then(|index| previous[index]));
    // SAFETY: an action that was in force before, or the default one.
    unsafe {
        let action = previous.unwrap_or_else(|| std::mem::zeroed());
        libc::sigaction(signal, &action, ptr::null_mut());
    }
}

fn report_panic() {
    if !JavaThread::current().is_null() {
        line!("#");
        line!("# An assertion of {} failed:", flags::VM_NAME);
        report_rest();
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

/// Thread, Java frames, native frames; safest first. Returns only the first time in a process.
fn report_rest() {
    // SAFETY: queries without preconditions.
    let (process, thread) = unsafe {
        (
            libc::getpid() as u32,
            libc::syscall(libc::SYS_gettid) as u32,
        )
    };
    if REPORTING
        .compare_exchange(0, thread, Ordering::SeqCst, Ordering::SeqCst)
        .is_err()
    {
        if REPORTING.load(Ordering::SeqCst) != thread {
            // Another thread reports and will end the process.
            // SAFETY: no preconditions.
            unsafe { libc::pause() };
        }
        line!("# [a second error while reporting]");
        // SAFETY: ends the process without running anything.
        unsafe { libc::_exit(134) }
    }
    line!("#  process {process}, thread {thread}");
    native_frames();
    java_frames();
}

fn java_frames() {
    // SAFETY: the current thread's struct, read by the thread itself.
    let Some(thread) = (unsafe { JavaThread::current().as_ref() }) else {
        return;
    };
    line!("# Thread state: {:?}", thread.state());
    line!("# Java frames, innermost first (J):");
    // In these two the anchor is what the last call into the VM wrote; elsewhere it may be older than the frames.
    if !matches!(
        thread.state(),
        ThreadState::InVm | ThreadState::InNative | ThreadState::Blocked
    ) {
        line!("#  (the innermost may be missing)");
    }
    let mut count = 0;
    walk::walk(thread, |frame| {
        let _ = write!(Raw, "#  J {}", frame.method);
        match frame.bci() {
            Some(bci) => line!(" @ bci {bci}, tier 0"),
            None => line!(" (native)"),
        }
        count += 1;
        if count == MOST_FRAMES {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
}

unsafe extern "C" {
    fn backtrace(buffer: *mut *mut c_void, size: c_int) -> c_int;
    fn backtrace_symbols_fd(buffer: *const *mut c_void, size: c_int, descriptor: c_int);
}

fn native_frames() {
    let mut frames = [ptr::null_mut(); MOST_FRAMES];
    line!("# Native frames:");
    // SAFETY: glibc's own unwinder; the buffer has the size named.
    unsafe {
        let count = backtrace(frames.as_mut_ptr(), MOST_FRAMES as c_int);
        backtrace_symbols_fd(frames.as_ptr(), count, libc::STDERR_FILENO);
    }
}

#[cfg(target_arch = "x86_64")]
fn pc_register(context: *mut c_void) -> *mut i64 {
    let context: *mut libc::ucontext_t = context.cast();
    // SAFETY: the kernel passes a valid context to a SA_SIGINFO handler.
    unsafe { &raw mut (*context).uc_mcontext.gregs[libc::REG_RIP as usize] }
}

#[cfg(target_arch = "aarch64")]
fn pc_register(context: *mut c_void) -> *mut i64 {
    let context: *mut libc::ucontext_t = context.cast();
    // SAFETY: the kernel passes a valid context to a SA_SIGINFO handler.
    unsafe { (&raw mut (*context).uc_mcontext.pc).cast() }
}

fn program_counter(context: *mut c_void) -> usize {
    // SAFETY: a field of the live context.
    unsafe { *pc_register(context) as usize }
}

fn set_program_counter(context: *mut c_void, pc: usize) {
    // SAFETY: a field of the live context.
    unsafe { *pc_register(context) = pc as i64 };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::attached;

    const CHILD: &str = "BROLGA_TEST_CRASHING_CHILD";

    /// Not a test of its own: what the child process of the next one runs.
    #[test]
    fn crashing_child() {
        if std::env::var_os(CHILD).is_none() {
            return;
        }
        super::super::boot();
        attached(|_thread| {
            // SAFETY: none: the fault is the purpose.
            unsafe { ptr::without_provenance_mut::<u32>(0x1230).write_volatile(1) };
        });
    }

    #[test]
    fn a_fault_ends_the_process_with_a_report() {
        use std::os::unix::process::ExitStatusExt;
        let own = std::env::current_exe().expect("the test's own path");
        let child = std::process::Command::new(own)
            .args([
                "--exact",
                "signal::crash::tests::crashing_child",
                "--nocapture",
            ])
            .env(CHILD, "1")
            .output()
            .expect("the child starts");
        let report = String::from_utf8_lossy(&child.stderr);
        assert_eq!(child.status.signal(), Some(libc::SIGABRT), "{report}");
        for text in [
            "SIGSEGV (0xb) at pc=0x",
            "address=0x1230",
            "Thread state: InVm",
            "Native frames:",
        ] {
            assert!(report.contains(text), "no {text:?} in:\n{report}");
        }
    }
}
