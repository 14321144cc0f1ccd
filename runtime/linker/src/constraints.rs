//! Loading constraints: two loaders must mean the same class by a name because they exchanged objects of it. JVMS 5.3.4.
//!
//! A constraint is a name, the loaders bound by it, and the class they agree on once one of them loaded it. Constraints of one
//! name are merged when a loader joins two of them. They are added by resolution (a caller and a callee with different defining
//! loaders share the types of a descriptor) and by overriding, and are checked whenever a class enters a dictionary.
//!
//! Only primitive facts under one lock; no safepoint, nothing is thrown here but by [`check_tables`]. Read next: `dictionary.rs`.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use classfile::descriptor::FieldTypes;
use classfile::{BasicType, FieldType, MethodDescriptor};
use metadata::{ClassLoaderData, KlassRef, MethodFlags, MethodRef, Symbol};
use threads::{JavaResult, JavaThread};

use crate::dictionary::place;
use crate::messages;

struct Constraint {
    loaders: Vec<&'static ClassLoaderData>,
    klass: Option<KlassRef>,
}

#[derive(Default)]
struct Table {
    by_name: HashMap<Symbol, Vec<Constraint>>,
}

static TABLE: Mutex<Option<Table>> = Mutex::new(None);

fn table() -> MutexGuard<'static, Option<Table>> {
    TABLE.lock().unwrap_or_else(|e| e.into_inner())
}

impl Constraint {
    fn binds(&self, loader: &ClassLoaderData) -> bool {
        self.loaders
            .iter()
            .any(|bound| std::ptr::eq(*bound, loader))
    }
}

/// Checks that `loader` may mean `klass` by `name`, remembers it, and runs `insert` under the same lock. `insert` says which
/// class the dictionary holds then.
///
/// # Errors
/// The class that a constraint of this loader demands instead.
pub(crate) fn with_check(
    name: Symbol,
    loader: &'static ClassLoaderData,
    klass: KlassRef,
    insert: impl FnOnce() -> KlassRef,
) -> Result<KlassRef, KlassRef> {
    let mut table = table();
    let constraints = table
        .as_mut()
        .and_then(|table| table.by_name.get_mut(&name));
    let bound =
        constraints.and_then(|all| all.iter_mut().find(|constraint| constraint.binds(loader)));
    match bound {
        None => Ok(insert()),
        Some(Constraint {
            klass: Some(agreed),
            ..
        }) if *agreed != klass => Err(*agreed),
        Some(constraint) => {
            let winner = insert();
            constraint.klass = Some(winner);
            Ok(winner)
        }
    }
}

/// Binds two loaders to one class for `name` (a class, no array). False: they mean different classes already.
pub fn add(name: Symbol, a: &'static ClassLoaderData, b: &'static ClassLoaderData) -> bool {
    let (a, b) = (a.resolving(), b.resolving());
    if std::ptr::eq(a, b) {
        return true;
    }
    let mut table = table();
    let constraints = table
        .get_or_insert_default()
        .by_name
        .entry(name)
        .or_default();
    let known = |loader: &'static ClassLoaderData, constraints: &[Constraint]| {
        let agreed = constraints
            .iter()
            .find(|constraint| constraint.binds(loader))
            .and_then(|constraint| constraint.klass);
        agreed.or_else(|| loader.find_class(name))
    };
    let klass = match (known(a, constraints), known(b, constraints)) {
        (Some(x), Some(y)) if x != y => return false,
        (x, y) => x.or(y),
    };
    let mut merged = Constraint {
        loaders: vec![a, b],
        klass,
    };
    constraints.retain_mut(|constraint| {
        let joins = constraint.binds(a) || constraint.binds(b);
        if joins {
            let new = constraint
                .loaders
                .drain(..)
                .filter(|loader| !merged.binds(loader))
                .collect::<Vec<_>>();
            merged.loaders.extend(new);
        }
        !joins
    });
    constraints.push(merged);
    true
}

/// The class that constraints make `loader` mean by `name`, though it has not loaded it itself.
pub fn find(name: Symbol, loader: &'static ClassLoaderData) -> Option<KlassRef> {
    let table = table();
    let constraints = table.as_ref()?.by_name.get(&name)?;
    constraints
        .iter()
        .find(|constraint| constraint.binds(loader))?
        .klass
}

/// Binds the loaders to the same classes for all types named in a field or method descriptor. Returns the type that they do not
/// agree on: the internal name of a class, the descriptor of an array.
pub fn check_signature(
    descriptor: &[u8],
    a: &'static ClassLoaderData,
    b: &'static ClassLoaderData,
) -> Option<Symbol> {
    let (a, b) = (a.resolving(), b.resolving());
    if std::ptr::eq(a, b) {
        return None;
    }
    types_of(descriptor)
        .into_iter()
        .find(|(class, _)| !add(*class, a, b))
        .map(|(_, ty)| ty)
}

