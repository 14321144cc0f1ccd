//! Value types of the IR: the computational types of the JVM (JVMS 2.11.1) and nothing else. booleans, bytes, chars and shorts are
//! ints here as they are on the operand stack; what they are in memory is an `abi::ElementKind`.

use std::fmt;

use abi::ElementKind;
use serde::{Deserialize, Serialize};

/// What a value is. The letter is the one of descriptors.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[repr(u8)]
pub enum Type {
    /// 32 bits. Also class words (`Op::Class`, `Op::ClassOf`).
    Int,
    /// 64 bits. Also offsets into objects.
    Long,
    Float,
    Double,
    /// The address of an object, or null. The collector may change it at every instruction that may collect.
    Ref,
}

impl Type {
    pub const ALL: [Type; 5] = [Type::Int, Type::Long, Type::Float, Type::Double, Type::Ref];

    /// `I J F D A`.
    pub const fn letter(self) -> char {
        match self {
            Type::Int => 'I',
            Type::Long => 'J',
            Type::Float => 'F',
            Type::Double => 'D',
            Type::Ref => 'A',
        }
    }

    pub fn from_letter(letter: char) -> Option<Type> {
        Type::ALL.into_iter().find(|ty| ty.letter() == letter)
    }

    /// Slots of locals or operand stack (JVMS 2.6.1, 2.6.2).
    pub const fn slots(self) -> usize {
        match self {
            Type::Long | Type::Double => 2,
            _ => 1,
        }
    }

    pub const fn is_float(self) -> bool {
        matches!(self, Type::Float | Type::Double)
    }

    /// What a field or element of `kind` is once it is loaded.
    pub const fn of_element(kind: ElementKind) -> Type {
        match kind {
            ElementKind::Long => Type::Long,
            ElementKind::Float => Type::Float,
            ElementKind::Double => Type::Double,
            ElementKind::Reference => Type::Ref,
            _ => Type::Int,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}
