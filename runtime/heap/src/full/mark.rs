//! Marking: depth first with a stack of its own; long arrays in pieces. Every word of a live object gets its bit (`bitmap.rs`).
//!
//! What is popped passes through a short queue while its header is fetched into the cache (Cher, Hosking, Vitek: "Software
//! prefetching for mark-sweep garbage collection", 2004), so the stack may hold an object more than once and holds unmarked ones.

use metadata::{ClassLoaderData, InstanceKind};

use super::trace::Tracing;
use crate::control::RootVisitor;
use crate::heap::Heap;
use crate::object::{Object, Slot, prefetch};
use crate::references::{Discovered, Tracer};

/// Elements of a reference array that are scanned at once.
const ARRAY_PIECE: usize = 2048;

/// How many objects are fetched ahead.
const QUEUE: usize = 8;

struct Marker<'h> {
    heap: &'h Heap,
    stack: Vec<usize>,
    /// Addresses popped and being fetched; 0 = empty. Oldest at `queue_next`.
    queue: [usize; QUEUE],
    queue_next: usize,
    /// Arrays with the index from which they are not scanned yet.
    arrays: Vec<(Object, usize)>,
    discovered: Discovered,
}

/// Marks everything reachable and processes references.
pub(super) fn mark_all(heap: &Heap, free_bytes: usize, clear_soft: bool) {
    let mut marker = Marker {
        heap,
        stack: Vec::new(),
        queue: [0; QUEUE],
        queue_next: 0,
        arrays: Vec::new(),
        discovered: Discovered::new(heap, free_bytes, clear_soft),
    };
    marker.trace_all(heap);
}

impl RootVisitor for Marker<'_> {
    fn slot(&mut self, slot: *mut usize) {
        // SAFETY: roots are places of references, and the world is stopped.
        self.trace(unsafe { Slot::new(slot) });
    }

    fn loader_data(&mut self, data: &'static ClassLoaderData) {
        self.reach_loader_data(data);
    }
}

impl Tracing for Marker<'_> {
    fn discovered(&mut self) -> &mut Discovered {
        &mut self.discovered
    }
}

impl Marker<'_> {
    /// Puts `address` (0: nothing) into the queue and takes the oldest entry out.
    #[inline(always)]
    fn exchange(&mut self, address: usize) -> usize {
        prefetch(address);
        let oldest = std::mem::replace(&mut self.queue[self.queue_next], address);
        self.queue_next = (self.queue_next + 1) % QUEUE;
        oldest
    }

    #[inline(always)]
    fn visit(&mut self, address: usize) {
        if address != 0 && !self.heap.marks.is_marked(address) {
            // SAFETY: a slot held this address.
            let object = unsafe { Object::at(address) };
            // A mirror's statics need no bits: it does not move.
            self.heap.marks.mark(address, object.size());
            self.scan(object);
        }
    }

    fn scan(&mut self, object: Object) {
        let klass = object.klass();
        self.reach_class(klass);
        if klass.layout.is_reference_array() {
            self.scan_elements(object, 0);
            return;
        }
        object.for_each_slot(klass, |slot| self.trace(slot));
        if klass.kind != InstanceKind::Plain {
            self.scan_special(object, klass);
        }
    }

    fn scan_elements(&mut self, array: Object, from: usize) {
        let length = array.length();
        let to = length.min(from + ARRAY_PIECE);
        if to < length {
            self.arrays.push((array, to));
        }
        array.for_each_element(from, to, |slot| self.trace(slot));
    }
}

impl Tracer for Marker<'_> {
    fn new_address(&self, address: usize) -> Option<usize> {
        self.heap.marks.is_marked(address).then_some(address)
    }

    #[inline(always)]
    fn trace(&mut self, slot: Slot) {
        let value = slot.get();
        debug_assert!(
            value == 0 || self.heap.memory.contains(value),
            "{value:#x} at {:#x} is no reference",
            slot.address()
        );
        if value != 0 && !self.heap.marks.is_marked(value) {
            self.stack.push(value);
        }
    }

    fn drain(&mut self) {
        loop {
            while let Some(address) = self.stack.pop() {
                let oldest = self.exchange(address);
                self.visit(oldest);
            }
            for _ in 0..QUEUE {
                let oldest = self.exchange(0);
                self.visit(oldest);
            }
            if !self.stack.is_empty() {
                continue;
            }
            match self.arrays.pop() {
                Some((array, from)) => self.scan_elements(array, from),
                None => return,
            }
        }
    }
}
