//! `jdk.internal.misc.Unsafe`: reads, writes and compare-and-exchange at (base, offset).
//!
//! An address is `base + offset`: the object's address plus a field offset, or, with a null base, an absolute address. Plain
//! accesses are Relaxed atomics (misaligned ones, possible off the heap only, are plain), volatile ones SeqCst. Stores of references
//! mark the card.
//!
//! Invariant: nothing here collects, so raw words stay valid. That addresses are valid is the Java caller's duty, as the class's
//! name says. Read next: `unsafe_copy.rs`.

use std::sync::atomic::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicU8, AtomicU16, AtomicU32, AtomicU64,
    AtomicUsize, Ordering,
};

use threads::JavaResult;
use threads::JavaThread;

use crate::direct::{Args, rows};

/// The address that the reference in `slot` and the long behind it form.
#[inline(always)]
pub(super) fn address(args: Args, slot: usize) -> usize {
    (args.raw(slot)).wrapping_add(args.raw(slot + 1)) as usize
}

/// The atomic cell at `address`.
///
/// # Safety
/// `address` is valid for the type for as long as the result is used.
#[inline(always)]
unsafe fn cell<'a, A>(address: usize) -> &'a A {
    if cfg!(debug_assertions) && address == 0 {
        fault();
    }
    // SAFETY: the caller's promise.
    unsafe { &*(address as *const A) }
}

/// What a program gets that reads or writes at address 0: the fault, not the assertion that debug builds put before it.
#[cold]
fn fault() {
    let mut byte = 0_u8;
    // SAFETY: none: the fault is what the program asked for. C's function, because Rust's have the assertion too.
    unsafe {
        let nowhere = std::hint::black_box(0_usize) as *const libc::c_void;
        libc::memcpy((&raw mut byte).cast(), nowhere, 1);
    }
    std::hint::black_box(byte);
}

/// A type that `Unsafe` reads and writes.
trait Access: Copy {
    type Cell;
    fn load(cell: &Self::Cell, order: Ordering) -> Self;
    fn store(cell: &Self::Cell, value: Self, order: Ordering);
    /// From argument slot(s).
    fn argument(args: Args, slot: usize) -> Self;
}

macro_rules! access {
    ($($ty:ty, $bits:ty, $cell:ty, |$from:ident| $out:expr, |$value:ident| $in:expr;)*) => {
        $(impl Access for $ty {
            type Cell = $cell;
            #[inline(always)]
            fn load(cell: &$cell, order: Ordering) -> $ty {
                let $from = cell.load(order);
                $out
            }
            #[inline(always)]
            fn store(cell: &$cell, $value: $ty, order: Ordering) {
                cell.store($in, order);
            }
            #[inline(always)]
            fn argument(args: Args, slot: usize) -> $ty {
                let $from = args.raw(slot) as $bits;
                $out
            }
        })*
    };
}
access! {
    bool, u8, AtomicU8, |bits| bits != 0, |value| u8::from(value);
    i8, i8, AtomicI8, |bits| bits, |value| value;
    i16, i16, AtomicI16, |bits| bits, |value| value;
    u16, u16, AtomicU16, |bits| bits, |value| value;
    i32, i32, AtomicI32, |bits| bits, |value| value;
    i64, i64, AtomicI64, |bits| bits, |value| value;
    f32, u32, AtomicU32, |bits| f32::from_bits(bits), |value| value.to_bits();
    f64, u64, AtomicU64, |bits| f64::from_bits(bits), |value| value.to_bits();
}

#[inline(always)]
fn is_aligned<A>(address: usize) -> bool {
    address.is_multiple_of(align_of::<A>())
}

#[inline(always)]
fn get<T: Access>(_thread: &mut JavaThread, args: Args) -> JavaResult<T> {
    let at = address(args, 1);
    // SAFETY: Java's promise (module documentation).
    Ok(unsafe {
        if is_aligned::<T::Cell>(at) {
            T::load(cell(at), Ordering::Relaxed)
        } else {
            (at as *const T).read_unaligned()
        }
    })
}

