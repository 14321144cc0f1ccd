//! Walking the frames of the current thread from a signal handler: for `AsyncGetCallTrace`. CONTRACTS 3 (last rule), 6.
//!
//! The signal may have come anywhere: in the middle of making a frame, in a stub, in C code. So nothing is believed: a word is read only
//! within the thread's own two stacks, a method is one that the map of methods knows, a pc one that lies in that method's code; frames
//! only get older. What does not fit ends the walk. No allocation, no lock, nothing is written.
//!
//! The innermost frame is found in this order:
//!
//! | where the thread is | innermost frame |
//! |---|---|
//! | in native code, blocked | the anchor, which was written before |
//! | in compiled code | that code, by its pc; its caller by rbp, or by rsp while the frame is made or left |
//! | in a function of the interpreter's loop | the frame and pc in the registers that these functions pass on |
//! | in Rust or C that compiled code called | the anchor; without one (leaves) the return address close above rsp |
//! | elsewhere in the VM | a frame with its pc in any register, else the anchor, else a frame close above rsp |
//!
//! Without `-XX:+DebugNonSafepoints` compiled code has no table of bytecodes between calls: of the innermost frame the method is certain, and
//! what is inlined there, and the bci, is that of the next place that has one.
//! Read next: `walk.rs`, which does the same for threads that stand still.

use std::ops::Range;

use abi::code::{CALLER_FP, CALLER_PC};
use abi::frame;
use metadata::code_map::{self, Code};
use metadata::{MethodRef, method_map};

use crate::call::EntryFrame;
use crate::hooks::{self, Walk};
use crate::thread::{JavaThread, ThreadState};

/// How many words above rsp are looked at.
const NEAR_WORDS: usize = 48;

/// The bci of a frame that is being made or left.
pub const UNKNOWN_BCI: u32 = u32::MAX;

/// General registers of the interrupted code.
pub struct Registers {
    pub pc: usize,
    pub sp: usize,
    /// rbp.
    pub fp: usize,
    /// The first three that carry arguments.
    pub arguments: [usize; 3],
    pub general: [usize; 16],
}

impl Registers {
    /// # Safety
    /// `context` is the third argument of a signal handler.
    #[cfg(target_arch = "x86_64")]
    pub unsafe fn of_signal(context: *const libc::ucontext_t) -> Registers {
        // SAFETY: the caller's promise.
        let saved = unsafe { &(*context).uc_mcontext.gregs };
        let get = |register: libc::c_int| saved[register as usize] as usize;
        Registers {
            pc: get(libc::REG_RIP),
            sp: get(libc::REG_RSP),
            fp: get(libc::REG_RBP),
            arguments: [libc::REG_RDI, libc::REG_RSI, libc::REG_RDX].map(get),
            // The general registers come first.
            general: std::array::from_fn(|register| saved[register] as usize),
        }
    }

    /// # Safety
    /// `context` is the third argument of a signal handler.
    #[cfg(target_arch = "aarch64")]
    pub unsafe fn of_signal(context: *const libc::ucontext_t) -> Registers {
        // SAFETY: the caller's promise.
        let saved = unsafe { &(*context).uc_mcontext };
        let get = |register: usize| saved.regs[register] as usize;
        Registers {
            pc: saved.pc as usize,
            sp: saved.sp as usize,
            fp: get(29),
            arguments: [0, 1, 2].map(get),
            general: std::array::from_fn(|index| get(index + 13)),
        }
    }
}

/// Why there is no frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unwalkable {
    /// The thread runs no Java.
    NoJava,
    /// It has ended, or not begun.
    NotRunning,
    /// It runs Java, and its innermost frame was not found.
    Unknown,
}

