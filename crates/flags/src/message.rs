//! Texts that option parsing has for the user, and how a failed parse ends.
//!
//! The crate prints nothing itself: the caller writes each message to its stream, in order, as it stands (newlines included; the
//! "Did you mean" hint has none, as in HotSpot).

use std::fmt;
use std::io::Write;

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Stdout,
    Stderr,
}

/// One piece of output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub stream: Stream,
    pub text: String,
}

impl Message {
    pub(crate) fn stdout(text: impl Into<String>) -> Message {
        Message {
            stream: Stream::Stdout,
            text: text.into(),
        }
    }

    pub(crate) fn stderr(text: impl Into<String>) -> Message {
        Message {
            stream: Stream::Stderr,
            text: text.into(),
        }
    }

    /// `<VM name> warning: <text>`, on stderr.
    pub(crate) fn warning(text: impl std::fmt::Display) -> Message {
        Message::stderr(format!("{} warning: {text}\n", crate::VM_NAME))
    }

    /// Writes the message to the process's own stream.
    pub fn print(&self) {
        write(self.stream, format_args!("{}", self.text));
    }
}

/// Writes to a stream of the process. One that is closed or broken does not stop the VM, as `print!` would: nothing is written.
pub fn write(stream: Stream, text: fmt::Arguments<'_>) {
    let _ = match stream {
        Stream::Stdout => {
            let mut out = std::io::stdout().lock();
            out.write_fmt(text).and_then(|()| out.flush())
        }
        Stream::Stderr => std::io::stderr().lock().write_fmt(text),
    };
}

/// `print!` for the VM; see [`write()`].
#[macro_export]
macro_rules! out {
    ($($text:tt)*) => { $crate::write($crate::Stream::Stdout, format_args!($($text)*)) };
}

/// `println!` for the VM; see [`write()`].
#[macro_export]
macro_rules! outln {
    ($($text:tt)*) => { $crate::out!("{}\n", format_args!($($text)*)) };
}

/// `eprint!` for the VM; see [`write()`].
#[macro_export]
macro_rules! err {
    ($($text:tt)*) => { $crate::write($crate::Stream::Stderr, format_args!($($text)*)) };
}

/// `eprintln!` for the VM; see [`write()`].
#[macro_export]
macro_rules! errln {
    ($($text:tt)*) => { $crate::err!("{}\n", format_args!($($text)*)) };
}

/// How the process goes on after an [`OptionError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// `JNI_CreateJavaVM` returns `JNI_EINVAL`; the launcher adds its own two lines and exits with 1.
    Reject,
    /// The VM ends the process with this status (1: start-up failed; 0: it was only asked to print something).
    Process(i32),
}

/// A command line that does not start a VM. Printing `messages` and honouring `exit` is all the caller has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionError {
    pub messages: Vec<Message>,
    pub exit: Exit,
}

impl OptionError {
    /// A message on stderr; the launcher goes on from there.
    pub(crate) fn rejected(text: impl Into<String>) -> OptionError {
        OptionError {
            messages: vec![Message::stderr(text)],
            exit: Exit::Reject,
        }
    }

    /// "Error occurred during initialization of VM", on stdout, and exit status 1.
    pub(crate) fn initialization(text: impl std::fmt::Display) -> OptionError {
        let text = format!("Error occurred during initialization of VM\n{text}\n");
        OptionError {
            messages: vec![Message::stdout(text)],
            exit: Exit::Process(1),
        }
    }

    /// The output that was asked for, and exit status 0.
    pub(crate) fn asked(text: impl Into<String>) -> OptionError {
        OptionError {
            messages: vec![Message::stdout(text)],
            exit: Exit::Process(0),
        }
    }

    /// Everything for one stream, joined.
    pub fn text(&self, stream: Stream) -> String {
        self.messages
            .iter()
            .filter(|m| m.stream == stream)
            .map(|m| m.text.as_str())
            .collect()
    }
}
