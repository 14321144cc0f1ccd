//! Native method names: from a Java method to the C symbols that may implement it.
//!
//! What it is: the short and the long name of JNI chapter 2, "Resolving Native Method Names". What it is not: the
//! search for the symbol (`link.rs`). Input is the modified UTF-8 of the class file. Pure. Read next: `link.rs`.

use std::ffi::CString;

use classfile::mutf8::utf16;

/// The C symbols of one native method; the search tries `short` in every library before `long`.
#[derive(Debug, PartialEq, Eq)]
pub struct NativeNames {
    /// `Java_pkg_Class_method`.
    pub short: CString,
    /// `Java_pkg_Class_method__sig`, which overloaded native methods need.
    pub long: CString,
}

/// The symbols for a method of the class with this internal name.
///
/// `None` when a `/`, or the start of the method name, is followed by a digit from 0 to 3: the symbol would read as an
/// escape, so JNI leaves such methods to `RegisterNatives`.
#[must_use]
pub fn native_names(class: &[u8], method: &[u8], descriptor: &[u8]) -> Option<NativeNames> {
    let mut short = b"Java".to_vec();
    short.push(b'_');
    escape(class, &mut short)?;
    short.push(b'_');
    escape(method, &mut short)?;

    let mut long = short.clone();
    long.extend_from_slice(b"__");
    let end = descriptor.iter().position(|&byte| byte == b')')?;
    escape(&descriptor[1..end], &mut long)?;
    Some(NativeNames {
        short: CString::new(short).ok()?,
        long: CString::new(long).ok()?,
    })
}

/// Appends the escaped form of `text`. `None` when it is ambiguous.
fn escape(text: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut at_start = true;
    for unit in utf16(text) {
        if at_start && (u16::from(b'0')..=u16::from(b'3')).contains(&unit) {
            return None;
        }
        at_start = unit == u16::from(b'/');
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() => out.push(byte),
            Ok(b'/') => out.push(b'_'),
            Ok(b'_') => out.extend_from_slice(b"_1"),
            Ok(b';') => out.extend_from_slice(b"_2"),
            Ok(b'[') => out.extend_from_slice(b"_3"),
            _ => out.extend_from_slice(format!("_0{unit:04x}").as_bytes()),
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(class: &str, method: &str, descriptor: &str) -> Option<(String, String)> {
        let names = native_names(class.as_bytes(), method.as_bytes(), descriptor.as_bytes())?;
        Some((
            names.short.into_string().unwrap(),
            names.long.into_string().unwrap(),
        ))
    }

    #[test]
    fn escapes_of_the_specification() {
        let expected = (
            "Java_p_q_r_A_f".to_owned(),
            "Java_p_q_r_A_f__ILjava_lang_String_2".to_owned(),
        );
        assert_eq!(
            names("p/q/r/A", "f", "(ILjava/lang/String;)D"),
            Some(expected)
        );
        let expected = (
            "Java_a_1b_C_00024D_g_1h".to_owned(),
            "Java_a_1b_C_00024D_g_1h___3_3J".to_owned(),
        );
        assert_eq!(names("a_b/C$D", "g_h", "([[J)V"), Some(expected));
        let expected = (
            "Java_A_f_000e4_020ac".to_owned(),
            "Java_A_f_000e4_020ac__".to_owned(),
        );
        assert_eq!(names("A", "fä€", "()V"), Some(expected));
    }

    #[test]
    fn names_that_would_read_as_escapes_have_no_symbol() {
        assert_eq!(names("p/0A", "f", "()V"), None);
        assert_eq!(names("p/A", "3f", "()V"), None);
        assert_eq!(names("p/A", "f", "(Lp/1B;)V").map(|names| names.0), None);
        assert!(names("p/4A", "f0", "()V").is_some());
    }
}
