//! The memory manager: object model, allocation, barriers, roots, handles, references, collectors. DESIGN "Memory manager".
//!
//! Generational: TLABs in a copying young generation with ageing, card marks, an old generation whose collector is chosen by
//! flag (`-XX:+UseSerialGC`: Lisp-2 compacting). Stop-the-world, one collecting thread. Precise; everything moves but mirrors.
//!
//! | module | holds |
//! |---|---|
//! | [`oop`] | `Oop<'a>`: a raw reference that the borrow checker keeps from crossing a collection; field and array access |
//! | [`handle`] | `Handle`: a reference that survives collections; `HandleArea`, the stack of them each thread has |
//! | [`mutator`] | `Mutator`: the heap's part of a thread (TLAB, handles); `allocate_*` |
//! | [`control`] | `MutatorControl`: how the heap stops threads and finds their roots (implemented in `threads`, installed at boot) |
//! | [`global`] | global and weak global references |
//!
//! Read next: `oop.rs`.

pub mod control;
pub mod global;
pub mod handle;
pub mod mutator;
pub mod oop;

pub use control::{MutatorControl, RootVisitor};
pub use handle::{Handle, HandleArea, HandleMark};
pub use mutator::{AllocationError, Mutator};
pub use oop::{NoSafepoint, Oop};

// ---- provisional bump allocation until the collectors land (owner: heap)
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// Longest array, in elements.
pub const MAX_ARRAY_LENGTH: usize = i32::MAX as usize - 2;

/// `card table - (heap start >> CARD_SHIFT)`, so that marking needs one add.
pub static CARD_BASE: AtomicUsize = AtomicUsize::new(0);

/// Marks the card of the slot at `address` dirty.
#[inline(always)]
pub fn card_mark(address: usize) {
    let base = CARD_BASE.load(Ordering::Relaxed);
    if base != 0 {
        // SAFETY: the card table covers the whole reservation, and `address` is a slot of an object in it.
        unsafe { &*((base + (address >> abi::object::CARD_SHIFT)) as *const AtomicU8) }.store(1, Ordering::Relaxed);
    }
}

/// Size of an object in bytes, statics of a mirror included.
pub fn object_size(oop: Oop<'_>) -> usize {
    let layout = oop.layout();
    if layout.is_array() { layout.array_size(oop.length()) } else { layout.instance_size() }
}

static BUMP: Mutex<(usize, usize)> = Mutex::new((0, 0));

impl Mutator {
    pub(crate) fn allocate(
        &mut self,
        klass: metadata::KlassRef,
        size: usize,
        length: Option<u32>,
    ) -> Result<Oop<'_>, AllocationError> {
        let mut bump = BUMP.lock().unwrap_or_else(|e| e.into_inner());
        if bump.0 == 0 {
            // SAFETY: an anonymous private mapping.
            let base = unsafe {
                libc::mmap(
                    std::ptr::null_mut(),
                    1 << 30,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                    -1,
                    0,
                )
            };
            *bump = (base as usize, base as usize + (1 << 30));
        }
        if bump.0 + size > bump.1 {
            return Err(AllocationError::HeapFull);
        }
        let address = bump.0;
        bump.0 += size;
        // SAFETY: fresh zeroed memory of `size` bytes.
        unsafe {
            ((address + abi::object::KLASS_OFFSET) as *mut u32).write(klass.address());
            if let Some(length) = length {
                ((address + abi::object::ARRAY_LENGTH_OFFSET) as *mut u32).write(length);
            }
            Ok(Oop::from_address(address, NoSafepoint::assume()).expect("fresh objects are not at 0"))
        }
    }
}
