//! `Method.invoke` and `Constructor.newInstance` in their native form: argument checks, conversion, selection, wrapping.
//!
//! Access was checked in Java. What the called method throws arrives as the cause of an `InvocationTargetException`; what the
//! checks here find is an `IllegalArgumentException` with the texts programs know. Read next: `boxing.rs`.

use classfile::{FieldType, MethodDescriptor};
use heap::Handle;
use linker::{exceptions, init, lookup, messages, mirrors};
use metadata::{KlassRef, MethodRef};
use threads::{JavaResult, JavaThread, Thrown, Value, call_java};

use crate::boxing;
use crate::entry::jvm;
use crate::vm;

fn illegal(thread: &mut JavaThread, text: &str) -> Thrown {
    thread.throw_new("java/lang/IllegalArgumentException", text)
}

/// Replaces the pending exception by an `InvocationTargetException` that it is the cause of.
fn wrap_pending(thread: &mut JavaThread, thrown: Thrown) -> Thrown {
    match thread.take_pending() {
        Some(target) => {
            let descriptor = "(Ljava/lang/Throwable;)V";
            let class = "java/lang/reflect/InvocationTargetException";
            match vm::new_object(thread, class, descriptor, &[Value::from(target)]) {
                Ok(wrapper) => thread.throw(wrapper),
                Err(thrown) => thrown,
            }
        }
        None => thrown,
    }
}

/// The argument `value` as parameter type `kind` wants it.
fn convert(
    thread: &mut JavaThread,
    kind: FieldType<'_>,
    parameter: Handle,
    value: Option<Handle>,
) -> JavaResult<Value> {
    if kind.basic_type().is_primitive() {
        let Some(value) = value else {
            return Err(thread.throw_empty("java/lang/IllegalArgumentException"));
        };
        let converted = boxing::unwrap(thread.oop(value))
            .and_then(|(from, raw)| boxing::widen(raw, from, kind.basic_type()));
        return converted.ok_or_else(|| illegal(thread, "argument type mismatch"));
    }
    if let Some(value) = value {
        let fits = mirrors::klass_of(thread.oop(parameter))
            .is_some_and(|klass| thread.oop(value).is_instance_of(klass));
        if !fits {
            return Err(illegal(thread, "argument type mismatch"));
        }
    }
    Ok(Value::Ref(value))
}

/// All arguments behind the receiver. `parameters` is the `Class[]` of the reflective object.
fn arguments(
    thread: &mut JavaThread,
    method: MethodRef,
    receiver: Option<Handle>,
    parameters: Handle,
    values: Option<Handle>,
) -> JavaResult<Vec<Value>> {
    let descriptor = MethodDescriptor::parse(method.descriptor.bytes())
        .expect("the parser checked the descriptor");
    let values = values
        .map(|values| vm::elements(thread, values))
        .unwrap_or_default();
    if values.len() != descriptor.parameter_count() {
        return Err(illegal(thread, "wrong number of arguments"));
    }
    let parameters = vm::elements(thread, parameters);
    let mut all = Vec::with_capacity(values.len() + 1);
    all.extend(receiver.map(Value::from));
    for ((kind, parameter), value) in descriptor.parameters().zip(parameters).zip(values) {
        let parameter = vm::non_null(thread, parameter)?;
        all.push(convert(thread, kind, parameter, value)?);
    }
    Ok(all)
}

/// What an instance method runs for this receiver. JVMS 5.4.6.
fn select(thread: &mut JavaThread, method: MethodRef, receiver: KlassRef) -> JavaResult<MethodRef> {
    let selected = lookup::select(&receiver, method);
    match selected {
        Some(selected) if !selected.is_abstract() => Ok(selected),
        other => {
            let thrown = match other.and_then(linker::default_methods::conflict_message) {
                Some(text) => thread.throw_new("java/lang/IncompatibleClassChangeError", &text),
                None => {
                    let text = messages::abstract_method(Some(receiver), method, other);
                    thread.throw_new("java/lang/AbstractMethodError", &text)
                }
            };
            Err(wrap_pending(thread, thrown))
        }
    }
}

