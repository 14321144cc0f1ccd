//! Records as text, and the texts of two dumps compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use records::compile::{Compile, Line};
use records::{Record, Task};

use super::diff::{self, Change};

/// Lines around a change that are shown.
const CONTEXT: usize = 3;

/// All records. `all_passes`: the IR after each pass as well.
pub(super) fn of(records: &[Record], all_passes: bool) -> String {
    let mut text = String::new();
    for record in records {
        // (A String takes whatever is written.)
        let _ = write!(text, "{record}");
        if let (Record::Compile(compile), true) = (record, all_passes) {
            for pass in compile.ssa.iter().skip(1) {
                let _ = writeln!(text, "---- ssa of {}, after {}", compile.task, pass.name);
                for line in &pass.lines {
                    let _ = writeln!(text, "{}", line.text);
                }
                text.push('\n');
            }
        }
    }
    text
}

/// Two dumps compared.
pub(super) struct Compared {
    pub(super) text: String,
    pub(super) differs: bool,
}

/// Compares the last compile of each method or loop. `patterns`: of methods whose names contain one of these; none: of all.
pub(super) fn compare(old: &[Record], new: &[Record], patterns: &[String]) -> Compared {
    let (old, new) = (last_compiles(old), last_compiles(new));
    let is_wanted = |task: &&Task| {
        patterns.is_empty()
            || patterns
                .iter()
                .any(|pattern| matches(pattern, &task.method))
    };
    let tasks: BTreeSet<&Task> = old.keys().chain(new.keys()).copied().collect();
    let (mut text, mut same, mut differs) = (String::new(), 0, false);
    for task in tasks.into_iter().filter(is_wanted) {
        let difference = match (old.get(task), new.get(task)) {
            (Some(old), Some(new)) => difference(old, new),
            (Some(_), None) => "only in the old dump\n".to_owned(),
            (None, _) => "only in the new dump\n".to_owned(),
        };
        match difference.is_empty() {
            true => same += 1,
            false => {
                differs = true;
                // (A String takes whatever is written.)
                let _ = writeln!(text, "==== {task}\n{difference}");
            }
        }
    }
    let _ = writeln!(text, "{same} compiles are the same");
    Compared { text, differs }
}

fn last_compiles(records: &[Record]) -> BTreeMap<&Task, &Compile> {
    let compiles = records.iter().filter_map(|record| match record {
        Record::Compile(compile) => Some((&compile.task, &**compile)),
        _ => None,
    });
    compiles.collect()
}

/// Whether a pattern as `--method` has it names a method.
fn matches(pattern: &str, method: &str) -> bool {
    let (names, descriptor) = pattern.split_at(pattern.find('(').unwrap_or(pattern.len()));
    let names = names.replace("::", ".");
    let (class, name) = names.rsplit_once('.').unwrap_or((&names, "*"));
    let (its, its_descriptor) = method.split_at(method.find('(').unwrap_or(method.len()));
    let (its_class, its_name) = its.rsplit_once('.').unwrap_or((its, ""));
    is_like(&class.replace('.', "/"), its_class)
        && is_like(name, its_name)
        && its_descriptor.starts_with(descriptor)
}

/// Whether a name matches; `*` stands for any characters.
fn is_like(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, rest)) => name.strip_prefix(head).is_some_and(|name| {
            let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
            ends.into_iter().any(|at| is_like(rest, &name[at..]))
        }),
    }
}

/// A line, which is the same as another if their keys are.
struct Row {
    /// Without addresses and the numbers of values, blocks and the like: they differ from compile to compile.
    key: String,
    text: String,
}

impl Row {
    fn of(text: String) -> Row {
        Row {
            key: without_numbers(&text),
            text,
        }
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        self.key == other.key
    }
}

/// The parts of two compiles that differ.
fn difference(old: &Compile, new: &Compile) -> String {
    let mut text = String::new();
    let parts = parts(old).into_iter().zip(parts(new));
    for ((title, old), (_, new)) in parts {
        if old != new {
            // (A String takes whatever is written.)
            let _ = writeln!(text, "---- {title}");
            write_changes(&mut text, &diff::lines(&old, &new));
        }
    }
    text
}

