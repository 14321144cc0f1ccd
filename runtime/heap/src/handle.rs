//! Handles: references that survive collections. A `Handle` points at a slot the collector updates; slots live in the thread's
//! [`HandleArea`], in JNI handle blocks, or in global tables. A JNI `jobject` is the same thing: the address of a slot.
//!
//! Handle scopes: [`HandleArea::mark`] and [`HandleArea::release`] bracket every entry from native code; loops in runtime code
//! that make handles use `JavaThread::scoped`. A handle is used only inside its scope and only by its thread.
//!
//! JNI local references are handles of a *frame* (a native method's, or one of `PushLocalFrame`): [`HandleArea::delete_local`] frees the
//! slot of one before its frame ends, and [`HandleArea::push_local`] uses it again, in the same frame only.

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
    /// Where the innermost frame of local references begins.
    frame: Cell<usize>,
    /// Slots below `top` that `delete_local` freed; none at or above `free_end`.
    free: UnsafeCell<Vec<usize>>,
    free_end: Cell<usize>,
}

/// What [`HandleArea::enter_frame`] returns for [`HandleArea::leave_frame`].
#[derive(Clone, Copy, Debug)]
pub struct HandleFrame {
    mark: HandleMark,
    outer: usize,
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
        if self.free_end.get() > mark.0 {
            // SAFETY: as in `push`.
            unsafe { &mut *self.free.get() }.retain(|index| *index < mark.0);
            self.free_end.set(mark.0);
        }
    }

    /// Begins a frame of local references.
    pub fn enter_frame(&self) -> HandleFrame {
        let frame = HandleFrame {
            mark: self.mark(),
            outer: self.frame.get(),
        };
        self.frame.set(self.top.get());
        frame
    }

    /// Ends a frame and the validity of its references.
    pub fn leave_frame(&self, frame: HandleFrame) {
        self.release(frame.mark);
        self.frame.set(frame.outer);
    }

    /// As [`HandleArea::push`], for a local reference: in a slot of the frame that was freed, if there is one. Inside no scope but the
    /// frame.
    pub fn push_local(&self, oop: Oop<'_>) -> Handle {
        // SAFETY: as in `push`.
        let free = unsafe { &mut *self.free.get() };
        let Some(index) = free.pop_if(|index| *index >= self.frame.get()) else {
            return self.push(oop);
        };
        // SAFETY: as in `push`.
        let chunks = unsafe { &*self.chunks.get() };
        let slot = &chunks[index / CHUNK][index % CHUNK];
        slot.set(oop.address());
        Handle(NonZeroUsize::new(slot.as_ptr() as usize).expect("a slot has an address"))
    }

    /// Ends the validity of one local reference; it reads as null from here on. False, and nothing happens, if `slot` is no slot in
    /// use of this area.
    pub fn delete_local(&self, slot: *mut usize) -> bool {
        // SAFETY: as in `push`.
        let chunks = unsafe { &*self.chunks.get() };
        let position = chunks.iter().enumerate().rev().find_map(|(number, chunk)| {
            let offset = (slot as usize).checked_sub(chunk.as_ptr() as usize)? / size_of::<usize>();
            (offset < CHUNK).then_some(number * CHUNK + offset)
        });
        let Some(index) = position.filter(|index| *index < self.top.get()) else {
            return false;
        };
        let slot = &chunks[index / CHUNK][index % CHUNK];
        if slot.replace(0) != 0 {
            // SAFETY: as in `push`.
            unsafe { &mut *self.free.get() }.push(index);
            self.free_end.set(self.free_end.get().max(index + 1));
        }
        true
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freed_local_references_are_used_again_in_their_frame() {
        let area = HandleArea::default();
        // SAFETY: an address that nobody follows.
        let oop = unsafe { Oop::from_address(0x1000, NoSafepoint::assume()) }.expect("not null");
        let outer = area.push_local(oop);
        assert!(area.delete_local(outer.slot()));
        let frame = area.enter_frame();
        let first = area.push_local(oop);
        assert_ne!(first.slot(), outer.slot(), "a slot of the frame outside");
        for _ in 0..1000 {
            let local = area.push_local(oop);
            assert!(area.delete_local(local.slot()));
            assert!(area.delete_local(local.slot()), "a second time is harmless");
        }
        assert_eq!(area.len(), 3);
        let scope = area.mark();
        let inner = area.push(oop);
        assert!(area.delete_local(inner.slot()));
        area.release(scope);
        area.leave_frame(frame);
        assert!(!area.delete_local(inner.slot()), "its frame is gone");
        assert_eq!(area.push_local(oop).slot(), outer.slot());
        assert_eq!(area.len(), 1);
        let mut foreign = 5;
        assert!(!area.delete_local(&mut foreign));
    }
}
