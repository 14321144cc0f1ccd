//! What threads hold and wait for: monitors, locks of `java.util.concurrent`, circles of threads that wait for each other.
//!
//! Everything is gathered in one pause as addresses and made into handles by the caller before its next poll. The monitors of a frame
//! are those that an exception handler around its bci leaves (the shape that `javac` gives to `synchronized` blocks), innermost
//! first, then the one of a synchronized method; a block of another shape is not told. Monitors entered by JNI are not told.
//! Read next: `thread_info.rs`.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use abi::frame;
use heap::oop::SlotExt;
use heap::{Handle, NoSafepoint, Oop, RootVisitor};
use metadata::{MethodRef, well_known as wk};
use threads::status::{self, thread_status};
use threads::walk::{self, Frame};
use threads::{JavaThread, ThreadState, hooks, monitor, safepoint};

use crate::jvm::threads::{Trace, trace_of};

/// Address of an object that the world does not move before the next poll of the asking thread; never 0.
pub(super) type Address = usize;

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

/// The object that a stopped thread with this status waits for.
fn awaited(thread: &JavaThread, object: Oop<'_>, status: i32) -> Option<Address> {
    let proof = thread.no_safepoint();
    let found = match status {
        thread_status::BLOCKED_ON_MONITOR => monitor::blocked_on(thread),
        thread_status::IN_OBJECT_WAIT | thread_status::IN_OBJECT_WAIT_TIMED => {
            let mut receiver = None;
            walk::walk(thread, |frame| {
                if frame.method.is_native() {
                    let slot = local(&frame, 0);
                    // SAFETY: the receiver of the native method that waits.
                    receiver = unsafe { Oop::from_address(*slot as usize, proof) };
                }
                ControlFlow::Break(())
            });
            receiver
        }
        thread_status::PARKED | thread_status::PARKED_TIMED => {
            return wk::THREAD_PARK_BLOCKER
                .try_offset()
                .and_then(|offset| object.get_ref(offset))
                .map(|blocker| blocker.address());
        }
        _ => None,
    };
    found.map(|object| object.address())
}

/// The thread object that owns what is awaited: a monitor, or an ownable synchronizer.
fn owner_of(world: &safepoint::World, awaited: Oop<'_>, status: i32) -> Option<Address> {
    if matches!(status, thread_status::PARKED | thread_status::PARKED_TIMED) {
        return synchronizer_owner(awaited);
    }
    let id = monitor::owner_of(awaited);
    let mut owner = None;
    world.for_each(|thread| {
        if id != 0 && thread.lock_id == id {
            owner = object_of(thread);
        }
    });
    owner
}

fn object_of(thread: &JavaThread) -> Option<Address> {
    thread
        .thread_object
        .oop(thread.no_safepoint())
        .map(|object| object.address())
}

/// The owner if `object` is a synchronizer that somebody owns exclusively.
fn synchronizer_owner(object: Oop<'_>) -> Option<Address> {
    let class = wk::ABSTRACT_OWNABLE_SYNCHRONIZER.try_get()?;
    if !object.klass().is_subtype_of(class) {
        return None;
    }
    let offset = wk::OWNABLE_SYNCHRONIZER_OWNER.try_offset()?;
    object.get_ref(offset).map(|owner| owner.address())
}

/// Addresses of the frame slots that hold references.
struct References(HashSet<usize>);

impl RootVisitor for References {
    fn slot(&mut self, slot: *mut usize) {
        self.0.insert(slot as usize);
    }
}

fn local(frame: &Frame, index: usize) -> *const u64 {
    let locals = usize::from(frame.method.max_locals);
    frame.fp.wrapping_sub(locals).wrapping_add(index)
}

/// Locals whose objects `synchronized` blocks around `bci` have locked, innermost first.
fn locked_by_blocks(method: MethodRef, bci: u32) -> Vec<usize> {
    let mut found = Vec::new();
    let blocks = method.bytecode().map(|code| code.locked_blocks());
    for block in blocks.into_iter().flatten() {
        if block.range.contains(&bci) && !found.contains(&block.local) {
            found.push(block.local);
        }
    }
    found
}

/// The objects whose monitors a stopped thread holds, with the depths of the frames.
fn monitors(thread: &JavaThread) -> Vec<(Address, usize)> {
    let mut references = References(HashSet::new());
    (hooks::get().visit_frames)(thread, &mut references);
    let proof = thread.no_safepoint();
    let mut found = Vec::new();
    let mut depth = 0;
    walk::walk(thread, |frame| {
        if frame.is_compiled() {
            for word in frame.compiled_locks() {
                // SAFETY: a reference that the frame keeps while it holds the lock.
                let object = unsafe { Oop::from_address(word as usize, proof) };
                if let Some(object) = object.filter(|object| monitor::holds_lock(thread, *object)) {
                    found.push((object.address(), depth));
                }
            }
            depth += 1;
            return ControlFlow::Continue(());
        }
        let blocks = frame
            .bci()
            .map_or_else(Vec::new, |bci| locked_by_blocks(frame.method, bci));
        let slots = blocks.into_iter().map(|index| local(&frame, index));
        let method = frame
            .method
            .is_synchronized()
            .then(|| frame.fp.wrapping_add(frame::SYNC).cast_const());
        for slot in slots.chain(method) {
            let is_sync = Some(slot) == method;
            if !is_sync && !references.0.contains(&(slot as usize)) {
                continue;
            }
            // SAFETY: a slot of a live frame that holds a reference or null: it is visited as a root, or the SYNC slot.
            let object = unsafe { Oop::from_address(*slot as usize, proof) };
            if let Some(object) = object.filter(|object| monitor::holds_lock(thread, *object)) {
                found.push((object.address(), depth));
            }
        }
        depth += 1;
        ControlFlow::Continue(())
    });
    found
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
    in_circles(&edges)
        .into_iter()
        .map(|address| handle(thread, address))
        .collect()
}

/// The nodes that lie on a circle of a graph in which each node has at most one successor.
fn in_circles(edges: &[(Address, Option<Address>)]) -> Vec<Address> {
    let next = |node: Address| edges.iter().find(|edge| edge.0 == node)?.1;
    let on_circle = |start: Address| {
        let mut node = start;
        for _ in 0..edges.len() {
            match next(node) {
                Some(other) if other == start => return true,
                Some(other) => node = other,
                None => return false,
            }
        }
        false
    };
    edges
        .iter()
        .map(|edge| edge.0)
        .filter(|node| on_circle(*node))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::in_circles;

    #[test]
    fn circles() {
        let edges = [
            (1, Some(2)),
            (2, Some(1)),
            (3, Some(1)),
            (4, None),
            (5, Some(4)),
            (6, Some(7)),
            (7, Some(8)),
            (8, Some(6)),
            (9, Some(99)),
        ];
        assert_eq!(in_circles(&edges), [1, 2, 6, 7, 8]);
        assert!(in_circles(&[]).is_empty());
    }
}
