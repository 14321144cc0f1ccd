//! Rules about source files. Each is a function of the files' texts, so that its tests can plant what it must find.

use super::Findings;
use crate::workspace::{files, root};
use std::path::{Path, PathBuf};

/// Longer files are named, not refused.
const LONG_FILE_LINES: usize = 1_000;

/// Lines above an unsafe block in which its SAFETY comment must begin. (Clippy asks for it directly at the statement; this also sees
/// the code that is not compiled here.)
const SAFETY_REACH: usize = 12;

/// The largest picture, bytes.
const PICTURE_BYTES: u64 = 300_000;

/// Crates of `crates/` that may hold unsafe code, and why.
const UNSAFE_KNOWLEDGE: &[(&str, &str)] =
    &[("abi", "layouts of structures that compiled code reads")];

/// A file of the project: its path below the root, its size, and its text if it is one that a rule reads.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) text: String,
}

/// Everything under version control and what is new; texts of Rust files, manifests and the map.
pub(crate) fn all() -> Result<Vec<Source>, String> {
    let read = |path: PathBuf| {
        let is_text = path
            .extension()
            .is_some_and(|ext| ext == "rs" || ext == "toml" || ext == "md");
        let failed = |error| format!("{}: {error}", path.display());
        let file = root().join(&path);
        let text = if is_text {
            std::fs::read_to_string(&file).map_err(failed)?
        } else {
            String::new()
        };
        let bytes = std::fs::metadata(&file).map_err(failed)?.len();
        Ok(Source { path, bytes, text })
    };
    files()?.into_iter().map(read).collect()
}

impl Source {
    fn is(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|ext| ext == extension)
    }

    /// The crate's folder, if this is its manifest.
    fn manifest_of(&self) -> Option<&Path> {
        let folder = self.path.parent()?;
        let is_crate = self.path.ends_with("Cargo.toml") && folder != Path::new("");
        is_crate.then_some(folder)
    }
}

fn rust(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources.iter().filter(|source| source.is("rs"))
}

/// Every file opens with `//!`.
pub(crate) fn module_docs(sources: &[Source]) -> Findings {
    let silent = rust(sources).filter(|source| !source.text.starts_with("//!"));
    Findings::errors(
        silent.map(|source| format!("{}: does not open with //!", source.path.display())),
    )
}

/// No macro stands for missing code. (Clippy sees the code that is compiled here; this sees all of it.)
pub(crate) fn no_todo(sources: &[Source]) -> Findings {
    let mut findings = Findings::default();
    for source in rust(sources) {
        for (number, line) in source.text.lines().enumerate() {
            let code = code_of(line);
            for name in ["todo", "unimplemented", "dbg"] {
                if code.contains(&format!("{name}!(")) {
                    let place = format!("{}:{}", source.path.display(), number + 1);
                    findings.errors.push(format!("{place}: {name}!"));
                }
            }
        }
    }
    findings
}

/// `print!` and its kin panic when the stream is closed: the VM has its own (`flags::out!`).
pub(crate) fn no_print(sources: &[Source]) -> Findings {
    const MACROS: [&str; 4] = ["print!(", "println!(", "eprint!(", "eprintln!("];
    let mut findings = Findings::default();
    for source in rust(sources) {
        let parts: Vec<_> = source
            .path
            .iter()
            .filter_map(|part| part.to_str())
            .collect();
        let is_vm = matches!(
            parts[..],
            ["runtime", _, "src", ..] | ["crates", _, "src", ..]
        );
        if !is_vm || parts.iter().any(|part| part.contains("test")) {
            continue;
        }
        let lines = source.text.lines().enumerate();
        // Unit tests stand at the end.
        for (number, line) in lines.take_while(|(_, line)| *line != "#[cfg(test)]") {
            let code = code_of(line);
            let starts =
                |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if MACROS
                .iter()
                .any(|name| code.match_indices(name).any(|(at, _)| starts(at)))
            {
                let place = format!("{}:{}", source.path.display(), number + 1);
                findings
                    .errors
                    .push(format!("{place}: panics on a closed stream"));
            }
        }
    }
    findings
}

