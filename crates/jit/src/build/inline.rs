//! Calls that become the code of what they call.
//!
//! The callee is built where the call would stand, by a builder of its own that goes on in the caller's block with the arguments in its
//! locals. Its frame is virtual: states name it with the caller's state, `after` the call, around it, and origins with the call's. A
//! return jumps to the block behind the call; what it does not handle goes where an exception of the call would go, which is the same
//! place for all its instructions, because the caller's locals do not change meanwhile.
//!
//! Whether a method may be inlined at all the VM says ([`Inlining`]); how much, the limits here. Frames that the VM looks into, that
//! lock, or that have handlers in the way of an unlock are left alone.

use abi::deopt::DeoptReason;
use bytecode::{BytecodeIter, Opcode};
use classfile::access;

use super::{Builder, Built, Refusal};
use crate::env::{CompilerEnv, Inlining, MethodFacts};
use crate::ir::{Block, CallVerdict, Edge, Entity, Key, Origin, State, StateMode, Value, Verdict};

/// Bytes of code up to which a method is inlined. HotSpot has the same limit (MaxInlineSize).
const MAX_SMALL: usize = 35;
/// The same for methods that always should be.
const MAX_ALWAYS: usize = 325;
/// How many frames one place may stand for.
const MAX_DEPTH: usize = 9;
/// Bytes of code in one function that were inlined.
const MAX_TOTAL: usize = 1500;

/// What has been inlined so far, and where this is.
#[derive(Clone, Default)]
pub(super) struct Progress {
    /// Calls are calls.
    pub(super) is_off: bool,
    pub(super) total: usize,
    /// The methods whose frames are around the current one, and its own, outermost first.
    pub(super) chain: Vec<Key>,
}

/// What a builder of an inlined method must know of the call.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) origin: Origin,
    /// The caller's, after the call.
    pub(super) state: State,
    /// Where exceptions go on.
    pub(super) unwind: Option<Edge>,
    /// Takes the result.
    pub(super) next: Block,
}

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn is_inlined(&self, callee: &MethodFacts) -> bool {
        matches!(self.inlining_verdict(callee), Verdict::Inlined(_))
    }

    /// Whether the callee is inlined here, or why not.
    fn inlining_verdict(&self, callee: &MethodFacts) -> Verdict {
        let progress = &self.progress;
        if progress.is_off {
            return Verdict::Off;
        }
        if progress.chain.len() > MAX_DEPTH {
            return Verdict::TooDeep(progress.chain.len());
        }
        if progress.chain.contains(&callee.key) {
            return Verdict::Recursive;
        }
        let limit = match self.env.inlining(callee.key) {
            Inlining::Never => return Verdict::Kept,
            Inlining::Small => MAX_SMALL,
            Inlining::Always => MAX_ALWAYS,
        };
        let view = self.env.view(callee.key);
        let Some(code) = view.class.code(view.method) else {
            return Verdict::Kept;
        };
        let bytes = code.code.len();
        if view.method.access_flags & access::SYNCHRONIZED != 0 {
            return Verdict::Synchronized;
        }
        if bytes > limit {
            return Verdict::TooBig { bytes, limit };
        }
        if progress.total + bytes > MAX_TOTAL {
            return Verdict::UnitTooBig {
                bytes: progress.total + bytes,
                limit: MAX_TOTAL,
            };
        }
        let is_plain = |opcode: Opcode| !matches!(opcode.base(), Opcode::Jsr | Opcode::Ret);
        let mut instructions = BytecodeIter::new(code.code).flatten();
        match instructions.all(|insn| is_plain(insn.opcode)) {
            true => Verdict::Inlined(bytes),
            false => Verdict::Subroutine,
        }
    }

    /// Notes what became of the call here.
    pub(super) fn note_call(&mut self, callee: String, verdict: Verdict) {
        let origin = self.origin();
        self.function.verdicts.push(CallVerdict {
            origin,
            callee,
            verdict,
        });
    }

    /// Builds the callee here, if it is to be inlined. What the call results in; `None`: it is a call.
    pub(super) fn inline(
        &mut self,
        callee: &MethodFacts,
        args: &[Value],
    ) -> Built<Option<Option<Value>>> {
        if self.block.is_none() {
            return Ok(None);
        }
        let verdict = self.inlining_verdict(callee);
        self.note_call(callee.name.clone(), verdict);
        if !matches!(verdict, Verdict::Inlined(_)) {
            return Ok(None);
        }
        if self.env.may_be_redefined(callee.key) {
            self.assume(DeoptReason::Redefined);
        }
        let view = self.env.view(callee.key);
        let code = view.class.code(view.method).ok_or(Refusal::NoCode)?;
        let flow = verifier::type_flow(view.class, view.method).map_err(Refusal::Malformed)?;
        let from = self.block.map_or(0, |block| block.index());
        let next = self.function.new_block();
        let result = callee.result.map(|ty| self.function.add_param(next, ty));
        let call = Call {
            origin: self.origin(),
            state: self.state_at(self.bci, StateMode::After),
            unwind: self.unwind_edge(),
            next,
        };
        let mut progress = std::mem::take(&mut self.progress);
        progress.total += code.code.len();
        let function = std::mem::take(&mut self.function);
        let mut inner = Builder::new(self.env, function, view, code, &flow, Some(call), progress);
        inner.block = self.block.take();
        let mut index = 0;
        for (arg, ty) in args.iter().zip(&callee.params) {
            inner.slots.set_local(index, *arg, *ty);
            index += ty.slots();
        }
        inner.find_heads()?;
        inner.walk()?;
        self.function = inner.function;
        self.progress = inner.progress;
        self.progress.chain.pop();
        self.block = Some(next);
        Ok(Some(result.map(|param| self.merged(from, next, param))))
    }
}
