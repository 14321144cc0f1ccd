//! Strings. JNI chapter 4, "String Operations". Text for C is always a copy in memory of the C heap.

use std::ffi::{CStr, c_char, c_void};

use classfile::mutf8;
use heap::Handle;
use linker::strings;
use threads::{JavaResult, JavaThread};

use crate::memory;
use crate::refs::resolve_non_null;
use crate::types::*;
use crate::vm;

pub(crate) unsafe fn NewString(
    thread: &mut JavaThread,
    chars: *const jchar,
    len: jsize,
) -> JavaResult<Option<Handle>> {
    let Ok(length) = usize::try_from(len) else {
        return Ok(None);
    };
    if chars.is_null() {
        return Ok(None);
    }
    // SAFETY: the contract of bodies.
    let units = unsafe { std::slice::from_raw_parts(chars, length) };
    strings::from_utf16(thread, units).map(Some)
}

pub(crate) unsafe fn NewStringUTF(
    thread: &mut JavaThread,
    utf: *const c_char,
) -> JavaResult<Option<Handle>> {
    if utf.is_null() {
        return Ok(None);
    }
    // SAFETY: the contract of bodies.
    vm::new_string_utf(thread, unsafe { CStr::from_ptr(utf) }.to_bytes()).map(Some)
}

pub(crate) unsafe fn GetStringLength(
    thread: &mut JavaThread,
    string: jstring,
) -> JavaResult<jsize> {
    // SAFETY: the contract of bodies.
    let string = unsafe { resolve_non_null(thread, string)? };
    Ok(strings::length(thread.oop(string)) as jsize)
}

pub(crate) unsafe fn GetStringUTFLength(
    thread: &mut JavaThread,
    string: jstring,
) -> JavaResult<jsize> {
    // SAFETY: the contract of bodies.
    let string = unsafe { resolve_non_null(thread, string)? };
    Ok(strings::to_mutf8(thread.oop(string)).len() as jsize)
}

/// The UTF-16 units, terminated.
pub(crate) unsafe fn GetStringChars(
    thread: &mut JavaThread,
    string: jstring,
    is_copy: *mut jboolean,
) -> JavaResult<*const jchar> {
    // SAFETY: the contract of bodies.
    let string = unsafe { resolve_non_null(thread, string)? };
    let mut units = strings::to_utf16(thread.oop(string));
    units.push(0);
    let buffer = memory::allocate(thread, units.len() * size_of::<jchar>())?.cast::<jchar>();
    // SAFETY: the buffer was made for that many units; the contract of bodies.
    unsafe {
        std::ptr::copy_nonoverlapping(units.as_ptr(), buffer, units.len());
        if !is_copy.is_null() {
            *is_copy = JNI_TRUE;
        }
    }
    Ok(buffer)
}

pub(crate) unsafe fn ReleaseStringChars(_env: *mut JNIEnv, _string: jstring, chars: *const jchar) {
    // SAFETY: the contract of bodies.
    unsafe { memory::free(chars.cast_mut().cast::<c_void>()) };
}

/// Modified UTF-8, terminated.
pub(crate) unsafe fn GetStringUTFChars(
    thread: &mut JavaThread,
    string: jstring,
    is_copy: *mut jboolean,
) -> JavaResult<*const c_char> {
    // SAFETY: the contract of bodies.
    let string = unsafe { resolve_non_null(thread, string)? };
    let mut bytes = strings::to_mutf8(thread.oop(string));
    bytes.push(0);
    let buffer = memory::allocate(thread, bytes.len())?.cast::<u8>();
    // SAFETY: the buffer was made for that many bytes; the contract of bodies.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), buffer, bytes.len());
        if !is_copy.is_null() {
            *is_copy = JNI_TRUE;
        }
    }
    Ok(buffer.cast::<c_char>())
}

pub(crate) unsafe fn ReleaseStringUTFChars(
    _env: *mut JNIEnv,
    _string: jstring,
    chars: *const c_char,
) {
    // SAFETY: the contract of bodies.
    unsafe { memory::free(chars.cast_mut().cast::<c_void>()) };
}

pub(crate) unsafe fn GetStringCritical(
    thread: &mut JavaThread,
    string: jstring,
    is_copy: *mut jboolean,
) -> JavaResult<*const jchar> {
    // SAFETY: the contract of bodies.
    unsafe { GetStringChars(thread, string, is_copy) }
}

pub(crate) unsafe fn ReleaseStringCritical(env: *mut JNIEnv, string: jstring, chars: *const jchar) {
    // SAFETY: the contract of bodies.
    unsafe { ReleaseStringChars(env, string, chars) };
}

/// The units of the region, if the string has it.
///
/// # Safety
/// The contract of bodies.
unsafe fn region(
    thread: &mut JavaThread,
    string: jstring,
    start: jsize,
    len: jsize,
) -> JavaResult<Vec<u16>> {
    // SAFETY: the contract of bodies.
    let string = unsafe { resolve_non_null(thread, string)? };
    let units = strings::to_utf16(thread.oop(string));
    match (usize::try_from(start), usize::try_from(len)) {
        (Ok(from), Ok(count)) if from + count <= units.len() => {
            Ok(units[from..from + count].to_vec())
        }
        _ => Err(thread.throw_empty("java/lang/StringIndexOutOfBoundsException")),
    }
}

pub(crate) unsafe fn GetStringRegion(
    thread: &mut JavaThread,
    string: jstring,
    start: jsize,
    len: jsize,
    buf: *mut jchar,
) -> JavaResult<()> {
    // SAFETY: the contract of bodies.
    unsafe {
        let units = region(thread, string, start, len)?;
        std::ptr::copy_nonoverlapping(units.as_ptr(), buf, units.len());
    }
    Ok(())
}

/// Modified UTF-8 of the region, terminated.
pub(crate) unsafe fn GetStringUTFRegion(
    thread: &mut JavaThread,
    string: jstring,
    start: jsize,
    len: jsize,
    buf: *mut c_char,
) -> JavaResult<()> {
    // SAFETY: the contract of bodies: room for three bytes a unit and the terminator.
    unsafe {
        let mut bytes = mutf8::encode_utf16(region(thread, string, start, len)?);
        if buf.is_null() {
            return Ok(());
        }
        bytes.push(0);
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), buf.cast::<u8>(), bytes.len());
    }
    Ok(())
}
