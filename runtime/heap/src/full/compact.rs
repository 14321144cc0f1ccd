//! Sliding compaction over the mark bitmap.
//!
//! For each 512-byte block of the heap a word of `Heap::destinations` says where the first object that *starts* in it goes, less the
//! live bytes of the block before it; so the new address of any object is that word plus the live bytes of its block below it.
//! Objects slide into the old generation, then into eden and the survivor spaces; the change from one to the next happens between
//! blocks, so that one word per block is enough.

use std::collections::HashSet;

use metadata::{ClassLoaderData, InstanceKind};

use crate::bitmap::{BLOCK_BYTES, Bitmap};
use crate::control::{RootVisitor, control};
use crate::global;
use crate::heap::{Heap, lock};
use crate::object::{Object, Slot};
use crate::references::Discovered;
use crate::roots;
use crate::stats::Counters;
use crate::young::poison;

/// Tops of the four moving spaces after the collection.
pub(super) type Tops = [usize; 4];

/// Where objects are being sent.
struct CompactPoint<'h> {
    heap: &'h Heap,
    tops: Tops,
    space: usize,
}

impl CompactPoint<'_> {
    /// How far the current space may be filled.
    fn limit(&self) -> usize {
        match self.space {
            0 => self.heap.old_limit(),
            other => self.heap.moving_spaces()[other].end(),
        }
    }

    /// Room for `bytes`, in the next space that has it.
    fn take(&mut self, bytes: usize) -> usize {
        while bytes > self.limit() - self.tops[self.space] {
            self.space += 1;
        }
        if self.space == 0 && !self.heap.grow_old(self.tops[0] + bytes) {
            // The system refuses memory: the limit is lower now.
            return self.take(bytes);
        }
        let place = self.tops[self.space];
        self.tops[self.space] += bytes;
        place
    }
}

fn destination(heap: &Heap, block: usize) -> Slot {
    // SAFETY: a word of the destinations table, used by the collector only.
    unsafe { Slot::new((heap.destinations.start() + block * 8) as *mut usize) }
}

/// New address of a marked object.
#[inline(always)]
fn forward(heap: &Heap, address: usize) -> usize {
    if address < heap.old.start() {
        return address;
    }
    let below = heap.marks.live_below(address);
    destination(heap, heap.marks.block_of(address))
        .get()
        .wrapping_add(below)
}

/// The marked objects of [start, top), in order.
fn for_each_live(heap: &Heap, start: usize, top: usize, mut visit: impl FnMut(Object, usize)) {
    let mut address = heap.marks.next_marked(start, top);
    while address < top {
        // SAFETY: a marked word behind the end of a live object begins the next one.
        let object = unsafe { Object::at(address) };
        let size = object.size();
        visit(object, size);
        address = heap.marks.next_marked(address + size, top);
    }
}

/// Fills the destinations in.
pub(super) fn compute_addresses(heap: &Heap) -> Tops {
    let spaces = heap.moving_spaces();
    let mut point = CompactPoint {
        heap,
        tops: spaces.map(|space| space.start()),
        space: 0,
    };
    for space in spaces {
        let top = space.top();
        let mut address = heap.marks.next_marked(space.start(), top);
        while address < top {
            let block = heap.marks.block_of(address);
            let first = address;
            let mut bytes = 0;
            while address < top && heap.marks.block_of(address) == block {
                // SAFETY: as in `for_each_live`.
                let size = unsafe { Object::at(address) }.size();
                bytes += size;
                address = heap.marks.next_marked(address + size, top);
            }
            let place = point.take(bytes);
            destination(heap, block).set(place.wrapping_sub(heap.marks.live_below(first)));
        }
    }
    debug_assert!(BLOCK_BYTES == 64 * 8 && Bitmap::bit(BLOCK_BYTES) == 0);
    point.tops
}

