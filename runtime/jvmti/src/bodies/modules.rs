//! Modules. JVMTI "Module".

use heap::Handle;
use heap::oop::SlotExt;
use jni::types::{jboolean, jclass, jint, jobject};
use linker::{loading, packages, strings};
use metadata::{ClassLoaderData, Symbol};
use threads::{JavaThread, Value};

use super::arguments::*;
use crate::entry::Answer;
use crate::environment::Environment;
use crate::error::Error;
use crate::types::{Out, Text};

/// Named ones, and the unnamed ones of all loaders.
pub(crate) unsafe fn GetAllModules(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: Out<jint>,
    modules: Out<*mut jobject>,
) -> Result<Answer, Error> {
    let mut objects: Vec<Handle> = Vec::new();
    ClassLoaderData::for_each(|data| {
        for module in data.all_modules() {
            let object = module.object.oop(thread.no_safepoint());
            objects.extend(object.map(|object| thread.handle(object)));
        }
    });
    // SAFETY: the contract of bodies.
    unsafe { put_references(count, modules, &objects) }
}

/// Null if the package is in no named module of the loader.
pub(crate) unsafe fn GetNamedModule(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    package: Text,
    module: Out<jobject>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let (loader, package) = unsafe { (loader(thread, reference)?, package.bytes()) };
    let data = loading::loader_data_of(thread, loader)?;
    let found = Symbol::lookup(package).and_then(|package| packages::find(package, data));
    let named = found.filter(|package| package.module.name.is_some());
    let object = named.and_then(|package| {
        let object = package.module.object.oop(thread.no_safepoint());
        object.map(|object| thread.handle(object))
    });
    Ok(Answer::reference(module.0, object))
}

/// Calls a function of `jdk.internal.module.Modules`.
fn call(
    thread: &mut JavaThread,
    name: &str,
    descriptor: &str,
    arguments: &[Value],
) -> Result<(), Error> {
    let class = "jdk/internal/module/Modules";
    let called = natives::call_static(thread, class, name, descriptor, arguments);
    called.map(|_| ()).map_err(|_thrown| {
        let thrown = thread.take_pending();
        let class = thrown.map(|thrown| thread.oop(thrown).klass().external_name());
        match class.as_deref() {
            Some("java.lang.IllegalArgumentException") => Error::ILLEGAL_ARGUMENT,
            _ => Error::INTERNAL,
        }
    })
}

pub(crate) unsafe fn AddModuleReads(
    _: &'static Environment,
    thread: &mut JavaThread,
    from: jobject,
    to: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let arguments = unsafe { [module(thread, from)?.into(), module(thread, to)?.into()] };
    let descriptor = "(Ljava/lang/Module;Ljava/lang/Module;)V";
    call(thread, "addReads", descriptor, &arguments)
}

/// `name`: the function that opens or exports a package, which is named with dots.
unsafe fn share(
    thread: &mut JavaThread,
    name: &str,
    from: jobject,
    package: Text,
    to: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (from, to, package) = unsafe {
        let package = package.to_text();
        (module(thread, from)?, module(thread, to)?, package)
    };
    let package = strings::new(thread, &package)?;
    let descriptor = "(Ljava/lang/Module;Ljava/lang/String;Ljava/lang/Module;)V";
    call(
        thread,
        name,
        descriptor,
        &[from.into(), package.into(), to.into()],
    )
}

pub(crate) unsafe fn AddModuleExports(
    _: &'static Environment,
    thread: &mut JavaThread,
    from: jobject,
    package: Text,
    to: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { share(thread, "addExports", from, package, to) }
}

pub(crate) unsafe fn AddModuleOpens(
    _: &'static Environment,
    thread: &mut JavaThread,
    from: jobject,
    package: Text,
    to: jobject,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe { share(thread, "addOpens", from, package, to) }
}

pub(crate) unsafe fn AddModuleUses(
    _: &'static Environment,
    thread: &mut JavaThread,
    from: jobject,
    service: jclass,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let arguments = unsafe {
        [
            module(thread, from)?.into(),
            mirror(thread, service)?.into(),
        ]
    };
    let descriptor = "(Ljava/lang/Module;Ljava/lang/Class;)V";
    call(thread, "addUses", descriptor, &arguments)
}

pub(crate) unsafe fn AddModuleProvides(
    _: &'static Environment,
    thread: &mut JavaThread,
    from: jobject,
    service: jclass,
    implementation: jclass,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let arguments = unsafe {
        [
            module(thread, from)?.into(),
            mirror(thread, service)?.into(),
            mirror(thread, implementation)?.into(),
        ]
    };
    let descriptor = "(Ljava/lang/Module;Ljava/lang/Class;Ljava/lang/Class;)V";
    call(thread, "addProvides", descriptor, &arguments)
}

/// All are.
pub(crate) unsafe fn IsModifiableModule(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    is_modifiable: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        module(thread, reference)?;
        is_modifiable.set(1);
    }
    Ok(())
}
