//! `-XX:CompileCommand`, `-XX:CompileCommandFile` and `-XX:CompileOnly`: what the user says about single methods.
//!
//! A command is `option,pattern[,value]`, or `option,pattern,[type,]name[,value]...` with the word `option` first; blanks do for commas. All
//! options that HotSpot has are read; those of [`Action`] do something. Of two commands for a method the later one holds. Texts, also
//! of errors, as HotSpot prints them. A command that cannot be read is skipped.

use std::sync::OnceLock;

use metadata::MethodRef;

use crate::patterns::Pattern;

/// What a command does with the methods that match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Action {
    CompileOnly,
    DontInline,
    DumpReplay,
    Exclude,
    Inline,
    Print,
    /// Nothing.
    Known,
}

/// The type of an option's value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Bool,
    Intx,
    Uintx,
    Double,
    CcstrList,
}

struct CommandRow(&'static str, Kind, Action);

macro_rules! options {
    ($($name:ident $kind:ident $action:ident;)*) => {
        const OPTIONS: &[CommandRow] = &[$(CommandRow(stringify!($name), Kind::$kind, Action::$action)),*];
    };
}

options! {
    log Bool Known;
    print Bool Print;
    inline Bool Inline;
    dontinline Bool DontInline;
    blackhole Bool Known;
    compileonly Bool CompileOnly;
    exclude Bool Exclude;
    break Bool Known;
    BreakAtExecute Bool Known;
    BreakAtCompile Bool Known;
    PrintAssembly Bool Print;
    PrintInlining Bool Known;
    PrintIntrinsics Bool Known;
    PrintNMethods Bool Known;
    PrintOptoAssembly Bool Known;
    PrintDebugInfo Bool Known;
    PrintRelocations Bool Known;
    PrintDependencies Bool Known;
    BackgroundCompilation Bool Known;
    RepeatCompilation Intx Known;
    ReplayInline Bool Known;
    DumpReplay Bool DumpReplay;
    DumpInline Bool Known;
    CompileThresholdScaling Double Known;
    ControlIntrinsic CcstrList Known;
    DisableIntrinsic CcstrList Known;
    NoRTMLockEliding Bool Known;
    UseRTMLockEliding Bool Known;
    BlockLayoutByFrequency Bool Known;
    TraceOptoPipelining Bool Known;
    TraceOptoOutput Bool Known;
    TraceSpilling Bool Known;
    PrintIdeal Bool Known;
    IGVPrintLevel Intx Known;
    Vectorize Bool Known;
    VectorizeDebug Uintx Known;
    CloneMapDebug Bool Known;
    IncrementalInlineForceCleanup Bool Known;
    MaxNodeLimit Intx Known;
}

/// A command that was understood.
struct Command {
    option: &'static CommandRow,
    pattern: Pattern,
    /// As it is printed.
    value: String,
}

static COMMANDS: OnceLock<Vec<Command>> = OnceLock::new();

/// Boot: reads the flags, and prints what was understood and what was not.
pub(crate) fn init() {
    let flags = &flags::get().flags;
    let mut reader = Reader::default();
    for line in &flags.CompileCommand {
        reader.line(line);
    }
    let only = flags.CompileOnly.iter();
    for name in only.flat_map(|only| only.split([',', ' ', '\n'])) {
        reader.only(name);
    }
    if !flags.CompileCommandFile.is_empty() {
        // As in HotSpot: a file that is not there has no commands.
        let text = std::fs::read_to_string(&flags.CompileCommandFile).unwrap_or_default();
        let lines = text.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            reader.line(line);
        }
    }
    let _ = COMMANDS.set(reader.commands);
}

/// The last value that a command gives to this method.
fn value(action: Action, method: MethodRef) -> bool {
    let commands = COMMANDS.get().map_or(&[][..], Vec::as_slice);
    let mut rows = commands.iter().rev();
    let row = rows.find(|row| row.option.2 == action && row.pattern.matches(method));
    row.is_some_and(|row| row.value == "true")
}

/// Whether the user lets this method be compiled.
pub(crate) fn allows(method: MethodRef) -> bool {
    let commands = COMMANDS.get().map_or(&[][..], Vec::as_slice);
    if commands.is_empty() {
        return true;
    }
    let is_restricted = commands
        .iter()
        .any(|row| row.option.2 == Action::CompileOnly);
    !value(Action::Exclude, method) && (!is_restricted || value(Action::CompileOnly, method))
}

