//! Bytecode to SSA: an abstract run over the method, once, in code order.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | entry and the walk |
//! | `heads.rs` | merge points |
//! | `emit.rs` | instructions and frame states |
//! | `slots.rs` | locals and stack as values |
//! | `names.rs` | what the VM has told, as rows of tables |
//! | `handlers.rs` | where exceptions go |
//! | `inline.rs` | calls that become what they call |
//! | `intrinsics.rs` | calls that become an operation |
//! | `known.rs` | what the VM knows the value of |
//! | `speculate.rs` | what never happened is left out |
//! | `liveness.rs` | locals that a state must name |
//! | `constants.rs` ... `monitors.rs` | the instructions, by the categories of the opcode table |
//!
//! Every merge point (target of a branch or handler) is a block whose parameters are all slots that hold something there, by the type
//! flow; `passes::prune` then removes those that always bring the same value. An instruction that may throw where a handler covers it
//! ends its block. Backward branches pass through a block with a poll.
//!
//! Code that cannot be built is refused with a reason, never an error: the interpreter runs it.
//! Read next: `handlers.rs`.

mod arrays;
mod compare;
mod constants;
mod control;
mod convert;
mod emit;
mod fields;
mod handlers;
mod heads;
mod inline;
mod intrinsics;
mod invoke;
mod known;
mod liveness;
mod loads;
mod math;
mod monitors;
mod names;
mod objects;
mod slots;
mod speculate;
mod stack;

use std::collections::BTreeMap;
use std::fmt;

use abi::frame;
use bytecode::{Category, Insn, Opcode, decode_at};
use classfile::{BasicType, Code, ExceptionEntry, FieldType, LockedBlock, access};
use verifier::{FlowError, FlowErrorKind, TypeFlow};

use crate::env::{CompilerEnv, MethodFacts, MethodView};
use crate::ir::bits::Bits;
use crate::ir::{
    Block, ClassId, Edge, Frame, FrameData, Function, Key, OsrData, State, StateMode, Terminator,
    Type, Value,
};

use handlers::Dispatches;
use heads::{Head, HeadProgress, Place};
use inline::{Call, Progress};
use liveness::Liveness;
use names::{class_data, method_data};
use slots::Slots;

/// Where compiled code is entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// By a call.
    Method,
    /// From the interpreter's frame, at the loop header at this bci: the parameters are the locals and stack slots that hold
    /// something there, in order.
    Osr(u32),
}

/// Why a method is not compiled. Counted and shown by the runtime.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// `jsr` and `ret`.
    Subroutine,
    /// Code that cannot be walked.
    Malformed(FlowError),
    /// Nothing starts at this bci, or it cannot be reached.
    NoSuchEntry(u32),
    /// Native or abstract.
    NoCode,
    /// More bytes of code than the options allow.
    TooLong(usize),
    /// A side exit saves more values than the thread's buffer takes.
    LargeState(usize),
    /// An instruction that this CPU lacks.
    Cpu(&'static str),
    /// Cranelift has refused, or made what has no place in `abi::code`.
    Backend(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Subroutine => write!(f, "jsr or ret"),
            Refusal::Malformed(error) => write!(f, "malformed code: {error}"),
            Refusal::NoSuchEntry(bci) => write!(f, "no entry at bci {bci}"),
            Refusal::NoCode => write!(f, "no bytecode"),
            Refusal::TooLong(bytes) => write!(f, "too long: {bytes} bytes of code"),
            Refusal::LargeState(values) => write!(f, "a state of {values} values"),
            Refusal::Cpu(feature) => write!(f, "the CPU lacks {feature}"),
            Refusal::Backend(text) => write!(f, "code generator: {text}"),
        }
    }
}

type Built<T> = Result<T, Refusal>;

/// Builds a method. The result keeps the invariants of [`crate::ir::check`].
///
/// # Errors
/// Why it is not compiled.
pub fn build<E: CompilerEnv + ?Sized>(env: &E, method: Key, entry: Entry) -> Built<Function> {
    build_unit(env, method, entry, Progress::default())
}

/// As [`build`], and all calls are calls: nothing is inlined, no operation takes the place of a method.
///
/// # Errors
/// As [`build`].
pub fn build_alone<E: CompilerEnv + ?Sized>(env: &E, method: Key, entry: Entry) -> Built<Function> {
    let progress = Progress {
        is_off: true,
        ..Progress::default()
    };
    build_unit(env, method, entry, progress)
}

