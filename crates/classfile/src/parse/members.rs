//! Fields (JVMS 4.5) and methods (4.6) with their attributes, Code excepted.

use crate::access;
use crate::attribute::Attr;
use crate::class::{FieldInfo, MethodInfo};
use crate::constant_pool::CpTag;
use crate::error::{ErrorKind, Fail, Name};
use crate::parse::pool::illegal_signature;
use crate::parse::{Checked, Parser, ensure, fail, first_duplicate};

/// Longest argument list in slots, receiver included (JVMS 4.3.3).
const MAX_ARGUMENT_SLOTS: u32 = 255;

/// Stores the place of an attribute that may stand once at `place`.
#[inline]
fn once(
    slot: &mut Option<Attr>,
    offset: usize,
    attribute: &'static str,
    place: &'static str,
) -> Checked {
    ensure(slot.is_none(), || ErrorKind::MultipleIn {
        attribute,
        place,
    })?;
    *slot = Attr::new(offset);
    Ok(())
}

fn marker(attribute: &'static str, place: &'static str, length: u32) -> Checked {
    ensure(length == 0, || ErrorKind::MarkerLength {
        attribute,
        place,
        length,
    })
}

/// With dots for slashes, as class names appear in Java.
fn external(name: &[u8]) -> Name {
    Name(
        name.iter()
            .map(|c| if *c == b'/' { b'.' } else { *c })
            .collect(),
    )
}

impl<'a> Parser<'a> {
    pub(super) fn parse_fields(&mut self) -> Checked<Vec<FieldInfo>> {
        let count = self.reader.u2()?;
        let mut fields = Vec::with_capacity(usize::from(count).min(self.reader.remaining() / 8));
        for _ in 0..count {
            fields.push(self.parse_field()?);
        }
        if self.verify && fields.len() > 1 {
            let keys = fields
                .iter()
                .map(|field| self.key(field.name_index, field.descriptor_index))
                .collect();
            if let Some((name, descriptor)) = first_duplicate(keys) {
                return Err(fail(ErrorKind::DuplicateField {
                    name: name.into(),
                    descriptor: external(descriptor),
                }));
            }
        }
        Ok(fields)
    }

    fn key(&self, name: u16, descriptor: u16) -> (&'a [u8], &'a [u8]) {
        (
            self.pool.utf8(name).unwrap_or(b""),
            self.pool.utf8(descriptor).unwrap_or(b""),
        )
    }

    fn parse_field(&mut self) -> Checked<FieldInfo> {
        self.reader.need(8)?;
        let access_flags = self.reader.u2()? & access::FIELD_MASK;
        self.check_field_modifiers(access_flags)?;
        let name_index = self.reader.u2()?;
        let name = self.utf8(name_index, |index| ErrorKind::FieldNameIndex { index })?;
        self.check_field_name(name)?;
        let descriptor_index = self.reader.u2()?;
        let descriptor = self.utf8(descriptor_index, |index| ErrorKind::FieldSignatureIndex {
            index,
        })?;
        self.check_field_descriptor(name, descriptor)?;
        let attributes_offset = self.reader.pos as u32;
        let mut field = FieldInfo {
            access_flags,
            name_index,
            descriptor_index,
            attributes_offset,
            ..FieldInfo::default()
        };
        for _ in 0..self.reader.u2()? {
            self.parse_field_attribute(&mut field, descriptor)?;
        }
        Ok(field)
    }

