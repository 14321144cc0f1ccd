//! The young collection: survivors of eden and from-space are copied to to-space or promoted, breadth first (C. J. Cheney, "A
//! nonrecursive list compacting algorithm", 1970), with ageing as in HotSpot's serial collector.
//!
//! Roots: `roots.rs` with all loader data, and dirty cards of the old and the mirror space. A forwarded object's mark word is its new
//! address with tag 3; the copy has the original mark. If an object fits nowhere it forwards to itself and its mark is remembered;
//! the collection goes on, then forwarding is undone, and a full collection must follow.
//!
//! Full collections that leave the young generation alone end with one of these, too, which promotes everything.

use abi::object::ARRAY_DATA_OFFSET;
use abi::{LockTag, MarkWord};
use metadata::{InstanceKind, Klass};

use crate::cards::CARD_BYTES;
use crate::collect::Policy;
use crate::control::{RootVisitor, control};
use crate::heap::{Heap, lock};
use crate::object::{self, Object, Slot};
use crate::references::{Discovered, Referent, Tracer};
use crate::roots;
use crate::space::Space;
use crate::stats::Counters;

const AGES: usize = MarkWord::MAX_AGE as usize + 1;
/// The tenuring threshold aims at survivors filling this share of their space.
const TARGET_SURVIVOR_PERCENT: usize = 50;
/// What vacated memory is filled with under `-XX:+PoisonFromSpace`.
pub(crate) const POISON: usize = 0xdead_beef_dead_beef;

/// What a young collection reports.
pub(crate) struct Outcome {
    /// False: promotion failed; a full collection must follow before the world runs.
    pub(crate) complete: bool,
    pub(crate) promoted_bytes: usize,
}

/// Collects the young generation. The world is stopped, TLABs are retired, to-space is empty.
pub(crate) fn collect(heap: &Heap, policy: &mut Policy) -> Outcome {
    let to = heap.empty_survivor();
    debug_assert!(to.is_empty());
    if heap.config.poison && !heap.memory.commit(to.start(), to.end()) {
        return Outcome {
            complete: false,
            promoted_bytes: 0,
        };
    }
    Collection::new(heap, policy, (to.start(), to.end())).run(policy)
}

/// Promotes everything that lives in the young generation, to-space included. The world is stopped, and to-space accessible. False: some of
/// it found no room; a compaction must follow before the world runs.
pub(crate) fn promote_all(heap: &Heap, policy: &mut Policy) -> bool {
    Collection::new(heap, policy, (0, 0)).run(policy).complete
}

struct Collection<'h> {
    heap: &'h Heap,
    young_start: usize,
    to_start: usize,
    to_top: usize,
    to_end: usize,
    to_scan: usize,
    old_top: usize,
    old_scan: usize,
    /// Objects that were promoted into gaps below the old top, not scanned yet.
    in_gaps: Vec<Object>,
    gap_bytes: usize,
    threshold: u32,
    age_bytes: [usize; AGES],
    moved: u64,
    /// Objects that forward to themselves, with the marks they had.
    failed: Vec<(Object, MarkWord)>,
    /// Those of them whose slots are not updated yet.
    unscanned: Vec<Object>,
    discovered: Discovered,
}

impl RootVisitor for Collection<'_> {
    fn slot(&mut self, slot: *mut usize) {
        // SAFETY: roots are places of references, and the world is stopped.
        self.trace(unsafe { Slot::new(slot) });
    }
}

