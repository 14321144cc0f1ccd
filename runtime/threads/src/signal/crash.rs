//! Faults: SIGSEGV, SIGBUS, SIGILL, SIGFPE, and panics of the VM end the process with a report (`report.rs`) and SIGABRT.
//!
//! The report is written from the faulting thread's signal handler on its alternate stack. A fault in a thread that is not attached
//! goes to the handler that was there before the VM, if any.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use libc::{c_int, siginfo_t};

use super::report::{self, Crash};
use crate::thread::JavaThread;

/// The signals of faults: never blocked in any mask.
pub(super) const FAULTS: [c_int; 4] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE];

const ALTERNATE_STACK_BYTES: usize = 128 * 1024;
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
    report::prepare();
    let standard = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        standard(info);
        report_panic(info);
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
    if JavaThread::current().is_null() && has_previous(signal) {
        hand_to_previous(signal);
        return;
    }
    // SAFETY: as above.
    let code = unsafe { (*info).si_code };
    report::write(&Crash::Fault {
        signal,
        code,
        pc,
        frame: frame_register(context),
        address,
    });
    // SAFETY: no preconditions.
    unsafe { libc::abort() }
}

/// Whether somebody handled this fault before the VM did.
fn has_previous(signal: c_int) -> bool {
    let position = FAULTS.iter().position(|fault| *fault == signal);
    let previous = PREVIOUS
        .try_lock()
        .ok()
        .and_then(|previous| position.and_then(|index| previous[index]));
    previous.is_some_and(|action| action.sa_sigaction != libc::SIG_DFL)
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

fn report_panic(info: &std::panic::PanicHookInfo<'_>) {
    if JavaThread::current().is_null() {
        return;
    }
    let (file, line) = info
        .location()
        .map_or(("?", 0), |place| (place.file(), place.line()));
    report::write(&Crash::Panic {
        file,
        line,
        message: info.payload_as_str().unwrap_or("panic"),
    });
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

#[cfg(target_arch = "x86_64")]
fn frame_register(context: *mut c_void) -> usize {
    let context: *mut libc::ucontext_t = context.cast();
    // SAFETY: the kernel passes a valid context to a SA_SIGINFO handler.
    unsafe { (*context).uc_mcontext.gregs[libc::REG_RBP as usize] as usize }
}

#[cfg(target_arch = "aarch64")]
fn frame_register(context: *mut c_void) -> usize {
    let context: *mut libc::ucontext_t = context.cast();
    // SAFETY: the kernel passes a valid context to a SA_SIGINFO handler.
    unsafe { (*context).uc_mcontext.regs[29] as usize }
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
        let folder = std::env::temp_dir().join(format!("brolga-crash-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let child = std::process::Command::new(own)
            .args([
                "--exact",
                "signal::crash::tests::crashing_child",
                "--nocapture",
            ])
            .env(CHILD, "1")
            .current_dir(&folder)
            .output()
            .expect("the child starts");
        let summary = String::from_utf8_lossy(&child.stdout);
        assert_eq!(child.status.signal(), Some(libc::SIGABRT), "{summary}");
        for text in [
            "# A fatal error has been detected by the Java Runtime Environment:",
            "SIGSEGV (0xb) at pc=0x",
            "# Problematic frame:",
            "hs_err_pid",
        ] {
            assert!(summary.contains(text), "no {text:?} in:\n{summary}");
        }
        let file = std::fs::read_dir(&folder)
            .expect("the folder")
            .next()
            .expect("a report")
            .expect("an entry");
        let report = std::fs::read_to_string(file.path()).expect("the report");
        for text in [
            "SIGSEGV (0xb) at pc=0x",
            "si_addr: 0x0000000000001230",
            "[_thread_in_vm, id=",
            "Native frames:",
            "VM Arguments:",
        ] {
            assert!(report.contains(text), "no {text:?} in:\n{report}");
        }
        std::fs::remove_dir_all(&folder).expect("the folder goes");
    }
}
