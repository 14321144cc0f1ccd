//! The verifier, copies, usage, walking.

use crate::clone_object;
use crate::copy_elements;
use crate::identity_hash;
use crate::testing::LEFT;
use crate::testing::MB;
use crate::testing::NODE_SIZE;
use crate::testing::RIGHT;
use crate::testing::VALUE;
use crate::testing::World;
use crate::testing::small;
use abi::ElementKind;
use abi::MarkWord;
use std::sync::atomic::Ordering;

#[test]
pub(super) fn the_verifier_finds_planted_errors() {
    let mut config = small();
    (config.verify_before, config.verify_after, config.poison) = (false, false, false);
    let mut world = World::new(config);
    let node = world.node(1);
    let other = world.node(2);
    world.oop(node).put_ref(LEFT, Some(world.oop(other)));
    assert!(crate::verify_heap(world.mutator()).is_empty());
    let inside = world.oop(other).address() + 8;
    world.oop(node).slot(LEFT).store(inside, Ordering::Relaxed);
    assert!(crate::verify_heap(world.mutator())[0].contains("is no object"));
    world.oop(node).put_ref(LEFT, None);
    world.full();
    let fresh = world.node(3);
    let address = world.oop(fresh).address();
    world.oop(node).slot(LEFT).store(address, Ordering::Relaxed);
    assert!(crate::verify_heap(world.mutator())[0].contains("clean card"));
    world.oop(node).put_ref(LEFT, Some(world.oop(fresh)));
    assert!(crate::verify_heap(world.mutator()).is_empty());
    let mark = MarkWord::forwarded_to(address);
    world
        .oop(fresh)
        .mark_cell()
        .store(mark.0, Ordering::Relaxed);
    assert!(crate::verify_heap(world.mutator())[0].contains("forwarded"));
}

#[test]
pub(super) fn arraycopy_and_clone() {
    let mut world = World::new(small());
    let chars = world.array(world.classes.chars, 100);
    let data = world.oop(chars);
    (0..100).for_each(|index| data.put_u16(16 + 2 * index, index as u16));
    for (from, to, length) in [
        (0, 1, 99),
        (1, 0, 99),
        (3, 3, 20),
        (10, 14, 60),
        (14, 10, 60),
        (0, 50, 50),
        (5, 8, 0),
        (0, 4, 3),
    ] {
        let mut model: Vec<u16> = (0..100).map(|index| data.get_u16(16 + 2 * index)).collect();
        model.copy_within(from..from + length, to);
        copy_elements(ElementKind::Char, data, from, data, to, length);
        assert!(
            (0..100).all(|index| data.get_u16(16 + 2 * index) == model[index as usize]),
            "{from} {to} {length}"
        );
    }
    let ints = world.array(world.classes.ints, 33);
    let data = world.oop(ints);
    (0..33).for_each(|index| data.put_i32(16 + 4 * index, index as i32));
    for (from, to, length) in [(0, 1, 32), (1, 0, 32), (2, 5, 20), (0, 2, 31), (4, 0, 29)] {
        let mut model: Vec<i32> = (0..33).map(|index| data.get_i32(16 + 4 * index)).collect();
        model.copy_within(from..from + length, to);
        copy_elements(ElementKind::Int, data, from, data, to, length);
        assert!(
            (0..33).all(|index| data.get_i32(16 + 4 * index) == model[index as usize]),
            "{from} {to} {length}"
        );
    }
    let node = world.node(42);
    identity_hash(world.oop(node));
    world.oop(node).put_ref(RIGHT, Some(world.oop(ints)));
    let copy = clone_object(world.mutator(), node).expect("room").address();
    // SAFETY: just allocated.
    let copy = unsafe { crate::Oop::from_address(copy, world.proof()) }.expect("not null");
    assert_eq!(
        (copy.get_i32(VALUE), copy.get_ref(RIGHT), copy.mark()),
        (42, Some(world.oop(ints)), MarkWord::NEW)
    );
    let old = world.array(world.classes.objects, 50_000);
    let source = world.array(world.classes.objects, 10);
    world.oop(source).set_element(3, Some(world.oop(node)));
    copy_elements(
        ElementKind::Reference,
        world.oop(source),
        0,
        world.oop(old),
        40_000,
        10,
    );
    world.young();
    assert_eq!(world.oop(old).element(40_003), Some(world.oop(node)));
}

#[test]
pub(super) fn usage_and_walking() {
    let mut world = World::new(small());
    let before = crate::heap_usage();
    assert!(before.max <= 4 * MB && before.committed <= before.max);
    for value in 0..1000 {
        world.node(value);
    }
    assert!(crate::heap_usage().used >= 1000 * NODE_SIZE);
    assert!(world.mutator().total_allocated_bytes() >= (1000 * NODE_SIZE) as u64);
    let mut nodes = 0;
    let node = world.classes.node;
    crate::for_each_object(world.mutator(), &mut |oop, size| {
        if oop.klass() == node {
            assert_eq!(size, NODE_SIZE);
            nodes += 1;
        }
    });
    assert_eq!(nodes, 1000);
    assert!(
        crate::is_in_heap(world.heap().eden.start())
            && !crate::is_in_heap(&nodes as *const _ as usize)
    );
}
