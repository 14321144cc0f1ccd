//! What a full collection reaches, whatever it does with it. Marking (`mark.rs`) and copying (`copying.rs`) are two ways of it.
//!
//! Class loaders: if the VM unloads classes, the data of user-defined loaders (and of single hidden classes) are no roots. They live
//! if their loader object, a mirror or an instance of one of their classes, a frame that runs their code, or data that depend on them
//! are reached; then everything in them is.

use std::sync::atomic::Ordering;

use metadata::{ClassLoaderData, InstanceKind, Klass, well_known as wk};

use crate::control::{RootVisitor, control};
use crate::heap::Heap;
use crate::object::Object;
use crate::references::{Discovered, Referent, Tracer};
use crate::roots;

/// A collection that traces the whole heap.
pub(super) trait Tracing: Tracer + RootVisitor + Sized {
    fn discovered(&mut self) -> &mut Discovered;

    /// Reaches everything and processes references.
    fn trace_all(&mut self, heap: &Heap) {
        let unloading = control().unloads_classes();
        ClassLoaderData::for_each(|data| data.marked.store(false, Ordering::Relaxed));
        roots::visit_strong(heap, self);
        ClassLoaderData::for_each(|data| {
            if data.is_root() || !unloading {
                self.reach_loader_data(data);
            }
        });
        self.drain();
        let disabled = self.discovered().disabled();
        let mut discovered = std::mem::replace(self.discovered(), disabled);
        discovered.process(heap, self);
    }

    fn reach_loader_data(&mut self, data: &'static ClassLoaderData) {
        if !data.marked.swap(true, Ordering::Relaxed) {
            roots::visit_loader_data(data, self);
            data.for_each_dependency(|other| self.reach_loader_data(other));
        }
    }

    /// The class of an object that is being scanned.
    #[inline(always)]
    fn reach_class(&mut self, klass: &Klass) {
        if !klass.loader_data.is_marked() {
            self.reach_loader_data(klass.loader_data);
        }
    }

    /// What an object of a kind of its own keeps alive besides its slots.
    fn scan_special(&mut self, object: Object, klass: &Klass) {
        match klass.kind {
            InstanceKind::Mirror => {
                object.for_each_in_block(object.static_refs(), |slot| self.trace(slot));
                if let Some(mirrored) = object.mirrored() {
                    self.reach_loader_data(mirrored.loader_data);
                }
            }
            InstanceKind::Loader => {
                let data = wk::LOADER_DATA
                    .try_offset()
                    .map_or(0, |offset| object.word(offset));
                // SAFETY: the injected field holds 0 or the address of the loader's data, which lives as long as the loader.
                if let Some(data) = unsafe { (data as usize as *const ClassLoaderData).as_ref() } {
                    self.reach_loader_data(data);
                }
            }
            _ => self.scan_reference(object, klass.kind),
        }
    }

    fn scan_reference(&mut self, object: Object, kind: InstanceKind) {
        let Some((referent, discovered)) = self.discovered().slots(object) else {
            return;
        };
        self.trace(discovered);
        let value = referent.get();
        if value != 0
            && (self.is_alive(value)
                || self.discovered().discover(object, kind) == Referent::Strong)
        {
            self.trace(referent);
        }
    }
}
