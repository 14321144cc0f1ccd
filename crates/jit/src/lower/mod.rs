//! SSA to CLIF, almost one to one.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the entry, the walk, values and blocks |
//! | `math.rs` | constants, arithmetic, conversions, comparisons |
//! | `memory.rs` | fields, elements, barriers |
//! | `objects.rs` | allocation, type tests |
//! | `checks.rs` | checks, guards, raising |
//! | `calls.rs` | calls of Java methods |
//! | `runtime.rs` | calls of runtime entries, the thread, cold blocks |
//! | `ends.rs` | edges, ends of blocks |
//! | `references.rs`, `slots.rs` | where references are across calls: the plan, and what is made of it |
//! | `audit.rs` | that nothing was forgotten |
//! | [`places`] | source locations and states as the runtime gets them |
//!
//! * References have slots where they are live across calls, which the calls' stack maps name: never Cranelift's own, which read a slot at
//!   every use. There are no derived pointers across calls.
//! * The source location of a CLIF instruction is the number of a row of [`places::Locations`]: what needs its origin or state later
//!   (traps, return addresses) finds it there.
//! * Java code calls Java code in the Winch convention (CONTRACTS 6); the thread is in the pinned register.
//! * What may throw where a handler covers it is a `try_call` with the handler's block as its exceptional way. Elsewhere a plain
//!   call, or, with [`Settings::traps`], a trap: a trap has no values, so only what needs none to be reported is one (null, division by
//!   zero).
//! * Code of a method takes the address of its method first and ignores it (`abi::code`). Code for a loop takes the address of the
//!   interpreter's frame, which is no frame any more: it reads its values before it does anything else.
//!
//! Read next: `checks.rs`.

mod audit;
mod calls;
mod checks;
mod ends;
mod math;
mod memory;
mod objects;
pub mod places;
mod references;
mod runtime;
mod slots;

use std::collections::HashMap;

use cranelift_codegen::ir::{
    self as clif, AbiParam, InstBuilder, MemFlagsData, Signature, TrapCode, UserFuncName,
};
use cranelift_codegen::isa::{CallConv, TargetFrontendConfig};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext, Variable};

use abi::entry::RuntimeEntry;
use abi::frame::SLOT_BYTES;
use abi::thread;

use crate::ir::bits::Bits;
use crate::ir::{
    Block, Cfg, Edge, Entity, Frame, Function, Inst, InstData, Origin, Terminator, Type, Value,
};
use places::{Locations, Role, locked};
use references::References;

/// Where a trap goes: the reasons to trap, as Cranelift's user trap codes.
pub mod trap {
    use super::TrapCode;

    /// A reference is null.
    pub const NULL: TrapCode = TrapCode::unwrap_user(1);
    /// An integer divisor is zero.
    pub const ZERO: TrapCode = TrapCode::unwrap_user(2);
    /// Behind a call that does not return.
    pub const UNREACHABLE: TrapCode = TrapCode::unwrap_user(3);
}

/// Memory that the thread owns, and everything else whose place never holds Java data.
const REGION_VM: u32 = 0;
/// Slots of references.
const REGION_SLOTS: u32 = 31;
/// Further regions: by kind of element, then by field.
const REGION_ELEMENTS: u32 = 1;
const REGION_FIELDS: u32 = 32;

/// What lowering may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Checks without a handler are traps: somebody handles the signals.
    pub traps: bool,
}

