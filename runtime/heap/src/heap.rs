//! `Heap`: the spaces, their side tables and the paths that take memory from them. How mutators allocate is `mutator.rs`; when and
//! how it is collected, `collect.rs`.
//!
//! ```text
//!  start                                                                  end
//!  | mirror space | old generation ->      (reserved) | eden | s0 | s1 |  (reserved) |
//!                 old.start                           young_start
//! ```
//! One reservation; the card table and the other side tables cover all of it. "Young" is `address >= young_start`, one compare. There is
//! twice as much of the old generation if it is copied, and objects in one half of it.
//!
//! Read next: `config.rs` (sizes), `space.rs`.

use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use flags::Collector;

use crate::bitmap::{BLOCK_BYTES, Bitmap};
use crate::cards::CardTable;
use crate::collect::Policy;
use crate::config::{HeapConfig, PAGE};
use crate::gaps::Gaps;
use crate::log::log_start;
use crate::mirrors::MirrorSpace;
use crate::object::{self, Object};
use crate::offsets::OffsetTable;
use crate::reservation::Mapping;
use crate::space::Space;
use crate::stats::Counters;

/// The old generation grows by at least this, in bytes.
const OLD_GROWTH: usize = 1 << 20;

/// See the module documentation.
#[derive(Debug)]
pub(crate) struct Heap {
    pub(crate) config: HeapConfig,
    pub(crate) memory: Mapping,
    pub(crate) mirrors: Mutex<MirrorSpace>,
    pub(crate) old: Space,
    /// Free memory in it below its top.
    pub(crate) gaps: Gaps,
    /// Held to allocate in, or to grow, the old generation while the world runs.
    old_lock: Mutex<()>,
    /// How far the old generation may grow: its reservation, or where the system refused memory.
    old_limit: AtomicUsize,
    pub(crate) young_start: usize,
    young_end: AtomicUsize,
    pub(crate) eden: Space,
    pub(crate) survivors: [Space; 2],
    /// Index of the survivor space that holds objects.
    from: AtomicUsize,
    large_object_limit: AtomicUsize,
    pub(crate) cards: CardTable,
    pub(crate) offsets: OffsetTable,
    pub(crate) marks: Bitmap,
    /// One word per block: where its live objects go (full collections).
    pub(crate) destinations: Mapping,
    /// Head of the list of references whose referent died, linked by `discovered`. A strong root.
    pub(crate) pending: AtomicUsize,
    pub(crate) policy: Mutex<Policy>,
    pub(crate) counters: Counters,
}

/// One of the three memory pools that management beans show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PoolUsage {
    /// The name HotSpot gives it: "Eden Space", "Survivor Space", "Tenured Gen".
    pub name: &'static str,
    pub initial: usize,
    pub usage: HeapUsage,
}

/// Bytes of the heap as management beans and `Runtime` count them. One survivor space is not counted (it is always empty), nor are
/// mirrors, which come and go with class metadata.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeapUsage {
    pub used: usize,
    pub committed: usize,
    pub max: usize,
}

static HEAP: AtomicPtr<Heap> = AtomicPtr::new(std::ptr::null_mut());
static CREATION: Mutex<()> = Mutex::new(());

/// Creates the heap as the flags say. Called once at boot; without it the first allocation does the same with default flags.
///
/// # Errors
/// The address space or memory is not to be had: a start-up error with this text.
pub fn init(flags: &flags::Flags) -> Result<(), String> {
    let _guard = CREATION.lock().unwrap_or_else(|e| e.into_inner());
    if HEAP.load(Ordering::Acquire).is_null() {
        let config = HeapConfig::from_flags(flags);
        let kb = (config.max_old + config.max_young) >> 10;
        let heap = Heap::new(config)
            .ok_or_else(|| format!("Could not reserve enough space for {kb}KB object heap"))?;
        log_start(&heap);
        install(Box::new(heap));
    }
    Ok(())
}

/// Makes `heap` the process's heap and returns the one before it.
pub(crate) fn install(heap: Box<Heap>) -> *mut Heap {
    heap.cards.install();
    HEAP.swap(Box::into_raw(heap), Ordering::AcqRel)
}

/// Whether there is a heap yet.
pub fn exists() -> bool {
    !HEAP.load(Ordering::Acquire).is_null()
}

/// The heap.
///
/// # Panics
/// It was not created at boot, and now there is no address space for one with default sizes.
#[inline]
pub(crate) fn heap() -> &'static Heap {
    // SAFETY: null or a heap that `install` leaked; it lives for ever (tests replace it only when nothing uses it).
    match unsafe { HEAP.load(Ordering::Acquire).as_ref() } {
        Some(heap) => heap,
        None => create_default(),
    }
}

#[cold]
fn create_default() -> &'static Heap {
    if let Err(text) = init(&flags::get().flags) {
        panic!("{text}");
    }
    heap()
}

