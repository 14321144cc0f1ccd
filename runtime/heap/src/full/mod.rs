//! Full collections. What they do with the old generation is chosen by a flag:
//!
//! | file | collector | flag |
//! |---|---|---|
//! | `compact.rs` | mark-compact: everything that lives slides towards the start (Lisp-2: compute addresses, adjust references, move; with a mark bitmap as in Kermany and Petrank, "The Compressor", 2006) | `UseSerialGC`, the default |
//! | `sweep.rs` | mark-sweep: what died becomes gaps that are allocated from | `UseMarkSweepGC` |
//! | `copying.rs` | copying between two halves | `UseCopyingGC` |
//!
//! `mark.rs` marks; `trace.rs` says what keeps what alive, class loaders included. Compaction is the way out of the other two: it always finds
//! room for what fits the heap. Mirrors are marked and swept in each of them, and do not move. The young generation is empty afterwards,
//! unless what lives does not fit the old one.

mod compact;
mod copying;
mod mark;
mod sweep;
mod trace;

use flags::Collector;
use metadata::ClassLoaderData;

use crate::collect::Policy;
use crate::control::control;
use crate::heap::{Heap, lock};
use crate::log::PauseLog;

/// How hard a full collection tries to find memory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Effort {
    Usual,
    /// What is free is in one piece afterwards.
    Compacting,
    /// As above, and all soft references are cleared: the last attempt before an `OutOfMemoryError`.
    ClearingSoft,
}

/// Collects everything. The world is stopped and TLABs are retired.
pub(crate) fn collect(heap: &Heap, policy: &mut Policy, effort: Effort, log: &mut PauseLog) {
    let clear_soft = effort == Effort::ClearingSoft;
    if heap.config.poison
        && !heap
            .memory
            .commit(heap.young_start, heap.young_committed_end())
    {
        panic!("the system takes back access to a survivor space");
    }
    let complete = match heap.config.collector {
        Collector::MarkCompact => false,
        Collector::MarkSweep => effort == Effort::Usual && sweep::collect(heap, policy, log),
        Collector::Copying => copying::collect(heap, policy, clear_soft, log),
    };
    if !complete {
        compact(heap, policy, clear_soft, log);
    }
}

/// Mark words are left alone. What does not fit the old generation slides within the young one.
fn compact(heap: &Heap, policy: &Policy, clear_soft: bool, log: &mut PauseLog) {
    log.phase(1, "Mark live objects");
    mark::mark_all(heap, policy.free_after_full, clear_soft);
    lock(&heap.mirrors).sweep(|mirror| heap.marks.is_marked(mirror));
    log.phase(2, "Compute new object addresses");
    heap.gaps.clear();
    let tops = compact::compute_addresses(heap);
    log.phase(3, "Adjust pointers");
    heap.cards.clear();
    compact::adjust(heap);
    unload();
    log.phase(4, "Move objects");
    compact::move_objects(heap, tops);
    heap.marks.clear();
    heap.destinations
        .discard(heap.destinations.start(), heap.destinations.end());
}

/// Mirrors, entries of weak tables and class loaders that were not reached go. `new_address`: of an object that was.
fn forget_dead(heap: &Heap, new_address: &mut dyn FnMut(usize) -> Option<usize>) {
    lock(&heap.mirrors).sweep(|mirror| heap.marks.is_marked(mirror));
    control().process_weak_tables(true, new_address);
    unload();
}

/// Unloads the classes of loaders that were not reached.
fn unload() {
    let mut dead = Vec::new();
    ClassLoaderData::for_each(|data| {
        if !data.is_marked() {
            dead.push(data);
        }
    });
    if !dead.is_empty() {
        dead.reverse();
        control().unload(&dead);
    }
}
