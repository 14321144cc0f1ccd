//! "Did you mean": likeness of two names as the share of common letter pairs (Dice's coefficient), as HotSpot's hints behave.

/// Flags this alike are suggested.
pub(crate) const FLAG: f64 = 0.7;
/// Log tags and levels this alike are suggested.
pub(crate) const LOG: f64 = 0.5;

/// Twice the number of common pairs over the sum of the two lengths; 1.0 is unreachable, near-misses lie above 0.7.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let common = a
        .windows(2)
        .filter(|pair| b.windows(2).any(|other| other == *pair))
        .count();
    2.0 * common as f64 / (a.len() + b.len()).max(1) as f64
}

/// The candidate most like `name`, if it is alike enough ([`FLAG`] or [`LOG`]). The first of equals wins.
pub(crate) fn most_similar<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
    at_least: f64,
) -> Option<&'a str> {
    let mut best = None;
    let mut score = 0.0;
    for candidate in candidates {
        let s = similarity(candidate, name);
        if s > score {
            (best, score) = (Some(candidate), s);
        }
    }
    best.filter(|_| score >= at_least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_java_suggests() {
        let names = || crate::rows().map(|(_, row)| row.name);
        assert_eq!(
            most_similar("UseSerialGCC", names(), FLAG),
            Some("UseSerialGC")
        );
        assert_eq!(
            most_similar("useSerialGC", names(), FLAG),
            Some("UseSerialGC")
        );
        assert_eq!(
            most_similar("MaxHeapSizee", names(), FLAG),
            Some("MaxHeapSize")
        );
        assert_eq!(most_similar("ErrorFil", names(), FLAG), Some("ErrorFile"));
        assert_eq!(
            most_similar("UseParallelOldGC", names(), FLAG),
            Some("UseParallelGC")
        );
        // HotSpot has nothing near; we have.
        assert_eq!(
            most_similar("UseConcMarkSweepGC", names(), FLAG),
            Some("UseMarkSweepGC")
        );
        for unknown in ["Foo", "MaxPermSize", "AggressiveOpts", "TraceClassLoading"] {
            assert_eq!(most_similar(unknown, names(), FLAG), None, "{unknown}");
        }
    }
}
