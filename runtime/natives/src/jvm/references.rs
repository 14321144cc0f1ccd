//! `java.lang.ref`: the pending list, clearing, `refersTo`.

use heap::{Handle, mutator};
use metadata::well_known as wk;
use threads::{JavaThread, pending};

use crate::entry::jvm;

/// Whether `reference` refers to `object` (or was cleared, for null).
pub(crate) fn refers_to(thread: &JavaThread, reference: Handle, object: Option<Handle>) -> bool {
    let referent = thread
        .oop(reference)
        .get_ref(wk::REFERENCE_REFERENT.offset());
    referent == object.map(|object| thread.oop(object))
}

/// `Reference.clear0`.
pub(crate) fn clear(thread: &JavaThread, reference: Handle) {
    thread
        .oop(reference)
        .put_ref(wk::REFERENCE_REFERENT.offset(), None);
}

jvm! {
    /// Takes the list of references that the collector found; linked by `discovered`.
    fn JVM_GetAndClearReferencePendingList(t) -> Option<Handle> {
        Ok(mutator::take_pending_list(t.no_safepoint()).map(|oop| t.handle(oop)))
    }
    fn JVM_HasReferencePendingList(_t) -> bool {
        Ok(mutator::has_pending())
    }
    fn JVM_WaitForReferencePendingList(t) {
        pending::wait(t, mutator::has_pending);
        Ok(())
    }
    fn JVM_ReferenceRefersTo(t, reference: Handle, object: Option<Handle>) -> bool {
        Ok(refers_to(t, reference, object))
    }
    fn JVM_PhantomReferenceRefersTo(t, reference: Handle, object: Option<Handle>) -> bool {
        Ok(refers_to(t, reference, object))
    }
    fn JVM_ReferenceClear(t, reference: Handle) {
        clear(t, reference);
        Ok(())
    }
    fn JVM_IsFinalizationEnabled(_t) -> bool {
        Ok(true)
    }
    /// Only event recording would want to know.
    fn JVM_ReportFinalizationComplete(_t, _object: Option<Handle>) {
        Ok(())
    }
}
