//! The parser: one pass over the bytes, with the checks of JVMS 4.8 in the order and strictness of HotSpot 17.
//!
//! Strictness has three levels, as there: what memory safety of later stages rests on is checked always; what a well-behaved
//! compiler guarantees only with `verify` (classes not from the boot loader); legality of names also not with `relax_names`.
//!
//! | file | parses |
//! |---|---|
//! | `mod.rs` | options, versions, this and super class, interfaces |
//! | `pool.rs` | constant pool entries and references between them |
//! | `modifiers.rs` | which access flags may stand together |
//! | `members.rs` | fields and methods |
//! | `code.rs` | the Code attribute |
//! | `class_attributes.rs` | attributes of the class |
//!
//! Not here: anything that needs another class, and verification of code (JVMS 4.9, 4.10).

mod class_attributes;
mod code;
mod members;
mod modifiers;
mod pool;

use std::collections::HashSet;

use crate::access;
use crate::class::{ClassAttributes, ClassFile};
use crate::constant_pool::{ConstantPool, CpTag};
use crate::error::{ClassFileError, ErrorKind, Fail, Name};
use crate::reader::{Reader, u16_at};

/// The highest class file version of JDK 17.
pub const HIGHEST_VERSION: u16 = 61;
/// The minor version that marks a class compiled with preview features.
pub const PREVIEW_MINOR: u16 = 65535;

/// What is checked, and what the caller knows already.
#[derive(Clone, Copy, Debug)]
pub struct ParseOptions<'n> {
    /// The name the class was asked for by, internal form. Another name in the file is a `NoClassDefFoundError`.
    pub name: Option<&'n [u8]>,
    /// Full format checks: for all loaders but the boot loader (`-XX:+BytecodeVerificationRemote`, `...Local`).
    pub verify: bool,
    /// Names may be anything: platform loader's classes. Means something only with `verify`.
    pub relax_names: bool,
    /// `--enable-preview`.
    pub preview: bool,
    /// The highest major version accepted; [`HIGHEST_VERSION`] for JDK 17.
    pub highest_major: u16,
}

impl<'n> ParseOptions<'n> {
    /// For classes of the boot loader: trusted, only what memory safety needs is checked.
    pub fn boot(name: Option<&'n [u8]>) -> ParseOptions<'n> {
        ParseOptions {
            name,
            verify: false,
            relax_names: true,
            preview: false,
            highest_major: HIGHEST_VERSION,
        }
    }

    /// For classes of the platform loader.
    pub fn platform(name: Option<&'n [u8]>) -> ParseOptions<'n> {
        ParseOptions {
            verify: true,
            ..ParseOptions::boot(name)
        }
    }

    /// For classes of all other loaders: everything is checked.
    pub fn application(name: Option<&'n [u8]>) -> ParseOptions<'n> {
        ParseOptions {
            relax_names: false,
            ..ParseOptions::platform(name)
        }
    }
}

/// What the parts of the parser share.
struct Parser<'a> {
    reader: Reader<'a>,
    pool: ConstantPool<'a>,
    major: u16,
    minor: u16,
    verify: bool,
    check_names: bool,
    /// The class's access flags, once read.
    class_flags: u16,
    /// Highest `bootstrap_method_attr_index` in the pool.
    max_bootstrap_index: Option<u16>,
    /// A Module or Package tag that was passed over.
    module_tag: Option<u8>,
}

type Checked<T = ()> = Result<T, Fail>;

/// Fails with `kind` unless `condition`.
#[inline(always)]
fn ensure(condition: bool, kind: impl FnOnce() -> ErrorKind) -> Checked {
    if condition { Ok(()) } else { Err(fail(kind())) }
}

#[cold]
#[inline(never)]
fn fail(kind: ErrorKind) -> Fail {
    Box::new(kind)
}

/// See [`ClassFile::parse`].
pub(crate) fn parse<'a>(
    bytes: &'a [u8],
    options: &ParseOptions<'_>,
) -> Result<ClassFile<'a>, Box<ClassFileError>> {
    let mut parser = Parser {
        reader: Reader::new(bytes, 0),
        pool: ConstantPool::new(bytes, Vec::new()),
        major: 0,
        minor: 0,
        verify: options.verify,
        check_names: options.verify && !options.relax_names,
        class_flags: 0,
        max_bootstrap_index: None,
        module_tag: None,
    };
    let mut class_name: &[u8] = options.name.unwrap_or(b"<Unknown>");
    let result = parser.parse_head(options).and_then(|this_class| {
        let actual = parser.pool.class_name(this_class).unwrap_or(b"");
        if options.name.is_none() {
            class_name = actual;
        } else if class_name != actual {
            return Err(fail(ErrorKind::WrongName {
                actual: actual.into(),
            }));
        }
        parser.parse_body(this_class, actual)
    });
    result.map_err(|kind| {
        Box::new(ClassFileError {
            class: Name::from(class_name),
            kind: *kind,
        })
    })
}

