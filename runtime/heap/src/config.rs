//! Sizes and policies of the heap, computed from the flags once at boot. Pure: no memory is touched here.
//!
//! `flags` has already chosen `MaxHeapSize`, `InitialHeapSize` and `MinHeapSize` (its ergonomics); this module divides them between
//! the generations as HotSpot's serial collector does. Read next: `heap.rs`.

use flags::{Collector, Flags};

/// Granularity of every boundary between spaces, in bytes.
pub(crate) const PAGE: usize = 4096;
const KB: usize = 1 << 10;
const MB: usize = 1 << 20;
/// Objects above this never start in the young generation, whatever its size.
const LARGE_OBJECT: usize = MB;
const SMALLEST_YOUNG: usize = 256 * KB;

/// See the module documentation. Sizes in bytes, multiples of [`PAGE`].
#[derive(Clone, Debug)]
pub(crate) struct HeapConfig {
    /// Of the old generation.
    pub collector: Collector,
    pub max_young: usize,
    pub initial_young: usize,
    /// Of one half, if it has two.
    pub max_old: usize,
    pub initial_old: usize,
    pub min_old: usize,
    /// Address space for mirrors, on top of the heap's maximum.
    pub mirror_bytes: usize,
    pub new_ratio: usize,
    pub survivor_ratio: usize,
    pub max_tenuring_threshold: u32,
    /// 0: no limit but [`HeapConfig::large_object_limit`]'s.
    pub pretenure_threshold: usize,
    pub min_free_percent: usize,
    pub max_free_percent: usize,
    pub soft_ref_ms_per_mb: u64,
    pub use_tlab: bool,
    /// 0: adaptive.
    pub tlab_size: usize,
    pub pre_touch: bool,
    pub disable_explicit: bool,
    /// A collection at every Nth allocation of a thread; 0: never.
    pub stress_interval: u32,
    pub stress_full: bool,
    /// Every Nth allocation fails; 0: never.
    pub oom_interval: u32,
    pub verify_before: bool,
    pub verify_after: bool,
    pub poison: bool,
}

fn page_down(bytes: usize) -> usize {
    bytes & !(PAGE - 1)
}

impl HeapConfig {
    pub(crate) fn from_flags(flags: &Flags) -> HeapConfig {
        let max = page_down(flags.MaxHeapSize.max(2 * MB));
        let initial = match flags.InitialHeapSize {
            0 => max.min(16 * MB),
            bytes => page_down(bytes).clamp(MB, max),
        };
        let min = flags.MinHeapSize.min(initial);
        let ratio = flags.NewRatio as usize;
        let share = |bytes: usize| page_down(bytes / ratio.saturating_add(1));
        // The old generation keeps at least a quarter megabyte, the young one too.
        let room = max - SMALLEST_YOUNG;
        let max_young = match flags.MaxNewSize {
            usize::MAX => share(max).max(flags.NewSize),
            bytes => bytes,
        };
        let max_young = page_down(max_young).clamp(SMALLEST_YOUNG, room);
        let initial_young =
            page_down(share(initial).max(flags.NewSize)).clamp(SMALLEST_YOUNG, max_young);
        let max_old = max - max_young;
        let initial_old = page_down(initial.saturating_sub(initial_young)).clamp(PAGE, max_old);
        HeapConfig {
            collector: Collector::of(flags),
            max_young,
            initial_young,
            max_old,
            initial_old,
            min_old: page_down(min.saturating_sub(initial_young)).min(initial_old),
            mirror_bytes: page_down(max / 8).clamp(16 * MB, 256 * MB),
            new_ratio: ratio.max(1),
            survivor_ratio: flags.SurvivorRatio as usize,
            max_tenuring_threshold: flags.MaxTenuringThreshold as u32,
            pretenure_threshold: flags.PretenureSizeThreshold,
            min_free_percent: flags.MinHeapFreeRatio.min(99) as usize,
            max_free_percent: flags.MaxHeapFreeRatio.min(99) as usize,
            soft_ref_ms_per_mb: flags.SoftRefLRUPolicyMSPerMB as u64,
            use_tlab: flags.UseTLAB,
            tlab_size: flags.TLABSize,
            pre_touch: flags.AlwaysPreTouch,
            disable_explicit: flags.DisableExplicitGC,
            stress_interval: flags.GCStressInterval.min(u64::from(u32::MAX)) as u32,
            stress_full: flags.GCStressFull,
            oom_interval: flags.OomStressInterval.min(u64::from(u32::MAX)) as u32,
            verify_before: flags.VerifyHeap || flags.VerifyBeforeGC,
            verify_after: flags.VerifyHeap || flags.VerifyAfterGC || flags.HeapVerifyCards,
            poison: flags.PoisonFromSpace,
        }
    }

    /// Address space for the old generation. The maximum is what a program can use: each half of a copying one has room for it.
    pub(crate) fn old_reservation(&self) -> usize {
        match self.collector {
            Collector::Copying => 2 * self.max_old,
            Collector::MarkCompact | Collector::MarkSweep => self.max_old,
        }
    }

    /// Eden and survivor sizes of a young generation of `young` bytes.
    pub(crate) fn divide_young(&self, young: usize) -> (usize, usize) {
        let survivor = page_down(young / self.survivor_ratio.saturating_add(2)).max(PAGE);
        (young - 2 * survivor, survivor)
    }

    /// Objects above this many bytes go to the old generation at once.
    pub(crate) fn large_object_limit(&self, eden_bytes: usize) -> usize {
        let limit = LARGE_OBJECT.min(eden_bytes / 2);
        if self.pretenure_threshold == 0 {
            limit
        } else {
            limit.min(self.pretenure_threshold)
        }
    }

    /// True if every allocation must take the slow path.
    pub(crate) fn counts_allocations(&self) -> bool {
        self.stress_interval != 0 || self.oom_interval != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generations_share_the_heap() {
        let mut flags = Flags {
            MaxHeapSize: 64 * MB,
            InitialHeapSize: 64 * MB,
            ..Flags::default()
        };
        let config = HeapConfig::from_flags(&flags);
        assert_eq!(config.max_young + config.max_old, 64 * MB);
        assert_eq!(config.max_young, page_down(64 * MB / 3));
        let (eden, survivor) = config.divide_young(config.max_young);
        assert!(eden + 2 * survivor == config.max_young && eden / survivor == 8);
        (flags.NewSize, flags.MaxNewSize) = (10 * MB, 10 * MB);
        let config = HeapConfig::from_flags(&flags);
        assert_eq!(
            (config.initial_young, config.max_young, config.max_old),
            (10 * MB, 10 * MB, 54 * MB)
        );
    }

    #[test]
    fn absurd_sizes_are_bent_into_shape() {
        for (max, new) in [(2 * MB, usize::MAX - 1), (2 * MB, 1), (3 * MB, 2 * MB)] {
            let flags = Flags {
                MaxHeapSize: max,
                InitialHeapSize: 1,
                NewSize: new.min(max),
                MaxNewSize: new,
                ..Flags::default()
            };
            let config = HeapConfig::from_flags(&flags);
            assert!(
                config.initial_young <= config.max_young && config.initial_old <= config.max_old,
                "{config:?}"
            );
            assert_eq!(config.max_young + config.max_old, max);
            let (eden, survivor) = config.divide_young(config.initial_young);
            assert!(eden > 4 * survivor && survivor >= PAGE);
        }
    }
}
