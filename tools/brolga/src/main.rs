//! `brolga`: the front door. `brolga run ...` is `java ...` on our engine; the other commands look into it.
//!
//! `run` and `dump` do not parse Java options: they find a JDK and the engine, and run `$JAVA_HOME/bin/java -XXaltjvm=DIR ...` (`run` becomes it).
//! So class path, `-jar`, modules, `@files`, `JDK_JAVA_OPTIONS`, source files, signals and exit codes are the JDK launcher's own. Only
//! `--java-home DIR` directly after the command, and what `dump` has behind that, is ours.
#![forbid(unsafe_code)]

use brolga::dump::options::Options;
use brolga::engine;
use brolga::failure::Failure;
use brolga::jdk::{self, Jdk, Places, Rejected};
use brolga::launch;
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// Exit status of a wrong or unfinished command; `run` uses the launcher's own statuses.
const USAGE_ERROR: u8 = 2;

/// The work of a command, given the arguments behind its name.
type Work = fn(Vec<OsString>) -> Result<(), Failure>;

/// One command: name, what it does, and its work or `None` while it is not built.
struct CommandRow {
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    run: Option<Work>,
}

const COMMANDS: &[CommandRow] = &[
    CommandRow {
        name: "run",
        arguments: "[--java-home DIR] [java options] Main | -jar FILE | -m MODULE | File.java [args]",
        help: "run a program: what `java` does, same options, output and exit codes",
        run: Some(run),
    },
    CommandRow {
        name: "bench",
        arguments: "[--java-home DIR] [--quick] [--modes LIST] [--json FILE] ... [java options] Main [args] | compare OLD NEW",
        help: "compare modes, interpreter, compiler, HotSpot: time, warm-up, memory, output; `brolga bench --help`",
        run: Some(bench),
    },
    CommandRow {
        name: "dump",
        arguments: "[--java-home DIR] --method 'pkg/Class.name*' [--html FILE] [--json FILE] [--output FILE] [java options] Main [args]",
        help: "show each compile of a method, from bytecode to machine code, and what became of it; dump --help has more",
        run: Some(dump),
    },
    CommandRow {
        name: "home",
        arguments: "[--java-home DIR] DIR",
        help: "make a JAVA_HOME whose bin/java runs on Brolga, for Maven, Gradle, IDEs",
        run: Some(home),
    },
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
        Some(CommandRow { run: Some(run), .. }) => return run(arguments),
        Some(_) => format!("`brolga {name}` is not built yet"),
        None => format!(
            "there is no command `{name}`; `brolga --help` lists them. To run Java: brolga run {name} ..."
        ),
    };
    Err(Failure::Usage(text))
}

fn usage() -> String {
    let mut out = String::from("Brolga, a Java virtual machine\n\n");
    for row in COMMANDS {
        let state = if row.run.is_some() {
            ""
        } else {
            " (not built yet)"
        };
        out += &format!(
            "  brolga {} {}\n      {}{state}\n",
            row.name, row.arguments, row.help
        );
    }
    out += "\n  brolga --version, brolga --help\n\n";
    out += "Environment: JAVA_HOME (the JDK to use), BROLGA_LIBJVM (the engine to use), and all that `java` reads.\n";
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
        print!("{}", brolga::dump::options::HELP);
        return Ok(());
    }
    let status = if options.from.is_some() || options.diff.is_some() {
        brolga::dump::of_records(&options)
    } else {
        let jdk = search_jdk(java_home)?;
        let mut java = Command::new(jdk.program("java"));
        java.arg(launch::altjvm(&engine::folder().map_err(Failure::Start)?));
        brolga::dump::of_program(java, &options, &arguments)
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
    let error = Command::new(&java).arg(altjvm).args(arguments).exec();
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

/// Takes `--java-home DIR` or `--java-home=DIR` from the front.
fn take_java_home(arguments: &mut Vec<OsString>) -> Result<Option<PathBuf>, Failure> {
    let Some(first) = arguments
        .first()
        .map(|first| first.to_string_lossy().into_owned())
    else {
        return Ok(None);
    };
    if let Some(dir) = first.strip_prefix("--java-home=") {
        arguments.remove(0);
        return Ok(Some(PathBuf::from(dir)));
    }
    if first != "--java-home" {
        return Ok(None);
    }
    if arguments.len() < 2 {
        return Err(Failure::Usage("--java-home wants a directory".to_string()));
    }
    let dir = arguments.remove(1);
    arguments.remove(0);
    Ok(Some(PathBuf::from(dir)))
}
