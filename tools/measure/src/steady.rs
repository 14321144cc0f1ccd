//! Where a series of iteration times changes, and whether it settles: warm-up, seen from outside.
//!
//! The series is cut where its level changes, by PELT (Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear
//! computational cost", 2012) on the logarithms, after spikes were set aside (Tukey's fences). The classes are those of Barrett and
//! others, "Virtual machine warmup blows hot and cold", 2017. Pure functions.

use crate::statistics::{median, percentile};

/// Fewer iterations say nothing.
pub const FEWEST: usize = 8;
/// Levels that differ by less than this share are the same.
const SAME_LEVEL: f64 = 0.03;
/// The noise is taken for at least this share of the level: clocks and caches are never better.
const LEAST_NOISE: f64 = 0.01;
/// Iterations on either side that a spike is compared with.
const NEIGHBOURS: usize = 5;

/// How a series of iteration times runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The same from the first iteration on.
    Flat,
    /// It ends at its fastest level.
    WarmUp,
    /// It ends, and was faster before.
    SlowDown,
    /// It still changes in its last quarter.
    Unsteady,
    /// Executions of one program are of different classes.
    Inconsistent,
    /// Fewer than [`FEWEST`] iterations.
    TooFew,
}

impl Class {
    pub fn text(self) -> &'static str {
        match self {
            Class::Flat => "flat",
            Class::WarmUp => "warm-up",
            Class::SlowDown => "slow-down",
            Class::Unsteady => "unsteady",
            Class::Inconsistent => "inconsistent",
            Class::TooFew => "too few",
        }
    }
}

/// Iterations `start..end` at one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    pub start: usize,
    pub end: usize,
    /// The median of its times.
    pub level: f64,
}

/// What a series looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub segments: Vec<Segment>,
    /// Iterations that were set aside.
    pub spikes: Vec<usize>,
    pub class: Class,
    /// The iteration from which on it is steady, from 0.
    pub steady_from: Option<usize>,
}

/// Looks at the times of consecutive iterations, all above 0.
pub fn examine(times: &[f64]) -> Shape {
    let spikes = spikes(times);
    let mut calm = times.to_vec();
    for at in &spikes {
        calm[*at] = median(&neighbours(times, *at));
    }
    let segments = segments(&calm);
    let class = class(&segments, times.len());
    let is_steady = matches!(class, Class::Flat | Class::WarmUp | Class::SlowDown);
    let steady_from = segments.last().map(|last| last.start);
    Shape {
        spikes,
        class,
        steady_from: steady_from.filter(|_| is_steady),
        segments,
    }
}

/// The class of several executions.
pub fn overall(classes: &[Class]) -> Class {
    match classes {
        [] => Class::TooFew,
        [first, rest @ ..] if rest.iter().all(|class| class == first) => *first,
        _ => Class::Inconsistent,
    }
}

fn class(segments: &[Segment], count: usize) -> Class {
    let Some((last, before)) = segments.split_last() else {
        return Class::TooFew;
    };
    let is_faster = |segment: &Segment| segment.level < last.level * (1.0 - SAME_LEVEL);
    match before {
        _ if count < FEWEST => Class::TooFew,
        [] => Class::Flat,
        _ if last.start > count * 3 / 4 => Class::Unsteady,
        _ if before.iter().any(is_faster) => Class::SlowDown,
        _ => Class::WarmUp,
    }
}

/// Single iterations far above all their neighbours. The first is none: what is slow there is warm-up.
fn spikes(times: &[f64]) -> Vec<usize> {
    let is_spike = |at: &usize| {
        let around = neighbours(times, *at);
        let (low, high) = (percentile(&around, 0.25), percentile(&around, 0.75));
        let highest = around.iter().copied().fold(0.0, f64::max);
        let fence = (high + 3.0 * (high - low)).max(highest);
        times[*at] > fence.max(high * (1.0 + 3.0 * LEAST_NOISE))
    };
    (1..times.len()).filter(is_spike).collect()
}

fn neighbours(times: &[f64], at: usize) -> Vec<f64> {
    let before = &times[at.saturating_sub(NEIGHBOURS)..at];
    let after = &times[(at + 1).min(times.len())..(at + 1 + NEIGHBOURS).min(times.len())];
    [before, after].concat()
}

/// Cuts the series where its level changes, and joins neighbours of the same level.
fn segments(times: &[f64]) -> Vec<Segment> {
    let logarithms: Vec<f64> = times.iter().map(|time| time.ln()).collect();
    let mut joined: Vec<Segment> = Vec::new();
    for (start, end) in change_points(&logarithms) {
        let level = median(&times[start..end]);
        match joined.last_mut() {
            Some(last) if (level / last.level).ln().abs() < SAME_LEVEL => {
                last.end = end;
                last.level = median(&times[last.start..end]);
            }
            _ => joined.push(Segment { start, end, level }),
        }
    }
    joined
}

