//! `NativeLibraries`: opening and closing libraries, finding their symbols.
//!
//! None of these gets an environment. They run in_native, since constructors of libraries may take any time.

use std::ffi::{CStr, c_char, c_void};
use std::ptr::null_mut;

use jni::library::NativeLibrary;

use crate::entry::jvm_plain;
use crate::jvm::system::current;

fn throw_link_error(text: &str) {
    // SAFETY: called from native code of a Java thread.
    if let Some(thread) = unsafe { current() } {
        thread.leave_native();
        let _thrown = thread.throw_new("java/lang/UnsatisfiedLinkError", text);
        thread.enter_native();
    }
}

jvm_plain! {
    /// The library's handle; null with `UnsatisfiedLinkError: path: message of the dynamic linker` pending.
    fn JVM_LoadLibrary(path: *const c_char) -> *mut c_void {
        // SAFETY: C passes a terminated path.
        let path = unsafe { CStr::from_ptr(path) };
        match NativeLibrary::open(path) {
            Ok(library) => library.as_raw(),
            Err(message) => {
                throw_link_error(&format!("{}: {message}", path.to_string_lossy()));
                null_mut()
            }
        }
    }
    fn JVM_UnloadLibrary(library: *mut c_void) {
        // SAFETY: Java unloads what it loaded, once, after the last class that could call into it is gone.
        unsafe {
            if let Some(library) = NativeLibrary::from_raw(library) {
                library.close();
            }
        }
    }
    fn JVM_FindLibraryEntry(library: *mut c_void, name: *const c_char) -> *mut c_void {
        // SAFETY: an open library, or one of libc's pseudo handles (null is RTLD_DEFAULT), and a terminated name.
        unsafe { libc::dlsym(library, name) }
    }
    /// The zip library; it is loaded like any other.
    fn JVM_LoadZipLibrary() -> *mut c_void {
        let path = linker::class_path::java_home().join("lib/libzip.so");
        NativeLibrary::open_path(&path).map_or(null_mut(), NativeLibrary::as_raw)
    }
}
