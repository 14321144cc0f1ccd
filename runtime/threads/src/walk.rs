//! Walking the Java frames of a thread, innermost first: for stack traces, `getCallerClass`, StackWalker, thread dumps.
//!
//! Works on the current thread or on a stopped one. Native methods have frames of their own (the interpreter pushes one), so the
//! walk never looks at the native stack.

use abi::frame;
use metadata::MethodRef;

use crate::hooks::{self, Walk};
use crate::thread::JavaThread;

/// One Java frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub method: MethodRef,
    pub fp: *mut u64,
    /// Register pc: of the executing instruction in the innermost frame, of the invoke in the others. Null in native frames.
    pub pc: *const u8,
}

impl Frame {
    /// Bytecode index, `None` in native methods.
    pub fn bci(&self) -> Option<u32> {
        (!self.method.is_native()).then(|| (hooks::get().bci_of)(self.method, self.pc))
    }
}

/// Calls `visit` for each frame, innermost first, until it breaks.
pub fn walk(thread: &JavaThread, mut visit: impl FnMut(Frame) -> Walk) {
    let (mut fp, mut pc) = (thread.last_fp, thread.last_pc);
    let mut entry = thread.entry_frame;
    loop {
        while !fp.is_null() {
            // SAFETY: `fp` is an I-frame of this thread: the anchor, or a CALLER_FP that a live frame holds (abi::frame).
            let (method, caller_fp, return_pc) = unsafe {
                let method = MethodRef::from_address(*fp.add(frame::METHOD) as u32);
                (
                    method,
                    *fp.add(frame::CALLER_FP) as *mut u64,
                    *fp.add(frame::RETURN_PC) as *const u8,
                )
            };
            if let Some(method) = method
                && visit(Frame { method, fp, pc }).is_break()
            {
                return;
            }
            (fp, pc) = (caller_fp, return_pc);
        }
        if entry.is_null() {
            return;
        }
        // SAFETY: entry frames are linked while the Rust frame that holds them is active (`call_java`).
        let link = unsafe { *entry };
        (fp, pc, entry) = (link.last_fp, link.last_pc, link.previous);
    }
}