impl Heap {
    pub(crate) fn new(config: HeapConfig) -> Option<Heap> {
        let bytes = config.mirror_bytes + config.old_reservation() + config.max_young;
        let memory = Mapping::reserve_low(bytes)?;
        let start = memory.start();
        let old_start = start + config.mirror_bytes;
        let young_start = old_start + config.old_reservation();
        let old = Space::new(old_start, old_start + config.initial_old);
        let young_end = young_start + config.initial_young;
        if !memory.commit(old_start, old.end()) || !memory.commit(young_start, young_end) {
            return None;
        }
        if config.pre_touch {
            memory.touch(old_start, old.end());
            memory.touch(young_start, young_end);
        }
        let heap = Heap {
            mirrors: Mutex::new(MirrorSpace::new(start, old_start)),
            old,
            old_lock: Mutex::new(()),
            gaps: Gaps::default(),
            old_limit: (old_start + config.max_old).into(),
            young_start,
            young_end: young_end.into(),
            eden: Space::default(),
            survivors: [Space::default(), Space::default()],
            from: 0.into(),
            large_object_limit: 0.into(),
            cards: CardTable::new(start, bytes)?,
            offsets: OffsetTable::new(start, bytes)?,
            marks: Bitmap::new(start, bytes)?,
            destinations: Mapping::table(bytes.div_ceil(BLOCK_BYTES) * 8)?,
            pending: AtomicUsize::new(0),
            policy: Mutex::new(Policy::new(&config)),
            counters: Counters::default(),
            config,
            memory,
        };
        heap.divide_young();
        Some(heap)
    }

    /// Lays eden and survivors out in the committed part of the (empty) young generation.
    fn divide_young(&self) {
        let (eden, survivor) = self
            .config
            .divide_young(self.young_end.load(Ordering::Relaxed) - self.young_start);
        let middle = self.young_start + eden;
        self.eden.reset(self.young_start, middle);
        self.survivors[0].reset(middle, middle + survivor);
        self.survivors[1].reset(middle + survivor, middle + 2 * survivor);
        self.from.store(0, Ordering::Relaxed);
        self.large_object_limit
            .store(self.config.large_object_limit(eden), Ordering::Relaxed);
    }

    /// Gives the empty young generation about `bytes`. The world is stopped.
    pub(crate) fn resize_young(&self, bytes: usize) {
        debug_assert!(self.young_used() == 0);
        let bytes = (bytes & !(PAGE - 1)).clamp(self.config.initial_young, self.config.max_young);
        let (now, wanted) = (
            self.young_end.load(Ordering::Relaxed),
            self.young_start + bytes,
        );
        if wanted > now {
            if !self.memory.commit(now, wanted) {
                return;
            }
        } else if wanted < now {
            self.memory.uncommit(wanted, now);
        }
        if wanted != now {
            self.young_end.store(wanted, Ordering::Relaxed);
            self.divide_young();
        }
    }

    pub(crate) fn young_committed_end(&self) -> usize {
        self.young_end.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub(crate) fn is_young(&self, address: usize) -> bool {
        address >= self.young_start
    }

    pub(crate) fn occupied_survivor(&self) -> &Space {
        &self.survivors[self.from.load(Ordering::Relaxed)]
    }

    pub(crate) fn empty_survivor(&self) -> &Space {
        &self.survivors[1 - self.from.load(Ordering::Relaxed)]
    }

    pub(crate) fn swap_survivors(&self) {
        self.from.fetch_xor(1, Ordering::Relaxed);
    }

    /// The spaces whose objects may move, in address order.
    pub(crate) fn moving_spaces(&self) -> [&Space; 4] {
        [
            &self.old,
            &self.eden,
            &self.survivors[0],
            &self.survivors[1],
        ]
    }

    pub(crate) fn young_spaces(&self) -> [&Space; 3] {
        [&self.eden, &self.survivors[0], &self.survivors[1]]
    }

    pub(crate) fn young_used(&self) -> usize {
        self.young_spaces().map(Space::used).into_iter().sum()
    }

    /// Bytes of the old generation that hold objects.
    pub(crate) fn old_used(&self) -> usize {
        // (Who asks while the world is stopped may see one number before and one after a collection.)
        self.old.used().saturating_sub(self.gaps.bytes())
    }

    /// Objects above this many bytes start in the old generation.
    pub(crate) fn large_object_limit(&self) -> usize {
        self.large_object_limit.load(Ordering::Relaxed)
    }

    /// Bytes the old generation can still take, its growth included, though perhaps not in one piece.
    pub(crate) fn old_available(&self) -> usize {
        self.old_room() + self.gaps.bytes()
    }

    /// Bytes behind its top.
    fn old_room(&self) -> usize {
        self.old_limit() - self.old.top()
    }

    pub(crate) fn old_limit(&self) -> usize {
        self.old_limit.load(Ordering::Relaxed)
    }

    /// Commits the old generation up to `top` at least. The caller holds the lock or has stopped the world.
    #[must_use]
    pub(crate) fn grow_old(&self, top: usize) -> bool {
        let (end, limit) = (self.old.end(), self.old_limit());
        if top <= end {
            return true;
        }
        if top > limit {
            return false;
        }
        let wanted = top.next_multiple_of(PAGE).max(end + OLD_GROWTH).min(limit);
        if self.memory.commit(end, wanted) {
            self.old.set_end(wanted);
            return true;
        }
        self.old_limit.store(end, Ordering::Relaxed);
        false
    }

    /// Memory (not zeroed) in the old generation, for mutators. It grows for them only after a collection (`grow`).
    pub(crate) fn allocate_old(&self, bytes: usize, grow: bool) -> Option<usize> {
        let _guard = lock(&self.old_lock);
        let start = match self.gaps.take(bytes) {
            Some(gap) => gap,
            None => {
                let start = self.old.top();
                let fits = bytes <= self.old.free()
                    || (grow && bytes <= self.old_room() && self.grow_old(start + bytes));
                if !fits {
                    return None;
                }
                self.old.set_top(start + bytes);
                start
            }
        };
        self.offsets.record(start, bytes);
        Some(start)
    }

    /// True if an allocation of `bytes` would succeed now. The world is stopped.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        self.eden.free() >= bytes || self.old_room() >= bytes || self.gaps.has_room(bytes)
    }

