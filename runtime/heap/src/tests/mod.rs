//! Tests of the whole heap: graphs survive, garbage dies, limits hold. The world checks the heap around every collection.

mod classes;
mod graphs;
mod limits;
mod references;
mod services;

use crate::handle::Handle;
use crate::oop::Oop;
use crate::testing::{LEFT, VALUE, World};

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
