//! Patterns that name methods: `Class.method`, `Class::method` or `Class`, with a descriptor if wanted and `*` for anything.

use std::fmt;

use metadata::MethodRef;

/// See the module documentation. The class is an internal name; the descriptor matches those that begin with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pattern {
    pub(crate) class: String,
    pub(crate) method: String,
    pub(crate) descriptor: String,
}

impl Pattern {
    /// Packages may be written with dots: the last one before the descriptor is the method's. A name without any is a class. `None`:
    /// there is no name in it.
    pub(crate) fn parse(text: &str) -> Option<Pattern> {
        let (names, descriptor) = match text.find('(') {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        let split = names.split_once("::").or_else(|| names.rsplit_once('.'));
        let (class, method) = split.unwrap_or((names, "*"));
        let is_whole = !class.is_empty() && !method.is_empty();
        is_whole.then(|| Pattern {
            class: class.replace('.', "/"),
            method: method.to_owned(),
            descriptor: descriptor.to_owned(),
        })
    }

    pub(crate) fn matches(&self, method: MethodRef) -> bool {
        is_like(&self.method, &method.name.to_text())
            && is_like(&self.class, &method.klass.name.to_text())
            && method.descriptor.to_text().starts_with(&self.descriptor)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}{}", self.class, self.method, self.descriptor)
    }
}

/// Whether a name matches; `*` stands for any characters.
fn is_like(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        Pattern::parse(text).map(|pattern| pattern.to_string())
    }

    #[test]
    fn patterns_of_all_forms() {
        for (text, pattern) in [
            ("java.lang.String::hashCode", "java/lang/String.hashCode"),
            ("java.lang.String.hash*", "java/lang/String.hash*"),
            ("H.main(I)V", "H.main(I)V"),
            ("H.main(La/B;)V", "H.main(La/B;)V"),
            ("java/lang/String.*", "java/lang/String.*"),
            ("H", "H.*"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(pattern), "{text}");
        }
        for text in ["", ".x", "H.", "::", "(I)V"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, name, is) in [
            ("*", "x", true),
            ("*", "", true),
            ("*Map", "java/util/HashMap", true),
            ("java/*", "java/util", true),
            ("*util*", "java/util/X", true),
            ("java/*/H*p", "java/util/HashMap", true),
            ("a*a", "a", false),
            ("a*b*a", "aba", true),
            ("a*b*a", "aa", false),
            ("main", "main2", false),
            ("main", "main", true),
        ] {
            assert_eq!(is_like(pattern, name), is, "{pattern} {name}");
        }
    }
}
