//! SSA and CLIF as lines that know where they come from.

use std::collections::HashSet;

use records::compile::Line;

use super::assembly::{self, Names};

/// Lines of the text of a function in SSA; `place`: the origin of a frame and a bci.
pub(super) fn ssa(text: &str, mut place: impl FnMut(usize, u32) -> Option<usize>) -> Vec<Line> {
    let lines = text.lines().map(|line| Line {
        text: line.to_owned(),
        origin: place_of(line).and_then(|(frame, bci)| place(frame, bci)),
        notes: Vec::new(),
    });
    lines.collect()
}

/// Lines of a text that does not say where they come from.
pub(super) fn plain(text: &str) -> Vec<Line> {
    ssa(text, |_, _| None)
}

/// `@frame:bci` at the end of an instruction, `frame@bci` in a state.
fn place_of(line: &str) -> Option<(usize, u32)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (frame, bci) = match words.as_slice() {
        ["state", _, place, ..] => place.strip_prefix("frame")?.split_once('@')?,
        [.., place] => place.strip_prefix('@')?.split_once(':')?,
        [] => return None,
    };
    Some((frame.parse().ok()?, bci.parse().ok()?))
}

/// How many instructions the text of a function has.
pub(super) fn instructions(text: &str) -> usize {
    let body = text.lines().skip_while(|line| !line.starts_with("block"));
    body.filter(|line| line.starts_with("  ")).count()
}

/// How the things of one compile are called.
pub(super) struct Text<'l> {
    pub(super) names: &'l Names,
    /// Origins, by the number of the source location.
    pub(super) locations: &'l [usize],
    pub(super) is_deterministic: bool,
}

impl Text<'_> {
    /// CLIF, its addresses by name.
    pub(super) fn clif(&self, clif: &str) -> Vec<Line> {
        let mut threads = HashSet::new();
        let lines = clif.lines().map(|line| {
            let located = line.strip_prefix('@').and_then(|rest| {
                let (number, rest) = rest.split_once(' ')?;
                let location = usize::from_str_radix(number, 16).ok()?;
                Some((*self.locations.get(location)?, rest.trim_start()))
            });
            let (origin, rest) = match located {
                Some((origin, rest)) => (Some(origin), rest),
                None => (None, line.trim()),
            };
            let is_head = rest.starts_with("block") && rest.ends_with(':');
            let is_frame = rest.starts_with("function") || rest == "}" || rest.is_empty();
            let indent = if is_head || is_frame { "" } else { "    " };
            if let Some((value, "get_pinned_reg.i64")) = rest.split_once(" = ") {
                threads.insert(value);
            }
            let notes = rest.split(' ').filter_map(|word| {
                let (value, offset) = word.split_once('+')?;
                let offset = threads.contains(value).then(|| offset.parse().ok())??;
                assembly::place_in_thread(offset)
            });
            Line {
                notes: notes.collect(),
                text: format!("{indent}{}", self.with_names(rest)),
                origin,
            }
        });
        lines.collect()
    }

    /// A line of CLIF with its addresses by name.
    fn with_names(&self, line: &str) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("0x") {
            let is_digit = |c: char| c.is_ascii_hexdigit() || c == '_';
            let digits = &rest[at + 2..];
            let length = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
            let (digits, behind) = digits.split_at(length);
            let value = u64::from_str_radix(&digits.replace('_', ""), 16);
            let name = value.ok().and_then(|value| self.names.get(&value));
            out += &rest[..at];
            match (name, self.is_deterministic) {
                (Some(name), true) => out += &format!("<{name}>"),
                (Some(name), false) => out += &format!("0x{digits} <{name}>"),
                (None, _) => out += &format!("0x{digits}"),
            }
            rest = behind;
        }
        out + rest
    }
}

#[cfg(test)]
mod tests {
    use abi::thread::PENDING;

    use super::*;

    #[test]
    fn clif_shows_places_and_names() {
        let names = Names::from([(0x1234_5678, "A.f()V".to_owned())]);
        for (is_deterministic, constant) in [(true, "<A.f()V>"), (false, "0x1234_5678 <A.f()V>")] {
            let text = Text {
                names: &names,
                locations: &[7],
                is_deterministic,
            };
            let clif = [
                "block0:",
                "@0000    v1 = iconst.i64 0x1234_5678",
                "         v2 = iconst.i64 0x9",
                "@0000    v3 = get_pinned_reg.i64",
                &format!("         v4 = load.i64 v3+{PENDING}"),
            ];
            let line = |text: &str, origin, note: &str| Line {
                text: text.to_owned(),
                origin,
                notes: { [note.to_owned()].into_iter() }
                    .filter(|note| !note.is_empty())
                    .collect(),
            };
            let expected = [
                line("block0:", None, ""),
                line(&format!("    v1 = iconst.i64 {constant}"), Some(7), ""),
                line("    v2 = iconst.i64 0x9", None, ""),
                line("    v3 = get_pinned_reg.i64", Some(7), ""),
                line(
                    &format!("    v4 = load.i64 v3+{PENDING}"),
                    None,
                    "thread.pending",
                ),
            ];
            assert_eq!(text.clif(&clif.join("\n")), expected);
        }
    }

    #[test]
    fn ssa_shows_places() {
        let text = "function \"f\" {\n  state s0 frame1@9 before locals [] stack []\n\nblock0(v0: I):\n  v2 = add.I v0, v0 @0:6\n  return v2\n}\n";
        let origins: Vec<_> = { ssa(text, |frame, bci| Some(frame * 100 + bci as usize)) }
            .into_iter()
            .map(|line| line.origin)
            .collect();
        assert_eq!(origins, [None, Some(109), None, None, Some(6), None, None]);
        assert_eq!(instructions(text), 2);
    }
}
