//! Numbers that agents give to objects. JVMTI "Heap", "Object Tags".
//!
//! A tag belongs to an object of one environment. Tables are keyed by address, and made anew after every collection.

use std::collections::HashMap;

use heap::Oop;
use jni::types::jlong;

/// The tagged objects of an environment, and the tags of those that are gone and were not told yet.
#[derive(Default)]
pub(crate) struct Tags {
    by_address: HashMap<usize, jlong>,
    freed: Vec<jlong>,
}

impl Tags {
    /// 0: none.
    pub(crate) fn get(&self, object: Oop<'_>) -> jlong {
        let tag = self.by_address.get(&object.address());
        tag.copied().unwrap_or_default()
    }

    pub(crate) fn set(&mut self, object: Oop<'_>, tag: jlong) {
        match tag {
            0 => self.by_address.remove(&object.address()),
            _ => self.by_address.insert(object.address(), tag),
        };
    }

    /// Addresses and tags, in order of the addresses.
    pub(crate) fn all(&self) -> Vec<(usize, jlong)> {
        let mut all: Vec<(usize, jlong)> = self.by_address.iter().map(|(a, t)| (*a, *t)).collect();
        all.sort_unstable();
        all
    }

    /// After a collection: `alive` tells where objects are now.
    pub(crate) fn process(&mut self, alive: &mut dyn FnMut(usize) -> Option<usize>) {
        let before = std::mem::take(&mut self.by_address);
        for (address, tag) in before {
            match alive(address) {
                Some(address) => drop(self.by_address.insert(address, tag)),
                None => self.freed.push(tag),
            }
        }
    }

    pub(crate) fn has_freed(&self) -> bool {
        !self.freed.is_empty()
    }

    pub(crate) fn take_freed(&mut self) -> Vec<jlong> {
        std::mem::take(&mut self.freed)
    }
}
