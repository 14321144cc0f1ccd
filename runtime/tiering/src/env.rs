//! The compiler's questions, answered from the VM's metadata: [`VmEnv`] is a `jit::env::CompilerEnv`.
//!
//! * Nothing is resolved, loaded or initialised: the runtime constant pool says what is known. What is not known, and what would throw,
//!   is no answer: the compiled code asks the runtime when it gets there (`entries/sites.rs`), which does everything in order.
//! * Answers stay right: classes stay initialised, final methods final, cells resolved. But for those that the compiler asks for as
//!   assumptions: they are checked again when the code is installed, and from then on by whoever breaks them (`dependencies.rs`).
//! * Any thread may ask, in any state, while the class of the method is alive. Into the heap `known.rs` looks.
//!
//! Keys (`jit::env`): of a class and of a method its address, of a static field the address of its value, of other fields the address
//! of the `Field`, of an oop the address of its slot. Of a method that is called through an interface: its address, and in the upper
//! half that of the interface that the call names ([`interface_key`]).
//!
//! Read next: `linker/src/resolve/mod.rs`.

use std::fmt::Write;
use std::sync::{LazyLock, OnceLock};

use abi::ElementKind;
use abi::deopt::DeoptReason;
use bytecode::{Opcode, decode_at};
use classfile::constant_pool::{Constant, ConstantPool};
use classfile::{CpTag, MethodDescriptor, MethodInfo};
use interpreter::profile;
use jit::build::type_of_field;
use jit::env::{
    BranchProfile, CallFacts, ClassFacts, ClassProfile, CompilerEnv, ConstantFacts, FieldFacts,
    HandlePath, Inlining, Linker, LinkerKind, MethodFacts, MethodView, OopFacts,
};
use jit::ir::{ClassShape, Key, Type};
use linker::method_handles::linkers::kind;
use linker::resolve::{self, FieldUse, InvokeKind, Target, receiver};
use linker::{arrays, lookup};
use metadata::klass::DISPLAY;
use metadata::well_known as wk;
use metadata::{Field, Klass, KlassRef, Method, MethodFlags, MethodRef, OopSlot, Symbol};
use threads::hooks::LeafNative;

use crate::dependencies::{Assumptions, CallSite};
use crate::known::Constants;
use crate::{caches, commands, dependencies, known, policy, speculation, statistics};

/// The VM as one compile sees it. See the module documentation.
#[derive(Default)]
pub struct VmEnv {
    assumptions: Assumptions,
    constants: Constants,
}

impl VmEnv {
    /// For a compile of `method`. (By default nothing of the heap is answered: no code keeps it.)
    pub(crate) fn of(method: MethodRef) -> VmEnv {
        VmEnv {
            constants: Constants::of(method),
            ..VmEnv::default()
        }
    }

    /// How many objects the answers have found in others.
    pub(crate) fn known_objects(&self) -> usize {
        self.constants.len()
    }

    /// What the answers have assumed, and what they have named.
    pub(crate) fn take(self) -> (Assumptions, Constants) {
        (self.assumptions, self.constants)
    }
}

/// Of methods that the VM has made: they have no bytecode.
static NO_ROW: LazyLock<MethodInfo> = LazyLock::new(MethodInfo::default);

/// The key of a class.
pub fn class_key(klass: KlassRef) -> Key {
    Key(u64::from(klass.address()))
}

/// The key of a method.
pub fn method_key(method: MethodRef) -> Key {
    Key(u64::from(method.address()))
}

/// The key of a method that is called through the interface `named`: what `RuntimeEntry::SelectInterface` gets.
fn interface_key(named: KlassRef, method: MethodRef) -> Key {
    Key(u64::from(named.address()) << 32 | u64::from(method.address()))
}

/// The interface and the method of an [`interface_key`].
///
/// # Safety
/// The key was made by this module, and the class that made the call is alive.
pub(crate) unsafe fn of_interface_key(key: u64) -> Option<(KlassRef, MethodRef)> {
    // SAFETY: the contract of this function.
    unsafe {
        Some((
            KlassRef::from_address((key >> 32) as u32)?,
            MethodRef::from_address(key as u32)?,
        ))
    }
}

/// The method of a key. Such keys come from this module, and live as long as the method that is compiled.
fn method_of(key: Key) -> MethodRef {
    // SAFETY: keys of methods are addresses of methods that the compiled method's class keeps alive (module documentation).
    let method = unsafe { MethodRef::from_address(key.0 as u32) };
    method.expect("a key is not 0")
}

fn slot_key(slot: &OopSlot) -> Key {
    Key(slot.as_ptr() as u64)
}

