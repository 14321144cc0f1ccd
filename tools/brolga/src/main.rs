//! `brolga`: the front door. `brolga run ...` is `java ...` on our engine; the other commands look into it.
//!
//! `run` and `dump` do not parse Java options: they find a JDK and the engine, and run `$JAVA_HOME/bin/java -XXaltjvm=DIR ...` (`run` becomes it).
//! So class path, `-jar`, modules, `@files`, `JDK_JAVA_OPTIONS`, source files, signals and exit codes are the JDK launcher's own. Only
//! `--java-home DIR` directly after the command, and what `dump` has behind that, is ours.
#![forbid(unsafe_code)]

use brolga::command::man::{self, Variable};
use brolga::command::{self, Command, completions, texts};
use brolga::dump::options::Options;
use brolga::failure::Failure;
use brolga::jdk::{self, Jdk, Places, Rejected};
use brolga::{dump, engine, launch};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{self, ExitCode};

/// Exit status of a wrong or unfinished command; `run` uses the launcher's own statuses.
const USAGE_ERROR: u8 = 2;

/// THE commands.
const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        arguments: "[--java-home DIR] [java options] Main | -jar FILE | -m MODULE | File.java [args]",
        help: "run a program: what `java` does, same options, output and exit codes",
        options: || texts([]),
        words: Vec::new,
        takes_files: true,
        work: run,
    },
    Command {
        name: "bench",
        arguments: "[--java-home DIR] [--quick] [--modes MODE,...] [--json FILE] ... [java options] Main [args] | compare OLD NEW",
        help: "compare modes, interpreter, compiler, HotSpot: time, warm-up, memory, output; `brolga bench --help`",
        options: || texts(brolga::bench::options::texts()),
        words: || {
            let programs = brolga::bench::suite::SOURCES.iter();
            let programs = programs.map(|(name, _)| *name);
            ["compare"].into_iter().chain(programs).collect()
        },
        takes_files: true,
        work: bench,
    },
    Command {
        name: "dump",
        arguments: "[--java-home DIR] --method 'pkg/Class.name*' [--html FILE] [--json FILE] [--output FILE] [java options] Main [args]",
        help: "show each compile of a method, from bytecode to machine code, and what became of it; dump --help has more",
        options: || texts(dump::options::texts()),
        words: Vec::new,
        takes_files: true,
        work: dump,
    },
    Command {
        name: "home",
        arguments: "[--java-home DIR] DIR",
        help: "make a JAVA_HOME whose bin/java runs on Brolga, for Maven, Gradle, IDEs",
        options: || texts([]),
        words: Vec::new,
        takes_files: true,
        work: home,
    },
    Command {
        name: "completions",
        arguments: "bash | zsh | fish",
        help: "print what makes the shell complete commands and options: `source <(brolga completions bash)`",
        options: Vec::new,
        words: completions::shells,
        takes_files: false,
        work: print_completions,
    },
    Command {
        name: "man",
        arguments: "",
        help: "print the manual page: `brolga man | man -l -`",
        options: Vec::new,
        words: Vec::new,
        takes_files: false,
        work: print_man,
    },
];

/// What else the program looks at, besides all that `java` reads.
const ENVIRONMENT: &[Variable] = &[
    ("JAVA_HOME", "the JDK to use"),
    ("BROLGA_LIBJVM", "the engine to use"),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let command = arguments.next();
    let rest: Vec<OsString> = arguments.collect();
    let outcome = match command
        .as_ref()
        .map(|name| name.to_string_lossy())
        .as_deref()
    {
        None => {
            eprint!("{}", usage());
            return ExitCode::from(USAGE_ERROR);
        }
        Some("--help" | "-h" | "help") => {
            print!("{}", usage());
            Ok(())
        }
        Some("--version" | "-V") => {
            println!("brolga {}", env!("CARGO_PKG_VERSION"));
            Ok(())
        }
        Some(name) => dispatch(name, rest),
    };
    let (text, status) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(text)) => (text, USAGE_ERROR),
        Err(Failure::Start(text)) => (text, 1),
        Err(Failure::Status(status)) => return ExitCode::from(status),
    };
    eprintln!("brolga: {text}");
    ExitCode::from(status)
}

fn dispatch(name: &str, arguments: Vec<OsString>) -> Result<(), Failure> {
    let text = match COMMANDS.iter().find(|row| row.name == name) {
        Some(command) => return (command.work)(arguments),
        None => format!(
            "there is no command `{name}`; `brolga --help` lists them. To run Java: brolga run {name} ..."
        ),
    };
    Err(Failure::Usage(text))
}

fn usage() -> String {
    let mut out = String::from("Brolga, a Java virtual machine\n\n");
    for row in COMMANDS {
        let line = format!("  brolga {} {}", row.name, row.arguments);
        out += &format!("{}\n      {}\n", line.trim_end(), row.help);
    }
    out += "\n  brolga --version, brolga --help\n\n";
    let variables = ENVIRONMENT
        .iter()
        .map(|(name, help)| format!("{name} ({help})"));
    let variables = variables.collect::<Vec<_>>().join(", ");
    out += &format!("Environment: {variables}, and all that `java` reads.\n");
    out
}

