//! Instructions whose constant-pool entry was not resolved when the code was compiled (or not in a way that the compiler may use,
//! `env.rs`): everything in the order of JVMS 6.5, errors included. Such code comes here each time.
//!
//! The code says where it is (method and bci); the class and name are in the bytecode.

use std::sync::atomic::Ordering;

use bytecode::{Insn, Opcode};
use heap::Handle;
use linker::resolve::receiver::{self, Unfit};
use linker::resolve::{self, Constant, FieldUse, InvokeKind, Target};
use linker::{arrays, init, lookup, messages};
use metadata::{KlassRef, MethodRef, OopSlot};
use threads::{JavaResult, JavaThread};

use super::{class, handle, lengths, run, site};
use crate::env;

// Allocation

pub(super) extern "C" fn new_instance(t: &mut JavaThread, method: i32, bci: i32) -> usize {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        let klass = resolve::instantiable(t, caller.klass, insn.cp_index())?;
        init::initialize(t, klass)?;
        let object = t.new_instance(klass)?;
        Ok(t.oop(object).address())
    })
}

/// `anewarray`.
pub(super) extern "C" fn new_array(
    t: &mut JavaThread,
    method: i32,
    bci: i32,
    length: i32,
) -> usize {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        let component = resolve::class(t, caller.klass, insn.cp_index())?;
        let klass = arrays::array_class_of(t, component)?;
        let length = arrays::check_length(t, length)?;
        let array = t.new_array(klass, length)?;
        Ok(t.oop(array).address())
    })
}

pub(super) extern "C" fn new_multi_array(
    t: &mut JavaThread,
    method: i32,
    bci: i32,
    count: i32,
    at: i64,
) -> usize {
    // SAFETY: invariant of entries.
    let ((caller, insn), lengths) = unsafe { (site(t, method, bci), lengths(count, at)) };
    run(t, |t| {
        let klass = resolve::class(t, caller.klass, insn.cp_index())?;
        let array = arrays::new_multi_array(t, klass, &lengths)?;
        Ok(t.oop(array).address())
    })
}

// Constants

pub(super) extern "C" fn constant_ref(t: &mut JavaThread, method: i32, bci: i32) -> usize {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        let constant = resolve::constant(t, caller.klass, insn.cp_index())?;
        Ok(match constant {
            Constant::Ref(slot) => slot.map_or(0, OopSlot::load),
            _ => 0,
        })
    })
}

/// Ints and floats in the lower half.
pub(super) extern "C" fn constant_bits(t: &mut JavaThread, method: i32, bci: i32) -> i64 {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        let constant = resolve::constant(t, caller.klass, insn.cp_index())?;
        Ok(match constant {
            Constant::Int(value) => value.into(),
            Constant::Float(value) => value.to_bits().into(),
            Constant::Long(value) => value,
            Constant::Double(value) => value.to_bits() as i64,
            Constant::Ref(_) => 0,
        })
    })
}

// Fields

fn usage(insn: &Insn) -> FieldUse {
    FieldUse {
        is_static: matches!(insn.opcode, Opcode::Getstatic | Opcode::Putstatic),
        is_put: matches!(insn.opcode, Opcode::Putstatic | Opcode::Putfield),
    }
}

/// From the beginning of the object.
pub(super) extern "C" fn field_offset(t: &mut JavaThread, method: i32, bci: i32) -> i64 {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        let field = resolve::field(t, caller, insn.cp_index(), usage(&insn))?;
        Ok(field.offset.into())
    })
}

/// Where a static field is, its class initialised (or being initialised by this thread).
pub(super) extern "C" fn static_address(t: &mut JavaThread, method: i32, bci: i32) -> i64 {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        let field = resolve::field(t, caller, insn.cp_index(), usage(&insn))?;
        init::initialize(t, field.holder)?;
        // Mirrors do not move.
        Ok((field.holder.mirror.load() + field.offset as usize) as i64)
    })
}

// Type tests. Null passes without resolution.

pub(super) extern "C" fn cast(t: &mut JavaThread, method: i32, bci: i32, address: usize) -> usize {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        // SAFETY: invariant of entries; nothing collected yet.
        let Some(object) = (unsafe { handle(t, address) }) else {
            return Ok(0);
        };
        let to = resolve::class(t, caller.klass, insn.cp_index())?;
        let from = t.oop(object).klass();
        if from.is_subtype_of(to) {
            return Ok(t.oop(object).address());
        }
        let message = messages::class_cast(from, to);
        Err(t.throw_new("java/lang/ClassCastException", &message))
    })
}

pub(super) extern "C" fn instance_of(
    t: &mut JavaThread,
    method: i32,
    bci: i32,
    address: usize,
) -> i32 {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    is_instance(t, caller, insn.cp_index(), address)
}

/// Whether a handler catches an exception: by the constant-pool entry of its class.
pub(super) extern "C" fn catches(
    t: &mut JavaThread,
    method: i32,
    cp_index: i32,
    exception: usize,
) -> i32 {
    // SAFETY: invariant of entries.
    let (caller, _) = unsafe { site(t, method, 0) };
    is_instance(t, caller, cp_index as u16, exception)
}