/// What code must know of the shape: see `ClassShape`.
fn shape_of(klass: &Klass) -> ClassShape {
    let is_leaf_array = klass.array.as_ref().map(|array| array.component.is_none());
    // As `Klass::is_subtype_of` tests: arrays of objects and interfaces have subtypes that the display does not show.
    let is_in_display =
        is_leaf_array.unwrap_or(!klass.is_interface()) && usize::from(klass.depth) < DISPLAY;
    let has_instances = !klass.is_array() && !klass.is_interface() && !klass.is_abstract();
    ClassShape {
        size: match has_instances {
            true => klass.layout.instance_size() as u32,
            false => 0,
        },
        element: klass.is_array().then(|| klass.layout.element_kind()),
        depth: is_in_display.then_some(klass.depth),
    }
}

pub(crate) fn class_facts(klass: KlassRef) -> ClassFacts {
    let is_initialized = klass.is_initialized();
    ClassFacts {
        name: klass.name.to_string(),
        key: class_key(klass),
        is_initialized,
        is_plain: is_initialized
            && !klass.is_array()
            && !klass.is_interface()
            && !klass.layout.needs_slow_allocation(),
        shape: shape_of(&klass),
    }
}

pub(crate) fn method_facts(method: &Method) -> MethodFacts {
    let descriptor = MethodDescriptor::parse(method.descriptor.bytes());
    let descriptor = descriptor.expect("the parser has checked descriptors");
    let receiver = (!method.is_static()).then_some(Type::Ref);
    let params = descriptor.parameters().filter_map(type_of_field);
    let mut name = method.klass.name.to_string();
    let _ = write!(name, ".{}{}", method.name, method.descriptor);
    MethodFacts {
        name,
        params: receiver.into_iter().chain(params).collect(),
        result: type_of_field(descriptor.return_type()),
        vtable_index: 0,
        key: method_key(method.this()),
        leaf: leaf_of(method),
        class: class_facts(method.klass.original()),
    }
}

/// Finds leaves of methods, by class, name and descriptor.
pub type LeafLookup = fn(Symbol, Symbol, Symbol) -> Option<LeafNative>;

static LEAVES: OnceLock<LeafLookup> = OnceLock::new();

/// Boot: what compiled code may try in place of methods of the class library. Without it, it calls them.
pub fn use_leaves(lookup: LeafLookup) {
    let is_first = LEAVES.set(lookup).is_ok();
    assert!(is_first, "leaves are set once");
}

fn leaf_of(method: &Method) -> Option<Key> {
    if !method.klass.loader_data.is_boot() {
        return None;
    }
    let leaf = LEAVES.get()?(method.klass.name, method.name, method.descriptor)?;
    Some(Key(leaf as usize as u64))
}

/// Whether the collector clears the field, at any safepoint: a loop may not read it once.
fn is_referent(field: &Field) -> bool {
    field.name.bytes() == b"referent" && field.holder.name.bytes() == b"java/lang/ref/Reference"
}

/// What a call does that the constant pool has resolved. `named`: the class that the instruction names.
fn call_facts(
    caller: MethodRef,
    kind: InvokeKind,
    named: KlassRef,
    target: Target,
) -> Option<CallFacts> {
    Some(match target {
        Target::Direct(target) if receiver::is_looked_at(caller, kind, target) => return None,
        Target::Direct(target) => CallFacts::Direct(method_facts(&target.current())),
        Target::Virtual { index, resolved } => match only_target(named, index) {
            Some(target) => CallFacts::Direct(method_facts(&target.current())),
            None => CallFacts::Virtual(MethodFacts {
                vtable_index: index,
                ..method_facts(&resolved)
            }),
        },
        Target::Interface { resolved, .. } => CallFacts::Interface(MethodFacts {
            key: interface_key(named, resolved),
            ..method_facts(&resolved)
        }),
        Target::Handle { adapter, appendix } => handle_facts(adapter, appendix),
    })
}

/// What all receivers run for cell `index` if they are of the final class `named`, or arrays.
fn only_target(named: KlassRef, index: u16) -> Option<MethodRef> {
    let is_only = named.is_final() && !named.is_interface();
    let target = is_only.then(|| lookup::virtual_target(&named, index))?;
    (!target.is_abstract()).then_some(target)
}

fn handle_facts(adapter: MethodRef, appendix: Option<&'static OopSlot>) -> CallFacts {
    CallFacts::Handle {
        adapter: method_facts(&adapter),
        appendix: appendix.map(|slot| OopFacts {
            text: "appendix".to_owned(),
            key: slot_key(slot),
        }),
    }
}

