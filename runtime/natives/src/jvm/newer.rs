//! Names that JDK 21 and 25 added, as far as a VM without virtual threads answers them: threads fall back to platform threads.

use std::sync::atomic::AtomicI64;

use heap::Handle;

use crate::entry::{jvm, jvm_plain};

/// Where the class library of JDK 21 and later takes thread identifiers from, by atomic additions.
static NEXT_THREAD_ID: AtomicI64 = AtomicI64::new(3);

jvm_plain! {
    fn JVM_IsContinuationsSupported() -> u8 {
        0
    }
}

jvm! {
    fn JVM_RegisterContinuationMethods(_t, _class: *mut u8) {
        Ok(())
    }
    fn JVM_GetNextThreadIdOffset(_t, _class: *mut u8) -> i64 {
        Ok(NEXT_THREAD_ID.as_ptr() as i64)
    }
    fn JVM_CurrentCarrierThread(t, _class: *mut u8) -> Option<Handle> {
        Ok(super::threads::current(t))
    }
}
