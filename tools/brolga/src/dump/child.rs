//! Running a program so that something can be done when it has ended: its streams are ours, and signals that would end us are passed on to it.
//! It ends by them as it does without us, and we go on.

use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

/// Runs the program to its end. Its status, as a shell has it: 128 and the signal that ended it.
///
/// # Errors
/// It cannot be started.
pub(super) fn run(command: &mut Command) -> Result<u8, String> {
    // (A signal that is caught here is not caught there: `exec` forgets it.)
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])
        .map_err(|error| format!("cannot catch signals: {error}"))?;
    let handle = signals.handle();
    let mut child = command.spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        format!("cannot run {program}: {error}")
    })?;
    let pid = child.id();
    let passing =
        std::thread::spawn(move || signals.forever().for_each(|signal| pass(pid, signal)));
    let status = child.wait();
    handle.close();
    // (It does not panic.)
    let _ = passing.join();
    let status = status.map_err(|error| error.to_string())?;
    let number = status.code().or(status.signal().map(|signal| 128 + signal));
    Ok(number
        .and_then(|number| u8::try_from(number).ok())
        .unwrap_or(u8::MAX))
}

/// Sends a signal that came for us. (The terminal sends it to both: the second one changes nothing.)
fn pass(pid: u32, signal: i32) {
    let signal = signal.to_string();
    // (The program may have ended.)
    let _ = Command::new("sh")
        .args([
            "-c",
            "kill -s \"$1\" \"$2\" 2>/dev/null",
            "sh",
            &signal,
            &pid.to_string(),
        ])
        .status();
}