/// Translates `function` into CLIF. The tables that its source locations count.
pub fn lower(
    function: &Function,
    settings: Settings,
    config: TargetFrontendConfig,
    context: &mut FunctionBuilderContext,
    into: &mut clif::Function,
) -> Locations {
    let params = function.blocks[function.entry()].params.iter();
    let types: Vec<Type> = params.map(|param| function.type_of(*param)).collect();
    let result = function
        .frames
        .values()
        .next()
        .and_then(|frame| function.methods[frame.method].result);
    let signature = match function.osr {
        None => signature(&types, result),
        Some(_) => plain_signature(&[Type::Long], result),
    };
    *into = clif::Function::with_name_signature(UserFuncName::user(0, 0), signature);
    let cfg = Cfg::new(function);
    let references = References::new(function, &cfg);
    let mut lowering = Lowering {
        function,
        settings,
        builder: FunctionBuilder::new(into, context),
        values: vec![None; function.values.len()],
        conditions: HashMap::new(),
        blocks: HashMap::new(),
        entries: HashMap::new(),
        unwind: None,
        locations: Locations::default(),
        variables: vec![None; references.count()],
        slots: Vec::new(),
        at_hand: Bits::default(),
        live: Bits::default(),
        across: HashMap::new(),
        references,
        facts: audit::Facts::default(),
        fenced: None,
    };
    lowering.make_blocks(&cfg);
    let mut is_made = vec![false; function.blocks.len()];
    for block in &cfg.order {
        let mut ways = cfg.predecessors(*block).iter();
        if ways.all(|from| is_made[from.index()]) {
            lowering.builder.seal_block(lowering.blocks[block]);
        }
        is_made[block.index()] = true;
        lowering.block(*block);
    }
    lowering.builder.seal_all_blocks();
    lowering.find_holders();
    let (facts, locations) = (lowering.facts, lowering.locations);
    lowering.builder.finalize(config);
    if cfg!(debug_assertions)
        && let Err(message) = audit::audit(into, &facts)
    {
        panic!("{message}\n{function}\n{}", into.display());
    }
    locations
}

/// The signature of a Java method's code: its method's address comes first.
fn signature(params: &[Type], result: Option<Type>) -> Signature {
    let params: Vec<Type> = [Type::Long].iter().chain(params).copied().collect();
    plain_signature(&params, result)
}

fn plain_signature(params: &[Type], result: Option<Type>) -> Signature {
    let mut signature = Signature::new(CallConv::Winch);
    let types = params.iter().map(|ty| AbiParam::new(clif_type(*ty)));
    signature.params.extend(types);
    let result = result.map(|ty| AbiParam::new(clif_type(ty)));
    signature.returns.extend(result);
    signature
}

fn clif_type(ty: Type) -> clif::Type {
    match ty {
        Type::Int => clif::types::I32,
        Type::Long | Type::Ref => clif::types::I64,
        Type::Float => clif::types::F32,
        Type::Double => clif::types::F64,
    }
}

/// See the module documentation.
struct Lowering<'f, 'b> {
    function: &'f Function,
    settings: Settings,
    builder: FunctionBuilder<'b>,
    values: Vec<Option<clif::Value>>,
    /// Comparisons as Cranelift has them: a byte, before it was made an int.
    conditions: HashMap<Value, clif::Value>,
    blocks: HashMap<Block, clif::Block>,
    /// Signatures of runtime entries that the function calls.
    entries: HashMap<RuntimeEntry, clif::SigRef>,
    /// Where exceptions of the current instruction go, if they are handled here.
    unwind: Option<Edge>,
    locations: Locations,
    references: References,
    /// By number: references that change their place.
    variables: Vec<Option<Variable>>,
    /// By color.
    slots: Vec<Option<clif::StackSlot>>,
    /// What is in registers here; the others are in their slots.
    at_hand: Bits,
    /// What is live across calls of the current instruction.
    live: Bits,
    /// By instruction of the current block: what becomes `live`.
    across: HashMap<Inst, Bits>,
    facts: audit::Facts,
    /// What full fences write to.
    fenced: Option<clif::StackSlot>,
}

impl Lowering<'_, '_> {
    fn make_blocks(&mut self, cfg: &Cfg) {
        for block in &cfg.order {
            let made = self.builder.create_block();
            self.blocks.insert(*block, made);
            // (Code begins with the entry, and cold blocks stand behind the others.)
            let leaves = matches!(
                self.function.blocks[*block].end,
                Some(Terminator::Deopt { .. })
            );
            if leaves && *block != self.function.entry() {
                self.builder.set_cold_block(made);
            }
            if *block == self.function.entry() {
                self.builder.append_block_params_for_function_params(made);
            } else {
                for param in &self.function.blocks[*block].params {
                    let ty = clif_type(self.function.type_of(*param));
                    self.builder.append_block_param(made, ty);
                }
            }
        }
    }

