//! `java.lang.ref`, weak global references, weak tables.

use super::handle_of;
use crate::global;
use crate::handle::Handle;
use crate::testing;
use crate::testing::KB;
use crate::testing::LEFT;
use crate::testing::VALUE;
use crate::testing::WEAK_TABLE;
use crate::testing::World;
use crate::testing::class_with_statics;
use crate::testing::small;
use metadata::ClassLoaderData;
use std::sync::atomic::Ordering;

#[test]
pub(super) fn weak_references_are_cleared_and_queued_once() {
    let mut world = World::new(small());
    let weak = world.classes.weak;
    let strong = world.node(1);
    let kept = world.reference(weak, strong);
    let (lost, old_lost) = world.scoped(|world| {
        let garbage = world.node(2);
        let a = world.reference(weak, garbage);
        let b = world.reference(weak, garbage);
        (world.oop(a).address(), world.oop(b).address())
    });
    let lost = handle_of(&world, lost);
    let old_lost = handle_of(&world, old_lost);
    let notified = testing::NOTIFIED.load(Ordering::Relaxed);
    world.young();
    assert_eq!(testing::NOTIFIED.load(Ordering::Relaxed), notified + 1);
    assert_eq!(world.referent(kept), Some(world.oop(strong)));
    assert!(world.referent(lost).is_none() && world.referent(old_lost).is_none());
    world.full();
    let mut pending = world.pending();
    pending.sort_unstable();
    let mut expected = [world.oop(lost).address(), world.oop(old_lost).address()];
    expected.sort_unstable();
    assert_eq!(pending, expected);
    world.full();
    assert!(world.pending().is_empty() && !crate::has_pending());
    assert_eq!(world.referent(kept), Some(world.oop(strong)));
}

#[test]
pub(super) fn old_weak_references_see_young_referents_die() {
    let mut world = World::new(small());
    let node = world.node(0);
    let reference = world.reference(world.classes.weak, node);
    world.full();
    assert!(!world.heap().is_young(world.oop(reference).address()));
    world.scoped(|world| {
        let fresh = world.node(5);
        world.oop(reference).put_ref(16, Some(world.oop(fresh)));
        world.young();
        assert_eq!(world.referent(reference), Some(world.oop(fresh)));
        world.young();
        assert_eq!(world.referent(reference), Some(world.oop(fresh)));
    });
    world.young();
    assert!(world.referent(reference).is_none());
    assert_eq!(world.pending(), [world.oop(reference).address()]);
}

#[test]
pub(super) fn soft_references_die_when_memory_is_short() {
    let mut world = World::new(small());
    let soft = world.classes.soft;
    let mirror = world.mirror(Some(class_with_statics(ClassLoaderData::boot())));
    soft.mirror.store(world.oop(mirror).address());
    let reference = world.scoped(|world| {
        let data = world.array(world.classes.bytes, 200 * KB);
        let reference = world.reference(soft, data);
        world.oop(reference).address()
    });
    // SAFETY: just allocated.
    let reference = world
        .handle(unsafe { crate::Oop::from_address(reference, world.proof()) }.expect("not null"));
    world.young();
    world.full();
    assert!(world.referent(reference).is_some(), "recently made");
    world.scoped(|world| {
        let mut count = 0;
        while world.try_array(world.classes.bytes, 50 * KB).is_ok() {
            count += 1;
        }
        assert!(count * 50 * KB > crate::heap_usage().max * 3 / 4, "{count}");
    });
    assert!(
        world.referent(reference).is_none(),
        "cleared before the heap counts as full"
    );
}

#[test]
pub(super) fn final_references_hand_their_referent_over_once() {
    let mut world = World::new(small());
    for full in [false, true] {
        let reference = world.scoped(|world| {
            let node = world.node(7);
            let tail = world.node(8);
            world.oop(node).put_ref(LEFT, Some(world.oop(tail)));
            let reference = world.reference(world.classes.finals, node);
            world.oop(reference).address()
        });
        let reference = handle_of(&world, reference);
        if full {
            world.full()
        } else {
            world.young()
        }
        let node = world.referent(reference).expect("kept for the finalizer");
        assert_eq!(node.get_ref(LEFT).map(|tail| tail.get_i32(VALUE)), Some(8));
        assert_eq!(world.next_of(reference), Some(world.oop(reference)));
        assert_eq!(world.pending(), [world.oop(reference).address()]);
        world.young();
        world.full();
        assert!(world.pending().is_empty() && world.referent(reference).is_some());
    }
}

#[test]
pub(super) fn phantoms_come_after_finals() {
    let mut world = World::new(small());
    let (final_reference, phantom) = world.scoped(|world| {
        let node = world.node(7);
        let a = world.reference(world.classes.finals, node);
        let b = world.reference(world.classes.phantom, node);
        (world.oop(a).address(), world.oop(b).address())
    });
    let final_reference = handle_of(&world, final_reference);
    let phantom = handle_of(&world, phantom);
    world.full();
    assert_eq!(world.pending(), [world.oop(final_reference).address()]);
    assert!(world.referent(phantom).is_some());
    world.oop(final_reference).put_ref(16, None);
    world.full();
    assert_eq!(world.pending(), [world.oop(phantom).address()]);
}

#[test]
pub(super) fn globals_and_weak_tables() {
    let mut world = World::new(small());
    let (strong, weak, weak_dead) = world.scoped(|world| {
        let (a, b) = (world.node(1), world.node(2));
        WEAK_TABLE
            .lock()
            .expect("not poisoned")
            .extend([world.oop(a).address(), world.oop(b).address()]);
        (
            global::new(world.oop(a)),
            global::new_weak(world.oop(a)),
            global::new_weak(world.oop(b)),
        )
    });
    for full in [false, true, false] {
        if full {
            world.full()
        } else {
            world.young()
        }
        // SAFETY: live global references.
        let (a, weak_a, weak_b) = unsafe {
            let strong = Handle::from_slot(strong).expect("strong");
            (
                world.oop(strong),
                global::weak_get(weak, world.proof()),
                global::weak_get(weak_dead, world.proof()),
            )
        };
        assert_eq!((a.get_i32(VALUE), weak_a, weak_b), (1, Some(a), None));
        assert_eq!(*WEAK_TABLE.lock().expect("not poisoned"), [a.address()]);
    }
    assert!(global::delete(strong) && !global::delete(strong));
    assert_eq!(global::kind_of(weak), Some(global::GlobalKind::Weak));
    world.full();
    // SAFETY: a live weak reference.
    assert!(unsafe { global::weak_get(weak, world.proof()) }.is_none());
    assert!(global::delete_weak(weak) && global::delete_weak(weak_dead));
}
