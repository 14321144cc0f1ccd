//! Tests of `shape.rs` and `call.rs` against C functions (`shim/call_targets.c`).

use std::ffi::c_void;

use super::*;
use crate::call::call_native;

#[link(name = "jni_call_targets", kind = "static")]
unsafe extern "C" {
    fn target_ints();
    fn target_doubles();
    fn target_mixed();
    fn target_dirty();
    fn target_float();
}

/// Marshals `slots` for a static method of this descriptor and calls the target with environment 1 and class 2.
fn call(target: unsafe extern "C" fn(), descriptor: &str, slots: &[u64]) -> u64 {
    let shape = NativeShape::of(descriptor.as_bytes(), true).expect("descriptor");
    assert_eq!(usize::from(shape.slots), slots.len(), "{descriptor}");
    let mut args = NativeArgs::default();
    shape.marshal(&mut args, 1, 2, slots, |_, raw| raw);
    // SAFETY: each test passes the descriptor that the C function is declared with.
    let returned =
        unsafe { call_native(target as *const c_void, &args.ints, &args.fps, args.stack()) };
    shape.result_word(returned)
}

fn double(value: f64) -> [u64; 2] {
    [value.to_bits(), 0xdead]
}

#[test]
fn ten_ints_run_over_onto_the_stack() {
    let slots: Vec<u64> = (1..=10)
        .map(|n: i32| if n == 10 { -n as u32 as u64 } else { n as u64 })
        .collect();
    let expected: f64 = (1..=9).map(|n| f64::from(n * n)).sum::<f64>() - 100.0;
    assert_eq!(
        f64::from_bits(call(target_ints, "(IIIIIIIIII)D", &slots)),
        expected
    );
}

#[test]
fn ten_doubles_run_over_onto_the_stack() {
    let slots: Vec<u64> = (1..=10).flat_map(|n| double(f64::from(n) / 2.0)).collect();
    let expected: f64 = (1..=10).map(|n| f64::from(n * n) / 2.0).sum();
    assert_eq!(
        f64::from_bits(call(target_doubles, "(DDDDDDDDDD)D", &slots)),
        expected
    );
}

#[test]
fn mixed_arguments_keep_their_order() {
    let float = |value: f32| 0xffff_ffff_0000_0000 | u64::from(value.to_bits());
    let mut slots = vec![-1i64 as u64, float(2.0), 3, 0, 4f64.to_bits(), 0, 0x1234, 1];
    slots.extend([
        6f64.to_bits(),
        0,
        -7i32 as u32 as u64,
        float(8.0),
        float(9.0),
        -10i32 as u32 as u64,
    ]);
    slots.extend([
        11f64.to_bits(),
        0,
        float(12.0),
        13f64.to_bits(),
        0,
        float(14.0),
        1 << 40,
        0,
        0xffff,
    ]);
    slots.extend([17f64.to_bits(), 0]);
    let expected = -1.0 + 4.0 + 9.0 + 16.0 + 5.0 + 36.0 - 49.0 + 64.0 + 81.0 - 100.0
        + 121.0
        + 144.0
        + 169.0
        + 196.0
        + 15.0 * (1i64 << 40) as f64
        + 16.0 * 65535.0
        + 289.0;
    let descriptor = "(IFJDLjava/lang/Object;ZDSFFBDFDFJCD)D";
    assert_eq!(
        f64::from_bits(call(target_mixed, descriptor, &slots)),
        expected
    );
    let shape = NativeShape::of(descriptor.as_bytes(), true).unwrap();
    assert_eq!(shape.letters().to_str(), Ok("IFJDLZDSFFBDFDFJCD"));
    assert!(shape.stack_words >= 4);
}

#[test]
fn narrow_results_are_cleaned() {
    let dirt = 0xabcd_ef01_2345_0000u64;
    for (result, low, expected) in [
        ("Z", 0x0100, 0u64),
        ("Z", 0x0180, 1),
        ("B", 0x17f, 0x7f),
        ("B", 0x180, -128i64 as u64),
        ("C", 0xfffe, 0xfffe),
        ("S", 0xfffe, -2i64 as u64),
        ("S", 0x7ffe, 0x7ffe),
        ("I", 0x1111, 0x2345_1111),
        ("J", 0x1111, 0xabcd_ef01_2345_1111),
        ("[I", 0x1111, 0xabcd_ef01_2345_1111),
        ("V", 0x1111, 0),
    ] {
        let word = call(target_dirty, &format!("(J){result}"), &[dirt | low, 0]);
        assert_eq!(word, expected, "({low:#x}) -> {result}");
    }
    assert_eq!(call(target_dirty, "(J)I", &[0xffff_fff0, 0]), -16i64 as u64);
    assert_eq!(
        f32::from_bits(call(target_float, "(F)F", &[u64::from(1.5f32.to_bits())]) as u32),
        3.0
    );
}

#[test]
fn references_go_through_the_callers_function() {
    let shape = NativeShape::of(b"(I[[Ljava/lang/String;J)V", false).unwrap();
    assert_eq!(shape.slots, 5);
    let mut args = NativeArgs::default();
    shape.marshal(&mut args, 1, 2, &[99, 7, 0x5000, 8, 0], |slot, raw| {
        raw + slot as u64
    });
    assert_eq!(args.ints, [1, 2, 7, 0x5002, 8, 0]);
    assert!(args.stack().is_empty());
}

#[test]
fn malformed_descriptors_are_refused() {
    for text in [
        "",
        "()",
        "V",
        "(I",
        "(V)V",
        "(Ljava/lang/Object)V",
        "(I)VV",
        "(Q)I",
        "([)V",
    ] {
        assert!(NativeShape::of(text.as_bytes(), true).is_none(), "{text}");
    }
    let longs = format!("({})V", "J".repeat(128));
    assert!(NativeShape::of(longs.as_bytes(), true).is_none(), "{longs}");
}