/// What a constant is, for texts.
fn constant_text(pool: &ConstantPool<'_>, cp_index: u16) -> String {
    if let Some(Constant::String(text)) = pool.get(cp_index) {
        return pool.display(text).to_string();
    }
    let mut text = String::new();
    // (A String takes whatever is written.)
    let _ = classfile::dump::write_constant(pool, cp_index, &mut text);
    text
}

/// Whether something counted that often tells what never happens.
fn is_enough(counts: &[u32]) -> bool {
    counts.iter().map(|count| u64::from(*count)).sum::<u64>() >= policy::enough()
}

impl CompilerEnv for VmEnv {
    fn view(&self, method: Key) -> MethodView<'_> {
        let method = method_of(method);
        // SAFETY: a Method and its Klass are never moved or replaced, and outlive the compile (module documentation).
        let method: &Method = unsafe { &*method.as_ptr() };
        MethodView {
            key: method_key(method.this()),
            // SAFETY: as above.
            class: unsafe { &(*method.klass.as_ptr()).instance().class_file },
            method: method.info().unwrap_or(&NO_ROW),
        }
    }

    fn facts(&self, method: Key) -> MethodFacts {
        method_facts(&method_of(method))
    }

    fn class_at(&self, method: Key, cp_index: u16) -> Option<ClassFacts> {
        let klass = resolve::class_if_resolved(method_of(method).klass, cp_index)?;
        Some(class_facts(klass))
    }

    fn array_class_of(&self, method: Key, cp_index: u16) -> Option<ClassFacts> {
        let component = resolve::class_if_resolved(method_of(method).klass, cp_index)?;
        component.array_klass.load().map(class_facts)
    }

    fn primitive_array_class(&self, kind: ElementKind) -> ClassFacts {
        class_facts(arrays::primitive_array(kind))
    }

    fn field_at(
        &self,
        method: Key,
        cp_index: u16,
        is_static: bool,
        is_put: bool,
    ) -> Option<FieldFacts> {
        let usage = FieldUse { is_static, is_put };
        let field = resolve::field_if_resolved(method_of(method), cp_index, usage)?;
        let key = match is_static {
            // Mirrors do not move; without one it is too early in the boot.
            true => match field.holder.mirror.load() {
                0 => return None,
                mirror => mirror as u64 + u64::from(field.offset),
            },
            false => std::ptr::from_ref(field) as u64,
        };
        Some(FieldFacts {
            name: format!("{}.{}", field.holder.name, field.name),
            kind: field.kind,
            offset: field.offset,
            is_volatile: field.is_volatile() || is_referent(field),
            key: Key(key),
            class: class_facts(field.holder),
        })
    }

    fn call_at(&self, method: Key, bci: u32) -> Option<CallFacts> {
        let caller = method_of(method);
        let insn = decode_at(caller.bytecode()?.code, bci).ok()?;
        if insn.opcode == Opcode::Invokedynamic {
            return match resolve::invokedynamic_if_linked(caller, bci)? {
                Target::Handle { adapter, appendix } => Some(handle_facts(adapter, appendix)),
                _ => None,
            };
        }
        let (kind, cp_index) = (InvokeKind::of(insn.opcode)?, insn.cp_index());
        let named = resolve::named_class(caller.klass, cp_index)?;
        let target = resolve::invoke_if_resolved(caller, cp_index, kind)?;
        call_facts(caller, kind, named, target)
    }

    /// Dynamic constants of primitive types are boxed in the heap, so they are not answered: the code asks the runtime.
    fn constant_at(&self, method: Key, cp_index: u16) -> Option<ConstantFacts> {
        let holder = method_of(method).klass;
        // SAFETY: as `view`.
        let pool = unsafe { &(*holder.as_ptr()).instance().class_file.pool };
        let slot = resolve::slot_if_resolved(holder, cp_index)?;
        let is_primitive = || {
            let site = pool.dynamic(cp_index)?;
            let (_, descriptor) = pool.name_and_type(site.name_and_type_index)?;
            Some(!matches!(descriptor.first(), Some(b'L' | b'[')))
        };
        if pool.is(cp_index, CpTag::Dynamic) && is_primitive() != Some(false) {
            return None;
        }
        Some(match slot {
            None => ConstantFacts::Null,
            Some(slot) => ConstantFacts::Oop(OopFacts {
                text: constant_text(pool, cp_index),
                key: slot_key(slot),
            }),
        })
    }

    fn mirror_of(&self, method: Key) -> OopFacts {
        let klass = method_of(method).klass;
        OopFacts {
            text: format!("class {}", klass.name),
            // SAFETY: as `view`.
            key: slot_key(unsafe { &(*klass.as_ptr()).mirror }),
        }
    }

    /// Code of classes that are not linked yet is not verified.
    fn call_cache(&self, method: Key, bci: u32) -> Option<Key> {
        if !flags::get().flags.UseInlineCaches {
            return None;
        }
        Some(Key(caches::cell(method_of(method), bci).as_ptr() as u64))
    }

    fn branch_profile(&self, method: Key, bci: u32) -> Option<BranchProfile> {
        let [taken, not_taken] = profile::branch_at(method_of(method), bci)?;
        is_enough(&[taken, not_taken]).then_some(BranchProfile { taken, not_taken })
    }

    fn switch_profile(&self, method: Key, bci: u32) -> Option<Vec<u32>> {
        let counts = profile::switch_at(method_of(method), bci)?;
        is_enough(&counts).then_some(counts)
    }

    /// Classes that the method does not keep alive are others.
    fn class_profile(&self, method: Key, bci: u32) -> Option<ClassProfile> {
        if !flags::get().flags.UseInlineCaches {
            return None;
        }
        let method = method_of(method);
        let met = profile::classes_at(method, bci)?;
        let mut profile = ClassProfile {
            others: met.others,
            nulls: met.nulls,
            ..ClassProfile::default()
        };
        for (klass, count) in met.seen {
            let data = klass.loader_data;
            if data.is_builtin() || std::ptr::eq(data, method.klass.loader_data) {
                profile.seen.push((class_facts(klass), count));
            } else {
                profile.others = profile.others.saturating_add(count);
            }
        }
        profile.seen.sort_by_key(|row| std::cmp::Reverse(row.1));
        let mut counts: Vec<u32> = profile.seen.iter().map(|row| row.1).collect();
        counts.push(profile.others);
        is_enough(&counts).then_some(profile)
    }

    fn never_ran(&self, method: Key, bci: u32) -> bool {
        profile::never_ran(method_of(method), bci)
    }

    fn never_caught(&self, method: Key, bci: u32) -> bool {
        profile::never_caught(method_of(method), bci)
    }

    fn may_speculate(&self, method: Key, bci: u32, reason: DeoptReason) -> bool {
        speculation::may_fail(method_of(method), bci, reason)
    }

    fn selected(&self, method: Key, bci: u32, class: Key) -> Option<MethodFacts> {
        let caller = method_of(method);
        let insn = decode_at(caller.bytecode()?.code, bci).ok()?;
        let kind = InvokeKind::of(insn.opcode)?;
        // SAFETY: the key of a class that a profile has told, which the method keeps alive.
        let class = unsafe { KlassRef::from_address(class.0 as u32) }?;
        let target = match resolve::invoke_if_resolved(caller, insn.cp_index(), kind)? {
            Target::Virtual { index, .. } => lookup::virtual_target(&class, index),
            Target::Interface { resolved, .. } => {
                let named = resolve::named_class(caller.klass, insn.cp_index())?;
                receiver::of_interface(class, named, resolved).ok()?
            }
            Target::Direct(_) | Target::Handle { .. } => return None,
        };
        (!target.is_abstract()).then(|| method_facts(&target.current()))
    }

    fn assume_only(&self, method: Key, bci: u32) -> Option<MethodFacts> {
        let caller = method_of(method);
        let insn = decode_at(caller.bytecode()?.code, bci).ok()?;
        let kind = InvokeKind::of(insn.opcode)?;
        let named = resolve::named_class(caller.klass, insn.cp_index())?;
        let Target::Virtual { index, .. } =
            resolve::invoke_if_resolved(caller, insn.cp_index(), kind)?
        else {
            return None;
        };
        let target = match named.is_interface() {
            true => return None,
            false => lookup::virtual_target(&named, index),
        };
        let is_only = flags::get().flags.UseCHA
            && !target.is_abstract()
            && speculation::may_fail(caller, bci, DeoptReason::ClassHierarchy)
            && self.assumptions.not_overridden(target);
        is_only.then(|| method_facts(&target))
    }

    fn may_be_redefined(&self, method: Key) -> bool {
        self.assumptions.not_redefined(method_of(method))
    }

    fn validity(&self) -> Key {
        Key(self.assumptions.validity() as u64)
    }

    fn bytecode_counter(&self, method: Key) -> Option<Key> {
        let counts = flags::get().flags.CountBytecodes;
        let counts = counts && method_of(method).klass.is_of_application();
        counts.then_some(Key(statistics::EXECUTED.as_ptr() as u64))
    }

    fn is_subclass(&self, class: Key, of: Key) -> bool {
        // SAFETY: keys of classes that a profile or the constant pool has told.
        let (class, of) = unsafe {
            (
                KlassRef::from_address(class.0 as u32),
                KlassRef::from_address(of.0 as u32),
            )
        };
        matches!((class, of), (Some(class), Some(of)) if class.is_subtype_of(of))
    }

    fn wants_stress(&self) -> bool {
        flags::get().flags.DeoptStressInterval > 0
    }

    fn static_value(&self, method: Key, cp_index: u16) -> Option<ConstantFacts> {
        let usage = FieldUse {
            is_static: true,
            is_put: false,
        };
        let field = resolve::field_if_resolved(method_of(method), cp_index, usage)?;
        self.constants.of_static(field)
    }

    fn field_value(&self, object: Key, method: Key, cp_index: u16) -> Option<ConstantFacts> {
        let usage = FieldUse {
            is_static: false,
            is_put: false,
        };
        let field = resolve::field_if_resolved(method_of(method), cp_index, usage)?;
        self.constants.of_field(object, field)
    }

    fn assume_field(&self, object: Key, method: Key, bci: u32) -> Option<ConstantFacts> {
        let method = method_of(method);
        let insn = decode_at(method.bytecode()?.code, bci).ok()?;
        let usage = FieldUse {
            is_static: false,
            is_put: false,
        };
        let field = resolve::field_if_resolved(method, insn.cp_index(), usage)?;
        if !known::is_target(field) || !dependencies::may_rely(method, bci) {
            return None;
        }
        let target = self.constants.of_target(object, field)?;
        self.assumptions.same_target(CallSite {
            site: object,
            target: target.key,
            place: (method, bci),
        });
        Some(ConstantFacts::Oop(target))
    }

    fn element_value(&self, array: Key, index: u32) -> Option<ConstantFacts> {
        self.constants.of_element(array, index)
    }

    fn array_length(&self, object: Key) -> Option<u32> {
        known::array_length(object)
    }

    fn class_of(&self, object: Key) -> Option<ClassFacts> {
        known::class_of(object).map(class_facts)
    }

    fn mirrored(&self, object: Key) -> Option<ClassFacts> {
        known::mirrored(object).map(class_facts)
    }

    fn are_same(&self, a: Key, b: Key) -> Option<bool> {
        known::are_same(a, b)
    }

    fn linked(&self, linker: Key, object: Key, receiver: Option<Key>) -> Option<CallFacts> {
        let kind = method_of(linker).linker_kind;
        let (target, index) = self.constants.linked(kind, object, receiver)?;
        let facts = match index {
            None => method_facts(&target.current()),
            Some(_) => method_facts(&target),
        };
        Some(match index {
            None => CallFacts::Direct(facts),
            Some(vtable_index) => CallFacts::Virtual(MethodFacts {
                vtable_index,
                ..facts
            }),
        })
    }

    fn linker_kind(&self, method: Key) -> Option<LinkerKind> {
        Some(match method_of(method).linker_kind {
            0 => return None,
            kind::INVOKE_BASIC => LinkerKind::Basic,
            kind::LINK_TO_STATIC => LinkerKind::Static,
            _ => LinkerKind::Receiver,
        })
    }

    fn linker(&self, method: Key) -> Option<Linker> {
        let path = HandlePath {
            form: wk::METHOD_HANDLE_FORM.try_offset()?,
            vmentry: wk::LAMBDA_FORM_VMENTRY.try_offset()?,
            method: wk::MEMBER_NAME_METHOD.try_offset()?,
            target: wk::RESOLVED_METHOD_TARGET.try_offset()?,
        };
        match method_of(method).linker_kind {
            kind::INVOKE_BASIC => Some(Linker::Basic(path)),
            kind::LINK_TO_STATIC => Some(Linker::Member {
                path,
                has_receiver: false,
            }),
            kind::LINK_TO_SPECIAL => Some(Linker::Member {
                path,
                has_receiver: true,
            }),
            _ => None,
        }
    }

    fn inlining(&self, callee: Key) -> Inlining {
        let method = method_of(callee);
        // Its argument lives as long as it is an argument of a call.
        let is_fence = method.name.bytes() == b"reachabilityFence";
        let is_kept = !policy::may_compile(method)
            || is_fence
            || !method.klass.is_linked()
            || method.flags.has(MethodFlags::DONT_INLINE)
            || commands::forbids_inlining(method);
        if is_kept {
            return Inlining::Never;
        }
        match method.flags.has(MethodFlags::FORCE_INLINE) || commands::wants_inlining(method) {
            true => Inlining::Always,
            false => Inlining::Small,
        }
    }
}