fn is_instance(t: &mut JavaThread, caller: MethodRef, cp_index: u16, address: usize) -> i32 {
    run(t, |t| {
        // SAFETY: the callers': a reference argument; nothing collected yet.
        let Some(object) = (unsafe { handle(t, address) }) else {
            return Ok(0);
        };
        let of = resolve::class(t, caller.klass, cp_index)?;
        Ok(t.oop(object).klass().is_subtype_of(of).into())
    })
}

// Calls

/// The method to call with this receiver (whatever it is, where there is none). An appendix is in the thread.
pub(super) extern "C" fn call(t: &mut JavaThread, method: i32, bci: i32, address: usize) -> i64 {
    // SAFETY: invariant of entries.
    let (caller, insn) = unsafe { site(t, method, bci) };
    run(t, |t| {
        // SAFETY: invariant of entries; nothing collected yet.
        let receiver = unsafe { handle(t, address) };
        let (target, appendix) = match InvokeKind::of(insn.opcode) {
            Some(kind) => link(t, caller, &insn, kind, receiver)?,
            None => match resolve::invokedynamic(t, caller, insn.bci, insn.cp_index())? {
                Target::Handle { adapter, appendix } => (adapter, appendix),
                Target::Direct(target) => (target, None),
                Target::Virtual { resolved, .. } | Target::Interface { resolved, .. } => {
                    (resolved, None)
                }
            },
        };
        // Last: Java that ran meanwhile has linked sites of its own.
        let word = appendix.map_or(0, |slot| slot.load() as u64);
        t.area.appendix.store(word, Ordering::Relaxed);
        let may_remember = match InvokeKind::of(insn.opcode) {
            // As long as the class is being initialised, other threads wait for it here.
            Some(InvokeKind::Static) => target.klass.is_initialized(),
            Some(_) => true,
            None => false,
        };
        let bit = i64::from(may_remember && appendix.is_none()) << 32;
        Ok(i64::from(target.address()) | bit)
    })
}

/// Resolves a call and selects its method. The null check comes after resolution.
fn link(
    t: &mut JavaThread,
    caller: MethodRef,
    insn: &Insn,
    kind: InvokeKind,
    receiver: Option<Handle>,
) -> JavaResult<(MethodRef, Option<&'static OopSlot>)> {
    let target = resolve::invoke(t, caller, insn.cp_index(), kind)?;
    match target {
        Target::Handle { adapter, appendix } => return Ok((adapter, appendix)),
        Target::Direct(target) if kind == InvokeKind::Static => {
            init::initialize(t, target.klass)?;
            return Ok((target, None));
        }
        _ => {}
    }
    let Some(receiver) = receiver.map(|receiver| t.oop(receiver).klass()) else {
        return Err(t.throw_empty("java/lang/NullPointerException"));
    };
    match select(caller, insn, kind, target, receiver) {
        Ok(selected) => Ok((selected, None)),
        Err(unfit) => Err(unfit.throw(t)),
    }
}

/// The method that a receiver of this class runs.
fn select(
    caller: MethodRef,
    insn: &Insn,
    kind: InvokeKind,
    target: Target,
    receiver: KlassRef,
) -> Result<MethodRef, Unfit> {
    let named = |resolved: MethodRef| {
        resolve::named_class(caller.klass, insn.cp_index()).unwrap_or(resolved.klass)
    };
    match target {
        Target::Direct(target) if receiver::is_looked_at(caller, kind, target) => match kind {
            InvokeKind::Special => receiver::of_special(receiver, caller.klass).map(|()| target),
            _ => receiver::of_interface(receiver, named(target), target),
        },
        Target::Direct(target) => Ok(target),
        Target::Virtual { index, .. } => Ok(lookup::virtual_target(&receiver, index)),
        Target::Interface { resolved, .. } => {
            receiver::of_interface(receiver, named(resolved), resolved)
        }
        Target::Handle { adapter, .. } => Ok(adapter),
    }
}

/// A class, the interface that a call names and its method; `key`: of `env.rs`.
///
/// # Safety
/// Invariant of entries; the key is one that the compiler got.
unsafe fn interface_call(of: i32, key: i64) -> (KlassRef, KlassRef, MethodRef) {
    // SAFETY: the contract of this function.
    let (klass, key) = unsafe { (class(of), env::of_interface_key(key as u64)) };
    let (named, resolved) = key.expect("compiled code names its methods");
    (klass, named, resolved)
}

/// The method that an object's class has for an interface method, 0 if it has none. A leaf.
pub(super) extern "C" fn select_interface(_: &mut JavaThread, of: i32, key: i64) -> i64 {
    // SAFETY: invariant of entries.
    let (klass, named, resolved) = unsafe { interface_call(of, key) };
    let selected = receiver::of_interface_if_fit(klass, named, resolved);
    selected.map_or(0, |selected| selected.address().into())
}

pub(super) extern "C" fn throw_unfit(t: &mut JavaThread, of: i32, key: i64) {
    // SAFETY: invariant of entries.
    let (klass, named, resolved) = unsafe { interface_call(of, key) };
    run(t, |t| {
        let selected = receiver::of_interface(klass, named, resolved);
        let unfit = selected.expect_err("the leaf has found no method either");
        Err(unfit.throw(t))
    })
}
