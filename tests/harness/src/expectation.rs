//! What a test file says about itself, in its comments.
//!
//! | comment | meaning |
//! |---|---|
//! | `// expect: text` | the next line of stdout (also behind code: `print(1); // expect: 1`) |
//! | `/* expect-output:` ... `*/` | these lines of stdout |
//! | `// exit: N` | exit status (default 0) |
//! | `// args: a b` | arguments of `main` |
//! | `// vm-options: -Da=b` | options of the VM, in every mode |
//! | `// expect-stderr-contains: text` | stderr holds this text; may be repeated |
//! | `// modes: int gc` or `// modes: !gc` | only these modes, or all but these (HotSpot always runs) |
//! | `// stress-minimum: N` | collections that a stress mode must reach (default 1) |
//! | `// expect-jit: MODE FACT>=N` | in this mode a line `brolga-jit:` has the fact with at least N (`deopts.stress>=1000`, `loops>=1`; `<=`: at most) |
//! | `// expect-jit: MODE REASON at CLASS.METHOD` | in this mode compiled code was left in that method for that reason |
//!
//! Stdout must match line by line. A file that says nothing about its outcome is an error, except for `--bless`, which writes the
//! block (`bless.rs`).

use std::path::{Path, PathBuf};

use crate::compiled::Claim;

/// One test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Test {
    /// Path below the test folder, without `.java`: the test's name.
    pub(crate) name: String,
    pub(crate) source: PathBuf,
    /// Class with `main`: package, if any, and the file's stem.
    pub(crate) main_class: String,
    pub(crate) stdout: Vec<String>,
    pub(crate) stderr_contains: Vec<String>,
    pub(crate) exit: i32,
    pub(crate) arguments: Vec<String>,
    pub(crate) vm_options: Vec<String>,
    /// Empty: all.
    pub(crate) only_modes: Vec<String>,
    pub(crate) not_modes: Vec<String>,
    pub(crate) stress_minimum: u64,
    pub(crate) claims: Vec<Claim>,
}

impl Test {
    /// Whether the test wants to run in this mode.
    pub(crate) fn runs_in(&self, mode: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|name| name == mode);
        (self.only_modes.is_empty() || named(&self.only_modes)) && !named(&self.not_modes)
    }

    /// Reads the comments of a file; one that is to be blessed `may_be_silent`.
    ///
    /// # Errors
    /// A sentence about a wrong or missing directive.
    pub(crate) fn parse(
        name: &str,
        source: &Path,
        text: &str,
        may_be_silent: bool,
    ) -> Result<Test, String> {
        let stem = source
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut test = Test {
            name: name.to_string(),
            source: source.to_path_buf(),
            stress_minimum: 1,
            ..Test::default()
        };
        test.main_class = brolga::launch::main_class(text, &stem);
        let mut speaks = false;
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with(BLOCK_START) {
                speaks = true;
                let block = lines.by_ref().take_while(|line| line.trim() != BLOCK_END);
                test.stdout.extend(block.map(str::to_string));
                continue;
            }
            let Some((key, value)) = directive(line) else {
                continue;
            };
            let words = || value.split_whitespace().map(str::to_string);
            let number = || {
                value
                    .trim()
                    .parse::<i64>()
                    .map_err(|_| format!("`{key}: {value}` wants a number"))
            };
            match key {
                "expect" => test.stdout.push(value.to_string()),
                "expect-stderr-contains" => test.stderr_contains.push(value.to_string()),
                "exit" => test.exit = number()? as i32,
                "args" => test.arguments.extend(words()),
                "vm-options" => test.vm_options.extend(words()),
                "expect-jit" => test.claims.push(Claim::parse(value)?),
                "stress-minimum" => test.stress_minimum = number()?.unsigned_abs(),
                _ => {
                    let (not, only): (Vec<String>, Vec<String>) =
                        words().partition(|word| word.starts_with('!'));
                    test.only_modes.extend(only);
                    test.not_modes
                        .extend(not.iter().map(|word| word[1..].to_string()));
                }
            }
            speaks |= matches!(key, "expect" | "expect-stderr-contains" | "exit");
        }
        if speaks || may_be_silent {
            Ok(test)
        } else {
            Err("the file says nothing about its outcome (`// expect: ...`)".to_string())
        }
    }
}

/// First line of the block of expected lines.
pub(crate) const BLOCK_START: &str = "/* expect-output:";
/// Its last line.
pub(crate) const BLOCK_END: &str = "*/";

const KEYS: [&str; 8] = [
    "expect",
    "expect-stderr-contains",
    "expect-jit",
    "exit",
    "args",
    "vm-options",
    "modes",
    "stress-minimum",
];

/// Finds `// key: value` in a line; one blank after the colon belongs to the syntax, everything behind it to the value.
fn directive(line: &str) -> Option<(&'static str, &str)> {
    let mut from = 0;
    while let Some(at) = line[from..].find("// ") {
        let rest = &line[from + at + 3..];
        for key in KEYS {
            if let Some(value) = rest
                .strip_prefix(key)
                .and_then(|rest| rest.strip_prefix(':'))
            {
                return Some((key, value.strip_prefix(' ').unwrap_or(value)));
            }
        }
        from += at + 3;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives() {
        let text = "// args: a b\n// vm-options: -Dx=1 -ea\n// exit: 3\n// modes: int !gc\n\
                    class A { // expect: one\n  p(\"two\"); // expect:   two \n // expect:\n// expect-stderr-contains: at A.main\n\
                    /* expect-output:\n  x\ny // z\n*/\n// stress-minimum: 5\n";
        let test = Test::parse("lang/A", Path::new("lang/A.java"), text, false).unwrap();
        assert_eq!(test.stdout, ["one", "  two ", "", "  x", "y // z"]);
        assert_eq!(
            (test.exit, test.stress_minimum, test.main_class.as_str()),
            (3, 5, "A")
        );
        assert_eq!(test.arguments, ["a", "b"]);
        assert_eq!(test.vm_options, ["-Dx=1", "-ea"]);
        assert_eq!(test.stderr_contains, ["at A.main"]);
        assert!(test.runs_in("int") && !test.runs_in("gc") && !test.runs_in("comp"));
    }

    #[test]
    fn silence_is_an_error() {
        assert!(Test::parse("A", Path::new("A.java"), "class A {}", false).is_err());
        assert!(Test::parse("A", Path::new("A.java"), "// exit: x", true).is_err());
        let test = Test::parse("A", Path::new("p/A.java"), "package p.q;\n", true).unwrap();
        assert_eq!(test.main_class, "p.q.A");
    }
}
