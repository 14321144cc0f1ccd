//! Small helpers that many natives share: classes of mirrors, members of reflective objects, calls by name.
//!
//! Read next: `entry.rs`.

use classfile::BasicType;
use heap::{Handle, Oop};
use linker::{arrays, loading, lookup, mirrors, strings};
use metadata::well_known as wk;
use metadata::{Field, KlassRef, MethodRef, Symbol};
use threads::{JavaResult, JavaThread, Thrown, Value, call_java};

/// `NullPointerException` without a text.
pub(crate) fn null_pointer(thread: &mut JavaThread) -> Thrown {
    thread.throw_empty("java/lang/NullPointerException")
}

pub(crate) fn non_null(thread: &mut JavaThread, handle: Option<Handle>) -> JavaResult<Handle> {
    match handle {
        Some(handle) => Ok(handle),
        None => Err(null_pointer(thread)),
    }
}

/// The class a mirror stands for, none for primitives and void.
pub(crate) fn klass_of(thread: &JavaThread, mirror: Handle) -> Option<KlassRef> {
    mirrors::klass_of(thread.oop(mirror))
}

/// As [`klass_of`], only for classes and interfaces: none for arrays too.
pub(crate) fn instance_class_of(thread: &JavaThread, mirror: Handle) -> Option<KlassRef> {
    klass_of(thread, mirror).filter(|klass| !klass.is_array())
}

/// The mirror of `klass`.
pub(crate) fn mirror(thread: &JavaThread, klass: KlassRef) -> Handle {
    mirrors::mirror_of(thread, klass)
}

/// The type a mirror stands for.
pub(crate) fn type_of(mirror: Oop<'_>) -> BasicType {
    mirrors::primitive_of(mirror)
}

/// A `Class[]` of these classes.
pub(crate) fn class_array(thread: &mut JavaThread, klasses: &[KlassRef]) -> JavaResult<Handle> {
    let array = arrays::new_object_array(thread, wk::CLASS.get(), klasses.len() as i32)?;
    let target = thread.oop(array);
    for (index, klass) in klasses.iter().enumerate() {
        let mirror = heap::oop::SlotExt::oop(&klass.mirror, thread.no_safepoint());
        target.set_element(index, mirror);
    }
    Ok(array)
}

/// A `byte[]` with this content.
pub(crate) fn byte_array(thread: &mut JavaThread, bytes: &[u8]) -> JavaResult<Handle> {
    let array = arrays::new_primitive_array(thread, abi::ElementKind::Byte, bytes.len() as i32)?;
    let target = thread.oop(array).array_data();
    // SAFETY: a fresh array of exactly this many bytes, which no other thread knows.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), target, bytes.len()) };
    Ok(array)
}

/// As [`byte_array`]; null for no bytes.
pub(crate) fn byte_array_or_null(
    thread: &mut JavaThread,
    bytes: &[u8],
) -> JavaResult<Option<Handle>> {
    if bytes.is_empty() {
        Ok(None)
    } else {
        byte_array(thread, bytes).map(Some)
    }
}

/// A `String[]` of these texts.
pub(crate) fn string_array<S: AsRef<str>>(
    thread: &mut JavaThread,
    texts: &[S],
) -> JavaResult<Handle> {
    let array = arrays::new_object_array(thread, wk::STRING.get(), texts.len() as i32)?;
    for (index, text) in texts.iter().enumerate() {
        thread.scoped(|thread| {
            let string = strings::new(thread, text.as_ref())?;
            set_element(thread, array, index, Some(string));
            Ok(())
        })?;
    }
    Ok(array)
}

/// Stores into a reference array; type and index are the caller's.
pub(crate) fn set_element(thread: &JavaThread, array: Handle, index: usize, value: Option<Handle>) {
    thread
        .oop(array)
        .set_element(index, value.map(|value| thread.oop(value)));
}

/// Stores into a reference field.
pub(crate) fn put_ref(thread: &JavaThread, object: Handle, offset: u32, value: Option<Handle>) {
    thread
        .oop(object)
        .put_ref(offset, value.map(|value| thread.oop(value)));
}

/// Reads a reference field.
pub(crate) fn get_ref(thread: &JavaThread, object: Handle, offset: u32) -> Option<Handle> {
    thread
        .oop(object)
        .get_ref(offset)
        .map(|oop| thread.handle(oop))
}

/// The element handles of a reference array.
pub(crate) fn elements(thread: &JavaThread, array: Handle) -> Vec<Option<Handle>> {
    let oop = thread.oop(array);
    (0..oop.length())
        .map(|index| oop.element(index).map(|element| thread.handle(element)))
        .collect()
}

/// The method of a `java.lang.reflect.Method`: its `slot` is the position among the methods its class declares.
pub(crate) fn reflected_method(thread: &JavaThread, method: Handle) -> Option<MethodRef> {
    declared_method(
        thread,
        method,
        wk::METHOD_CLAZZ.offset(),
        wk::METHOD_SLOT.offset(),
    )
}

