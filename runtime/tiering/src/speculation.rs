//! Where code was left although the profile had said that it would not be: there the compiler does not speculate again. So every deopt that
//! is no stress removes a reason for deopts, and they end.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

use abi::deopt::DeoptReason;
use metadata::MethodRef;

/// By address of a method, bci and reason: the number of the last compile that may not know of the failure.
type Sites = HashMap<(u32, u32, DeoptReason), u64>;

static FAILED: Mutex<Option<Sites>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Sites>> {
    FAILED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Code of compile `id` was left at `bci` of `method` for this reason, and `last` is the last compile that has begun. True: code that is made
/// anew will not be left so (other code of the method may have failed there first).
pub(crate) fn fail(method: MethodRef, bci: u32, reason: DeoptReason, id: u64, last: u64) -> bool {
    let mut sites = lock();
    let sites = sites.get_or_insert_default();
    match sites.entry((method.address(), bci, reason)) {
        Entry::Vacant(entry) => {
            entry.insert(last);
            true
        }
        Entry::Occupied(entry) => id <= *entry.get(),
    }
}

/// Whether code may be left at `bci` of `method` for this reason.
pub(crate) fn may_fail(method: MethodRef, bci: u32, reason: DeoptReason) -> bool {
    let site = (method.address(), bci, reason);
    !lock()
        .as_ref()
        .is_some_and(|sites| sites.contains_key(&site))
}

/// Forgets the methods that do not live.
pub(crate) fn forget(lives: impl Fn(u32) -> bool) {
    if let Some(sites) = lock().as_mut() {
        sites.retain(|(method, ..), _| lives(*method));
    }
}