/// Unsafe blocks and implementations say why they are sound. (What unsafe functions ask for, clippy wants to read.)
pub(crate) fn safety_comments(sources: &[Source]) -> Findings {
    let mut findings = Findings::default();
    for source in rust(sources) {
        let lines: Vec<&str> = source.text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let code = code_of(line);
            if !code.contains("unsafe {") && !code.trim_start().starts_with("unsafe impl") {
                continue;
            }
            let from = number.saturating_sub(SAFETY_REACH);
            if !lines[from..=number]
                .iter()
                .any(|line| line.contains("SAFETY:"))
            {
                let place = format!("{}:{}", source.path.display(), number + 1);
                findings
                    .errors
                    .push(format!("{place}: unsafe without a SAFETY comment"));
            }
        }
    }
    findings
}

/// A line without its comment and without what stands in quotes.
fn code_of(line: &str) -> String {
    let mut code = String::new();
    let (mut quoted, mut before) = (false, '\0');
    for c in line.chars() {
        match c {
            '"' if before != '\\' && before != '\'' => quoted = !quoted,
            '/' if before == '/' && !quoted => break,
            _ if !quoted => code.push(c),
            _ => {}
        }
        before = c;
    }
    code
}

/// Java is compiled when it is tested.
pub(crate) fn no_binaries(sources: &[Source]) -> Findings {
    let compiled = sources
        .iter()
        .filter(|source| source.is("class") || source.is("jar"));
    Findings::errors(compiled.map(|source| format!("{}: compiled Java", source.path.display())))
}

/// Pictures are made by `cargo xtask pictures`, for the documentation: `docs/*.png`, of a size that a page can have.
pub(crate) fn pictures(sources: &[Source]) -> Findings {
    const OTHERS: [&str; 5] = ["jpg", "jpeg", "gif", "webp", "svg"];
    let mut findings = Findings::default();
    for source in sources {
        let place = source.path.display();
        if OTHERS.iter().any(|extension| source.is(extension)) {
            let text = format!("{place}: pictures are docs/*.png");
            findings.errors.push(text);
        } else if source.is("png") {
            if source.path.parent() != Some(Path::new("docs")) {
                findings.errors.push(format!("{place}: not in docs"));
            }
            if source.bytes > PICTURE_BYTES {
                let text = format!("{place}: {} bytes, above {PICTURE_BYTES}", source.bytes);
                findings.errors.push(text);
            }
        }
    }
    findings
}

/// A long file is usually several things.
pub(crate) fn file_lengths(sources: &[Source]) -> Findings {
    let mut findings = Findings::default();
    for source in rust(sources) {
        let lines = source.text.lines().count();
        if lines > LONG_FILE_LINES {
            let text = format!("{}: {lines} lines", source.path.display());
            findings.warnings.push(text);
        }
    }
    findings
}

/// `crates/` is knowledge: pure functions, no unsafe code.
pub(crate) fn forbid_unsafe(sources: &[Source]) -> Findings {
    let mut findings = Findings::default();
    for source in rust(sources) {
        let parts: Vec<_> = source
            .path
            .iter()
            .filter_map(|part| part.to_str())
            .collect();
        if let ["crates", name, "src", "lib.rs"] = parts[..]
            && !UNSAFE_KNOWLEDGE.iter().any(|(allowed, _)| *allowed == name)
            && !source.text.contains("#![forbid(unsafe_code)]")
        {
            let text = format!("{}: no #![forbid(unsafe_code)]", source.path.display());
            findings.errors.push(text);
        }
    }
    findings
}

