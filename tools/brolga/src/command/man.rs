//! The manual page of `brolga`, section 1, in the macros of man(7), made from the tables of commands and options.

use super::{Command, OptionText};

/// A variable of the environment, and what it is for.
pub type Variable = (&'static str, &'static str);

/// The page.
pub fn page(commands: &[Command], environment: &[Variable]) -> String {
    let mut out = format!(
        r#".TH BROLGA 1 "" "brolga {}" "Brolga"
.SH NAME
brolga \- a Java virtual machine
.SH SYNOPSIS
.B brolga
.I command
.RI [ arguments ]
.SH DESCRIPTION
Runs Java programs on the class library of the JDK that it finds, measures them in several modes, and shows what the compiler makes of
their methods.
.SH COMMANDS
"#,
        env!("CARGO_PKG_VERSION")
    );
    for command in commands {
        let head = format!("brolga {} {}", command.name, command.arguments);
        out += &paragraph(head.trim_end(), command.help);
    }
    for command in commands {
        let options = (command.options)();
        if !options.is_empty() {
            out += &format!(".SH OPTIONS OF {}\n", command.name.to_uppercase());
            for OptionText { name, value, help } in options {
                out += &paragraph(format!("{name} {value}").trim_end(), help);
            }
        }
    }
    out += ".SH ENVIRONMENT\n";
    for (name, help) in environment {
        out += &paragraph(name, help);
    }
    out += "Besides these, all that\n.BR java (1)\nreads.\n.SH SEE ALSO\n.BR java (1),\n.BR jcmd (1)\n";
    out
}

/// A term in bold, and the indented text that explains it.
fn paragraph(term: &str, text: &str) -> String {
    format!(".TP\n.B {}\n{}\n", escaped(term), escaped(text))
}

/// Text in which groff sees nothing of its own: no escapes, no request at the beginning of the line, hyphens that can be copied.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', r"\e").replace('-', r"\-");
    let text = text.replace('`', r"\(ga").replace('\'', r"\(aq");
    match text.starts_with('.') {
        true => format!(r"\&{text}"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_request() {
        assert_eq!(escaped(".TH `x-y'"), r"\&.TH \(gax\-y\(aq");
        assert_eq!(escaped(r"a\b"), r"a\eb");
    }
}
