//! What code assumes: that no linked class overrides a method, that a call site keeps its target. When that does not hold any more, the code
//! is invalid: nobody enters it, and who is in it leaves it where it next relies on an assumption. CONTRACTS 6, "Dependencies".
//!
//! Compiled code reads its validity after it has the receiver, and before it runs the method that it takes for the only one. A receiver of a
//! class that overrides the method was made after that class was linked, and that was after the code was made invalid: whoever sees the
//! receiver sees that too. So no thread need be stopped, and no return address patched.
//!
//! A compile asks without a lock; whether the answers still hold is checked when its code is installed, under the lock that [`overridden`]
//! and [`call_site_changes`] take. Read next: `env.rs`.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use abi::deopt::DeoptReason;
use heap::Oop;
use jit::ir::Key;
use metadata::MethodRef;
use metadata::code_map::Code;

use crate::{known, policy, redefine};

/// The assumptions of one compile.
pub(crate) struct Assumptions {
    validity: OnceCell<Box<AtomicU32>>,
    relied: RefCell<Relied>,
    /// Whether classes may be redefined, as far as this compile knows.
    expects_redefinition: bool,
}

impl Default for Assumptions {
    fn default() -> Assumptions {
        Assumptions {
            validity: OnceCell::new(),
            relied: RefCell::default(),
            expects_redefinition: redefine::is_expected(),
        }
    }
}

/// What code relies on.
#[derive(Default)]
pub(crate) struct Relied {
    not_overridden: Vec<MethodRef>,
    not_redefined: Vec<MethodRef>,
    expects_redefinition: bool,
    call_sites: Vec<CallSite>,
}

/// A call site and its target, in slots that live as long as the code, and the method and bci that rely on it.
#[derive(Clone, Copy)]
pub(crate) struct CallSite {
    pub(crate) site: Key,
    pub(crate) target: Key,
    pub(crate) place: (MethodRef, u32),
}

impl Assumptions {
    /// Assumes that no class overrides `method`. False: one does.
    pub(crate) fn not_overridden(&self, method: MethodRef) -> bool {
        let holds = !method.is_overridden.load(Ordering::Acquire);
        let methods = &mut self.relied.borrow_mut().not_overridden;
        if holds && !methods.contains(&method) {
            methods.push(method);
        }
        holds
    }

    /// Assumes that `method`, which is inlined, keeps its bytecode. False: nobody can change it.
    pub(crate) fn not_redefined(&self, method: MethodRef) -> bool {
        if !self.expects_redefinition || method.klass.is_hidden() {
            return false;
        }
        let methods = &mut self.relied.borrow_mut().not_redefined;
        if !methods.contains(&method) {
            methods.push(method);
        }
        true
    }

    /// Assumes that a call site keeps its target.
    pub(crate) fn same_target(&self, row: CallSite) {
        self.relied.borrow_mut().call_sites.push(row);
    }

    /// The address of the word that is 0 as long as the code is valid.
    pub(crate) fn validity(&self) -> usize {
        let word = self.validity.get_or_init(Box::default);
        std::ptr::from_ref::<AtomicU32>(word).addr()
    }

    /// The word, which lives as long as the code, and what the code relies on.
    pub(crate) fn take(self) -> (Option<Box<AtomicU32>>, Relied) {
        let validity = self.validity.into_inner();
        let relied = match validity {
            Some(_) => self.relied.into_inner(),
            None => Relied::default(),
        };
        let relied = Relied {
            expects_redefinition: self.expects_redefinition,
            ..relied
        };
        (validity, relied)
    }
}

impl Relied {
    fn holds(&self) -> bool {
        let is_overridden = |method: &MethodRef| method.is_overridden.load(Ordering::Acquire);
        let mut methods = self.not_overridden.iter().chain(&self.not_redefined);
        let mut sites = self.call_sites.iter();
        self.expects_redefinition == redefine::is_expected()
            && !self.not_overridden.iter().any(is_overridden)
            && !methods.any(|method| method.is_superseded())
            && sites.all(|row| known::has_target(row.site, row.target))
    }
}

/// A place whose call site has changed so often does not rely on it any more.
const MOST_CHANGES: u32 = 10;

