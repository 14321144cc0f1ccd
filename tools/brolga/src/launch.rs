//! Running Java programs on an engine from our own programs: the launcher's option, a clean environment, what a source file is called, and the
//! line in which the VM reports its collections.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Variables by which a user's settings reach a Java program.
const SETTINGS: [&str; 5] = [
    "JAVA_TOOL_OPTIONS",
    "_JAVA_OPTIONS",
    "JDK_JAVA_OPTIONS",
    "CLASSPATH",
    "JAVA_HOME",
];

/// The launcher's option for the engine in a folder.
pub fn altjvm(folder: &Path) -> OsString {
    let mut option = OsString::from("-XXaltjvm=");
    option.push(folder);
    option
}

/// The program under test sees nothing of the user's settings, and one locale everywhere.
pub fn without_settings(command: &mut Command) {
    command.env("LC_ALL", "C.UTF-8");
    for name in SETTINGS {
        command.env_remove(name);
    }
}

/// The class that a source file is named after: its stem, in its package if it names one.
pub fn main_class(source: &str, stem: &str) -> String {
    let package = source
        .lines()
        .find_map(|line| line.strip_prefix("package ")?.split_once(';'));
    package.map_or(stem.to_string(), |(package, _)| {
        format!("{}.{stem}", package.trim())
    })
}

/// A number of the last line that `-XX:+PrintGCStatistics` wrote: `brolga-gc: young=<n> full=<n> moved=<n> moving=<n>`.
pub fn gc_statistic(stderr: &str, name: &str) -> Option<u64> {
    let line = stderr
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("brolga-gc: "))?;
    let field = |field: &str| field.strip_prefix(name)?.strip_prefix('=')?.parse().ok();
    line.split(' ').find_map(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_files() {
        assert_eq!(main_class("// x\npackage p.q;\nclass A {}", "A"), "p.q.A");
        assert_eq!(main_class("package p ; class A {}", "A"), "p.A");
        assert_eq!(main_class("class A {}", "A"), "A");
    }

    #[test]
    fn the_last_statistics_line_counts() {
        let text =
            "x\nbrolga-gc: young=1 full=0 moved=9 moving=1\nbrolga-gc: young=7 moving=6 full=1\n";
        assert_eq!(gc_statistic(text, "moving"), Some(6));
        assert_eq!(gc_statistic(text, "full"), Some(1));
        assert_eq!(gc_statistic(text, "moved"), None);
        assert_eq!(gc_statistic("young=1", "young"), None);
    }

    #[test]
    fn the_environment_is_clean() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo $CLASSPATH-$_JAVA_OPTIONS"]);
        command.env("CLASSPATH", "x").env("_JAVA_OPTIONS", "y");
        without_settings(&mut command);
        let output = command.output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), "-\n");
    }
}
