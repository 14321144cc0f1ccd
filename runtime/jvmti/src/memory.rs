//! Memory that agents get and give back: `Allocate`, `Deallocate`, and the results of functions.

use std::ffi::{c_char, c_void};
use std::ptr::null_mut;

use crate::error::Error;

/// Memory for so many bytes; null for none.
///
/// # Errors
/// There is no memory.
pub(crate) fn allocate(bytes: usize) -> Result<*mut c_void, Error> {
    if bytes == 0 {
        return Ok(null_mut());
    }
    // SAFETY: malloc has no preconditions.
    let memory = unsafe { libc::malloc(bytes) };
    match memory.is_null() {
        true => Err(Error::OUT_OF_MEMORY),
        false => Ok(memory),
    }
}

/// # Safety
/// `memory` is null, or came from [`allocate`] and is given back once.
pub(crate) unsafe fn free(memory: *mut c_void) {
    // SAFETY: the caller's promise.
    unsafe { libc::free(memory) }
}

/// A copy for an agent; null of none.
///
/// # Errors
/// There is no memory.
pub(crate) fn array<T: Copy>(values: &[T]) -> Result<*mut T, Error> {
    let memory: *mut T = allocate(size_of_val(values))?.cast();
    if !memory.is_null() {
        // SAFETY: fresh memory of this length, aligned for everything.
        unsafe { std::ptr::copy_nonoverlapping(values.as_ptr(), memory, values.len()) };
    }
    Ok(memory)
}

/// A copy with a zero byte behind it.
///
/// # Errors
/// There is no memory.
pub(crate) fn text(bytes: &[u8]) -> Result<*mut c_char, Error> {
    let terminated = [bytes, &[0]].concat();
    Ok(array(&terminated)?.cast())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies() -> Result<(), Error> {
        assert!(array::<u64>(&[])?.is_null());
        let text = text(b"name")?;
        // SAFETY: a terminated text of ours, given back once.
        unsafe {
            assert_eq!(std::ffi::CStr::from_ptr(text), c"name");
            free(text.cast());
        }
        Ok(())
    }
}
