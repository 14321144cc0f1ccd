//! Classes. JVMTI "Class", "Object" of classes.

use std::ffi::c_char;

use classfile::access;
use heap::Handle;
use jni::types::{jboolean, jclass, jfieldID, jint, jmethodID, jobject};
use linker::{arrays, loading, mirrors};
use metadata::{ClassLoaderData, ClassState, Field, KlassRef};
use threads::JavaThread;

use super::arguments::*;
use crate::entry::Answer;
use crate::environment::Environment;
use crate::error::Error;
use crate::heap_walk;
use crate::types::Out;

/// Bits of `GetClassStatus`.
mod status {
    pub(super) const VERIFIED: i32 = 1;
    pub(super) const PREPARED: i32 = 2;
    pub(super) const INITIALIZED: i32 = 4;
    pub(super) const ERROR: i32 = 8;
    pub(super) const ARRAY: i32 = 16;
    pub(super) const PRIMITIVE: i32 = 32;
}

/// Every class that has been defined and is in its loader's dictionary (hidden ones too), and the arrays of them.
fn loaded(data: &'static ClassLoaderData) -> impl Iterator<Item = KlassRef> {
    let klasses = data.klasses().into_iter();
    klasses.filter(|klass| klass.is_array() || klass.is_published())
}

pub(crate) unsafe fn GetLoadedClasses(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: Out<jint>,
    classes: Out<*mut jclass>,
) -> Result<Answer, Error> {
    let mut mirrors: Vec<Handle> = Vec::new();
    ClassLoaderData::for_each(|data| {
        mirrors.extend(loaded(data).map(|klass| mirrors::mirror_of(thread, klass)));
    });
    // SAFETY: the contract of bodies.
    unsafe { put_references(count, classes, &mirrors) }
}

/// The classes that a loader defined or initiated, with their arrays. Those of primitives are every loader's.
pub(crate) unsafe fn GetClassLoaderClasses(
    _: &'static Environment,
    thread: &mut JavaThread,
    initiating: jobject,
    count: Out<jint>,
    classes: Out<*mut jclass>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let loader = unsafe { loader(thread, initiating)? };
    let data = loading::loader_data_of(thread, loader)?;
    let classes_of = data.dictionary_classes().into_iter();
    let primitives = arrays::PRIMITIVE_KINDS.map(arrays::primitive_array);
    let with_arrays = classes_of
        .chain(primitives)
        .flat_map(|klass| std::iter::successors(Some(klass), |klass| klass.array_klass.load()));
    let mirrors: Vec<Handle> = with_arrays
        .map(|klass| mirrors::mirror_of(thread, klass))
        .collect();
    // SAFETY: the contract of bodies.
    unsafe { put_references(count, classes, &mirrors) }
}

/// A hidden class is written with a dot before its suffix.
pub(crate) unsafe fn GetClassSignature(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    signature: *mut *mut c_char,
    generic: *mut *mut c_char,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let mirror = unsafe { mirror(thread, reference)? };
    let klass = mirrors::klass_of(thread.oop(mirror));
    let text = match klass {
        None => {
            let kind = mirrors::primitive_of(thread.oop(mirror));
            vec![kind.to_char()]
        }
        Some(klass) if klass.is_array() => klass.name.bytes().to_vec(),
        Some(klass) => [b"L", klass.name.bytes(), b";"].concat(),
    };
    let is_hidden = klass.is_some_and(|klass| klass.is_hidden());
    let text: Vec<u8> = match is_hidden {
        true => text
            .into_iter()
            .map(|byte| if byte == b'+' { b'.' } else { byte })
            .collect(),
        false => text,
    };
    let instance = klass.as_ref().and_then(|klass| klass.instance.as_deref());
    let generic_text = instance.and_then(|instance| {
        let file = &instance.class_file;
        (file.attributes.signature != 0).then(|| file.utf8(file.attributes.signature))
    });
    // SAFETY: the contract of bodies.
    unsafe {
        put_text(signature, Some(&text))?;
        put_text(generic, generic_text)
    }
}

pub(crate) unsafe fn GetClassStatus(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    out: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { class(thread, reference)? };
    let bits = match klass {
        None => status::PRIMITIVE,
        Some(klass) if klass.is_array() => status::ARRAY,
        Some(klass) => {
            const LINKED: i32 = status::VERIFIED | status::PREPARED;
            match klass.state() {
                ClassState::Loaded => 0,
                ClassState::Linked | ClassState::BeingInitialized => LINKED,
                ClassState::Initialized => LINKED | status::INITIALIZED,
                ClassState::Error => LINKED | status::ERROR,
            }
        }
    };
    // SAFETY: the contract of bodies.
    unsafe { out.set(bits) };
    Ok(())
}

