//! Statistics of measured times: medians, spreads, and intervals by resampling (bootstrap). Pure functions; the same seed gives the same
//! interval.
//!
//! Samples come in groups: one group per execution of a program, one sample per iteration in it. What is measured once per process is
//! in groups of one. Resampling draws groups first and then samples within them, because iterations of one process resemble each other
//! more than those of another (Kalibera and Jones, "Rigorous benchmarking in reasonable time", 2013).

/// Samples by execution.
pub type Groups = Vec<Vec<f64>>;

/// What is divided, and by what.
pub type Pair<'a> = (&'a [Vec<f64>], &'a [Vec<f64>]);

/// How often is drawn for an interval.
const RESAMPLES: usize = 2_000;
/// Share of the resampled values that an interval holds.
const COVERAGE: f64 = 0.95;
/// Below this number of groups an interval would be narrower than what it speaks of.
pub const FEWEST_GROUPS: usize = 3;

/// The middle value, or the mean of the two in the middle; NaN of nothing.
pub fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

/// The median distance from the median: a spread that single outliers do not move. NaN of nothing.
pub fn median_absolute_deviation(values: &[f64]) -> f64 {
    let middle = median(values);
    let distances: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    median(&distances)
}

/// The value below which the share `part` (0 to 1) of the values lies, linear between neighbours; NaN of nothing.
pub fn percentile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    of_sorted(&sorted, part)
}

fn of_sorted(sorted: &[f64], part: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = part * last as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64)
}

/// None of nothing.
pub fn geometric_mean(values: &[f64]) -> Option<f64> {
    let logarithms: f64 = values.iter().map(|value| value.ln()).sum();
    (!values.is_empty()).then(|| (logarithms / values.len() as f64).exp())
}

/// How many times as large one median is as another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    pub estimate: f64,
    /// Where it lies with 95 % confidence; None: there are too few executions to say.
    pub interval: Option<Interval>,
}

/// A closed interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

impl Ratio {
    /// Whether the measurement tells the two apart: there is an interval, and it does not contain 1.
    pub fn shows_difference(&self) -> bool {
        self.interval
            .is_some_and(|interval| !interval.contains(1.0))
    }
}

/// The median of `numerator` divided by that of `denominator`, with its interval. None if one is empty.
pub fn ratio_of_medians(
    numerator: &[Vec<f64>],
    denominator: &[Vec<f64>],
    seed: u64,
) -> Option<Ratio> {
    mean_ratio(&[(numerator, denominator)], seed)
}

/// The geometric mean of such ratios, one for each pair, with its interval. Pairs with an empty side do not count; None if none is left.
pub fn mean_ratio(pairs: &[Pair<'_>], seed: u64) -> Option<Ratio> {
    let filled = |groups: &[Vec<f64>]| groups.iter().any(|group| !group.is_empty());
    let pairs: Vec<_> = pairs
        .iter()
        .filter(|(above, below)| filled(above) && filled(below))
        .collect();
    let ratios: Vec<f64> = pairs
        .iter()
        .map(|(above, below)| median(&above.concat()) / median(&below.concat()))
        .collect();
    let estimate = geometric_mean(&ratios)?;
    let sides = || pairs.iter().flat_map(|(above, below)| [above, below]);
    if sides().any(|groups| groups.len() < FEWEST_GROUPS) {
        return Some(Ratio {
            estimate,
            interval: None,
        });
    }
    let mut random = Random::new(seed);
    let mut drawn = Vec::new();
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let ratios: Vec<f64> = pairs
                .iter()
                .map(|(above, below)| {
                    let mut one = |groups| resampled_median(groups, &mut random, &mut drawn);
                    one(above) / one(below)
                })
                .collect();
            geometric_mean(&ratios)
        })
        .collect();
    resampled.sort_by(f64::total_cmp);
    let tail = (1.0 - COVERAGE) / 2.0;
    Some(Ratio {
        estimate,
        interval: Some(Interval {
            low: of_sorted(&resampled, tail),
            high: of_sorted(&resampled, 1.0 - tail),
        }),
    })
}

/// The median of as many groups as there are, drawn with replacement, and in each of as many samples, drawn likewise.
fn resampled_median(groups: &[Vec<f64>], random: &mut Random, drawn: &mut Vec<f64>) -> f64 {
    drawn.clear();
    for _ in groups {
        let group = &groups[random.below(groups.len())];
        drawn.extend(group.iter().map(|_| group[random.below(group.len())]));
    }
    drawn.sort_unstable_by(f64::total_cmp);
    of_sorted(drawn, 0.5)
}

/// Random numbers by SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // The bias of the remainder is below bound / 2^64.
        (self.next() % bound as u64) as usize
    }

    /// Puts the items into a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// After how many iterations the first series has taken less time in total than the second. Behind its end a series goes on with the
