//! Walking the Java frames of a thread, innermost first: for stack traces, `getCallerClass`, StackWalker, thread dumps, the collector.
//! CONTRACTS 1 ("A walk starts at the anchor").
//!
//! Works on the current thread or on a stopped one. Native methods have frames of their own (the interpreter pushes one), so the
//! walk never looks at the native stack of C code. Two levels: [`activations`] are frames as they lie on the stacks; [`walk`] shows the
//! methods, several where compiled code has inlined them.

use std::ops::ControlFlow;

use abi::code::{CALLER_FP, CALLER_PC, CallRecord, Holder};
use abi::frame;
use metadata::MethodRef;
use metadata::code_map::{self, Code};

use crate::hooks::{self, Walk};
use crate::thread::JavaThread;

/// One Java frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub method: MethodRef,
    /// Interpreted and native frames: the header. Null in compiled ones.
    pub fp: *mut u64,
    /// Register pc: of the executing instruction in the innermost frame, of the invoke in the others. Null in native and in compiled
    /// frames.
    pub pc: *const u8,
    compiled: Option<Compiled>,
}

/// What a walk knows of a frame in compiled code.
#[derive(Clone, Copy, Debug)]
struct Compiled {
    bci: u32,
    call: &'static CallRecord,
    /// Its place among the frames of the call, innermost first.
    depth: u32,
    /// rsp at the call.
    sp: usize,
}

impl Frame {
    /// Bytecode index, `None` in native methods.
    pub fn bci(&self) -> Option<u32> {
        match self.compiled {
            Some(compiled) => Some(compiled.bci),
            None => (!self.method.is_native()).then(|| (hooks::get().bci_of)(self.method, self.pc)),
        }
    }

    pub fn is_compiled(&self) -> bool {
        self.compiled.is_some()
    }

    /// Compiled frames: words that refer to the objects that the frame has locked, innermost lock first. Others have them in their slots.
    pub fn compiled_locks(&self) -> Vec<u64> {
        let Some(Compiled {
            call, depth, sp, ..
        }) = self.compiled
        else {
            return Vec::new();
        };
        let rows = call.locks.iter().rev().filter(|row| row.0 == depth);
        rows.map(|(_, holder)| {
            let address = match *holder {
                Holder::Slot(offset) => sp as u64 + u64::from(offset),
                Holder::Oop(address) => address,
            };
            // SAFETY: a slot of a frame that exists, or a row that the code keeps alive.
            unsafe { *(address as *const u64) }
        })
        .collect()
    }
}

/// A frame on a stack.
#[derive(Clone, Copy)]
pub enum Activation {
    Interpreted {
        method: MethodRef,
        fp: *mut u64,
        pc: *const u8,
        /// It waits for a callee, which has the arguments; else `pc` is executing.
        is_calling: bool,
    },
    Compiled {
        code: &'static Code,
        call: &'static CallRecord,
        /// rbp.
        fp: usize,
    },
}

/// Calls `visit` for each frame on the stacks, innermost first, until it breaks.
///
/// # Panics
/// A return address of compiled code is nobody's: a bug of the VM.
pub fn activations(thread: &JavaThread, visit: impl FnMut(Activation) -> Walk) {
    activations_from(
        thread,
        (thread.area.anchor_fp, thread.area.anchor_pc),
        visit,
    );
}

/// As [`activations`], with another anchor of compiled code: its rbp and pc.
fn activations_from(
    thread: &JavaThread,
    anchor: (usize, usize),
    mut visit: impl FnMut(Activation) -> Walk,
) {
    let (mut fp, mut pc) = (thread.last_fp, thread.last_pc);
    let mut compiled = anchor;
    let mut entry = thread.entry_frame;
    loop {
        let mut is_calling = false;
        if compiled.0 != 0 {
            match compiled_frames(compiled, &mut visit) {
                ControlFlow::Break(()) => return,
                ControlFlow::Continue(caller) => (fp, pc) = caller,
            }
            is_calling = true;
        }
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
            if let Some(method) = method {
                let activation = Activation::Interpreted {
                    method,
                    fp,
                    pc,
                    is_calling,
                };
                if visit(activation).is_break() {
                    return;
                }
            }
            is_calling = true;
            (fp, pc) = (caller_fp, return_pc);
        }
        if entry.is_null() {
            return;
        }
        // SAFETY: entry frames are linked while the Rust frame that holds them is active (`call_java`).
        let link = unsafe { *entry };
        (fp, pc, entry) = (link.last_fp, link.last_pc, link.previous);
        compiled = (link.anchor_fp, link.anchor_pc);
    }
}

/// Visits compiled frames from (rbp, pc) on to the one that the interpreter called; where that call was.
fn compiled_frames(
    anchor: (usize, usize),
    visit: &mut impl FnMut(Activation) -> Walk,
) -> ControlFlow<(), (*mut u64, *const u8)> {
    let (mut fp, mut pc) = anchor;
    while !code_map::is_interpreter_return(pc) {
        let code = code_map::find(pc).unwrap_or_else(|| panic!("no code at {pc:#x}"));
        let call = code
            .call_at(pc)
            .unwrap_or_else(|| panic!("no call in {} returns to {pc:#x}", code.method));
        visit(Activation::Compiled { code, call, fp })?;
        // SAFETY: `fp` is the rbp of a frame of compiled code: the caller's is there, the return address above it (abi::code).
        (fp, pc) = unsafe { (*(fp as *const usize), *((fp + 8) as *const usize)) };
    }
    // SAFETY: the frame of the stub that called: these words are in it (abi::code).
    ControlFlow::Continue(unsafe {
        (
            *((fp as isize + CALLER_FP) as *const *mut u64),
            *((fp as isize + CALLER_PC) as *const *const u8),
        )
    })
}

/// Calls `visit` for each Java frame, innermost first, until it breaks.
pub fn walk(thread: &JavaThread, visit: impl FnMut(Frame) -> Walk) {
    walk_from(
        thread,
        (thread.area.anchor_fp, thread.area.anchor_pc),
        visit,
    );
}

/// As [`walk`] for a thread that is in compiled code itself, in a frame called by the one with this rbp, at this pc: for reports of crashes.
pub(crate) fn walk_from(
    thread: &JavaThread,
    anchor: (usize, usize),
    mut visit: impl FnMut(Frame) -> Walk,
) {
    activations_from(thread, anchor, |activation| match activation {
        Activation::Interpreted { method, fp, pc, .. } => visit(Frame {
            method,
            fp,
            pc,
            compiled: None,
        }),
        Activation::Compiled { code, call, fp } => {
            for (depth, (method, bci)) in code.frames(call.origin).iter().enumerate() {
                // SAFETY: compiled code names live methods (its class keeps theirs).
                let method = unsafe { MethodRef::from_address(*method) };
                if let Some(method) = method {
                    visit(Frame {
                        method,
                        fp: std::ptr::null_mut(),
                        pc: std::ptr::null(),
                        compiled: Some(Compiled {
                            bci: *bci,
                            call,
                            depth: depth as u32,
                            sp: fp - code.tables.frame_bytes as usize,
                        }),
                    })?;
                }
            }
            ControlFlow::Continue(())
        }
    });
}
