//! Class unloading: inline caches that name dead classes are emptied, register code of dead methods is freed. CONTRACTS 6, "A cache
//! never keeps a loader alive: unloading clears it".
//!
//! Only interface calls cache classes that the site's own class does not keep alive. Everything else that quickened code names was
//! resolved by the class, which keeps it alive.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use metadata::{ClassLoaderData, MethodRef};

use crate::ops::Op;
use crate::translation::Translation;

fn for_each_method(data: &ClassLoaderData, mut visit: impl FnMut(MethodRef)) {
    for klass in data.klasses() {
        if let Some(instance) = klass.instance.as_deref() {
            instance.methods.iter().copied().for_each(&mut visit);
        }
    }
}

/// Forgets everything about the methods and classes of `data`, which nothing refers to any more. The world is stopped.
pub fn unload(data: &'static ClassLoaderData) {
    let dead: HashSet<u32> = data.klasses().iter().map(|klass| klass.address()).collect();
    ClassLoaderData::for_each(|other| {
        if !std::ptr::eq(other, data) {
            for_each_method(other, |method| forget_caches(method, &dead));
        }
    });
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

/// Empties the inline caches of `method` that hold a dead receiver class (a selected method is the receiver's or a supertype's, so it
/// dies no earlier).
fn forget_caches(method: MethodRef, dead: &HashSet<u32>) {
    let Some(translation) =
        Translation::of(&method).filter(|translation| !translation.sites.is_empty())
    else {
        return;
    };
    for instruction in translation
        .code
        .iter()
        .filter(|instruction| instruction.op() == Op::InvokeInterface)
    {
        if dead.contains(&(instruction.immediate() as u32)) {
            instruction.word1.store(0, Ordering::Relaxed);
        }
    }
}
