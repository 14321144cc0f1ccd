//! `jdk.internal.misc.Unsafe`: memory off the heap, and bulk copies and fills.
//!
//! Copies between the heap and elsewhere are atomic per element of the largest size that addresses and length allow (8, 4, 2, 1
//! bytes), so that racing readers see no torn long. Java has checked sizes and ranges. Nothing here collects.
//! Read next: `unsafe_objects.rs`.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use threads::{JavaResult, JavaThread};

use super::unsafe_memory::address;
use crate::direct::{Args, rows};

macro_rules! copy_by {
    ($from:expr, $to:expr, $bytes:expr, $cell:ty, |$value:ident| $change:expr) => {{
        let (from, to, count) = ($from as *const $cell, $to as *const $cell, $bytes / size_of::<$cell>());
        let one = |index: usize| {
            // SAFETY: `index` is below the count; both ranges are valid by Java's promise and aligned by the caller's choice.
            unsafe {
                let $value = (*from.add(index)).load(Ordering::Relaxed);
                (*to.add(index)).store($change, Ordering::Relaxed);
            }
        };
        if ($to as usize) <= ($from as usize) || ($to as usize) >= ($from as usize) + $bytes {
            (0..count).for_each(one);
        } else {
            (0..count).rev().for_each(one);
        }
    }};
}

/// Copies `bytes` bytes; the ranges may overlap. Atomic per element (module documentation).
///
/// # Safety
/// Both ranges are valid.
pub(crate) unsafe fn copy_conjoint(from: usize, to: usize, bytes: usize) {
    let bits = from | to | bytes;
    if bits.is_multiple_of(8) {
        copy_by!(from, to, bytes, AtomicU64, |value| value);
    } else if bits.is_multiple_of(4) {
        copy_by!(from, to, bytes, AtomicU32, |value| value);
    } else if bits.is_multiple_of(2) {
        copy_by!(from, to, bytes, AtomicU16, |value| value);
    } else {
        // SAFETY: the caller's promise; bytes cannot tear.
        unsafe { std::ptr::copy(from as *const u8, to as *mut u8, bytes) };
    }
}

fn copy_memory(_thread: &mut JavaThread, args: Args) -> JavaResult<()> {
    let (from, to, bytes) = (address(args, 1), address(args, 4), args.long(7) as usize);
    // SAFETY: Java's promise (module documentation).
    unsafe { copy_conjoint(from, to, bytes) };
    Ok(())
}

fn copy_swap(_thread: &mut JavaThread, args: Args) -> JavaResult<()> {
    let (from, to, bytes) = (address(args, 1), address(args, 4), args.long(7) as usize);
    let size = args.long(9) as usize;
    if (from | to).is_multiple_of(size.max(1)) {
        match size {
            2 => copy_by!(from, to, bytes, AtomicU16, |value| value.swap_bytes()),
            4 => copy_by!(from, to, bytes, AtomicU32, |value| value.swap_bytes()),
            _ => copy_by!(from, to, bytes, AtomicU64, |value| value.swap_bytes()),
        }
        return Ok(());
    }
    // Misaligned: one copy, then each element reversed in place.
    // SAFETY: Java's promise (module documentation).
    unsafe {
        std::ptr::copy(from as *const u8, to as *mut u8, bytes);
        let out = std::slice::from_raw_parts_mut(to as *mut u8, bytes);
        out.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }
    Ok(())
}

macro_rules! fill_by {
    ($at:expr, $bytes:expr, $cell:ty, $value:expr) => {
        for index in 0..$bytes / size_of::<$cell>() {
            // SAFETY: inside the range, which is valid by Java's promise and aligned by the caller's choice.
            unsafe { (*($at as *const $cell).add(index)).store($value, Ordering::Relaxed) };
        }
    };
}

fn set_memory(_thread: &mut JavaThread, args: Args) -> JavaResult<()> {
    let (at, bytes, value) = (address(args, 1), args.long(4) as usize, args.raw(6) as u8);
    let wide = u64::from_ne_bytes([value; 8]);
    let bits = at | bytes;
    if bits.is_multiple_of(8) {
        fill_by!(at, bytes, AtomicU64, wide);
    } else if bits.is_multiple_of(4) {
        fill_by!(at, bytes, AtomicU32, wide as u32);
    } else if bits.is_multiple_of(2) {
        fill_by!(at, bytes, AtomicU16, wide as u16);
    } else {
        fill_by!(at, bytes, AtomicU8, value);
    }
    Ok(())
}

fn unsupported(thread: &mut JavaThread, what: &str) -> JavaResult<()> {
    Err(crate::entry::not_implemented(thread, what))
}

rows! {
    ROWS:
    "jdk/internal/misc/Unsafe" {
        "allocateMemory0" "(J)J" => |_, a| {
            // SAFETY: malloc of any size; null is what Java expects on failure.
            Ok(unsafe { libc::malloc(a.long(1) as usize) } as i64)
        };
        "reallocateMemory0" "(JJ)J" => |_, a| {
            // SAFETY: the block came from the rows here, by Java's promise.
            Ok(unsafe { libc::realloc(a.raw(1) as *mut libc::c_void, a.long(3) as usize) } as i64)
        };
        "freeMemory0" "(J)V" => |_, a| {
            // SAFETY: the block came from the rows here and is not used any more, by Java's promise.
            unsafe { libc::free(a.raw(1) as *mut libc::c_void) };
            Ok(())
        };
        "setMemory0" "(Ljava/lang/Object;JJB)V" => set_memory;
        "copyMemory0" "(Ljava/lang/Object;JLjava/lang/Object;JJ)V" => copy_memory;
        "copySwapMemory0" "(Ljava/lang/Object;JLjava/lang/Object;JJJ)V" => copy_swap;
        // Persistent memory is not supported (UnsafeConstants.DATA_CACHE_LINE_FLUSH_SIZE is 0), so Java never calls these.
        "writeback0" "(J)V" => |t, _| unsupported(t, "Unsafe.writeback0");
        "writebackPreSync0" "()V" => |t, _| unsupported(t, "Unsafe.writebackPreSync0");
        "writebackPostSync0" "()V" => |t, _| unsupported(t, "Unsafe.writebackPostSync0");
    }
}
