//! Finding methods and fields, and the bridge to reflection. JNI chapter 4, "Accessing Fields of Objects", "Calling
//! Instance Methods", "Reflection Support".

use std::ffi::{CStr, c_char};

use heap::Handle;
use linker::{lookup, mirrors};
use metadata::well_known as wk;
use metadata::{Field, KlassRef, MethodRef, Symbol, sym};
use threads::{JavaResult, JavaThread};

use crate::hooks;
use crate::refs::resolve_non_null;
use crate::types::*;
use crate::vm;

/// # Safety
/// `text` is null or terminated.
unsafe fn bytes<'a>(text: *const c_char) -> &'a [u8] {
    if text.is_null() {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }.to_bytes()
}

/// Initialises the class and looks the method up in it and above it.
///
/// # Safety
/// The contract of bodies.
unsafe fn method_id(
    thread: &mut JavaThread,
    clazz: jclass,
    name: *const c_char,
    signature: *const c_char,
    is_static: bool,
) -> JavaResult<jmethodID> {
    // SAFETY: the contract of bodies.
    let (name, signature) = unsafe { (bytes(name), bytes(signature)) };
    // SAFETY: the contract of bodies.
    let mirror = unsafe { resolve_non_null(thread, clazz)? };
    let Some(klass) = mirrors::klass_of(thread.oop(mirror)) else {
        return Err(no_such_method(thread, None, name, signature, is_static));
    };
    // A name that nobody interned names no method.
    let (Some(name_symbol), Some(descriptor)) = (Symbol::lookup(name), Symbol::lookup(signature))
    else {
        return Err(no_such_method(
            thread,
            Some(klass),
            name,
            signature,
            is_static,
        ));
    };
    vm::initialize(thread, klass)?;
    let method = if name_symbol == sym::INIT || name_symbol == sym::CLINIT {
        // Constructors are not inherited.
        klass.find_declared_method(name_symbol, descriptor)
    } else {
        lookup::method(klass, name_symbol, descriptor).or_else(|| {
            if klass.is_array() {
                None
            } else {
                lookup::interface_method(klass, name_symbol, descriptor)
            }
        })
    };
    match method.filter(|method| method.is_static() == is_static) {
        Some(method) => Ok(method.as_ptr().cast_mut().cast()),
        None => Err(no_such_method(
            thread,
            Some(klass),
            name,
            signature,
            is_static,
        )),
    }
}

fn no_such_method(
    thread: &mut JavaThread,
    klass: Option<KlassRef>,
    name: &[u8],
    signature: &[u8],
    is_static: bool,
) -> threads::Thrown {
    use classfile::mutf8::decode;
    let (name, signature) = (decode(name), decode(signature));
    let message = match klass {
        Some(klass) => {
            let class = if klass.is_array() {
                klass.name.to_text()
            } else {
                format!("L{};", klass.name)
            };
            format!(
                "{}{class}.{name}{signature}",
                if is_static { "static " } else { "" }
            )
        }
        None => format!("{name}{signature}"),
    };
    thread.throw_new("java/lang/NoSuchMethodError", &message)
}

pub(crate) unsafe fn GetMethodID(
    thread: &mut JavaThread,
    clazz: jclass,
    name: *const c_char,
    signature: *const c_char,
) -> JavaResult<jmethodID> {
    // SAFETY: the contract of bodies.
    unsafe { method_id(thread, clazz, name, signature, false) }
}

pub(crate) unsafe fn GetStaticMethodID(
    thread: &mut JavaThread,
    clazz: jclass,
    name: *const c_char,
    signature: *const c_char,
) -> JavaResult<jmethodID> {
    // SAFETY: the contract of bodies.
    let (method, name) = unsafe {
        (
            method_id(thread, clazz, name, signature, true)?,
            bytes(name),
        )
    };
    if name == b"main" {
        crate::hooks::main_is_next();
    }
    Ok(method)
}

/// Initialises the class and looks the field up in it and above it.
///
/// # Safety
/// The contract of bodies.
unsafe fn field_id(
    thread: &mut JavaThread,
    clazz: jclass,
    name: *const c_char,
    signature: *const c_char,
    is_static: bool,
) -> JavaResult<jfieldID> {
    // SAFETY: the contract of bodies.
    let (klass, name, signature) = unsafe {
        (
            vm::klass_argument(thread, clazz)?,
            bytes(name),
            bytes(signature),
        )
    };
    vm::initialize(thread, klass)?;
    let field = match (Symbol::lookup(name), Symbol::lookup(signature)) {
        (Some(name), Some(descriptor)) => lookup::field(klass, name, descriptor),
        _ => None,
    };
    match field.filter(|field| field.is_static() == is_static) {
        Some(field) => Ok(std::ptr::from_ref::<Field>(field).cast_mut().cast()),
        None => {
            let name = classfile::mutf8::decode(name);
            let message = if is_static {
                name
            } else {
                format!(
                    "{}.{name} {}",
                    klass.external_name(),
                    classfile::mutf8::decode(signature)
                )
            };
            Err(thread.throw_new("java/lang/NoSuchFieldError", &message))
        }
    }
}

