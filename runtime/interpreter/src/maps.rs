//! Oop maps: which registers hold references before the instruction at a pc. CONTRACTS 6, "Register code and oop maps".
//!
//! A forward dataflow over the register code, from the opcode table's formats and result kinds; never from bytecode types. Computed at
//! the first collection that meets the method, maps of single pcs are cached. Per register:
//!
//! ```text
//!  Null (a constant 0)  <  Ref (a reference, valid on every path)  <  Other (no reference, or not on every path)
//! ```
//! Joins go up. A register that stays `Ref` has been visited by every collection, so its content is valid even if no later instruction
//! reads it (no liveness pass: what HotSpot's interpreter does). At an invoke the arguments are the callee's.
//! Subroutines (`jsr`): the states of all their callers meet at the entry; `translate/subroutines.rs` keeps references apart so that
//! nothing is lost there.

use abi::frame::HEADER_WORDS;
use bytecode::decode_at;
use classfile::{BasicType, MethodDescriptor};
use metadata::Method;

use crate::instruction::Instruction;
use crate::ops::{Format, Op, ResultKind};
use crate::translation::{Handler, Translation};

/// Registers that hold references at one pc, as numbers relative to fp.
pub type OopMap = std::sync::Arc<[i16]>;

/// Two bitsets over the registers of a frame.
#[derive(Clone, PartialEq, Eq)]
struct State {
    refs: Box<[u64]>,
    nulls: Box<[u64]>,
    max_locals: i32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Null,
    Ref,
    Other,
}

impl State {
    fn new(translation: &Translation) -> State {
        let registers =
            usize::from(translation.max_locals) + usize::from(translation.frame_words());
        let words = vec![0; registers.div_ceil(64)].into_boxed_slice();
        State {
            refs: words.clone(),
            nulls: words,
            max_locals: i32::from(translation.max_locals),
        }
    }

    fn place(&self, register: i32) -> (usize, u64) {
        let index = (register + self.max_locals) as usize;
        (index / 64, 1 << (index % 64))
    }

    fn get(&self, register: i32) -> Kind {
        let (word, bit) = self.place(register);
        if self.refs[word] & bit != 0 {
            Kind::Ref
        } else if self.nulls[word] & bit != 0 {
            Kind::Null
        } else {
            Kind::Other
        }
    }

    fn set(&mut self, register: i32, kind: Kind) {
        let (word, bit) = self.place(register);
        self.refs[word] &= !bit;
        self.nulls[word] &= !bit;
        match kind {
            Kind::Ref => self.refs[word] |= bit,
            Kind::Null => self.nulls[word] |= bit,
            Kind::Other => {}
        }
    }

    /// Everything from `register` on is dead.
    fn kill_from(&mut self, register: i32) {
        let (word, bit) = self.place(register);
        for words in [&mut self.refs, &mut self.nulls] {
            words[word] &= bit - 1;
            words[word + 1..].fill(0);
        }
    }

    /// Joins `other` into this state; true if it changed.
    fn join(&mut self, other: &State) -> bool {
        let mut changed = false;
        for word in 0..self.refs.len() {
            let (r1, z1, r2, z2) = (
                self.refs[word],
                self.nulls[word],
                other.refs[word],
                other.nulls[word],
            );
            let (refs, nulls) = (r1 & (r2 | z2) | r2 & z1, z1 & z2);
            changed |= (refs, nulls) != (r1, z1);
            self.refs[word] = refs;
            self.nulls[word] = nulls;
        }
        changed
    }
}

/// The states at the block heads of one method.
pub struct Flow {
    heads: Vec<Option<State>>,
}

/// Registers of the arguments that are references: the map before the first instruction, and that of native frames.
pub(crate) fn argument_map(method: &Method) -> Vec<i16> {
    let mut register = -i32::from(method.max_locals);
    let mut map = Vec::new();
    if !method.is_static() {
        map.push(register as i16);
        register += 1;
    }
    if let Some(descriptor) = MethodDescriptor::parse(method.descriptor.bytes()) {
        for parameter in descriptor.parameters() {
            if parameter.basic_type().is_reference() {
                map.push(register as i16);
            }
            register += parameter.slots() as i32;
        }
    }
    map
}

/// The references before instruction `index`. With `calling`, the instruction is an invoke whose callee's frame exists: the
/// arguments are that frame's.
pub(crate) fn map_at(
    method: &Method,
    translation: &'static Translation,
    index: u32,
    calling: bool,
) -> OopMap {
    let key = index << 1 | u32::from(calling);
    if let Some(map) = translation
        .maps
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .get(&key)
    {
        return map.clone();
    }
    let flow = translation.flow.get_or_init(|| {
        Analysis {
            method,
            translation,
        }
        .run()
    });
    let mut state = flow.state_at(method, translation, index);
    if calling {
        state.kill_from(i32::from(translation.code[index as usize].a()));
    }
    let registers = -i32::from(translation.max_locals)..i32::from(translation.frame_words());
    let map: OopMap = registers
        .filter(|register| state.get(*register) == Kind::Ref)
        .map(|register| register as i16)
        .collect();
    translation
        .maps
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .insert(key, map.clone());
    map
}

impl Flow {
    fn state_at(&self, method: &Method, translation: &'static Translation, index: u32) -> State {
        let head = (0..=index as usize)
            .rev()
            .find(|head| self.heads[*head].is_some());
        let Some(head) = head else {
            return State::new(translation);
        };
        let analysis = Analysis {
            method,
            translation,
        };
        let mut state = self.heads[head]
            .clone()
            .unwrap_or_else(|| State::new(translation));
        for at in head..index as usize {
            analysis.apply(&translation.code[at], at, &mut state);
        }
        state
    }
}

