//! Tests of the whole heap: graphs survive, garbage dies, limits hold. The world checks the heap around every collection.

mod classes;
mod graphs;
mod limits;
mod references;
mod services;

use flags::Collector;

use crate::handle::Handle;
use crate::oop::Oop;
use crate::testing::{LEFT, VALUE, World, with_collector};

/// What holds whatever becomes of the old generation: with each test on its own it is compacted.
const TESTS: &[fn()] = &[
    classes::mirrors_stay_and_hold_statics,
    classes::loaders_live_by_their_object_their_mirrors_and_instances,
    graphs::lists_survive_everything,
    graphs::objects_age_and_are_promoted,
    graphs::marks_travel,
    graphs::cards_find_young_objects,
    graphs::random_graphs_match_their_model,
    graphs::random_graphs_in_a_tiny_old_generation,
    graphs::random_graphs_with_odd_policies,
    limits::a_full_heap_is_an_error_and_no_end,
    limits::promotion_failure_is_survived,
    limits::large_arrays,
    limits::stress_moves_at_every_allocation,
    limits::injected_failures,
    references::weak_references_are_cleared_and_queued_once,
    references::old_weak_references_see_young_referents_die,
    references::soft_references_die_when_memory_is_short,
    references::final_references_hand_their_referent_over_once,
    references::phantoms_come_after_finals,
    references::globals_and_weak_tables,
    services::the_verifier_finds_planted_errors,
    services::arraycopy_and_clone,
    services::usage_and_walking,
];

#[test]
fn all_with_mark_sweep() {
    with_collector(Collector::MarkSweep, || {
        TESTS.iter().for_each(|test| test())
    });
}

#[test]
fn all_with_copying() {
    with_collector(Collector::Copying, || TESTS.iter().for_each(|test| test()));
}

/// The object at an address that an allocation just returned, as a handle of the current scope.
fn handle_of(world: &World, address: usize) -> Handle {
    // SAFETY: nothing has collected since the address was read.
    let oop = unsafe { Oop::from_address(address, world.proof()) };
    world.handle(oop.expect("objects are not at 0"))
}

fn list(world: &mut World, length: i32) -> Handle {
    let head = world.node(0);
    world.scoped(|world| {
        let mut last = head;
        for value in 1..length {
            let node = world.node(value);
            world.oop(last).put_ref(LEFT, Some(world.oop(node)));
            last = node;
        }
    });
    head
}

fn check_list(world: &World, head: Handle, length: i32) {
    let mut node = Some(world.oop(head));
    for value in 0..length {
        let this = node.expect("the list is longer");
        assert_eq!(this.get_i32(VALUE), value);
        node = this.get_ref(LEFT);
    }
    assert!(node.is_none());
}