pub(crate) unsafe fn GetSourceFileName(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    name: Out<*mut c_char>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { with_file(thread, reference)? };
    let file = &klass.instance().class_file;
    match file.attributes.source_file {
        0 => Err(Error::ABSENT_INFORMATION),
        // SAFETY: the contract of bodies.
        index => unsafe { put_text(name.0, Some(file.utf8(index))) },
    }
}

pub(crate) unsafe fn GetSourceDebugExtension(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    extension: Out<*mut c_char>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { with_file(thread, reference)? };
    let file = &klass.instance().class_file;
    let attribute = file.all_attributes().named(b"SourceDebugExtension");
    let attribute = attribute.ok_or(Error::ABSENT_INFORMATION)?;
    // SAFETY: the contract of bodies.
    unsafe { put_text(extension.0, Some(attribute.contents)) }
}

/// As `Class.getModifiers`, with `ACC_SUPER`.
pub(crate) unsafe fn GetClassModifiers(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    modifiers: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let mirror = mirror(thread, reference)?;
        let class = class(thread, reference)?.filter(|klass| !klass.is_array());
        let is_super = class.is_some_and(|klass| klass.access_flags & access::SUPER != 0);
        let super_flag = if is_super { access::SUPER } else { 0 };
        modifiers.set(natives::mirror_modifiers(thread, mirror) | jint::from(super_flag));
    }
    Ok(())
}

pub(crate) unsafe fn GetClassMethods(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    count: Out<jint>,
    methods: Out<*mut jmethodID>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { prepared(thread, reference)? };
    let of = |klass: KlassRef| {
        let methods = klass.instance().methods.iter();
        methods.map(|method| method_id(method.current())).collect()
    };
    let ids: Vec<jmethodID> = klass.map_or_else(Vec::new, of);
    // SAFETY: the contract of bodies.
    unsafe { put_list(count, methods, &ids) }
}

pub(crate) unsafe fn GetClassFields(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    count: Out<jint>,
    fields: Out<*mut jfieldID>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { prepared(thread, reference)? };
    let id = |field: &Field| std::ptr::from_ref(field).cast_mut().cast();
    let of = |klass: KlassRef| heap_walk::fields_of(klass).map(id).collect();
    let ids: Vec<jfieldID> = klass.map_or_else(Vec::new, of);
    // SAFETY: the contract of bodies.
    unsafe { put_list(count, fields, &ids) }
}

pub(crate) unsafe fn GetImplementedInterfaces(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    count: Out<jint>,
    interfaces: Out<*mut jclass>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { prepared(thread, reference)? };
    let of = |klass: KlassRef| {
        let interfaces = klass.instance().interfaces.iter();
        let mirrors = interfaces.map(|interface| mirrors::mirror_of(thread, *interface));
        mirrors.collect()
    };
    let mirrors: Vec<Handle> = klass.map_or_else(Vec::new, of);
    // SAFETY: the contract of bodies.
    unsafe { put_references(count, interfaces, &mirrors) }
}

pub(crate) unsafe fn GetClassVersionNumbers(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    minor: Out<jint>,
    major: Out<jint>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let klass = with_file(thread, reference)?;
        let file = &klass.instance().class_file;
        minor.set(jint::from(file.minor));
        major.set(jint::from(file.major));
    }
    Ok(())
}

/// The entries as the class file has them.
pub(crate) unsafe fn GetConstantPool(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    count: Out<jint>,
    byte_count: Out<jint>,
    bytes: Out<*mut u8>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let klass = with_file(thread, reference)?;
        let file = &klass.instance().class_file;
        count.set(file.pool.len() as jint);
        put_list(byte_count, bytes, file.pool_bytes())
    }
}

pub(crate) unsafe fn IsInterface(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    is_interface: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let klass = class(thread, reference)?;
        is_interface.set(jboolean::from(
            klass.is_some_and(|klass| klass.is_interface()),
        ));
    }
    Ok(())
}

pub(crate) unsafe fn IsArrayClass(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    is_array: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let klass = class(thread, reference)?;
        is_array.set(jboolean::from(klass.is_some_and(|klass| klass.is_array())));
    }
    Ok(())
}

pub(crate) unsafe fn GetClassLoader(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    loader: Out<jobject>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { class(thread, reference)? };
    let object = klass.and_then(|klass| loading::loader_object(thread, klass.loader_data));
    Ok(Answer::reference(loader.0, object))
}
