//! Making the objects of `java.lang.reflect` from the VM's members: Method, Constructor, Field, Parameter, RecordComponent.
//!
//! `slot` is the position among the methods (fields) the class declares: `vm::reflected_method` and its kin find the way back.
//! Annotations travel as the raw bytes of their attributes. Everything here may load classes, run Java and collect.
//! Read next: `members.rs`, `invoke.rs`.

use classfile::{MethodDescriptor, access};
use heap::Handle;
use linker::{arrays, init, mirrors, resolve, strings};
use metadata::well_known as wk;
use metadata::well_known::{WellKnownClass, WellKnownField};
use metadata::{Field, KlassFlags, KlassRef, MethodRef, Symbol};
use threads::{JavaResult, JavaThread};

use crate::vm;

/// Throws unless `new` may make instances: `InstantiationException` for interfaces, abstract classes and arrays,
/// `IllegalAccessException` for `java.lang.Class`.
pub(crate) fn check_instantiable(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    if klass.is_array() || klass.is_interface() || klass.is_abstract() {
        return Err(thread.throw_new("java/lang/InstantiationException", &klass.external_name()));
    }
    if wk::CLASS.is(&klass) {
        return Err(thread.throw_new("java/lang/IllegalAccessException", &klass.external_name()));
    }
    Ok(())
}

/// A fresh instance of a reflection class.
fn new_object(thread: &mut JavaThread, class: &WellKnownClass) -> JavaResult<Handle> {
    init::initialize(thread, class.get())?;
    thread.new_instance(class.get())
}

fn put(thread: &JavaThread, object: Handle, field: &WellKnownField, value: Option<Handle>) {
    vm::put_ref(thread, object, field.offset(), value);
}

fn put_int(thread: &JavaThread, object: Handle, field: &WellKnownField, value: i32) {
    thread.oop(object).put_i32(field.offset(), value);
}

/// Stores the bytes of an attribute, null if there are none.
fn put_bytes(
    thread: &mut JavaThread,
    object: Handle,
    field: &WellKnownField,
    bytes: &[u8],
) -> JavaResult<()> {
    let array = vm::byte_array_or_null(thread, bytes)?;
    put(thread, object, field, array);
    Ok(())
}

/// Stores a Utf8 entry as a string, null for index 0.
fn put_utf8(
    thread: &mut JavaThread,
    object: Handle,
    field: &WellKnownField,
    klass: KlassRef,
    index: u16,
) -> JavaResult<()> {
    if index != 0 {
        let string = strings::from_mutf8(thread, klass.instance().class_file.utf8(index))?;
        put(thread, object, field, Some(string));
    }
    Ok(())
}

/// Stores a name, interned.
fn put_name(
    thread: &mut JavaThread,
    object: Handle,
    field: &WellKnownField,
    name: &[u8],
) -> JavaResult<()> {
    let name = strings::intern_mutf8(thread, name)?;
    put(thread, object, field, Some(name));
    Ok(())
}

/// The parameter types as a `Class[]`, and the return type.
fn signature_types(thread: &mut JavaThread, method: MethodRef) -> JavaResult<(Handle, Handle)> {
    let descriptor = MethodDescriptor::parse(method.descriptor.bytes())
        .expect("the parser checked the descriptor");
    let loader = method.klass.loader_data;
    let parameters =
        arrays::new_object_array(thread, wk::CLASS.get(), descriptor.parameter_count() as i32)?;
    for (index, parameter) in descriptor.parameters().enumerate() {
        let mirror = mirror_of_type(thread, method.klass, parameter.descriptor, loader)?;
        vm::set_element(thread, parameters, index, Some(mirror));
    }
    let result = mirror_of_type(
        thread,
        method.klass,
        descriptor.return_type().descriptor,
        loader,
    )?;
    Ok((parameters, result))
}

