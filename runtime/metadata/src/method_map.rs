//! Which addresses of the class region are those of methods: wait-free and signal-safe. A profiler's signal may come while a frame is being
//! made or left, so what it finds in a frame's header may be anything; this tells a `Method` from a number that looks like one.
//!
//! One bit for each place where a `Method` may lie. Read next: `threads::async_walk`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::arena::{REGION_BYTES, region_start};
use crate::reference::MethodRef;

/// Alignment of a `Method`, bytes.
const GRANULE: usize = 16;

type Bits = Box<[AtomicU64]>;

/// Zeroed memory is not touched before it is written: the map costs what methods there are.
static BITS: OnceLock<Bits> = OnceLock::new();

fn bits() -> &'static Bits {
    BITS.get_or_init(|| {
        let words = Box::<[AtomicU64]>::new_zeroed_slice(REGION_BYTES / GRANULE / 64);
        // SAFETY: all zero bits are a zero.
        unsafe { words.assume_init() }
    })
}

/// The word and the bit of an address.
fn place(bits: &Bits, address: usize) -> Option<(&AtomicU64, u64)> {
    let offset = address.checked_sub(region_start()?)?;
    let granule = offset / GRANULE;
    let word = bits.get(granule / 64)?;
    (offset % GRANULE == 0).then_some((word, 1 << (granule % 64)))
}

/// A method that has just been made. (Methods outside of the region are those of tests.)
pub fn add(method: MethodRef) {
    if let Some((word, bit)) = place(bits(), method.address() as usize) {
        word.fetch_or(bit, Ordering::Release);
    }
}

/// Before the method's memory goes.
pub(crate) fn remove(method: MethodRef) {
    if let Some((word, bit)) = place(bits(), method.address() as usize) {
        word.fetch_and(!bit, Ordering::Release);
    }
}

/// The method at this address, if there is one. It stays only as long as somebody keeps its class alive.
pub fn find(address: u64) -> Option<MethodRef> {
    let (word, bit) = place(BITS.get()?, usize::try_from(address).ok()?)?;
    if word.load(Ordering::Acquire) & bit == 0 {
        return None;
    }
    // SAFETY: the address of a method that was added and not removed.
    unsafe { MethodRef::from_address(address as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ClassLoaderData;

    #[test]
    fn only_what_was_added_is_a_method() {
        let place = ClassLoaderData::boot().allocate(4 * GRANULE).expect("room");
        let address = place as usize as u64;
        // SAFETY: it is not followed.
        let method = unsafe { MethodRef::from_address(address as u32) }.expect("an address");
        assert!(find(address).is_none());
        add(method);
        assert_eq!(find(address), Some(method));
        for other in [0, 1, address + 1, address + GRANULE as u64, u64::MAX] {
            assert!(find(other).is_none(), "{other:#x}");
        }
        // The upper half of a word counts.
        assert!(find(address | 1 << 32).is_none());
        remove(method);
        assert!(find(address).is_none());
    }
}
