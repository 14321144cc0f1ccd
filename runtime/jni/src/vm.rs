//! What the bodies need of the VM below in more than one place: classes of arguments, objects, dispatch.
//!
//! What it is: small combinations of `linker`, `heap` and `threads` calls. What it is not: anything JNI specifies.

use std::ops::ControlFlow;

use heap::oop::SlotExt;
use heap::{Handle, Oop};
use linker::{finalizers, loading, lookup, mirrors, strings};
use metadata::well_known as wk;
use metadata::{ClassLoaderData, KlassRef, MethodRef, Symbol, sym};
use threads::walk::walk;
use threads::{JavaResult, JavaThread, Value, call_java};

use crate::refs::resolve_non_null;
use crate::types::jclass;

/// The class of a mirror that C passed. Primitive types have none: they throw as HotSpot's `NoSuchFieldError`s do not
/// need to; here they are an `IllegalArgumentException`.
///
/// # Safety
/// The contract of bodies.
///
/// # Errors
/// Null, or the mirror of a primitive type.
pub(crate) unsafe fn klass_argument(
    thread: &mut JavaThread,
    clazz: jclass,
) -> JavaResult<KlassRef> {
    // SAFETY: the caller's promise.
    let mirror = unsafe { resolve_non_null(thread, clazz)? };
    match mirrors::klass_of(thread.oop(mirror)) {
        Some(klass) => Ok(klass),
        None => Err(thread.throw_new("java/lang/IllegalArgumentException", "primitive type")),
    }
}

/// The mirror as a handle.
pub(crate) fn mirror(thread: &JavaThread, klass: KlassRef) -> Handle {
    thread.handle(mirror_oop(thread, klass))
}

/// The mirror.
///
/// # Panics
/// Before `java.lang.Class` was loaded.
pub(crate) fn mirror_oop(thread: &JavaThread, klass: KlassRef) -> Oop<'_> {
    klass
        .mirror
        .oop(thread.no_safepoint())
        .expect("a class that C can name has a mirror")
}

/// JVMS 5.5. Arrays are always initialised.
#[inline]
pub(crate) fn initialize(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    if klass.is_initialized() || klass.is_array() {
        return Ok(());
    }
    (threads::hooks::get().initialize)(thread, klass)
}

/// A zeroed instance of an initialised class; `InstantiationException` for what has no instances.
pub(crate) fn allocate(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Handle> {
    if klass.is_abstract() || klass.is_interface() || klass.is_array() || wk::CLASS.is(&klass) {
        return Err(thread.throw_new("java/lang/InstantiationException", &klass.external_name()));
    }
    initialize(thread, klass)?;
    let object = thread.new_instance(klass)?;
    if finalizers::has_finalizer(thread.oop(object)) {
        finalizers::register(thread, object)?;
    }
    Ok(object)
}

/// A constructed object. `arguments` without the receiver.
pub(crate) fn new_object(
    thread: &mut JavaThread,
    klass: KlassRef,
    descriptor: &str,
    arguments: &[Value],
) -> JavaResult<Handle> {
    let object = allocate(thread, klass)?;
    let constructor =
        klass.find_declared_method(sym::INIT.get(), Symbol::intern(descriptor.as_bytes()));
    let Some(constructor) = constructor else {
        let message = format!("{}.<init>{descriptor}", klass.external_name());
        return Err(thread.throw_new("java/lang/NoSuchMethodError", &message));
    };
    let mut values = vec![Value::from(object)];
    values.extend_from_slice(arguments);
    call_java(thread, constructor, &values)?;
    Ok(object)
}

/// Calls a static method that the class declares.
pub(crate) fn call_static(
    thread: &mut JavaThread,
    klass: KlassRef,
    name: &str,
    descriptor: &str,
    arguments: &[Value],
) -> JavaResult<Value> {
    initialize(thread, klass)?;
    let (name_symbol, descriptor_symbol) = (
        Symbol::intern(name.as_bytes()),
        Symbol::intern(descriptor.as_bytes()),
    );
    match klass.find_declared_method(name_symbol, descriptor_symbol) {
        Some(method) => call_java(thread, method, arguments),
        None => {
            let message = format!("{}.{name}{descriptor}", klass.external_name());
            Err(thread.throw_new("java/lang/NoSuchMethodError", &message))
        }
    }
}

/// The method that a virtual or interface call of `declared` runs on this receiver. `None`: no implementation, or the
/// receiver is of another class altogether.
pub(crate) fn select_virtual(receiver: Oop<'_>, declared: MethodRef) -> Option<MethodRef> {
    let klass = receiver.klass();
    if !klass.is_subtype_of(declared.klass) {
        return None;
    }
    lookup::select(&klass, declared)
}

/// A string from a C text.
pub(crate) fn new_string_utf(thread: &mut JavaThread, text: &[u8]) -> JavaResult<Handle> {
    strings::from_mutf8(thread, text)
}

/// The method of the innermost Java frame.
pub(crate) fn innermost_method(thread: &JavaThread) -> Option<MethodRef> {
    let mut found = None;
    walk(thread, |frame| {
        found = Some(frame.method);
        ControlFlow::Break(())
    });
    found
}

/// The application class loader's data; the boot loader's while there is none.
pub(crate) fn system_loader(thread: &mut JavaThread) -> JavaResult<&'static ClassLoaderData> {
    let Some(method) = wk::LOADER_GET_SYSTEM.try_get() else {
        return Ok(ClassLoaderData::boot());
    };
    initialize(thread, method.klass)?;
    let loader = call_java(thread, method, &[])?.reference();
    loading::loader_data_of(thread, loader)
}

/// The name of the thread's `java.lang.Thread`.
pub(crate) fn thread_name(thread: &JavaThread) -> Option<String> {
    let object = thread.thread_object.oop(thread.no_safepoint())?;
    object
        .get_ref(wk::THREAD_NAME.offset())
        .map(strings::to_rust)
}
