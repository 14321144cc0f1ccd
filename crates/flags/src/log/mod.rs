//! The log: `log!(gc, heap; Info, "{} kB", n)` writes where `-Xlog` said, in HotSpot's form `[0.012s][info][gc,heap] ...`.
//!
//! A message that nobody asked for costs one relaxed load and a compare. Writing allocates and takes a lock: never from a signal
//! handler, and never while holding a lock that `-Xlog` users could need inside the message. Lines of one message stay together.
//!
//! Read next: `tag.rs` (the tags), `config.rs` (the syntax).

mod config;
mod decorate;
mod output;
mod selection;
mod tag;

pub use config::{Config, Notice, OutputConfig, Target};
pub use decorate::{Decorator, Decorators, now};
pub use selection::Selection;
pub use tag::{Level, Tag};

use crate::message::{Message, OptionError};
use output::Output;
use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// Per tag, the lowest level at which some output may want a message whose first tag it is. Until the log is configured: warnings.
static FLOOR: [AtomicU8; Tag::ALL.len()] =
    [const { AtomicU8::new(Level::Warning as u8) }; Tag::ALL.len()];

static START: OnceLock<Instant> = OnceLock::new();

static OUTPUTS: OnceLock<Mutex<Vec<Output>>> = OnceLock::new();

/// Time since the log was first used or configured.
pub fn uptime() -> Duration {
    START.get_or_init(Instant::now).elapsed()
}

/// Whether a message with these tags at this level would be written. Cheap when the answer is no.
#[inline]
pub fn enabled(tags: &[Tag], level: Level) -> bool {
    let first = tags.first().map_or(0, |tag| *tag as usize);
    FLOOR[first].load(Ordering::Relaxed) <= level as u8 && wanted(tags, level)
}

#[cold]
fn wanted(tags: &[Tag], level: Level) -> bool {
    match OUTPUTS.get() {
        Some(outputs) => lock(outputs)
            .iter()
            .any(|output| output.level(tags) <= level),
        None => level >= Level::Warning,
    }
}

/// Writes a message to every output that wants it. Call through [`log!`], which tests [`enabled`] first.
#[cold]
pub fn write(tags: &[Tag], level: Level, message: fmt::Arguments<'_>) {
    let uptime = uptime();
    let outputs =
        OUTPUTS.get_or_init(|| Mutex::new(open_all(&Config::default()).unwrap_or_default()));
    let text = message.to_string();
    for output in lock(outputs)
        .iter_mut()
        .filter(|output| output.level(tags) <= level)
    {
        output.write(uptime, level, tags, &text);
    }
}

/// Opens the outputs and writes the pending notices. Called once, by [`crate::install`].
pub(crate) fn configure(config: &Config) -> Result<(), OptionError> {
    uptime();
    let outputs = open_all(config)?;
    for (index, floor) in FLOOR.iter().enumerate() {
        // A selection concerns messages that begin with this tag if it names the tag or holds for all tag sets.
        let first = Tag::ALL[index];
        let levels = config.outputs.iter().flat_map(|output| &output.selections);
        let levels = levels
            .filter(|s| s.tags.is_empty() || s.wildcard || s.tags.contains(&first))
            .map(|s| s.level as u8);
        floor.store(levels.min().unwrap_or(Level::Off as u8), Ordering::Relaxed);
    }
    if let Err(outputs) = OUTPUTS.set(Mutex::new(outputs))
        && let Some(current) = OUTPUTS.get()
    {
        *lock(current) = outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
    }
    let mut outputs = OUTPUTS.get().map(lock);
    for notice in &config.notices {
        for at in &notice.outputs {
            if let Some(output) = outputs.as_mut().and_then(|outputs| outputs.get_mut(*at)) {
                output.write(uptime(), notice.level, &notice.tags, &notice.text);
            }
        }
    }
    Ok(())
}

fn open_all(config: &Config) -> Result<Vec<Output>, OptionError> {
    let open = |output: &OutputConfig| {
        Output::open(output).map_err(|error| {
            let path = if let Target::File(path) = &output.target {
                path.as_str()
            } else {
                ""
            };
            // "No such file or directory (os error 2)" without the number.
            let reason = error.to_string();
            let reason = reason.split(" (os error").next().unwrap_or("");
            let mut complaint = OptionError::rejected(format!(
                "Invalid -Xlog option '-Xlog:{}', see error log for details.\n",
                describe(output)
            ));
            let line = |text: String| Message::stdout(format!("[0.000s][error][logging] {text}\n"));
            complaint.messages.insert(
                0,
                line(format!("Error opening log file '{path}': {reason}")),
            );
            complaint.messages.insert(
                1,
                line(format!(
                    "Initialization of output 'file={path}' using options '(null)' failed."
                )),
            );
            complaint
        })
    };
    config.outputs.iter().map(open).collect()
}

