//! Registering native methods. JNI chapter 4, "Registering Native Methods".

use std::ffi::CStr;
use std::sync::atomic::Ordering;

use metadata::Symbol;
use threads::{JavaResult, JavaThread};

use crate::hooks;
use crate::types::*;
use crate::vm;

pub(crate) unsafe fn RegisterNatives(
    thread: &mut JavaThread,
    clazz: jclass,
    methods: *const JNINativeMethod,
    count: jint,
) -> JavaResult<jint> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { vm::klass_argument(thread, clazz)? };
    for at in 0..usize::try_from(count).unwrap_or(0) {
        // SAFETY: the contract of bodies: `count` rows of terminated texts.
        let (name, descriptor, function) = unsafe {
            let row = *methods.add(at);
            (
                CStr::from_ptr(row.name).to_bytes(),
                CStr::from_ptr(row.signature).to_bytes(),
                row.fn_ptr,
            )
        };
        let method = match (Symbol::lookup(name), Symbol::lookup(descriptor)) {
            (Some(name), Some(descriptor)) => klass.find_declared_method(name, descriptor),
            _ => None,
        };
        let message = match method {
            Some(method) if method.is_native() => {
                // What the VM implements itself stays with it: the class library registers the slower way there.
                if klass.loader_data.is_boot()
                    && let Some(direct) =
                        hooks::direct_native(klass.name, method.name, method.descriptor)
                {
                    method
                        .direct_native
                        .store(direct as usize, Ordering::Release);
                }
                method
                    .native_function
                    .store(function as usize, Ordering::Release);
                flags::log!(jni, resolve; Debug, "[Registering JNI native method {}.{}]",
                    klass.external_name(), method.name);
                continue;
            }
            Some(method) => format!(
                "Method '{}' is not declared as native",
                method.external_signature()
            ),
            None => {
                use classfile::mutf8::decode;
                format!(
                    "Method {}.{}{} not found",
                    klass.external_name(),
                    decode(name),
                    decode(descriptor)
                )
            }
        };
        let _pending = thread.throw_new("java/lang/NoSuchMethodError", &message);
        return Ok(JNI_ERR);
    }
    Ok(JNI_OK)
}

/// The methods are linked anew at their next call.
pub(crate) unsafe fn UnregisterNatives(thread: &mut JavaThread, clazz: jclass) -> JavaResult<jint> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { vm::klass_argument(thread, clazz)? };
    for method in klass
        .instance
        .iter()
        .flat_map(|instance| instance.methods.iter())
        .filter(|method| method.is_native())
    {
        method.native_function.store(0, Ordering::Release);
    }
    Ok(JNI_OK)
}
