//! Calls of Java methods: through the entry of the method, which is found directly, in the vtable, or by the runtime. The method's address
//! is the first argument: the stub that enters the interpreter has no other way to know it.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, MemFlagsData};

use abi::entry::RuntimeEntry;
use abi::metadata as meta;
use abi::thread;

use super::references::remembers;
use super::{Lowering, REGION_VM, clif_type, plain_signature, signature};
use crate::ir::{Immediate, InstData, Key, MethodData, Op, SiteData, Type, Value};

/// In what `RuntimeEntry::CallSite` results in.
const MAY_REMEMBER: i64 = 1 << 32;

impl Lowering<'_, '_> {
    pub(super) fn call(&mut self, data: &InstData) -> Option<clif::Value> {
        let function = self.function;
        match data.immediate {
            Immediate::Method(method) => {
                let callee = &function.methods[method];
                if let (Op::CallDirect, Some(leaf)) = (data.op, callee.leaf) {
                    return self.call_leaf(data, callee, leaf);
                }
                let target = match data.op {
                    Op::CallVirtual => {
                        let receiver = self.get(data.args[0]);
                        self.in_vtable(receiver, callee.vtable_index)
                    }
                    Op::CallInterface => self.select(data, callee)?,
                    Op::CallTarget => self.get(data.args[0]),
                    _ => self.long(callee.key.0 as i64),
                };
                let mut args = self.args(data);
                if data.op == Op::CallTarget {
                    args.remove(0);
                }
                self.call_method(target, &callee.params, callee.result, &args)
            }
            Immediate::Site(site) => {
                let site = &function.sites[site];
                let (mut params, result) = (site.params.clone(), site.result);
                let target = self.call_first(data, |lowering| lowering.link(data, site))?;
                let mut args = self.args(data);
                if site.has_appendix {
                    params.push(Type::Ref);
                    args.push(self.load_thread(I64, thread::APPENDIX));
                }
                self.call_method(target, &params, result, &args)
            }
            _ => None,
        }
    }

    /// A native method of which `leaf` does the most.
    fn call_leaf(
        &mut self,
        data: &InstData,
        callee: &MethodData,
        leaf: Key,
    ) -> Option<clif::Value> {
        let args = self.args(data);
        let slots = self.in_slots(&callee.params, &args);
        let signature = plain_signature(&[Type::Long, Type::Long], Some(Type::Int));
        let signature = self.builder.import_signature(signature);
        let (address, thread) = (self.long(leaf.0 as i64), self.thread());
        let ins = self.builder.ins();
        let call = ins.call_indirect(signature, address, &[thread, slots]);
        self.facts.leaves.insert(call);
        let is_done = self.builder.inst_results(call)[0];
        let done = self.builder.create_block();
        let result = callee.result.map(clif_type);
        let found = result.map(|ty| self.builder.append_block_param(done, ty));
        let zero = self.int(0);
        let is_left = self.builder.ins().icmp(IntCC::Equal, is_done, zero);
        let at_hand = self.at_hand.clone();
        self.cold_if(is_left, |lowering| {
            let target = lowering.long(callee.key.0 as i64);
            let result = lowering.call_method(target, &callee.params, callee.result, &args);
            lowering.read_again(&at_hand);
            let result = result.map(BlockArg::from);
            lowering.builder.ins().jump(done, result.as_slice());
        });
        let flags = MemFlagsData::trusted();
        let result = result.map(|ty| self.builder.ins().load(ty, flags, slots, 0));
        let result = result.map(BlockArg::from);
        self.builder.ins().jump(done, result.as_slice());
        self.go_on_in(done);
        found
    }

