//! The open outputs: standard streams and files with rotation.

use super::config::{OutputConfig, Target};
use super::tag::{Level, Tag};
use std::fs::File;
use std::io::{self, Write};
use std::time::Duration;

/// One output that lines can be written to.
#[derive(Debug)]
pub(crate) struct Output {
    config: OutputConfig,
    file: Option<LogFile>,
}

#[derive(Debug)]
struct LogFile {
    path: String,
    file: File,
    size_bytes: u64,
    /// Number of the next archived file.
    next: usize,
}

impl Output {
    /// Opens the output; for a file, one that exists is first moved aside.
    ///
    /// # Errors
    /// Those of creating the file.
    pub(crate) fn open(config: &OutputConfig) -> io::Result<Output> {
        let file = match &config.target {
            Target::File(pattern) => {
                let mut next = 0;
                let path = expand(pattern);
                if config.file_count > 0 && std::path::Path::new(&path).is_file() {
                    archive(&path, config.file_count, &mut next);
                }
                Some(LogFile {
                    file: File::create(&path)?,
                    path,
                    size_bytes: 0,
                    next,
                })
            }
            _ => None,
        };
        Ok(Output {
            config: config.clone(),
            file,
        })
    }

    pub(crate) fn level(&self, tags: &[Tag]) -> Level {
        self.config.level(tags)
    }

    /// Writes the lines of a message. A failing output is silent: a log must not stop the program.
    pub(crate) fn write(&mut self, uptime: Duration, level: Level, tags: &[Tag], text: &str) {
        let prefix = self.config.decorators.prefix(uptime, level, tags);
        let mut out = String::with_capacity(text.len() + prefix.len() + 1);
        for line in text.split('\n') {
            out += &prefix;
            out += line;
            out.push('\n');
        }
        let _ = match &mut self.file {
            Some(file) => file.write(&out, &self.config),
            None if self.config.target == Target::Stderr => {
                io::stderr().lock().write_all(out.as_bytes())
            }
            None => {
                let mut stdout = io::stdout().lock();
                stdout
                    .write_all(out.as_bytes())
                    .and_then(|()| stdout.flush())
            }
        };
    }
}

impl LogFile {
    fn write(&mut self, text: &str, config: &OutputConfig) -> io::Result<()> {
        self.file.write_all(text.as_bytes())?;
        self.size_bytes += text.len() as u64;
        if config.file_count > 0
            && config.file_size_bytes > 0
            && self.size_bytes >= config.file_size_bytes
        {
            archive(&self.path, config.file_count, &mut self.next);
            self.file = File::create(&self.path)?;
            self.size_bytes = 0;
        }
        Ok(())
    }
}

/// Renames `path` to `path.N`: the first free N below `count`, else the one that is oldest.
fn archive(path: &str, count: usize, next: &mut usize) {
    let number = |n: usize| {
        format!(
            "{path}.{n:0width$}",
            width = count.saturating_sub(1).max(1).to_string().len()
        )
    };
    let free = (0..count).find(|n| !std::path::Path::new(&number(*n)).exists());
    let modified = |n: &usize| {
        std::fs::metadata(number(*n))
            .and_then(|m| m.modified())
            .ok()
    };
    let n = free
        .or_else(|| (0..count).min_by_key(modified))
        .unwrap_or(*next);
    // If the name cannot be had, the old contents are given up.
    let _ = std::fs::rename(path, number(n));
    *next = (n + 1) % count.max(1);
}

/// Expands `%p` (process id) and `%t` (start time) in a file name.
fn expand(pattern: &str) -> String {
    let mut path = pattern.replacen("%p", &std::process::id().to_string(), 1);
    if path.contains("%t") {
        let seconds = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        path = path.replacen("%t", &seconds.to_string(), 1);
    }
    path
}
