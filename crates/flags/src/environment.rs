//! What option parsing asks of the world: environment variables, option files, the size of the machine.

use std::io;

/// The outside world. Tests have their own.
pub trait Env {
    /// An environment variable, if set.
    fn var(&self, name: &str) -> Option<String>;
    /// The contents of an options file.
    ///
    /// # Errors
    /// Those of opening and reading it.
    fn read_file(&self, path: &str) -> io::Result<String>;
    /// Memory the process may use, bytes; `container`: the limits of its cgroup count.
    fn memory(&self, container: bool) -> u64;
}

/// The process's real surroundings.
pub struct SystemEnv;

impl Env for SystemEnv {
    fn var(&self, name: &str) -> Option<String> {
        std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
    }

    fn read_file(&self, path: &str) -> io::Result<String> {
        std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn memory(&self, container: bool) -> u64 {
        let machine = machine_memory().unwrap_or(2 << 30);
        if container {
            cgroup_limit().map_or(machine, |limit| limit.min(machine))
        } else {
            machine
        }
    }
}

fn machine_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// The memory limit of our cgroup: version 2 at our own path or the mount point, else version 1.
fn cgroup_limit() -> Option<u64> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    let mut files = Vec::new();
    for line in groups.lines() {
        let mut fields = line.splitn(3, ':').skip(1);
        match (fields.next(), fields.next()) {
            (Some(""), Some(path)) => files.push(format!("/sys/fs/cgroup{path}/memory.max")),
            (Some(list), Some(path)) if list.split(',').any(|c| c == "memory") => {
                files.push(format!("/sys/fs/cgroup/memory{path}/memory.limit_in_bytes"));
            }
            _ => {}
        }
    }
    files.push("/sys/fs/cgroup/memory.max".to_string());
    files.push("/sys/fs/cgroup/memory/memory.limit_in_bytes".to_string());
    files
        .iter()
        .find_map(|file| std::fs::read_to_string(file).ok())
        .and_then(|text| text.trim().parse().ok())
}

/// Splits an environment variable or options file into options: at white space, with `'` and `"` quoting (the quotes vanish, they
/// may stand inside a word, there is no escape). `None`: a quote is not closed.
pub fn split_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut chars = text.chars().peekable();
    loop {
        while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
        if chars.peek().is_none() {
            return Some(words);
        }
        let mut word = String::new();
        while let Some(c) = chars.next_if(|c| !c.is_ascii_whitespace()) {
            if c == '\'' || c == '"' {
                loop {
                    match chars.next()? {
                        close if close == c => break,
                        inner => word.push(inner),
                    }
                }
            } else {
                word.push(c);
            }
        }
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_quotes() {
        assert_eq!(
            split_words("-Dxa=1 -Dxb='a b'\t-Dxq=\"c d\"").unwrap(),
            ["-Dxa=1", "-Dxb=a b", "-Dxq=c d"]
        );
        assert_eq!(split_words("  ").unwrap(), Vec::<String>::new());
        assert_eq!(split_words("-Dxa='a b"), None);
    }

    #[test]
    fn this_machine_has_memory() {
        assert!(SystemEnv.memory(true) > 1 << 20);
        assert!(SystemEnv.memory(true) <= SystemEnv.memory(false));
    }
}