struct Analysis<'a> {
    method: &'a Method,
    translation: &'static Translation,
}

impl Analysis<'_> {
    fn run(&self) -> Flow {
        let code = &self.translation.code;
        let mut heads: Vec<Option<State>> = vec![None; code.len() + 1];
        let is_head = self.find_heads();
        let mut entry = State::new(self.translation);
        for register in argument_map(self.method) {
            entry.set(i32::from(register), Kind::Ref);
        }
        heads[0] = Some(entry);
        let mut work = vec![0usize];
        let mut flow_to =
            |target: usize, state: &State, work: &mut Vec<usize>| match &mut heads[target] {
                Some(known) => {
                    if known.join(state) {
                        work.push(target);
                    }
                    known.clone()
                }
                empty => {
                    *empty = Some(state.clone());
                    work.push(target);
                    state.clone()
                }
            };
        let neutral = State::all_null(self.translation);
        while let Some(head) = work.pop() {
            let mut state = flow_to(head, &neutral, &mut Vec::new());
            let mut at = head;
            loop {
                let instruction = &code[at];
                for handler in self.handlers_at(at) {
                    let mut caught = state.clone();
                    caught.kill_from(i32::from(self.translation.stack_base));
                    caught.set(HEADER_WORDS as i32, Kind::Ref);
                    flow_to(handler.pc as usize, &caught, &mut work);
                }
                self.apply(instruction, at, &mut state);
                self.for_each_target(instruction, at, |target| {
                    flow_to(target, &state, &mut work);
                });
                at += 1;
                if instruction.op().ends_block() || at >= code.len() {
                    break;
                }
                if is_head[at] {
                    flow_to(at, &state, &mut work);
                    break;
                }
            }
        }
        Flow { heads }
    }

    fn find_heads(&self) -> Vec<bool> {
        let code = &self.translation.code;
        let mut is_head = vec![false; code.len() + 1];
        for (at, instruction) in code.iter().enumerate() {
            self.for_each_target(instruction, at, |target| is_head[target] = true);
        }
        for handler in &self.translation.handlers {
            is_head[handler.pc as usize] = true;
        }
        is_head
    }

    fn handlers_at(&self, at: usize) -> impl Iterator<Item = &'static Handler> + use<> {
        let bci = self.translation.bcis[at];
        self.translation
            .handlers
            .iter()
            .filter(move |handler| (handler.start_bci..handler.end_bci).contains(&bci))
    }

    fn for_each_target(&self, instruction: &Instruction, at: usize, mut visit: impl FnMut(usize)) {
        let op = instruction.op();
        let to = |displacement: i32| (at as i64 + i64::from(displacement)) as usize;
        if op.is_branch() {
            visit(to(instruction.displacement()));
        }
        match op {
            Op::TableSwitch | Op::LookupSwitch => {
                let address = instruction.immediate();
                let switch = self
                    .translation
                    .switches
                    .iter()
                    .find(|switch| &raw const **switch as u64 == address);
                if let Some(switch) = switch {
                    switch
                        .displacements
                        .iter()
                        .chain([&switch.default])
                        .for_each(|d| visit(to(*d)));
                }
            }
            Op::RetSub => {
                for jump in self
                    .translation
                    .code
                    .iter()
                    .filter(|instruction| instruction.op() == Op::Jsr)
                {
                    visit((jump.immediate() >> 32) as usize);
                }
            }
            _ => {}
        }
    }

    /// The effect of one instruction on the registers.
    fn apply(&self, instruction: &Instruction, at: usize, state: &mut State) {
        let row = instruction.op().row();
        let (a, b, c) = (
            i32::from(instruction.a()),
            i32::from(instruction.b()),
            i32::from(instruction.c()),
        );
        let target = if row.format == Format::Call { b } else { a };
        if row.format == Format::Call {
            state.kill_from(a);
        }
        match row.result {
            ResultKind::None => {}
            ResultKind::Value => state.set(target, Kind::Other),
            ResultKind::Ref => state.set(target, Kind::Ref),
            ResultKind::Const => state.set(
                target,
                if instruction.immediate() == 0 {
                    Kind::Null
                } else {
                    Kind::Other
                },
            ),
            ResultKind::Copy => {
                let (first, second) = (state.get(b), state.get(c));
                state.set(a, first);
                if row.format == Format::D2SS {
                    state.set(a + 1, second);
                }
            }
            ResultKind::Descriptor => match self.result_type(at) {
                BasicType::Void => {}
                ty => state.set(
                    target,
                    if ty.is_reference() {
                        Kind::Ref
                    } else {
                        Kind::Other
                    },
                ),
            },
        }
    }

    /// What the invoke at `at` returns.
    fn result_type(&self, at: usize) -> BasicType {
        result_type(self.method, u32::from(self.translation.bcis[at]))
    }
}

/// What the invoke at `bci` returns.
pub(crate) fn result_type(method: &Method, bci: u32) -> BasicType {
    let code = method.bytecode();
    let insn = code
        .as_ref()
        .and_then(|code| decode_at(code.code, bci).ok());
    let class = &method.klass.instance().class_file;
    insn.and_then(|insn| crate::descriptor_of(class, insn.cp_index()))
        .map_or(BasicType::Void, |descriptor| {
            descriptor.return_type().basic_type()
        })
}

impl State {
    /// The neutral element of `join`.
    fn all_null(translation: &Translation) -> State {
        let mut state = State::new(translation);
        state.nulls.fill(u64::MAX);
        state
    }
}
