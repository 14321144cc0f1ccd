//! Calls: of runtime entries, and what all calls share. The thread's fields, cold blocks, source locations.

use abi::entry::{EntryKind, RuntimeEntry};
use abi::thread;
use cranelift_codegen::ir::{
    self as clif, AliasRegionData, BlockArg, ExceptionTableData, ExceptionTableItem, InstBuilder,
    MemFlagsData, SourceLoc, StackSlotData, StackSlotKind, UserStackMapEntry,
};
use cranelift_codegen::isa::CallConv;

use super::places::{Location, Role};
use super::{Lowering, REGION_VM, clif_type, plain_signature, trap};
use crate::ir::bits::Bits;
use crate::ir::{Edge, Immediate, InstData, Origin, Type};

impl Lowering<'_, '_> {
    /// What is made from here on comes from `origin`.
    pub(super) fn locate(&mut self, origin: Origin, role: Role) {
        let number = self.locations.number(Location { origin, role });
        self.builder.set_srcloc(SourceLoc::new(number));
    }

    pub(super) fn thread(&mut self) -> clif::Value {
        self.builder.ins().get_pinned_reg(clif::types::I64)
    }

    /// Plain memory access that cannot fault.
    pub(super) fn flags(&mut self, region: u32) -> MemFlagsData {
        let region = self.builder.func.dfg.alias_regions.insert(AliasRegionData {
            user_id: region,
            description: String::new().into(),
        });
        MemFlagsData::trusted().with_alias_region(Some(region))
    }

    pub(super) fn load_thread(&mut self, ty: clif::Type, offset: i32) -> clif::Value {
        let (flags, thread) = (self.flags(REGION_VM), self.thread());
        self.builder.ins().load(ty, flags, thread, offset)
    }

    pub(super) fn store_thread(&mut self, value: clif::Value, offset: i32) {
        let (flags, thread) = (self.flags(REGION_VM), self.thread());
        self.builder.ins().store(flags, value, thread, offset);
    }

    /// Calls a runtime entry. Its result, if it has one.
    pub(super) fn call_entry(
        &mut self,
        entry: RuntimeEntry,
        args: &[clif::Value],
    ) -> Option<clif::Value> {
        let signature = self.entry_signature(entry);
        let address = self.load_thread(clif::types::I64, thread::entry(entry));
        let mut all = vec![self.thread()];
        all.extend(args);
        let result = Type::from_letter(entry.result().chars().next().unwrap_or('-'));
        match entry.kind() {
            EntryKind::Leaf | EntryKind::Deopt => {
                let call = self.builder.ins().call_indirect(signature, address, &all);
                self.facts.leaves.insert(call);
                self.builder.inst_results(call).first().copied()
            }
            EntryKind::Full | EntryKind::Throws | EntryKind::Poll => {
                let returns = entry.kind() != EntryKind::Throws;
                self.call_that_throws(signature, address, &all, result, returns)
            }
        }
    }

    pub(super) fn entry_signature(&mut self, entry: RuntimeEntry) -> clif::SigRef {
        if let Some(signature) = self.entries.get(&entry) {
            return *signature;
        }
        // The thread comes first.
        let letters = entry.arguments().chars().filter_map(Type::from_letter);
        let params: Vec<Type> = [Type::Long].into_iter().chain(letters).collect();
        let result = entry.result().chars().next().and_then(Type::from_letter);
        let mut signature = plain_signature(&params, result);
        if entry.kind() == EntryKind::Poll {
            signature.call_conv = CallConv::PreserveAll;
        }
        let signature = self.builder.import_signature(signature);
        self.entries.insert(entry, signature);
        signature
    }