fn build_unit<E: CompilerEnv + ?Sized>(
    env: &E,
    method: Key,
    entry: Entry,
    progress: Progress,
) -> Built<Function> {
    let view = env.view(method);
    let code = view.class.code(view.method).ok_or(Refusal::NoCode)?;
    let flow = verifier::type_flow(view.class, view.method).map_err(Refusal::Malformed)?;
    let mut function = Function::default();
    // The entry comes first, whatever is found.
    function.new_block();
    let mut builder = Builder::new(env, function, view, code, &flow, None, progress);
    builder.function.name = builder.facts.name.clone();
    builder.find_heads()?;
    builder.enter(entry)?;
    builder.walk()?;
    builder.watch_loops();
    let mut function = builder.function;
    function.resolve_aliases();
    Ok(function)
}

/// See the module documentation.
struct Builder<'b, E: ?Sized> {
    env: &'b E,
    function: Function,
    view: MethodView<'b>,
    code: Code<'b>,
    flow: &'b TypeFlow,
    facts: MethodFacts,
    /// The class that declares the method: the owner of the constant pool.
    class: ClassId,
    frame: Frame,
    heads: BTreeMap<u32, Head>,
    /// No branch leads back, no handler covers anything: when a merge point is built, all edges to it are there.
    is_straight: bool,
    dispatches: Dispatches,
    /// What a synchronized method has locked.
    lock: Option<Value>,
    /// What `synchronized` blocks have locked.
    locked_blocks: Vec<LockedBlock>,
    liveness: Liveness,
    /// Locals that were read since the last merge point: the interpreter may read them again as operands.
    loaded: Bits,
    /// Where code is being appended; `None`: control does not get here.
    block: Option<Block>,
    slots: Slots,
    /// `slots` before the current instruction, if it is one that may need them.
    before: Slots,
    /// The state made of `before`.
    state_before: Option<State>,
    bci: u32,
    /// Of the next instruction.
    next: u32,
    /// Bytecodes ahead that are counted as executed.
    counted: usize,
    /// The call that this method is built into.
    call: Option<Call>,
    progress: Progress,
    /// An operand was not there: code that nobody has verified.
    is_unsound: bool,
}

impl<'b, E: CompilerEnv + ?Sized> Builder<'b, E> {
    fn new(
        env: &'b E,
        mut function: Function,
        view: MethodView<'b>,
        code: Code<'b>,
        flow: &'b TypeFlow,
        call: Option<Call>,
        mut progress: Progress,
    ) -> Self {
        let facts = env.facts(view.key);
        let method = function.methods.intern(method_data(&facts));
        let class = function.classes.intern(class_data(&facts.class));
        let frame = function.frames.push(FrameData {
            method,
            caller: call.as_ref().map(|call| call.origin),
            receiver: None,
        });
        progress.chain.push(view.key);
        let rows: Vec<ExceptionEntry> = code.exception_table.iter().collect();
        // The interpreter looks at the finalizer of what `Object.<init>` has made.
        let is_root = view.class.super_name().is_none();
        let liveness = Liveness::of(code.code, code.max_locals, &rows, is_root.then_some(0));
        Builder {
            env,
            function,
            view,
            code,
            flow,
            facts,
            class,
            frame,
            heads: BTreeMap::new(),
            is_straight: false,
            dispatches: Dispatches::default(),
            lock: None,
            locked_blocks: code.locked_blocks(),
            liveness,
            loaded: Bits::new(code.max_locals.into()),
            block: None,
            slots: Slots::default(),
            before: Slots::default(),
            state_before: None,
            bci: 0,
            next: 0,
            counted: 0,
            call,
            progress,
            is_unsound: false,
        }
    }

