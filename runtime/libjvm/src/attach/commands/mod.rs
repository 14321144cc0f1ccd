//! THE table of diagnostic commands: what `jcmd PID COMMAND` runs, with HotSpot's names, help and shapes.
//!
//! Read next: `bodies.rs`; `arguments.rs` for how a line is read.

use threads::JavaThread;

use self::arguments::Arguments;
use super::operations::Answer;

mod arguments;
mod bodies;

/// A row of the table.
struct Command {
    name: &'static str,
    /// A sentence for `help`.
    about: &'static str,
    impact: &'static str,
    /// Who may call it through JMX, where that is restricted.
    permission: Option<&'static str>,
    options: &'static [Parameter],
    /// What stands without a name, in order.
    positional: &'static [Parameter],
    run: fn(&mut JavaThread, &Arguments) -> Answer,
}

/// An option or argument of a command.
struct Parameter {
    name: &'static str,
    about: &'static str,
    kind: Kind,
    /// `None`: there is none.
    default: Option<&'static str>,
    is_optional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    Int,
    String,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Boolean => "BOOLEAN",
            Kind::Int => "INT",
            Kind::String => "STRING",
        }
    }
}

/// `-name`, off unless given.
const fn switch(name: &'static str, about: &'static str) -> Parameter {
    Parameter {
        name,
        about,
        kind: Kind::Boolean,
        default: Some("false"),
        is_optional: true,
    }
}

const fn text(name: &'static str, about: &'static str, is_optional: bool) -> Parameter {
    Parameter {
        name,
        about,
        kind: Kind::String,
        default: None,
        is_optional,
    }
}

const MONITOR: Option<&str> = Some("java.lang.management.ManagementPermission(monitor)");
const CONTROL: Option<&str> = Some("java.lang.management.ManagementPermission(control)");
const PROPERTIES: Option<&str> = Some("java.util.PropertyPermission(*, read)");

const LOW: &str = "Low";
const ON_THREADS: &str = "Medium: Depends on the number of threads.";
const ON_HEAP: &str = "High: Depends on Java heap size and content.";

/// A row as it is written below: name, impact, permission, sentence, options, arguments, body.
macro_rules! commands {
    ($($name:literal, $impact:expr, $permission:expr, $about:literal,
       [$($option:expr),*], [$($positional:expr),*] => $run:expr;)*) => {
        /// Sorted by name, as `help` lists them; `help` itself is last.
        const COMMANDS: &[Command] = &[$(Command {
            name: $name,
            about: $about,
            impact: $impact,
            permission: $permission,
            options: &[$($option),*],
            positional: &[$($positional),*],
            run: $run,
        }),*];
    };
}

commands! {
    "Compiler.codecache", LOW, MONITOR, "Print code cache layout and bounds.", [], []
        => |_, _| Ok(tiering::inspect::code_cache());
    "Compiler.codelist", "Medium", MONITOR, "Print all compiled methods in code cache that are alive", [], []
        => |_, _| Ok(tiering::inspect::code_list());
    "Compiler.perfmap", LOW, MONITOR, "Write map file for Linux perf tool.", [], []
        => bodies::perf_map;
    "Compiler.queue", LOW, MONITOR, "Print methods queued for compilation.", [], []
        => |_, _| Ok(tiering::inspect::queue());
    "GC.class_histogram", ON_HEAP, MONITOR, "Provide statistics about the Java heap usage.",
        [switch("-all", "Inspect all objects, including unreachable objects"),
         Parameter {
            name: "-parallel",
            about: "Number of threads to use for heap inspection: it is always one",
            kind: Kind::Int,
            default: Some("0"),
            is_optional: true,
        }], []
        => bodies::class_histogram;
    "GC.heap_dump", "High: Depends on Java heap size and content. Request a full GC unless the '-all' option is specified.", MONITOR,
        "Generate a HPROF format dump of the Java heap.",
        [switch("-all", "Dump all objects, including unreachable objects"),
         Parameter {
            name: "-gz",
            about: "If specified, the heap dump is written in gzipped format using the given compression level. 1 (recommended) is the fastest, 9 the strongest compression.",
            kind: Kind::Int,
            default: Some("1"),
            is_optional: true,
        },
         switch("-overwrite", "If specified, the dump file will be overwritten if it exists")],
        [text("filename", "Name of the dump file", false)]
        => bodies::heap_dump;
    "GC.heap_info", "Medium", MONITOR, "Provide generic Java heap information.", [], []
        => |_, _| Ok(bodies::heap_info());
    "GC.run", "Medium: Depends on Java heap size and content.", None, "Call java.lang.System.gc().", [], []
        => bodies::collect;
    "Thread.print", ON_THREADS, MONITOR, "Print all threads with stacktraces.",
        [switch("-l", "print java.util.concurrent locks"), switch("-e", "print extended thread information")], []
        => bodies::threads;
    "VM.command_line", LOW, MONITOR, "Print the command line used to start this VM instance.", [], []
        => |_, _| Ok(bodies::command_line());
    "VM.flags", LOW, MONITOR, "Print VM flag options and their current values.",
        [switch("-all", "Print all flags supported by the VM")], []
        => bodies::flags;
    "VM.set_flag", LOW, CONTROL, "Sets VM flag option using the provided value.", [],
        [text("flag name", "The name of the flag we want to set", false),
         text("string value", "The value we want to set", true)]
        => bodies::set_flag;
    "VM.system_properties", LOW, PROPERTIES, "Print system properties.", [], []
        => |thread, _| super::operations::system_properties(thread);
    "VM.uptime", LOW, None, "Print VM uptime.", [switch("-date", "Add a prefix with current date")], []
        => bodies::uptime;
    "VM.version", LOW, Some("java.util.PropertyPermission(java.vm.version, read)"), "Print JVM version information.", [], []
        => |_, _| Ok(bodies::version());
    "help", LOW, None,
        "For more information about a specific command use 'help <command>'. With no argument this will show a list of available commands. 'help all' will show help for all commands.",
        [switch("-all", "Show help for all commands")],
        [text("command name", "The name of the command for which we want help", true)]
        => |_, arguments| Ok(help(arguments));
}