impl<'h> Collection<'h> {
    /// A collection that copies survivors to [start, end) as long as there is room.
    fn new(heap: &'h Heap, policy: &Policy, (start, end): (usize, usize)) -> Collection<'h> {
        let old_top = heap.old.top();
        Collection {
            heap,
            young_start: heap.young_start,
            to_start: start,
            to_top: start,
            to_end: end,
            to_scan: start,
            old_top,
            old_scan: old_top,
            in_gaps: Vec::new(),
            gap_bytes: 0,
            threshold: policy.tenuring_threshold,
            age_bytes: [0; AGES],
            moved: 0,
            failed: Vec::new(),
            unscanned: Vec::new(),
            discovered: Discovered::new(heap, policy.free_after_full, false),
        }
    }

    fn run(mut self, policy: &mut Policy) -> Outcome {
        let (heap, old_top) = (self.heap, self.old_top);
        roots::visit_strong(heap, &mut self);
        roots::visit_all_loader_data(&mut self);
        self.scan_old_cards(old_top);
        self.scan_mirror_cards();
        self.drain();
        let disabled = self.discovered.disabled();
        let mut discovered = std::mem::replace(&mut self.discovered, disabled);
        discovered.process(heap, &mut self);
        control().process_weak_tables(false, &mut |address| self.new_address(address));
        self.finish(policy, old_top)
    }

    /// The spaces that are emptied.
    fn sources(&self) -> impl Iterator<Item = &'h Space> {
        let to = self.to_start;
        let spaces = self.heap.young_spaces().into_iter();
        spaces.filter(move |space| space.start() != to)
    }

    /// Updates a slot of an object outside the young generation.
    #[inline(always)]
    fn trace_old(&mut self, slot: Slot) {
        let value = slot.get();
        if value >= self.young_start {
            let new = self.evacuate(value);
            slot.set(new);
            if new >= self.young_start {
                self.heap.cards.dirty(slot.address());
            }
        }
    }

    #[inline(always)]
    fn in_to_space(&self, address: usize) -> bool {
        address.wrapping_sub(self.to_start) < self.to_top - self.to_start
    }

    /// Copies a young object, if that has not happened yet. Returns its new address.
    #[inline(always)]
    fn evacuate(&mut self, address: usize) -> usize {
        // A slot that is visited twice holds an address in to-space the second time.
        if self.in_to_space(address) {
            return address;
        }
        debug_assert!(
            address < self.heap.young_committed_end(),
            "{address:#x} is no reference"
        );
        // SAFETY: slots hold objects; this one is in eden or from-space, its class word intact.
        let object = unsafe { Object::at(address) };
        let mark = object.mark();
        if mark.tag() == LockTag::Forwarded {
            return mark.forwardee();
        }
        self.copy(object, mark)
    }

    fn copy(&mut self, object: Object, mark: MarkWord) -> usize {
        let size = object.size();
        let mut aged = mark;
        let fits = size <= self.to_end - self.to_top;
        let to = if fits && mark.age() < self.threshold {
            aged = mark.with_age(mark.age() + 1);
            self.survive(size, aged)
        } else if let Some(place) = self.promote(size) {
            place
        } else if fits {
            self.survive(size, aged)
        } else {
            self.failed.push((object, mark));
            self.unscanned.push(object);
            object.set_mark(MarkWord::forwarded_to(object.address()));
            return object.address();
        };
        // SAFETY: `size` bytes of fresh memory in to-space or the old generation; the source is an object of that size.
        let copy = unsafe {
            copy_words(object.address(), to, size);
            Object::at(to)
        };
        copy.set_mark(aged);
        object.set_mark(MarkWord::forwarded_to(to));
        self.moved += 1;
        to
    }

    #[inline(always)]
    fn survive(&mut self, size: usize, mark: MarkWord) -> usize {
        let place = self.to_top;
        self.to_top += size;
        self.age_bytes[mark.age() as usize] += size;
        place
    }

    #[inline(always)]
    fn promote(&mut self, size: usize) -> Option<usize> {
        if let Some(place) = self.heap.gaps.take(size) {
            self.heap.offsets.record(place, size);
            // SAFETY: an object will be there when the list is looked at.
            self.in_gaps.push(unsafe { Object::at(place) });
            self.gap_bytes += size;
            return Some(place);
        }
        let place = self.old_top;
        if size > self.heap.old.end() - place && !self.heap.grow_old(place + size) {
            return None;
        }
        self.old_top += size;
        self.heap.offsets.record(place, size);
        Some(place)
    }