    /// Shrinks or grows the committed old generation to `bytes`, its content untouched. The world is stopped.
    pub(crate) fn resize_old(&self, bytes: usize) {
        let floor = self.old.top().next_multiple_of(PAGE);
        let wanted = (self.old.start() + bytes.next_multiple_of(PAGE))
            .clamp(floor, self.old_limit().max(floor));
        let end = self.old.end();
        if wanted < end {
            self.memory.uncommit(wanted, end);
            self.old.set_end(wanted);
        } else if wanted > end && self.memory.commit(end, wanted) {
            self.old.set_end(wanted);
        }
    }

    /// The other half of a copying old generation, with memory for all that is used of this one: [start, end). None: the system has none.
    /// The world is stopped.
    pub(crate) fn commit_spare_half(&self) -> Option<(usize, usize)> {
        let start = self.spare_half();
        let end = start + self.old.used().next_multiple_of(PAGE);
        self.memory.commit(start, end).then_some((start, end))
    }

    fn spare_half(&self) -> usize {
        let first = self.memory.start() + self.config.mirror_bytes;
        match self.old.start() == first {
            true => first + self.config.max_old,
            false => first,
        }
    }

    /// The old generation is in [start, end), committed memory of its other half, from now on, with objects below `top`. The half before
    /// keeps so much memory that both together have no more than the maximum. The world is stopped.
    pub(crate) fn change_halves(&self, (start, end): (usize, usize), top: usize) {
        let left = (self.old.start(), self.old.end());
        let kept = (self.config.max_old - (top - start)) & !(PAGE - 1);
        self.memory.discard((left.0 + kept).min(left.1), left.1);
        self.old.reset(start, end);
        self.old.set_top(top);
        self.old_limit
            .store(start + self.config.max_old, Ordering::Relaxed);
        if self.config.poison {
            self.memory.uncommit(left.0, left.1);
        }
    }

    /// Gives the memory of free pages back to the system. The world is stopped.
    pub(crate) fn discard_free_pages(&self) {
        for space in self.moving_spaces() {
            self.memory.discard(space.top(), space.end());
        }
        self.gaps
            .for_each_large(|start, end| self.memory.discard(start, end));
        if self.config.collector == Collector::Copying {
            let spare = self.spare_half();
            self.memory.discard(spare, spare + self.config.max_old);
        }
    }

    pub(crate) fn usage(&self) -> HeapUsage {
        let survivor = self.survivors[0].capacity();
        HeapUsage {
            used: self.old_used() + self.young_used(),
            committed: self.old.capacity() + self.eden.capacity() + survivor,
            max: self.config.max_old + self.config.max_young - survivor,
        }
    }

    pub(crate) fn pools(&self) -> [PoolUsage; 3] {
        let (eden, survivor) = self.config.divide_young(self.config.initial_young);
        let (max_eden, max_survivor) = self.config.divide_young(self.config.max_young);
        let pool = |name, space: &Space, used, initial, max| PoolUsage {
            name,
            initial,
            usage: HeapUsage {
                used,
                committed: space.capacity(),
                max,
            },
        };
        [
            pool("Eden Space", &self.eden, self.eden.used(), eden, max_eden),
            pool(
                "Survivor Space",
                self.occupied_survivor(),
                self.occupied_survivor().used(),
                survivor,
                max_survivor,
            ),
            pool(
                "Tenured Gen",
                &self.old,
                self.old_used(),
                self.config.initial_old,
                self.config.max_old,
            ),
        ]
    }

    /// Visits every object with its size, dead ones included. The world is stopped and the TLABs are retired.
    pub(crate) fn for_each_object(&self, mut visit: impl FnMut(Object, usize)) {
        lock(&self.mirrors).for_each(&mut visit);
        for space in self.moving_spaces() {
            // SAFETY: spaces are parsable while the world is stopped (module invariant of `space`).
            unsafe {
                object::walk(space.start(), space.top(), |object| {
                    visit(object, object.size())
                })
            };
        }
    }
}

/// Locks a mutex of the heap; a panic elsewhere does not matter, because the VM aborts on it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}
