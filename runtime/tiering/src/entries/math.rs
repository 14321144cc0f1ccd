//! Leaves: plain functions of numbers and classes. They write no anchor, so they neither collect nor throw.

use threads::JavaThread;

use super::class;

pub(super) extern "C" fn is_subtype(_: &mut JavaThread, sub: i32, of: i32) -> i32 {
    // SAFETY: invariant of entries.
    let (sub, of) = unsafe { (class(sub), class(of)) };
    sub.is_subtype_of(of).into()
}

pub(super) extern "C" fn may_store(_: &mut JavaThread, array: i32, value: i32) -> i32 {
    // SAFETY: invariant of entries.
    let (array, value) = unsafe { (class(array), class(value)) };
    array.may_hold(&value).into()
}

pub(super) extern "C" fn float_remainder(_: &mut JavaThread, a: f32, b: f32) -> f32 {
    a % b
}

pub(super) extern "C" fn double_remainder(_: &mut JavaThread, a: f64, b: f64) -> f64 {
    a % b
}