/// median of its last quarter. None: it never gets there. Iterations count from 1.
pub fn break_even(first: &[f64], second: &[f64]) -> Option<u64> {
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let tail = |series: &[f64]| median(&series[series.len() - series.len().div_ceil(4)..]);
    let (first_tail, second_tail) = (tail(first), tail(second));
    let known = first.len().max(second.len());
    // How far the first is behind.
    let mut behind = 0.0;
    for at in 0..known {
        let time = |series: &[f64], tail: f64| series.get(at).copied().unwrap_or(tail);
        behind += time(first, first_tail) - time(second, second_tail);
        if behind < 0.0 {
            return Some(at as u64 + 1);
        }
    }
    let gain = second_tail - first_tail;
    (gain > 0.0).then(|| known as u64 + (behind / gain).floor() as u64 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values around `middle`, up to `spread` away, in groups.
    fn noise(middle: f64, spread: f64, groups: usize, samples: usize, seed: u64) -> Groups {
        let mut random = Random::new(seed);
        let mut one = || middle + spread * (random.below(2_001) as f64 / 1_000.0 - 1.0);
        (0..groups)
            .map(|_| (0..samples).map(|_| one()).collect())
            .collect()
    }

    #[test]
    fn middles_and_spreads() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
        assert_eq!(
            median_absolute_deviation(&[1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]),
            1.0
        );
        assert_eq!(percentile(&[10.0, 20.0, 30.0, 40.0, 50.0], 0.95), 48.0);
        assert_eq!(percentile(&[7.0], 0.95), 7.0);
    }

    #[test]
    fn means_are_geometric() {
        assert!((geometric_mean(&[0.5, 2.0, 1.0]).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(geometric_mean(&[]), None);
    }

    #[test]
    fn a_difference_is_shown_where_there_is_one() {
        let (slow, fast) = (noise(2.0, 0.1, 10, 1, 1), noise(1.0, 0.05, 10, 1, 2));
        let ratio = ratio_of_medians(&slow, &fast, 3).unwrap();
        let interval = ratio.interval.unwrap();
        assert!(ratio.shows_difference());
        assert!(interval.contains(2.0) && interval.contains(ratio.estimate));
        assert!(
            interval.high - interval.low < 0.3,
            "{interval:?} is too wide"
        );
        assert_eq!(ratio_of_medians(&slow, &fast, 3).unwrap(), ratio);
    }

    #[test]
    fn none_is_shown_where_there_is_none() {
        // 95 of 100 intervals contain the truth; of these hundred at least ninety must.
        let covered = (0..100).filter(|seed| {
            let (a, b) = (
                noise(1.0, 0.1, 10, 1, 2 * seed + 1_000),
                noise(1.0, 0.1, 10, 1, 2 * seed + 1_001),
            );
            !ratio_of_medians(&a, &b, *seed).unwrap().shows_difference()
        });
        let covered = covered.count();
        assert!(covered >= 90, "only {covered} of 100 contain 1");
    }

    #[test]
    fn executions_weigh_more_than_iterations() {
        // Within an execution all is still, between executions it is not: many iterations make the interval no narrower.
        let spread = |samples: usize| -> Groups {
            let levels = [0.8, 0.9, 1.0, 1.1, 1.2];
            levels.iter().map(|level| vec![*level; samples]).collect()
        };
        let still = vec![vec![1.0]; 5];
        let width = |samples| {
            let ratio = ratio_of_medians(&spread(samples), &still, 5).unwrap();
            let interval = ratio.interval.unwrap();
            interval.high - interval.low
        };
        assert!(width(1) > 0.15);
        assert!(width(100) > 0.15);
    }

    #[test]
    fn few_executions_give_no_interval() {
        let (a, b) = (noise(1.0, 0.1, 2, 50, 1), noise(1.0, 0.1, 3, 50, 2));
        let ratio = ratio_of_medians(&a, &b, 1).unwrap();
        assert_eq!(ratio.interval, None);
        assert!(!ratio.shows_difference());
        assert_eq!(ratio_of_medians(&[], &b, 1), None);
        assert_eq!(ratio_of_medians(&[vec![]], &b, 1), None);
    }

    #[test]
    fn the_mean_of_ratios() {
        let (one, two, four) = (
            noise(1.0, 0.01, 9, 1, 1),
            noise(2.0, 0.02, 9, 1, 2),
            noise(4.0, 0.04, 9, 1, 3),
        );
        let empty: Groups = Vec::new();
        let ratio = mean_ratio(&[(&one, &two), (&four, &one), (&empty, &one)], 7).unwrap();
        assert!(
            (ratio.estimate - 2.0_f64.sqrt()).abs() < 0.02,
            "{}",
            ratio.estimate
        );
        assert!(ratio.interval.unwrap().contains(ratio.estimate));
        assert_eq!(mean_ratio(&[], 7), None);
    }

    #[test]
    fn where_a_compiler_pays() {
        // 3 behind after the first, gains one each: level after 4, ahead after 5.
        assert_eq!(break_even(&[5.0, 1.0], &[2.0, 2.0]), Some(5));
        assert_eq!(break_even(&[3.0, 1.0, 1.0, 1.0], &[2.0; 4]), Some(3));
        assert_eq!(break_even(&[1.0], &[2.0]), Some(1));
        assert_eq!(break_even(&[3.0, 2.0], &[2.0, 2.0]), None);
        assert_eq!(break_even(&[], &[2.0]), None);
    }

    #[test]
    fn shuffling_keeps_all() {
        let mut items: Vec<usize> = (0..20).collect();
        Random::new(1).shuffle(&mut items);
        assert_ne!(items, (0..20).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..20).collect::<Vec<_>>());
    }
}