/// Calls `visit` with the method of each Java frame and its bci (`None`: a native method), innermost first, until it breaks.
///
/// # Errors
/// There is no frame to begin with.
///
/// # Safety
/// `thread` is the calling thread, and `registers` are those of the code of it that a signal interrupted.
pub unsafe fn walk(
    thread: *const JavaThread,
    registers: &Registers,
    visit: &mut dyn FnMut(MethodRef, Option<u32>) -> Walk,
) -> Result<(), Unwalkable> {
    // SAFETY: the caller's promise; the interrupted code may be about to write these fields, so each is read once. (Its own borrow of
    // the thread is suspended as long as the handler runs.)
    let (state, mut walker, anchor) = unsafe {
        let read = |field: *const usize| field.read_volatile();
        let java = (&raw const (*thread).java_stack_base).read_volatile() as usize;
        let walker = Walker {
            java: java..java + read(&raw const (*thread).java_stack_bytes),
            native: registers.sp..read(&raw const (*thread).parts.native_top),
            found: 0,
            visit,
        };
        let anchor = Anchor {
            fp: (&raw const (*thread).last_fp).read_volatile() as usize,
            pc: (&raw const (*thread).last_pc).read_volatile() as usize,
            compiled: (
                read(&raw const (*thread).area.anchor_fp),
                read(&raw const (*thread).area.anchor_pc),
            ),
            entry: (&raw const (*thread).entry_frame).read_volatile() as usize,
        };
        ((*thread).state(), walker, anchor)
    };
    if matches!(state, ThreadState::New | ThreadState::Ended) {
        return Err(Unwalkable::NotRunning);
    }
    let is_running = !state.counts_as_stopped();
    // `None`: the visitor wants no more, or something did not fit.
    let _ = walker.innermost_first(thread as usize, is_running.then_some(registers), anchor);
    match walker.found {
        0 if is_running && (anchor.entry != 0 || anchor.fp != 0) => Err(Unwalkable::Unknown),
        0 => Err(Unwalkable::NoJava),
        _ => Ok(()),
    }
}

/// Where frames begin: interpreted frame and pc; compiled frame, rbp and pc, 0: none; and the link to the activation before.
#[derive(Clone, Copy)]
struct Anchor {
    fp: usize,
    pc: usize,
    compiled: (usize, usize),
    entry: usize,
}

struct Walker<'a> {
    /// The whole Java stack.
    java: Range<usize>,
    /// The part of the native stack that is in use.
    native: Range<usize>,
    found: usize,
    visit: &'a mut dyn FnMut(MethodRef, Option<u32>) -> Walk,
}

/// An interpreted frame that has been looked at.
struct Interpreted {
    method: MethodRef,
    /// `None`: a native method.
    bci: Option<u32>,
    caller_fp: usize,
    return_pc: usize,
}

