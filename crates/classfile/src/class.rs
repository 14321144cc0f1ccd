//! `ClassFile`: a parsed class file (JVMS 4.1), its members and the way to their attributes.
//!
//! Made by [`ClassFile::parse`]. Everything borrows the bytes; three vectors (pool offsets, fields, methods) are all that is
//! allocated. Indices stored here were checked by the parser: the constants they name exist and have the right tag.
//!
//! Not here: anything that needs another class (superclass checks, layout, vtables), anything computed by running.
//! Read next: `parse/mod.rs`.

use crate::access;
use crate::attribute::annotation::VmAnnotations;
use crate::attribute::class_level::{self, BootstrapMethod, InnerClass, RecordComponent};
use crate::attribute::code::Code;
use crate::attribute::method_level::{self, MethodParameter};
use crate::attribute::{Attr, Attributes};
use crate::constant_pool::ConstantPool;
use crate::error::ClassFileError;
use crate::parse::{self, ParseOptions};
use crate::reader::u16_at;

/// A parsed class file.
#[derive(Clone)]
pub struct ClassFile<'a> {
    pub bytes: &'a [u8],
    pub minor: u16,
    pub major: u16,
    pub pool: ConstantPool<'a>,
    /// Meaningful bits only ([`access::CLASS_MASK`]); old interfaces have had `ABSTRACT` added.
    pub access_flags: u16,
    /// Class entry.
    pub this_class: u16,
    /// Class entry; 0 in `java/lang/Object` only.
    pub super_class: u16,
    pub fields: Vec<FieldInfo>,
    pub methods: Vec<MethodInfo>,
    pub attributes: ClassAttributes,
    pub(crate) interfaces_offset: u32,
    pub(crate) attributes_offset: u32,
}

/// A field, by indices and offsets.
#[derive(Clone, Copy, Default, Debug)]
pub struct FieldInfo {
    /// Meaningful bits only ([`access::FIELD_MASK`]); a Synthetic attribute has set `SYNTHETIC`.
    pub access_flags: u16,
    pub name_index: u16,
    pub descriptor_index: u16,
    /// Constant-pool entry of a static field's initial value, or 0.
    pub constant_value: u16,
    /// Utf8 entry of the generic signature, or 0.
    pub signature: u16,
    pub deprecated: bool,
    pub(crate) attributes_offset: u32,
    pub visible_annotations: Option<Attr>,
    pub invisible_annotations: Option<Attr>,
    pub visible_type_annotations: Option<Attr>,
    pub invisible_type_annotations: Option<Attr>,
}

/// A method, by indices and offsets.
#[derive(Clone, Copy, Default, Debug)]
pub struct MethodInfo {
    /// Meaningful bits only ([`access::METHOD_MASK`]); a Synthetic attribute has set `SYNTHETIC`. Class initializers have
    /// been made static in old class files.
    pub access_flags: u16,
    pub name_index: u16,
    pub descriptor_index: u16,
    /// Utf8 entry of the generic signature, or 0.
    pub signature: u16,
    pub deprecated: bool,
    pub(crate) attributes_offset: u32,
    pub code: Option<Attr>,
    pub exceptions: Option<Attr>,
    pub method_parameters: Option<Attr>,
    pub annotation_default: Option<Attr>,
    pub visible_annotations: Option<Attr>,
    pub invisible_annotations: Option<Attr>,
    pub visible_parameter_annotations: Option<Attr>,
    pub invisible_parameter_annotations: Option<Attr>,
    pub visible_type_annotations: Option<Attr>,
    pub invisible_type_annotations: Option<Attr>,
}

/// The attributes of the class itself.
#[derive(Clone, Copy, Default, Debug)]
pub struct ClassAttributes {
    /// Utf8 entry, or 0.
    pub source_file: u16,
    /// Utf8 entry of the generic signature, or 0.
    pub signature: u16,
    /// Class entry, or 0: the class is its own nest's host.
    pub nest_host: u16,
    pub deprecated: bool,
    pub source_debug_extension: Option<Attr>,
    pub inner_classes: Option<Attr>,
    pub enclosing_method: Option<Attr>,
    pub bootstrap_methods: Option<Attr>,
    pub nest_members: Option<Attr>,
    pub record: Option<Attr>,
    pub permitted_subclasses: Option<Attr>,
    pub visible_annotations: Option<Attr>,
    pub invisible_annotations: Option<Attr>,
    pub visible_type_annotations: Option<Attr>,
    pub invisible_type_annotations: Option<Attr>,
}

