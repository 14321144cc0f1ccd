//! What the heap holds and never changes any more, for the compiler: final statics, final fields of classes that nobody writes by other
//! means, `@Stable` fields and elements, the targets of method handles. CONTRACTS 6, "Compiler threads and the heap".
//!
//! An object that code names stands in a slot: a final static is one, and lives as long as its class; for objects found in others a compile makes
//! slots in the loader data of the method ([`Constants`]), which live as long as the code. What an answer says of such an object stays
//! right: its class, the methods it names, live as long as it does.
//!
//! While the world is stopped, or about to be, nothing is answered: the code does without.

use std::cell::RefCell;
use std::collections::HashMap;

use abi::ElementKind;
use heap::{NoSafepoint, Oop};
use jit::env::{ConstantFacts, OopFacts};
use jit::ir::{Key, Type};
use linker::method_handles::linkers::{self, kind};
use linker::mirrors;
use metadata::{Field, FieldFlags, KlassFlags, KlassRef, MethodRef, OopSlot, well_known as wk};
use threads::safepoint;

/// In place of an offset: what a handle or a member name goes on to.
const TARGET: u32 = u32::MAX;

/// The objects that the code of one compile names.
#[derive(Default)]
pub(crate) struct Constants {
    /// Whose code it will be; `None`: nobody's, no slots are made.
    method: Option<MethodRef>,
    /// By the slot of the object around it, and where it is in there.
    slots: RefCell<HashMap<(Key, u32), &'static OopSlot>>,
    /// Slots of arrays with elements that are set once, and how many dimensions are so.
    stable: RefCell<HashMap<Key, u8>>,
}

/// What a field or element holds.
enum Content<'a> {
    Bits(Type, u64),
    Reference(Option<Oop<'a>>),
}

