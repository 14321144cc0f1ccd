//! The cases of `tableswitch` and `lookupswitch`, read from the code in place (JVMS 6.5).
//!
//! Made by [`crate::Insn::table_switch`] and [`crate::Insn::lookup_switch`], whose decoder has checked the lengths. Targets
//! are absolute and unchecked, as in [`crate::Insn::target`].

/// `tableswitch`: cases `low..=high`, one target each.
#[derive(Clone, Copy, Debug)]
pub struct TableSwitch<'a> {
    bci: u32,
    low: i32,
    high: i32,
    default: i32,
    offsets: &'a [[u8; 4]],
}

/// `lookupswitch`: pairs of key and target. JVMS wants the keys ascending; the verifier checks.
#[derive(Clone, Copy, Debug)]
pub struct LookupSwitch<'a> {
    bci: u32,
    default: i32,
    pairs: &'a [[u8; 8]],
}

fn word(bytes: &[u8], n: usize) -> i32 {
    bytes
        .get(4 * n..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |four| i32::from_be_bytes(*four))
}

fn absolute(bci: u32, offset: i32) -> i32 {
    (bci as i32).wrapping_add(offset)
}

impl<'a> TableSwitch<'a> {
    /// `payload` starts after the padding and ends with the instruction.
    pub(crate) fn new(bci: u32, payload: &'a [u8]) -> TableSwitch<'a> {
        let offsets = payload.get(12..).map_or(&[][..], |rest| rest.as_chunks().0);
        TableSwitch {
            bci,
            default: word(payload, 0),
            low: word(payload, 1),
            high: word(payload, 2),
            offsets,
        }
    }

    pub fn low(&self) -> i32 {
        self.low
    }

    pub fn high(&self) -> i32 {
        self.high
    }

    pub fn default_target(&self) -> i32 {
        absolute(self.bci, self.default)
    }

    /// Number of cases, `high - low + 1`.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a tableswitch has at least one case"
    )]
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Target of case `low + index`.
    ///
    /// # Panics
    /// If `index` is not below [`TableSwitch::len`].
    pub fn target(&self, index: usize) -> i32 {
        absolute(self.bci, i32::from_be_bytes(self.offsets[index]))
    }

    /// Targets of `low..=high` in order.
    pub fn targets(&self) -> impl ExactSizeIterator<Item = i32> + use<'a> {
        let bci = self.bci;
        self.offsets
            .iter()
            .map(move |offset| absolute(bci, i32::from_be_bytes(*offset)))
    }
}

impl<'a> LookupSwitch<'a> {
    /// `payload` starts after the padding and ends with the instruction.
    pub(crate) fn new(bci: u32, payload: &'a [u8]) -> LookupSwitch<'a> {
        let pairs = payload.get(8..).map_or(&[][..], |rest| rest.as_chunks().0);
        LookupSwitch {
            bci,
            default: word(payload, 0),
            pairs,
        }
    }

    pub fn default_target(&self) -> i32 {
        absolute(self.bci, self.default)
    }

    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Key and target of pair `index`.
    ///
    /// # Panics
    /// If `index` is not below [`LookupSwitch::len`].
    pub fn pair(&self, index: usize) -> (i32, i32) {
        let pair = &self.pairs[index];
        (word(pair, 0), absolute(self.bci, word(pair, 1)))
    }

    /// All (key, target) in code order.
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = (i32, i32)> + use<'a> {
        let bci = self.bci;
        self.pairs
            .iter()
            .map(move |pair| (word(pair, 0), absolute(bci, word(pair, 1))))
    }

    /// Whether the keys ascend strictly, as JVMS 6.5.lookupswitch demands.
    pub fn is_sorted(&self) -> bool {
        self.pairs.is_sorted_by(|a, b| word(a, 0) < word(b, 0))
    }
}
