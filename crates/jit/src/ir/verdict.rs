//! What became of a call, for dumps: its code in its place, an operation, or a call, and why. `build::inline` has the limits.

use std::fmt;

/// Verdict on one call. Sizes are bytes of bytecode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The callee's code stands here.
    Inlined(usize),
    /// An operation of the IR does the same.
    Intrinsic,
    TooBig {
        bytes: usize,
        limit: usize,
    },
    /// With what is inlined already it would be too much.
    UnitTooBig {
        bytes: usize,
        limit: usize,
    },
    TooDeep(usize),
    Recursive,
    Synchronized,
    /// `jsr` or `ret`.
    Subroutine,
    /// The VM wants to see the call: commands, caller-sensitive methods, natives, classes that are not linked.
    Kept,
    /// Nothing is inlined in this compile.
    Off,
    /// The call site is not linked.
    Unlinked,
    /// It has never run: the code is left here.
    NeverRan,
    /// A linked call site or method handle: its adapter is called.
    Handle,
    /// The receiver decides, and nothing is known of it.
    NoProfile,
    /// The receiver decides, and was of so many classes (the profile tells two apart, and counts the others).
    Polymorphic {
        classes: usize,
        others: u32,
    },
}

impl Verdict {
    /// One word, for tables and selections.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Inlined(_) => "inlined",
            Verdict::Intrinsic => "intrinsic",
            Verdict::TooBig { .. } => "too_big",
            Verdict::UnitTooBig { .. } => "unit_too_big",
            Verdict::TooDeep(_) => "too_deep",
            Verdict::Recursive => "recursive",
            Verdict::Synchronized => "synchronized",
            Verdict::Subroutine => "subroutine",
            Verdict::Kept => "kept",
            Verdict::Off => "off",
            Verdict::Unlinked => "unlinked",
            Verdict::NeverRan => "never_ran",
            Verdict::Handle => "handle",
            Verdict::NoProfile => "no_profile",
            Verdict::Polymorphic { .. } => "polymorphic",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Inlined(bytes) => write!(f, "inlined, {bytes} bytes"),
            Verdict::Intrinsic => write!(f, "intrinsic"),
            Verdict::TooBig { bytes, limit } => write!(f, "too big: {bytes} > {limit} bytes"),
            Verdict::UnitTooBig { bytes, limit } => {
                write!(f, "all together too big: {bytes} > {limit} bytes")
            }
            Verdict::TooDeep(frames) => write!(f, "too deep: {frames} frames"),
            Verdict::Recursive => write!(f, "recursive"),
            Verdict::Synchronized => write!(f, "synchronized"),
            Verdict::Subroutine => write!(f, "has jsr or ret"),
            Verdict::Kept => write!(f, "the VM keeps it a call"),
            Verdict::Off => write!(f, "nothing is inlined in this compile"),
            Verdict::Unlinked => write!(f, "call site not linked yet"),
            Verdict::NeverRan => write!(f, "has never run: the code is left here"),
            Verdict::Handle => write!(f, "method handle or call site: its adapter is called"),
            Verdict::NoProfile => write!(f, "the receiver decides, no profile"),
            Verdict::Polymorphic { classes, others: 0 } => {
                write!(f, "the receiver decides: {classes} classes")
            }
            Verdict::Polymorphic { classes, others } => {
                write!(
                    f,
                    "the receiver decides: {classes} classes, others {others} times"
                )
            }
        }
    }
}