    fn block(&mut self, block: Block) {
        let made = self.blocks[&block];
        self.builder.switch_to_block(made);
        self.at_hand = self.references.at_hand(block).clone();
        self.across = self.references.live_across(self.function, block);
        if block == self.function.entry() {
            self.enter(made);
        } else {
            let params = self.builder.block_params(made).to_vec();
            for (param, value) in self.function.blocks[block].params.iter().zip(params) {
                self.set(*param, value);
            }
        }
        self.read_what_handlers_need(block);
        let data = &self.function.blocks[block];
        for inst in &data.insts {
            self.inst(*inst);
        }
        self.read_what_loops_want(block);
        if let Some(end) = &data.end {
            self.end(end);
        }
    }

    fn enter(&mut self, made: clif::Block) {
        let params = &self.function.blocks[self.function.entry()].params;
        let made = self.builder.block_params(made).to_vec();
        let Some(osr) = &self.function.osr else {
            for (param, value) in params.iter().zip(&made[1..]) {
                self.set(*param, *value);
            }
            self.check_stack();
            return;
        };
        // Whoever enters here has made sure that there is stack enough.
        for (param, register) in params.iter().zip(&osr.registers) {
            let ty = clif_type(self.function.type_of(*param));
            let flags = MemFlagsData::trusted();
            let offset = register * SLOT_BYTES as i32;
            let value = self.builder.ins().load(ty, flags, made[0], offset);
            self.set(*param, value);
        }
    }

    /// `StackOverflowError` before anything is done.
    fn check_stack(&mut self) {
        let origin = Origin {
            frame: Frame::from_index(0),
            bci: 0,
        };
        self.locate(origin, Role::Plain);
        let limit = self.load_thread(clif::types::I64, thread::NATIVE_LIMIT);
        let top = self.builder.ins().get_stack_pointer(clif::types::I64);
        let is_deep = self
            .builder
            .ins()
            .icmp(clif::condcodes::IntCC::UnsignedLessThan, top, limit);
        self.cold_throw(is_deep, RuntimeEntry::StackOverflow, &[]);
    }

    // Values (references: `slots.rs`)

    fn set(&mut self, value: Value, made: clif::Value) {
        if self.function.type_of(value) == Type::Ref {
            self.set_reference(value, made);
        } else {
            self.values[value.index()] = Some(made);
        }
    }

    fn get(&mut self, value: Value) -> clif::Value {
        let made = match self.function.type_of(value) {
            Type::Ref => self.get_reference(value),
            _ => self.values[value.index()],
        };
        made.expect("definitions are lowered before uses")
    }

    fn args(&mut self, data: &InstData) -> Vec<clif::Value> {
        data.args.iter().map(|arg| self.get(*arg)).collect()
    }

    fn int(&mut self, value: i64) -> clif::Value {
        self.builder
            .ins()
            .iconst(clif::types::I32, i64::from(value as i32))
    }

    fn long(&mut self, value: i64) -> clif::Value {
        self.builder.ins().iconst(clif::types::I64, value)
    }

    // Instructions

    fn inst(&mut self, inst: Inst) {
        let data = &self.function.insts[inst];
        let holding = data
            .state
            .filter(|state| !locked(self.function, *state).is_empty());
        self.locate(data.origin, holding.map_or(Role::Plain, Role::Holding));
        self.unwind = data.unwind.clone();
        self.live = self.across.remove(&inst).unwrap_or_default();
        let result = match data.op.row().category {
            "constants" | "math" | "intrinsics" | "compare" | "convert" => self.math(data),
            "fields" | "arrays" => self.memory(data),
            "check" | "guard" | "control" => self.check(data),
            "invoke" => self.call(data),
            _ => self.object(data),
        };
        self.unwind = None;
        if let (Some(value), Some(made)) = (data.result, result) {
            self.set(value, made);
        }
    }
}
