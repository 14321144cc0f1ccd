//! The option strings of `JNI_CreateJavaVM`, read as HotSpot reads them: same order, same forms, same complaints.
//!
//! Order: `JAVA_TOOL_OPTIONS`, the command line, `_JAVA_OPTIONS`; `-XX:Flags=` before all, `-XX:VMOptionsFile=` in its place.
//! (`JDK_JAVA_OPTIONS` is the launcher's: it arrives inside the command line.) Each family of options is one `take_*` function that
//! answers whether the option was its. `-XX:` flags are in `xx.rs`, module options in `modules.rs`, `-Xlog` in `log/config.rs`.

mod xx;

use crate::environment::{Env, split_words};
use crate::log::{Level, Tag};
use crate::message::{Exit, Message, OptionError};
use crate::modules::{self, Taken};
use crate::options::{Agent, AgentKind, Mode, Share, VmOptions};
use crate::settings::Origin;
use crate::table;
use crate::value::{Value, parse_unsigned};
use crate::{ergonomics, print};

/// Reads the options of a new VM.
///
/// `ignore_unrecognized` is the field of `JavaVMInitArgs`; `-XX:+IgnoreUnrecognizedVMOptions` does the same. Nothing is printed: what
/// the user must see is in the result, for the caller to print first.
///
/// # Errors
/// A command line that must not start a VM, with its messages (those gathered before it included) and how the process ends.
pub fn parse(
    env: &dyn Env,
    options: &[String],
    ignore_unrecognized: bool,
) -> Result<VmOptions, OptionError> {
    let mut parser = Parser {
        env,
        options: VmOptions::default(),
        ignore_unrecognized,
    };
    match parser.run(options) {
        Ok(()) => Ok(parser.options),
        Err(mut error) => {
            let mut messages = std::mem::take(&mut parser.options.messages);
            messages.append(&mut error.messages);
            Err(OptionError {
                messages,
                exit: error.exit,
            })
        }
    }
}

/// Options that call back into the embedder; `libjvm` reads their `extraInfo` itself.
const HOOKS: &[&str] = &["vfprintf", "exit", "abort"];

/// Flags that HotSpot's debug builds read by themselves, and others mention.
const SETTINGS_FILE: &str = ".hotspotrc";

/// Sources of options in the order in which they are read.
struct Source {
    /// How complaints call it.
    name: &'static str,
    options: Vec<String>,
    origin: Origin,
}

struct Parser<'e> {
    env: &'e dyn Env,
    options: VmOptions,
    ignore_unrecognized: bool,
}

type Step = Result<bool, OptionError>;

