//! The compiler: a method's bytecode to SSA to machine code. It knows the VM only through one trait and `abi`. DESIGN "Compiler".
//!
//! | module | holds |
//! |---|---|
//! | [`env`] | what it asks of the VM |
//! | [`ir`] | our SSA, its text form and invariants |
//! | [`build`] | bytecode to SSA |
//! | [`passes`] | SSA to better SSA |
//! | [`lower`] | SSA to CLIF |
//! | [`compile`] | all of it in order: a method to machine code with its tables |
//! | [`replay`] | compiles on record, run again without the VM |
//!
//! Read next: `ir/mod.rs`.
#![forbid(unsafe_code)]

pub mod build;
pub mod compile;
pub mod env;
pub mod ir;
pub mod lower;
pub mod passes;
pub mod replay;
