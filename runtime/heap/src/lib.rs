//! The memory manager: object model, allocation, barriers, roots, handles, references, collectors. DESIGN "Memory manager".
//!
//! Generational: TLABs in a copying young generation with ageing, card marks, an old generation with three collectors: compacting (the
//! default), mark-sweep, copying. Stop-the-world, one collecting thread. Precise; everything moves but mirrors. The heap knows nothing of
//! threads, frames or tables above it: it asks [`MutatorControl`].
//!
//! | module | holds |
//! |---|---|
//! | [`oop`] | `Oop<'a>`: a raw reference that the borrow checker keeps from crossing a collection; field and array access |
//! | [`handle`] | `Handle`: a reference that survives collections; `HandleArea`, the stack of them each thread has |
//! | [`mutator`] | `Mutator`: the heap's part of a thread (TLAB, handles); `allocate_*` |
//! | [`control`] | `MutatorControl`: how the heap stops threads and finds their roots (implemented in `threads`, installed at boot) |
//! | [`global`] | global and weak global references |
//! | [`copy`], [`hash`] | `arraycopy` and `clone`; identity hashes |
//! | `config`, `reservation` | sizes from the flags; address space and side tables |
//! | [`heap`], `space`, `mirrors` | the spaces and how memory is taken from them |
//! | [`cards`], `offsets`, `bitmap`, `object` | card table, block-offset table, mark bits; objects as the collector sees them |
//! | `gaps` | free memory between objects, where nothing moves |
//! | [`collect`] | when to collect what; one pause |
//! | `young`, `full`, `references`, `roots` | the collections |
//! | [`inspect`], `verify`, `log`, [`stats`] | walking and checking the heap, log lines, counters |
//!
//! Deliberately absent: parallel or concurrent collection, compressed references, pinning.
//!
//! Read next: `oop.rs`, then `heap.rs`.

pub mod cards;
pub mod collect;
pub mod control;
pub mod copy;
pub mod global;
pub mod handle;
pub mod hash;
pub mod heap;
pub mod inspect;
pub mod mutator;
pub mod oop;
pub mod stats;

mod bitmap;
mod config;
mod full;
mod gaps;
mod log;
mod mirrors;
mod object;
mod offsets;
mod references;
mod reservation;
mod roots;
mod space;
mod verify;
mod young;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use cards::{CARD_BASE, card_mark, card_mark_range};
pub use collect::{Cause, collect_full, collect_young};
pub use control::{MutatorControl, RootVisitor};
pub use copy::{clone_object, copy_elements};
pub use handle::{Handle, HandleArea, HandleFrame, HandleMark};
pub use hash::identity_hash;
pub use heap::{HeapUsage, PoolUsage, exists, init};
pub use inspect::{for_each_object, heap_usage, is_in_heap, pool_usage, verify_heap};
pub use log::{layout, log_exit, write_layout};
pub use mutator::{AllocationError, MAX_ARRAY_LENGTH, Mutator, has_pending, take_pending_list};
pub use object::object_size;
pub use oop::{NoSafepoint, Oop};
pub use stats::{Statistics, observe_pauses, print_statistics, statistics};
