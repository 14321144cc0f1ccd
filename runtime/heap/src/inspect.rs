//! Questions about the heap as a whole: usage, walking all objects, verification on demand.

use metadata::ClassLoaderData;

use crate::control::{RootVisitor, control};
use crate::heap::{Heap, HeapUsage, PoolUsage, heap};
use crate::mutator::Mutator;
use crate::oop::{NoSafepoint, Oop};
use crate::{global, roots, verify};

/// Bytes used, committed and allowed. No lock, no safepoint: the numbers are of about now.
pub fn heap_usage() -> HeapUsage {
    heap().usage()
}

/// The memory pools: eden, survivor space, old generation.
pub fn pool_usage() -> [PoolUsage; 3] {
    heap().pools()
}

/// True if `address` lies in the heap's reservation: what a crash report may ask of any word.
pub fn is_in_heap(address: usize) -> bool {
    heap().memory.contains(address)
}

/// Stops the world and visits every object with its size in bytes: those that died since the last full collection too. `visit` must
/// not allocate in the heap.
pub fn for_each_object(mutator: &mut Mutator, visit: &mut dyn FnMut(Oop<'_>, usize)) {
    with_snapshot(mutator, &mut |snapshot| snapshot.for_each_object(visit));
}

/// The heap while the world is stopped.
pub struct Snapshot<'a>(&'a Heap);

impl Snapshot<'_> {
    /// As [`for_each_object`].
    pub fn for_each_object(&self, visit: &mut dyn FnMut(Oop<'_>, usize)) {
        self.0.for_each_object(|object, size| {
            // SAFETY: an object of the stopped heap; the oop is dropped before the world runs again.
            let oop = unsafe { Oop::from_address(object.address(), NoSafepoint::assume()) };
            visit(oop.expect("objects are not at 0"), size);
        });
    }

    /// Visits the slot of every strong global reference.
    pub fn for_each_global(&self, visit: impl FnMut(*mut usize)) {
        global::for_each_strong(visit);
    }

    /// Visits every strong root; of loader data those that live whatever happens.
    pub fn for_each_root(&self, visitor: &mut dyn RootVisitor) {
        roots::visit_strong(self.0, visitor);
        ClassLoaderData::for_each(|data| {
            if data.is_root() {
                roots::visit_loader_data(data, visitor);
            }
        });
    }
}

/// Stops the world for `work`, which must not allocate in the heap.
pub fn with_snapshot(mutator: &mut Mutator, work: &mut dyn FnMut(&Snapshot<'_>)) {
    stopped(mutator, &mut || work(&Snapshot(heap())));
}

/// Stops the world and returns everything wrong with the heap, as text.
pub fn verify_heap(mutator: &mut Mutator) -> Vec<String> {
    let mut problems = Vec::new();
    stopped(mutator, &mut || problems = verify::problems(heap()));
    problems
}

fn stopped(mutator: &mut Mutator, operation: &mut dyn FnMut()) {
    let mut whole = || {
        control().for_each_mutator(&mut Mutator::retire_tlab);
        operation();
    };
    while !control().stop_the_world(mutator, &mut whole) {}
}
