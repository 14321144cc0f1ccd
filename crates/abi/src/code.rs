//! Compiled code as the compiler hands it to the runtime: bytes, and what the runtime must know of every place in them where a thread
//! may be seen. Source: CONTRACTS 2, 4, 6; DESIGN "Deopt".
//!
//! Frames of compiled code, on the native stack:
//!
//! ```text
//!   [rbp + 16 ..]  arguments that found no register, first one lowest
//!   [rbp + 8]      return pc: in the caller's code, or of the stub that called from the interpreter
//!   [rbp]          the caller's rbp
//!   rbp - frame_bytes = rsp in the whole body
//! ```
//! The first integer argument is always the address of the callee's `Method` (dead in compiled code; the stub that enters the
//! interpreter reads it), then the receiver and the arguments in the order of the descriptor. Code that begins at a loop header takes
//! the address of the interpreted frame (`crate::frame`), which is popped already, as its only argument. The thread is in [`crate::thread::REGISTER`]. No
//! register survives a call.
//!
//! Code for a loop (OSR) has one argument instead: the `fp` of the interpreter's frame (`frame.rs`), already popped but not yet
//! overwritten. It reads the frame's registers before anything else; its result is the method's. It does not check the stack: whoever
//! enters makes sure that `frame_bytes` and what its callees need for their own check are there.
//!
//! Code may stand at any address that is `skew` bytes behind a multiple of [`ALIGNMENT`]; it is position independent. Offsets are bytes from
//! the beginning of the code, `u32`.

use crate::deopt::DeoptReason;

/// In the frame of the stub by which the interpreter calls compiled code, relative to its rbp: the interpreted frame that called (0: Rust
/// did) and the instruction it is at.
pub const CALLER_FP: isize = -48;
pub const CALLER_PC: isize = -56;

/// Of the first byte, before its skew: constants in the code want it, and loops do (a line of the CPU's caches).
pub const ALIGNMENT: usize = 64;

/// See the module documentation. Methods are named by address.
#[derive(Clone, Debug, Default)]
pub struct CompiledCode {
    pub bytes: Vec<u8>,
    /// Where the first byte is best: so many bytes, less than [`ALIGNMENT`], behind a multiple of it.
    pub skew: u32,
    /// rbp - rsp in the body.
    pub frame_bytes: u32,
    /// Methods whose bytecode it was made of: its own first, then what is inlined. By address, each once.
    pub methods: Vec<u32>,
    /// Ascending by `return_offset`.
    pub calls: Vec<CallRecord>,
    /// Ascending by `offset`.
    pub traps: Vec<TrapRecord>,
    /// What the code between two calls was made for, if somebody wants to know (`-XX:+DebugNonSafepoints`): where it begins, and its origin.
    /// Ascending; each row holds up to the next.
    pub places: Vec<(u32, u32)>,
    /// What `origin` of the records above counts.
    pub origins: Vec<OriginRecord>,
    /// What `state` of the records above counts.
    pub states: Vec<StateRecord>,
}

impl CompiledCode {
    /// The origin of the instruction at `offset`. Of the code between two calls there are tables only if somebody wanted them (`places`);
    /// without them that of the next place behind it, or the last one, that is known. None: the code has no calls and no traps.
    pub fn origin_near(&self, offset: u32) -> Option<u32> {
        let begun = self.places.partition_point(|(start, _)| *start <= offset);
        if let Some((_, origin)) = self.places.get(begun.saturating_sub(1)) {
            return Some(*origin);
        }
        let (calls, traps) = (&self.calls, &self.traps);
        let call = calls.partition_point(|call| call.return_offset <= offset);
        let trap = traps.partition_point(|trap| trap.offset < offset);
        let call = calls
            .get(call)
            .map(|call| (call.return_offset, call.origin));
        let trap = traps.get(trap).map(|trap| (trap.offset, trap.origin));
        let next = [call, trap].into_iter().flatten().min();
        next.map(|(_, origin)| origin)
            .or(calls.last().map(|call| call.origin))
    }
}

/// A call: where a frame of this code may be found by a walk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallRecord {
    /// Of the instruction behind the call.
    pub return_offset: u32,
    pub origin: u32,
    /// Calls of `RuntimeEntry::Deopt`: the frames to make, and why. Nothing is live there but the thread's buffer.
    pub state: Option<(DeoptReason, u32)>,
    /// Where an exception that comes out of the call goes on; it is pending in the thread. `None`: it leaves this frame.
    pub handler: Option<u32>,
    /// Slots that hold references, bytes from rsp.
    pub references: Box<[u32]>,
    /// Objects that the frames have locked, outermost first: the frame's place in the origin's list, and where the object is.
    pub locks: Box<[(u32, Holder)]>,
}

/// Where a frame keeps a reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holder {
    /// In one of the call's `references`.
    Slot(u32),
    /// At an address that the collector updates: a constant.
    Oop(u64),
}

/// An instruction that faults on purpose. No reference is live there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TrapRecord {
    pub offset: u32,
    pub origin: u32,
    pub exception: crate::trap::ImplicitException,
}

/// The frames that a place stands for, innermost first: method and bci.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct OriginRecord(pub Box<[(u32, u32)]>);

/// What the interpreter's frames hold when it goes on, innermost frame first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StateRecord {
    pub frames: Box<[FrameRecord]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrameRecord {
    pub method: u32,
    pub bci: u32,
    /// The bytecode at `bci` has run already: all but the innermost frame wait for its result.
    pub is_after: bool,
    pub locals: Box<[SlotRecord]>,
    pub stack: Box<[SlotRecord]>,
    /// Objects locked, outermost first; of a synchronized method the first is the method's own.
    pub locks: Box<[SlotRecord]>,
}

/// One slot of a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SlotRecord {
    /// Nothing that is read.
    Empty,
    /// Value `index` of the thread's buffer: ints and floats in the lower half.
    Value { index: u16, is_reference: bool },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trap::ImplicitException;

    fn call(return_offset: u32, origin: u32) -> CallRecord {
        CallRecord {
            return_offset,
            origin,
            state: None,
            handler: None,
            references: Box::new([]),
            locks: Box::new([]),
        }
    }

    #[test]
    fn what_an_instruction_between_calls_was_made_for() {
        let mut code = CompiledCode {
            calls: vec![call(10, 0), call(30, 1)],
            traps: vec![TrapRecord {
                offset: 20,
                origin: 2,
                exception: ImplicitException::NullPointer,
            }],
            ..CompiledCode::default()
        };
        // The next call or trap; the instruction behind a call is not the call's; behind all of them the last call.
        let near = [(0, 0), (9, 0), (10, 2), (20, 2), (21, 1), (30, 1), (99, 1)];
        for (offset, origin) in near {
            assert_eq!(code.origin_near(offset), Some(origin), "{offset}");
        }
        // Places tell it exactly; what lies before the first belongs to it.
        code.places = vec![(4, 5), (8, 6), (25, 7)];
        for (offset, origin) in [(0, 5), (4, 5), (7, 5), (8, 6), (24, 6), (25, 7), (99, 7)] {
            assert_eq!(code.origin_near(offset), Some(origin), "{offset}");
        }
        assert_eq!(CompiledCode::default().origin_near(0), None);
    }
}
