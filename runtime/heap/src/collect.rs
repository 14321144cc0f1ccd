//! When to collect what: the reaction to a failed allocation, `System.gc()`, the stress modes; one pause from stop to log lines.
//! How a collection works is `young.rs` and `full/`.
//!
//! A failed allocation collects the young generation if promotion is likely to succeed, else everything; then everything; then, if the
//! old generation has gaps, everything with compaction; then everything with all soft references cleared; then it is an
//! `OutOfMemoryError`. The request itself is repeated by the caller once the world runs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::config::HeapConfig;
use crate::control::{self, control};
use crate::full::{self, Effort};
use crate::heap::{Heap, heap, lock};
use crate::log::PauseLog;
use crate::mutator::{AllocationError, Mutator};
use crate::stats::{self, Counters};
use crate::verify;
use crate::young;

/// Why a collection runs; the texts are those of HotSpot's log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    AllocationFailure,
    SystemGc,
    MetadataThreshold,
    HeapInspection,
    HeapDump,
    Stress,
}

impl Cause {
    pub fn text(self) -> &'static str {
        match self {
            Cause::AllocationFailure => "Allocation Failure",
            Cause::SystemGc => "System.gc()",
            Cause::MetadataThreshold => "Metadata GC Threshold",
            Cause::HeapInspection => "Heap Inspection Initiated GC",
            Cause::HeapDump => "Heap Dump Initiated GC",
            Cause::Stress => "GC Stress",
        }
    }
}

/// What collections remember from one to the next.
#[derive(Debug)]
pub(crate) struct Policy {
    /// Survivors of this age are promoted.
    pub(crate) tenuring_threshold: u32,
    /// Padded exponential average of the bytes that a young collection promotes.
    average_promoted: f64,
    /// Collections so far: the n of `GC(n)`.
    collections: u64,
    /// Promotion failed: until the full collection that follows, dead objects refer to what has moved.
    incomplete: bool,
    /// Bytes free after the last full collection (up to the maximum): what soft references live by.
    pub(crate) free_after_full: usize,
}

impl Policy {
    pub(crate) fn new(config: &HeapConfig) -> Policy {
        Policy {
            tenuring_threshold: config.max_tenuring_threshold,
            average_promoted: 0.0,
            collections: 0,
            incomplete: false,
            free_after_full: config.max_old + config.max_young,
        }
    }

    pub(crate) fn note_promoted(&mut self, bytes: usize) {
        self.average_promoted = self.average_promoted * 0.75 + bytes as f64 * 0.25;
    }

    fn expected_promotion(&self) -> usize {
        (self.average_promoted * 1.5) as usize
    }
}

/// Collects everything. Soft references are treated by age. May be a no-op for `System.gc()` (`-XX:+DisableExplicitGC`).
pub fn collect_full(mutator: &mut Mutator, cause: Cause) {
    let heap = heap();
    if cause == Cause::SystemGc && heap.config.disable_explicit {
        return;
    }
    run(mutator, &mut || heap.full_collection(cause, Effort::Usual));
}

/// Collects the young generation (everything, if promotion might fail).
pub fn collect_young(mutator: &mut Mutator, cause: Cause) {
    let heap = heap();
    run(mutator, &mut || {
        heap.young_or_full(cause);
    });
}

/// A collection of the stress mode.
pub(crate) fn stress(mutator: &mut Mutator, full: bool) {
    if control::installed() {
        if full {
            collect_full(mutator, Cause::Stress)
        } else {
            collect_young(mutator, Cause::Stress)
        }
    }
}

fn run(mutator: &mut Mutator, operation: &mut dyn FnMut()) {
    while !control().stop_the_world(mutator, operation) {}
}

/// After a failed allocation: makes room for `size` bytes. The caller tries again.
///
/// # Errors
/// There is no room even now.
pub(crate) fn for_allocation(mutator: &mut Mutator, size: usize) -> Result<(), AllocationError> {
    let heap = heap();
    if !control::installed() {
        return if heap.old_available() >= size {
            Ok(())
        } else {
            Err(AllocationError::HeapFull)
        };
    }
    if size > heap.config.max_old.max(heap.config.max_young) {
        return Err(AllocationError::HeapFull);
    }
    let mut result = Err(AllocationError::HeapFull);
    match control().stop_the_world(mutator, &mut || result = heap.make_room(size)) {
        true => result,
        // Another thread collected meanwhile, so trying again is right.
        false => Ok(()),
    }
}