/// The class behind a type, and the type as messages name it.
fn class_of(field: FieldType<'_>) -> Option<(Symbol, Symbol)> {
    let innermost = field.innermost();
    if innermost.basic_type() != BasicType::Object {
        return None;
    }
    let class = innermost.class_name().map(Symbol::intern)?;
    let is_array = field.basic_type() == BasicType::Array;
    Some((
        class,
        if is_array {
            Symbol::intern(field.descriptor)
        } else {
            class
        },
    ))
}

fn types_of(descriptor: &[u8]) -> Vec<(Symbol, Symbol)> {
    match MethodDescriptor::parse(descriptor) {
        Some(method) => {
            let parameters: FieldTypes<'_> = method.parameters();
            parameters
                .chain([method.return_type()])
                .filter_map(class_of)
                .collect()
        }
        None => FieldType::parse(descriptor)
            .and_then(class_of)
            .into_iter()
            .collect(),
    }
}

/// The constraints that overriding imposes (JVMS 5.4.2): for each vtable cell that a declared method took over, and for each
/// interface method implemented, the loaders must agree on the types of the descriptor. Part of linking.
/// Throws `LinkageError`.
pub fn check_tables(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    let Some(parent) = klass.super_klass else {
        return Ok(());
    };
    if klass.loader_data.resolving().is_boot() || klass.is_interface() {
        return Ok(());
    }
    for (cell, above) in klass.vtable().iter().zip(parent.vtable()) {
        if let (Some(method), Some(overridden)) = (cell.load(), above.load())
            && method != overridden
        {
            check_overriding(t, klass, method, overridden)?;
        }
    }
    let interfaces = &klass.instance().all_interfaces;
    let inherited = |interface: KlassRef| parent.is_subtype_of(interface);
    for interface in interfaces {
        let instance = interface.instance();
        let dispatched = instance.methods.iter().filter(|declared| {
            declared.itable_index() >= 0 && declared.descriptor.bytes().contains(&b'L')
        });
        for declared in dispatched {
            let (name, descriptor) = (declared.name, declared.descriptor);
            let declares = |k: KlassRef| k.find_declared_method(name, descriptor).is_some();
            // What the superclass selects was checked when that was linked.
            let unchanged = inherited(*interface)
                && !declares(klass)
                && !interfaces.iter().any(|k| !inherited(*k) && declares(*k));
            // An overpass only throws: it exchanges no objects.
            if !unchanged
                && let Some(selected) = crate::itable::select(&klass, name, descriptor)
                && !selected.flags.has(MethodFlags::SYNTHESIZED)
            {
                check_implementing(t, klass, *declared, selected)?;
            }
        }
    }
    Ok(())
}

fn check_overriding(
    t: &mut JavaThread,
    klass: KlassRef,
    method: MethodRef,
    overridden: MethodRef,
) -> JavaResult<()> {
    let (ours, theirs) = (method.klass.loader_data, overridden.klass.loader_data);
    let Some(name) = check_signature(method.descriptor.bytes(), ours, theirs) else {
        return Ok(());
    };
    let text = format!(
        "loader constraint violation for class {klass}: when selecting overriding method '{}' the class loader {} of the \
         selected method's type {}, and the class loader {} for its super type {} have different Class objects for the type \
         {} used in the signature ({}; {})",
        method.external_signature(),
        messages::loader_name_and_id(ours),
        method.klass,
        messages::loader_name_and_id(theirs),
        overridden.klass,
        name.external(),
        place(method.klass),
        place(overridden.klass),
    );
    Err(t.throw_new("java/lang/LinkageError", &text))
}

fn check_implementing(
    t: &mut JavaThread,
    klass: KlassRef,
    declared: MethodRef,
    method: MethodRef,
) -> JavaResult<()> {
    let interface = declared.klass;
    let (ours, theirs) = (method.klass.loader_data, interface.loader_data);
    let Some(name) = check_signature(method.descriptor.bytes(), ours, theirs) else {
        return Ok(());
    };
    let text = format!(
        "loader constraint violation in interface itable initialization for class {klass}: when selecting method '{}' the \
         class loader {} for super interface {interface}, and the class loader {} of the selected method's {}, {} have \
         different Class objects for the type {} used in the signature ({}; {})",
        declared.external_signature(),
        messages::loader_name_and_id(theirs),
        messages::loader_name_and_id(ours),
        crate::dictionary::word_for(method.klass),
        method.klass,
        name.external(),
        place(interface),
        place(method.klass),
    );
    Err(t.throw_new("java/lang/LinkageError", &text))
}

