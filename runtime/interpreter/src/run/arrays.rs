//! Array elements, lengths, creation.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64};

use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, KLASS_OFFSET};
use metadata::Klass;
use threads::JavaThread;

use super::{Fp, Pc, State};
use crate::slow::{self, Next};

/// Arrays up to this many elements are allocated here.
const FAST_ARRAY_LENGTH: u32 = 1 << 16;

/// The address of an element.
macro_rules! elem {
    ($s:ident, $array:expr, $index:expr, $size:expr) => {{
        let o = nonnull!($s, $array);
        let i = $index as u32;
        if i >= load!(AtomicU32, o + ARRAY_LENGTH_OFFSET as u64) {
            return throw_index($s.thread, $s.fp, $s.pc, i as i32, o);
        }
        o + ARRAY_DATA_OFFSET as u64 + u64::from(i) * $size
    }};
}

macro_rules! ld {
    ($s:ident, $at:ty, $via:ty, $size:literal) => {{
        let e = elem!($s, get!($s, $s.b(), u64), get!($s, $s.c(), u32), $size);
        set!($s, $s.a(), i32, load!($at, e) as $via as i32)
    }};
}

macro_rules! st {
    ($s:ident, $at:ty, $t:ty, $size:literal) => {{
        let e = elem!($s, get!($s, $s.a(), u64), get!($s, $s.b(), u32), $size);
        store!($at, e, get!($s, $s.c(), u64) as $t)
    }};
}

/// Boolean arrays keep the lowest bit only.
macro_rules! byte_mask {
    ($o:expr) => {{
        let layout = (*(klass!($o) as usize as *const Klass)).layout;
        if layout.0 >> 4 & 0xf == abi::ElementKind::Boolean as u32 {
            1u8
        } else {
            0xff
        }
    }};
}

/// An index outside of `array`.
///
/// # Safety
/// As [`crate::run::run`].
#[cold]
#[inline(never)]
unsafe fn throw_index(thread: &mut JavaThread, fp: Fp, pc: Pc, index: i32, array: u64) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (fp, pc) = slow::throw_array_index(thread, fp, pc, index, array);
        State::at(thread, fp, pc).go()
    }
}

/// May `value` (class) be stored into an array of class `array`?
#[inline(always)]
fn may_store(array: u32, value: u32) -> bool {
    // SAFETY: both come from headers of live objects.
    unsafe { (*(array as usize as *const Klass)).may_hold(&*(value as usize as *const Klass)) }
}

handlers! { s:
    ArrayLength => {
        let o = nonnull!(s, get!(s, s.b(), u64));
        set!(s, s.a(), i32, load!(AtomicU32, o + ARRAY_LENGTH_OFFSET as u64))
    }
    LoadI8 => { ld!(s, AtomicU8, i8, 1) }
    LoadU16 => { ld!(s, AtomicU16, u16, 2) }
    LoadI16 => { ld!(s, AtomicU16, i16, 2) }
    Load32 => { ld!(s, AtomicU32, u32, 4) }
    Load64 | LoadRef => {
        let e = elem!(s, get!(s, s.b(), u64), get!(s, s.c(), u32), 8);
        set!(s, s.a(), u64, load!(AtomicU64, e))
    }
    Load32K => {
        let e = elem!(s, get!(s, s.b(), u64), w1!(s), 4);
        set!(s, s.a(), i32, load!(AtomicU32, e))
    }
    LoadRefK => {
        let e = elem!(s, get!(s, s.b(), u64), w1!(s), 8);
        set!(s, s.a(), u64, load!(AtomicU64, e))
    }
    Store8 => {
        let e = elem!(s, get!(s, s.a(), u64), get!(s, s.b(), u32), 1);
        store!(AtomicU8, e, get!(s, s.c(), u8) & byte_mask!(get!(s, s.a(), u64)))
    }
    Store8K => {
        let e = elem!(s, get!(s, s.a(), u64), get!(s, s.b(), u32), 1);
        store!(AtomicU8, e, w1!(s) as u8 & byte_mask!(get!(s, s.a(), u64)))
    }
    Store16 => { st!(s, AtomicU16, u16, 2) }
    Store32 => { st!(s, AtomicU32, u32, 4) }
    Store32K => {
        let e = elem!(s, get!(s, s.a(), u64), get!(s, s.b(), u32), 4);
        store!(AtomicU32, e, w1!(s) as u32)
    }
    Store64 => { st!(s, AtomicU64, u64, 8) }
    StoreRef => {
        let e = elem!(s, get!(s, s.a(), u64), get!(s, s.b(), u32), 8);
        let v = get!(s, s.c(), u64);
        if v != 0 && !may_store(klass!(get!(s, s.a(), u64)), klass!(v)) { slow!(s, slow::throw_array_store) }
        store_ref!(e, v)
    }
    NewArraySlow | ANewArraySlow => { slow!(s, slow::arrays::resolve) }
    NewArray => {
        let klass = w1!(s);
        let length = get!(s, s.b(), u32);
        let bytes = (*(klass as *const Klass)).layout.array_size(length as usize % FAST_ARRAY_LENGTH as usize);
        let place = s.thread.mutator.tlab_top;
        if length >= FAST_ARRAY_LENGTH || place + bytes > s.thread.mutator.tlab_end { slow!(s, slow::arrays::allocate) }
        s.thread.mutator.tlab_top = place + bytes;
        // Fresh memory is zero, and so is the mark of a new object.
        store!(AtomicU64, place + KLASS_OFFSET, klass | u64::from(length) << 32);
        set!(s, s.a(), u64, place as u64)
    }
    MultiNewArray => { slow!(s, slow::arrays::allocate_multi) }
}
