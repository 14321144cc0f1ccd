//! The compiler: a method's bytecode to SSA to machine code. It knows the VM only through one trait and `abi`. DESIGN "Compiler".
//!
//! | module | holds |
//! |---|---|
//! | [`ir`] | our SSA, its text form and invariants |
//!
//! Read next: `ir/mod.rs`.
#![forbid(unsafe_code)]

pub mod ir;
