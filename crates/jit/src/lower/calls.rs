//! Calls of Java methods: through the entry of the method, which is found directly, in the vtable, or by the runtime. The method's address
//! is the first argument: the stub that enters the interpreter has no other way to know it.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{self as clif, InstBuilder};

use abi::entry::RuntimeEntry;
use abi::metadata as meta;
use abi::thread;

use super::{Lowering, REGION_VM, signature};
use crate::ir::{Immediate, InstData, MethodData, Op, Type};

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
                        let receiver = self.get(data.args[0]);
                        self.call_first(data, |lowering| lowering.select(receiver, callee))?
                    }
                    _ => self.long(callee.key.0 as i64),
                };
                let args = self.args(data);
                self.call_method(target, &callee.params, callee.result, &args)
            }
            Immediate::Site(site) => {
                let site = &function.sites[site];
                let (mut params, result) = (site.params.clone(), site.result);
                let receiver = match params.first() {
                    Some(Type::Ref) => self.get(data.args[0]),
                    _ => self.long(0),
                };
                let target = self.call_first(data, |lowering| {
                    lowering.call_site_entry(RuntimeEntry::CallSite, data, &[receiver])
                })?;
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

    /// The method that the receiver's class has for an interface method: the site remembers one.
    fn select(&mut self, receiver: clif::Value, callee: &MethodData) -> Option<clif::Value> {
        let class = self.class_of(receiver);
        let key = callee.key.0 as i64;
        let Some(cache) = callee.cache else {
            let method = self.long(key);
            return self.call_entry(RuntimeEntry::SelectInterface, &[class, method]);
        };
        let done = self.builder.create_block();
        let selected = self.builder.append_block_param(done, I64);
        let cell = self.long(cache.0 as i64);
        let flags = self.flags(REGION_VM);
        let known = self.builder.ins().load(I64, flags, cell, 0);
        let known_class = self.builder.ins().ireduce(I32, known);
        let ins = self.builder.ins();
        let is_other = ins.icmp(IntCC::NotEqual, known_class, class);
        let at_hand = self.at_hand.clone();
        self.cold_if(is_other, |lowering| {
            let args = [class, lowering.long(key)];
            let found = lowering.call_entry(RuntimeEntry::SelectInterface, &args);
            lowering.read_again(&at_hand);
            let Some(found) = found else { return };
            // The first stays: sites with many classes would write for ever.
            let (fill, next) = (
                lowering.builder.create_block(),
                lowering.builder.create_block(),
            );
            let ins = lowering.builder.ins();
            ins.brif(known, next, &[], fill, &[]);
            lowering.go_on_in(fill);
            let upper = lowering.builder.ins().ishl_imm_s(found, 32);
            let lower = lowering.builder.ins().uextend(I64, class);
            let both = lowering.builder.ins().bor(upper, lower);
            let cell = lowering.long(cache.0 as i64);
            lowering.builder.ins().store(flags, both, cell, 0);
            lowering.builder.ins().jump(next, &[]);
            lowering.go_on_in(next);
            lowering.builder.ins().jump(done, &[found.into()]);
        });
        let method = self.builder.ins().ushr_imm_s(known, 32);
        self.builder.ins().jump(done, &[method.into()]);
        self.go_on_in(done);
        Some(selected)
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
