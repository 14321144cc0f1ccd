//! Methods of the class library that are operations here. By name: nobody but the boot loader defines classes of `java.lang` and
//! `jdk.internal.misc`.
//!
//! Each row: class, methods and descriptor as one text, the operation and its type. `Unsafe`'s accesses to memory follow from their names.

use abi::ElementKind;

use super::Builder;
use crate::env::{CompilerEnv, MethodFacts};
use crate::ir::{Immediate, Op, Ordering, Type, Value};

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

/// What a method of `Unsafe` does to memory at (object, offset).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Access {
    Get,
    Put,
    CompareAndSet,
    CompareAndExchange,
}

const ACCESSES: [(&str, Access); 5] = [
    ("get", Access::Get),
    ("put", Access::Put),
    ("compareAndSet", Access::CompareAndSet),
    ("weakCompareAndSet", Access::CompareAndSet),
    ("compareAndExchange", Access::CompareAndExchange),
];

/// What an access keeps the compiler and the CPU from moving: what comes later in front of it, what came earlier behind it, and, with
/// `Volatile`, itself behind other accesses of this kind. As names of methods end; compare-and-set is always volatile.
const ORDERS: [(&str, Order); 6] = [
    ("Volatile", Order::Volatile),
    ("Acquire", Order::Ordered),
    ("Release", Order::Ordered),
    ("Opaque", Order::Ordered),
    ("Plain", Order::Plain),
    ("", Order::Plain),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    Plain,
    /// Acquire of what gets, release of what puts.
    Ordered,
    Volatile,
}

/// Types as names of methods have them, and as descriptors do. (Booleans in memory may be neither 0 nor 1: they are left to the VM.)
const KINDS: [(&str, ElementKind, &str); 8] = [
    ("Byte", ElementKind::Byte, "B"),
    ("Char", ElementKind::Char, "C"),
    ("Short", ElementKind::Short, "S"),
    ("Int", ElementKind::Int, "I"),
    ("Long", ElementKind::Long, "J"),
    ("Float", ElementKind::Float, "F"),
    ("Double", ElementKind::Double, "D"),
    ("Reference", ElementKind::Reference, "Ljava/lang/Object;"),
];

/// The access that a method of `Unsafe` is, by its name and descriptor.
fn access_of(name: &str) -> Option<(Access, ElementKind, Order)> {
    let name = name.strip_prefix("jdk/internal/misc/Unsafe.")?;
    let (name, descriptor) = name.split_at(name.find('(')?);
    let mut orders = ORDERS.iter();
    let (name, order) = orders.find_map(|(end, order)| Some((name.strip_suffix(end)?, *order)))?;
    let (access, kind, ty) = ACCESSES.iter().find_map(|(verb, access)| {
        let rest = name.strip_prefix(verb)?;
        let (_, kind, ty) = KINDS.iter().find(|(row, ..)| *row == rest)?;
        Some((*access, *kind, *ty))
    })?;
    let has_exchange = matches!(
        kind,
        ElementKind::Int | ElementKind::Long | ElementKind::Reference
    );
    let (values, result) = match access {
        Access::Get => (String::new(), ty),
        Access::Put => (ty.to_owned(), "V"),
        Access::CompareAndSet if has_exchange => (ty.repeat(2), "Z"),
        Access::CompareAndExchange if has_exchange => (ty.repeat(2), ty),
        Access::CompareAndSet | Access::CompareAndExchange => return None,
    };
    let is_it = descriptor == format!("(Ljava/lang/Object;J{values}){result}");
    is_it.then_some((access, kind, order))
}

