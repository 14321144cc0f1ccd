//! `java.lang.ref`: soft, weak, final and phantom references (package documentation of `java.lang.ref`, CONTRACTS 4).
//!
//! While a collection traces, the referent of a `Reference` is not followed but *discovered*, unless it is known to be alive, or is
//! soft and young enough. Afterwards, in this order: soft and weak referents that died are cleared; final ones are kept alive and
//! handed over once (their `next` points to themselves from then on); phantom ones are cleared. What was cleared or handed over goes
//! to the pending list, linked by `discovered`, for the reference handler thread. Weak global references and weak tables come last.
//!
//! A soft reference lives as long as it was used within the last (free megabytes * `SoftRefLRUPolicyMSPerMB`) milliseconds.

use std::sync::atomic::Ordering;

use metadata::{InstanceKind, well_known as wk};

use crate::heap::Heap;
use crate::object::{Object, Slot};

/// What reference processing asks of the running collection.
pub(crate) trait Tracer {
    /// Where the object at `address` is from now on, as far as this collection moves while it traces, if it was reached. Objects that this
    /// collection does not treat are alive where they are.
    fn new_address(&self, address: usize) -> Option<usize>;

    /// Reaches what `slot` refers to, and updates it.
    fn trace(&mut self, slot: Slot);

    /// Scans whatever `trace` has reached.
    fn drain(&mut self);

    fn is_alive(&self, address: usize) -> bool {
        self.new_address(address).is_some()
    }

    /// Makes `slot` right for a referent that is alive.
    fn update(&mut self, slot: Slot) {
        if let Some(new) = self.new_address(slot.get()) {
            slot.set(new);
        }
    }
}

/// Offsets of the fields of `Reference`; read once per collection.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    referent: usize,
    discovered: usize,
    next: usize,
    timestamp: Option<u32>,
}

impl Fields {
    fn read() -> Option<Fields> {
        Some(Fields {
            referent: wk::REFERENCE_REFERENT.try_offset()? as usize,
            discovered: wk::REFERENCE_DISCOVERED.try_offset()? as usize,
            next: wk::REFERENCE_NEXT.try_offset()? as usize,
            timestamp: wk::SOFT_REFERENCE_TIMESTAMP.try_offset(),
        })
    }
}

/// The references discovered by one collection.
pub(crate) struct Discovered {
    /// None before boot knows the fields: there are no reference objects then.
    fields: Option<Fields>,
    soft: Vec<Object>,
    weak: Vec<Object>,
    finals: Vec<Object>,
    phantom: Vec<Object>,
    /// Soft references last used before this (in milliseconds of the soft clock) are treated as weak.
    soft_limit: i64,
    enabled: bool,
}

/// What the tracer must do with the referent of a reference it meets.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Referent {
    /// Trace it like any field.
    Strong,
    /// Leave it alone: decided after tracing.
    Deferred,
}

/// `SoftReference.clock` (ms), where it is.
fn soft_clock() -> Option<Slot> {
    let klass = wk::SOFT_REFERENCE.try_get()?;
    let mirror = klass.mirror.load();
    let offset = wk::SOFT_REFERENCE_CLOCK.try_offset()?;
    // SAFETY: a static long of a mirror (as wide as a reference), with the world stopped.
    (mirror != 0).then(|| unsafe { Slot::new((mirror + offset as usize) as *mut usize) })
}

impl Discovered {
    /// For a collection of `heap` with `free_bytes` free at the end of the last full one.
    pub(crate) fn new(heap: &Heap, free_bytes: usize, clear_soft: bool) -> Discovered {
        let life = ((free_bytes >> 20) as u64).saturating_mul(heap.config.soft_ref_ms_per_mb);
        let clock = soft_clock().map_or(0, |slot| slot.get() as i64);
        let soft_limit = if clear_soft {
            i64::MAX
        } else {
            clock.saturating_sub(life.min(i64::MAX as u64) as i64)
        };
        Discovered {
            fields: Fields::read(),
            soft: Vec::new(),
            weak: Vec::new(),
            finals: Vec::new(),
            phantom: Vec::new(),
            soft_limit,
            enabled: true,
        }
    }

