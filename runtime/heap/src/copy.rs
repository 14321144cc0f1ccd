//! Copies inside the heap: `System.arraycopy` and `Object.clone`. Element-atomic: nothing wider than a byte is ever torn
//! (CONTRACTS 6, "Memory model in Rust"), so the copies are loops of Relaxed atomics, 8 bytes at a time where both sides allow it.
//!
//! Checks (bounds, store types, null) are the caller's.

use std::sync::atomic::{AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use abi::ElementKind;
use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, KLASS_OFFSET, REFERENCE_SIZE};

use crate::cards::card_mark_range;
use crate::handle::Handle;
use crate::mutator::{AllocationError, Mutator};
use crate::oop::{NoSafepoint, Oop};

macro_rules! atomic_copy {
    ($name:ident $atomic:ty) => {
        /// Copies `count` elements; the ranges may overlap.
        ///
        /// # Safety
        /// Both ranges lie inside live arrays of this element size.
        unsafe fn $name(from: usize, to: usize, count: usize) {
            const SIZE: usize = size_of::<$atomic>();
            // SAFETY: inside the arrays by the contract; element alignment holds for array data.
            let step = |index: usize| unsafe {
                let value = (*((from + index * SIZE) as *const $atomic)).load(Ordering::Relaxed);
                (*((to + index * SIZE) as *const $atomic)).store(value, Ordering::Relaxed);
            };
            if to <= from || to >= from + count * SIZE {
                (0..count).for_each(step)
            } else {
                (0..count).rev().for_each(step)
            }
        }
    };
}

atomic_copy!(copy_u16 AtomicU16);
atomic_copy!(copy_u32 AtomicU32);
atomic_copy!(copy_u64 AtomicU64);

/// Elements below this count are not worth finding a common 8-byte alignment for.
const WORD_COPY_MINIMUM: usize = 8;

/// Copies `count` elements of 2 or 4 bytes, in words where both sides share their alignment within 8 bytes.
///
/// # Safety
/// As the copies above.
unsafe fn copy_narrow(size: usize, from: usize, to: usize, count: usize) {
    // SAFETY: for every call: sub-ranges of the caller's ranges, split at element boundaries.
    let elements = |from, to, count| unsafe {
        if size == 2 {
            copy_u16(from, to, count)
        } else {
            copy_u32(from, to, count)
        }
    };
    if count < WORD_COPY_MINIMUM || (from ^ to) & 7 != 0 {
        return elements(from, to, count);
    }
    let head = (from.wrapping_neg() & 7) / size;
    let words = (count - head) * size / 8;
    let tail = count - head - words * 8 / size;
    let after_head = head * size;
    let after_words = after_head + words * 8;
    // SAFETY: the middle of the ranges, aligned to 8 on both sides; a word copy moves whole elements.
    let middle = || unsafe { copy_u64(from + after_head, to + after_head, words) };
    if to <= from {
        elements(from, to, head);
        middle();
        elements(from + after_words, to + after_words, tail);
    } else {
        elements(from + after_words, to + after_words, tail);
        middle();
        elements(from, to, head);
    }
}

/// Copies `length` elements between two arrays of the same element kind (the same array allowed, ranges may overlap). Marks cards
/// of reference arrays. Never collects.
pub fn copy_elements(
    kind: ElementKind,
    src: Oop<'_>,
    src_pos: usize,
    dst: Oop<'_>,
    dst_pos: usize,
    length: usize,
) {
    debug_assert!(src_pos + length <= src.length() && dst_pos + length <= dst.length());
    let size = kind.size_bytes();
    let from = src.address() + ARRAY_DATA_OFFSET + src_pos * size;
    let to = dst.address() + ARRAY_DATA_OFFSET + dst_pos * size;
    // SAFETY: both ranges lie inside live arrays by the caller's bounds check; single bytes cannot tear.
    unsafe {
        match size {
            1 => std::ptr::copy(from as *const u8, to as *mut u8, length),
            8 => copy_u64(from, to, length),
            _ => copy_narrow(size, from, to, length),
        }
    }
    if kind == ElementKind::Reference && length != 0 {
        // The references must be visible before the card is: the collector runs only when this thread has stopped, so program
        // order is enough.
        card_mark_range(to, length * REFERENCE_SIZE);
    }
}

/// A shallow copy of an array or of an instance that is no mirror: fresh mark word, same class, same content. May collect.
///
/// # Errors
/// As [`Mutator::allocate_instance`].
pub fn clone_object<'m>(
    mutator: &'m mut Mutator,
    original: Handle,
) -> Result<Oop<'m>, AllocationError> {
    let (klass, length, size) = {
        // SAFETY: the caller's thread is in_vm and nothing below collects before the oop is dropped.
        let oop = original.oop(unsafe { NoSafepoint::assume() });
        let layout = oop.layout();
        (
            oop.klass(),
            layout.is_array().then(|| oop.length()),
            crate::object_size(oop),
        )
    };
    let copy = match length {
        Some(length) => mutator.allocate_array(klass, length)?,
        None => mutator.allocate_instance(klass)?,
    };
    // SAFETY: as above: no collection until the function returns.
    let from = original.oop(unsafe { NoSafepoint::assume() }).address();
    let to = copy.address();
    // SAFETY: both objects have `size` bytes; field alignment holds because both are 8-aligned.
    unsafe {
        if length.is_none() && size > KLASS_OFFSET + 4 {
            let field =
                (*((from + ARRAY_LENGTH_OFFSET) as *const AtomicU32)).load(Ordering::Relaxed);
            (*((to + ARRAY_LENGTH_OFFSET) as *const AtomicU32)).store(field, Ordering::Relaxed);
        }
        for offset in (ARRAY_DATA_OFFSET..size).step_by(8) {
            let word = (*((from + offset) as *const AtomicUsize)).load(Ordering::Relaxed);
            (*((to + offset) as *const AtomicUsize)).store(word, Ordering::Relaxed);
        }
    }
    card_mark_range(to, size);
    Ok(copy)
}
