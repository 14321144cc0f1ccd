//! Where a class lives, in words: module and loader.

use heap::NoSafepoint;
use heap::oop::SlotExt;
use metadata::module::ModuleEntry;
use metadata::{ClassLoaderData, KlassRef, well_known as wk};

use crate::{access, strings};

/// `'app'`, `'bootstrap'`, or for loaders of users `some.Loader @1b2c3d`.
pub fn loader_name_and_id(loader: &ClassLoaderData) -> String {
    // SAFETY: called by a thread in the VM, which neither allocates nor polls before the text is made.
    let proof = unsafe { NoSafepoint::assume() };
    let Some(object) = loader.loader.oop(proof) else {
        return "'bootstrap'".to_owned();
    };
    let name = wk::LOADER_NAME_AND_ID
        .try_offset()
        .and_then(|offset| object.get_ref(offset));
    match name {
        Some(name) => strings::to_rust(name),
        None => object.klass().external_name(),
    }
}

/// The module that decides about a type: arrays belong to their element's, arrays of primitives to `java.base`.
pub fn module_of(klass: KlassRef) -> &'static ModuleEntry {
    access::bottom(klass).map_or_else(ModuleEntry::java_base, |bottom| bottom.instance().module)
}

/// `module java.base of loader 'bootstrap'`, `unnamed module of loader 'app'`. Versions are shown for modules that do not come
/// with the JDK.
fn where_is(klass: KlassRef) -> String {
    let module = module_of(klass);
    let loader =
        access::bottom(klass).map_or_else(ClassLoaderData::boot, |bottom| bottom.loader_data);
    let loader = loader_name_and_id(loader);
    match module.name {
        None => format!("unnamed module of loader {loader}"),
        Some(name) => match module.version().filter(|_| shows_version(module)) {
            Some(version) => format!("module {name}@{version} of loader {loader}"),
            None => format!("module {name} of loader {loader}"),
        },
    }
}

fn shows_version(module: &ModuleEntry) -> bool {
    let from_jdk = module
        .location()
        .is_some_and(|location| location.starts_with("jrt:/java."))
        || module.loader_data.is_boot()
        || module.version() == ModuleEntry::java_base().version();
    !from_jdk
}

/// `A is in module m of loader 'l'`.
pub fn place(klass: KlassRef) -> String {
    format!("{klass} is in {}", where_is(klass))
}

/// `A and B are in module m of loader 'l'`: both are there.
pub fn joint_place(a: KlassRef, b: KlassRef) -> String {
    format!("{a} and {b} are in {}", where_is(b))
}

/// The places of two classes: joint if they share their module.
pub fn places(a: KlassRef, b: KlassRef) -> String {
    if std::ptr::eq(module_of(a), module_of(b)) {
        joint_place(a, b)
    } else {
        format!("{}; {}", place(a), place(b))
    }
}