impl Constants {
    pub(crate) fn of(method: MethodRef) -> Constants {
        Constants {
            method: flags::get().flags.FoldStableValues.then_some(method),
            slots: RefCell::default(),
            stable: RefCell::default(),
        }
    }

    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.borrow().len()
    }

    /// The slots: whoever has them gives them back.
    pub(crate) fn take(self) -> Vec<&'static OopSlot> {
        let slots = self.slots.take();
        slots.into_values().collect()
    }

    /// The value of a static field.
    pub(crate) fn of_static(&self, field: &Field) -> Option<ConstantFacts> {
        self.method?;
        let is_set = field.is_final() && field.holder.is_initialized();
        // `System.setOut` and its kin write theirs.
        let is_written = field.holder.name.bytes() == b"java/lang/System";
        if !is_set || is_written {
            return None;
        }
        let mirror = Key(field.holder.mirror.as_ptr() as u64);
        safepoint::look(|proof| {
            let content = content(object(mirror, proof)?, field.offset, field.kind);
            let Content::Reference(Some(held)) = content else {
                return self.facts(mirror, field.offset, content);
            };
            // Mirrors do not move: the field is the slot.
            let key = Key(object(mirror, proof)?.address() as u64 + u64::from(field.offset));
            self.note_stable(key, field);
            Some(named(key, held))
        })?
    }

    /// The value of a field of the object in `slot`.
    pub(crate) fn of_field(&self, slot: Key, field: &Field) -> Option<ConstantFacts> {
        let is_stable = is_stable(field);
        if !is_stable && !is_trusted(field) {
            return None;
        }
        safepoint::look(|proof| {
            let object = object(slot, proof)?;
            // (Code that is never reached may ask anything.)
            if !object.is_instance_of(field.holder) {
                return None;
            }
            let content = content(object, field.offset, field.kind);
            if is_stable && !field.is_final() && content.is_zero() {
                return None;
            }
            let facts = self.facts(slot, field.offset, content)?;
            if let ConstantFacts::Oop(oop) = &facts {
                self.note_stable(oop.key, field);
            }
            Some(facts)
        })?
    }

    /// The target of the call site in `slot`, now.
    pub(crate) fn of_target(&self, slot: Key, field: &Field) -> Option<OopFacts> {
        let facts = safepoint::look(|proof| {
            let site = object(slot, proof)?;
            let is_site = site.is_instance_of(field.holder);
            let target = is_site.then(|| site.get_ref(field.offset))??;
            self.facts(slot, field.offset, Content::Reference(Some(target)))
        })?;
        match facts? {
            ConstantFacts::Oop(oop) => Some(oop),
            _ => None,
        }
    }

    /// The value of an element of the array in `slot`.
    pub(crate) fn of_element(&self, slot: Key, index: u32) -> Option<ConstantFacts> {
        let dimensions = *self.stable.borrow().get(&slot)?;
        safepoint::look(|proof| {
            let array = object(slot, proof)?;
            let layout = array.layout();
            if !layout.is_array() || index as usize >= array.length() {
                return None;
            }
            let offset =
                abi::object::ARRAY_DATA_OFFSET + ((index as usize) << layout.log2_element_size());
            let offset = u32::try_from(offset).ok()?;
            let content = content(array, offset, layout.element_kind());
            if content.is_zero() {
                return None;
            }
            let facts = self.facts(slot, offset, content)?;
            if let ConstantFacts::Oop(oop) = &facts
                && dimensions > 1
            {
                self.stable.borrow_mut().insert(oop.key, dimensions - 1);
            }
            Some(facts)
        })?
    }

    /// What a method of this `linker_kind` goes on to for the handle or member name in `slot` and, where the receiver decides, the one in
    /// `receiver`; if that is not known, the method that is selected by it, and the cell in its vtable.
    pub(crate) fn linked(
        &self,
        linker_kind: u8,
        slot: Key,
        receiver: Option<Key>,
    ) -> Option<(MethodRef, Option<u16>)> {
        safepoint::look(|proof| {
            let named = object(slot, proof)?;
            let expected = match linker_kind {
                kind::INVOKE_BASIC => wk::METHOD_HANDLE.try_get()?,
                _ => wk::MEMBER_NAME.try_get()?,
            };
            if !named.is_instance_of(expected) {
                return None;
            }
            let (target, index) = match linker_kind {
                kind::INVOKE_BASIC => (linkers::handle_target(named).ok()?, None),
                kind::LINK_TO_STATIC => (linkers::member_target(named).ok()?, None),
                _ => {
                    let declared = linkers::member_target(named).ok()?;
                    let class = receiver.and_then(|slot| object(slot, proof));
                    let class = class.map(Oop::klass);
                    match class.filter(|class| class.is_subtype_of(declared.klass)) {
                        Some(class) => {
                            let target = linkers::member_target_for(linker_kind, class, named);
                            (target.ok()?, None)
                        }
                        None if linker_kind == kind::LINK_TO_SPECIAL => (declared, None),
                        None if linker_kind == kind::LINK_TO_VIRTUAL => {
                            (declared, linkers::vtable_index(named))
                        }
                        None => return None,
                    }
                }
            };
            let is_static = matches!(linker_kind, kind::INVOKE_BASIC | kind::LINK_TO_STATIC);
            if target.is_static() != is_static || target.is_abstract() && index.is_none() {
                return None;
            }
            // What keeps the method's class alive.
            let mirror = object(Key(target.klass.mirror.as_ptr() as u64), proof)?;
            self.keep(slot, TARGET, mirror)?;
            Some((target, index))
        })?
    }

    /// `content`, which is at `offset` in the object in `parent`.
    fn facts(&self, parent: Key, offset: u32, content: Content<'_>) -> Option<ConstantFacts> {
        Some(match content {
            Content::Bits(ty, bits) => ConstantFacts::Primitive(ty, bits),
            Content::Reference(None) => ConstantFacts::Null,
            Content::Reference(Some(held)) => named(self.keep(parent, offset, held)?, held),
        })
    }

    /// The slot of an object that is found at `offset` in the object in `parent`.
    fn keep(&self, parent: Key, offset: u32, held: Oop<'_>) -> Option<Key> {
        let data = self.method?.klass.loader_data;
        let mut slots = self.slots.borrow_mut();
        let slot = slots
            .entry((parent, offset))
            .or_insert_with(|| data.new_slot(held.address()));
        Some(Key(slot.as_ptr() as u64))
    }

    /// What a stable field of an array type holds has stable elements.
    fn note_stable(&self, key: Key, field: &Field) {
        if is_stable(field) {
            let descriptor = field.descriptor.bytes().iter();
            let dimensions = descriptor.take_while(|letter| **letter == b'[').count();
            self.stable.borrow_mut().insert(key, dimensions as u8);
        }
    }
}

impl Drop for Constants {
    fn drop(&mut self) {
        if let Some(method) = self.method {
            let data = method.klass.loader_data;
            let slots = self.slots.take();
            slots.into_values().for_each(|slot| data.release_slot(slot));
        }
    }
}

impl Content<'_> {
    fn is_zero(&self) -> bool {
        matches!(self, Content::Bits(_, 0) | Content::Reference(None))
    }
}

