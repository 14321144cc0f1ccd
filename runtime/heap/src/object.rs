//! Objects as the collector sees them: addresses it may read and write raw, because the world is stopped. Also fillers, which keep
//! spaces parsable where a buffer was given up. What mutators use is `oop.rs`. Source: `abi::object`, DESIGN "Object model".
//!
//! Filler: a word with bit 63 set (no mark word has it) and the gap's size in bytes in the other bits; 8 bytes are enough.

use abi::MarkWord;
use abi::object::{
    ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, KLASS_OFFSET, MARK_OFFSET, REFERENCE_SIZE,
};
use metadata::{InstanceKind, Klass, RefMapBlock, well_known as wk};

use crate::oop::Oop;

const FILLER: u64 = 1 << 63;
const _: () = assert!(
    MarkWord::AGE_SHIFT + 4 <= 63,
    "no mark word looks like a filler"
);

/// How many elements ahead of the visit of a reference array its objects are fetched into the cache.
const LOOK_AHEAD: usize = 8;

/// Begins to load the cache line at `address`; any address is fine.
#[inline(always)]
pub(crate) fn prefetch(address: usize) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch has no effect but on the cache, and never faults.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(address as *const i8);
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

/// The place of a reference, in the heap or outside.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub(crate) struct Slot(*mut usize);

impl Slot {
    /// # Safety
    /// `pointer` is a place that holds a reference or 0; the world is stopped while the value is used.
    #[inline(always)]
    pub(crate) unsafe fn new(pointer: *mut usize) -> Slot {
        Slot(pointer)
    }

    #[inline(always)]
    pub(crate) fn get(self) -> usize {
        // SAFETY: the constructor's contract.
        unsafe { self.0.read() }
    }

    #[inline(always)]
    pub(crate) fn set(self, value: usize) {
        // SAFETY: the constructor's contract.
        unsafe { self.0.write(value) }
    }

    #[inline(always)]
    pub(crate) fn address(self) -> usize {
        self.0 as usize
    }
}

/// An object of the stopped heap, live or dead, whose header is intact.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub(crate) struct Object(usize);

impl Object {
    /// # Safety
    /// `address` is that of an object with an intact class word (the mark may be a forwarding one); the world is stopped while the
    /// value is used.
    #[inline(always)]
    pub(crate) unsafe fn at(address: usize) -> Object {
        debug_assert!(address != 0 && address.is_multiple_of(8));
        Object(address)
    }

    #[inline(always)]
    pub(crate) fn address(self) -> usize {
        self.0
    }

    #[inline(always)]
    fn read<T: Copy>(self, offset: usize) -> T {
        // SAFETY: an offset inside the object (type invariant, class metadata), and nobody writes meanwhile.
        unsafe { ((self.0 + offset) as *const T).read() }
    }

    #[inline(always)]
    pub(crate) fn mark(self) -> MarkWord {
        MarkWord(self.read(MARK_OFFSET))
    }

    #[inline(always)]
    pub(crate) fn set_mark(self, mark: MarkWord) {
        // SAFETY: the header of an object; the world is stopped.
        unsafe { ((self.0 + MARK_OFFSET) as *mut u64).write(mark.0) }
    }

    pub(crate) fn klass_address(self) -> u32 {
        self.read(KLASS_OFFSET)
    }

