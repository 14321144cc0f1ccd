//! Compiled Java: the answers are those of `java` (most are obvious).

use std::sync::OnceLock;

use threads::Value::{self, *};

use super::support::{attached, call, class_of, javac};

fn check(rows: &'static [(&'static str, &'static [Value], Result<Value, &'static str>)]) {
    static CLASS: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    let class = CLASS.get_or_init(|| javac("Kernels", include_str!("Kernels.java")));
    let Some(bytes) = class.clone() else { return };
    attached(move |thread| {
        let klass = class_of(bytes);
        for (name, arguments, expected) in rows {
            let got = call(thread, klass, name, arguments);
            assert_eq!(
                got.as_ref().copied().map_err(String::as_str),
                *expected,
                "{name}{arguments:?}"
            );
        }
    });
}

#[test]
fn arithmetic_and_loops() {
    check(&[
        ("fib", &[Int(20)], Ok(Int(6765))),
        ("collatz", &[Int(1000)], Ok(Int(178))),
        // Millions of instructions: going from one to the next must not use the native stack.
        ("collatz", &[Int(30000)], Ok(Int(307))),
        ("newton", &[Double(2.25)], Ok(Double(1.5))),
        ("postIncrement", &[Int(5)], Ok(Int(242))),
        ("loopDoWhile", &[Int(100)], Ok(Int(120))),
        (
            "longMix",
            &[Long(88172645463325252), Int(1000)],
            Ok(Long(3522249760419827091)),
        ),
        ("parallel", &[Long(5), Long(7), Int(3)], Ok(Long(19))),
        (
            "shifts",
            &[Int(-12345), Long(-9876543210), Int(37)],
            Ok(Int(-395040)),
        ),
        (
            "remainders",
            &[Int(i32::MIN), Int(-1), Long(i64::MIN), Long(-1)],
            Ok(Int(i32::MIN)),
        ),
        (
            "remainders",
            &[Int(-7), Int(3), Long(-7), Long(3)],
            Ok(Int(-6)),
        ),
    ]);
}

#[test]
fn switches() {
    check(&[
        ("tableSwitch", &[Int(0)], Ok(Int(10))),
        ("tableSwitch", &[Int(3)], Ok(Int(23))),
        ("tableSwitch", &[Int(7)], Ok(Int(107))),
        ("tableSwitch", &[Int(-1)], Ok(Int(-1))),
        ("tableSwitch", &[Int(4)], Ok(Int(4))),
        ("lookupSwitch", &[Int(77777)], Ok(Int(3))),
        ("lookupSwitch", &[Int(-1000000)], Ok(Int(1))),
        ("lookupSwitch", &[Int(6)], Ok(Int(-6))),
    ]);
}

#[test]
fn exceptions() {
    check(&[
        (
            "nested",
            &[Int(2)],
            Err("java/lang/ArithmeticException: / by zero"),
        ),
        ("nested", &[Int(9)], Ok(Int(3))),
        (
            "remainders",
            &[Int(1), Int(0), Long(1), Long(1)],
            Err("java/lang/ArithmeticException: / by zero"),
        ),
        ("deep", &[Int(0)], Err("java/lang/StackOverflowError: ")),
    ]);
}

#[test]
fn results_are_narrowed() {
    check(&[
        ("narrowBoolean", &[Int(4)], Ok(Int(1))),
        ("narrowByte", &[Int(0x181)], Ok(Int(-127))),
        ("narrowChar", &[Int(-1)], Ok(Int(0xffff))),
        ("narrowShort", &[Int(0x18000)], Ok(Int(-32768))),
    ]);
}

#[test]
fn floating_point() {
    const NAN: f64 = f64::NAN;
    check(&[
        (
            "compares",
            &[Float(1.0), Float(2.0), Double(2.0), Double(1.0)],
            Ok(Int(0b101100_100011 & 0xfff)),
        ),
        (
            "compares",
            &[Float(f32::NAN), Float(2.0), Double(1.0), Double(NAN)],
            Ok(Int(32 | 2048)),
        ),
        (
            "compares",
            &[Float(0.0), Float(-0.0), Double(0.0), Double(-0.0)],
            Ok(Int(2 | 8 | 16 | 128 | 512 | 1024)),
        ),
        (
            "conversions",
            &[Double(NAN), Float(1e20), Long(0)],
            Ok(Int(i32::MAX)),
        ),
        (
            "conversions",
            &[Double(-3.7e10), Float(1e20), Long(-123456789012)],
            Ok(Int(-1542946897)),
        ),
    ]);
}
