//! Arrays. JNI chapter 4, "Array Operations".
//!
//! `Get<Type>ArrayElements` copies into memory of the C heap, and `Release` copies back. Elements wider than a byte are copied one by one as
//! atomics, since Java threads may use the array meanwhile. `GetPrimitiveArrayCritical` gives the array itself, which stays where it is
//! (`threads::critical`); a copy only while a collection waits.

use std::ffi::c_void;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use abi::ElementKind;
use heap::{Handle, Oop};
use linker::arrays as java_arrays;
use threads::{JavaResult, JavaThread, critical};

use crate::memory;
use crate::refs::{resolve, resolve_non_null};
use crate::types::*;
use crate::vm;

pub(crate) unsafe fn GetArrayLength(thread: &mut JavaThread, array: jarray) -> JavaResult<jsize> {
    // SAFETY: the contract of bodies.
    let array = unsafe { resolve_non_null(thread, array)? };
    Ok(thread.oop(array).length() as jsize)
}

pub(crate) unsafe fn NewObjectArray(
    thread: &mut JavaThread,
    len: jsize,
    clazz: jclass,
    init: jobject,
) -> JavaResult<Handle> {
    // SAFETY: the contract of bodies.
    let (component, init) = unsafe { (vm::klass_argument(thread, clazz)?, resolve(thread, init)) };
    let array = java_arrays::new_object_array(thread, component, len)?;
    if let Some(init) = init {
        let (array, init) = (thread.oop(array), thread.oop(init));
        for index in 0..array.length() {
            array.set_element(index, Some(init));
        }
    }
    Ok(array)
}

/// The array and the index, if the array has it.
///
/// # Safety
/// The contract of bodies.
unsafe fn checked_element(
    thread: &mut JavaThread,
    array: jobjectArray,
    index: jsize,
) -> JavaResult<(Handle, usize)> {
    // SAFETY: the contract of bodies.
    let array = unsafe { resolve_non_null(thread, array)? };
    let length = thread.oop(array).length();
    match usize::try_from(index) {
        Ok(index) if index < length => Ok((array, index)),
        _ => {
            let message = format!("Index {index} out of bounds for length {length}");
            Err(thread.throw_new("java/lang/ArrayIndexOutOfBoundsException", &message))
        }
    }
}

pub(crate) unsafe fn GetObjectArrayElement(
    thread: &mut JavaThread,
    array: jobjectArray,
    index: jsize,
) -> JavaResult<Option<Handle>> {
    // SAFETY: the contract of bodies.
    let (array, index) = unsafe { checked_element(thread, array, index)? };
    Ok(thread
        .oop(array)
        .element(index)
        .map(|oop| thread.handle(oop)))
}

pub(crate) unsafe fn SetObjectArrayElement(
    thread: &mut JavaThread,
    array: jobjectArray,
    index: jsize,
    value: jobject,
) -> JavaResult<()> {
    // SAFETY: the contract of bodies.
    let ((array, index), value) = unsafe {
        (
            checked_element(thread, array, index)?,
            resolve(thread, value),
        )
    };
    let klass = thread.oop(array).klass();
    if let (Some(value), Some(component)) = (value, klass.array().component)
        && !thread.oop(value).is_instance_of(component)
    {
        let stored = thread.oop(value).klass().external_name();
        let message = format!(
            "type mismatch: can not store {} to {}[{index}]",
            stored,
            component.external_name()
        );
        return Err(thread.throw_new("java/lang/ArrayStoreException", &message));
    }
    thread
        .oop(array)
        .set_element(index, value.map(|value| thread.oop(value)));
    Ok(())
}

/// Copies elements `start..start + count` of a primitive array to C memory; all indices are checked.
///
/// # Safety
/// `to` has room for them, aligned.
unsafe fn copy_out(array: Oop<'_>, start: usize, count: usize, to: *mut c_void) {
    macro_rules! copy {
        ($atomic:ty, $element:ty) => {{
            let from = array.array_data().cast::<$atomic>();
            for index in 0..count {
                // SAFETY: inside the array by the caller's check, inside the buffer by its promise.
                unsafe {
                    let element = (*from.add(start + index)).load(Ordering::Relaxed);
                    to.cast::<$element>().add(index).write_unaligned(element);
                }
            }
        }};
    }
    match array.layout().log2_element_size() {
        // SAFETY: as below; bytes cannot tear.
        0 => unsafe {
            std::ptr::copy_nonoverlapping(array.array_data().add(start), to.cast(), count)
        },
        1 => copy!(AtomicU16, u16),
        2 => copy!(AtomicU32, u32),
        _ => copy!(AtomicU64, u64),
    }
}

