//! A function in SSA form: blocks with parameters, values assigned once, frame states.
//!
//! ```text
//! function "Point.move(I)I" {
//!   method m0 "Point.move(I)I" (A I) -> I
//!   field f0 "Point.x" int +12
//!   frame frame0 m0 this v0
//!   state s0 frame0@9 before locals [v0 v1] stack []
//!
//! block0(v0: A, v1: I):
//!   v2 = null_check v0 @0:2
//!   v3 = load f0 v2 @0:2
//!   v4 = add.I v3, v1 @0:6
//!   store f0 v2, v4 @0:7
//!   return v4
//! }
//! ```
//! * Every instruction has an origin: the frame of the compilation unit and the bci that it comes from.
//! * An instruction that throws in a range with a handler is the last of its block and has an edge to the handler (`unwind`); the
//!   exception itself is pending in the thread, and the handler's first instruction is `catch`. Without an edge the exception leaves
//!   the unit.
//! * A [`FrameState`] says what the interpreter would hold. `before`: the bytecode at its bci runs (again); `after`: it has run, and
//!   its result, which the frame does not name, goes where the interpreter would have put it.
//!
//! Read next: `check.rs`, the list of invariants.

use abi::ElementKind;
use abi::deopt::DeoptReason;
use abi::trap::ImplicitException;
use serde::{Deserialize, Serialize};

use super::entities::{
    Block, ClassId, Entity, FieldId, Frame, Inst, MethodId, OopId, SiteId, State, Table, Value,
};
use super::ops::{Condition, Op, Ordering, Slot};
use super::types::Type;
use super::verdict::Verdict;

/// A method being compiled. See the module documentation.
#[derive(Clone, Default)]
pub struct Function {
    /// External name and descriptor.
    pub name: String,
    /// Code that is entered from the interpreter's frame, not by a call.
    pub osr: Option<OsrData>,
    /// Where the code reads whether its assumptions hold: a word that is 0 then. Not part of the text form.
    pub validity: Option<Key>,
    /// Where the code counts the bytecodes that it executes: a long. Not part of the text form.
    pub counter: Option<Key>,
    /// What became of each call, in the order they were built. Not part of the text form.
    pub verdicts: Vec<CallVerdict>,
    /// The first block is the entry; its parameters are the method's (receiver first), or the registers of [`Function::osr`].
    pub blocks: Table<Block, BlockData>,
    pub insts: Table<Inst, InstData>,
    pub values: Table<Value, ValueData>,
    pub states: Table<State, FrameState>,
    /// The first is the compiled method.
    pub frames: Table<Frame, FrameData>,
    pub classes: Table<ClassId, ClassData>,
    pub methods: Table<MethodId, MethodData>,
    pub fields: Table<FieldId, FieldData>,
    pub oops: Table<OopId, OopData>,
    pub sites: Table<SiteId, SiteData>,
}

/// What became of a call: whether its code stands in its place, and why or why not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallVerdict {
    pub origin: Origin,
    /// Class, name and descriptor of what is called.
    pub callee: String,
    pub verdict: Verdict,
}

/// How code is entered in the middle of a method: at a loop header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OsrData {
    pub bci: u32,
    /// By parameter of the entry: the register of the interpreter's frame that it is read from (`abi::frame`).
    pub registers: Vec<i32>,
}

#[derive(Clone, Default)]
pub struct BlockData {
    pub params: Vec<Value>,
    pub insts: Vec<Inst>,
    /// `None` only while the function is built, and in blocks that were removed.
    pub end: Option<Terminator>,
}

#[derive(Clone)]
pub struct InstData {
    pub op: Op,
    /// The type in the operation's name, if the row has types.
    pub ty: Option<Type>,
    pub args: Vec<Value>,
    pub immediate: Immediate,
    pub state: Option<State>,
    pub unwind: Option<Edge>,
    pub result: Option<Value>,
    pub origin: Origin,
}

