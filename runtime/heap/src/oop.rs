//! `Oop<'a>`: the address of an object, usable only while no collection can happen. The accessors here are the only way runtime
//! code touches heap memory. CONTRACTS 3 (thread states), 6 ("Memory model in Rust").
//!
//! An `Oop<'a>` borrows a [`NoSafepoint<'a>`] token, which borrows the thread; whatever may collect takes `&mut` of the thread, so
//! the compiler refuses a raw reference across it. Across such calls a [`crate::Handle`] carries the reference.
//!
//! Plain accesses are Relaxed atomics (racy Java programs are not undefined behaviour of ours); acquire, release and volatile forms
//! say so. Reference stores mark the card. Field offsets come from `metadata` (well-known tables, `Field::offset`).

use std::marker::PhantomData;
use std::num::NonZeroUsize;
use std::sync::atomic::{
    AtomicI32, AtomicI64, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering,
};

use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, KLASS_OFFSET, MARK_OFFSET};
use abi::{LayoutHelper, MarkWord};
use metadata::KlassRef;
use metadata::slot::OopSlot;

/// Proof that the current thread cannot reach a safepoint while `'a` lives: it borrows the thread.
#[derive(Clone, Copy)]
pub struct NoSafepoint<'a>(PhantomData<&'a ()>);

impl<'a> NoSafepoint<'a> {
    /// A token out of nothing.
    ///
    /// # Safety
    /// The caller is in state in_vm or in_java (or is the collector with the world stopped) and neither allocates, blocks nor
    /// polls while any value derived from the token lives. Safe code gets tokens from `JavaThread::no_safepoint`.
    pub const unsafe fn assume() -> NoSafepoint<'a> {
        NoSafepoint(PhantomData)
    }

    /// A token that borrows the heap's part of a thread.
    pub fn of(_mutator: &'a crate::Mutator) -> NoSafepoint<'a> {
        NoSafepoint(PhantomData)
    }
}

/// A non-null reference to an object, valid for `'a`. `Option<Oop>` is one word.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Oop<'a>(NonZeroUsize, PhantomData<&'a ()>);

macro_rules! accessors {
    ($($get:ident $put:ident $get_volatile:ident $put_volatile:ident $type:ty, $atomic:ty;)*) => {
        $(
            #[inline(always)]
            pub fn $get(self, offset: u32) -> $type {
                self.cell::<$atomic>(offset).load(Ordering::Relaxed)
            }

            #[inline(always)]
            pub fn $put(self, offset: u32, value: $type) {
                self.cell::<$atomic>(offset).store(value, Ordering::Relaxed);
            }

            #[inline(always)]
            pub fn $get_volatile(self, offset: u32) -> $type {
                self.cell::<$atomic>(offset).load(Ordering::SeqCst)
            }

            #[inline(always)]
            pub fn $put_volatile(self, offset: u32, value: $type) {
                self.cell::<$atomic>(offset).store(value, Ordering::SeqCst);
            }
        )*
    };
}

impl<'a> Oop<'a> {
    /// From an address found in a slot; `None` for null.
    ///
    /// # Safety
    /// `address` is 0 or the address of a live object, and stays so for `'a`.
    #[inline(always)]
    pub unsafe fn from_address(address: usize, _proof: NoSafepoint<'a>) -> Option<Oop<'a>> {
        NonZeroUsize::new(address).map(|address| Oop(address, PhantomData))
    }

    #[inline(always)]
    pub fn address(self) -> usize {
        self.0.get()
    }

    /// The memory cell of type `T` at `offset`.
    #[inline(always)]
    fn cell<T>(self, offset: u32) -> &'a T {
        debug_assert!((self.address() + offset as usize).is_multiple_of(align_of::<T>()));
        // SAFETY: the object is live for 'a; `offset` comes from field metadata or an index check, so it lies inside the object;
        // all accesses to heap memory are atomic.
        unsafe { &*((self.address() + offset as usize) as *const T) }
    }

