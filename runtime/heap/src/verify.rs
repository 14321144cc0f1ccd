//! The heap verifier: every object is well formed, every reference leads to one, cards and offsets are right. Runs with the world
//! stopped and TLABs retired (`-XX:+VerifyHeap`, `VerifyBeforeGC`, `VerifyAfterGC`); slow, changes nothing.
//!
//! Dead objects are checked too: until a full collection removes them, what they refer to is still there.

use metadata::arena::in_class_region;
use metadata::{InstanceKind, Klass};

use crate::cards::CARD_BYTES;
use crate::control::RootVisitor;
use crate::global;
use crate::heap::{Heap, lock};
use crate::object::{Object, Slot, filler_at};
use crate::references::Discovered;
use crate::roots;

/// After so many complaints the rest is silence.
const MOST_PROBLEMS: usize = 20;

struct Verifier<'h> {
    heap: &'h Heap,
    problems: Vec<String>,
    references: Discovered,
}

/// Everything wrong with the heap, empty if it is sound.
pub(crate) fn problems(heap: &Heap) -> Vec<String> {
    let mut verifier = Verifier {
        heap,
        problems: Vec::new(),
        references: Discovered::new(heap, 0, false),
    };
    // The mark bitmap is free between collections: here it holds the starts of objects.
    let parsable = verifier.find_objects();
    if parsable {
        verifier.check_objects();
        verifier.check_roots();
        verifier.check_offsets();
        verifier.problems.extend(heap.gaps.problem());
    }
    heap.marks.clear();
    verifier.problems
}

/// # Panics
/// The heap is not sound: a bug of the VM, reported with the first problems.
pub(crate) fn require_sound(heap: &Heap, when: &str) {
    let problems = problems(heap);
    assert!(
        problems.is_empty(),
        "heap verification {when} collection failed:\n  {}",
        problems.join("\n  ")
    );
}

impl Verifier<'_> {
    fn complain(&mut self, text: impl FnOnce() -> String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(text());
        }
    }

    /// Marks the start of each object. False if a space cannot be parsed.
    fn find_objects(&mut self) -> bool {
        let heap = self.heap;
        lock(&heap.mirrors).for_each(|mirror, _| {
            heap.marks.mark(mirror.address(), 8);
            self.has_class(mirror);
        });
        for (name, space) in ["old", "eden", "survivor 0", "survivor 1"]
            .into_iter()
            .zip(heap.moving_spaces())
        {
            let (mut address, top) = (space.start(), space.top());
            while address < top {
                // SAFETY: parsed so far: an object or filler starts here.
                if let Some(size) = unsafe { filler_at(address) } {
                    if size == 0 || size > top - address {
                        self.complain(|| format!("{name}: filler of {size} bytes at {address:#x}"));
                        return false;
                    }
                    address += size;
                    continue;
                }
                // SAFETY: as above; the class word is checked before it is used.
                let object = unsafe { Object::at(address) };
                if !self.has_class(object) {
                    return false;
                }
                let size = object.size();
                if size == 0 || size > top - address {
                    self.complain(|| {
                        format!(
                            "{name}: {} of {size} bytes at {address:#x}, top {top:#x}",
                            object.klass()
                        )
                    });
                    return false;
                }
                heap.marks.mark(address, 8);
                address += size;
            }
        }
        self.problems.is_empty()
    }

    fn has_class(&mut self, object: Object) -> bool {
        let klass = object.klass_address() as usize;
        let good = klass.is_multiple_of(align_of::<Klass>()) && in_class_region(klass);
        if !good {
            self.complain(|| format!("object {:#x} has class word {klass:#x}", object.address()));
        }
        good
    }

    fn check_objects(&mut self) {
        let heap = self.heap;
        let mirrors = lock(&heap.mirrors);
        mirrors.for_each(|mirror, _| self.check_object(mirror));
        drop(mirrors);
        for space in heap.moving_spaces() {
            // SAFETY: `find_objects` parsed the space.
            unsafe {
                crate::object::walk(space.start(), space.top(), |object| {
                    self.check_object(object)
                })
            };
        }
    }

    fn check_object(&mut self, object: Object) {
        let klass = object.klass();
        if object.mark().tag() == abi::LockTag::Forwarded {
            self.complain(|| format!("{klass} {:#x} is forwarded", object.address()));
        }
        object.for_each_slot(klass, |slot| self.check_field(object, slot));
        if klass.kind == InstanceKind::Mirror {
            object.for_each_in_block(object.static_refs(), |slot| self.check_field(object, slot));
        } else if klass.kind.is_reference()
            && let Some((referent, discovered)) = self.references.slots(object)
        {
            self.check_field(object, referent);
            self.check_field(object, discovered);
        }
    }

    fn is_object(&self, address: usize) -> bool {
        address.is_multiple_of(8)
            && self.heap.memory.contains(address)
            && self.heap.marks.is_marked(address)
    }

    fn check_field(&mut self, holder: Object, slot: Slot) {
        let (value, heap) = (slot.get(), self.heap);
        if value == 0 {
            return;
        }
        let offset = slot.address() - holder.address();
        if !self.is_object(value) {
            self.complain(|| {
                format!(
                    "{} {:#x}+{offset}: {value:#x} is no object",
                    holder.klass(),
                    holder.address()
                )
            });
        } else if heap.is_young(value)
            && !heap.is_young(slot.address())
            && !heap.cards.is_dirty(slot.address())
        {
            self.complain(|| {
                format!(
                    "{} {:#x}+{offset}: young {value:#x} on a clean card",
                    holder.klass(),
                    holder.address()
                )
            });
        }
    }

    fn check_roots(&mut self) {
        roots::visit_strong(self.heap, self);
        roots::visit_all_loader_data(self);
        let mut weak = Vec::new();
        global::for_each_weak(|slot| weak.push(slot));
        weak.into_iter().for_each(|slot| self.slot(slot));
    }

    /// Each card of an object leads to it; a card of a gap to something before it, since gaps are divided without notice.
    fn check_offsets(&mut self) {
        let old = &self.heap.old;
        let mut address = old.start();
        while address < old.top() {
            // SAFETY: `find_objects` parsed the space: an object or a filler starts here.
            let filler = unsafe { filler_at(address) };
            // SAFETY: as above.
            let size = filler.unwrap_or_else(|| unsafe { Object::at(address) }.size());
            let mut card = address.next_multiple_of(CARD_BYTES);
            while card < address + size {
                let start = self.heap.offsets.object_covering(card);
                let good = match filler {
                    None => start == address,
                    Some(_) => {
                        let is_below = (old.start()..=address).contains(&start);
                        // SAFETY: committed memory of the old generation; if nothing starts there, this is a word all the same.
                        is_below && (self.is_object(start) || unsafe { filler_at(start) }.is_some())
                    }
                };
                if !good {
                    self.complain(|| {
                        format!("offset table: card {card:#x} of {address:#x} leads to {start:#x}")
                    });
                }
                card += CARD_BYTES;
            }
            address += size;
        }
    }
}

impl RootVisitor for Verifier<'_> {
    fn slot(&mut self, slot: *mut usize) {
        // SAFETY: roots are places of references, and the world is stopped.
        let value = unsafe { Slot::new(slot) }.get();
        if value != 0 && !self.is_object(value) {
            self.complain(|| format!("root {slot:p}: {value:#x} is no object"));
        }
    }
}
