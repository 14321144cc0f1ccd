//! The Java stack of a thread and the limits of both stacks; `StackOverflowError`. CONTRACTS 1, JVMS 2.5.2.
//!
//! ```text
//!  base                                             java_limit            hard limit    guard page
//!  | frames ->                                      | reserve             | slack      | no access |
//! ```
//! Frames stay below `java_limit`. While a `StackOverflowError` is made (Java code: its constructor) the reserve is open; it is
//! closed again before the exception is thrown. Frames that compiled code leaves behind may lie in the reserve too: what has run goes on, and
//! its next call overflows. The native stack has the same: `native_limit` above a reserve above the 20 pages
//! that C code called from Java may use.

use std::ptr;

use heap::Handle;
use heap::oop::SlotExt;
use metadata::OopSlot;
use metadata::well_known as wk;

use crate::exception::Thrown;
use crate::thread::JavaThread;

const PAGE: usize = 4096;
/// Kept for C code that Java calls.
const SHADOW_BYTES: usize = 20 * PAGE;
/// For making the error: on the Java stack, and on the native stack, where frames of unoptimised Rust are large.
const JAVA_RESERVE_BYTES: usize = 32 * 1024;
const NATIVE_RESERVE_BYTES: usize = if cfg!(debug_assertions) {
    192 * 1024
} else {
    64 * 1024
};
/// Above the hard limit: what a frame may touch before anybody checks.
const JAVA_SLACK_BYTES: usize = 2 * PAGE;
const SMALLEST_BYTES: usize = 128 * 1024;
/// Without -Xss: what the launcher is told before there are options.
pub const DEFAULT_BYTES: usize = 1024 * 1024;

/// A mapped Java stack.
pub(crate) struct JavaStack {
    pub(crate) base: *mut u64,
    /// Without the guard page.
    pub(crate) bytes: usize,
}

/// -Xss in bytes.
pub fn default_stack_bytes() -> usize {
    let kilobytes = flags::get().flags.ThreadStackSize;
    if kilobytes > 0 {
        kilobytes as usize * 1024
    } else {
        DEFAULT_BYTES
    }
}

/// Size of the native stack for a thread whose Java stack has `java_bytes`: calls from Java to native code and back need more of
/// it than a HotSpot thread's one stack has room for.
pub fn native_stack_bytes(java_bytes: usize) -> usize {
    java_bytes
        .max(SMALLEST_BYTES)
        .saturating_mul(2)
        .saturating_add(SHADOW_BYTES + NATIVE_RESERVE_BYTES)
}

impl JavaStack {
    /// Maps a stack; 0 means -Xss. `None`: no memory.
    pub(crate) fn map(bytes: usize) -> Option<JavaStack> {
        let wanted = if bytes == 0 {
            default_stack_bytes()
        } else {
            bytes
        };
        let bytes = wanted.max(SMALLEST_BYTES).checked_next_multiple_of(PAGE)?;
        let total = bytes.checked_add(PAGE)?;
        // SAFETY: a fresh anonymous mapping; the last page of it becomes the guard.
        unsafe {
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
            let base = libc::mmap(
                ptr::null_mut(),
                total,
                libc::PROT_READ | libc::PROT_WRITE,
                flags,
                -1,
                0,
            );
            if base == libc::MAP_FAILED {
                return None;
            }
            if libc::mprotect(base.byte_add(bytes), PAGE, libc::PROT_NONE) != 0 {
                libc::munmap(base, total);
                return None;
            }
            Some(JavaStack {
                base: base.cast(),
                bytes,
            })
        }
    }

    pub(crate) fn unmap(self) {
        // SAFETY: mapped by `map`; the owner of the stack gives it up.
        unsafe { libc::munmap(self.base.cast(), self.bytes + PAGE) };
    }

    fn hard_limit(&self) -> *mut u64 {
        self.base.wrapping_byte_add(self.bytes - JAVA_SLACK_BYTES)
    }

    /// Where frames end as long as the reserve is closed.
    pub(crate) fn limit(&self) -> *mut u64 {
        self.hard_limit().wrapping_byte_sub(JAVA_RESERVE_BYTES)
    }
}

