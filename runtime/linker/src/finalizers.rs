//! Finalizers: which objects have one, and telling `java.lang.ref.Finalizer` of them. JLS 12.6.
//!
//! Objects are registered when `Object.<init>` returns (whoever runs it asks), and copies when they are made.

use heap::{Handle, Oop};
use metadata::{KlassFlags, well_known as wk};
use threads::{JavaResult, JavaThread, Value, call_java};

use crate::init;

/// Whether the class of `object` declares or inherits a finalizer that does something.
pub fn has_finalizer(object: Oop<'_>) -> bool {
    object.klass().flags.has(KlassFlags::HAS_FINALIZER)
}

/// `Finalizer.register`. Runs Java, collects. Nothing happens before the class is known (boot).
///
/// # Errors
/// What it throws: no memory.
pub fn register(t: &mut JavaThread, object: Handle) -> JavaResult<()> {
    let Some(register) = wk::FINALIZER_REGISTER.try_get() else {
        return Ok(());
    };
    init::initialize(t, register.klass)?;
    call_java(t, register, &[Value::from(object)]).map(|_| ())
}
