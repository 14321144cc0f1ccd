//! What an instruction is known to result in: constants computed, identities applied. Pure functions of one instruction; the numbering
//! pass (`number.rs`) asks for each.
//!
//! JVMS 6.5 arithmetic: integers wrap, shift counts are masked, `MIN / -1` is `MIN`. Floating point is folded only where both operands
//! are constants: no identity of the reals holds for NaN, -0.0 and infinities alike.

use crate::ir::{Condition, Definition, Function, Immediate, InstData, Op, Type, Value};

/// What an instruction can be replaced by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Folded {
    /// A constant of the result's type.
    Constant(u64),
    Value(Value),
}

/// See the module documentation. Operands are looked at through aliases.
pub fn fold(function: &Function, data: &InstData) -> Option<Folded> {
    let operand = |number: usize| data.args.get(number).map(|arg| function.resolve(*arg));
    let constant = |number: usize| constant_of(function, operand(number)?);
    let (a, b) = (constant(0), constant(1));
    let folded = match data.ty {
        Some(Type::Int) => int(data, a, b),
        Some(Type::Long) => long(data, a, b),
        Some(Type::Float) => float(data, a, b),
        Some(Type::Double) => double(data, a, b),
        Some(Type::Ref) => None,
        None => convert(data.op, a?),
    };
    match folded {
        Some(bits) => Some(Folded::Constant(bits)),
        None => identity(data, operand(0)?, operand(1), a, b),
    }
}

/// The constant that a value is, as bits.
pub fn constant_of(function: &Function, value: Value) -> Option<u64> {
    match function.values[function.resolve(value)].definition {
        Definition::Result(inst) => match function.insts[inst].immediate {
            Immediate::Bits(bits) => Some(bits),
            _ => None,
        },
        _ => None,
    }
}

const fn of_int(value: i32) -> u64 {
    value as u32 as u64
}

fn holds<T: PartialOrd>(condition: Condition, a: T, b: T) -> Option<u64> {
    let holds = match condition {
        Condition::Eq => a == b,
        Condition::Ne => a != b,
        Condition::Lt => a < b,
        Condition::Ge => a >= b,
        Condition::Gt => a > b,
        Condition::Le => a <= b,
        Condition::Below | Condition::AtLeast => return None,
    };
    Some(holds.into())
}

fn int(data: &InstData, a: Option<u64>, b: Option<u64>) -> Option<u64> {
    let a = a? as i32;
    let one = match data.op {
        Op::Neg => Some(a.wrapping_neg()),
        Op::Abs => Some(a.wrapping_abs()),
        Op::BitCount => Some(a.count_ones() as i32),
        Op::LeadingZeros => Some(a.leading_zeros() as i32),
        Op::TrailingZeros => Some(a.trailing_zeros() as i32),
        Op::ReverseBytes => Some(a.swap_bytes()),
        Op::Reverse => Some(a.reverse_bits()),
        _ => None,
    };
    if let Some(one) = one {
        return Some(of_int(one));
    }
    let b = b? as i32;
    Some(of_int(match data.op {
        Op::Add => a.wrapping_add(b),
        Op::Sub => a.wrapping_sub(b),
        Op::Mul => a.wrapping_mul(b),
        Op::Div if b != 0 => a.wrapping_div(b),
        Op::Rem if b != 0 => a.wrapping_rem(b),
        Op::And => a & b,
        Op::Or => a | b,
        Op::Xor => a ^ b,
        Op::Shl => a.wrapping_shl(b as u32),
        Op::Shr => a.wrapping_shr(b as u32),
        Op::Ushr => (a as u32).wrapping_shr(b as u32) as i32,
        Op::Min => a.min(b),
        Op::Max => a.max(b),
        Op::RotateLeft => a.rotate_left(b as u32 & 31),
        Op::RotateRight => a.rotate_right(b as u32 & 31),
        Op::Compare => return compare_ints(data.immediate, a.into(), b.into(), 32),
        _ => return None,
    }))
}

fn long(data: &InstData, a: Option<u64>, b: Option<u64>) -> Option<u64> {
    let a = a? as i64;
    let one = match data.op {
        Op::Neg => Some(a.wrapping_neg()),
        Op::Abs => Some(a.wrapping_abs()),
        Op::BitCount => Some(a.count_ones().into()),
        Op::LeadingZeros => Some(a.leading_zeros().into()),
        Op::TrailingZeros => Some(a.trailing_zeros().into()),
        Op::ReverseBytes => Some(a.swap_bytes()),
        Op::Reverse => Some(a.reverse_bits()),
        _ => None,
    };
    if let Some(one) = one {
        return Some(one as u64);
    }
    // The count of a shift is an int; its low six bits count.
    let bits = b?;
    let b = bits as i64;
    Some(match data.op {
        Op::Add => a.wrapping_add(b),
        Op::Sub => a.wrapping_sub(b),
        Op::Mul => a.wrapping_mul(b),
        Op::Div if b != 0 => a.wrapping_div(b),
        Op::Rem if b != 0 => a.wrapping_rem(b),
        Op::And => a & b,
        Op::Or => a | b,
        Op::Xor => a ^ b,
        Op::Shl => a.wrapping_shl(bits as u32),
        Op::Shr => a.wrapping_shr(bits as u32),
        Op::Ushr => (a as u64).wrapping_shr(bits as u32) as i64,
        Op::Min => a.min(b),
        Op::Max => a.max(b),
        Op::RotateLeft => a.rotate_left(bits as u32 & 63),
        Op::RotateRight => a.rotate_right(bits as u32 & 63),
        Op::Compare => return compare_ints(data.immediate, a, b, 64),
        Op::Compare3 => return Some(of_int(a.cmp(&b) as i32)),
        _ => return None,
    } as u64)
}