/// The other way.
///
/// # Safety
/// `from` holds `count` elements.
unsafe fn copy_in(array: Oop<'_>, start: usize, count: usize, from: *const c_void) {
    macro_rules! copy {
        ($atomic:ty, $element:ty, $mask:expr) => {{
            let to = array.array_data().cast::<$atomic>();
            for index in 0..count {
                // SAFETY: as in `copy_out`.
                unsafe {
                    let element = from.cast::<$element>().add(index).read_unaligned();
                    (*to.add(start + index)).store(element & $mask, Ordering::Relaxed);
                }
            }
        }};
    }
    match (
        array.layout().element_kind(),
        array.layout().log2_element_size(),
    ) {
        // A boolean that C made is one bit.
        (ElementKind::Boolean, _) => copy!(AtomicU8, u8, 1),
        // SAFETY: as in `copy_out`; bytes cannot tear.
        (_, 0) => unsafe {
            std::ptr::copy_nonoverlapping(from.cast(), array.array_data().add(start), count)
        },
        (_, 1) => copy!(AtomicU16, u16, u16::MAX),
        (_, 2) => copy!(AtomicU32, u32, u32::MAX),
        _ => copy!(AtomicU64, u64, u64::MAX),
    }
}

/// The elements in memory of the C heap.
///
/// # Safety
/// The contract of bodies.
unsafe fn get_elements(
    thread: &mut JavaThread,
    array: jarray,
    is_copy: *mut jboolean,
) -> JavaResult<*mut c_void> {
    // SAFETY: the contract of bodies.
    let array = unsafe { resolve_non_null(thread, array)? };
    let length = thread.oop(array).length();
    let buffer = memory::allocate(
        thread,
        length << thread.oop(array).layout().log2_element_size(),
    )?;
    // SAFETY: the buffer was made for that many elements; the contract of bodies.
    unsafe {
        copy_out(thread.oop(array), 0, length, buffer);
        if !is_copy.is_null() {
            *is_copy = JNI_TRUE;
        }
    }
    Ok(buffer)
}

/// Copies back unless the mode is `JNI_ABORT`, frees unless it is `JNI_COMMIT`.
///
/// # Safety
/// The contract of bodies: `elems` came from `get_elements` of this array.
unsafe fn release_elements(thread: &mut JavaThread, array: jarray, elems: *mut c_void, mode: jint) {
    if elems.is_null() {
        return;
    }
    // SAFETY: the contract of bodies.
    unsafe {
        if mode != JNI_ABORT
            && let Some(array) = resolve(thread, array)
        {
            let array = thread.oop(array);
            copy_in(array, 0, array.length(), elems);
        }
        if mode != JNI_COMMIT {
            memory::free(elems);
        }
    }
}

/// The array, if it has the region.
///
/// # Safety
/// The contract of bodies.
unsafe fn checked_region(
    thread: &mut JavaThread,
    array: jarray,
    start: jsize,
    len: jsize,
) -> JavaResult<(Handle, usize, usize)> {
    // SAFETY: the contract of bodies.
    let array = unsafe { resolve_non_null(thread, array)? };
    let length = thread.oop(array).length();
    let message = match (usize::try_from(start), usize::try_from(len)) {
        (Ok(from), Ok(count)) if from + count <= length => return Ok((array, from, count)),
        (_, Err(_)) => format!("Length {len} is negative"),
        _ => format!(
            "Array region {start}..{} out of bounds for length {length}",
            i64::from(start) + i64::from(len)
        ),
    };
    Err(thread.throw_new("java/lang/ArrayIndexOutOfBoundsException", &message))
}

