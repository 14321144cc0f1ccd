//! Direct buffers. JNI chapter 4, "NIO Support".

use std::ffi::c_void;

use heap::Handle;
use linker::{loading, lookup};
use metadata::well_known as wk;
use metadata::{ClassLoaderData, Symbol};
use threads::{JavaResult, JavaThread, Value};

use crate::refs::resolve;
use crate::types::*;
use crate::vm;

/// A `java.nio.DirectByteBuffer` over memory that stays C's.
pub(crate) unsafe fn NewDirectByteBuffer(
    thread: &mut JavaThread,
    address: *mut c_void,
    capacity: jlong,
) -> JavaResult<Handle> {
    let klass = loading::boot_class(thread, "java/nio/DirectByteBuffer")?;
    let address = Value::Long(address as jlong);
    // The capacity became a long in JDK 21.
    let takes_long = match (Symbol::lookup(b"<init>"), Symbol::lookup(b"(JJ)V")) {
        (Some(name), Some(descriptor)) => klass.find_declared_method(name, descriptor).is_some(),
        _ => false,
    };
    if takes_long {
        return vm::new_object(thread, klass, "(JJ)V", &[address, Value::Long(capacity)]);
    }
    vm::new_object(
        thread,
        klass,
        "(JI)V",
        &[address, Value::Int(capacity as jint)],
    )
}

/// The buffer, if it is a direct one.
///
/// # Safety
/// The contract of bodies.
unsafe fn direct(thread: &mut JavaThread, buf: jobject) -> Option<Handle> {
    // SAFETY: the contract of bodies.
    let buffer = unsafe { resolve(thread, buf)? };
    let direct = loading::find_loaded(
        Symbol::lookup(b"sun/nio/ch/DirectBuffer")?,
        ClassLoaderData::boot(),
    )?;
    let buffer_class = wk::NIO_BUFFER.try_get()?;
    let oop = thread.oop(buffer);
    (oop.is_instance_of(direct) && oop.is_instance_of(buffer_class)).then_some(buffer)
}

fn buffer_field(name: &[u8], descriptor: &[u8]) -> Option<u32> {
    let field = lookup::field(
        wk::NIO_BUFFER.get(),
        Symbol::lookup(name)?,
        Symbol::lookup(descriptor)?,
    )?;
    Some(field.offset)
}

/// Null for anything but a direct buffer.
pub(crate) unsafe fn GetDirectBufferAddress(thread: &mut JavaThread, buf: jobject) -> *mut c_void {
    // SAFETY: the contract of bodies.
    let buffer = unsafe { direct(thread, buf) };
    match (buffer, buffer_field(b"address", b"J")) {
        (Some(buffer), Some(offset)) => thread.oop(buffer).get_i64(offset) as *mut c_void,
        _ => std::ptr::null_mut(),
    }
}

/// -1 for anything but a direct buffer.
pub(crate) unsafe fn GetDirectBufferCapacity(thread: &mut JavaThread, buf: jobject) -> jlong {
    // SAFETY: the contract of bodies.
    let buffer = unsafe { direct(thread, buf) };
    match (buffer, buffer_field(b"capacity", b"I")) {
        (Some(buffer), Some(offset)) => jlong::from(thread.oop(buffer).get_i32(offset)),
        _ => -1,
    }
}
