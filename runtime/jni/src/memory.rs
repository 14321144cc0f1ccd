//! Buffers that C gets and gives back through JNI: memory of the C heap, found again by its address alone.
//!
//! Read next: `bodies/arrays.rs`, `bodies/strings.rs`.

use std::ffi::c_void;

use threads::{JavaResult, JavaThread};

/// A buffer of at least `bytes` bytes, never null, aligned for any primitive.
///
/// # Errors
/// `OutOfMemoryError` when the C heap is exhausted.
pub(crate) fn allocate(thread: &mut JavaThread, bytes: usize) -> JavaResult<*mut c_void> {
    // SAFETY: malloc of a non-zero size.
    let buffer = unsafe { libc::malloc(bytes.max(1)) };
    if buffer.is_null() {
        return Err(thread.throw_new(
            "java/lang/OutOfMemoryError",
            "Native memory allocation failed",
        ));
    }
    Ok(buffer)
}

/// # Safety
/// `buffer` is null or came from [`allocate`] and was not freed.
pub(crate) unsafe fn free(buffer: *mut c_void) {
    // SAFETY: the caller's promise.
    unsafe { libc::free(buffer) };
}
