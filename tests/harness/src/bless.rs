//! `--bless`: what HotSpot printed becomes the expectation of a test.
//!
//! Only the `expect-output` block at the end of the file is written; all other directives (`exit`, `expect-stderr-contains`) are
//! the author's claims and stay checked. A test that states its lines with `// expect:` has no block and is only checked.

use crate::execute::Run;
use crate::expectation::{BLOCK_END, BLOCK_START, Test};
use crate::modes::MODES;
use crate::verdict;

/// Why a file is not written.
const BY_HAND: &str = "not blessed, its lines stand in `// expect:` comments";

/// Writes the lines of HotSpot's `run` into the file of `test`. Returns why it cannot; empty if it could.
pub(crate) fn write(test: &Test, run: &Run) -> String {
    let text = match std::fs::read_to_string(&test.source) {
        Ok(text) => text,
        Err(error) => return format!("{}: {error}\n", test.source.display()),
    };
    let Some(head) = without_block(&text) else {
        let verdict = verdict::judge(test, &MODES[0], run, false);
        return match verdict.is_empty() {
            true => {
                println!("{}: {BY_HAND}; they are right", test.name);
                verdict
            }
            false => format!("{BY_HAND}: change them there\n{verdict}"),
        };
    };
    let claimed = Test {
        stdout: run.stdout.lines().map(str::to_string).collect(),
        ..test.clone()
    };
    let verdict = verdict::judge(&claimed, &MODES[0], run, false);
    if !verdict.is_empty() {
        return verdict;
    }
    if let Some(line) = run.stdout.lines().find(|line| unfit(line)) {
        return format!("this line cannot stand in a comment of Java: {line}\n");
    }
    let blessed = with_block(head, &run.stdout);
    if blessed == text {
        return String::new();
    }
    match std::fs::write(&test.source, blessed) {
        Ok(()) => String::new(),
        Err(error) => format!("{}: {error}\n", test.source.display()),
    }
}

/// The text before the closing block; `None` for a file that states its lines elsewhere.
fn without_block(text: &str) -> Option<&str> {
    let head = match text.find(BLOCK_START) {
        Some(at) => {
            let (head, block) = text.split_at(at);
            let after = block.lines().skip_while(|line| line.trim() != BLOCK_END);
            if after.skip(1).any(|line| !line.trim().is_empty()) {
                return None;
            }
            head
        }
        None => text,
    };
    (!head.contains("// expect:")).then_some(head)
}

/// Ends the comment, or is an escape to the compiler.
fn unfit(line: &str) -> bool {
    line.contains(BLOCK_END) || line.contains("\\u") || line.contains('\u{fffd}')
}

fn with_block(head: &str, stdout: &str) -> String {
    let mut text = format!("{}\n", head.trim_end());
    // Nothing printed: the exit status is the outcome, and the author states it.
    if !stdout.is_empty() {
        text += &format!("\n{BLOCK_START}\n");
        stdout.lines().for_each(|line| text += &format!("{line}\n"));
        text += &format!("{BLOCK_END}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_is_replaced() {
        let text = "class A {}\n\n/* expect-output:\nold\n*/\n";
        let head = without_block(text).unwrap();
        assert_eq!(
            with_block(head, "x\ny\n"),
            "class A {}\n\n/* expect-output:\nx\ny\n*/\n"
        );
        assert_eq!(without_block("class A {}\n"), Some("class A {}\n"));
    }

    #[test]
    fn lines_stated_elsewhere_stay() {
        assert_eq!(without_block("print(1); // expect: 1\n"), None);
        assert_eq!(
            without_block("/* expect-output:\nx\n*/\nclass A {}\n"),
            None
        );
        assert!(unfit("a */ b") && unfit("\\uD800") && !unfit("a * / b"));
    }
}
