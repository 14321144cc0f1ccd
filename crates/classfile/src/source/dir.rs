//! Class path directories: only how a class name becomes a path.

use std::path::{Path, PathBuf};

/// The file that `directory` would keep the class in. `name` is an internal name in modified UTF-8. `None` for names that are
/// no relative path of plain components (`..`, empty components, NUL), which no class in a directory can have.
pub fn class_path(directory: &Path, name: &[u8]) -> Option<PathBuf> {
    let name = crate::mutf8::decode(name);
    let plain = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(['\0', '\\'])
    };
    if !name.split('/').all(plain) {
        return None;
    }
    Some(directory.join(format!("{name}.class")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_paths() {
        let directory = Path::new("classes");
        assert_eq!(
            class_path(directory, b"a/B$C"),
            Some(PathBuf::from("classes/a/B$C.class"))
        );
        for bad in [&b"../x"[..], b"/x", b"a//b", b"", b"a/.."] {
            assert_eq!(class_path(directory, bad), None);
        }
    }
}
