//! Graphs survive collections with their contents; objects age, are promoted, and are found through cards.

use super::check_list;
use super::list;
use crate::Statistics;
use crate::config::HeapConfig;
use crate::handle::Handle;
use crate::identity_hash;
use crate::testing::KB;
use crate::testing::LEFT;
use crate::testing::MB;
use crate::testing::RIGHT;
use crate::testing::VALUE;
use crate::testing::World;
use crate::testing::small;
use std::sync::atomic::Ordering;

#[test]
pub(super) fn lists_survive_everything() {
    let mut world = World::new(small());
    let head = list(&mut world, 5000);
    for round in 0..40 {
        if round % 7 == 3 {
            world.full()
        } else {
            world.young()
        }
        check_list(&world, head, 5000);
        world.scoped(|world| list(world, 3000));
    }
    let statistics = crate::statistics();
    assert!(statistics.young > 20 && statistics.full >= 5 && statistics.moved_objects > 5000);
}

#[test]
pub(super) fn objects_age_and_are_promoted() {
    let mut world = World::new(small());
    let node = world.node(1);
    let threshold = world.heap().config.max_tenuring_threshold;
    for age in 1..=threshold {
        world.young();
        assert_eq!(world.oop(node).mark().age(), age);
        assert!(world.heap().is_young(world.oop(node).address()));
    }
    world.young();
    assert!(!world.heap().is_young(world.oop(node).address()));
}

#[test]
pub(super) fn marks_travel() {
    let mut world = World::new(small());
    let node = world.node(1);
    let hash = identity_hash(world.oop(node));
    assert_eq!(identity_hash(world.oop(node)), hash);
    let locked = world.oop(node).mark().thin_locked(7);
    world
        .oop(node)
        .mark_cell()
        .store(locked.0, Ordering::Relaxed);
    world.young();
    world.full();
    let mark = world.oop(node).mark();
    assert_eq!((mark.hash(), mark.owner()), (hash, 7));
    assert_ne!(hash, 0);
}

#[test]
pub(super) fn cards_find_young_objects() {
    let mut world = World::new(small());
    let array = world.array(world.classes.objects, 100_000);
    assert!(
        !world.heap().is_young(world.oop(array).address()),
        "large arrays start old"
    );
    for round in 0..30 {
        world.scoped(|world| {
            for index in (round * 10..100_000).step_by(997) {
                let node = world.node(index as i32);
                world.oop(array).set_element(index, Some(world.oop(node)));
            }
        });
        world.young();
        for index in (round * 10..100_000).step_by(997) {
            let element = world.oop(array).element(index).expect("an element");
            assert_eq!(element.get_i32(VALUE), index as i32);
        }
    }
}

/// Random graphs against a model: nodes know their number, the model knows their edges.
fn random_graph(config: HeapConfig, roots: usize, steps: usize) -> Statistics {
    let mut world = World::new(config);
    let size = roots;
    let roots = world.array(world.classes.objects, size);
    let mut model: Vec<[Option<usize>; 2]> = Vec::new();
    let mut model_roots = vec![None; size];
    let mut state = 0x1234_5678_9abc_def1_u64;
    let mut random = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % limit
    };
    for step in 0..steps {
        world.scoped(|world| {
            let number = model.len();
            let node = world.node(number as i32);
            let mut edges = [None; 2];
            for (edge, offset) in [(0, LEFT), (1, RIGHT)] {
                let target = random(size);
                if random(3) != 0 && random(50) != 0 {
                    edges[edge] = model_roots[target];
                    let object = world.oop(roots).element(target);
                    world.oop(node).put_ref(offset, object);
                }
            }
            model.push(edges);
            let place = random(size);
            // Now and then an old node gets a new edge.
            if random(4) == 0
                && let Some(old) = model_roots[place]
            {
                model[old][1] = Some(number);
                world
                    .oop(roots)
                    .element(place)
                    .expect("as the model says")
                    .put_ref(RIGHT, Some(world.oop(node)));
            } else {
                model_roots[place] = Some(number);
                world.oop(roots).set_element(place, Some(world.oop(node)));
            }
        });
        // Cut long histories, or everything stays alive.
        if step % 64 == 0 {
            for _ in 0..200 {
                let place = random(size);
                if let Some(number) = model_roots[place] {
                    model[number] = [None; 2];
                    let node = world.oop(roots).element(place).expect("as the model says");
                    node.put_ref(LEFT, None);
                    node.put_ref(RIGHT, None);
                }
            }
        }
        if step % 20_000 == 19_999 {
            world.full();
        } else if step % 5_000 == 0 {
            world.young();
        }
        if step % 10_000 == 9_999 {
            check_graph(&world, roots, &model, &model_roots);
        }
    }
    crate::statistics()
}

#[test]
pub(super) fn random_graphs_match_their_model() {
    let mut config = small();
    config.max_tenuring_threshold = 3;
    let statistics = random_graph(config, 2000, 60_000);
    assert!(
        statistics.young > 10 && statistics.full >= 3,
        "{statistics:?}"
    );
}

/// What lives does not fit the old generation: promotion fails, and full collections leave objects in eden.
#[test]
pub(super) fn random_graphs_in_a_tiny_old_generation() {
    let mut config = small();
    (config.max_young, config.initial_young) = (3 * MB, 3 * MB);
    (config.max_old, config.initial_old, config.min_old) = (128 * KB, 128 * KB, 0);
    let statistics = random_graph(config, 6000, 300_000);
    assert!(statistics.full > 20, "{statistics:?}");
}

#[test]
pub(super) fn random_graphs_with_odd_policies() {
    for (threshold, survivor_ratio) in [(0, 1), (1, 100), (16, 2), (15, 8)] {
        let mut config = small();
        (config.max_tenuring_threshold, config.survivor_ratio) = (threshold, survivor_ratio);
        config.use_tlab = threshold != 1;
        random_graph(config, 1000, 60_000);
    }
}

fn check_graph(
    world: &World,
    roots: Handle,
    model: &[[Option<usize>; 2]],
    model_roots: &[Option<usize>],
) {
    let mut addresses = vec![0; model.len()];
    let mut stack = Vec::new();
    for (index, number) in model_roots.iter().enumerate() {
        let element = world.oop(roots).element(index);
        assert_eq!(element.map(|node| node.get_i32(VALUE) as usize), *number);
        stack.extend(element);
    }
    while let Some(node) = stack.pop() {
        let number = node.get_i32(VALUE) as usize;
        if addresses[number] != 0 {
            assert_eq!(addresses[number], node.address(), "one object, one address");
            continue;
        }
        addresses[number] = node.address();
        for (edge, offset) in [(0, LEFT), (1, RIGHT)] {
            let target = node.get_ref(offset);
            assert_eq!(
                target.map(|target| target.get_i32(VALUE) as usize),
                model[number][edge]
            );
            stack.extend(target);
        }
    }
}
