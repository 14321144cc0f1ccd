//! The class region: address space below 4 GB in which all metadata lives, so that a Klass or Method fits 32 bits; and the
//! arenas that hand it out, one per `ClassLoaderData`. Source: CONTRACTS 6, "Metadata ownership".
//!
//! The region is reserved once by probing with `MAP_FIXED_NOREPLACE` (an embedder may own low memory) and committed by touch.
//! An arena takes chunks from the region and bumps; freeing an arena returns its chunks. Nothing in an arena is dropped by
//! it: whoever owns values with destructors (`ClassLoaderData`) drops them first.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
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

struct RegionState {
    next: usize,
    /// Freed runs below `next`: address -> bytes. Neighbours are joined.
    free: BTreeMap<usize, usize>,
}

/// Bytes in arenas.
static COMMITTED: AtomicUsize = AtomicUsize::new(0);
/// `COMMITTED` above which it is time to unload classes.
static THRESHOLD: AtomicUsize = AtomicUsize::new(usize::MAX);
/// `COMMITTED` that is never exceeded, and what the threshold never falls below.
static LIMITS: OnceLock<(usize, usize)> = OnceLock::new();

/// After a collection metadata may grow to this multiple of what lives, in percent, before the next one.
const GROWTH_PERCENT: usize = 167;

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

/// Where the class region begins, once it is reserved.
pub(crate) fn region_start() -> Option<usize> {
    REGION.get()?.as_ref().map(|region| region.base)
}

/// At boot: `first` bytes make the first collection for the sake of metadata, `limit` is their greatest size.
pub fn set_limits(first: usize, limit: usize) {
    LIMITS.get_or_init(|| (limit, first));
    THRESHOLD.store(first.min(limit), Ordering::Relaxed);
}

fn limit() -> usize {
    LIMITS.get().map_or(usize::MAX, |(limit, _)| *limit)
}

/// True if so many more bytes are to be had only above the threshold: a collection should try to unload classes first, and then
/// call [`collected`].
pub fn should_collect(bytes: usize) -> bool {
    COMMITTED.load(Ordering::Relaxed).saturating_add(bytes) > THRESHOLD.load(Ordering::Relaxed)
}

/// Sets the next threshold by what lives.
pub fn collected() {
    let (limit, first) = LIMITS.get().copied().unwrap_or((usize::MAX, 0));
    let next = COMMITTED.load(Ordering::Relaxed) / 100 * GROWTH_PERCENT;
    THRESHOLD.store(next.max(first).min(limit), Ordering::Relaxed);
}

/// Bytes of the region that arenas hold.
pub fn committed_bytes() -> usize {
    COMMITTED.load(Ordering::Relaxed)
}

/// Bytes of address space that arenas may be given.
pub fn reserved_bytes() -> usize {
    REGION_BYTES
}

/// Zeroed memory of `min_bytes` at least: the lowest free run that is long enough, or what was never used.
fn take_chunk(min_bytes: usize) -> Result<(usize, usize), MetaspaceFull> {
    let bytes = min_bytes.next_multiple_of(GRANULE);
    if COMMITTED.load(Ordering::Relaxed).saturating_add(bytes) > limit() {
        return Err(MetaspaceFull);
    }
    let region = region()?;
    let mut state = region.state.lock().unwrap_or_else(|e| e.into_inner());
    let run = state.free.iter().find(|(_, size)| **size >= bytes);
    let address = if let Some((&address, &size)) = run {
        state.free.remove(&address);
        if size > bytes {
            state.free.insert(address + bytes, size - bytes);
        }
        address
    } else if state.next + bytes <= region.end {
        state.next += bytes;
        state.next - bytes
    } else {
        return Err(MetaspaceFull);
    };
    COMMITTED.fetch_add(bytes, Ordering::Relaxed);
    Ok((address, bytes))
}

/// Takes a chunk back, joined with its free neighbours.
fn give_back(region: &Region, address: usize, bytes: usize) {
    // SAFETY: the chunk belongs to nobody any more (contract of whoever drops its arena); the pages stay mapped and read as zero
    // afterwards, which is what `allocate` promises of fresh memory.
    unsafe { libc::madvise(address as *mut libc::c_void, bytes, libc::MADV_DONTNEED) };
    COMMITTED.fetch_sub(bytes, Ordering::Relaxed);
    let mut state = region.state.lock().unwrap_or_else(|e| e.into_inner());
    let (mut start, mut end) = (address, address + bytes);
    if let Some(size) = state.free.remove(&end) {
        end += size;
    }
    let below = state.free.range(..start).next_back();
    if let Some((&before, _)) = below.filter(|(before, size)| **before + **size == start) {
        state.free.remove(&before);
        start = before;
    }
    if end == state.next {
        state.next = start;
    } else {
        state.free.insert(start, end - start);
    }
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
            give_back(region, address, size);
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

    #[test]
    fn freed_chunks_are_joined() {
        // Other tests take chunks too, so only what holds at any moment is checked.
        let mut arenas: Vec<Arena> = (0..3).map(|_| Arena::default()).collect();
        for arena in &mut arenas {
            arena.allocate(GRANULE).expect("room");
        }
        arenas.remove(1);
        arenas.remove(0);
        let region = region().expect("a region");
        let state = region.state.lock().unwrap_or_else(|e| e.into_inner());
        let apart = state.free.iter().zip(state.free.iter().skip(1));
        for ((start, size), (next, _)) in apart {
            assert!(start + size < *next, "runs that touch are joined");
        }
    }
}
