//! The members a class declares, as reflective objects.
//!
//! The class is linked first, so that a class that does not verify shows no members. Order is that of the class file.

use heap::Handle;
use linker::{arrays, link};
use metadata::well_known as wk;
use metadata::{KlassRef, MethodFlags, MethodRef};
use threads::{JavaResult, JavaThread};

use super::reflection;
use crate::entry::jvm;
use crate::vm;

/// The declared methods that `wanted` chooses, as an array of `component`.
fn executables(
    thread: &mut JavaThread,
    class: Handle,
    component: KlassRef,
    public_only: bool,
    wanted: fn(MethodRef) -> bool,
) -> JavaResult<Handle> {
    let Some(klass) = vm::instance_class_of(thread, class) else {
        return arrays::new_object_array(thread, component, 0);
    };
    link::link_class(thread, klass)?;
    let methods: Vec<MethodRef> = klass
        .instance()
        .methods
        .iter()
        .copied()
        .filter(|method| wanted(*method))
        .collect();
    let methods: Vec<MethodRef> = methods
        .into_iter()
        .filter(|method| !public_only || method.is_public())
        .collect();
    let array = arrays::new_object_array(thread, component, methods.len() as i32)?;
    for (index, method) in methods.into_iter().enumerate() {
        thread.scoped(|thread| {
            let object = reflection::executable_object(thread, method)?;
            vm::set_element(thread, array, index, Some(object));
            Ok(())
        })?;
    }
    Ok(array)
}

fn is_method(method: MethodRef) -> bool {
    !method.is_constructor()
        && !method.is_class_initializer()
        && !method.flags.has(MethodFlags::SYNTHESIZED)
}

fn fields(thread: &mut JavaThread, class: Handle, public_only: bool) -> JavaResult<Handle> {
    let component = wk::REFLECT_FIELD.get();
    let Some(klass) = vm::instance_class_of(thread, class) else {
        return arrays::new_object_array(thread, component, 0);
    };
    link::link_class(thread, klass)?;
    let all = &klass.instance().fields;
    let wanted: Vec<usize> = (0..all.len())
        .filter(|index| !all[*index].is_injected())
        .filter(|index| !public_only || all[*index].access_flags & classfile::access::PUBLIC != 0)
        .collect();
    let array = arrays::new_object_array(thread, component, wanted.len() as i32)?;
    for (position, index) in wanted.into_iter().enumerate() {
        thread.scoped(|thread| {
            let object = reflection::field_object(thread, &klass.instance().fields[index])?;
            vm::set_element(thread, array, position, Some(object));
            Ok(())
        })?;
    }
    Ok(array)
}

/// The visible type annotations of a `Method` or `Constructor`.
fn method_type_annotations(
    thread: &mut JavaThread,
    executable: Handle,
) -> JavaResult<Option<Handle>> {
    let Some(method) = vm::reflected_executable(thread, executable) else {
        return Ok(None);
    };
    let Some(info) = method.info() else {
        return Ok(None);
    };
    vm::byte_array_or_null(
        thread,
        method
            .klass
            .instance()
            .class_file
            .bytes_of(info.visible_type_annotations),
    )
}

/// The visible type annotations of a `Field`.
fn field_type_annotations(thread: &mut JavaThread, field: Handle) -> JavaResult<Option<Handle>> {
    let Some(field) = vm::reflected_field(thread, field) else {
        return Ok(None);
    };
    let class_file = &field.holder.instance().class_file;
    let Some(info) = class_file.fields.get(usize::from(field.class_file_index)) else {
        return Ok(None);
    };
    vm::byte_array_or_null(thread, class_file.bytes_of(info.visible_type_annotations))
}

jvm! {
    fn JVM_GetClassDeclaredMethods(t, class: Handle, public_only: bool) -> Handle {
        executables(t, class, wk::REFLECT_METHOD.get(), public_only, is_method)
    }
    fn JVM_GetClassDeclaredConstructors(t, class: Handle, public_only: bool) -> Handle {
        executables(t, class, wk::REFLECT_CONSTRUCTOR.get(), public_only, |method| method.is_constructor())
    }
    fn JVM_GetClassDeclaredFields(t, class: Handle, public_only: bool) -> Handle {
        fields(t, class, public_only)
    }
    /// Null if the method has no MethodParameters.
    fn JVM_GetMethodParameters(t, executable: Handle) -> Option<Handle> {
        reflection::parameters(t, executable)
    }
    fn JVM_GetMethodTypeAnnotations(t, executable: Handle) -> Option<Handle> {
        method_type_annotations(t, executable)
    }
    fn JVM_GetFieldTypeAnnotations(t, field: Handle) -> Option<Handle> {
        field_type_annotations(t, field)
    }
}
