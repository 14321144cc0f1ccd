//! Native libraries: thin, checked wrappers of `dlopen` and `dlsym`.
//!
//! What it is: opening a library by path, finding a symbol, and the text of the dynamic linker's last complaint. What it
//! is not: the bookkeeping of which class loader owns which library; Java's `NativeLibraries` does that.
//!
//! Invariants: the thread is in_native or blocked in every call here that may run constructors or take the dynamic
//! linker's lock (`open`, `close`); a handle is closed at most once. Read next: `link.rs`.

use std::ffi::{CStr, CString, c_void};
use std::path::Path;
use std::ptr::NonNull;

/// An open library. Copying the value does not open it again; nothing closes it implicitly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NativeLibrary(NonNull<c_void>);

// SAFETY: a dlopen handle is a process-wide name; the dynamic linker does its own locking.
unsafe impl Send for NativeLibrary {}
// SAFETY: as above.
unsafe impl Sync for NativeLibrary {}

impl NativeLibrary {
    /// Opens a library with all its references resolved. Runs its constructors: may block.
    ///
    /// # Errors
    /// The dynamic linker's message.
    pub fn open(path: &CStr) -> Result<Self, String> {
        // SAFETY: the path is terminated; constructors are the library's own affair.
        let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_LAZY) };
        NonNull::new(handle).map(Self).ok_or_else(last_error)
    }

    /// As `open`, for a path that has not been made a C string yet.
    ///
    /// # Errors
    /// The dynamic linker's message, or that the path holds a zero byte.
    pub fn open_path(path: &Path) -> Result<Self, String> {
        let text = CString::new(path.as_os_str().as_encoded_bytes())
            .map_err(|_| "path contains a zero byte".to_owned())?;
        Self::open(&text)
    }

    /// The library as a word for Java (`NativeLibraries` keeps it in a long), and back.
    #[must_use]
    pub fn as_raw(self) -> *mut c_void {
        self.0.as_ptr()
    }

    /// # Safety
    /// `raw` came from `as_raw` of a library that is still open, or is one of libc's pseudo handles.
    #[must_use]
    pub unsafe fn from_raw(raw: *mut c_void) -> Option<Self> {
        NonNull::new(raw).map(Self)
    }

    /// The address of a symbol.
    #[must_use]
    pub fn symbol(self, name: &CStr) -> Option<NonNull<c_void>> {
        // SAFETY: the handle is open (type invariant), the name terminated.
        NonNull::new(unsafe { libc::dlsym(self.0.as_ptr(), name.as_ptr()) })
    }

    /// Closes the library. Runs its destructors: may block.
    ///
    /// # Safety
    /// Nothing of the library is in use: no native method linked to it can be called any more.
    pub unsafe fn close(self) {
        // SAFETY: the caller's promise.
        unsafe { libc::dlclose(self.0.as_ptr()) };
    }
}

/// The address of a symbol anywhere in the process's global scope.
#[must_use]
pub fn global_symbol(name: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: RTLD_DEFAULT is a valid pseudo handle, the name is terminated.
    NonNull::new(unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) })
}

fn last_error() -> String {
    // SAFETY: dlerror gives null or a terminated text that is valid until this thread's next dl call.
    let text = unsafe { libc::dlerror() };
    if text.is_null() {
        return "unknown error of the dynamic linker".to_owned();
    }
    // SAFETY: as above.
    unsafe { CStr::from_ptr(text) }
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_and_finds() {
        let library = NativeLibrary::open(c"libc.so.6").expect("the C library");
        assert!(library.symbol(c"getpid").is_some());
        assert!(library.symbol(c"Java_no_such_method").is_none());
        assert!(global_symbol(c"malloc").is_some());
        let message = NativeLibrary::open(c"/no/such/library.so").expect_err("it does not exist");
        assert!(message.contains("/no/such/library.so"), "{message}");
    }
}
