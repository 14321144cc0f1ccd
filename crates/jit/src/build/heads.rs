//! Merge points: targets of branches and handlers. Each is a block whose parameters are the slots that hold something there, by the type flow.

use bytecode::{BytecodeIter, Opcode};
use verifier::{FrameKinds, Kind};

use super::{Builder, Built, Refusal};
use crate::env::CompilerEnv;
use crate::ir::{Block, Edge, Type, Value};

/// A slot of the interpreter's frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Local(usize),
    Stack(usize),
}

/// What a merge point's block takes: one row per parameter.
pub(super) type Shape = Vec<(Place, Type)>;

pub(super) struct Head {
    pub(super) block: Block,
    pub(super) shape: Shape,
    pub(super) progress: HeadProgress,
    /// What all edges so far bring, where they bring the same; `None`: there is none.
    pub(super) agreed: Option<Vec<Option<Value>>>,
}

/// Merge points that no edge leads to are not built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HeadProgress {
    Unreached,
    Reached,
    Built,
}

impl Head {
    /// Notes what one more edge brings.
    pub(super) fn note(&mut self, edge: &Edge) {
        match &mut self.agreed {
            None => self.agreed = Some(edge.args.iter().map(|arg| Some(*arg)).collect()),
            Some(agreed) => {
                for (agreed, arg) in agreed.iter_mut().zip(&edge.args) {
                    *agreed = agreed.filter(|value| value == arg);
                }
            }
        }
    }

    /// What the parameters are for what follows: where all edges are there, what they agree on.
    pub(super) fn values(&self, params: &[Value], has_all_edges: bool) -> Vec<Value> {
        debug_assert_eq!(self.progress, HeadProgress::Built);
        match (&self.agreed, has_all_edges) {
            (Some(agreed), true) => {
                let rows = agreed.iter().zip(params);
                rows.map(|(agreed, param)| agreed.unwrap_or(*param))
                    .collect()
            }
            _ => params.to_vec(),
        }
    }
}

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    /// Makes a block for every target of a branch or handler that can be reached.
    pub(super) fn find_heads(&mut self) -> Built<()> {
        let mut targets = Vec::new();
        self.is_straight = self.code.exception_table.iter().next().is_none();
        for insn in BytecodeIter::new(self.code.code).flatten() {
            if matches!(insn.opcode.base(), Opcode::Jsr | Opcode::Ret) {
                return Err(Refusal::Subroutine);
            }
            if self.flow.at(insn.bci).is_some() {
                insn.for_each_target(self.code.code, |target| {
                    self.is_straight &= target as u32 > insn.bci;
                    targets.push(target as u32);
                });
            }
        }
        let handlers = self.code.exception_table.iter();
        targets.extend(handlers.map(|entry| u32::from(entry.handler)));
        for bci in targets {
            if let Some(kinds) = self.flow.at(bci)
                && !self.heads.contains_key(&bci)
            {
                let shape = shape_of(kinds);
                let block = self.function.new_block();
                for (_, ty) in &shape {
                    self.function.add_param(block, *ty);
                }
                let progress = HeadProgress::Unreached;
                self.heads.insert(
                    bci,
                    Head {
                        block,
                        shape,
                        progress,
                        agreed: None,
                    },
                );
            }
        }
        Ok(())
    }

    /// An edge to the merge point at `bci` that brings what the slots hold.
    pub(super) fn edge_to(&mut self, bci: u32) -> Edge {
        let head = self.heads.get_mut(&bci);
        let head = head.expect("targets of branches have heads");
        if head.progress == HeadProgress::Unreached {
            head.progress = HeadProgress::Reached;
        }
        let (block, shape) = (head.block, std::mem::take(&mut head.shape));
        let args = shape.iter().map(|(place, ty)| {
            let value = match place {
                Place::Local(index) => self.slots.local(*index),
                Place::Stack(index) => self.slots.stack.get(*index).copied().flatten(),
            };
            self.sound(value, *ty)
        });
        let edge = Edge::new(block, args.collect());
        if let Some(head) = self.heads.get_mut(&bci) {
            head.shape = shape;
            head.note(&edge);
        }
        edge
    }

    /// Goes on in the block of the merge point at `bci`, with its parameters in the slots.
    pub(super) fn start_head(&mut self, bci: u32) {
        self.loaded.clear();
        self.counted = 0;
        let head = self.heads.get_mut(&bci);
        let head = head.expect("targets of branches have heads");
        head.progress = HeadProgress::Built;
        let params = &self.function.blocks[head.block].params;
        let values = head.values(params, self.is_straight);
        let Head { block, shape, .. } = head;
        self.slots.locals.fill(None);
        self.slots.stack.clear();
        for ((place, ty), value) in shape.iter().zip(values) {
            match place {
                Place::Local(index) => self.slots.set_local(*index, value, *ty),
                Place::Stack(_) => self.slots.push(value, *ty),
            }
        }
        self.block = Some(*block);
    }
}

/// What a slot of this kind holds; `None`: nothing, or the upper half of what is below.
fn type_of_kind(kind: Kind) -> Option<Type> {
    Some(match kind {
        Kind::Int => Type::Int,
        Kind::Float => Type::Float,
        Kind::Long => Type::Long,
        Kind::Double => Type::Double,
        Kind::Ref | Kind::Uninit => Type::Ref,
        Kind::Top | Kind::Second | Kind::ReturnAddress => return None,
    })
}

fn shape_of(kinds: FrameKinds<'_>) -> Shape {
    let typed = |place: fn(usize) -> Place, kinds: &[Kind]| -> Shape {
        let kinds = kinds.iter().enumerate();
        kinds
            .filter_map(|(index, kind)| Some((place(index), type_of_kind(*kind)?)))
            .collect()
    };
    let mut shape = typed(Place::Local, kinds.locals);
    shape.extend(typed(Place::Stack, kinds.stack));
    shape
}
