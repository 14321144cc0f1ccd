//! The constant pool as a table of offsets into the class file (JVMS 4.4).
//!
//! Every read by index is an `Option`: `None` when the index is out of range or the entry has another tag. The parser has
//! checked the references between entries (in verified classes all of them); operands of bytecode are checked by nobody
//! before the verifier, so callers decide what `None` means.

use crate::mutf8;
use crate::reader::{u16_at, u32_at};

/// Tags of JVMS table 4.4-A.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum CpTag {
    Utf8 = 1,
    Integer = 3,
    Float = 4,
    Long = 5,
    Double = 6,
    Class = 7,
    String = 8,
    Fieldref = 9,
    Methodref = 10,
    InterfaceMethodref = 11,
    NameAndType = 12,
    MethodHandle = 15,
    MethodType = 16,
    Dynamic = 17,
    InvokeDynamic = 18,
    Module = 19,
    Package = 20,
}

impl CpTag {
    #[inline]
    pub const fn from_u8(tag: u8) -> Option<CpTag> {
        Some(match tag {
            1 => CpTag::Utf8,
            3 => CpTag::Integer,
            4 => CpTag::Float,
            5 => CpTag::Long,
            6 => CpTag::Double,
            7 => CpTag::Class,
            8 => CpTag::String,
            9 => CpTag::Fieldref,
            10 => CpTag::Methodref,
            11 => CpTag::InterfaceMethodref,
            12 => CpTag::NameAndType,
            15 => CpTag::MethodHandle,
            16 => CpTag::MethodType,
            17 => CpTag::Dynamic,
            18 => CpTag::InvokeDynamic,
            19 => CpTag::Module,
            20 => CpTag::Package,
            _ => return None,
        })
    }

    /// The entry's name in the JVMS without `CONSTANT_`.
    pub const fn name(self) -> &'static str {
        match self {
            CpTag::Utf8 => "Utf8",
            CpTag::Integer => "Integer",
            CpTag::Float => "Float",
            CpTag::Long => "Long",
            CpTag::Double => "Double",
            CpTag::Class => "Class",
            CpTag::String => "String",
            CpTag::Fieldref => "Fieldref",
            CpTag::Methodref => "Methodref",
            CpTag::InterfaceMethodref => "InterfaceMethodref",
            CpTag::NameAndType => "NameAndType",
            CpTag::MethodHandle => "MethodHandle",
            CpTag::MethodType => "MethodType",
            CpTag::Dynamic => "Dynamic",
            CpTag::InvokeDynamic => "InvokeDynamic",
            CpTag::Module => "Module",
            CpTag::Package => "Package",
        }
    }
}

/// Kinds of method handle (JVMS table 5.4.3.5-A). The discriminant is the class file's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum RefKind {
    GetField = 1,
    GetStatic = 2,
    PutField = 3,
    PutStatic = 4,
    InvokeVirtual = 5,
    InvokeStatic = 6,
    InvokeSpecial = 7,
    NewInvokeSpecial = 8,
    InvokeInterface = 9,
}

impl RefKind {
    pub const fn from_u8(kind: u8) -> Option<RefKind> {
        Some(match kind {
            1 => RefKind::GetField,
            2 => RefKind::GetStatic,
            3 => RefKind::PutField,
            4 => RefKind::PutStatic,
            5 => RefKind::InvokeVirtual,
            6 => RefKind::InvokeStatic,
            7 => RefKind::InvokeSpecial,
            8 => RefKind::NewInvokeSpecial,
            9 => RefKind::InvokeInterface,
            _ => return None,
        })
    }

    pub const fn is_field(self) -> bool {
        (self as u8) <= RefKind::PutStatic as u8
    }
}

/// A Fieldref, Methodref or InterfaceMethodref, by indices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MemberRef {
    pub tag: CpTag,
    pub class_index: u16,
    pub name_and_type_index: u16,
}

/// A member reference with its strings (modified UTF-8).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Member<'a> {
    pub tag: CpTag,
    /// Internal name, or an array's descriptor.
    pub class: &'a [u8],
    pub name: &'a [u8],
    pub descriptor: &'a [u8],
}

/// A Dynamic or InvokeDynamic entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DynamicRef {
    pub tag: CpTag,
    /// Index into the BootstrapMethods attribute.
    pub bootstrap_index: u16,
    pub name_and_type_index: u16,
}

