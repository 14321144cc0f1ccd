//! The compiler's own SSA: typed values, block parameters, explicit checks and guards, frame states. Bytecode is built into it,
//! passes rewrite it, and it is lowered to CLIF almost one to one.
//!
//! | module | holds |
//! |---|---|
//! | [`ops`] | THE table of operations |
//! | [`types`] | value types |
//! | [`entities`] | the numbered things: values, blocks, states ... |
//! | [`function`] | a function and its parts |
//! | [`cfg`] | predecessors, order, dominators, loops |
//! | [`bits`] | sets, for dataflow |
//! | [`check`] | the invariants |
//! | [`verdict`] | what became of a call, for dumps |
//! | `print`, [`parse`] | the text form |
//!
//! Read next: `function.rs`.

pub mod bits;
pub mod cfg;
pub mod check;
pub mod entities;
pub mod function;
pub mod ops;
pub mod parse;
mod print;
#[cfg(test)]
mod tests;
pub mod types;
pub mod verdict;

pub use cfg::Cfg;
pub use check::{Violation, check};
pub use entities::{
    Block, ClassId, Entity, FieldId, Frame, Inst, MethodId, OopId, SiteId, State, Table, Value,
};
pub use function::{
    BlockData, CallVerdict, ClassData, ClassShape, Definition, Edge, FieldData, FrameData,
    FrameState, Function, Immediate, InstData, Key, MethodData, OopData, Origin, OsrData, SiteData,
    StateMode, Terminator, ValueData,
};
pub use ops::{Condition, Effect, ImmediateKind, Op, Ordering};
pub use parse::{ParseError, parse};
pub use types::Type;
pub use verdict::Verdict;
