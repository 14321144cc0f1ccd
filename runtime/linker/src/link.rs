//! Linking: superclasses and interfaces first, then verification, then the class may run. JVMS 5.4.
//!
//! Vtables, itables and layout were made when the class was defined; what is left is verification and the loading constraints
//! that overriding implies. Two threads may verify one class at the same time: the work is idempotent and the second result is
//! dropped, so no lock is held while classes are loaded for the verifier.
//! Read next: `link/verification.rs`, `init.rs`.

mod verification;

pub use verification::{OldVerifier, set_old_verifier};

use metadata::{ClassState, KlassFlags, KlassRef, MethodRef};
use threads::{JavaResult, JavaThread, hooks};

use crate::{constraints, exceptions, watch};

/// Brings `klass` to state Linked. May load classes, run Java, collect.
///
/// # Errors
/// `VerifyError` and whatever loading for it threw; `LinkageError` of a loading constraint; errors of supers.
pub fn link_class(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    if klass.is_linked() || klass.instance.is_none() {
        return Ok(());
    }
    exceptions::check_native_stack(t)?;
    if let Some(parent) = klass.super_klass {
        link_class(t, parent)?;
    }
    for interface in klass.instance().interfaces.iter() {
        link_class(t, *interface)?;
    }
    if klass.is_linked() {
        // Loading a super ran Java, which linked this class.
        return Ok(());
    }
    if needs_verification(klass) {
        verification::verify(t, klass)?;
    }
    constraints::check_tables(t, klass)?;
    (hooks::get().overridden)(&overridden_by(klass));
    if become_linked(klass)
        && let Some(watch) = watch::watch()
    {
        (watch.prepared)(t, klass);
    }
    Ok(())
}

/// Verifies what is to redefine a class; it is linked then. May load classes, run Java, collect.
///
/// # Errors
/// As [`link_class`].
pub(crate) fn link_version(t: &mut JavaThread, version: KlassRef) -> JavaResult<()> {
    if needs_verification(version) {
        verification::verify(t, version)?;
    }
    constraints::check_tables(t, version)?;
    version.set_state(ClassState::Linked);
    Ok(())
}

/// False: another thread was faster.
fn become_linked(klass: KlassRef) -> bool {
    let _guard = klass
        .instance()
        .init
        .mutex
        .lock()
        .unwrap_or_else(|e| e.into_inner());
    let is_first = klass.state() == ClassState::Loaded;
    if is_first {
        klass.set_state(ClassState::Linked);
        flags::log!(class, init; Debug, "linked {klass}");
    }
    is_first
}

/// The methods of its superclass whose vtable cells `klass` fills with others. (What those override was told when their class was linked.)
fn overridden_by(klass: KlassRef) -> Vec<MethodRef> {
    let Some(parent) = klass.super_klass.filter(|_| !klass.is_interface()) else {
        return Vec::new();
    };
    let cells = parent.vtable().iter().zip(klass.vtable());
    let cells = cells.map(|(above, here)| (above.load(), here.load()));
    let others = cells.filter(|(above, here)| above != here);
    others.filter_map(|(above, _)| above).collect()
}

/// Must the class pass the verifier? Classes of the boot loader and generated accessors need not (`-XX:BytecodeVerification*`).
fn needs_verification(klass: KlassRef) -> bool {
    let options = &flags::get().flags;
    let wanted = if klass.loader_data.is_boot() {
        options.BytecodeVerificationLocal
    } else {
        options.BytecodeVerificationRemote
    };
    wanted && !klass.flags.has(KlassFlags::MAGIC_ACCESSOR)
}
