//! Wrapper objects and primitive values: boxing, unboxing, widening (JLS 5.1.2) for reflection.
//!
//! Boxes are fresh objects, never those of the `valueOf` caches, as reflection in the VM has always made them.

use classfile::BasicType;
use heap::{Handle, Oop};
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, Value};

/// A wrapper object for `value` of primitive type `kind`; a reference as it is; null for void. May collect.
pub(crate) fn wrap(
    thread: &mut JavaThread,
    kind: BasicType,
    value: Value,
) -> JavaResult<Option<Handle>> {
    let class = match kind {
        BasicType::Boolean => &wk::BOOLEAN,
        BasicType::Char => &wk::CHARACTER,
        BasicType::Float => &wk::FLOAT,
        BasicType::Double => &wk::DOUBLE,
        BasicType::Byte => &wk::BYTE,
        BasicType::Short => &wk::SHORT,
        BasicType::Int => &wk::INTEGER,
        BasicType::Long => &wk::LONG,
        BasicType::Object | BasicType::Array => return Ok(value.reference()),
        BasicType::Void => return Ok(None),
    };
    linker::init::initialize(thread, class.get())?;
    let object = thread.new_instance(class.get())?;
    let oop = thread.oop(object);
    match (kind, value) {
        (BasicType::Boolean, Value::Int(value)) => {
            oop.put_u8(wk::BOOLEAN_VALUE.offset(), value as u8 & 1)
        }
        (BasicType::Byte, Value::Int(value)) => oop.put_u8(wk::BYTE_VALUE.offset(), value as u8),
        (BasicType::Char, Value::Int(value)) => {
            oop.put_u16(wk::CHARACTER_VALUE.offset(), value as u16)
        }
        (BasicType::Short, Value::Int(value)) => {
            oop.put_u16(wk::SHORT_VALUE.offset(), value as u16)
        }
        (BasicType::Int, Value::Int(value)) => oop.put_i32(wk::INTEGER_VALUE.offset(), value),
        (BasicType::Long, Value::Long(value)) => oop.put_i64(wk::LONG_VALUE.offset(), value),
        (BasicType::Float, Value::Float(value)) => {
            oop.put_u32(wk::FLOAT_VALUE.offset(), value.to_bits())
        }
        (BasicType::Double, Value::Double(value)) => {
            oop.put_u64(wk::DOUBLE_VALUE.offset(), value.to_bits())
        }
        (kind, value) => panic!("{value:?} is no {kind:?}"),
    }
    Ok(Some(object))
}

/// The value in a wrapper object and its type; none if the object is no wrapper.
pub(crate) fn unwrap(object: Oop<'_>) -> Option<(BasicType, Value)> {
    let klass = object.klass();
    Some(if wk::INTEGER.is(&klass) {
        (
            BasicType::Int,
            Value::Int(object.get_i32(wk::INTEGER_VALUE.offset())),
        )
    } else if wk::LONG.is(&klass) {
        (
            BasicType::Long,
            Value::Long(object.get_i64(wk::LONG_VALUE.offset())),
        )
    } else if wk::BOOLEAN.is(&klass) {
        (
            BasicType::Boolean,
            Value::Int(i32::from(object.get_u8(wk::BOOLEAN_VALUE.offset()))),
        )
    } else if wk::CHARACTER.is(&klass) {
        (
            BasicType::Char,
            Value::Int(i32::from(object.get_u16(wk::CHARACTER_VALUE.offset()))),
        )
    } else if wk::BYTE.is(&klass) {
        (
            BasicType::Byte,
            Value::Int(i32::from(object.get_u8(wk::BYTE_VALUE.offset()) as i8)),
        )
    } else if wk::SHORT.is(&klass) {
        (
            BasicType::Short,
            Value::Int(i32::from(object.get_u16(wk::SHORT_VALUE.offset()) as i16)),
        )
    } else if wk::FLOAT.is(&klass) {
        (
            BasicType::Float,
            Value::Float(f32::from_bits(object.get_u32(wk::FLOAT_VALUE.offset()))),
        )
    } else if wk::DOUBLE.is(&klass) {
        (
            BasicType::Double,
            Value::Double(f64::from_bits(object.get_u64(wk::DOUBLE_VALUE.offset()))),
        )
    } else {
        return None;
    })
}

/// `value` of type `from` as type `to`, by identity or widening primitive conversion; none if there is none.
pub(crate) fn widen(value: Value, from: BasicType, to: BasicType) -> Option<Value> {
    use BasicType::{Byte, Char, Double, Float, Int, Long, Short};
    if from == to {
        return Some(value);
    }
    Some(match (from, to, value) {
        (Byte, Short | Int, Value::Int(v)) | (Short | Char, Int, Value::Int(v)) => Value::Int(v),
        (Byte | Short | Char | Int, Long, Value::Int(v)) => Value::Long(i64::from(v)),
        (Byte | Short | Char | Int, Float, Value::Int(v)) => Value::Float(v as f32),
        (Byte | Short | Char | Int, Double, Value::Int(v)) => Value::Double(f64::from(v)),
        (Long, Float, Value::Long(v)) => Value::Float(v as f32),
        (Long, Double, Value::Long(v)) => Value::Double(v as f64),
        (Float, Double, Value::Float(v)) => Value::Double(f64::from(v)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widening_follows_the_language() {
        assert_eq!(
            widen(Value::Int(-1), BasicType::Byte, BasicType::Long),
            Some(Value::Long(-1))
        );
        assert_eq!(widen(Value::Int(1), BasicType::Byte, BasicType::Char), None);
        assert_eq!(
            widen(Value::Int(1), BasicType::Boolean, BasicType::Int),
            None
        );
        assert_eq!(widen(Value::Long(1), BasicType::Long, BasicType::Int), None);
        assert_eq!(
            widen(Value::Long(3), BasicType::Long, BasicType::Float),
            Some(Value::Float(3.0))
        );
    }
}
