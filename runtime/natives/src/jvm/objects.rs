//! `java.lang.Object`: hash, clone, wait and notify, for native callers; the bodies serve the direct rows too.

use heap::Handle;
use linker::finalizers;
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, monitor};

use crate::entry::jvm;

/// `Object.clone`. References other than of arrays and `Cloneable` classes throw `CloneNotSupportedException`, and so do all
/// `java.lang.ref.Reference`s.
pub(crate) fn clone(thread: &mut JavaThread, original: Handle) -> JavaResult<Handle> {
    let klass = thread.oop(original).klass();
    let allowed =
        klass.is_array() || klass.is_subtype_of(wk::CLONEABLE.get()) && !klass.kind.is_reference();
    if !allowed {
        return Err(thread.throw_new(
            "java/lang/CloneNotSupportedException",
            &klass.external_name(),
        ));
    }
    let copy = match heap::clone_object(&mut thread.mutator, original) {
        Ok(copy) => copy.address(),
        Err(error) => return Err(thread.throw_out_of_memory(error)),
    };
    // SAFETY: the object that was just made; nothing collected since.
    let copy = unsafe { heap::Oop::from_address(copy, thread.no_safepoint()) }
        .expect("a clone is an object");
    let copy = thread.handle(copy);
    if finalizers::has_finalizer(thread.oop(copy)) {
        finalizers::register(thread, copy)?;
    }
    Ok(copy)
}

jvm! {
    fn JVM_IHashCode(t, object: Option<Handle>) -> i32 {
        Ok(object.map_or(0, |object| heap::identity_hash(t.oop(object)) as i32))
    }
    fn JVM_Clone(t, object: Handle) -> Handle {
        clone(t, object)
    }
    fn JVM_MonitorWait(t, object: Handle, millis: i64) {
        monitor::wait(t, object, millis, 0)
    }
    fn JVM_MonitorNotify(t, object: Handle) {
        monitor::notify(t, object)
    }
    fn JVM_MonitorNotifyAll(t, object: Handle) {
        monitor::notify_all(t, object)
    }
}
