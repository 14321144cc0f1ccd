//! Constants, arithmetic, conversions, comparisons: what computes and nothing else.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::immediates::{Ieee32, Ieee64};
use cranelift_codegen::ir::types::{F32, F64, I8, I16, I32, I64};
use cranelift_codegen::ir::{self as clif, InstBuilder, MemFlagsData};

use abi::entry::RuntimeEntry;

use super::Lowering;
use crate::ir::{Condition, Immediate, InstData, Op, Type};

fn int_condition(condition: Condition) -> IntCC {
    match condition {
        Condition::Eq => IntCC::Equal,
        Condition::Ne => IntCC::NotEqual,
        Condition::Lt => IntCC::SignedLessThan,
        Condition::Ge => IntCC::SignedGreaterThanOrEqual,
        Condition::Gt => IntCC::SignedGreaterThan,
        Condition::Le => IntCC::SignedLessThanOrEqual,
        Condition::Below => IntCC::UnsignedLessThan,
        Condition::AtLeast => IntCC::UnsignedGreaterThanOrEqual,
    }
}

/// False on NaN, but for `ne`.
fn float_condition(condition: Condition) -> FloatCC {
    match condition {
        Condition::Eq => FloatCC::Equal,
        Condition::Ne => FloatCC::NotEqual,
        Condition::Lt | Condition::Below => FloatCC::LessThan,
        Condition::Ge | Condition::AtLeast => FloatCC::GreaterThanOrEqual,
        Condition::Gt => FloatCC::GreaterThan,
        Condition::Le => FloatCC::LessThanOrEqual,
    }
}

impl Lowering<'_, '_> {
    pub(super) fn math(&mut self, data: &InstData) -> Option<clif::Value> {
        let args = self.args(data);
        Some(match *args.as_slice() {
            [] => return self.constant(data),
            [x] => self.unary(data, x),
            [x, y] => self.binary(data, x, y),
            [x, y, z] if data.op == Op::Fma => self.builder.ins().fma(x, y, z),
            [x, y, z, ..] => self.builder.ins().select(x, y, z),
        })
    }

    fn constant(&mut self, data: &InstData) -> Option<clif::Value> {
        let ins = self.builder.ins();
        Some(match (data.ty, data.immediate) {
            (Some(Type::Int), Immediate::Bits(bits)) => ins.iconst(I32, i64::from(bits as i32)),
            (Some(Type::Float), Immediate::Bits(bits)) => {
                ins.f32const(Ieee32::with_bits(bits as u32))
            }
            (Some(Type::Double), Immediate::Bits(bits)) => ins.f64const(Ieee64::with_bits(bits)),
            (_, Immediate::Bits(bits)) => ins.iconst(I64, bits as i64),
            (_, Immediate::Oop(oop)) => self.read_oop(oop),
            (_, Immediate::Class(_)) => self.class_word(data),
            (ty, _) => return self.unresolved_constant(data, ty),
        })
    }

    fn unresolved_constant(&mut self, data: &InstData, ty: Option<Type>) -> Option<clif::Value> {
        let args = self.site_args(data);
        if ty == Some(Type::Ref) {
            return self.call_entry(RuntimeEntry::ConstantRef, &args);
        }
        let bits = self.call_entry(RuntimeEntry::ConstantBits, &args)?;
        Some(match ty {
            Some(Type::Int) => self.builder.ins().ireduce(I32, bits),
            Some(Type::Float) => {
                let bits = self.builder.ins().ireduce(I32, bits);
                self.bitcast(F32, bits)
            }
            Some(Type::Double) => self.bitcast(F64, bits),
            _ => bits,
        })
    }

    fn bitcast(&mut self, ty: clif::Type, value: clif::Value) -> clif::Value {
        self.builder.ins().bitcast(ty, MemFlagsData::new(), value)
    }

    /// Sign- or zero-extends the low bits of an int.
    fn narrow(&mut self, ty: clif::Type, value: clif::Value, signed: bool) -> clif::Value {
        let low = self.builder.ins().ireduce(ty, value);
        match signed {
            true => self.builder.ins().sextend(I32, low),
            false => self.builder.ins().uextend(I32, low),
        }
    }

    fn unary(&mut self, data: &InstData, x: clif::Value) -> clif::Value {
        let is_float = data.ty.is_some_and(Type::is_float);
        let is_long = data.ty == Some(Type::Long);
        let ins = self.builder.ins();
        match data.op {
            Op::Neg if is_float => ins.fneg(x),
            Op::Neg => ins.ineg(x),
            Op::Abs if is_float => ins.fabs(x),
            Op::Abs => ins.iabs(x),
            Op::Sqrt => ins.sqrt(x),
            Op::Floor => ins.floor(x),
            Op::Ceil => ins.ceil(x),
            Op::Rint => ins.nearest(x),
            Op::BitCount | Op::LeadingZeros | Op::TrailingZeros => {
                let count = match data.op {
                    Op::BitCount => ins.popcnt(x),
                    Op::LeadingZeros => ins.clz(x),
                    _ => ins.ctz(x),
                };
                match is_long {
                    true => self.builder.ins().ireduce(I32, count),
                    false => count,
                }
            }
            Op::ReverseBytes => ins.bswap(x),
            Op::Reverse => ins.bitrev(x),
            Op::I2L => ins.sextend(I64, x),
            Op::U2L => ins.uextend(I64, x),
            Op::I2F | Op::L2F => ins.fcvt_from_sint(F32, x),
            Op::I2D | Op::L2D => ins.fcvt_from_sint(F64, x),
            Op::L2I => ins.ireduce(I32, x),
            Op::F2I | Op::D2I => ins.fcvt_to_sint_sat(I32, x),
            Op::F2L | Op::D2L => ins.fcvt_to_sint_sat(I64, x),
            Op::F2D => ins.fpromote(F64, x),
            Op::D2F => ins.fdemote(F32, x),
            Op::I2B => self.narrow(I8, x, true),
            Op::I2C => self.narrow(I16, x, false),
            Op::I2S => self.narrow(I16, x, true),
            Op::F2Bits => self.bitcast(I32, x),
            Op::Bits2F => self.bitcast(F32, x),
            Op::D2Bits => self.bitcast(I64, x),
            _ => self.bitcast(F64, x),
        }
    }