/// The lints of the workspace hold in every crate, and those that stand for a rule of ours are denied.
pub(crate) fn lints(sources: &[Source]) -> Findings {
    const DENIED: [&str; 6] = [
        "undocumented_unsafe_blocks",
        "missing_safety_doc",
        "todo",
        "unimplemented",
        "dbg_macro",
        "unsafe_op_in_unsafe_fn",
    ];
    let mut findings = Findings::default();
    for source in sources.iter().filter(|source| source.is("toml")) {
        let place = source.path.display();
        let has = |text: &str| source.text.lines().any(|line| line.trim() == text);
        if source.path == Path::new("Cargo.toml") {
            for lint in DENIED {
                if !has(&format!("{lint} = \"deny\"")) {
                    findings
                        .errors
                        .push(format!("{place}: lint {lint} is not denied"));
                }
            }
        } else if source.manifest_of().is_some()
            && !source.text.contains("[lints]\nworkspace = true")
        {
            findings
                .errors
                .push(format!("{place}: does not take the lints of the workspace"));
        }
    }
    findings
}

/// Every crate has a row in ARCHITECTURE.md.
pub(crate) fn on_the_map(sources: &[Source]) -> Findings {
    let map = sources
        .iter()
        .find(|source| source.path == Path::new("ARCHITECTURE.md"));
    let map = map.map_or("", |source| source.text.as_str());
    let crates = sources.iter().filter_map(Source::manifest_of);
    let absent = crates.filter(|folder| !map.contains(&format!("`{}`", folder.display())));
    Findings::errors(
        absent.map(|folder| format!("ARCHITECTURE.md: no row for `{}`", folder.display())),
    )
}

