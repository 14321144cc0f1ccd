//! What is measured: a command line for `java`, taken apart far enough to run it in other ways.
//!
//! The launcher's own rules hold: options up to the first word that is none, which is the class, or the value of `-jar` or `-m`. What
//! stands in `@files` is not seen, so they are refused.

use super::options::Settings;
use super::scratch::{self, Scratch};
use super::suite::{self, Program};
use crate::failure::Failure;
use crate::jdk::Jdk;
use std::path::Path;

/// What runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Class(String),
    Jar(String),
    /// `MODULE/CLASS` or `MODULE`.
    Module(String),
    /// Nothing: the options say it all (`-version`).
    Options,
}

/// One program, with its options and arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub name: String,
    pub java_options: Vec<String>,
    pub start: Start,
    pub arguments: Vec<String>,
    /// Arguments of an iteration, where they are others.
    pub iteration_arguments: Option<Vec<String>>,
    /// A static method that iterations call instead of `main`.
    pub method: Option<String>,
}

/// Options of the launcher whose value is a word of its own.
const WITH_VALUE: &[&str] = &[
    "-cp",
    "-classpath",
    "--class-path",
    "-p",
    "--module-path",
    "--upgrade-module-path",
    "--add-modules",
    "--limit-modules",
    "--add-exports",
    "--add-opens",
    "--add-reads",
    "--patch-module",
    "--enable-native-access",
    "--source",
];
const CLASS_PATH: [&str; 3] = ["-cp", "-classpath", "--class-path"];

impl Target {
    /// The words behind the options of the mode, for a run of the whole program.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = self.java_options.clone();
        match &self.start {
            Start::Class(class) => words.push(class.clone()),
            Start::Jar(file) => words.extend(["-jar".to_string(), file.clone()]),
            Start::Module(module) => words.extend(["-m".to_string(), module.clone()]),
            Start::Options => {}
        }
        words.extend(self.arguments.iter().cloned());
        words
    }

    /// Whether `main` can be called again and again: a module must say which class.
    pub(super) fn can_iterate(&self) -> bool {
        match &self.start {
            Start::Module(module) => module.contains('/'),
            Start::Class(_) | Start::Jar(_) => true,
            Start::Options => self.method.is_some(),
        }
    }

    /// The value of the last class-path option, taken out.
    pub(super) fn take_class_path(options: &mut Vec<String>) -> Option<String> {
        let mut found = None;
        let mut at = 0;
        while at < options.len() {
            if CLASS_PATH.contains(&options[at].as_str()) && at + 1 < options.len() {
                found = Some(options.remove(at + 1));
                options.remove(at);
            } else if let Some(value) = options[at].strip_prefix("--class-path=") {
                found = Some(value.to_string());
                options.remove(at);
            } else if WITH_VALUE.contains(&options[at].as_str()) {
                at += 2;
            } else {
                at += 1;
            }
        }
        found
    }
}

/// All that the settings want measured; sources are compiled.
///
/// # Errors
/// The command makes no sense, or a source does not compile.
pub(super) fn all(
    settings: &Settings,
    jdk: &Jdk,
    scratch: &Scratch,
) -> Result<Vec<Target>, Failure> {
    if settings.is_startup {
        return startup(jdk, scratch).map_err(Failure::Start);
    }
    let names = match &settings.suite {
        None if settings.method.is_none() && settings.command.is_empty() => Some(Vec::new()),
        names => names.clone(),
    };
    if let Some(names) = names {
        let programs = suite::chosen(&names).map_err(Failure::Usage)?;
        return of_suite(programs, settings.is_quick, jdk, scratch).map_err(Failure::Start);
    }
    let parsed = parse(&settings.command, settings.method.as_deref());
    let mut target = parsed.map_err(Failure::Usage)?;
    use_environment(&mut target, std::env::var("CLASSPATH").ok());
    if let Start::Class(file) = &target.start
        && file.ends_with(".java")
    {
        compile(&mut target, jdk, scratch).map_err(Failure::Start)?;
    }
    Ok(vec![target])
}