    fn binary(&mut self, data: &InstData, x: clif::Value, y: clif::Value) -> clif::Value {
        let is_float = data.ty.is_some_and(Type::is_float);
        let ins = self.builder.ins();
        match data.op {
            Op::Add if is_float => ins.fadd(x, y),
            Op::Add => ins.iadd(x, y),
            Op::Sub if is_float => ins.fsub(x, y),
            Op::Sub => ins.isub(x, y),
            Op::Mul if is_float => ins.fmul(x, y),
            Op::Mul => ins.imul(x, y),
            Op::Div if is_float => ins.fdiv(x, y),
            Op::Div => self.divide(x, y),
            Op::Rem if is_float => self.float_remainder(data, x, y),
            // (Cranelift's remainder by -1 is 0 and does not trap.)
            Op::Rem => ins.srem(x, y),
            Op::And => ins.band(x, y),
            Op::Or => ins.bor(x, y),
            Op::Xor => ins.bxor(x, y),
            Op::Shl => ins.ishl(x, y),
            Op::Shr => ins.sshr(x, y),
            Op::Ushr => ins.ushr(x, y),
            Op::Min if is_float => ins.fmin(x, y),
            Op::Min => ins.smin(x, y),
            Op::Max if is_float => ins.fmax(x, y),
            Op::Max => ins.smax(x, y),
            Op::MulHigh => ins.smulhi(x, y),
            Op::RotateLeft => ins.rotl(x, y),
            Op::RotateRight => ins.rotr(x, y),
            Op::Compare3 => self.three_way(data, x, y),
            _ => self.comparison(data, x, y),
        }
    }

    /// `MIN / -1` traps in Cranelift and is `MIN` in Java: division by -1 is a negation.
    fn divide(&mut self, x: clif::Value, y: clif::Value) -> clif::Value {
        let ty = self.builder.func.dfg.value_type(y);
        let minus_one = self.builder.ins().iconst(ty, -1);
        let one = self.builder.ins().iconst(ty, 1);
        let is_negation = self.builder.ins().icmp(IntCC::Equal, y, minus_one);
        let divisor = self.builder.ins().select(is_negation, one, y);
        let quotient = self.builder.ins().sdiv(x, divisor);
        let negated = self.builder.ins().ineg(x);
        self.builder.ins().select(is_negation, negated, quotient)
    }

    fn float_remainder(&mut self, data: &InstData, x: clif::Value, y: clif::Value) -> clif::Value {
        let entry = match data.ty {
            Some(Type::Float) => RuntimeEntry::FloatRemainder,
            _ => RuntimeEntry::DoubleRemainder,
        };
        self.call_entry(entry, &[x, y])
            .expect("the entry has a result")
    }

    /// A byte that says whether `x condition y`.
    fn condition(&mut self, data: &InstData, x: clif::Value, y: clif::Value) -> clif::Value {
        let condition = match data.immediate {
            Immediate::Condition(condition) => condition,
            _ => Condition::Eq,
        };
        match data.ty.is_some_and(Type::is_float) {
            true => self.builder.ins().fcmp(float_condition(condition), x, y),
            false => self.builder.ins().icmp(int_condition(condition), x, y),
        }
    }

    fn comparison(&mut self, data: &InstData, x: clif::Value, y: clif::Value) -> clif::Value {
        let condition = self.condition(data, x, y);
        if let Some(result) = data.result {
            self.conditions.insert(result, condition);
        }
        self.builder.ins().uextend(I32, condition)
    }

    /// `(x > y) - (x < y)`; NaN makes the side true that the immediate asks for.
    fn three_way(&mut self, data: &InstData, x: clif::Value, y: clif::Value) -> clif::Value {
        let nan_is_greater = data.immediate == Immediate::Nan(1);
        let ins = self.builder.ins();
        let (greater, less) = match data.ty.is_some_and(Type::is_float) {
            false => (
                ins.icmp(IntCC::SignedGreaterThan, x, y),
                self.builder.ins().icmp(IntCC::SignedLessThan, x, y),
            ),
            true => {
                let (greater, less) = match nan_is_greater {
                    true => (FloatCC::UnorderedOrGreaterThan, FloatCC::LessThan),
                    false => (FloatCC::GreaterThan, FloatCC::UnorderedOrLessThan),
                };
                (ins.fcmp(greater, x, y), self.builder.ins().fcmp(less, x, y))
            }
        };
        let difference = self.builder.ins().isub(greater, less);
        self.builder.ins().sextend(I32, difference)
    }
}
