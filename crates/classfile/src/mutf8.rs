//! Modified UTF-8 (JVMS 4.4.7): U+0000 as two bytes, supplementary characters as two surrogates of three bytes each.
//!
//! Decoding never fails: bytes that are not well formed decode one by one (as Latin-1), so a name from an unverified class
//! can always be shown. [`is_legal`] is the check that the parser makes.

use std::fmt;

/// Whether the bytes are what JVMS 4.4.7 allows: no raw zero, no byte from 0xf0, whole sequences. `shortest` asks for the
/// shortest form of each character too, which class files need from version 48 on.
pub fn is_legal(bytes: &[u8], shortest: bool) -> bool {
    let mut rest = bytes;
    loop {
        // The common case, eight ASCII bytes at a time: none zero, none with the top bit.
        while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
            let word = u64::from_le_bytes(*chunk);
            let has_zero = word.wrapping_sub(0x0101_0101_0101_0101) & 0x8080_8080_8080_8080;
            if (word | has_zero) & 0x8080_8080_8080_8080 != 0 {
                break;
            }
            rest = tail;
        }
        let continuation = |at: usize| rest.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
        let taken = match *rest {
            [] => return true,
            [1..=0x7f, ..] => 1,
            [first @ 0xc0..=0xdf, second, ..] if continuation(1) => {
                let value = u32::from(first & 0x1f) << 6 | u32::from(second & 0x3f);
                if shortest && value != 0 && value < 0x80 {
                    return false;
                }
                2
            }
            [first @ 0xe0..=0xef, second, ..] if continuation(1) && continuation(2) => {
                if shortest && first == 0xe0 && second & 0x20 == 0 {
                    return false;
                }
                3
            }
            _ => return false,
        };
        rest = &rest[taken..];
    }
}

/// Iterates over UTF-16 code units.
#[derive(Clone)]
pub struct Utf16<'a> {
    bytes: &'a [u8],
}

/// The UTF-16 code units of `bytes`.
pub fn utf16(bytes: &[u8]) -> Utf16<'_> {
    Utf16 { bytes }
}

impl Iterator for Utf16<'_> {
    type Item = u16;

    #[inline]
    fn next(&mut self) -> Option<u16> {
        let cont = |byte: u8| byte & 0xc0 == 0x80;
        let (unit, taken) = match *self.bytes {
            [] => return None,
            [a @ 0..=0x7f, ..] => (u16::from(a), 1),
            [a @ 0xc0..=0xdf, b, ..] if cont(b) => {
                (u16::from(a & 0x1f) << 6 | u16::from(b & 0x3f), 2)
            }
            [a @ 0xe0..=0xef, b, c, ..] if cont(b) && cont(c) => (
                u16::from(a & 0x0f) << 12 | u16::from(b & 0x3f) << 6 | u16::from(c & 0x3f),
                3,
            ),
            [a, ..] => (u16::from(a), 1),
        };
        self.bytes = &self.bytes[taken..];
        Some(unit)
    }
}

/// Whether all characters are ASCII (and non-zero): then the bytes are UTF-8 and Latin-1 as well.
pub fn is_ascii(bytes: &[u8]) -> bool {
    bytes.is_ascii() && !bytes.contains(&0)
}

/// Whether all UTF-16 units fit Latin-1, and how many units there are. For compact strings.
pub fn length_and_latin1(bytes: &[u8]) -> (usize, bool) {
    if bytes.is_ascii() {
        return (bytes.len(), true);
    }
    utf16(bytes).fold((0, true), |(length, latin1), unit| {
        (length + 1, latin1 && unit < 256)
    })
}

/// Appends the modified UTF-8 of one UTF-16 unit.
pub fn push_unit(out: &mut Vec<u8>, unit: u16) {
    match unit {
        1..=0x7f => out.push(unit as u8),
        0 | 0x80..=0x7ff => out.extend([0xc0 | (unit >> 6) as u8, 0x80 | (unit & 0x3f) as u8]),
        _ => out.extend([
            0xe0 | (unit >> 12) as u8,
            0x80 | (unit >> 6 & 0x3f) as u8,
            0x80 | (unit & 0x3f) as u8,
        ]),
    }
}

/// Modified UTF-8 of UTF-16 units.
pub fn encode_utf16(units: impl IntoIterator<Item = u16>) -> Vec<u8> {
    let mut out = Vec::new();
    units.into_iter().for_each(|unit| push_unit(&mut out, unit));
    out
}

/// Modified UTF-8 of a Rust string.
pub fn encode(text: &str) -> Vec<u8> {
    if is_ascii(text.as_bytes()) {
        text.as_bytes().to_vec()
    } else {
        encode_utf16(text.encode_utf16())
    }
}

/// As a Rust string; an unpaired surrogate becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    display(bytes).to_string()
}

/// Shows modified UTF-8 as text.
#[derive(Clone, Copy)]
pub struct Display<'a>(&'a [u8]);

/// Wraps `bytes` for formatting; an unpaired surrogate shows as U+FFFD.
pub fn display(bytes: &[u8]) -> Display<'_> {
    Display(bytes)
}

impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (true, Ok(text)) = (self.0.is_ascii(), str::from_utf8(self.0)) {
            return f.pad(text);
        }
        for c in char::decode_utf16(utf16(self.0)) {
            fmt::Write::write_char(f, c.unwrap_or(char::REPLACEMENT_CHARACTER))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legality() {
        for good in ["", "java/lang/Object", "größer", "exactly8", "\u{1}"] {
            assert!(is_legal(good.as_bytes(), true), "{good}");
        }
        assert!(is_legal(&[0xc0, 0x80], true));
        assert!(is_legal(&[0xc1, 0x81], false) && is_legal(&[0xe0, 0x81, 0x81], false));
        assert!(!is_legal(&[0xe0, 0x81, 0x81], true));
        for bad in [
            &b"abcdefgh\0"[..],
            &[0xc0],
            &[0xc1, 0x81],
            &[0x80],
            &[0xe2, 0x82],
            &[0xf0, 0x9f, 0x98, 0x80],
            &[0xff],
        ] {
            assert!(!is_legal(bad, true), "{bad:?}");
        }
    }

    #[test]
    fn round_trip() {
        let text = "a\0é€😀";
        let bytes = encode(text);
        assert_eq!(bytes.len(), 1 + 2 + 2 + 3 + 6);
        assert!(is_legal(&bytes, true));
        assert_eq!(decode(&bytes), text);
        assert_eq!(encode_utf16(text.encode_utf16()), bytes);
        assert_eq!(decode(&[0xff, b'x']), "ÿx");
        assert_eq!(decode(&encode_utf16([0xd800])), "\u{fffd}");
        assert_eq!(length_and_latin1(&encode("aé\0")), (3, true));
        assert_eq!(length_and_latin1(&encode("€")), (1, false));
    }
}