/// The mirror of a descriptor in a member of `holder`. A hidden class names itself.
fn mirror_of_type(
    thread: &mut JavaThread,
    _holder: KlassRef,
    descriptor: &[u8],
    loader: &'static metadata::ClassLoaderData,
) -> JavaResult<Handle> {
    mirrors::mirror_for_descriptor(thread, descriptor, loader)
}

/// The declared exceptions as a `Class[]`.
fn exception_types(thread: &mut JavaThread, method: MethodRef) -> JavaResult<Handle> {
    let entries: Vec<u16> = match method.info() {
        Some(info) => method
            .klass
            .instance()
            .class_file
            .exceptions(info)
            .collect(),
        None => Vec::new(),
    };
    let mut klasses = Vec::with_capacity(entries.len());
    for entry in entries {
        klasses.push(resolve::class(thread, method.klass, entry)?);
    }
    vm::class_array(thread, &klasses)
}

/// Position among the methods of its class.
fn slot_of(method: MethodRef) -> i32 {
    let methods = &method.klass.instance().methods;
    methods
        .iter()
        .position(|other| *other == method)
        .map_or(-1, |slot| slot as i32)
}

/// A `java.lang.reflect.Method`.
pub fn method_object(thread: &mut JavaThread, method: MethodRef) -> JavaResult<Handle> {
    let object = new_object(thread, &wk::REFLECT_METHOD)?;
    let mark = thread.mutator.handles.mark();
    let klass = method.klass;
    let (parameters, result) = signature_types(thread, method)?;
    let exceptions = exception_types(thread, method)?;
    let mirror = vm::mirror(thread, klass);
    put(thread, object, &wk::METHOD_CLAZZ, Some(mirror));
    put_int(thread, object, &wk::METHOD_SLOT, slot_of(method));
    put_name(thread, object, &wk::METHOD_NAME, method.name.bytes())?;
    put(thread, object, &wk::METHOD_RETURN_TYPE, Some(result));
    put(
        thread,
        object,
        &wk::METHOD_PARAMETER_TYPES,
        Some(parameters),
    );
    put(
        thread,
        object,
        &wk::METHOD_EXCEPTION_TYPES,
        Some(exceptions),
    );
    put_int(
        thread,
        object,
        &wk::METHOD_MODIFIERS,
        i32::from(method.access_flags & access::METHOD_MASK),
    );
    if let Some(info) = method.info() {
        let class_file = &klass.instance().class_file;
        put_utf8(thread, object, &wk::METHOD_SIGNATURE, klass, info.signature)?;
        put_bytes(
            thread,
            object,
            &wk::METHOD_ANNOTATIONS,
            class_file.bytes_of(info.visible_annotations),
        )?;
        let parameters = class_file.bytes_of(info.visible_parameter_annotations);
        put_bytes(
            thread,
            object,
            &wk::METHOD_PARAMETER_ANNOTATIONS,
            parameters,
        )?;
        put_bytes(
            thread,
            object,
            &wk::METHOD_ANNOTATION_DEFAULT,
            class_file.bytes_of(info.annotation_default),
        )?;
    }
    thread.mutator.handles.release(mark);
    Ok(object)
}

/// A `java.lang.reflect.Constructor`.
pub fn constructor_object(thread: &mut JavaThread, method: MethodRef) -> JavaResult<Handle> {
    let object = new_object(thread, &wk::REFLECT_CONSTRUCTOR)?;
    let mark = thread.mutator.handles.mark();
    let klass = method.klass;
    let (parameters, _void) = signature_types(thread, method)?;
    let exceptions = exception_types(thread, method)?;
    let mirror = vm::mirror(thread, klass);
    put(thread, object, &wk::CONSTRUCTOR_CLAZZ, Some(mirror));
    put_int(thread, object, &wk::CONSTRUCTOR_SLOT, slot_of(method));
    put(
        thread,
        object,
        &wk::CONSTRUCTOR_PARAMETER_TYPES,
        Some(parameters),
    );
    put(
        thread,
        object,
        &wk::CONSTRUCTOR_EXCEPTION_TYPES,
        Some(exceptions),
    );
    put_int(
        thread,
        object,
        &wk::CONSTRUCTOR_MODIFIERS,
        i32::from(method.access_flags & access::METHOD_MASK),
    );
    if let Some(info) = method.info() {
        let class_file = &klass.instance().class_file;
        put_utf8(
            thread,
            object,
            &wk::CONSTRUCTOR_SIGNATURE,
            klass,
            info.signature,
        )?;
        put_bytes(
            thread,
            object,
            &wk::CONSTRUCTOR_ANNOTATIONS,
            class_file.bytes_of(info.visible_annotations),
        )?;
        let parameters = class_file.bytes_of(info.visible_parameter_annotations);
        put_bytes(
            thread,
            object,
            &wk::CONSTRUCTOR_PARAMETER_ANNOTATIONS,
            parameters,
        )?;
    }
    thread.mutator.handles.release(mark);
    Ok(object)
}

