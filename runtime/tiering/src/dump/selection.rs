//! Which compiles are dumped: patterns of methods, separated by commas.
//!
//! A pattern (`patterns.rs`; class and method may also stand apart) is followed by conditions, if there are any: `@osr` and `@normal`, where the code is entered;
//! `@size>N` and `@size<N`, bytes of bytecode; `@tier=N`. A pattern behind `!` takes out what it matches; if all do, everything else is meant.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::patterns::Pattern;
use crate::policy::Task;

/// The only tier so far.
const TIER: usize = 1;

/// See the module documentation.
#[derive(Debug)]
pub(super) struct Selection {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    /// As the user wrote it.
    text: String,
    pattern: Pattern,
    excludes: bool,
    conditions: Vec<Condition>,
    /// Something was written that it matches.
    is_met: AtomicBool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Condition {
    Osr(bool),
    Larger(usize),
    Smaller(usize),
    Tier(usize),
}

impl Condition {
    fn parse(text: &str) -> Option<Condition> {
        Some(match text {
            "osr" => Condition::Osr(true),
            "normal" => Condition::Osr(false),
            _ => match text.split_at_checked(5)? {
                ("size>", size) => Condition::Larger(size.parse().ok()?),
                ("size<", size) => Condition::Smaller(size.parse().ok()?),
                ("tier=", tier) => Condition::Tier(tier.parse().ok()?),
                _ => return None,
            },
        })
    }

    fn holds(self, is_loop: bool, bytes: usize) -> bool {
        match self {
            Condition::Osr(wanted) => is_loop == wanted,
            Condition::Larger(size) => bytes > size,
            Condition::Smaller(size) => bytes < size,
            Condition::Tier(tier) => tier == TIER,
        }
    }
}

impl Row {
    fn parse(text: &str) -> Option<Row> {
        let (excludes, rest) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut parts = rest.split('@');
        let pattern = parts.next()?.trim().replacen(' ', ".", 1);
        Some(Row {
            text: text.to_owned(),
            pattern: Pattern::parse(&pattern)?,
            excludes,
            conditions: parts.map(Condition::parse).collect::<Option<_>>()?,
            is_met: AtomicBool::new(false),
        })
    }

    fn matches(&self, task: Task) -> bool {
        let bytes = task.method.bytecode().map_or(0, |code| code.code.len());
        let is_loop = task.header.is_some();
        self.pattern.matches(task.method) && { self.conditions.iter() }
            .all(|condition| condition.holds(is_loop, bytes))
    }
}

impl Selection {
    /// `None`: something in it is no pattern.
    pub(super) fn parse(text: &str) -> Option<Selection> {
        let rows = text.split(',').map(Row::parse).collect::<Option<_>>()?;
        Some(Selection { rows })
    }

    pub(super) fn has(&self, task: Task) -> bool {
        let mut wanted = self.rows.iter().filter(|row| !row.excludes).peekable();
        let is_named = wanted.peek().is_none() || wanted.any(|row| row.matches(task));
        is_named && !{ self.rows.iter() }.any(|row| row.excludes && row.matches(task))
    }

    /// What is asked for by name.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let wanted = self.rows.iter().filter(|row| !row.excludes);
        wanted.map(|row| &row.pattern)
    }

    /// A compile was written.
    pub(super) fn meets(&self, task: Task) {
        for row in self.rows.iter().filter(|row| row.matches(task)) {
            row.is_met.store(true, Ordering::Relaxed);
        }
    }

    /// What is asked for by name, and of which nothing was written: as the user wrote it, and the pattern.
    pub(super) fn unmatched(&self) -> impl Iterator<Item = (&str, &Pattern)> {
        let rows = self.rows.iter().filter(|row| !row.excludes);
        let rows = rows.filter(|row| !row.is_met.load(Ordering::Relaxed));
        rows.map(|row| (row.text.as_str(), &row.pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_stand_behind_the_pattern() {
        let row = Row::parse("!a.B::c*@osr@size>200@tier=1").expect("a pattern");
        assert!(row.excludes);
        assert_eq!(row.pattern.to_string(), "a/B.c*");
        let expected = [
            Condition::Osr(true),
            Condition::Larger(200),
            Condition::Tier(1),
        ];
        assert_eq!(row.conditions, expected);
        assert_eq!(
            Row::parse("a.B c")
                .map(|row| row.pattern.to_string())
                .as_deref(),
            Some("a/B.c")
        );
        for bad in ["", "!", "A.f@", "A.f@big", "A.f@size>x", "A.f@size", "A,,B"] {
            assert!(Selection::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn conditions_hold() {
        for (text, is_loop, bytes, holds) in [
            ("osr", true, 1, true),
            ("osr", false, 1, false),
            ("normal", false, 1, true),
            ("size>5", false, 5, false),
            ("size>5", false, 6, true),
            ("size<5", false, 4, true),
            ("tier=1", false, 1, true),
            ("tier=2", false, 1, false),
        ] {
            let condition = Condition::parse(text).expect("a condition");
            assert_eq!(
                condition.holds(is_loop, bytes),
                holds,
                "{text} {is_loop} {bytes}"
            );
        }
    }
}
