//! `Value`: what Rust passes to Java methods and gets back. References are handles, so a value may live across collections.

use heap::Handle;

/// An argument or a result. `Int` stands for boolean, byte, char, short and int, extended as the JVM does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    Void,
    Int(i32),
    Long(i64),
    Float(f32),
    Double(f64),
    Ref(Option<Handle>),
}

impl Value {
    /// Slots on the operand stack.
    pub fn slots(self) -> usize {
        match self {
            Value::Void => 0,
            Value::Long(_) | Value::Double(_) => 2,
            _ => 1,
        }
    }

    /// The int of a method that returns one of the five int-like types.
    ///
    /// # Panics
    /// Another kind: a bug of the VM.
    pub fn int(self) -> i32 {
        match self {
            Value::Int(value) => value,
            other => panic!("{other:?} is no int"),
        }
    }

    /// The long of a method that returns one.
    ///
    /// # Panics
    /// Another kind: a bug of the VM.
    pub fn long(self) -> i64 {
        match self {
            Value::Long(value) => value,
            other => panic!("{other:?} is no long"),
        }
    }

    /// The reference of a method that returns one.
    ///
    /// # Panics
    /// Another kind: a bug of the VM.
    pub fn reference(self) -> Option<Handle> {
        match self {
            Value::Ref(value) => value,
            other => panic!("{other:?} is no reference"),
        }
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Value {
        Value::Int(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Int(value as i32)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Long(value)
    }
}

impl From<Handle> for Value {
    fn from(value: Handle) -> Value {
        Value::Ref(Some(value))
    }
}

impl From<Option<Handle>> for Value {
    fn from(value: Option<Handle>) -> Value {
        Value::Ref(value)
    }
}
