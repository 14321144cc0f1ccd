//! Compressed resources of a jimage (`jlink --compress`): a stack of headers, each with the name of what undoes it.
//!
//! `zip` is zlib. `compact-cp` moves the strings of constant pools into the image's string table: a Utf8 entry becomes a
//! string's index, a descriptor becomes a pattern whose class names are indices of package and simple name.

use super::{SourceError, le, slice};

/// The header in front of compressed data: magic, sizes (8 bytes each), string offsets of the method's name and of its
/// configuration, a last flag.
const HEADER_BYTES: u64 = 29;
const MAGIC: u64 = 0xCAFE_FAFA;
/// Methods are stacked two deep at most by `jlink`; more is somebody's game.
const MAX_LAYERS: usize = 4;
/// No class or resource of a JDK comes near.
const MAX_SIZE: u64 = 1 << 30;

const EXTERNAL_STRING: u8 = 23;
const EXTERNAL_DESCRIPTOR: u8 = 25;

/// Undoes all layers. `size` is that of the result; `string` reads the image's string table.
///
/// # Errors
/// `UnsupportedMethod` for unknown names, else `CorruptData` or `OutOfBounds`.
pub fn decompress<'s>(
    stored: &[u8],
    size: u64,
    string: &dyn Fn(u64) -> &'s [u8],
) -> Result<Vec<u8>, SourceError> {
    if size > MAX_SIZE {
        return Err(SourceError::CorruptData);
    }
    let mut data = stored.to_vec();
    for _ in 0..MAX_LAYERS {
        if le::<4>(&data, 0) != Ok(MAGIC) {
            break;
        }
        let (packed, unpacked) = (le::<8>(&data, 4)?, le::<8>(&data, 12)?);
        let name = string(le::<4>(&data, 20)?);
        let body = slice(&data, HEADER_BYTES, packed)?;
        let unpacked = usize::try_from(unpacked.min(MAX_SIZE)).unwrap_or(0);
        data = match name {
            b"zip" => miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(body, unpacked)
                .map_err(|_| SourceError::CorruptData)?,
            b"compact-cp" => {
                share_strings(body, unpacked, string).ok_or(SourceError::CorruptData)?
            }
            _ => return Err(SourceError::UnsupportedMethod),
        };
    }
    if data.len() as u64 == size {
        Ok(data)
    } else {
        Err(SourceError::CorruptData)
    }
}

/// A number of 1 to 4 bytes. The top bit of the first says that the next two hold the number of bytes; else there are four.
fn take_index(bytes: &mut &[u8]) -> Option<u64> {
    let first = *bytes.first()?;
    let (length, head) = if first & 0x80 != 0 {
        (usize::from(first >> 5 & 3), first & 0x1f)
    } else {
        (4, first)
    };
    let (number, rest) = bytes.split_at_checked(length.max(1))?;
    *bytes = rest;
    Some(
        number[1..]
            .iter()
            .fold(u64::from(head), |value, byte| value << 8 | u64::from(*byte)),
    )
}

fn push_utf8(out: &mut Vec<u8>, text: &[u8]) -> Option<()> {
    out.push(1);
    out.extend(u16::try_from(text.len()).ok()?.to_be_bytes());
    out.extend(text);
    Some(())
}

/// A class file from its `compact-cp` form.
fn share_strings<'s>(
    body: &[u8],
    limit: usize,
    string: &dyn Fn(u64) -> &'s [u8],
) -> Option<Vec<u8>> {
    let (head, mut rest) = body.split_at_checked(10)?;
    let mut out = head.to_vec();
    let count = u16::from_be_bytes([head[8], head[9]]);
    let mut index = 1;
    while index < count {
        let (tag, tail) = rest.split_first()?;
        rest = tail;
        match *tag {
            EXTERNAL_STRING => push_utf8(&mut out, string(take_index(&mut rest)?))?,
            EXTERNAL_DESCRIPTOR => push_utf8(&mut out, &descriptor(&mut rest, string)?)?,
            tag => {
                let length = match tag {
                    1 => 2 + usize::from(u16::from_be_bytes(*rest.first_chunk()?)),
                    3 | 4 | 9..=12 | 17 | 18 => 4,
                    5 | 6 => 8,
                    7 | 8 | 16 | 19 | 20 => 2,
                    15 => 3,
                    _ => return None,
                };
                let (entry, tail) = rest.split_at_checked(length)?;
                out.push(tag);
                out.extend(entry);
                rest = tail;
                index += u16::from(matches!(tag, 5 | 6));
            }
        }
        index = index.checked_add(1)?;
        if out.len() > limit {
            return None;
        }
    }
    out.extend(rest);
    Some(out)
}

/// A descriptor whose class names were taken out: behind each `L` a package (may be empty) and a simple name are put back.
fn descriptor<'s>(rest: &mut &[u8], string: &dyn Fn(u64) -> &'s [u8]) -> Option<Vec<u8>> {
    let pattern = string(take_index(rest)?);
    let length = take_index(rest)?;
    if length == 0 {
        return Some(pattern.to_vec());
    }
    let (mut indices, tail) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = tail;
    let mut out = Vec::new();
    for &c in pattern {
        out.push(c);
        if c == b'L' {
            let package = string(take_index(&mut indices)?);
            if !package.is_empty() {
                out.extend(package);
                out.push(b'/');
            }
            out.extend(string(take_index(&mut indices)?));
        }
    }
    Some(out)
}
