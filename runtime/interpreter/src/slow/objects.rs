//! `new`, casts, finalizer registration. JVMS 6.5.new, checkcast, instanceof; JLS 12.6.

use bytecode::Opcode;
use heap::Oop;
use linker::{finalizers, resolve};
use metadata::KlassRef;
use threads::JavaThread;

use super::{Next, calling, oop_in, site};
use crate::ops::Op;
use crate::run::{Fp, Pc};

/// `new`: resolves and initialises the class; stays slow until it is fully initialised.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn resolve_new(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, _, insn) = site(fp, pc);
        let resolved = calling(thread, fp, pc, |t| {
            let klass = resolve::instantiable(t, method.klass, insn.cp_index())?;
            if !klass.is_initialized() {
                linker::init::initialize(t, klass)?;
            }
            Ok(klass)
        });
        let klass = match resolved {
            Ok(klass) => klass,
            Err(next) => return next,
        };
        if klass.is_initialized() {
            let word = u64::from(klass.address());
            if klass.layout.needs_slow_allocation() {
                (*pc).quicken(Op::NewKlass, None, word);
            } else {
                (*pc).quicken(
                    Op::New,
                    None,
                    word | (klass.layout.instance_size() as u64) << 32,
                );
            }
            return (fp, pc);
        }
        allocate_instance(thread, fp, pc, klass)
    }
}

/// `New` and `NewKlass` that the loop could not do.
///
/// # Safety
/// As [`resolve_new`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn allocate(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function; the low half of word 1 is a Klass.
    unsafe {
        match KlassRef::from_address((*pc).immediate() as u32) {
            Some(klass) => allocate_instance(thread, fp, pc, klass),
            None => (fp, pc),
        }
    }
}

unsafe fn allocate_instance(thread: &mut JavaThread, fp: Fp, pc: Pc, klass: KlassRef) -> Next {
    // SAFETY: as the callers.
    unsafe {
        let object = calling(thread, fp, pc, |t| {
            let object = t.new_instance(klass)?;
            Ok(t.oop(object).address())
        });
        match object {
            Ok(address) => {
                *fp.offset((*pc).a() as isize) = address as u64;
                (fp, pc.add(1))
            }
            Err(next) => next,
        }
    }
}

/// `checkcast` and `instanceof` of an object that is not null: resolves the class and quickens.
///
/// # Safety
/// As [`resolve_new`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn resolve_cast(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, _, insn) = site(fp, pc);
        match calling(thread, fp, pc, |t| {
            resolve::class(t, method.klass, insn.cp_index())
        }) {
            Ok(klass) => {
                let op = if insn.opcode == Opcode::Checkcast {
                    Op::CheckCast
                } else {
                    Op::InstanceOf
                };
                (*pc).quicken(op, None, u64::from(klass.address()));
                (fp, pc)
            }
            Err(next) => next,
        }
    }
}

/// The end of `Object.<init>` for an object whose class has a finalizer: `Finalizer.register`, then the return.
///
/// # Safety
/// As [`resolve_new`], at a `RetInit`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn register_finalizer(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function; register a holds the receiver.
    unsafe {
        let registered = calling(thread, fp, pc, |t| {
            match oop_in(t, fp, (*pc).a()).map(|oop: Oop<'_>| t.handle(oop)) {
                Some(object) => finalizers::register(t, object),
                None => Ok(()),
            }
        });
        match registered {
            Ok(()) => super::invoke::pop(fp, 1),
            Err(next) => next,
        }
    }
}
