//! How the heap reaches the threads above it: one trait, implemented in `threads`, installed once at boot (models: MMTk's
//! `Collection` and `Scanning`). CONTRACTS 4 is the list of roots.

use std::sync::OnceLock;

use metadata::ClassLoaderData;

use crate::mutator::Mutator;

/// Receives roots. Slots are updated in place; each is visited exactly once per pass.
pub trait RootVisitor {
    /// A slot holding 0 or the address of an object.
    fn slot(&mut self, slot: *mut usize);

    /// A frame runs code of `data`: it lives, with all its classes. Only collections that unload classes care.
    fn loader_data(&mut self, _data: &'static ClassLoaderData) {}
}

/// Which roots a pass wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RootKind {
    /// Handles, JNI locals, interpreter frames, pending exceptions of all threads.
    Threads,
    /// VM-wide strong places that belong to no thread and no loader data: interned constants of the VM, pending list.
    Global,
}

/// What the heap asks of the rest of the VM.
pub trait MutatorControl: Sync {
    /// Stops all other mutators, runs `operation` on this thread, resumes them. `requester` is the calling thread's part.
    /// Returns false, without running it, if another thread's operation ran meanwhile (the caller then retries its allocation); true,
    /// also without, if the requester itself is in a critical section of JNI, where it must not ask.
    fn stop_the_world(&self, requester: &mut Mutator, operation: &mut dyn FnMut()) -> bool;

    /// Visits roots of `kind`. The world is stopped.
    fn visit_roots(&self, kind: RootKind, visitor: &mut dyn RootVisitor);

    /// Every thread's `Mutator`, to retire TLABs. The world is stopped.
    fn for_each_mutator(&self, visit: &mut dyn FnMut(&mut Mutator));

    /// Weak tables (strings, resolved method names, monitors ...): `alive(address)` answers the new address of a survivor, or
    /// `None`. Objects may not be looked at: in a full collection they have not moved to the new addresses yet. For young
    /// collections `full` is false, and what is known to be old may be skipped; a young survivor always gets another address (but
    /// for a failed promotion, and then a full collection follows at once).
    fn process_weak_tables(&self, full: bool, alive: &mut dyn FnMut(usize) -> Option<usize>);

    /// True if full collections may find loader data dead. Then only `ClassLoaderData::is_root` data are roots, others live through their
    /// loader object, their mirrors and their instances; and `unload` is called for those that died.
    fn unloads_classes(&self) -> bool {
        false
    }

    /// Nothing refers to `dead` any more (youngest first), and `ClassLoaderData::is_marked` tells living from dead: drop every
    /// cache of their classes, then free them. The world is stopped; objects are being moved, so only metadata may be looked at.
    fn unload(&self, _dead: &[&'static ClassLoaderData]) {}

    /// A collection begins, or has ended. The world is stopped.
    fn collects(&self, _begins: bool) {}

    /// References were put on the pending list: wake `Reference.waitForReferencePendingList`.
    fn notify_pending_references(&self);
}

static CONTROL: OnceLock<&'static dyn MutatorControl> = OnceLock::new();

/// Installs the VM's implementation. Once, at boot, before the second thread.
pub fn install(control: &'static dyn MutatorControl) {
    assert!(
        CONTROL.set(control).is_ok(),
        "the control is installed once"
    );
}

/// False while the VM boots and in tests of other layers: nothing can be collected yet.
pub(crate) fn installed() -> bool {
    CONTROL.get().is_some()
}

/// The installed implementation.
///
/// # Panics
/// Before `install`.
pub fn control() -> &'static dyn MutatorControl {
    *CONTROL
        .get()
        .expect("boot installs the mutator control before the first collection")
}