/// What an instruction names besides values; the variant is the row's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Immediate {
    None,
    /// Int and Float in the low half.
    Bits(u64),
    Condition(Condition),
    Nan(i8),
    Element(ElementKind),
    Field(FieldId),
    Class(ClassId),
    Method(MethodId),
    Oop(OopId),
    Site(SiteId),
    Reason(DeoptReason),
    Exception(ImplicitException),
    Ordering(Ordering),
}

/// Where an instruction comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Origin {
    pub frame: Frame,
    pub bci: u32,
}

/// A way to another block with the values of its parameters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    pub block: Block,
    pub args: Vec<Value>,
}

#[derive(Clone, Debug)]
pub enum Terminator {
    Jump(Edge),
    /// To `then` if the int is not 0.
    Branch {
        condition: Value,
        then: Edge,
        otherwise: Edge,
    },
    /// Keys ascend.
    Switch {
        value: Value,
        cases: Vec<(i32, Edge)>,
        default: Edge,
    },
    Return(Option<Value>),
    /// The reference is not null.
    Throw {
        exception: Value,
        unwind: Option<Edge>,
        origin: Origin,
    },
    /// The interpreter goes on in the state. `origin`: where that was decided.
    Deopt {
        reason: DeoptReason,
        state: State,
        origin: Origin,
    },
}

