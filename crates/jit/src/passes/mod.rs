//! Passes over the IR, in the order they run. Each keeps the invariants of [`crate::ir::check`]; with debug assertions that is
//! checked after each.
//!
//! | pass | does |
//! |---|---|
//! | [`prune`] | drops block parameters that always bring the same value |
//! | [`reach`] | drops blocks that cannot be reached; joins blocks that follow each other |
//! | [`number`] | computes once what is computed twice; folds constants, drops checks that have passed before |
//! | [`hoist`] | takes out of loops what does not change in them |
//! | [`rotate`] | moves the test of a loop from its beginning to its end |
//! | [`dead`] | drops what nobody uses |
//!
//! A pass is a row of the table below; each can be switched off by its name, to find the guilty one.

pub mod dead;
pub mod fold;
pub mod hoist;
pub mod number;
pub mod prune;
mod range;
pub mod reach;
mod repair;
pub mod rotate;
#[cfg(test)]
mod tests;

use crate::ir::{Function, check};

/// One pass.
#[derive(Clone, Copy)]
pub struct Pass {
    /// What switches and dumps call it.
    pub name: &'static str,
    pub run: fn(&mut Function),
}

/// All passes, in order.
pub const PASSES: &[Pass] = &[
    Pass {
        name: "prune",
        run: prune::run,
    },
    Pass {
        name: "reach",
        run: reach::run,
    },
    Pass {
        name: "number",
        run: number::run,
    },
    // Branches that were decided leave parameters with one source, and blocks behind.
    Pass {
        name: "prune",
        run: prune::run,
    },
    Pass {
        name: "reach",
        run: reach::run,
    },
    // What the test computes need not be copied.
    Pass {
        name: "hoist",
        run: hoist::run,
    },
    Pass {
        name: "rotate",
        run: rotate::run,
    },
    Pass {
        name: "prune",
        run: prune::run,
    },
    Pass {
        name: "reach",
        run: reach::run,
    },
    Pass {
        name: "hoist",
        run: hoist::run,
    },
    Pass {
        name: "number",
        run: number::run,
    },
    Pass {
        name: "prune",
        run: prune::run,
    },
    Pass {
        name: "reach",
        run: reach::run,
    },
    Pass {
        name: "dead",
        run: dead::run,
    },
];

/// Whether there are passes of these names.
///
/// # Errors
/// A sentence that names them all.
pub fn check_names(names: &[String]) -> Result<(), String> {
    let is_known = |name: &str| PASSES.iter().any(|pass| pass.name == name);
    let Some(unknown) = names.iter().find(|name| !is_known(name)) else {
        return Ok(());
    };
    let mut all: Vec<&str> = PASSES.iter().map(|pass| pass.name).collect();
    all.sort_unstable();
    all.dedup();
    let all = all.join(", ");
    Err(format!("no pass `{unknown}`; there are: {all}"))
}

/// Runs all passes but those that `disabled` names; `observe` sees the function after each.
pub fn run(
    function: &mut Function,
    disabled: &dyn Fn(&str) -> bool,
    observe: &mut dyn FnMut(&Pass, &Function),
) {
    debug_check("build", function);
    for pass in PASSES.iter().filter(|pass| !disabled(pass.name)) {
        (pass.run)(function);
        debug_check(pass.name, function);
        observe(pass, function);
    }
}

fn debug_check(pass: &str, function: &Function) {
    if cfg!(debug_assertions)
        && let Err(violation) = check(function)
    {
        panic!("after pass {pass}: {violation}\n{function}");
    }
}
