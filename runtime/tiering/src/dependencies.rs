//! What code assumes of the classes that there are: that no linked class overrides a method. When one does, the code is invalid: nobody enters
//! it any more, and who is in it leaves it where it next relies on an assumption. CONTRACTS 6, "Dependencies".
//!
//! Compiled code reads its validity after it has the receiver, and before it runs the method that it takes for the only one. A receiver of a
//! class that overrides the method was made after that class was linked, and that was after the code was made invalid: whoever sees the
//! receiver sees that too. So no thread need be stopped, and no return address patched.
//!
//! A compile asks without a lock; whether the answers still hold is checked when its code is installed, under the lock that [`overridden`]
//! takes. Read next: `env.rs`.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use metadata::MethodRef;
use metadata::code_map::Code;

use crate::policy;

/// The assumptions of one compile.
#[derive(Default)]
pub(crate) struct Assumptions {
    validity: OnceCell<Box<AtomicU32>>,
    not_overridden: RefCell<Vec<MethodRef>>,
}

impl Assumptions {
    /// Assumes that no class overrides `method`. False: one does.
    pub(crate) fn not_overridden(&self, method: MethodRef) -> bool {
        let holds = !method.is_overridden.load(Ordering::Acquire);
        let mut methods = self.not_overridden.borrow_mut();
        if holds && !methods.contains(&method) {
            methods.push(method);
        }
        holds
    }

    /// The address of the word that is 0 as long as the code is valid.
    pub(crate) fn validity(&self) -> usize {
        let word = self.validity.get_or_init(Box::default);
        std::ptr::from_ref::<AtomicU32>(word).addr()
    }

    /// The word, which lives as long as the code, and what the code relies on.
    pub(crate) fn take(self) -> (Option<Box<AtomicU32>>, Vec<MethodRef>) {
        let validity = self.validity.into_inner();
        let methods = match validity {
            Some(_) => self.not_overridden.into_inner(),
            None => Vec::new(),
        };
        (validity, methods)
    }
}

/// By the address of a method: code that assumes that it is not overridden.
type Dependents = HashMap<u32, Vec<&'static Code>>;

static DEPENDENTS: Mutex<Option<Dependents>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Dependents>> {
    DEPENDENTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs code that assumes that `methods` are not overridden, by `install`, which makes it reachable.
///
/// # Errors
/// One has been overridden meanwhile: the code comes back.
pub(crate) fn install(
    methods: &[MethodRef],
    code: Box<Code>,
    install: impl FnOnce(Box<Code>) -> &'static Code,
) -> Result<(), Box<Code>> {
    let mut dependents = lock();
    let is_overridden = |method: &MethodRef| method.is_overridden.load(Ordering::Acquire);
    if methods.iter().any(is_overridden) {
        return Err(code);
    }
    let code = install(code);
    let dependents = dependents.get_or_insert_default();
    for method in methods {
        dependents.entry(method.address()).or_default().push(code);
    }
    Ok(())
}

/// Hook `overridden`: code that assumes otherwise is invalid when this returns.
pub fn overridden(methods: &[MethodRef]) {
    if methods.is_empty() {
        return;
    }
    let mut dependents = lock();
    for method in methods {
        method.is_overridden.store(true, Ordering::Release);
        let broken = dependents
            .as_mut()
            .and_then(|rows| rows.remove(&method.address()));
        for code in broken.into_iter().flatten() {
            if let Some(validity) = &code.validity
                && validity.swap(1, Ordering::AcqRel) == 0
            {
                policy::invalidate(code);
            }
        }
    }
}

/// Forgets methods that do not live, and code that is freed. The world is stopped.
pub(crate) fn forget(lives: impl Fn(u32) -> bool, stays: impl Fn(&'static Code) -> bool) {
    if let Some(dependents) = lock().as_mut() {
        dependents.retain(|method, codes| {
            codes.retain(|code| stays(code));
            lives(*method) && !codes.is_empty()
        });
    }
}
