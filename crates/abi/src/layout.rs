//! The layout helper: everything allocation and scanning need to know of a class, in one u32 at a fixed offset of the Klass.
//!
//! ```text
//!  bit 31      1: array
//!  instance:   bits 0-30 size in bytes (aligned); bit 0 set: allocation must take the slow path (abstract, finalizer, Class)
//!  array:      bits 0-3 log2 of the element size; bits 4-7 `ElementKind`
//! ```

use serde::{Deserialize, Serialize};

/// What an array holds, or a field is: the JVM's basic types, numbered like HotSpot's `T_*` (newarray operand codes).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum ElementKind {
    Boolean = 4,
    Char = 5,
    Float = 6,
    Double = 7,
    Byte = 8,
    Short = 9,
    Int = 10,
    Long = 11,
    Reference = 12,
}

impl ElementKind {
    pub const fn log2_size(self) -> u32 {
        match self {
            ElementKind::Boolean | ElementKind::Byte => 0,
            ElementKind::Char | ElementKind::Short => 1,
            ElementKind::Float | ElementKind::Int => 2,
            ElementKind::Double | ElementKind::Long | ElementKind::Reference => 3,
        }
    }

    pub const fn size_bytes(self) -> usize {
        1 << self.log2_size()
    }

    /// From the operand of `newarray` (4..=11) or 12 for references.
    pub const fn from_code(code: u8) -> Option<ElementKind> {
        Some(match code {
            4 => ElementKind::Boolean,
            5 => ElementKind::Char,
            6 => ElementKind::Float,
            7 => ElementKind::Double,
            8 => ElementKind::Byte,
            9 => ElementKind::Short,
            10 => ElementKind::Int,
            11 => ElementKind::Long,
            12 => ElementKind::Reference,
            _ => return None,
        })
    }

    /// From the first character of a field descriptor.
    pub const fn from_descriptor(first: u8) -> Option<ElementKind> {
        Some(match first {
            b'Z' => ElementKind::Boolean,
            b'C' => ElementKind::Char,
            b'F' => ElementKind::Float,
            b'D' => ElementKind::Double,
            b'B' => ElementKind::Byte,
            b'S' => ElementKind::Short,
            b'I' => ElementKind::Int,
            b'J' => ElementKind::Long,
            b'L' | b'[' => ElementKind::Reference,
            _ => return None,
        })
    }

    /// The descriptor character of a primitive kind, `L` for references.
    pub const fn descriptor(self) -> u8 {
        match self {
            ElementKind::Boolean => b'Z',
            ElementKind::Char => b'C',
            ElementKind::Float => b'F',
            ElementKind::Double => b'D',
            ElementKind::Byte => b'B',
            ElementKind::Short => b'S',
            ElementKind::Int => b'I',
            ElementKind::Long => b'J',
            ElementKind::Reference => b'L',
        }
    }
}

/// See the module documentation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct LayoutHelper(pub u32);

impl LayoutHelper {
    const ARRAY: u32 = 1 << 31;
    /// Of instances.
    pub const SLOW: u32 = 1;

    /// An instance of `size_bytes` (aligned); `slow`: `new` must call the runtime.
    pub const fn instance(size_bytes: usize, slow: bool) -> LayoutHelper {
        assert!(size_bytes.is_multiple_of(8) && size_bytes < 1 << 31);
        LayoutHelper(size_bytes as u32 | if slow { Self::SLOW } else { 0 })
    }

    pub const fn array(kind: ElementKind) -> LayoutHelper {
        LayoutHelper(Self::ARRAY | kind.log2_size() | (kind as u32) << 4)
    }

    pub const fn is_array(self) -> bool {
        self.0 & Self::ARRAY != 0
    }

    pub const fn is_reference_array(self) -> bool {
        self.0 == Self::array(ElementKind::Reference).0
    }

    /// Instances only: size in bytes.
    pub const fn instance_size(self) -> usize {
        debug_assert!(!self.is_array());
        (self.0 & !7) as usize
    }

    pub const fn needs_slow_allocation(self) -> bool {
        self.0 & Self::SLOW != 0
    }

    /// Arrays only: log2 of the element size.
    pub const fn log2_element_size(self) -> u32 {
        debug_assert!(self.is_array());
        self.0 & 0xf
    }

    /// Arrays only.
    pub const fn element_kind(self) -> ElementKind {
        debug_assert!(self.is_array());
        match ElementKind::from_code((self.0 >> 4 & 0xf) as u8) {
            Some(kind) => kind,
            None => panic!("array layout without an element kind"),
        }
    }

    /// Arrays only: size in bytes of an array of `length` elements, aligned.
    pub const fn array_size(self, length: usize) -> usize {
        crate::object::align_object(
            crate::object::ARRAY_DATA_OFFSET + (length << self.log2_element_size()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        for code in 4..=12 {
            let kind = ElementKind::from_code(code).expect("codes 4 to 12 are kinds");
            let layout = LayoutHelper::array(kind);
            assert!(layout.is_array());
            assert_eq!(
                (layout.element_kind(), layout.log2_element_size()),
                (kind, kind.log2_size())
            );
            assert_eq!(ElementKind::from_descriptor(kind.descriptor()), Some(kind));
        }
        let layout = LayoutHelper::instance(24, true);
        assert_eq!(
            (
                layout.instance_size(),
                layout.needs_slow_allocation(),
                layout.is_array()
            ),
            (24, true, false)
        );
        assert_eq!(LayoutHelper::array(ElementKind::Byte).array_size(1), 24);
    }
}
