//! Throwing: the exceptions of instructions, and `athrow`. JVMS 6.5, "Run-time Exceptions".

use abi::trap::ImplicitException;
use linker::messages;
use threads::{JavaThread, Thrown};

use super::{class, object};

/// Makes an exception pending. The message of a `NullPointerException` is computed when somebody asks for it.
fn raise(t: &mut JavaThread, exception: ImplicitException, message: Option<&str>) {
    let thrown: Thrown = t.scoped(|t| match (exception, message) {
        (ImplicitException::StackOverflow, _) => t.throw_stack_overflow(),
        (_, Some(message)) => t.throw_new(exception.class_name(), message),
        (_, None) => t.throw_empty(exception.class_name()),
    });
    let _ = thrown;
}

pub(super) extern "C" fn stack_overflow(t: &mut JavaThread) {
    raise(t, ImplicitException::StackOverflow, None);
}

pub(super) extern "C" fn null_pointer(t: &mut JavaThread) {
    raise(t, ImplicitException::NullPointer, None);
}

pub(super) extern "C" fn arithmetic(t: &mut JavaThread) {
    raise(t, ImplicitException::Arithmetic, Some("/ by zero"));
}

pub(super) extern "C" fn array_index(t: &mut JavaThread, index: i32, length: i32) {
    let message = format!("Index {index} out of bounds for length {length}");
    raise(t, ImplicitException::ArrayIndex, Some(&message));
}

pub(super) extern "C" fn negative_size(t: &mut JavaThread, length: i32) {
    let message = length.to_string();
    raise(t, ImplicitException::NegativeArraySize, Some(&message));
}

pub(super) extern "C" fn class_cast(t: &mut JavaThread, value: usize, to: i32) {
    // SAFETY: invariant of entries; nothing collected yet.
    let (value, to) = unsafe { (object(t, value), class(to)) };
    let message = value.map(|value| messages::class_cast(value.klass(), to));
    raise(t, ImplicitException::ClassCast, message.as_deref());
}

pub(super) extern "C" fn array_store(t: &mut JavaThread, _array: usize, value: usize) {
    // SAFETY: invariant of entries; nothing collected yet.
    let value = unsafe { object(t, value) };
    let message = value.map(|value| messages::array_store(value.klass()));
    raise(t, ImplicitException::ArrayStore, message.as_deref());
}

pub(super) extern "C" fn throw(t: &mut JavaThread, exception: usize) {
    debug_assert_ne!(exception, 0, "null is checked before it is thrown");
    t.pending.store(exception);
}

/// By number, for what the compiler knows to fail.
pub(super) extern "C" fn implicit(t: &mut JavaThread, number: i32) {
    let exception = ImplicitException::ALL[number as usize];
    let message = match exception {
        ImplicitException::Arithmetic => Some("/ by zero"),
        _ => None,
    };
    raise(t, exception, message);
}
