//! Invocations. A call that is not linked goes through the runtime, which links it and selects the method.

use abi::ElementKind;
use abi::deopt::DeoptReason;
use bytecode::{Insn, Opcode};

use super::{Builder, Built, method_data};
use crate::env::{CallFacts, CompilerEnv, Linker, LinkerKind, MethodFacts};
use crate::ir::{Immediate, MethodData, Op, SiteData, StateMode, Type, Value, Verdict};

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    pub(super) fn invoke(&mut self, insn: &Insn) -> Built<()> {
        let cp_index = insn.cp_index();
        let Some(descriptor) = self.call_descriptor(cp_index) else {
            return self.malformed(cp_index);
        };
        self.stress(self.bci);
        let has_receiver = !matches!(insn.opcode, Opcode::Invokestatic | Opcode::Invokedynamic);
        let receiver = has_receiver.then_some(Type::Ref);
        let params = descriptor.parameters().filter_map(super::type_of_field);
        let params: Vec<Type> = receiver.into_iter().chain(params).collect();
        let facts = self.env.call_at(self.view.key, self.bci);
        let leaves = match &facts {
            None => self.leave_unresolved(DeoptReason::Unresolved),
            Some(CallFacts::Direct(method)) if insn.opcode == Opcode::Invokestatic => {
                self.leave_uninitialized(&method.class)
            }
            Some(_) => false,
        };
        if leaves {
            self.note_call(self.entry_name(cp_index), Verdict::NeverRan);
            return Ok(());
        }
        let mut args: Vec<Value> = params.iter().rev().map(|ty| self.pop(*ty)).collect();
        args.reverse();
        let result = match facts {
            None => {
                self.note_call(self.entry_name(cp_index), Verdict::Unlinked);
                let result = super::type_of_field(descriptor.return_type());
                let site = self.site(cp_index, params, result);
                let data = SiteData {
                    has_receiver,
                    has_appendix: self.may_have_appendix(insn),
                    cache: self.env.call_cache(self.view.key, self.bci),
                    ..self.function.sites[site].clone()
                };
                let site = self.function.sites.intern(data);
                self.call(Op::CallSite, Immediate::Site(site), &args)
            }
            Some(CallFacts::Direct(method)) => {
                if has_receiver {
                    args[0] = self.null_check(args[0]);
                } else {
                    self.initialize(&method.class);
                }
                self.call_directly(&method, &args)?
            }
            Some(facts @ (CallFacts::Virtual(_) | CallFacts::Interface(_))) => {
                args[0] = self.null_check(args[0]);
                match self.known_target(&args) {
                    Some(target) => self.call_directly(&target, &args)?,
                    None => self.call_by_receiver(&facts, &args)?,
                }
            }
            Some(CallFacts::Handle { adapter, appendix }) => {
                if let Some(appendix) = appendix {
                    let appendix = Immediate::Oop(self.oop_id(&appendix));
                    args.push(self.op_with(Op::Oop, None, appendix, &[]));
                }
                match self.inline_adapter(&adapter, &args)? {
                    Some(result) => result,
                    None => {
                        self.note_call(adapter.name.clone(), Verdict::Handle);
                        self.call_method(Op::CallDirect, &adapter, &args)
                    }
                }
            }
        };
        if let Some(result) = result {
            self.push(result);
        }
        Ok(())
    }

    /// Whether linking may add an argument: call sites, and the signature-polymorphic methods of JVMS 2.9.3.
    fn may_have_appendix(&self, insn: &Insn) -> bool {
        let polymorphic: [&[u8]; 2] = [
            b"java/lang/invoke/MethodHandle",
            b"java/lang/invoke/VarHandle",
        ];
        match self.view.class.pool.member(insn.cp_index()) {
            None => true,
            Some(member) => {
                insn.opcode == Opcode::Invokevirtual && polymorphic.contains(&member.class)
            }
        }
    }

    /// A call of what the receiver, the first argument, decides: not known, but perhaps there is only one, or there were only few.
    fn call_by_receiver(&mut self, facts: &CallFacts, args: &[Value]) -> Built<Option<Value>> {
        let inlined = match self.inline_assumed(args)? {
            None => self.call_by_class(facts, args)?,
            inlined => inlined,
        };
        Ok(match inlined {
            Some(result) => result,
            None => self.call_through_table(facts, args),
        })
    }

    /// A call that the receiver, the first argument, decides; it is not null.
    pub(super) fn call_through_table(
        &mut self,
        facts: &CallFacts,
        args: &[Value],
    ) -> Option<Value> {
        match facts {
            CallFacts::Virtual(method) => {
                self.note_call(method.name.clone(), self.receiver_verdict());
                self.call_method(Op::CallVirtual, method, args)
            }
            CallFacts::Interface(method) => {
                self.note_call(method.name.clone(), self.receiver_verdict());
                let data = MethodData {
                    cache: self.env.call_cache(self.view.key, self.bci),
                    ..method_data(method)
                };
                let method = Immediate::Method(self.function.methods.intern(data));
                self.call(Op::CallInterface, method, args)
            }
            CallFacts::Direct(_) | CallFacts::Handle { .. } => None,
        }
    }

    /// Why a call that the receiver decides is one.
    fn receiver_verdict(&self) -> Verdict {
        if self.progress.is_off {
            return Verdict::Off;
        }
        match self.env.class_profile(self.view.key, self.bci) {
            None => Verdict::NoProfile,
            Some(profile) => Verdict::Polymorphic {
                classes: profile.seen.len(),
                others: profile.others,
            },
        }
    }

    /// A call of exactly this method, whose receiver, if there is one, is not null.
    fn call_directly(&mut self, method: &MethodFacts, args: &[Value]) -> Built<Option<Value>> {
        if let Some(result) = self.intrinsic(method, args) {
            self.note_call(method.name.clone(), Verdict::Intrinsic);
            return Ok(result);
        }
        if self.block.is_some()
            && let Some(kind) = self.env.linker_kind(method.key)
            && let Some((facts, args)) = self.known_link(kind, method, args)
        {
            let result = self.call_linked(kind, &facts, args)?;
            // A linker without a result may stand for a method that has one.
            return Ok(method.result.and(result));
        }
        if let Some(linker) = self.env.linker(method.key).filter(|_| self.block.is_some()) {
            self.note_call(method.name.clone(), Verdict::Handle);
            return Ok(self.call_linker(linker, method, args));
        }
        if method.leaf.is_some() {
            self.note_call(method.name.clone(), Verdict::Intrinsic);
            return Ok(self.call_method(Op::CallDirect, method, args));
        }
        Ok(match self.inline(method, args)? {
            Some(result) => result,
            None => self.call_method(Op::CallDirect, method, args),
        })
    }

    /// Calls what a linker is known to go on to.
    fn call_linked(
        &mut self,
        kind: LinkerKind,
        facts: &CallFacts,
        mut args: Vec<Value>,
    ) -> Built<Option<Value>> {
        if kind == LinkerKind::Receiver {
            args[0] = self.null_check(args[0]);
        }
        let CallFacts::Direct(target) = facts else {
            return Ok(self.call_through_table(facts, &args));
        };
        if kind != LinkerKind::Receiver {
            self.initialize(&target.class);
        }
        self.call_directly(target, &args)
    }

    /// Calls what the linker goes on to.
    fn call_linker(
        &mut self,
        linker: Linker,
        method: &MethodFacts,
        args: &[Value],
    ) -> Option<Value> {
        let mut args = args.to_vec();
        let mut callee = method_data(method);
        let (path, member) = match linker {
            Linker::Basic(path) => {
                let form = self.reference_at(args[0], path.form);
                (path, self.reference_at(form, path.vmentry))
            }
            Linker::Member { path, has_receiver } => {
                if has_receiver {
                    args[0] = self.null_check(args[0]);
                }
                callee.params.pop();
                (path, args.pop()?)
            }
        };
        let resolved = self.reference_at(member, path.method);
        let resolved = self.null_check(resolved);
        let offset = self.constant(Type::Long, path.target.into());
        let long = Immediate::Element(ElementKind::Long);
        let target = self.op_with(Op::LoadAt, None, long, &[resolved, offset]);
        args.insert(0, target);
        let callee = Immediate::Method(self.function.methods.intern(callee));
        self.call(Op::CallTarget, callee, &args)
    }

    /// The reference at an offset in an object, which must not be null.
    fn reference_at(&mut self, object: Value, offset: u32) -> Value {
        let object = self.null_check(object);
        let offset = self.constant(Type::Long, offset.into());
        let reference = Immediate::Element(ElementKind::Reference);
        self.op_with(Op::LoadAt, None, reference, &[object, offset])
    }

    pub(super) fn call_method(
        &mut self,
        op: Op,
        method: &MethodFacts,
        args: &[Value],
    ) -> Option<Value> {
        let method = Immediate::Method(self.method_id(method));
        self.call(op, method, args)
    }

    /// The arguments are off the stack. If the code is thrown away while the callee runs, the interpreter takes the result.
    fn call(&mut self, op: Op, callee: Immediate, args: &[Value]) -> Option<Value> {
        let state = self.state_at(self.bci, StateMode::After);
        self.emit(op, None, callee, args, Some(state))
    }
}
