//! Values of flags: reading them as HotSpot does, printing them as HotSpot does.

use crate::table::{Constant, FlagType};
use std::fmt;

/// A value of any flag type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Bool(bool),
    /// `int` and `intx`.
    Signed(i64),
    /// `uint`, `uintx`, `uint64_t` and `size_t`.
    Unsigned(u64),
    Double(f64),
    /// `ccstr`; for `ccstrlist` the entries are separated by newlines.
    Text(String),
}

impl Value {
    pub(crate) fn from_constant(ty: FlagType, constant: Constant) -> Value {
        match (ty, constant) {
            (_, Constant::Bool(v)) => Value::Bool(v),
            (_, Constant::Signed(v)) => Value::Signed(v),
            (_, Constant::Unsigned(v)) => Value::Unsigned(v),
            (_, Constant::Double(v)) => Value::Double(v),
            (_, Constant::Text(v)) => Value::Text(v.to_string()),
        }
    }

    /// Reads the text behind `=`. `None`: it is not a value of this type ("Improperly specified VM option").
    pub fn parse(ty: FlagType, text: &str) -> Option<Value> {
        match ty {
            FlagType::Bool => None,
            FlagType::Int => parse_signed(text)
                .filter(|v| i32::try_from(*v).is_ok())
                .map(Value::Signed),
            FlagType::Intx => parse_signed(text).map(Value::Signed),
            FlagType::Uint => parse_unsigned(text)
                .filter(|v| u32::try_from(*v).is_ok())
                .map(Value::Unsigned),
            FlagType::Uintx | FlagType::Uint64 | FlagType::SizeT => {
                parse_unsigned(text).map(Value::Unsigned)
            }
            FlagType::Double => parse_double(text).map(Value::Double),
            FlagType::Ccstr | FlagType::CcstrList => Some(Value::Text(text.to_string())),
        }
    }

    /// Whether the value lies in the inclusive range. Values of other types than the bounds never do.
    pub(crate) fn within(&self, min: Constant, max: Constant) -> bool {
        match (self, min, max) {
            (Value::Signed(v), Constant::Signed(a), Constant::Signed(b)) => (a..=b).contains(v),
            (Value::Unsigned(v), Constant::Unsigned(a), Constant::Unsigned(b)) => {
                (a..=b).contains(v)
            }
            (Value::Double(v), Constant::Double(a), Constant::Double(b)) => (a..=b).contains(v),
            _ => false,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(v) => write!(f, "{v}"),
            Value::Signed(v) => write!(f, "{v}"),
            Value::Unsigned(v) => write!(f, "{v}"),
            Value::Double(v) => write!(f, "{v:.6}"),
            Value::Text(v) => f.write_str(v),
        }
    }
}

impl From<Value> for bool {
    fn from(value: Value) -> bool {
        matches!(value, Value::Bool(true))
    }
}

macro_rules! integer_from_value {
    ($($ty:ty),*) => {$(
        impl From<Value> for $ty {
            /// Values were checked against the flag's type when they were set; another kind of value reads as 0.
            fn from(value: Value) -> $ty {
                match value {
                    Value::Signed(v) => v as $ty,
                    Value::Unsigned(v) => v as $ty,
                    _ => 0,
                }
            }
        }
    )*};
}
integer_from_value!(i32, u32, i64, u64, usize);

impl From<Value> for f64 {
    fn from(value: Value) -> f64 {
        if let Value::Double(v) = value { v } else { 0.0 }
    }
}

impl From<Value> for String {
    fn from(value: Value) -> String {
        if let Value::Text(v) = value {
            v
        } else {
            String::new()
        }
    }
}

impl From<Value> for Vec<String> {
    fn from(value: Value) -> Vec<String> {
        String::from(value).lines().map(str::to_string).collect()
    }
}

/// An unsigned number: decimal or `0x` hexadecimal, with an optional factor `k m g t` of 1024 and its powers.
pub(crate) fn parse_unsigned(text: &str) -> Option<u64> {
    let (number, shift) = match text.as_bytes().last()? {
        b'k' | b'K' => (&text[..text.len() - 1], 10),
        b'm' | b'M' => (&text[..text.len() - 1], 20),
        b'g' | b'G' => (&text[..text.len() - 1], 30),
        b't' | b'T' => (&text[..text.len() - 1], 40),
        _ => (text, 0),
    };
    let value = match number
        .strip_prefix("0x")
        .or_else(|| number.strip_prefix("0X"))
    {
        Some(hex) if !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
            u64::from_str_radix(hex, 16).ok()?
        }
        None if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            number.parse().ok()?
        }
        _ => return None,
    };
    value.checked_mul(1 << shift)
}

/// The same with an optional minus sign.
fn parse_signed(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(digits) => parse_unsigned(digits).and_then(|v| 0i64.checked_sub_unsigned(v)),
        None => parse_unsigned(text).and_then(|v| i64::try_from(v).ok()),
    }
}

/// Digits with at most one point and a minus sign; no exponent, no infinity.
fn parse_double(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_hotspot_reads_them() {
        assert_eq!(parse_unsigned("12"), Some(12));
        assert_eq!(parse_unsigned("1k"), Some(1024));
        assert_eq!(parse_unsigned("0x100000000"), Some(1 << 32));
        assert_eq!(parse_unsigned("2T"), Some(2 << 40));
        for bad in [
            "",
            "k",
            "abc",
            "12q",
            "-5",
            "1.5g",
            "1mm",
            "1tb",
            "99999999999999999999",
            "16777216t",
            "+3",
            "0x",
        ] {
            assert_eq!(parse_unsigned(bad), None, "{bad}");
        }
        assert_eq!(parse_signed("-1"), Some(-1));
        assert_eq!(parse_signed("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(parse_signed("9223372036854775808"), None);
        assert_eq!(parse_double("33.5"), Some(33.5));
        assert_eq!(parse_double("-1.5"), Some(-1.5));
        for bad in ["5e1", "", "abc", "inf", "."] {
            assert_eq!(parse_double(bad), None, "{bad}");
        }
    }
}
