//! Compiled code in the VM: what is compiled and when, where code lives, how it is called, how it calls the VM and is left again.
//! DESIGN "Code cache", "Deopt", "Calls"; CONTRACTS 1, 2, 4, 5, 6.
//!
//! | module | holds |
//! |---|---|
//! | `env` | what the compiler asks of the VM |
//! | `entries` | the runtime entries: what compiled code calls |

pub mod entries;
pub mod env;