#[inline(always)]
fn put<T: Access>(_thread: &mut JavaThread, args: Args) -> JavaResult<()> {
    let (at, value) = (address(args, 1), T::argument(args, 4));
    // SAFETY: Java's promise (module documentation).
    unsafe {
        if is_aligned::<T::Cell>(at) {
            T::store(cell(at), value, Ordering::Relaxed);
        } else {
            (at as *mut T).write_unaligned(value);
        }
    }
    Ok(())
}

#[inline(always)]
fn get_volatile<T: Access>(_thread: &mut JavaThread, args: Args) -> JavaResult<T> {
    // SAFETY: Java's promise (module documentation).
    Ok(T::load(unsafe { cell(address(args, 1)) }, Ordering::SeqCst))
}

#[inline(always)]
fn put_volatile<T: Access>(_thread: &mut JavaThread, args: Args) -> JavaResult<()> {
    // SAFETY: Java's promise (module documentation).
    T::store(
        unsafe { cell(address(args, 1)) },
        T::argument(args, 4),
        Ordering::SeqCst,
    );
    Ok(())
}

#[inline(always)]
fn get_reference(args: Args, order: Ordering) -> JavaResult<u64> {
    // SAFETY: Java's promise (module documentation).
    Ok(unsafe { cell::<AtomicUsize>(address(args, 1)) }.load(order) as u64)
}

#[inline(always)]
fn put_reference(args: Args, order: Ordering) -> JavaResult<()> {
    let at = address(args, 1);
    // SAFETY: Java's promise (module documentation).
    unsafe { cell::<AtomicUsize>(at) }.store(args.raw(4) as usize, order);
    mark(args, at);
    Ok(())
}

#[inline(always)]
fn mark(args: Args, at: usize) {
    if args.raw(1) != 0 {
        heap::card_mark(at);
    }
}

/// `Ok` and `Err` both hold what was there.
#[inline(always)]
fn exchange_reference(args: Args) -> Result<usize, usize> {
    let at = address(args, 1);
    let (old, new) = (args.raw(4) as usize, args.raw(5) as usize);
    // SAFETY: Java's promise (module documentation).
    let result = unsafe { cell::<AtomicUsize>(at) }.compare_exchange(
        old,
        new,
        Ordering::SeqCst,
        Ordering::SeqCst,
    );
    if result.is_ok() {
        mark(args, at);
    }
    result
}

#[inline(always)]
fn exchange_int(args: Args) -> Result<i32, i32> {
    // SAFETY: Java's promise (module documentation).
    let cell = unsafe { cell::<AtomicI32>(address(args, 1)) };
    cell.compare_exchange(args.int(4), args.int(5), Ordering::SeqCst, Ordering::SeqCst)
}

#[inline(always)]
fn exchange_long(args: Args) -> Result<i64, i64> {
    // SAFETY: Java's promise (module documentation).
    let cell = unsafe { cell::<AtomicI64>(address(args, 1)) };
    cell.compare_exchange(
        args.long(4),
        args.long(6),
        Ordering::SeqCst,
        Ordering::SeqCst,
    )
}

fn either<T>(result: Result<T, T>) -> JavaResult<T> {
    Ok(result.unwrap_or_else(|found| found))
}

