//! Where collections start: everything outside the heap that holds references (CONTRACTS 4). Handles, frames and VM-wide places come
//! through `MutatorControl`, the rest is asked directly.

use std::sync::atomic::Ordering;

use metadata::ClassLoaderData;

use crate::control::{RootKind, RootVisitor, control};
use crate::global;
use crate::heap::Heap;

/// Visits every strong root but loader data: threads, VM-wide places, global references, the pending list.
pub(crate) fn visit_strong(heap: &Heap, visitor: &mut dyn RootVisitor) {
    control().visit_roots(RootKind::Threads, visitor);
    control().visit_roots(RootKind::Global, visitor);
    global::for_each_strong(|slot| visitor.slot(slot));
    if heap.pending.load(Ordering::Relaxed) != 0 {
        visitor.slot(heap.pending.as_ptr());
    }
}

/// Visits the slots of one loader data, its loader object included.
pub(crate) fn visit_loader_data(data: &ClassLoaderData, visitor: &mut dyn RootVisitor) {
    visitor.slot(data.loader.as_ptr());
    data.for_each_slot(|slot| visitor.slot(slot.as_ptr()));
}

/// As [`visit_loader_data`], for all loader data.
pub(crate) fn visit_all_loader_data(visitor: &mut dyn RootVisitor) {
    ClassLoaderData::for_each(|data| visit_loader_data(data, visitor));
}
