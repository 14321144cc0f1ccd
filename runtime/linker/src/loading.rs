//! Loading: from a name and a loader to a class. JVMS 5.3.
//!
//! The boot loader looks into the image and the appended entries itself; every other loader is asked in Java
//! (`ClassLoader.loadClass`), once per name: the answer is recorded in its dictionary. A loader that is not parallel capable is
//! called with its monitor held. Names of arrays are taken apart here and nowhere else.
//!
//! "Not found" has three forms, as callers need them: `None`, `ClassNotFoundException` ([`load_class`]), `NoClassDefFoundError`
//! with the loader's exception as cause ([`load_for_resolution`]).
//! Read next: `define.rs`, `dictionary.rs`.

use std::sync::atomic::Ordering;

use abi::ElementKind;
use heap::Handle;
use heap::oop::SlotExt;
use metadata::loader_data::LoaderKind;
use metadata::module::ModuleEntry;
use metadata::{ClassLoaderData, KlassRef, Symbol, well_known as wk};
use threads::{JavaResult, JavaThread, Value, call_java, monitor};

use crate::{arrays, class_path, define, dictionary, exceptions, mirrors, packages, strings};

const CLASS_NOT_FOUND: &str = "java/lang/ClassNotFoundException";

/// No name of a class is longer: a class file counts the bytes of one in 16 bits.
pub const LONGEST_NAME: usize = u16::MAX as usize;

/// The symbol of a class name that native code or `Unsafe` gives, in modified UTF-8.
///
/// # Errors
/// `error` (a class's internal name) if there is none, or if it is too long.
pub fn class_name(t: &mut JavaThread, name: Option<&[u8]>, error: &str) -> JavaResult<Symbol> {
    let Some(name) = name else {
        return Err(t.throw_new(error, "No class name given"));
    };
    if name.len() > LONGEST_NAME {
        // Such messages are cut to what fits HotSpot's buffer.
        const LONGEST_MESSAGE: usize = 1023;
        let mut message = format!(
            "Class name exceeds maximum length of {LONGEST_NAME}: {}",
            classfile::mutf8::decode(name)
        );
        message.truncate(message.floor_char_boundary(LONGEST_MESSAGE));
        return Err(t.throw_new(error, &message));
    }
    Ok(Symbol::intern(name))
}

/// A class of the boot loader by internal name. May collect. Throws `NoClassDefFoundError` if there is none.
pub fn boot_class(t: &mut JavaThread, name: &str) -> JavaResult<KlassRef> {
    load_for_resolution(t, Symbol::intern(name.as_bytes()), ClassLoaderData::boot())
}

