//! Tests of the C shim: each variadic form reaches the right slot of the current table with the right values.

use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::offset_of;

use crate::table::{JNI_FUNCTION_NAMES, JNINativeInterface, shim};
use crate::types::*;

/// In these tests a method is its shape text.
#[unsafe(no_mangle)]
extern "C" fn rs_method_shape(method: jmethodID) -> *const c_char {
    method.cast::<c_char>()
}

fn method(shape: &'static CStr) -> jmethodID {
    shape.as_ptr().cast_mut().cast::<OpaqueMethod>()
}

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn log(line: String) {
    LOG.with_borrow_mut(|log| log.push(line));
}

fn take_log() -> Vec<String> {
    LOG.take()
}

/// Prints arguments by shape.
fn show(method: jmethodID, args: *const jvalue) -> String {
    // SAFETY: `method` made the method of a text.
    let shape = unsafe { CStr::from_ptr(method.cast::<c_char>()) }.to_bytes();
    let mut text = String::new();
    for (at, letter) in shape.iter().enumerate() {
        // SAFETY: the shim gives one value per letter, in the field of the letter.
        text += &unsafe {
            let value = *args.add(at);
            match letter {
                b'Z' => format!("Z{} ", value.z),
                b'B' => format!("B{} ", value.b),
                b'C' => format!("C{} ", value.c),
                b'S' => format!("S{} ", value.s),
                b'I' => format!("I{} ", value.i),
                b'J' => format!("J{} ", value.j),
                b'F' => format!("F{} ", value.f),
                b'D' => format!("D{} ", value.d),
                _ => format!("L{:x} ", value.l.addr()),
            }
        };
    }
    text
}

/// A table whose `A` forms log, with the shim in the variadic slots.
fn table() -> Vec<*const c_void> {
    JNI_FUNCTION_NAMES
        .iter()
        .map(|_| std::ptr::null())
        .collect()
}

fn slot(name: &str) -> usize {
    JNI_FUNCTION_NAMES
        .iter()
        .position(|&row| row == name)
        .expect("a row")
}

macro_rules! object {
    ($n:literal) => {
        std::ptr::without_provenance_mut::<OpaqueObject>($n)
    };
}

#[test]
fn slots_follow_the_table() {
    assert_eq!(
        slot("CallStaticVoidMethodA") * 8,
        offset_of!(JNINativeInterface, CallStaticVoidMethodA)
    );
    assert_eq!(slot("GetModule"), 233);
}

/// For one result type: the instance, nonvirtual and static pairs.
macro_rules! check_calls {
    ($test:ident, $ty:ty, $answer:expr, $v:ident $dots:ident $a:literal, $nv:ident $ndots:ident $na:literal, $sv:ident $sdots:ident $sa:literal) => {
        #[test]
        fn $test() {
            unsafe extern "C" fn two(
                _: *mut JNIEnv,
                target: jobject,
                m: jmethodID,
                args: *const jvalue,
            ) -> $ty {
                log(format!("{:x} {}", target.addr(), show(m, args)));
                $answer
            }
            unsafe extern "C" fn three(
                _: *mut JNIEnv,
                o: jobject,
                c: jclass,
                m: jmethodID,
                args: *const jvalue,
            ) -> $ty {
                log(format!("{:x} {:x} {}", o.addr(), c.addr(), show(m, args)));
                $answer
            }
            let mut table = table();
            table[slot($a)] = two as *const c_void;
            table[slot($sa)] = two as *const c_void;
            table[slot($na)] = three as *const c_void;
            table[slot(stringify!($v))] = shim::$v as *const c_void;
            table[slot(stringify!($nv))] = shim::$nv as *const c_void;
            table[slot(stringify!($sv))] = shim::$sv as *const c_void;
            let mut env = JNIEnv {
                functions: table.as_ptr().cast::<JNINativeInterface>(),
            };
            let m = method(c"IJDL");
            // SAFETY: the shim calls only the slots filled above; the arguments follow the shape.
            unsafe {
                let (i, j, d, l) = (-7 as c_int, 1i64 << 40, 2.5f64, object!(0xabc));
                assert_eq!(shim::$dots(&mut env, object!(1), m, i, j, d, l), $answer);
                assert_eq!(
                    shim::$ndots(&mut env, object!(1), object!(2), m, i, j, d, l),
                    $answer
                );
                assert_eq!(shim::$sdots(&mut env, object!(3), m, i, j, d, l), $answer);
            }
            let args = "I-7 J1099511627776 D2.5 Labc ";
            assert_eq!(
                take_log(),
                [
                    format!("1 {args}"),
                    format!("1 2 {args}"),
                    format!("3 {args}")
                ]
            );
        }
    };
}

check_calls!(objects, jobject, object!(0x77), CallObjectMethodV CallObjectMethod "CallObjectMethodA",
    CallNonvirtualObjectMethodV CallNonvirtualObjectMethod "CallNonvirtualObjectMethodA",
    CallStaticObjectMethodV CallStaticObjectMethod "CallStaticObjectMethodA");
check_calls!(booleans, jboolean, 1, CallBooleanMethodV CallBooleanMethod "CallBooleanMethodA",
    CallNonvirtualBooleanMethodV CallNonvirtualBooleanMethod "CallNonvirtualBooleanMethodA",
    CallStaticBooleanMethodV CallStaticBooleanMethod "CallStaticBooleanMethodA");