#[derive(Clone, Copy, Debug)]
pub struct ValueData {
    pub ty: Type,
    pub definition: Definition,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Definition {
    Param(Block),
    Result(Inst),
    /// Replaced by another value everywhere; [`Function::resolve`] follows it.
    Alias(Value),
}

/// See the module documentation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrameState {
    pub frame: Frame,
    pub bci: u32,
    pub mode: StateMode,
    /// One row per slot; long and double are in the lower of theirs, the upper is `None`, as is what the interpreter will not read.
    pub locals: Vec<Option<Value>>,
    pub stack: Vec<Option<Value>>,
    /// Objects that the frame has locked, outermost first.
    pub locks: Vec<Value>,
    /// The caller's state, `after` its call, if the frame is inlined.
    pub outer: Option<State>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StateMode {
    Before,
    After,
}

#[derive(Clone, Copy, Debug)]
pub struct FrameData {
    pub method: MethodId,
    /// The frame it is inlined into, and the call's bci there.
    pub caller: Option<Origin>,
    /// `this` as the method was entered with it: never null.
    pub receiver: Option<Value>,
}

/// How the VM knows a class, method ...: opaque here, not part of the text form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Key(pub u64);

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassData {
    pub name: String,
    pub key: Key,
    pub shape: ClassShape,
}

/// What code must know of a class to allocate and to test.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ClassShape {
    /// Of instances, in bytes; 0: an array class, or one without instances.
    pub size: u32,
    /// Arrays: their elements.
    pub element: Option<ElementKind>,
    /// Its place among the superclasses of its subclasses; `None`: an interface, or an array of objects.
    pub depth: Option<u16>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MethodData {
    pub name: String,
    /// Receiver first.
    pub params: Vec<Type>,
    pub result: Option<Type>,
    /// Place in the vtable, where calls go through it.
    pub vtable_index: u16,
    pub key: Key,
    /// Calls through an interface: the address of a word of the site's own, that remembers a receiver's class and its method. As
    /// keys, not part of the text form.
    pub cache: Option<Key>,
    /// A function that does what the method does, unless it says that it cannot (`threads::hooks::LeafNative`): calls try it first.
    pub leaf: Option<Key>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldData {
    pub name: String,
    pub kind: ElementKind,
    /// In the object, or in the mirror of its class.
    pub offset: u32,
    pub is_volatile: bool,
    pub key: Key,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OopData {
    pub text: String,
    pub key: Key,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SiteData {
    /// What the entry names.
    pub name: String,
    /// The class whose constant pool it is.
    pub class: ClassId,
    pub cp_index: u16,
    /// Of the call, receiver first; of the constant, its type as result.
    pub params: Vec<Type>,
    pub result: Option<Type>,
    /// Calls: the first parameter is a receiver, which may be null.
    pub has_receiver: bool,
    /// Calls: the linked method takes a further argument, the appendix.
    pub has_appendix: bool,
    /// Calls: as [`MethodData::cache`].
    pub cache: Option<Key>,
}

impl Edge {
    pub fn new(block: Block, args: Vec<Value>) -> Edge {
        Edge { block, args }
    }
}

impl Terminator {
    /// All edges, the likely one of a branch first.
    pub fn edges(&self) -> impl DoubleEndedIterator<Item = &Edge> {
        let (cases, others) = match self {
            Terminator::Jump(edge) => (&[][..], [Some(edge), None]),
            Terminator::Branch {
                then, otherwise, ..
            } => (&[][..], [Some(then), Some(otherwise)]),
            Terminator::Switch { cases, default, .. } => (&cases[..], [Some(default), None]),
            Terminator::Throw { unwind, .. } => (&[][..], [unwind.as_ref(), None]),
            Terminator::Return(_) | Terminator::Deopt { .. } => (&[][..], [None, None]),
        };
        let cases = cases.iter().map(|(_, edge)| edge);
        cases.chain(others.into_iter().flatten())
    }

    /// As [`Terminator::edges`].
    pub fn edges_mut(&mut self) -> impl Iterator<Item = &mut Edge> {
        let (cases, others) = match self {
            Terminator::Jump(edge) => (&mut [][..], [Some(edge), None]),
            Terminator::Branch {
                then, otherwise, ..
            } => (&mut [][..], [Some(then), Some(otherwise)]),
            Terminator::Switch { cases, default, .. } => (&mut cases[..], [Some(default), None]),
            Terminator::Throw { unwind, .. } => (&mut [][..], [unwind.as_mut(), None]),
            Terminator::Return(_) | Terminator::Deopt { .. } => (&mut [][..], [None, None]),
        };
        let cases = cases.iter_mut().map(|(_, edge)| edge);
        cases.chain(others.into_iter().flatten())
    }

    /// The value it reads itself, besides those of its edges.
    pub fn operand(&self) -> Option<Value> {
        match self {
            Terminator::Branch { condition, .. } => Some(*condition),
            Terminator::Switch { value, .. } => Some(*value),
            Terminator::Return(value) => *value,
            Terminator::Throw { exception, .. } => Some(*exception),
            Terminator::Jump(_) | Terminator::Deopt { .. } => None,
        }
    }

    pub fn operand_mut(&mut self) -> Option<&mut Value> {
        match self {
            Terminator::Branch { condition, .. } => Some(condition),
            Terminator::Switch { value, .. } => Some(value),
            Terminator::Return(value) => value.as_mut(),
            Terminator::Throw { exception, .. } => Some(exception),
            Terminator::Jump(_) | Terminator::Deopt { .. } => None,
        }
    }
}

impl FrameState {
    /// All values that the state names, its caller's not included.
    pub fn values(&self) -> impl Iterator<Item = Value> {
        let slots = self.locals.iter().chain(&self.stack).flatten();
        slots.chain(&self.locks).copied()
    }

    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let slots = self.locals.iter_mut().chain(&mut self.stack).flatten();
        slots.chain(&mut self.locks)
    }
}

impl Function {
    pub fn new(name: impl Into<String>) -> Function {
        Function {
            name: name.into(),
            ..Function::default()
        }
    }

    /// The entry block.
    pub fn entry(&self) -> Block {
        Block::from_index(0)
    }

    pub fn new_block(&mut self) -> Block {
        self.blocks.push(BlockData::default())
    }

    /// A further parameter of `block`; the edges to it must get a further argument.
    pub fn add_param(&mut self, block: Block, ty: Type) -> Value {
        let value = self.values.push(ValueData {
            ty,
            definition: Definition::Param(block),
        });
        self.blocks[block].params.push(value);
        value
    }

    /// Makes an instruction, with its result if it has one, and puts it in no block.
    pub fn new_inst(&mut self, mut data: InstData) -> Inst {
        let ty = self.result_type(&data);
        let inst = Inst::from_index(self.insts.len());
        data.result = ty.map(|ty| {
            self.values.push(ValueData {
                ty,
                definition: Definition::Result(inst),
            })
        });
        self.insts.push(data)
    }

    /// Appends an instruction to `block`. Its result, if it has one.
    pub fn append(&mut self, block: Block, data: InstData) -> Option<Value> {
        let inst = self.new_inst(data);
        self.blocks[block].insts.push(inst);
        self.insts[inst].result
    }

    /// What `slot` stands for in an instruction; `None`: a method without result.
    pub fn slot_type(&self, slot: Slot, ty: Option<Type>, immediate: Immediate) -> Option<Type> {
        match slot {
            Slot::Is(ty) => Some(ty),
            Slot::Named => ty,
            Slot::Memory => match immediate {
                Immediate::Field(field) => Some(Type::of_element(self.fields.get(field)?.kind)),
                Immediate::Element(kind) => Some(Type::of_element(kind)),
                _ => None,
            },
            Slot::Method => match immediate {
                Immediate::Method(method) => self.methods.get(method)?.result,
                Immediate::Site(site) => self.sites.get(site)?.result,
                _ => None,
            },
        }
    }

    /// The type of the result that an instruction has.
    pub(super) fn result_type(&self, data: &InstData) -> Option<Type> {
        data.op
            .row()
            .result
            .and_then(|slot| self.slot_type(slot, data.ty, data.immediate))
    }

    pub fn type_of(&self, value: Value) -> Type {
        self.values[value].ty
    }

    /// `old` is `new` from now on, wherever it is read.
    pub fn replace(&mut self, old: Value, new: Value) {
        debug_assert_eq!(self.type_of(old), self.type_of(new), "{old} becomes {new}");
        let new = self.resolve(new);
        if new != old {
            self.values[old].definition = Definition::Alias(new);
        }
    }

    /// `value`, or what it was replaced by.
    pub fn resolve(&self, mut value: Value) -> Value {
        while let Definition::Alias(new) = self.values[value].definition {
            value = new;
        }
        value
    }

    /// Rewrites every use so that no alias is named any more.
    pub fn resolve_aliases(&mut self) {
        let values = &self.values;
        let resolve = |value: &mut Value| {
            while let Definition::Alias(new) = values[*value].definition {
                *value = new;
            }
        };
        for block in 0..self.blocks.len() {
            let block = &mut self.blocks[Block::from_index(block)];
            for inst in &block.insts {
                let data = &mut self.insts[*inst];
                data.args.iter_mut().for_each(resolve);
                data.unwind
                    .iter_mut()
                    .flat_map(|edge| &mut edge.args)
                    .for_each(resolve);
            }
            if let Some(end) = &mut block.end {
                end.operand_mut().into_iter().for_each(resolve);
                end.edges_mut()
                    .flat_map(|edge| &mut edge.args)
                    .for_each(resolve);
            }
        }
        for state in 0..self.states.len() {
            self.states[State::from_index(state)]
                .values_mut()
                .for_each(resolve);
        }
        for frame in 0..self.frames.len() {
            let receiver = &mut self.frames[Frame::from_index(frame)].receiver;
            receiver.iter_mut().for_each(resolve);
        }
    }

    /// The edges that leave `block`: that of its throwing instruction, then those of its end.
    pub fn edges(&self, block: Block) -> impl DoubleEndedIterator<Item = &Edge> {
        let data = &self.blocks[block];
        let unwind = data
            .insts
            .last()
            .and_then(|inst| self.insts[*inst].unwind.as_ref());
        let end = data.end.iter().flat_map(Terminator::edges);
        unwind.into_iter().chain(end)
    }
}
