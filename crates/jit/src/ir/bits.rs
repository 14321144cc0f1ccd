//! Sets of small numbers, for dataflow.

/// A set of numbers below the bound that it was made for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bits(Words);

/// By far most sets need one word, and no memory of their own.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Words {
    One(u64),
    Many(Box<[u64]>),
}

impl Default for Bits {
    fn default() -> Bits {
        Bits::new(0)
    }
}

impl Bits {
    pub fn new(bound: usize) -> Bits {
        Bits::of(0, bound)
    }

    /// All numbers below the bound, and perhaps some above.
    pub fn full(bound: usize) -> Bits {
        Bits::of(u64::MAX, bound)
    }

    fn of(word: u64, bound: usize) -> Bits {
        Bits(match bound {
            0..=64 => Words::One(word),
            _ => Words::Many(vec![word; bound.div_ceil(64)].into_boxed_slice()),
        })
    }

    #[inline]
    fn words(&self) -> &[u64] {
        match &self.0 {
            Words::One(word) => std::slice::from_ref(word),
            Words::Many(words) => words,
        }
    }

    #[inline]
    fn words_mut(&mut self) -> &mut [u64] {
        match &mut self.0 {
            Words::One(word) => std::slice::from_mut(word),
            Words::Many(words) => words,
        }
    }

    pub fn contains(&self, number: usize) -> bool {
        self.words()[number / 64] >> (number % 64) & 1 != 0
    }

    pub fn insert(&mut self, number: usize) {
        self.words_mut()[number / 64] |= 1 << (number % 64);
    }

    pub fn remove(&mut self, number: usize) {
        self.words_mut()[number / 64] &= !(1 << (number % 64));
    }

    pub fn clear(&mut self) {
        self.words_mut().fill(0);
    }

    /// True: the set has grown.
    pub fn union(&mut self, other: &Bits) -> bool {
        let mut grown = false;
        for (word, more) in self.words_mut().iter_mut().zip(other.words()) {
            grown |= *more & !*word != 0;
            *word |= more;
        }
        grown
    }

    pub fn intersect(&mut self, other: &Bits) {
        for (word, keep) in self.words_mut().iter_mut().zip(other.words()) {
            *word &= keep;
        }
    }

    pub fn is_subset(&self, other: &Bits) -> bool {
        let mut words = self.words().iter().zip(other.words());
        words.all(|(word, other)| word & !other == 0)
    }

    /// Ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words().iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(64 * index + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let mut bits = Bits::new(200);
        for number in [0, 63, 64, 130, 199] {
            bits.insert(number);
        }
        bits.remove(64);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 130, 199]);
        let mut other = Bits::new(200);
        other.insert(130);
        assert!(other.is_subset(&bits) && !bits.is_subset(&other));
        assert!(!bits.union(&other) && other.union(&bits));
        other.intersect(&Bits::new(200));
        assert_eq!(other, Bits::new(200));
    }
}
