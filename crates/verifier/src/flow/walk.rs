//! The abstract run of the type flow: a work list of merge points, each with its state.
//!
//! Between merge points nothing joins, so states are kept there only; [`Walk::record`] runs every stretch once more when all
//! is settled. Termination: a slot's kind only ever falls to `Top`, and stack depths are fixed by the first arrival.

use std::collections::BTreeMap;

use bytecode::{BytecodeIter, Category, Format, Insn, Opcode, decode_at};
use classfile::{ClassFile, Code, MethodDescriptor, MethodInfo, access};

use super::transfer::{Slot, State, kind_of};
use super::{FlowError, FlowErrorKind, Kind, TypeFlow};

/// Bound on slots kept, so that a hostile method costs no more than some hundreds of megabytes for a while.
const MAX_SLOTS: usize = 1 << 25;

type Result<T> = std::result::Result<T, FlowError>;

/// What is known of a place in the code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// No instruction starts here.
    None,
    Instruction,
    /// Control arrives from more than the instruction above.
    Merge,
}

/// Code reached by `jsr`.
#[derive(Default)]
struct Subroutine {
    /// Locals as they were at each `jsr`, by its bci, and where it returns to.
    callers: BTreeMap<u32, (Vec<Slot>, u32)>,
    /// Merge points from which a `ret` of this subroutine is run into.
    rets: Vec<u32>,
    /// Locals written between its start and its `ret`s.
    writes: Vec<bool>,
}

/// See the module's text.
pub(super) struct Walk<'c, 'a> {
    class: &'c ClassFile<'a>,
    code: Code<'a>,
    places: Vec<Place>,
    /// Locals that are tracked: those of the arguments and those that an instruction names.
    locals: usize,
    /// By bci of the merge point.
    states: BTreeMap<u32, State>,
    /// Merge points to run from, and whether they are in the list.
    todo: Vec<u32>,
    waiting: Vec<bool>,
    subroutines: BTreeMap<u16, Subroutine>,
}

/// One more than the highest local slot that the instruction names.
fn locals_named(insn: &Insn) -> usize {
    match insn.opcode.format() {
        Format::Local | Format::LocalN(_) | Format::Iinc => {
            let wide = [Opcode::Lload, Opcode::Dload, Opcode::Lstore, Opcode::Dstore];
            let slots = if wide.contains(&insn.opcode.base()) {
                2
            } else {
                1
            };
            insn.local() as usize + slots
        }
        _ => 0,
    }
}

fn fail<T>(bci: u32, kind: FlowErrorKind) -> Result<T> {
    Err(FlowError { bci, kind })
}

impl<'c, 'a> Walk<'c, 'a> {
    /// Finds the merge points and sets the entry's state.
    pub(super) fn new(
        class: &'c ClassFile<'a>,
        method: &MethodInfo,
        code: Code<'a>,
    ) -> Result<Walk<'c, 'a>> {
        let length = code.code.len();
        let mut walk = Walk {
            class,
            code,
            places: vec![Place::None; length],
            locals: 0,
            states: BTreeMap::new(),
            todo: Vec::new(),
            waiting: vec![false; length],
            subroutines: BTreeMap::new(),
        };
        for insn in BytecodeIter::new(code.code) {
            match insn {
                Ok(insn) => {
                    walk.places[insn.bci as usize] = Place::Instruction;
                    walk.locals = walk.locals.max(locals_named(&insn));
                }
                Err(error) => return fail(error.bci, FlowErrorKind::Decode(error.kind)),
            }
        }
        for insn in BytecodeIter::new(code.code).flatten() {
            let mut bad = Ok(());
            insn.for_each_target(code.code, |target| {
                if let Err(error) = walk.mark_merge(insn.bci, i64::from(target)) {
                    bad = Err(error);
                }
            });
            bad?;
            if insn.opcode.base() == Opcode::Jsr && (insn.next as usize) < length {
                walk.mark_merge(insn.bci, i64::from(insn.next))?;
            }
        }
        for entry in code.exception_table.iter() {
            walk.mark_merge(u32::from(entry.start), i64::from(entry.handler))?;
        }
        walk.mark_merge(0, 0)?;
        let entry = walk.entry_state(method)?;
        walk.arrive(0, 0, &entry)?;
        Ok(walk)
    }

    fn mark_merge(&mut self, from: u32, target: i64) -> Result<()> {
        let place = usize::try_from(target)
            .ok()
            .and_then(|at| self.places.get_mut(at));
        match place {
            Some(place) if *place != Place::None => {
                *place = Place::Merge;
                Ok(())
            }
            _ => fail(from, FlowErrorKind::Target(target)),
        }
    }

