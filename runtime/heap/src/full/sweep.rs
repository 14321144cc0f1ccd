//! Mark-sweep: nothing moves in the old generation, what died becomes gaps (`gaps.rs`). In the young generation it becomes fillers, and what
//! lives there is promoted.
//!
//! Gaps may be too small for what is wanted though they are many: then the caller compacts.

use super::{forget_dead, mark};
use crate::collect::Policy;
use crate::heap::Heap;
use crate::log::PauseLog;
use crate::object::{Object, fill};
use crate::space::Space;
use crate::young::{self, poison};

/// Collects everything. False: the survivors of the young generation did not all find room, and have to be compacted.
pub(super) fn collect(heap: &Heap, policy: &mut Policy, log: &mut PauseLog) -> bool {
    log.phase(1, "Mark live objects");
    mark::mark_all(heap, policy.free_after_full, false);
    log.phase(2, "Sweep");
    forget_dead(heap, &mut |address| {
        heap.marks.is_marked(address).then_some(address)
    });
    sweep_old(heap);
    sweep_young(heap);
    heap.marks.clear();
    log.phase(3, "Promote survivors");
    young::promote_all(heap, policy)
}

/// Visits the ranges between the marked objects of a space: [start, end).
fn for_each_dead_range(heap: &Heap, space: &Space, mut visit: impl FnMut(usize, usize)) {
    let (mut address, top) = (space.start(), space.top());
    while address < top {
        let live = heap.marks.next_marked(address, top);
        if address < live {
            visit(address, live);
        }
        address = live;
        if live < top {
            // SAFETY: behind the end of a live object a marked word begins the next one.
            address += unsafe { Object::at(live) }.size();
        }
    }
}

fn sweep_old(heap: &Heap) {
    heap.gaps.clear();
    let (old, mut end) = (&heap.old, heap.old.top());
    for_each_dead_range(heap, old, |start, stop| {
        if heap.config.poison {
            // SAFETY: nothing that lives refers to the range.
            unsafe { poison(start, stop) };
        }
        if stop == old.top() {
            // The last one is free like what lies behind it.
            end = start;
            return;
        }
        // SAFETY: dead memory between live objects of the old generation; the world is stopped.
        unsafe { heap.gaps.add(start, stop) };
        heap.offsets.record(start, stop - start);
    });
    old.set_top(end);
}

/// Makes the young generation parsable without the classes of its dead objects, which may be unloaded.
pub(super) fn sweep_young(heap: &Heap) {
    for space in heap.young_spaces() {
        // SAFETY: dead memory; the world is stopped.
        for_each_dead_range(heap, space, |start, end| unsafe { fill(start, end) });
    }
}