    /// The method that the receiver's class has for an interface method. The site remembers one.
    fn select(&mut self, data: &InstData, callee: &MethodData) -> Option<clif::Value> {
        let receiver = self.get(data.args[0]);
        let class = self.class_of(receiver);
        let Some(cache) = callee.cache else {
            return self.look_up(class, callee);
        };
        let (hit, miss, done) = (
            self.builder.create_block(),
            self.builder.create_block(),
            self.builder.create_block(),
        );
        let method = self.builder.append_block_param(done, I64);
        let known = self.load_cache(cache);
        let known_class = self.builder.ins().ireduce(I32, known);
        let is_known = self.builder.ins().icmp(IntCC::Equal, known_class, class);
        self.builder.ins().brif(is_known, hit, &[], miss, &[]);
        self.builder.set_cold_block(miss);
        self.go_on_in(miss);
        let found = self.look_up(class, callee)?;
        if let Some(behind) = self.builder.current_block() {
            self.builder.set_cold_block(behind);
        }
        let none = self.long(0);
        let is_empty = self.builder.ins().icmp(IntCC::Equal, known, none);
        self.fill_if(is_empty, cache, Some(class), found);
        self.builder.ins().jump(done, &[found.into()]);
        self.go_on_in(hit);
        let found = self.builder.ins().ushr_imm_s(known, 32);
        self.builder.ins().jump(done, &[found.into()]);
        self.go_on_in(done);
        Some(method)
    }

    /// What the runtime finds in the itable of `class`, or throws.
    fn look_up(&mut self, class: clif::Value, callee: &MethodData) -> Option<clif::Value> {
        let key = self.long(callee.key.0 as i64);
        let found = self.call_entry(RuntimeEntry::SelectInterface, &[class, key])?;
        let none = self.long(0);
        let is_unfit = self.builder.ins().icmp(IntCC::Equal, found, none);
        self.cold_throw(is_unfit, RuntimeEntry::ThrowUnfit, &[class, key]);
        Some(found)
    }

    /// The method of a call that was not linked: the runtime links it.
    fn link(&mut self, data: &InstData, site: &SiteData) -> Option<clif::Value> {
        let slow = |lowering: &mut Self| {
            let receiver = match site.params.first() {
                Some(Type::Ref) => lowering.get(data.args[0]),
                _ => lowering.long(0),
            };
            lowering.call_site_entry(RuntimeEntry::CallSite, data, &[receiver])
        };
        match remembers(site) {
            Some(cache) => {
                let receiver = site.has_receiver.then(|| data.args[0]);
                self.remembered(cache, receiver, true, slow)
            }
            None => {
                let found = slow(self)?;
                Some(self.address_in(found))
            }
        }
    }

    fn address_in(&mut self, found: clif::Value) -> clif::Value {
        let address = self.builder.ins().ireduce(I32, found);
        self.builder.ins().uextend(I64, address)
    }

    /// What `slow` finds, which says whether it may be remembered: the site keeps the first, with the class of its receiver. A null
    /// receiver is left to `slow`.
    fn remembered(
        &mut self,
        cache: Key,
        receiver: Option<Value>,
        may_be_null: bool,
        slow: impl FnOnce(&mut Self) -> Option<clif::Value>,
    ) -> Option<clif::Value> {
        let (rare, done) = (self.builder.create_block(), self.builder.create_block());
        self.builder.set_cold_block(rare);
        let method = self.builder.append_block_param(done, I64);
        let object = receiver.map(|receiver| self.get(receiver));
        if let Some(object) = object.filter(|_| may_be_null) {
            let next = self.builder.create_block();
            self.builder.ins().brif(object, next, &[], rare, &[]);
            self.go_on_in(next);
        }
        let known = self.load_cache(cache);
        let is_known = match object {
            None => known,
            Some(object) => {
                let class = self.class_of(object);
                let known = self.builder.ins().ireduce(I32, known);
                self.builder.ins().icmp(IntCC::Equal, known, class)
            }
        };
        let hit = self.builder.create_block();
        self.builder.ins().brif(is_known, hit, &[], rare, &[]);
        let at_hand = self.at_hand.clone();
        self.go_on_in(rare);
        let found = slow(self)?;
        self.read_again(&at_hand);
        self.fill(cache, receiver, found);
        let found = self.address_in(found);
        self.builder.ins().jump(done, &[found.into()]);
        self.at_hand = at_hand;
        self.go_on_in(hit);
        let found = self.builder.ins().ushr_imm_s(known, 32);
        self.builder.ins().jump(done, &[found.into()]);
        self.go_on_in(done);
        Some(method)
    }

