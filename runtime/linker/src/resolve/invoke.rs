//! Invoke instructions to targets (JVMS 6.5). Thin: `method.rs` resolves and checks.

use metadata::MethodRef;
use threads::{JavaResult, JavaThread};

use super::method::{self, Resolved};
use super::{InvokeKind, Target};

/// What the invoke of entry `cp_index` in `caller` calls. Does not initialise the class of a static method. May load classes, run
/// Java, collect.
///
/// # Errors
/// `IncompatibleClassChangeError`, `NoSuchMethodError`, `IllegalAccessError`, `AbstractMethodError`, those of class resolution.
pub fn invoke(
    t: &mut JavaThread,
    caller: MethodRef,
    cp_index: u16,
    kind: InvokeKind,
) -> JavaResult<Target> {
    let holder = caller.klass;
    match t.scoped(|t| method::method_of(t, holder, cp_index, kind))? {
        Resolved::Handle(site) => Ok(Target::Handle {
            adapter: site.adapter,
            appendix: site.appendix,
        }),
        Resolved::Method { klass, method } => method::target(t, Some(holder), klass, method, kind),
    }
}

/// As [`invoke`], if the entry is resolved and the instruction may use it so. No side effects.
pub fn invoke_if_resolved(caller: MethodRef, cp_index: u16, kind: InvokeKind) -> Option<Target> {
    let holder = caller.klass;
    match method::method_if_resolved(holder, cp_index, kind)? {
        Resolved::Handle(site) => Some(Target::Handle {
            adapter: site.adapter,
            appendix: site.appendix,
        }),
        Resolved::Method { klass, method } => method::judge(Some(holder), klass, method, kind).ok(),
    }
}
