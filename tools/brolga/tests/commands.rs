//! What is made from the table of commands and options: help, completions as bash makes them, the manual page as groff reads it.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn brolga(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brolga"));
    command.args(arguments).output().expect("brolga runs")
}

fn stdout(arguments: &[&str]) -> String {
    let output = brolga(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// A file of a test's own; removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, text: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("brolga-{}-{name}", std::process::id()));
        std::fs::write(&path, text).expect("a file");
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What bash offers for the last of the words, which begins with `brolga`.
fn completed(words: &[&str]) -> Vec<String> {
    let name = format!("completions-{}.bash", words.join("-").replace('/', "_"));
    let script = Scratch::new(&name, &stdout(&["completions", "bash"]));
    let program = r#"source "$1"; shift; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        complete -p brolga > /dev/null && _brolga && printf '%s\n' "${COMPREPLY[@]}""#;
    let output = Command::new("bash")
        .args(["--norc", "-c", program, "bash"])
        .arg(&script.0)
        .args(words)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("bash runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(str::to_string).collect()
}

#[test]
fn bash_completes_commands_options_and_values() {
    assert_eq!(completed(&["brolga", "b"]), ["bench"]);
    assert_eq!(completed(&["brolga", "bench", "--qu"]), ["--quick"]);
    assert_eq!(
        completed(&["brolga", "bench", "--suite", "MatM"]),
        ["MatMul"]
    );
    assert_eq!(
        completed(&["brolga", "bench", "--base", "hs-c"]),
        ["hs-c1", "hs-c2"]
    );
    let two = completed(&["brolga", "bench", "--modes", "interp,tie"]);
    assert_eq!(two, ["interp,tiered"]);
    assert_eq!(
        completed(&["brolga", "dump", "--d"]),
        ["--deterministic", "--diff"]
    );
    assert_eq!(completed(&["brolga", "dump", "--source", "sr"]), ["src"]);
    assert_eq!(completed(&["brolga", "run", "Carg"]), ["Cargo.toml"]);
    assert_eq!(
        completed(&["brolga", "completions", ""])[..3],
        ["bash", "zsh", "fish"]
    );
    // No value that a shell could know, and no option of a command without any.
    assert_eq!(completed(&["brolga", "bench", "--seed", ""]), [""]);
    assert_eq!(completed(&["brolga", "man", "--"]), [""]);
}

/// Only where the shells are installed, but they refuse what they cannot read.
#[test]
fn shells_can_read_their_scripts() {
    for shell in ["bash", "zsh", "fish"] {
        let script = Scratch::new(&format!("script.{shell}"), &stdout(&["completions", shell]));
        let checked = Command::new(shell).arg("-n").arg(&script.0).output();
        match checked {
            Ok(output) => assert!(output.status.success(), "{shell}: {output:?}"),
            Err(error) => eprintln!("{shell}: {error}"),
        }
    }
}

#[test]
fn a_shell_that_there_is_none_of() {
    for words in [&["completions", "csh"][..], &["completions"]] {
        let output = brolga(words);
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr);
        let wanted = "brolga: completions wants the name of a shell: bash, zsh, fish\n";
        assert_eq!(told, wanted);
    }
}

/// Every command and option that the help has.
fn terms() -> Vec<String> {
    let first_word = |line: &str| line.split_whitespace().next().map(str::to_string);
    let mut terms: Vec<String> = stdout(&["--help"])
        .lines()
        .filter_map(|line| line.strip_prefix("  brolga ")?.split_whitespace().next())
        .filter(|name| !name.starts_with('-'))
        .map(str::to_string)
        .collect();
    for command in ["bench", "dump"] {
        let help = stdout(&[command, "--help"]);
        let options = help.lines().filter(|line| line.starts_with("  --"));
        terms.extend(options.filter_map(first_word));
    }
    terms
}

#[test]
fn the_page_has_everything_that_the_help_has() {
    let page = stdout(&["man"]).replace(r"\-", "-");
    let terms = terms();
    assert!(terms.len() > 30, "{terms:?}");
    for term in terms {
        let is_there = |line: &str| {
            let bold = line.strip_prefix(".B ");
            let bold = bold.map(|bold| bold.strip_prefix("brolga ").unwrap_or(bold));
            bold.and_then(|bold| bold.split(' ').next()) == Some(term.as_str())
        };
        assert!(page.lines().any(is_there), "{term}");
    }
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT"] {
        assert!(page.contains(&format!(".SH {section}\n")), "{section}");
    }
}

#[test]
fn groff_reads_the_page_without_a_warning() {
    let page = Scratch::new("brolga.1", &stdout(&["man"]));
    let mut groff = Command::new("groff");
    let groff = groff.args(["-man", "-ww", "-Tutf8"]).arg(&page.0);
    let Ok(output) = groff.stdin(Stdio::null()).output() else {
        eprintln!("groff is not installed");
        return;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("a Java virtual machine"), "{text}");
}
