//! Where classes are looked for. JVMTI "Class Loader Search".

use std::path::Path;

use linker::{class_path, strings};
use metadata::well_known as wk;
use threads::{Value, call_java};

use crate::entry;
use crate::environment::Environment;
use crate::error::Error;
use crate::types::Text;

/// A property that is a list of places, with one more.
fn append_to_property(key: &str, place: &str) {
    let before = natives::properties::property(key).filter(|value| !value.is_empty());
    let value = before.map_or_else(|| place.to_owned(), |before| format!("{before}:{place}"));
    natives::properties::set_property(key, &value);
}

/// In the live phase only an archive that is there can be added.
fn check_archive(place: &str) -> Result<(), Error> {
    match class_path::is_archive(Path::new(place)) {
        true => Ok(()),
        false => Err(Error::ILLEGAL_ARGUMENT),
    }
}

pub(crate) unsafe fn AddToBootstrapClassLoaderSearch(
    _: &'static Environment,
    segment: Text,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let place = unsafe { segment.to_text() };
    match entry::is_live() {
        true => check_archive(&place)?,
        false => append_to_property("jdk.boot.class.path.append", &place),
    }
    class_path::append(Path::new(&place));
    Ok(())
}

pub(crate) unsafe fn AddToSystemClassLoaderSearch(
    _: &'static Environment,
    segment: Text,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let place = unsafe { segment.to_text() };
    if !entry::is_live() {
        append_to_property("java.class.path", &place);
        return Ok(());
    }
    check_archive(&place)?;
    // SAFETY: the contract of bodies: called from native code.
    unsafe {
        entry::inside(|thread| {
            let loader = call_java(thread, wk::LOADER_GET_SYSTEM.get(), &[])?.reference();
            let loader = loader.ok_or(Error::INTERNAL)?;
            let place = strings::new(thread, &place)?;
            let name = "appendToClassPathForInstrumentation";
            let arguments = [Value::from(place)];
            natives::call_virtual(thread, loader, name, "(Ljava/lang/String;)V", &arguments)
                .map_err(|_| Error::CLASS_LOADER_UNSUPPORTED)?;
            Ok(())
        })
    }
}
