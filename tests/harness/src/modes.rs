//! The modes in which every test runs: ONE table. A new tier or stress mode is one row here.

/// What starts the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// The JDK's own VM: the oracle.
    HotSpot,
    Brolga,
}

/// What a mode makes happen far more often than it would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stress {
    /// Collections: `brolga-gc:`.
    Collections,
    /// Compiled code left for the interpreter: `brolga-jit:`.
    Deopts,
    /// Places where execution is watched: `brolga-watch:`.
    Stops,
}

/// Makes the VM count the bytecodes of application classes: a mode with this option must have executed most of them in compiled code.
pub(crate) const COUNT: &str = "-XX:+CountBytecodes";

/// A way to run all tests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mode {
    pub(crate) name: &'static str,
    pub(crate) engine: Engine,
    /// `{class}` stands for the main class of the test, with slashes.
    pub(crate) options: &'static [&'static str],
    /// What the run must report on stderr, or it has not stressed anything.
    pub(crate) stresses: &'static [Stress],
    /// Runs unless other modes are asked for.
    pub(crate) is_standard: bool,
    /// How much more time than `--timeout` a test may take.
    pub(crate) patience: u32,
}

pub(crate) const MODES: &[Mode] = &[
    Mode {
        name: "hotspot",
        engine: Engine::HotSpot,
        options: &[],
        stresses: &[],
        is_standard: true,
        patience: 1,
    },
    Mode {
        name: "int",
        engine: Engine::Brolga,
        options: &["-Xint"],
        stresses: &[],
        is_standard: true,
        patience: 1,
    },
    Mode {
        name: "gc",
        engine: Engine::Brolga,
        options: &["-Xint", "-XX:GCStressInterval=50", "-XX:+PrintGCStatistics"],
        stresses: &[Stress::Collections],
        is_standard: true,
        patience: 2,
    },
    Mode {
        name: "jit",
        engine: Engine::Brolga,
        options: &[
            "-XX:Tier3CompileThreshold=20",
            "-XX:Tier3BackEdgeThreshold=100",
            "-XX:+PrintJitStatistics",
        ],
        stresses: &[],
        is_standard: true,
        patience: 2,
    },
    // All that can be mixed and left out: tiers by chance, no caches of classes, no assumptions, plain code, a full cache.
    Mode {
        name: "mixed",
        engine: Engine::Brolga,
        options: &[
            "-XX:JitRandomTiers=17",
            "-XX:Tier3CompileThreshold=20",
            "-XX:Tier3BackEdgeThreshold=100",
            "-XX:ReservedCodeCacheSize=192k",
            "-XX:-UseCHA",
            "-XX:-UseInlineCaches",
            "-XX:JitOptLevel=none",
        ],
        stresses: &[],
        is_standard: true,
        patience: 2,
    },
    // Who asks for code waits for it: much runs in compiled code, whatever the machine is busy with.
    Mode {
        name: "deopt",
        engine: Engine::Brolga,
        options: &[
            "-Xbatch",
            "-XX:Tier3CompileThreshold=20",
            "-XX:Tier3BackEdgeThreshold=100",
            "-XX:DeoptStressInterval=50",
            "-XX:+PrintJitStatistics",
        ],
        stresses: &[Stress::Deopts],
        is_standard: true,
        patience: 3,
    },
    Mode {
        name: "comp",
        engine: Engine::Brolga,
        options: &[
            "-Xcomp",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=compileonly,{class}*.*",
        ],
        stresses: &[],
        is_standard: true,
        patience: 2,
    },
    // Of the three collectors of the old generation `gc` has the default one; the other two are in these.
    Mode {
        name: "compgc",
        engine: Engine::Brolga,
        options: &[
            "-Xcomp",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=compileonly,{class}*.*",
            "-XX:+UseMarkSweepGC",
            "-XX:GCStressInterval=50",
            "-XX:+PrintGCStatistics",
        ],
        stresses: &[Stress::Collections],
        is_standard: true,
        patience: 3,
    },
    Mode {
        name: "compdeoptgc",
        engine: Engine::Brolga,
        options: &[
            "-Xcomp",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=compileonly,{class}*.*",
            "-XX:DeoptStressInterval=50",
            "-XX:+PrintJitStatistics",
            "-XX:+UseCopyingGC",
            "-XX:GCStressInterval=50",
            "-XX:+PrintGCStatistics",
        ],
        stresses: &[Stress::Collections, Stress::Deopts],
        is_standard: true,
        patience: 3,
    },
    // As a debugger has it: plain code that stops everywhere.
    Mode {
        name: "watched",
        engine: Engine::Brolga,
        options: &["-XX:+WatchStress"],
        stresses: &[Stress::Stops],
        is_standard: true,
        patience: 3,
    },
    // Everything, the class library included.
    Mode {
        name: "xcomp",
        engine: Engine::Brolga,
        options: &["-Xcomp", COUNT],
        stresses: &[],
        is_standard: false,
        patience: 10,
    },
];
