//! The C types of the Java Native Interface, as natives and embedders see them.
//!
//! What it is: the `repr(C)` vocabulary of JNI (JNI specification chapter 3 "JNI Types and Data Structures", chapter 5
//! "The Invocation API"), with the names of the specification. What it is not: any behaviour. A `jobject` is opaque
//! here; only `refs.rs` turns one into a heap reference.
//!
//! Invariants: sizes and field orders are binary interface and never change. Read next: `table.rs`.
#![allow(
    non_camel_case_types,
    reason = "the names are those of the JNI specification"
)]

use std::ffi::{c_char, c_void};

use crate::table::{JNIInvokeInterface, JNINativeInterface};

pub type jboolean = u8;
pub type jbyte = i8;
pub type jchar = u16;
pub type jshort = i16;
pub type jint = i32;
pub type jlong = i64;
pub type jfloat = f32;
pub type jdouble = f64;
pub type jsize = jint;

/// What a reference points at; never dereferenced outside `refs.rs`.
#[repr(C)]
pub struct OpaqueObject {
    _private: [u8; 0],
}

/// What a `jmethodID` points at: a `metadata::Method`.
#[repr(C)]
pub struct OpaqueMethod {
    _private: [u8; 0],
}

/// What a `jfieldID` points at: see `fields.rs`.
#[repr(C)]
pub struct OpaqueField {
    _private: [u8; 0],
}

pub type jobject = *mut OpaqueObject;
pub type jclass = jobject;
pub type jstring = jobject;
pub type jthrowable = jobject;
pub type jweak = jobject;
pub type jarray = jobject;
pub type jobjectArray = jobject;
pub type jbooleanArray = jobject;
pub type jbyteArray = jobject;
pub type jcharArray = jobject;
pub type jshortArray = jobject;
pub type jintArray = jobject;
pub type jlongArray = jobject;
pub type jfloatArray = jobject;
pub type jdoubleArray = jobject;
pub type jmethodID = *mut OpaqueMethod;
pub type jfieldID = *mut OpaqueField;

/// The kind of a reference (`GetObjectRefType`).
pub type jobjectRefType = jint;
pub const JNI_INVALID_REF_TYPE: jobjectRefType = 0;
pub const JNI_LOCAL_REF_TYPE: jobjectRefType = 1;
pub const JNI_GLOBAL_REF_TYPE: jobjectRefType = 2;
pub const JNI_WEAK_GLOBAL_REF_TYPE: jobjectRefType = 3;

/// One argument of an `A` form; which field is valid is known from the method's descriptor alone.
#[repr(C)]
#[derive(Clone, Copy)]
pub union jvalue {
    pub z: jboolean,
    pub b: jbyte,
    pub c: jchar,
    pub s: jshort,
    pub i: jint,
    pub j: jlong,
    pub f: jfloat,
    pub d: jdouble,
    pub l: jobject,
}

/// A C `va_list` as a function argument (a pointer to the array type on x86-64, an opaque word for us).
pub type va_list = *mut c_void;

/// What natives get as `JNIEnv*`: a pointer to a pointer to the function table. Lives inside the thread.
#[repr(C)]
pub struct JNIEnv {
    pub functions: *const JNINativeInterface,
}

/// What embedders get as `JavaVM*`.
#[repr(C)]
pub struct JavaVM {
    pub functions: *const JNIInvokeInterface,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct JNINativeMethod {
    pub name: *const c_char,
    pub signature: *const c_char,
    pub fn_ptr: *mut c_void,
}

#[repr(C)]
pub struct JavaVMOption {
    pub option_string: *const c_char,
    /// For the hooks `vfprintf`, `exit` and `abort`: the function.
    pub extra_info: *mut c_void,
}

#[repr(C)]
pub struct JavaVMInitArgs {
    pub version: jint,
    pub n_options: jint,
    pub options: *mut JavaVMOption,
    pub ignore_unrecognized: jboolean,
}

/// The argument of `JNI_GetDefaultJavaVMInitArgs` for version 1.1, up to the only field that is still in use: the stock
/// launcher reads from it the default stack size of the thread that it starts `main` on.
#[repr(C)]
pub struct JDK1_1InitArgs {
    pub version: jint,
    pub properties: *mut *mut c_char,
    pub check_source: jint,
    pub native_stack_size: jint,
    pub java_stack_size: jint,
}

#[repr(C)]
pub struct JavaVMAttachArgs {
    pub version: jint,
    pub name: *mut c_char,
    pub group: jobject,
}

pub const JNI_FALSE: jboolean = 0;
pub const JNI_TRUE: jboolean = 1;

pub const JNI_OK: jint = 0;
pub const JNI_ERR: jint = -1;
pub const JNI_EDETACHED: jint = -2;
pub const JNI_EVERSION: jint = -3;
pub const JNI_ENOMEM: jint = -4;
pub const JNI_EEXIST: jint = -5;
pub const JNI_EINVAL: jint = -6;

/// `Release<Type>ArrayElements` mode: copy back, keep the buffer.
pub const JNI_COMMIT: jint = 1;
/// `Release<Type>ArrayElements` mode: free the buffer, do not copy back.
pub const JNI_ABORT: jint = 2;

pub const JNI_VERSION_1_1: jint = 0x0001_0001;
pub const JNI_VERSION_1_2: jint = 0x0001_0002;
pub const JNI_VERSION_1_4: jint = 0x0001_0004;
pub const JNI_VERSION_1_6: jint = 0x0001_0006;
pub const JNI_VERSION_1_8: jint = 0x0001_0008;
pub const JNI_VERSION_9: jint = 0x0009_0000;
pub const JNI_VERSION_10: jint = 0x000a_0000;

/// The value a JNI function returns when an exception is pending: zero of its type.
pub trait Zero: Copy {
    const ZERO: Self;
}

macro_rules! zero {
    ($($ty:ty = $zero:expr),* $(,)?) => { $(impl Zero for $ty { const ZERO: Self = $zero; })* };
}
zero!(
    () = (),
    u8 = 0,
    i8 = 0,
    u16 = 0,
    i16 = 0,
    i32 = 0,
    i64 = 0,
    f32 = 0.0,
    f64 = 0.0
);

impl<T> Zero for *mut T {
    const ZERO: Self = std::ptr::null_mut();
}
impl<T> Zero for *const T {
    const ZERO: Self = std::ptr::null();
}

const _: () = {
    assert!(size_of::<jvalue>() == 8);
    assert!(size_of::<JNINativeMethod>() == 24);
    assert!(size_of::<JavaVMInitArgs>() == 24);
    assert!(size_of::<JavaVMAttachArgs>() == 24);
};
