//! A JDK whose `java` is a shell script, in a folder of its own. The script sees its mode in `MODE`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// The folder; it goes away with this value.
pub(crate) struct Fake {
    root: PathBuf,
}

/// How `brolga` ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// What comes before the script of the test: the mode by the flags, and `-version`.
const PRELUDE: &str = r#"#!/bin/sh
case "$1" in -version) echo 'openjdk version "17.0.99"' >&2; exit 0;; esac
MODE=hs
case "$1" in -XXaltjvm=*) MODE=tiered;; esac
case "$*" in *-Xint*) test $MODE = hs && MODE=hs-int || MODE=interp;; esac
"#;

impl Fake {
    /// `name` is the test's; `script` is what each program does.
    pub(crate) fn new(name: &str, script: &str) -> Fake {
        let folder = format!("brolga-bench-test-{name}-{}", std::process::id());
        let fake = Fake {
            root: std::env::temp_dir().join(folder),
        };
        for file in ["jdk/lib/modules", "jdk/lib/libjava.so", "engine/libjvm.so"] {
            fake.write(file, "");
        }
        fake.write("jdk/release", "JAVA_VERSION=\"17.0.99\"\n");
        fake.write("jdk/bin/java", &format!("{PRELUDE}{script}\n"));
        let mode = Command::new("chmod")
            .arg("+x")
            .arg(fake.path("jdk/bin/java"))
            .status();
        assert!(mode.is_ok_and(|status| status.success()), "chmod works");
        fake
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let text = std::fs::read_to_string(self.path(name));
        text.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        let folder = path.parent().expect("it lies in a folder");
        std::fs::create_dir_all(folder).expect("folders can be made");
        std::fs::write(path, text).expect("files can be written");
    }

    /// `brolga bench` with these arguments, without iterations.
    pub(crate) fn bench(&self, arguments: &str) -> Ended {
        ended(self.command(arguments).output().expect("brolga runs"))
    }

    /// `brolga bench` with exactly these arguments, on a real JDK and engine.
    pub(crate) fn bench_on(&self, java_home: &Path, engine: &Path, arguments: &str) -> Ended {
        let mut command = self.command("");
        command
            .args(arguments.split(' '))
            .env("JAVA_HOME", java_home)
            .env("BROLGA_LIBJVM", engine);
        ended(command.output().expect("brolga runs"))
    }

    /// Compiles a source file of the folder into `classes`.
    pub(crate) fn javac(&self, java_home: &Path, source: &str) {
        let mut command = Command::new(java_home.join("bin/javac"));
        command.args(["-d", "classes", source]);
        let status = command.current_dir(&self.root).status();
        assert!(status.is_ok_and(|status| status.success()), "javac works");
    }

    /// The same where there is no JDK.
    pub(crate) fn without_jdk(&self, arguments: &str) -> Ended {
        let mut command = self.command(arguments);
        command
            .env("JAVA_HOME", "/nonexistent")
            .env("PATH", "/nonexistent");
        ended(command.output().expect("brolga runs"))
    }

    /// The same, sent SIGINT as soon as `is_time`.
    pub(crate) fn interrupted(&self, arguments: &str, is_time: impl Fn(&Fake) -> bool) -> Ended {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        measure::interrupt::with_default_signals(&mut command);
        let child = command.spawn().expect("brolga runs");
        while !is_time(self) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let sent = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(sent.is_ok_and(|status| status.success()), "kill works");
        ended(child.wait_with_output().expect("brolga ends"))
    }

    fn command(&self, arguments: &str) -> Command {
        let mut words: Vec<&str> = arguments.split_whitespace().collect();
        let measures = words
            .first()
            .is_some_and(|first| !matches!(*first, "compare" | "--help"));
        if measures {
            words.splice(0..0, ["--executions", "0"]);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_brolga"));
        command
            .arg("bench")
            .args(words)
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .env("JAVA_HOME", self.path("jdk"))
            .env("BROLGA_LIBJVM", self.path("engine"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env_remove("CLASSPATH");
        command
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn ended(output: Output) -> Ended {
    Ended {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A report.
pub(crate) fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
