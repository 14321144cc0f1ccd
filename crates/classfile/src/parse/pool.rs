//! The constant pool: entries (JVMS 4.4), then the references between them, then names and descriptors.

use crate::constant_pool::{ConstantPool, CpTag, RefKind};
use crate::error::{ErrorKind, Fail};
use crate::mutf8;
use crate::names::{self, BadDescriptor};
use crate::parse::{Checked, Parser, ensure, fail};
use crate::reader::{Reader, u16_at};

impl<'a> Parser<'a> {
    pub(super) fn parse_pool(&mut self) -> Checked {
        self.reader.need(3)?;
        let size = self.reader.u2()?;
        ensure(size >= 1, || ErrorKind::PoolSize { size })?;
        let offsets = self.parse_entries(size)?;
        self.pool = ConstantPool::new(self.reader.bytes, offsets);
        if self.module_tag.is_some() {
            return Ok(()); // The error comes once the access flags are known.
        }
        self.check_references()?;
        if self.verify {
            self.check_names_and_types()?;
        }
        Ok(())
    }

    fn parse_entries(&mut self, size: u16) -> Checked<Vec<u32>> {
        let mut offsets = Vec::with_capacity(usize::from(size));
        offsets.push(0);
        let mut reader: Reader<'a> = self.reader;
        while offsets.len() < usize::from(size) {
            let offset = reader.pos;
            let index = offsets.len() as u16;
            let tag = reader.u1()?;
            offsets.push(offset as u32);
            let length = match tag {
                1 => {
                    let length = usize::from(reader.u2()?);
                    // HotSpot asks for the byte behind the string too: no pool ends a file.
                    reader.need(length + 1)?;
                    let shortest = self.major > 47;
                    let bytes = &reader.bytes[reader.pos..reader.pos + length];
                    ensure(!self.verify || mutf8::is_legal(bytes, shortest), || {
                        ErrorKind::IllegalUtf8 {}
                    })?;
                    reader.pos += length;
                    continue;
                }
                3 | 4 | 9..=12 => 4,
                5 | 6 => {
                    ensure(index + 1 < size, || ErrorKind::PoolEntry { index })?;
                    offsets.push(0);
                    8
                }
                7 | 8 => 2,
                15 | 16 => {
                    ensure(self.major >= 51, || ErrorKind::TagVersion { tag })?;
                    if tag == 15 { 3 } else { 2 }
                }
                17 => {
                    ensure(self.major >= 55, || ErrorKind::TagVersion { tag })?;
                    4
                }
                18 => {
                    ensure(self.major >= 51, || ErrorKind::TagVersion { tag })?;
                    4
                }
                19 | 20 if self.major >= 53 => {
                    self.module_tag = self.module_tag.or(Some(tag));
                    2
                }
                _ => return Err(fail(ErrorKind::UnknownTag { tag })),
            };
            // One byte more than the entry, for the same reason as above.
            reader.need(length + 1)?;
            if matches!(tag, 17 | 18) {
                let bootstrap = u16_at(reader.bytes, reader.pos);
                self.max_bootstrap_index = self.max_bootstrap_index.max(Some(bootstrap));
            }
            reader.pos += length;
        }
        self.reader = reader;
        Ok(offsets)
    }

