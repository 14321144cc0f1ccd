//! Fields and methods. JVMTI "Field", "Method".

use std::ffi::{CStr, c_char};

use classfile::{Code, access};
use jni::types::{jboolean, jclass, jfieldID, jint, jlong, jmethodID};
use linker::mirrors;
use threads::JavaThread;

use super::arguments::*;
use crate::entry::Answer;
use crate::environment::Environment;
use crate::error::Error;
use crate::types::{LineNumberEntry, Out};

pub(crate) unsafe fn GetFieldName(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    id: jfieldID,
    name: *mut *mut c_char,
    signature: *mut *mut c_char,
    generic: *mut *mut c_char,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        class(thread, reference)?;
        let field = field(id)?;
        let file = &field.holder.instance().class_file;
        let info = file.fields.get(usize::from(field.class_file_index));
        let index = info.map_or(0, |info| info.signature);
        put_text(name, Some(field.name.bytes()))?;
        put_text(signature, Some(field.descriptor.bytes()))?;
        put_text(generic, (index != 0).then(|| file.utf8(index)))
    }
}

pub(crate) unsafe fn GetFieldDeclaringClass(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    id: jfieldID,
    declaring: Out<jclass>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let field = unsafe {
        class(thread, reference)?;
        field(id)?
    };
    let mirror = mirrors::mirror_of(thread, field.holder);
    Ok(Answer::reference(declaring.0, Some(mirror)))
}

pub(crate) unsafe fn GetFieldModifiers(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    id: jfieldID,
    modifiers: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        class(thread, reference)?;
        modifiers.set(jint::from(field(id)?.access_flags));
    }
    Ok(())
}

pub(crate) unsafe fn IsFieldSynthetic(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    id: jfieldID,
    is_synthetic: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        class(thread, reference)?;
        let flags = field(id)?.access_flags;
        is_synthetic.set(jboolean::from(flags & access::SYNTHETIC != 0));
    }
    Ok(())
}

pub(crate) unsafe fn GetMethodName(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    name: *mut *mut c_char,
    signature: *mut *mut c_char,
    generic: *mut *mut c_char,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let method = method(id)?;
        let index = method.info().map_or(0, |info| info.signature);
        let file = &method.klass.instance().class_file;
        put_text(name, Some(method.name.bytes()))?;
        put_text(signature, Some(method.descriptor.bytes()))?;
        put_text(generic, (index != 0).then(|| file.utf8(index)))
    }
}

pub(crate) unsafe fn GetMethodDeclaringClass(
    _: &'static Environment,
    thread: &mut JavaThread,
    id: jmethodID,
    declaring: Out<jclass>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let method = unsafe { method(id)? };
    let mirror = mirrors::mirror_of(thread, method.klass);
    Ok(Answer::reference(declaring.0, Some(mirror)))
}

pub(crate) unsafe fn GetMethodModifiers(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    modifiers: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { modifiers.set(jint::from(method(id)?.access_flags)) };
    Ok(())
}

/// The code of a method. Native methods have none; nor have abstract ones, of which `absent` says what is asked.
pub(super) unsafe fn code(id: jmethodID, absent: Error) -> Result<Code<'static>, Error> {
    // SAFETY: the contract of bodies.
    let method = unsafe { method(id)? };
    match method.is_native() {
        true => Err(Error::NATIVE_METHOD),
        false => method.bytecode().ok_or(absent),
    }
}

pub(crate) unsafe fn GetMaxLocals(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    max: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let method = method(id)?;
        if method.is_native() {
            return Err(Error::NATIVE_METHOD);
        }
        let locals = method.bytecode().map_or(0, |code| code.max_locals);
        max.set(jint::from(locals));
    }
    Ok(())
}

pub(crate) unsafe fn GetArgumentsSize(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    size: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let method = method(id)?;
        if method.is_native() {
            return Err(Error::NATIVE_METHOD);
        }
        size.set(jint::from(method.argument_slots));
    }
    Ok(())
}

pub(crate) unsafe fn GetLineNumberTable(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    count: Out<jint>,
    table: Out<*mut LineNumberEntry>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let code = code(id, Error::ABSENT_INFORMATION)?;
        let method = method(id)?;
        let pool = &method.klass.instance().class_file.pool;
        let rows = code.line_numbers(pool).map(|row| LineNumberEntry {
            start: jlong::from(row.start),
            line: jint::from(row.line),
        });
        let rows: Vec<LineNumberEntry> = rows.collect();
        if rows.is_empty() {
            return Err(Error::ABSENT_INFORMATION);
        }
        put_list(count, table, &rows)
    }
}

/// Null: none.
pub(crate) unsafe fn SetNativeMethodPrefix(
    environment: &'static Environment,
    prefix: *const c_char,
) -> Result<(), Error> {
    let count = jint::from(!prefix.is_null());
    // SAFETY: the contract of bodies.
    unsafe { SetNativeMethodPrefixes(environment, count, &raw const prefix) }
}

/// What wrappers of native methods put before their names: the last is put first.
pub(crate) unsafe fn SetNativeMethodPrefixes(
    environment: &'static Environment,
    count: jint,
    prefixes: *const *const c_char,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let prefixes = unsafe { list(count, prefixes)? }.iter();
    let texts = prefixes.map(|prefix| match prefix.is_null() {
        true => Err(Error::NULL_POINTER),
        // SAFETY: the contract of bodies.
        false => Ok(unsafe { CStr::from_ptr(*prefix) }.to_bytes().to_vec()),
    });
    environment.set_native_prefixes(texts.collect::<Result<_, Error>>()?);
    Ok(())
}

/// First and last place of the code; -1 where there is none.
pub(crate) unsafe fn GetMethodLocation(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    start: Out<jlong>,
    end: Out<jlong>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let method = method(id)?;
        if method.is_native() {
            return Err(Error::NATIVE_METHOD);
        }
        let length = method.bytecode().map_or(0, |code| code.code.len() as jlong);
        start.set(if length == 0 { -1 } else { 0 });
        end.set(length - 1);
    }
    Ok(())
}

pub(crate) unsafe fn GetBytecodes(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    count: Out<jint>,
    bytecodes: Out<*mut u8>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let method = method(id)?;
        if method.is_native() {
            return Err(Error::NATIVE_METHOD);
        }
        let bytes = method.bytecode().map_or(&[][..], |code| code.code);
        put_list(count, bytecodes, bytes)
    }
}

pub(crate) unsafe fn IsMethodNative(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    is_native: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { is_native.set(jboolean::from(method(id)?.is_native())) };
    Ok(())
}

pub(crate) unsafe fn IsMethodSynthetic(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    is_synthetic: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let flags = method(id)?.access_flags;
        is_synthetic.set(jboolean::from(flags & access::SYNTHETIC != 0));
    }
    Ok(())
}

/// Whether it still runs, but is not what its class has any more.
pub(crate) unsafe fn IsMethodObsolete(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    answer: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        method(id)?;
        answer.set(jboolean::from(is_obsolete(id)));
    }
    Ok(())
}