impl Heap {
    fn make_room(&self, size: usize) -> Result<(), AllocationError> {
        let large = size > self.large_object_limit();
        let was_full = !large && self.young_or_full(Cause::AllocationFailure);
        if !large && self.has_room(size) {
            return Ok(());
        }
        if !was_full {
            self.full_collection(Cause::AllocationFailure, Effort::Usual);
        }
        if !self.has_room(size) && self.gaps.bytes() != 0 {
            self.full_collection(Cause::AllocationFailure, Effort::Compacting);
        }
        if !self.has_room(size) {
            self.full_collection(Cause::AllocationFailure, Effort::ClearingSoft);
        }
        if self.has_room(size) {
            Ok(())
        } else {
            Err(AllocationError::HeapFull)
        }
    }

    /// A young collection if it is likely to succeed, else a full one; also a full one after it if promotion failed, or made the old
    /// generation grow: then it is time to look for garbage there. Returns true if a full one ran.
    fn young_or_full(&self, cause: Cause) -> bool {
        let available = self.old_available();
        let expected = lock(&self.policy).expected_promotion();
        let safe = available >= self.young_used() || available >= expected;
        let old_end = self.old.end();
        let complete = safe
            && self.empty_survivor().is_empty()
            && self.pause(cause, false, |heap, policy, _| {
                let outcome = young::collect(heap, policy);
                policy.note_promoted(outcome.promoted_bytes);
                policy.incomplete = !outcome.complete;
                outcome.complete
            });
        if complete && self.old.end() == old_end {
            return false;
        }
        self.full_collection(cause, Effort::Usual);
        true
    }

    fn full_collection(&self, cause: Cause, effort: Effort) {
        self.pause(cause, true, |heap, policy, log| {
            full::collect(heap, policy, effort, log);
            policy.incomplete = false;
            heap.resize_after_full(cause);
            let usage = heap.usage();
            policy.free_after_full = usage.max.saturating_sub(usage.used);
        });
    }

    /// Keeps the share of free bytes in the old generation between the two limits, and the young generation in proportion. After a
    /// collection that nobody waits for memory from, free pages go back to the system.
    fn resize_after_full(&self, cause: Cause) {
        let used = self.old_used();
        let config = &self.config;
        let least = used * 100 / (100 - config.min_free_percent);
        let most = used * 100 / (100 - config.max_free_percent);
        let floor = config.min_old.max(config.initial_old);
        let wanted = self.old.capacity().clamp(least, most.max(least));
        self.resize_old(wanted.max(floor));
        if self.young_used() == 0 {
            self.resize_young(self.old.capacity() / config.new_ratio);
        }
        if !matches!(cause, Cause::AllocationFailure | Cause::Stress) {
            self.discard_free_pages();
        }
    }

    /// What surrounds every collection. The world is stopped.
    fn pause<R>(
        &self,
        cause: Cause,
        full: bool,
        body: impl FnOnce(&Heap, &mut Policy, &mut PauseLog) -> R,
    ) -> R {
        let mut policy = lock(&self.policy);
        control().for_each_mutator(&mut Mutator::prepare_for_collection);
        if self.config.verify_before && !policy.incomplete {
            verify::require_sound(self, "before");
        }
        control().collects(true);
        let start = Instant::now();
        let mut log = PauseLog::start(self, policy.collections, full, cause);
        policy.collections += 1;
        let had_pending = self.pending.load(Ordering::Relaxed) != 0;
        let result = body(self, &mut policy, &mut log);
        log.end(self);
        let counters = &self.counters;
        let count = |number: &AtomicU64, time: &AtomicU64| {
            Counters::add(number, 1);
            Counters::add(time, start.elapsed().as_nanos() as u64);
        };
        if full {
            count(&counters.full, &counters.full_ns)
        } else {
            count(&counters.young, &counters.young_ns)
        }
        stats::paused(full, start.elapsed());
        if self.config.verify_after && !policy.incomplete {
            verify::require_sound(self, "after");
        }
        control().collects(false);
        if !had_pending && self.pending.load(Ordering::Relaxed) != 0 {
            control().notify_pending_references();
        }
        result
    }
}
