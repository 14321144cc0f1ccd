//! Creation of arrays. JVMS 6.5.newarray, anewarray, multianewarray.

use abi::ElementKind;
use linker::{arrays, resolve};
use metadata::KlassRef;
use threads::JavaThread;

use super::{Next, calling, site};
use crate::ops::Op;
use crate::run::{Fp, Pc};

/// Finds the array class and quickens to `NewArray`.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn resolve(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, _, insn) = site(fp, pc);
        let klass = if insn.opcode == bytecode::Opcode::Newarray {
            match ElementKind::from_code(insn.array_type_code()) {
                Some(kind) => arrays::primitive_array(kind),
                None => {
                    return super::invoke::throw_verify_error(
                        thread,
                        fp,
                        pc,
                        "newarray of no type",
                    );
                }
            }
        } else {
            let resolved = calling(thread, fp, pc, |t| {
                let component = resolve::class(t, method.klass, insn.cp_index())?;
                arrays::array_class_of(t, component)
            });
            match resolved {
                Ok(klass) => klass,
                Err(next) => return next,
            }
        };
        (*pc).quicken(Op::NewArray, None, u64::from(klass.address()));
        (fp, pc)
    }
}

/// `NewArray` that the loop could not do: large, negative, or no room in the thread's buffer.
///
/// # Safety
/// As [`resolve`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn allocate(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function; word 1 of a quick NewArray is an array Klass.
    unsafe {
        let length = *fp.offset((*pc).b() as isize) as i32;
        let Some(klass) = KlassRef::from_address((*pc).immediate() as u32) else {
            return (fp, pc);
        };
        let array = calling(thread, fp, pc, |t| {
            let length = arrays::check_length(t, length)?;
            let array = t.new_array(klass, length)?;
            Ok(t.oop(array).address())
        });
        match array {
            Ok(address) => {
                *fp.offset((*pc).a() as isize) = address as u64;
                (fp, pc.add(1))
            }
            Err(next) => next,
        }
    }
}

/// `multianewarray`: dimensions in registers a ..., c of them, result in b.
///
/// # Safety
/// As [`resolve`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn allocate_multi(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, _, insn) = site(fp, pc);
        let first = fp.offset((*pc).a() as isize);
        let dimensions: Vec<i32> = (0..(*pc).c() as usize)
            .map(|index| *first.add(index) as i32)
            .collect();
        let array = calling(thread, fp, pc, |t| {
            let klass = resolve::class(t, method.klass, insn.cp_index())?;
            let array = arrays::new_multi_array(t, klass, &dimensions)?;
            Ok(t.oop(array).address())
        });
        match array {
            Ok(address) => {
                *fp.offset((*pc).b() as isize) = address as u64;
                (fp, pc.add(1))
            }
            Err(next) => next,
        }
    }
}