impl<'a> Parser<'a> {
    /// Up to and including `this_class`, which is returned.
    fn parse_head(&mut self, options: &ParseOptions<'_>) -> Checked<u16> {
        self.reader.need(8)?;
        let magic = self.reader.u4()?;
        ensure(magic == 0xCAFE_BABE, || ErrorKind::BadMagic { magic })?;
        self.minor = self.reader.u2()?;
        self.major = self.reader.u2()?;
        self.check_version(options)?;
        self.parse_pool()?;
        self.reader.need(8)?;
        let flags = self.reader.u2()?;
        let module = if self.major >= 53 { access::MODULE } else { 0 };
        let mut flags = flags & (access::CLASS_MASK | module);
        if flags & access::INTERFACE != 0 && self.major < 50 {
            flags |= access::ABSTRACT;
        }
        self.check_class_modifiers(flags)?;
        if let Some(tag) = self.module_tag {
            return Err(fail(ErrorKind::UnknownTag { tag }));
        }
        self.class_flags = flags;
        let this_class = self.reader.u2()?;
        let name = self
            .pool
            .class_name(this_class)
            .ok_or_else(|| fail(ErrorKind::ThisClass { index: this_class }))?;
        ensure(!self.verify || name.first() != Some(&b'['), || {
            ErrorKind::ArrayClass {}
        })?;
        Ok(this_class)
    }

    fn check_version(&self, options: &ParseOptions<'_>) -> Checked {
        let (major, minor, highest) = (self.major, self.minor, options.highest_major);
        ensure(major >= 45, || ErrorKind::VersionTooOld { major, minor })?;
        ensure(major <= highest, || ErrorKind::VersionTooNew {
            major,
            minor,
            highest,
        })?;
        if major < 56 || minor == 0 {
            return Ok(());
        }
        ensure(minor == PREVIEW_MINOR, || ErrorKind::BadMinor {
            major,
            minor,
        })?;
        ensure(major == highest, || ErrorKind::PreviewUnsupported {
            major,
            minor,
            highest,
        })?;
        ensure(options.preview, || ErrorKind::PreviewNotEnabled {
            major,
            minor,
        })
    }

    /// From `super_class` on.
    fn parse_body(&mut self, this_class: u16, name: &'a [u8]) -> Checked<ClassFile<'a>> {
        let super_class = self.reader.u2()?;
        if super_class == 0 {
            ensure(name == b"java/lang/Object", || ErrorKind::SuperClass {
                index: super_class,
            })?;
        } else {
            let super_name = self.pool.class_name(super_class);
            let super_name =
                super_name.ok_or_else(|| fail(ErrorKind::SuperClass { index: super_class }))?;
            ensure(!self.verify || super_name.first() != Some(&b'['), || {
                ErrorKind::ArraySuperClass {}
            })?;
        }
        let interfaces_offset = self.reader.pos as u32;
        self.parse_interfaces()?;
        let fields = self.parse_fields()?;
        let methods = self.parse_methods()?;
        let attributes_offset = self.reader.pos as u32;
        let attributes = self.parse_class_attributes()?;
        ensure(!self.verify || self.reader.remaining() == 0, || {
            ErrorKind::ExtraBytes {}
        })?;
        let has_interfaces = u16_at(self.reader.bytes, interfaces_offset as usize) != 0;
        ensure(name != b"java/lang/Object" || !has_interfaces, || {
            ErrorKind::ObjectInterfaces {}
        })?;
        if self.verify && super_class != 0 && self.is_interface() {
            let extends_object = self.pool.class_name(super_class) == Some(b"java/lang/Object");
            ensure(extends_object, || ErrorKind::InterfaceSuper {})?;
        }
        let attributes_synthetic = if attributes.1 { access::SYNTHETIC } else { 0 };
        let attributes: ClassAttributes = attributes.0;
        Ok(ClassFile {
            bytes: self.reader.bytes,
            minor: self.minor,
            major: self.major,
            pool: std::mem::replace(&mut self.pool, ConstantPool::new(&[], Vec::new())),
            access_flags: self.class_flags | attributes_synthetic,
            this_class,
            super_class,
            fields,
            methods,
            attributes,
            interfaces_offset,
            attributes_offset,
        })
    }

    fn parse_interfaces(&mut self) -> Checked {
        let count = self.reader.u2()?;
        let mut names = Vec::new();
        for _ in 0..count {
            let index = self.reader.u2()?;
            let name = self
                .pool
                .class_name(index)
                .ok_or_else(|| fail(ErrorKind::InterfaceIndex { index }))?;
            if self.verify {
                ensure(name.first() != Some(&b'['), || ErrorKind::ArrayInterface {})?;
                names.push(name);
            }
        }
        match first_duplicate(names) {
            Some(name) => Err(fail(ErrorKind::DuplicateInterface { name: name.into() })),
            None => Ok(()),
        }
    }

    fn is_interface(&self) -> bool {
        self.class_flags & access::INTERFACE != 0
    }

    /// A Utf8 entry, or the failure `kind`.
    #[inline]
    fn utf8(&self, index: u16, kind: impl FnOnce(u16) -> ErrorKind) -> Checked<&'a [u8]> {
        self.pool.utf8(index).ok_or_else(|| fail(kind(index)))
    }

    /// A Class entry, or the failure "`what` `index` has bad constant type".
    fn class_entry(&self, what: &'static str, index: u16) -> Checked {
        ensure(self.pool.is(index, CpTag::Class), || ErrorKind::BadType {
            what,
            index,
        })
    }

    /// The contents of a member's Signature attribute; returns the Utf8 entry.
    fn parse_signature(&mut self) -> Checked<u16> {
        let index = self.reader.u2()?;
        self.utf8(index, |index| ErrorKind::SignatureIndex { index })?;
        Ok(index)
    }
}

/// The first item that equals an earlier one. Short lists are compared pairwise.
fn first_duplicate<T: Copy + Eq + std::hash::Hash>(items: Vec<T>) -> Option<T> {
    if items.len() <= 12 {
        return (1..items.len())
            .find(|at| items[..*at].contains(&items[*at]))
            .map(|at| items[at]);
    }
    let mut seen = HashSet::with_capacity(items.len());
    items.into_iter().find(|item| !seen.insert(*item))
}
