//! Options of the VM: every `-XX` flag, every `-X` option, log tags and levels, in tables; and the parser that HotSpot users expect.
//!
//! It is not the launcher (class path, `-jar`, `@files` are the JDK's own `libjli`), and it does no work of the VM: it answers what
//! was asked for. Texts of errors and warnings are those that `java` prints. No dependency, no unsafe code.
//!
//! Flow: `JNI_CreateJavaVM` calls [`boot`] with the option strings; from then on [`get`] is the process-wide answer and [`log!`]
//! writes where `-Xlog` said. The parts of [`boot`], [`parse`] and [`install`], print nothing themselves.
//!
//! | module | holds |
//! |---|---|
//! | `meaningful`, `accepted`, `retired` | the flags: acted on; only stored; known to be refused, ignored or renamed |
//! | `table`, `value`, `settings` | one row's form; values; all values with the places they came from |
//! | `parse`, `environment`, `assertions`, `modules` | the options: order and forms; the outside world; `-ea`; `--add-opens` and its kin |
//! | `ergonomics` | values that follow from others and from the machine |
//! | `options` | the result |
//! | `message`, `similarity`, `print` | what the user reads: texts and how a parse ends; "Did you mean"; listings of flags |
//! | [`mod@log`] | `-Xlog` |
//!
//! Read next: `meaningful.rs` (the rows we act on), `parse.rs` (the options), `log/mod.rs` (the log facade).
#![forbid(unsafe_code)]

pub mod log;
pub mod print;

mod accepted;
mod assertions;
mod environment;
mod ergonomics;
mod meaningful;
mod message;
mod modules;
mod options;
mod parse;
mod retired;
mod settings;
mod similarity;
mod table;
mod value;

pub use assertions::{AssertionRule, Assertions};
pub use environment::{Env, SystemEnv, split_words};
pub use message::{Exit, Message, OptionError, Stream, write};
pub use modules::PatchModule;
pub use options::{Agent, AgentKind, Collector, Mode, Share, VmOptions};
pub use parse::parse;
pub use settings::{Origin, Settings};
pub use table::{ACCEPTED, Effect, FlagRow, FlagType, Flags, Lock, MEANINGFUL, find, rows};
pub use value::Value;

use std::sync::OnceLock;

/// `java.vm.name`, and what warnings begin with.
pub const VM_NAME: &str = "Brolga 64-Bit Server VM";

static OPTIONS: OnceLock<VmOptions> = OnceLock::new();

/// Reads the options of a new VM in the process's environment, shows the user what there is to show, and installs them.
///
/// # Errors
/// How to go on after a command line that starts no VM: return `JNI_EINVAL`, or end the process with a status. The messages have
/// been printed.
pub fn boot(options: &[String], ignore_unrecognized: bool) -> Result<&'static VmOptions, Exit> {
    let parsed = parse(&SystemEnv, options, ignore_unrecognized).and_then(|options| {
        options.messages.iter().for_each(Message::print);
        install(options)
    });
    parsed.map_err(|error| {
        error.messages.iter().for_each(Message::print);
        error.exit
    })
}

/// Makes `options` the process-wide ones and opens the outputs of `-Xlog`. Once per process, before any other thread of the VM runs.
///
/// # Errors
/// A log file that cannot be opened, or a second call: `JNI_CreateJavaVM` must then fail.
pub fn install(options: VmOptions) -> Result<&'static VmOptions, OptionError> {
    log::configure(&options.log)?;
    let mut fresh = false;
    let installed = OPTIONS.get_or_init(|| {
        fresh = true;
        options
    });
    if fresh {
        Ok(installed)
    } else {
        Err(OptionError::rejected(
            "The options of this process were installed before\n",
        ))
    }
}

/// The process-wide options. Before [`install`] (unit tests, tools) these are the defaults of an empty command line, which then stay.
pub fn get() -> &'static VmOptions {
    OPTIONS.get_or_init(VmOptions::default)
}