    #[inline(always)]
    pub fn mark_cell(self) -> &'a AtomicU64 {
        self.cell(MARK_OFFSET as u32)
    }

    #[inline(always)]
    pub fn mark(self) -> MarkWord {
        MarkWord(self.mark_cell().load(Ordering::Acquire))
    }

    #[inline(always)]
    pub fn klass(self) -> KlassRef {
        let address = self
            .cell::<AtomicU32>(KLASS_OFFSET as u32)
            .load(Ordering::Relaxed);
        // SAFETY: the header of a live object names its class, which an object keeps alive.
        unsafe { KlassRef::from_address(address).unwrap_unchecked() }
    }

    #[inline(always)]
    pub fn layout(self) -> LayoutHelper {
        self.klass().layout
    }

    pub fn is_instance_of(self, klass: KlassRef) -> bool {
        self.klass().is_subtype_of(klass)
    }

    /// Size in bytes, aligned; a mirror's includes its statics.
    pub fn size_bytes(self) -> usize {
        crate::object_size(self)
    }

    accessors! {
        get_i32 put_i32 get_i32_volatile put_i32_volatile i32, AtomicI32;
        get_i64 put_i64 get_i64_volatile put_i64_volatile i64, AtomicI64;
        get_u8 put_u8 get_u8_volatile put_u8_volatile u8, AtomicU8;
        get_u16 put_u16 get_u16_volatile put_u16_volatile u16, AtomicU16;
        get_u32 put_u32 get_u32_volatile put_u32_volatile u32, AtomicU32;
        get_u64 put_u64 get_u64_volatile put_u64_volatile u64, AtomicU64;
    }

    pub fn get_bool(self, offset: u32) -> bool {
        self.get_u8(offset) & 1 != 0
    }

    pub fn put_bool(self, offset: u32, value: bool) {
        self.put_u8(offset, value as u8);
    }

    pub fn i32_cell(self, offset: u32) -> &'a AtomicI32 {
        self.cell(offset)
    }

    pub fn i64_cell(self, offset: u32) -> &'a AtomicI64 {
        self.cell(offset)
    }

    /// The slot of a reference field or element. Whoever stores through it marks the card ([`crate::card_mark`]).
    #[inline(always)]
    pub fn slot(self, offset: u32) -> &'a AtomicUsize {
        self.cell(offset)
    }

    #[inline(always)]
    pub fn get_ref(self, offset: u32) -> Option<Oop<'a>> {
        NonZeroUsize::new(self.slot(offset).load(Ordering::Relaxed)).map(|a| Oop(a, PhantomData))
    }

    #[inline(always)]
    pub fn get_ref_volatile(self, offset: u32) -> Option<Oop<'a>> {
        NonZeroUsize::new(self.slot(offset).load(Ordering::SeqCst)).map(|a| Oop(a, PhantomData))
    }

    /// Plain store with Release (so that the object stored is seen initialised) and card mark.
    #[inline(always)]
    pub fn put_ref(self, offset: u32, value: Option<Oop<'_>>) {
        self.slot(offset)
            .store(value.map_or(0, |v| v.address()), Ordering::Release);
        crate::card_mark(self.address() + offset as usize);
    }

    #[inline(always)]
    pub fn put_ref_volatile(self, offset: u32, value: Option<Oop<'_>>) {
        self.slot(offset)
            .store(value.map_or(0, |v| v.address()), Ordering::SeqCst);
        crate::card_mark(self.address() + offset as usize);
    }

    /// Compare and exchange of a reference, SeqCst, with card mark on success. `Err` holds what was there.
    pub fn cas_ref(
        self,
        offset: u32,
        old: Option<Oop<'_>>,
        new: Option<Oop<'_>>,
    ) -> Result<(), Option<Oop<'a>>> {
        let raw = |o: Option<Oop<'_>>| o.map_or(0, |v| v.address());
        match self.slot(offset).compare_exchange(
            raw(old),
            raw(new),
            Ordering::SeqCst,
            Ordering::SeqCst,
        ) {
            Ok(_) => {
                crate::card_mark(self.address() + offset as usize);
                Ok(())
            }
            Err(found) => Err(NonZeroUsize::new(found).map(|a| Oop(a, PhantomData))),
        }
    }

    // ---- arrays

    /// Arrays only.
    #[inline(always)]
    pub fn length(self) -> usize {
        self.cell::<AtomicU32>(ARRAY_LENGTH_OFFSET as u32)
            .load(Ordering::Relaxed) as usize
    }

    /// The slot of element `index` of a reference array. An array of 2^29 references is longer than u32 offsets reach.
    #[inline(always)]
    fn element_slot(self, index: usize) -> &'a AtomicUsize {
        debug_assert!(index < self.length());
        // SAFETY: inside the live array by the caller's index check.
        unsafe { &*((self.address() + ARRAY_DATA_OFFSET + 8 * index) as *const AtomicUsize) }
    }

    /// Element `index` of a reference array; the caller checked the index.
    #[inline(always)]
    pub fn element(self, index: usize) -> Option<Oop<'a>> {
        let value = self.element_slot(index).load(Ordering::Relaxed);
        NonZeroUsize::new(value).map(|a| Oop(a, PhantomData))
    }

    /// Stores an element whose type the caller checked.
    #[inline(always)]
    pub fn set_element(self, index: usize, value: Option<Oop<'_>>) {
        let slot = self.element_slot(index);
        slot.store(value.map_or(0, |v| v.address()), Ordering::Release);
        crate::card_mark(slot.as_ptr() as usize);
    }

    /// First byte of the elements, for byte-wise copies of primitive arrays.
    pub fn array_data(self) -> *mut u8 {
        (self.address() + ARRAY_DATA_OFFSET) as *mut u8
    }

    /// Copies a byte array's content out.
    pub fn bytes(self) -> Vec<u8> {
        debug_assert!(self.layout().is_array() && self.layout().log2_element_size() == 0);
        let mut out = vec![0; self.length()];
        // SAFETY: `length` bytes of element data follow; byte-wise copies of byte arrays cannot tear.
        unsafe { std::ptr::copy_nonoverlapping(self.array_data(), out.as_mut_ptr(), out.len()) };
        out
    }
}

impl std::fmt::Debug for Oop<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{:#x}", self.klass(), self.address())
    }
}

/// Reading metadata's slots as objects.
pub trait SlotExt {
    /// The object a slot holds.
    fn oop<'a>(&self, proof: NoSafepoint<'a>) -> Option<Oop<'a>>;
    fn set(&self, value: Option<Oop<'_>>);
}

impl SlotExt for OopSlot {
    fn oop<'a>(&self, proof: NoSafepoint<'a>) -> Option<Oop<'a>> {
        // SAFETY: an OopSlot holds 0 or the address of a live object: the collector visits every slot.
        unsafe { Oop::from_address(self.load_acquire(), proof) }
    }

    fn set(&self, value: Option<Oop<'_>>) {
        self.store_release(value.map_or(0, |v| v.address()));
    }
}