/// The option that asks for an output, near enough for a complaint.
fn describe(output: &OutputConfig) -> String {
    let selections: Vec<String> = output.selections.iter().map(describe_selection).collect();
    let target = if let Target::File(path) = &output.target {
        format!(":file={path}")
    } else {
        String::new()
    };
    selections.join(",") + &target
}

fn describe_selection(selection: &Selection) -> String {
    let tags: Vec<&str> = selection.tags.iter().map(|tag| tag.name()).collect();
    let names = if tags.is_empty() {
        "all".to_string()
    } else {
        tags.join("+") + if selection.wildcard { "*" } else { "" }
    };
    if selection.level == Level::Info {
        names
    } else {
        format!("{names}={}", selection.level.name())
    }
}

fn lock(outputs: &Mutex<Vec<Output>>) -> std::sync::MutexGuard<'_, Vec<Output>> {
    outputs.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The text of `-Xlog:help`.
pub(crate) fn help() -> String {
    let tags: Vec<&str> = Tag::ALL.iter().map(|tag| tag.name()).collect();
    let levels: Vec<&str> = Level::ALL.iter().map(|level| level.name()).collect();
    format!(
        "-Xlog Usage: -Xlog[:[selections][:[output][:[decorators][:output-options]]]]\n\
         \t where 'selections' are combinations of tags and levels of the form tag1[+tag2...][*][=level][,...]\n\
         \t NOTE: Unless wildcard (*) is specified, only log messages tagged with exactly the tags specified will be matched.\n\n\
         Available log levels:\n {levels}\n\n\
         Available log decorators: \n {decorators}\n Decorators can also be specified as 'none' for no decoration.\n\n\
         Available log tags:\n {tags}\n Specifying 'all' instead of a tag combination matches all tag combinations.\n\n\
         Available log outputs:\n stdout/stderr\n file=<filename>\n\
         \x20 %p and %t in the name become the process id and the start time; output-options: filesize=.., filecount=..\n",
        levels = levels.join(", "),
        decorators = Decorators::names(),
        tags = tags.join(", "),
    )
}

/// Writes a message if somebody wants it: `log!(gc; Info, "young collection {n}")`, `log!(class, load; Debug, "...")`.
///
/// The arguments are evaluated only then.
#[macro_export]
macro_rules! log {
    ($($tag:ident),+; $level:ident, $($message:tt)+) => {
        if $crate::log::enabled(&[$($crate::log::Tag::$tag),+], $crate::log::Level::$level) {
            $crate::log::write(&[$($crate::log::Tag::$tag),+], $crate::log::Level::$level, format_args!($($message)+));
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selected_messages_reach_their_file() {
        let path = std::env::temp_dir().join(format!("flags-log-{}.log", std::process::id()));
        let mut config = Config::default();
        config
            .add(&format!(
                "gc*=debug:file={}:level,tags:filecount=0",
                path.display()
            ))
            .unwrap();
        configure(&config).unwrap();
        log!(gc; Info, "one");
        log!(gc, heap; Debug, "two {}\nthree", 2);
        log!(gc; Trace, "hidden");
        log!(os; Info, "hidden");
        assert!(enabled(&[Tag::gc], Level::Debug));
        assert!(!enabled(&[Tag::os], Level::Info));
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(
            text,
            "[info][gc] one\n[debug][gc,heap] two 2\n[debug][gc,heap] three\n"
        );
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_reported() {
        let mut config = Config::default();
        config.add("gc:file=/nonexistent/x").unwrap();
        let error = open_all(&config).unwrap_err();
        assert_eq!(
            error.text(crate::Stream::Stdout),
            "[0.000s][error][logging] Error opening log file '/nonexistent/x': No such file or directory\n\
             [0.000s][error][logging] Initialization of output 'file=/nonexistent/x' using options '(null)' failed.\n"
        );
        assert_eq!(
            error.text(crate::Stream::Stderr),
            "Invalid -Xlog option '-Xlog:gc:file=/nonexistent/x', see error log for details.\n"
        );
    }
}
