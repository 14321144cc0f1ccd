//! Where code was left although the profile had said that it would not be: there the compiler does not speculate again. So every deopt that
//! is no stress removes a reason for deopts, and they end.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use abi::deopt::DeoptReason;
use metadata::MethodRef;

/// Addresses of methods, bcis, reasons.
type Sites = HashSet<(u32, u32, DeoptReason)>;

static FAILED: Mutex<Option<Sites>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Sites>> {
    FAILED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Code was left at `bci` of `method`. True: for the first time, for this reason.
pub(crate) fn fail(method: MethodRef, bci: u32, reason: DeoptReason) -> bool {
    let mut sites = lock();
    let sites = sites.get_or_insert_default();
    sites.insert((method.address(), bci, reason))
}

/// Whether code may be left at `bci` of `method` for this reason.
pub(crate) fn may_fail(method: MethodRef, bci: u32, reason: DeoptReason) -> bool {
    let site = (method.address(), bci, reason);
    !lock().as_ref().is_some_and(|sites| sites.contains(&site))
}

/// Forgets the methods that do not live.
pub(crate) fn forget(lives: impl Fn(u32) -> bool) {
    if let Some(sites) = lock().as_mut() {
        sites.retain(|(method, ..)| lives(*method));
    }
}
