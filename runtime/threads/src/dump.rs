//! The text of a thread dump, in the shape that `jstack` and SIGQUIT print.
//!
//! Gathered while the world is stopped, written afterwards by the caller. Not here: locks of `java.util.concurrent` that threads hold.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use heap::Oop;
use heap::oop::SlotExt;
use metadata::well_known as wk;

use crate::safepoint::World;
use crate::status::{self, thread_status};
use crate::thread::JavaThread;
use crate::walk::{self, Frame};
use crate::{locks, monitor, safepoint};

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
        let _ = write_deadlocks(&mut text, world);
    });
    text
}

/// A thread that waits for a lock of another.
struct Waiting {
    thread: *const JavaThread,
    object: locks::Address,
    status: i32,
    awaited: locks::Address,
    owner: locks::Address,
}

/// The circles of threads that wait for each other, if there are any, with their stacks.
fn write_deadlocks(text: &mut String, world: &World) -> std::fmt::Result {
    let mut all: Vec<Waiting> = Vec::new();
    world.for_each(|thread| all.extend(waiting(world, thread)));
    let edges: Vec<_> = all
        .iter()
        .map(|row| (row.object, Some(row.owner)))
        .collect();
    let circles = locks::circles(&edges);
    let row_of = |object| all.iter().find(|row: &&Waiting| row.object == object);
    // SAFETY: threads of the stopped world.
    let name_of =
        |object| row_of(object).map_or_else(String::new, |row| unsafe { (*row.thread).name() });
    for circle in &circles {
        writeln!(
            text,
            "\nFound one Java-level deadlock:\n============================="
        )?;
        for row in circle.iter().filter_map(|object| row_of(*object)) {
            // SAFETY: as above, and an object of the stopped heap.
            let (thread, awaited) = unsafe {
                let proof = (*row.thread).no_safepoint();
                (&*row.thread, Oop::from_address(row.awaited, proof))
            };
            let class = awaited.map(|object| object.klass().to_string());
            let (address, class) = (row.awaited, class.unwrap_or_default());
            writeln!(text, "\"{}\":", thread.name())?;
            match row.status {
                thread_status::BLOCKED_ON_MONITOR => {
                    let monitor = thread.parts.blocked_on.load(Ordering::Relaxed);
                    let object = format!("object {address:#018x}, a {class}");
                    writeln!(
                        text,
                        "  waiting to lock monitor {monitor:#018x} ({object}),"
                    )?;
                }
                _ => writeln!(
                    text,
                    "  waiting for ownable synchronizer {address:#018x}, (a {class}),"
                )?,
            }
            writeln!(text, "  which is held by \"{}\"\n", name_of(row.owner))?;
        }
        writeln!(
            text,
            "Java stack information for the threads listed above:\n==================================================="
        )?;
        for row in circle.iter().filter_map(|object| row_of(*object)) {
            // SAFETY: as above.
            let thread = unsafe { &*row.thread };
            writeln!(text, "\"{}\":", thread.name())?;
            write_frames(text, thread, row.status);
        }
    }
    match circles.len() {
        0 => Ok(()),
        1 => writeln!(text, "\nFound 1 deadlock.\n"),
        count => writeln!(text, "\nFound {count} deadlocks.\n"),
    }
}

/// What a thread waits for, if it is a lock that another thread has.
fn waiting(world: &World, thread: &JavaThread) -> Option<Waiting> {
    let proof = thread.no_safepoint();
    let object = thread.thread_object.oop(proof)?;
    let status = status::status_of(object);
    let is_lock = matches!(
        status,
        thread_status::BLOCKED_ON_MONITOR | thread_status::PARKED | thread_status::PARKED_TIMED
    );
    let awaited = locks::awaited(thread, object, status).filter(|_| is_lock)?;
    // SAFETY: an object of the stopped heap.
    let owner = locks::owner_of(world, unsafe { Oop::from_address(awaited, proof) }?, status)?;
    Some(Waiting {
        thread,
        object: object.address(),
        status,
        awaited,
        owner,
    })
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
    write_frames(text, thread, status);
    Ok(())
}

fn write_frames(text: &mut String, thread: &JavaThread, status: i32) {
    let held = locks::monitors(thread);
    let mut depth = 0;
    walk::walk(thread, |frame| {
        let from = held.partition_point(|(_, at)| *at < depth);
        let to = held.partition_point(|(_, at)| *at <= depth);
        let status = (depth == 0).then_some(status);
        let _ = write_frame(text, thread, &frame, status, &held[from..to]);
        depth += 1;
        ControlFlow::Continue(())
    });
}

/// One frame and the monitors that it holds; `status` in the innermost frame.
fn write_frame(
    text: &mut String,
    thread: &JavaThread,
    frame: &Frame,
    status: Option<i32>,
    held: &[(locks::Address, usize)],
) -> std::fmt::Result {
    writeln!(text, "\tat {}", frame_text(frame))?;
    let proof = thread.no_safepoint();
    match status {
        Some(thread_status::IN_OBJECT_WAIT | thread_status::IN_OBJECT_WAIT_TIMED)
            if frame.method.is_native() =>
        {
            let object = thread.thread_object.oop(proof);
            let object = object.and_then(|object| locks::awaited(thread, object, status?));
            // SAFETY: an object of the stopped heap.
            let object = object.and_then(|object| unsafe { Oop::from_address(object, proof) });
            write_lock(text, "waiting on", object)?;
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
    for &(address, _) in held {
        // SAFETY: an object of the stopped heap.
        write_lock(text, "locked", unsafe { Oop::from_address(address, proof) })?;
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