/// Whether the user wants calls of this method to be calls.
pub(crate) fn forbids_inlining(method: MethodRef) -> bool {
    value(Action::DontInline, method)
}

/// Whether the user wants no calls of this method.
pub(crate) fn wants_inlining(method: MethodRef) -> bool {
    value(Action::Inline, method)
}

/// Whether the user wants to see this method's code.
pub(crate) fn prints(method: MethodRef) -> bool {
    value(Action::Print, method)
}

/// Whether the user wants to compile this method again without the program.
pub(crate) fn dumps_replay(method: MethodRef) -> bool {
    value(Action::DumpReplay, method)
}

/// Reads commands in their order.
#[derive(Default)]
struct Reader {
    commands: Vec<Command>,
    is_quiet: bool,
}

/// What parts are separated by.
const SEPARATORS: [char; 3] = [',', ' ', '\t'];

/// The next part and what is behind it, without separators.
fn next_part(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(SEPARATORS);
    let (part, rest) = text.split_at(text.find(SEPARATORS).unwrap_or(text.len()));
    (part, rest.trim_start_matches(SEPARATORS))
}

impl Reader {
    fn line(&mut self, line: &str) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = line.find(|c| !is_name(c)).unwrap_or(line.len());
        let (name, rest) = line.split_at(end);
        let is = |word: &str| name.eq_ignore_ascii_case(word);
        let outcome = match () {
            () if line.is_empty() => Ok(()),
            () if is("quiet") => {
                self.is_quiet = true;
                Ok(())
            }
            () if is("help") => {
                flags::out!("{}", help());
                Ok(())
            }
            () if is("option") => self.options(rest),
            () => self.option(name, rest),
        };
        if let Err(what) = outcome {
            flags::out!(
                "CompileCommand: An error occurred during parsing\nError: {what}\nLine: '{line}'\n\n{USAGE}\n"
            );
        }
    }

    /// `option,pattern[,value]`.
    fn option(&mut self, name: &str, rest: &str) -> Result<(), String> {
        let option = find(name)?;
        let (pattern, rest) = read_pattern(rest)?;
        let value = match (rest.is_empty(), option.1) {
            (true, Kind::Bool) => "true".to_owned(),
            (true, _) => {
                return Err(format!(
                    "  Option '{}' is not followed by a value",
                    option.0
                ));
            }
            (false, _) => read_value(option, rest)?.0,
        };
        self.add(option, pattern, value);
        Ok(())
    }

    /// `option,pattern` and then `name` for what is to be true, or `type,name,value`.
    fn options(&mut self, rest: &str) -> Result<(), String> {
        let (pattern, mut rest) = read_pattern(rest)?;
        while !rest.is_empty() {
            let (word, behind) = next_part(rest);
            let is_type = ["bool", "intx", "uintx", "double", "ccstr", "ccstrlist"].contains(&word);
            if !is_type {
                let option = find(word)?;
                if option.1 != Kind::Bool {
                    return Err(format!(
                        "  Missing type '{}' before option '{}'",
                        option.1.text(),
                        option.0
                    ));
                }
                self.add(option, pattern.clone(), "true".to_owned());
                rest = behind;
                continue;
            }
            let (name, behind) = next_part(behind);
            if name.is_empty() {
                return Err(format!(
                    "Option name for type '{word}' should be alphanumeric "
                ));
            }
            let option = find(name)?;
            if option.1.text() != word {
                return Err(format!(
                    "Option '{}' with type '{}' doesn't match supplied type '{word}'",
                    option.0,
                    option.1.text()
                ));
            }
            let (value, behind) = match behind.is_empty() && option.1 == Kind::Bool {
                true => ("true".to_owned(), ""),
                false => read_value(option, behind)?,
            };
            self.add(option, pattern.clone(), value);
            rest = behind;
        }
        Ok(())
    }

    /// A row of `-XX:CompileOnly`: a method, a class, or `.method` of any class.
    fn only(&mut self, name: &str) {
        let name = match name.strip_prefix('.') {
            Some(method) => format!("*.{method}"),
            None => name.to_owned(),
        };
        if let (Some(pattern), Ok(option)) = (Pattern::parse(&name), find("compileonly")) {
            self.add(option, pattern, "true".to_owned());
        }
    }

    fn add(&mut self, option: &'static CommandRow, pattern: Pattern, value: String) {
        let CommandRow(name, kind, _) = option;
        if *name == "blackhole" && !flags::get().flags.UnlockExperimentalVMOptions {
            flags::errln!(
                "{} warning: Blackhole compile option is experimental and must be enabled via -XX:+UnlockExperimentalVMOptions",
                flags::VM_NAME
            );
            return;
        }
        if *name == "log" {
            flags::outln!(
                "Warning:  +LogCompilation must be enabled in order for individual methods to be logged with \n          CompileCommand=log,<method pattern>"
            );
        }
        if !self.is_quiet {
            let (kind, quote) = match kind {
                Kind::CcstrList => ("const char*", "'"),
                kind => (kind.text(), ""),
            };
            flags::outln!("CompileCommand: {name} {pattern} {kind} {name} = {quote}{value}{quote}");
        }
        self.commands.push(Command {
            option,
            pattern,
            value,
        });
    }
}

