//! Resolution of field access, and the volatile forms. JVMS 5.4.3.2, 6.5.getfield; CONTRACTS 6, "Class initialisation".

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering};

use abi::ElementKind;
use bytecode::Opcode;
use linker::resolve::{self, FieldUse};
use metadata::Field;
use threads::JavaThread;

use super::{Next, calling, site};
use crate::ops::Op;
use crate::run::{Fp, Pc};

/// Quick forms by kind: (plain, volatile).
fn quick_op(field: &Field, is_put: bool) -> Op {
    use ElementKind::*;
    let is_reference = field.kind == Reference;
    match (field.is_static(), is_put, field.is_volatile()) {
        (false, false, true) => {
            if is_reference {
                Op::GetFieldRefVolatile
            } else {
                Op::GetFieldVolatile
            }
        }
        (true, false, true) => {
            if is_reference {
                Op::GetStaticRefVolatile
            } else {
                Op::GetStaticVolatile
            }
        }
        (false, true, true) => Op::PutFieldVolatile,
        (true, true, true) => Op::PutStaticVolatile,
        (is_static, false, false) => {
            let op = match field.kind {
                Boolean | Byte => Op::GetFieldI8,
                Char => Op::GetFieldU16,
                Short => Op::GetFieldI16,
                Int | Float => Op::GetField32,
                Long | Double => Op::GetField64,
                Reference => Op::GetFieldRef,
            };
            if is_static {
                op.plus(Op::GetStaticI8 as u16 - Op::GetFieldI8 as u16)
            } else {
                op
            }
        }
        (is_static, true, false) => {
            let op = match field.kind {
                Boolean => Op::PutFieldBool,
                Byte => Op::PutField8,
                Char | Short => Op::PutField16,
                Int | Float => Op::PutField32,
                Long | Double => Op::PutField64,
                Reference => Op::PutFieldRef,
            };
            if is_static {
                op.plus(Op::PutStaticBool as u16 - Op::PutFieldBool as u16)
            } else {
                op
            }
        }
    }
}

/// `getfield`, `putfield`.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn resolve_instance(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, _, insn) = site(fp, pc);
        let is_put = insn.opcode == Opcode::Putfield;
        let usage = FieldUse {
            is_static: false,
            is_put,
        };
        match calling(thread, fp, pc, |t| {
            resolve::field(t, method, insn.cp_index(), usage)
        }) {
            Ok(field) => {
                (*pc).quicken(
                    quick_op(field, is_put),
                    Some(field.kind as i16),
                    u64::from(field.offset),
                );
                (fp, pc)
            }
            Err(next) => next,
        }
    }
}

/// `getstatic`, `putstatic`: initialises the class. Stays slow until the class is fully initialised.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn resolve_static(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function; statics live in the mirror, which does not move, at the field's offset.
    unsafe {
        let (method, _, insn) = site(fp, pc);
        let is_put = insn.opcode == Opcode::Putstatic;
        let usage = FieldUse {
            is_static: true,
            is_put,
        };
        let resolved = calling(thread, fp, pc, |t| {
            let field = resolve::field(t, method, insn.cp_index(), usage)?;
            if !field.holder.is_initialized() {
                linker::init::initialize(t, field.holder)?;
            }
            Ok(field)
        });
        let field = match resolved {
            Ok(field) => field,
            Err(next) => return next,
        };
        let address = field.holder.mirror.load() as u64 + u64::from(field.offset);
        if field.holder.is_initialized() {
            (*pc).quicken(quick_op(field, is_put), Some(field.kind as i16), address);
            return (fp, pc);
        }
        // This thread runs the initialiser: the barrier stays (CONTRACTS 6).
        let register = fp.offset((*pc).a() as isize);
        if is_put {
            write_volatile(address, field.kind as u8, *register);
        } else {
            *register = read_volatile(address, field.kind as u8);
        }
        (fp, pc.add(1))
    }
}

/// The register form of the field of `kind` at `address`, read sequentially consistent.
///
/// # Safety
/// `address` is that of a field of this kind in a live object.
#[inline(never)]
pub(crate) unsafe fn read_volatile(address: u64, kind: u8) -> u64 {
    let order = Ordering::SeqCst;
    // SAFETY: contract of this function; fields are aligned to their size.
    unsafe {
        match ElementKind::from_code(kind) {
            Some(ElementKind::Boolean | ElementKind::Byte) => {
                u64::from((*(address as *const AtomicU8)).load(order) as i8 as i32 as u32)
            }
            Some(ElementKind::Char) => u64::from((*(address as *const AtomicU16)).load(order)),
            Some(ElementKind::Short) => {
                u64::from((*(address as *const AtomicU16)).load(order) as i16 as i32 as u32)
            }
            Some(ElementKind::Int | ElementKind::Float) => {
                u64::from((*(address as *const AtomicU32)).load(order))
            }
            _ => (*(address as *const AtomicU64)).load(order),
        }
    }
}

/// Stores a register into the field of `kind` at `address`, sequentially consistent, with the card mark of a reference.
///
/// # Safety
/// As [`read_volatile`].
#[inline(never)]
pub(crate) unsafe fn write_volatile(address: u64, kind: u8, value: u64) {
    let order = Ordering::SeqCst;
    // SAFETY: contract of this function; fields are aligned to their size.
    unsafe {
        match ElementKind::from_code(kind) {
            Some(ElementKind::Boolean) => {
                (*(address as *const AtomicU8)).store(value as u8 & 1, order)
            }
            Some(ElementKind::Byte) => (*(address as *const AtomicU8)).store(value as u8, order),
            Some(ElementKind::Char | ElementKind::Short) => {
                (*(address as *const AtomicU16)).store(value as u16, order)
            }
            Some(ElementKind::Int | ElementKind::Float) => {
                (*(address as *const AtomicU32)).store(value as u32, order)
            }
            Some(ElementKind::Reference) => {
                (*(address as *const AtomicUsize)).store(value as usize, order);
                heap::card_mark(address as usize);
            }
            _ => (*(address as *const AtomicU64)).store(value, order),
        }
    }
}