/// `CLASSPATH` is the class path where no option gives one: the programs that are measured do not see the variable.
fn use_environment(target: &mut Target, class_path: Option<String>) {
    let has_own = Target::take_class_path(&mut target.java_options.clone()).is_some();
    let is_used = matches!(target.start, Start::Class(_) | Start::Options);
    if let Some(class_path) = class_path.filter(|path| is_used && !has_own && !path.is_empty()) {
        target.java_options.extend(["-cp".to_string(), class_path]);
    }
}

fn parse(words: &[String], method: Option<&str>) -> Result<Target, String> {
    let mut options = Vec::new();
    let mut rest = words.iter();
    let start = loop {
        let Some(word) = rest.as_slice().first() else {
            break None;
        };
        if word.starts_with('@') {
            return Err(format!("bench does not read {word}: write its options out"));
        }
        if !word.starts_with('-') {
            break None;
        }
        rest.next();
        // Arguments of a static method may begin like options.
        if word == "--" && method.is_some() {
            break None;
        }
        let mut value = || {
            let value = rest.next().cloned();
            value.ok_or_else(|| format!("{word} wants a value"))
        };
        match word.as_str() {
            "-jar" => break Some(Start::Jar(value()?)),
            "-m" | "--module" => break Some(Start::Module(value()?)),
            option if WITH_VALUE.contains(&option) => {
                let value = value()?;
                options.extend([option.to_string(), value]);
            }
            option => match option.strip_prefix("--module=") {
                Some(module) => break Some(Start::Module(module.to_string())),
                None => options.push(option.to_string()),
            },
        }
    };
    let start = match (start, method) {
        (Some(Start::Class(_) | Start::Options) | None, Some(_)) => Start::Options,
        (Some(_), Some(_)) => {
            return Err("--method goes with a class path, not with -jar or -m".to_string());
        }
        (Some(start), None) => start,
        (None, None) => match rest.next() {
            Some(class) => Start::Class(class.clone()),
            None => return Err("there is no class, -jar or -m to run".to_string()),
        },
    };
    let name = match (&start, method) {
        (_, Some(method)) => method.to_string(),
        (Start::Class(name) | Start::Module(name), None) => name.clone(),
        (Start::Jar(file), None) => stem(file),
        (Start::Options, None) => String::new(),
    };
    Ok(Target {
        name,
        java_options: options,
        start,
        arguments: rest.cloned().collect(),
        iteration_arguments: None,
        method: method.map(str::to_string),
    })
}