/// `brolga run`.
fn run(mut arguments: Vec<OsString>) -> Result<(), Failure> {
    let jdk = find_jdk(&mut arguments)?;
    start(&jdk, arguments)
}

/// `brolga dump`: as `run`, and when the program has ended, what its VM has written is shown.
fn dump(mut arguments: Vec<OsString>) -> Result<(), Failure> {
    let java_home = take_java_home(&mut arguments)?;
    let options = Options::take(&mut arguments).map_err(Failure::Usage)?;
    if options.help {
        print!("{}", dump::options::help());
        return Ok(());
    }
    let status = if options.from.is_some() || options.diff.is_some() {
        dump::of_records(&options)
    } else {
        let jdk = search_jdk(java_home)?;
        let mut java = process::Command::new(jdk.program("java"));
        java.arg(launch::altjvm(&engine::folder().map_err(Failure::Start)?));
        dump::of_program(java, &options, &arguments)
    };
    match status.map_err(Failure::Start)? {
        0 => Ok(()),
        status => Err(Failure::Status(status)),
    }
}

/// `brolga bench`. It finds a JDK only when it needs one.
fn bench(mut arguments: Vec<OsString>) -> Result<(), Failure> {
    let java_home = take_java_home(&mut arguments)?;
    let text = |argument: OsString| {
        let text = argument.into_string();
        text.map_err(|argument| Failure::Usage(format!("not UTF-8: {}", argument.display())))
    };
    let arguments = arguments.into_iter().map(text).collect::<Result<_, _>>()?;
    brolga::bench::task(arguments, || {
        let engine = engine::folder().map_err(Failure::Start)?;
        Ok((search_jdk(java_home)?, engine))
    })
}

/// Becomes the JDK's launcher; returns only if that fails.
fn start(jdk: &Jdk, arguments: Vec<OsString>) -> Result<(), Failure> {
    let altjvm = launch::altjvm(&engine::folder().map_err(Failure::Start)?);
    let java = jdk.program("java");
    let error = process::Command::new(&java)
        .arg(altjvm)
        .args(arguments)
        .exec();
    Err(Failure::Start(format!(
        "cannot run {}: {error}",
        java.display()
    )))
}

/// `brolga home DIR`.
fn home(mut arguments: Vec<OsString>) -> Result<(), Failure> {
    let jdk = find_jdk(&mut arguments)?;
    let [dir] = &arguments[..] else {
        return Err(Failure::Usage("home wants one directory".to_string()));
    };
    if dir.as_encoded_bytes().starts_with(b"-") {
        let text = format!("home has no option {}", dir.to_string_lossy());
        return Err(Failure::Usage(text));
    }
    let engine = engine::folder().map_err(Failure::Start)?;
    let dir = std::path::absolute(dir).map_err(|error| Failure::Start(error.to_string()))?;
    brolga::home::make(&dir, &jdk, &engine).map_err(Failure::Start)?;
    println!("export JAVA_HOME={}", dir.display());
    Ok(())
}

/// The JDK to use: `--java-home` is taken from the front of the arguments.
fn find_jdk(arguments: &mut Vec<OsString>) -> Result<Jdk, Failure> {
    search_jdk(take_java_home(arguments)?)
}

fn search_jdk(java_home: Option<PathBuf>) -> Result<Jdk, Failure> {
    let search = jdk::search(&Places::of_process(java_home));
    // Without a JDK every place is worth a line; with one, only a JAVA_HOME that we do not follow.
    let told = |r: &&Rejected| search.jdk.is_none() || r.place.starts_with("JAVA_HOME");
    search
        .rejected
        .iter()
        .filter(told)
        .for_each(|r| eprintln!("brolga: {r}"));
    search
        .jdk
        .ok_or_else(|| Failure::Start(jdk::missing_line()))
}

fn take_java_home(arguments: &mut Vec<OsString>) -> Result<Option<PathBuf>, Failure> {
    command::take_java_home(arguments).map_err(Failure::Usage)
}

/// `brolga completions SHELL`.
fn print_completions(arguments: Vec<OsString>) -> Result<(), Failure> {
    let shell = match &arguments[..] {
        [shell] => shell.to_string_lossy(),
        _ => "".into(),
    };
    let script = completions::script(&shell, COMMANDS).ok_or_else(|| {
        let shells = completions::shells().join(", ");
        Failure::Usage(format!("completions wants the name of a shell: {shells}"))
    })?;
    print!("{script}");
    Ok(())
}

/// `brolga man`.
fn print_man(arguments: Vec<OsString>) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::Usage("man takes no arguments".to_string()));
    }
    print!("{}", man::page(COMMANDS, ENVIRONMENT));
    Ok(())
}
