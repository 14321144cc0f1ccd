//! Mirrors and the liveness of class loaders.

use super::list;
use crate::handle::Handle;
use crate::testing;
use crate::testing::UNLOADED;
use crate::testing::UNLOADING;
use crate::testing::VALUE;
use crate::testing::World;
use crate::testing::class_with_statics;
use crate::testing::node_class;
use crate::testing::small;
use metadata::ClassLoaderData;
use metadata::KlassRef;
use std::sync::atomic::Ordering;

#[test]
pub(super) fn mirrors_stay_and_hold_statics() {
    let mut world = World::new(small());
    let klass = class_with_statics(ClassLoaderData::boot());
    let mirror = world.mirror(Some(klass));
    klass.mirror.store(world.oop(mirror).address());
    let address = world.oop(mirror).address();
    assert_eq!(world.oop(mirror).size_bytes(), testing::CLASS_SIZE + 24);
    world.scoped(|world| {
        for index in 0..2 {
            let node = world.node(index);
            world.oop(mirror).put_ref(
                testing::CLASS_SIZE as u32 + 8 * index as u32,
                Some(world.oop(node)),
            );
        }
        for _ in 0..50 {
            world.mirror(None);
        }
    });
    for round in 0..20 {
        if round % 5 == 4 {
            world.full()
        } else {
            world.young()
        }
        assert_eq!(world.oop(mirror).address(), address);
        for index in 0..2 {
            let node = world
                .oop(mirror)
                .get_ref(testing::CLASS_SIZE as u32 + 8 * index)
                .expect("a static");
            assert_eq!(node.get_i32(VALUE), index as i32);
        }
        world.scoped(|world| list(world, 1000));
    }
    let mut mirrors = 0;
    let class = world.classes.class;
    crate::for_each_object(world.mutator(), &mut |oop, _| {
        mirrors += usize::from(oop.klass() == class)
    });
    assert_eq!(mirrors, 1, "dead mirrors are swept");
}

#[test]
pub(super) fn loaders_live_by_their_object_their_mirrors_and_instances() {
    let mut world = World::new(small());
    UNLOADING.store(true, Ordering::Relaxed);
    // (What worlds before this one have left.)
    world.full();
    UNLOADED.lock().expect("not poisoned").clear();
    let dead = world.scoped(|world| {
        let (_, data) = world.loader();
        node_class(data);
        std::ptr::from_ref(data) as usize
    });
    let by_loader = world.loader();
    let by_mirror: (Handle, &ClassLoaderData) = {
        let (loader, data) = world.scoped(|world| {
            let (loader, data) = world.loader();
            (world.oop(loader).address(), data)
        });
        let _ = loader;
        let klass = class_with_statics(data);
        let mirror = world.mirror(Some(klass));
        klass.mirror.store(world.oop(mirror).address());
        (mirror, data)
    };
    let (by_instance, instance_data) = {
        let data = world.scoped(|world| world.loader().1);
        let klass: KlassRef = node_class(data);
        let constant = world.scoped(|world| {
            let node = world.node(77);
            data.new_slot(world.oop(node).address())
        });
        let node = world.try_instance(klass).expect("room");
        (node, (data, constant))
    };
    for _ in 0..3 {
        world.full();
        world.young();
        let gone = UNLOADED.lock().expect("not poisoned").clone();
        assert_eq!(gone, [dead]);
        assert_eq!(by_loader.1.loader.load(), world.oop(by_loader.0).address());
        assert_ne!(by_mirror.1.loader.load(), 0);
        // SAFETY: a slot of living loader data.
        let constant = unsafe { crate::Oop::from_address(instance_data.1.load(), world.proof()) }
            .expect("kept");
        assert_eq!(constant.get_i32(VALUE), 77);
        assert_eq!(
            world.oop(by_instance).klass().loader_data.loader.load(),
            instance_data.0.loader.load()
        );
    }
}
