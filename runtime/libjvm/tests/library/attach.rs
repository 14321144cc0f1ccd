//! The attach socket, asked by hand: who may, what is no request, where it is and when. (What it answers: `tests/cli/attach.sh`.)

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::{fs, thread, time::Duration};

use crate::support;

const WAITS: &str = "public class Waits { public static void main(String[] a) throws Exception {
    System.out.println(\"ready\"); while (System.in.read() >= 0) {} } }";

/// A program that runs until its input ends.
struct Process {
    child: Child,
    output: BufReader<ChildStdout>,
    folder: PathBuf,
}

/// As a JVM does that starts another one: its threads block SIGQUIT, and who they start inherits that.
fn block_quit() -> std::io::Result<()> {
    // SAFETY: a set of this frame's.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGQUIT);
        libc::sigprocmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
    }
    Ok(())
}

impl Process {
    fn start(test: &str, options: &[&str]) -> Process {
        let folder = std::env::temp_dir().join(format!("brolga-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("Waits.java"), WAITS).expect("a file");
        let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
        altjvm.push(support::libjvm_directory());
        let mut java = Command::new(support::java_home().join("bin/java"));
        java.arg(altjvm)
            .args(options)
            .arg("Waits.java")
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        // SAFETY: only what may be called between `fork` and `exec`.
        unsafe { java.pre_exec(block_quit) };
        let mut child = java.spawn().expect("java runs");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut process = Process {
            child,
            output,
            folder,
        };
        assert_eq!(process.line(), "ready\n");
        process
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("text");
        line
    }

    fn socket(&self) -> PathBuf {
        format!("/tmp/.java_pid{}", self.child.id()).into()
    }

    /// What is answered to these bytes, after which nothing more comes.
    fn ask(&self, request: &[u8]) -> String {
        let mut stream = UnixStream::connect(self.socket()).expect("somebody listens");
        let _ = stream.write_all(request);
        // The other end may be gone by now, without an answer.
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    /// SIGQUIT, with the file that asks for the socket.
    fn quit(&self) {
        let name = format!(".attach_pid{}", self.child.id());
        fs::write(self.folder.join(name), "").expect("a file");
        let id = self.child.id().to_string();
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -s QUIT {id}")])
            .status();
        assert!(sent.expect("sh runs").success());
    }

    fn end(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().expect("it ends").success());
        assert!(!self.socket().exists(), "the socket is left");
        fs::remove_dir_all(&self.folder).expect("the folder goes");
    }
}

fn wait_for(path: &Path) {
    while !path.exists() {
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn only_requests_are_answered() {
    let process = Process::start("attach", &[]);
    assert!(!process.socket().exists(), "nobody asked");
    process.quit();
    wait_for(&process.socket());
    let mode = fs::metadata(process.socket())
        .expect("a socket")
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    assert!(process.ask(b"1\0jcmd\0VM.uptime\0\0\0").starts_with("0\n"));
    assert_eq!(process.ask(b"2\0jcmd\0\0\0\0"), "101\n");
    assert_eq!(process.ask(b"1\0jcmd\0VM.uptime\0"), "", "cut off");
    assert_eq!(process.ask(b""), "");
    assert_eq!(process.ask(&[b'1'; 8000]), "", "too long");
    let nonsense = process.ask(b"1\0nonsense\0\0\0\0");
    assert_eq!(nonsense, "-1\nOperation nonsense not recognized!\n");
    let load = process.ask(b"1\0load\0instrument\0false\0x.jar\0");
    assert_eq!(load, "0\nreturn code: 100\n", "no such jar");
    let dump = process.ask(b"1\0threaddump\0\0\0\0");
    assert!(dump.contains("\"Attach Listener\" #"), "{dump}");
    process.end();
}

#[test]
fn a_socket_that_was_removed_is_made_again() {
    let process = Process::start("attach-again", &["-XX:+StartAttachListener"]);
    fs::remove_file(process.socket()).expect("the socket is there from the start");
    process.quit();
    wait_for(&process.socket());
    assert!(
        process
            .ask(b"1\0jcmd\0VM.version\0\0\0")
            .starts_with("0\nBrolga")
    );
    process.end();
}

#[test]
fn without_the_mechanism_sigquit_asks_for_a_dump() {
    let options = ["-XX:+DisableAttachMechanism", "-XX:+StartAttachListener"];
    let mut process = Process::start("attach-not", &options);
    assert!(!process.socket().exists());
    process.quit();
    while !process.line().starts_with("Full thread dump ") {}
    assert!(!process.socket().exists());
    process.end();
}