impl Walker<'_> {
    /// Finds the innermost frame, and walks from there.
    fn innermost_first(
        &mut self,
        thread: usize,
        running: Option<&Registers>,
        mut anchor: Anchor,
    ) -> Option<()> {
        let Some(registers) = running else {
            return self.activations(anchor);
        };
        if let Some(code) = code_map::find(registers.pc) {
            self.show_all(code.frames_near(registers.pc))?;
            anchor.compiled = self.caller_of_top(code, registers)?;
        } else if anchor.compiled.0 != 0 {
            // A runtime entry.
        } else if let Some(frame) = self.in_arguments(thread, registers, anchor) {
            // Between two frames the pc may still be that of the other.
            self.show(frame.method, frame.bci)?;
            (anchor.fp, anchor.pc) = (frame.caller_fp, frame.return_pc);
        } else if let Some(compiled) = self.compiled_near(anchor.entry) {
            anchor.compiled = compiled;
        } else {
            let frame = self.anywhere(registers, anchor);
            if let Some(frame) = frame {
                self.show(frame.method, frame.bci)?;
                (anchor.fp, anchor.pc) = (frame.caller_fp, frame.return_pc);
            }
        }
        self.activations(anchor)
    }

    /// All frames from an anchor on.
    fn activations(&mut self, mut anchor: Anchor) -> Option<()> {
        loop {
            if anchor.compiled.0 != 0 {
                (anchor.fp, anchor.pc) = self.compiled_frames(anchor.compiled)?;
            }
            let link = self.entry_frame(anchor.entry);
            // The bottom of an activation lies where it begins, and is no method's frame.
            while anchor.fp > self.activation_start(link) {
                let frame = self.interpreted(anchor.fp, anchor.pc)?;
                self.show(frame.method, frame.bci)?;
                (anchor.fp, anchor.pc) = (frame.caller_fp, frame.return_pc);
            }
            if anchor.entry == 0 {
                return Some(());
            }
            let link = link?;
            let previous = link.previous as usize;
            if previous != 0 && previous <= anchor.entry {
                return None;
            }
            anchor = Anchor {
                fp: link.last_fp as usize,
                pc: link.last_pc as usize,
                compiled: (link.anchor_fp, link.anchor_pc),
                entry: previous,
            };
        }
    }

    fn show(&mut self, method: MethodRef, bci: Option<u32>) -> Option<()> {
        self.found += 1;
        (self.visit)(method, bci).is_continue().then_some(())
    }

    /// The frames that a place in compiled code stands for.
    fn show_all(&mut self, frames: &[(u32, u32)]) -> Option<()> {
        for &(method, bci) in frames {
            self.show(method_map::find(u64::from(method))?, Some(bci))?;
        }
        Some(())
    }

    fn java_word(&self, fp: usize, word: usize) -> Option<u64> {
        let address = fp.checked_add(word * frame::SLOT_BYTES)?;
        let fits = address.is_multiple_of(8) && self.java.contains(&address);
        // SAFETY: a word of the thread's Java stack, which is mapped to its end.
        fits.then(|| unsafe { (address as *const u64).read_volatile() })
    }

    fn native_word(&self, address: usize) -> Option<usize> {
        let end = address.checked_add(8)?;
        let fits =
            address.is_multiple_of(8) && self.native.contains(&address) && end <= self.native.end;
        // SAFETY: a word of the native stack that the thread has in use.
        fits.then(|| unsafe { (address as *const usize).read_volatile() })
    }

    fn entry_frame(&self, address: usize) -> Option<EntryFrame> {
        self.native_word(address)?;
        self.native_word(address + size_of::<EntryFrame>() - 8)?;
        // SAFETY: both ends, and so all of it, lie in the native stack; any bits are a value of it.
        Some(unsafe { (address as *const EntryFrame).read_volatile() })
    }

    /// The frame whose header is at `fp`, if it looks like one, and `pc` lies in its method.
    fn interpreted(&self, fp: usize, pc: usize) -> Option<Interpreted> {
        let frame = self.header(fp, pc)?;
        (frame.bci != Some(UNKNOWN_BCI)).then_some(frame)
    }

    /// As `interpreted`, with [`UNKNOWN_BCI`] if `pc` does not lie in the method.
    fn header(&self, fp: usize, pc: usize) -> Option<Interpreted> {
        let method = method_map::find(self.java_word(fp, frame::METHOD)?)?;
        let caller_fp = self.java_word(fp, frame::CALLER_FP)? as usize;
        // The bottom of an activation is its first frame's caller.
        if !(self.java.start..fp).contains(&caller_fp) {
            return None;
        }
        let bci_at = hooks::installed()?.bci_at;
        let bci = bci_at(method, pc as *const u8).unwrap_or(UNKNOWN_BCI);
        Some(Interpreted {
            method,
            bci: (!method.is_native()).then_some(bci),
            caller_fp,
            return_pc: self.java_word(fp, frame::RETURN_PC)? as usize,
        })
    }

    /// Shows compiled frames from (rbp, pc) on to the one that the interpreter called; where that call was.
    fn compiled_frames(&mut self, (mut fp, mut pc): (usize, usize)) -> Option<(usize, usize)> {
        while !code_map::is_interpreter_return(pc) {
            let code = code_map::find(pc)?;
            self.show_all(code.frames(code.call_at(pc)?.origin))?;
            let caller = self.native_word(fp)?;
            if caller <= fp {
                return None;
            }
            (fp, pc) = (caller, self.native_word(fp + 8)?);
        }
        Some((
            self.native_word(fp.wrapping_add_signed(CALLER_FP))?,
            self.native_word(fp.wrapping_add_signed(CALLER_PC))?,
        ))
    }

    /// rbp and pc of the caller of code that is running.
    fn caller_of_top(&self, code: &Code, registers: &Registers) -> Option<(usize, usize)> {
        let Registers { sp, fp, .. } = *registers;
        let depth = fp.wrapping_sub(sp);
        if depth == code.tables.frame_bytes as usize || depth == 0 {
            return Some((self.native_word(fp)?, self.native_word(fp + 8)?));
        }
        // rbp is not pushed yet, or popped again.
        if let Some(pc) = self.native_word(sp).filter(|pc| is_return(*pc)) {
            return Some((fp, pc));
        }
        // It is pushed, and still the caller's.
        let pc = self.native_word(sp + 8).filter(|pc| is_return(*pc))?;
        Some((self.native_word(sp)?, pc))
    }

    /// The frame in the registers of a function of the interpreter's loop, whose first argument is the thread.
    fn in_arguments(
        &self,
        thread: usize,
        registers: &Registers,
        anchor: Anchor,
    ) -> Option<Interpreted> {
        let [first, fp, pc] = registers.arguments;
        let start = self.activation_start(self.entry_frame(anchor.entry));
        let is_there = first == thread && fp > start;
        is_there.then(|| self.header(fp, pc))?
    }

    /// Where the frames of the activation begin that this leads out of.
    fn activation_start(&self, link: Option<EntryFrame>) -> usize {
        link.map_or(self.java.start, |link| link.java_sp as usize)
    }

    /// The compiled frame of the innermost activation that has called what runs now, without an anchor: rbp and pc.
    fn compiled_near(&self, entry: usize) -> Option<(usize, usize)> {
        let end = (self.native.start + 8 * NEAR_WORDS).min(match entry {
            0 => usize::MAX,
            entry => entry,
        });
        (self.native.start.next_multiple_of(8)..end)
            .step_by(8)
            .find_map(|address| {
                let pc = self.native_word(address)?;
                let code = code_map::find(pc)?;
                code.call_at(pc)?;
                let fp = address + 8 + code.tables.frame_bytes as usize;
                is_return(self.native_word(fp + 8)?).then_some((fp, pc))
            })
    }

    /// Elsewhere in the VM: a frame of the innermost activation that stands in a register together with a pc of its method; else the anchor
    /// (which may be of a frame that is gone, if nothing had to be anchored since); else a frame close above rsp (which may be of a frame
    /// that is gone, too), or one that is in a register alone. `None`: the activation has no frame yet.
    fn anywhere(&self, registers: &Registers, anchor: Anchor) -> Option<Interpreted> {
        let start = self.activation_start(self.entry_frame(anchor.entry));
        let near = (0..NEAR_WORDS).filter_map(|word| {
            let address = self.native.start.next_multiple_of(8) + 8 * word;
            self.native_word(address)
        });
        let kept = || registers.general.iter().copied();
        let anchored = || self.interpreted(anchor.fp, anchor.pc);
        let alone = || {
            let mut frames = kept().filter(|fp| *fp > start && self.java.contains(fp));
            frames.find_map(|fp| self.header(fp, 0))
        };
        let innermost = self.innermost_of(kept(), start);
        if innermost.is_none() && anchor.fp == 0 {
            return None;
        }
        innermost
            .or_else(anchored)
            .or_else(|| self.innermost_of(kept().chain(near), start))
            .or_else(alone)
    }

    /// The innermost frame behind `start` among these words whose pc is among them.
    fn innermost_of(
        &self,
        words: impl Iterator<Item = usize> + Clone,
        start: usize,
    ) -> Option<Interpreted> {
        let frames = words.clone();
        let frames = frames.filter(|fp| *fp > start && self.java.contains(fp));
        let frames = frames.filter_map(|fp| {
            let mut words = words.clone();
            words.find_map(|pc| Some((fp, self.interpreted(fp, pc)?)))
        });
        frames.max_by_key(|(fp, _)| *fp).map(|(_, frame)| frame)
    }
}

/// Whether compiled code, or what the interpreter called it by, goes on at this address after a call.
fn is_return(pc: usize) -> bool {
    let is_call = |code: &Code| code.call_at(pc).is_some();
    code_map::is_interpreter_return(pc) || code_map::find(pc).is_some_and(is_call)
}
