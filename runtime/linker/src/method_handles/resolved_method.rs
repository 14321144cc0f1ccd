//! `ResolvedMethodName`: the Java object that stands for a Method inside member names; one per Method, in a weak table.
//!
//! `vmtarget` holds the Method's address, `vmholder` the mirror of its class, which keeps the Method alive. The table holds the
//! objects weakly and is cleaned by [`process_weak`]. Read next: `member_name.rs`.

use std::collections::HashMap;
use std::sync::Mutex;

use heap::{Handle, Oop};
use metadata::well_known::WellKnownField;
use metadata::{MethodRef, OopSlot, well_known as wk};
use threads::{JavaResult, JavaThread};

use heap::oop::SlotExt;

use crate::mirrors;

/// Weak slots by Method address.
static TABLE: Mutex<Option<HashMap<u32, OopSlot>>> = Mutex::new(None);

fn holder_field() -> &'static WellKnownField {
    match wk::RESOLVED_METHOD_VMHOLDER.try_offset() {
        Some(_) => &wk::RESOLVED_METHOD_VMHOLDER,
        None => &wk::RESOLVED_METHOD_HOLDER,
    }
}

fn known<'a>(t: &'a JavaThread, method: MethodRef) -> Option<Oop<'a>> {
    TABLE
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .as_ref()?
        .get(&method.address())?
        .oop(t.no_safepoint())
}

/// The object of `method`, made at first use. May collect.
///
/// # Errors
/// Out of memory.
pub fn of(t: &mut JavaThread, method: MethodRef) -> JavaResult<Handle> {
    if let Some(object) = known(t, method).map(|object| t.handle(object)) {
        return Ok(object);
    }
    let made = t.new_instance(wk::RESOLVED_METHOD_NAME.get())?;
    let mirror = mirrors::mirror_of(t, method.klass);
    let object = t.oop(made);
    object.put_i64(
        wk::RESOLVED_METHOD_TARGET.offset(),
        i64::from(method.address()),
    );
    object.put_ref(holder_field().offset(), Some(t.oop(mirror)));
    let mut table = TABLE.lock().unwrap_or_else(|e| e.into_inner());
    let slot = table
        .get_or_insert_default()
        .entry(method.address())
        .or_default();
    match slot.oop(t.no_safepoint()) {
        Some(first) => Ok(t.handle(first)),
        None => {
            slot.set(Some(object));
            Ok(made)
        }
    }
}

/// The Method an object of this class stands for.
pub fn target(object: Oop<'_>) -> Option<MethodRef> {
    // SAFETY: `of` stored the address, and `vmholder` keeps the Method's class alive.
    unsafe { MethodRef::from_address(object.get_i64(wk::RESOLVED_METHOD_TARGET.offset()) as u32) }
}

/// After a collection: entries of dead objects go, those of moved ones follow.
pub(crate) fn process_weak(alive: &mut dyn FnMut(usize) -> Option<usize>) {
    if let Some(table) = TABLE.lock().unwrap_or_else(|e| e.into_inner()).as_mut() {
        table.retain(|_, slot| match alive(slot.load()) {
            Some(address) => {
                slot.store(address);
                true
            }
            None => false,
        });
    }
}
