//! Legality of names in class files (JVMS 4.2), as HotSpot checks them.
//!
//! From version 49 on a name may hold anything but a few characters; before, it must be a Java identifier (class names:
//! identifiers between slashes). For characters beyond ASCII in such old classes Rust's tables stand in for
//! `Character.isJavaIdentifierStart` and `isJavaIdentifierPart`.

use crate::mutf8;

/// The first class file version with unqualified names free of Java's identifier rules.
const FREE_NAMES: u16 = 49;

fn identifier_char(c: char, first: bool) -> bool {
    c.is_alphabetic() || c == '_' || c == '$' || !first && c.is_numeric()
}

/// Whether `name` is a Java identifier. With `slashes`, single slashes may stand anywhere, and a digit may follow one: JVMS
/// 4.2.1 asks for more, HotSpot does not.
fn is_identifier(name: &[u8], slashes: bool) -> bool {
    let (mut first, mut after_slash) = (true, false);
    for c in char::decode_utf16(mutf8::utf16(name)) {
        after_slash = match c {
            Ok('/') if slashes && !after_slash => true,
            Ok(c) if identifier_char(c, first) => false,
            _ => return false,
        };
        first = false;
    }
    !first
}

/// A class's internal name, without array descriptors: unqualified names between single slashes.
#[inline]
pub fn is_internal_name(name: &[u8]) -> bool {
    let mut previous = b'/';
    for &c in name {
        match c {
            b'.' | b';' | b'[' => return false,
            b'/' if previous == b'/' => return false,
            _ => previous = c,
        }
    }
    previous != b'/'
}

/// The name of a Class entry: an array descriptor, or an internal name.
pub fn is_class_name(name: &[u8], major: u16) -> bool {
    match name.first() {
        None => false,
        Some(b'[') => field_descriptor_length(name, major) == Ok(name.len()),
        Some(_) if major >= FREE_NAMES => is_internal_name(name),
        Some(b'<') => false,
        Some(_) => is_identifier(name, true),
    }
}

/// A field's name.
pub fn is_field_name(name: &[u8], major: u16) -> bool {
    if major >= FREE_NAMES {
        !name.is_empty() && !name.iter().any(|c| matches!(c, b'.' | b';' | b'[' | b'/'))
    } else {
        is_identifier(name, false)
    }
}

/// A method's name, `<init>` and `<clinit>` included.
pub fn is_method_name(name: &[u8], major: u16) -> bool {
    match name.first() {
        None => false,
        Some(b'<') => name == b"<init>" || name == b"<clinit>",
        Some(_) if major >= FREE_NAMES => !name
            .iter()
            .any(|c| matches!(c, b'.' | b';' | b'[' | b'/' | b'<' | b'>')),
        Some(_) => is_identifier(name, false),
    }
}

/// Why a descriptor is not legal; the two have different messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadDescriptor {
    /// It does not have the form.
    Grammar,
    /// More than 255 dimensions.
    Dimensions,
    /// The name between `L` and `;` is not a class's (class files from version 49).
    ClassName,
}

/// Length of the field descriptor that `bytes` starts with, names inside it checked as well.
pub fn field_descriptor_length(bytes: &[u8], major: u16) -> Result<usize, BadDescriptor> {
    let dimensions = bytes.iter().take_while(|c| **c == b'[').count();
    if dimensions > 255 {
        return Err(BadDescriptor::Dimensions);
    }
    match &bytes[dimensions..] {
        [b'B' | b'C' | b'D' | b'F' | b'I' | b'J' | b'S' | b'Z', ..] => Ok(dimensions + 1),
        [b'L', rest @ ..] => {
            let end = rest
                .iter()
                .position(|c| *c == b';')
                .ok_or(BadDescriptor::Grammar)?;
            match &rest[..end] {
                name if major < FREE_NAMES && !is_identifier(name, true) => {
                    Err(BadDescriptor::Grammar)
                }
                name if major >= FREE_NAMES && !is_internal_name(name) => {
                    Err(BadDescriptor::ClassName)
                }
                _ => Ok(dimensions + end + 2),
            }
        }
        _ => Err(BadDescriptor::Grammar),
    }
}

/// Argument slots (no receiver) of a legal method descriptor; with `must_be_void`, of one that returns nothing.
pub fn method_argument_slots(
    descriptor: &[u8],
    major: u16,
    must_be_void: bool,
) -> Result<u32, BadDescriptor> {
    let mut rest = descriptor
        .strip_prefix(b"(")
        .ok_or(BadDescriptor::Grammar)?;
    let mut slots = 0;
    while rest.first() != Some(&b')') {
        slots += if matches!(rest.first(), Some(b'J' | b'D')) {
            2
        } else {
            1
        };
        rest = &rest[field_descriptor_length(rest, major)?..];
    }
    match &rest[1..] {
        b"V" => Ok(slots),
        _ if must_be_void => Err(BadDescriptor::Grammar),
        return_type if field_descriptor_length(return_type, major)? == return_type.len() => {
            Ok(slots)
        }
        _ => Err(BadDescriptor::Grammar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_names() {
        for good in [
            "a",
            "java/lang/Object",
            "a-b",
            "<x>",
            "[I",
            "[Ljava/lang/Object;",
        ] {
            assert!(is_class_name(good.as_bytes(), 52), "{good}");
        }
        for bad in [
            "", "/a", "a/", "a//b", "a.b", "a;", "a[", "[", "[V", "[La.b;", "[L/a;",
        ] {
            assert!(!is_class_name(bad.as_bytes(), 52), "{bad}");
        }
        assert!(is_field_name(b"<a>", 52) && !is_field_name(b"a/b", 52) && !is_field_name(b"", 52));
        assert!(
            is_method_name(b"<init>", 52)
                && !is_method_name(b"<a>", 52)
                && !is_method_name(b"a>", 52)
        );
    }

    #[test]
    fn old_names() {
        assert!(
            is_class_name(b"a/B$1", 48) && !is_class_name(b"a-b", 48) && !is_class_name(b"1a", 48)
        );
        assert!(is_class_name(b"/a/1/", 48) && !is_class_name(b"a//b", 48));
        assert!(is_field_name("größe".as_bytes(), 48) && !is_field_name(b"a-b", 48));
        assert!(is_method_name(b"<clinit>", 45) && !is_method_name(b"lambda-0", 48));
    }

    #[test]
    fn descriptors() {
        assert_eq!(method_argument_slots(b"(IJLa/B;[D)V", 52, true), Ok(5));
        for bad in ["(", "()", "(La;b)V", "(I)VV", "(V)V"] {
            assert_eq!(
                method_argument_slots(bad.as_bytes(), 52, false),
                Err(BadDescriptor::Grammar),
                "{bad}"
            );
        }
        assert_eq!(
            method_argument_slots(b"(La//b;)V", 52, true),
            Err(BadDescriptor::ClassName)
        );
    }
}