    /// Updates the slots of a copy in to-space (or of an object that stayed in place).
    fn scan_young(&mut self, object: Object) {
        let klass = object.klass();
        object.for_each_slot(klass, |slot| self.trace(slot));
        if klass.kind.is_reference() {
            self.scan_reference(object, klass, 0, usize::MAX);
        }
    }

    /// Updates the slots of a promoted object and marks cards.
    fn scan_promoted(&mut self, object: Object) {
        let klass = object.klass();
        object.for_each_slot(klass, |slot| self.trace_old(slot));
        if klass.kind.is_reference() {
            self.scan_reference(object, klass, 0, usize::MAX);
        }
    }

    /// `referent` and `discovered` of a reference object, as far as they lie in [low, high).
    #[cold]
    fn scan_reference(&mut self, object: Object, klass: &Klass, low: usize, high: usize) {
        let Some((referent, discovered)) = self.discovered.slots(object) else {
            return;
        };
        let old = object.address() < self.young_start;
        let within = |slot: Slot| (low..high).contains(&slot.address());
        if within(discovered) {
            if old {
                self.trace_old(discovered)
            } else {
                self.trace(discovered)
            }
        }
        let value = referent.get();
        if !within(referent) || value < self.young_start {
            return;
        }
        if self.new_address(value).is_some()
            || self.discovered.discover(object, klass.kind) == Referent::Strong
        {
            if old {
                self.trace_old(referent)
            } else {
                self.trace(referent)
            }
        }
    }

    /// Updates the slots of an object outside the young generation that lie on [low, high).
    fn scan_part(&mut self, object: Object, low: usize, high: usize) {
        let klass = object.klass();
        if klass.layout.is_reference_array() {
            let data = object.slot(ARRAY_DATA_OFFSET).address();
            let first = low.saturating_sub(data) / 8;
            let end = object.length().min(high.saturating_sub(data).div_ceil(8));
            if first < end {
                object.for_each_element(first, end, |slot| self.trace_old(slot));
            }
            return;
        }
        let mut trace = |slot: Slot| {
            if (low..high).contains(&slot.address()) {
                self.trace_old(slot);
            }
        };
        object.for_each_slot(klass, &mut trace);
        if klass.kind == InstanceKind::Mirror {
            object.for_each_in_block(object.static_refs(), &mut trace);
        } else if klass.kind.is_reference() {
            self.scan_reference(object, klass, low, high);
        }
    }

    fn scan_old_cards(&mut self, old_top: usize) {
        let heap = self.heap;
        let mut from = heap.old.start();
        while let Some((low, high)) = heap.cards.take_dirty_run(from, old_top) {
            debug_assert!(low.is_multiple_of(CARD_BYTES));
            let mut address = heap.offsets.object_covering(low);
            while address < high {
                // SAFETY: the offset table leads to objects and fillers, which follow each other below the top.
                if let Some(size) = unsafe { object::filler_at(address) } {
                    address += size;
                    continue;
                }
                // SAFETY: as above.
                let object = unsafe { Object::at(address) };
                address += object.size();
                self.scan_part(object, low, high);
            }
            from = high;
        }
    }

    fn scan_mirror_cards(&mut self) {
        let heap = self.heap;
        let mirrors = lock(&heap.mirrors);
        let mut from = heap.memory.start();
        while let Some((low, high)) = heap.cards.take_dirty_run(from, mirrors.top()) {
            mirrors.for_each_overlapping(low, high, |mirror, _| self.scan_part(mirror, low, high));
            from = high;
        }
    }

