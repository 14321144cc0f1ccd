//! What `-Xlog` and its older relatives asked for: per output the selections in order, the decorators and the file options.

use super::decorate::Decorators;
use super::selection::Selection;
use super::tag::{Level, Tag};
use crate::message::{Message, OptionError};
use crate::value::parse_unsigned;

/// Why an `-Xlog` option is wrong; the text is a log line of its own.
#[derive(Debug)]
pub(crate) struct LogError {
    lines: Vec<String>,
}

impl LogError {
    pub(crate) fn new(line: String) -> LogError {
        LogError { lines: vec![line] }
    }

    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.lines[0]
    }

    /// The complaint about the whole option.
    pub(crate) fn into_error(self, option: &str) -> OptionError {
        let mut error = OptionError::rejected(format!(
            "Invalid -Xlog option '{option}', see error log for details.\n"
        ));
        for (at, line) in self.lines.into_iter().enumerate() {
            error.messages.insert(
                at,
                Message::stdout(format!("[0.000s][error][logging] {line}\n")),
            );
        }
        error
    }
}

/// Where lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Stdout,
    Stderr,
    /// Path as written: `%p` and `%t` are expanded when the file is opened.
    File(String),
}

/// One output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputConfig {
    pub target: Target,
    /// The last one that matches a message decides.
    pub selections: Vec<Selection>,
    pub decorators: Decorators,
    /// Old files kept when a file is rotated or found at the start; 0: none.
    pub file_count: usize,
    /// Size at which a file is rotated, bytes; 0: never.
    pub file_size_bytes: u64,
}

impl OutputConfig {
    fn new(target: Target) -> OutputConfig {
        OutputConfig {
            target,
            selections: Vec::new(),
            decorators: Decorators::default(),
            file_count: 5,
            file_size_bytes: 20 << 20,
        }
    }

    /// The level from which messages with these tags are written.
    pub(crate) fn level(&self, tags: &[Tag]) -> Level {
        self.selections
            .iter()
            .rev()
            .find(|s| s.matches(tags))
            .map_or(Level::Off, |s| s.level)
    }

    /// The last two parts of an option: decorators and file options.
    fn parse_options(&mut self, text: &str) -> Result<(), LogError> {
        for option in text.split(',').filter(|option| !option.is_empty()) {
            let (key, value) = option.split_once('=').unwrap_or((option, ""));
            let limit = if key == "filecount" { 1000 } else { u64::MAX };
            let number = parse_unsigned(value).filter(|n| *n <= limit);
            let out_of_range = || {
                LogError::new(format!(
                    "Invalid option: {key} must be in range [0, {limit}]"
                ))
            };
            match key {
                "filecount" => self.file_count = number.ok_or_else(out_of_range)? as usize,
                "filesize" => self.file_size_bytes = number.ok_or_else(out_of_range)?,
                _ => {
                    return Err(LogError::new(format!(
                        "Invalid option '{key}' for log file output."
                    )));
                }
            }
        }
        Ok(())
    }
}

/// All outputs, and messages about the options themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub outputs: Vec<OutputConfig>,
    /// Lines about the options, written as soon as the log is open.
    pub notices: Vec<Notice>,
}

/// A message about an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub level: Level,
    pub tags: Vec<Tag>,
    pub text: String,
    /// Places of the outputs it goes to: those that wanted it when the option was read.
    pub outputs: Vec<usize>,
}

impl Default for Config {
    /// Warnings and errors to stdout.
    fn default() -> Config {
        let mut stdout = OutputConfig::new(Target::Stdout);
        stdout.selections.push(Selection::all(Level::Warning));
        Config {
            outputs: vec![stdout],
            notices: Vec::new(),
        }
    }
}

impl Config {
    /// Adds the part of an option behind `-Xlog:`: `[selections][:[output][:[decorators][:options]]]`.
    pub(crate) fn add(&mut self, spec: &str) -> Result<(), LogError> {
        match spec {
            "disable" => {
                self.outputs
                    .iter_mut()
                    .for_each(|output| output.selections = vec![Selection::all(Level::Off)]);
                return Ok(());
            }
            // Lines are written by the thread that makes them.
            "async" => return Ok(()),
            _ => {}
        }
        let (selections, rest) = split_field(spec);
        let (output, rest) = split_output(rest);
        let (decorators, file_options) = split_field(rest);
        let selections = Selection::parse_list(selections)?;
        let decorators = Decorators::parse(decorators)?;
        let (output, fresh) = self.output(output);
        if !file_options.is_empty() {
            if fresh && let Target::File(path) = &output.target {
                let name = format!("file={path}");
                output.parse_options(file_options).map_err(|mut error| {
                    error.lines.push(format!(
                        "Initialization of output '{name}' using options '{file_options}' failed."
                    ));
                    error
                })?;
            } else {
                self.notice(
                    Level::Warning,
                    &[Tag::logging],
                    "Output options for existing outputs are ignored.",
                );
                return self.add(spec.strip_suffix(file_options).unwrap_or(spec));
            }
        }
        output.decorators = decorators;
        output.selections.extend(selections);
        Ok(())
    }

