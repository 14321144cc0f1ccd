//! Class files and the places they come from. Pure functions over byte slices; nothing here maps files, loads or links.
//!
//! A class file is parsed once: [`ClassFile::parse`] runs every format check HotSpot runs at definition time and keeps offset
//! tables (constant pool, fields, methods, attributes). No string is copied, no attribute allocated: views are made on demand
//! and borrow the bytes (`'a`).
//!
//! ```
//! # fn example(bytes: &[u8]) -> Result<(), Box<classfile::ClassFileError>> {
//! use classfile::{ClassFile, ParseOptions};
//! let class = ClassFile::parse(bytes, &ParseOptions::application(Some(b"pkg/Foo")))?; // or ParseOptions::boot(..)
//! for method in &class.methods {
//!     let (name, descriptor) = (class.utf8(method.name_index), class.utf8(method.descriptor_index)); // &'a [u8], MUTF-8
//!     if let Some(code) = class.code(method) {
//!         println!("{}{} {} bytes", classfile::mutf8::display(name), classfile::mutf8::display(descriptor), code.code.len());
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`class`] | `ClassFile`, `FieldInfo`, `MethodInfo`, accessors for all attributes |
//! | [`constant_pool`] | `ConstantPool`: tags and typed reads by index, all `Option` (operands of unverified code may be anything) |
//! | [`attribute`] | views: `Code`, exception and line tables, InnerClasses, BootstrapMethods, Record, annotations, ... |
//! | [`parse`] | the parser and its checks (JVMS 4.8, HotSpot's order and texts), `ParseOptions` |
//! | [`error`] | `ClassFileError`: every message HotSpot prints, one table |
//! | `reader` | bytes read in order, with bounds |
//! | `locked` | what `synchronized` blocks lock, as compilers write them |
//! | [`access`] | access flags |
//! | [`descriptor`] | field and method descriptors without allocation, `BasicType` |
//! | [`mutf8`], [`names`] | modified UTF-8; legality of names |
//! | [`source`] | readers of the jimage (`lib/modules`), jars, directories |
//! | [`dump`] | deterministic text of a class, for tests and tools |
//!
//! Malformed input is an error value, never a panic. Read next: `class.rs`.
#![forbid(unsafe_code)]

pub mod access;
pub mod attribute;
pub mod class;
pub mod constant_pool;
pub mod descriptor;
pub mod dump;
pub mod error;
mod locked;
pub mod mutf8;
pub mod names;
pub mod parse;
mod reader;
pub mod source;

pub use attribute::Attr;
pub use attribute::code::{Code, ExceptionEntry};
pub use class::{ClassFile, FieldInfo, MethodInfo};
pub use constant_pool::{ConstantPool, CpTag};
pub use descriptor::{BasicType, FieldType, MethodDescriptor};
pub use error::{ClassFileError, ErrorClass, ErrorKind};
pub use locked::LockedBlock;
pub use parse::ParseOptions;