/// The constraints that resolving a method imposes (JVMS 5.4.3.3): `current` and the method's class agree on the types of the
/// descriptor. Throws `LinkageError`.
pub fn check_method(
    t: &mut JavaThread,
    current: KlassRef,
    declaring: KlassRef,
    name: Symbol,
    descriptor: Symbol,
) -> JavaResult<()> {
    let (ours, theirs) = (current.loader_data, declaring.loader_data);
    let Some(differs) = check_signature(descriptor.bytes(), ours, theirs) else {
        return Ok(());
    };
    let method = declaring.find_declared_method(name, descriptor);
    let method = method.map_or_else(
        || format!("{declaring}.{name}{descriptor}"),
        |method| method.external_signature(),
    );
    let text = format!(
        "loader constraint violation: when resolving {} '{method}' the class loader {} of the current class, {current}, and \
         the class loader {} for the method's defining class, {declaring}, have different Class objects for the type {} used \
         in the signature ({}; {})",
        if declaring.is_interface() {
            "interface method"
        } else {
            "method"
        },
        messages::loader_name_and_id(ours),
        messages::loader_name_and_id(theirs),
        differs.external(),
        place(current),
        place(declaring),
    );
    Err(t.throw_new("java/lang/LinkageError", &text))
}

/// As [`check_method`] for a field (JVMS 5.4.3.2).
pub fn check_field(
    t: &mut JavaThread,
    current: KlassRef,
    declaring: KlassRef,
    name: Symbol,
    descriptor: Symbol,
) -> JavaResult<()> {
    let (ours, theirs) = (current.loader_data, declaring.loader_data);
    let Some(differs) = check_signature(descriptor.bytes(), ours, theirs) else {
        return Ok(());
    };
    let text = format!(
        "loader constraint violation: when resolving field \"{name}\" of type {}, the class loader {} of the current class, \
         {current}, and the class loader {} for the field's defining {}, {declaring}, have different Class objects for type {} \
         ({}; {})",
        differs.external(),
        messages::loader_name_and_id(ours),
        messages::loader_name_and_id(theirs),
        crate::dictionary::word_for(declaring),
        differs.external(),
        place(current),
        place(declaring),
    );
    Err(t.throw_new("java/lang/LinkageError", &text))
}

/// Forgets loaders that are being unloaded, and their classes. The world is stopped.
pub(crate) fn purge() {
    purge_if(|data| !data.is_marked());
}

fn purge_if(is_dead: impl Fn(&ClassLoaderData) -> bool) {
    let mut table = table();
    let Some(table) = table.as_mut() else { return };
    table.by_name.retain(|_, constraints| {
        for constraint in constraints.iter_mut() {
            constraint.loaders.retain(|bound| !is_dead(bound));
            if constraint
                .klass
                .is_some_and(|klass| is_dead(klass.loader_data))
            {
                constraint.klass = None;
            }
        }
        constraints.retain(|constraint| constraint.loaders.len() > 1);
        !constraints.is_empty()
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use metadata::loader_data::LoaderKind;

    #[test]
    fn loaders_that_share_a_descriptor_are_bound() {
        let [a, b, c] = [0x10, 0x20, 0x30]
            .map(|loader| ClassLoaderData::create(LoaderKind::UserDefined, loader));
        let name = Symbol::intern(b"constraints/Shared");
        assert_eq!(check_signature(b"(I[Lconstraints/Shared;)V", a, b), None);
        assert!(add(name, b, c));
        assert_eq!(find(name, a), None);
        let table = table();
        let constraints = &table.as_ref().expect("constraints were added").by_name[&name];
        assert_eq!((constraints.len(), constraints[0].loaders.len()), (1, 3));
        drop(table);
        purge_if(|data| std::ptr::eq(data, b) || std::ptr::eq(data, c));
        assert!(
            super::table()
                .as_ref()
                .is_some_and(|table| !table.by_name.contains_key(&name))
        );
    }

    #[test]
    fn types_of_descriptors() {
        let names = |descriptor: &[u8]| {
            types_of(descriptor)
                .iter()
                .map(|(class, ty)| format!("{class} {ty}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(b"(ILa/B;[[Lc/D;)La/B;"),
            ["a/B a/B", "c/D [[Lc/D;", "a/B a/B"]
        );
        assert_eq!(names(b"[La/B;"), ["a/B [La/B;"]);
        assert!(names(b"[I").is_empty());
    }
}
