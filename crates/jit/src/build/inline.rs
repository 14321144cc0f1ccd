//! Calls that become the code of what they call.
//!
//! The callee is built where the call would stand, by a builder of its own that goes on in the caller's block with the arguments in its
//! locals. Its frame is virtual: states name it with the caller's state, `after` the call, around it, and origins with the call's. A
//! return jumps to the block behind the call; what it does not handle goes where an exception of the call would go, which is the same
//! place for all its instructions, because the caller's locals do not change meanwhile.
//!
//! Whether a method may be inlined at all the VM says ([`Inlining`]); how much, the limits here. Frames that the VM looks into, that
//! lock, or that have handlers in the way of an unlock are left alone.

use bytecode::{BytecodeIter, Opcode};
use classfile::access;

use super::{Builder, Built, Refusal};
use crate::env::{CompilerEnv, Inlining, MethodFacts};
use crate::ir::{Block, Edge, Key, Origin, State, StateMode, Value};

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
        let progress = &self.progress;
        if progress.is_off
            || progress.chain.len() > MAX_DEPTH
            || progress.chain.contains(&callee.key)
        {
            return false;
        }
        let limit = match self.env.inlining(callee.key) {
            Inlining::Never => return false,
            Inlining::Small => MAX_SMALL,
            Inlining::Always => MAX_ALWAYS,
        };
        let view = self.env.view(callee.key);
        let Some(code) = view.class.code(view.method) else {
            return false;
        };
        let length = code.code.len();
        let is_plain = |opcode: Opcode| !matches!(opcode.base(), Opcode::Jsr | Opcode::Ret);
        view.method.access_flags & access::SYNCHRONIZED == 0
            && length <= limit
            && progress.total + length <= MAX_TOTAL
            && BytecodeIter::new(code.code)
                .flatten()
                .all(|insn| is_plain(insn.opcode))
    }

    /// Builds the callee here, if it is to be inlined. What the call results in; `None`: it is a call.
    pub(super) fn inline(
        &mut self,
        callee: &MethodFacts,
        args: &[Value],
    ) -> Built<Option<Option<Value>>> {
        if self.block.is_none() || !self.is_inlined(callee) {
            return Ok(None);
        }
        let view = self.env.view(callee.key);
        let code = view.class.code(view.method).ok_or(Refusal::NoCode)?;
        let flow = verifier::type_flow(view.class, view.method).map_err(Refusal::Malformed)?;
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
        Ok(Some(result))
    }
}
