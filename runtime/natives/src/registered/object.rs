//! The five natives of `java.lang.Object` that no library has, and `getClass`.

use threads::monitor;

use crate::direct::rows;
use crate::jvm::objects;
use crate::vm;

rows! {
    ROWS:
    "java/lang/Object" {
        "getClass" "()Ljava/lang/Class;" => |t, a| {
            let Some(object) = a.oop(t, 0) else { return Err(vm::null_pointer(t)) };
            Ok(object.klass().mirror.load() as u64)
        };
        "hashCode" "()I" => |t, a| {
            let Some(object) = a.oop(t, 0) else { return Err(vm::null_pointer(t)) };
            Ok(heap::identity_hash(object) as i32)
        };
        "clone" "()Ljava/lang/Object;" => |t, a| {
            let object = a.non_null(t, 0)?;
            objects::clone(t, object)
        };
        "notify" "()V" => |t, a| {
            let object = a.non_null(t, 0)?;
            monitor::notify(t, object)
        };
        "notifyAll" "()V" => |t, a| {
            let object = a.non_null(t, 0)?;
            monitor::notify_all(t, object)
        };
        "wait" "(J)V" => |t, a| {
            let object = a.non_null(t, 0)?;
            monitor::wait(t, object, a.long(1), 0)
        };
    }
}