impl<'a> ClassFile<'a> {
    /// Parses and checks. Time is linear in the file's size (verified classes: plus hashing of member names).
    ///
    /// # Errors
    /// What HotSpot's definition of the class would throw, for reasons found in these bytes alone.
    pub fn parse(
        bytes: &'a [u8],
        options: &ParseOptions<'_>,
    ) -> Result<ClassFile<'a>, Box<ClassFileError>> {
        parse::parse(bytes, options)
    }

    /// The class's own name: `java/lang/Object`.
    pub fn name(&self) -> &'a [u8] {
        self.pool.class_name(self.this_class).unwrap_or(b"")
    }

    /// The superclass's name, `None` in `java/lang/Object`.
    pub fn super_name(&self) -> Option<&'a [u8]> {
        self.pool.class_name(self.super_class)
    }

    /// The entries of the constant pool as they are in the file, without their count.
    pub fn pool_bytes(&self) -> &'a [u8] {
        const START: usize = 10;
        // The flags, this and super class are between the pool and the interfaces.
        &self.bytes[START..self.interfaces_offset as usize - 6]
    }

    /// Class entries of the direct superinterfaces, in order.
    pub fn interfaces(&self) -> impl ExactSizeIterator<Item = u16> + use<'a> {
        let (bytes, at) = (self.bytes, self.interfaces_offset as usize);
        (0..usize::from(u16_at(bytes, at))).map(move |index| u16_at(bytes, at + 2 + 2 * index))
    }

    /// Names of the direct superinterfaces, in order.
    pub fn interface_names(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        self.interfaces()
            .map(|index| self.pool.class_name(index).unwrap_or(b""))
    }

    pub fn is_interface(&self) -> bool {
        self.access_flags & access::INTERFACE != 0
    }

    /// The bytes of a Utf8 entry that the parser has checked; empty for any other index.
    #[inline]
    pub fn utf8(&self, index: u16) -> &'a [u8] {
        self.pool.utf8(index).unwrap_or(b"")
    }

    /// An attribute's contents, empty if absent: pass `method.visible_annotations` and the like.
    pub fn bytes_of(&self, attribute: impl Into<Option<Attr>>) -> &'a [u8] {
        attribute
            .into()
            .map_or(&[], |attribute: Attr| attribute.bytes(self.bytes))
    }

    /// A method's code; `None` for native and abstract methods.
    #[inline]
    pub fn code(&self, method: &MethodInfo) -> Option<Code<'a>> {
        self.code_at(method.code?)
    }

    /// The code at an offset kept from [`MethodInfo::code`].
    #[inline]
    pub fn code_at(&self, attribute: Attr) -> Option<Code<'a>> {
        Code::at(self.bytes, attribute.offset())
    }

    /// All attributes of the class, also unknown ones.
    pub fn all_attributes(&self) -> Attributes<'_, 'a> {
        Attributes::at(&self.pool, self.attributes_offset as usize)
    }

    /// All attributes of a field.
    pub fn field_attributes(&self, field: &FieldInfo) -> Attributes<'_, 'a> {
        Attributes::at(&self.pool, field.attributes_offset as usize)
    }

    /// All attributes of a method.
    pub fn method_attributes(&self, method: &MethodInfo) -> Attributes<'_, 'a> {
        Attributes::at(&self.pool, method.attributes_offset as usize)
    }

    /// Class entries of a method's declared exceptions.
    pub fn exceptions(&self, method: &MethodInfo) -> impl ExactSizeIterator<Item = u16> + use<'a> {
        method_level::exceptions(self.bytes_of(method.exceptions))
    }

    /// `None` if the attribute is absent (it may be present and empty).
    pub fn method_parameters(
        &self,
        method: &MethodInfo,
    ) -> Option<impl Iterator<Item = MethodParameter> + use<'a>> {
        Some(method_level::method_parameters(
            self.bytes_of(method.method_parameters?),
        ))
    }

    /// Annotations of a field that the VM itself heeds; the caller decides whether the loader is trusted.
    pub fn field_vm_annotations(&self, field: &FieldInfo) -> VmAnnotations {
        VmAnnotations::scan(&self.pool, self.bytes_of(field.visible_annotations))
    }

    /// Annotations of a method that the VM itself heeds; the caller decides whether the loader is trusted.
    pub fn method_vm_annotations(&self, method: &MethodInfo) -> VmAnnotations {
        VmAnnotations::scan(&self.pool, self.bytes_of(method.visible_annotations))
    }

    /// Annotations of the class that the VM itself heeds; the caller decides whether the loader is trusted.
    pub fn class_vm_annotations(&self) -> VmAnnotations {
        VmAnnotations::scan(
            &self.pool,
            self.bytes_of(self.attributes.visible_annotations),
        )
    }

    /// Rows of InnerClasses.
    pub fn inner_classes(&self) -> impl Iterator<Item = InnerClass> + use<'a> {
        class_level::inner_classes(self.bytes_of(self.attributes.inner_classes))
    }

    /// Class entry, and NameAndType entry or 0.
    pub fn enclosing_method(&self) -> Option<(u16, u16)> {
        Some(class_level::enclosing_method(
            self.bytes_of(self.attributes.enclosing_method?),
        ))
    }

    /// Rows of BootstrapMethods, in order of their indices.
    pub fn bootstrap_methods(&self) -> impl Iterator<Item = BootstrapMethod<'a>> + use<'a> {
        class_level::bootstrap_methods(self.bytes_of(self.attributes.bootstrap_methods))
    }

    /// Class entries of the nest's members; empty unless the class is a nest's host.
    pub fn nest_members(&self) -> impl Iterator<Item = u16> + use<'a> {
        class_level::classes(self.bytes_of(self.attributes.nest_members))
    }

    /// Class entries of the permitted subclasses; `None` if the class is not sealed.
    pub fn permitted_subclasses(&self) -> Option<impl Iterator<Item = u16> + use<'a>> {
        Some(class_level::classes(
            self.bytes_of(self.attributes.permitted_subclasses?),
        ))
    }

    /// Components; `None` if the class is no record (a record may have none).
    pub fn record_components(&self) -> Option<impl Iterator<Item = RecordComponent<'_, 'a>>> {
        Some(class_level::record_components(
            &self.pool,
            self.attributes.record?.offset(),
        ))
    }
}
