//! The modes in which every test runs: ONE table. A new tier or stress mode is one row here.

/// What starts the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// The JDK's own VM: the oracle.
    HotSpot,
    Brolga,
}

/// A way to run all tests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mode {
    pub(crate) name: &'static str,
    pub(crate) engine: Engine,
    pub(crate) options: &'static [&'static str],
    /// The run must report collections (`brolga-gc:` on stderr), or it has not stressed anything.
    pub(crate) stresses_gc: bool,
    /// How much more time than `--timeout` a test may take.
    pub(crate) patience: u32,
}

pub(crate) const MODES: &[Mode] = &[
    Mode {
        name: "hotspot",
        engine: Engine::HotSpot,
        options: &[],
        stresses_gc: false,
        patience: 1,
    },
    Mode {
        name: "int",
        engine: Engine::Brolga,
        options: &["-Xint"],
        stresses_gc: false,
        patience: 1,
    },
    Mode {
        name: "gc",
        engine: Engine::Brolga,
        options: &["-Xint", "-XX:GCStressInterval=50", "-XX:+PrintGCStatistics"],
        stresses_gc: true,
        patience: 2,
    },
];
