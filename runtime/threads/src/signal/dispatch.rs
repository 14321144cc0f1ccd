//! Signals that Java handles: a native handler counts them, a Java thread ("Signal Dispatcher") waits for them here.
//!
//! Registration answers what `JVM_RegisterSignal` must: see [`register`].

use std::ffi::c_void;
use std::io::Write;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

use libc::{c_int, siginfo_t};
use metadata::{ClassLoaderData, MethodRef, Symbol};

use crate::call::call_java;
use crate::exception::JavaResult;
use crate::start::start_system_thread;
use crate::thread::JavaThread;
use crate::value::Value;
use crate::{dump, hooks};

/// One more than the highest signal.
const SIGNALS: usize = 65;

/// Handlers as Java names them.
pub mod handler {
    pub const REFUSED: isize = -1;
    pub const DEFAULT: isize = 0;
    pub const IGNORE: isize = 1;
    /// The one that hands the signal to Java.
    pub const JAVA: isize = 2;
}

const SHUTDOWN: [c_int; 3] = [libc::SIGHUP, libc::SIGINT, libc::SIGTERM];

static PENDING: [AtomicU32; SIGNALS] = [const { AtomicU32::new(0) }; SIGNALS];

/// Counts arrivals for the dispatcher: a futex word, since posting must be signal-safe.
static ARRIVALS: AtomicI32 = AtomicI32::new(0);

/// The number of a signal by its name without `SIG`, as `sun.misc.Signal` gives it.
pub fn find(name: &str) -> Option<i32> {
    macro_rules! names {
        ($($name:literal $number:ident;)*) => { match name { $($name => Some(libc::$number),)* _ => None } };
    }
    names! {
        "ABRT" SIGABRT; "ALRM" SIGALRM; "BUS" SIGBUS; "CHLD" SIGCHLD; "CLD" SIGCHLD; "CONT" SIGCONT; "FPE" SIGFPE; "HUP" SIGHUP;
        "ILL" SIGILL; "INT" SIGINT; "IO" SIGIO; "IOT" SIGABRT; "KILL" SIGKILL; "PIPE" SIGPIPE; "POLL" SIGIO; "PROF" SIGPROF;
        "PWR" SIGPWR; "QUIT" SIGQUIT; "SEGV" SIGSEGV; "STKFLT" SIGSTKFLT; "STOP" SIGSTOP; "SYS" SIGSYS; "TERM" SIGTERM;
        "TRAP" SIGTRAP; "TSTP" SIGTSTP; "TTIN" SIGTTIN; "TTOU" SIGTTOU; "URG" SIGURG; "USR1" SIGUSR1; "USR2" SIGUSR2;
        "VTALRM" SIGVTALRM; "WINCH" SIGWINCH; "XCPU" SIGXCPU; "XFSZ" SIGXFSZ;
    }
}

extern "C" fn hand_to_java(signal: c_int, _info: *mut siginfo_t, _context: *mut c_void) {
    post(signal);
}

fn post(signal: c_int) {
    if let Some(count) = PENDING.get(signal as usize) {
        count.fetch_add(1, Ordering::SeqCst);
        ARRIVALS.fetch_add(1, Ordering::SeqCst);
        // SAFETY: waking on a static word; the system call is signal-safe. errno is kept for the interrupted code.
        unsafe {
            let errno = libc::__errno_location();
            let kept = *errno;
            libc::syscall(
                libc::SYS_futex,
                ARRIVALS.as_ptr(),
                libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG,
                1,
            );
            *errno = kept;
        }
    }
}

/// Starts the Java thread that hands signals to `jdk.internal.misc.Signal`, and lets SIGQUIT ask for a thread dump, or for the attach
/// socket, unless -Xrs leaves it alone. Boot calls it once, after phase 1. Runs Java.
///
/// # Errors
/// No memory, no thread.
pub fn start_dispatcher(thread: &mut JavaThread) -> JavaResult<()> {
    if flags::get().flags.ReduceSignalUsage {
        return Ok(());
    }
    start_system_thread(thread, "Signal Dispatcher", dispatch)?;
    super::install(libc::SIGQUIT, hand_to_java, 0);
    Ok(())
}

/// What this thread is there for reaches it, whatever is blocked in the process that started this one: a JVM blocks SIGQUIT in its threads,
/// and what these start inherits that.
fn unblock() {
    // SAFETY: a set of this frame's.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        for signal in SHUTDOWN.into_iter().chain([libc::SIGQUIT]) {
            libc::sigaddset(&mut set, signal);
        }
        libc::pthread_sigmask(libc::SIG_UNBLOCK, &set, std::ptr::null_mut());
    }
}

/// The dispatcher's life.
fn dispatch(thread: &mut JavaThread) {
    unblock();
    loop {
        let signal = wait_for_signal(thread);
        if signal == libc::SIGQUIT {
            if (hooks::get().asked_to_attach)(thread) {
                continue;
            }
            let dump = dump::thread_dump(thread);
            // Standard output may be closed: nobody to tell.
            let _ = std::io::stdout().write_all(dump.as_bytes());
            continue;
        }
        thread.scoped(|thread| {
            if let Some(method) = java_dispatch() {
                let _ = call_java(thread, method, &[Value::Int(signal)]);
                thread.take_pending();
            }
        });
    }
}

