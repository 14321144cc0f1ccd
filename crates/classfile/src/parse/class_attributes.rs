//! Attributes of the class (JVMS 4.7): InnerClasses, BootstrapMethods, NestHost, Record, PermittedSubclasses and the rest.
//!
//! As in HotSpot, tables of classes are checked after the last attribute has been passed over.

use crate::access;
use crate::attribute::Attr;
use crate::class::ClassAttributes;
use crate::constant_pool::CpTag;
use crate::error::ErrorKind;
use crate::parse::{Checked, Parser, ensure, first_duplicate};

/// Stores the place of an attribute that may stand once.
fn once(slot: &mut Option<Attr>, offset: usize, attribute: &'static str) -> Checked {
    ensure(slot.is_none(), || ErrorKind::Multiple { attribute })?;
    *slot = Attr::new(offset);
    Ok(())
}

impl Parser<'_> {
    /// The attributes, and whether a Synthetic attribute is among them.
    pub(super) fn parse_class_attributes(&mut self) -> Checked<(ClassAttributes, bool)> {
        let mut attributes = ClassAttributes::default();
        let mut synthetic = false;
        for _ in 0..self.reader.u2()? {
            self.reader.need(6)?;
            let name = self.reader.u2()?;
            let length = self.reader.u4()?;
            let name = self.utf8(name, |index| ErrorKind::ClassAttributeIndex { index })?;
            let start = self.reader.pos;
            synthetic |= self.parse_class_attribute(&mut attributes, name, length)?;
            self.reader.pos = start;
            self.reader.skip(length as usize)?;
        }
        let end = self.reader.pos;
        self.check_inner_classes(attributes.inner_classes)?;
        self.check_classes(
            attributes.nest_members,
            "NestMembers",
            "Nest member class_info_index",
        )?;
        self.check_record(attributes.record)?;
        self.check_classes(
            attributes.permitted_subclasses,
            "PermittedSubclasses",
            "Permitted subclass class_info_index",
        )?;
        let bootstrap_missing =
            self.max_bootstrap_index.is_some() && attributes.bootstrap_methods.is_none();
        ensure(!bootstrap_missing, || ErrorKind::BootstrapMissing {})?;
        self.reader.pos = end;
        Ok((attributes, synthetic))
    }

    /// One attribute; the reader stands at its contents and is left anywhere. Returns whether it is Synthetic.
    fn parse_class_attribute(
        &mut self,
        attributes: &mut ClassAttributes,
        name: &[u8],
        length: u32,
    ) -> Checked<bool> {
        let offset = self.reader.pos;
        match name {
            b"SourceFile" => {
                ensure(!self.verify || length == 2, || ErrorKind::TableLength {
                    attribute: "SourceFile",
                })?;
                ensure(attributes.source_file == 0, || ErrorKind::Multiple {
                    attribute: "SourceFile",
                })?;
                attributes.source_file = self.reader.u2()?;
                self.utf8(attributes.source_file, |index| ErrorKind::SourceFile {
                    index,
                })?;
            }
            b"SourceDebugExtension" => once(
                &mut attributes.source_debug_extension,
                offset,
                "SourceDebugExtension",
            )?,
            b"InnerClasses" => once(&mut attributes.inner_classes, offset, "InnerClasses")?,
            b"Synthetic" | b"Deprecated" => {
                let synthetic = name == b"Synthetic";
                let attribute = if synthetic { "Synthetic" } else { "Deprecated" };
                ensure(length == 0, || ErrorKind::MarkerLength {
                    attribute,
                    place: "classfile",
                    length,
                })?;
                attributes.deprecated |= !synthetic;
                return Ok(synthetic);
            }
            _ if self.major < 49 => {}
            b"Signature" => {
                ensure(attributes.signature == 0, || ErrorKind::Multiple {
                    attribute: "Signature",
                })?;
                ensure(length == 2, || ErrorKind::WrongLength {
                    attribute: "Signature",
                    length,
                })?;
                attributes.signature = self.reader.u2()?;
                self.utf8(attributes.signature, |index| ErrorKind::ClassSignature {
                    index,
                })?;
            }
            b"RuntimeVisibleAnnotations" => once(
                &mut attributes.visible_annotations,
                offset,
                "RuntimeVisibleAnnotations",
            )?,
            b"RuntimeInvisibleAnnotations" => {
                once(
                    &mut attributes.invisible_annotations,
                    offset,
                    "RuntimeInvisibleAnnotations",
                )?;
            }
            b"RuntimeVisibleTypeAnnotations" => {
                once(
                    &mut attributes.visible_type_annotations,
                    offset,
                    "RuntimeVisibleTypeAnnotations",
                )?;
            }
            b"RuntimeInvisibleTypeAnnotations" => {
                once(
                    &mut attributes.invisible_type_annotations,
                    offset,
                    "RuntimeInvisibleTypeAnnotations",
                )?;
            }
            b"EnclosingMethod" => {
                once(&mut attributes.enclosing_method, offset, "EnclosingMethod")?;
                self.check_enclosing_method(length)?;
            }
            b"BootstrapMethods" if self.major >= 51 => {
                once(
                    &mut attributes.bootstrap_methods,
                    offset,
                    "BootstrapMethods",
                )?;
                self.check_bootstrap_methods(length)?;
            }
            b"NestHost" if self.major >= 55 => {
                ensure(attributes.nest_host == 0, || ErrorKind::Multiple {
                    attribute: "NestHost",
                })?;
                ensure(attributes.nest_members.is_none(), || {
                    ErrorKind::MembersAndHost {}
                })?;
                ensure(length == 2, || ErrorKind::TableLength {
                    attribute: "NestHost",
                })?;
                attributes.nest_host = self.reader.u2()?;
                self.class_entry("Nest-host class_info_index", attributes.nest_host)?;
            }
            b"NestMembers" if self.major >= 55 => {
                once(&mut attributes.nest_members, offset, "NestMembers")?;
                ensure(attributes.nest_host == 0, || ErrorKind::HostAndMembers {})?;
            }
            b"Record" if self.major >= 60 => once(&mut attributes.record, offset, "Record")?,
            b"PermittedSubclasses" if self.major >= 61 => {
                once(
                    &mut attributes.permitted_subclasses,
                    offset,
                    "PermittedSubclasses",
                )?;
                ensure(self.class_flags & access::FINAL == 0, || {
                    ErrorKind::FinalPermits {}
                })?;
            }
            _ => {}
        }
        Ok(false)
    }

    /// NestMembers or PermittedSubclasses: a counted table of Class entries.
    fn check_classes(
        &mut self,
        table: Option<Attr>,
        attribute: &'static str,
        what: &'static str,
    ) -> Checked {
        let Some(table) = table else { return Ok(()) };
        self.reader.pos = table.offset();
        let count = self.reader.u2()?;
        self.reader.need(2 * usize::from(count))?;
        for _ in 0..count {
            let index = self.reader.u2()?;
            self.class_entry(what, index)?;
        }
        ensure(self.is_at_end_of(table), || ErrorKind::TableLength {
            attribute,
        })
    }

    /// Whether the reader stands where the attribute ends.
    fn is_at_end_of(&self, attribute: Attr) -> bool {
        self.reader.pos == attribute.offset() + attribute.bytes(self.reader.bytes).len()
    }

    fn check_enclosing_method(&mut self, length: u32) -> Checked {
        ensure(length == 4, || ErrorKind::WrongLength {
            attribute: "EnclosingMethod",
            length,
        })?;
        let (class, method) = (self.reader.u2()?, self.reader.u2()?);
        ensure(class != 0, || ErrorKind::NoEnclosingClass {})?;
        ensure(self.pool.is(class, CpTag::Class), || {
            ErrorKind::EnclosingClass {}
        })?;
        ensure(
            method == 0 || self.pool.is(method, CpTag::NameAndType),
            || ErrorKind::EnclosingMethod {},
        )
    }

    fn check_inner_classes(&mut self, table: Option<Attr>) -> Checked {
        let Some(table) = table else { return Ok(()) };
        self.reader.pos = table.offset();
        let count = self.reader.u2()?;
        self.reader.need(8 * usize::from(count))?;
        let mut rows = Vec::new();
        for _ in 0..count {
            let (inner, outer) = (self.reader.u2()?, self.reader.u2()?);
            let (name, mut flags) = (self.reader.u2()?, self.reader.u2()?);
            self.class_entry("inner_class_info_index", inner)?;
            if outer != 0 {
                self.class_entry("outer_class_info_index", outer)?;
                let is_array = self
                    .pool
                    .class_name(outer)
                    .is_some_and(|name| name.starts_with(b"["));
                ensure(!is_array, || ErrorKind::ArrayOuter {})?;
            }
            let name_is_utf8 = name == 0 || self.pool.is(name, CpTag::Utf8);
            ensure(name_is_utf8, || ErrorKind::BadType {
                what: "inner_name_index",
                index: name,
            })?;
            ensure(
                !self.verify || inner != outer,
                || ErrorKind::InnerIsOuter {},
            )?;
            flags &= access::INNER_CLASS_MASK | if self.major >= 53 { access::MODULE } else { 0 };
            if flags & access::INTERFACE != 0 && self.major < 50 {
                flags |= access::ABSTRACT;
            }
            self.check_class_modifiers(flags)?;
            if self.verify && self.major >= 49 {
                rows.push((inner, outer, name, flags));
            }
        }
        ensure(first_duplicate(rows).is_none(), || {
            ErrorKind::DuplicateInner {}
        })?;
        ensure(
            !self.verify || self.major < 49 || self.is_at_end_of(table),
            || ErrorKind::TableLength {
                attribute: "InnerClasses",
            },
        )
    }

    fn check_bootstrap_methods(&mut self, length: u32) -> Checked {
        let start = self.reader.pos;
        ensure(length >= 2, || ErrorKind::BootstrapLength { length })?;
        self.reader.need(length as usize)?;
        let count = self.reader.u2()?;
        ensure(
            self.max_bootstrap_index.is_none_or(|index| index < count),
            || ErrorKind::BootstrapShort {},
        )?;
        // All numbers behind the first, and those of them that were read.
        let (numbers, mut read) = ((length - 2) / 2, 0);
        for _ in 0..count {
            self.reader.need(4)?;
            let (index, arguments) = (self.reader.u2()?, self.reader.u2()?);
            let is_handle = self.pool.is(index, CpTag::MethodHandle);
            ensure(is_handle, || ErrorKind::BadType {
                what: "bootstrap_method_index",
                index,
            })?;
            ensure(read + 1 + u32::from(arguments) < numbers, || {
                ErrorKind::BootstrapCounts {}
            })?;
            read += 2 + u32::from(arguments);
            self.reader.need(2 * usize::from(arguments))?;
            for _ in 0..arguments {
                let index = self.reader.u2()?;
                let loadable = matches!(self.pool.raw_tag(index), 3..=8 | 15..=17);
                ensure(loadable, || ErrorKind::BadType {
                    what: "argument_index",
                    index,
                })?;
            }
        }
        ensure(self.reader.pos - start == length as usize, || {
            ErrorKind::BootstrapBad {}
        })
    }

    fn check_record(&mut self, table: Option<Attr>) -> Checked {
        let Some(table) = table else { return Ok(()) };
        self.reader.pos = table.offset();
        for _ in 0..self.reader.u2()? {
            self.reader.need(6)?;
            let name = self.reader.u2()?;
            let name = self.utf8(name, |index| ErrorKind::RecordName { index })?;
            self.check_field_name(name)?;
            let descriptor = self.reader.u2()?;
            let descriptor =
                self.utf8(descriptor, |index| ErrorKind::RecordDescriptor { index })?;
            self.check_field_descriptor(name, descriptor)?;
            let mut seen = [false; 5];
            for _ in 0..self.reader.u2()? {
                self.check_record_attribute(&mut seen)?;
            }
        }
        ensure(self.is_at_end_of(table), || ErrorKind::RecordLength {})
    }

    fn check_record_attribute(&mut self, seen: &mut [bool; 5]) -> Checked {
        const KNOWN: [&str; 5] = [
            "Signature",
            "RuntimeVisibleAnnotations",
            "RuntimeInvisibleAnnotations",
            "RuntimeVisibleTypeAnnotations",
            "RuntimeInvisibleTypeAnnotations",
        ];
        self.reader.need(6)?;
        let name = self.reader.u2()?;
        let length = self.reader.u4()?;
        let name = self.utf8(name, |index| ErrorKind::RecordAttributeIndex { index })?;
        if let Some(at) = KNOWN.iter().position(|known| known.as_bytes() == name) {
            ensure(!seen[at], || ErrorKind::MultipleIn {
                attribute: KNOWN[at],
                place: "Record component",
            })?;
            seen[at] = true;
            if at == 0 {
                ensure(length == 2, || ErrorKind::RecordSignatureLength { length })?;
                self.parse_signature()?;
                return Ok(());
            }
        }
        self.reader.skip(length as usize)
    }
}
