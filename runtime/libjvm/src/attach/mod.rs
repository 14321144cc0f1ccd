//! The attach mechanism: `jcmd`, `jstack`, `jinfo` and `jmap` ask a running process through a Unix socket. JDK: module `jdk.attach`.
//!
//! ```text
//!  tool                                        VM
//!  makes .attach_pid<PID>
//!  SIGQUIT                    ------------->   Signal Dispatcher: `was_asked` finds the file, starts the Attach Listener
//!  waits for the socket       <-------------   /tmp/.java_pid<PID>
//!  connects, sends a request  ------------->   Attach Listener: `request`, `operations`; the answer, the end of the connection
//! ```
//!
//! The socket is there from the first question (`-XX:+StartAttachListener`, `-Xrs`: from the start) to the end of the process. Only the user who
//! runs the process, and root, get an answer. `-XX:+DisableAttachMechanism`: SIGQUIT prints a thread dump, whatever files there are.
//!
//! | module | holds |
//! |---|---|
//! | `request` | the protocol |
//! | `operations` | THE table of requests |
//! | `commands` | THE table of diagnostic commands, which the request `jcmd` runs |
//! | `histogram` | classes by the memory of their objects |
//! | `heap_dump` | all objects, as a file |
//!
//! Read next: `operations.rs`.

use std::io::{ErrorKind, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{fs, io};

use threads::JavaThread;
use threads::start::start_system_thread;

use self::request::Request;

mod commands;
mod heap_dump;
mod histogram;
mod operations;
mod request;

/// Who connects and says nothing is not waited for longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The socket that is listened at.
static SOCKET: Mutex<Option<UnixListener>> = Mutex::new(None);

fn socket() -> std::sync::MutexGuard<'static, Option<UnixListener>> {
    SOCKET.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Boot, once Java runs: listens from the start if `-XX:+StartAttachListener` says so.
pub(crate) fn boot(thread: &mut JavaThread) {
    let flags = &flags::get().flags;
    if flags.DisableAttachMechanism {
        return;
    }
    // Of a process that had the same number: a tool would take it for ours.
    remove_socket();
    // With -Xrs nobody waits for SIGQUIT.
    if flags.StartAttachListener || flags.ReduceSignalUsage {
        start(thread);
    }
}

/// Hook `dump_heap`: all objects, those that are dead too.
pub(crate) fn dump_heap(thread: &mut JavaThread, file: &str) -> String {
    let wanted = heap_dump::Wanted {
        is_live: false,
        overwrites: false,
    };
    operations::dump_heap(thread, file, wanted).unwrap_or_else(|text| text)
}

/// Hook `asked_to_attach`: a tool has left its file before it sent SIGQUIT. The socket is there when this returns. Runs Java.
pub(crate) fn was_asked(thread: &mut JavaThread) -> bool {
    if flags::get().flags.DisableAttachMechanism || !has_request_file() {
        return false;
    }
    start(thread);
    true
}

/// Whether there is `.attach_pid<PID>` of the user who runs this process, in the current folder or where temporary files are.
fn has_request_file() -> bool {
    let name = format!(".attach_pid{}", std::process::id());
    // SAFETY: a query without arguments.
    let user = unsafe { libc::geteuid() };
    ["", "/tmp/"].iter().any(|folder| {
        let file = fs::symlink_metadata(format!("{folder}{name}"));
        file.is_ok_and(|file| file.uid() == user)
    })
}

fn socket_path() -> PathBuf {
    format!("/tmp/.java_pid{}", std::process::id()).into()
}

/// Starts the thread that listens, unless one does. Without socket or thread the tool gets no answer and says so.
fn start(thread: &mut JavaThread) {
    {
        let mut socket = socket();
        match socket.as_ref() {
            Some(_) if socket_path().exists() => return,
            // Somebody has tidied up: the thread that nobody can reach ends.
            // SAFETY: a descriptor that is open as long as its owner lives.
            Some(old) => unsafe {
                libc::shutdown(old.as_raw_fd(), libc::SHUT_RDWR);
            },
            None => {
                // SAFETY: a function of this library, which is never unloaded.
                unsafe { libc::atexit(remove_socket) };
            }
        }
        match bind() {
            Ok(listener) => *socket = Some(listener),
            Err(error) => {
                flags::log!(attach; Warning, "no attach socket {}: {error}", socket_path().display());
                *socket = None;
                return;
            }
        }
    }
    thread.scoped(|thread| {
        if start_system_thread(thread, "Attach Listener", listen).is_err() {
            thread.take_pending();
            remove_socket();
            *socket() = None;
        }
    });
}

/// Listens under another name first: when the socket can be found, it answers, and only to whom it should.
fn bind() -> io::Result<UnixListener> {
    let path = socket_path();
    let fresh = path.with_extension("tmp");
    let _ = fs::remove_file(&fresh);
    let listener = UnixListener::bind(&fresh)?;
    let named = fs::set_permissions(&fresh, fs::Permissions::from_mode(0o600))
        .and_then(|()| fs::rename(&fresh, &path));
    if named.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    named.map(|()| listener)
}

/// The process ends.
extern "C" fn remove_socket() {
    let _ = fs::remove_file(socket_path());
}

/// The listener's life: one request after the other.
fn listen(thread: &mut JavaThread) {
    let listener = socket().as_ref().and_then(|socket| socket.try_clone().ok());
    let Some(listener) = listener else { return };
    loop {
        match thread.blocked(|| listener.accept()) {
            Ok((stream, _)) => serve(thread, &stream),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// Answers one request: a number, 0 if all went well, and a text. That the tool does not want the answer is its own matter.
fn serve(thread: &mut JavaThread, stream: &UnixStream) {
    if !may_ask(stream) {
        return;
    }
    let read = thread.blocked(|| {
        stream.set_read_timeout(Some(PATIENCE))?;
        Request::read(stream)
    });
    let (code, text) = match read {
        Ok(request) => thread.scoped(|thread| operations::run(thread, &request)),
        Err(request::Refusal::Version) => (request::BAD_VERSION, String::new()),
        Err(request::Refusal::Malformed) => return,
    };
    thread.blocked(|| {
        let mut stream = stream;
        let answer = format!("{code}\n{text}");
        let _ = stream.write_all(answer.as_bytes());
    });
}

/// Whether the other end is the user who runs this process, or root.
fn may_ask(stream: &UnixStream) -> bool {
    let mut peer = libc::ucred {
        pid: 0,
        uid: libc::uid_t::MAX,
        gid: libc::gid_t::MAX,
    };
    let mut length = size_of::<libc::ucred>() as libc::socklen_t;
    // SAFETY: an open socket, room of the size named; queries without arguments.
    unsafe {
        let failed = libc::getsockopt(
            stream.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_PEERCRED,
            (&raw mut peer).cast(),
            &mut length,
        );
        let is_same = (peer.uid, peer.gid) == (libc::geteuid(), libc::getegid());
        failed == 0 && (peer.uid == 0 || is_same)
    }
}