/// Loads `name` (internal form or array descriptor) through `loader`. May run `ClassLoader.loadClass`, collect, block.
/// Throws `ClassNotFoundException` or what the loader throws.
pub fn load_class(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<KlassRef> {
    match load_or_none(t, name, loader)? {
        Some(klass) => Ok(klass),
        None => Err(t.throw_new(CLASS_NOT_FOUND, &name.to_text())),
    }
}

/// As [`load_class`] for a symbolic reference: `ClassNotFoundException` becomes the cause of `NoClassDefFoundError`.
pub fn load_for_resolution(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<KlassRef> {
    const NOT_DEFINED: &str = "java/lang/NoClassDefFoundError";
    match load_or_none(t, name, loader) {
        Ok(Some(klass)) => Ok(klass),
        Ok(None) => Err(t.throw_new(NOT_DEFINED, &name.to_text())),
        Err(thrown) => {
            let not_found = find_loaded(
                Symbol::intern(CLASS_NOT_FOUND.as_bytes()),
                ClassLoaderData::boot(),
            );
            let pending = t.pending.oop(t.no_safepoint());
            let is_not_found = not_found
                .zip(pending)
                .is_some_and(|(klass, error)| error.is_instance_of(klass));
            if !is_not_found {
                return Err(thrown);
            }
            let Some(cause) = t.take_pending() else {
                return Err(thrown);
            };
            Err(exceptions::throw_with_cause(
                t,
                NOT_DEFINED,
                Some(&name.to_text()),
                cause,
            ))
        }
    }
}

/// As [`load_class`] for the boot loader; none if there is no such class (no exception is made).
pub fn find_boot_class(t: &mut JavaThread, name: Symbol) -> JavaResult<Option<KlassRef>> {
    load_or_none(t, name, ClassLoaderData::boot())
}

/// A class (or array class) that `loader` is an initiating loader of. Loads nothing, throws nothing.
pub fn find_loaded(name: Symbol, loader: &'static ClassLoaderData) -> Option<KlassRef> {
    let loader = loader.resolving();
    let Some(array) = ArrayName::parse(name.bytes()) else {
        return loader.find_class(name);
    };
    let mut klass = match array.element {
        Element::Primitive(kind) => Some(arrays::primitive_array(kind)),
        Element::Class(element) => loader
            .find_class(Symbol::lookup(element)?)?
            .array_klass
            .load(),
    };
    for _ in 1..array.dimensions {
        klass = klass?.array_klass.load();
    }
    klass
}

/// An array descriptor as a Class entry names it.
struct ArrayName<'n> {
    dimensions: usize,
    element: Element<'n>,
}

enum Element<'n> {
    Primitive(ElementKind),
    /// Internal name.
    Class(&'n [u8]),
}

impl<'n> ArrayName<'n> {
    /// None for what starts with no `[`, and for malformed descriptors.
    fn parse(name: &'n [u8]) -> Option<ArrayName<'n>> {
        let dimensions = name.iter().take_while(|c| **c == b'[').count();
        let element = match &name[dimensions..] {
            _ if dimensions == 0 || dimensions > 255 => return None,
            [b'L', class @ .., b';'] if !class.is_empty() => Element::Class(class),
            [c] if *c != b'L' => Element::Primitive(ElementKind::from_descriptor(*c)?),
            _ => return None,
        };
        Some(ArrayName {
            dimensions,
            element,
        })
    }
}

fn load_or_none(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<Option<KlassRef>> {
    let loader = loader.resolving();
    if let Some(klass) = loader.find_class(name) {
        return Ok(Some(klass));
    }
    if name.starts_with(b"[") {
        return load_array(t, name, loader);
    }
    if loader.is_boot() {
        load_boot(t, name)
    } else {
        load_through_java(t, name, loader)
    }
}

fn load_array(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<Option<KlassRef>> {
    let Some(array) = ArrayName::parse(name.bytes()) else {
        return Ok(None);
    };
    let mut klass = match array.element {
        Element::Primitive(kind) => arrays::primitive_array(kind),
        Element::Class(element) => match load_or_none(t, Symbol::intern(element), loader)? {
            Some(element) => arrays::array_class_of(t, element)?,
            None => return Ok(None),
        },
    };
    for _ in 1..array.dimensions {
        klass = arrays::array_class_of(t, klass)?;
    }
    Ok(Some(klass))
}

/// JVMS 5.3.1. Which modules are the boot loader's is known once they are defined; before, `java.base` is.
fn load_boot(t: &mut JavaThread, name: Symbol) -> JavaResult<Option<KlassRef>> {
    let package = packages::package_of(name.bytes());
    let module = match package {
        None => None,
        Some(package) => match Symbol::lookup(package)
            .and_then(|package| packages::find(package, ClassLoaderData::boot()))
        {
            Some(entry) => entry.module.name.map(Symbol::bytes),
            None if packages::java_base_is_defined() => None,
            None => class_path::package_module(package)
                .filter(|module| *module == "java.base")
                .map(str::as_bytes),
        },
    };
    let found = module.and_then(|module| class_path::find_in_module(module, name.bytes()));
    match found.or_else(|| class_path::find_appended(name.bytes())) {
        Some((bytes, source)) => {
            define::define_boot_class(t, name, bytes, &source.to_string()).map(Some)
        }
        None => Ok(None),
    }
}

/// JVMS 5.3.2: the loader's own method decides. Its answer must have the name that was asked for.
fn load_through_java(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<Option<KlassRef>> {
    let mark = t.mutator.handles.mark();
    let result = ask_loader(t, name, loader);
    t.mutator.handles.release(mark);
    let Some(klass) = result? else {
        return Ok(None);
    };
    if klass.name != name {
        return Ok(None);
    }
    dictionary::insert_initiated(t, loader, klass).map(Some)
}

fn ask_loader(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
) -> JavaResult<Option<KlassRef>> {
    let Some(object) = loader_object(t, loader) else {
        return Ok(None);
    };
    let dotted: Vec<u8> = name
        .bytes()
        .iter()
        .map(|c| if *c == b'/' { b'.' } else { *c })
        .collect();
    let argument = strings::from_mutf8(t, &dotted)?;
    let declared = wk::LOADER_LOAD_CLASS.get();
    let class = t.oop(object).klass();
    let method = usize::try_from(declared.vtable_index())
        .ok()
        .and_then(|index| class.vtable().get(index)?.load());
    let method = method.unwrap_or(declared);
    let call =
        |t: &mut JavaThread| call_java(t, method, &[Value::from(object), Value::from(argument)]);
    let parallel = wk::LOADER_PARALLEL_LOCK_MAP
        .try_offset()
        .is_some_and(|offset| t.oop(object).get_ref(offset).is_some());
    let result = if parallel {
        call(t)?
    } else {
        monitor::locked(t, object, call)?
    };
    Ok(result
        .reference()
        .and_then(|mirror| mirrors::klass_of(t.oop(mirror))))
}

/// The `java.lang.ClassLoader` object, none for boot.
pub fn loader_object(t: &JavaThread, loader: &ClassLoaderData) -> Option<Handle> {
    loader.loader.oop(t.no_safepoint()).map(|oop| t.handle(oop))
}

/// The data of a `java.lang.ClassLoader` object, made at first use; none is the boot loader. Throws nothing yet.
pub fn loader_data_of(
    t: &mut JavaThread,
    loader: Option<Handle>,
) -> JavaResult<&'static ClassLoaderData> {
    let Some(loader) = loader else {
        return Ok(ClassLoaderData::boot());
    };
    let oop = t.oop(loader);
    let cell = oop.i64_cell(wk::LOADER_DATA.offset());
    let known = cell.load(Ordering::Acquire);
    if known != 0 {
        // SAFETY: the injected field holds 0 or the address of the loader's data, which lives at least as long as the loader.
        return Ok(unsafe { &*(known as usize as *const ClassLoaderData) });
    }
    let kind = match oop.klass().name.bytes() {
        b"jdk/internal/loader/ClassLoaders$PlatformClassLoader" => LoaderKind::Platform,
        b"jdk/internal/loader/ClassLoaders$AppClassLoader" => LoaderKind::Application,
        _ => LoaderKind::UserDefined,
    };
    let data = ClassLoaderData::create(kind, oop.address());
    let unnamed: &ModuleEntry = data.unnamed_module();
    unnamed
        .object
        .set(oop.get_ref(wk::LOADER_UNNAMED_MODULE.offset()));
    let address = std::ptr::from_ref(data) as usize as i64;
    match cell.compare_exchange(0, address, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => {
            if let Some(module) = oop.get_ref(wk::LOADER_UNNAMED_MODULE.offset()) {
                module.put_i64(
                    wk::MODULE_ENTRY.offset(),
                    std::ptr::from_ref(unnamed) as usize as i64,
                );
            }
            Ok(data)
        }
        Err(winner) => {
            // SAFETY: made above and published nowhere: no class, object or thread refers to it; the list of all data, the one
            // place that does, is left by `free`. A collector cannot run meanwhile: this thread does not poll.
            unsafe { ClassLoaderData::free(data) };
            // SAFETY: as for `known`.
            Ok(unsafe { &*(winner as usize as *const ClassLoaderData) })
        }
    }
}

/// Boot: `loader` is `ClassLoader.getSystemClassLoader()`'s answer. Its data exists from here on.
pub fn set_system_loader(t: &mut JavaThread, loader: Option<Handle>) -> JavaResult<()> {
    loader_data_of(t, loader).map(|_| ())
}

/// Boot: `loader` is `ClassLoader.getPlatformClassLoader()`'s answer. Its data exists from here on.
pub fn set_platform_loader(t: &mut JavaThread, loader: Option<Handle>) -> JavaResult<()> {
    loader_data_of(t, loader).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn array_names() {
        let class = |name: &[u8]| match ArrayName::parse(name)?.element {
            Element::Class(class) => Some(String::from_utf8_lossy(class).into_owned()),
            Element::Primitive(kind) => Some(format!("{kind:?}")),
        };
        assert_eq!(class(b"[[La/B;").as_deref(), Some("a/B"));
        assert_eq!(class(b"[J").as_deref(), Some("Long"));
        for bad in [&b"a/B"[..], b"[", b"[V", b"[L;", b"[La/B", b"[II", b"[L"] {
            assert_eq!(class(bad), None, "{bad:?}");
        }
    }
}