    /// Receiver and arguments.
    fn entry_state(&mut self, method: &MethodInfo) -> Result<State> {
        let max_locals = usize::from(self.code.max_locals);
        let mut locals = Vec::new();
        if method.access_flags & access::STATIC == 0 {
            let is_constructor = self.class.utf8(method.name_index) == b"<init>"
                && self.class.name() != b"java/lang/Object";
            locals.push(if is_constructor {
                Slot::UninitThis
            } else {
                Slot::REF
            });
        }
        let Some(descriptor) = MethodDescriptor::parse(self.class.utf8(method.descriptor_index))
        else {
            return fail(0, FlowErrorKind::Pool(method.descriptor_index));
        };
        for parameter in descriptor.parameters() {
            let kind = kind_of(parameter.basic_type()).unwrap_or(Kind::Top);
            locals.push(Slot::Plain(kind));
            if parameter.slots() == 2 {
                locals.push(Slot::Plain(Kind::Second));
            }
        }
        if locals.len() > max_locals {
            return fail(0, FlowErrorKind::Local(locals.len() as u32 - 1));
        }
        self.locals = self.locals.max(locals.len()).min(max_locals);
        locals.resize(self.locals, Slot::TOP);
        Ok(State {
            locals,
            stack: Vec::new(),
            max_stack: usize::from(self.code.max_stack),
        })
    }

    /// Runs until nothing changes.
    pub(super) fn run(mut self) -> Result<TypeFlow> {
        while let Some(start) = self.todo.pop() {
            self.waiting[start as usize] = false;
            self.run_from(start)?;
        }
        self.record()
    }

    fn wait(&mut self, bci: u32) {
        if !std::mem::replace(&mut self.waiting[bci as usize], true) {
            self.todo.push(bci);
        }
    }

    /// Control arrives at the merge point `bci` in `state`.
    fn arrive(&mut self, from: u32, bci: u32, state: &State) -> Result<()> {
        let Some(known) = self.states.get_mut(&bci) else {
            if (self.states.len() + 1) * state.locals.len() > MAX_SLOTS {
                return fail(from, FlowErrorKind::TooLarge);
            }
            self.states.insert(bci, state.clone());
            self.wait(bci);
            return Ok(());
        };
        if known.stack.len() != state.stack.len() {
            return fail(from, FlowErrorKind::StackDepth);
        }
        let mut changed = false;
        let known = known.locals.iter_mut().chain(&mut known.stack);
        for (known, new) in known.zip(state.locals.iter().chain(&state.stack)) {
            let merged = known.merge(*new);
            changed |= merged != *known;
            *known = merged;
        }
        if changed {
            self.wait(bci);
        }
        Ok(())
    }

    fn decode(&self, bci: u32) -> Result<Insn> {
        decode_at(self.code.code, bci).or_else(|error| fail(bci, FlowErrorKind::Decode(error.kind)))
    }

    /// Runs the stretch that starts at a merge point.
    fn run_from(&mut self, start: u32) -> Result<()> {
        let mut state = self.states[&start].clone();
        let mut bci = start;
        loop {
            let insn = self.decode(bci)?;
            self.arrive_at_handlers(bci, &state)?;
            match insn.opcode.base() {
                Opcode::Jsr => return self.run_jsr(&insn, state),
                Opcode::Ret => return self.run_ret(start, &insn, state),
                _ => {}
            }
            if let Err(kind) = state.apply(self.class, &insn) {
                return fail(bci, kind);
            }
            let code = self.code.code;
            let mut result = Ok(());
            insn.for_each_target(code, |target| {
                if result.is_ok() {
                    // Targets were checked when they were marked.
                    result = self.arrive(bci, target as u32, &state);
                }
            });
            result?;
            if insn.opcode.ends_block() {
                return Ok(());
            }
            match self.places.get(insn.next as usize) {
                None => return fail(bci, FlowErrorKind::Target(i64::from(insn.next))),
                Some(Place::Merge) => return self.arrive(bci, insn.next, &state),
                Some(_) => bci = insn.next,
            }
        }
    }

    fn arrive_at_handlers(&mut self, bci: u32, state: &State) -> Result<()> {
        let mut caught: Option<State> = None;
        for entry in self.code.exception_table.iter() {
            if !(u32::from(entry.start)..u32::from(entry.end)).contains(&bci) {
                continue;
            }
            let caught = caught.get_or_insert_with(|| State {
                locals: state.locals.clone(),
                stack: vec![Slot::REF],
                max_stack: state.max_stack,
            });
            self.arrive(bci, u32::from(entry.handler), caught)?;
        }
        Ok(())
    }