macro_rules! primitive_arrays {
    ($($ty:ty, $kind:ident: $new:ident $get:ident $release:ident $get_region:ident $set_region:ident;)*) => {
        $(
            pub(crate) unsafe fn $new(thread: &mut JavaThread, len: jsize) -> JavaResult<Handle> {
                java_arrays::new_primitive_array(thread, ElementKind::$kind, len)
            }

            pub(crate) unsafe fn $get(
                thread: &mut JavaThread,
                array: jarray,
                is_copy: *mut jboolean,
            ) -> JavaResult<*mut $ty> {
                // SAFETY: the contract of bodies.
                Ok(unsafe { get_elements(thread, array, is_copy)? }.cast())
            }

            pub(crate) unsafe fn $release(thread: &mut JavaThread, array: jarray, elems: *mut $ty, mode: jint) {
                // SAFETY: the contract of bodies.
                unsafe { release_elements(thread, array, elems.cast(), mode) };
            }

            pub(crate) unsafe fn $get_region(
                thread: &mut JavaThread,
                array: jarray,
                start: jsize,
                len: jsize,
                buf: *mut $ty,
            ) -> JavaResult<()> {
                // SAFETY: the contract of bodies; the region is checked.
                unsafe {
                    let (array, start, count) = checked_region(thread, array, start, len)?;
                    copy_out(thread.oop(array), start, count, buf.cast());
                }
                Ok(())
            }

            pub(crate) unsafe fn $set_region(
                thread: &mut JavaThread,
                array: jarray,
                start: jsize,
                len: jsize,
                buf: *const $ty,
            ) -> JavaResult<()> {
                // SAFETY: the contract of bodies; the region is checked.
                unsafe {
                    let (array, start, count) = checked_region(thread, array, start, len)?;
                    copy_in(thread.oop(array), start, count, buf.cast());
                }
                Ok(())
            }
        )*
    };
}

primitive_arrays! {
    jboolean, Boolean: NewBooleanArray GetBooleanArrayElements ReleaseBooleanArrayElements GetBooleanArrayRegion SetBooleanArrayRegion;
    jbyte, Byte: NewByteArray GetByteArrayElements ReleaseByteArrayElements GetByteArrayRegion SetByteArrayRegion;
    jchar, Char: NewCharArray GetCharArrayElements ReleaseCharArrayElements GetCharArrayRegion SetCharArrayRegion;
    jshort, Short: NewShortArray GetShortArrayElements ReleaseShortArrayElements GetShortArrayRegion SetShortArrayRegion;
    jint, Int: NewIntArray GetIntArrayElements ReleaseIntArrayElements GetIntArrayRegion SetIntArrayRegion;
    jlong, Long: NewLongArray GetLongArrayElements ReleaseLongArrayElements GetLongArrayRegion SetLongArrayRegion;
    jfloat, Float: NewFloatArray GetFloatArrayElements ReleaseFloatArrayElements GetFloatArrayRegion SetFloatArrayRegion;
    jdouble, Double: NewDoubleArray GetDoubleArrayElements ReleaseDoubleArrayElements GetDoubleArrayRegion SetDoubleArrayRegion;
}

pub(crate) unsafe fn GetPrimitiveArrayCritical(
    thread: &mut JavaThread,
    array: jarray,
    is_copy: *mut jboolean,
) -> JavaResult<*mut c_void> {
    // SAFETY: the contract of bodies.
    let resolved = unsafe { resolve_non_null(thread, array)? };
    if !critical::enter(thread) {
        // SAFETY: the contract of bodies.
        return unsafe { get_elements(thread, array, is_copy) };
    }
    if !is_copy.is_null() {
        // SAFETY: the contract of bodies.
        unsafe { *is_copy = JNI_FALSE };
    }
    Ok(thread.oop(resolved).array_data().cast())
}

pub(crate) unsafe fn ReleasePrimitiveArrayCritical(
    thread: &mut JavaThread,
    array: jarray,
    elems: *mut c_void,
    mode: jint,
) {
    // SAFETY: the contract of bodies.
    let resolved = unsafe { resolve(thread, array) };
    // An array whose address is out has not moved, and a copy is not in the heap.
    if resolved.is_some_and(|array| thread.oop(array).array_data().cast() == elems) {
        if mode != JNI_COMMIT {
            critical::leave(thread);
        }
        return;
    }
    // SAFETY: the contract of bodies.
    unsafe { release_elements(thread, array, elems, mode) };
}
