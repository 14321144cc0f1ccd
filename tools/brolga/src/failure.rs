//! How a command of `brolga` ends without Java.

/// Why a command did not do its work, or how it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// Wrong or unfinished command: told on stderr, status 2.
    Usage(String),
    /// No JDK, no engine, nothing that can be run: told on stderr, `java`'s status for "cannot start".
    Start(String),
    /// All has been said: only this exit status.
    Status(u8),
}