    /// Turns one tag set on at stdout.
    pub(crate) fn enable(&mut self, tags: &[Tag], wildcard: bool, level: Level) {
        self.output("stdout").0.selections.push(Selection {
            tags: tags.to_vec(),
            wildcard,
            level,
        });
    }

    /// A line about the options.
    pub(crate) fn notice(&mut self, level: Level, tags: &[Tag], text: &str) {
        let wanting = self.outputs.iter().enumerate();
        let wanting = wanting.filter(|(_, output)| output.level(tags) <= level);
        self.notices.push(Notice {
            level,
            tags: tags.to_vec(),
            text: text.to_string(),
            outputs: wanting.map(|(at, _)| at).collect(),
        });
    }

    /// The output of that name, and whether it is new.
    fn output(&mut self, name: &str) -> (&mut OutputConfig, bool) {
        let target = match name {
            "" | "stdout" | "#0" => Target::Stdout,
            "stderr" | "#1" => Target::Stderr,
            file => Target::File(
                file.strip_prefix("file=")
                    .unwrap_or(file)
                    .trim_matches('"')
                    .to_string(),
            ),
        };
        let known = self
            .outputs
            .iter()
            .position(|output| output.target == target);
        let at = known.unwrap_or_else(|| {
            self.outputs.push(OutputConfig::new(target));
            self.outputs.len() - 1
        });
        (&mut self.outputs[at], known.is_none())
    }
}

/// Text up to the first colon, and what follows it.
fn split_field(text: &str) -> (&str, &str) {
    text.split_once(':').unwrap_or((text, ""))
}

/// The same for the output, whose file name may be quoted to hold colons.
fn split_output(text: &str) -> (&str, &str) {
    if let Some(open) = text
        .find('"')
        .filter(|at| text[..*at].is_empty() || &text[..*at] == "file=")
        && let Some(length) = text[open + 1..].find('"')
    {
        let end = open + length + 2;
        return (&text[..end], text[end..].trim_start_matches(':'));
    }
    split_field(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_options_override_matching_messages_only() {
        let mut config = Config::default();
        config.add("gc*=debug,gc+heap=error").unwrap();
        let stdout = &config.outputs[0];
        assert_eq!(stdout.level(&[Tag::gc, Tag::init]), Level::Debug);
        assert_eq!(stdout.level(&[Tag::gc, Tag::heap]), Level::Error);
        assert_eq!(stdout.level(&[Tag::os]), Level::Warning);
        config.add("disable").unwrap();
        assert_eq!(config.outputs[0].level(&[Tag::os]), Level::Off);
    }

    #[test]
    fn outputs_and_file_options() {
        let mut config = Config::default();
        config
            .add("gc:file=\"a:b.log\":none:filecount=2,filesize=1k")
            .unwrap();
        let file = &config.outputs[1];
        assert_eq!(file.target, Target::File("a:b.log".to_string()));
        assert_eq!((file.file_count, file.file_size_bytes), (2, 1024));
        config.add("class+load:stderr").unwrap();
        assert_eq!(config.outputs[2].target, Target::Stderr);
        config.add("safepoint:x.log").unwrap();
        assert_eq!(config.outputs[3].target, Target::File("x.log".to_string()));
        let error = config
            .add("gc:file=y.log:none:foo=3")
            .unwrap_err()
            .into_error("-Xlog:o");
        assert_eq!(
            error.text(crate::Stream::Stdout),
            "[0.000s][error][logging] Invalid option 'foo' for log file output.\n\
             [0.000s][error][logging] Initialization of output 'file=y.log' using options 'foo=3' failed.\n"
        );
        config
            .add("gc,safepoint=debug:stdout:uptime,tid:filecount=3")
            .unwrap();
        assert_eq!(
            config.notices[0].text,
            "Output options for existing outputs are ignored."
        );
    }
}