/// How many elements the object in `slot` has.
pub(crate) fn array_length(slot: Key) -> Option<u32> {
    safepoint::look(|proof| {
        let array = object(slot, proof)?;
        array.layout().is_array().then(|| array.length() as u32)
    })?
}

/// The class of the object in `slot`.
pub(crate) fn class_of(slot: Key) -> Option<KlassRef> {
    safepoint::look(|proof| Some(object(slot, proof)?.klass()))?
}

/// The class that the object in `slot` is the mirror of.
pub(crate) fn mirrored(slot: Key) -> Option<KlassRef> {
    safepoint::look(|proof| {
        let mirror = object(slot, proof)?;
        let is_mirror = mirror.is_instance_of(wk::CLASS.try_get()?);
        is_mirror.then(|| mirrors::klass_of(mirror))?
    })?
}

/// Whether two slots hold the same object.
pub(crate) fn are_same(a: Key, b: Key) -> Option<bool> {
    safepoint::look(|proof| Some(object(a, proof)?.address() == object(b, proof)?.address()))?
}

/// The object in a slot.
fn object(slot: Key, proof: NoSafepoint<'_>) -> Option<Oop<'_>> {
    // SAFETY: keys of objects are addresses of slots that live as long as the compile: of the class's constant pool, static fields, its own.
    let slot = unsafe { &*(slot.0 as *const OopSlot) };
    // SAFETY: a slot that the collector knows holds null or an object.
    unsafe { Oop::from_address(slot.load(), proof) }
}

fn named(key: Key, object: Oop<'_>) -> ConstantFacts {
    ConstantFacts::Oop(OopFacts {
        text: object.klass().name.to_string(),
        key,
    })
}

fn content(object: Oop<'_>, offset: u32, kind: ElementKind) -> Content<'_> {
    let int = |value: i32| Content::Bits(Type::Int, u64::from(value as u32));
    match kind {
        ElementKind::Boolean => int(object.get_bool(offset).into()),
        ElementKind::Byte => int((object.get_u8(offset) as i8).into()),
        ElementKind::Char => int(object.get_u16(offset).into()),
        ElementKind::Short => int((object.get_u16(offset) as i16).into()),
        ElementKind::Int => int(object.get_i32(offset)),
        ElementKind::Float => Content::Bits(Type::Float, u64::from(object.get_i32(offset) as u32)),
        ElementKind::Long => Content::Bits(Type::Long, object.get_i64(offset) as u64),
        ElementKind::Double => Content::Bits(Type::Double, object.get_i64(offset) as u64),
        ElementKind::Reference => Content::Reference(object.get_ref(offset)),
    }
}

/// `@Stable`: it changes once, from zero to something else.
fn is_stable(field: &Field) -> bool {
    field.flags.0 & FieldFlags::STABLE != 0
}

/// The target of a call site: final for the language, but written when the site gets another one.
pub(crate) fn is_target(field: &Field) -> bool {
    field.holder.name.bytes() == b"java/lang/invoke/CallSite" && field.name.bytes() == b"target"
}

/// Whether the call site in `site` has the target in `target`. False also where that cannot be told now.
pub(crate) fn has_target(site: Key, target: Key) -> bool {
    let has = safepoint::look(|proof| {
        let offset = wk::CALL_SITE_TARGET.try_offset()?;
        let now = object(site, proof)?.get_ref(offset)?;
        Some(now.address() == object(target, proof)?.address())
    });
    has.flatten() == Some(true)
}

/// Whether the object in a slot is this one.
pub(crate) fn is_in(slot: Key, object: Oop<'_>) -> bool {
    // SAFETY: as `object`.
    let slot = unsafe { &*(slot.0 as *const OopSlot) };
    slot.load() == object.address()
}

/// Whether a final field keeps the value that the constructor gave it: neither reflection nor the class library writes it. The same as HotSpot
/// trusts.
fn is_trusted(field: &Field) -> bool {
    const PACKAGES: [&[u8]; 2] = [b"java/lang/invoke/", b"sun/invoke/"];
    const UPDATERS: &[u8] = b"java/util/concurrent/atomic/Atomic";
    let holder = field.holder;
    let name = holder.name.bytes();
    let is_of_library = holder.loader_data.is_boot();
    let is_in = |package: &&[u8]| name.starts_with(package);
    let is_updater = name.starts_with(UPDATERS) && name.ends_with(b"Impl");
    field.is_final()
        && !is_target(field)
        && (holder.is_hidden()
            || holder.flags.has(KlassFlags::RECORD)
            || is_of_library && (PACKAGES.iter().any(is_in) || is_updater))
}
