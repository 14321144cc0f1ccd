//! The library as the JDK sees it: its own libraries bind against it, and the stock launcher reaches it.

use std::ffi::{CStr, CString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

fn open(path: &Path, mode: i32) -> Result<(), String> {
    let name = CString::new(path.as_os_str().as_bytes()).expect("no zero byte");
    // SAFETY: the path is terminated; the libraries' constructors do nothing but registration.
    let handle = unsafe { libc::dlopen(name.as_ptr(), mode) };
    if handle.is_null() {
        // SAFETY: dlerror follows a failed dlopen on this thread.
        return Err(unsafe { CStr::from_ptr(libc::dlerror()) }
            .to_string_lossy()
            .into_owned());
    }
    Ok(())
}

/// Every JDK library that needs libjvm.so binds all its symbols. (What fails for other reasons, such as a missing X11
/// library, is not ours.)
#[test]
fn the_jdks_libraries_bind() {
    open(
        &crate::support::libjvm_directory().join("libjvm.so"),
        libc::RTLD_NOW | libc::RTLD_GLOBAL,
    )
    .expect("libjvm.so opens");
    let lib = crate::support::java_home().join("lib");
    let mut bound = 0;
    for entry in fs::read_dir(&lib).expect("a lib directory") {
        let path = entry.expect("a directory entry").path();
        if path.extension().is_none_or(|extension| extension != "so") {
            continue;
        }
        match open(&path, libc::RTLD_NOW) {
            Ok(()) => bound += 1,
            Err(message) => assert!(
                !message.contains("JVM_") && !message.contains("JNI_") && !message.contains("jio_"),
                "{message}"
            ),
        }
    }
    assert!(
        bound >= 16,
        "only {bound} libraries of {} were opened",
        lib.display()
    );
}

/// The stock launcher on our library.
fn launcher() -> Command {
    let mut altjvm = std::ffi::OsString::from("-XXaltjvm=");
    altjvm.push(crate::support::libjvm_directory());
    let mut command = Command::new(crate::support::java_home().join("bin/java"));
    command.arg(altjvm);
    command
}

/// An option no VM knows is refused by us, which shows that the stock launcher has called our `JNI_CreateJavaVM`.
#[test]
fn the_stock_launcher_reaches_create_java_vm() {
    let output = launcher()
        .args(["-XX:NoSuchOption", "-version"])
        .output()
        .expect("java runs");
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        errors.contains("Unrecognized VM option 'NoSuchOption'"),
        "{errors}"
    );
    assert!(
        errors.contains("Error: Could not create the Java Virtual Machine."),
        "{errors}"
    );
    assert!(!errors.contains("dl failure"), "{errors}");
}

/// The phases of the start in their order, each with a time, and no other start in the table. (With `-version` there is no main class.)
#[test]
fn boot_times_have_a_line_for_each_phase() {
    let output = launcher()
        .args(["-XX:+PrintBootTimes", "-version"])
        .output()
        .expect("java runs");
    assert!(output.status.success(), "{output:?}");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<&str> = errors
        .lines()
        .filter_map(|line| line.strip_prefix("brolga-boot: "))
        .collect();
    assert!(lines[0].starts_with("began at "), "{errors}");
    let phase = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[2], "us", "{line}");
        (
            words[0].to_owned(),
            words[1].parse::<u64>().expect("a time"),
        )
    };
    let phases: Vec<(String, u64)> = lines[1..].iter().map(phase).collect();
    let names: Vec<&str> = phases.iter().map(|(name, _)| &name[..]).collect();
    let wanted = "options home arenas heap compiler agents image classes initPhase1 handles initPhase2 initPhase3 tools all";
    assert_eq!(names.join(" "), wanted);
    let (all, parts) = phases.split_last().expect("phases");
    let sum: u64 = parts.iter().map(|(_, time)| time).sum();
    // Each is rounded down.
    assert!(
        sum <= all.1 && all.1 <= sum + parts.len() as u64,
        "{errors}"
    );
}