/// Updates root slots.
struct Adjuster<'h> {
    heap: &'h Heap,
    /// With heap verification: the slots seen, because a slot that is visited twice would be forwarded twice.
    seen: Option<HashSet<usize>>,
}

impl RootVisitor for Adjuster<'_> {
    fn slot(&mut self, slot: *mut usize) {
        if let Some(seen) = &mut self.seen {
            assert!(
                seen.insert(slot as usize),
                "root {slot:p} is visited twice in one pass"
            );
        }
        // SAFETY: roots are places of references, and the world is stopped.
        adjust_slot(self.heap, unsafe { Slot::new(slot) });
    }
}

#[inline(always)]
fn adjust_slot(heap: &Heap, slot: Slot) -> usize {
    let value = slot.get();
    if value == 0 {
        return 0;
    }
    let new = forward(heap, value);
    slot.set(new);
    new
}

/// Updates every reference to its object's new address: roots, weak places, objects (which have not moved yet).
pub(super) fn adjust(heap: &Heap) {
    let seen = (heap.config.verify_before || heap.config.verify_after).then(HashSet::new);
    let mut adjuster = Adjuster { heap, seen };
    roots::visit_strong(heap, &mut adjuster);
    ClassLoaderData::for_each(|data| {
        if data.is_marked() {
            roots::visit_loader_data(data, &mut adjuster);
        }
    });
    global::for_each_weak(|slot| adjuster.slot(slot));
    control().process_weak_tables(true, &mut |address| {
        heap.marks
            .is_marked(address)
            .then(|| forward(heap, address))
    });
    let fields = Discovered::new(heap, 0, false);
    lock(&heap.mirrors).for_each(|mirror, _| {
        let klass = mirror.klass();
        let adjust = |slot: Slot| adjust_field(heap, slot, slot.address());
        mirror.for_each_slot(klass, adjust);
        mirror.for_each_in_block(mirror.static_refs(), adjust);
    });
    for space in heap.moving_spaces() {
        for_each_live(heap, space.start(), space.top(), |object, _| {
            let distance = forward(heap, object.address()).wrapping_sub(object.address());
            let adjust =
                |slot: Slot| adjust_field(heap, slot, slot.address().wrapping_add(distance));
            let klass = object.klass();
            object.for_each_slot(klass, adjust);
            if klass.kind != InstanceKind::Plain
                && klass.kind.is_reference()
                && let Some((referent, discovered)) = fields.slots(object)
            {
                adjust(referent);
                adjust(discovered);
            }
        });
    }
}

/// Updates a field that will be at `new_place`, and marks its card if it will refer from outside the young generation into it.
#[inline(always)]
fn adjust_field(heap: &Heap, slot: Slot, new_place: usize) {
    let new = adjust_slot(heap, slot);
    if heap.is_young(new) && !heap.is_young(new_place) {
        heap.cards.dirty(new_place);
    }
}

/// Moves the objects and sets the tops.
pub(super) fn move_objects(heap: &Heap, tops: Tops) {
    let mut moved = 0;
    for space in heap.moving_spaces() {
        for_each_live(heap, space.start(), space.top(), |object, size| {
            let to = forward(heap, object.address());
            if to != object.address() {
                // SAFETY: sliding: the destination holds nothing live that has not been moved already, and both ranges are
                // committed heap memory of `size` bytes, which may overlap.
                unsafe { std::ptr::copy(object.address() as *const u64, to as *mut u64, size / 8) };
                moved += 1;
            }
            if !heap.is_young(to) {
                heap.offsets.record(to, size);
            }
        });
    }
    Counters::add(&heap.counters.moved_objects, moved);
    Counters::add(&heap.counters.moving, u64::from(moved > 0));
    for (space, top) in heap.moving_spaces().into_iter().zip(tops) {
        let old_top = space.top();
        space.set_top(top);
        if heap.config.poison && top < old_top {
            // SAFETY: vacated: nothing refers to this range any more.
            unsafe { poison(top, old_top) };
        }
    }
}