/// The cheapest partition: the squared distances from the mean of each segment, and a price for each segment.
fn change_points(values: &[f64]) -> Vec<(usize, usize)> {
    let count = values.len();
    let price = 4.0 * noise(values).powi(2) * (count.max(2) as f64).ln();
    // Prefix sums, for the cost of any segment in constant time.
    let (mut sums, mut squares) = (vec![0.0], vec![0.0]);
    for (at, value) in values.iter().enumerate() {
        sums.push(sums[at] + value);
        squares.push(squares[at] + value * value);
    }
    let cost = |start: usize, end: usize| {
        let sum: f64 = sums[end] - sums[start];
        squares[end] - squares[start] - sum * sum / (end - start) as f64
    };
    // Of the first `end` values: the cost of the best partition, and where its last segment starts.
    let mut best = vec![(-price, 0)];
    let mut candidates = vec![0];
    for end in 1..=count {
        let total = |start: usize| best[start].0 + cost(start, end);
        let start = candidates
            .iter()
            .copied()
            .min_by(|a, b| total(*a).total_cmp(&total(*b)))
            .unwrap_or(0);
        let cheapest = total(start) + price;
        // What is dearer than the best even without a price never becomes part of an optimum.
        let kept = candidates.iter().copied();
        let kept = kept.filter(|start| total(*start) <= cheapest);
        candidates = kept.chain([end]).collect();
        best.push((cheapest, start));
    }
    let mut parts = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].1;
        parts.push((start, end));
        end = start;
    }
    parts.reverse();
    parts
}

/// The standard deviation, from the distances of neighbours, which a change of level touches only once.
fn noise(values: &[f64]) -> f64 {
    /// The median distance of two normal values, in standard deviations.
    const MEDIAN_DISTANCE: f64 = 0.954;
    let steps: Vec<f64> = values
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .collect();
    if steps.is_empty() {
        return LEAST_NOISE;
    }
    (median(&steps) / MEDIAN_DISTANCE).max(LEAST_NOISE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Random;

    /// Levels with their lengths, and noise of two percent.
    fn series(levels: &[(f64, usize)], seed: u64) -> Vec<f64> {
        let mut random = Random::new(seed);
        let mut one = |level: f64| level * (0.98 + random.below(4_001) as f64 / 100_000.0);
        let all = levels.iter();
        all.flat_map(|(level, count)| vec![*level; *count])
            .map(&mut one)
            .collect()
    }

    fn found(levels: &[(f64, usize)]) -> (Class, Option<usize>) {
        let shapes: Vec<Shape> = (0..20).map(|seed| examine(&series(levels, seed))).collect();
        let first = (shapes[0].class, shapes[0].steady_from);
        for shape in &shapes {
            assert_eq!((shape.class, shape.steady_from), first, "{shape:?}");
        }
        first
    }

    #[test]
    fn classes() {
        assert_eq!(found(&[(10.0, 40)]), (Class::Flat, Some(0)));
        assert_eq!(
            found(&[(10.0, 3), (2.0, 5), (1.0, 32)]),
            (Class::WarmUp, Some(8))
        );
        assert_eq!(found(&[(50.0, 1), (1.0, 30)]), (Class::WarmUp, Some(1)));
        assert_eq!(
            found(&[(5.0, 2), (1.0, 15), (1.3, 20)]),
            (Class::SlowDown, Some(17))
        );
        assert_eq!(found(&[(1.0, 35), (2.0, 5)]), (Class::Unsteady, None));
        assert_eq!(found(&[(1.0, 7)]), (Class::TooFew, None));
        assert_eq!(examine(&[]).class, Class::TooFew);
    }

    #[test]
    fn spikes_are_set_aside() {
        let mut times = series(&[(4.0, 2), (1.0, 30)], 1);
        for at in [12, 20, 31] {
            times[at] *= 3.0;
        }
        let shape = examine(&times);
        assert_eq!(shape.spikes, [12, 20, 31]);
        assert_eq!((shape.class, shape.steady_from), (Class::WarmUp, Some(2)));
    }

    #[test]
    fn two_slow_iterations_are_no_spikes() {
        assert_eq!(examine(&series(&[(4.0, 2), (1.0, 30)], 1)).spikes, []);
    }

    #[test]
    fn a_step_within_the_noise_is_none() {
        assert_eq!(found(&[(1.0, 20), (1.02, 20)]), (Class::Flat, Some(0)));
    }

    #[test]
    fn executions_that_disagree() {
        assert_eq!(overall(&[Class::Flat, Class::Flat]), Class::Flat);
        assert_eq!(overall(&[Class::Flat, Class::WarmUp]), Class::Inconsistent);
        assert_eq!(overall(&[]), Class::TooFew);
    }
}
