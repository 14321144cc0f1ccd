//! Changing classes that are there. JVMTI "Class": `RedefineClasses`, `RetransformClasses`.
//!
//! Methods that run go on with the bytecode that they have; the next call runs the new one (`linker::redefine`). What reflection tells of the
//! class (annotations, names of parameters) stays as it was.

use std::collections::HashMap;

use heap::Handle;
use jni::types::{jboolean, jclass, jint};
use linker::mirrors;
use linker::redefine::{Refusal, version};
use linker::watch::{Changed, ClassFileSeen};
use metadata::reference::AtomicMethodRef;
use metadata::{ClassLoaderData, KlassRef, MethodRef, well_known as wk};
use threads::{JavaThread, safepoint};

use super::arguments::*;
use crate::environment::Environment;
use crate::error::Error;
use crate::events::{self, Audience};
use crate::types::{ClassDefinition, Out};

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::ClassFormat => Error::INVALID_CLASS_FORMAT,
            Refusal::UnsupportedVersion => Error::UNSUPPORTED_VERSION,
            Refusal::NamesDontMatch => Error::NAMES_DONT_MATCH,
            Refusal::FailsVerification => Error::FAILS_VERIFICATION,
            Refusal::OutOfMemory => Error::OUT_OF_MEMORY,
            Refusal::HierarchyChanged => Error::UNSUPPORTED_REDEFINITION_HIERARCHY_CHANGED,
            Refusal::ClassAttributeChanged => {
                Error::UNSUPPORTED_REDEFINITION_CLASS_ATTRIBUTE_CHANGED
            }
            Refusal::ClassModifiersChanged => {
                Error::UNSUPPORTED_REDEFINITION_CLASS_MODIFIERS_CHANGED
            }
            Refusal::SchemaChanged => Error::UNSUPPORTED_REDEFINITION_SCHEMA_CHANGED,
            Refusal::MethodModifiersChanged => {
                Error::UNSUPPORTED_REDEFINITION_METHOD_MODIFIERS_CHANGED
            }
            Refusal::MethodAdded => Error::UNSUPPORTED_REDEFINITION_METHOD_ADDED,
            Refusal::MethodDeleted => Error::UNSUPPORTED_REDEFINITION_METHOD_DELETED,
        }
    }
}

/// The class behind a mirror, if it can be modified.
unsafe fn modifiable(thread: &JavaThread, reference: jclass) -> Result<KlassRef, Error> {
    // SAFETY: the contract of bodies.
    let klass = unsafe { class(thread, reference)? };
    let klass = klass.filter(|klass| !klass.is_array() && !klass.is_hidden());
    klass.ok_or(Error::UNMODIFIABLE_CLASS)
}

/// Classes and interfaces with a class file of their own.
pub(crate) unsafe fn IsModifiableClass(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jclass,
    is_modifiable: Out<jboolean>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        mirror(thread, reference)?;
        let klass = modifiable(thread, reference);
        is_modifiable.set(jboolean::from(klass.is_ok()));
    }
    Ok(())
}

/// All or none: nothing is changed unless every class can be.
pub(crate) unsafe fn RedefineClasses(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: jint,
    definitions: *const ClassDefinition,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let definitions = unsafe { list(count, definitions)? };
    let mut wanted = Vec::new();
    for definition in definitions {
        let length = usize::try_from(definition.length).unwrap_or_default();
        if definition.bytes.is_null() {
            return Err(Error::NULL_POINTER);
        }
        // SAFETY: the contract of bodies.
        unsafe {
            let klass = modifiable(thread, definition.class)?;
            wanted.push((klass, std::slice::from_raw_parts(definition.bytes, length)));
        }
    }
    change(thread, &wanted, Audience::All)
}

