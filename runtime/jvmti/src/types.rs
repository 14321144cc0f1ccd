//! The C types of the tool interface beyond those of JNI, and how arguments are checked. JVMTI "Data Types".
//!
//! Invariant: sizes and field orders are binary interface and never change.

use std::ffi::{CStr, c_char, c_void};

use jni::types::{JNIEnv, jboolean, jint, jlong, jmethodID, jobject};

use crate::environment::Environment;
use crate::error::Error;
use crate::heap_walk::Info;

/// What an agent's thread runs.
pub(crate) type StartFunction =
    Option<unsafe extern "C" fn(*const Environment, *mut JNIEnv, *mut c_void)>;

/// A function of an agent's for an event, whose type is known from the event alone; null: none.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub(crate) struct Callback(pub(crate) *const c_void);

// SAFETY: the address of code.
unsafe impl Send for Callback {}
// SAFETY: as above.
unsafe impl Sync for Callback {}

#[repr(C)]
pub(crate) struct ThreadInfo {
    pub(crate) name: *mut c_char,
    pub(crate) priority: jint,
    pub(crate) is_daemon: jboolean,
    pub(crate) thread_group: jobject,
    pub(crate) context_class_loader: jobject,
}

#[repr(C)]
pub(crate) struct ThreadGroupInfo {
    pub(crate) parent: jobject,
    pub(crate) name: *mut c_char,
    pub(crate) max_priority: jint,
    pub(crate) is_daemon: jboolean,
}

/// A frame: where it is in its method, as bci; -1 in a native one.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct FrameInfo {
    pub(crate) method: jmethodID,
    pub(crate) location: jlong,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct StackInfo {
    pub(crate) thread: jobject,
    pub(crate) state: jint,
    pub(crate) frames: *mut FrameInfo,
    pub(crate) frame_count: jint,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct LineNumberEntry {
    pub(crate) start: jlong,
    pub(crate) line: jint,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct LocalVariableEntry {
    pub(crate) start: jlong,
    pub(crate) length: jint,
    pub(crate) name: *mut c_char,
    pub(crate) signature: *mut c_char,
    pub(crate) generic_signature: *mut c_char,
    pub(crate) slot: jint,
}

/// Who has a monitor and who wants it.
#[repr(C)]
pub(crate) struct MonitorUsage {
    pub(crate) owner: jobject,
    pub(crate) entry_count: jint,
    pub(crate) waiter_count: jint,
    pub(crate) waiters: *mut jobject,
    pub(crate) notify_waiter_count: jint,
    pub(crate) notify_waiters: *mut jobject,
}

/// A monitor, and how deep the frame is that has it.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct MonitorDepth {
    pub(crate) monitor: jobject,
    pub(crate) depth: jint,
}

/// Functions of an agent's for objects and what is in them; each answers which way to go on. JVMTI "Heap Callback Functions".
#[repr(C)]
pub(crate) struct HeapCallbacks {
    pub(crate) iteration:
        Option<unsafe extern "C" fn(jlong, jlong, *mut jlong, jint, *mut c_void) -> jint>,
    pub(crate) reference: Option<
        unsafe extern "C" fn(
            jint,
            *const Info,
            jlong,
            jlong,
            jlong,
            *mut jlong,
            *mut jlong,
            jint,
            *mut c_void,
        ) -> jint,
    >,
    pub(crate) field_value: Option<
        unsafe extern "C" fn(jint, *const Info, jlong, *mut jlong, u64, jint, *mut c_void) -> jint,
    >,
    pub(crate) array_value: Option<
        unsafe extern "C" fn(
            jlong,
            jlong,
            *mut jlong,
            jint,
            jint,
            *const c_void,
            *mut c_void,
        ) -> jint,
    >,
    pub(crate) string_value: Option<
        unsafe extern "C" fn(jlong, jlong, *mut jlong, *const u16, jint, *mut c_void) -> jint,
    >,
    reserved: [usize; 11],
}

/// As 1.0 has them: for an object.
pub(crate) type ObjectCallback =
    Option<unsafe extern "C" fn(jlong, jlong, *mut jlong, *mut c_void) -> jint>;
/// For a root that is in no frame.
pub(crate) type RootCallback =
    Option<unsafe extern "C" fn(jint, jlong, jlong, *mut jlong, *mut c_void) -> jint>;
/// For a root in a frame.
pub(crate) type StackCallback = Option<
    unsafe extern "C" fn(
        jint,
        jlong,
        jlong,
        *mut jlong,
        jlong,
        jint,
        jmethodID,
        jint,
        *mut c_void,
    ) -> jint,
>;
/// For a reference in an object.
pub(crate) type ReferenceCallback =
    Option<unsafe extern "C" fn(jint, jlong, jlong, *mut jlong, jlong, jint, *mut c_void) -> jint>;

#[repr(C)]
pub(crate) struct TimerInfo {
    pub(crate) max_value: jlong,
    pub(crate) may_skip_forward: jboolean,
    pub(crate) may_skip_backward: jboolean,
    pub(crate) kind: jint,
    pub(crate) reserved: [jlong; 2],
}

/// What a class is to become.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct ClassDefinition {
    pub(crate) class: jobject,
    pub(crate) length: jint,
    pub(crate) bytes: *const u8,
}

