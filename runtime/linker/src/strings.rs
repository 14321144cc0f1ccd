//! `java.lang.String` objects: making and reading them. JVMS 5.1.
//!
//! Compact strings: `value` is a byte array with Latin-1 (`coder` 0) or native-endian UTF-16 (`coder` 1); Latin-1 wherever it
//! fits, unless `-XX:-CompactStrings`. Interning is `string_table`'s, reached through here.
//! Read next: `string_table.rs`.

use std::sync::OnceLock;

use abi::ElementKind;
use classfile::mutf8;
use heap::{Handle, Oop};
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread};

use crate::arrays;
pub use crate::string_table::{intern, intern_mutf8, process_weak};

pub(crate) const LATIN1: u8 = 0;
const UTF16: u8 = 1;

/// Characters of a string to be made or looked up.
#[derive(Clone, Copy)]
pub(crate) enum Text<'a> {
    Latin1(&'a [u8]),
    Utf16(&'a [u16]),
}

impl Text<'_> {
    /// Equal for equal characters, whatever the encoding.
    pub(crate) fn hash(self) -> u32 {
        let step = |hash: u32, unit: u16| {
            (hash ^ u32::from(unit))
                .wrapping_mul(0x0100_0193)
                .rotate_left(5)
        };
        match self {
            Text::Latin1(bytes) => bytes
                .iter()
                .fold(0x811c_9dc5, |hash, byte| step(hash, u16::from(*byte))),
            Text::Utf16(units) => units
                .iter()
                .fold(0x811c_9dc5, |hash, unit| step(hash, *unit)),
        }
    }

    pub(crate) fn matches(self, string: Oop<'_>) -> bool {
        let (value, coder) = parts(string);
        match (self, coder) {
            (Text::Latin1(bytes), LATIN1) => value == bytes,
            (Text::Latin1(bytes), _) => {
                value.len() == 2 * bytes.len()
                    && bytes
                        .iter()
                        .enumerate()
                        .all(|(index, byte)| unit_at(value, index) == u16::from(*byte))
            }
            (Text::Utf16(units), LATIN1) => {
                value.len() == units.len()
                    && value
                        .iter()
                        .zip(units)
                        .all(|(byte, unit)| u16::from(*byte) == *unit)
            }
            (Text::Utf16(units), _) => {
                value.len() == 2 * units.len()
                    && units
                        .iter()
                        .enumerate()
                        .all(|(index, unit)| unit_at(value, index) == *unit)
            }
        }
    }
}

fn compact() -> bool {
    static COMPACT: OnceLock<bool> = OnceLock::new();
    *COMPACT.get_or_init(|| {
        !matches!(
            flags::get().settings.get("CompactStrings"),
            Some((flags::Value::Bool(false), _))
        )
    })
}

/// Runs `body` with the shortest encoding the VM may use.
fn with_units<R>(units: &[u16], body: impl FnOnce(Text<'_>) -> R) -> R {
    if compact() && units.iter().all(|unit| *unit < 256) {
        let bytes: Vec<u8> = units.iter().map(|unit| *unit as u8).collect();
        body(Text::Latin1(&bytes))
    } else {
        body(Text::Utf16(units))
    }
}

pub(crate) fn with_mutf8<R>(text: &[u8], body: impl FnOnce(Text<'_>) -> R) -> R {
    if compact() && text.is_ascii() {
        body(Text::Latin1(text))
    } else {
        let units: Vec<u16> = mutf8::utf16(text).collect();
        with_units(&units, body)
    }
}

pub(crate) fn allocate(t: &mut JavaThread, text: Text<'_>) -> JavaResult<Handle> {
    let (coder, length) = match text {
        Text::Latin1(bytes) => (LATIN1, bytes.len()),
        Text::Utf16(units) => (UTF16, 2 * units.len()),
    };
    let value = t.new_array(arrays::primitive_array(ElementKind::Byte), length)?;
    let data = t.oop(value).array_data();
    // SAFETY: the array holds `length` bytes and nobody else knows it yet.
    unsafe {
        match text {
            Text::Latin1(bytes) => std::ptr::copy_nonoverlapping(bytes.as_ptr(), data, length),
            Text::Utf16(units) => {
                std::ptr::copy_nonoverlapping(units.as_ptr().cast(), data, length)
            }
        }
    }
    let string = t.new_instance(wk::STRING.get())?;
    let oop = t.oop(string);
    oop.put_ref(wk::STRING_VALUE.offset(), Some(t.oop(value)));
    oop.put_u8(wk::STRING_CODER.offset(), coder);
    Ok(string)
}

/// A new string. May collect.
pub fn new(t: &mut JavaThread, text: &str) -> JavaResult<Handle> {
    if compact() && text.is_ascii() {
        return allocate(t, Text::Latin1(text.as_bytes()));
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    from_utf16(t, &units)
}

/// A new string from modified UTF-8. May collect.
pub fn from_mutf8(t: &mut JavaThread, text: &[u8]) -> JavaResult<Handle> {
    with_mutf8(text, |text| allocate(t, text))
}

/// A new string from UTF-16 units. May collect.
pub fn from_utf16(t: &mut JavaThread, text: &[u16]) -> JavaResult<Handle> {
    with_units(text, |text| allocate(t, text))
}

// ---- reading

/// The bytes and the coder. A String that is not constructed yet (debuggers show such) has none.
pub(crate) fn parts(string: Oop<'_>) -> (&[u8], u8) {
    let bytes = match string.get_ref(wk::STRING_VALUE.offset()) {
        // SAFETY: `length` bytes of element data, alive while the Oop's borrow lasts; the value of a String never changes once the
        // String is visible.
        Some(value) => unsafe { std::slice::from_raw_parts(value.array_data(), value.length()) },
        None => &[],
    };
    (bytes, string.get_u8(wk::STRING_CODER.offset()))
}

fn unit_at(bytes: &[u8], index: usize) -> u16 {
    u16::from_ne_bytes([bytes[2 * index], bytes[2 * index + 1]])
}

/// Number of UTF-16 units.
pub fn length(string: Oop<'_>) -> usize {
    let (value, coder) = parts(string);
    value.len() >> coder
}

/// The UTF-16 units.
pub fn to_utf16(string: Oop<'_>) -> Vec<u16> {
    let (value, coder) = parts(string);
    match coder {
        LATIN1 => value.iter().map(|byte| u16::from(*byte)).collect(),
        _ => (0..value.len() / 2)
            .map(|index| unit_at(value, index))
            .collect(),
    }
}

/// As modified UTF-8.
pub fn to_mutf8(string: Oop<'_>) -> Vec<u8> {
    let (value, coder) = parts(string);
    if coder == LATIN1 && mutf8::is_ascii(value) {
        return value.to_vec();
    }
    mutf8::encode_utf16(to_utf16(string))
}

/// As Rust text, unpaired surrogates replaced.
pub fn to_rust(string: Oop<'_>) -> String {
    let (value, coder) = parts(string);
    match coder {
        LATIN1 => value.iter().map(|byte| char::from(*byte)).collect(),
        _ => String::from_utf16_lossy(&to_utf16(string)),
    }
}

/// Equal content.
pub fn equals(string: Oop<'_>, units: &[u16]) -> bool {
    Text::Utf16(units).matches(string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_do_not_depend_on_the_encoding() {
        let units: Vec<u16> = "naïve".encode_utf16().collect();
        let bytes: Vec<u8> = units.iter().map(|unit| *unit as u8).collect();
        assert_eq!(Text::Latin1(&bytes).hash(), Text::Utf16(&units).hash());
    }
}
