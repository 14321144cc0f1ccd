//! Handles: references that survive collections. A `Handle` points at a slot the collector updates; slots live in the thread's
//! [`HandleArea`], in JNI handle blocks, or in global tables. A JNI `jobject` is the same thing: the address of a slot.
//!
//! Handle scopes: [`HandleArea::mark`] and [`HandleArea::release`] bracket every entry from native code; loops in runtime code
//! that make handles use `JavaThread::scoped`. A handle is used only inside its scope and only by its thread.

use std::cell::{Cell, UnsafeCell};
use std::num::NonZeroUsize;

use crate::oop::{NoSafepoint, Oop};

/// A non-null object behind a slot. Copy; `Option<Handle>` is one word.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Handle(NonZeroUsize);

impl Handle {
    /// From the address of a slot (a `jobject`). `None` if the pointer or the slot is null.
    ///
    /// # Safety
    /// `slot` is null or the address of a slot that the collector visits, and outlives the handle.
    pub unsafe fn from_slot(slot: *const usize) -> Option<Handle> {
        let address = NonZeroUsize::new(slot as usize)?;
        // SAFETY: the contract of this function.
        let value = unsafe { slot.read_volatile() };
        (value != 0).then_some(Handle(address))
    }

    /// The slot's address.
    pub fn slot(self) -> *mut usize {
        self.0.get() as *mut usize
    }

    /// The object, for as long as no safepoint can happen.
    pub fn oop<'a>(self, proof: NoSafepoint<'a>) -> Oop<'a> {
        // SAFETY: a handle's slot holds a live object (module invariant): checked at creation, kept by the collector.
        unsafe {
            Oop::from_address(self.slot().read_volatile(), proof)
                .expect("a handle's slot is never null")
        }
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "handle@{:#x}", self.0)
    }
}

const CHUNK: usize = 256;

/// A stack of handle slots in chunks that never move. Owned by one thread; the collector visits it while the world is stopped.
#[derive(Default)]
pub struct HandleArea {
    #[allow(clippy::vec_box, reason = "slots must not move when the vector grows")]
    chunks: UnsafeCell<Vec<Box<[Cell<usize>; CHUNK]>>>,
    top: Cell<usize>,
}

/// A position of a [`HandleArea`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HandleMark(usize);

impl HandleArea {
    /// A handle for `oop`, valid until the enclosing mark is released.
    pub fn push(&self, oop: Oop<'_>) -> Handle {
        let top = self.top.get();
        // SAFETY: the area belongs to one thread (not Sync), and no reference into `chunks` escapes this function.
        let chunks = unsafe { &mut *self.chunks.get() };
        if top / CHUNK == chunks.len() {
            chunks.push(Box::new([const { Cell::new(0) }; CHUNK]));
        }
        let slot = &chunks[top / CHUNK][top % CHUNK];
        slot.set(oop.address());
        self.top.set(top + 1);
        Handle(NonZeroUsize::new(slot.as_ptr() as usize).expect("a slot has an address"))
    }

    pub fn mark(&self) -> HandleMark {
        HandleMark(self.top.get())
    }

    /// Ends the validity of every handle made since `mark`.
    pub fn release(&self, mark: HandleMark) {
        debug_assert!(mark.0 <= self.top.get(), "handle scopes nest");
        self.top.set(mark.0);
    }

    /// Number of live handles.
    pub fn len(&self) -> usize {
        self.top.get()
    }

    pub fn is_empty(&self) -> bool {
        self.top.get() == 0
    }

    /// Visits every slot in use. The owner is stopped (or is the caller).
    pub fn for_each_slot(&self, mut visit: impl FnMut(*mut usize)) {
        // SAFETY: the owner does not push meanwhile (contract above).
        let chunks = unsafe { &*self.chunks.get() };
        for index in 0..self.top.get() {
            visit(chunks[index / CHUNK][index % CHUNK].as_ptr());
        }
    }
}
