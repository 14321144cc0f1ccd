//! Full heaps, failed promotions, large objects, stress modes.

use super::check_list;
use super::list;
use crate::mutator::AllocationError;
use crate::testing::KB;
use crate::testing::MB;
use crate::testing::World;
use crate::testing::small;

#[test]
fn a_full_heap_is_an_error_and_no_end() {
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
        // 4 MB less one survivor space, the array of 80 kB and fragments.
        assert!(
            (3500..4100).contains(&count),
            "round {round}: {count} arrays fit"
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
fn promotion_failure_is_survived() {
    let mut config = small();
    config.max_tenuring_threshold = 0;
    let mut world = World::new(config);
    // The old generation nearly full of garbage that only a full collection finds.
    world.scoped(|world| {
        for _ in 0..5 {
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
fn large_arrays() {
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
fn stress_moves_at_every_allocation() {
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
fn injected_failures() {
    let mut config = small();
    config.oom_interval = 10;
    let mut world = World::new(config);
    let failures = (0..100)
        .filter(|_| world.try_instance(world.classes.node).is_err())
        .count();
    assert_eq!(failures, 10);
}
