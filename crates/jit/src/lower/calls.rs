//! Calls of Java methods: through the entry of the method, which is found directly, in the vtable, or by the runtime. The method's address
//! is the first argument: the stub that enters the interpreter has no other way to know it.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{self as clif, InstBuilder};

use abi::entry::RuntimeEntry;
use abi::metadata as meta;
use abi::thread;

use super::references::remembers;
use super::{Lowering, REGION_VM, signature};
use crate::ir::{Immediate, InstData, Key, MethodData, Op, SiteData, Type, Value};

/// In what `RuntimeEntry::CallSite` results in.
const MAY_REMEMBER: i64 = 1 << 32;

impl Lowering<'_, '_> {
    pub(super) fn call(&mut self, data: &InstData) -> Option<clif::Value> {
        let function = self.function;
        match data.immediate {
            Immediate::Method(method) => {
                let callee = &function.methods[method];
                let target = match data.op {
                    Op::CallVirtual => {
                        let receiver = self.get(data.args[0]);
                        self.in_vtable(receiver, callee.vtable_index)
                    }
                    Op::CallInterface => {
                        self.call_first(data, |lowering| lowering.select(data, callee))?
                    }
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

    /// The method that the receiver's class has for an interface method.
    fn select(&mut self, data: &InstData, callee: &MethodData) -> Option<clif::Value> {
        let key = callee.key.0 as i64;
        let Some(cache) = callee.cache else {
            let receiver = self.get(data.args[0]);
            let args = [self.class_of(receiver), self.long(key)];
            return self.call_entry(RuntimeEntry::SelectInterface, &args);
        };
        self.remembered(cache, Some(data.args[0]), false, |lowering| {
            let receiver = lowering.get(data.args[0]);
            let args = [lowering.class_of(receiver), lowering.long(key)];
            let found = lowering.call_entry(RuntimeEntry::SelectInterface, &args)?;
            let may = lowering.long(MAY_REMEMBER);
            Some(lowering.builder.ins().bor(found, may))
        })
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
        let cell = self.long(cache.0 as i64);
        let flags = self.flags(REGION_VM);
        let known = self.builder.ins().load(I64, flags, cell, 0);
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

    /// Fills an empty cache. (Sites with many classes would write for ever if others followed.)
    fn fill(&mut self, cache: Key, receiver: Option<Value>, found: clif::Value) {
        let (fill, next) = (self.builder.create_block(), self.builder.create_block());
        let cell = self.long(cache.0 as i64);
        let flags = self.flags(REGION_VM);
        let known = self.builder.ins().load(I64, flags, cell, 0);
        let may = self.builder.ins().band_imm_s(found, MAY_REMEMBER);
        let none = self.long(0);
        let is_empty = self.builder.ins().icmp(IntCC::Equal, known, none);
        let useful = self.builder.ins().select(is_empty, may, none);
        self.builder.ins().brif(useful, fill, &[], next, &[]);
        self.go_on_in(fill);
        let upper = self.builder.ins().ishl_imm_s(found, 32);
        let lower = match receiver {
            // Something: the word is not 0.
            None => self.long(1),
            Some(receiver) => {
                let object = self.get(receiver);
                let class = self.class_of(object);
                self.builder.ins().uextend(I64, class)
            }
        };
        let both = self.builder.ins().bor(upper, lower);
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
