//! The text of a thread dump, in the shape that `jstack` and SIGQUIT print.
//!
//! Gathered while the world is stopped, written afterwards by the caller. Not here: locks of `java.util.concurrent`, monitors that a
//! method entered by `monitorenter` (a frame names only the one of a synchronized method), deadlocks.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use abi::frame;
use heap::Oop;
use heap::oop::SlotExt;
use metadata::well_known as wk;

use crate::status::{self, thread_status};
use crate::thread::JavaThread;
use crate::walk::{self, Frame};
use crate::{monitor, safepoint};

/// The dump of all threads, with the time on top. Stops the world.
pub fn thread_dump(thread: &mut JavaThread) -> String {
    let mut text = local_time();
    safepoint::stop_the_world(thread, "PrintThreads", |world| {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(
            text,
            "\nFull thread dump {} ({}):",
            flags::VM_NAME,
            env!("CARGO_PKG_VERSION")
        );
        world.for_each(|thread| {
            text.push('\n');
            let _ = write_thread(&mut text, thread);
        });
        text.push('\n');
    });
    text
}

/// `2026-01-31 23:59:59`.
fn local_time() -> String {
    let mut buffer = [0u8; 32];
    // SAFETY: valid pointers throughout; strftime gets the size of its buffer.
    let length = unsafe {
        let now = libc::time(std::ptr::null_mut());
        let mut parts: libc::tm = std::mem::zeroed();
        libc::localtime_r(&now, &mut parts);
        libc::strftime(
            buffer.as_mut_ptr().cast(),
            buffer.len(),
            c"%Y-%m-%d %H:%M:%S".as_ptr(),
            &parts,
        )
    };
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

/// A stopped thread (or the caller).
fn write_thread(text: &mut String, thread: &JavaThread) -> std::fmt::Result {
    write!(text, "\"{}\"", thread.name())?;
    let object = thread.thread_object.oop(thread.no_safepoint());
    let mut status = thread_status::RUNNABLE;
    if let Some(object) = object {
        if let Some(offset) = wk::THREAD_TID.try_offset() {
            write!(text, " #{}", object.get_i64(offset))?;
        }
        if thread.is_daemon {
            write!(text, " daemon")?;
        }
        if let Some(offset) = wk::THREAD_PRIORITY.try_offset() {
            write!(text, " prio={}", object.get_i32(offset))?;
        }
        status = status::status_of(object);
    }
    let (native, word) = words(status);
    let id = thread.os_thread_id.load(Ordering::Relaxed);
    writeln!(
        text,
        " os_prio=0 tid={:#018x} nid={id:#x} {native}",
        std::ptr::from_ref(thread) as usize
    )?;
    if object.is_some() {
        writeln!(text, "   java.lang.Thread.State: {word}")?;
    }
    let mut innermost = true;
    walk::walk(thread, |frame| {
        let _ = write_frame(text, thread, &frame, innermost.then_some(status));
        innermost = false;
        ControlFlow::Continue(())
    });
    Ok(())
}

/// One frame and the locks known of it; `status` in the innermost frame.
fn write_frame(
    text: &mut String,
    thread: &JavaThread,
    frame: &Frame,
    status: Option<i32>,
) -> std::fmt::Result {
    writeln!(text, "\tat {}", frame_text(frame))?;
    let proof = thread.no_safepoint();
    // SAFETY: a slot of a live frame of a stopped thread that holds a reference or null.
    let slot = |pointer: *const u64| unsafe { Oop::from_address(*pointer as usize, proof) };
    match status {
        Some(thread_status::IN_OBJECT_WAIT | thread_status::IN_OBJECT_WAIT_TIMED)
            if frame.method.is_native() =>
        {
            let receiver = frame.fp.wrapping_sub(usize::from(frame.method.max_locals));
            write_lock(text, "waiting on", slot(receiver))?;
        }
        Some(thread_status::BLOCKED_ON_MONITOR) => {
            write_lock(text, "waiting to lock", monitor::blocked_on(thread))?
        }
        Some(thread_status::PARKED | thread_status::PARKED_TIMED) => {
            let object = thread.thread_object.oop(proof);
            let blocker =
                object.and_then(|object| object.get_ref(wk::THREAD_PARK_BLOCKER.try_offset()?));
            write_lock(text, "parking to wait for ", blocker)?;
        }
        _ => {}
    }
    let words = match frame.is_compiled() {
        true => frame.compiled_locks(),
        false if frame.method.is_synchronized() => {
            // SAFETY: the slot for it in the header of a live frame.
            vec![unsafe { *frame.fp.wrapping_add(frame::SYNC) }]
        }
        false => Vec::new(),
    };
    for word in words {
        // SAFETY: a reference or null in a live frame of a stopped thread.
        let object = unsafe { Oop::from_address(word as usize, proof) };
        let held = object.filter(|object| monitor::holds_lock(thread, *object));
        write_lock(text, "locked", held)?;
    }
    Ok(())
}

fn write_lock(text: &mut String, how: &str, object: Option<Oop<'_>>) -> std::fmt::Result {
    match object {
        Some(object) => writeln!(
            text,
            "\t- {how} <{:#018x}> (a {})",
            object.address(),
            object.klass()
        ),
        None => Ok(()),
    }
}

/// `java.lang.Thread.run(java.base@17.0.15/Thread.java:840)`.
pub(crate) fn frame_text(frame: &Frame) -> String {
    let method = frame.method;
    let mut text = format!("{}.{}(", method.klass, method.name.to_text());
    let Some(class) = method.klass.instance.as_deref() else {
        return text + "Unknown Source)";
    };
    if let Some(module) = class.module.name {
        text += &module.to_text();
        if let Some(version) = class.module.version() {
            text += &format!("@{version}");
        }
        text.push('/');
    }
    let source = class
        .class_file
        .pool
        .utf8(class.class_file.attributes.source_file)
        .map(String::from_utf8_lossy);
    let line = frame.bci().map(|bci| method.line_number(bci));
    text += &match (line, source) {
        (None, _) => "Native Method)".to_owned(),
        (_, None) => "Unknown Source)".to_owned(),
        (Some(None), Some(file)) => format!("{file})"),
        (Some(Some(line)), Some(file)) => format!("{file}:{line})"),
    };
    text
}

/// What the thread does, and the name of its `Thread.State`.
fn words(status: i32) -> (&'static str, &'static str) {
    match status {
        thread_status::BLOCKED_ON_MONITOR => {
            ("waiting for monitor entry", "BLOCKED (on object monitor)")
        }
        thread_status::SLEEPING => ("waiting on condition", "TIMED_WAITING (sleeping)"),
        thread_status::IN_OBJECT_WAIT => ("in Object.wait()", "WAITING (on object monitor)"),
        thread_status::IN_OBJECT_WAIT_TIMED => {
            ("in Object.wait()", "TIMED_WAITING (on object monitor)")
        }
        thread_status::PARKED => ("waiting on condition", "WAITING (parking)"),
        thread_status::PARKED_TIMED => ("waiting on condition", "TIMED_WAITING (parking)"),
        thread_status::NEW => ("runnable", "NEW"),
        thread_status::TERMINATED => ("runnable", "TERMINATED"),
        _ => ("runnable", "RUNNABLE"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::attached;

    #[test]
    fn a_dump_names_every_thread() {
        attached(|thread| {
            let text = thread_dump(thread);
            let id = format!(
                "nid={:#x} runnable",
                thread.os_thread_id.load(Ordering::Relaxed)
            );
            assert!(
                text.contains("\nFull thread dump ") && text.contains(&id),
                "{text}"
            );
        });
    }
}
