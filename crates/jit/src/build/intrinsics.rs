//! Methods of the class library that are operations here. By name: nobody but the boot loader defines classes of `java.lang`.
//!
//! Each row: class, methods and descriptor as one text, the operation and its type.

use super::Builder;
use crate::env::{CompilerEnv, MethodFacts};
use crate::ir::{Op, Type, Value};

use Type::{Double, Float, Int, Long};

const ROWS: &[(&str, Op, Option<Type>)] = &[
    ("Math.abs(I)I", Op::Abs, Some(Int)),
    ("Math.abs(J)J", Op::Abs, Some(Long)),
    ("Math.abs(F)F", Op::Abs, Some(Float)),
    ("Math.abs(D)D", Op::Abs, Some(Double)),
    ("Math.min(II)I", Op::Min, Some(Int)),
    ("Math.min(JJ)J", Op::Min, Some(Long)),
    ("Math.min(FF)F", Op::Min, Some(Float)),
    ("Math.min(DD)D", Op::Min, Some(Double)),
    ("Math.max(II)I", Op::Max, Some(Int)),
    ("Math.max(JJ)J", Op::Max, Some(Long)),
    ("Math.max(FF)F", Op::Max, Some(Float)),
    ("Math.max(DD)D", Op::Max, Some(Double)),
    ("Math.sqrt(D)D", Op::Sqrt, Some(Double)),
    ("StrictMath.sqrt(D)D", Op::Sqrt, Some(Double)),
    ("Math.floor(D)D", Op::Floor, Some(Double)),
    ("Math.ceil(D)D", Op::Ceil, Some(Double)),
    ("Math.rint(D)D", Op::Rint, Some(Double)),
    ("Math.fma(FFF)F", Op::Fma, Some(Float)),
    ("Math.fma(DDD)D", Op::Fma, Some(Double)),
    ("Math.multiplyHigh(JJ)J", Op::MulHigh, Some(Long)),
    ("Integer.bitCount(I)I", Op::BitCount, Some(Int)),
    ("Long.bitCount(J)I", Op::BitCount, Some(Long)),
    (
        "Integer.numberOfLeadingZeros(I)I",
        Op::LeadingZeros,
        Some(Int),
    ),
    (
        "Long.numberOfLeadingZeros(J)I",
        Op::LeadingZeros,
        Some(Long),
    ),
    (
        "Integer.numberOfTrailingZeros(I)I",
        Op::TrailingZeros,
        Some(Int),
    ),
    (
        "Long.numberOfTrailingZeros(J)I",
        Op::TrailingZeros,
        Some(Long),
    ),
    ("Integer.reverse(I)I", Op::Reverse, Some(Int)),
    ("Long.reverse(J)J", Op::Reverse, Some(Long)),
    ("Integer.reverseBytes(I)I", Op::ReverseBytes, Some(Int)),
    ("Long.reverseBytes(J)J", Op::ReverseBytes, Some(Long)),
    ("Integer.rotateLeft(II)I", Op::RotateLeft, Some(Int)),
    ("Long.rotateLeft(JI)J", Op::RotateLeft, Some(Long)),
    ("Integer.rotateRight(II)I", Op::RotateRight, Some(Int)),
    ("Long.rotateRight(JI)J", Op::RotateRight, Some(Long)),
    ("Float.floatToRawIntBits(F)I", Op::F2Bits, None),
    ("Float.intBitsToFloat(I)F", Op::Bits2F, None),
    ("Double.doubleToRawLongBits(D)J", Op::D2Bits, None),
    ("Double.longBitsToDouble(J)D", Op::Bits2D, None),
];

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    /// The result of a static method that is an operation.
    pub(super) fn intrinsic(&mut self, callee: &MethodFacts, args: &[Value]) -> Option<Value> {
        if self.progress.is_off {
            return None;
        }
        let name = callee.name.strip_prefix("java/lang/")?;
        let (_, op, ty) = ROWS.iter().find(|(row, ..)| *row == name)?;
        Some(match ty {
            Some(ty) => self.op_of(*op, *ty, args),
            None => self.op(*op, args),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::ops::Slot;

    #[test]
    fn rows_fit_their_operations() {
        for (name, op, ty) in ROWS {
            let row = op.row();
            let letter = |slot: &Slot| match slot {
                Slot::Is(ty) => ty.letter(),
                _ => ty.map_or('?', Type::letter),
            };
            let operands: String = row.operands.iter().flatten().map(letter).collect();
            let result: String = row.result.iter().map(letter).collect();
            assert!(name.ends_with(&format!("({operands}){result}")), "{name}");
            assert_eq!(ty.is_none(), row.types.is_empty(), "{name}");
            assert!(ty.is_none_or(|ty| row.types.contains(&ty)), "{name}");
        }
    }
}