/// Agents that may see class files again see those of these classes. All or none.
pub(crate) unsafe fn RetransformClasses(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: jint,
    references: *const jclass,
) -> Result<(), Error> {
    let mut wanted = Vec::new();
    // SAFETY: the contract of bodies.
    for reference in unsafe { list(count, references)? } {
        // SAFETY: the contract of bodies.
        let klass = unsafe { modifiable(thread, *reference)? };
        wanted.push((klass, klass.instance().seen_again()));
    }
    change(thread, &wanted, Audience::Again)
}

/// A class, what it is to be, and what agents are to see of it the next time.
struct Change {
    klass: KlassRef,
    version: KlassRef,
    seen_again: &'static [u8],
}

/// Shows the class files to agents, and makes of them what they say. May run Java, collect; stops the world.
fn change(
    thread: &mut JavaThread,
    wanted: &[(KlassRef, &[u8])],
    audience: Audience,
) -> Result<(), Error> {
    let mut changes = Vec::new();
    for (klass, bytes) in wanted {
        let Changed { changed, again } = show(thread, *klass, bytes, audience);
        let keep = |bytes: &[u8]| klass.loader_data.adopt_class_file(bytes.into());
        let version = version(thread, *klass, keep(changed.as_deref().unwrap_or(bytes)))?;
        changes.push(Change {
            klass: *klass,
            version,
            seen_again: keep(again.as_deref().unwrap_or(bytes)),
        });
    }
    let superseded = safepoint::stop_the_world(thread, "RedefineClasses", |_| install(&changes));
    // No code with the old bytecode in it is entered any more.
    tiering::redefined(&superseded);
    for change in &changes {
        let mirror = mirrors::mirror_of(thread, change.klass);
        count_redefinition(thread, mirror);
    }
    Ok(())
}

fn show(thread: &mut JavaThread, klass: KlassRef, bytes: &[u8], audience: Audience) -> Changed {
    let mark = thread.mutator.handles.mark();
    let domain = wk::CLASS_PROTECTION_DOMAIN.try_offset();
    let mirror = mirrors::mirror_of(thread, klass);
    let domain = domain.and_then(|offset| thread.oop(mirror).get_ref(offset));
    let seen = ClassFileSeen {
        name: Some(klass.name),
        loader: klass.loader_data.resolving(),
        protection_domain: domain.map(|domain| thread.handle(domain)),
        redefined: Some(klass),
        bytes,
    };
    let changed = events::show_class_file(thread, seen, audience);
    thread.mutator.handles.release(mark);
    changed
}

/// Lets the methods of the versions run in place of those before, which are the result. The world is stopped.
fn install(changes: &[Change]) -> Vec<MethodRef> {
    let mut newer: HashMap<u32, MethodRef> = HashMap::new();
    let mut superseded = Vec::new();
    for change in changes {
        let instance = change.klass.instance();
        instance.set_seen_again(Some(change.seen_again));
        let pairs = instance
            .methods
            .iter()
            .zip(&change.version.instance().methods);
        for (method, new) in pairs.filter(|(method, _)| method.bytecode().is_some()) {
            let before = method.current();
            new.adopt_place(&before);
            interpreter::supersede(before, *new);
            newer.insert(before.address(), *new);
            superseded.push(before);
        }
    }
    let update = |cell: &AtomicMethodRef| {
        let new = cell.load().and_then(|method| newer.get(&method.address()));
        if let Some(new) = new {
            cell.store(Some(*new));
        }
    };
    ClassLoaderData::for_each(|data| {
        for klass in data.klasses() {
            klass.vtable().iter().for_each(update);
            let itable = klass
                .instance
                .as_ref()
                .and_then(|instance| instance.itable.get());
            let entries = itable.into_iter().flatten();
            entries.flat_map(|entry| &entry.methods).for_each(update);
        }
    });
    superseded
}

/// `Class` keeps what it has told of members until this number changes.
fn count_redefinition(thread: &JavaThread, mirror: Handle) {
    if let Some(offset) = wk::CLASS_REDEFINED_COUNT.try_offset() {
        let oop = thread.oop(mirror);
        oop.put_i32(offset, oop.get_i32(offset).wrapping_add(1));
    }
}