check_calls!(bytes, jbyte, -3, CallByteMethodV CallByteMethod "CallByteMethodA",
    CallNonvirtualByteMethodV CallNonvirtualByteMethod "CallNonvirtualByteMethodA",
    CallStaticByteMethodV CallStaticByteMethod "CallStaticByteMethodA");
check_calls!(chars, jchar, 0xfffe, CallCharMethodV CallCharMethod "CallCharMethodA",
    CallNonvirtualCharMethodV CallNonvirtualCharMethod "CallNonvirtualCharMethodA",
    CallStaticCharMethodV CallStaticCharMethod "CallStaticCharMethodA");
check_calls!(shorts, jshort, -300, CallShortMethodV CallShortMethod "CallShortMethodA",
    CallNonvirtualShortMethodV CallNonvirtualShortMethod "CallNonvirtualShortMethodA",
    CallStaticShortMethodV CallStaticShortMethod "CallStaticShortMethodA");
check_calls!(ints, jint, -70000, CallIntMethodV CallIntMethod "CallIntMethodA",
    CallNonvirtualIntMethodV CallNonvirtualIntMethod "CallNonvirtualIntMethodA",
    CallStaticIntMethodV CallStaticIntMethod "CallStaticIntMethodA");
check_calls!(longs, jlong, -1 << 40, CallLongMethodV CallLongMethod "CallLongMethodA",
    CallNonvirtualLongMethodV CallNonvirtualLongMethod "CallNonvirtualLongMethodA",
    CallStaticLongMethodV CallStaticLongMethod "CallStaticLongMethodA");
check_calls!(floats, jfloat, 1.5, CallFloatMethodV CallFloatMethod "CallFloatMethodA",
    CallNonvirtualFloatMethodV CallNonvirtualFloatMethod "CallNonvirtualFloatMethodA",
    CallStaticFloatMethodV CallStaticFloatMethod "CallStaticFloatMethodA");
check_calls!(doubles, jdouble, -2.25, CallDoubleMethodV CallDoubleMethod "CallDoubleMethodA",
    CallNonvirtualDoubleMethodV CallNonvirtualDoubleMethod "CallNonvirtualDoubleMethodA",
    CallStaticDoubleMethodV CallStaticDoubleMethod "CallStaticDoubleMethodA");
check_calls!(voids, (), (), CallVoidMethodV CallVoidMethod "CallVoidMethodA",
    CallNonvirtualVoidMethodV CallNonvirtualVoidMethod "CallNonvirtualVoidMethodA",
    CallStaticVoidMethodV CallStaticVoidMethod "CallStaticVoidMethodA");

#[test]
fn new_object_unpacks_every_kind_and_stack_arguments() {
    unsafe extern "C" fn construct(
        _: *mut JNIEnv,
        class: jclass,
        m: jmethodID,
        args: *const jvalue,
    ) -> jobject {
        log(format!("{:x} {}", class.addr(), show(m, args)));
        object!(0xb0b)
    }
    let mut table = table();
    table[slot("NewObjectA")] = construct as *const c_void;
    table[slot("NewObjectV")] = shim::NewObjectV as *const c_void;
    let mut env = JNIEnv {
        functions: table.as_ptr().cast::<JNINativeInterface>(),
    };
    // SAFETY: as above; narrow values are promoted as C does it.
    let made = unsafe {
        shim::NewObject(
            &mut env,
            object!(0x5),
            method(c"ZBCSIJFDLDDDDDDDDJJF"),
            256 as c_int,
            -1 as c_int,
            65535 as c_int,
            -2 as c_int,
            5 as c_int,
            6i64,
            7.5f64,
            8.5f64,
            object!(9),
            1f64,
            2f64,
            3f64,
            4f64,
            5f64,
            6f64,
            7f64,
            8f64,
            -9i64,
            10i64,
            11f64,
        )
    };
    assert_eq!(made, object!(0xb0b));
    let expected = "5 Z0 B-1 C65535 S-2 I5 J6 F7.5 D8.5 L9 D1 D2 D3 D4 D5 D6 D7 D8 J-9 J10 F11 ";
    assert_eq!(take_log(), [expected]);
}

#[test]
fn jio_snprintf_terminates_and_reports_truncation() {
    unsafe extern "C" {
        fn rs_jio_snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
    }
    let mut buffer = [b'x' as c_char; 8];
    // SAFETY: the buffer has the size given; the arguments follow the format.
    unsafe {
        assert_eq!(
            rs_jio_snprintf(
                buffer.as_mut_ptr(),
                8,
                c"%d-%s".as_ptr(),
                12 as c_int,
                c"ab".as_ptr()
            ),
            5
        );
        assert_eq!(CStr::from_ptr(buffer.as_ptr()), c"12-ab");
        assert_eq!(
            rs_jio_snprintf(buffer.as_mut_ptr(), 4, c"%s".as_ptr(), c"abcdef".as_ptr()),
            -1
        );
        assert_eq!(CStr::from_ptr(buffer.as_ptr()), c"abc");
        assert_eq!(rs_jio_snprintf(buffer.as_mut_ptr(), 0, c"a".as_ptr()), -1);
    }
}
