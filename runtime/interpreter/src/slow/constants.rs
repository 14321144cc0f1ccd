//! `ldc` of objects and dynamic constants.

use linker::resolve::{self, Constant};
use threads::JavaThread;

use super::{Next, calling, site};
use crate::ops::Op;
use crate::run::{Fp, Pc};

/// Resolves the constant and quickens: objects to a load of their slot, everything else to a constant.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn load(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, _, insn) = site(fp, pc);
        let index = insn.cp_index();
        let constant = match calling(thread, fp, pc, |t| {
            resolve::constant(t, method.klass, index)
        }) {
            Ok(constant) => constant,
            Err(next) => return next,
        };
        let (op, word) = match constant {
            Constant::Int(value) => (Op::Const, u64::from(value as u32)),
            Constant::Float(value) => (Op::Const, u64::from(value.to_bits())),
            Constant::Long(value) => (Op::Const, value as u64),
            Constant::Double(value) => (Op::Const, value.to_bits()),
            Constant::Ref(None) => (Op::Const, 0),
            Constant::Ref(Some(slot)) => (Op::LdcRef, slot.as_ptr() as u64),
        };
        (*pc).quicken(op, None, word);
        (fp, pc)
    }
}