    fn parse_field_attribute(&mut self, field: &mut FieldInfo, descriptor: &[u8]) -> Checked {
        self.reader.need(6)?;
        let name = self.reader.u2()?;
        let length = self.reader.u4()?;
        let name = self.utf8(name, |index| ErrorKind::FieldAttributeIndex { index })?;
        let offset = self.reader.pos;
        match name {
            b"ConstantValue" if field.access_flags & access::STATIC != 0 => {
                ensure(field.constant_value == 0, || {
                    ErrorKind::DuplicateConstantValue {}
                })?;
                ensure(length == 2, || ErrorKind::ConstantValueLength { length })?;
                field.constant_value = self.reader.u2()?;
                return self.check_constant_value(field.constant_value, descriptor);
            }
            b"Synthetic" => {
                marker("Synthetic", "field", length)?;
                field.access_flags |= access::SYNTHETIC;
            }
            b"Deprecated" => {
                marker("Deprecated", "field", length)?;
                field.deprecated = true;
            }
            _ if self.major < 49 => {}
            b"Signature" => {
                ensure(field.signature == 0, || ErrorKind::MultipleIn {
                    attribute: "Signature",
                    place: "field",
                })?;
                ensure(length == 2, || ErrorKind::FieldSignatureLength { length })?;
                field.signature = self.parse_signature()?;
                return Ok(());
            }
            b"RuntimeVisibleAnnotations" => {
                once(
                    &mut field.visible_annotations,
                    offset,
                    "RuntimeVisibleAnnotations",
                    "field",
                )?;
            }
            b"RuntimeInvisibleAnnotations" => {
                once(
                    &mut field.invisible_annotations,
                    offset,
                    "RuntimeInvisibleAnnotations",
                    "field",
                )?;
            }
            b"RuntimeVisibleTypeAnnotations" => {
                once(
                    &mut field.visible_type_annotations,
                    offset,
                    "RuntimeVisibleTypeAnnotations",
                    "field",
                )?;
            }
            b"RuntimeInvisibleTypeAnnotations" => {
                once(
                    &mut field.invisible_type_annotations,
                    offset,
                    "RuntimeInvisibleTypeAnnotations",
                    "field",
                )?;
            }
            _ => {}
        }
        self.reader.skip(length as usize)
    }

    /// The constant exists and has the field's type. Always checked: statics are initialised from it unseen.
    fn check_constant_value(&self, index: u16, descriptor: &[u8]) -> Checked {
        let in_range = index != 0 && usize::from(index) < self.pool.len();
        ensure(in_range, || ErrorKind::ConstantValueIndex { index })?;
        let tag = self.pool.tag(index);
        let wanted = match descriptor.first() {
            Some(b'J') => CpTag::Long,
            Some(b'F') => CpTag::Float,
            Some(b'D') => CpTag::Double,
            Some(b'I' | b'S' | b'C' | b'B' | b'Z') => CpTag::Integer,
            Some(b'L') => {
                let is_string = descriptor == b"Ljava/lang/String;" && tag == Some(CpTag::String);
                return ensure(is_string, || ErrorKind::ConstantValueString {});
            }
            _ => return Err(fail(ErrorKind::ConstantValueUnable { index })),
        };
        ensure(tag == Some(wanted), || ErrorKind::ConstantValueType {})
    }

    pub(super) fn parse_methods(&mut self) -> Checked<Vec<MethodInfo>> {
        let count = self.reader.u2()?;
        let mut methods = Vec::with_capacity(usize::from(count).min(self.reader.remaining() / 8));
        for _ in 0..count {
            methods.push(self.parse_method()?);
        }
        if self.verify && methods.len() > 1 {
            let keys = methods
                .iter()
                .map(|method| self.key(method.name_index, method.descriptor_index))
                .collect();
            if let Some((name, descriptor)) = first_duplicate(keys) {
                return Err(fail(ErrorKind::DuplicateMethod {
                    name: name.into(),
                    descriptor: external(descriptor),
                }));
            }
        }
        Ok(methods)
    }

    fn parse_method(&mut self) -> Checked<MethodInfo> {
        self.reader.need(8)?;
        let flags = self.reader.u2()?;
        let name_index = self.reader.u2()?;
        let name = self.utf8(name_index, |index| ErrorKind::MethodNameIndex { index })?;
        self.check_method_name(name)?;
        let descriptor_index = self.reader.u2()?;
        let descriptor = self.utf8(descriptor_index, |index| ErrorKind::MethodSignatureIndex {
            index,
        })?;
        let access_flags = self.check_method_head(flags, name, descriptor)?;
        let mut slots = self.check_method_descriptor(name, descriptor)?;
        if access_flags & access::STATIC == 0 {
            slots += 1;
        }
        ensure(slots <= MAX_ARGUMENT_SLOTS, || {
            ErrorKind::TooManyArguments {}
        })?;
        let attributes_offset = self.reader.pos as u32;
        let mut method = MethodInfo {
            access_flags,
            name_index,
            descriptor_index,
            attributes_offset,
            ..MethodInfo::default()
        };
        for _ in 0..self.reader.u2()? {
            self.parse_method_attribute(&mut method, slots)?;
        }
        let needs_code = access_flags & (access::NATIVE | access::ABSTRACT) == 0;
        ensure(!self.verify || !needs_code || method.code.is_some(), || {
            ErrorKind::AbsentCode {}
        })?;
        Ok(method)
    }

