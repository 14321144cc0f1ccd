//! SSA to CLIF, almost one to one.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the walk, values and blocks, calls of the runtime, source locations |
//! | `math.rs` | constants, arithmetic, conversions, comparisons |
//! | `memory.rs` | fields, elements, barriers |
//! | `objects.rs` | allocation, type tests |
//! | `checks.rs` | checks, guards, raising |
//! | `calls.rs` | calls of Java methods |
//!
//! * Every reference is declared to Cranelift as one that stack maps must name; there are no derived pointers across calls.
//! * The source location of a CLIF instruction is the number of our instruction: what needs its origin or state later (traps, return
//!   addresses) finds it there.
//! * Java code calls Java code in the Winch convention (CONTRACTS 6); the thread is in the pinned register.
//! * What may throw where a handler covers it is a `try_call` with the handler's block as its exceptional way. Elsewhere a plain
//!   call, or a trap: a trap has no values, so only what needs none to be reported is one (null, division by zero).
//!
//! Read next: `checks.rs`.

mod calls;
mod checks;
mod math;
mod memory;
mod objects;

use std::collections::HashMap;

use cranelift_codegen::ir::{
    self as clif, AbiParam, AliasRegionData, BlockArg, ExceptionTableData, ExceptionTableItem,
    InstBuilder, MemFlagsData, Signature, SourceLoc, StackSlotData, StackSlotKind, TrapCode,
    UserFuncName,
};
use cranelift_codegen::isa::{CallConv, TargetFrontendConfig};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext, Switch};

use abi::entry::{EntryKind, RuntimeEntry};
use abi::thread;

use crate::ir::{
    Block, Cfg, Edge, Entity, Function, Immediate, Inst, InstData, Op, Terminator, Type, Value,
};

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
/// Further regions: by kind of element, then by field.
const REGION_ELEMENTS: u32 = 1;
const REGION_FIELDS: u32 = 32;

/// Translates `function` into `context`'s function.
pub fn lower(
    function: &Function,
    config: TargetFrontendConfig,
    context: &mut FunctionBuilderContext,
    into: &mut clif::Function,
) {
    let params = function.blocks[function.entry()].params.iter();
    let types: Vec<Type> = params.map(|param| function.type_of(*param)).collect();
    let result = function
        .frames
        .values()
        .next()
        .and_then(|frame| function.methods[frame.method].result);
    *into =
        clif::Function::with_name_signature(UserFuncName::user(0, 0), signature(&types, result));
    let cfg = Cfg::new(function);
    let mut lowering = Lowering {
        function,
        builder: FunctionBuilder::new(into, context),
        values: vec![None; function.values.len()],
        conditions: HashMap::new(),
        blocks: HashMap::new(),
        entries: HashMap::new(),
        unwind: None,
    };
    lowering.make_blocks(&cfg);
    for block in &cfg.order {
        lowering.block(*block);
    }
    lowering.builder.seal_all_blocks();
    lowering.builder.finalize(config);
}

/// The signature of Java code.
fn signature(params: &[Type], result: Option<Type>) -> Signature {
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
    builder: FunctionBuilder<'b>,
    values: Vec<Option<clif::Value>>,
    /// Comparisons as Cranelift has them: a byte, before it was made an int.
    conditions: HashMap<Value, clif::Value>,
    blocks: HashMap<Block, clif::Block>,
    /// Signatures of runtime entries that the function calls.
    entries: HashMap<RuntimeEntry, clif::SigRef>,
    /// Where exceptions of the current instruction go, if they are handled here.
    unwind: Option<Edge>,
}