/// A `Method` or, for `<init>`, a `Constructor`. What JNI's `ToReflectedMethod` gives.
pub fn executable_object(thread: &mut JavaThread, method: MethodRef) -> JavaResult<Handle> {
    if method.is_constructor() {
        constructor_object(thread, method)
    } else {
        method_object(thread, method)
    }
}

/// A `java.lang.reflect.Field`.
pub fn field_object(thread: &mut JavaThread, field: &Field) -> JavaResult<Handle> {
    let klass = field.holder;
    let slot = klass
        .instance()
        .fields
        .iter()
        .position(|other| std::ptr::eq(other, field))
        .map_or(-1, |slot| slot as i32);
    let object = new_object(thread, &wk::REFLECT_FIELD)?;
    let mark = thread.mutator.handles.mark();
    let kind = mirror_of_type(thread, klass, field.descriptor.bytes(), klass.loader_data)?;
    let mirror = vm::mirror(thread, klass);
    put(thread, object, &wk::FIELD_CLAZZ, Some(mirror));
    put_int(thread, object, &wk::FIELD_SLOT, slot);
    put_name(thread, object, &wk::FIELD_NAME, field.name.bytes())?;
    put(thread, object, &wk::FIELD_TYPE, Some(kind));
    put_int(
        thread,
        object,
        &wk::FIELD_MODIFIERS,
        i32::from(field.access_flags & access::FIELD_MASK),
    );
    if let Some(offset) = wk::FIELD_TRUSTED_FINAL.try_offset() {
        let trusted = field.is_final()
            && (field.is_static() || klass.flags.has(KlassFlags::HIDDEN | KlassFlags::RECORD));
        thread.oop(object).put_bool(offset, trusted);
    }
    if let Some(info) = klass
        .instance()
        .class_file
        .fields
        .get(usize::from(field.class_file_index))
    {
        put_utf8(thread, object, &wk::FIELD_SIGNATURE, klass, info.signature)?;
        let annotations = klass
            .instance()
            .class_file
            .bytes_of(info.visible_annotations);
        put_bytes(thread, object, &wk::FIELD_ANNOTATIONS, annotations)?;
    }
    thread.mutator.handles.release(mark);
    Ok(object)
}