    #[inline(always)]
    pub(crate) fn klass(self) -> &'static Klass {
        let address: u32 = self.read(KLASS_OFFSET);
        // SAFETY: an intact class word is the address of a Klass, which lives as long as instances do.
        unsafe { &*(address as usize as *const Klass) }
    }

    #[inline(always)]
    pub(crate) fn length(self) -> usize {
        self.read::<u32>(ARRAY_LENGTH_OFFSET) as usize
    }

    /// Size in bytes; of a mirror only what `java.lang.Class` declares.
    #[inline(always)]
    pub(crate) fn size(self) -> usize {
        let layout = self.klass().layout;
        if layout.is_array() {
            layout.array_size(self.length())
        } else {
            layout.instance_size()
        }
    }

    #[inline(always)]
    pub(crate) fn slot(self, offset: usize) -> Slot {
        Slot((self.0 + offset) as *mut usize)
    }

    /// Every slot that is traced whatever the kind of object: elements, or the fields of the reference map. Not `referent` and
    /// `discovered`, not statics of mirrors.
    #[inline(always)]
    pub(crate) fn for_each_slot(self, klass: &Klass, mut visit: impl FnMut(Slot)) {
        if klass.layout.is_array() {
            if klass.layout.is_reference_array() {
                self.for_each_element(0, self.length(), visit);
            }
            return;
        }
        for block in klass.ref_map {
            self.for_each_in_block(*block, &mut visit);
        }
    }

    /// The slots of elements [from, to) of a reference array.
    #[inline(always)]
    pub(crate) fn for_each_element(self, from: usize, to: usize, mut visit: impl FnMut(Slot)) {
        let slot = |index: usize| self.slot(ARRAY_DATA_OFFSET + index * REFERENCE_SIZE);
        for index in from..to {
            if index + LOOK_AHEAD < to {
                prefetch(slot(index + LOOK_AHEAD).get());
            }
            visit(slot(index));
        }
    }

    #[inline(always)]
    pub(crate) fn for_each_in_block(self, block: RefMapBlock, mut visit: impl FnMut(Slot)) {
        for index in 0..block.count as usize {
            visit(self.slot(block.offset as usize + index * REFERENCE_SIZE));
        }
    }

    /// Of a mirror: the class it mirrors. None for primitive types and for a mirror that is not connected yet.
    pub(crate) fn mirrored(self) -> Option<&'static Klass> {
        let offset = wk::CLASS_KLASS.try_offset()?;
        let address: u64 = self.read(offset as usize);
        // SAFETY: the injected field holds 0 or the address of a Klass, which lives as long as its mirror.
        (address != 0).then(|| unsafe { &*(address as usize as *const Klass) })
    }

    /// Of a mirror: where the statics' references are.
    pub(crate) fn static_refs(self) -> RefMapBlock {
        let none = RefMapBlock {
            offset: 0,
            count: 0,
        };
        self.mirrored()
            .and_then(|klass| klass.instance.as_deref())
            .map_or(none, |instance| instance.static_refs)
    }

    /// A word of an injected field.
    pub(crate) fn word(self, offset: u32) -> u64 {
        self.read(offset as usize)
    }
}

/// Size of an object in bytes, statics of a mirror included.
pub fn object_size(oop: Oop<'_>) -> usize {
    let klass = oop.klass();
    if klass.layout.is_array() {
        return klass.layout.array_size(oop.length());
    }
    if klass.kind == InstanceKind::Mirror
        && let Some(offset) = wk::CLASS_KLASS.try_offset()
    {
        let address = oop.get_u64(offset) as usize as *const Klass;
        // SAFETY: the injected field holds 0 or the address of a Klass, which lives as long as its mirror.
        if let Some(mirrored) = unsafe { address.as_ref() }
            && let Some(instance) = mirrored.instance.as_deref()
        {
            return abi::object::align_object(
                (instance.mirror_size as usize).max(klass.layout.instance_size()),
            );
        }
    }
    klass.layout.instance_size()
}

/// Makes [start, end) a filler.
///
/// # Safety
/// The range is unused heap memory of this thread, or the world is stopped; both ends are multiples of 8.
pub(crate) unsafe fn fill(start: usize, end: usize) {
    if start < end {
        // SAFETY: the caller's promise; 8 bytes are there because both ends are multiples of 8.
        unsafe { (start as *mut u64).write(FILLER | (end - start) as u64) }
    }
}

/// Size of the filler at `address`, if there is one.
///
/// # Safety
/// `address` is the start of an object or filler in committed heap memory, and the world is stopped.
pub(crate) unsafe fn filler_at(address: usize) -> Option<usize> {
    // SAFETY: the caller's promise.
    let word = unsafe { (address as *const u64).read() };
    (word & FILLER != 0).then_some((word & !FILLER) as usize)
}

/// Visits every object in [start, end), dead ones included.
///
/// # Safety
/// The range is parsable and the world is stopped. `visit` may change marks, nothing else of the header.
pub(crate) unsafe fn walk(start: usize, end: usize, mut visit: impl FnMut(Object)) {
    let mut address = start;
    while address < end {
        // SAFETY: the range is parsable: an object or a filler starts here.
        if let Some(size) = unsafe { filler_at(address) } {
            address += size;
            continue;
        }
        // SAFETY: as above.
        let object = unsafe { Object::at(address) };
        address += object.size();
        visit(object);
    }
}