/// What is compared.
fn parts(compile: &Compile) -> [(&'static str, Vec<Row>); 5] {
    let lines = |lines: &[Line]| -> Vec<Row> {
        { lines.iter() }
            .map(|line| Row::of(line.text.clone()))
            .collect()
    };
    let calls = compile.calls.iter().map(|call| {
        let place = compile.place(call.origin);
        Row::of(format!("{place} {}: {}", call.callee, call.reason))
    });
    let code = compile.code.iter().map(|line| {
        let label = line.label.as_ref();
        let label = label.map_or(String::new(), |label| format!("{label}: "));
        let place = line
            .origin
            .map_or(String::new(), |origin| compile.place(origin));
        Row::of(format!("{:<50} ; {place}", label + &line.text))
    });
    let points = compile.deopt_points.iter().map(|point| {
        let place = compile.place(point.origin);
        Row::of(format!("{} {place}", point.reason))
    });
    let ssa = { compile.ssa.last() }.map_or(Vec::new(), |pass| lines(&pass.lines));
    [
        ("calls", calls.collect()),
        ("ssa, after all passes", ssa),
        ("clif, optimised", lines(&compile.clif_optimised)),
        ("machine code", code.collect()),
        ("deopt points", points.collect()),
    ]
}

/// What stands in front of the numbers of values, blocks, labels, states, frames and rows of tables.
const NUMBERED: [&str; 14] = [
    "v", "block", "L", "s", "frame", "c", "m", "f", "o", "u", "fn", "ss", "sig", "gv",
];
/// Hexadecimal numbers with this many digits are addresses.
const ADDRESS_DIGITS: usize = 7;

/// See [`Row::key`].
fn without_numbers(line: &str) -> String {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match is_of_word(first) {
            true => rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, behind) = rest.split_at(length);
        let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
        out += match word.strip_prefix("0x") {
            // (In brackets: where a label is.)
            Some(digits) if digits.len() >= ADDRESS_DIGITS || out.ends_with('(') => "ADDRESS",
            None if name.len() < word.len() && NUMBERED.contains(&name) => name,
            _ => word,
        };
        rest = behind;
    }
    out
}

/// Changes with some lines around them.
fn write_changes(text: &mut String, changes: &[Change<'_, Row>]) {
    let is_change = |change: &Change<'_, Row>| !matches!(change, Change::Same(_));
    let mut was_shown = true;
    for (at, change) in changes.iter().enumerate() {
        let around = at.saturating_sub(CONTEXT)..changes.len().min(at + CONTEXT + 1);
        let is_shown = changes[around].iter().any(is_change);
        if was_shown && !is_shown {
            *text += "  ...\n";
        }
        was_shown = is_shown;
        // (A String takes whatever is written.)
        let _ = match change {
            _ if !is_shown => Ok(()),
            Change::Same(line) => writeln!(text, "  {}", line.text),
            Change::Old(line) => writeln!(text, "- {}", line.text),
            Change::New(line) => writeln!(text, "+ {}", line.text),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use records::compile::Pass;

    fn compile(method: &str, ssa: &str) -> Record {
        let lines = ssa.split('\n').map(|text| Line {
            text: text.to_owned(),
            ..Line::default()
        });
        Record::Compile(Box::new(Compile {
            task: Task {
                method: method.to_owned(),
                osr_bci: None,
            },
            ssa: vec![Pass {
                name: "build".to_owned(),
                lines: lines.collect(),
            }],
            ..Compile::default()
        }))
    }

    #[test]
    fn what_differs_is_shown_and_numbers_do_not() {
        let old = [
            compile("A.f()V", "v1 = a 0x7f0012345678\nb"),
            compile("A.g()V", "x"),
        ];
        let new = [
            compile("A.f()V", "v22 = a 0x7f00aaaaaaaa\nc"),
            compile("A.g()V", "x"),
        ];
        let compared = compare(&old, &new, &[]);
        assert!(compared.differs);
        assert_eq!(
            compared.text,
            "==== A.f()V\n---- ssa, after all passes\n  v1 = a 0x7f0012345678\n- b\n+ c\n\n1 compiles are the same\n"
        );
        assert!(!compare(&old, &new, &["A::g".to_owned()]).differs);
        assert!(
            compare(&old, &new[..1], &["A.*".to_owned()])
                .text
                .contains("only in the old")
        );
    }

    #[test]
    fn numbers_of_things_do_not_count() {
        for (line, key) in [
            ("block1(v2: I):", "block(v: I):"),
            ("  mov r8d, [rdi+0xc]", "  mov r8d, [rdi+0xc]"),
            ("jmp L12 (0x0077)", "jmp L (ADDRESS)"),
            ("v3 = iconst.i64 0x1234_5678", "v = iconst.i64 ADDRESS"),
            ("add.I v3, v12 @0:6", "add.I v, v @0:6"),
            ("const.I 12", "const.I 12"),
        ] {
            assert_eq!(without_numbers(line), key);
        }
    }

    #[test]
    fn patterns_name_methods() {
        for (pattern, is) in [
            ("a.B::c*", true),
            ("a/B.cd(I)V", true),
            ("*.B.*", true),
            ("*B", true),
            ("a.B.c", false),
            ("a.B.cd(J", false),
        ] {
            assert_eq!(matches(pattern, "a/B.cd(I)V"), is, "{pattern}");
        }
    }
}