/// The `Parameter[]` of MethodParameters, none if the method has no such attribute. Malformed tables throw
/// `IllegalArgumentException`, which the library turns into `MalformedParametersException`.
pub(crate) fn parameters(
    thread: &mut JavaThread,
    executable: Handle,
) -> JavaResult<Option<Handle>> {
    let Some(method) = vm::reflected_executable(thread, executable) else {
        return Ok(None);
    };
    let class_file = &method.klass.instance().class_file;
    let rows: Vec<_> = match method
        .info()
        .and_then(|info| class_file.method_parameters(info))
    {
        Some(rows) => rows.collect(),
        None => return Ok(None),
    };
    let illegal = "java/lang/IllegalArgumentException";
    for row in &rows {
        if row.name_index != 0 && class_file.pool.utf8(row.name_index).is_none() {
            let in_range = usize::from(row.name_index) < class_file.pool.len();
            let text = if in_range {
                "Wrong type at constant pool index"
            } else {
                "Constant pool index out of bounds"
            };
            return Err(thread.throw_new(illegal, text));
        }
    }
    let count =
        MethodDescriptor::parse(method.descriptor.bytes()).map_or(0, |d| d.parameter_count());
    if rows.len() != count {
        return Err(thread.throw_new(
            illegal,
            "Wrong number of parameters in MethodParameters attribute",
        ));
    }
    let array = arrays::new_object_array(thread, wk::REFLECT_PARAMETER.get(), rows.len() as i32)?;
    for (index, row) in rows.iter().enumerate() {
        thread.scoped(|thread| {
            let object = new_object(thread, &wk::REFLECT_PARAMETER)?;
            if row.name_index != 0 {
                put_name(
                    thread,
                    object,
                    &wk::PARAMETER_NAME,
                    class_file.utf8(row.name_index),
                )?;
            }
            put_int(
                thread,
                object,
                &wk::PARAMETER_MODIFIERS,
                i32::from(row.access_flags),
            );
            put(thread, object, &wk::PARAMETER_EXECUTABLE, Some(executable));
            put_int(thread, object, &wk::PARAMETER_INDEX, index as i32);
            vm::set_element(thread, array, index, Some(object));
            Ok(())
        })?;
    }
    Ok(Some(array))
}

/// The `RecordComponent[]` of a record class.
pub(crate) fn record_components(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Handle> {
    let class_file = &klass.instance().class_file;
    let components: Vec<_> = class_file
        .record_components()
        .into_iter()
        .flatten()
        .collect();
    let array =
        arrays::new_object_array(thread, wk::RECORD_COMPONENT.get(), components.len() as i32)?;
    for (index, component) in components.iter().enumerate() {
        thread.scoped(|thread| {
            let (name, descriptor) = (
                class_file.utf8(component.name_index),
                class_file.utf8(component.descriptor_index),
            );
            let object = new_object(thread, &wk::RECORD_COMPONENT)?;
            let mirror = vm::mirror(thread, klass);
            put(thread, object, &wk::RECORD_COMPONENT_CLAZZ, Some(mirror));
            put_name(thread, object, &wk::RECORD_COMPONENT_NAME, name)?;
            let kind = mirror_of_type(thread, klass, descriptor, klass.loader_data)?;
            put(thread, object, &wk::RECORD_COMPONENT_TYPE, Some(kind));
            let accessor_descriptor = [b"()", descriptor].concat();
            let accessor = Symbol::lookup(name).zip(Symbol::lookup(&accessor_descriptor));
            let accessor = accessor
                .and_then(|(name, descriptor)| klass.find_declared_method(name, descriptor));
            if let Some(accessor) = accessor.filter(|accessor| !accessor.is_static()) {
                let accessor = method_object(thread, accessor)?;
                put(
                    thread,
                    object,
                    &wk::RECORD_COMPONENT_ACCESSOR,
                    Some(accessor),
                );
            }
            let attribute = |name: &[u8]| {
                component
                    .attributes
                    .clone()
                    .named(name)
                    .map(|attribute| attribute.contents)
            };
            if let Some(contents) = attribute(b"Signature")
                && let [high, low, ..] = contents
            {
                let index = u16::from_be_bytes([*high, *low]);
                let signature = klass.instance().class_file.utf8(index);
                put_name(thread, object, &wk::RECORD_COMPONENT_SIGNATURE, signature)?;
            }
            let visible = attribute(b"RuntimeVisibleAnnotations").unwrap_or(&[]);
            put_bytes(thread, object, &wk::RECORD_COMPONENT_ANNOTATIONS, visible)?;
            let types = attribute(b"RuntimeVisibleTypeAnnotations").unwrap_or(&[]);
            put_bytes(
                thread,
                object,
                &wk::RECORD_COMPONENT_TYPE_ANNOTATIONS,
                types,
            )?;
            vm::set_element(thread, array, index, Some(object));
            Ok(())
        })?;
    }
    Ok(array)
}
