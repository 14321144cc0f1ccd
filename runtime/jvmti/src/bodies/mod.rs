//! The bodies of the functions, by topic. A body is named like its row in `functions.rs`; what the row says has been asked before it
//! runs: phase, capability, and that `Out`, `In` and `Text` are not null.
//!
//! SAFETY of all: C promises what the specification asks, above all that pointers are valid and references live.
#![allow(
    non_snake_case,
    reason = "functions have the names of the JVMTI specification"
)]
#![allow(
    clippy::missing_safety_doc,
    reason = "one contract for all, in the module's documentation"
)]

mod arguments;
mod classes;
mod environments;
mod execution;
mod heap;
mod heap_1_0;
mod locals;
mod members;
mod modules;
mod monitors;
mod notification;
mod objects;
pub(crate) mod raw_monitors;
mod redefinition;
mod search;
mod stacks;
mod system;
mod tags;
mod thread_groups;
mod threads;

pub(crate) use arguments::method_id;
pub(crate) use classes::*;
pub(crate) use environments::*;
pub(crate) use execution::*;
pub(crate) use heap::*;
pub(crate) use heap_1_0::*;
pub(crate) use locals::*;
pub(crate) use members::*;
pub(crate) use modules::*;
pub(crate) use monitors::*;
pub(crate) use notification::*;
pub(crate) use objects::*;
pub(crate) use raw_monitors::*;
pub(crate) use redefinition::*;
pub(crate) use search::*;
pub(crate) use stacks::*;
pub(crate) use system::*;
pub(crate) use tags::*;
pub(crate) use thread_groups::*;
pub(crate) use threads::*;
