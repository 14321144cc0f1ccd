//! The invocation API: creating, attaching to and destroying the VM. JNI chapter 5.
//!
//! What it is: the exported `JNI_Get*` functions, the functions behind `JavaVM*`, the one `JavaVM`, and what
//! `JNI_CreateJavaVM` (in `libjvm`, which sees every crate) needs. What it is not: the boot, or the life of threads
//! (`threads::attach`).
//!
//! Invariants: one VM per process, and none after it was destroyed; every thread's `JNIEnv` points at `JNI_TABLE` before
//! C sees it. Read next: `entry.rs`.
#![allow(
    non_snake_case,
    reason = "functions have the names of the JNI specification"
)]

use std::ffi::{CStr, c_void};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicU8, Ordering};

use linker::{loading, strings};
use threads::{JavaResult, JavaThread, attach, registry, stack};

use crate::entry;
use crate::refs::resolve;
use crate::table::JNIInvokeInterface;
use crate::types::*;
use crate::vm;
use crate::wrappers::JNI_TABLE;

static INVOKE_TABLE: JNIInvokeInterface = JNIInvokeInterface {
    reserved0: std::ptr::null(),
    reserved1: std::ptr::null(),
    reserved2: std::ptr::null(),
    DestroyJavaVM,
    AttachCurrentThread,
    DetachCurrentThread,
    GetEnv,
    AttachCurrentThreadAsDaemon,
};

/// Read-only for C: the functions take its address and nothing else.
struct TheVm(JavaVM);
// SAFETY: immutable.
unsafe impl Sync for TheVm {}
static THE_VM: TheVm = TheVm(JavaVM {
    functions: &INVOKE_TABLE,
});

/// The life of the VM; only grows, but for a failed creation.
static LIFE: AtomicU8 = AtomicU8::new(NEVER);
const NEVER: u8 = 0;
const BOOTING: u8 = 1;
const RUNNING: u8 = 2;
const DESTROYED: u8 = 3;

/// The `JavaVM*` of this process.
pub fn java_vm() -> *mut JavaVM {
    (&raw const THE_VM.0).cast_mut()
}

/// The bits of a version that say whose it is, and what they are for the tool interface. JVMTI "Version Number".
const VERSION_INTERFACE: jint = 0x7000_0000;
const VERSION_TOOLS: jint = 0x3000_0000;

/// The versions whose functions we have.
pub fn is_supported_version(version: jint) -> bool {
    const SUPPORTED: [jint; 7] = [
        JNI_VERSION_1_1,
        JNI_VERSION_1_2,
        JNI_VERSION_1_4,
        JNI_VERSION_1_6,
        JNI_VERSION_1_8,
        JNI_VERSION_9,
        JNI_VERSION_10,
    ];
    SUPPORTED.contains(&version)
}

/// Claims the process's one VM for the caller, who then boots it.
///
/// # Errors
/// `JNI_EEXIST` when somebody has it, `JNI_ERR` when it was destroyed.
pub fn begin_create() -> Result<(), jint> {
    match LIFE.compare_exchange(NEVER, BOOTING, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => {
            registry::set_jni_functions((&raw const JNI_TABLE).addr());
            Ok(())
        }
        Err(BOOTING | RUNNING) => Err(JNI_EEXIST),
        Err(_) => Err(JNI_ERR),
    }
}

/// Gives the claim back after a creation that failed before anything of the VM was made: a later attempt may succeed.
pub fn abandon_create() {
    LIFE.store(NEVER, Ordering::Release);
}

/// The VM runs from now on.
pub fn publish_vm() -> *mut JavaVM {
    LIFE.store(RUNNING, Ordering::Release);
    java_vm()
}

unsafe extern "C" {
    /// `shim/varargs.c`: what the `jio_*` functions print with.
    fn c_set_vfprintf(function: *mut c_void);
}

/// Functions of the embedder's, passed as options.
struct Embedder {
    exit: AtomicPtr<c_void>,
    abort: AtomicPtr<c_void>,
}
static EMBEDDER: Embedder = Embedder {
    exit: AtomicPtr::new(null_mut()),
    abort: AtomicPtr::new(null_mut()),
};

