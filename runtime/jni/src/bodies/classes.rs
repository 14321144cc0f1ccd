//! Classes and modules. JNI chapter 4, "Class Operations", "Module Operations", `GetObjectClass`, `IsInstanceOf`.

use std::ffi::{CStr, c_char};

use heap::Handle;
use linker::{define, loading, mirrors};
use metadata::well_known as wk;
use metadata::{ClassLoaderData, Symbol};
use threads::{JavaResult, JavaThread};

use crate::refs::{resolve, resolve_non_null};
use crate::types::*;
use crate::vm;

pub(crate) unsafe fn DefineClass(
    thread: &mut JavaThread,
    name: *const c_char,
    loader: jobject,
    buf: *const jbyte,
    len: jsize,
) -> JavaResult<Handle> {
    // SAFETY: the contract of bodies.
    let loader = unsafe { resolve(thread, loader) };
    let loader = loading::loader_data_of(thread, loader)?;
    let bytes = match usize::try_from(len) {
        // SAFETY: the contract of bodies.
        Ok(length) if !buf.is_null() => unsafe {
            std::slice::from_raw_parts(buf.cast::<u8>(), length)
        },
        _ => &[],
    };
    let name = if name.is_null() {
        None
    } else {
        // SAFETY: the contract of bodies.
        let name = unsafe { CStr::from_ptr(name) }.to_bytes();
        let error = "java/lang/NoClassDefFoundError";
        Some(loading::class_name(thread, Some(name), error)?)
    };
    let request = define::Request {
        name,
        bytes,
        loader,
        protection_domain: None,
        source: "__VM_DefineClass__",
        hidden: None,
    };
    let klass = define::define_class(thread, request)?;
    Ok(vm::mirror(thread, klass))
}

/// Finds with the loader of the calling method's class, and initialises.
pub(crate) unsafe fn FindClass(thread: &mut JavaThread, name: *const c_char) -> JavaResult<Handle> {
    const NO_CLASS_DEF: &str = "java/lang/NoClassDefFoundError";
    // SAFETY: the contract of bodies.
    let name = (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) }.to_bytes());
    let name = loading::class_name(thread, name, NO_CLASS_DEF)?.bytes();
    if name.is_empty() || name.contains(&b'.') {
        let text = classfile::mutf8::decode(name);
        return Err(thread.throw_new(NO_CLASS_DEF, &text));
    }
    // A descriptor of a class is accepted for its name, as on HotSpot.
    let name = name
        .strip_prefix(b"L")
        .and_then(|name| name.strip_suffix(b";"))
        .unwrap_or(name);
    let loader = calling_loader(thread)?;
    let klass = loading::load_for_resolution(thread, Symbol::intern(name), loader)?;
    vm::initialize(thread, klass)?;
    Ok(vm::mirror(thread, klass))
}

/// The loader that `FindClass` uses: the calling class's; in a library's `JNI_OnLoad`, the loader of the class that
/// loads the library; without Java frames, the system loader.
fn calling_loader(thread: &mut JavaThread) -> JavaResult<&'static ClassLoaderData> {
    let Some(caller) = vm::innermost_method(thread) else {
        return vm::system_loader(thread);
    };
    if caller.klass.name.bytes() == b"jdk/internal/loader/NativeLibraries" {
        let class = vm::call_static(
            thread,
            caller.klass,
            "getFromClass",
            "()Ljava/lang/Class;",
            &[],
        )?
        .reference();
        return Ok(
            match class.and_then(|class| mirrors::klass_of(thread.oop(class))) {
                Some(klass) => klass.loader_data,
                None => ClassLoaderData::boot(),
            },
        );
    }
    Ok(caller.klass.loader_data)
}

pub(crate) unsafe fn GetSuperclass(
    thread: &mut JavaThread,
    sub: jclass,
) -> JavaResult<Option<Handle>> {
    // SAFETY: the contract of bodies.
    let mirror = unsafe { resolve_non_null(thread, sub)? };
    let klass = mirrors::klass_of(thread.oop(mirror)).filter(|klass| !klass.is_interface());
    Ok(klass
        .and_then(|klass| klass.super_klass)
        .map(|klass| vm::mirror(thread, klass)))
}

/// Whether a value of `sub` may be assigned to a variable of `sup`. A primitive type only to itself.
pub(crate) unsafe fn IsAssignableFrom(
    thread: &mut JavaThread,
    sub: jclass,
    sup: jclass,
) -> JavaResult<jboolean> {
    // SAFETY: the contract of bodies.
    let (sub, sup) = unsafe {
        (
            resolve_non_null(thread, sub)?,
            resolve_non_null(thread, sup)?,
        )
    };
    let (sub, sup) = (thread.oop(sub), thread.oop(sup));
    Ok(jboolean::from(
        match (mirrors::klass_of(sub), mirrors::klass_of(sup)) {
            (Some(sub), Some(sup)) => sub.is_subtype_of(sup),
            _ => sub == sup,
        },
    ))
}

pub(crate) unsafe fn GetObjectClass(thread: &mut JavaThread, obj: jobject) -> JavaResult<Handle> {
    // SAFETY: the contract of bodies.
    let object = unsafe { resolve_non_null(thread, obj)? };
    let klass = thread.oop(object).klass();
    Ok(vm::mirror(thread, klass))
}

/// Null is an instance of everything.
pub(crate) unsafe fn IsInstanceOf(
    thread: &mut JavaThread,
    obj: jobject,
    clazz: jclass,
) -> JavaResult<jboolean> {
    // SAFETY: the contract of bodies.
    let (object, mirror) = unsafe { (resolve(thread, obj), resolve_non_null(thread, clazz)?) };
    let Some(object) = object else {
        return Ok(JNI_TRUE);
    };
    let klass = mirrors::klass_of(thread.oop(mirror));
    Ok(jboolean::from(klass.is_some_and(|klass| {
        thread.oop(object).is_instance_of(klass)
    })))
}

pub(crate) unsafe fn GetModule(
    thread: &mut JavaThread,
    clazz: jclass,
) -> JavaResult<Option<Handle>> {
    // SAFETY: the contract of bodies.
    let mirror = unsafe { resolve_non_null(thread, clazz)? };
    Ok(thread
        .oop(mirror)
        .get_ref(wk::CLASS_MODULE.offset())
        .map(|oop| thread.handle(oop)))
}
