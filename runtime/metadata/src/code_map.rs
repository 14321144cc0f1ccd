//! Which compiled code an address lies in: wait-free and signal-safe, one table over the one arena that holds all code. CONTRACTS 6,
//! "Finding code by pc".
//!
//! The arena is cut into granules; the table has the code of each granule. Code is published before anybody can run it, and withdrawn at a
//! safepoint after a walk found no frame of it. Read next: `runtime/tiering`, which fills the arena; `threads::walk`.

use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};

use abi::code::{CallRecord, CompiledCode};

use crate::reference::MethodRef;
use crate::slot::OopSlot;

/// Code begins at a multiple of this, bytes.
pub const GRANULE: usize = 64;

/// Compiled code in the arena.
pub struct Code {
    pub method: MethodRef,
    /// The number of the compile that made it.
    pub id: u64,
    /// Entered from the interpreter at this loop header.
    pub osr_bci: Option<u32>,
    pub start: usize,
    /// Length of the code.
    pub bytes: usize,
    /// 0 as long as the code may rely on what it assumes, if it does; the code reads it.
    pub validity: Option<Box<AtomicU32>>,
    /// Objects that the code names, in slots of its method's loader data; given back when the code is freed.
    pub constants: Vec<&'static OopSlot>,
    /// How often the code has come to instructions that it knows too little about.
    pub site_calls: AtomicU32,
    /// The compiler's tables; its own copy of the bytes is empty.
    pub tables: CompiledCode,
}

struct Arena {
    start: AtomicUsize,
    bytes: AtomicUsize,
    /// One cell per granule.
    cells: AtomicPtr<AtomicPtr<Code>>,
    /// Where compiled code returns to when the interpreter called it.
    interpreter_return: AtomicUsize,
}

static ARENA: Arena = Arena {
    start: AtomicUsize::new(0),
    bytes: AtomicUsize::new(0),
    cells: AtomicPtr::new(std::ptr::null_mut()),
    interpreter_return: AtomicUsize::new(0),
};

/// Boot: code lies in `bytes` bytes from `start`; `interpreter_return` is the return pc of what the interpreter calls.
pub fn init(start: usize, bytes: usize, interpreter_return: usize) {
    // Zeroed memory is not touched before it is written: the table costs what code there is.
    let cells = Box::<[AtomicPtr<Code>]>::new_zeroed_slice(bytes.div_ceil(GRANULE));
    // SAFETY: all zero bits are a null pointer.
    let cells = Box::leak(unsafe { cells.assume_init() }).as_mut_ptr();
    ARENA.cells.store(cells, Ordering::Release);
    ARENA.bytes.store(bytes, Ordering::Release);
    ARENA
        .interpreter_return
        .store(interpreter_return, Ordering::Release);
    ARENA.start.store(start, Ordering::Release);
}

/// Whether a frame that returns to `pc` was called by the interpreter or by Rust.
pub fn is_interpreter_return(pc: usize) -> bool {
    pc == ARENA.interpreter_return.load(Ordering::Relaxed)
}

fn cell(pc: usize) -> Option<&'static AtomicPtr<Code>> {
    let offset = pc.wrapping_sub(ARENA.start.load(Ordering::Acquire));
    if offset >= ARENA.bytes.load(Ordering::Acquire) {
        return None;
    }
    let cells = ARENA.cells.load(Ordering::Acquire);
    // SAFETY: `init` made one cell for each granule below `bytes`, for ever; before it `bytes` is 0.
    Some(unsafe { &*cells.add(offset / GRANULE) })
}

/// The cells of the granules that `code` has bytes in.
fn cells(code: &Code) -> impl Iterator<Item = &'static AtomicPtr<Code>> {
    let first = code.start / GRANULE * GRANULE;
    let granules = (first..code.start + code.bytes).step_by(GRANULE);
    granules.filter_map(cell)
}

/// The code that `pc`, an address in it or a return address behind a call in it, belongs to.
pub fn find(pc: usize) -> Option<&'static Code> {
    let code = cell(pc)?.load(Ordering::Acquire);
    // SAFETY: a cell is empty or has code that `publish` got for as long as it is published; whoever asks has a frame of it, or a
    // pc that is running, which keeps it (module documentation).
    let code = unsafe { code.as_ref() }?;
    (code.start..=code.start + code.bytes)
        .contains(&pc)
        .then_some(code)
}

/// `code` can be found from now on.
pub fn publish(code: &'static Code) {
    for cell in cells(code) {
        cell.store(std::ptr::from_ref(code).cast_mut(), Ordering::Release);
    }
}

/// `code` cannot be found any more. At a safepoint, with no frame of it on any stack.
pub fn withdraw(code: &Code) {
    for cell in cells(code) {
        cell.store(std::ptr::null_mut(), Ordering::Release);
    }
}

impl Code {
    /// The call that returns to `pc`.
    pub fn call_at(&self, pc: usize) -> Option<&CallRecord> {
        let offset = pc.checked_sub(self.start)? as u32;
        let calls = &self.tables.calls;
        let at = calls.binary_search_by_key(&offset, |call| call.return_offset);
        at.ok().map(|index| &calls[index])
    }

    /// The frames that the instruction at `pc` stands for, as nearly as is known ([`CompiledCode::origin_near`]).
    pub fn frames_near(&self, pc: usize) -> &[(u32, u32)] {
        let offset = pc.saturating_sub(self.start) as u32;
        let origin = self.tables.origin_near(offset);
        origin.map_or(&[], |origin| self.frames(origin))
    }

    /// The frames that a place stands for, innermost first: method and bci.
    pub fn frames(&self, origin: u32) -> &[(u32, u32)] {
        &self.tables.origins[origin as usize].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_outside_of_the_arena_are_nobodys() {
        assert!(find(0).is_none());
        assert!(find(usize::MAX).is_none());
        assert!(!is_interpreter_return(1));
    }
}