    /// One that discovers nothing any more: for what the survivors of finalisation reach, which is alive.
    pub(crate) fn disabled(&self) -> Discovered {
        Discovered {
            fields: self.fields,
            soft: Vec::new(),
            weak: Vec::new(),
            finals: Vec::new(),
            phantom: Vec::new(),
            soft_limit: 0,
            enabled: false,
        }
    }

    /// The `referent` and `discovered` slots of a reference object, which the reference map leaves out.
    pub(crate) fn slots(&self, reference: Object) -> Option<(Slot, Slot)> {
        let fields = self.fields?;
        Some((
            reference.slot(fields.referent),
            reference.slot(fields.discovered),
        ))
    }

    /// Decides about the referent of `reference`, whose referent is neither null nor known to be alive.
    pub(crate) fn discover(&mut self, reference: Object, kind: InstanceKind) -> Referent {
        let Some(fields) = self.fields.filter(|_| self.enabled) else {
            return Referent::Strong;
        };
        let list = match kind {
            InstanceKind::SoftReference => {
                let used = fields
                    .timestamp
                    .map_or(0, |offset| reference.word(offset) as i64);
                // Used at the limit itself counts as recent, so a clock that stands still clears nothing.
                if used >= self.soft_limit {
                    return Referent::Strong;
                }
                &mut self.soft
            }
            InstanceKind::WeakReference => &mut self.weak,
            InstanceKind::FinalReference => {
                if reference.slot(fields.next).get() != 0 {
                    return Referent::Strong;
                }
                &mut self.finals
            }
            InstanceKind::PhantomReference => &mut self.phantom,
            _ => return Referent::Strong,
        };
        list.push(reference);
        Referent::Deferred
    }

    /// Processes everything discovered (module documentation) and advances the soft clock.
    pub(crate) fn process(&mut self, heap: &Heap, tracer: &mut impl Tracer) {
        if let Some(fields) = self.fields {
            for references in [
                std::mem::take(&mut self.soft),
                std::mem::take(&mut self.weak),
            ] {
                clear_dead(heap, fields, &references, tracer);
            }
            for reference in std::mem::take(&mut self.finals) {
                let referent = reference.slot(fields.referent);
                if tracer.is_alive(referent.get()) {
                    tracer.update(referent);
                    mark_card(heap, referent);
                    continue;
                }
                tracer.trace(referent);
                mark_card(heap, referent);
                set(heap, reference.slot(fields.next), reference.address());
                enqueue(heap, fields, reference);
            }
            tracer.drain();
            clear_dead(heap, fields, &std::mem::take(&mut self.phantom), tracer);
        }
        crate::global::for_each_weak(|pointer| {
            // SAFETY: the slot of a weak global reference; the world is stopped.
            let slot = unsafe { Slot::new(pointer) };
            if tracer.is_alive(slot.get()) {
                tracer.update(slot)
            } else {
                slot.set(0)
            }
        });
        if let Some(clock) = soft_clock() {
            // The clock only has to advance; it starts above 0 so that a timestamp of 0 is old.
            clock.set(flags::log::uptime().as_millis() as usize + 1);
        }
    }
}

fn clear_dead(heap: &Heap, fields: Fields, references: &[Object], tracer: &mut impl Tracer) {
    for reference in references {
        let referent = reference.slot(fields.referent);
        if tracer.is_alive(referent.get()) {
            tracer.update(referent);
            mark_card(heap, referent);
        } else {
            referent.set(0);
            enqueue(heap, fields, *reference);
        }
    }
}

fn enqueue(heap: &Heap, fields: Fields, reference: Object) {
    set(
        heap,
        reference.slot(fields.discovered),
        heap.pending.load(Ordering::Relaxed),
    );
    heap.pending.store(reference.address(), Ordering::Relaxed);
}

fn set(heap: &Heap, slot: Slot, value: usize) {
    slot.set(value);
    mark_card(heap, slot);
}

fn mark_card(heap: &Heap, slot: Slot) {
    heap.cards.dirty(slot.address());
}
