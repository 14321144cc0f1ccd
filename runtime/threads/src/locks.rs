//! What threads hold and wait for, who owns that, and circles of threads that wait for each other: for thread dumps and management beans.
//!
//! The world is stopped throughout; objects are told by their addresses, which hold until it runs again.

use std::collections::HashSet;
use std::ops::ControlFlow;

use abi::frame;
use heap::oop::SlotExt;
use heap::{Oop, RootVisitor};
use metadata::{MethodRef, well_known as wk};

use crate::safepoint::World;
use crate::status::thread_status;
use crate::thread::JavaThread;
use crate::walk::{self, Frame};
use crate::{hooks, monitor};

/// Address of an object; never 0.
pub type Address = usize;

/// The object that a stopped thread with this status waits for: to lock it, to be notified by it, or parked.
pub fn awaited(thread: &JavaThread, object: Oop<'_>, status: i32) -> Option<Address> {
    match status {
        thread_status::PARKED | thread_status::PARKED_TIMED => wk::THREAD_PARK_BLOCKER
            .try_offset()
            .and_then(|offset| object.get_ref(offset))
            .map(|blocker| blocker.address()),
        _ => awaited_monitor(thread, status),
    }
}

/// The object whose monitor a stopped thread with this status waits for: to lock it, or to be notified by it.
pub fn awaited_monitor(thread: &JavaThread, status: i32) -> Option<Address> {
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
        _ => None,
    };
    found.map(|object| object.address())
}

/// The thread object that owns what is awaited: a monitor, or an ownable synchronizer.
pub fn owner_of(world: &World, awaited: Oop<'_>, status: i32) -> Option<Address> {
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

/// The thread's `java.lang.Thread`.
pub fn object_of(thread: &JavaThread) -> Option<Address> {
    thread
        .thread_object
        .oop(thread.no_safepoint())
        .map(|object| object.address())
}

/// The owner if `object` is a synchronizer that somebody owns exclusively.
pub fn synchronizer_owner(object: Oop<'_>) -> Option<Address> {
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
        // (The instruction before the block enters the monitor, and may have done so already.)
        let is_inside = block.range.contains(&bci) || block.range.start == bci + 1;
        if is_inside && !found.contains(&block.local) {
            found.push(block.local);
        }
    }
    found
}

/// The objects whose monitors a stopped thread holds, with the depths of the frames: in compiled frames those that the code knows; in others
/// those that an exception handler around the bci leaves (the shape that `javac` gives to `synchronized` blocks), innermost first, then the
/// one of a synchronized method. A block of another shape is not told, and no monitor that JNI entered.
pub fn monitors(thread: &JavaThread) -> Vec<(Address, usize)> {
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

/// The circles of a graph in which each node has at most one successor, each from its first node on.
pub fn circles(edges: &[(Address, Option<Address>)]) -> Vec<Vec<Address>> {
    let next = |node: Address| edges.iter().find(|edge| edge.0 == node)?.1;
    let circle_of = |start: Address| {
        let mut circle = vec![start];
        for _ in 0..edges.len() {
            match next(*circle.last()?)? {
                node if node == start => return Some(circle),
                node => circle.push(node),
            }
        }
        None
    };
    let mut found: Vec<Vec<Address>> = Vec::new();
    for (node, _) in edges {
        if !found.iter().any(|circle| circle.contains(node)) {
            found.extend(circle_of(*node));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn circles_are_found_once() {
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
        assert_eq!(circles(&edges), [vec![1, 2], vec![6, 7, 8]]);
        assert!(circles(&[]).is_empty());
    }
}
