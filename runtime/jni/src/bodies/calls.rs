//! Calling Java methods: the `A` forms. JNI chapter 4, "Calling Instance Methods", "Calling Static Methods",
//! "Object Operations".
//!
//! A `jmethodID` is the address of a `metadata::Method`. The other two forms of each are C (`shim/varargs.c`).

use heap::Handle;
use metadata::MethodRef;
use threads::{JavaResult, JavaThread, Value, call_java};

use crate::refs::{resolve, resolve_non_null};
use crate::shape::shape_of;
use crate::types::*;
use crate::vm;

/// # Safety
/// `method` came from `Get(Static)MethodID` and its class is still loaded.
unsafe fn method_of(method: jmethodID) -> MethodRef {
    // SAFETY: the caller's promise: a metadata reference.
    unsafe { MethodRef::from_ptr(method.cast()) }
}

/// Which method of the receiver runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dispatch {
    Virtual,
    /// The method itself.
    Direct,
}

/// C's arguments as values, the receiver first.
///
/// # Safety
/// `args` has one value per parameter of `method`.
unsafe fn arguments(
    thread: &JavaThread,
    method: MethodRef,
    receiver: Option<Handle>,
    args: *const jvalue,
) -> Vec<Value> {
    let letters = shape_of(&method).letters().to_bytes();
    let mut values = Vec::with_capacity(letters.len() + 1);
    values.extend(receiver.map(Value::from));
    for (at, letter) in letters.iter().enumerate() {
        // SAFETY: the caller's promise; the letter says which field is valid.
        values.push(unsafe {
            let value = *args.add(at);
            match letter {
                b'Z' => Value::Int(i32::from(value.z & 1)),
                b'B' => Value::Int(i32::from(value.b)),
                b'C' => Value::Int(i32::from(value.c)),
                b'S' => Value::Int(i32::from(value.s)),
                b'I' => Value::Int(value.i),
                b'J' => Value::Long(value.j),
                b'F' => Value::Float(value.f),
                b'D' => Value::Double(value.d),
                _ => Value::Ref(resolve(thread, value.l)),
            }
        });
    }
    values
}

/// # Safety
/// The contract of bodies.
unsafe fn call_instance(
    thread: &mut JavaThread,
    dispatch: Dispatch,
    obj: jobject,
    method: jmethodID,
    args: *const jvalue,
) -> JavaResult<Value> {
    // SAFETY: the contract of bodies.
    let (receiver, declared) = unsafe { (resolve_non_null(thread, obj)?, method_of(method)) };
    let selected = match dispatch {
        Dispatch::Direct => Some(declared),
        Dispatch::Virtual => vm::select_virtual(thread.oop(receiver), declared),
    };
    let Some(selected) = selected.filter(|method| !method.is_abstract()) else {
        let message = declared.external_signature();
        return Err(thread.throw_new("java/lang/AbstractMethodError", &message));
    };
    // SAFETY: the contract of bodies.
    let values = unsafe { arguments(thread, declared, Some(receiver), args) };
    call_java(thread, selected, &values)
}

/// # Safety
/// The contract of bodies.
unsafe fn call_static(
    thread: &mut JavaThread,
    method: jmethodID,
    args: *const jvalue,
) -> JavaResult<Value> {
    // SAFETY: the contract of bodies.
    let method = unsafe { method_of(method) };
    vm::initialize(thread, method.klass)?;
    // SAFETY: the contract of bodies.
    let values = unsafe { arguments(thread, method, None, args) };
    call_java(thread, method, &values)
}

/// The value as C's type. A method whose result has another type gives zero: the caller used the wrong function.
macro_rules! calls {
    ($($ty:ty, $virtual:ident $nonvirtual:ident $static:ident, $pattern:pat => $result:expr;)*) => {
        $(
            pub(crate) unsafe fn $virtual(
                thread: &mut JavaThread,
                obj: jobject,
                method: jmethodID,
                args: *const jvalue,
            ) -> JavaResult<$ty> {
                // SAFETY: the contract of bodies.
                let value = unsafe { call_instance(thread, Dispatch::Virtual, obj, method, args)? };
                #[allow(unreachable_patterns, reason = "void takes every value")]
                Ok(match value { $pattern => $result, _ => Default::default() })
            }

            pub(crate) unsafe fn $nonvirtual(
                thread: &mut JavaThread,
                obj: jobject,
                _clazz: jclass,
                method: jmethodID,
                args: *const jvalue,
            ) -> JavaResult<$ty> {
                // SAFETY: the contract of bodies.
                let value = unsafe { call_instance(thread, Dispatch::Direct, obj, method, args)? };
                #[allow(unreachable_patterns, reason = "void takes every value")]
                Ok(match value { $pattern => $result, _ => Default::default() })
            }

            pub(crate) unsafe fn $static(
                thread: &mut JavaThread,
                _clazz: jclass,
                method: jmethodID,
                args: *const jvalue,
            ) -> JavaResult<$ty> {
                // SAFETY: the contract of bodies.
                let value = unsafe { call_static(thread, method, args)? };
                #[allow(unreachable_patterns, reason = "void takes every value")]
                Ok(match value { $pattern => $result, _ => Default::default() })
            }
        )*
    };
}

calls! {
    Option<Handle>, CallObjectMethodA CallNonvirtualObjectMethodA CallStaticObjectMethodA, Value::Ref(value) => value;
    jboolean, CallBooleanMethodA CallNonvirtualBooleanMethodA CallStaticBooleanMethodA, Value::Int(value) => (value & 1) as jboolean;
    jbyte, CallByteMethodA CallNonvirtualByteMethodA CallStaticByteMethodA, Value::Int(value) => value as jbyte;
    jchar, CallCharMethodA CallNonvirtualCharMethodA CallStaticCharMethodA, Value::Int(value) => value as jchar;
    jshort, CallShortMethodA CallNonvirtualShortMethodA CallStaticShortMethodA, Value::Int(value) => value as jshort;
    jint, CallIntMethodA CallNonvirtualIntMethodA CallStaticIntMethodA, Value::Int(value) => value;
    jlong, CallLongMethodA CallNonvirtualLongMethodA CallStaticLongMethodA, Value::Long(value) => value;
    jfloat, CallFloatMethodA CallNonvirtualFloatMethodA CallStaticFloatMethodA, Value::Float(value) => value;
    jdouble, CallDoubleMethodA CallNonvirtualDoubleMethodA CallStaticDoubleMethodA, Value::Double(value) => value;
    (), CallVoidMethodA CallNonvirtualVoidMethodA CallStaticVoidMethodA, _ => ();
}

/// Allocates without running a constructor.
pub(crate) unsafe fn AllocObject(thread: &mut JavaThread, clazz: jclass) -> JavaResult<Handle> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { vm::klass_argument(thread, clazz)? };
    vm::allocate(thread, klass)
}

pub(crate) unsafe fn NewObjectA(
    thread: &mut JavaThread,
    clazz: jclass,
    method: jmethodID,
    args: *const jvalue,
) -> JavaResult<Handle> {
    // SAFETY: the contract of bodies.
    let (klass, constructor) = unsafe { (vm::klass_argument(thread, clazz)?, method_of(method)) };
    let object = vm::allocate(thread, klass)?;
    // SAFETY: the contract of bodies.
    let values = unsafe { arguments(thread, constructor, Some(object), args) };
    call_java(thread, constructor, &values)?;
    Ok(object)
}