impl Lowering<'_, '_> {
    fn make_blocks(&mut self, cfg: &Cfg) {
        for block in &cfg.order {
            let made = self.builder.create_block();
            self.blocks.insert(*block, made);
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
        let params = self.builder.block_params(made).to_vec();
        for (param, value) in self.function.blocks[block].params.iter().zip(params) {
            self.set(*param, value);
        }
        if block == self.function.entry() {
            self.check_stack();
        }
        let data = &self.function.blocks[block];
        for inst in &data.insts {
            self.inst(*inst);
        }
        if let Some(end) = &data.end {
            self.end(end);
        }
    }

    /// `StackOverflowError` before anything is done.
    fn check_stack(&mut self) {
        let limit = self.load_thread(clif::types::I64, thread::NATIVE_LIMIT);
        let top = self.builder.ins().get_stack_pointer(clif::types::I64);
        let is_deep = self
            .builder
            .ins()
            .icmp(clif::condcodes::IntCC::UnsignedLessThan, top, limit);
        self.cold_throw(is_deep, RuntimeEntry::StackOverflow, &[]);
    }

    // Values

    fn set(&mut self, value: Value, made: clif::Value) {
        if self.function.type_of(value) == Type::Ref {
            self.builder.declare_value_needs_stack_map(made);
        }
        self.values[value.index()] = Some(made);
    }

    fn get(&self, value: Value) -> clif::Value {
        self.values[value.index()].expect("definitions are lowered before uses")
    }

    fn args(&self, data: &InstData) -> Vec<clif::Value> {
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
        self.builder.set_srcloc(SourceLoc::new(inst.index() as u32));
        let data = &self.function.insts[inst];
        self.unwind = data.unwind.clone();
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

    // Ends of blocks

    fn edge_args(&self, edge: &Edge) -> (clif::Block, Vec<BlockArg>) {
        let args = edge.args.iter().map(|arg| BlockArg::Value(self.get(*arg)));
        (self.blocks[&edge.block], args.collect())
    }

    /// A block that only jumps along `edge`: for ends whose ways take no arguments.
    fn edge_block(&mut self, edge: &Edge) -> clif::Block {
        let (target, args) = self.edge_args(edge);
        if args.is_empty() {
            return target;
        }
        let here = self.builder.current_block();
        let block = self.builder.create_block();
        self.builder.switch_to_block(block);
        self.builder.ins().jump(target, &args);
        if let Some(here) = here {
            self.builder.switch_to_block(here);
        }
        block
    }

    fn end(&mut self, end: &Terminator) {
        match end {
            Terminator::Jump(edge) => {
                let (target, args) = self.edge_args(edge);
                self.builder.ins().jump(target, &args);
            }
            Terminator::Branch {
                condition,
                then,
                otherwise,
            } => {
                let condition = match self.conditions.get(condition) {
                    Some(condition) => *condition,
                    None => self.get(*condition),
                };
                let (then, then_args) = self.edge_args(then);
                let (otherwise, other_args) = self.edge_args(otherwise);
                let ins = self.builder.ins();
                ins.brif(condition, then, &then_args, otherwise, &other_args);
            }
            Terminator::Switch {
                value,
                cases,
                default,
            } => {
                let mut switch = Switch::new();
                for (key, edge) in cases {
                    let block = self.edge_block(edge);
                    switch.set_entry(u128::from(*key as u32), block);
                }
                let default = self.edge_block(default);
                let value = self.get(*value);
                switch.emit(&mut self.builder, value, default);
            }
            Terminator::Return(value) => {
                let values: Vec<_> = value.iter().map(|value| self.get(*value)).collect();
                self.builder.ins().return_(&values);
            }
            Terminator::Throw {
                exception, unwind, ..
            } => {
                self.unwind = unwind.clone();
                let exception = self.get(*exception);
                self.call_entry(RuntimeEntry::Throw, &[exception]);
                self.builder.ins().trap(trap::UNREACHABLE);
                self.unwind = None;
            }
            Terminator::Deopt { state, .. } => self.side_exit(*state),
        }
    }

    // The runtime

    fn thread(&mut self) -> clif::Value {
        self.builder.ins().get_pinned_reg(clif::types::I64)
    }

    /// Plain memory access that cannot fault.
    fn flags(&mut self, region: u32) -> MemFlagsData {
        let region = self.builder.func.dfg.alias_regions.insert(AliasRegionData {
            user_id: region,
            description: String::new().into(),
        });
        MemFlagsData::trusted().with_alias_region(Some(region))
    }

    fn load_thread(&mut self, ty: clif::Type, offset: i32) -> clif::Value {
        let (flags, thread) = (self.flags(REGION_VM), self.thread());
        self.builder.ins().load(ty, flags, thread, offset)
    }

    fn store_thread(&mut self, value: clif::Value, offset: i32) {
        let (flags, thread) = (self.flags(REGION_VM), self.thread());
        self.builder.ins().store(flags, value, thread, offset);
    }

    /// Calls a runtime entry. Its result, if it has one.
    fn call_entry(&mut self, entry: RuntimeEntry, args: &[clif::Value]) -> Option<clif::Value> {
        let signature = self.entry_signature(entry);
        let address = self.load_thread(clif::types::I64, thread::entry(entry));
        let mut all = vec![self.thread()];
        all.extend(args);
        let result = Type::from_letter(entry.result().chars().next().unwrap_or('-'));
        match entry.kind() {
            EntryKind::Leaf | EntryKind::Poll | EntryKind::Deopt => {
                let call = self.builder.ins().call_indirect(signature, address, &all);
                self.builder.inst_results(call).first().copied()
            }
            EntryKind::Full | EntryKind::Throws => {
                self.call_that_throws(signature, address, &all, result)
            }
        }
    }

    fn entry_signature(&mut self, entry: RuntimeEntry) -> clif::SigRef {
        if let Some(signature) = self.entries.get(&entry) {
            return *signature;
        }
        // The thread comes first.
        let letters = entry.arguments().chars().filter_map(Type::from_letter);
        let params: Vec<Type> = [Type::Long].into_iter().chain(letters).collect();
        let result = entry.result().chars().next().and_then(Type::from_letter);
        let mut signature = signature(&params, result);
        if entry.kind() == EntryKind::Poll {
            signature.call_conv = CallConv::PreserveAll;
        }
        let signature = self.builder.import_signature(signature);
        self.entries.insert(entry, signature);
        signature
    }

    /// A call that may throw: with the way to the handler, if there is one here. Goes on behind it.
    fn call_that_throws(
        &mut self,
        signature: clif::SigRef,
        address: clif::Value,
        args: &[clif::Value],
        result: Option<Type>,
    ) -> Option<clif::Value> {
        let Some(edge) = self.unwind.clone() else {
            let call = self.builder.ins().call_indirect(signature, address, args);
            return self.builder.inst_results(call).first().copied();
        };
        let (handler, handler_args) = self.edge_args(&edge);
        let next = self.builder.create_block();
        let result = result.map(|ty| self.builder.append_block_param(next, clif_type(ty)));
        let returned: Vec<BlockArg> = result.iter().map(|_| BlockArg::TryCallRet(0)).collect();
        let dfg = &mut self.builder.func.dfg;
        let normal = dfg.block_call(next, &returned);
        let exceptional = dfg.block_call(handler, &handler_args);
        let handlers = [ExceptionTableItem::Default(exceptional)];
        let table = ExceptionTableData::new(signature, normal, handlers);
        let table = dfg.exception_tables.push(table);
        self.builder.ins().try_call_indirect(address, args, table);
        self.builder.switch_to_block(next);
        result
    }

    /// Splits the block: goes on in the new one unless `condition` holds, for which `cold` makes another.
    fn cold_if(&mut self, condition: clif::Value, cold: impl FnOnce(&mut Self)) {
        let (rare, next) = (self.builder.create_block(), self.builder.create_block());
        self.builder.set_cold_block(rare);
        self.builder.ins().brif(condition, rare, &[], next, &[]);
        self.builder.switch_to_block(rare);
        cold(self);
        self.builder.switch_to_block(next);
    }

    /// As [`Self::cold_if`]: `entry` throws.
    fn cold_throw(&mut self, condition: clif::Value, entry: RuntimeEntry, args: &[clif::Value]) {
        self.cold_if(condition, |lowering| {
            lowering.call_entry(entry, args);
            lowering.builder.ins().trap(trap::UNREACHABLE);
        });
    }

    /// The method and bci of an instruction, as entries for sites take them.
    fn site_args(&mut self, data: &InstData) -> [clif::Value; 2] {
        let method = self.function.frames[data.origin.frame].method;
        let method = self.function.methods[method].key.0;
        [self.int(method as i64), self.int(data.origin.bci.into())]
    }

    /// Values in a buffer on the stack: its address.
    fn spill(&mut self, values: &[clif::Value]) -> clif::Value {
        let size = 8 * values.len() as u32;
        let slot = StackSlotData::new(StackSlotKind::ExplicitSlot, size, 3);
        let slot = self.builder.create_sized_stack_slot(slot);
        let address = self.builder.ins().stack_addr(clif::types::I64, slot, 0);
        for (index, value) in values.iter().enumerate() {
            let value = self.builder.ins().sextend(clif::types::I64, *value);
            let flags = MemFlagsData::trusted();
            self.builder
                .ins()
                .store(flags, value, address, 8 * index as i32);
        }
        address
    }

    /// The class word that an instruction names.
    fn class_word(&mut self, data: &InstData) -> clif::Value {
        let key = match data.immediate {
            Immediate::Class(class) => self.function.classes[class].key.0,
            _ => 0,
        };
        self.int(key as i64)
    }
}

/// Whether the operation's result is a reference that is made anew at every use.
const _: () = assert!(Op::ALL.len() < 256);