/// The text that opens a crate names each of its modules.
pub(crate) fn modules_on_the_map(sources: &[Source]) -> Findings {
    const FOR_TESTS: &str = "test";
    let mut findings = Findings::default();
    for source in rust(sources).filter(|source| source.path.ends_with("src/lib.rs")) {
        let (map, code): (Vec<&str>, Vec<&str>) = source
            .text
            .lines()
            .partition(|line| line.starts_with("//!"));
        let declared = code.iter().filter_map(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            line.strip_prefix("mod ")?.strip_suffix(';')
        });
        for name in declared.filter(|name| !name.contains(FOR_TESTS)) {
            let named = |line: &&str| {
                let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.any(|word| word == name)
            };
            if !map.iter().any(named) {
                let text = format!("{}: its text does not name `{name}`", source.path.display());
                findings.warnings.push(text);
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source {
            path: PathBuf::from(path),
            bytes: text.len() as u64,
            text: text.to_string(),
        }
    }

    fn found(rule: fn(&[Source]) -> Findings, path: &str, text: &str) -> Vec<String> {
        found_in(rule, source(path, text))
    }

    fn found_in(rule: fn(&[Source]) -> Findings, source: Source) -> Vec<String> {
        let mut findings = rule(&[source]);
        findings.errors.append(&mut findings.warnings);
        findings.errors
    }

    #[test]
    fn a_file_that_does_not_introduce_itself() {
        assert_eq!(
            found(module_docs, "a/b.rs", "use x;\n//! late\n"),
            ["a/b.rs: does not open with //!"]
        );
        assert!(found(module_docs, "a/b.rs", "//! Here.\n").is_empty());
        assert!(found(module_docs, "a/b.md", "text").is_empty());
    }

    #[test]
    fn macros_for_missing_code() {
        let text = format!("//! x\nfn f() {{ {}!() }}\n// {0}!()\n", "todo");
        assert_eq!(found(no_todo, "a.rs", &text), ["a.rs:2: todo!"]);
        let text = format!("{}!(\"http://x\")", "unimplemented");
        assert_eq!(found(no_todo, "a.rs", &text), ["a.rs:1: unimplemented!"]);
    }

    #[test]
    fn prints_that_panic() {
        let text = "fn f() { eprintln!(\"x\") }\n#[cfg(test)]\nfn g() { println!() }\n";
        assert_eq!(
            found(no_print, "runtime/x/src/a.rs", text),
            ["runtime/x/src/a.rs:1: panics on a closed stream"]
        );
        assert!(found(no_print, "tools/x/src/a.rs", text).is_empty());
        assert!(found(no_print, "runtime/x/src/tests/a.rs", text).is_empty());
        assert!(
            found(
                no_print,
                "runtime/x/src/a.rs",
                "// println!()\nmy_println!()\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn unsafe_without_a_reason() {
        let block = "let x = unsafe { f() };\n";
        assert_eq!(
            found(safety_comments, "a.rs", block),
            ["a.rs:1: unsafe without a SAFETY comment"]
        );
        assert!(
            found(
                safety_comments,
                "a.rs",
                &format!("// SAFETY: f is.\n{block}")
            )
            .is_empty()
        );
        let far = format!("// SAFETY: f is.\n{}{block}", "\n".repeat(SAFETY_REACH));
        assert_eq!(found(safety_comments, "a.rs", &far).len(), 1);
        assert_eq!(
            found(safety_comments, "a.rs", "unsafe impl Send for X {}\n").len(),
            1
        );
        assert!(
            found(
                safety_comments,
                "a.rs",
                "// an unsafe { block\nlet s = \"unsafe {\";\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn compiled_java_and_long_files() {
        assert_eq!(
            found(no_binaries, "t/A.class", ""),
            ["t/A.class: compiled Java"]
        );
        assert_eq!(found(no_binaries, "t/a.jar", "").len(), 1);
        assert!(found(no_binaries, "t/A.java", "").is_empty());
        assert_eq!(
            found(file_lengths, "a.rs", &"\n".repeat(1001)),
            ["a.rs: 1001 lines"]
        );
        assert!(found(file_lengths, "a.rs", &"\n".repeat(1000)).is_empty());
    }

    #[test]
    fn pictures_elsewhere_and_large_ones() {
        assert!(found(pictures, "docs/a.png", "").is_empty());
        let elsewhere = ["tests/web/a.png: not in docs"];
        assert_eq!(found(pictures, "tests/web/a.png", ""), elsewhere);
        let other = ["docs/a.jpg: pictures are docs/*.png"];
        assert_eq!(found(pictures, "docs/a.jpg", ""), other);
        let large = Source {
            bytes: PICTURE_BYTES + 1,
            ..source("docs/a.png", "")
        };
        let told = ["docs/a.png: 300001 bytes, above 300000"];
        assert_eq!(found_in(pictures, large), told);
    }

    #[test]
    fn knowledge_is_safe() {
        assert_eq!(
            found(forbid_unsafe, "crates/x/src/lib.rs", "//! x\n"),
            ["crates/x/src/lib.rs: no #![forbid(unsafe_code)]"]
        );
        assert!(found(forbid_unsafe, "crates/abi/src/lib.rs", "").is_empty());
        assert!(found(forbid_unsafe, "runtime/x/src/lib.rs", "").is_empty());
    }

    #[test]
    fn lints_hold_everywhere() {
        assert_eq!(
            found(lints, "crates/x/Cargo.toml", "[package]\n"),
            ["crates/x/Cargo.toml: does not take the lints of the workspace"]
        );
        assert!(found(lints, "crates/x/Cargo.toml", "[lints]\nworkspace = true\n").is_empty());
        let errors = found(
            lints,
            "Cargo.toml",
            "todo = \"deny\"\ndbg_macro = \"warn\"\n",
        );
        assert!(errors.contains(&"Cargo.toml: lint dbg_macro is not denied".to_string()));
        assert!(!errors.iter().any(|error| error.contains(" todo ")));
    }

    #[test]
    fn modules_off_the_map() {
        let text =
            "//! | `a`, `b_c` | x |\nmod a;\npub mod b;\npub mod b_c;\n#[cfg(test)]\nmod tests;\n";
        assert_eq!(
            found(modules_on_the_map, "x/src/lib.rs", text),
            ["x/src/lib.rs: its text does not name `b`"]
        );
        assert!(found(modules_on_the_map, "x/src/b.rs", text).is_empty());
    }

    #[test]
    fn crates_off_the_map() {
        let sources = [
            source("ARCHITECTURE.md", "| `crates/a` | letters |"),
            source("Cargo.toml", ""),
            source("crates/a/Cargo.toml", ""),
            source("crates/b/Cargo.toml", ""),
        ];
        assert_eq!(
            on_the_map(&sources).errors,
            ["ARCHITECTURE.md: no row for `crates/b`"]
        );
    }
}
