//! Boot: loads the library classes the VM uses and fills in `metadata::well_known`.
//!
//! The order is forced: `Object`, `Class`, `String`, `Cloneable`, `Serializable` come first; then mirrors can exist, those of the
//! primitive types and of what was loaded before; then the other rows, in table order. Nothing is initialised, no Java runs.
//! A row marked optional that this JDK does not have stays empty. Read next: `mirrors.rs`.

use metadata::well_known::{self as wk, FieldRow, WellKnownClass};
use metadata::{ClassLoaderData, Field, KlassRef, Symbol};
use threads::{JavaResult, JavaThread};

use crate::{loading, mirrors};

/// Loads the classes of the well-known table, makes primitive and array classes and the mirrors of what was loaded before
/// `java.lang.Class`, and fills in offsets and methods. Once, at boot.
/// Throws what is thrown for a JDK that lacks a class or member the VM cannot do without.
pub fn load_all(t: &mut JavaThread) -> JavaResult<()> {
    for class in [
        &wk::OBJECT,
        &wk::CLASS,
        &wk::STRING,
        &wk::CLONEABLE,
        &wk::SERIALIZABLE,
    ] {
        load(t, class)?;
    }
    find_fields(t)?;
    mirrors::create_missing(t)?;
    for class in wk::CLASSES.iter().filter(|class| class.try_get().is_none()) {
        load(t, class)?;
    }
    find_fields(t)?;
    find_methods(t)
}

fn load(t: &mut JavaThread, class: &WellKnownClass) -> JavaResult<()> {
    let name = Symbol::intern(class.name.as_bytes());
    let klass = if class.optional {
        loading::find_boot_class(t, name)?
    } else {
        Some(loading::load_for_resolution(
            t,
            name,
            ClassLoaderData::boot(),
        )?)
    };
    if let Some(klass) = klass {
        class.set(klass);
    }
    Ok(())
}

/// The field of a row; inherited fields count, because a row names the class the VM thinks of.
fn find_field<'k>(klass: &'k KlassRef, row: &wk::WellKnownField) -> Option<&'k Field> {
    let (name, descriptor) = (row.name.as_bytes(), row.descriptor.as_bytes());
    let injected = row.kind == FieldRow::Injected;
    let mut above = Some(klass);
    while let Some(class) = above {
        let fields = class.instance().fields.iter();
        let mut found = fields.filter(|field| {
            field.is_injected() == injected
                && field.name.bytes() == name
                && field.descriptor.bytes() == descriptor
        });
        if let Some(field) = found.next() {
            return Some(field);
        }
        above = class.super_klass.as_ref();
    }
    None
}

/// Offsets of the rows whose class is loaded.
fn find_fields(t: &mut JavaThread) -> JavaResult<()> {
    for row in wk::FIELDS.iter().filter(|row| row.try_offset().is_none()) {
        let Some(klass) = row.class.try_get() else {
            continue;
        };
        match find_field(&klass, row) {
            Some(field) => row.set_offset(field.offset),
            None if row.kind == FieldRow::Optional => {}
            None => {
                let text = format!("{}.{} {}", row.class.name, row.name, row.descriptor);
                return Err(t.throw_new("java/lang/NoSuchFieldError", &text));
            }
        }
    }
    Ok(())
}

fn find_methods(t: &mut JavaThread) -> JavaResult<()> {
    for row in wk::METHODS {
        let Some(klass) = row.class.try_get() else {
            continue;
        };
        let name = Symbol::intern(row.name.as_bytes());
        match klass.find_declared_method(name, Symbol::intern(row.descriptor.as_bytes())) {
            Some(method) => row.set(method),
            None if row.optional => {}
            None => {
                let text = format!("{}.{}{}", row.class.name, row.name, row.descriptor);
                return Err(t.throw_new("java/lang/NoSuchMethodError", &text));
            }
        }
    }
    Ok(())
}
