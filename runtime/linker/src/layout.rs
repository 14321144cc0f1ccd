//! Field layout: where instance fields are in the object and static fields in the mirror. JVMS leaves it open; DESIGN "Object
//! model" and `abi::object` say what is fixed.
//!
//! ```text
//!  instance: | header 12 | superclass fields ... | own: gap fillers, then 8-byte primitives, 4, 2, 1, injected, references |
//!  mirror:   | fields of java.lang.Class | statics: references (contiguous), 8, 4, 2, 1 |
//! ```
//! Superclass fields keep their offsets. Own fields start directly behind the last superclass field (for roots: at +12), so a
//! gap below the first 8-byte boundary is filled with smaller fields first. References come last, in one run, so that the
//! collector's map has one block per class that declares any. `@Contended` is ignored. Pure computation: no safepoint, no lock.
//! Read next: `define.rs`, the caller.

use abi::ElementKind;
use abi::object::{FIRST_FIELD_OFFSET, align_object};
use metadata::{Klass, RefMapBlock};

/// What layout needs to know of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldShape {
    pub kind: ElementKind,
    pub is_static: bool,
    /// The collector must not trace it: `Reference.referent` and `Reference.discovered`.
    pub untraced: bool,
}

/// Offsets for the fields given, and what follows from them.
#[derive(Debug)]
pub struct Layout {
    /// In the order of the fields given: instance fields from the object, statics from the mirror.
    pub offsets: Vec<u32>,
    /// End of the last instance field, not aligned: where a subclass's fields may start.
    pub end: u32,
    /// Of an instance, aligned.
    pub size_bytes: usize,
    /// Own traced reference fields (not the superclass's).
    pub ref_map: Vec<RefMapBlock>,
    /// Of the mirror, aligned.
    pub mirror_size: u32,
    pub static_refs: RefMapBlock,
}

/// Hands out offsets upwards, per field.
struct Placer<'f> {
    fields: &'f [FieldShape],
    /// 0: not placed yet (no field can be there).
    offsets: Vec<u32>,
    next: u32,
}

impl Placer<'_> {
    fn take(&mut self, index: usize) {
        let size = self.fields[index].kind.size_bytes() as u32;
        self.offsets[index] = self.next.next_multiple_of(size);
        self.next = self.offsets[index] + size;
    }

    /// Places what is left of the fields that `wanted` names, in order.
    fn place(&mut self, wanted: impl Fn(&FieldShape) -> bool) {
        for index in 0..self.fields.len() {
            if self.offsets[index] == 0 && wanted(&self.fields[index]) {
                self.take(index);
            }
        }
    }

    fn place_primitives(&mut self, is_static: bool) {
        for log2_size in (0..=3).rev() {
            self.place(|field| {
                field.is_static == is_static
                    && field.kind != ElementKind::Reference
                    && field.kind.log2_size() == log2_size
            });
        }
    }

    /// If an 8-byte field is to come: fills the gap below the next boundary with the largest smaller fields that fit.
    fn fill_gap(&mut self) {
        let boundary = self.next.next_multiple_of(8);
        if !self
            .fields
            .iter()
            .any(|field| !field.is_static && field.kind.log2_size() == 3)
        {
            return;
        }
        for log2_size in (0..=2).rev() {
            for index in 0..self.fields.len() {
                let field = self.fields[index];
                let end = self.next.next_multiple_of(1 << log2_size) + (1 << log2_size);
                if !field.is_static
                    && field.kind.log2_size() == log2_size
                    && self.offsets[index] == 0
                    && end <= boundary
                {
                    self.take(index);
                }
            }
        }
    }
}

/// Lays out `fields` behind a superclass whose fields end at `super_end` (for classes without superclass fields:
/// [`FIRST_FIELD_OFFSET`]) and a `java.lang.Class` whose instances have `mirror_base` bytes.
pub fn lay_out(fields: &[FieldShape], super_end: u32, mirror_base: u32) -> Layout {
    let reference = |field: &FieldShape| field.kind == ElementKind::Reference;
    let traced = |field: &FieldShape| !field.is_static && reference(field) && !field.untraced;
    let count = |wanted: &dyn Fn(&FieldShape) -> bool| {
        fields.iter().filter(|field| wanted(field)).count() as u32
    };

    let next = super_end.max(FIRST_FIELD_OFFSET as u32);
    let mut placer = Placer {
        fields,
        offsets: vec![0; fields.len()],
        next,
    };
    placer.fill_gap();
    placer.place_primitives(false);
    placer.place(|field| !field.is_static && reference(field) && field.untraced);
    let references = RefMapBlock {
        offset: placer.next.next_multiple_of(8),
        count: count(&traced),
    };
    placer.place(traced);
    let end = placer.next;

    placer.next = mirror_base.next_multiple_of(8);
    let static_refs = RefMapBlock {
        offset: placer.next,
        count: count(&|field| field.is_static && reference(field)),
    };
    placer.place(|field| field.is_static && reference(field));
    placer.place_primitives(true);
    Layout {
        end,
        size_bytes: align_object(end as usize),
        ref_map: if references.count == 0 {
            Vec::new()
        } else {
            vec![references]
        },
        mirror_size: align_object(placer.next as usize) as u32,
        static_refs,
        offsets: placer.offsets,
    }
}

/// Where the instance fields of a class end, its superclasses' included: where a subclass's may start.
pub fn instance_end(klass: &Klass) -> u32 {
    let mut above = Some(klass.this());
    while let Some(class) = above {
        let own = class
            .instance()
            .fields
            .iter()
            .filter(|field| !field.is_static());
        if let Some(end) = own
            .map(|field| field.offset + field.kind.size_bytes() as u32)
            .max()
        {
            return end;
        }
        above = class.super_klass;
    }
    FIRST_FIELD_OFFSET as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(descriptor: u8) -> FieldShape {
        let kind =
            ElementKind::from_descriptor(descriptor.to_ascii_uppercase()).expect("a descriptor");
        FieldShape {
            kind,
            is_static: descriptor.is_ascii_lowercase(),
            untraced: false,
        }
    }

    fn offsets(descriptors: &str, super_end: u32) -> (Vec<u32>, usize) {
        let fields: Vec<FieldShape> = descriptors.bytes().map(field).collect();
        let layout = lay_out(&fields, super_end, 96);
        (layout.offsets, layout.size_bytes)
    }

    #[test]
    fn gaps_are_filled() {
        assert_eq!(offsets("", 12), (vec![], 16));
        assert_eq!(offsets("I", 12), (vec![12], 16));
        // java.lang.String: value, coder, hash, hashIsZero
        assert_eq!(offsets("LBIZ", 12), (vec![24, 16, 12, 17], 32));
        assert_eq!(offsets("JI", 12), (vec![16, 12], 24));
        assert_eq!(offsets("JBBS", 12), (vec![16, 14, 15, 12], 24));
        assert_eq!(offsets("L", 17), (vec![24], 32));
        assert_eq!(offsets("B", 17), (vec![17], 24));
    }

    #[test]
    fn references_are_one_run() {
        let mut fields: Vec<FieldShape> = b"LJLlLibL".iter().copied().map(field).collect();
        fields[2].untraced = true;
        let layout = lay_out(&fields, 12, 96);
        assert_eq!(layout.offsets, [32, 16, 24, 96, 40, 104, 108, 48]);
        assert_eq!(
            layout.ref_map,
            [RefMapBlock {
                offset: 32,
                count: 3
            }]
        );
        assert_eq!(
            (layout.static_refs, layout.mirror_size),
            (
                RefMapBlock {
                    offset: 96,
                    count: 1
                },
                112
            )
        );
    }
}