    fn run_jsr(&mut self, insn: &Insn, mut state: State) -> Result<()> {
        let entry = insn.target() as u16;
        if !self.subroutines.contains_key(&entry) {
            let writes = self.writes_from(u32::from(entry));
            self.subroutines.insert(
                entry,
                Subroutine {
                    writes,
                    ..Subroutine::default()
                },
            );
        }
        if let Some(subroutine) = self.subroutines.get_mut(&entry) {
            let caller = (state.locals.clone(), insn.next);
            let before = subroutine.callers.insert(insn.bci, caller.clone());
            if before.as_ref() != Some(&caller) {
                let rets = subroutine.rets.clone();
                rets.into_iter().for_each(|ret| self.wait(ret));
            }
        }
        if state.stack.len() >= state.max_stack {
            return fail(insn.bci, FlowErrorKind::StackOverflow);
        }
        state.stack.push(Slot::Return(entry));
        self.arrive(insn.bci, u32::from(entry), &state)
    }

    fn run_ret(&mut self, start: u32, insn: &Insn, state: State) -> Result<()> {
        let Some(Slot::Return(entry)) = state.locals.get(insn.local() as usize) else {
            return fail(insn.bci, FlowErrorKind::Ret);
        };
        let Some(subroutine) = self.subroutines.get_mut(entry) else {
            return fail(insn.bci, FlowErrorKind::Ret);
        };
        if !subroutine.rets.contains(&start) {
            subroutine.rets.push(start);
        }
        let mut returns = Vec::new();
        for (locals, next) in subroutine.callers.values() {
            let mut after = state.clone();
            let slots = after.locals.iter_mut().zip(locals);
            for ((slot, before), written) in slots.zip(&subroutine.writes) {
                if !written {
                    *slot = *before;
                }
            }
            returns.push((*next, after));
        }
        for (next, after) in returns {
            if next as usize >= self.places.len() {
                return fail(insn.bci, FlowErrorKind::Target(i64::from(next)));
            }
            self.arrive(insn.bci, next, &after)?;
        }
        Ok(())
    }

    /// Locals that are written on the ways from `entry` to the next `ret`s, nested subroutines included. Exceptions count.
    fn writes_from(&self, entry: u32) -> Vec<bool> {
        let mut writes = vec![false; self.locals];
        let mut seen = vec![false; self.places.len()];
        let mut todo = vec![entry];
        while let Some(bci) = todo.pop() {
            let Some(visited) = seen.get_mut(bci as usize) else {
                continue;
            };
            let (false, Ok(insn)) = (std::mem::replace(visited, true), self.decode(bci)) else {
                continue;
            };
            let opcode = insn.opcode;
            let is_store = opcode.category() == Category::Loads && opcode >= Opcode::Istore;
            if is_store || opcode == Opcode::Iinc {
                let at = insn.local() as usize;
                let slots = opcode.base().effect().pop_slots().unwrap_or(1).max(1) as usize;
                let end = (at + slots).min(writes.len());
                writes[at.min(end)..end].fill(true);
            }
            insn.for_each_target(self.code.code, |target| todo.push(target as u32));
            if !opcode.ends_block() || opcode.base() == Opcode::Jsr {
                todo.push(insn.next);
            }
            for entry in self.code.exception_table.iter() {
                let covers = (u32::from(entry.start)..u32::from(entry.end)).contains(&bci);
                if covers && seen.get(usize::from(entry.handler)) == Some(&false) {
                    todo.push(u32::from(entry.handler));
                }
            }
        }
        writes
    }

    /// Writes down the kinds before each instruction, from the settled states.
    fn record(self) -> Result<TypeFlow> {
        let mut flow = TypeFlow {
            locals: self.locals,
            frames: vec![None; self.places.len()],
            kinds: Vec::new(),
        };
        for (&start, state) in &self.states {
            let mut state = state.clone();
            let mut bci = start;
            loop {
                flow.frames[bci as usize] =
                    Some((flow.kinds.len() as u32, state.stack.len() as u16));
                if flow.kinds.len() > 4 * MAX_SLOTS {
                    return fail(bci, FlowErrorKind::TooLarge);
                }
                let slots = state.locals.iter().chain(&state.stack);
                flow.kinds.extend(slots.map(|slot| slot.kind()));
                let insn = self.decode(bci)?;
                if insn.opcode.ends_block()
                    || self.places.get(insn.next as usize) != Some(&Place::Instruction)
                {
                    break;
                }
                if let Err(kind) = state.apply(self.class, &insn) {
                    return fail(bci, kind);
                }
                bci = insn.next;
            }
        }
        Ok(flow)
    }
}