/// The embedder's `exit` function, if it passed one: to be called instead of the C library's.
pub fn exit_hook() -> Option<unsafe extern "C" fn(jint)> {
    let function = EMBEDDER.exit.load(Ordering::Acquire);
    // SAFETY: the embedder passed the address of a function of this type under the name `exit`.
    (!function.is_null()).then(|| unsafe {
        std::mem::transmute::<*mut c_void, unsafe extern "C" fn(jint)>(function)
    })
}

/// The embedder's `abort` function.
pub fn abort_hook() -> Option<unsafe extern "C" fn()> {
    let function = EMBEDDER.abort.load(Ordering::Acquire);
    // SAFETY: as in `exit_hook`.
    (!function.is_null())
        .then(|| unsafe { std::mem::transmute::<*mut c_void, unsafe extern "C" fn()>(function) })
}

/// The options of `JNI_CreateJavaVM` as text, and whether unrecognized ones are to be ignored. Keeps the embedder's
/// functions. Follows `begin_create`, whose claim it gives back when it fails.
///
/// # Safety
/// `args` is null or a `JavaVMInitArgs`.
///
/// # Errors
/// `JNI_EINVAL`, or `JNI_EVERSION` for a version before 1.2 or one that we do not have.
pub unsafe fn options_of(args: *mut c_void) -> Result<(Vec<String>, bool), jint> {
    // SAFETY: the caller's promise.
    let options = unsafe { read_options(args) };
    if options.is_err() {
        abandon_create();
    }
    options
}