    fn enter(&mut self, entry: Entry) -> Built<()> {
        let block = self.function.entry();
        self.block = Some(block);
        let is_synchronized = self.view.method.access_flags & access::SYNCHRONIZED != 0;
        match entry {
            Entry::Method => {
                let mut index = 0;
                for ty in self.facts.params.clone() {
                    let value = self.function.add_param(block, ty);
                    self.slots.set_local(index, value, ty);
                    index += ty.slots();
                }
                if self.view.method.access_flags & access::STATIC == 0 {
                    self.function.frames[self.frame].receiver = self.slots.local(0);
                }
                if is_synchronized {
                    let lock = self.object_to_lock();
                    self.lock = Some(lock);
                    self.before.copy_from(&self.slots);
                    let state = self.state_at(self.bci, StateMode::Before);
                    self.enter_monitor(lock, state);
                }
                self.stress(0);
            }
            Entry::Osr(bci) => {
                let Some(head) = self.heads.get_mut(&bci) else {
                    return Err(Refusal::NoSuchEntry(bci));
                };
                head.progress = HeadProgress::Reached;
                let max_locals = self.code.max_locals;
                let register = |place: &Place| match place {
                    Place::Local(index) => frame::local_register(*index as u16, max_locals),
                    Place::Stack(index) => frame::stack_register(*index as u16),
                };
                let mut registers: Vec<i32> = head
                    .shape
                    .iter()
                    .map(|(place, _)| register(place))
                    .collect();
                for (_, ty) in head.shape.clone() {
                    self.function.add_param(block, ty);
                }
                // The interpreter has locked it, and keeps it in the frame: the last parameter.
                if is_synchronized {
                    self.lock = Some(self.function.add_param(block, Type::Ref));
                    registers.push(frame::SYNC as i32);
                }
                self.function.osr = Some(OsrData { bci, registers });
                let head = &self.heads[&bci];
                let args = self.function.blocks[block].params[..head.shape.len()].to_vec();
                let edge = Edge::new(head.block, args);
                self.end(Terminator::Jump(edge));
            }
        }
        Ok(())
    }

    /// Builds everything that can be reached.
    fn walk(&mut self) -> Built<()> {
        self.walk_from(0)?;
        loop {
            let mut heads = self.heads.iter();
            let next = heads.find(|(_, head)| head.progress == HeadProgress::Reached);
            match next.map(|(bci, _)| *bci) {
                Some(bci) => self.walk_from(bci)?,
                None if self.fill_dispatches()? => self.check_soundness()?,
                None => return Ok(()),
            }
        }
    }

    fn check_soundness(&self) -> Built<()> {
        match self.is_unsound {
            true => Err(Refusal::Malformed(FlowError {
                bci: self.bci,
                kind: FlowErrorKind::Operand,
            })),
            false => Ok(()),
        }
    }

    /// Builds what follows in code order: from the current block, or from the merge point at `bci`.
    fn walk_from(&mut self, mut bci: u32) -> Built<()> {
        while let Ok(insn) = decode_at(self.code.code, bci) {
            if self.heads.contains_key(&bci) {
                if self.block.is_some() {
                    let edge = self.edge_to(bci);
                    self.end(Terminator::Jump(edge));
                }
                if self.heads[&bci].progress == HeadProgress::Reached {
                    self.start_head(bci);
                    self.leave_cold_handler(bci);
                }
            }
            if self.block.is_none() {
                break;
            }
            self.count(&insn);
            self.instruction(&insn)?;
            self.check_soundness()?;
            bci = insn.next;
        }
        Ok(())
    }

    fn instruction(&mut self, insn: &Insn) -> Built<()> {
        (self.bci, self.next) = (insn.bci, insn.next);
        self.state_before = None;
        let op = insn.opcode;
        let is_switch = matches!(op, Opcode::Tableswitch | Opcode::Lookupswitch);
        if op.throws() || op.is_invoke() || op.allocates() || op.is_branch() || is_switch {
            self.before.copy_from(&self.slots);
        }
        liveness::read(insn).for_each(|local| self.loaded.insert(local));
        match op.category() {
            Category::Constants => self.constants(insn),
            Category::Loads => self.loads(insn),
            Category::Stack => self.stack(insn),
            Category::Math => self.math(insn),
            Category::Convert => self.convert(insn),
            Category::Compare => self.compare(insn),
            Category::Control => self.control(insn),
            Category::Fields => self.fields(insn),
            Category::Arrays => self.arrays(insn),
            Category::Invoke => self.invoke(insn),
            Category::Objects => self.objects(insn),
            Category::Monitors => self.monitors(insn),
        }
    }

    /// Ends the current block.
    fn end(&mut self, end: Terminator) {
        if let Some(block) = self.block.take() {
            self.function.blocks[block].end = Some(end);
        }
    }

    /// Goes on in a new block without parameters.
    fn start_block(&mut self) -> Block {
        let block = self.function.new_block();
        self.block = Some(block);
        block
    }
}

/// The computational type of a field, parameter or result; `None` for void.
pub fn type_of_field(field: FieldType<'_>) -> Option<Type> {
    Some(match field.basic_type() {
        BasicType::Void => return None,
        BasicType::Long => Type::Long,
        BasicType::Float => Type::Float,
        BasicType::Double => Type::Double,
        basic if basic.is_reference() => Type::Ref,
        _ => Type::Int,
    })
}
