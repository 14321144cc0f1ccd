//! The bodies of the exported `JVM_*` functions, by topic. THE list of names is `libjvm/src/exports.rs`.
//!
//! | module | topic |
//! |---|---|
//! | [`system`], [`properties`], [`cds`] | time, memory, exit; properties; "there is no archive" |
//! | [`class`], [`class_attributes`], [`members`], [`constant_pool`] | what a `Class` tells |
//! | [`reflection`], [`invoke`] | reflective objects, calls through them |
//! | [`class_loading`], [`modules`], [`libraries`] | finding and defining classes, modules, native libraries |
//! | [`objects`], [`arrays`], [`array_copy`], [`strings`], [`references`] | objects |
//! | [`exceptions`], [`stack_walk`], [`security`] | frames |
//! | [`threads`], [`raw_monitor`], [`signals`] | threads |
//! | [`verifier`] | what libverify asks |
//! | [`newer`] | names that only JDK 21 and 25 know |
//!
//! Prototypes are those of JDK 17 where JDKs differ. Read next: `class.rs`.

pub(crate) mod array_copy;
pub(crate) mod arrays;
pub(crate) mod cds;
pub(crate) mod class;
pub(crate) mod class_attributes;
pub(crate) mod class_loading;
pub(crate) mod constant_pool;
pub(crate) mod exceptions;
pub(crate) mod invoke;
pub(crate) mod libraries;
pub(crate) mod members;
pub(crate) mod modules;
pub(crate) mod newer;
pub(crate) mod objects;
pub mod properties;
pub(crate) mod raw_monitor;
pub(crate) mod references;
pub(crate) mod reflection;
pub(crate) mod security;
pub(crate) mod signals;
pub(crate) mod stack_walk;
pub(crate) mod strings;
pub(crate) mod system;
pub(crate) mod threads;
pub(crate) mod verifier;
