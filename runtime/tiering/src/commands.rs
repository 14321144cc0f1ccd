//! `-XX:CompileCommand` and `-XX:CompileOnly`: what the user says about single methods.
//!
//! A command is `option,pattern` or `option pattern`; a pattern is `Class.method`, `Class::method` or `Class`, with `*` at the ends of the
//! names and a descriptor if wanted. Texts as HotSpot prints them.

use std::sync::OnceLock;

use metadata::MethodRef;

/// What a command does with the methods that match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Action {
    CompileOnly,
    DontInline,
    Exclude,
    Inline,
    Print,
}

const ACTIONS: &[(&str, Action)] = &[
    ("compileonly", Action::CompileOnly),
    ("dontinline", Action::DontInline),
    ("exclude", Action::Exclude),
    ("inline", Action::Inline),
    ("print", Action::Print),
];

/// A name with `*` at its beginning, its end or both.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Name(String);

#[derive(Clone, PartialEq, Eq, Debug)]
struct Pattern {
    class: Name,
    method: Name,
    descriptor: String,
}

static COMMANDS: OnceLock<Vec<(Action, Pattern)>> = OnceLock::new();

/// Boot: reads the flags, and prints what was understood, as HotSpot does.
///
/// # Errors
/// What it prints about the first command that cannot be read.
pub(crate) fn init() -> Result<(), String> {
    let flags = &flags::get().flags;
    let mut commands = Vec::new();
    let mut is_quiet = false;
    for line in flags.CompileCommand.iter().map(|line| line.trim()) {
        let (option, rest) = line.split_once([',', ' ', '\t']).unwrap_or((line, ""));
        if option.eq_ignore_ascii_case("quiet") {
            is_quiet = true;
            continue;
        }
        let known = ACTIONS
            .iter()
            .find(|(name, _)| option.eq_ignore_ascii_case(name));
        let Some((name, action)) = known else {
            return Err(error(&format!("Unrecognized option '{option}'"), line));
        };
        let pattern = Pattern::parse(rest.trim())
            .ok_or_else(|| error("Method pattern missing, ',' or '.' expected", line))?;
        commands.push((name, *action, pattern));
    }
    for pattern in flags
        .CompileOnly
        .iter()
        .flat_map(|only| only.split([',', ' ', '\n']))
    {
        if let Some(pattern) = Pattern::parse(pattern) {
            commands.push((&"compileonly", Action::CompileOnly, pattern));
        }
    }
    if !is_quiet {
        for (name, _, pattern) in &commands {
            flags::outln!("CompileCommand: {name} {pattern} bool {name} = true");
        }
    }
    let commands = commands.into_iter();
    let commands = commands.map(|(_, action, pattern)| (action, pattern));
    let _ = COMMANDS.set(commands.collect());
    Ok(())
}

fn error(what: &str, line: &str) -> String {
    format!("CompileCommand: An error occurred during parsing\nError: {what}\nLine: '{line}'\n")
}

fn matches(action: Action, method: MethodRef) -> bool {
    let commands = COMMANDS.get().map_or(&[][..], Vec::as_slice);
    let mut rows = commands.iter().filter(|row| row.0 == action);
    rows.any(|(_, pattern)| pattern.matches(method))
}

/// Whether the user lets this method be compiled.
pub(crate) fn allows(method: MethodRef) -> bool {
    let commands = COMMANDS.get().map_or(&[][..], Vec::as_slice);
    if commands.is_empty() {
        return true;
    }
    let is_restricted = commands.iter().any(|row| row.0 == Action::CompileOnly);
    !matches(Action::Exclude, method) && (!is_restricted || matches(Action::CompileOnly, method))
}

/// Whether the user wants calls of this method to be calls.
pub(crate) fn forbids_inlining(method: MethodRef) -> bool {
    matches(Action::DontInline, method)
}

/// Whether the user wants no calls of this method.
pub(crate) fn wants_inlining(method: MethodRef) -> bool {
    matches(Action::Inline, method)
}

/// Whether the user wants to see this method's code.
pub(crate) fn prints(method: MethodRef) -> bool {
    matches(Action::Print, method)
}

impl Name {
    fn matches(&self, name: &str) -> bool {
        let pattern = self.0.as_str();
        if pattern == "*" {
            return true;
        }
        match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
            (Some(_), Some(_)) => name.contains(&pattern[1..pattern.len() - 1]),
            (Some(end), None) => name.ends_with(end),
            (None, Some(start)) => name.starts_with(start),
            (None, None) => name == pattern,
        }
    }
}

impl Pattern {
    /// `None`: there is no name in it.
    fn parse(text: &str) -> Option<Pattern> {
        let (names, descriptor) = match text.find('(') {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        if names.is_empty() {
            return None;
        }
        let (class, method) = match names.split_once("::") {
            Some((class, method)) => (class, method),
            // A class alone; `a.b` is a method, as `a/b.c` is.
            None => match names.rsplit_once('.') {
                Some((class, method)) if !class.is_empty() => (class, method),
                _ => (names, "*"),
            },
        };
        Some(Pattern {
            class: Name(class.replace('.', "/")),
            method: Name(method.to_owned()),
            descriptor: descriptor.to_owned(),
        })
    }

    fn matches(&self, method: MethodRef) -> bool {
        self.method.matches(&method.name.to_text())
            && self.class.matches(&method.klass.name.to_text())
            && method.descriptor.to_text().starts_with(&self.descriptor)
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}{}", self.class.0, self.method.0, self.descriptor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        Pattern::parse(text).map(|pattern| pattern.to_string())
    }

    #[test]
    fn patterns_of_all_forms() {
        assert_eq!(
            shown("java.lang.String::hashCode").as_deref(),
            Some("java/lang/String.hashCode")
        );
        assert_eq!(shown("H.main(I)V").as_deref(), Some("H.main(I)V"));
        assert_eq!(
            shown("java/lang/String.*").as_deref(),
            Some("java/lang/String.*")
        );
        assert_eq!(shown("H").as_deref(), Some("H.*"));
        assert_eq!(shown(""), None);
    }

    #[test]
    fn stars_stand_for_the_rest() {
        for (pattern, name, is) in [
            ("*", "x", true),
            ("*Map", "java/util/HashMap", true),
            ("java/*", "java/util", true),
            ("*util*", "java/util/X", true),
            ("main", "main2", false),
        ] {
            assert_eq!(
                Name(pattern.to_owned()).matches(name),
                is,
                "{pattern} {name}"
            );
        }
    }
}
