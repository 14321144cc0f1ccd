//! What agents name: objects, classes, threads, members; and lists that they get.

use std::ffi::c_char;

use heap::Handle;
use heap::oop::SlotExt;
use jni::types::{jclass, jfieldID, jint, jmethodID, jobject};
use linker::{mirrors, redefine};
use metadata::{Field, KlassRef, MethodRef, well_known as wk};
use threads::{JavaThread, status};

use crate::entry::Answer;
use crate::environment::{ThreadKey, key_of};
use crate::error::Error;
use crate::memory;
use crate::types::Out;

/// An object that is not null.
pub(super) unsafe fn object(thread: &JavaThread, object: jobject) -> Result<Handle, Error> {
    // SAFETY: the contract of bodies.
    unsafe { jni::resolve(thread, object) }.ok_or(Error::INVALID_OBJECT)
}

/// An object of this class, or the error.
unsafe fn instance(
    thread: &JavaThread,
    reference: jobject,
    class: &wk::WellKnownClass,
    error: Error,
) -> Result<Handle, Error> {
    // SAFETY: the contract of bodies.
    let found = unsafe { jni::resolve(thread, reference) };
    let is_one = |found: &Handle| thread.oop(*found).is_instance_of(class.get());
    found.filter(is_one).ok_or(error)
}

/// A class of any kind.
pub(super) unsafe fn mirror(thread: &JavaThread, class: jclass) -> Result<Handle, Error> {
    // SAFETY: the contract of bodies.
    unsafe { instance(thread, class, &wk::CLASS, Error::INVALID_CLASS) }
}

/// A class, interface or array; none: a primitive type.
pub(super) unsafe fn class(thread: &JavaThread, class: jclass) -> Result<Option<KlassRef>, Error> {
    // SAFETY: the contract of bodies.
    let mirror = unsafe { mirror(thread, class)? };
    Ok(mirrors::klass_of(thread.oop(mirror)))
}

/// A class or interface with members: none for arrays and primitive types, an error for what is not linked.
pub(super) unsafe fn prepared(
    thread: &JavaThread,
    reference: jclass,
) -> Result<Option<KlassRef>, Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { class(thread, reference)? }.filter(|klass| !klass.is_array());
    match klass {
        Some(klass) if !klass.is_linked() => Err(Error::CLASS_NOT_PREPARED),
        _ => Ok(klass),
    }
}

/// What has the class file of a class or interface; arrays and primitive types have none.
pub(super) unsafe fn with_file(thread: &JavaThread, reference: jclass) -> Result<KlassRef, Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { class(thread, reference)? };
    let klass = klass.filter(|klass| !klass.is_array());
    klass.map(newest).ok_or(Error::ABSENT_INFORMATION)
}

/// A `java.lang.Thread`; null is the calling one.
pub(super) unsafe fn java_thread(thread: &JavaThread, reference: jobject) -> Result<Handle, Error> {
    if reference.is_null() {
        let own = thread.thread_object.oop(thread.no_safepoint());
        return own
            .map(|own| thread.handle(own))
            .ok_or(Error::INVALID_THREAD);
    }
    // SAFETY: the contract of bodies.
    unsafe { instance(thread, reference, &wk::THREAD, Error::INVALID_THREAD) }
}

/// As [`java_thread`], one that lives: with the key of its `JavaThread`.
pub(super) unsafe fn live_thread(
    thread: &JavaThread,
    reference: jobject,
) -> Result<(Handle, ThreadKey), Error> {
    // SAFETY: the contract of bodies.
    let object = unsafe { java_thread(thread, reference)? };
    match status::eetop(thread.oop(object)) {
        0 => Err(Error::THREAD_NOT_ALIVE),
        eetop => Ok((object, eetop as ThreadKey)),
    }
}

/// Is this key the calling thread's?
pub(super) fn is_current(thread: &JavaThread, key: ThreadKey) -> bool {
    key_of(thread) == key
}

/// A `java.lang.ThreadGroup`.
pub(super) unsafe fn thread_group(thread: &JavaThread, group: jobject) -> Result<Handle, Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        instance(
            thread,
            group,
            &wk::THREAD_GROUP,
            Error::INVALID_THREAD_GROUP,
        )
    }
}

/// A `java.lang.Module`.
pub(super) unsafe fn module(thread: &JavaThread, module: jobject) -> Result<Handle, Error> {
    if module.is_null() {
        return Err(Error::NULL_POINTER);
    }
    // SAFETY: the contract of bodies.
    unsafe { instance(thread, module, &wk::MODULE, Error::INVALID_MODULE) }
}

