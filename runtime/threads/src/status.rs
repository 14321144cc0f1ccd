//! Fields of `java.lang.Thread` objects that the VM reads and writes: status, name, interruption, the link to the `JavaThread`.
//!
//! `threadStatus` holds the thread states of JVMTI as bits; `Thread.getState` reads them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use heap::oop::SlotExt;
use heap::{Handle, Oop};
use metadata::well_known as wk;

use crate::exception::JavaResult;
use crate::registry::{self, ThreadCell};
use crate::thread::JavaThread;

/// Values of `Thread.threadStatus`.
pub mod thread_status {
    const ALIVE: i32 = 0x1;
    const RUNNABLE_BIT: i32 = 0x4;
    const INDEFINITELY: i32 = 0x10;
    const WITH_TIMEOUT: i32 = 0x20;
    pub(crate) const WAITING: i32 = 0x80;

    pub const NEW: i32 = 0;
    pub const TERMINATED: i32 = 0x2;
    pub const RUNNABLE: i32 = ALIVE | RUNNABLE_BIT;
    pub const BLOCKED_ON_MONITOR: i32 = ALIVE | 0x400;
    pub const SLEEPING: i32 = ALIVE | WAITING | WITH_TIMEOUT | 0x40;
    pub const IN_OBJECT_WAIT: i32 = ALIVE | WAITING | INDEFINITELY | 0x100;
    pub const IN_OBJECT_WAIT_TIMED: i32 = ALIVE | WAITING | WITH_TIMEOUT | 0x100;
    pub const PARKED: i32 = ALIVE | WAITING | INDEFINITELY | 0x200;
    pub const PARKED_TIMED: i32 = ALIVE | WAITING | WITH_TIMEOUT | 0x200;
}

/// Whether threads measure how long they are blocked and wait.
pub static CONTENTION_MONITORING: AtomicBool = AtomicBool::new(false);

/// Status of a thread object, 0 if the JDK keeps it elsewhere.
pub fn status_of(thread_object: Oop<'_>) -> i32 {
    wk::THREAD_STATUS
        .try_offset()
        .map_or(0, |offset| thread_object.get_i32(offset))
}

pub(crate) fn set_status_of(thread_object: Oop<'_>, status: i32) {
    if let Some(offset) = wk::THREAD_STATUS.try_offset() {
        thread_object.put_i32_volatile(offset, status);
    }
}

/// `eetop`: address of the `JavaThread`, 0 before start and after the end.
pub fn eetop(thread_object: Oop<'_>) -> i64 {
    thread_object.get_i64_volatile(wk::THREAD_EETOP.offset())
}

/// `Thread.isAlive`.
pub fn is_alive(thread_object: Oop<'_>) -> bool {
    eetop(thread_object) != 0
}

pub(crate) fn cell_of<'a>(thread_object: Oop<'_>) -> Option<&'a ThreadCell> {
    registry::cell_of_eetop(eetop(thread_object))
}

/// The name of a thread object, empty before its constructor ran.
pub fn name_of(thread_object: Oop<'_>) -> String {
    let name = wk::THREAD_NAME
        .try_offset()
        .and_then(|offset| thread_object.get_ref(offset));
    name.map_or_else(String::new, text_of)
}

/// Text of a `java.lang.String`. (`linker::strings` is the real thing; this serves reports below it.)
pub(crate) fn text_of(string: Oop<'_>) -> String {
    let Some(value) = string.get_ref(wk::STRING_VALUE.offset()) else {
        return String::new();
    };
    let bytes = value.bytes();
    if string.get_u8(wk::STRING_CODER.offset()) == 0 {
        return bytes.iter().map(|&byte| char::from(byte)).collect();
    }
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_ne_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// A `java.lang.String` of ASCII text, for names that the VM itself gives. (As above; it finds `byte[]` in the name of the current
/// thread, because only the layers above know the array classes.)
pub(crate) fn new_text(thread: &mut JavaThread, text: &str) -> JavaResult<Option<Handle>> {
    debug_assert!(text.is_ascii());
    let bytes_klass = {
        let object = thread.thread_object.oop(thread.no_safepoint());
        let name = object.and_then(|object| object.get_ref(wk::THREAD_NAME.offset()));
        name.and_then(|name| name.get_ref(wk::STRING_VALUE.offset()))
            .map(|value| value.klass())
    };
    let Some(bytes_klass) = bytes_klass else {
        return Ok(None);
    };
    let value = thread.new_array(bytes_klass, text.len())?;
    let string = thread.new_instance(wk::STRING.get())?;
    let value = thread.oop(value);
    // SAFETY: the array has room for exactly this text, and nobody else knows it yet.
    unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), value.array_data(), text.len()) };
    thread
        .oop(string)
        .put_ref(wk::STRING_VALUE.offset(), Some(value));
    Ok(Some(string))
}

impl JavaThread {
    /// The name for reports. Of another thread: only while it is stopped.
    pub fn name(&self) -> String {
        match self.thread_object.oop(self.no_safepoint()) {
            Some(object) => name_of(object),
            None => String::from("<unnamed thread>"),
        }
    }

    /// Runs `body`, which waits, with `threadStatus` set to `status`.
    pub(crate) fn with_status<R>(
        &mut self,
        status: i32,
        body: impl FnOnce(&mut JavaThread) -> R,
    ) -> R {
        let waits = status & thread_status::WAITING != 0;
        if waits {
            self.parts.waited_count.fetch_add(1, Ordering::Relaxed);
        }
        let start = CONTENTION_MONITORING
            .load(Ordering::Relaxed)
            .then(Instant::now);
        let before = self.swap_status(status);
        let result = body(self);
        self.swap_status(before);
        if let Some(start) = start {
            let spent = if waits {
                &self.parts.waited_ns
            } else {
                &self.parts.blocked_ns
            };
            spent.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
        }
        result
    }

    fn swap_status(&self, status: i32) -> i32 {
        let Some(object) = self.thread_object.oop(self.no_safepoint()) else {
            return thread_status::RUNNABLE;
        };
        let before = status_of(object);
        set_status_of(object, status);
        before
    }

    /// Whether this thread is interrupted; with `clear` it is not afterwards.
    pub fn is_interrupted(&self, clear: bool) -> bool {
        let Some(object) = self.thread_object.oop(self.no_safepoint()) else {
            return false;
        };
        let Some(offset) = wk::THREAD_INTERRUPTED.try_offset() else {
            return false;
        };
        let interrupted = object.get_u8_volatile(offset) & 1 != 0;
        if interrupted && clear {
            object.put_u8_volatile(offset, 0);
        }
        interrupted
    }
}
