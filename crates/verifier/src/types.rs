//! Verification types (JVMS 4.10.1.2) and what instructions ask of them.
//!
//! ```text
//!   Top > one word: Integer Float | references: Null < arrays, objects | UninitializedThis, Uninitialized(new's bci)
//!       > two words: Long, LongSecond above it | Double, DoubleSecond above it
//! ```
//! Not here: assignability between references (`assign.rs`).

use classfile::BasicType;

use crate::names::{NameId, Names};

/// A verification type of one slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Type {
    /// Unusable or unknown; also a void return type.
    Top,
    Integer,
    Float,
    /// The lower of the two slots.
    Long,
    LongSecond,
    Double,
    DoubleSecond,
    Null,
    UninitializedThis,
    /// Made by the `new` at that bci.
    Uninitialized(u16),
    Object(NameId),
    /// By descriptor.
    Array(NameId),
    // Return types and array elements only; in frames they are `Integer`.
    Boolean,
    Byte,
    Char,
    Short,
}

impl Type {
    pub(crate) const OBJECT: Type = Type::Object(NameId::OBJECT);
    pub(crate) const THROWABLE: Type = Type::Object(NameId::THROWABLE);

    /// A Class entry's name: an internal name or an array's descriptor.
    pub(crate) fn of_class(id: NameId, names: &Names<'_>) -> Type {
        match names.get(id).first() {
            Some(b'[') => Type::Array(id),
            _ => Type::Object(id),
        }
    }

    /// Of primitives and void; references need a name.
    pub(crate) fn of_primitive(basic: BasicType) -> Type {
        match basic {
            BasicType::Boolean => Type::Boolean,
            BasicType::Char => Type::Char,
            BasicType::Float => Type::Float,
            BasicType::Double => Type::Double,
            BasicType::Byte => Type::Byte,
            BasicType::Short => Type::Short,
            BasicType::Int => Type::Integer,
            BasicType::Long => Type::Long,
            BasicType::Object | BasicType::Array | BasicType::Void => Type::Top,
        }
    }

    /// As a frame holds it: integers narrower than int are ints.
    pub(crate) fn in_frame(self) -> Type {
        match self {
            Type::Boolean | Type::Byte | Type::Char | Type::Short => Type::Integer,
            other => other,
        }
    }

    /// The upper slot that goes with a two-word type.
    pub(crate) fn second(self) -> Option<Type> {
        match self {
            Type::Long => Some(Type::LongSecond),
            Type::Double => Some(Type::DoubleSecond),
            _ => None,
        }
    }

    pub(crate) fn is_second(self) -> bool {
        matches!(self, Type::LongSecond | Type::DoubleSecond)
    }

    /// Objects, arrays and null; initialized.
    pub(crate) fn is_reference(self) -> bool {
        matches!(self, Type::Null | Type::Object(_) | Type::Array(_))
    }

    pub(crate) fn is_uninitialized(self) -> bool {
        matches!(self, Type::UninitializedThis | Type::Uninitialized(_))
    }

    pub(crate) fn is_category1(self) -> bool {
        !matches!(self, Type::Top) && self.second().is_none() && !self.is_second()
    }

    /// Shown as in messages.
    pub(crate) fn write(self, names: &Names<'_>, out: &mut String) {
        use std::fmt::Write;
        let text = match self {
            Type::Top => "top",
            Type::Integer => "integer",
            Type::Float => "float",
            Type::Long => "long",
            Type::LongSecond => "long_2nd",
            Type::Double => "double",
            Type::DoubleSecond => "double_2nd",
            Type::Null => "null",
            Type::UninitializedThis => "uninitializedThis",
            Type::Boolean => "boolean",
            Type::Byte => "byte",
            Type::Char => "char",
            Type::Short => "short",
            Type::Uninitialized(bci) => {
                let _ = write!(out, "uninitialized {bci}");
                return;
            }
            Type::Object(id) | Type::Array(id) => {
                let _ = write!(out, "'{}'", classfile::mutf8::display(names.get(id)));
                return;
            }
        };
        out.push_str(text);
    }
}

/// What an instruction asks of a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Want {
    Is(Type),
    /// One-word values: everything but halves and top.
    Category1,
    /// The lower half of a two-word value.
    Category2,
    /// Any reference, also uninitialized.
    Reference,
}

impl Want {
    pub(crate) const INTEGER: Want = Want::Is(Type::Integer);
    /// Any initialized reference.
    pub(crate) const OBJECT: Want = Want::Is(Type::OBJECT);

    pub(crate) fn write(self, names: &Names<'_>, out: &mut String) {
        out.push_str(match self {
            Want::Is(expected) => return expected.write(names, out),
            Want::Category1 => "category1 type",
            Want::Category2 => "category2 type",
            Want::Reference => "reference type",
        });
    }
}
