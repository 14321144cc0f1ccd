//! The bodies of the JNI functions, each named like its row in `functions.rs`, by topic.
//!
//! Invariants: a body runs in_vm (rows `vm` and `java`) and gets C's arguments unchecked: null and ill-typed references
//! throw or answer zero where the specification leaves them undefined; only pointers that cannot be checked are trusted.
//! `unsafe fn` throughout, with one contract: the arguments are what the JNI specification asks of callers.
#![allow(
    non_snake_case,
    reason = "functions have the names of the JNI specification"
)]

mod arrays;
mod buffers;
mod calls;
mod classes;
mod exceptions;
mod fields;
mod members;
mod monitors;
mod natives;
mod references;
mod strings;
mod version;

pub(crate) use arrays::*;
pub(crate) use buffers::*;
pub(crate) use calls::*;
pub(crate) use classes::*;
pub(crate) use exceptions::*;
pub(crate) use fields::*;
pub(crate) use members::*;
pub(crate) use monitors::*;
pub(crate) use natives::*;
pub(crate) use references::*;
pub(crate) use strings::*;
pub(crate) use version::*;