fn find(name: &str) -> Result<&'static CommandRow, String> {
    OPTIONS
        .iter()
        .find(|row| name.eq_ignore_ascii_case(row.0))
        .ok_or_else(|| format!("Unrecognized option '{name}'"))
}

/// `Class.method` or `a.b.Class::method`, with a descriptor; and what is behind it.
fn read_pattern(text: &str) -> Result<(Pattern, &str), String> {
    let text = text.trim_start_matches(SEPARATORS);
    let first = &text[..text.find(SEPARATORS).unwrap_or(text.len())];
    let (class, rest) = match text.split_once("::") {
        Some((_, rest)) if rest.contains("::") => {
            return Err("Method pattern only allows one '::' allowed".to_owned());
        }
        Some((class, rest)) => (class, rest),
        None if first.matches('.').count() > 1 => {
            return Err("Method pattern uses multiple '.' in pattern".to_owned());
        }
        None => match first.split_once('.') {
            Some((class, _)) => (class, &text[class.len() + 1..]),
            None => (first, &text[first.len()..]),
        },
    };
    let rest = rest.trim_start_matches(SEPARATORS);
    if class.is_empty() && rest.is_empty() {
        return Err("Method pattern missing from command".to_owned());
    }
    let ends = |c: char| c == '(' || SEPARATORS.contains(&c);
    let (method, rest) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
    let is_class = !class.is_empty() && !class.contains(['[', ']', '(', ')', ' ', ',', '\t']);
    if !is_class || method.is_empty() {
        return Err("Could not parse method pattern".to_owned());
    }
    check_stars(class)?;
    check_stars(method)?;
    if class.contains(['<', '>']) {
        return Err("Chars '<' and '>' not allowed in class name".to_owned());
    }
    if method.contains(['<', '>']) && !["<init>", "<clinit>"].contains(&method) {
        return Err("Chars '<' and '>' only allowed in <init> and <clinit>".to_owned());
    }
    let rest = rest.trim_start_matches(SEPARATORS);
    let (descriptor, rest) = match rest.starts_with('(') {
        true => next_part(rest),
        false => ("", rest),
    };
    let pattern = Pattern {
        class: class.replace('.', "/"),
        method: method.to_owned(),
        descriptor: descriptor.to_owned(),
    };
    Ok((pattern, rest))
}

/// Stars stand at the ends only.
fn check_stars(name: &str) -> Result<(), String> {
    let inner = name.strip_prefix('*').unwrap_or(name);
    let inner = inner.strip_suffix('*').unwrap_or(inner);
    match () {
        () if name == "**" => Err("** Not a valid pattern".to_owned()),
        () if inner.contains('*') => Err(" Embedded * not allowed".to_owned()),
        () => Ok(()),
    }
}

/// The value as it is printed, and what is behind it.
fn read_value<'t>(option: &CommandRow, text: &'t str) -> Result<(String, &'t str), String> {
    let CommandRow(name, kind, _) = option;
    let (part, rest) = next_part(text);
    let value = match kind {
        Kind::Bool => {
            let word = part.to_ascii_lowercase();
            ["true", "false"].contains(&word.as_str()).then_some(word)
        }
        Kind::Intx => part.parse::<i64>().ok().map(|value| value.to_string()),
        Kind::Uintx => {
            let negative = || part.parse::<i64>().ok().map(|value| value as u64);
            let value = part.parse::<u64>().ok().or_else(negative);
            value.map(|value| value.to_string())
        }
        // With a point.
        Kind::Double => {
            let value = part.contains('.').then(|| part.parse::<f64>().ok());
            value.flatten().map(|value| format!("{value:.6}"))
        }
        Kind::CcstrList => {
            let words: Vec<&str> = text
                .split(SEPARATORS)
                .filter(|word| !word.is_empty())
                .collect();
            return Ok((words.join(" "), ""));
        }
    };
    let kind = kind.text();
    let unread = || format!("Value cannot be read for option '{name}' of type '{kind}'");
    Ok((value.ok_or_else(unread)?, rest))
}