    fn load_cache(&mut self, cache: Key) -> clif::Value {
        let cell = self.long(cache.0 as i64);
        let flags = self.flags(REGION_VM);
        self.builder.ins().load(I64, flags, cell, 0)
    }

    /// Fills an empty cache, if what was found may be remembered. (Sites with many classes would write for ever if others followed.)
    fn fill(&mut self, cache: Key, receiver: Option<Value>, found: clif::Value) {
        let known = self.load_cache(cache);
        let may = self.builder.ins().band_imm_s(found, MAY_REMEMBER);
        let none = self.long(0);
        let is_empty = self.builder.ins().icmp(IntCC::Equal, known, none);
        let useful = self.builder.ins().select(is_empty, may, none);
        let class = receiver.map(|receiver| {
            let object = self.get(receiver);
            self.class_of(object)
        });
        self.fill_if(useful, cache, class, found);
    }

    /// The cache remembers from now on, if `useful`, what was found for `class`; without one: for all.
    fn fill_if(
        &mut self,
        useful: clif::Value,
        cache: Key,
        class: Option<clif::Value>,
        found: clif::Value,
    ) {
        let (fill, next) = (self.builder.create_block(), self.builder.create_block());
        self.builder.ins().brif(useful, fill, &[], next, &[]);
        self.builder.set_cold_block(fill);
        self.builder.set_cold_block(next);
        self.go_on_in(fill);
        let upper = self.builder.ins().ishl_imm_s(found, 32);
        let lower = match class {
            // Something: the word is not 0.
            None => self.long(1),
            Some(class) => self.builder.ins().uextend(I64, class),
        };
        let both = self.builder.ins().bor(upper, lower);
        let cell = self.long(cache.0 as i64);
        let flags = self.flags(REGION_VM);
        self.builder.ins().store(flags, both, cell, 0);
        self.builder.ins().jump(next, &[]);
        self.go_on_in(next);
    }

    /// The first of the calls of an operation that makes two: the operands are live across it.
    fn call_first<T>(&mut self, data: &InstData, call: impl FnOnce(&mut Self) -> T) -> T {
        let live = self.live.clone();
        let operands = data.args.iter();
        for number in operands.filter_map(|arg| self.references.number_of(*arg)) {
            self.live.insert(number);
        }
        let result = call(self);
        self.live = live;
        result
    }

    /// The method in the vtable of the receiver's class.
    fn in_vtable(&mut self, receiver: clif::Value, index: u16) -> clif::Value {
        let class = self.class_of(receiver);
        let class = self.builder.ins().uextend(I64, class);
        let offset = meta::KLASS_VTABLE + 4 * i32::from(index);
        let flags = self.flags(REGION_VM);
        let method = self.builder.ins().load(I32, flags, class, offset);
        self.builder.ins().uextend(I64, method)
    }

    fn call_method(
        &mut self,
        method: clif::Value,
        params: &[Type],
        result: Option<Type>,
        args: &[clif::Value],
    ) -> Option<clif::Value> {
        let flags = self.flags(REGION_VM);
        let ins = self.builder.ins();
        let entry = ins.load(I64, flags, method, meta::METHOD_ENTRY);
        let signature = self.builder.import_signature(signature(params, result));
        let args: Vec<_> = [method].iter().chain(args).copied().collect();
        self.call_that_throws(signature, entry, &args, result, true)
    }
}