    /// The flags that count. Class initializers are static, whatever old files say.
    fn check_method_head(&self, flags: u16, name: &[u8], descriptor: &[u8]) -> Checked<u16> {
        if name != b"<clinit>" {
            self.check_method_modifiers(flags, name)?;
            ensure(!(self.is_interface() && name == b"<init>"), || {
                ErrorKind::InterfaceInit {}
            })?;
            return Ok(flags & access::METHOD_MASK);
        }
        if self.major < 51 {
            return Ok(access::STATIC);
        }
        ensure(
            flags & access::STATIC != 0,
            || ErrorKind::ClinitNotStatic {},
        )?;
        if self.verify && descriptor != b"()V" {
            return Err(illegal_signature("Method", name, descriptor));
        }
        Ok(access::STATIC | flags & access::STRICT)
    }

    fn parse_method_attribute(&mut self, method: &mut MethodInfo, argument_slots: u32) -> Checked {
        self.reader.need(6)?;
        let name = self.reader.u2()?;
        let length = self.reader.u4()?;
        let name = self.utf8(name, |index| ErrorKind::MethodAttributeIndex { index })?;
        let offset = self.reader.pos;
        match name {
            b"Code" => {
                let codeless = method.access_flags & (access::NATIVE | access::ABSTRACT) != 0;
                ensure(!self.verify || !codeless, || ErrorKind::UnexpectedCode {})?;
                ensure(method.code.is_none(), || ErrorKind::MultipleCode {})?;
                method.code = Attr::new(offset);
                return self.parse_code(length, argument_slots);
            }
            b"Exceptions" => {
                ensure(method.exceptions.is_none(), || {
                    ErrorKind::MultipleExceptions {}
                })?;
                method.exceptions = Attr::new(offset);
                return self.parse_exceptions(length);
            }
            b"MethodParameters" => {
                ensure(method.method_parameters.is_none(), || {
                    ErrorKind::MultipleMethodParameters {}
                })?;
                method.method_parameters = Attr::new(offset);
                let count = u32::from(self.reader.u1()?);
                ensure(length >= 1 && length == 1 + 4 * count, || {
                    ErrorKind::MethodParametersLength { length }
                })?;
                return self.reader.skip(4 * count as usize);
            }
            b"Synthetic" => {
                marker("Synthetic", "method", length)?;
                method.access_flags |= access::SYNTHETIC;
            }
            b"Deprecated" => {
                marker("Deprecated", "method", length)?;
                method.deprecated = true;
            }
            _ if self.major < 49 => {}
            b"Signature" => {
                ensure(method.signature == 0, || ErrorKind::MultipleIn {
                    attribute: "Signature",
                    place: "method",
                })?;
                ensure(length == 2, || ErrorKind::SignatureLength { length })?;
                method.signature = self.parse_signature()?;
                return Ok(());
            }
            _ => record_method_annotations(method, name, offset)?,
        }
        self.reader.skip(length as usize)
    }

    fn parse_exceptions(&mut self, length: u32) -> Checked {
        let start = self.reader.pos;
        let count = usize::from(self.reader.u2()?);
        self.reader.need(2 * count)?;
        for _ in 0..count {
            let index = self.reader.u2()?;
            ensure(self.pool.is(index, CpTag::Class), || {
                ErrorKind::ExceptionsType { index }
            })?;
        }
        let parsed = self.reader.pos - start;
        ensure(parsed == length as usize, || ErrorKind::ExceptionsLength {})
    }
}

fn record_method_annotations(
    method: &mut MethodInfo,
    name: &[u8],
    offset: usize,
) -> Result<(), Fail> {
    let (slot, name) = match name {
        b"RuntimeVisibleAnnotations" => {
            (&mut method.visible_annotations, "RuntimeVisibleAnnotations")
        }
        b"RuntimeInvisibleAnnotations" => (
            &mut method.invisible_annotations,
            "RuntimeInvisibleAnnotations",
        ),
        b"RuntimeVisibleParameterAnnotations" => (
            &mut method.visible_parameter_annotations,
            "RuntimeVisibleParameterAnnotations",
        ),
        b"RuntimeInvisibleParameterAnnotations" => (
            &mut method.invisible_parameter_annotations,
            "RuntimeInvisibleParameterAnnotations",
        ),
        b"AnnotationDefault" => (&mut method.annotation_default, "AnnotationDefault"),
        b"RuntimeVisibleTypeAnnotations" => (
            &mut method.visible_type_annotations,
            "RuntimeVisibleTypeAnnotations",
        ),
        b"RuntimeInvisibleTypeAnnotations" => (
            &mut method.invisible_type_annotations,
            "RuntimeInvisibleTypeAnnotations",
        ),
        _ => return Ok(()),
    };
    once(slot, offset, name, "method")
}
