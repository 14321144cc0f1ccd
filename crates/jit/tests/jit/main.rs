//! Tests of the compiler over bare class files, without a VM.

mod library;
mod world;
