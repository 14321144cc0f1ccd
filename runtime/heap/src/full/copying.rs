//! Copying: the old generation has two halves, and what lives in one is copied to the other, in the order in which it is reached (Cheney,
//! "A nonrecursive list compacting algorithm", 1970; the halves: Fenichel and Yochelson, 1969). The work depends on what lives, not on the
//! size of the heap.
//!
//! The other half has room for everything in the first, but not for the young generation too. So its objects are marked where they are, and
//! what died there becomes fillers; they are promoted when the copy is complete, as far as there is room. If there is not, the caller
//! compacts. So it does from the beginning where the last full collection left less than half of that free which the old generation may have
//! (Sansom, "Dual-mode garbage collection", 1991).
//!
//! Each half has room for all of that. While a collection runs, the heap takes as much again as lives in the old generation; between
//! collections both halves have no more memory than one may have.

use abi::{LockTag, MarkWord};
use metadata::{ClassLoaderData, InstanceKind};

use super::forget_dead;
use super::sweep::sweep_young;
use super::trace::Tracing;
use crate::collect::Policy;
use crate::control::RootVisitor;
use crate::heap::Heap;
use crate::log::PauseLog;
use crate::object::{Object, Slot};
use crate::references::{Discovered, Tracer};
use crate::stats::Counters;
use crate::young::{self, copy_words};

struct Copier<'h> {
    heap: &'h Heap,
    /// Bounds of the half that is left.
    from: (usize, usize),
    to_start: usize,
    to_top: usize,
    /// Objects below this, in the new half, are scanned.
    scanned: usize,
    /// Young objects and mirrors: marked, not scanned yet.
    in_place: Vec<Object>,
    moved: u64,
    discovered: Discovered,
}

/// Collects everything. False: nothing has happened because too much lives, or the survivors of the young generation did not all find
/// room; the caller has to compact.
pub(super) fn collect(
    heap: &Heap,
    policy: &mut Policy,
    clear_soft: bool,
    log: &mut PauseLog,
) -> bool {
    if policy.free_after_full < heap.config.max_old / 2 {
        return false;
    }
    // (Nor is there another half if the system has no memory.)
    let Some((to, end)) = heap.commit_spare_half() else {
        return false;
    };
    log.phase(1, "Copy live objects");
    heap.cards.clear();
    let mut copier = Copier {
        heap,
        from: (heap.old.start(), heap.old.top()),
        to_start: to,
        to_top: to,
        scanned: to,
        in_place: Vec::new(),
        moved: 0,
        discovered: Discovered::new(heap, policy.free_after_full, clear_soft),
    };
    copier.trace_all(heap);
    log.phase(2, "Sweep the young generation");
    forget_dead(heap, &mut |address| copier.new_address(address));
    sweep_young(heap);
    heap.marks.clear();
    heap.change_halves((to, end), copier.to_top);
    Counters::add(&heap.counters.moved_objects, copier.moved);
    Counters::add(&heap.counters.moving, u64::from(copier.moved > 0));
    log.phase(3, "Promote survivors");
    young::promote_all(heap, policy)
}

impl Copier<'_> {
    #[inline(always)]
    fn is_left(&self, address: usize) -> bool {
        (self.from.0..self.from.1).contains(&address)
    }

    #[inline(always)]
    fn is_copy(&self, address: usize) -> bool {
        (self.to_start..self.to_top).contains(&address)
    }

    #[inline(always)]
    fn reach(&mut self, address: usize) -> usize {
        // SAFETY: a slot held this address.
        let object = unsafe { Object::at(address) };
        if self.is_left(address) {
            let mark = object.mark();
            return match mark.tag() {
                LockTag::Forwarded => mark.forwardee(),
                _ => self.copy(object),
            };
        }
        // (A slot that is visited twice holds the address of a copy the second time.)
        if !self.is_copy(address) && !self.heap.marks.is_marked(address) {
            self.heap.marks.mark(address, object.size());
            self.in_place.push(object);
        }
        address
    }

    fn copy(&mut self, object: Object) -> usize {
        let (place, size) = (self.to_top, object.size());
        // SAFETY: the committed part of the new half is as large as what was used of the old one; nothing of it is used twice.
        unsafe { copy_words(object.address(), place, size) };
        object.set_mark(MarkWord::forwarded_to(place));
        self.heap.offsets.record(place, size);
        self.to_top += size;
        self.moved += 1;
        place
    }

    fn scan(&mut self, object: Object) {
        let klass = object.klass();
        self.reach_class(klass);
        object.for_each_slot(klass, |slot| self.trace(slot));
        if klass.kind != InstanceKind::Plain {
            self.scan_special(object, klass);
        }
    }
}

impl RootVisitor for Copier<'_> {
    fn slot(&mut self, slot: *mut usize) {
        // SAFETY: roots are places of references, and the world is stopped.
        self.trace(unsafe { Slot::new(slot) });
    }

    fn loader_data(&mut self, data: &'static ClassLoaderData) {
        self.reach_loader_data(data);
    }
}

impl Tracing for Copier<'_> {
    fn discovered(&mut self) -> &mut Discovered {
        &mut self.discovered
    }
}

impl Tracer for Copier<'_> {
    fn new_address(&self, address: usize) -> Option<usize> {
        if self.is_left(address) {
            // SAFETY: a slot held this address; the class word of a copied object is intact.
            let mark = unsafe { Object::at(address) }.mark();
            return (mark.tag() == LockTag::Forwarded).then(|| mark.forwardee());
        }
        (self.is_copy(address) || self.heap.marks.is_marked(address)).then_some(address)
    }

    /// Marks the card of the slot, too, if it refers from outside the young generation into it.
    #[inline(always)]
    fn trace(&mut self, slot: Slot) {
        let value = slot.get();
        if value == 0 {
            return;
        }
        let new = self.reach(value);
        let heap = self.heap;
        if new != value {
            slot.set(new);
        } else if heap.is_young(new)
            && !heap.is_young(slot.address())
            && heap.memory.contains(slot.address())
        {
            heap.cards.dirty(slot.address());
        }
    }

    fn drain(&mut self) {
        loop {
            while self.scanned < self.to_top {
                // SAFETY: everything below the top is an object that this collection copied there.
                let object = unsafe { Object::at(self.scanned) };
                self.scanned += object.size();
                self.scan(object);
            }
            match self.in_place.pop() {
                Some(object) => self.scan(object),
                None => return,
            }
        }
    }
}
