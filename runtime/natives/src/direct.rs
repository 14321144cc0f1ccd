//! Native methods bound to the VM itself: rows of (class, name, descriptor, function), found when a native method is linked.
//!
//! A row's function is a [`DirectNative`]: it runs in_vm without a JNI transition, gets the raw slots of the frame and returns the
//! raw result. What it is not: the search for C functions (`jni`), which asks [`lookup_direct`] first.
//!
//! Invariants: a row's function reads only the slots its descriptor has (receiver first, long and double two slots with the value
//! in the lower one); raw references are dead after anything that may collect, so handles are made first; rows of instance
//! methods need no null check of slot 0. Read next: `registered/mod.rs`, `intrinsics.rs`.

use std::collections::HashMap;
use std::sync::OnceLock;

use heap::{Handle, Oop};
use metadata::Symbol;
use threads::hooks::DirectNative;
use threads::{JavaResult, JavaThread};

/// The argument slots of a running direct native.
#[derive(Clone, Copy)]
pub(crate) struct Args(*const u64);

impl Args {
    #[inline(always)]
    pub(crate) fn new(slots: *mut u64) -> Args {
        Args(slots)
    }

    /// The raw word in `slot`.
    #[inline(always)]
    pub(crate) fn raw(self, slot: usize) -> u64 {
        // SAFETY: rows read only the slots of their descriptor (module invariant), all of which the frame has.
        unsafe { *self.0.add(slot) }
    }

    #[inline(always)]
    pub(crate) fn int(self, slot: usize) -> i32 {
        self.raw(slot) as i32
    }

    #[inline(always)]
    pub(crate) fn boolean(self, slot: usize) -> bool {
        self.raw(slot) & 1 != 0
    }

    #[inline(always)]
    pub(crate) fn long(self, slot: usize) -> i64 {
        self.raw(slot) as i64
    }

    /// The reference in `slot`. Call before anything that may collect.
    #[inline(always)]
    pub(crate) fn oop<'a>(self, thread: &'a JavaThread, slot: usize) -> Option<Oop<'a>> {
        // SAFETY: the slot holds a reference by the row's descriptor; nothing collected since the call began (module invariant).
        unsafe { Oop::from_address(self.raw(slot) as usize, thread.no_safepoint()) }
    }

    /// The reference in `slot` as a handle. Call before anything that may collect.
    #[inline(always)]
    pub(crate) fn handle(self, thread: &JavaThread, slot: usize) -> Option<Handle> {
        self.oop(thread, slot).map(|oop| thread.handle(oop))
    }

    /// As [`Args::handle`]; null throws `NullPointerException`.
    #[inline(always)]
    pub(crate) fn non_null(self, thread: &mut JavaThread, slot: usize) -> JavaResult<Handle> {
        match self.handle(thread, slot) {
            Some(handle) => Ok(handle),
            None => Err(thread.throw_empty("java/lang/NullPointerException")),
        }
    }
}

/// The raw result of a direct native.
pub(crate) trait Raw {
    fn raw(self, thread: &JavaThread) -> u64;
}

macro_rules! raw {
    ($($ty:ty, |$value:ident| $raw:expr;)*) => {
        $(impl Raw for $ty {
            #[inline(always)]
            fn raw(self, _thread: &JavaThread) -> u64 {
                let $value = self;
                $raw
            }
        })*
    };
}
raw! {
    (), |_unit| 0;
    bool, |value| u64::from(value);
    i8, |value| i64::from(value) as u64;
    i16, |value| i64::from(value) as u64;
    u16, |value| u64::from(value);
    i32, |value| i64::from(value) as u64;
    i64, |value| value as u64;
    u64, |value| value;
    f32, |value| u64::from(value.to_bits());
    f64, |value| value.to_bits();
}

impl Raw for Option<Handle> {
    #[inline(always)]
    fn raw(self, thread: &JavaThread) -> u64 {
        self.map_or(0, |handle| thread.oop(handle).address() as u64)
    }
}

impl Raw for Handle {
    #[inline(always)]
    fn raw(self, thread: &JavaThread) -> u64 {
        thread.oop(self).address() as u64
    }
}

/// One native method the VM has itself.
pub(crate) struct Row {
    pub(crate) class: &'static str,
    pub(crate) name: &'static str,
    pub(crate) descriptor: &'static str,
    pub(crate) function: DirectNative,
}

/// A table of rows: `name descriptor => body` for each class, where body is a function or closure `(&mut JavaThread, Args) ->
/// JavaResult<T>` with `T: Raw`. The handles a body makes are released when it returns.
macro_rules! rows {
    ($(#[doc = $doc:literal])* $table:ident: $( $class:literal { $( $name:literal $descriptor:literal => $body:expr; )* } )*) => {
        $(#[doc = $doc])*
        pub(crate) static $table: &[$crate::direct::Row] = &[$($(
            $crate::direct::Row {
                class: $class,
                name: $name,
                descriptor: $descriptor,
                function: |thread, slots| {
                    let mark = thread.mutator.handles.mark();
                    let result = $crate::direct::run(thread, slots, $body);
                    thread.mutator.handles.release(mark);
                    result
                },
            },
        )*)*];
    };
}
pub(crate) use rows;

/// Runs one body.
#[inline(always)]
pub(crate) fn run<T: Raw>(
    thread: &mut JavaThread,
    slots: *mut u64,
    body: impl FnOnce(&mut JavaThread, Args) -> JavaResult<T>,
) -> JavaResult<u64> {
    let result = body(thread, Args::new(slots))?;
    Ok(result.raw(thread))
}

/// Class, name, descriptor.
pub(crate) type Key = (Symbol, Symbol, Symbol);

/// The VM's own function for a native method of a boot class, if it has one. Takes no lock after the first call.
#[must_use]
pub fn lookup_direct(class: Symbol, name: Symbol, descriptor: Symbol) -> Option<DirectNative> {
    static INDEX: OnceLock<HashMap<Key, DirectNative>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let symbol = |text: &str| Symbol::intern(text.as_bytes());
        crate::tables()
            .iter()
            .flat_map(|table| table.iter())
            .map(|row| {
                (
                    (symbol(row.class), symbol(row.name), symbol(row.descriptor)),
                    row.function,
                )
            })
            .collect()
    });
    index.get(&(class, name, descriptor)).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use classfile::MethodDescriptor;

    use super::*;

    #[test]
    fn rows_are_found_and_unique() {
        let mut seen = HashSet::new();
        for row in crate::tables().iter().flat_map(|table| table.iter()) {
            assert!(
                MethodDescriptor::parse(row.descriptor.as_bytes()).is_some(),
                "{}",
                row.descriptor
            );
            assert!(
                seen.insert((row.class, row.name, row.descriptor)),
                "twice: {}.{}",
                row.class,
                row.name
            );
            let symbol = |text: &str| Symbol::intern(text.as_bytes());
            let found = lookup_direct(symbol(row.class), symbol(row.name), symbol(row.descriptor));
            assert!(found.is_some_and(|found| std::ptr::fn_addr_eq(found, row.function)));
        }
        assert!(seen.len() > 150);
        let symbol = |text: &str| Symbol::intern(text.as_bytes());
        assert!(
            lookup_direct(
                symbol("java/lang/Object"),
                symbol("hashCode"),
                symbol("()J")
            )
            .is_none()
        );
    }
}
