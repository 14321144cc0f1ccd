//! What the supertypes of a class must be (JVMS 5.3.5) and who may define what. Each check throws the error HotSpot throws.
//!
//! Not here: format of the class file (`classfile`), access to supertypes (`access`), code (`verifier`).
//! Read next: `define.rs`, the caller.

use classfile::ClassFile;
use classfile::access;
use metadata::loader_data::LoaderKind;
use metadata::module::ModuleEntry;
use metadata::{ClassLoaderData, KlassRef, Symbol};
use threads::{JavaResult, JavaThread};

use crate::vtable::{self, Declared};
use crate::{messages, packages};

const ICCE: &str = "java/lang/IncompatibleClassChangeError";

/// The class being defined, as far as it is known.
pub struct Candidate<'c> {
    pub name: Symbol,
    pub class_file: &'c ClassFile<'static>,
    pub loader: &'static ClassLoaderData,
    pub module: &'static ModuleEntry,
}

/// Sealed classes exist from this class file version on.
const SEALED_VERSION: u16 = 61;

/// Only boot and platform loader define classes of `java/` packages.
///
/// # Errors
/// `SecurityException`.
pub fn package_allowed(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<()> {
    let trusted = matches!(loader.kind, LoaderKind::Boot | LoaderKind::Platform);
    if trusted || !name.starts_with(b"java/") {
        return Ok(());
    }
    let package = packages::package_of(name.bytes()).unwrap_or_default();
    let package = classfile::mutf8::decode(package).replace('/', ".");
    let loader = messages::loader_name_and_id(loader);
    let text = format!(
        "Class loader (instance of): {loader} tried to load prohibited package name: {package}"
    );
    Err(t.throw_new("java/lang/SecurityException", &text))
}

/// # Errors
/// `IncompatibleClassChangeError` if `parent`, named as a superinterface, is none.
pub fn is_interface(t: &mut JavaThread, name: Symbol, parent: KlassRef) -> JavaResult<()> {
    if parent.is_interface() {
        return Ok(());
    }
    let place = messages::place(parent);
    let text = format!(
        "class {} can not implement {parent}, because it is not an interface ({place})",
        name.external()
    );
    Err(t.throw_new(ICCE, &text))
}

/// # Errors
/// `IncompatibleClassChangeError` if `parent`, named as the superclass, is an interface.
pub fn is_class(t: &mut JavaThread, name: Symbol, parent: KlassRef) -> JavaResult<()> {
    if !parent.is_interface() {
        return Ok(());
    }
    let text = format!(
        "class {} has interface {parent} as super class",
        name.external()
    );
    Err(t.throw_new(ICCE, &text))
}

/// # Errors
/// `IncompatibleClassChangeError` for a final superclass, and for sealed supertypes that do not permit the class.
pub fn may_extend(
    t: &mut JavaThread,
    candidate: &Candidate<'_>,
    parent: KlassRef,
) -> JavaResult<()> {
    let name = candidate.name.external();
    if parent.is_final() {
        return Err(t.throw_new(
            ICCE,
            &format!("class {name} cannot inherit from final class {parent}"),
        ));
    }
    if permits(parent, candidate) {
        return Ok(());
    }
    let what = match (parent.is_interface(), candidate.class_file.is_interface()) {
        (false, _) => "inherit from sealed class",
        (true, false) => "implement sealed interface",
        (true, true) => "extend sealed interface",
    };
    Err(t.throw_new(ICCE, &format!("class {name} cannot {what} {parent}")))
}

/// JVMS 5.3.5: a sealed class names its subclasses, which are in its module, and in its package unless they are public.
fn permits(parent: KlassRef, candidate: &Candidate<'_>) -> bool {
    let instance = parent.instance();
    if instance.class_file.major < SEALED_VERSION {
        return true;
    }
    let Some(mut permitted) = instance.class_file.permitted_subclasses() else {
        return true;
    };
    let same_package = instance.module.loader_data.same_loader(candidate.loader)
        && packages::package_of(parent.name.bytes())
            == packages::package_of(candidate.name.bytes());
    let is_public = candidate.class_file.access_flags & access::PUBLIC != 0;
    std::ptr::eq(instance.module, candidate.module)
        && (is_public || same_package)
        && permitted
            .any(|index| instance.class_file.pool.class_name(index) == Some(candidate.name.bytes()))
}

/// # Errors
/// `IncompatibleClassChangeError` if a declared method overrides a final one.
pub fn overrides_no_final(
    t: &mut JavaThread,
    candidate: &Candidate<'_>,
    declared: &[Declared],
    super_klass: Option<KlassRef>,
) -> JavaResult<()> {
    let package = packages::package_of(candidate.name.bytes());
    for method in declared.iter().filter(|method| method.is_virtual()) {
        if let Some(found) =
            vtable::overridden_final(method, super_klass, candidate.loader, package)
        {
            let name = candidate.name.external();
            let text = format!(
                "class {name} overrides final method {}.{}{}",
                found.klass, found.name, found.descriptor
            );
            return Err(t.throw_new(ICCE, &text));
        }
    }
    Ok(())
}
