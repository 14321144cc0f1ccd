//! The rest of a command's line: words, `key` and `key=value`; a value in quotes may hold blanks.

use super::{Command, Kind, Parameter};

/// What a line gives a command.
#[derive(Default)]
pub(super) struct Arguments {
    /// Options by name, with their values.
    options: Vec<(&'static str, String)>,
    positional: Vec<String>,
}

impl Arguments {
    /// # Errors
    /// Why the line does not fit the command.
    pub(super) fn parse(command: &'static Command, line: &str) -> Result<Arguments, String> {
        let mut arguments = Arguments::default();
        for word in words(line)? {
            let (key, value) = match word.split_once('=') {
                Some((key, value)) => (key, Some(value)),
                None => (word.as_str(), None),
            };
            let option = command.options.iter().find(|option| option.name == key);
            match option {
                Some(option) => {
                    let value = checked(option, value)?;
                    arguments.options.push((option.name, value));
                }
                None if arguments.positional.len() < command.positional.len() => {
                    arguments.positional.push(word);
                }
                None => return Err(format!("Unknown argument '{key}' in diagnostic command.")),
            }
        }
        let missing = command.positional.get(arguments.positional.len());
        match missing {
            Some(parameter) if !parameter.is_optional => {
                Err(format!("The argument '{}' is mandatory.", parameter.name))
            }
            _ => Ok(arguments),
        }
    }

    /// Whether a switch is given (the last time not as `=false`).
    pub(super) fn is_on(&self, name: &str) -> bool {
        let last = self.options.iter().rfind(|(option, _)| *option == name);
        last.is_some_and(|(_, value)| value == "true")
    }

    /// Whether an option is given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(option, _)| *option == name)
    }

    pub(super) fn positional(&self, index: usize) -> Option<&str> {
        self.positional.get(index).map(String::as_str)
    }
}

/// The value of an option, if it is one.
fn checked(option: &Parameter, value: Option<&str>) -> Result<String, String> {
    match (option.kind, value) {
        (Kind::Boolean, None | Some("")) => Ok("true".to_owned()),
        (Kind::Boolean, Some(value)) if value != "true" && value != "false" => Err(format!(
            "Boolean parsing error in command argument '{}'. Could not parse: {value}.",
            option.name
        )),
        (Kind::Int, value) if value.is_none_or(|value| value.parse::<i64>().is_err()) => {
            Err(format!(
                "Integer parsing error in command argument '{}'. Could not parse: {}.",
                option.name,
                value.unwrap_or_default()
            ))
        }
        (_, value) => Ok(value.unwrap_or_default().to_owned()),
    }
}

/// Words between blanks, without the quotes around values.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let mut word = String::new();
        while let Some(letter) = rest.chars().next().filter(|letter| !letter.is_whitespace()) {
            rest = &rest[letter.len_utf8()..];
            if letter == '\'' || letter == '"' {
                let (inside, behind) = rest
                    .split_once(letter)
                    .ok_or_else(|| "Format error in diagnostic command arguments".to_owned())?;
                word += inside;
                rest = behind;
            } else {
                word.push(letter);
            }
        }
        words.push(word);
        rest = rest.trim_start();
    }
    Ok(words)
}
