//! Nest hosts: which classes see each other's private members. JVMS 4.7.28, 4.7.29, 5.4.4.
//!
//! A host is found once per class and kept in `nest_host`. A class whose claim is not confirmed by its host's NestMembers is its
//! own host from then on; the reason is kept for the message of the access error. Only a `VirtualMachineError` (no memory, stack
//! overflow) leaves the question open. A hidden class of option NESTMATE is defined with the host of its lookup class.
//! Read next: `access.rs`.

use std::collections::HashMap;
use std::sync::Mutex;

use heap::oop::SlotExt;
use metadata::KlassRef;
use threads::{JavaResult, JavaThread};

use crate::{access, messages, resolve};

static ERRORS: Mutex<Option<HashMap<u32, String>>> = Mutex::new(None);

/// The nest host of `klass`; the class itself if it has none or its claim is void. May load classes, run Java, collect.
/// Throws only errors of the VM itself.
pub fn host(t: &mut JavaThread, klass: KlassRef) -> JavaResult<KlassRef> {
    let klass = klass.original();
    let Some(instance) = klass.instance.as_deref() else {
        return Ok(klass);
    };
    if let Some(host) = instance.nest_host.load() {
        return Ok(host);
    }
    let index = instance.class_file.attributes.nest_host;
    if index == 0 {
        return Ok(instance.nest_host.publish(klass));
    }
    match claimed_host(t, klass, index)? {
        Ok(host) => Ok(instance.nest_host.publish(host)),
        Err(reason) => {
            flags::log!(class, nestmates; Debug, "{reason}");
            ERRORS
                .lock()
                .unwrap_or_else(|e| e.into_inner())
                .get_or_insert_default()
                .insert(klass.address(), reason);
            Ok(instance.nest_host.publish(klass))
        }
    }
}

/// Why the class's claim to a nest was void, for access errors.
pub fn error_of(klass: KlassRef) -> Option<String> {
    ERRORS
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .as_ref()?
        .get(&klass.address())
        .cloned()
}

/// Are the two classes nestmates? May load classes.
pub fn are_mates(t: &mut JavaThread, a: KlassRef, b: KlassRef) -> JavaResult<bool> {
    if a == b {
        return Ok(true);
    }
    if a.instance.is_none() || b.instance.is_none() {
        return Ok(false);
    }
    Ok(host(t, a)? == host(t, b)?)
}

fn claimed_host(
    t: &mut JavaThread,
    klass: KlassRef,
    index: u16,
) -> JavaResult<Result<KlassRef, String>> {
    let host = match resolve::class(t, klass, index) {
        Ok(host) => host,
        Err(thrown) => {
            let vm_error = t
                .pending
                .oop(t.no_safepoint())
                .is_some_and(|error| crate::exceptions::is_virtual_machine_error(error.klass()));
            if vm_error {
                return Err(thrown);
            }
            let cause = t
                .pending
                .oop(t.no_safepoint())
                .map(|error| crate::exceptions::headline(error));
            t.take_pending();
            let name = klass
                .instance()
                .class_file
                .pool
                .class_name(index)
                .unwrap_or(b"");
            let name = classfile::mutf8::decode(name).replace('/', ".");
            return Ok(Err(format!(
                "Nest host resolution of {klass} with host {name} failed: {}",
                cause.unwrap_or_default()
            )));
        }
    };
    let reason = if host.instance.is_none() || !access::same_package(klass, host) {
        "types are in different packages"
    } else if !lists(host, klass) {
        "current type is not listed as a nest member"
    } else {
        return Ok(Ok(host));
    };
    Ok(Err(format!(
        "Type {klass} (loader: {}) is not a nest member of type {host} (loader: {}): {reason}",
        messages::loader_name_and_id(klass.loader_data),
        messages::loader_name_and_id(host.loader_data),
    )))
}

/// Does the host's NestMembers name the class? By name: loader and package were compared.
fn lists(host: KlassRef, member: KlassRef) -> bool {
    let file = &host.instance().class_file;
    let name = member.name.bytes();
    host == member
        || file
            .nest_members()
            .any(|index| file.pool.class_name(index) == Some(name))
}

/// Forgets errors of classes that are being unloaded. The world is stopped.
pub(crate) fn unload() {
    let is_dead = |address: u32| {
        // SAFETY: the table's keys are Klasses; entries of unloaded ones go here, before their memory does.
        unsafe { KlassRef::from_address(address) }
            .is_some_and(|klass| !klass.loader_data.is_marked())
    };
    if let Some(errors) = ERRORS.lock().unwrap_or_else(|e| e.into_inner()).as_mut() {
        errors.retain(|klass, _| !is_dead(*klass));
    }
}