/// The method of a `java.lang.reflect.Constructor`.
pub(crate) fn reflected_constructor(thread: &JavaThread, constructor: Handle) -> Option<MethodRef> {
    declared_method(
        thread,
        constructor,
        wk::CONSTRUCTOR_CLAZZ.offset(),
        wk::CONSTRUCTOR_SLOT.offset(),
    )
}

/// The method of a `java.lang.reflect.Executable`.
pub(crate) fn reflected_executable(thread: &JavaThread, executable: Handle) -> Option<MethodRef> {
    if wk::REFLECT_CONSTRUCTOR.is(&thread.oop(executable).klass()) {
        reflected_constructor(thread, executable)
    } else {
        reflected_method(thread, executable)
    }
}

fn declared_method(
    thread: &JavaThread,
    object: Handle,
    class: u32,
    slot: u32,
) -> Option<MethodRef> {
    let oop = thread.oop(object);
    let klass = oop.get_ref(class).and_then(mirrors::klass_of)?;
    let slot = usize::try_from(oop.get_i32(slot)).ok()?;
    klass.instance.as_deref()?.methods.get(slot).copied()
}

/// The field of a `java.lang.reflect.Field`.
pub(crate) fn reflected_field(thread: &JavaThread, field: Handle) -> Option<&'static Field> {
    let oop = thread.oop(field);
    let klass = oop
        .get_ref(wk::FIELD_CLAZZ.offset())
        .and_then(mirrors::klass_of)?;
    let slot = usize::try_from(oop.get_i32(wk::FIELD_SLOT.offset())).ok()?;
    let field: *const Field = klass.instance.as_deref()?.fields.get(slot)?;
    // SAFETY: fields live as long as their class, which its mirror keeps alive (metadata reference contract).
    Some(unsafe { &*field })
}

/// Calls a static method of a boot class by name. The class is initialised first.
pub fn call_static(
    thread: &mut JavaThread,
    class: &str,
    name: &str,
    descriptor: &str,
    arguments: &[Value],
) -> JavaResult<Value> {
    let klass = loading::boot_class(thread, class)?;
    linker::init::initialize(thread, klass)?;
    let method = klass.find_declared_method(
        Symbol::intern(name.as_bytes()),
        Symbol::intern(descriptor.as_bytes()),
    );
    match method {
        Some(method) => call_java(thread, method, arguments),
        None => Err(thread.throw_new(
            "java/lang/NoSuchMethodError",
            &format!("{}.{name}{descriptor}", klass.external_name()),
        )),
    }
}

/// Calls a method on an object, selected by the object's class.
pub fn call_virtual(
    thread: &mut JavaThread,
    receiver: Handle,
    name: &str,
    descriptor: &str,
    arguments: &[Value],
) -> JavaResult<Value> {
    let klass = thread.oop(receiver).klass();
    let method = lookup::method(
        klass,
        Symbol::intern(name.as_bytes()),
        Symbol::intern(descriptor.as_bytes()),
    );
    let Some(method) = method else {
        let text = format!("{}.{name}{descriptor}", klass.external_name());
        return Err(thread.throw_new("java/lang/NoSuchMethodError", &text));
    };
    let mut all = vec![Value::Ref(Some(receiver))];
    all.extend_from_slice(arguments);
    call_java(thread, method, &all)
}

/// A new object, constructed.
pub(crate) fn new_object(
    thread: &mut JavaThread,
    class: &str,
    descriptor: &str,
    arguments: &[Value],
) -> JavaResult<Handle> {
    let klass = loading::boot_class(thread, class)?;
    linker::init::initialize(thread, klass)?;
    let object = thread.new_instance(klass)?;
    let constructor = klass.find_declared_method(
        metadata::sym::INIT.get(),
        Symbol::intern(descriptor.as_bytes()),
    );
    let Some(constructor) = constructor else {
        return Err(thread.throw_new(
            "java/lang/NoSuchMethodError",
            &format!("{}.<init>{descriptor}", klass.external_name()),
        ));
    };
    let mut all = vec![Value::Ref(Some(object))];
    all.extend_from_slice(arguments);
    call_java(thread, constructor, &all)?;
    Ok(object)
}

/// Bytes of the Java heap.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HeapFigures {
    pub(crate) used: usize,
    pub(crate) committed: usize,
    pub(crate) max: usize,
}

/// The figures now; they may be stale at once.
pub(crate) fn heap_figures() -> HeapFigures {
    let usage = heap::heap_usage();
    HeapFigures {
        used: usage.used,
        committed: usage.committed,
        max: usage.max,
    }
}

/// `System.gc()`.
pub(crate) fn collect(thread: &mut JavaThread) {
    heap::collect_full(&mut thread.mutator, heap::Cause::SystemGc);
}

/// What is printed when the process ends, as the flags ask for it.
pub fn before_exit() {
    let flags = &flags::get().flags;
    heap::log_exit();
    if flags.PrintGCStatistics {
        heap::print_statistics();
    }
    interpreter::print_statistics();
    tiering::print_statistics();
    if flags.PrintUnimplementedNatives {
        let calls = jni::not_implemented_calls() + crate::entry::not_implemented_calls();
        flags::errln!("brolga-natives: not implemented calls={calls}");
    }
}
