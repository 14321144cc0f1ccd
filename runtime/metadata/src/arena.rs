//! The class region: address space below 4 GB in which all metadata lives, so that a Klass or Method fits 32 bits; and the
//! arenas that hand it out, one per `ClassLoaderData`. Source: CONTRACTS 6, "Metadata ownership".
//!
//! The region is reserved once by probing with `MAP_FIXED_NOREPLACE` (an embedder may own low memory) and committed by touch.
//! An arena takes chunks from the region and bumps; freeing an arena returns its chunks. Nothing in an arena is dropped by
//! it: whoever owns values with destructors (`ClassLoaderData`) drops them first.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

/// Size of the reserved region in bytes.
pub const REGION_BYTES: usize = 1 << 30;
const GRANULE: usize = 16 << 10;
const LOWEST: usize = 64 << 20;

struct Region {
    base: usize,
    end: usize,
    state: Mutex<RegionState>,
}

#[derive(Default)]
struct RegionState {
    next: usize,
    /// Freed chunks: size in bytes -> addresses.
    free: BTreeMap<usize, Vec<usize>>,
}

static REGION: OnceLock<Option<Region>> = OnceLock::new();

/// Why metadata could not be allocated: reported as `OutOfMemoryError: Metaspace`, or as a start-up error for the reservation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MetaspaceFull;

/// Reserves the class region. Called at boot; later calls return the first answer.
///
/// # Errors
/// No gap of 1 GB below 4 GB: a start-up error that says so.
pub fn reserve_class_region() -> Result<(), MetaspaceFull> {
    region().map(|_| ())
}

fn region() -> Result<&'static Region, MetaspaceFull> {
    REGION.get_or_init(map_region).as_ref().ok_or(MetaspaceFull)
}

fn map_region() -> Option<Region> {
    let mut base = LOWEST;
    while base + REGION_BYTES <= 1 << 32 {
        // SAFETY: MAP_FIXED_NOREPLACE maps only where nothing is mapped; the result is checked.
        let got = unsafe {
            libc::mmap(
                base as *mut libc::c_void,
                REGION_BYTES,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE
                    | libc::MAP_ANONYMOUS
                    | libc::MAP_NORESERVE
                    | libc::MAP_FIXED_NOREPLACE,
                -1,
                0,
            )
        };
        if got as usize == base {
            let state = Mutex::new(RegionState {
                next: base,
                free: BTreeMap::new(),
            });
            return Some(Region {
                base,
                end: base + REGION_BYTES,
                state,
            });
        }
        if got != libc::MAP_FAILED {
            // SAFETY: an old kernel that ignores NOREPLACE gave this mapping to us; nobody else knows of it.
            unsafe { libc::munmap(got, REGION_BYTES) };
        }
        base += 64 << 20;
    }
    None
}

/// True if `address` lies in the class region: what a crash report or a verifier may ask of any word.
pub fn in_class_region(address: usize) -> bool {
    REGION
        .get()
        .and_then(Option::as_ref)
        .is_some_and(|r| (r.base..r.end).contains(&address))
}

fn take_chunk(min_bytes: usize) -> Result<(usize, usize), MetaspaceFull> {
    let bytes = min_bytes.next_multiple_of(GRANULE);
    let region = region()?;
    let mut state = region.state.lock().unwrap_or_else(|e| e.into_inner());
    let reusable = state.free.range(bytes..).next().map(|(size, _)| *size);
    if let Some(size) = reusable {
        let list = state.free.get_mut(&size).expect("the size was just found");
        let address = list.pop().expect("empty lists are removed");
        if list.is_empty() {
            state.free.remove(&size);
        }
        return Ok((address, size));
    }
    if state.next + bytes > region.end {
        return Err(MetaspaceFull);
    }
    let address = state.next;
    state.next += bytes;
    Ok((address, bytes))
}

/// A bump allocator over chunks of the class region. Not thread-safe by itself: its owner wraps it in a lock.
#[derive(Default)]
pub struct Arena {
    chunks: Vec<(usize, usize)>,
    next: usize,
    end: usize,
    used_bytes: usize,
}

impl Arena {
    pub const fn new() -> Arena {
        Arena {
            chunks: Vec::new(),
            next: 0,
            end: 0,
            used_bytes: 0,
        }
    }

    /// Zeroed memory of `bytes`, aligned to 16.
    ///
    /// # Errors
    /// The class region is full.
    pub fn allocate(&mut self, bytes: usize) -> Result<*mut u8, MetaspaceFull> {
        let bytes = bytes.next_multiple_of(16);
        if self.next + bytes > self.end {
            let wanted = if self.chunks.is_empty() {
                bytes
            } else {
                bytes.max((self.used_bytes / 4).min(1 << 20))
            };
            let (address, size) = take_chunk(wanted)?;
            self.chunks.push((address, size));
            self.next = address;
            self.end = address + size;
        }
        let address = self.next;
        self.next += bytes;
        self.used_bytes += bytes;
        Ok(address as *mut u8)
    }

    /// Moves `value` into the arena.
    ///
    /// # Errors
    /// The class region is full.
    pub fn allocate_value<T>(&mut self, value: T) -> Result<*mut T, MetaspaceFull> {
        const { assert!(align_of::<T>() <= 16) };
        let place = self.allocate(size_of::<T>())?.cast::<T>();
        // SAFETY: `place` is fresh, large enough and aligned to 16.
        unsafe { place.write(value) };
        Ok(place)
    }

    /// Copies `values` into the arena. The slice lives as long as the arena.
    ///
    /// # Errors
    /// The class region is full.
    pub fn allocate_slice<T: Copy>(&mut self, values: &[T]) -> Result<&'static [T], MetaspaceFull> {
        const { assert!(align_of::<T>() <= 16) };
        let place = self.allocate(size_of_val(values))?.cast::<T>();
        // SAFETY: `place` is fresh, large enough and aligned; the source is a valid slice of Copy values.
        unsafe {
            std::ptr::copy_nonoverlapping(values.as_ptr(), place, values.len());
            Ok(std::slice::from_raw_parts(place, values.len()))
        }
    }

    /// Bytes handed out.
    pub fn used_bytes(&self) -> usize {
        self.used_bytes
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        let Ok(region) = region() else { return };
        for &(address, size) in &self.chunks {
            // SAFETY: the chunk is ours alone and no longer used (contract of whoever drops the arena); the pages stay mapped
            // and read as zero afterwards, which is what `allocate` promises of fresh memory.
            unsafe { libc::madvise(address as *mut libc::c_void, size, libc::MADV_DONTNEED) };
            let mut state = region.state.lock().unwrap_or_else(|e| e.into_inner());
            state.free.entry(size).or_default().push(address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_low_zeroed_and_reused() {
        let mut arena = Arena::default();
        let first = arena.allocate_value(0x1234_5678_u64).expect("room") as usize;
        assert!(first + 8 < 1 << 32 && in_class_region(first));
        let slice = arena.allocate_slice(&[1_u32, 2, 3]).expect("room");
        assert_eq!(slice, [1, 2, 3]);
        let big = arena.allocate(1 << 20).expect("room") as usize;
        drop(arena);
        let mut next = Arena::default();
        let again = next.allocate(1 << 20).expect("room");
        assert!(in_class_region(big) && in_class_region(again as usize));
        // SAFETY: `again` is a live allocation of 1 MB.
        let fresh = unsafe { std::slice::from_raw_parts(again, 1 << 20) };
        assert!(fresh.iter().all(|b| *b == 0));
    }
}