impl Kind {
    fn text(self) -> &'static str {
        match self {
            Kind::Bool => "bool",
            Kind::Intx => "intx",
            Kind::Uintx => "uintx",
            Kind::Double => "double",
            Kind::CcstrList => "ccstrlist",
        }
    }
}

const USAGE: &str = "\
Usage: '-XX:CompileCommand=<option>,<method pattern>' - to set boolean option to true
Usage: '-XX:CompileCommand=<option>,<method pattern>,<value>'
Use:   '-XX:CompileCommand=help' for more information and to list all option.
";

/// `-XX:CompileCommand=help`.
fn help() -> String {
    let mut out = format!(
        "\n{USAGE}       '-XX:CompileCommand=quiet' says nothing of the commands behind it\n\nOptions that do something:\n"
    );
    let (used, known): (Vec<_>, Vec<_>) = OPTIONS.iter().partition(|row| row.2 != Action::Known);
    for CommandRow(name, kind, _) in used {
        out += &format!("    {name} ({})\n", kind.text());
    }
    out += "Options that are read and do nothing:\n";
    for CommandRow(name, kind, _) in known {
        out += &format!("    {name} ({})\n", kind.text());
    }
    out + "\nA method pattern is package/Class.method or package.Class::method, with a descriptor behind it if wanted and * at the ends of \
           the names.\nCommands may stand in a file, one per line: -XX:CompileCommandFile=<file>\n\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match read_pattern(text) {
            Ok((pattern, rest)) => format!("{pattern}|{rest}"),
            Err(what) => what,
        }
    }

    #[test]
    fn patterns_of_all_forms() {
        for (text, expected) in [
            (",H.main", "H.main|"),
            (" H::main", "H.main|"),
            (", a.b.H::main,true", "a/b/H.main|true"),
            (",a/H.*ai*", "a/H.*ai*|"),
            (",H main (I)V true", "H.main(I)V|true"),
            (",H.main(I", "H.main(I|"),
            (",H.<init>", "H.<init>|"),
            ("", "Method pattern missing from command"),
            (",::", "Method pattern missing from command"),
            (",H", "Could not parse method pattern"),
            (",.x", "Could not parse method pattern"),
            (",H.", "Could not parse method pattern"),
            (",[I.x", "Could not parse method pattern"),
            (",a.b.c", "Method pattern uses multiple '.' in pattern"),
            (",a::b::c", "Method pattern only allows one '::' allowed"),
            (",H*o.x", " Embedded * not allowed"),
            (",H.**", "** Not a valid pattern"),
            (
                ",H.a<b",
                "Chars '<' and '>' only allowed in <init> and <clinit>",
            ),
            (",<H>.a", "Chars '<' and '>' not allowed in class name"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn values_of_all_types() {
        let read = |name: &str, text: &str| {
            let option = find(name).expect("it exists");
            match read_value(option, text) {
                Ok((value, rest)) => format!("{value}|{rest}"),
                Err(what) => what,
            }
        };
        assert_eq!(read("Exclude", "TRUE"), "true|");
        assert_eq!(read("exclude", "false x"), "false|x");
        assert_eq!(
            read("exclude", "1"),
            "Value cannot be read for option 'exclude' of type 'bool'"
        );
        assert_eq!(read("RepeatCompilation", "-3"), "-3|");
        assert_eq!(read("VectorizeDebug", "-3"), "18446744073709551613|");
        assert_eq!(read("CompileThresholdScaling", "2.0"), "2.000000|");
        assert_eq!(
            read("CompileThresholdScaling", "2"),
            "Value cannot be read for option 'CompileThresholdScaling' of type 'double'"
        );
        assert_eq!(read("DisableIntrinsic", "_a,_b"), "_a _b|");
    }
}
