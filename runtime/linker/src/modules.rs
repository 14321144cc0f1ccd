//! The module graph as `java.lang.Module` reports it: `JVM_DefineModule` and friends. JVMS 5.3.6, JLS 7.7.
//!
//! The library decides everything; the VM records it for access checks and verifies what it is told. The texts are HotSpot's.
//! A `Module` object and its entry know each other (injected field `module_entry`, `ModuleEntry::object`); the unnamed module
//! of a loader gets its entry with the loader's data. Read next: `packages.rs`, `runtime/metadata/src/module.rs`.

use heap::oop::SlotExt;
use heap::{Handle, Oop};
use metadata::arena::MetaspaceFull;
use metadata::loader_data::LoaderKind;
use metadata::module::{ModuleEntry, PackageEntry};
use metadata::{ClassLoaderData, Symbol, well_known as wk};
use threads::{JavaResult, JavaThread, Thrown};

use crate::{exceptions, loading, messages, mirrors, packages, strings};

const JAVA_BASE: &[u8] = b"java.base";

fn illegal_argument(t: &mut JavaThread, text: &str) -> Thrown {
    t.throw_new("java/lang/IllegalArgumentException", text)
}

fn illegal_state(t: &mut JavaThread, text: &str) -> Thrown {
    t.throw_new("java/lang/IllegalStateException", text)
}

/// A parameter that must not be null.
fn required(t: &mut JavaThread, value: Option<Handle>, text: &str) -> JavaResult<Handle> {
    match value {
        Some(value) => Ok(value),
        None => Err(t.throw_new("java/lang/NullPointerException", text)),
    }
}

fn is_module(t: &JavaThread, object: Handle) -> bool {
    t.oop(object).is_instance_of(wk::MODULE.get())
}

fn field(t: &JavaThread, object: Handle, row: &wk::WellKnownField) -> Option<Handle> {
    t.oop(object)
        .get_ref(row.offset())
        .map(|value| t.handle(value))
}

/// A package name as Java gives it, in internal form.
fn internal_package(t: &JavaThread, name: Handle) -> Symbol {
    let mut text = strings::to_mutf8(t.oop(name));
    text.iter_mut()
        .filter(|c| **c == b'.')
        .for_each(|c| *c = b'/');
    Symbol::intern(&text)
}

/// The entry of a `java.lang.Module` object; none if the object is no module that was defined. For natives and access checks.
pub fn entry_of(t: &mut JavaThread, module: Handle) -> JavaResult<Option<&'static ModuleEntry>> {
    if !is_module(t, module) {
        return Ok(None);
    }
    let address = t.oop(module).get_i64(wk::MODULE_ENTRY.offset());
    if address != 0 {
        // SAFETY: the injected field holds 0 or the address of an entry, which lives as long as its loader, which the module
        // object keeps alive.
        return Ok(Some(unsafe { &*(address as usize as *const ModuleEntry) }));
    }
    if field(t, module, &wk::MODULE_NAME).is_some() {
        return Ok(None);
    }
    // An unnamed module whose loader has defined nothing yet.
    let loader = field(t, module, &wk::MODULE_LOADER);
    let data = loading::loader_data_of(t, loader)?;
    let entry = data.unnamed_module();
    connect(t, module, entry);
    Ok(Some(entry))
}

fn connect(t: &JavaThread, module: Handle, entry: &'static ModuleEntry) {
    let oop: Oop<'_> = t.oop(module);
    entry.object.set(Some(oop));
    oop.put_i64(
        wk::MODULE_ENTRY.offset(),
        std::ptr::from_ref(entry) as usize as i64,
    );
}

fn defined_entry(
    t: &mut JavaThread,
    module: Handle,
    text: &str,
) -> JavaResult<&'static ModuleEntry> {
    match entry_of(t, module)? {
        Some(entry) => Ok(entry),
        None => Err(illegal_argument(t, text)),
    }
}