/// `width`: how many bits count for the unsigned conditions.
pub(crate) fn compare_ints(immediate: Immediate, a: i64, b: i64, width: u32) -> Option<u64> {
    let Immediate::Condition(condition) = immediate else {
        return None;
    };
    let unsigned = |value: i64| (value as u64) << (64 - width);
    match condition {
        Condition::Below => Some((unsigned(a) < unsigned(b)).into()),
        Condition::AtLeast => Some((unsigned(a) >= unsigned(b)).into()),
        _ => holds(condition, a, b),
    }
}

fn three_way<T: PartialOrd>(data: &InstData, a: T, b: T) -> Option<u64> {
    match (data.op, data.immediate) {
        (Op::Compare, Immediate::Condition(condition)) => holds(condition, a, b),
        (Op::Compare3, Immediate::Nan(nan)) => {
            let order = a.partial_cmp(&b);
            Some(of_int(order.map_or(nan.into(), |order| order as i32)))
        }
        _ => None,
    }
}

fn float(data: &InstData, a: Option<u64>, b: Option<u64>) -> Option<u64> {
    let (a, b) = (f32::from_bits(a? as u32), f32::from_bits(b? as u32));
    let value = match data.op {
        Op::Add => a + b,
        Op::Sub => a - b,
        Op::Mul => a * b,
        Op::Div => a / b,
        Op::Rem => a % b,
        _ => return three_way(data, a, b),
    };
    Some(value.to_bits().into())
}

fn double(data: &InstData, a: Option<u64>, b: Option<u64>) -> Option<u64> {
    let (a, b) = (f64::from_bits(a?), f64::from_bits(b?));
    let value = match data.op {
        Op::Add => a + b,
        Op::Sub => a - b,
        Op::Mul => a * b,
        Op::Div => a / b,
        Op::Rem => a % b,
        _ => return three_way(data, a, b),
    };
    Some(value.to_bits())
}

fn convert(op: Op, bits: u64) -> Option<u64> {
    let (int, long) = (bits as i32, bits as i64);
    let (float, double) = (f32::from_bits(bits as u32), f64::from_bits(bits));
    Some(match op {
        Op::I2L => i64::from(int) as u64,
        Op::I2F => (int as f32).to_bits().into(),
        Op::I2D => f64::from(int).to_bits(),
        Op::L2I => of_int(long as i32),
        Op::L2F => (long as f32).to_bits().into(),
        Op::L2D => (long as f64).to_bits(),
        Op::F2I => of_int(float as i32),
        Op::F2L => float as i64 as u64,
        Op::F2D => f64::from(float).to_bits(),
        Op::D2I => of_int(double as i32),
        Op::D2L => double as i64 as u64,
        Op::D2F => (double as f32).to_bits().into(),
        Op::I2B => of_int((int as i8).into()),
        Op::I2C => of_int((int as u16).into()),
        Op::I2S => of_int((int as i16).into()),
        Op::U2L | Op::F2Bits | Op::Bits2F | Op::D2Bits | Op::Bits2D => bits,
        _ => return None,
    })
}

/// Where one operand decides.
fn identity(
    data: &InstData,
    x: Value,
    y: Option<Value>,
    a: Option<u64>,
    b: Option<u64>,
) -> Option<Folded> {
    let is_int = matches!(data.ty, Some(Type::Int | Type::Long));
    let ones = match data.ty {
        Some(Type::Int) => u32::MAX.into(),
        _ => u64::MAX,
    };
    let same = y == Some(x);
    let result = match data.op {
        Op::Add | Op::Sub | Op::Or | Op::Xor | Op::Shl | Op::Shr | Op::Ushr
            if is_int && b == Some(0) =>
        {
            Folded::Value(x)
        }
        Op::Add | Op::Or | Op::Xor if is_int && a == Some(0) => Folded::Value(y?),
        Op::Mul | Op::Div if is_int && b == Some(1) => Folded::Value(x),
        Op::Mul if is_int && a == Some(1) => Folded::Value(y?),
        Op::Mul | Op::And if is_int && (a == Some(0) || b == Some(0)) => Folded::Constant(0),
        Op::Rem if is_int && b == Some(1) => Folded::Constant(0),
        Op::And if b == Some(ones) || same => Folded::Value(x),
        Op::And if a == Some(ones) => Folded::Value(y?),
        Op::Or if same => Folded::Value(x),
        Op::Sub | Op::Xor if is_int && same => Folded::Constant(0),
        Op::Compare if same && !data.ty?.is_float() => match data.immediate {
            Immediate::Condition(condition) => {
                let holds = matches!(
                    condition,
                    Condition::Eq | Condition::Ge | Condition::Le | Condition::AtLeast
                );
                Folded::Constant(holds.into())
            }
            _ => return None,
        },
        Op::Select => Folded::Value(match a? {
            0 => *data.args.get(2)?,
            _ => y?,
        }),
        Op::ZeroCheck if a.is_some_and(|a| a != 0) => Folded::Value(x),
        Op::SizeCheck if a.is_some_and(|a| a as i32 >= 0) => Folded::Value(x),
        Op::BoundsCheck if a.zip(b).is_some_and(|(a, b)| (a as u32) < b as u32) => Folded::Value(x),
        // Null is of every class, and may be stored anywhere.
        Op::Cast if a == Some(0) => Folded::Value(x),
        Op::StoreCheck if b == Some(0) => Folded::Value(y?),
        Op::InstanceOf if a == Some(0) => Folded::Constant(0),
        _ => return None,
    };
    Some(result)
}
