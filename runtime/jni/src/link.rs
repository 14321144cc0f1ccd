//! From a native method to its C function. JNI chapter 2, "Resolving Native Method Names".
//!
//! What it is: the search, in HotSpot's order: for classes of the boot loader the symbols
//! of libjava; then Java's `ClassLoader.findNative`, which asks the libraries of the class's loader. What it is not:
//! the natives that the VM implements itself (`native.rs` asks for them first) or `RegisterNatives`, which binds without a search (`bodies/natives.rs`).
//!
//! Invariant: a function once found is stored in `Method.native_function`; losing a race stores the same function.
//! Read next: `native.rs`.

use std::ffi::{CStr, c_void};
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use flags::log;
use heap::oop::SlotExt;
use linker::{class_path, strings};
use metadata::well_known as wk;
use metadata::{MethodRef, Symbol};
use threads::{JavaResult, JavaThread, Value, call_java};

use crate::hooks;
use crate::invocation::java_vm;
use crate::library::NativeLibrary;
use crate::mangle::native_names;
use crate::types::{JavaVM, jint};
use crate::vm;

/// `None` inside: it could not be opened, so that nobody tries again.
static LIBJAVA: OnceLock<Option<NativeLibrary>> = OnceLock::new();

/// libjava of the JDK, opened and told of the VM (`JNI_OnLoad`) at the first call. Its libraries find each other through
/// its RUNPATH. Blocks at the first call.
pub fn libjava(thread: &mut JavaThread) -> Option<NativeLibrary> {
    if let Some(library) = LIBJAVA.get() {
        return *library;
    }
    thread.enter_native();
    let library = *LIBJAVA.get_or_init(|| {
        let path = class_path::java_home().join("lib").join("libjava.so");
        match NativeLibrary::open_path(&path) {
            Ok(library) => {
                if let Some(on_load) = library.symbol(c"JNI_OnLoad") {
                    // SAFETY: JNI says that a symbol of this name has this type; the thread is in_native.
                    unsafe {
                        type OnLoad = unsafe extern "C" fn(*mut JavaVM, *mut c_void) -> jint;
                        let on_load = std::mem::transmute::<*mut c_void, OnLoad>(on_load.as_ptr());
                        on_load(java_vm(), std::ptr::null_mut());
                    }
                }
                Some(library)
            }
            Err(message) => {
                flags::errln!("{message}");
                None
            }
        }
    });
    thread.leave_native();
    library
}

/// The function of a native method, linking it at the first call. May run Java, block and collect.
///
/// # Errors
/// `UnsatisfiedLinkError` naming the method.
#[inline]
pub fn native_function(thread: &mut JavaThread, method: MethodRef) -> JavaResult<*const c_void> {
    match method.native_function.load(Ordering::Acquire) {
        0 => find(thread, method),
        function => Ok(function as *const c_void),
    }
}

#[cold]
fn find(thread: &mut JavaThread, method: MethodRef) -> JavaResult<*const c_void> {
    let mut function = find_named(thread, method, method.name.bytes())?;
    if let (None, Some(name)) = (function, name_before_wrapping(method)) {
        function = find_named(thread, method, name)?;
    }
    match function {
        Some(function) => {
            method
                .native_function
                .store(function as usize, Ordering::Release);
            tell(method);
            Ok(function)
        }
        None => {
            let message = format!("'{}'", method.external_signature());
            Err(thread.throw_new("java/lang/UnsatisfiedLinkError", &message))
        }
    }
}

/// The function of a method as if it had this name.
fn find_named(
    thread: &mut JavaThread,
    method: MethodRef,
    name: &[u8],
) -> JavaResult<Option<*const c_void>> {
    let class = method.klass.name.bytes();
    let Some(names) = native_names(class, name, method.descriptor.bytes()) else {
        return Ok(None);
    };
    match find_symbol(thread, method, &names.short)? {
        None => find_symbol(thread, method, &names.long),
        found => Ok(found),
    }
}

/// The name that a native method had before agents put prefixes before it, and gave the name to a method with code that calls it.
/// JVMTI "SetNativeMethodPrefix".
fn name_before_wrapping(method: MethodRef) -> Option<&'static [u8]> {
    let whole = method.name.bytes();
    let prefixes = hooks::native_prefixes();
    let name = prefixes.iter().rev().fold(whole, |name, prefix| {
        name.strip_prefix(prefix.as_slice()).unwrap_or(name)
    });
    let wrapper = Symbol::lookup(name)
        .filter(|_| name.len() < whole.len())
        .and_then(|name| method.klass.find_declared_method(name, method.descriptor));
    wrapper
        .is_some_and(|wrapper| !wrapper.is_native())
        .then_some(name)
}

/// `-verbose:jni`.
pub(crate) fn tell(method: MethodRef) {
    let class = method.klass.external_name();
    log!(jni, resolve; Debug, "[Dynamic-linking native method {class}.{} ... JNI]", method.name);
}

/// One symbol in libjava (for boot classes) and in the libraries of the class's loader.
fn find_symbol(
    thread: &mut JavaThread,
    method: MethodRef,
    name: &CStr,
) -> JavaResult<Option<*const c_void>> {
    let loader_data = method.klass.loader_data;
    if loader_data.is_boot()
        && let Some(function) = libjava(thread).and_then(|library| library.symbol(name))
    {
        return Ok(Some(function.as_ptr()));
    }
    let Some(find_native) = wk::LOADER_FIND_NATIVE.try_get() else {
        return Ok(None);
    };
    // A boot layer made from a module path reads files before anything has used ClassLoader.
    vm::initialize(thread, find_native.klass)?;
    thread.scoped(|thread| {
        // Classes of the boot loader ask here while the module system still starts.
        vm::initialize(thread, find_native.klass)?;
        let text = strings::from_mutf8(thread, name.to_bytes())?;
        let loader = loader_data
            .loader
            .oop(thread.no_safepoint())
            .map(|oop| thread.handle(oop));
        let address = call_java(
            thread,
            find_native,
            &[Value::Ref(loader), Value::from(text)],
        )?
        .long();
        Ok((address != 0).then_some(address as *const c_void))
    })
}

/// Links a native method ahead of its first call, for `-Xlog` and tests; see [`native_function`].
///
/// # Errors
/// As [`native_function`].
pub fn link(thread: &mut JavaThread, method: MethodRef) -> JavaResult<()> {
    vm::initialize(thread, method.klass)?;
    native_function(thread, method).map(|_| ())
}
