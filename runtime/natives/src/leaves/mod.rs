//! Methods that compiled code need not call in most cases: what they usually do, as leaves (`threads::hooks::LeafNative`).
//!
//! A leaf writes no anchor, so it neither collects, throws, blocks nor runs Java; it gives up where the method would. Here are native
//! methods: beside each stands the method itself, in `intrinsics.rs`. `bytes.rs` has those that the class library has in Java.

mod bytes;

use std::collections::HashMap;
use std::sync::OnceLock;

use heap::Oop;
use linker::mirrors;
use metadata::{KlassRef, Symbol, well_known as wk};
use threads::JavaThread;
use threads::hooks::LeafNative;

use crate::direct::{Args, Key, Raw};
use crate::jvm::{array_copy, system};

/// One leaf.
pub(in crate::leaves) struct Row {
    class: &'static str,
    name: &'static str,
    descriptor: &'static str,
    function: LeafNative,
}

macro_rules! leaves {
    ($table:ident: $($class:literal { $($name:literal $descriptor:literal => $body:expr;)* })*) => {
        pub(in crate::leaves) const $table: &[Row] = &[$($(Row {
            class: $class,
            name: $name,
            descriptor: $descriptor,
            function: {
                extern "C" fn leaf(thread: &mut threads::JavaThread, slots: *mut u64) -> u32 {
                    $crate::leaves::run(thread, slots, $body)
                }
                leaf
            },
        },)*)*];
    };
}
use leaves;

/// Runs one body: its result goes where the first argument was.
#[inline(always)]
fn run<T: Raw>(
    thread: &mut JavaThread,
    slots: *mut u64,
    body: impl FnOnce(&JavaThread, Args) -> Option<T>,
) -> u32 {
    let Some(result) = body(thread, Args::new(slots)) else {
        return 0;
    };
    // SAFETY: the caller's buffer has at least one word (contract of `LeafNative`).
    unsafe { *slots = result.raw(thread) };
    1
}

/// The class that the receiver, a mirror, stands for; `None` for primitive types.
fn mirrored(thread: &JavaThread, args: Args) -> Option<KlassRef> {
    args.oop(thread, 0).and_then(mirrors::klass_of)
}

leaves! { ROWS:
    "java/lang/System" {
        "arraycopy" "(Ljava/lang/Object;ILjava/lang/Object;II)V" => array_copy::array_copy_leaf;
        "identityHashCode" "(Ljava/lang/Object;)I" => |t, a| Some(a.oop(t, 0).map_or(0, hash));
        "nanoTime" "()J" => |_, _| Some(system::nano_time());
        "currentTimeMillis" "()J" => |_, _| Some(system::current_time_millis());
    }
    "java/lang/Object" {
        "hashCode" "()I" => |t, a| a.oop(t, 0).map(hash);
    }
    "java/lang/Class" {
        "isInstance" "(Ljava/lang/Object;)Z" => |t, a| {
            let class = mirrored(t, a)?;
            Some(a.oop(t, 1).is_some_and(|object| object.is_instance_of(class)))
        };
        "isAssignableFrom" "(Ljava/lang/Class;)Z" => |t, a| {
            let (to, from) = (mirrored(t, a)?, a.oop(t, 1).and_then(mirrors::klass_of)?);
            Some(from.is_subtype_of(to))
        };
        "isInterface" "()Z" => |t, a| mirrored(t, a).map(|class| class.is_interface());
        "isArray" "()Z" => |t, a| mirrored(t, a).map(|class| class.is_array());
        "isPrimitive" "()Z" => |t, a| Some(mirrored(t, a).is_none());
    }
    "java/lang/ref/Reference" {
        "refersTo0" "(Ljava/lang/Object;)Z" => |t, a| {
            let referent = a.oop(t, 0)?.get_ref(wk::REFERENCE_REFERENT.offset());
            Some(referent.map(Oop::address) == a.oop(t, 1).map(Oop::address))
        };
    }
    "java/lang/reflect/Array" {
        "getLength" "(Ljava/lang/Object;)I" => |t, a| {
            let array = a.oop(t, 0).filter(|object| object.klass().is_array())?;
            Some(array.length() as i32)
        };
    }
}

fn hash(object: Oop<'_>) -> i32 {
    heap::identity_hash(object) as i32
}

/// The leaf of a method of a boot class, if it has one.
#[must_use]
pub fn lookup_leaf(class: Symbol, name: Symbol, descriptor: Symbol) -> Option<LeafNative> {
    static INDEX: OnceLock<HashMap<Key, LeafNative>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let symbol = |text: &str| Symbol::intern(text.as_bytes());
        let rows = ROWS.iter().chain(bytes::ROWS);
        rows.map(|row| {
            let key = (symbol(row.class), symbol(row.name), symbol(row.descriptor));
            (key, row.function)
        })
        .collect()
    });
    index.get(&(class, name, descriptor)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leaf_has_its_method() {
        for row in ROWS {
            let key =
                [row.class, row.name, row.descriptor].map(|text| Symbol::intern(text.as_bytes()));
            let [class, name, descriptor] = key;
            assert!(
                crate::lookup_direct(class, name, descriptor).is_some(),
                "{}",
                row.name
            );
            let found = lookup_leaf(class, name, descriptor);
            assert!(
                found.is_some_and(|found| std::ptr::fn_addr_eq(found, row.function)),
                "{}",
                row.name
            );
        }
    }
}