/// A class loader; none: the boot loader.
pub(super) unsafe fn loader(thread: &JavaThread, loader: jobject) -> Result<Option<Handle>, Error> {
    if loader.is_null() {
        return Ok(None);
    }
    // SAFETY: the contract of bodies.
    let found = unsafe { instance(thread, loader, &wk::CLASS_LOADER, Error::ILLEGAL_ARGUMENT)? };
    Ok(Some(found))
}

/// A method: what the id of [`method_id`] names.
pub(super) unsafe fn method(id: jmethodID) -> Result<MethodRef, Error> {
    if id.is_null() {
        return Err(Error::INVALID_METHODID);
    }
    let address = id.map_addr(|address| address & !OBSOLETE);
    // SAFETY: the contract of bodies: a `jmethodID` is the address of a method whose class is loaded.
    let method = unsafe { MethodRef::from_ptr(address.cast()) };
    Ok(match is_obsolete(id) {
        true => method,
        false => method.current(),
    })
}

/// Marks the id of a method that still runs, but is not what its class has any more.
const OBSOLETE: usize = 1;

pub(super) fn is_obsolete(id: jmethodID) -> bool {
    id.addr() & OBSOLETE != 0
}

/// A method as C names it: by the address of the first one, whatever its class is redefined to; obsolete ones by their own.
pub(crate) fn method_id(method: MethodRef) -> jmethodID {
    let address = |method: MethodRef| -> jmethodID { method.as_ptr().cast_mut().cast() };
    let first = first(method);
    let current = first.current();
    match current == method || redefine::is_same_code(&method, &current) {
        true => address(first),
        false => address(method).map_addr(|address| address | OBSOLETE),
    }
}

/// The method as its class had it before it was redefined.
pub(super) fn first(method: MethodRef) -> MethodRef {
    let original = method.klass.original();
    let found = match original == method.klass {
        true => None,
        false => original.find_declared_method(method.name, method.descriptor),
    };
    found.unwrap_or(method)
}

/// The class that has the class file of `klass` now.
pub(super) fn newest(klass: KlassRef) -> KlassRef {
    let methods = klass.instance.iter().flat_map(|instance| &instance.methods);
    let mut versions = methods.map(|method| method.current().klass);
    versions.find(|version| *version != klass).unwrap_or(klass)
}

/// A field of a class or of a class above it.
pub(super) unsafe fn field(field: jfieldID) -> Result<&'static Field, Error> {
    // SAFETY: the contract of bodies: a `jfieldID` is the address of a field whose class is loaded.
    unsafe { field.cast::<Field>().cast_const().as_ref() }.ok_or(Error::INVALID_FIELDID)
}

/// What C passes as an array.
pub(super) unsafe fn list<'a, T>(count: jint, list: *const T) -> Result<&'a [T], Error> {
    let count = usize::try_from(count).map_err(|_| Error::ILLEGAL_ARGUMENT)?;
    if list.is_null() {
        return Err(Error::NULL_POINTER);
    }
    // SAFETY: the contract of bodies.
    Ok(unsafe { std::slice::from_raw_parts(list, count) })
}

/// Writes a text where somebody wants it.
pub(super) unsafe fn put_text(place: *mut *mut c_char, bytes: Option<&[u8]>) -> Result<(), Error> {
    if place.is_null() {
        return Ok(());
    }
    let text = bytes.map(memory::text).transpose()?;
    // SAFETY: the contract of bodies.
    unsafe { place.write(text.unwrap_or(std::ptr::null_mut())) };
    Ok(())
}

/// Gives a list of values in memory of the agent's.
pub(super) unsafe fn put_list<T: Copy>(
    count: Out<jint>,
    place: Out<*mut T>,
    values: &[T],
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        place.set(memory::array(values)?);
        count.set(values.len() as jint);
    }
    Ok(())
}

/// Gives a list of references in memory of the agent's.
pub(super) unsafe fn put_references(
    count: Out<jint>,
    place: Out<*mut jobject>,
    objects: &[Handle],
) -> Result<Answer, Error> {
    let nothing = vec![std::ptr::null_mut(); objects.len()];
    // SAFETY: the contract of bodies.
    let first: *mut jobject = unsafe {
        put_list(count, place, &nothing)?;
        *place.0
    };
    let rows = objects.iter().enumerate();
    Ok(rows.fold(Answer::default(), |answer, (index, object)| {
        answer.and(first.wrapping_add(index), Some(*object))
    }))
}
