//! Full heaps, failed promotions, large objects, stress modes.

use flags::Collector;

use super::{check_list, handle_of, list};
use crate::mutator::AllocationError;
use crate::testing::{KB, MB, World, small, with_collector};

#[test]
pub(super) fn a_full_heap_is_an_error_and_no_end() {
    let mut world = World::new(small());
    let objects = world.classes.objects;
    let keep = world.array(objects, 10_000);
    for round in 0..3 {
        let mut count = 0;
        let error = world.scoped(|world| {
            loop {
                match world.scoped(|world| {
                    world
                        .try_array(world.classes.bytes, 1000)
                        .map(|bytes| world.oop(bytes).address())
                }) {
                    Ok(address) => {
                        // SAFETY: just allocated.
                        let bytes = unsafe { crate::Oop::from_address(address, world.proof()) };
                        world.oop(keep).set_element(count, bytes);
                        count += 1;
                    }
                    Err(error) => return error,
                }
            }
        });
        assert_eq!(error, AllocationError::HeapFull);
        // All of it less the array of 80 kB and fragments.
        let (bytes, max) = (count * 1016, crate::heap_usage().max);
        assert!(
            (max * 85 / 100..max).contains(&bytes),
            "round {round}: {count} arrays fit {max} bytes"
        );
        for index in 0..10_000 {
            world.oop(keep).set_element(index, None);
        }
        world.full();
        let used = crate::heap_usage().used;
        assert!(used < 128 * KB, "{used}");
    }
    assert_eq!(
        world.try_array(world.classes.ints, 10 * MB),
        Err(AllocationError::HeapFull)
    );
    assert_eq!(
        world.try_array(world.classes.ints, usize::MAX / 8),
        Err(AllocationError::ArrayTooLarge)
    );
}

#[test]
pub(super) fn promotion_failure_is_survived() {
    let mut config = small();
    config.max_tenuring_threshold = 0;
    let mut world = World::new(config);
    // The old generation nearly full of garbage that only a full collection finds.
    let arrays = world.heap().config.max_old / (560 * KB);
    world.scoped(|world| {
        for _ in 0..arrays {
            world.array(world.classes.ints, 140 * KB);
        }
    });
    let head = list(&mut world, 20_000);
    for _ in 0..6 {
        world.young();
        check_list(&world, head, 20_000);
        world.scoped(|world| list(world, 10_000));
    }
}

#[test]
pub(super) fn large_arrays() {
    let mut world = World::new(small());
    for round in 0..20_i32 {
        world.scoped(|world| {
            let array = world.array(world.classes.ints, 300 * KB);
            assert!(!world.heap().is_young(world.oop(array).address()));
            let data = world.oop(array);
            assert!(
                (0..300 * KB as u32)
                    .step_by(1000)
                    .all(|index| data.get_i32(16 + 4 * index) == 0),
                "fresh memory is zero"
            );
            (0..300 * KB as u32)
                .step_by(1000)
                .for_each(|index| data.put_i32(16 + 4 * index, round));
            world.young();
            assert_eq!(world.oop(array).get_i32(16 + 4 * 1000), round);
        });
    }
}

#[test]
fn gaps_that_are_too_small_are_closed() {
    with_collector(Collector::MarkSweep, || {
        let mut world = World::new(small());
        let bytes = world.classes.bytes;
        let keep = world.array(world.classes.objects, 6);
        world.scoped(|world| {
            // Every second array goes; they are large enough to start in the old generation.
            for index in 0..6 {
                let array = world.array(bytes, 450 * KB);
                if index % 2 == 1 {
                    world.oop(keep).set_element(index, Some(world.oop(array)));
                }
            }
        });
        world.full();
        let heap = world.heap();
        assert!(heap.gaps.bytes() > 3 * 449 * KB && !heap.gaps.has_room(460 * KB));
        let first = world.oop(keep).element(3).expect("kept").address();
        let softly = world.scoped(|world| {
            let node = world.node(1);
            let soft = world.reference(world.classes.soft, node);
            world.oop(soft).address()
        });
        let softly = handle_of(&world, softly);
        // As large as a gap: it is taken, and nothing moves.
        let fitting = world.array(bytes, 450 * KB);
        assert!(world.oop(fitting).address() < heap.old.top());
        assert_eq!(
            world.oop(keep).element(3).expect("kept").address(),
            first,
            "nothing moves"
        );
        let full = crate::statistics().full;
        world.scoped(|world| world.array(bytes, 900 * KB));
        assert_eq!(crate::statistics().full, full + 2, "swept, then compacted");
        assert_eq!(heap.gaps.bytes(), 0);
        assert_ne!(world.oop(keep).element(3).expect("kept").address(), first);
        assert!(world.referent(softly).is_some(), "memory was not short");
    });
}

#[test]
fn halves_change() {
    with_collector(Collector::Copying, || {
        let mut world = World::new(small());
        let head = list(&mut world, 1000);
        world.full();
        let before = (world.oop(head).address(), world.heap().old.start());
        world.full();
        let after = (world.oop(head).address(), world.heap().old.start());
        assert_ne!(before.1, after.1);
        assert_eq!(
            before.0 - before.1,
            after.0 - after.1,
            "in the order of before"
        );
        world.full();
        assert_eq!(world.oop(head).address(), before.0);
        check_list(&world, head, 1000);
        // More than half of all lives: from the next time on it is compacted.
        let bytes = world.classes.bytes;
        for _ in 0..5 {
            world.array(bytes, 500 * KB);
        }
        world.full();
        let half = world.heap().old.start();
        world.full();
        assert_eq!(world.heap().old.start(), half);
        check_list(&world, head, 1000);
    });
}

#[test]
pub(super) fn stress_moves_at_every_allocation() {
    let mut config = small();
    config.stress_interval = 1;
    let mut world = World::new(config);
    let node = world.node(1);
    let before = world.oop(node).address();
    let head = list(&mut world, 300);
    check_list(&world, head, 300);
    assert_ne!(world.oop(node).address(), before);
    let statistics = crate::statistics();
    assert!(
        statistics.young > 250 && statistics.full >= 3,
        "{statistics:?}"
    );
}

#[test]
pub(super) fn injected_failures() {
    let mut config = small();
    config.oom_interval = 10;
    let mut world = World::new(config);
    let failures = (0..100)
        .filter(|_| world.try_instance(world.classes.node).is_err())
        .count();
    assert_eq!(failures, 10);
}
