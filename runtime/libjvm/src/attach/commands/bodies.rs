//! What the diagnostic commands do.

use heap::Cause;
use metadata::{ClassLoaderData, arena};
use threads::JavaThread;

use super::arguments::Arguments;
use crate::attach::heap_dump::Wanted;
use crate::attach::histogram;
use crate::attach::operations::{self, Answer};

/// As `perf` looks for it. An empty answer is shown as success by `jcmd`, here and below.
pub(super) fn perf_map(_: &mut JavaThread, _: &Arguments) -> Answer {
    match tiering::inspect::write_perf_map() {
        Ok(()) => Ok(String::new()),
        Err(error) => Err(format!("perf map: {error}")),
    }
}

pub(super) fn class_histogram(thread: &mut JavaThread, arguments: &Arguments) -> Answer {
    Ok(histogram::text(thread, arguments.is_on("-all")))
}

pub(super) fn heap_dump(thread: &mut JavaThread, arguments: &Arguments) -> Answer {
    let file = arguments.positional(0).unwrap_or_default();
    let wanted = Wanted {
        is_live: !arguments.is_on("-all"),
        overwrites: arguments.is_on("-overwrite"),
    };
    match arguments.has("-gz") {
        true => Err(operations::NO_COMPRESSION.to_owned()),
        false => operations::dump_heap(thread, file, wanted),
    }
}

pub(super) fn heap_info() -> String {
    let mut used = 0;
    ClassLoaderData::for_each(|data| used += data.used_bytes());
    format!(
        "{} Metaspace       used {}K, committed {}K, reserved {}K\n",
        heap::layout(),
        used >> 10,
        arena::committed_bytes() >> 10,
        arena::reserved_bytes() >> 10
    )
}

pub(super) fn collect(thread: &mut JavaThread, _: &Arguments) -> Answer {
    if flags::get().flags.DisableExplicitGC {
        return Ok("Explicit GC is disabled, no GC has been performed.\n".to_owned());
    }
    operations::collect(thread, Cause::SystemGc);
    Ok(String::new())
}

pub(super) fn threads(thread: &mut JavaThread, arguments: &Arguments) -> Answer {
    Ok(operations::thread_dump(thread, arguments.is_on("-l")))
}

pub(super) fn command_line() -> String {
    let options = flags::get();
    let property = |key| options.property(key).unwrap_or("<unknown>");
    let arguments = natives::users_arguments();
    let users: String = arguments.iter().map(|one| format!("{one} ")).collect();
    format!(
        "VM Arguments:\njvm_args: {users}\njava_command: {}\njava_class_path (initial): {}\nLauncher Type: {}\n",
        property("sun.java.command"),
        property("java.class.path"),
        property("sun.java.launcher")
    )
}

pub(super) fn flags(_: &mut JavaThread, arguments: &Arguments) -> Answer {
    let settings = &flags::get().settings;
    Ok(match arguments.is_on("-all") {
        true => flags::print::flags(settings),
        false => flags::print::command_line(settings),
    })
}

pub(super) fn set_flag(_: &mut JavaThread, arguments: &Arguments) -> Answer {
    operations::set_flag(arguments.positional(0).unwrap_or_default())
}

pub(super) fn uptime(_: &mut JavaThread, arguments: &Arguments) -> Answer {
    let seconds = flags::log::uptime().as_secs_f64();
    Ok(match arguments.is_on("-date") {
        true => format!("{}: {seconds:.3} s\n", flags::log::now()),
        false => format!("{seconds:.3} s\n"),
    })
}

/// Our version, and that of the class library.
pub(super) fn version() -> String {
    let release = linker::class_path::java_home().join("release");
    let release = std::fs::read_to_string(release).unwrap_or_default();
    let library = release
        .lines()
        .find_map(|line| line.strip_prefix("JAVA_VERSION=\"")?.strip_suffix('"'));
    format!(
        "{} version {}\nJDK {}\n",
        flags::VM_NAME,
        env!("CARGO_PKG_VERSION"),
        library.unwrap_or("17")
    )
}
