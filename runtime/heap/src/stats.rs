//! Counters of the collector: for `-XX:+PrintGCStatistics`, management beans and tests.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        /// Counters since the start. Written by the collecting thread only.
        #[derive(Default, Debug)]
        pub(crate) struct Counters {
            $($(#[$doc])* pub(crate) $name: AtomicU64,)*
        }

        /// A copy of the counters.
        #[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
        pub struct Statistics {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl Counters {
            pub(crate) fn read(&self) -> Statistics {
                Statistics { $($name: self.$name.load(Ordering::Relaxed),)* }
            }
        }
    };
}

counters! {
    /// Young collections.
    young;
    /// Full collections.
    full;
    /// Objects that got another address.
    moved_objects;
    /// Collections in which an object got another address.
    moving;
    /// Bytes promoted to the old generation by young collections.
    promoted_bytes;
    /// Time in young pauses, ns.
    young_ns;
    /// Time in full pauses, ns.
    full_ns;
}

impl Counters {
    pub(crate) fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }
}

/// Is told of each pause: whether it was a full collection, and how long. The world is stopped.
pub type PauseObserver = fn(is_full: bool, pause: Duration);

static OBSERVER: OnceLock<PauseObserver> = OnceLock::new();

/// `observer` is told of pauses from now on; the first one stays.
pub fn observe_pauses(observer: PauseObserver) {
    let _ = OBSERVER.set(observer);
}

pub(crate) fn paused(is_full: bool, pause: Duration) {
    if let Some(observer) = OBSERVER.get() {
        observer(is_full, pause);
    }
}

/// The counters since the start.
pub fn statistics() -> Statistics {
    crate::heap::heap().counters.read()
}

/// Prints `brolga-gc: young=<n> full=<n> moved=<objects> moving=<collections>` on stderr.
pub fn print_statistics() {
    let s = statistics();
    flags::errln!(
        "brolga-gc: young={} full={} moved={} moving={}",
        s.young,
        s.full,
        s.moved_objects,
        s.moving
    );
}
