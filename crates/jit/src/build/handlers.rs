//! Where exceptions go. All instructions that the same rows of the exception table cover share one dispatch block: it catches the
//! pending exception, tests the classes in order, and throws it on if none matches. A synchronized method unlocks on that way, so
//! there every instruction that may throw is covered.
//!
//! Dispatch blocks are made when the first instruction needs them and filled in at the end. JVMS 2.10, 2.11.10.

use std::collections::BTreeMap;

use super::{Builder, Built, Place};
use crate::env::CompilerEnv;
use crate::ir::{Block, Edge, Immediate, Op, Terminator, Type, Value};

/// Rows of the exception table, in order.
type Rows = Vec<u16>;

#[derive(Default)]
pub(super) struct Dispatches {
    by_rows: BTreeMap<Rows, Dispatch>,
    filled: usize,
}

#[derive(Clone)]
struct Dispatch {
    block: Block,
    /// The locals that its handlers want: its parameters.
    locals: Vec<(usize, Type)>,
    /// Some bci that it covers: the origin of its instructions.
    bci: u32,
}

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    /// The edge from a throwing instruction at the current bci to what handles it in this method.
    pub(super) fn unwind_edge(&mut self) -> Option<Edge> {
        self.edge_to_dispatch(self.rows_at(self.bci))
    }

    /// The rows that cover a bci.
    fn rows_at(&self, bci: u32) -> Rows {
        let entries = self.code.exception_table.iter().enumerate();
        entries
            .filter(|(_, entry)| (u32::from(entry.start)..u32::from(entry.end)).contains(&bci))
            .map(|(row, _)| row as u16)
            .collect()
    }

    fn edge_to_dispatch(&mut self, rows: Rows) -> Option<Edge> {
        if rows.is_empty() && self.lock.is_none() {
            return self.call.as_ref().and_then(|call| call.unwind.clone());
        }
        let dispatch = match self.dispatches.by_rows.get(&rows) {
            Some(dispatch) => dispatch.clone(),
            None => {
                let dispatch = self.new_dispatch(&rows);
                self.dispatches.by_rows.insert(rows, dispatch.clone());
                dispatch
            }
        };
        let args = dispatch.locals.iter().map(|(index, ty)| {
            let value = self.slots.local(*index);
            self.sound(value, *ty)
        });
        Some(Edge::new(dispatch.block, args.collect()))
    }

    fn new_dispatch(&mut self, rows: &Rows) -> Dispatch {
        let mut locals = BTreeMap::new();
        for row in rows {
            let Some(head) = self.heads.get(&self.handler_of(*row)) else {
                continue;
            };
            for (place, ty) in &head.shape {
                if let Place::Local(index) = place {
                    locals.insert(*index, *ty);
                }
            }
        }
        let block = self.function.new_block();
        let locals: Vec<(usize, Type)> = locals.into_iter().collect();
        for (_, ty) in &locals {
            self.function.add_param(block, *ty);
        }
        Dispatch {
            block,
            locals,
            bci: self.bci,
        }
    }

    fn handler_of(&self, row: u16) -> u32 {
        let entry = self.code.exception_table.iter().nth(usize::from(row));
        entry.map_or(u32::MAX, |entry| u32::from(entry.handler))
    }

    /// Fills in the dispatch blocks that are empty, and those that filling needs. True: there were some.
    pub(super) fn fill_dispatches(&mut self) -> Built<bool> {
        let before = self.dispatches.filled;
        loop {
            let waiting = self.dispatches.by_rows.iter().find_map(|(rows, dispatch)| {
                let is_empty = self.function.blocks[dispatch.block].insts.is_empty();
                is_empty.then(|| (rows.clone(), dispatch.clone()))
            });
            let Some((rows, dispatch)) = waiting else {
                debug_assert_eq!(self.dispatches.filled, self.dispatches.by_rows.len());
                return Ok(self.dispatches.filled > before);
            };
            self.dispatches.filled += 1;
            self.fill(&rows, &dispatch);
        }
    }

    fn fill(&mut self, rows: &Rows, dispatch: &Dispatch) {
        self.block = Some(dispatch.block);
        self.bci = dispatch.bci;
        self.slots.locals.fill(None);
        self.slots.stack.clear();
        let params = self.function.blocks[dispatch.block].params.clone();
        for ((index, ty), value) in dispatch.locals.iter().zip(params) {
            self.slots.set_local(*index, value, *ty);
        }
        let exception = self
            .emit(Op::Catch, None, Immediate::None, &[], None)
            .expect("a dispatch block is being filled");
        for row in rows {
            if self.test_handler(*row, exception) {
                return;
            }
        }
        if let Some(lock) = self.lock {
            // That this throws would be a bug of the VM: the method has locked it.
            self.append_uncovered(Op::MonitorExit, Immediate::None, &[lock]);
        }
        let origin = self.origin();
        self.end(Terminator::Throw {
            exception,
            unwind: self.call.as_ref().and_then(|call| call.unwind.clone()),
            origin,
        });
    }

    /// Branches to a handler if the exception is for it. True: it always is, nothing comes behind.
    fn test_handler(&mut self, row: u16, exception: Value) -> bool {
        let entry = self.code.exception_table.iter().nth(usize::from(row));
        let Some(entry) = entry.filter(|entry| self.heads.contains_key(&u32::from(entry.handler)))
        else {
            return false;
        };
        self.slots.stack.clear();
        self.slots.push(exception, Type::Ref);
        // A handler that comes before the end of what it covers may be reached from itself: a loop.
        let edge = match entry.handler < entry.end {
            true => self.polled_handler(entry.handler.into()),
            false => self.edge_to(entry.handler.into()),
        };
        if entry.catch_type == 0 {
            self.end(Terminator::Jump(edge));
            return true;
        }
        let class = self.env.class_at(self.view.key, entry.catch_type);
        let matches = match class {
            Some(class) => {
                let class = self.class_id(&class);
                self.append_uncovered(Op::InstanceOf, Immediate::Class(class), &[exception])
            }
            None => {
                let site = self.site(entry.catch_type, vec![Type::Ref], Some(Type::Int));
                // The error of a class that cannot be loaded takes the exception's place, and is thrown at the handler.
                let covering = self.rows_at(u32::from(entry.handler));
                let unwind = self.edge_to_dispatch(covering);
                let site = Immediate::Site(site);
                self.append(Op::InstanceOfSite, None, site, &[exception], None, unwind)
            }
        };
        let condition = matches.expect("a test has a result");
        let next = self.function.new_block();
        self.end(Terminator::Branch {
            condition,
            then: edge,
            otherwise: Edge::new(next, Vec::new()),
        });
        self.block = Some(next);
        false
    }

    /// An edge to the handler at `bci` through a block with a poll. What the poll throws is thrown at the handler.
    fn polled_handler(&mut self, bci: u32) -> Edge {
        let covered = std::mem::replace(&mut self.bci, bci);
        let edge = self.polled_edge(bci);
        self.bci = covered;
        edge
    }

    /// An instruction between handlers that does not throw.
    fn append_uncovered(&mut self, op: Op, immediate: Immediate, args: &[Value]) -> Option<Value> {
        self.append(op, None, immediate, args, None, None)
    }
}
