//! Field and method descriptors (JVMS 4.3), read in place: no allocation, no copies.
//!
//! Two levels: [`FieldType::parse`] and [`MethodDescriptor::parse`] check the grammar and give `None` for anything else;
//! names inside `L...;` are checked for legality by `names.rs`, which the class file parser calls. The iterators assume a
//! descriptor that parsed.

use crate::mutf8;

/// The types of JVMS 4.3.2 as HotSpot's `BasicType` numbers them (4 to 11 are `newarray`'s codes).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum BasicType {
    Boolean = 4,
    Char = 5,
    Float = 6,
    Double = 7,
    Byte = 8,
    Short = 9,
    Int = 10,
    Long = 11,
    Object = 12,
    Array = 13,
    Void = 14,
}

impl BasicType {
    /// From the first character of a descriptor.
    #[inline]
    pub const fn from_char(c: u8) -> Option<BasicType> {
        Some(match c {
            b'Z' => BasicType::Boolean,
            b'C' => BasicType::Char,
            b'F' => BasicType::Float,
            b'D' => BasicType::Double,
            b'B' => BasicType::Byte,
            b'S' => BasicType::Short,
            b'I' => BasicType::Int,
            b'J' => BasicType::Long,
            b'L' => BasicType::Object,
            b'[' => BasicType::Array,
            b'V' => BasicType::Void,
            _ => return None,
        })
    }

    /// The first character of a descriptor.
    pub const fn to_char(self) -> u8 {
        match self {
            BasicType::Boolean => b'Z',
            BasicType::Char => b'C',
            BasicType::Float => b'F',
            BasicType::Double => b'D',
            BasicType::Byte => b'B',
            BasicType::Short => b'S',
            BasicType::Int => b'I',
            BasicType::Long => b'J',
            BasicType::Object => b'L',
            BasicType::Array => b'[',
            BasicType::Void => b'V',
        }
    }

    /// Local-variable and operand-stack slots: 0 for void, 2 for long and double, else 1.
    #[inline]
    pub const fn slots(self) -> u32 {
        match self {
            BasicType::Long | BasicType::Double => 2,
            BasicType::Void => 0,
            _ => 1,
        }
    }

    /// Size of a field or array element in bytes; `None` for references, whose size is the VM's choice, and void.
    pub const fn size_bytes(self) -> Option<u32> {
        Some(match self {
            BasicType::Boolean | BasicType::Byte => 1,
            BasicType::Char | BasicType::Short => 2,
            BasicType::Float | BasicType::Int => 4,
            BasicType::Double | BasicType::Long => 8,
            _ => return None,
        })
    }

    #[inline]
    pub const fn is_reference(self) -> bool {
        matches!(self, BasicType::Object | BasicType::Array)
    }

    pub const fn is_primitive(self) -> bool {
        (self as u8) < BasicType::Object as u8
    }

    /// Java's keyword for primitives and void.
    pub const fn java_name(self) -> Option<&'static str> {
        Some(match self {
            BasicType::Boolean => "boolean",
            BasicType::Char => "char",
            BasicType::Float => "float",
            BasicType::Double => "double",
            BasicType::Byte => "byte",
            BasicType::Short => "short",
            BasicType::Int => "int",
            BasicType::Long => "long",
            BasicType::Void => "void",
            _ => return None,
        })
    }
}

/// One field descriptor (or `V` as a return type).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FieldType<'a> {
    /// The descriptor: `I`, `Ljava/lang/String;`, `[[J`.
    pub descriptor: &'a [u8],
}

/// Length of the field descriptor that `bytes` starts with: at most 255 dimensions, class names not empty and free of the
/// characters that end or structure descriptors. `V` is none.
#[inline]
pub fn field_type_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while *bytes.get(at)? == b'[' {
        at += 1;
        if at > 255 {
            return None;
        }
    }
    match bytes[at] {
        b'B' | b'C' | b'D' | b'F' | b'I' | b'J' | b'S' | b'Z' => Some(at + 1),
        b'L' => {
            let length = bytes[at + 1..].iter().position(|c| *c == b';')?;
            (length > 0).then_some(at + length + 2)
        }
        _ => None,
    }
}

impl<'a> FieldType<'a> {
    /// `None` unless the whole of `descriptor` is one field descriptor.
    pub fn parse(descriptor: &'a [u8]) -> Option<FieldType<'a>> {
        (field_type_length(descriptor)? == descriptor.len()).then_some(FieldType { descriptor })
    }

    #[inline]
    pub fn basic_type(self) -> BasicType {
        self.descriptor
            .first()
            .and_then(|c| BasicType::from_char(*c))
            .unwrap_or(BasicType::Void)
    }

    #[inline]
    pub fn slots(self) -> u32 {
        self.basic_type().slots()
    }

    /// Number of leading `[`.
    pub fn dimensions(self) -> usize {
        self.descriptor.iter().take_while(|c| **c == b'[').count()
    }

    /// The type without its dimensions.
    pub fn innermost(self) -> FieldType<'a> {
        FieldType {
            descriptor: &self.descriptor[self.dimensions()..],
        }
    }

