//! Packages of loaders: which module a class belongs to, and what `JVM_GetSystemPackage` tells. JVMS 5.3.6.
//!
//! A package gets its entry from its module's definition or, in an unnamed module, from its first class. Until `java.base` is
//! defined every package of the boot loader is taken for one of it. Read next: `modules.rs`.

use std::sync::atomic::{AtomicBool, Ordering};

use metadata::arena::MetaspaceFull;
use metadata::loader_data::LoaderKind;
use metadata::module::{ModuleEntry, PackageEntry};
use metadata::{ClassLoaderData, Symbol};

/// `JVM_DefineModule` told about `java.base`: packages have modules from here on.
static JAVA_BASE_DEFINED: AtomicBool = AtomicBool::new(false);

/// The package of a class name (internal form), none for the unnamed package.
pub fn package_of(name: &[u8]) -> Option<&[u8]> {
    name.iter().rposition(|c| *c == b'/').map(|at| &name[..at])
}

pub(crate) fn set_java_base_defined() {
    JAVA_BASE_DEFINED.store(true, Ordering::Release);
}

pub(crate) fn java_base_is_defined() -> bool {
    JAVA_BASE_DEFINED.load(Ordering::Acquire)
}

/// The entry of `package` in `loader`, if a class or module made it.
pub fn find(package: Symbol, loader: &'static ClassLoaderData) -> Option<&'static PackageEntry> {
    loader.resolving().modules.find_package(package)
}

/// Module and package of a class that `loader` is about to define. The unnamed package is in the unnamed module.
///
/// # Errors
/// The class region is full.
pub fn of_class(
    loader: &'static ClassLoaderData,
    name: Symbol,
) -> Result<(&'static ModuleEntry, Option<&'static PackageEntry>), MetaspaceFull> {
    let Some(package) = package_of(name.bytes()) else {
        return Ok((loader.unnamed_module(), None));
    };
    let default = if loader.kind == LoaderKind::Boot && !java_base_is_defined() {
        ModuleEntry::java_base()
    } else {
        loader.unnamed_module()
    };
    let package = Symbol::intern(package);
    let entry = match loader.modules.find_package(package) {
        Some(entry) => entry,
        None => loader.modules.package_in(package, default, loader)?,
    };
    Ok((entry.module, Some(entry)))
}

/// `JVM_GetSystemPackage`: where the boot loader's package came from (`jrt:/java.base` or a path); none if it has no class.
/// `package` is in internal form.
pub fn system_package_location(package: &[u8]) -> Option<String> {
    let entry = find(Symbol::lookup(package)?, ClassLoaderData::boot())?;
    let classes = boot_classes();
    let mut of_package = classes
        .iter()
        .filter(|klass| package_of(klass.name.bytes()) == Some(package));
    let first = of_package.next()?;
    match entry.module.name {
        Some(module) => Some(format!("jrt:/{module}")),
        None => Some(first.instance().source.to_string()),
    }
}

/// `JVM_GetSystemPackages`: packages of the boot loader from which it has loaded classes, in order of their first class.
pub fn system_packages() -> Vec<Symbol> {
    let mut packages: Vec<Symbol> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for package in boot_classes()
        .iter()
        .filter_map(|klass| package_of(klass.name.bytes()))
    {
        let package = Symbol::intern(package);
        if seen.insert(package) {
            packages.push(package);
        }
    }
    packages
}

/// The classes that the boot loader found itself. Those that were given to it (`defineClass`, proxies among them, in modules that
/// come from nowhere) have no place to tell.
fn boot_classes() -> Vec<metadata::KlassRef> {
    let mut classes = ClassLoaderData::boot().klasses();
    classes.retain(|klass| {
        klass
            .instance
            .as_deref()
            .is_some_and(|instance| match instance.module.name {
                Some(_) => instance.module.location().is_some(),
                None => !instance.source.starts_with(GIVEN),
            })
    });
    classes
}

/// How the sources of classes begin that have none, as the definers of the VM name them (`__JVM_DefineClass__`).
const GIVEN: &str = "__";