/// Runs the lines of `text`, a command each, until one fails or says `stop`.
pub(super) fn run_all(thread: &mut JavaThread, text: &str) -> Answer {
    let mut answer = String::new();
    for line in text.lines().map(str::trim) {
        match line {
            "stop" => break,
            "" => {}
            comment if comment.starts_with('#') => {}
            line => answer += &run(thread, line)?,
        }
    }
    Ok(answer)
}

fn run(thread: &mut JavaThread, line: &str) -> Answer {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let illegal = |text: String| format!("java.lang.IllegalArgumentException: {text}");
    let command = find(name).ok_or_else(|| illegal("Unknown diagnostic command".to_owned()))?;
    let arguments = Arguments::parse(command, rest).map_err(illegal)?;
    thread.scoped(|thread| (command.run)(thread, &arguments))
}

fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// The list of commands, or what one of them does.
fn help(arguments: &Arguments) -> String {
    match arguments.positional(0) {
        _ if arguments.is_on("-all") => COMMANDS.iter().map(|c| describe(c) + "\n").collect(),
        Some("all") => COMMANDS.iter().map(|c| describe(c) + "\n").collect(),
        Some(name) => match find(name) {
            Some(command) => describe(command),
            None => format!("Help unavailable : '{name}' : No such command\n"),
        },
        None => {
            let names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
            format!(
                "The following commands are available:\n{}\n\nFor more information about a specific command use 'help <command>'.\n",
                names.join("\n")
            )
        }
    }
}

/// The help of one command.
fn describe(command: &Command) -> String {
    let mut text = format!(
        "{}\n{}\n\nImpact: {}\n\n",
        command.name, command.about, command.impact
    );
    if let Some(permission) = command.permission {
        text += &format!("Permission: {permission}\n\n");
    }
    if command.options.is_empty() && command.positional.is_empty() {
        return text + &format!("Syntax: {}\n", command.name);
    }
    text += &format!("Syntax : {} ", command.name);
    if !command.options.is_empty() {
        text += "[options]";
    }
    for parameter in command.positional {
        text += &match parameter.is_optional {
            true => format!(" [<{}>]", parameter.name),
            false => format!(" <{}>", parameter.name),
        };
    }
    text += "\n";
    let sections = [
        ("Arguments:", command.positional),
        (
            "Options: (options must be specified using the <key> or <key>=<value> syntax)",
            command.options,
        ),
    ];
    for (title, parameters) in sections {
        if parameters.is_empty() {
            continue;
        }
        text += &format!("\n{title}\n");
        for parameter in parameters {
            let optional = if parameter.is_optional {
                "[optional]"
            } else {
                ""
            };
            let default = parameter.default.unwrap_or("no default value");
            text += &format!(
                "\t{} : {optional} {} ({}, {default})\n",
                parameter.name,
                parameter.about,
                parameter.kind.name()
            );
        }
    }
    text
}
