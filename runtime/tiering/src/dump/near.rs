//! Why there is nothing of a pattern: methods that it names were not compiled, or no loaded method has such a name, and these are near.

use metadata::{ClassLoaderData, MethodRef};
use records::Unmatched;

use super::name_of;
use crate::patterns::Pattern;

/// Names that are shown.
const MOST: usize = 8;
/// A name is near another if at most every how many-th character must be changed.
const NEAR: usize = 3;

/// Looks at all loaded classes for methods that the pattern, which the user wrote as `text`, names, or almost. None is unloaded meanwhile: whoever asks
/// keeps the compiler from running.
pub(super) fn why((text, pattern): (&str, &Pattern)) -> Unmatched {
    let mut matching = Vec::new();
    let mut near: Vec<(usize, String)> = Vec::new();
    ClassLoaderData::for_each(|data| {
        let klasses = data.klasses().into_iter();
        for klass in klasses.filter(|klass| !klass.is_array() && klass.is_linked()) {
            let distance = class_distance(&pattern.class, &klass.name.to_text());
            for method in &klass.instance().methods {
                if pattern.matches(*method) {
                    matching.push(name_of(*method));
                }
                let further = distance.and_then(|_| method_distance(pattern, *method));
                near.extend(
                    { distance.zip(further) }.map(|(one, other)| (one + other, name_of(*method))),
                );
            }
        }
    });
    matching.truncate(MOST);
    near.sort();
    near.dedup();
    near.truncate(match matching.is_empty() {
        true => MOST,
        false => 0,
    });
    Unmatched {
        pattern: text.to_owned(),
        matching,
        near: near.into_iter().map(|(_, name)| name).collect(),
    }
}

/// Between the class of a pattern and a loaded one, if it is near; packages may be left out.
fn class_distance(pattern: &str, class: &str) -> Option<usize> {
    let simple = class.rsplit(['/', '$']).next().unwrap_or(class);
    match pattern {
        "*" => Some(0),
        _ => near(pattern, class).or_else(|| near(pattern, simple)),
    }
}

fn method_distance(pattern: &Pattern, method: MethodRef) -> Option<usize> {
    match pattern.method.as_str() {
        "*" => Some(0),
        wanted => near(wanted, &method.name.to_text()),
    }
}

/// The distance of two names, if it is small; `*` stands for nothing.
fn near(wanted: &str, name: &str) -> Option<usize> {
    let wanted = wanted.replace('*', "").to_lowercase();
    let limit = wanted.len().div_ceil(NEAR);
    if wanted.len().abs_diff(name.len()) > limit {
        return None;
    }
    let distance = edits(wanted.as_bytes(), name.to_lowercase().as_bytes());
    (distance <= limit).then_some(distance)
}

/// How many bytes must be changed, left out or added to make one name the other (Levenshtein).
fn edits(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, byte) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for column in 0..other.len() {
            let changed = diagonal + usize::from(other[column] != *byte);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_of_names() {
        assert_eq!(edits(b"kitten", b"sitting"), 3);
        assert_eq!(edits(b"", b"abc"), 3);
        assert_eq!(near("hashcode", "hashCode"), Some(0));
        assert_eq!(near("hash*", "hush"), Some(1));
        assert_eq!(near("step", "toString"), None);
        assert_eq!(class_distance("Lief", "a/b/Life"), Some(2));
        assert_eq!(class_distance("a/b/Lif", "a/b/Life"), Some(1));
    }
}