rows! {
    ROWS:
    "jdk/internal/misc/Unsafe" {
        "registerNatives" "()V" => |_, _| Ok(());
        "getInt" "(Ljava/lang/Object;J)I" => get::<i32>;
        "putInt" "(Ljava/lang/Object;JI)V" => put::<i32>;
        "getReference" "(Ljava/lang/Object;J)Ljava/lang/Object;" => |_, a| get_reference(a, Ordering::Relaxed);
        "putReference" "(Ljava/lang/Object;JLjava/lang/Object;)V" => |_, a| put_reference(a, Ordering::Release);
        "getBoolean" "(Ljava/lang/Object;J)Z" => get::<bool>;
        "putBoolean" "(Ljava/lang/Object;JZ)V" => put::<bool>;
        "getByte" "(Ljava/lang/Object;J)B" => get::<i8>;
        "putByte" "(Ljava/lang/Object;JB)V" => put::<i8>;
        "getShort" "(Ljava/lang/Object;J)S" => get::<i16>;
        "putShort" "(Ljava/lang/Object;JS)V" => put::<i16>;
        "getChar" "(Ljava/lang/Object;J)C" => get::<u16>;
        "putChar" "(Ljava/lang/Object;JC)V" => put::<u16>;
        "getLong" "(Ljava/lang/Object;J)J" => get::<i64>;
        "putLong" "(Ljava/lang/Object;JJ)V" => put::<i64>;
        "getFloat" "(Ljava/lang/Object;J)F" => get::<f32>;
        "putFloat" "(Ljava/lang/Object;JF)V" => put::<f32>;
        "getDouble" "(Ljava/lang/Object;J)D" => get::<f64>;
        "putDouble" "(Ljava/lang/Object;JD)V" => put::<f64>;
        "getReferenceVolatile" "(Ljava/lang/Object;J)Ljava/lang/Object;" => |_, a| get_reference(a, Ordering::SeqCst);
        "putReferenceVolatile" "(Ljava/lang/Object;JLjava/lang/Object;)V" => |_, a| put_reference(a, Ordering::SeqCst);
        "getIntVolatile" "(Ljava/lang/Object;J)I" => get_volatile::<i32>;
        "putIntVolatile" "(Ljava/lang/Object;JI)V" => put_volatile::<i32>;
        "getBooleanVolatile" "(Ljava/lang/Object;J)Z" => get_volatile::<bool>;
        "putBooleanVolatile" "(Ljava/lang/Object;JZ)V" => put_volatile::<bool>;
        "getByteVolatile" "(Ljava/lang/Object;J)B" => get_volatile::<i8>;
        "putByteVolatile" "(Ljava/lang/Object;JB)V" => put_volatile::<i8>;
        "getShortVolatile" "(Ljava/lang/Object;J)S" => get_volatile::<i16>;
        "putShortVolatile" "(Ljava/lang/Object;JS)V" => put_volatile::<i16>;
        "getCharVolatile" "(Ljava/lang/Object;J)C" => get_volatile::<u16>;
        "putCharVolatile" "(Ljava/lang/Object;JC)V" => put_volatile::<u16>;
        "getLongVolatile" "(Ljava/lang/Object;J)J" => get_volatile::<i64>;
        "putLongVolatile" "(Ljava/lang/Object;JJ)V" => put_volatile::<i64>;
        "getFloatVolatile" "(Ljava/lang/Object;J)F" => get_volatile::<f32>;
        "putFloatVolatile" "(Ljava/lang/Object;JF)V" => put_volatile::<f32>;
        "getDoubleVolatile" "(Ljava/lang/Object;J)D" => get_volatile::<f64>;
        "putDoubleVolatile" "(Ljava/lang/Object;JD)V" => put_volatile::<f64>;
        "compareAndSetReference" "(Ljava/lang/Object;JLjava/lang/Object;Ljava/lang/Object;)Z" =>
            |_, a| Ok(exchange_reference(a).is_ok());
        "compareAndExchangeReference" "(Ljava/lang/Object;JLjava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;" =>
            |_, a| either(exchange_reference(a)).map(|word| word as u64);
        "compareAndSetInt" "(Ljava/lang/Object;JII)Z" => |_, a| Ok(exchange_int(a).is_ok());
        "compareAndExchangeInt" "(Ljava/lang/Object;JII)I" => |_, a| either(exchange_int(a));
        "compareAndSetLong" "(Ljava/lang/Object;JJJ)Z" => |_, a| Ok(exchange_long(a).is_ok());
        "compareAndExchangeLong" "(Ljava/lang/Object;JJJ)J" => |_, a| either(exchange_long(a));
        "getUncompressedObject" "(J)Ljava/lang/Object;" => |_, a| {
            // SAFETY: Java's promise (module documentation).
            Ok(unsafe { cell::<AtomicUsize>(a.raw(1) as usize) }.load(Ordering::Relaxed) as u64)
        };
    }
}