    /// Every entry refers to entries of the right tags.
    fn check_references(&self) -> Checked {
        let pool = &self.pool;
        let bytes = pool.bytes();
        let expect =
            |index: u16, tag: CpTag| ensure(pool.is(index, tag), || ErrorKind::PoolIndex { index });
        for index in 1..pool.len() as u16 {
            let Some(offset) = pool.offset(index) else {
                continue;
            };
            let (first, second) = (u16_at(bytes, offset + 1), u16_at(bytes, offset + 3));
            match bytes[offset] {
                9..=11 if self.verify => {
                    expect(first, CpTag::Class)?;
                    expect(second, CpTag::NameAndType)?;
                }
                12 if self.verify => {
                    expect(first, CpTag::Utf8)?;
                    expect(second, CpTag::Utf8)?;
                }
                7 | 8 | 16 => expect(first, CpTag::Utf8)?,
                15 => {
                    self.check_method_handle(index, bytes[offset + 1], u16_at(bytes, offset + 2))?
                }
                17 | 18 => expect(second, CpTag::NameAndType)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn check_method_handle(&self, at: u16, kind: u8, index: u16) -> Checked {
        let Some(tag) = self.pool.tag(index) else {
            return Err(fail(ErrorKind::PoolIndex { index }));
        };
        let kind = RefKind::from_u8(kind)
            .ok_or_else(|| fail(ErrorKind::MethodHandleKind { index: at }))?;
        match kind {
            _ if kind.is_field() => ensure(tag == CpTag::Fieldref, || {
                ErrorKind::PoolIndexNotField { index }
            }),
            RefKind::InvokeInterface => ensure(tag == CpTag::InterfaceMethodref, || {
                ErrorKind::PoolIndexNotInterfaceMethod { index }
            }),
            RefKind::InvokeStatic | RefKind::InvokeSpecial
                if self.major >= 52 && tag == CpTag::InterfaceMethodref =>
            {
                Ok(())
            }
            _ => ensure(tag == CpTag::Methodref, || ErrorKind::PoolIndexNotMethod {
                index,
            }),
        }
    }

    /// Names and descriptors are legal, and of the kind their users need. After `check_references`.
    fn check_names_and_types(&self) -> Checked {
        for index in 1..self.pool.len() as u16 {
            match self.pool.raw_tag(index) {
                7 => self.check_class_name(self.pool.class_name(index).unwrap_or(b""))?,
                12 => self.check_name_and_type(index)?,
                9..=11 => {
                    let pair = self
                        .pool
                        .member_ref(index)
                        .map_or(0, |member| member.name_and_type_index);
                    self.check_member(self.pool.raw_tag(index), pair)?;
                }
                17 | 18 => {
                    let pair = self
                        .pool
                        .dynamic(index)
                        .map_or(0, |dynamic| dynamic.name_and_type_index);
                    self.check_member(self.pool.raw_tag(index), pair)?;
                }
                15 => self.check_method_handle_name(index)?,
                16 => self
                    .check_method_descriptor(b"type", self.pool.method_type(index).unwrap_or(b""))
                    .map(|_| ())?,
                _ => {}
            }
        }
        Ok(())
    }

    fn check_name_and_type(&self, index: u16) -> Checked {
        let Some((name_index, descriptor_index)) = self.pool.name_and_type_indices(index) else {
            return Ok(());
        };
        let name = self.pool.utf8(name_index).unwrap_or(b"");
        let descriptor = self.pool.utf8(descriptor_index).unwrap_or(b"");
        ensure(!descriptor.is_empty(), || ErrorKind::ZeroLength {
            index: descriptor_index,
        })?;
        ensure(!name.is_empty(), || ErrorKind::ZeroLength {
            index: name_index,
        })?;
        if descriptor.first() == Some(&b'(') {
            self.check_method_name(name)?;
            self.check_method_descriptor(name, descriptor).map(|_| ())
        } else {
            self.check_field_name(name)?;
            self.check_field_descriptor(name, descriptor)
        }
    }

    /// The user (`tag`) of NameAndType entry `pair` gets a descriptor of its kind.
    fn check_member(&self, tag: u8, pair: u16) -> Checked {
        let (name, descriptor) = self.pool.name_and_type(pair).unwrap_or((b"", b""));
        let what = match tag {
            9 => "Field",
            17 => "CONSTANT_Dynamic",
            _ => "Method",
        };
        let wants_method = !matches!(tag, 9 | 17);
        if (descriptor.first() == Some(&b'(')) != wants_method {
            return Err(illegal_signature(what, name, descriptor));
        }
        if tag == 10 && name.first() == Some(&b'<') && name != b"<init>" {
            let index = self
                .pool
                .name_and_type_indices(pair)
                .map_or(0, |(name, _)| name);
            return Err(fail(ErrorKind::BadMethodName { index }));
        }
        Ok(())
    }

    fn check_method_handle_name(&self, index: u16) -> Checked {
        let Some((kind, member_index)) = self.pool.method_handle(index) else {
            return Ok(());
        };
        if kind.is_field() || kind == RefKind::InvokeInterface {
            return Ok(());
        }
        let pair = self
            .pool
            .member_ref(member_index)
            .map_or(0, |member| member.name_and_type_index);
        let index = self
            .pool
            .name_and_type_indices(pair)
            .map_or(0, |(name, _)| name);
        let is_init = self.pool.utf8(index) == Some(b"<init>");
        if kind == RefKind::NewInvokeSpecial {
            ensure(is_init, || ErrorKind::BadConstructorName { index })
        } else {
            ensure(!is_init, || ErrorKind::BadMethodName { index })
        }
    }

    pub(super) fn check_class_name(&self, name: &[u8]) -> Checked {
        if !self.check_names || names::is_class_name(name, self.major) {
            return Ok(());
        }
        let is_array = name.first() == Some(&b'[');
        let why = if is_array {
            names::field_descriptor_length(name, self.major).err()
        } else {
            None
        };
        Err(match why {
            Some(BadDescriptor::ClassName) => fail(ErrorKind::DescriptorClassName {}),
            Some(BadDescriptor::Dimensions) => fail(ErrorKind::Dimensions {}),
            Some(BadDescriptor::Grammar) | None => fail(ErrorKind::ClassName { name: name.into() }),
        })
    }

    pub(super) fn check_field_name(&self, name: &[u8]) -> Checked {
        ensure(
            !self.check_names || names::is_field_name(name, self.major),
            || ErrorKind::FieldName { name: name.into() },
        )
    }

    pub(super) fn check_method_name(&self, name: &[u8]) -> Checked {
        ensure(
            !self.check_names || names::is_method_name(name, self.major),
            || ErrorKind::MethodName { name: name.into() },
        )
    }

    pub(super) fn check_field_descriptor(&self, name: &[u8], descriptor: &[u8]) -> Checked {
        if !self.verify {
            return Ok(());
        }
        match names::field_descriptor_length(descriptor, self.major) {
            Ok(length) if length == descriptor.len() => Ok(()),
            result => Err(bad_descriptor("Field", name, descriptor, result.err())),
        }
    }

    /// Returns the argument slots, without the receiver; 0 when nothing is checked.
    pub(super) fn check_method_descriptor(&self, name: &[u8], descriptor: &[u8]) -> Checked<u32> {
        if !self.verify {
            return Ok(0);
        }
        // Whatever begins with '<' is called by the VM alone and returns nothing.
        let must_be_void = name.first() == Some(&b'<');
        match names::method_argument_slots(descriptor, self.major, must_be_void) {
            Ok(slots) => Ok(slots),
            Err(why) => Err(bad_descriptor("Method", name, descriptor, Some(why))),
        }
    }
}

#[cold]
fn bad_descriptor(
    what: &'static str,
    name: &[u8],
    descriptor: &[u8],
    why: Option<BadDescriptor>,
) -> Fail {
    match why {
        Some(BadDescriptor::ClassName) => fail(ErrorKind::DescriptorClassName {}),
        Some(BadDescriptor::Dimensions) => fail(ErrorKind::Dimensions {}),
        Some(BadDescriptor::Grammar) | None => illegal_signature(what, name, descriptor),
    }
}

#[cold]
pub(super) fn illegal_signature(what: &'static str, name: &[u8], descriptor: &[u8]) -> Fail {
    fail(ErrorKind::IllegalSignature {
        what,
        name: name.into(),
        descriptor: descriptor.into(),
    })
}
