//! Type flow by inference: what kind of value every local and stack slot holds at every bci.
//!
//! For class files of any version, verified or trusted: no StackMapTable is read, no other class asked about, all initialized
//! references are one kind. For checks of oop maps, and for compilers. It checks no types; code that cannot be walked at all
//! is an error, never a panic.
//!
//! How: an abstract run (`walk.rs`) keeps one state per merge point (branch target, handler, return point of a subroutine) and
//! runs on from those that changed until nothing changes; kinds that differ merge to [`Kind::Top`]. A last run writes down the
//! kinds before each instruction. Subroutines (`jsr`, `ret`) return to all callers; locals that the subroutine does not
//! write keep the caller's kinds (JVMS 4.10.2.5).
//!
//! Read next: `walk.rs`.

#[cfg(test)]
mod tests;
mod transfer;
mod walk;

use std::fmt;

use bytecode::DecodeErrorKind;
use classfile::{ClassFile, MethodInfo};

/// What a slot holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// Nothing usable: never written, or different things on different ways.
    Top,
    Int,
    Float,
    /// The lower slot of a long; [`Kind::Second`] is above.
    Long,
    /// The lower slot of a double; [`Kind::Second`] is above.
    Double,
    /// The upper slot of a long or double.
    Second,
    /// A reference or null.
    Ref,
    /// A reference to an object whose constructor has not been called.
    Uninit,
    /// Where a subroutine returns to; no reference.
    ReturnAddress,
}

impl Kind {
    /// Whether a collector must look at the slot.
    pub const fn is_reference(self) -> bool {
        matches!(self, Kind::Ref | Kind::Uninit)
    }

    const fn letter(self) -> char {
        match self {
            Kind::Top => '.',
            Kind::Int => 'I',
            Kind::Float => 'F',
            Kind::Long => 'J',
            Kind::Double => 'D',
            Kind::Second => '+',
            Kind::Ref => 'A',
            Kind::Uninit => 'U',
            Kind::ReturnAddress => 'R',
        }
    }
}

/// The kinds before one instruction, in slots.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FrameKinds<'f> {
    /// At most `max_locals` long: locals above the arguments that no instruction names are left out.
    pub locals: &'f [Kind],
    /// Bottom first, as deep as the stack is.
    pub stack: &'f [Kind],
}

/// One letter per slot, locals and stack apart: `AJ+.|II`.
impl fmt::Debug for FrameKinds<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |kinds: &[Kind]| -> String { kinds.iter().map(|kind| kind.letter()).collect() };
        write!(f, "{}|{}", text(self.locals), text(self.stack))
    }
}

/// The kinds before every instruction of a method that can be reached.
#[derive(Clone, Default, Debug)]
pub struct TypeFlow {
    locals: usize,
    /// By bci: where the frame starts in `kinds`, and the stack's depth.
    frames: Vec<Option<(u32, u16)>>,
    kinds: Vec<Kind>,
}

impl TypeFlow {
    /// The kinds before the instruction at `bci`; `None` if none starts there or it cannot be reached.
    pub fn at(&self, bci: u32) -> Option<FrameKinds<'_>> {
        let (start, depth) = (*self.frames.get(bci as usize)?)?;
        let frame = self.kinds.get(start as usize..)?;
        let (locals, rest) = frame.split_at_checked(self.locals)?;
        Some(FrameKinds {
            locals,
            stack: rest.get(..usize::from(depth))?,
        })
    }

    /// All reachable bcis with their kinds, in code order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, FrameKinds<'_>)> {
        (0..self.frames.len() as u32).filter_map(|bci| Some((bci, self.at(bci)?)))
    }
}

/// Deterministic text: a line per instruction.
impl fmt::Display for TypeFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter()
            .try_for_each(|(bci, kinds)| writeln!(f, "{bci:5}: {kinds:?}"))
    }
}

/// Code that cannot be walked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FlowError {
    pub bci: u32,
    pub kind: FlowErrorKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FlowErrorKind {
    Decode(DecodeErrorKind),
    /// A branch, handler or fall-through to where no instruction starts.
    Target(i64),
    StackUnderflow,
    StackOverflow,
    /// Two ways to the same instruction leave different numbers of slots.
    StackDepth,
    Local(u32),
    /// An operand, a local or what a merge point wants is of another kind than the instruction's, or nothing.
    Operand,
    /// A constant-pool entry of the wrong kind.
    Pool(u16),
    /// `ret` of what is no return address.
    Ret,
    /// More slots at more merge points than any real method has.
    TooLarge,
}

impl fmt::Display for FlowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at bci {}", self.kind, self.bci)
    }
}

impl std::error::Error for FlowError {}

/// Infers the kinds of a method; empty for methods without code. Time is about that of a few walks over the code, memory one
/// byte per slot and instruction.
///
/// # Errors
/// Code that cannot be walked; verified code always can.
pub fn type_flow(class: &ClassFile<'_>, method: &MethodInfo) -> Result<TypeFlow, FlowError> {
    match class.code(method) {
        None => Ok(TypeFlow::default()),
        Some(code) => walk::Walk::new(class, method, code)?.run(),
    }
}
