//! Methods of the class library that go through arrays of bytes one by one: strings, comparisons of arrays. Here by words, or as the C library
//! does it. HotSpot has the same ones as intrinsics.
//!
//! Unlike the other leaves they have bytecode: that is what runs where one of them gives up (bounds that do not fit, arrays so long that a
//! safepoint would wait), and in the interpreter.

use abi::ElementKind;
use heap::Oop;
use threads::JavaThread;

use super::{Row, leaves};
use crate::direct::Args;

/// Bytes that are gone through without a look at whether a safepoint is wanted.
const MOST: usize = 1 << 20;

leaves! { ROWS:
    "java/lang/StringLatin1" {
        "equals" "([B[B)Z" => equals;
        "hashCode" "([B)I" => |t, a| Some(hash(bytes(t, a, 0)?));
        "compareTo" "([B[B)I" => |t, a| Some(compare(bytes(t, a, 0)?, bytes(t, a, 1)?));
        "indexOfChar" "([BIII)I" => |t, a| {
            let (byte, from, to) = (a.int(1) as u8, a.int(2), a.int(3));
            let searched = range(bytes(t, a, 0)?, from, to.checked_sub(from)?)?;
            Some(index_of(searched, byte).map_or(-1, |at| from + at as i32))
        };
    }
    "java/lang/StringUTF16" {
        "equals" "([B[B)Z" => equals;
    }
    "java/lang/StringCoding" {
        "hasNegatives" "([BII)Z" => |t, a| Some(!range(bytes(t, a, 0)?, a.int(1), a.int(2))?.is_ascii());
    }
    "jdk/internal/util/ArraysSupport" {
        "vectorizedMismatch" "(Ljava/lang/Object;JLjava/lang/Object;JII)I" => |t, a| {
            let (count, scale) = (a.int(6), a.int(7) as u32);
            let length = usize::try_from(count).ok()?.checked_shl(scale)?;
            let (left, right) = (memory(t, a, 0, length)?, memory(t, a, 3, length)?);
            // Otherwise what is not looked at yet, inverted: nothing.
            Some(mismatch(left, right).map_or(!0, |at| (at >> scale) as i32))
        };
    }
}

/// The elements of the byte array in `slot`.
fn bytes(thread: &JavaThread, args: Args, slot: usize) -> Option<&[u8]> {
    let array = args.oop(thread, slot)?;
    all_bytes(array).filter(|bytes| bytes.len() <= MOST)
}

/// The bytes of all elements of an array of a primitive type.
fn all_bytes(array: Oop<'_>) -> Option<&[u8]> {
    let layout = array.layout();
    if !layout.is_array() || layout.element_kind() == ElementKind::Reference {
        return None;
    }
    let length = array.length() << layout.log2_element_size();
    // SAFETY: so many bytes of elements follow, and stay where they are as long as the `Oop` may be used. Other threads may write them
    // meanwhile: whatever is read of a byte is something that was in it.
    Some(unsafe { std::slice::from_raw_parts(array.array_data(), length) })
}

/// `length` bytes from the offset in `slot + 1`, in the array in `slot`.
fn memory(thread: &JavaThread, args: Args, slot: usize, length: usize) -> Option<&[u8]> {
    let array = args.oop(thread, slot)?;
    let offset = usize::try_from(args.long(slot + 1)).ok()?;
    let start = offset.checked_sub(abi::object::ARRAY_DATA_OFFSET)?;
    let bytes = all_bytes(array)?.get(start..start.checked_add(length)?)?;
    (length <= MOST).then_some(bytes)
}

fn range(bytes: &[u8], from: i32, length: i32) -> Option<&[u8]> {
    let (from, length) = (usize::try_from(from).ok()?, usize::try_from(length).ok()?);
    bytes.get(from..from + length)
}

fn equals(thread: &JavaThread, args: Args) -> Option<bool> {
    Some(bytes(thread, args, 0)? == bytes(thread, args, 1)?)
}

/// `String.hashCode`, four characters at a time.
fn hash(bytes: &[u8]) -> i32 {
    const POWERS: [i32; 4] = [31 * 31 * 31, 31 * 31, 31, 1];
    let (chunks, rest) = bytes.as_chunks::<4>();
    let step = |hash: i32, byte: &u8| hash.wrapping_mul(31).wrapping_add(i32::from(*byte));
    let hash = chunks.iter().fold(0i32, |hash, chunk| {
        let terms = chunk.iter().zip(POWERS);
        let sum: i32 = terms.map(|(byte, power)| i32::from(*byte) * power).sum();
        hash.wrapping_mul(31 * POWERS[0]).wrapping_add(sum)
    });
    rest.iter().fold(hash, step)
}

/// The difference of the first characters that differ, or of the lengths.
fn compare(left: &[u8], right: &[u8]) -> i32 {
    let common = left.len().min(right.len());
    match mismatch(&left[..common], &right[..common]) {
        Some(at) => i32::from(left[at]) - i32::from(right[at]),
        None => left.len() as i32 - right.len() as i32,
    }
}

/// Where two slices of the same length differ first.
fn mismatch(left: &[u8], right: &[u8]) -> Option<usize> {
    let (words, rest) = left.as_chunks::<8>();
    let (others, other_rest) = right.as_chunks::<8>();
    for (index, (word, other)) in words.iter().zip(others).enumerate() {
        let difference = u64::from_le_bytes(*word) ^ u64::from_le_bytes(*other);
        if difference != 0 {
            return Some(8 * index + difference.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().zip(other_rest).position(|(a, b)| a != b)?;
    Some(8 * words.len() + at)
}

fn index_of(bytes: &[u8], byte: u8) -> Option<usize> {
    // SAFETY: memchr reads `len` bytes from the pointer, which are there.
    let found = unsafe { libc::memchr(bytes.as_ptr().cast(), byte.into(), bytes.len()) };
    (!found.is_null()).then(|| found as usize - bytes.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_bytes_agree() {
        let text: Vec<u8> = (0..100u32).map(|at| (at * 37 % 251) as u8).collect();
        for length in 0..text.len() {
            let left = &text[..length];
            let slow = left.iter().fold(0i32, |hash, byte| {
                hash.wrapping_mul(31).wrapping_add(i32::from(*byte))
            });
            assert_eq!(hash(left), slow);
            assert_eq!(mismatch(left, left), None);
            assert_eq!(compare(left, &text), length as i32 - text.len() as i32);
            for at in 0..length {
                let mut right = left.to_vec();
                right[at] ^= 0x80;
                assert_eq!(mismatch(left, &right), Some(at));
                assert_eq!(
                    compare(left, &right),
                    i32::from(left[at]) - i32::from(right[at])
                );
            }
            let byte = text[50];
            assert_eq!(index_of(left, byte), left.iter().position(|b| *b == byte));
        }
    }
}
