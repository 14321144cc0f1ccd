//! Tests of `native.rs`, `entry.rs` and `refs.rs`: a native method written here, called through a frame made here, that
//! calls back through its `JNIEnv`.

use std::sync::atomic::Ordering;

use abi::{LayoutHelper, frame};
use heap::oop::SlotExt;
use metadata::{ClassLoaderData, Klass, KlassRef, Method, MethodRef, Symbol};
use threads::{JavaThread, ThreadState, attach};

use super::*;
use crate::types::*;
use crate::wrappers::JNI_TABLE;

const STATIC_NATIVE: u16 = 0x0108;

fn klass(name: &str) -> KlassRef {
    let layout = LayoutHelper::instance(16, false);
    let klass = Klass::new(
        Symbol::intern(name.as_bytes()),
        layout,
        None,
        ClassLoaderData::boot(),
    );
    Klass::allocate(klass, &[]).expect("room for a class")
}

fn native(klass: KlassRef, descriptor: &str, function: usize) -> MethodRef {
    let descriptor = Symbol::intern(descriptor.as_bytes());
    let name = Symbol::intern(b"method");
    let method = Method::new(
        klass,
        name,
        descriptor,
        STATIC_NATIVE,
        0,
        std::ptr::null_mut(),
    );
    method.native_function.store(function, Ordering::Release);
    let place = ClassLoaderData::boot()
        .allocate_value(method)
        .expect("room for a method");
    // SAFETY: in the class region, initialised, immortal.
    unsafe { MethodRef::from_ptr(place) }
}

/// Answers its third argument, by way of every kind of reference, if its other arguments are what they should be.
unsafe extern "C" fn echo(
    env: *mut JNIEnv,
    clazz: jclass,
    i: jint,
    o: jobject,
    d: jdouble,
    j: jlong,
) -> jobject {
    if (i, d, j) != (-7, 2.5, 1 << 40) || clazz.is_null() {
        return std::ptr::null_mut();
    }
    // SAFETY: the environment is the thread's own, the references are live.
    unsafe {
        let table = &*(*env).functions;
        assert_eq!((table.GetVersion)(env), JNI_VERSION_10);
        assert_eq!((table.ExceptionCheck)(env), JNI_FALSE);
        assert_eq!((table.PushLocalFrame)(env, 8), JNI_OK);
        let global = (table.NewGlobalRef)(env, o);
        let weak = (table.NewWeakGlobalRef)(env, global);
        let kinds = [o, global, weak].map(|reference| (table.GetObjectRefType)(env, reference));
        assert_eq!(
            kinds,
            [
                JNI_LOCAL_REF_TYPE,
                JNI_GLOBAL_REF_TYPE,
                JNI_WEAK_GLOBAL_REF_TYPE
            ]
        );
        let mut local = (table.NewLocalRef)(env, weak);
        for _ in 0..1000 {
            local = (table.NewLocalRef)(env, local);
        }
        assert_eq!((table.IsSameObject)(env, local, o), JNI_TRUE);
        assert_eq!((table.IsSameObject)(env, local, clazz), JNI_FALSE);
        (table.DeleteGlobalRef)(env, global);
        (table.DeleteWeakGlobalRef)(env, weak);
        let kept = (table.PopLocalFrame)(env, local);
        let lost = (table.NewLocalRef)(env, kept);
        (table.DeleteLocalRef)(env, lost);
        let again = (table.NewLocalRef)(env, kept);
        assert_eq!(again, lost, "the slot is used again");
        (table.DeleteLocalRef)(env, again);
        assert_eq!(
            (table.IsSameObject)(env, lost, std::ptr::null_mut()),
            JNI_TRUE
        );
        assert_eq!((table.PushLocalFrame)(env, 8), JNI_OK);
        kept
    }
}

/// Throws its argument and answers nonsense.
unsafe extern "C" fn throw(env: *mut JNIEnv, _clazz: jclass, o: jobject) -> jint {
    // SAFETY: as above.
    unsafe {
        let table = &*(*env).functions;
        assert_eq!((table.Throw)(env, o), JNI_OK);
        assert_eq!((table.ExceptionCheck)(env), JNI_TRUE);
        assert_eq!(
            (table.IsSameObject)(env, (table.ExceptionOccurred)(env), o),
            JNI_TRUE
        );
        // A row of kind `java` does nothing with an exception pending.
        assert!((table.NewStringUTF)(env, c"text".as_ptr()).is_null());
    }
    99
}

fn with_thread(body: impl FnOnce(&mut JavaThread, KlassRef)) {
    threads::registry::set_jni_functions((&raw const JNI_TABLE).addr());
    let thread = attach::attach_current(true).expect("a thread");
    let class = klass("Test");
    // Any object serves as the mirror: nobody looks into it here.
    let mirror = thread.new_instance(class).expect("an object");
    class.mirror.set(Some(thread.oop(mirror)));
    body(thread, class);
    class.mirror.store(0);
    attach::abandon_current(thread);
}

#[test]
fn native_methods_get_their_arguments_and_leave_nothing_behind() {
    with_thread(|thread, class| {
        let object = thread.new_instance(class).expect("an object");
        let address = thread.oop(object).address() as u64;
        let method = native(class, "(ILTest;DJ)LTest;", echo as *const () as usize);
        // locals, then the header
        let mut words = vec![
            -7i32 as u32 as u64,
            address,
            2.5f64.to_bits(),
            0,
            1 << 40,
            0,
        ];
        words.extend([0; frame::HEADER_WORDS]);
        let (before, frames) = (thread.mutator.handles.len(), thread.parts.jni_frames.len());
        let result = call_native_method(thread, method, words[6..].as_mut_ptr());
        assert_eq!(result, Ok(address));
        assert_eq!(
            (thread.mutator.handles.len(), thread.parts.jni_frames.len()),
            (before, frames)
        );
        assert_eq!(thread.state(), ThreadState::InVm);

        words[0] = 0;
        assert_eq!(
            call_native_method(thread, method, words[6..].as_mut_ptr()),
            Ok(0)
        );
    });
}

#[test]
fn what_a_native_throws_is_pending() {
    with_thread(|thread, class| {
        let object = thread.new_instance(class).expect("an object");
        let address = thread.oop(object).address();
        let method = native(class, "(LTest;)I", throw as *const () as usize);
        let mut words = vec![address as u64];
        words.extend([0; frame::HEADER_WORDS]);
        assert!(call_native_method(thread, method, words[1..].as_mut_ptr()).is_err());
        let pending = thread.take_pending().expect("an exception");
        assert_eq!(thread.oop(pending).address(), address);
    });
}
