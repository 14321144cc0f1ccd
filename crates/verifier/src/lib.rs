//! The verifier: type checking of methods against their StackMapTables (JVMS 4.10.1), and type flow by inference.
//!
//! [`verify_class`] says whether a class may be linked, with HotSpot's verdicts, order of checks and texts. What it must know
//! of other classes it asks through [`Hierarchy`], the one place where verification may load classes.
//! [`type_flow`] computes the kinds of locals and stack slots at every bci without a StackMapTable and without other classes.
//!
//! ```
//! # use classfile::{ClassFile, ParseOptions};
//! # fn example<H: verifier::Hierarchy>(bytes: &[u8], hierarchy: &mut H) -> Option<String> {
//! let class = ClassFile::parse(bytes, &ParseOptions::application(None)).ok()?;
//! match verifier::verify_class(&class, hierarchy) {
//!     Ok(()) => None,
//!     Err(verifier::VerifyFailure::Verify(error)) => Some(error.message()), // for a Java `error.error_class()`
//!     Err(verifier::VerifyFailure::Loading(_)) => None,                     // a Java throwable is pending already
//! }
//! # }
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`hierarchy`] | the trait of questions about other classes |
//! | [`error`] | `VerifyError`: every message, one table |
//! | `types`, `names` | verification types (JVMS 4.10.1.2); class names as small numbers |
//! | `assign` | assignability (JVMS 4.10.1.2), interfaces treated as `Object` |
//! | `frame` | the current frame; popping, pushing, locals |
//! | `stack_map` | StackMapTable read into frames, matching against them |
//! | `method` | one method: table checks and the walk over its code |
//! | `transfer` | what each instruction does to the frame, one file per opcode category |
//! | `reserved` | bytes that are no opcodes, and what messages call them |
//! | `report` | the details under a message: location, reason, frames, tables |
//! | [`flow`] | type flow by inference, for old class files as well |
//!
//! Where several methods of a class are bad, the first in file order is reported; HotSpot's order is that of its symbol table's
//! addresses and cannot be had.
//!
//! Not here: the old verifier for class files below version 50 ([`needs_failover`]), the choice of which classes are verified,
//! overriding of final methods and loader constraints (all the linker's), format checks (`classfile`).
//!
//! Invariants: no panic on any input that [`classfile::ClassFile::parse`] accepts; nothing allocated per instruction but the
//! array names that `anewarray` makes.
//! Read next: `method.rs`.
#![forbid(unsafe_code)]

mod assign;
pub mod error;
pub mod flow;
mod frame;
pub mod hierarchy;
mod method;
mod names;
mod report;
mod reserved;
mod stack_map;
mod transfer;
mod types;

pub use error::{ErrorKind, VerifyError, VerifyFailure};
pub use flow::{FlowError, FlowErrorKind, FrameKinds, Kind, TypeFlow, type_flow};
pub use hierarchy::{Hierarchy, Member};

use classfile::{ClassFile, MethodInfo};

/// Class files of this version and later have no other verifier to fall back on.
const NO_FAILOVER_MAJOR: u16 = 51;
/// Class files below this version are verified by inference only.
const FIRST_SPLIT_MAJOR: u16 = 50;

/// Whether class files of this version are checked by [`verify_class`] at all; older ones are the old verifier's.
pub const fn is_split_verified(major: u16) -> bool {
    major >= FIRST_SPLIT_MAJOR
}

/// Whether a [`VerifyFailure::Verify`] for which [`VerifyError::may_failover`] holds is no verdict yet: class files of version
/// 50 get a second chance with the old verifier. If that accepts the class it is good; if not, the old verifier names the
/// error's class and this one's [`VerifyError::message`] is the message. Older class files are the old verifier's alone.
pub const fn needs_failover(major: u16) -> bool {
    major < NO_FAILOVER_MAJOR
}

/// Verifies all methods with code, in file order. `class` should have been parsed with
/// [`classfile::ParseOptions::application`] or `platform`; a class parsed less strictly may fail with stranger messages.
///
/// May load classes through `hierarchy`, so: may run Java, GC and block as far as the implementation does.
///
/// # Errors
/// The first failure: of the class itself, or of loading another.
pub fn verify_class<H: Hierarchy + ?Sized>(
    class: &ClassFile<'_>,
    hierarchy: &mut H,
) -> Result<(), VerifyFailure<H::Error>> {
    let Some(mut verifier) = method::Verifier::new(class, hierarchy) else {
        return Ok(());
    };
    class
        .methods
        .iter()
        .try_for_each(|method| verifier.verify_method(method))
}

/// Verifies one method, as [`verify_class`] does all.
///
/// # Errors
/// As for [`verify_class`].
pub fn verify_method<H: Hierarchy + ?Sized>(
    class: &ClassFile<'_>,
    method: &MethodInfo,
    hierarchy: &mut H,
) -> Result<(), VerifyFailure<H::Error>> {
    match method::Verifier::new(class, hierarchy) {
        Some(mut verifier) => verifier.verify_method(method),
        None => Ok(()),
    }
}
