//! The runtime constant pool: one resolution cell beside each entry of the class file's constant pool. JVMS 5.1, 5.4.3.
//!
//! A cell is 0 while unresolved and then, by the entry's tag:
//!
//! | tag | cell |
//! |---|---|
//! | Utf8 | address of the `Symbol` |
//! | Class | address of the `Klass` |
//! | String, MethodHandle, MethodType, Dynamic | address of an `OopSlot` in the loader's oop table (`NULL_CONSTANT` for a condy that is null) |
//! | Fieldref | address of the `Field` |
//! | Methodref, InterfaceMethodref | address of the resolved `Method`, or of a record the linker keeps (bit 0 set) |
//!
//! Resolution publishes with CAS: the first wins. A failed resolution is recorded and the same error is thrown again (JVMS
//! 5.4.3). `linker::resolve` is the only writer.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::slot::OopSlot;
use crate::symbol::Symbol;

/// A cell's content, as a name for signatures.
pub type CpEntry = u64;

/// The cell of a dynamic constant whose value is null.
pub const NULL_CONSTANT: CpEntry = 1;

/// A remembered failure: the `Throwable` object itself (kept by the loader's oop table).
#[derive(Clone, Copy)]
pub struct ResolutionError {
    pub throwable: &'static OopSlot,
}

/// See the module documentation.
pub struct RuntimeConstantPool {
    cells: Box<[AtomicU64]>,
    errors: Mutex<HashMap<u32, ResolutionError>>,
}

impl RuntimeConstantPool {
    /// For a class file pool of `len` entries (entry 0 included).
    pub fn new(len: usize) -> RuntimeConstantPool {
        RuntimeConstantPool {
            cells: std::iter::repeat_with(|| AtomicU64::new(0))
                .take(len)
                .collect(),
            errors: Mutex::default(),
        }
    }

    /// The cell, 0 if unresolved or out of range.
    pub fn get(&self, index: u16) -> CpEntry {
        self.cells
            .get(index as usize)
            .map_or(0, |cell| cell.load(Ordering::Acquire))
    }

    /// Publishes `value` if unresolved; returns the winner.
    pub fn publish(&self, index: u16, value: CpEntry) -> CpEntry {
        match self.cells[index as usize].compare_exchange(
            0,
            value,
            Ordering::AcqRel,
            Ordering::Acquire,
        ) {
            Ok(_) => value,
            Err(winner) => winner,
        }
    }

    /// The cell itself, for compiled code and for patching `this_class` of hidden classes.
    pub fn cell(&self, index: u16) -> &AtomicU64 {
        &self.cells[index as usize]
    }

    /// The symbol of a Utf8 entry whose bytes the caller has at hand; interned once.
    pub fn symbol(&self, index: u16, bytes: &[u8]) -> Symbol {
        let cell = &self.cells[index as usize];
        let known = cell.load(Ordering::Relaxed);
        if known != 0 {
            return Symbol::from_cell(known);
        }
        let symbol = Symbol::intern(bytes);
        cell.store(u64::from(symbol.address()), Ordering::Relaxed);
        symbol
    }

    /// Remembers a failure of entry (or call site) `key`; returns the error that counts (the first).
    pub fn save_error(&self, key: u32, error: ResolutionError) -> ResolutionError {
        *self
            .errors
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .entry(key)
            .or_insert(error)
    }

    pub fn error(&self, key: u32) -> Option<ResolutionError> {
        self.errors
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .get(&key)
            .copied()
    }
}