/// Code that relies on something.
#[derive(Default)]
struct Dependents {
    /// By the address of a method that is not overridden.
    methods: HashMap<u32, Vec<&'static Code>>,
    /// By the address of a method that is inlined and may be redefined.
    inlined: HashMap<u32, Vec<&'static Code>>,
    call_sites: Vec<(CallSite, &'static Code)>,
    /// By address of a method, and bci: how often code was invalid because of the call site there.
    changes: HashMap<(u32, u32), u32>,
}

static DEPENDENTS: Mutex<Option<Dependents>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Dependents>> {
    DEPENDENTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs code by `install`, which makes it reachable.
///
/// # Errors
/// Something that it relies on has changed meanwhile: the code comes back.
pub(crate) fn install(
    relied: Relied,
    code: Box<Code>,
    install: impl FnOnce(Box<Code>) -> &'static Code,
) -> Result<(), Box<Code>> {
    let mut dependents = lock();
    if !relied.holds() || code.method.is_superseded() {
        return Err(code);
    }
    let code = install(code);
    let dependents = dependents.get_or_insert_default();
    for method in relied.not_overridden {
        let row = dependents.methods.entry(method.address()).or_default();
        row.push(code);
    }
    for method in relied.not_redefined {
        let row = dependents.inlined.entry(method.address()).or_default();
        row.push(code);
    }
    let sites = relied.call_sites.into_iter().map(|site| (site, code));
    dependents.call_sites.extend(sites);
    Ok(())
}

/// `methods` are superseded: code that has them inlined is invalid when this returns; and code that assumes that nothing overrides them,
/// as what would override them overrides those that have their places.
pub(crate) fn superseded(methods: &[MethodRef]) {
    let mut dependents = lock();
    let Some(rows) = dependents.as_mut() else {
        return;
    };
    for method in methods {
        let method = method.address();
        let relying = [rows.methods.remove(&method), rows.inlined.remove(&method)];
        for code in relying.into_iter().flatten().flatten() {
            invalidate(code, DeoptReason::Redefined);
        }
    }
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
            .and_then(|rows| rows.methods.remove(&method.address()));
        for code in broken.into_iter().flatten() {
            invalidate(code, DeoptReason::ClassHierarchy);
        }
    }
}

fn invalidate(code: &'static Code, why: DeoptReason) {
    // Also code that nobody enters any more, but some thread is in.
    if let Some(validity) = &code.validity
        && validity.swap(1, Ordering::AcqRel) == 0
    {
        policy::invalidate(code, why);
    }
}

/// Invalidates what `choose` takes of all code that is entered. How much that was. No code is being installed meanwhile.
pub(crate) fn invalidate_all(
    why: DeoptReason,
    choose: impl FnOnce(Vec<&'static Code>) -> Vec<&'static Code>,
) -> usize {
    let _installs = lock();
    policy::invalidate_all(why, choose)
}

/// Hook `call_site_changes`: `site` gets another target by `store`. Nobody enters code that relies on the old one after that.
pub fn call_site_changes(site: Oop<'_>, store: &mut dyn FnMut()) {
    let mut dependents = lock();
    if let Some(Dependents {
        call_sites,
        changes,
        ..
    }) = dependents.as_mut()
    {
        let is_site = |row: &mut (CallSite, &'static Code)| known::is_in(row.0.site, site);
        for (row, code) in call_sites.extract_if(.., is_site) {
            let (method, bci) = row.place;
            *changes.entry((method.address(), bci)).or_default() += 1;
            invalidate(code, DeoptReason::CallSite);
        }
    }
    store();
}

/// Whether code at `bci` of `method` may rely on a call site.
pub(crate) fn may_rely(method: MethodRef, bci: u32) -> bool {
    let dependents = lock();
    let changes = dependents.as_ref().map(|rows| &rows.changes);
    let count = changes.and_then(|changes| changes.get(&(method.address(), bci)));
    count.is_none_or(|count| *count < MOST_CHANGES)
}

/// Forgets methods that do not live, and code that is freed. The world is stopped.
pub(crate) fn forget(lives: impl Fn(u32) -> bool, stays: impl Fn(&'static Code) -> bool) {
    if let Some(dependents) = lock().as_mut() {
        for rows in [&mut dependents.methods, &mut dependents.inlined] {
            rows.retain(|method, codes| {
                codes.retain(|code| stays(code));
                lives(*method) && !codes.is_empty()
            });
        }
        dependents.call_sites.retain(|(_, code)| stays(code));
        dependents.changes.retain(|(method, _), _| lives(*method));
    }
}