/// `JVM_DefineModule`: `packages` is a `String[]` or null.
/// Throws `NullPointerException`, `IllegalArgumentException`, `IllegalStateException` (name or package taken).
pub fn define_module(
    t: &mut JavaThread,
    module: Option<Handle>,
    is_open: bool,
    version: Option<Handle>,
    location: Option<Handle>,
    packages: Option<Handle>,
) -> JavaResult<()> {
    let module = required(t, module, "Null module object")?;
    if !is_module(t, module) {
        return Err(illegal_argument(
            t,
            "module is not an instance of type java.lang.Module",
        ));
    }
    let Some(name) = field(t, module, &wk::MODULE_NAME) else {
        return Err(illegal_argument(t, "Module name cannot be null"));
    };
    let name = Symbol::intern(&strings::to_mutf8(t.oop(name)));
    let loader = field(t, module, &wk::MODULE_LOADER);
    let data = loading::loader_data_of(t, loader)?;
    let text = |t: &JavaThread, handle: Option<Handle>| {
        handle.map(|handle| strings::to_rust(t.oop(handle)))
    };
    let (version, location) = (text(t, version), text(t, location));
    let is_base = name.bytes() == JAVA_BASE;
    if is_base && !data.is_boot() {
        return Err(illegal_argument(
            t,
            "Class loader must be the boot class loader",
        ));
    }
    let packages = package_names(t, packages, name, data)?;
    if is_base && packages::java_base_is_defined() {
        return Err(t.throw_new(
            "java/lang/InternalError",
            "Module java.base is already defined",
        ));
    }
    if !is_base {
        refuse_taken(t, name, data, &packages)?;
    }
    let entry = enter(name, data, is_open, &packages)
        .map_err(|MetaspaceFull| exceptions::throw_metaspace(t))?;
    let Some(entry) = entry else {
        return Err(illegal_state(
            t,
            &format!("Module {name} is already defined"),
        ));
    };
    entry.set_version_and_location(version.as_deref(), location.as_deref());
    connect(t, module, entry);
    flags::log!(module, load; Info, "{name} location: {}", location.as_deref().unwrap_or("NULL"));
    if is_base {
        packages::set_java_base_defined();
        mirrors::patch_modules(t);
    }
    Ok(())
}

/// The packages in internal form; each name is legal and allowed to the loader.
fn package_names(
    t: &mut JavaThread,
    packages: Option<Handle>,
    module: Symbol,
    data: &'static ClassLoaderData,
) -> JavaResult<Vec<Symbol>> {
    let Some(packages) = packages else {
        return Ok(Vec::new());
    };
    let count = t.oop(packages).length();
    let mut names = Vec::with_capacity(count);
    for index in 0..count {
        let mark = t.mutator.handles.mark();
        let name = t
            .oop(packages)
            .element(index)
            .map(|name| t.handle(name))
            .map(|name| internal_package(t, name));
        t.mutator.handles.release(mark);
        let Some(name) = name else {
            return Err(illegal_argument(t, "Bad package name"));
        };
        if !classfile::names::is_internal_name(name.bytes()) {
            return Err(illegal_argument(
                t,
                &format!("Invalid package name: {name} for module: {module}"),
            ));
        }
        let is_java = name.bytes() == b"java" || name.starts_with(b"java/");
        if is_java && !matches!(data.kind, LoaderKind::Boot | LoaderKind::Platform) {
            let loader = messages::loader_name_and_id(data);
            let package = name.external();
            let text = format!(
                "Class loader (instance of): {loader} tried to define prohibited package name: {package}"
            );
            return Err(illegal_argument(t, &text));
        }
        names.push(name);
    }
    Ok(names)
}

fn refuse_taken(
    t: &mut JavaThread,
    name: Symbol,
    data: &'static ClassLoaderData,
    packages: &[Symbol],
) -> JavaResult<()> {
    if data.modules.find_module(name).is_some() {
        return Err(illegal_state(
            t,
            &format!("Module {name} is already defined"),
        ));
    }
    let taken = packages
        .iter()
        .find_map(|package| data.modules.find_package(*package));
    let Some(taken) = taken else { return Ok(()) };
    let package = taken.name;
    Err(match taken.module.name {
        Some(other) => illegal_state(
            t,
            &format!(
                "Package {package} for module {name} is already in another module, {other}, defined to the class loader"
            ),
        ),
        None => illegal_state(
            t,
            &format!(
                "Package {package} for module {name} is already in the unnamed module defined to the class loader"
            ),
        ),
    })
}