/// # Safety
/// As [`options_of`].
unsafe fn read_options(args: *mut c_void) -> Result<(Vec<String>, bool), jint> {
    if args.is_null() {
        return Err(JNI_EINVAL);
    }
    // SAFETY: the caller's promise.
    let args = unsafe { &*args.cast::<JavaVMInitArgs>() };
    if !is_supported_version(args.version) || args.version == JNI_VERSION_1_1 {
        return Err(JNI_EVERSION);
    }
    let count = usize::try_from(args.n_options).unwrap_or(0);
    let mut texts = Vec::with_capacity(count);
    for at in 0..count {
        // SAFETY: the caller's promise: `n_options` rows of terminated texts.
        let (text, function) = unsafe {
            let option = &*args.options.add(at);
            if option.option_string.is_null() {
                return Err(JNI_EINVAL);
            }
            (CStr::from_ptr(option.option_string), option.extra_info)
        };
        match text.to_bytes() {
            b"exit" => EMBEDDER.exit.store(function, Ordering::Release),
            b"abort" => EMBEDDER.abort.store(function, Ordering::Release),
            // SAFETY: the embedder passed the address of a function of this type; nothing prints yet.
            b"vfprintf" if !function.is_null() => unsafe { c_set_vfprintf(function) },
            b"vfprintf" => {}
            bytes => texts.push(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
    Ok((texts, args.ignore_unrecognized != JNI_FALSE))
}

/// The calling thread, if it is one of the VM's.
pub(crate) fn current_thread() -> Option<&'static mut JavaThread> {
    // SAFETY: null, or the calling thread's own, which is alive; it is in native code, so nobody else borrows it.
    unsafe { JavaThread::current().as_mut() }
}

/// The environment of a thread as C gets it.
pub fn env_of(thread: &mut JavaThread) -> *mut c_void {
    entry::env_of(thread).cast()
}

/// # Safety
/// `buffer` has room for `length` pointers; `count` is valid or null.
#[unsafe(export_name = "rs_JNI_GetCreatedJavaVMs")]
pub unsafe extern "C" fn JNI_GetCreatedJavaVMs(
    buffer: *mut *mut JavaVM,
    length: jsize,
    count: *mut jsize,
) -> jint {
    let running = LIFE.load(Ordering::Acquire) == RUNNING;
    // SAFETY: the caller's promise.
    unsafe {
        if running && length > 0 && !buffer.is_null() {
            *buffer = java_vm();
        }
        if !count.is_null() {
            *count = jsize::from(running);
        }
    }
    JNI_OK
}

/// Fills nothing but, for version 1.1, the default stack size, which the stock launcher reads although the version is
/// not supported.
///
/// # Safety
/// `args` starts with a version and is as long as that version's struct.
#[unsafe(export_name = "rs_JNI_GetDefaultJavaVMInitArgs")]
pub unsafe extern "C" fn JNI_GetDefaultJavaVMInitArgs(args: *mut c_void) -> jint {
    if args.is_null() {
        return JNI_ERR;
    }
    // SAFETY: the caller's promise.
    unsafe {
        let version = args.cast::<jint>().read();
        if version == JNI_VERSION_1_1 {
            let bytes = stack::native_stack_bytes(stack::DEFAULT_BYTES);
            (*args.cast::<JDK1_1InitArgs>()).java_stack_size = bytes as jint;
            return JNI_EVERSION;
        }
        if is_supported_version(version) {
            JNI_OK
        } else {
            JNI_EVERSION
        }
    }
}

/// Waits for the last non-daemon thread but this one and runs the shutdown sequence; the others stop for ever at their
/// next return to Java.
unsafe extern "C" fn DestroyJavaVM(_vm: *mut JavaVM) -> jint {
    if LIFE.load(Ordering::Acquire) != RUNNING {
        return JNI_ERR;
    }
    let thread = match current_thread() {
        Some(thread) => thread,
        // The specification lets any thread destroy the VM: it attaches as the last one.
        None => match attach_thread(Some("DestroyJavaVM"), null_mut(), false) {
            Some(thread) => thread,
            None => return JNI_ERR,
        },
    };
    thread.leave_native();
    attach::wait_until_last_non_daemon(thread);
    crate::hooks::before_shutdown(thread);
    if run_shutdown(thread).is_err() {
        // HotSpot too ignores what shutdown hooks let escape.
        thread.pending.store(0);
    }
    crate::hooks::vm_death(thread);
    LIFE.store(DESTROYED, Ordering::Release);
    registry::freeze_others(thread);
    crate::hooks::before_exit();
    thread.enter_native();
    JNI_OK
}

fn run_shutdown(thread: &mut JavaThread) -> JavaResult<()> {
    let klass = loading::boot_class(thread, "java/lang/Shutdown")?;
    vm::call_static(thread, klass, "shutdown", "()V", &[]).map(|_| ())
}

/// The calling thread as a thread of the VM with a Java object, in_native. Runs Java.
fn attach_thread(
    name: Option<&str>,
    group: jobject,
    daemon: bool,
) -> Option<&'static mut JavaThread> {
    let thread = attach::attach_current(daemon).ok()?;
    let mark = thread.mutator.handles.mark();
    let attached = name
        .map(|name| strings::new(thread, name))
        .transpose()
        .and_then(|name| {
            // SAFETY: null or a global reference of the caller's; the thread is in_vm.
            let group = unsafe { resolve(thread, group) };
            attach::attach_java(thread, group, name)
        });
    thread.mutator.handles.release(mark);
    if attached.is_err() {
        thread.pending.store(0);
        attach::abandon_current(thread);
        return None;
    }
    thread.enter_native();
    Some(thread)
}

unsafe extern "C" fn AttachCurrentThread(
    _vm: *mut JavaVM,
    env: *mut *mut c_void,
    args: *mut c_void,
) -> jint {
    // SAFETY: C promises what the specification asks.
    unsafe { attach_with(env, args, false) }
}

unsafe extern "C" fn AttachCurrentThreadAsDaemon(
    _vm: *mut JavaVM,
    env: *mut *mut c_void,
    args: *mut c_void,
) -> jint {
    // SAFETY: C promises what the specification asks.
    unsafe { attach_with(env, args, true) }
}

/// # Safety
/// `env` is valid; `args` is null or a `JavaVMAttachArgs`.
unsafe fn attach_with(env: *mut *mut c_void, args: *mut c_void, daemon: bool) -> jint {
    if env.is_null() {
        return JNI_EINVAL;
    }
    if LIFE.load(Ordering::Acquire) != RUNNING {
        return JNI_ERR;
    }
    if let Some(thread) = current_thread() {
        // SAFETY: the caller's promise.
        unsafe { *env = env_of(thread) };
        return JNI_OK;
    }
    let (mut name, mut group) = (None, null_mut());
    if !args.is_null() {
        // SAFETY: the caller's promise.
        unsafe {
            let args = &*args.cast::<JavaVMAttachArgs>();
            if !is_supported_version(args.version) {
                return JNI_EVERSION;
            }
            name = (!args.name.is_null())
                .then(|| classfile::mutf8::decode(CStr::from_ptr(args.name).to_bytes()));
            group = args.group;
        }
    }
    match attach_thread(name.as_deref(), group, daemon) {
        Some(thread) => {
            // SAFETY: the caller's promise.
            unsafe { *env = env_of(thread) };
            JNI_OK
        }
        None => JNI_ERR,
    }
}

unsafe extern "C" fn DetachCurrentThread(_vm: *mut JavaVM) -> jint {
    let Some(thread) = current_thread() else {
        return JNI_OK;
    };
    // A thread that still has Java frames cannot leave.
    if !thread.last_fp.is_null() || !thread.entry_frame.is_null() {
        return JNI_ERR;
    }
    thread.leave_native();
    attach::detach_current(thread);
    JNI_OK
}

unsafe extern "C" fn GetEnv(_vm: *mut JavaVM, env: *mut *mut c_void, version: jint) -> jint {
    if env.is_null() {
        return JNI_EINVAL;
    }
    if version & VERSION_INTERFACE == VERSION_TOOLS {
        // Agents ask before there are threads.
        let made = match LIFE.load(Ordering::Acquire) {
            DESTROYED => Err(JNI_EDETACHED),
            _ => crate::hooks::tool_environment(version),
        };
        // SAFETY: C promises what the specification asks.
        unsafe { *env = made.unwrap_or(null_mut()) };
        return made.err().unwrap_or(JNI_OK);
    }
    let (value, code) = match current_thread() {
        _ if LIFE.load(Ordering::Acquire) == DESTROYED => (null_mut(), JNI_EDETACHED),
        None => (null_mut(), JNI_EDETACHED),
        Some(_) if !is_supported_version(version) => (null_mut(), JNI_EVERSION),
        Some(thread) => (env_of(thread), JNI_OK),
    };
    // SAFETY: C promises what the specification asks.
    unsafe { *env = value };
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    unsafe extern "C" fn exit(_code: jint) {}

    #[test]
    fn options_are_texts_and_functions() {
        let option = |text: &'static CStr, function| JavaVMOption {
            option_string: text.as_ptr(),
            extra_info: function,
        };
        let mut options = [
            option(c"-Xmx1g", null_mut()),
            option(c"exit", exit as *mut c_void),
            option(c"-Dname=v\u{e4}l", null_mut()),
        ];
        let mut args = JavaVMInitArgs {
            version: JNI_VERSION_1_8,
            n_options: 3,
            options: options.as_mut_ptr(),
            ignore_unrecognized: JNI_TRUE,
        };
        assert!(exit_hook().is_none());
        // SAFETY: a `JavaVMInitArgs`.
        let read = unsafe { options_of((&raw mut args).cast()) };
        assert_eq!(
            read,
            Ok((
                vec!["-Xmx1g".to_owned(), "-Dname=v\u{e4}l".to_owned()],
                true
            ))
        );
        assert!(exit_hook().is_some());
        args.version = JNI_VERSION_1_1;
        // SAFETY: as above.
        let old = unsafe { options_of((&raw mut args).cast()) };
        assert_eq!(old, Err(JNI_EVERSION));
        // SAFETY: null is allowed.
        assert_eq!(unsafe { options_of(null_mut()) }, Err(JNI_EINVAL));
    }
}
