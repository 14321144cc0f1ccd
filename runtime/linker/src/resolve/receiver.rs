//! What calls ask of their receiver beyond its vtable: `invokeinterface`, and direct calls whose receiver is of an interface type,
//! which the verifier lets be anything. JVMS 6.5.invokeinterface, invokespecial.
//!
//! Answers only; callers throw. No safepoint, no side effects but the making of itables.

use metadata::{KlassRef, MethodRef, sym};
use threads::{JavaThread, Thrown};

use super::InvokeKind;
use crate::{lookup, messages};

/// The error of a call whose receiver does not fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unfit {
    /// Internal name.
    pub class: &'static str,
    pub message: String,
}

impl Unfit {
    /// Makes the error pending. Runs Java.
    pub fn throw(&self, t: &mut JavaThread) -> Thrown {
        t.throw_new(self.class, &self.message)
    }
}

/// Whether a direct call of `target` must look at its receiver: private methods of interfaces (then [`of_interface`] answers), and
/// `invokespecial` in an interface ([`of_special`]).
pub fn is_looked_at(caller: MethodRef, kind: InvokeKind, target: MethodRef) -> bool {
    match kind {
        InvokeKind::Interface => target.is_private() && target.klass.is_interface(),
        InvokeKind::Special => caller.klass.is_interface() && target.name != sym::INIT,
        InvokeKind::Static | InvokeKind::Virtual => false,
    }
}

/// What a call through the interface `named` that resolved to `resolved`, a method of that interface or one above it, runs for an
/// object of class `receiver`. May be abstract.
///
/// # Errors
/// `IncompatibleClassChangeError`, `AbstractMethodError`, `IllegalAccessError`.
pub fn of_interface(
    receiver: KlassRef,
    named: KlassRef,
    resolved: MethodRef,
) -> Result<MethodRef, Unfit> {
    if !receiver.is_subtype_of(named) {
        return Err(Unfit {
            class: "java/lang/IncompatibleClassChangeError",
            message: messages::does_not_implement(receiver, named),
        });
    }
    if resolved.is_private() {
        return Ok(resolved);
    }
    let index = resolved.itable_index() as u16;
    match lookup::interface_target(&receiver, resolved.klass, index) {
        Some(target) if may_be_called(target) => Ok(target),
        Some(target) => Err(Unfit {
            class: "java/lang/IllegalAccessError",
            message: messages::selected_not_public(receiver, target),
        }),
        None => Err(Unfit {
            class: "java/lang/AbstractMethodError",
            message: messages::abstract_method(Some(receiver), resolved, None),
        }),
    }
}

/// What [`of_interface`] results in, without its errors. Neither allocates nor blocks.
pub fn of_interface_if_fit(
    receiver: KlassRef,
    named: KlassRef,
    resolved: MethodRef,
) -> Option<MethodRef> {
    // (A class that has methods for the interface implements it.)
    let is_method_of_it = resolved.klass == named && !resolved.is_private();
    if !is_method_of_it && !receiver.is_subtype_of(named) {
        return None;
    }
    if resolved.is_private() {
        return Some(resolved);
    }
    let index = resolved.itable_index() as u16;
    lookup::interface_target(&receiver, resolved.klass, index)
        .filter(|target| may_be_called(*target))
}

/// Whether `invokeinterface` may call what was selected (JVMS 6.5; an abstract method says so itself).
pub(crate) fn may_be_called(selected: MethodRef) -> bool {
    selected.is_public() || selected.is_private() || selected.is_abstract()
}

/// Whether an `invokespecial` of the interface `caller` may have an object of class `receiver`.
///
/// # Errors
/// `IllegalAccessError`.
pub fn of_special(receiver: KlassRef, caller: KlassRef) -> Result<(), Unfit> {
    let caller = caller.original();
    match receiver.is_subtype_of(caller) {
        true => Ok(()),
        false => Err(Unfit {
            class: "java/lang/IllegalAccessError",
            message: messages::special_receiver(receiver, caller),
        }),
    }
}