impl<E: CompilerEnv + ?Sized> Builder<'_, E> {
    /// What a method results in that is an operation; `None`: it is not. A receiver is not null.
    pub(super) fn intrinsic(
        &mut self,
        callee: &MethodFacts,
        args: &[Value],
    ) -> Option<Option<Value>> {
        if self.progress.is_off {
            return None;
        }
        match callee.name.as_str() {
            "java/lang/Object.getClass()Ljava/lang/Class;" => {
                return Some(Some(self.op(Op::MirrorOf, args)));
            }
            "java/lang/invoke/MethodHandleImpl.isCompileConstant(Ljava/lang/Object;)Z" => {
                let is_known = self.known_object(args[0]).is_some();
                return Some(Some(self.int(is_known.into())));
            }
            "java/lang/Class.isInstance(Ljava/lang/Object;)Z" => {
                let class = self.env.mirrored(self.known_object(args[0])?)?;
                let class = Immediate::Class(self.class_id(&class));
                return Some(Some(self.op_with(Op::InstanceOf, None, class, &args[1..])));
            }
            "java/lang/Thread.currentThread()Ljava/lang/Thread;" => {
                return Some(Some(self.op(Op::CurrentThread, &[])));
            }
            _ => {}
        }
        if let Some((access, kind, order)) = access_of(&callee.name) {
            return Some(self.access_memory(access, kind, order, &args[1..]));
        }
        let name = callee.name.strip_prefix("java/lang/")?;
        let (_, op, ty) = ROWS.iter().find(|(row, ..)| *row == name)?;
        Some(Some(match ty {
            Some(ty) => self.op_of(*op, *ty, args),
            None => self.op(*op, args),
        }))
    }

    /// `args`: object, offset, and what the access takes.
    fn access_memory(
        &mut self,
        access: Access,
        kind: ElementKind,
        order: Order,
        args: &[Value],
    ) -> Option<Value> {
        let kind = Immediate::Element(kind);
        let op = match access {
            Access::Get => Op::LoadAt,
            Access::Put => Op::StoreAt,
            Access::CompareAndSet => Op::CompareAndSet,
            Access::CompareAndExchange => Op::CompareAndExchange,
        };
        if access == Access::Put && order != Order::Plain {
            self.fence(Ordering::Release);
        }
        let result = self.emit(op, None, kind, args, None);
        match (access, order) {
            (Access::Get, Order::Ordered | Order::Volatile) => self.fence(Ordering::Acquire),
            (Access::Put, Order::Volatile) => self.fence(Ordering::Full),
            _ => {}
        }
        result
    }

    pub(super) fn fence(&mut self, ordering: Ordering) {
        let ordering = Immediate::Ordering(ordering);
        self.emit(Op::Fence, None, ordering, &[], None);
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

    #[test]
    fn accesses_are_told_by_name_and_descriptor() {
        let of = |name: &str| access_of(&format!("jdk/internal/misc/Unsafe.{name}"));
        let volatile = of("getReferenceVolatile(Ljava/lang/Object;J)Ljava/lang/Object;");
        assert_eq!(
            volatile,
            Some((Access::Get, ElementKind::Reference, Order::Volatile))
        );
        let put = of("putByte(Ljava/lang/Object;JB)V");
        assert_eq!(put, Some((Access::Put, ElementKind::Byte, Order::Plain)));
        let release = of("putLongRelease(Ljava/lang/Object;JJ)V");
        assert_eq!(
            release,
            Some((Access::Put, ElementKind::Long, Order::Ordered))
        );
        let weak = of("weakCompareAndSetIntAcquire(Ljava/lang/Object;JII)Z");
        assert_eq!(weak.map(|row| row.0), Some(Access::CompareAndSet));
        let set = of("compareAndSetInt(Ljava/lang/Object;JII)Z");
        assert_eq!(
            set,
            Some((Access::CompareAndSet, ElementKind::Int, Order::Plain))
        );
        for other in [
            "getInt(J)I",
            "getBoolean(Ljava/lang/Object;J)Z",
            "compareAndSetByte(Ljava/lang/Object;JBB)Z",
            "getAndSetInt(Ljava/lang/Object;JI)I",
            "putInt(Ljava/lang/Object;JJ)V",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(
            access_of("sun/misc/Unsafe.getInt(Ljava/lang/Object;J)I"),
            None
        );
    }
}