    /// An array's element type.
    pub fn element(self) -> Option<FieldType<'a>> {
        self.descriptor
            .strip_prefix(b"[")
            .map(|descriptor| FieldType { descriptor })
    }

    /// The internal name inside `L...;`.
    pub fn class_name(self) -> Option<&'a [u8]> {
        self.descriptor.strip_prefix(b"L")?.strip_suffix(b";")
    }

    /// As a Class entry of a constant pool names it: internal name for classes, descriptor for arrays.
    pub fn resolvable_name(self) -> Option<&'a [u8]> {
        match self.basic_type() {
            BasicType::Object => self.class_name(),
            BasicType::Array => Some(self.descriptor),
            _ => None,
        }
    }

    /// As Java source spells it: `java.lang.String[]`.
    pub fn java_name(self) -> String {
        let innermost = self.innermost();
        let mut name = match innermost.class_name() {
            Some(name) => mutf8::decode(name).replace('/', "."),
            None => innermost.basic_type().java_name().unwrap_or("?").to_owned(),
        };
        (0..self.dimensions()).for_each(|_| name.push_str("[]"));
        name
    }
}

impl std::fmt::Debug for FieldType<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", mutf8::display(self.descriptor))
    }
}

/// Iterates over field descriptors that stand one behind the other; stops where none follows.
#[derive(Clone)]
pub struct FieldTypes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for FieldTypes<'a> {
    type Item = FieldType<'a>;

    #[inline]
    fn next(&mut self) -> Option<FieldType<'a>> {
        let (descriptor, rest) = self.rest.split_at(field_type_length(self.rest)?);
        self.rest = rest;
        Some(FieldType { descriptor })
    }
}

/// A method descriptor whose grammar has been checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MethodDescriptor<'a> {
    descriptor: &'a [u8],
    /// Offset of `)`.
    close: u32,
    parameters: u16,
    argument_slots: u16,
}

impl<'a> MethodDescriptor<'a> {
    /// `None` unless the whole of `descriptor` is one method descriptor. The number of arguments is not limited.
    pub fn parse(descriptor: &'a [u8]) -> Option<MethodDescriptor<'a>> {
        let mut types = FieldTypes {
            rest: descriptor.strip_prefix(b"(")?,
        };
        let (mut parameters, mut argument_slots) = (0u16, 0u16);
        for parameter in &mut types {
            parameters += 1;
            argument_slots = argument_slots.saturating_add(parameter.slots() as u16);
        }
        let return_type = types.rest.strip_prefix(b")")?;
        if return_type != b"V" {
            FieldType::parse(return_type)?;
        }
        let close = (descriptor.len() - return_type.len() - 1) as u32;
        Some(MethodDescriptor {
            descriptor,
            close,
            parameters,
            argument_slots,
        })
    }

    pub fn as_bytes(&self) -> &'a [u8] {
        self.descriptor
    }

    /// Parameter types in order, without the receiver.
    pub fn parameters(&self) -> FieldTypes<'a> {
        FieldTypes {
            rest: &self.descriptor[1..self.close as usize],
        }
    }

    pub fn parameter_count(&self) -> usize {
        usize::from(self.parameters)
    }

    /// Slots of the arguments, without the receiver. Legal methods have at most 255 with it (JVMS 4.3.3).
    pub fn argument_slots(&self) -> u32 {
        u32::from(self.argument_slots)
    }

    /// May be `V`.
    pub fn return_type(&self) -> FieldType<'a> {
        FieldType {
            descriptor: &self.descriptor[self.close as usize + 1..],
        }
    }
}

impl std::fmt::Debug for MethodDescriptor<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", mutf8::display(self.descriptor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for good in ["I", "[[J", "Ljava/lang/String;", "[LA;"] {
            assert!(FieldType::parse(good.as_bytes()).is_some(), "{good}");
        }
        for bad in ["", "V", "[", "L;", "Lx", "II", "[V", "LA;x", "Q"] {
            assert!(FieldType::parse(bad.as_bytes()).is_none(), "{bad}");
        }
        assert!(FieldType::parse(&[[b'['].repeat(255), b"I".to_vec()].concat()).is_some());
        assert!(FieldType::parse(&[[b'['].repeat(256), b"I".to_vec()].concat()).is_none());
        let array = FieldType::parse(b"[[Ljava/lang/String;").unwrap();
        assert_eq!(
            (array.basic_type(), array.dimensions(), array.slots()),
            (BasicType::Array, 2, 1)
        );
        assert_eq!(array.java_name(), "java.lang.String[][]");
        assert_eq!(
            array.innermost().class_name(),
            Some(&b"java/lang/String"[..])
        );
        assert_eq!(
            array.element().unwrap().resolvable_name(),
            Some(&b"[Ljava/lang/String;"[..])
        );
    }

    #[test]
    fn methods() {
        let method = MethodDescriptor::parse(b"(IJ[DLjava/lang/String;)V").unwrap();
        assert_eq!((method.parameter_count(), method.argument_slots()), (4, 5));
        assert_eq!(method.return_type().basic_type(), BasicType::Void);
        let types: Vec<_> = method.parameters().map(FieldType::basic_type).collect();
        assert_eq!(
            types,
            [
                BasicType::Int,
                BasicType::Long,
                BasicType::Array,
                BasicType::Object
            ]
        );
        for bad in ["", "()", "(V)V", "()VV", "(I", "I)V", "()[V"] {
            assert!(MethodDescriptor::parse(bad.as_bytes()).is_none(), "{bad}");
        }
    }

    #[test]
    fn characters_round_trip() {
        for c in *b"ZCFDBSIJL[V" {
            assert_eq!(BasicType::from_char(c).unwrap().to_char(), c);
        }
    }
}
