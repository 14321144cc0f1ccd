//! Measuring programs from the outside, for `brolga bench` and `cargo xtask bench`.
//!
//! | module | holds |
//! |---|---|
//! | `run` | one run of a program: what it printed, what it cost, how it differs from another |
//! | `interrupt` | Ctrl-C ends the run that is on, and not us |
//! | `statistics` | medians, spreads, intervals by resampling |
//! | `steady` | a series of times: where it changes, whether it settles |
//!
//! The last two are pure functions. Which programs run, how often and in which order is the callers' business.

pub mod interrupt;
mod run;
pub mod statistics;
pub mod steady;

pub use run::{Killed, Run, difference, difference_of_texts, run, run_with_input};
