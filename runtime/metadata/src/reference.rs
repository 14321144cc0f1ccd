//! 32-bit references to metadata. `KlassRef` and `MethodRef` dereference to the struct; the atomic forms are cells that caches
//! and tables keep.
//!
//! Contract of all four (named in SAFETY comments as "metadata reference contract"): the address was returned by an arena
//! of the class region and holds an initialised value; it stays valid as long as the owning `ClassLoaderData`, and whoever
//! keeps a reference keeps the loader alive or is cleared when the loader is unloaded. All mutable state behind a reference
//! is atomic or locked, so sharing between threads is sound.

use std::fmt;
use std::num::NonZeroU32;
use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::klass::Klass;
use crate::method::Method;

macro_rules! metadata_reference {
    ($reference:ident, $cell:ident, $target:ident) => {
        #[doc = concat!("The address of a [`", stringify!($target), "`] in 32 bits. `Option` of it is 32 bits too.")]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(transparent)]
        pub struct $reference(NonZeroU32);

        impl $reference {
            /// From a pointer into the class region.
            ///
            /// # Safety
            /// The metadata reference contract (module documentation) holds for `pointer`.
            pub unsafe fn from_ptr(pointer: *const $target) -> $reference {
                let address = u32::try_from(pointer as usize).expect("metadata lives below 4 GB");
                $reference(NonZeroU32::new(address).expect("metadata is never at address 0"))
            }

            /// From the 32-bit address found in an object header, a frame or a cache.
            ///
            /// # Safety
            /// `address` is 0 or was a reference of this kind whose loader is still alive.
            pub unsafe fn from_address(address: u32) -> Option<$reference> {
                NonZeroU32::new(address).map($reference)
            }

            pub fn address(self) -> u32 {
                self.0.get()
            }

            pub fn as_ptr(self) -> *const $target {
                self.0.get() as usize as *const $target
            }
        }

        impl Deref for $reference {
            type Target = $target;

            fn deref(&self) -> &$target {
                // SAFETY: metadata reference contract.
                unsafe { &*self.as_ptr() }
            }
        }

        impl fmt::Display for $reference {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&**self, f)
            }
        }

        impl fmt::Debug for $reference {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&**self, f)
            }
        }

        #[doc = concat!("A cell that holds an optional [`", stringify!($reference), "`].")]
        #[derive(Default)]
        #[repr(transparent)]
        pub struct $cell(AtomicU32);

        impl $cell {
            pub const fn empty() -> $cell {
                $cell(AtomicU32::new(0))
            }

            pub fn new(value: Option<$reference>) -> $cell {
                $cell(AtomicU32::new(value.map_or(0, $reference::address)))
            }

            pub fn load(&self) -> Option<$reference> {
                NonZeroU32::new(self.0.load(Ordering::Acquire)).map($reference)
            }

            pub fn store(&self, value: Option<$reference>) {
                self.0.store(value.map_or(0, $reference::address), Ordering::Release);
            }

            /// Publishes `value` if the cell is still empty; returns the winner.
            pub fn publish(&self, value: $reference) -> $reference {
                match self.0.compare_exchange(0, value.address(), Ordering::AcqRel, Ordering::Acquire) {
                    Ok(_) => value,
                    Err(winner) => NonZeroU32::new(winner).map($reference).unwrap_or(value),
                }
            }
        }
    };
}

metadata_reference!(KlassRef, AtomicKlassRef, Klass);
metadata_reference!(MethodRef, AtomicMethodRef, Method);