/// The name of a file without folder and ending.
fn stem(file: &str) -> String {
    let stem = Path::new(file).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// `File.java`: compiled once, so that each run measures the program and not the compiler.
fn compile(target: &mut Target, jdk: &Jdk, scratch: &Scratch) -> Result<(), String> {
    let Start::Class(file) = &target.start else {
        return Ok(());
    };
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let stem = stem(file);
    let class_path = Target::take_class_path(&mut target.java_options);
    let classes = scratch.folder(&stem)?;
    scratch::javac(jdk, class_path.as_deref(), &[Path::new(file)], &classes)?;
    let all = [Some(classes.display().to_string()), class_path];
    let all: Vec<String> = all.into_iter().flatten().collect();
    target
        .java_options
        .extend(["-cp".to_string(), all.join(":")]);
    target.start = Start::Class(crate::launch::main_class(&text, &stem));
    target.name = stem;
    Ok(())
}

/// Programs of the suite, at the sizes at which an interpreter takes a second or so; `is_quick`: with one repetition.
fn of_suite(
    programs: Vec<Program>,
    is_quick: bool,
    jdk: &Jdk,
    scratch: &Scratch,
) -> Result<Vec<Target>, String> {
    let classes = scratch::compiled(jdk, scratch, "suite", suite::SOURCES)?;
    let targets = programs.into_iter().map(|program| {
        // Each is `Name SIZE REPETITIONS`.
        let once = match &program.speed[..] {
            [size, _] => vec![size.clone(), "1".to_string()],
            other => other.to_vec(),
        };
        Target {
            name: program.name.clone(),
            java_options: vec!["-cp".to_string(), classes.display().to_string()],
            start: Start::Class(program.name),
            arguments: if is_quick {
                once.clone()
            } else {
                program.speed
            },
            iteration_arguments: Some(once),
            method: None,
        }
    });
    Ok(targets.collect())
}

/// What start-up costs: the virtual machine alone, an empty program, one that prints.
fn startup(jdk: &Jdk, scratch: &Scratch) -> Result<Vec<Target>, String> {
    const EMPTY: (&str, &str) = (
        "Empty",
        "public class Empty { public static void main(String[] args) {} }",
    );
    let hello = suite::SOURCES.iter().filter(|(name, _)| *name == "Hello");
    let sources: Vec<(&str, &str)> = hello.copied().chain([EMPTY]).collect();
    let classes = scratch::compiled(jdk, scratch, "startup", &sources)?;
    let target = |name: &str, options: Vec<String>, start: Start| Target {
        name: name.to_string(),
        java_options: options,
        start,
        arguments: Vec::new(),
        iteration_arguments: None,
        method: None,
    };
    let class = |name: &str| {
        let options = vec!["-cp".to_string(), classes.display().to_string()];
        target(name, options, Start::Class(name.to_string()))
    };
    let version = target("-version", vec!["-version".to_string()], Start::Options);
    Ok(vec![version, class("Empty"), class("Hello")])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_string).collect()
    }

    fn parsed(text: &str) -> Target {
        parse(&words(text), None).unwrap()
    }

    #[test]
    fn the_launchers_rules() {
        let target = parsed("-cp x --add-opens a/b=c -Xmx1g -ea p.Main -cp 3");
        assert_eq!(target.start, Start::Class("p.Main".to_string()));
        assert_eq!(
            target.java_options,
            words("-cp x --add-opens a/b=c -Xmx1g -ea")
        );
        assert_eq!(target.arguments, words("-cp 3"));
        let text = "-Dx=y -jar dir/app.jar a b";
        assert_eq!(parsed(text).words(), words(text));
        assert_eq!(parsed(text).name, "app");
        assert_eq!(
            parsed("--module=m/p.C x").start,
            Start::Module("m/p.C".to_string())
        );
        assert!(parsed("-m m/p.C").can_iterate() && !parsed("-m m").can_iterate());
    }

    #[test]
    fn methods() {
        let target = parse(&words("-cp x 5 6"), Some("A::f")).unwrap();
        assert_eq!(
            (target.start, target.name.as_str()),
            (Start::Options, "A::f")
        );
        assert_eq!(target.arguments, words("5 6"));
        let target = parse(&words("-ea -- -5 -- 6"), Some("A::f")).unwrap();
        assert_eq!(target.arguments, words("-5 -- 6"));
        assert!(parse(&words("-jar x.jar"), Some("A::f")).is_err());
    }

    #[test]
    fn wrong_commands() {
        let error = |text: &str| parse(&words(text), None).unwrap_err();
        assert_eq!(error("-cp x"), "there is no class, -jar or -m to run");
        assert_eq!(error("-jar"), "-jar wants a value");
        assert_eq!(
            error("@f Main"),
            "bench does not read @f: write its options out"
        );
    }

    #[test]
    fn class_paths() {
        let mut options = words("-cp a -ea --add-opens -cp --class-path=b -classpath c");
        assert_eq!(Target::take_class_path(&mut options).as_deref(), Some("c"));
        assert_eq!(options, words("-ea --add-opens -cp"));
        let mut target = parsed("Main");
        use_environment(&mut target, Some("e".to_string()));
        assert_eq!(target.java_options, words("-cp e"));
        let mut target = parsed("-cp x Main");
        use_environment(&mut target, Some("e".to_string()));
        assert_eq!(target.java_options, words("-cp x"));
        let mut target = parsed("-jar x.jar");
        use_environment(&mut target, Some("e".to_string()));
        assert!(target.java_options.is_empty());
    }
}
