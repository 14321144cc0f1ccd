//! What makes a shell complete the commands of `brolga`, their options and values: a script for each shell, made from the tables.
//!
//! Behind a command stand its options, words of its own, and files; a value is completed by what its name says (`Value::of`).

use super::{Command, OptionText, Value};
use std::fmt::Write;

/// Makes the script of a shell.
type Script = fn(&[Command]) -> String;

const SHELLS: &[(&str, Script)] = &[("bash", bash), ("zsh", zsh), ("fish", fish)];

/// The names of the shells.
pub fn shells() -> Vec<&'static str> {
    SHELLS.iter().map(|(name, _)| *name).collect()
}

/// The script of a shell; None: we have none.
pub fn script(shell: &str, commands: &[Command]) -> Option<String> {
    let (_, make) = SHELLS.iter().find(|(name, _)| *name == shell)?;
    Some(make(commands))
}

fn names(commands: &[Command]) -> String {
    let names: Vec<&str> = commands.iter().map(|command| command.name).collect();
    names.join(" ")
}

fn bash(commands: &[Command]) -> String {
    let (mut words, mut values) = (String::new(), String::new());
    for command in commands {
        let options = (command.options)();
        let names: Vec<&str> = options.iter().map(|option| option.name).collect();
        let files = if command.takes_files { "-f" } else { "" };
        let line = format!(
            "{}) files={files} options='{}' words='{}' ;;",
            command.name,
            names.join(" "),
            (command.words)().join(" ")
        );
        let _ = writeln!(words, "        {line}");
        for option in options.iter().filter(|option| !option.value.is_empty()) {
            let action = match Value::of(option.value) {
                Value::File => "_brolga_add -f".to_string(),
                Value::Folder => "_brolga_add -d".to_string(),
                Value::Word(words) => format!("_brolga_add -W '{}'", words.join(" ")),
                Value::List(words) => format!("_brolga_list '{}'", words.join(" ")),
                Value::Free => ":".to_string(),
            };
            let name = option.name;
            let _ = writeln!(
                values,
                "        {}/{name}) {action}; return ;;",
                command.name
            );
        }
    }
    format!(
        r#"# Completion of brolga for bash: source <(brolga completions bash)
_brolga_add() {{
    mapfile -t COMPREPLY < <(compgen "$@" -- "${{COMP_WORDS[COMP_CWORD]}}")
}}

# One more of a list with commas.
_brolga_list() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=
    [[ $word == *,* ]] && before=${{word%,*}},
    mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${{word##*,}}")
}}

_brolga() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} command=${{COMP_WORDS[1]}} files= options= words=
    if ((COMP_CWORD == 1)); then
        _brolga_add -W '{names} --help --version'
        return
    fi
    case $command/$previous in
{values}    esac
    case $command in
{words}    esac
    case $word in
        -*) _brolga_add -W "$options" ;;
        *) _brolga_add $files -W "$words" ;;
    esac
}}
complete -o filenames -F _brolga brolga
"#,
        names = names(commands)
    )
}

fn zsh(commands: &[Command]) -> String {
    let (mut list, mut cases) = (String::new(), String::new());
    for command in commands {
        let described = format!("{}:{}", command.name, zsh_escaped(command.help));
        let _ = writeln!(list, "        '{described}'");
        let _ = writeln!(
            cases,
            "        {})\n            _arguments \\",
            command.name
        );
        for option in (command.options)() {
            let _ = writeln!(cases, "                {} \\", zsh_option(&option));
        }
        let words = (command.words)();
        let rest = match (words.is_empty(), command.takes_files) {
            (true, true) => "_files".to_string(),
            (_, false) => format!("compadd -- {}", words.join(" ")),
            (false, true) => format!(
                "_alternative \"words::({})\" \"files::_files\"",
                words.join(" ")
            ),
        };
        let _ = writeln!(
            cases,
            "                '*:argument:{{ {rest} }}'\n            ;;"
        );
    }
    format!(
        r#"#compdef brolga
# Completion of brolga for zsh: source <(brolga completions zsh), or as file _brolga in a folder of $fpath
_brolga() {{
    local -a commands=(
{list}    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    ((CURRENT--))
    case $command in
{cases}    esac
}}
# Called by its file's name, or sourced.
if [[ $funcstack[1] = _brolga ]]; then
    _brolga "$@"
else
    compdef _brolga brolga
fi
"#
    )
}

/// `'*--json[help]:FILE:_files'`.
fn zsh_option(option: &OptionText) -> String {
    let OptionText { name, value, help } = option;
    let action = |value: &Value| match value {
        Value::File => "_files".to_string(),
        Value::Folder => "_files -/".to_string(),
        Value::Word(words) => format!("({})", words.join(" ")),
        Value::List(words) => format!("_values -s , mode {}", words.join(" ")),
        Value::Free => " ".to_string(),
    };
    let values = match (*value, Value::of(value)) {
        ("", _) => String::new(),
        (name, of) => {
            let value = |name: &str| format!(":{}:{}", zsh_escaped(name), action(&of));
            match name.contains(' ') {
                true => name.split(' ').map(value).collect(),
                false => value(name),
            }
        }
    };
    format!("'*{name}[{}]{values}'", zsh_escaped(help))
}

/// Text within quotes in which nothing means anything to `_arguments` and `_describe`.
fn zsh_escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\'' => out += r"'\''",
            ':' | '[' | ']' | '\\' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

fn fish(commands: &[Command]) -> String {
    let mut out = String::from(
        "# Completion of brolga for fish: brolga completions fish > ~/.config/fish/completions/brolga.fish\n",
    );
    let all = names(commands);
    for command in commands {
        let help = fish_escaped(command.help);
        let name = command.name;
        let _ = writeln!(
            out,
            "complete -c brolga -f -n 'not __fish_seen_subcommand_from {all}' -a {name} -d '{help}'"
        );
        let here = format!("complete -c brolga -n '__fish_seen_subcommand_from {name}'");
        for option in (command.options)() {
            let name = option.name.trim_start_matches('-');
            let values = match Value::of(option.value) {
                _ if option.value.is_empty() => String::new(),
                Value::File => " -r -F".to_string(),
                Value::Folder => " -x -a '(__fish_complete_directories)'".to_string(),
                Value::Word(words) => format!(" -x -a '{}'", words.join(" ")),
                Value::List(words) => format!(" -x -a '(__fish_append , {})'", words.join(" ")),
                Value::Free => " -x".to_string(),
            };
            let help = fish_escaped(option.help);
            let _ = writeln!(out, "{here} -l {name}{values} -d '{help}'");
        }
        let words = (command.words)().join(" ");
        let files = if command.takes_files { "-F" } else { "-f" };
        let _ = writeln!(out, "{here} {files} -a '{words}'");
    }
    out
}

fn fish_escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('\'', r"\'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_for_zsh() {
        let option = OptionText {
            name: "--html",
            value: "FILE",
            help: "one page: it's [all]",
        };
        let text = r"'*--html[one page\: it'\''s \[all\]]:FILE:_files'";
        assert_eq!(zsh_option(&option), text);
        let pair = OptionText {
            name: "--diff",
            value: "OLD NEW",
            help: "two",
        };
        assert_eq!(zsh_option(&pair), "'*--diff[two]:OLD:_files:NEW:_files'");
    }
}