    /// A call that may throw: with the way to the handler, if there is one here. Goes on behind it, if it returns.
    pub(super) fn call_that_throws(
        &mut self,
        signature: clif::SigRef,
        address: clif::Value,
        args: &[clif::Value],
        result: Option<Type>,
        returns: bool,
    ) -> Option<clif::Value> {
        let unwind = self.unwind.clone();
        let live = match &unwind {
            _ if returns => self.live.clone(),
            Some(edge) => self.references.live_on(edge),
            None => Bits::default(),
        };
        let entries = self.save(&live);
        let Some(edge) = unwind else {
            let call = self.builder.ins().call_indirect(signature, address, args);
            self.name_references(call, &entries);
            self.at_hand.clear();
            return self.builder.inst_results(call).first().copied();
        };
        let landing = self
            .needs_landing(&edge)
            .then(|| self.builder.create_block());
        let (handler, handler_args) = match landing {
            Some(landing) => (landing, Vec::new()),
            None => self.edge_args(&edge),
        };
        let next = self.builder.create_block();
        let result = result.map(|ty| self.builder.append_block_param(next, clif_type(ty)));
        let returned: Vec<BlockArg> = result.iter().map(|_| BlockArg::TryCallRet(0)).collect();
        let dfg = &mut self.builder.func.dfg;
        let normal = dfg.block_call(next, &returned);
        let exceptional = dfg.block_call(handler, &handler_args);
        let handlers = [ExceptionTableItem::Default(exceptional)];
        let table = ExceptionTableData::new(signature, normal, handlers);
        let table = dfg.exception_tables.push(table);
        let call = self.builder.ins().try_call_indirect(address, args, table);
        self.name_references(call, &entries);
        self.at_hand.clear();
        if let Some(landing) = landing {
            self.builder.set_cold_block(landing);
            self.go_on_in(landing);
            let (handler, args) = self.edge_args(&edge);
            self.builder.ins().jump(handler, &args);
            self.at_hand.clear();
        }
        self.go_on_in(next);
        result
    }

    /// Whether what the edge brings changes its place in the call.
    fn needs_landing(&self, edge: &Edge) -> bool {
        let mut args = edge.args.iter();
        args.any(|arg| self.references.number_of(*arg).is_some())
    }

    fn name_references(&mut self, call: clif::Inst, entries: &[UserStackMapEntry]) {
        for entry in entries {
            let dfg = &mut self.builder.func.dfg;
            dfg.append_user_stack_map_entry(call, entry.clone());
        }
    }

    /// Goes on in a block all ways to which have been made.
    pub(super) fn go_on_in(&mut self, block: clif::Block) {
        self.builder.switch_to_block(block);
        self.builder.seal_block(block);
    }

    /// Splits the block: goes on in the new one unless `condition` holds, for which `cold` makes another.
    pub(super) fn cold_if(&mut self, condition: clif::Value, cold: impl FnOnce(&mut Self)) {
        let (rare, next) = (self.builder.create_block(), self.builder.create_block());
        self.builder.set_cold_block(rare);
        self.builder.ins().brif(condition, rare, &[], next, &[]);
        let at_hand = self.at_hand.clone();
        self.go_on_in(rare);
        cold(self);
        self.at_hand = at_hand;
        self.go_on_in(next);
    }

    /// As [`Self::cold_if`]: `entry` throws.
    pub(super) fn cold_throw(
        &mut self,
        condition: clif::Value,
        entry: RuntimeEntry,
        args: &[clif::Value],
    ) {
        self.cold_if(condition, |lowering| {
            lowering.call_entry(entry, args);
            lowering.builder.ins().trap(trap::UNREACHABLE);
        });
    }

    /// The method and bci of an instruction, as entries for sites take them.
    pub(super) fn site_args(&mut self, data: &InstData) -> [clif::Value; 2] {
        let method = self.function.frames[data.origin.frame].method;
        let method = self.function.methods[method].key.0;
        [self.int(method as i64), self.int(data.origin.bci.into())]
    }

    /// Arguments in a buffer on the stack, as frames of the interpreter have them: its address. There is room for a result.
    pub(super) fn in_slots(&mut self, params: &[Type], args: &[clif::Value]) -> clif::Value {
        let slots: usize = params.iter().map(|ty| ty.slots()).sum();
        let size = 8 * slots.max(1) as u32;
        let slot = StackSlotData::new(StackSlotKind::ExplicitSlot, size, 3);
        let slot = self.builder.create_sized_stack_slot(slot);
        let address = self.builder.ins().stack_addr(clif::types::I64, slot, 0);
        let mut at = 0;
        for (ty, value) in params.iter().zip(args) {
            let flags = MemFlagsData::trusted();
            self.builder.ins().store(flags, *value, address, at);
            at += 8 * ty.slots() as i32;
        }
        address
    }

    /// Values in a buffer on the stack: its address.
    pub(super) fn spill(&mut self, values: &[clif::Value]) -> clif::Value {
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
    pub(super) fn class_word(&mut self, data: &InstData) -> clif::Value {
        let key = match data.immediate {
            Immediate::Class(class) => self.function.classes[class].key.0,
            _ => 0,
        };
        self.int(key as i64)
    }
}
