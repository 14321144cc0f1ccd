//! The full collection: mark, then slide everything that lives towards the start of the old generation (Lisp-2: compute addresses,
//! adjust references, move; with a mark bitmap as in Kermany and Petrank, "The Compressor", 2006). Mark words are left alone.
//!
//! Mirrors are marked and swept, not moved. What does not fit the old generation slides within the young one.
//!
//! | file | holds |
//! |---|---|
//! | `mark.rs` | marking, with the rule that keeps class loaders alive |
//! | `compact.rs` | new addresses, adjusting, moving |

mod compact;
mod mark;

use metadata::ClassLoaderData;

use crate::collect::Policy;
use crate::control::control;
use crate::heap::{Heap, lock};
use crate::log::PauseLog;

/// Collects everything. The world is stopped and TLABs are retired.
pub(crate) fn collect(heap: &Heap, policy: &Policy, clear_soft: bool, log: &mut PauseLog) {
    if heap.config.poison
        && !heap
            .memory
            .commit(heap.young_start, heap.young_committed_end())
    {
        panic!("the system takes back access to a survivor space");
    }
    log.phase(1, "Mark live objects");
    mark::mark_all(heap, policy.free_after_full, clear_soft);
    lock(&heap.mirrors).sweep(|mirror| heap.marks.is_marked(mirror));
    log.phase(2, "Compute new object addresses");
    let tops = compact::compute_addresses(heap);
    log.phase(3, "Adjust pointers");
    heap.cards.clear();
    compact::adjust(heap);
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
    log.phase(4, "Move objects");
    compact::move_objects(heap, tops);
    heap.marks.clear();
    heap.destinations
        .discard(heap.destinations.start(), heap.destinations.end());
}
