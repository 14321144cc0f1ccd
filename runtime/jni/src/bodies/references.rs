//! Local, global and weak global references, local frames. JNI chapter 4, "Global and Local References".

use heap::Handle;
use heap::global::GlobalKind;
use threads::JavaThread;

use crate::entry::Kept;
use crate::refs::resolve;
use crate::types::*;

/// The frame is the handle scope from here on; a native that forgets to pop loses nothing but memory until it returns.
pub(crate) unsafe fn PushLocalFrame(thread: &mut JavaThread, capacity: jint) -> jint {
    if capacity < 0 {
        return JNI_ERR;
    }
    let frame = thread.mutator.handles.enter_frame();
    thread.parts.jni_frames.push(frame);
    JNI_OK
}

pub(crate) unsafe fn PopLocalFrame(thread: &mut JavaThread, result: jobject) -> Kept<jobject> {
    let Some(frame) = thread.parts.jni_frames.pop() else {
        return Kept(std::ptr::null_mut());
    };
    // SAFETY: the contract of bodies. The raw reference crosses nothing that collects.
    let oop = unsafe { resolve(thread, result) }.map(|handle| thread.oop(handle));
    thread.mutator.handles.leave_frame(frame);
    Kept(oop.map_or(std::ptr::null_mut(), |oop| {
        thread.mutator.handles.push_local(oop).slot().cast()
    }))
}

pub(crate) unsafe fn EnsureLocalCapacity(_thread: &mut JavaThread, capacity: jint) -> jint {
    if capacity < 0 { JNI_ERR } else { JNI_OK }
}

pub(crate) unsafe fn NewLocalRef(thread: &mut JavaThread, obj: jobject) -> Option<Handle> {
    // SAFETY: the contract of bodies.
    unsafe { resolve(thread, obj) }
}

/// The slot reads as null until the frame uses it again. Arguments of a native method are such slots too.
pub(crate) unsafe fn DeleteLocalRef(thread: &mut JavaThread, obj: jobject) {
    if !obj.is_null() && !heap::global::is_weak(obj.cast()) {
        thread.mutator.handles.delete_local(obj.cast());
    }
}

pub(crate) unsafe fn NewGlobalRef(thread: &mut JavaThread, obj: jobject) -> jobject {
    // SAFETY: the contract of bodies.
    match unsafe { resolve(thread, obj) } {
        Some(handle) => heap::global::new(thread.oop(handle)).cast(),
        None => std::ptr::null_mut(),
    }
}

pub(crate) unsafe fn DeleteGlobalRef(_thread: &mut JavaThread, obj: jobject) {
    if !obj.is_null() {
        heap::global::delete(obj.cast());
    }
}

pub(crate) unsafe fn NewWeakGlobalRef(thread: &mut JavaThread, obj: jobject) -> jweak {
    // SAFETY: the contract of bodies.
    match unsafe { resolve(thread, obj) } {
        Some(handle) => heap::global::new_weak(thread.oop(handle)).cast(),
        None => std::ptr::null_mut(),
    }
}

pub(crate) unsafe fn DeleteWeakGlobalRef(_thread: &mut JavaThread, obj: jweak) {
    if !obj.is_null() {
        heap::global::delete_weak(obj.cast());
    }
}

pub(crate) unsafe fn IsSameObject(
    thread: &mut JavaThread,
    obj1: jobject,
    obj2: jobject,
) -> jboolean {
    // SAFETY: the contract of bodies.
    let (a, b) = unsafe { (resolve(thread, obj1), resolve(thread, obj2)) };
    let address = |handle: Option<Handle>| handle.map(|handle| thread.oop(handle));
    jboolean::from(address(a) == address(b))
}

/// Deleted references look like live ones as long as their slot is not reused.
pub(crate) unsafe fn GetObjectRefType(thread: &mut JavaThread, obj: jobject) -> jobjectRefType {
    match heap::global::kind_of(obj.cast()) {
        Some(GlobalKind::Strong) => JNI_GLOBAL_REF_TYPE,
        Some(GlobalKind::Weak) => JNI_WEAK_GLOBAL_REF_TYPE,
        // A reference that was a weak one must not be looked at.
        None if heap::global::is_weak(obj.cast()) => JNI_INVALID_REF_TYPE,
        // SAFETY: the contract of bodies: what is not global is a local reference, or was one.
        None if unsafe { resolve(thread, obj) }.is_some() => JNI_LOCAL_REF_TYPE,
        None => JNI_INVALID_REF_TYPE,
    }
}
