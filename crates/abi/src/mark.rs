//! The mark word: lock state, identity hash and age of an object in one u64. Source: DESIGN "Object model", CONTRACTS 6.
//!
//! ```text
//!  bits 0-1   lock tag: 00 unlocked, 01 thin, 10 inflated, 11 forwarded (only while a copying collection runs)
//!  bits 2-7   recursion (thin)                    | bits 2-23 monitor index (inflated)
//!  bits 8-23  owner thread id, never 0 (thin)     |
//!  bits 24-54 identity hash, 31 bits, 0 = not computed
//!  bits 58-61 age
//! ```
//! Hash and thin lock coexist. Because a hash may be installed while another thread holds the lock, every transition is a
//! CAS of the whole word, unlocking included. When forwarded, the word is `new address | 3`.

/// What the two low bits of a mark word say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum LockTag {
    Unlocked = 0,
    Thin = 1,
    Inflated = 2,
    Forwarded = 3,
}

/// A mark word by value. Nothing here touches memory.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct MarkWord(pub u64);

impl MarkWord {
    pub const TAG_MASK: u64 = 3;
    pub const RECURSION_SHIFT: u32 = 2;
    pub const MAX_RECURSION: u64 = 0x3f;
    pub const OWNER_SHIFT: u32 = 8;
    pub const MAX_OWNER: u64 = 0xffff;
    pub const MONITOR_SHIFT: u32 = 2;
    pub const MAX_MONITOR: u64 = (1 << 22) - 1;
    pub const HASH_SHIFT: u32 = 24;
    pub const HASH_MASK: u64 = 0x7fff_ffff;
    pub const AGE_SHIFT: u32 = 58;
    pub const MAX_AGE: u64 = 15;
    const LOCK_MASK: u64 = (1 << 24) - 1;

    /// Mark of a fresh object: unlocked, no hash, age 0. Allocation relies on it being zero.
    pub const NEW: MarkWord = MarkWord(0);

    pub const fn tag(self) -> LockTag {
        match self.0 & Self::TAG_MASK {
            0 => LockTag::Unlocked,
            1 => LockTag::Thin,
            2 => LockTag::Inflated,
            _ => LockTag::Forwarded,
        }
    }

    /// Identity hash, 0 if none was computed yet.
    pub const fn hash(self) -> u32 {
        (self.0 >> Self::HASH_SHIFT & Self::HASH_MASK) as u32
    }

    /// The same mark with an identity hash, which must be non-zero and fit 31 bits.
    pub const fn with_hash(self, hash: u32) -> MarkWord {
        debug_assert!(hash != 0 && hash as u64 <= Self::HASH_MASK);
        MarkWord(
            self.0 & !(Self::HASH_MASK << Self::HASH_SHIFT) | (hash as u64) << Self::HASH_SHIFT,
        )
    }

    pub const fn age(self) -> u32 {
        (self.0 >> Self::AGE_SHIFT & Self::MAX_AGE) as u32
    }

    pub const fn with_age(self, age: u32) -> MarkWord {
        let age = if age as u64 > Self::MAX_AGE {
            Self::MAX_AGE
        } else {
            age as u64
        };
        MarkWord(self.0 & !(Self::MAX_AGE << Self::AGE_SHIFT) | age << Self::AGE_SHIFT)
    }

    /// The same hash and age, thin-locked once by `owner` (1..=65535).
    pub const fn thin_locked(self, owner: u16) -> MarkWord {
        MarkWord(
            self.0 & !Self::LOCK_MASK | LockTag::Thin as u64 | (owner as u64) << Self::OWNER_SHIFT,
        )
    }

    /// Owner of a thin lock.
    pub const fn owner(self) -> u16 {
        (self.0 >> Self::OWNER_SHIFT & Self::MAX_OWNER) as u16
    }

    /// Recursion count of a thin lock: 0 when held once.
    pub const fn recursion(self) -> u64 {
        self.0 >> Self::RECURSION_SHIFT & Self::MAX_RECURSION
    }

    /// One more entry by the owner; `None` when the count is full (the lock must then inflate).
    pub const fn enter_again(self) -> Option<MarkWord> {
        if self.recursion() == Self::MAX_RECURSION {
            None
        } else {
            Some(MarkWord(self.0 + (1 << Self::RECURSION_SHIFT)))
        }
    }

    /// One exit by the owner of a thin lock: either one recursion less, or unlocked.
    pub const fn exit_thin(self) -> MarkWord {
        if self.recursion() > 0 {
            MarkWord(self.0 - (1 << Self::RECURSION_SHIFT))
        } else {
            self.unlocked()
        }
    }

    /// The same hash and age, unlocked.
    pub const fn unlocked(self) -> MarkWord {
        MarkWord(self.0 & !Self::LOCK_MASK)
    }

    /// The same hash and age, pointing at entry `index` of the monitor table.
    pub const fn inflated(self, index: u32) -> MarkWord {
        debug_assert!(index as u64 <= Self::MAX_MONITOR);
        MarkWord(
            self.0 & !Self::LOCK_MASK
                | LockTag::Inflated as u64
                | (index as u64) << Self::MONITOR_SHIFT,
        )
    }

    /// Monitor index of an inflated mark.
    pub const fn monitor(self) -> u32 {
        (self.0 >> Self::MONITOR_SHIFT & Self::MAX_MONITOR) as u32
    }

    /// Mark of a from-space copy that moved to `address`.
    pub const fn forwarded_to(address: usize) -> MarkWord {
        MarkWord(address as u64 | LockTag::Forwarded as u64)
    }

    /// Where a forwarded object went.
    pub const fn forwardee(self) -> usize {
        (self.0 & !Self::TAG_MASK) as usize
    }
}

impl std::fmt::Debug for MarkWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.tag() {
            LockTag::Unlocked => write!(f, "unlocked")?,
            LockTag::Thin => write!(
                f,
                "thin owner={} recursion={}",
                self.owner(),
                self.recursion()
            )?,
            LockTag::Inflated => write!(f, "inflated monitor={}", self.monitor())?,
            LockTag::Forwarded => return write!(f, "forwarded to={:#x}", self.forwardee()),
        }
        write!(f, " hash={:#x} age={}", self.hash(), self.age())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_age_and_thin_lock_coexist() {
        let mark = MarkWord::NEW
            .with_hash(0x7fff_ffff)
            .with_age(9)
            .thin_locked(0xffff);
        assert_eq!(
            (mark.hash(), mark.age(), mark.owner(), mark.tag()),
            (0x7fff_ffff, 9, 0xffff, LockTag::Thin)
        );
        let twice = mark.enter_again().expect("room for one more");
        assert_eq!(twice.recursion(), 1);
        assert_eq!(twice.exit_thin(), mark);
        assert_eq!(
            mark.exit_thin(),
            MarkWord::NEW.with_hash(0x7fff_ffff).with_age(9)
        );
        let heavy = mark.inflated(MarkWord::MAX_MONITOR as u32);
        assert_eq!(
            (heavy.hash(), heavy.age(), heavy.monitor()),
            (0x7fff_ffff, 9, MarkWord::MAX_MONITOR as u32)
        );
    }

    #[test]
    fn recursion_overflows_to_inflation() {
        let mut mark = MarkWord::NEW.thin_locked(1);
        for _ in 0..MarkWord::MAX_RECURSION {
            mark = mark.enter_again().expect("below the limit");
        }
        assert_eq!(mark.enter_again(), None);
    }
}