/// Where a result goes: not null.
#[repr(transparent)]
pub(crate) struct Out<T>(pub(crate) *mut T);

impl<T> Clone for Out<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Out<T> {}

impl<T> Out<T> {
    /// # Safety
    /// C promises that the pointer is valid.
    pub(crate) unsafe fn set(self, value: T) {
        // SAFETY: the caller's promise; `check` has seen that it is not null.
        unsafe { self.0.write(value) }
    }
}

/// A structure that C passes: not null.
#[repr(transparent)]
pub(crate) struct In<T>(pub(crate) *const T);

impl<T> Clone for In<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for In<T> {}

/// A text in modified UTF-8: not null.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub(crate) struct Text(*const c_char);

impl Text {
    /// # Safety
    /// C promises that the text is terminated and stays while the function runs.
    pub(crate) unsafe fn bytes<'a>(self) -> &'a [u8] {
        // SAFETY: the caller's promise; `check` has seen that it is not null.
        unsafe { CStr::from_ptr(self.0) }.to_bytes()
    }

    /// # Safety
    /// As [`Text::bytes`].
    pub(crate) unsafe fn to_text(self) -> String {
        // SAFETY: the caller's promise.
        classfile::mutf8::decode(unsafe { self.bytes() })
    }
}

/// What a wrapper asks of every argument before the body runs.
pub(crate) trait Argument {
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

fn not_null<T>(pointer: *const T) -> Result<(), Error> {
    match pointer.is_null() {
        true => Err(Error::NULL_POINTER),
        false => Ok(()),
    }
}

impl<T> Argument for Out<T> {
    fn check(&self) -> Result<(), Error> {
        not_null(self.0)
    }
}

impl<T> Argument for In<T> {
    fn check(&self) -> Result<(), Error> {
        not_null(self.0)
    }
}

impl Argument for Text {
    fn check(&self) -> Result<(), Error> {
        not_null(self.0)
    }
}

impl Argument for StartFunction {
    fn check(&self) -> Result<(), Error> {
        self.map(|_| ()).ok_or(Error::NULL_POINTER)
    }
}

impl<T> Argument for *mut T {}
impl<T> Argument for *const T {}
impl Argument for Callback {}
impl Argument for ObjectCallback {}
impl Argument for RootCallback {}
impl Argument for StackCallback {}
impl Argument for ReferenceCallback {}
impl Argument for jint {}
impl Argument for jlong {}
impl Argument for jboolean {}
impl Argument for f32 {}
impl Argument for f64 {}

const _: () = {
    assert!(size_of::<ThreadInfo>() == 32);
    assert!(size_of::<ThreadGroupInfo>() == 24);
    assert!(size_of::<FrameInfo>() == 16);
    assert!(size_of::<StackInfo>() == 32);
    assert!(size_of::<LineNumberEntry>() == 16);
    assert!(size_of::<LocalVariableEntry>() == 48);
    assert!(size_of::<MonitorUsage>() == 40);
    assert!(size_of::<MonitorDepth>() == 16);
    assert!(size_of::<HeapCallbacks>() == 128);
    assert!(size_of::<TimerInfo>() == 32);
    assert!(size_of::<ClassDefinition>() == 24);
};
