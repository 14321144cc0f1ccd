//! `-XX:+GdbJit`: `gdb` names compiled frames and walks through them. Source: "JIT Compilation Interface" in gdb's manual.
//!
//! For each piece of code there is a small ELF file in memory (`elf`), in a list that the debugger reads from
//! [`__jit_debug_descriptor`] when the program comes to [`__jit_debug_register_code`], where it keeps a breakpoint. Not here: source lines,
//! and values of variables.

use std::collections::HashMap;
use std::ptr::{self, null_mut};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use metadata::code_map::Code;

mod elf;

const VERSION: u32 = 1;
/// Actions.
const NONE: u32 = 0;
const REGISTER: u32 = 1;
const UNREGISTER: u32 = 2;

/// A file in memory, as the debugger reads it.
#[repr(C)]
struct Entry {
    next: AtomicPtr<Entry>,
    previous: AtomicPtr<Entry>,
    file: *const u8,
    bytes: u64,
}

/// The head of the list, as the debugger reads it.
#[repr(C)]
pub(crate) struct Descriptor {
    version: u32,
    action: AtomicU32,
    /// The entry that the action is about.
    relevant: AtomicPtr<Entry>,
    first: AtomicPtr<Entry>,
}

/// The debugger finds it by this name.
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals, reason = "the debugger's name for it")]
pub(crate) static __jit_debug_descriptor: Descriptor = Descriptor {
    version: VERSION,
    action: AtomicU32::new(NONE),
    relevant: AtomicPtr::new(null_mut()),
    first: AtomicPtr::new(null_mut()),
};

/// Where the debugger stops to look at the descriptor.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) extern "C" fn __jit_debug_register_code() {
    // The call must stay.
    std::hint::black_box(&__jit_debug_descriptor);
}

/// Entries by the address of their code: kept as addresses, since the list has them too.
static ENTRIES: Mutex<Option<HashMap<usize, usize>>> = Mutex::new(None);

/// Code that is about to be called.
pub(crate) fn add(code: &Code) {
    if !flags::get().flags.GdbJit {
        return;
    }
    let file = elf::file(
        &crate::perf_map::name(code),
        code.start as u64,
        code.bytes as u64,
    );
    let file: &'static mut [u8] = Box::leak(file.into_boxed_slice());
    let mut entries = ENTRIES.lock().unwrap_or_else(PoisonError::into_inner);
    let descriptor = &__jit_debug_descriptor;
    let first = descriptor.first.load(Ordering::Relaxed);
    let entry = Box::into_raw(Box::new(Entry {
        next: AtomicPtr::new(first),
        previous: AtomicPtr::new(null_mut()),
        file: file.as_ptr(),
        bytes: file.len() as u64,
    }));
    // SAFETY: entries of the list live until `remove` takes them out, under the lock.
    if let Some(first) = unsafe { first.as_ref() } {
        first.previous.store(entry, Ordering::Relaxed);
    }
    descriptor.first.store(entry, Ordering::Relaxed);
    announce(REGISTER, entry);
    let known = entries.get_or_insert_default();
    known.insert(code.start, entry as usize);
}

/// Code that is gone.
pub(crate) fn remove(code: &Code) {
    let mut entries = ENTRIES.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(entry) = entries.as_mut().and_then(|known| known.remove(&code.start)) else {
        return;
    };
    let entry = entry as *mut Entry;
    // SAFETY: `add` leaked the entry and its file; its neighbours are in the list too, which only changes under the lock.
    unsafe {
        let next = (*entry).next.load(Ordering::Relaxed);
        let previous = (*entry).previous.load(Ordering::Relaxed);
        if let Some(next) = next.as_ref() {
            next.previous.store(previous, Ordering::Relaxed);
        }
        match previous.as_ref() {
            Some(previous) => previous.next.store(next, Ordering::Relaxed),
            None => __jit_debug_descriptor.first.store(next, Ordering::Relaxed),
        }
        announce(UNREGISTER, entry);
        let entry = Box::from_raw(entry);
        let file = ptr::slice_from_raw_parts_mut(entry.file.cast_mut(), entry.bytes as usize);
        drop(Box::from_raw(file));
    }
}

/// Tells the debugger, if there is one. Under the lock of the list.
fn announce(action: u32, entry: *mut Entry) {
    let descriptor = &__jit_debug_descriptor;
    descriptor.action.store(action, Ordering::Relaxed);
    descriptor.relevant.store(entry, Ordering::Relaxed);
    __jit_debug_register_code();
    descriptor.action.store(NONE, Ordering::Relaxed);
}