/// `jdk.internal.misc.Signal.dispatch(int)`: whoever registered a handler has loaded and initialised the class.
fn java_dispatch() -> Option<MethodRef> {
    let name = Symbol::intern(b"jdk/internal/misc/Signal");
    let loaded = ClassLoaderData::boot()
        .dictionary
        .read()
        .unwrap_or_else(PoisonError::into_inner);
    loaded
        .get(&name)?
        .find_declared_method(Symbol::intern(b"dispatch"), Symbol::intern(b"(I)V"))
}

fn action_of(signal: c_int) -> Option<libc::sigaction> {
    let mut action = MaybeUninit::uninit();
    // SAFETY: a query with a valid out pointer, initialised on success.
    unsafe {
        (libc::sigaction(signal, ptr::null(), action.as_mut_ptr()) == 0)
            .then(|| action.assume_init())
    }
}

/// How Java names a native handler: itself but for the one that hands signals to Java.
fn name_of(action: &libc::sigaction) -> isize {
    if action.sa_sigaction == hand_to_java as *const () as usize {
        handler::JAVA
    } else {
        action.sa_sigaction as isize
    }
}

/// `JVM_RegisterSignal`: sets the handler of `signal` ([`handler`], or the address of a native one) and answers the previous one.
/// [`handler::REFUSED`]: the VM needs the signal itself, or -Xrs gave it away. A shutdown signal that is ignored (`nohup`) stays so.
///
/// # Safety
/// `new` is one of [`handler`] or the address of a `void (*)(int)`.
pub unsafe fn register(signal: i32, new: isize) -> isize {
    match signal {
        libc::SIGFPE | libc::SIGILL | libc::SIGSEGV | libc::SIGQUIT => return handler::REFUSED,
        _ => {}
    }
    let Some(old) = action_of(signal) else {
        return handler::REFUSED;
    };
    if SHUTDOWN.contains(&signal) {
        if flags::get().flags.ReduceSignalUsage {
            return handler::REFUSED;
        }
        if old.sa_sigaction == libc::SIG_IGN {
            return handler::IGNORE;
        }
    }
    // SAFETY: all fields are set; a user's handler is the caller's promise.
    let set = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_flags = libc::SA_RESTART;
        action.sa_sigaction = match new {
            handler::JAVA => {
                action.sa_flags |= libc::SA_SIGINFO;
                hand_to_java as *const () as usize
            }
            other => other as usize,
        };
        libc::sigfillset(&mut action.sa_mask);
        for fault in super::crash::FAULTS {
            libc::sigdelset(&mut action.sa_mask, fault);
        }
        libc::sigaction(signal, &action, ptr::null_mut()) == 0
    };
    if set { name_of(&old) } else { handler::REFUSED }
}

/// `JVM_RaiseSignal`: false if -Xrs or `nohup` took the signal away from Java.
pub fn raise(signal: i32) -> bool {
    let reduced = flags::get().flags.ReduceSignalUsage;
    if reduced && (SHUTDOWN.contains(&signal) || signal == libc::SIGQUIT) {
        return false;
    }
    if SHUTDOWN.contains(&signal)
        && action_of(signal).is_some_and(|action| action.sa_sigaction == libc::SIG_IGN)
    {
        return false;
    }
    // SAFETY: raising a signal has no preconditions.
    unsafe { libc::raise(signal) == 0 }
}

/// Waits for the next signal for Java and takes it. Blocks.
pub fn wait_for_signal(thread: &mut JavaThread) -> i32 {
    thread.blocked(|| {
        loop {
            let seen = ARRIVALS.load(Ordering::SeqCst);
            if let Some(signal) = take_pending() {
                return signal;
            }
            // SAFETY: waiting on a static word, without timeout.
            unsafe {
                let operation = libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG;
                libc::syscall(
                    libc::SYS_futex,
                    ARRIVALS.as_ptr(),
                    operation,
                    seen,
                    ptr::null::<libc::timespec>(),
                );
            }
        }
    })
}

fn take_pending() -> Option<i32> {
    (0..SIGNALS).find_map(|signal| {
        let taken = PENDING[signal].fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| {
            count.checked_sub(1)
        });
        taken.is_ok().then_some(signal as i32)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::attached;

    #[test]
    fn signals_reach_java_and_reserved_ones_are_refused() {
        // SAFETY: no handler of ours is replaced. Under `nohup` it begins as ignored.
        unsafe { libc::signal(libc::SIGHUP, libc::SIG_DFL) };
        // SAFETY: the handlers are the VM's own.
        let set = |signal, new| unsafe { register(signal, new) };
        assert_eq!(set(libc::SIGSEGV, handler::JAVA), handler::REFUSED);
        assert_eq!(set(libc::SIGQUIT, handler::IGNORE), handler::REFUSED);
        assert_eq!(set(libc::SIGUSR1, handler::JAVA), handler::DEFAULT);
        assert!(raise(libc::SIGUSR1) && raise(libc::SIGUSR1));
        attached(|thread| {
            assert_eq!(wait_for_signal(thread), libc::SIGUSR1);
            assert_eq!(wait_for_signal(thread), libc::SIGUSR1);
        });
        assert_eq!(set(libc::SIGUSR1, handler::DEFAULT), handler::JAVA);
        assert_eq!(set(libc::SIGHUP, handler::IGNORE), handler::DEFAULT);
        assert_eq!(
            set(libc::SIGHUP, handler::JAVA),
            handler::IGNORE,
            "an ignored shutdown signal stays ignored"
        );
        assert!(!raise(libc::SIGHUP));
        assert_eq!((find("TERM"), find("NOSUCH")), (Some(libc::SIGTERM), None));
    }
}
