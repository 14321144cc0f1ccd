//! How every `JVM_*` function begins and ends: one macro, one trait.
//!
//! What it is: `jvm!` turns a function written with Rust types (`Handle`, `Option<Handle>`, `bool`, numbers, raw pointers) into
//! the exported C function: in_native -> in_vm, a handle scope, arguments from C, the body, the result to C or, after a throw,
//! zero with the exception pending, and back to in_native. What it is not: the transition itself (`jni::entry`).
//!
//! An argument declared `Handle` throws `NullPointerException` when C passes null. The exported name is `rs_` and the
//! function's: the veneers of `libjvm` jump there (`libjvm/src/exports.rs`). Read next: `jvm/mod.rs`.

use std::sync::atomic::{AtomicUsize, Ordering};

use heap::Handle;
use jni::types::jobject;
use threads::{JavaResult, JavaThread};

/// A type that crosses the border to C.
pub(crate) trait Border: Sized {
    /// What C sees.
    type C;
    /// What `jni::entry` is answered.
    type Answer;
    /// # Safety
    /// References are live JNI references (or null) of this thread, which is in_vm.
    unsafe fn from_c(thread: &mut JavaThread, value: Self::C) -> JavaResult<Self>;
    fn into_answer(self) -> Self::Answer;
}

macro_rules! as_is {
    ($($ty:ty),*) => {
        $(impl Border for $ty {
            type C = $ty;
            type Answer = $ty;
            #[inline(always)]
            unsafe fn from_c(_thread: &mut JavaThread, value: $ty) -> JavaResult<$ty> {
                Ok(value)
            }
            #[inline(always)]
            fn into_answer(self) -> $ty {
                self
            }
        })*
    };
}
as_is!((), i8, u8, u16, i16, i32, i64, f32, f64);

impl<T> Border for *mut T {
    type C = *mut T;
    type Answer = *mut T;
    #[inline(always)]
    unsafe fn from_c(_thread: &mut JavaThread, value: *mut T) -> JavaResult<*mut T> {
        Ok(value)
    }
    #[inline(always)]
    fn into_answer(self) -> *mut T {
        self
    }
}

impl<T> Border for *const T {
    type C = *const T;
    type Answer = *const T;
    #[inline(always)]
    unsafe fn from_c(_thread: &mut JavaThread, value: *const T) -> JavaResult<*const T> {
        Ok(value)
    }
    #[inline(always)]
    fn into_answer(self) -> *const T {
        self
    }
}

impl Border for bool {
    type C = u8;
    type Answer = u8;
    #[inline(always)]
    unsafe fn from_c(_thread: &mut JavaThread, value: u8) -> JavaResult<bool> {
        Ok(value != 0)
    }
    #[inline(always)]
    fn into_answer(self) -> u8 {
        u8::from(self)
    }
}

impl Border for Option<Handle> {
    type C = jobject;
    type Answer = Option<Handle>;
    #[inline(always)]
    unsafe fn from_c(thread: &mut JavaThread, value: jobject) -> JavaResult<Option<Handle>> {
        // SAFETY: the caller's promise.
        Ok(unsafe { jni::refs::resolve(thread, value) })
    }
    #[inline(always)]
    fn into_answer(self) -> Option<Handle> {
        self
    }
}

impl Border for Handle {
    type C = jobject;
    type Answer = Option<Handle>;
    #[inline(always)]
    unsafe fn from_c(thread: &mut JavaThread, value: jobject) -> JavaResult<Handle> {
        // SAFETY: the caller's promise.
        unsafe { jni::refs::resolve_non_null(thread, value) }
    }
    #[inline(always)]
    fn into_answer(self) -> Option<Handle> {
        Some(self)
    }
}

/// Defines exported functions whose first C parameter is the `JNIEnv*`. See the module documentation. A body is an expression of
/// type `JavaResult<result type>`.
macro_rules! jvm {
    ($(
        $(#[doc = $doc:literal])*
        fn $name:ident($thread:ident $(, $arg:ident : $ty:ty)* $(,)?) $(-> $ret:ty)? $body:block
    )*) => {
        $($crate::entry::border! {
            [#[unsafe(export_name = concat!("rs_", stringify!($name)))]]
            $(#[doc = $doc])*
            fn $name($thread $(, $arg: $ty)*) $(-> $ret)? $body
        })*
    };
}
pub(crate) use jvm;

/// As [`jvm`], for functions that C reaches through a table instead of a name.
macro_rules! slots {
    ($(
        $(#[doc = $doc:literal])*
        fn $name:ident($thread:ident $(, $arg:ident : $ty:ty)* $(,)?) $(-> $ret:ty)? $body:block
    )*) => {
        $($crate::entry::border! {
            [pub(super)]
            $(#[doc = $doc])*
            fn $name($thread $(, $arg: $ty)*) $(-> $ret)? $body
        })*
    };
}
pub(crate) use slots;

/// One function of [`jvm`] or [`slots`].
macro_rules! border {
    (
        [$($export:tt)*]
        $(#[doc = $doc:literal])*
        fn $name:ident($thread:ident $(, $arg:ident : $ty:ty)*) $(-> $ret:ty)? $body:block
    ) => {
        $(#[doc = $doc])*
        #[allow(non_snake_case, reason = "the name is the one C knows")]
        $($export)*
        unsafe extern "C" fn $name(
            env: *mut ::jni::types::JNIEnv
            $(, $arg: <$ty as $crate::entry::Border>::C)*
        ) $(-> <$ret as $crate::entry::Border>::C)? {
            #[allow(clippy::too_many_arguments, reason = "the C prototype has them")]
            #[inline(always)]
            fn body($thread: &mut ::threads::JavaThread $(, $arg: $ty)*) -> $crate::entry::result!($($ret)?) $body
            // SAFETY: C calls with the environment of the current thread and live references of it.
            unsafe {
                ::jni::entry::vm_entry(env, |thread: &mut ::threads::JavaThread| {
                    $(let $arg = <$ty as $crate::entry::Border>::from_c(thread, $arg)?;)*
                    let answer = body(thread $(, $arg)*)?;
                    ::threads::JavaResult::Ok($crate::entry::Border::into_answer(answer))
                })
            }
        }
    };
}
pub(crate) use border;

/// The result type of a body.
macro_rules! result {
    () => { ::threads::JavaResult<()> };
    ($ret:ty) => { ::threads::JavaResult<$ret> };
}
pub(crate) use result;

/// Defines exported functions that get no environment and touch neither thread nor heap.
macro_rules! jvm_plain {
    ($(
        $(#[doc = $doc:literal])*
        fn $name:ident($($arg:ident : $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block
    )*) => {
        $(
            $(#[doc = $doc])*
            #[allow(non_snake_case, reason = "the name is the exported one")]
            #[unsafe(export_name = concat!("rs_", stringify!($name)))]
            unsafe extern "C" fn $name($($arg: $ty),*) $(-> $ret)? $body
        )*
    };
}
pub(crate) use jvm_plain;

static NOT_IMPLEMENTED: AtomicUsize = AtomicUsize::new(0);

/// `InternalError` for what is not there yet: never a silent wrong answer. Counted.
pub(crate) fn not_implemented(thread: &mut JavaThread, what: &str) -> threads::Thrown {
    NOT_IMPLEMENTED.fetch_add(1, Ordering::Relaxed);
    thread.throw_new(
        "java/lang/InternalError",
        &format!("{what} is not implemented"),
    )
}

/// Number of such calls since the process started.
pub(crate) fn not_implemented_calls() -> usize {
    NOT_IMPLEMENTED.load(Ordering::Relaxed)
}