/// Any entry, decoded.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Constant<'a> {
    Utf8(&'a [u8]),
    Integer(i32),
    Float(f32),
    Long(i64),
    Double(f64),
    /// Index of the name.
    Class(u16),
    /// Index of the Utf8.
    String(u16),
    Member(MemberRef),
    /// Indices of name and descriptor.
    NameAndType(u16, u16),
    /// Kind as in the file and index of the member reference.
    MethodHandle(u8, u16),
    /// Index of the descriptor.
    MethodType(u16),
    Dynamic(DynamicRef),
    /// Index of the name.
    Module(u16),
    /// Index of the name.
    Package(u16),
}

/// See the module's text. Index 0 and the second slots of longs and doubles are unusable.
#[derive(Clone)]
pub struct ConstantPool<'a> {
    bytes: &'a [u8],
    /// Offset of each entry's tag byte, 0 where there is no entry.
    offsets: Vec<u32>,
}

impl<'a> ConstantPool<'a> {
    pub(crate) fn new(bytes: &'a [u8], offsets: Vec<u32>) -> ConstantPool<'a> {
        ConstantPool { bytes, offsets }
    }

    /// `constant_pool_count`: one more than the highest index. 1 to 65,535.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a pool has at least the unusable index 0"
    )]
    #[inline]
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// The class file the pool belongs to.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Offset of the entry's tag byte in the class file: for callers with tables of their own.
    #[inline]
    pub fn offset(&self, index: u16) -> Option<usize> {
        match self.offsets.get(usize::from(index)) {
            None | Some(0) => None,
            Some(offset) => Some(*offset as usize),
        }
    }

    #[inline]
    pub fn tag(&self, index: u16) -> Option<CpTag> {
        CpTag::from_u8(self.raw_tag(index))
    }

    /// The tag as a byte, 0 where there is no entry.
    #[inline]
    pub(crate) fn raw_tag(&self, index: u16) -> u8 {
        match self.offset(index) {
            Some(offset) => self.bytes.get(offset).copied().unwrap_or(0),
            None => 0,
        }
    }

    #[inline]
    pub fn is(&self, index: u16, tag: CpTag) -> bool {
        self.raw_tag(index) == tag as u8
    }

    /// Offset behind the tag byte, if the tag is `tag`.
    #[inline]
    fn data(&self, index: u16, tag: CpTag) -> Option<usize> {
        let offset = self.offset(index)?;
        (*self.bytes.get(offset)? == tag as u8).then_some(offset + 1)
    }

    /// The bytes of a Utf8 entry.
    #[inline]
    pub fn utf8(&self, index: u16) -> Option<&'a [u8]> {
        let at = self.data(index, CpTag::Utf8)?;
        self.bytes
            .get(at + 2..at + 2 + usize::from(u16_at(self.bytes, at)))
    }

    /// Index of the Utf8 that names a Class entry.
    #[inline]
    pub fn class_name_index(&self, index: u16) -> Option<u16> {
        Some(u16_at(self.bytes, self.data(index, CpTag::Class)?))
    }

    /// The name of a Class entry: internal name (`java/lang/Object`) or array descriptor (`[I`).
    #[inline]
    pub fn class_name(&self, index: u16) -> Option<&'a [u8]> {
        self.utf8(self.class_name_index(index)?)
    }

    /// Index of the Utf8 of a String entry.
    #[inline]
    pub fn string_index(&self, index: u16) -> Option<u16> {
        Some(u16_at(self.bytes, self.data(index, CpTag::String)?))
    }

    /// The characters of a String entry.
    #[inline]
    pub fn string(&self, index: u16) -> Option<&'a [u8]> {
        self.utf8(self.string_index(index)?)
    }

    #[inline]
    pub fn integer(&self, index: u16) -> Option<i32> {
        Some(u32_at(self.bytes, self.data(index, CpTag::Integer)?) as i32)
    }

    /// Bits are kept, also a NaN's.
    #[inline]
    pub fn float(&self, index: u16) -> Option<f32> {
        Some(f32::from_bits(u32_at(
            self.bytes,
            self.data(index, CpTag::Float)?,
        )))
    }

    #[inline]
    fn u64_behind(&self, at: usize) -> u64 {
        u64::from(u32_at(self.bytes, at)) << 32 | u64::from(u32_at(self.bytes, at + 4))
    }

    #[inline]
    pub fn long(&self, index: u16) -> Option<i64> {
        Some(self.u64_behind(self.data(index, CpTag::Long)?) as i64)
    }

    /// Bits are kept, also a NaN's.
    #[inline]
    pub fn double(&self, index: u16) -> Option<f64> {
        Some(f64::from_bits(
            self.u64_behind(self.data(index, CpTag::Double)?),
        ))
    }

    #[inline]
    pub fn member_ref(&self, index: u16) -> Option<MemberRef> {
        let offset = self.offset(index)?;
        let tag = CpTag::from_u8(*self.bytes.get(offset)?)?;
        if !matches!(
            tag,
            CpTag::Fieldref | CpTag::Methodref | CpTag::InterfaceMethodref
        ) {
            return None;
        }
        Some(MemberRef {
            tag,
            class_index: u16_at(self.bytes, offset + 1),
            name_and_type_index: u16_at(self.bytes, offset + 3),
        })
    }

    /// A member reference with its strings; `None` also when one of them is missing.
    pub fn member(&self, index: u16) -> Option<Member<'a>> {
        let reference = self.member_ref(index)?;
        let (name, descriptor) = self.name_and_type(reference.name_and_type_index)?;
        Some(Member {
            tag: reference.tag,
            class: self.class_name(reference.class_index)?,
            name,
            descriptor,
        })
    }

    /// Indices of name and descriptor.
    #[inline]
    pub fn name_and_type_indices(&self, index: u16) -> Option<(u16, u16)> {
        let at = self.data(index, CpTag::NameAndType)?;
        Some((u16_at(self.bytes, at), u16_at(self.bytes, at + 2)))
    }

    /// Name and descriptor.
    #[inline]
    pub fn name_and_type(&self, index: u16) -> Option<(&'a [u8], &'a [u8])> {
        let (name, descriptor) = self.name_and_type_indices(index)?;
        Some((self.utf8(name)?, self.utf8(descriptor)?))
    }

    /// Kind and index of the member reference. An unknown kind is `None` (the parser has rejected it).
    pub fn method_handle(&self, index: u16) -> Option<(RefKind, u16)> {
        let at = self.data(index, CpTag::MethodHandle)?;
        Some((
            RefKind::from_u8(*self.bytes.get(at)?)?,
            u16_at(self.bytes, at + 1),
        ))
    }

    /// The descriptor of a MethodType entry.
    pub fn method_type(&self, index: u16) -> Option<&'a [u8]> {
        self.utf8(self.method_type_index(index)?)
    }

    /// Index of the descriptor of a MethodType entry.
    pub fn method_type_index(&self, index: u16) -> Option<u16> {
        Some(u16_at(self.bytes, self.data(index, CpTag::MethodType)?))
    }

    /// A Dynamic or InvokeDynamic entry.
    pub fn dynamic(&self, index: u16) -> Option<DynamicRef> {
        let offset = self.offset(index)?;
        let tag = CpTag::from_u8(*self.bytes.get(offset)?)?;
        matches!(tag, CpTag::Dynamic | CpTag::InvokeDynamic).then(|| DynamicRef {
            tag,
            bootstrap_index: u16_at(self.bytes, offset + 1),
            name_and_type_index: u16_at(self.bytes, offset + 3),
        })
    }

    /// Any entry, decoded.
    pub fn get(&self, index: u16) -> Option<Constant<'a>> {
        let at = self.offset(index)? + 1;
        Some(match self.tag(index)? {
            CpTag::Utf8 => Constant::Utf8(self.utf8(index)?),
            CpTag::Integer => Constant::Integer(self.integer(index)?),
            CpTag::Float => Constant::Float(self.float(index)?),
            CpTag::Long => Constant::Long(self.long(index)?),
            CpTag::Double => Constant::Double(self.double(index)?),
            CpTag::Class => Constant::Class(u16_at(self.bytes, at)),
            CpTag::String => Constant::String(u16_at(self.bytes, at)),
            CpTag::Fieldref | CpTag::Methodref | CpTag::InterfaceMethodref => {
                Constant::Member(self.member_ref(index)?)
            }
            CpTag::NameAndType => {
                Constant::NameAndType(u16_at(self.bytes, at), u16_at(self.bytes, at + 2))
            }
            CpTag::MethodHandle => {
                Constant::MethodHandle(*self.bytes.get(at)?, u16_at(self.bytes, at + 1))
            }
            CpTag::MethodType => Constant::MethodType(u16_at(self.bytes, at)),
            CpTag::Dynamic | CpTag::InvokeDynamic => Constant::Dynamic(self.dynamic(index)?),
            CpTag::Module => Constant::Module(u16_at(self.bytes, at)),
            CpTag::Package => Constant::Package(u16_at(self.bytes, at)),
        })
    }

    /// All usable entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (u16, Constant<'a>)> + '_ {
        (1..self.offsets.len()).filter_map(|index| Some((index as u16, self.get(index as u16)?)))
    }

    /// A Utf8 entry as text, lossily, `"?"` if there is none: for messages and dumps.
    pub fn display(&self, index: u16) -> mutf8::Display<'a> {
        mutf8::display(self.utf8(index).unwrap_or(b"?"))
    }
}