/// `Method.invoke0`. The result is wrapped; null for void.
fn invoke_method(
    thread: &mut JavaThread,
    reflected: Handle,
    receiver: Option<Handle>,
    values: Option<Handle>,
) -> JavaResult<Option<Handle>> {
    let Some(method) = vm::reflected_method(thread, reflected) else {
        return Err(thread.throw_new("java/lang/InternalError", "invoke"));
    };
    init::initialize(thread, method.klass)?;
    let (target, receiver) = if method.is_static() {
        (method, None)
    } else {
        let receiver = vm::non_null(thread, receiver)?;
        let klass = thread.oop(receiver).klass();
        if !klass.is_subtype_of(method.klass) {
            return Err(illegal(
                thread,
                "object is not an instance of declaring class",
            ));
        }
        (select(thread, method, klass)?, Some(receiver))
    };
    let parameters = vm::get_ref(
        thread,
        reflected,
        metadata::well_known::METHOD_PARAMETER_TYPES.offset(),
    );
    let parameters = vm::non_null(thread, parameters)?;
    let all = arguments(thread, method, receiver, parameters, values)?;
    match call_java(thread, target, &all) {
        Ok(value) => boxing::wrap(thread, method.result, value),
        Err(thrown) => Err(wrap_pending(thread, thrown)),
    }
}

/// `Constructor.newInstance0`.
fn new_instance(
    thread: &mut JavaThread,
    reflected: Handle,
    values: Option<Handle>,
) -> JavaResult<Handle> {
    let Some(method) = vm::reflected_constructor(thread, reflected) else {
        return Err(thread.throw_new("java/lang/InternalError", "newInstance"));
    };
    super::reflection::check_instantiable(thread, method.klass)?;
    init::initialize(thread, method.klass)?;
    let object = thread.new_instance(method.klass)?;
    let parameters = vm::get_ref(
        thread,
        reflected,
        metadata::well_known::CONSTRUCTOR_PARAMETER_TYPES.offset(),
    );
    let parameters = vm::non_null(thread, parameters)?;
    let all = arguments(thread, method, Some(object), parameters, values)?;
    match call_java(thread, method, &all) {
        Ok(_) => Ok(object),
        Err(thrown) => Err(wrap_pending(thread, thrown)),
    }
}

jvm! {
    fn JVM_InvokeMethod(t, method: Handle, receiver: Option<Handle>, arguments: Option<Handle>) -> Option<Handle> {
        exceptions::check_native_stack(t)?;
        invoke_method(t, method, receiver, arguments)
    }
    fn JVM_NewInstanceFromConstructor(t, constructor: Handle, arguments: Option<Handle>) -> Handle {
        exceptions::check_native_stack(t)?;
        new_instance(t, constructor, arguments)
    }
}

/// `NativeMethodAccessorImpl.invoke0` without the JNI transition.
pub(crate) fn invoke_direct(
    thread: &mut JavaThread,
    args: crate::direct::Args,
) -> JavaResult<Option<Handle>> {
    let (receiver, values) = (args.handle(thread, 1), args.handle(thread, 2));
    let method = args.non_null(thread, 0)?;
    exceptions::check_native_stack(thread)?;
    invoke_method(thread, method, receiver, values)
}

/// `NativeConstructorAccessorImpl.newInstance0` without the JNI transition.
pub(crate) fn new_instance_direct(
    thread: &mut JavaThread,
    args: crate::direct::Args,
) -> JavaResult<Handle> {
    let values = args.handle(thread, 1);
    let constructor = args.non_null(thread, 0)?;
    exceptions::check_native_stack(thread)?;
    new_instance(thread, constructor, values)
}