impl Parser<'_> {
    fn run(&mut self, command_line: &[String]) -> Result<(), OptionError> {
        let mut sources = Vec::new();
        let tool = self.read_environment("JAVA_TOOL_OPTIONS")?;
        let last = self.read_environment("_JAVA_OPTIONS")?;
        sources.push(Source {
            name: "env_var='JAVA_TOOL_OPTIONS'",
            options: tool,
            origin: Origin::Environment,
        });
        sources.push(Source {
            name: "cmd_line_args",
            options: command_line.to_vec(),
            origin: Origin::CommandLine,
        });
        sources.push(Source {
            name: "env_var='_JAVA_OPTIONS'",
            options: last,
            origin: Origin::Environment,
        });
        for source in &mut sources {
            self.expand_files(source)?;
        }
        let all = || sources.iter().flat_map(|source| &source.options);
        if all().any(|o| o == "-XX:+IgnoreUnrecognizedVMOptions") {
            self.ignore_unrecognized = true;
        }
        if all().any(|o| o == "-XX:+PrintFlagsInitial") {
            return Err(OptionError::asked(print::flags(&self.options.settings)));
        }
        let printing = all().rev().find_map(|o| match o.as_str() {
            "-XX:+PrintVMOptions" => Some(true),
            "-XX:-PrintVMOptions" => Some(false),
            _ => None,
        });
        self.options.flags.PrintVMOptions = printing.unwrap_or(false);
        for mode in all().filter_map(|o| o.strip_prefix("-XX:NativeMemoryTracking=")) {
            if !matches!(mode, "off" | "summary" | "detail") {
                let text = "Syntax error, expecting -XX:NativeMemoryTracking=[off|summary|detail]";
                return Err(OptionError::rejected(text));
            }
        }
        let settings_file = all().rev().find_map(|o| o.strip_prefix("-XX:Flags="));
        if let Some(path) = settings_file {
            self.read_settings_file(path)?;
        }
        let unused_file = settings_file.is_none() && self.env.read_file(SETTINGS_FILE).is_ok();
        for flag in all().filter_map(|o| o.strip_prefix("-XX:")) {
            self.print_option(flag);
        }
        for source in &sources {
            for option in &source.options {
                if !HOOKS.contains(&option.as_str()) {
                    self.options.input_arguments.push(option.clone());
                }
                self.take(option, source.origin)?;
            }
        }
        self.finish()?;
        if unused_file {
            self.warn(&format!(
                "{SETTINGS_FILE} file is present but has been ignored.  Run with -XX:Flags={SETTINGS_FILE} to load the file."
            ));
        }
        Ok(())
    }

    /// `-XX:+PrintVMOptions`: a flag as it was written, shown before anything is said about it.
    fn print_option(&mut self, flag: &str) {
        if self.options.flags.PrintVMOptions {
            let text = format!("VM option '{flag}'\n");
            self.options.messages.push(Message::stdout(text));
        }
    }

    /// The words of an environment variable, announced to the user.
    fn read_environment(&mut self, name: &str) -> Result<Vec<String>, OptionError> {
        let Some(text) = self.env.var(name) else {
            return Ok(Vec::new());
        };
        self.options
            .messages
            .push(Message::stderr(format!("Picked up {name}: {text}\n")));
        split_words(&text)
            .ok_or_else(|| OptionError::rejected(format!("Unmatched quote in {name}\n")))
    }

    /// Replaces `-XX:VMOptionsFile=path` by the words of the file.
    fn expand_files(&mut self, source: &mut Source) -> Result<(), OptionError> {
        let Some(at) = source
            .options
            .iter()
            .position(|o| o.starts_with("-XX:VMOptionsFile="))
        else {
            return Ok(());
        };
        let path = source.options[at]["-XX:VMOptionsFile=".len()..].to_string();
        let rest = &source.options[at + 1..];
        if let Some(second) = rest.iter().find(|o| o.starts_with("-XX:VMOptionsFile=")) {
            let text = format!(
                "The option '{}' is already specified in the options container '{}' so the specification of '{second}' in the same \
                 options container is an error.\n",
                source.options[at], source.name
            );
            return Err(OptionError::rejected(text));
        }
        let text = self.env.read_file(&path);
        let text = text.map_err(|_| {
            OptionError::rejected(format!("Could not open options file '{path}'\n"))
        })?;
        let words = split_words(&text)
            .ok_or_else(|| OptionError::rejected(format!("Unmatched quote in {path}\n")))?;
        source.options.splice(at..=at, words);
        if source
            .options
            .iter()
            .any(|o| o.starts_with("-XX:VMOptionsFile="))
        {
            let text = format!(
                "A VM options file may not refer to a VM options file. Specification of '{path}' file is an error.\n"
            );
            return Err(OptionError::rejected(text));
        }
        Ok(())
    }

    /// `-XX:Flags=path`: flags without `-XX:`, separated by white space, `#` to the end of the line is a comment.
    fn read_settings_file(&mut self, path: &str) -> Result<(), OptionError> {
        let text = self.env.read_file(path);
        let text = text
            .map_err(|_| OptionError::rejected(format!("Could not open settings file {path}\n")))?;
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("");
            for word in line.split_ascii_whitespace() {
                self.options.input_arguments.push(word.to_string());
                self.print_option(word);
                self.take_flag(word, Origin::ConfigFile)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, option: &str, origin: Origin) -> Result<(), OptionError> {
        let taken = HOOKS.contains(&option)
            || self.take_size(option, origin)?
            || self.take_flag_option(option, origin)?
            || self.take_property(option)?
            || self.take_module(option)?
            || self.take_log(option)?
            || self.take_assertion(option)
            || self.take_agent(option)
            || self.take_path(option)?
            || self.take_mode(option, origin)?
            || self.take_switch(option, origin)?;
        if taken
            || (self.ignore_unrecognized && (option.starts_with("-X") || option.starts_with('_')))
        {
            Ok(())
        } else {
            Err(OptionError::rejected(format!(
                "Unrecognized option: {option}\n"
            )))
        }
    }

    fn set(&mut self, name: &str, value: Value, origin: Origin) {
        self.options.settings.set_named(name, value, origin);
    }

    /// `-Xms`, `-Xmx`, `-Xmn`, `-Xss`, `-Xmaxjitcodesize` and `-XX:MaxHeapSize=`, which complains like `-Xmx`.
    fn take_size(&mut self, option: &str, origin: Origin) -> Step {
        let invalid = |what: &str| OptionError::rejected(format!("Invalid {what}: {option}\n"));
        if let Some(text) = option.strip_prefix("-Xmn") {
            let size = parse_unsigned(text)
                .filter(|n| *n > 0)
                .ok_or_else(|| invalid("initial young generation size"))?;
            self.set("NewSize", Value::Unsigned(size), origin);
            self.set("MaxNewSize", Value::Unsigned(size), origin);
        } else if let Some(text) = option.strip_prefix("-Xms") {
            let size = parse_unsigned(text).ok_or_else(|| invalid("initial heap size"))?;
            self.set("InitialHeapSize", Value::Unsigned(size), origin);
            self.set("MinHeapSize", Value::Unsigned(size), origin);
        } else if let Some(text) = option
            .strip_prefix("-Xmx")
            .or_else(|| option.strip_prefix("-XX:MaxHeapSize="))
        {
            let size = parse_unsigned(text)
                .filter(|n| *n > 0)
                .ok_or_else(|| invalid("maximum heap size"))?;
            self.set("MaxHeapSize", Value::Unsigned(size), origin);
        } else if let Some(text) = option.strip_prefix("-Xss") {
            let bytes = parse_unsigned(text).ok_or_else(|| invalid("thread stack size"))?;
            if bytes > 1 << 30 {
                let mut error = invalid("thread stack size");
                error.messages.push(Message::stderr(
                    "The specified size exceeds the maximum representable size.\n",
                ));
                return Err(error);
            }
            self.set(
                "ThreadStackSize",
                Value::Signed(bytes.div_ceil(1024) as i64),
                origin,
            );
        } else if let Some(text) = option.strip_prefix("-Xmaxjitcodesize") {
            let size = parse_unsigned(text.trim_start_matches('='));
            let size = size.ok_or_else(|| {
                OptionError::rejected(format!("Invalid maximum code cache size: {option}.\n"))
            })?;
            self.set("ReservedCodeCacheSize", Value::Unsigned(size), origin);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// `-Dkey=value`, `-Dkey`.
    fn take_property(&mut self, option: &str) -> Step {
        let Some(text) = option.strip_prefix("-D") else {
            return Ok(false);
        };
        let (key, value) = text.split_once('=').unwrap_or((text, ""));
        let is_empty = |folders: &str| matches!(folders, "" | "\"\"");
        match key {
            "java.endorsed.dirs" if !is_empty(value) => {
                let text = format!(
                    "-Djava.endorsed.dirs={value} is not supported. Endorsed standards and standalone APIs\n\
                     in modular form will be supported via the concept of upgradeable modules.\n"
                );
                return Err(OptionError { messages: vec![Message::stdout(text)], exit: Exit::Reject });
            }
            "java.ext.dirs" if !is_empty(value) => {
                let text = format!("-Djava.ext.dirs={value} is not supported.  Use -classpath instead.\n");
                return Err(OptionError { messages: vec![Message::stdout(text)], exit: Exit::Reject });
            }
            // Old debuggers pass NONE and mean no harm to speed.
            "java.compiler" => {}
            "sun.java.launcher.is_altjvm" => {}
            _ if modules::is_reserved(key) => self.warn(
                "Ignoring system property options whose names match the '-Djdk.module.*'. names that are reserved for internal use.",
            ),
            _ => {
                self.options.set_property(key, value);
                if key == "com.sun.management" || key.starts_with("com.sun.management.") {
                    modules::add_numbered(&mut self.options, "jdk.module.addmods", "jdk.management.agent");
                }
            }
        }
        Ok(true)
    }

    fn warn(&mut self, text: &str) {
        let enabled = self
            .options
            .settings
            .get("PrintWarnings")
            .is_none_or(|(value, _)| *value == Value::Bool(true));
        if enabled {
            self.options.messages.push(Message::warning(text));
        }
    }

    fn take_module(&mut self, option: &str) -> Step {
        if option == "--enable-preview" {
            self.options.enable_preview = true;
            return Ok(true);
        }
        if option.starts_with("--illegal-access=") {
            self.warn(&format!(
                "Ignoring option {option}; support was removed in 17.0"
            ));
            return Ok(true);
        }
        match modules::take(&mut self.options, option) {
            Taken::Yes => Ok(true),
            Taken::No => Ok(false),
            Taken::Invalid(error) => Err(error),
        }
    }

    /// `-Xlog`, `-Xloggc`, `-verbose`.
    fn take_log(&mut self, option: &str) -> Step {
        let log = &mut self.options.log;
        if let Some(text) = option.strip_prefix("-verbose") {
            match text {
                "" | ":class" => {
                    log.enable(&[Tag::class, Tag::load], false, Level::Info);
                    log.enable(&[Tag::class, Tag::unload], false, Level::Info);
                }
                ":gc" => log.enable(&[Tag::gc], false, Level::Info),
                ":jni" => log.enable(&[Tag::jni, Tag::resolve], false, Level::Debug),
                ":module" => {
                    log.enable(&[Tag::module, Tag::load], false, Level::Info);
                    log.enable(&[Tag::module, Tag::unload], false, Level::Info);
                }
                // Others, and whatever is glued to the name, say nothing to anybody.
                _ => {}
            }
        } else if let Some(file) = option.strip_prefix("-Xloggc:") {
            let text = format!("-Xloggc is deprecated. Will use -Xlog:gc:{file} instead.");
            log.notice(Level::Warning, &[Tag::gc], &text);
            log.add(&format!("gc:{file}"))
                .map_err(|e| e.into_error(option))?;
        } else if let Some(text) = option.strip_prefix("-Xlog") {
            match text.strip_prefix(':') {
                Some("help") => return Err(OptionError::asked(crate::log::help())),
                Some(spec) => log.add(spec).map_err(|e| e.into_error(option))?,
                None if text.is_empty() => log.add("all").map_err(|e| e.into_error(option))?,
                None => {
                    let text =
                        format!("Invalid -Xlog option '{option}', see error log for details.\n");
                    return Err(OptionError::rejected(text));
                }
            }
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn take_assertion(&mut self, option: &str) -> bool {
        let assertions = &mut self.options.assertions;
        match option {
            "-ea" | "-enableassertions" => assertions.user_default = true,
            "-da" | "-disableassertions" => assertions.user_default = false,
            "-esa" | "-enablesystemassertions" => assertions.system_default = true,
            "-dsa" | "-disablesystemassertions" => assertions.system_default = false,
            _ => {
                let rest =
                    |names: [&str; 2]| names.iter().find_map(|name| option.strip_prefix(name));
                if let Some(name) = rest(["-ea:", "-enableassertions:"]) {
                    assertions.add(name, true);
                } else if let Some(name) = rest(["-da:", "-disableassertions:"]) {
                    assertions.add(name, false);
                } else {
                    return false;
                }
            }
        }
        true
    }

    /// `-javaagent`, `-agentlib`, `-agentpath`, `-Xrun`.
    fn take_agent(&mut self, option: &str) -> bool {
        const FORMS: [(&str, AgentKind, char); 4] = [
            ("-javaagent:", AgentKind::Java, '='),
            ("-agentlib:", AgentKind::Library, '='),
            ("-agentpath:", AgentKind::Path, '='),
            ("-Xrun", AgentKind::Run, ':'),
        ];
        for (prefix, kind, separator) in FORMS {
            if let Some(text) = option.strip_prefix(prefix) {
                let (name, options) = text.split_once(separator).unwrap_or((text, ""));
                if kind == AgentKind::Java {
                    modules::add_numbered(
                        &mut self.options,
                        "jdk.module.addmods",
                        "java.instrument",
                    );
                }
                self.options.agents.push(Agent {
                    kind,
                    name: name.to_string(),
                    options: options.to_string(),
                });
                return true;
            }
        }
        false
    }

    /// `-Xbootclasspath`.
    fn take_path(&mut self, option: &str) -> Step {
        if let Some(path) = option.strip_prefix("-Xbootclasspath/a:") {
            if !self.options.boot_append.is_empty() {
                self.options.boot_append.push(':');
            }
            self.options.boot_append.push_str(path);
            let all = self.options.boot_append.clone();
            self.options
                .set_property("jdk.boot.class.path.append", &all);
            return Ok(true);
        }
        for gone in ["-Xbootclasspath/p", "-Xbootclasspath"] {
            if option
                .strip_prefix(gone)
                .is_some_and(|rest| rest.starts_with(':'))
            {
                let text = format!("{gone} is no longer a supported option.\n");
                return Err(OptionError {
                    messages: vec![Message::stdout(text)],
                    exit: Exit::Reject,
                });
            }
        }
        Ok(false)
    }

    /// How code is run, verified and shared.
    fn take_mode(&mut self, option: &str, origin: Origin) -> Step {
        match option {
            "-Xint" => self.options.mode = Mode::Interpreted,
            "-Xcomp" => self.options.mode = Mode::Compiled,
            "-Xmixed" => self.options.mode = Mode::Mixed,
            "-Xbatch" => self.set("BackgroundCompilation", Value::Bool(false), origin),
            "-Xshare:auto" => self.options.share = Share::Auto,
            "-Xshare:off" => self.options.share = Share::Off,
            "-Xshare:on" => self.options.share = Share::On,
            "-Xshare:dump" => self.options.share = Share::Dump,
            _ => {
                let Some(text) = option.strip_prefix("-Xverify") else {
                    return Ok(false);
                };
                let (local, remote) = match text {
                    "" | ":all" => (true, true),
                    ":remote" => (false, true),
                    ":none" => (false, false),
                    _ => {
                        return Err(OptionError::rejected(format!(
                            "Unrecognized verification option: {option}\n"
                        )));
                    }
                };
                self.set("BytecodeVerificationLocal", Value::Bool(local), origin);
                self.set("BytecodeVerificationRemote", Value::Bool(remote), origin);
                if !remote {
                    let text = "Options -Xverify:none and -noverify were deprecated in JDK 13 and will likely be removed in a future release.";
                    self.warn(text);
                }
            }
        }
        Ok(true)
    }

    /// Single switches, most of them older than the flags they stand for.
    fn take_switch(&mut self, option: &str, origin: Origin) -> Step {
        match option {
            "-Xrs" => self.set("ReduceSignalUsage", Value::Bool(true), origin),
            "-Xnoclassgc" => self.set("ClassUnloading", Value::Bool(false), origin),
            "-Xcheck:jni" => self.set("CheckJNICalls", Value::Bool(true), origin),
            "-Xfuture" => self.warn("Option -Xfuture was deprecated in version 10.0 and will likely be removed in a future release."),
            "-Xprof" => self.warn("Ignoring option -Xprof; support was removed in 10.0"),
            "-Xdebug" | "-Xnoagent" | "-Xconcurrentio" | "-XX:+Xbatch" => {}
            "-Xinternalversion" => return Err(OptionError::asked(format!("{}\n", crate::VM_NAME))),
            "-green" => return Err(OptionError::rejected("Green threads support not available\n")),
            _ if option.starts_with("-Xcheck") => {
                return Err(OptionError::rejected(format!("Unrecognized check option: {option}\n")));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Everything that needs the whole command line.
    fn finish(&mut self) -> Result<(), OptionError> {
        ergonomics::apply(&mut self.options, self.env)?;
        for (name, wildcard) in [("PrintGC", false), ("PrintGCDetails", true)] {
            if self
                .options
                .settings
                .get(name)
                .is_some_and(|(value, _)| *value == Value::Bool(true))
            {
                let star = if wildcard { "*" } else { "" };
                let text = format!("-XX:+{name} is deprecated. Will use -Xlog:gc{star} instead.");
                self.options.log.notice(Level::Warning, &[Tag::gc], &text);
                self.options.log.enable(&[Tag::gc], wildcard, Level::Info);
            }
        }
        let listing = print::requested(&self.options);
        if !listing.is_empty() {
            self.options.messages.push(Message::stdout(listing));
        }
        Ok(())
    }

    /// Whether the flag listing calls a row unlocked now.
    fn unlocked(&self, row: &table::FlagRow) -> bool {
        let on = |name| {
            self.options
                .settings
                .get(name)
                .is_some_and(|(value, _)| *value == Value::Bool(true))
        };
        match row.lock() {
            table::Lock::Open => true,
            table::Lock::Diagnostic => on("UnlockDiagnosticVMOptions"),
            table::Lock::Experimental => on("UnlockExperimentalVMOptions"),
        }
    }
}

#[cfg(test)]
mod tests;