/// Makes the entries. None: the module's name is taken.
fn enter(
    name: Symbol,
    data: &'static ClassLoaderData,
    is_open: bool,
    packages: &[Symbol],
) -> Result<Option<&'static ModuleEntry>, MetaspaceFull> {
    let entry = if name.bytes() == JAVA_BASE && data.is_boot() {
        let entry = ModuleEntry::java_base();
        data.modules
            .modules
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .insert(name, entry);
        Some(entry)
    } else {
        data.modules
            .add_module(ModuleEntry::new(Some(name), data, is_open), data)?
    };
    if let Some(entry) = entry {
        for package in packages {
            data.modules.package_in(*package, entry, data)?;
        }
    }
    Ok(entry)
}

/// `JVM_AddReadsModule`; `to` null: every unnamed module.
pub fn add_reads(t: &mut JavaThread, from: Option<Handle>, to: Option<Handle>) -> JavaResult<()> {
    let from = required(t, from, "from_module is null")?;
    let from = defined_entry(t, from, "from_module is not valid")?;
    match to {
        None => from.add_read_all_unnamed(),
        Some(to) => {
            let to = defined_entry(t, to, "to_module is invalid")?;
            from.add_read(to);
        }
    }
    Ok(())
}

/// The package of `from` that is to be exported; none if `from` is unnamed, which exports everything.
fn package_to_export(
    t: &mut JavaThread,
    from: Option<Handle>,
    package: Option<Handle>,
    module_word: &str,
) -> JavaResult<Option<&'static PackageEntry>> {
    let package = required(t, package, "package is null")?;
    let from = required(t, from, "from_module is null")?;
    let from = defined_entry(t, from, "from_module cannot be found")?;
    let Some(name) = from.name else {
        return Ok(None);
    };
    let package = internal_package(t, package);
    match from
        .loader_data
        .modules
        .find_package(package)
        .filter(|entry| std::ptr::eq(entry.module, from))
    {
        Some(entry) => Ok(Some(entry)),
        None => Err(illegal_argument(
            t,
            &format!("Package {package} not found in {module_word} {name}"),
        )),
    }
}

/// `JVM_AddModuleExports`.
pub fn add_exports(
    t: &mut JavaThread,
    from: Option<Handle>,
    package: Option<Handle>,
    to: Option<Handle>,
) -> JavaResult<()> {
    let to = required(t, to, "to_module is null")?;
    let exported = package_to_export(t, from, package, "from_module")?;
    let to = defined_entry(t, to, "to_module is invalid")?;
    if let Some(exported) = exported {
        exported.export_to(to);
    }
    Ok(())
}

/// `JVM_AddModuleExportsToAll`.
pub fn add_exports_to_all(
    t: &mut JavaThread,
    from: Option<Handle>,
    package: Option<Handle>,
) -> JavaResult<()> {
    if let Some(exported) = package_to_export(t, from, package, "from_module")? {
        exported.export_to_all();
    }
    Ok(())
}

/// `JVM_AddModuleExportsToAllUnnamed`.
pub fn add_exports_to_all_unnamed(
    t: &mut JavaThread,
    from: Option<Handle>,
    package: Option<Handle>,
) -> JavaResult<()> {
    if let Some(exported) = package_to_export(t, from, package, "module")? {
        exported.export_to_all_unnamed();
    }
    Ok(())
}

/// `JVM_SetBootLoaderUnnamedModule`.
pub fn set_boot_unnamed_module(t: &mut JavaThread, module: Option<Handle>) -> JavaResult<()> {
    let module = required(t, module, "Null module object")?;
    if !is_module(t, module) {
        return Err(illegal_argument(
            t,
            "module is not an instance of type java.lang.Module",
        ));
    }
    if field(t, module, &wk::MODULE_NAME).is_some() {
        return Err(illegal_argument(
            t,
            "boot loader's unnamed module's java.lang.Module has a name",
        ));
    }
    if field(t, module, &wk::MODULE_LOADER).is_some() {
        return Err(illegal_argument(
            t,
            "Class loader must be the boot class loader",
        ));
    }
    connect(t, module, ClassLoaderData::boot().unnamed_module());
    mirrors::patch_modules(t);
    Ok(())
}
