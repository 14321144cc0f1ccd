//! A compile: the method at each step, and the tables by which the runtime understands its code.
//!
//! Everything that belongs to an instruction of the source names an *origin*: a row of [`Compile::origins`], the chain of (method, bci) that it
//! stands for, innermost first. By origins the lines of all steps belong together. Methods are rows of [`Compile::methods`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Task;

/// See the module documentation. Sizes are bytes.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Compile {
    /// As in `-XX:+PrintCompilation`; in a deterministic dump the number of the record.
    pub id: u64,
    #[serde(flatten)]
    pub task: Task,
    /// The how many-th of the method, or of the loop, beginning with 1.
    pub number: u32,
    pub tier: u32,
    /// Why it was asked for: `calls`, `loop`, `deopt`, `invalidated`, `sites` or `static`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Times>,
    /// Of the machine code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    pub bytecode_bytes: usize,
    pub code_bytes: usize,
    pub frame_bytes: u32,
    /// Instructions of the IR, as built and after all passes.
    pub built_instructions: usize,
    pub optimised_instructions: usize,
    /// The method itself comes first, then what is inlined.
    pub methods: Vec<Method>,
    /// Chains of rows of `methods` and bcis, innermost first.
    pub origins: Vec<Vec<(usize, u32)>>,
    pub calls: Vec<Call>,
    /// The IR as built, then after each pass that changed it.
    pub ssa: Vec<Pass>,
    /// As lowered.
    pub clif: Vec<Line>,
    pub clif_optimised: Vec<Line>,
    /// Cranelift's own instructions, with registers.
    #[serde(default)]
    pub vcode: Vec<Line>,
    pub code: Vec<CodeLine>,
    pub stack_maps: Vec<StackMap>,
    pub deopt_points: Vec<DeoptPoint>,
    pub traps: Vec<Trap>,
}

/// Microseconds.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Times {
    /// When it began, since the VM started.
    pub start_us: u64,
    /// In the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited_us: Option<u64>,
    pub duration_us: u64,
    pub phases: Vec<Phase>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Phase {
    pub name: String,
    pub us: u64,
}

/// A method's bytecode, with what the interpreter has counted until then.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Method {
    /// Class (internal name), name and descriptor.
    pub name: String,
    /// `SourceFile` of its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    pub max_stack: u16,
    pub max_locals: u16,
    pub bytecode: Vec<Instruction>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handlers: Vec<Handler>,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Instruction {
    pub bci: u32,
    /// Of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
}

/// What an instruction has met while it was interpreted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Profile {
    Branch {
        taken: u32,
        not_taken: u32,
    },
    /// In the order of the instruction; the default comes last.
    Switch {
        counts: Vec<u32>,
    },
    /// Of the receiver, or of the operand of a type test.
    Classes {
        seen: Vec<(String, u32)>,
        others: u32,
        nulls: u32,
    },
    /// What it resolves is not resolved.
    NeverRan,
}

/// A row of the exception table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub handler: u32,
    pub catches: String,
    /// Nothing was ever caught here, as far as is known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub never_caught: bool,
}

/// What became of a call, in the order in which they were built: a call of an inlined method comes behind the call that it is inlined for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Call {
    pub origin: usize,
    pub callee: String,
    pub is_inlined: bool,
    /// One word: `inlined`, `too_big`, `polymorphic` ...
    pub verdict: String,
    /// A sentence.
    pub reason: String,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Pass {
    /// `build` comes first.
    pub name: String,
    pub lines: Vec<Line>,
}

/// A line of text that may have an origin.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Line {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// An instruction of the machine, or what lies between them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CodeLine {
    pub offset: u32,
    /// Something jumps here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Which slots of the frame hold references while a call runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StackMap {
    /// Of the instruction behind the call.
    pub offset: u32,
    pub origin: usize,
    /// Bytes from rsp.
    pub references: Vec<u32>,
    /// Where an exception goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<u32>,
}

/// Where the code may be left for the interpreter, and the frames that it makes, innermost first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeoptPoint {
    /// Of the instruction behind the call that leaves.
    pub offset: u32,
    pub origin: usize,
    pub reason: String,
    pub frames: Vec<Frame>,
}

/// A frame of the interpreter. Slots name values of the thread's buffer: a number, with `r` if it is a reference; `-`: nothing that is read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Frame {
    pub method: usize,
    pub bci: u32,
    /// The bytecode there has run already.
    pub is_after: bool,
    pub locals: Vec<String>,
    pub stack: Vec<String>,
    pub locks: Vec<String>,
}

/// An instruction that faults on purpose, and what is thrown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Trap {
    pub offset: u32,
    pub origin: usize,
    pub exception: String,
}

impl Compile {
    /// `@bci` in the method itself; `inlined@bci < @bci` in one that stands in it.
    pub fn place(&self, origin: usize) -> String {
        let chain = self.origins.get(origin).map_or(&[][..], Vec::as_slice);
        let places = chain.iter().rev().enumerate().rev();
        let places = places.map(|(depth, (method, bci))| match depth {
            0 => format!("@{bci}"),
            _ => format!("{}@{bci}", short(self.method(*method))),
        });
        places.collect::<Vec<_>>().join(" < ")
    }

    /// The name of a row of `methods`.
    pub fn method(&self, row: usize) -> &str {
        self.methods.get(row).map_or("?", |method| &method.name)
    }
}

/// A method's name without its descriptor.
pub fn short(name: &str) -> &str {
    name.split('(').next().unwrap_or(name)
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Profile::Branch { taken, not_taken } => {
                let all = (u64::from(*taken) + u64::from(*not_taken)).max(1);
                let percent = u64::from(*taken) * 100 / all;
                write!(f, "taken {taken}, not {not_taken} ({percent} %)")
            }
            Profile::Switch { counts } => {
                let counts: Vec<String> = counts.iter().map(u32::to_string).collect();
                write!(f, "cases {}", counts.join(" "))
            }
            Profile::Classes {
                seen,
                others,
                nulls,
            } => {
                let mut parts: Vec<String> = { seen.iter() }
                    .map(|(class, count)| format!("{class} {count}"))
                    .collect();
                for (count, title) in [(others, "others"), (nulls, "null")] {
                    if *count > 0 {
                        parts.push(format!("{title} {count}"));
                    }
                }
                match parts.is_empty() {
                    true => write!(f, "nothing met"),
                    false => write!(f, "{}", parts.join(", ")),
                }
            }
            Profile::NeverRan => write!(f, "never ran"),
        }
    }
}