    fn finish(mut self, policy: &mut Policy, old_top: usize) -> Outcome {
        let heap = self.heap;
        let promoted_bytes = self.old_top - old_top + self.gap_bytes;
        heap.old.set_top(self.old_top);
        let has_survivors = self.to_end != 0;
        if has_survivors {
            heap.empty_survivor().set_top(self.to_top);
        }
        Counters::add(&heap.counters.moved_objects, self.moved);
        Counters::add(&heap.counters.moving, u64::from(self.moved > 0));
        Counters::add(&heap.counters.promoted_bytes, promoted_bytes as u64);
        if !self.failed.is_empty() {
            self.undo_forwarding();
            return Outcome {
                complete: false,
                promoted_bytes,
            };
        }
        for space in self.sources() {
            if heap.config.poison {
                // SAFETY: vacated: nothing refers to the range any more.
                unsafe { poison(space.start(), space.top()) };
            }
            space.set_top(space.start());
        }
        if has_survivors {
            policy.tenuring_threshold = self.next_threshold();
            let from = heap.occupied_survivor();
            if heap.config.poison {
                heap.memory.protect(from.start(), from.end());
            }
            heap.swap_survivors();
        }
        Outcome {
            complete: true,
            promoted_bytes,
        }
    }

    /// After a failed promotion: objects that stayed get their marks back, what others left behind becomes filler.
    fn undo_forwarding(&mut self) {
        for (object, mark) in self.failed.drain(..) {
            object.set_mark(mark);
        }
        for space in self.sources() {
            let abandon = |object: Object| {
                if object.mark().tag() == LockTag::Forwarded {
                    // SAFETY: a from-copy: every reference to it was updated.
                    unsafe { object::fill(object.address(), object.address() + object.size()) };
                }
            };
            // SAFETY: both spaces are parsable: class words are intact.
            unsafe { object::walk(space.start(), space.top(), abandon) };
        }
    }

    /// The smallest age at which the survivors up to it fill the target share of their space.
    fn next_threshold(&self) -> u32 {
        let target = (self.to_end - self.to_start) * TARGET_SURVIVOR_PERCENT / 100;
        let mut total = 0;
        let full_at = self.age_bytes.iter().position(|bytes| {
            total += bytes;
            total > target
        });
        full_at.map_or(self.heap.config.max_tenuring_threshold, |age| {
            (age.max(1) as u32).min(self.heap.config.max_tenuring_threshold)
        })
    }
}

impl Tracer for Collection<'_> {
    fn new_address(&self, address: usize) -> Option<usize> {
        if address < self.young_start || self.in_to_space(address) {
            return Some(address);
        }
        // SAFETY: a slot held this address: an object of eden or from-space, its class word intact.
        let mark = unsafe { Object::at(address) }.mark();
        (mark.tag() == LockTag::Forwarded).then(|| mark.forwardee())
    }

    /// Updates a slot whose card (if any) does not matter.
    #[inline(always)]
    fn trace(&mut self, slot: Slot) {
        let value = slot.get();
        if value >= self.young_start {
            slot.set(self.evacuate(value));
        }
    }

    fn drain(&mut self) {
        loop {
            while self.to_scan < self.to_top {
                // SAFETY: everything below the top is an object that this collection copied there.
                let object = unsafe { Object::at(self.to_scan) };
                self.to_scan += object.size();
                self.scan_young(object);
            }
            while self.old_scan < self.old_top {
                // SAFETY: as above.
                let object = unsafe { Object::at(self.old_scan) };
                self.old_scan += object.size();
                self.scan_promoted(object);
            }
            if let Some(object) = self.in_gaps.pop() {
                self.scan_promoted(object);
                continue;
            }
            match self.unscanned.pop() {
                Some(object) => self.scan_young(object),
                None if self.to_scan == self.to_top => return,
                None => {}
            }
        }
    }
}

/// Copies `bytes` (multiple of 8) between ranges that do not overlap.
///
/// # Safety
/// Both ranges are heap memory of that size; the world is stopped.
#[inline(always)]
pub(crate) unsafe fn copy_words(from: usize, to: usize, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe { std::ptr::copy_nonoverlapping(from as *const u64, to as *mut u64, bytes / 8) }
}

/// Fills [start, end) with [`POISON`].
///
/// # Safety
/// The range is committed heap memory that nothing refers to.
pub(crate) unsafe fn poison(start: usize, end: usize) {
    for address in (start..end).step_by(8) {
        // SAFETY: the caller's promise.
        unsafe { (address as *mut usize).write(POISON) };
    }
}
