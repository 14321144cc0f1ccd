//! Frames of the calling thread as security checks, `getCallerClass` and StackWalker see them.
//!
//! Native methods have frames of their own, so the innermost frame is that of the native method that asks.
//! Read next: `jvm/stack_walk.rs`, `jvm/security.rs`.

use std::ops::ControlFlow;

use metadata::well_known as wk;
use metadata::{MethodFlags, MethodRef};
use threads::JavaThread;
use threads::walk::{self, Frame};

/// Frames that security checks do not see: `Method.invoke`, its accessors, and the adapters of method handles.
pub(crate) fn is_ignored(method: MethodRef) -> bool {
    if wk::REFLECT_METHOD.is(&method.klass) && method.name.bytes() == b"invoke" {
        return true;
    }
    let is_accessor = wk::METHOD_ACCESSOR
        .try_get()
        .is_some_and(|accessor| method.klass.is_subtype_of(accessor));
    is_accessor || method.linker_kind != 0 || method.flags.has(MethodFlags::LAMBDA_FORM_COMPILED)
}

/// All frames of the calling thread, innermost first, until `visit` breaks.
pub(crate) fn for_each(
    thread: &JavaThread,
    mut visit: impl FnMut(usize, Frame) -> ControlFlow<()>,
) {
    let mut number = 0;
    walk::walk(thread, |frame| {
        number += 1;
        visit(number - 1, frame)
    });
}

/// The first frame for which `wanted` gives something.
pub(crate) fn find<R>(
    thread: &JavaThread,
    mut wanted: impl FnMut(usize, Frame) -> Option<R>,
) -> Option<R> {
    let mut found = None;
    for_each(thread, |number, frame| match wanted(number, frame) {
        Some(result) => {
            found = Some(result);
            ControlFlow::Break(())
        }
        None => ControlFlow::Continue(()),
    });
    found
}
