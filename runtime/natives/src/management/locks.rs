//! What threads hold and wait for: monitors, locks of `java.util.concurrent`, circles of threads that wait for each other.
//!
//! Everything is gathered in one pause as addresses and made into handles by the caller before its next poll.
//! Read next: `thread_info.rs`, `threads::locks`.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use heap::oop::SlotExt;
use heap::{Handle, NoSafepoint, Oop};
use metadata::well_known as wk;
use threads::locks::{
    Address, awaited, circles, monitors, object_of, owner_of, synchronizer_owner,
};
use threads::status::{self, thread_status};
use threads::trace::{Trace, trace_of};
use threads::{JavaThread, ThreadState, safepoint};

/// A thread as a pause found it.
pub(super) struct Snapshot {
    pub(super) thread: Address,
    pub(super) status: i32,
    pub(super) is_suspended: bool,
    pub(super) is_in_native: bool,
    pub(super) trace: Trace,
    /// What it waits for, and the thread that owns that.
    pub(super) awaited: Option<Address>,
    pub(super) owner: Option<Address>,
    /// Objects with the depth of the frame that holds their monitor.
    pub(super) monitors: Vec<(Address, usize)>,
    pub(super) blocked_count: i64,
    pub(super) waited_count: i64,
    /// ms while contention monitoring was on.
    pub(super) blocked_millis: i64,
    pub(super) waited_millis: i64,
}

/// A handle for what a snapshot names. To be called before anything that may collect.
pub(super) fn handle(thread: &JavaThread, address: Address) -> Handle {
    // SAFETY: the address was an object in a pause of the calling thread, which has not polled since (see the module).
    let oop = unsafe { Oop::from_address(address, thread.no_safepoint()) };
    thread.handle(oop.expect("addresses in snapshots are not 0"))
}

fn snapshot_of(
    world: &safepoint::World,
    thread: &JavaThread,
    proof: NoSafepoint<'_>,
) -> Option<Snapshot> {
    // One that ends may be listed for a while longer.
    let object = thread
        .thread_object
        .oop(proof)
        .filter(|object| status::is_alive(*object))?;
    let mut status = status::status_of(object);
    let mut waits_for = awaited(thread, object, status);
    // SAFETY: an object of the stopped heap.
    let oop = |address| unsafe { Oop::from_address(address, proof) };
    let owner = waits_for
        .and_then(oop)
        .and_then(|awaited| owner_of(world, awaited, status));
    if status == thread_status::BLOCKED_ON_MONITOR && owner.is_none() {
        // It is on its way in.
        status = thread_status::RUNNABLE;
        waits_for = None;
    }
    let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed) as i64;
    Some(Snapshot {
        thread: object.address(),
        status,
        is_suspended: thread.is_suspended(),
        is_in_native: thread.state() == ThreadState::InNative,
        trace: trace_of(thread),
        awaited: waits_for,
        owner,
        monitors: monitors(thread),
        blocked_count: count(&thread.parts.blocked_count),
        waited_count: count(&thread.parts.waited_count),
        blocked_millis: count(&thread.parts.blocked_ns) / 1_000_000,
        waited_millis: count(&thread.parts.waited_ns) / 1_000_000,
    })
}

/// All live threads that have an object, with their Java identifiers. Stops the world. What the snapshots name is made into handles
/// before anything else happens.
pub(super) fn snapshots(
    thread: &mut JavaThread,
    wanted: impl Fn(i64) -> bool,
) -> Vec<(i64, Snapshot)> {
    safepoint::stop_the_world(thread, "ThreadDump", |world| {
        let mut all = Vec::new();
        world.for_each(|other| {
            // SAFETY: the world is stopped and nothing collects inside the operation.
            let proof = unsafe { NoSafepoint::assume() };
            let id = other
                .thread_object
                .oop(proof)
                .map(|object| object.get_i64(wk::THREAD_TID.offset()));
            if let Some(id) = id.filter(|id| wanted(*id))
                && let Some(snapshot) = snapshot_of(world, other, proof)
            {
                all.push((id, snapshot));
            }
        });
        all
    })
}

/// Synchronizers (`ReentrantLock`s ...) with their owners, as handles. Walks the heap.
pub(super) fn owned_synchronizers(thread: &mut JavaThread) -> Vec<(Handle, Handle)> {
    let mut found = Vec::new();
    heap::for_each_object(&mut thread.mutator, &mut |object, _| {
        if let Some(owner) = synchronizer_owner(object) {
            found.push((object.address(), owner));
        }
    });
    // Synchronizers that died since the last full collection may name threads that are gone.
    let mut live = HashSet::new();
    threads::registry::for_each(|other| live.extend(object_of(other)));
    found
        .into_iter()
        .filter(|(_, owner)| live.contains(owner))
        .map(|(object, owner)| (handle(thread, object), handle(thread, owner)))
        .collect()
}

/// The threads of all circles in which each waits for a lock of the next; with `monitors_only` of monitors alone. Stops the world.
pub(super) fn deadlocked(thread: &mut JavaThread, monitors_only: bool) -> Vec<Handle> {
    let edges: Vec<(Address, Option<Address>)> = snapshots(thread, |_| true)
        .into_iter()
        .map(|(_, snapshot)| {
            let counts = match snapshot.status {
                thread_status::BLOCKED_ON_MONITOR => true,
                thread_status::PARKED | thread_status::PARKED_TIMED => !monitors_only,
                _ => false,
            };
            (snapshot.thread, snapshot.owner.filter(|_| counts))
        })
        .collect();
    circles(&edges)
        .into_iter()
        .flatten()
        .map(|address| handle(thread, address))
        .collect()
}