pub(crate) unsafe fn GetFieldID(
    thread: &mut JavaThread,
    clazz: jclass,
    name: *const c_char,
    signature: *const c_char,
) -> JavaResult<jfieldID> {
    // SAFETY: the contract of bodies.
    unsafe { field_id(thread, clazz, name, signature, false) }
}

pub(crate) unsafe fn GetStaticFieldID(
    thread: &mut JavaThread,
    clazz: jclass,
    name: *const c_char,
    signature: *const c_char,
) -> JavaResult<jfieldID> {
    // SAFETY: the contract of bodies.
    unsafe { field_id(thread, clazz, name, signature, true) }
}

/// A `reflect.Method` or `Constructor`: its `slot` is the position among the methods its class declares.
pub(crate) unsafe fn FromReflectedMethod(
    thread: &mut JavaThread,
    method: jobject,
) -> JavaResult<jmethodID> {
    // SAFETY: the contract of bodies.
    let reflected = unsafe { resolve_non_null(thread, method)? };
    let oop = thread.oop(reflected);
    let (class, slot) = if wk::REFLECT_CONSTRUCTOR.is(&oop.klass()) {
        (
            wk::CONSTRUCTOR_CLAZZ.offset(),
            wk::CONSTRUCTOR_SLOT.offset(),
        )
    } else {
        (wk::METHOD_CLAZZ.offset(), wk::METHOD_SLOT.offset())
    };
    let Some(klass) = oop.get_ref(class).and_then(mirrors::klass_of) else {
        return Ok(std::ptr::null_mut());
    };
    let slot = oop.get_i32(slot);
    vm::initialize(thread, klass)?;
    let method = usize::try_from(slot)
        .ok()
        .and_then(|slot| klass.instance().methods.get(slot).copied());
    Ok(method.map_or(std::ptr::null_mut(), |method| {
        method.as_ptr().cast_mut().cast()
    }))
}

/// A `reflect.Field`: its `slot` is the position among the fields its class declares.
pub(crate) unsafe fn FromReflectedField(
    thread: &mut JavaThread,
    field: jobject,
) -> JavaResult<jfieldID> {
    // SAFETY: the contract of bodies.
    let reflected = unsafe { resolve_non_null(thread, field)? };
    let oop = thread.oop(reflected);
    let klass = oop
        .get_ref(wk::FIELD_CLAZZ.offset())
        .and_then(mirrors::klass_of);
    let slot = oop.get_i32(wk::FIELD_SLOT.offset());
    let Some(klass) = klass else {
        return Ok(std::ptr::null_mut());
    };
    vm::initialize(thread, klass)?;
    let field = usize::try_from(slot)
        .ok()
        .and_then(|slot| klass.instance().fields.get(slot));
    Ok(field.map_or(std::ptr::null_mut(), |field| {
        std::ptr::from_ref::<Field>(field).cast_mut().cast()
    }))
}

pub(crate) unsafe fn ToReflectedMethod(
    thread: &mut JavaThread,
    _clazz: jclass,
    method: jmethodID,
    _is_static: jboolean,
) -> JavaResult<Handle> {
    // SAFETY: the contract of bodies: a metadata reference.
    let method = unsafe { MethodRef::from_ptr(method.cast()) };
    match hooks::reflection() {
        Some(reflection) if method.is_constructor() => (reflection.constructor)(thread, method),
        Some(reflection) => (reflection.method)(thread, method),
        None => Err(thread.throw_new("java/lang/InternalError", "ToReflectedMethod before boot")),
    }
}

pub(crate) unsafe fn ToReflectedField(
    thread: &mut JavaThread,
    _clazz: jclass,
    field: jfieldID,
    _is_static: jboolean,
) -> JavaResult<Handle> {
    // SAFETY: the contract of bodies.
    let field = unsafe { &*field.cast::<Field>() };
    match hooks::reflection() {
        Some(reflection) => (reflection.field)(thread, field),
        None => Err(thread.throw_new("java/lang/InternalError", "ToReflectedField before boot")),
    }
}