/// The error for an overflow while the reserve is open.
static PREALLOCATED: OopSlot = OopSlot::null();

/// Keeps a `StackOverflowError` for the case that there is no room to make one. Boot calls it once.
pub fn set_preallocated_overflow(thread: &JavaThread, error: Handle) {
    PREALLOCATED.set(Some(thread.oop(error)));
}

pub(crate) fn preallocated_slot() -> *mut usize {
    PREALLOCATED.as_ptr()
}

impl JavaThread {
    /// Whether there is native stack for another activation of Java or a call of C code.
    #[inline]
    pub fn native_stack_ok(&self) -> bool {
        let here = 0u8;
        ptr::from_ref(&here) as usize > self.native_limit
    }

    /// As [`JavaThread::native_stack_ok`], with half of the reserve.
    pub(crate) fn native_reserve_ok(&self) -> bool {
        let here = 0u8;
        ptr::from_ref(&here) as usize > self.native_limit.saturating_sub(NATIVE_RESERVE_BYTES / 2)
    }

    /// The end of the Java stack's reserve.
    pub fn java_reserve_limit(&self) -> *mut u64 {
        let stack = JavaStack {
            base: self.java_stack_base,
            bytes: self.java_stack_bytes,
        };
        stack.hard_limit()
    }

    /// Sets `native_limit` and `native_top` from the stack the calling thread runs on.
    pub(crate) fn find_native_limit(&mut self) {
        // SAFETY: plain queries about the calling thread with valid out pointers.
        unsafe {
            let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
            if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0 {
                return;
            }
            let (mut low, mut size, mut guard) = (ptr::null_mut(), 0usize, 0usize);
            libc::pthread_attr_getstack(&attributes, &mut low, &mut size);
            libc::pthread_attr_getguardsize(&attributes, &mut guard);
            libc::pthread_attr_destroy(&mut attributes);
            let kept = guard + SHADOW_BYTES + NATIVE_RESERVE_BYTES;
            // A tiny stack of an attached thread keeps at least half for Java.
            self.native_limit = low as usize + kept.min(size / 2);
            self.parts.native_top = low as usize + size;
        }
    }

    /// Makes a `StackOverflowError` pending, using the reserve of both stacks. Runs Java.
    #[cold]
    pub fn throw_stack_overflow(&mut self) -> Thrown {
        if self.parts.reserve_open {
            // No room for a constructor: one that was kept, or one without message and trace.
            let kept = PREALLOCATED
                .oop(self.no_safepoint())
                .map(|oop| self.handle(oop));
            let error = match kept {
                Some(error) => Ok(error),
                None => self.new_instance(wk::STACK_OVERFLOW_ERROR.get()),
            };
            return match error {
                Ok(error) => self.throw(error),
                Err(thrown) => thrown,
            };
        }
        let (java_limit, native_limit) = (self.java_limit, self.native_limit);
        self.parts.reserve_open = true;
        self.java_limit = self.java_reserve_limit();
        self.native_limit = native_limit.saturating_sub(NATIVE_RESERVE_BYTES);
        let thrown = self.throw_empty("java/lang/StackOverflowError");
        self.java_limit = java_limit;
        self.native_limit = native_limit;
        self.parts.reserve_open = false;
        thrown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{attached, caught};

    #[test]
    fn an_overflow_opens_the_reserve_and_closes_it_again() {
        attached(|thread| {
            let limits = (thread.java_limit, thread.native_limit);
            for _ in 0..3 {
                let thrown = thread.throw_stack_overflow();
                assert_eq!(caught(thread, thrown).0, "java/lang/StackOverflowError");
                assert_eq!((thread.java_limit, thread.native_limit), limits);
            }
        });
    }

    #[test]
    fn the_whole_stack_is_usable_up_to_the_hard_limit() {
        let stack = JavaStack::map(200_000).expect("memory");
        assert!(stack.bytes >= 200_000 && stack.bytes.is_multiple_of(PAGE));
        assert!(stack.limit() < stack.hard_limit());
        // SAFETY: inside the mapping.
        unsafe {
            *stack.base = 1;
            *stack.hard_limit().byte_add(JAVA_SLACK_BYTES - 8) = 2;
        }
        stack.unmap();
    }
}
