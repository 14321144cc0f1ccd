//! Class unloading: inline caches that name dead classes are emptied, register code of dead methods is freed. CONTRACTS 6, "A cache
//! never keeps a loader alive: unloading clears it".
//!
//! Only interface calls cache classes that the site's own class does not keep alive. Everything else that quickened code names was
//! resolved by the class, which keeps it alive.

use std::sync::atomic::Ordering;

use metadata::{ClassLoaderData, KlassRef, MethodRef};

use crate::instruction::Instruction;
use crate::ops::Op;
use crate::translation::Translation;

fn for_each_method(data: &ClassLoaderData, mut visit: impl FnMut(MethodRef)) {
    for klass in data.klasses() {
        if let Some(instance) = klass.instance.as_deref() {
            let own_defaults = instance
                .default_methods
                .iter()
                .filter(|method| method.klass == klass);
            let methods = instance.methods.iter().chain(own_defaults);
            methods.copied().for_each(&mut visit);
        }
    }
}

/// Forgets everything about the methods and classes of `dead`, the data that the collection did not mark. The world is stopped.
pub fn unload(dead: &[&'static ClassLoaderData]) {
    ClassLoaderData::for_each(|data| {
        if data.is_marked() {
            for_each_method(data, forget_caches);
        }
    });
    for data in dead {
        for_each_method(data, |method| {
            let translation = method
                .interpreter_data
                .swap(std::ptr::null_mut(), Ordering::AcqRel);
            if !translation.is_null() {
                // SAFETY: leaked by `Translation::install` for this method, which nobody runs or walks any more.
                drop(unsafe { Box::from_raw(translation.cast::<Translation>()) });
            }
        });
    }
}

/// Empties the inline caches of `method` that hold a dead receiver class (a selected method is the receiver's or a supertype's, so it
/// dies no earlier).
fn forget_caches(method: MethodRef) {
    let Some(translation) = Translation::of(&method) else {
        return;
    };
    if let Some(profile) = translation.profile.get() {
        profile.forget_dead();
    }
    if translation.sites.is_empty() {
        return;
    }
    let calls = translation
        .code
        .iter()
        .filter(|instruction| instruction.op() == Op::InvokeInterface);
    calls.for_each(forget_cache);
}

fn forget_cache(call: &Instruction) {
    // SAFETY: the low half of an interface call's cache is 0 or a Klass that was alive at the last collection, as caches of dead ones
    // are emptied here, before they are freed.
    let cached = unsafe { KlassRef::from_address(call.immediate() as u32) };
    if cached.is_some_and(|klass| !klass.loader_data.is_marked()) {
        call.word1.store(0, Ordering::Relaxed);
    }
}
